//! What documents are compared by: headline measures, and codes of the forms that every agency has.
//!
//! A fact is taken from one form only, or from forms that mean the same, so that two agencies are never compared by
//! numbers of different scope (口径).

use crate::error::ReportError;
use crate::model::{Item, Spot, Status};
use mingxi_export::headline::{Headlines, Stated};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A comparable amount of a document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fact {
    /// A headline measure, `f` with a functional code or `e` with an economic one.
    pub key: String,
    pub yuan: Decimal,
    /// The cell, or the first of those that were added.
    pub spot: Spot,
    pub status: Status,
    /// Rows that were added, as where several units list the same code.
    pub added: usize,
}

/// What is compared besides the headline measures of `schemas/export/headline.toml`: items of the “三公” forms.
const FURTHER: [&str; 4] = ["vehicles_purchase", "vehicles_operation", "meetings", "training"];

/// The measures that documents are compared by.
pub(crate) struct Measures {
    headlines: Headlines,
}

impl Measures {
    /// The built-in ones.
    pub fn load() -> Result<Measures, ReportError> {
        Headlines::built_in().map(|headlines| Measures { headlines }).map_err(ReportError::Page)
    }

    /// The keys of the headline measures, in the order of the pages.
    pub fn keys(&self) -> Vec<&str> {
        let names = self.headlines.list.iter().map(|headline| key_of(&headline.name));
        names.chain(FURTHER).collect()
    }

    /// The facts of a document, headline measures first, then codes.
    pub fn facts(&self, stage: Option<&str>, items: &[Item]) -> Vec<Fact> {
        let stated = |item: &'_ Item| self.headlines.is_of_stage(stated(stage, item));
        let own: Vec<&Item> = items.iter().filter(|item| item.amount.is_some() && stated(item)).collect();
        let headlines = self.headlines.list.iter();
        let mut facts: Vec<Fact> = headlines
            .filter_map(|headline| {
                first(key_of(&headline.name), &own, |item| headline.rank(self::stated(stage, item)))
            })
            .collect();
        facts.extend(FURTHER.iter().filter_map(|key| {
            let is_own = |item: &Item| item.kind == "three_public" && item.item_code.as_deref() == Some(key);
            first(key, &own, |item| is_own(item).then_some(0))
        }));
        facts.extend(codes('f', "functional", "general_budget_expenditure", &own));
        facts.extend(codes('e', "economic", "general_budget_basic_expenditure_economic", &own));
        facts
    }
}

/// The name of a headline measure without the unit of its column.
fn key_of(name: &str) -> &str {
    name.strip_suffix("_yuan").unwrap_or(name)
}

fn stated<'a>(stage: Option<&'a str>, item: &'a Item) -> Stated<'a> {
    Stated {
        stage,
        kind: Some(&item.kind),
        flow: item.flow.as_deref(),
        role: item.role.as_deref(),
        item: item.item_code.as_deref(),
        phase: item.phase.as_deref(),
    }
}

/// The first number of the best place.
fn first(key: &str, items: &[&Item], rank: impl Fn(&Item) -> Option<usize>) -> Option<Fact> {
    let ranked = items.iter().filter_map(|item| Some((rank(item)?, item.spot, *item)));
    let item = ranked.min_by_key(|(rank, spot, _)| (*rank, *spot))?.2;
    Some(Fact { key: key.to_owned(), yuan: item.amount?, spot: item.spot, status: item.status, added: 1 })
}

/// The sums of the rows of each code in the first table of a form. Codes that several rows have count only where all
/// rows play one part, because then nothing is counted twice.
fn codes(letter: char, classification: &str, kind: &str, items: &[&Item]) -> Vec<Fact> {
    let is_own = |item: &&&Item| item.kind == kind && item.classification.as_deref() == Some(classification);
    let Some(table) = items.iter().filter(is_own).map(|item| item.spot.0).min() else {
        return Vec::new();
    };
    let is_sum = |item: &&&Item| {
        item.spot.0 == table
            && matches!(item.measure_code.as_deref(), Some("total" | "amount" | "basic"))
            && matches!(item.role.as_deref(), Some("leaf" | "group"))
    };
    let mut by_code: BTreeMap<&str, Vec<&Item>> = BTreeMap::new();
    for item in items.iter().filter(is_own).filter(is_sum) {
        if let Some(code) = item.code.as_deref().filter(|code| is_code(code)) {
            by_code.entry(code).or_default().push(item);
        }
    }
    let mut facts = Vec::new();
    for (code, rows) in by_code {
        // A basic column beside a total column is a part of it.
        let has_total = rows.iter().any(|item| item.measure_code.as_deref() != Some("basic"));
        let is_whole = |item: &&&Item| !has_total || item.measure_code.as_deref() != Some("basic");
        let rows: Vec<&Item> = rows.iter().filter(is_whole).copied().collect();
        let Some(first) = rows.first() else { continue };
        let is_single = rows.iter().all(|item| item.role == first.role && item.spot.2 == first.spot.2);
        if !is_single {
            continue;
        }
        let yuan: Option<Decimal> =
            rows.iter().try_fold(Decimal::ZERO, |sum, item| sum.checked_add(item.amount.unwrap_or_default()));
        let Some(yuan) = yuan else { continue };
        facts.push(Fact {
            key: format!("{letter}{code}"),
            yuan,
            spot: first.spot,
            status: rows.iter().map(|item| item.status).max().unwrap_or(Status::Unverified),
            added: rows.len(),
        });
    }
    facts
}

/// Codes are digits; what stands in their place otherwise is no key.
pub(crate) fn is_code(code: &str) -> bool {
    (3..=9).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::item;

    #[test]
    fn a_headline_is_taken_from_its_form_and_phase() {
        let mut items = vec![
            item((1, 9, 2), "general_budget_expenditure", "total", "total", "100.00"),
            item((1, 9, 3), "general_budget_expenditure", "total", "basic", "60.00"),
            item((1, 9, 4), "general_budget_expenditure", "total", "total", "90.00"),
            item((2, 3, 1), "three_public", "leaf", "reception", "3.00"),
        ];
        items[2].phase = Some("prior_year".to_owned());
        let facts = Measures::load().unwrap().facts(Some("budget"), &items);
        let found: Vec<(&str, String)> =
            facts.iter().map(|fact| (fact.key.as_str(), fact.yuan.to_string())).collect();
        let wanted = [("general_budget", "100.00"), ("general_budget_basic", "60.00"), ("reception", "3.00")];
        assert_eq!(found, wanted.map(|(key, yuan)| (key, yuan.to_owned())));
    }

    #[test]
    fn codes_of_several_units_are_added_and_never_mixed_with_their_sums() {
        let code = |row: i32, role: &str, code: &str, yuan: &str| Item {
            code: Some(code.to_owned()),
            classification: Some("functional".to_owned()),
            ..item((1, row, 2), "general_budget_expenditure", role, "total", yuan)
        };
        let items = [
            code(1, "leaf", "2101202", "10.00"),
            code(2, "leaf", "2101202", "5.00"),
            code(3, "group", "208", "7.00"),
            code(4, "leaf", "208", "7.00"),
            code(5, "leaf", "x<y", "1.00"),
        ];
        let facts = Measures::load().unwrap().facts(Some("budget"), &items);
        assert_eq!(facts.len(), 1);
        assert_eq!((facts[0].key.as_str(), facts[0].added), ("f2101202", 2));
        assert_eq!(facts[0].yuan.to_string(), "15.00");
    }
}
