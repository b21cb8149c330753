//! Rows that a text dump shifted, put back where evidence proves the place.
//!
//! A dump keeps the order of a row's numbers but may lose or add blanks between them. The numbers of a row
//! are moved only to a placement that keeps their order, satisfies every row sum the header states, and is
//! the only one that the evidence (see [`witness`]) supports best with the fewest damages. Where several are
//! left, nothing is moved and a diagnostic says so.

mod placement;
mod stray;
mod witness;

use crate::Vocabulary;
use crate::labels::labels;
use mingxi_model::{
    Cell, Column, ColumnRole, Diagnostic, Extraction, Grid, RowRole, Severity, Step, Table, parse_number,
};
use placement::{Placement, RowSums, damages, placements};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use witness::{Witnesses, external_witnesses};

/// A number of one row: its value and the column it stands in.
#[derive(Debug, Clone, PartialEq)]
struct Number {
    col: u32,
    value: Decimal,
}

/// One cell's way.
#[derive(Debug, Clone, PartialEq)]
struct Move {
    row: u32,
    from: u32,
    to: u32,
    reason: &'static str,
}

/// Rows by table number, of which the dump's placement is to be kept.
pub type KeptRows = BTreeSet<(i32, u32)>;

/// Puts shifted values back in every table that comes from a text dump, but for the rows in `kept`.
pub(crate) fn repair_tables(
    tables: &mut [Table],
    vocabulary: &Vocabulary,
    kept: &KeptRows,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for index in 0..tables.len() {
        let table = &tables[index];
        if table.extraction != Extraction::Dump || !table.kind.has_line_items() || table.columns.is_empty() {
            continue;
        }
        let strays = stray::moves(table);
        apply(&mut tables[index], &strays, vocabulary, &mut diagnostics);
        let external = external_witnesses(tables, index);
        let mut moves = row_moves(&tables[index], &external, &mut diagnostics);
        withhold(&tables[index], kept, &mut moves, &mut diagnostics);
        apply(&mut tables[index], &moves, vocabulary, &mut diagnostics);
    }
    diagnostics
}

/// Takes out the moves of rows that are to stay as the dump has them, and says so.
fn withhold(table: &Table, kept: &KeptRows, moves: &mut Vec<Move>, diagnostics: &mut Vec<Diagnostic>) {
    let is_kept = |step: &Move| kept.contains(&(table.table_id, step.row));
    let rows: BTreeSet<u32> = moves.iter().filter(|step| is_kept(step)).map(|step| step.row).collect();
    moves.retain(|step| !is_kept(step));
    diagnostics.extend(rows.into_iter().map(|row| {
        Diagnostic::new(
            Step::Recognise,
            Severity::Warning,
            "withdrawn_shift",
            "the sums of this row do not hold as printed; moving its numbers would satisfy them but contradict the sums down the columns, so that rather a number is wrong than its place; the row stays as the dump has it, compare it with the source",
        )
        .table(table.table_id)
        .cell(row, None)
        .at(table.grid.at(row, 0).place.clone())
    }));
}

/// The moves of all rows of a table: the total row first, because the rows below were cut as it was.
fn row_moves(table: &Table, external: &Witnesses, diagnostics: &mut Vec<Diagnostic>) -> Vec<Move> {
    let mut moves: Vec<Move> = Vec::new();
    let panels = table.columns.iter().map(|column| column.panel + 1).max().unwrap_or(0);
    for panel in 0..panels {
        let columns: Vec<&Column> =
            table.columns.iter().filter(|c| c.panel == panel && c.role == ColumnRole::Value).collect();
        if columns.len() < 2 {
            continue;
        }
        let sums = RowSums::new(&columns);
        let is_total = |row: u32| table.label(row, panel).is_some_and(|l| l.role == Some(RowRole::Total));
        let body = (table.header_rows..table.grid.rows()).filter(|row| !table.grid.is_header_row(*row));
        let (totals, others): (Vec<u32>, Vec<u32>) = body.partition(|row| is_total(*row));
        let mut shift: BTreeMap<u32, u32> = BTreeMap::new();
        for row in totals {
            let numbers = row_numbers(table, row, panel, &columns);
            let printed: Placement = numbers.iter().map(|number| number.col).collect();
            let witnesses = external.for_total(table, panel, row, sums.hold(&numbers, &printed));
            if let Some(found) = best_placement(table, row, &columns, &sums, &witnesses, diagnostics) {
                shift.extend(
                    numbers
                        .iter()
                        .zip(&found)
                        .map(|(number, to)| (number.col, *to))
                        .filter(|(from, to)| from != to),
                );
                moves.extend(moves_of(row, &numbers, &found, "only this placement satisfies the sums of the row and agrees with the document's other tables"));
            }
        }
        for row in others {
            let numbers = row_numbers(table, row, panel, &columns);
            if numbers.is_empty() {
                continue;
            }
            if let Some(found) = shifted_alike(&numbers, &shift, &sums) {
                moves.extend(moves_of(
                    row,
                    &numbers,
                    &found,
                    "moved as the total row of its table, whose place is proven; the sums of the row hold",
                ));
            } else if let Some(found) =
                best_placement(table, row, &columns, &sums, &external.for_row(table, panel, row), diagnostics)
            {
                moves.extend(moves_of(
                    row,
                    &numbers,
                    &found,
                    "only this placement satisfies the sums of the row",
                ));
            }
        }
    }
    moves
}

