//! Amounts that the prose states: subject, amount, change over the year, reason.
//!
//! A statement is made only where the sentence has a form whose meaning is sure; whatever is unclear is left
//! out. A change attaches to the statement directly before it, or to the one that it names.

mod change;
mod clauses;
mod reader;
mod subject;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use vocabulary::StatementVocabulary;

use mingxi_model::{Paragraph, Statement};

/// Reads the amounts that prose states, in reading order.
pub fn statements(prose: &[Paragraph], vocabulary: &StatementVocabulary) -> Vec<Statement> {
    let passages = clauses::passages(prose);
    let year = main_year(&passages);
    passages.iter().flat_map(|passage| reader::read(passage, year.as_deref(), vocabulary)).collect()
}

/// The year that the prose names most often: an amount of another year is no statement about this one.
fn main_year(passages: &[clauses::Passage]) -> Option<String> {
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for passage in passages {
        for year in years(&passage.folded) {
            *counts.entry(year).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(year, _)| year)
}

/// All `20dd年` of a text.
fn years(text: &[char]) -> impl Iterator<Item = String> + '_ {
    text.windows(5)
        .filter(|w| w[0] == '2' && w[1] == '0' && w[2..4].iter().all(char::is_ascii_digit) && w[4] == '年')
        .map(|w| w[..4].iter().collect())
}
