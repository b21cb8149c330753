//! The phase that a row states, in forms that list years as rows: 2025年, 2026年, 增减变化.

use crate::{Headers, Measures};
use mingxi_model::text::squeeze;
use mingxi_model::{Phase, Table};

/// The year that a text begins with: 2022年预算数, 2022年, 2022.
pub(crate) fn year_in(text: &str) -> Option<i16> {
    let (digits, rest) = text.split_at_checked(4)?;
    let is_year = digits.starts_with("20")
        && digits.bytes().all(|b| b.is_ascii_digit())
        && (rest.is_empty() || rest.starts_with('年'));
    if is_year { digits.parse().ok() } else { None }
}

/// The column whose cells are years or words for phases, one for every row; `None` if the table has none.
pub(crate) fn year_column(table: &Table, measures: &Measures, headers: &Headers) -> Option<u32> {
    let body = || (table.header_rows..table.grid.rows()).filter(|row| !table.grid.is_header_row(*row));
    let is_value =
        |col: u32| table.columns.iter().any(|c| c.col == col && c.role == mingxi_model::ColumnRole::Value);
    let is_period = |col: u32| {
        let head =
            table.columns.iter().find(|column| column.col == col).and_then(|column| column.path.last());
        head.is_some_and(|head| headers.period.is_match(head))
    };
    (0..table.grid.columns()).filter(|col| !is_value(*col) && !is_period(*col)).find(|col| {
        let texts: Vec<String> =
            body().map(|row| squeeze(&table.grid.at(row, *col).text)).filter(|t| !t.is_empty()).collect();
        name_phases(&texts, measures)
    })
}

/// Whether texts are years and words for phases, and nothing else.
pub(super) fn name_phases(texts: &[String], measures: &Measures) -> bool {
    let says = |text: &String| {
        (text.contains('年') && year_in(text).is_some()) || phase_word(text, measures).is_some()
    };
    texts.iter().any(says)
        && texts.iter().all(|text| year_in(text).is_some() || phase_word(text, measures).is_some())
}

fn phase_word(text: &str, measures: &Measures) -> Option<Phase> {
    measures.phases.iter().find(|(_, pattern)| pattern.is_match(text)).map(|(phase, _)| *phase)
}

/// What a row of such a form states: the year before the document's is the year before; of its own year the words
/// behind it say more (2025年预算数), else it is of the document's stage, which `None` leaves to the caller.
pub(crate) fn row_phase(text: &str, fiscal_year: Option<i16>, measures: &Measures) -> Option<Phase> {
    let text = squeeze(text);
    match (year_in(&text), fiscal_year) {
        (Some(named), Some(own)) if named + 1 == own => Some(Phase::PriorYear),
        (Some(_), _) => {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['年', '度']);
            phase_word(rest, measures)
        }
        (None, _) => phase_word(&text, measures),
    }
}
