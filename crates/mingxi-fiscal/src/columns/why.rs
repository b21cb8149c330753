//! Why a column was read as what it is: its head, its cells, its neighbours, for `inspect --why`.

use super::by_cells::{Shown, shown_of};
use super::{knows, lowest_measure};
use crate::{Headers, Measures};
use mingxi_model::{Candidate, Column, ColumnRole, Grid, Subject, Why};

/// Columns told of at most; wider tables repeat the same heads.
const MOST: usize = 60;

/// What the signs count.
mod weights {
    pub(super) const HEAD: i32 = 3;
    pub(super) const CELLS: i32 = 2;
    /// What stands beside a column outweighs its own head.
    pub(super) const NEIGHBOURS: i32 = 4;
}

/// The roles and measures of the columns with what spoke for them.
pub(crate) fn reasons(
    grid: &Grid,
    header_rows: u32,
    columns: &[Column],
    headers: &Headers,
    measures: &Measures,
) -> Vec<Why> {
    let mut told = Vec::new();
    for column in columns.iter().take(MOST) {
        told.extend(role(grid, header_rows, column, headers, measures));
        told.extend(measure(column, measures));
    }
    told
}

fn role(
    grid: &Grid,
    header_rows: u32,
    column: &Column,
    headers: &Headers,
    measures: &Measures,
) -> Option<Why> {
    let mut candidates: Vec<(ColumnRole, Candidate)> = Vec::new();
    let mut weigh = |role: ColumnRole, weight: i32, what: String| {
        let at = candidates.iter().position(|(other, _)| *other == role).unwrap_or_else(|| {
            candidates.push((role, Candidate::new(role.as_str())));
            candidates.len() - 1
        });
        candidates[at].1.weigh(weight, what);
    };
    let mut by_head = None;
    if let Some(leaf) = column.path.last() {
        let word = headers.roles.iter().find(|(_, pattern)| pattern.is_match(leaf)).map(|(role, _)| *role);
        by_head = word.or_else(|| knows(&column.path, measures).then_some(ColumnRole::Value));
        match by_head {
            Some(role) => weigh(role, weights::HEAD, format!("the head `{leaf}` is a word for it")),
            None => weigh(ColumnRole::Value, 0, String::new()),
        }
    }
    let shown = shown_of(grid, header_rows, column.col);
    let by_cells = match shown {
        Shown::Codes => ColumnRole::Code,
        Shown::Parts => ColumnRole::CodePart,
        Shown::Units => ColumnRole::UnitCode,
        Shown::Counter => ColumnRole::LineNumber,
        Shown::Years => ColumnRole::Text,
        Shown::Words => ColumnRole::Name,
        Shown::Numbers => ColumnRole::Value,
    };
    weigh(by_cells, weights::CELLS, format!("its cells are {}", shown.in_words()));
    if by_head != Some(column.role) {
        weigh(
            column.role,
            weights::NEIGHBOURS,
            format!("{} beside the other columns", stands_as(column.role)),
        );
    }
    let others = candidates.iter().filter(|(role, _)| *role != column.role).map(|(_, other)| other.clone());
    let others: Vec<Candidate> = others.filter(|other| other.weight() > 0).collect();
    let chosen = candidates.iter().find(|(role, _)| *role == column.role)?.1.clone();
    let runner_up = others.into_iter().max_by_key(Candidate::weight);
    Some(Why { subject: Subject::Column(column.col), claim: "role", chosen, runner_up })
}

/// What a column whose role its head does not give is among its neighbours.
fn stands_as(role: ColumnRole) -> &'static str {
    match role {
        ColumnRole::Code | ColumnRole::CodePart => "codes before the names of the rows",
        ColumnRole::SecondaryCode | ColumnRole::SecondaryCodePart | ColumnRole::SecondaryName => {
            "the governmental classification"
        }
        ColumnRole::EconomicCode | ColumnRole::EconomicCodePart | ColumnRole::EconomicName => {
            "the economic classification"
        }
        ColumnRole::Name => "what names the rows",
        ColumnRole::UnitCode | ColumnRole::UnitName => "the budget units",
        ColumnRole::LineNumber => "running numbers",
        ColumnRole::Value => "amounts",
        ColumnRole::Text => "words that name no row",
    }
}

fn measure(column: &Column, measures: &Measures) -> Option<Why> {
    let code = column.measure_code.as_deref()?;
    let mut chosen = Candidate::new(code);
    match lowest_measure(&column.path, measures) {
        Some((height, told)) if told == code => {
            let text = &column.path[column.path.len() - 1 - height];
            chosen.weigh(weights::HEAD, format!("the lowest text of its head that tells one is `{text}`"));
        }
        _ => chosen.weigh(weights::NEIGHBOURS, "the form and the texts above say so"),
    }
    Some(Why { subject: Subject::Column(column.col), claim: "measure", chosen, runner_up: None })
}
