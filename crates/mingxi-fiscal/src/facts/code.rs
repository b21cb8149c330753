//! The budget code that stands beside the agency's name.

use super::agency::{labelled, neighbours, without_space};
use super::evidence::{Line, LineKind, fold, fold_char};
use super::names::{Name, coded, name_of};
use super::vocabulary::FactsVocabulary;
use mingxi_model::Table;
use mingxi_model::text::{is_space, squeeze};
use std::collections::BTreeMap;

/// Budget codes beside the agency's name, with how often each stands there.
pub(crate) fn codes(
    agency: &str,
    lines: &[Line],
    tables: &[Table],
    vocabulary: &FactsVocabulary,
) -> BTreeMap<String, u32> {
    let mut found: BTreeMap<String, u32> = BTreeMap::new();
    let same = |name: &Name| name.folded == agency;
    let ends_name = agency_tail(agency);
    for line in lines.iter().filter(|line| line.kind != LineKind::Prose) {
        if let Some((code, _)) = coded(&line.printed, &line.folded, vocabulary).filter(|(_, n)| same(n)) {
            *found.entry(code).or_default() += 1;
        } else if let Some((_, value)) = labelled(line, &vocabulary.code_labels).filter(|v| is_code(&v.1)) {
            *found.entry(value).or_default() += 1;
        }
    }
    for (_, left, right) in neighbours(tables) {
        // Hardly a cell of a document ends like a name; the others are not looked at further.
        let end = right.chars().rfind(|c| !is_space(*c)).map(fold_char);
        if !end.is_some_and(&ends_name) {
            continue;
        }
        let label = squeeze(left);
        if vocabulary.superior_labels.contains(&label) {
            continue;
        }
        let printed = without_space(right);
        let folded = fold(&printed);
        let code = if let Some((code, _)) = coded(&printed, &folded, vocabulary).filter(|(_, n)| same(n)) {
            Some(code)
        } else if is_code(&label) && name_of(&printed, &folded, vocabulary).is_some_and(|n| same(&n)) {
            Some(label)
        } else {
            None
        };
        if let Some(code) = code {
            *found.entry(code).or_default() += 1;
        }
    }
    found
}

/// The last character of a name, with which a cell that holds it must end unless a scope suffix follows.
fn agency_tail(agency: &str) -> impl Fn(char) -> bool + use<> {
    let last = agency.chars().next_back();
    move |c| Some(c) == last || matches!(c, ')' | '级')
}

fn is_code(text: &str) -> bool {
    (3..=12).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}
