//! One document's flow of prose and grids to all it says.

use crate::codes::check_codes;
use crate::columns::{columns, prove_sums, reasons, shifted_heads};
use crate::framing::{FramedTable, frame};
use crate::kinds::{Asked, Before, kind, remarks as kind_remarks};
use crate::labels::labels;
use crate::line_items::line_items;
use crate::listed_projects::listed_projects;
use crate::money_unit::{self, OfDocument, Stated, complete_cut_unit, contradicted, of_neighbour};
use crate::precision::short_amounts;
use crate::repair::KeptRows;
use crate::restate::{
    restate_expenses_below, restate_flows, restate_panels, restate_sides, restate_three_public,
};
use crate::stray::stray_numbers;
use crate::sums::{fill_sums, widen_sums};
use crate::units::name_units;
use crate::unpublished::{remark as unpublished_remark, unpublished_numbers, unread_cells};
use crate::{Vocabulary, facts, performance, repair, statements, unknown_words};
use mingxi_model::text::{squeeze, without_gaps};
use mingxi_model::{
    ColumnRole, Diagnostic, Doubt, Extraction, FlowItem, Grid, Indicator, LineItem, Paragraph, Place,
    Project, Reading, Severity, Step, Table, parse_value,
};
use std::collections::BTreeMap;

/// Reads everything a document says, all but the accounting identities.
///
/// `flow` comes from grid recovery; `file_name` serves as evidence for the agency where nothing else names it.
pub fn recognise(flow: &[FlowItem], file_name: &str, vocabulary: &Vocabulary) -> Reading {
    recognise_keeping(flow, file_name, vocabulary, &KeptRows::new())
}

/// As [`recognise`], but the rows in `kept` stay as a text dump has them, whatever their sums say: for a caller
/// who knows that moving them contradicts the rest of the document.
pub fn recognise_keeping(
    flow: &[FlowItem],
    file_name: &str,
    vocabulary: &Vocabulary,
    kept: &KeptRows,
) -> Reading {
    let (framed, mut diagnostics) = frame(flow, &vocabulary.headers);
    let unit_of_document = money_unit::of_document(flow, framed.iter().flat_map(|table| &table.captions));
    let mut before = None;
    let mut tables: Vec<Table> = framed
        .into_iter()
        .enumerate()
        .map(|(index, framed)| {
            let around = Around { before: before.as_ref(), unit: unit_of_document.as_ref() };
            let table = recognise_table(index as i32 + 1, framed, &around, vocabulary, &mut diagnostics);
            before = Some(Before::new(&table));
            table
        })
        .collect();
    diagnostics.extend(unknown_words::remarks(&tables, vocabulary));
    diagnostics.extend(repair::repair_tables(&mut tables, vocabulary, kept));
    let prose: Vec<Paragraph> = flow
        .iter()
        .filter_map(|item| match item {
            FlowItem::Paragraph(paragraph) => Some(paragraph.clone()),
            FlowItem::Table(_) => None,
        })
        .collect();
    let (facts, found) = facts::document_facts(&prose, &tables, file_name, &vocabulary.facts);
    diagnostics.extend(found);
    name_units(&mut tables, &facts, &prose, vocabulary);
    diagnostics.extend(check_codes(&tables, facts.fiscal_year, &vocabulary.codes));
    let line_items: Vec<LineItem> =
        tables.iter().flat_map(|table| line_items(table, &facts, vocabulary)).collect();
    diagnostics.extend(short_amounts(&line_items));
    let (mut indicators, mut projects, found) = performance::read(&tables, &vocabulary.performance);
    diagnostics.extend(found);
    projects.extend(listed_projects(&tables, &line_items, vocabulary));
    name_alike(&mut projects, &mut indicators);
    let statements = statements::statements(&prose, &facts, &vocabulary.statements);
    diagnostics.extend(stray_numbers(&prose, &statements));
    Reading { facts, tables, line_items, indicators, projects, statements, checks: Vec::new(), diagnostics }
}

