//! What documents are compared by: headline measures, and codes of the forms that every agency has.
//!
//! A fact is taken from one form only, or from forms that mean the same, so that two agencies are never compared by
//! numbers of different scope (口径).

use crate::model::{Item, Spot, Status};
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

/// How a headline measure is found.
struct Headline {
    key: &'static str,
    /// Forms, the best first.
    kinds: &'static [&'static str],
    flow: Option<&'static str>,
    /// Item codes, the best first.
    codes: &'static [&'static str],
    /// Only in rows that are the sum of the table.
    of_total: bool,
}

const fn headline(
    key: &'static str,
    kinds: &'static [&'static str],
    flow: Option<&'static str>,
    codes: &'static [&'static str],
) -> Headline {
    Headline { key, kinds, flow, codes, of_total: true }
}

const fn anywhere(
    key: &'static str,
    kinds: &'static [&'static str],
    codes: &'static [&'static str],
) -> Headline {
    Headline { key, kinds, flow: None, codes, of_total: false }
}

const EXPENDITURE: Option<&str> = Some("expenditure");
const GENERAL: &[&str] = &["general_budget_expenditure"];
const SUM: &[&str] = &["total", "amount"];
const THREE_PUBLIC: &[&str] = &["three_public"];
const STATISTICS: &[&str] = &["three_public", "disclosure_statistics"];

/// In the order of the pages.
const HEADLINES: [Headline; 22] = [
    headline("revenue", &["revenue_expenditure_summary", "revenue_summary"], Some("revenue"), SUM),
    headline("expenditure", &["expenditure_summary", "revenue_expenditure_summary"], EXPENDITURE, SUM),
    headline("all_basic", &["expenditure_summary"], EXPENDITURE, &["basic"]),
    headline("all_project", &["expenditure_summary"], EXPENDITURE, &["project"]),
    headline("appropriation", &["fiscal_appropriation_summary"], EXPENDITURE, SUM),
    headline("general", GENERAL, EXPENDITURE, SUM),
    headline("general_basic", GENERAL, EXPENDITURE, &["basic"]),
    headline("general_project", GENERAL, EXPENDITURE, &["project"]),
    headline("personnel", &["general_budget_basic_expenditure_economic"], EXPENDITURE, &["basic_personnel"]),
    headline("public", &["general_budget_basic_expenditure_economic"], EXPENDITURE, &["basic_public"]),
    headline("fund", &["government_fund"], EXPENDITURE, SUM),
    headline("capital", &["state_capital"], EXPENDITURE, SUM),
    headline("procurement", &["procurement"], None, SUM),
    anywhere(
        "agency_operation",
        &["agency_operation", "three_public", "disclosure_statistics"],
        &["agency_operation"],
    ),
    anywhere("three_public", STATISTICS, &["three_public_total"]),
    anywhere("overseas", STATISTICS, &["overseas"]),
    anywhere("reception", STATISTICS, &["reception"]),
    anywhere("vehicles", STATISTICS, &["vehicles_total"]),
    anywhere("vehicles_purchase", STATISTICS, &["vehicles_purchase"]),
    anywhere("vehicles_operation", STATISTICS, &["vehicles_operation"]),
    anywhere("meetings", THREE_PUBLIC, &["meetings"]),
    anywhere("training", THREE_PUBLIC, &["training"]),
];

/// The keys of the headline measures, in the order of the pages.
pub(crate) fn headlines() -> impl Iterator<Item = &'static str> {
    HEADLINES.iter().map(|headline| headline.key)
}

/// The facts of a document, headline measures first, then codes.
pub(crate) fn facts(stage: Option<&str>, items: &[Item]) -> Vec<Fact> {
    let own: Vec<&Item> = items.iter().filter(|item| item.amount.is_some() && is_of(stage, item)).collect();
    let mut facts: Vec<Fact> = HEADLINES.iter().filter_map(|headline| best(headline, &own)).collect();
    facts.extend(codes('f', "functional", "general_budget_expenditure", &own));
    facts.extend(codes('e', "economic", "general_budget_basic_expenditure_economic", &own));
    facts
}

/// What a budget plans and what final accounts executed; not last year's number beside it.
fn is_of(stage: Option<&str>, item: &Item) -> bool {
    match item.phase.as_deref() {
        None => true,
        Some("approved") => stage != Some("final_accounts"),
        Some("executed") => stage == Some("final_accounts"),
        Some(_) => false,
    }
}

fn best(headline: &Headline, items: &[&Item]) -> Option<Fact> {
    let place = |list: &[&str], name: Option<&str>| list.iter().position(|known| Some(*known) == name);
    let fits = |item: &&&Item| {
        (!headline.of_total || item.role.as_deref() == Some("total"))
            && (headline.flow.is_none() || item.flow.as_deref() == headline.flow || item.flow.is_none())
    };
    let rank = |item: &Item| {
        let kind = place(headline.kinds, Some(&item.kind))?;
        let code = place(headline.codes, item.item_code.as_deref())?;
        // The sum over all funds wins over a fund's column.
        Some((kind, code, item.fund.is_some(), item.spot))
    };
    let ranked = items.iter().filter(fits).filter_map(|item| Some((rank(item)?, *item)));
    let item = ranked.min_by_key(|(rank, _)| *rank)?.1;
    Some(Fact {
        key: headline.key.to_owned(),
        yuan: item.amount?,
        spot: item.spot,
        status: item.status,
        added: 1,
    })
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
        let facts = facts(Some("budget"), &items);
        let found: Vec<(&str, String)> =
            facts.iter().map(|fact| (fact.key.as_str(), fact.yuan.to_string())).collect();
        let wanted = [("general", "100.00"), ("general_basic", "60.00"), ("reception", "3.00")];
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
        let facts = facts(Some("budget"), &items);
        assert_eq!(facts.len(), 1);
        assert_eq!((facts[0].key.as_str(), facts[0].added), ("f2101202", 2));
        assert_eq!(facts[0].yuan.to_string(), "15.00");
    }
}
