//! Amounts that the prose states: subject, amount, change over the year, reason.
//!
//! A statement is made only where the sentence has a form whose meaning is sure; whatever is unclear is left
//! out. A change attaches to the statement directly before it, or to the one that it names. A reason for a
//! change may state changes of its own (基本支出减少72.03万元), which are statements too.

mod change;
mod clauses;
mod reader;
mod reason;
mod state;
mod subject;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use vocabulary::StatementVocabulary;

use mingxi_model::text::squeeze;
use mingxi_model::{DocumentFacts, Paragraph, Statement};

/// What is known of the document while its prose is read.
pub(crate) struct Context<'a> {
    /// The words.
    pub(crate) vocabulary: &'a StatementVocabulary,
    /// The year the document is about; amounts of another year are no statements about it.
    pub(crate) year: Option<String>,
    /// The agency's squeezed name, which subjects may begin with.
    pub(crate) agency: Option<String>,
}

/// Reads the amounts that prose states, in reading order. The facts tell the year and the agency.
pub fn statements(
    prose: &[Paragraph],
    facts: &DocumentFacts,
    vocabulary: &StatementVocabulary,
) -> Vec<Statement> {
    let passages = clauses::passages(prose);
    let context = Context {
        vocabulary,
        year: facts.fiscal_year.map(|year| year.to_string()).or_else(|| main_year(&passages)),
        agency: facts.agency_name.as_deref().map(squeeze),
    };
    let mut topic = None;
    passages.iter().flat_map(|passage| reader::read(passage, &mut topic, &context)).collect()
}

/// The year that the prose names most often, where no title says the document's own.
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
