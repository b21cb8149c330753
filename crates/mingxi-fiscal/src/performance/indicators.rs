//! Indicator blocks to indicators.

mod joined;
mod packed;

use super::doubts;
use super::layout::{Layout, Panel, cells_under, ends_block, is_numbering};
use super::target::{Target, parse_target};
use super::vocabulary::{HeaderRole, PerformanceVocabulary};
use mingxi_model::text::squeeze;
use mingxi_model::{Cell, Diagnostic, Grid, Indicator, Operator, Severity, Step, Table, parse_number};
use rust_decimal::Decimal;

/// The indicators of a table, without the project they belong to, in the order of row and column.
pub(super) fn read_table(
    table: &Table,
    layouts: &[Layout],
    vocabulary: &PerformanceVocabulary,
    open: &mut Levels,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Indicator> {
    let mut out = Vec::new();
    for layout in layouts {
        if layout.is_headed() {
            *open = Levels::default();
        }
        for (index, panel) in layout.panels.iter().enumerate() {
            if index > 0 {
                *open = Levels::default();
            }
            match panel.one(HeaderRole::Level3) {
                Some(_) => read_panel(table, layout, panel, open, vocabulary, &mut out, diagnostics),
                None => packed::read_panel(table, layout, panel, vocabulary, &mut out, diagnostics),
            }
        }
        diagnostics.extend(doubts::unknown_columns(table, layout));
        diagnostics.extend(doubts::divided_columns(table, layout));
    }
    packed::read_beside(table, layouts, vocabulary, &mut out, diagnostics);
    out.sort_by_key(|indicator| (indicator.row, indicator.col, indicator.part));
    out
}

/// The upper levels as far as the rows read so far print them.
#[derive(Debug, Clone, Default)]
pub(super) struct Levels {
    level1: Option<String>,
    level2: Option<String>,
}

fn read_panel(
    table: &Table,
    layout: &Layout,
    panel: &Panel,
    open: &mut Levels,
    vocabulary: &PerformanceVocabulary,
    out: &mut Vec<Indicator>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut levels = std::mem::take(open);
    let names = joined::Names::of(&table.grid, layout, panel, vocabulary);
    for row in layout.body..layout.end {
        let is_head = repeats_head(table, layout, panel, row) || is_numbering(&table.grid, row);
        if is_head || ends_block(&table.grid, row, vocabulary) {
            continue;
        }
        if let Some(word) = joined::section(&table.grid, panel, row, vocabulary) {
            levels.open(&word, vocabulary);
            continue;
        }
        let (level1, level2) = match &panel.group {
            (None, None) => row_levels(&table.grid, panel, row, &mut levels, vocabulary),
            group => group.clone(),
        };
        let Some(third) = name_cell(&table.grid, panel, row, vocabulary) else {
            diagnostics.extend(doubts::value_without_name(table, panel, row));
            continue;
        };
        let mut indicator = blank_indicator(table, third);
        // A name that also covers the upper levels' columns leaves them open, whatever stands above.
        if !covers(third, panel, HeaderRole::Level1) {
            indicator.level1 = level1;
        }
        if !covers(third, panel, HeaderRole::Level2) && !covers(third, panel, HeaderRole::Level1) {
            indicator.level2 = level2;
        }
        if let Some(lead) = out.last_mut().filter(|above| above.row.checked_add(1) == Some(indicator.row))
            && let Some(end) = names.overflow(&mut indicator, vocabulary)
        {
            lead.level3.push_str(&end);
            diagnostics.push(doubts::overflowing_name(lead, &end));
        }
        names.split(&mut indicator, vocabulary);
        if let (Some(level1), Some(level2)) = (&indicator.level1, &indicator.level2)
            && vocabulary.is_odd_pair(level1, level2)
        {
            diagnostics.push(doubts::odd_pair(&indicator, level1, level2));
        }
        fill(&mut indicator, table, panel, row, vocabulary, diagnostics);
        out.push(indicator);
    }
    *open = levels;
}

impl Levels {
    /// Takes a level that stands in a row of its own.
    fn open(&mut self, word: &str, vocabulary: &PerformanceVocabulary) {
        let is_second = vocabulary.is_level2(word) && (!vocabulary.is_level1(word) || self.level1.is_some());
        match is_second {
            true => self.level2 = Some(word.to_owned()),
            false => (self.level1, self.level2) = (Some(word.to_owned()), None),
        }
    }
}

/// Whether a row prints the heads of the indicators again, as after a page break.
fn repeats_head(table: &Table, layout: &Layout, panel: &Panel, row: u32) -> bool {
    if !layout.is_headed() {
        return false;
    }
    let roles = [HeaderRole::Level3, HeaderRole::Target];
    let same = |role| {
        let Some(column) = panel.one(role) else { return true };
        let (head, cell) = (table.grid.at(layout.body - 1, column.start), table.grid.at(row, column.start));
        !cell.text.is_empty() && squeeze(&head.text) == squeeze(&cell.text)
    };
    roles.into_iter().all(same)
}

/// The cell of the indicator's name, if the row states an indicator.
fn name_cell<'g>(
    grid: &'g Grid,
    panel: &Panel,
    row: u32,
    vocabulary: &PerformanceVocabulary,
) -> Option<&'g Cell> {
    let column = panel.one(HeaderRole::Level3)?;
    let third = grid.at(row, column.start);
    let is_name = third.row == row && !third.text.is_empty() && !vocabulary.is_placeholder(&third.text);
    let reach = third.col + third.col_span;
    // A text that runs on under the next header is no name: a total, an analysis, a note.
    if !is_name || reach > column.end {
        return None;
    }
    if third.col >= column.start {
        return Some(third);
    }
    // The name covers upper levels too: only a value of its own tells it from a heading.
    let targets = [HeaderRole::Target, HeaderRole::Actual, HeaderRole::Adjusted];
    let has_value = targets.into_iter().any(|role| {
        panel.all(role).any(|column| {
            cells_under(grid, column, row)
                .iter()
                .any(|cell| !cell.text.is_empty() && cell.col + cell.col_span <= column.end)
        })
    });
    has_value.then_some(third)
}

