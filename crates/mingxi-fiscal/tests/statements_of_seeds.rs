//! The statements of two real disclosures against a list that a person wrote (`corpus/facts`).
//!
//! The documents are not ours to keep: the folder of `MINGXI_SHARED` has them, without it the test skips.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod support;

use mingxi_fiscal::Vocabulary;
use mingxi_model::Statement;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::path::Path;

/// The list's columns, one statement per line; `reason` says whether the prose gives one.
const HEADER: &str = "subject,code,measure_code,amount_yuan,quantity,quantity_unit,change_yuan,change_percent,change_direction,reason";

fn statements(path: &Path) -> Vec<Statement> {
    let vocabulary = Vocabulary::builtin().unwrap();
    let bytes = std::fs::read(path).unwrap();
    let file_name = path.file_name().unwrap().to_string_lossy();
    support::read_bytes(&bytes, &file_name, &vocabulary).unwrap().statements
}

fn line(statement: &Statement) -> String {
    let number = |value: Option<Decimal>| value.map(|v| v.normalize().to_string()).unwrap_or_default();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        text(&statement.subject),
        text(&statement.code),
        text(&statement.measure_code),
        number(statement.amount.as_ref().and_then(|amount| amount.yuan)),
        number(statement.quantity),
        text(&statement.quantity_unit),
        number(statement.change.as_ref().and_then(|amount| amount.yuan)),
        number(statement.change_percent),
        statement.change_direction.map(|direction| direction.as_str().to_owned()).unwrap_or_default(),
        if statement.reason_text.is_some() { "yes" } else { "no" }.to_owned(),
    ]
    .join(",")
}

/// A line of the list with its numbers in their shortest form.
fn listed(line: &str) -> String {
    let field = |(index, text): (usize, &str)| match index {
        3 | 4 | 6 | 7 => {
            text.parse::<Decimal>().map_or_else(|_| text.to_owned(), |v| v.normalize().to_string())
        }
        _ => text.to_owned(),
    };
    line.split(',').enumerate().map(field).collect::<Vec<_>>().join(",")
}

/// Every field of a statement must be right for it to count.
#[test]
fn precision_and_recall_are_at_least_95_percent() {
    let Some(shared) = std::env::var_os("MINGXI_SHARED") else {
        eprintln!("skipped: MINGXI_SHARED is not set, the real disclosures are not at hand");
        return;
    };
    let seeds = Path::new(&shared).join("seeds");
    let facts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/facts");
    let mut failed = Vec::new();
    for id in ["b14cc660f2ed3abf", "dd1a73d650f3ea85"] {
        let list = std::fs::read_to_string(facts.join(format!("statements_{id}.csv"))).unwrap();
        assert_eq!(list.lines().next(), Some(HEADER));
        let seed = std::fs::read_dir(&seeds)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .find(|path| path.to_string_lossy().contains(id))
            .unwrap();
        let mut expected: BTreeMap<String, i32> = BTreeMap::new();
        for line in list.lines().skip(1) {
            *expected.entry(listed(line)).or_default() += 1;
        }
        let found: Vec<String> = statements(&seed).iter().map(line).collect();
        let (mut right, all) = (0, expected.values().sum::<i32>());
        for line in &found {
            match expected.get_mut(line).filter(|left| **left > 0) {
                Some(left) => {
                    *left -= 1;
                    right += 1;
                }
                None => eprintln!("{id} not listed: {line}"),
            }
        }
        for (line, _) in expected.iter().filter(|(_, left)| **left > 0) {
            eprintln!("{id} not found:  {line}");
        }
        let (precision, recall) = (percent(right, found.len() as i32), percent(right, all));
        eprintln!(
            "{id}: {right} right of {} found and {all} listed: precision {precision} %, recall {recall} %",
            found.len()
        );
        if precision < Decimal::from(95) || recall < Decimal::from(95) {
            failed.push(id);
        }
    }
    assert!(failed.is_empty(), "under 95 %: {failed:?}");
}

fn percent(part: i32, whole: i32) -> Decimal {
    (Decimal::from(part) * Decimal::ONE_HUNDRED / Decimal::from(whole.max(1))).round_dp(1)
}
