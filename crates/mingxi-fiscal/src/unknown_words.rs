//! Words that the vocabulary lacks: heads and titles of tables with numbers, each told once per document.

use crate::Vocabulary;
use crate::columns::knows;
use mingxi_model::text::{is_han, squeeze};
use mingxi_model::{ColumnRole, Diagnostic, KindEvidence, Severity, Step, Table, parse_number};
use std::collections::BTreeSet;

/// One remark for every unknown head and title of the document's tables with numbers, published or not.
pub(crate) fn remarks(tables: &[Table], vocabulary: &Vocabulary) -> Vec<Diagnostic> {
    let mut told = BTreeSet::new();
    let mut out = Vec::new();
    for table in tables.iter().filter(|table| table.kind.has_line_items() || table.unpublished_numbers > 0) {
        let found = unknown_title(table, vocabulary).into_iter().chain(unknown_heads(table, vocabulary));
        out.extend(found.filter(|(word, _)| told.insert(word.clone())).map(|(_, remark)| remark));
    }
    out
}

/// A title of which no sign knows a word.
fn unknown_title(table: &Table, vocabulary: &Vocabulary) -> Option<(String, Diagnostic)> {
    let title = table.title.as_deref()?;
    if !has_numbers(table) || vocabulary.kinds.knows_title(&squeeze(title)) {
        return None;
    }
    let message = format!(
        "the title `{title}` holds no word of the vocabulary; the table's kind ({}) rests on the rest of it; a file for --vocab can name it",
        table.kind.as_str()
    );
    let place = table.grid.cells().first().and_then(|cell| cell.place.clone());
    // Where the header's words name the form, the title is no loss.
    let severity = match table.kind_evidence {
        KindEvidence::Header => Severity::Info,
        _ => Severity::Warning,
    };
    let remark =
        Diagnostic::new(Step::Recognise, severity, "unknown_title", message).table(table.table_id).at(place);
    Some((title.to_owned(), remark))
}

/// Heads over columns with cells that neither measures nor roles know, as whole paths.
fn unknown_heads(table: &Table, vocabulary: &Vocabulary) -> Vec<(String, Diagnostic)> {
    let is_published = table.kind.has_line_items() && table.unpublished_numbers == 0;
    let mut out = Vec::new();
    for column in &table.columns {
        let is_value = column.role == ColumnRole::Value;
        let is_known = match is_value {
            true => column.measure_code.is_some(),
            false => {
                let is_role = |leaf: &String| {
                    vocabulary.headers.roles.iter().any(|(_, pattern)| pattern.is_match(leaf))
                        || vocabulary.headers.header.is_match(leaf)
                };
                column.path.last().is_none_or(is_role) || knows(&column.path, &vocabulary.measures)
            }
        };
        let first = (table.header_rows..table.grid.rows()).find(|row| {
            let text = &table.grid.at(*row, column.col).text_raw;
            if is_value { parse_number(text).is_some() } else { !squeeze(text).is_empty() }
        });
        let Some(first) = first.filter(|_| !is_known) else { continue };
        let header = match column.path.is_empty() {
            true => "a column of numbers without a header".to_owned(),
            false => format!("the header `{}`", column.measure()),
        };
        let effect = match (is_value, is_published) {
            (_, false) => "the table's numbers are in the cells dataset only".to_owned(),
            (true, true) => {
                "its numbers are published under what is printed, without a measure_code".to_owned()
            }
            (false, true) => "its cells were taken for what they look like".to_owned(),
        };
        let message = format!("{header} is not in the vocabulary; {effect}; a file for --vocab can name it");
        let at = table.grid.at(table.header_rows.saturating_sub(1), column.col);
        let remark = Diagnostic::new(Step::Recognise, Severity::Warning, "unknown_header", message)
            .table(table.table_id)
            .cell(at.row, Some(column.col))
            .at(at.place.clone().or_else(|| table.grid.at(first, column.col).place.clone()));
        out.push((column.measure(), remark));
    }
    out
}

/// Whether a table of any kind holds numbers; a title of words alone need not be known.
fn has_numbers(table: &Table) -> bool {
    let body = table.grid.cells().iter().filter(|cell| cell.row >= table.header_rows);
    body.clone().any(|cell| parse_number(&cell.text_raw).is_some())
        && table.title.as_deref().is_some_and(|title| title.chars().any(is_han))
}