fn covers(cell: &Cell, panel: &Panel, role: HeaderRole) -> bool {
    panel.one(role).is_some_and(|column| cell.col < column.end && column.start < cell.col + cell.col_span)
}

/// The row's upper levels. A merged cell states them on every row; where a file leaves the rows below blank
/// instead, they are filled down, 二级 only as long as 一级 stays.
fn row_levels(
    grid: &Grid,
    panel: &Panel,
    row: u32,
    levels: &mut Levels,
    vocabulary: &PerformanceVocabulary,
) -> (Option<String>, Option<String>) {
    let third = panel.one(HeaderRole::Level3).map(|c| grid.at(row, c.start));
    let printed = |role| {
        let cell = grid.at(row, panel.one(role)?.start);
        let own = third.is_none_or(|third| !std::ptr::eq(cell, third));
        let as_printed = || vocabulary.level_word(&cell.text).unwrap_or_else(|| cell.text.clone());
        (own && !cell.text.is_empty()).then(as_printed)
    };
    let first =
        printed(HeaderRole::Level1).map(|text| edge_level(grid, panel, row, vocabulary).unwrap_or(text));
    let second = printed(HeaderRole::Level2);
    if let Some(text) = first {
        if levels.level1.as_ref() != Some(&text) {
            levels.level2 = None;
        }
        levels.level1 = Some(text);
    }
    if let Some(text) = second {
        levels.level2 = Some(text);
    }
    (levels.level1.clone(), levels.level2.clone())
}