fn numbers(grid: &Grid, row: u32, columns: &[&Column]) -> Vec<Number> {
    columns
        .iter()
        .filter_map(|column| {
            let cell = grid.starts_at(row, column.col)?;
            Some(Number { col: column.col, value: parse_number(&cell.text_raw)? })
        })
        .collect()
}

/// The numbers of a row, those included that a lost blank at the row's start put into a label column.
fn row_numbers(table: &Table, row: u32, panel: u32, columns: &[&Column]) -> Vec<Number> {
    let is_label = |column: &&Column| {
        column.panel == panel && matches!(column.role, ColumnRole::Name | ColumnRole::Code)
    };
    let labels: Vec<&Column> = table.columns.iter().filter(is_label).collect();
    let mut out = numbers(&table.grid, row, &labels);
    // Codes are whole numbers; an amount in a label column is told by its decimals.
    out.retain(|number| number.value.scale() > 0);
    out.extend(numbers(&table.grid, row, columns));
    out.sort_by_key(|number| number.col);
    out
}

fn moves_of(row: u32, numbers: &[Number], found: &Placement, reason: &'static str) -> Vec<Move> {
    let pairs = numbers.iter().zip(found);
    pairs.filter(|(n, to)| n.col != **to).map(|(n, to)| Move { row, from: n.col, to: *to, reason }).collect()
}

/// The same shift as the total row's, if the row has numbers in the shifted columns and its sums then hold.
fn shifted_alike(numbers: &[Number], shift: &BTreeMap<u32, u32>, sums: &RowSums) -> Option<Placement> {
    if !numbers.iter().any(|number| shift.contains_key(&number.col)) {
        return None;
    }
    let moved: Placement = numbers.iter().map(|n| shift.get(&n.col).copied().unwrap_or(n.col)).collect();
    let in_order = moved.windows(2).all(|pair| pair[0] < pair[1]);
    (in_order && sums.hold(numbers, &moved)).then_some(moved)
}