/// Gives projects and their units the names under which other tables have them: without the blanks of their setting,
/// organisations as in the line items.
fn name_alike(projects: &mut [Project], indicators: &mut [Indicator]) {
    let of_projects = projects.iter_mut().map(|project| &mut project.project_name);
    for name in
        of_projects.chain(indicators.iter_mut().map(|indicator| &mut indicator.project_name)).flatten()
    {
        *name = without_gaps(name);
    }
    for project in projects {
        for name in [&mut project.implementing_unit, &mut project.department].into_iter().flatten() {
            *name = squeeze(name);
        }
    }
}

/// What a table may take over from the rest of the document.
struct Around<'a> {
    /// The table before it.
    before: Option<&'a Before>,
    /// The unit that the document states of all tables.
    unit: Option<&'a OfDocument>,
}

fn recognise_table(
    table_id: i32,
    framed: FramedTable,
    around: &Around<'_>,
    vocabulary: &Vocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) -> Table {
    let before = around.before;
    let mut framed = framed;
    let mended = complete_cut_unit(&framed.table.grid, &mut framed.captions, &vocabulary.headers);
    framed.table.grid = mended.unwrap_or(framed.table.grid);
    let Stated { unit: printed_unit, others } = money_unit::of_table(&framed.frame());
    let FramedTable { table, title, title_is_heading, form_number, captions, notes, follows_table } = framed;
    let mut grid = table.grid;
    if table.extraction == Extraction::Dump && is_form(&grid, vocabulary) {
        let (aligned, found) = performance::align(grid, &vocabulary.performance);
        diagnostics.extend(found.into_iter().map(|diagnostic| diagnostic.table(table_id)));
        grid = aligned;
        grid.mark_header(table.header_rows);
    }
    let mut columns = match table.header_rows {
        0 => Vec::new(),
        rows => columns(&grid, rows, &vocabulary.headers, &vocabulary.measures),
    };
    fill_sums(&mut columns, &vocabulary.headers, &vocabulary.measures);
    prove_sums(&mut columns, &grid, table.header_rows);
    widen_sums(&mut columns);
    let blocks = shows_indicators(&grid).then(|| performance::Blocks::of(&grid, &vocabulary.performance));
    let asked = Asked {
        grid: &grid,
        header_rows: table.header_rows,
        columns: &columns,
        title: title.as_deref(),
        title_is_heading,
        has_unit: printed_unit.is_some(),
        before,
        performance: blocks
            .as_ref()
            .and_then(|blocks| performance::shape(&grid, blocks, table.header_rows, &vocabulary.performance)),
        codes: &vocabulary.codes,
    };
    let found = kind(&asked, &vocabulary.kinds);
    let place = table.place.clone();
    diagnostics.extend(
        kind_remarks(&asked, &found).into_iter().map(|remark| remark.table(table_id).at(place.clone())),
    );
    restate_sides(&mut columns, found.kind, vocabulary);
    restate_flows(&mut columns, found.kind, vocabulary);
    restate_three_public(&mut columns, found.kind, vocabulary);
    let (labels, why) = match found.kind.has_line_items() {
        true => labels(
            &grid,
            table.header_rows,
            &columns,
            &vocabulary.headers,
            &vocabulary.measures,
            &vocabulary.codes,
        ),
        false => Default::default(),
    };
    restate_panels(&mut columns, &labels, &grid, found.kind, &vocabulary.measures);
    restate_expenses_below(&mut columns, &labels, found.kind, &vocabulary.measures);
    let of_before = before.filter(|_| found.goes_on).and_then(|before| before.printed_unit.clone());
    let printed_unit = printed_unit.or(of_before);
    let of_table_before = before
        .filter(|_| follows_table && printed_unit.is_none() && found.kind.has_line_items())
        .and_then(|before| before.printed_unit.clone());
    if let Some(unit) = &of_table_before {
        diagnostics.push(of_neighbour(unit).table(table_id).at(table.place.clone()));
    }
    let mut printed_unit = printed_unit.or(of_table_before);
    if let Some(unit) = printed_unit.as_deref().filter(|_| !others.is_empty()) {
        diagnostics.push(contradicted(unit, &others).table(table_id).at(table.place.clone()));
    }
    let has_number = columns.iter().filter(|column| column.role == ColumnRole::Value).any(|column| {
        (table.header_rows..grid.rows()).any(|row| parse_value(&grid.at(row, column.col).text_raw).is_some())
    });
    let mut doubts = table.doubts;
    if found.kind.has_line_items() {
        let body = table.header_rows..grid.rows();
        doubts.extend(shifted_heads(&columns, &grid, body.clone()));
        doubts.extend(money_unit::against_heads(printed_unit.as_deref(), &columns, body.clone()));
        doubts.extend(
            printed_unit.as_deref().and_then(|unit| money_unit::against_captions(unit, &others, body)),
        );
    }
    diagnostics.extend(doubt_remarks(&doubts, table_id, &place));
    let unread = match found.kind.has_line_items() {
        true => unread_cells(&grid, table.header_rows, &columns),
        false => Vec::new(),
    };
    let title = title.filter(|_| !title_is_heading || found.kind != mingxi_model::TableKind::Other);
    let unpublished = unpublished_numbers(&grid, table.header_rows, &columns, found.kind);
    let is_blank = found.kind.has_line_items() && !has_number && unpublished == 0 && unread.is_empty();
    diagnostics.extend(
        unpublished_remark(unpublished, found.kind).map(|remark| remark.table(table_id).at(place.clone())),
    );
    let lacks_unit = printed_unit.is_none() && columns.iter().all(|c| c.unit.is_none());
    if found.kind.has_line_items() && has_number && lacks_unit {
        let remark = around.unit.map_or_else(money_unit::unknown, money_unit::inferred);
        diagnostics.push(remark.table(table_id).at(table.place.clone()));
        printed_unit = around.unit.map(|of_document| of_document.unit.clone());
    }
    diagnostics.extend(unread.into_iter().map(|remark| remark.table(table_id)));
    let of_columns = match found.kind.has_line_items() {
        true => reasons(&grid, table.header_rows, &columns, &vocabulary.headers, &vocabulary.measures),
        false => Vec::new(),
    };
    let mut table = Table {
        table_id,
        title,
        form_number,
        kind: found.kind,
        kind_evidence: found.evidence,
        printed_unit,
        grid,
        header_rows: table.header_rows,
        captions,
        notes,
        extraction: table.extraction,
        is_blank,
        columns,
        labels,
        doubts,
        unpublished_numbers: i32::try_from(unpublished).unwrap_or(i32::MAX),
        why: found.why.into_iter().chain(of_columns).chain(why).collect(),
    };
    if table.kind.is_performance() {
        let blocks = blocks.unwrap_or_else(|| performance::Blocks::of(&table.grid, &vocabulary.performance));
        let of_columns = performance::why(&table, blocks, &vocabulary.performance);
        table.why.extend(of_columns);
    }
    table
}