/// A first level at the form's edge, in a row too full to be put back: beside it, under 一级指标, stands a word
/// that is only ever a second level.
fn edge_level(grid: &Grid, panel: &Panel, row: u32, vocabulary: &PerformanceVocabulary) -> Option<String> {
    let column = panel.one(HeaderRole::Level1)?.start;
    let inner = grid.at(row, column);
    let edge = grid.starts_at(inner.row, column.checked_sub(1)?)?;
    let is_pushed = vocabulary.is_level2(&inner.text) && !vocabulary.is_level1(&inner.text);
    (is_pushed && vocabulary.is_level1(&edge.text)).then(|| edge.text.clone())
}

pub(super) fn blank_indicator(table: &Table, third: &Cell) -> Indicator {
    Indicator {
        table_id: table.table_id,
        table_kind: table.kind,
        row: i32::try_from(third.row).unwrap_or(i32::MAX),
        col: i32::try_from(third.col).unwrap_or(i32::MAX),
        part: 1,
        project_name: None,
        project_code: None,
        activity: None,
        level1: None,
        level2: None,
        level3: third.text.clone(),
        description: None,
        operator: None,
        target_text: None,
        target_value: None,
        target_unit: None,
        target_parts: Vec::new(),
        adjusted_target_text: None,
        adjusted_operator: None,
        adjusted_target_value: None,
        adjusted_target_unit: None,
        adjusted_target_parts: Vec::new(),
        actual_text: None,
        actual_operator: None,
        actual_value: None,
        actual_unit: None,
        actual_parts: Vec::new(),
        weight: None,
        score: None,
        scoring_rule: None,
        basis: None,
        is_core: None,
        remark: None,
        place: third.place.clone(),
    }
}

fn fill(
    indicator: &mut Indicator,
    table: &Table,
    panel: &Panel,
    row: u32,
    vocabulary: &PerformanceVocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let grid = &table.grid;
    let text = |role| texts(grid, panel, role, row).map(|parts| parts.join(" "));
    indicator.description = text(HeaderRole::Description);
    indicator.scoring_rule = text(HeaderRole::ScoringRule);
    indicator.basis = text(HeaderRole::Basis);
    indicator.remark = text(HeaderRole::Remark);
    indicator.activity = text(HeaderRole::Activity);
    indicator.is_core = text(HeaderRole::Core).and_then(|text| yes_or_no(&text));
    set_target(indicator, grid, panel, row, vocabulary, diagnostics);
    indicator.adjusted_target_text = text(HeaderRole::Adjusted);
    if let Some(parsed) = read_value(indicator, &indicator.adjusted_target_text, vocabulary, diagnostics) {
        indicator.adjusted_operator = Some(parsed.operator);
        indicator.adjusted_target_value = parsed.value;
        indicator.adjusted_target_unit = parsed.unit;
        indicator.adjusted_target_parts = parsed.parts;
    }
    indicator.actual_text = text(HeaderRole::Actual);
    if let Some(parsed) = read_value(indicator, &indicator.actual_text, vocabulary, diagnostics) {
        indicator.actual_operator = Some(parsed.operator);
        indicator.actual_value = parsed.value;
        indicator.actual_unit = parsed.unit;
        indicator.actual_parts = parsed.parts;
    }
    indicator.weight = points(table, panel, HeaderRole::Weight, row, vocabulary, diagnostics);
    indicator.score = points(table, panel, HeaderRole::Score, row, vocabulary, diagnostics);
    diagnostics.extend(doubts::score_above_weight(indicator));
}

/// 是 and 否 as forms print them.
fn yes_or_no(text: &str) -> Option<bool> {
    match squeeze(text).as_str() {
        "是" | "√" | "Y" | "核心" | "核心指标" => Some(true),
        "否" | "×" | "N" | "非核心" | "非核心指标" => Some(false),
        _ => None,
    }
}