/// The one placement that the evidence supports best, if it is not the printed one.
fn best_placement(
    table: &Table,
    row: u32,
    columns: &[&Column],
    sums: &RowSums,
    witnesses: &BTreeMap<u32, Decimal>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Placement> {
    let panel = columns.first().map_or(0, |column| column.panel);
    let numbers = row_numbers(table, row, panel, columns);
    // A label that spans value columns leaves no room there.
    let has_cell = |column: &&&Column| table.grid.starts_at(row, column.col).is_some_and(|c| c.col_span == 1);
    let columns: &[&Column] = &columns.iter().filter(has_cell).copied().collect::<Vec<_>>();
    let printed: Placement = numbers.iter().map(|number| number.col).collect();
    let in_values = printed.iter().all(|col| columns.iter().any(|column| column.col == *col));
    let printed_holds = in_values && sums.hold(&numbers, &printed);
    let agreement = |placement: &Placement| {
        numbers.iter().zip(placement).filter(|(n, col)| witnesses.get(*col) == Some(&n.value)).count()
    };
    if printed_holds && agreement(&printed) == witnesses.len().min(numbers.len()) {
        return None;
    }
    if printed_holds && witnesses.is_empty() {
        return None;
    }
    let mut candidates: Vec<Placement> = placements(&numbers, columns, sums, witnesses)
        .into_iter()
        .filter(|candidate| sums.hold(&numbers, candidate))
        .collect();
    if candidates.is_empty() {
        // The source breaks its own sums; only a placement in which every number is expected counts then.
        candidates = placements(&numbers, columns, &RowSums::new(&[]), witnesses);
        candidates.retain(|candidate| agreement(candidate) == numbers.len());
    }
    let best = candidates.iter().map(agreement).max()?;
    if printed_holds && best <= agreement(&printed) {
        return None;
    }
    // One lost or extra blank shifts all that follows it: of equally supported placements the one that needs
    // the fewest such damages, and moves the fewest numbers, is what happened.
    let supported: Vec<&Placement> =
        candidates.iter().filter(|candidate| agreement(candidate) == best).collect();
    let moved =
        |candidate: &Placement| candidate.iter().zip(&printed).filter(|(to, from)| to != from).count();
    let cost = |candidate: &Placement| (damages(&numbers, candidate, columns), moved(candidate));
    let lowest = supported.iter().map(|candidate| cost(candidate)).min()?;
    let mut supported = supported.into_iter().filter(|candidate| cost(candidate) == lowest);
    match (supported.next(), supported.next()) {
        (Some(only), None) => Some(only.clone()).filter(|found| *found != printed),
        _ => {
            diagnostics.push(
                Diagnostic::new(
                    Step::Recognise,
                    Severity::Warning,
                    "ambiguous_shift",
                    "the sums of this row do not hold as printed and more than one placement of its numbers would satisfy them; the row stays as the dump has it, look into the source",
                )
                .table(table.table_id)
                .cell(row, None)
                .at(table.grid.at(row, 0).place.clone()),
            );
            None
        }
    }
}

/// Moves texts from cell to cell and recomputes the labels.
fn apply(table: &mut Table, moves: &[Move], vocabulary: &Vocabulary, diagnostics: &mut Vec<Diagnostic>) {
    if moves.is_empty() {
        return;
    }
    // A row is moved whole or not at all: a text without a cell to go to would be lost.
    let has_room = |step: &Move| table.grid.starts_at(step.row, step.to).is_some();
    let without: BTreeSet<u32> = moves.iter().filter(|step| !has_room(step)).map(|step| step.row).collect();
    let (rows, columns, cells) = table.grid.clone().into_cells();
    let mut cells: BTreeMap<(u32, u32), Cell> =
        cells.into_iter().map(|cell| ((cell.row, cell.col), cell)).collect();
    // All texts leave their cells before any arrives, because one may go where another stood.
    let mut lifted = Vec::new();
    for step in moves.iter().filter(|step| !without.contains(&step.row)) {
        if let Some(cell) = cells.get_mut(&(step.row, step.from)) {
            let taken =
                (std::mem::take(&mut cell.text), std::mem::take(&mut cell.text_raw), cell.place.clone());
            lifted.push((step, taken));
        }
    }
    for (step, (text, text_raw, place)) in lifted {
        let Some(cell) = cells.get_mut(&(step.row, step.to)) else {
            continue;
        };
        diagnostics.push(
            Diagnostic::new(
                Step::Recognise,
                Severity::Info,
                "shifted_row",
                format!(
                    "`{text}` stood in column {} and was moved to column {}: {}",
                    step.from, step.to, step.reason
                ),
            )
            .table(table.table_id)
            .cell(step.row, Some(step.to))
            .at(place.clone()),
        );
        cell.repair = Some(format!("stood in column {}: {}", step.from, step.reason));
        (cell.text, cell.text_raw, cell.place) = (text, text_raw, place);
    }
    if let Ok(grid) = Grid::new(rows, columns, cells.into_values().collect()) {
        table.grid = grid;
        let (labels, why) = labels(
            &table.grid,
            table.header_rows,
            &table.columns,
            &vocabulary.headers,
            &vocabulary.measures,
            &vocabulary.codes,
        );
        table.labels = labels;
        table.why.retain(|old| !matches!(old.claim, "nesting" | "code"));
        table.why.extend(why);
    }
}