/// Whether a grid speaks of indicators at all: what a closer look needs.
fn shows_indicators(grid: &Grid) -> bool {
    grid.cells().iter().any(|cell| cell.text.contains("指标"))
}

/// One remark for everything that may be wrong for one reason, at its first place.
fn doubt_remarks(doubts: &[Doubt], table_id: i32, place: &Option<Place>) -> Vec<Diagnostic> {
    let mut by_reason: BTreeMap<&str, (usize, &Doubt)> = BTreeMap::new();
    for doubt in doubts {
        by_reason.entry(&doubt.reason).or_insert((0, doubt)).0 += 1;
    }
    let remark = |(reason, (count, first)): (&str, (usize, &Doubt))| {
        let (places, verb) = if count == 1 { ("place", "is") } else { ("places", "are") };
        let message = format!(
            "{reason}: {count} {places} of this table {verb} in doubt; the numbers there are marked as conflict, look \
             at the page"
        );
        let remark = Diagnostic::new(Step::Recognise, Severity::Warning, "unsure_columns", message);
        let remark = remark.table(table_id).at(place.clone());
        let col = (first.cols.end != u32::MAX).then_some(first.cols.start);
        match first.rows.end {
            u32::MAX => remark,
            _ => remark.cell(first.rows.start, col),
        }
    };
    by_reason.into_iter().map(remark).collect()
}

/// Whether some row of the grid heads a block of performance indicators.
fn is_form(grid: &Grid, vocabulary: &Vocabulary) -> bool {
    (0..grid.rows()).any(|row| {
        let texts: Vec<String> = grid.row(row).map(|cell| squeeze(&cell.text)).collect();
        performance::is_indicator_header(&texts, &vocabulary.performance)
            || performance::is_indicator_list_header(&texts, &vocabulary.performance)
    })
}
