//! Amounts that the prose states: subject, amount, change over the year, reason.
//!
//! A statement is made only where the sentence has a form whose meaning is sure; whatever is unclear is left
//! out. A change attaches to the statement directly before it, or to the one that it names. A reason for a
//! change may state changes of its own (基本支出减少72.03万元), which are statements too.

mod amounts;
mod change;
mod changes;
mod clauses;
mod codes;
mod numbers;
mod passages;
mod reader;
mod reason;
mod state;
mod subject;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use vocabulary::StatementVocabulary;

use mingxi_model::text::squeeze;
use mingxi_model::{DocumentFacts, Paragraph, Stage, Statement};

/// What is known of the document while its prose is read.
pub(crate) struct Context<'a> {
    /// The words.
    pub(crate) vocabulary: &'a StatementVocabulary,
    /// The year the document is about; amounts of another year are no statements about it.
    pub(crate) year: Option<String>,
    /// The year whose accounts the document gives, if a title says so: 较2024年预算 compares with its own budget then.
    pub(crate) accounts_of: Option<String>,
    /// The agency's squeezed name, which subjects may begin with.
    pub(crate) agency: Option<String>,
    /// Short names that the text gives itself (以下简称“市国资委”), longest first.
    pub(crate) short_names: Vec<String>,
}

/// Reads the amounts that prose states, in reading order. The facts tell the year and the agency.
pub fn statements(
    prose: &[Paragraph],
    facts: &DocumentFacts,
    vocabulary: &StatementVocabulary,
) -> Vec<Statement> {
    let passages = passages::passages(prose);
    let context = Context {
        vocabulary,
        year: facts.fiscal_year.map(|year| year.to_string()).or_else(|| main_year(&passages)),
        accounts_of: facts
            .fiscal_year
            .filter(|_| facts.stage == Some(Stage::FinalAccounts))
            .map(|year| year.to_string()),
        agency: facts.agency_name.as_deref().map(squeeze),
        short_names: short_names(&passages),
    };
    let mut carried = reader::Carried::default();
    passages.iter().flat_map(|passage| reader::read(passage, &mut carried, &context)).collect()
}

/// What stands in quotes behind 以下简称.
fn short_names(passages: &[passages::Passage]) -> Vec<String> {
    const LONGEST: usize = 12;
    const MOST: usize = 20;
    let mark: Vec<char> = "简称".chars().collect();
    let mut names = Vec::new();
    for passage in passages {
        let text = &passage.folded;
        for at in
            text.windows(mark.len()).enumerate().filter(|(_, w)| *w == mark.as_slice()).map(|(at, _)| at)
        {
            let quoted =
                text[at + mark.len()..].iter().skip_while(|c| vocabulary::is_quote(**c) || **c == '为');
            let name: String =
                quoted.take_while(|c| mingxi_model::text::is_han(**c)).take(LONGEST + 1).collect();
            if (2..=LONGEST).contains(&name.chars().count()) {
                names.push(name);
            }
        }
        if names.len() > MOST {
            break;
        }
    }
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    names
}

/// The year that the prose names most often, where no title says the document's own.
fn main_year(passages: &[passages::Passage]) -> Option<String> {
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