/// Reads a printed value; the unit of a bare number is the one that the indicator's name ends with.
fn read_value(
    indicator: &Indicator,
    text: &Option<String>,
    vocabulary: &PerformanceVocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Target> {
    let text = text.as_ref()?;
    let mut parsed = parse_target(text, vocabulary)?;
    diagnostics.extend(doubts::number_with_gap(indicator, text, parsed.gap));
    if parsed.value.is_some() && parsed.unit.is_none() {
        parsed.unit = vocabulary.unit_of_name(&indicator.level3);
    }
    Some(parsed)
}

/// Joins 符号, 值 and 单位 as one would print them; 文字描述 says that the target is words and is left out.
fn set_target(
    indicator: &mut Indicator,
    grid: &Grid,
    panel: &Panel,
    row: u32,
    vocabulary: &PerformanceVocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let join = |role| texts(grid, panel, role, row).map_or_else(String::new, |parts| parts.join(""));
    // Forms may print year and period targets side by side; the first is the form's own (年度).
    let value = panel
        .one(HeaderRole::Target)
        .map(|column| cell_texts(&cells_under(grid, column, row)).join(" "))
        .unwrap_or_default();
    join_target(
        indicator,
        &join(HeaderRole::Operator),
        &value,
        &join(HeaderRole::Unit),
        vocabulary,
        diagnostics,
    );
}

/// Joins what stands in three columns, or in three fields of a packed cell.
pub(super) fn join_target(
    indicator: &mut Indicator,
    operator: &str,
    value: &str,
    unit: &str,
    vocabulary: &PerformanceVocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let in_words = vocabulary.is_text_operator(operator);
    if value.is_empty() && unit.is_empty() {
        return;
    }
    // A sign or a unit beside a value that prints its own already must not double it.
    let is_no_sign = in_words || vocabulary.is_neutral_operator(operator) || value.starts_with(operator);
    let operator = if is_no_sign { "" } else { operator };
    let is_no_unit = !value.is_empty() && vocabulary.is_no_unit(unit);
    let unit = if is_no_unit || value.ends_with(unit) { "" } else { unit };
    let target = format!("{operator}{value}{unit}");
    indicator.target_text = Some(target.trim().to_owned()).filter(|target| !target.is_empty());
    if in_words {
        indicator.operator = Some(Operator::Text);
    } else if let Some(parsed) = read_value(indicator, &indicator.target_text, vocabulary, diagnostics) {
        indicator.operator = Some(parsed.operator);
        indicator.target_value = parsed.value;
        indicator.target_unit = parsed.unit;
        indicator.target_parts = parsed.parts;
    }
}

fn points(
    table: &Table,
    panel: &Panel,
    role: HeaderRole,
    row: u32,
    vocabulary: &PerformanceVocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Decimal> {
    let text = texts(&table.grid, panel, role, row)?.join(" ");
    // White space is left to the number: two numbers must not become one.
    let number = parse_number(text.trim_end_matches(['分', '%', '％']));
    if number.is_none() && !vocabulary.is_no_points(&text) {
        let column = panel.one(role).map(|column| column.start);
        diagnostics.push(
            Diagnostic::new(
                Step::Recognise,
                Severity::Warning,
                "unread_points",
                format!("“{text}” stands where the form prints points (分值/得分) and is no number; the indicator's points stay empty. Look at the cell: its row may be shifted."),
            )
            .table(table.table_id)
            .cell(row, column),
        );
    }
    number
}

/// The non-empty texts under the columns of a role.
fn texts(grid: &Grid, panel: &Panel, role: HeaderRole, row: u32) -> Option<Vec<String>> {
    let texts: Vec<String> =
        panel.all(role).flat_map(|column| cell_texts(&cells_under(grid, column, row))).collect();
    (!texts.is_empty()).then_some(texts)
}

fn cell_texts(cells: &[&Cell]) -> Vec<String> {
    cells.iter().filter(|cell| !cell.text.is_empty()).map(|cell| cell.exact().to_owned()).collect()
}
