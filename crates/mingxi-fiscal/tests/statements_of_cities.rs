//! The statements of two cities' budgets against lists that a person typed from the page text before the program's
//! output was looked at (`corpus/facts`): subject, code, amount, count, change.
//!
//! The documents are not ours to keep: the folder of `MINGXI_SHARED` has them, without it the test skips.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod support;

use mingxi_fiscal::Vocabulary;
use mingxi_model::Statement;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::path::Path;

const HEADER: &str =
    "subject,code,amount_yuan,quantity,quantity_unit,change_yuan,change_percent,change_direction";
const DOCUMENTS: [&str; 4] = ["hz_2026bd_7b5fe2", "xa_2022bd_14af67", "sh_2026bu_84b351", "fz_2026bu_968213"];
/// Every field of a statement must be right for it to count, both ways.
const ENOUGH: u32 = 97;

fn number(text: &str) -> String {
    text.parse::<Decimal>().map_or_else(|_| text.to_owned(), |value| value.normalize().to_string())
}

/// Parentheses folded; 当年 and 本年 say no more than the document's own year, which subjects leave out.
fn subject(text: &str) -> String {
    let folded = text.replace('（', "(").replace('）', ")");
    folded.trim_start_matches("当年").to_owned()
}

fn listed(line: &str) -> String {
    let field = |(index, text): (usize, &str)| match index {
        0 | 4 => subject(text),
        2 | 3 | 5 | 6 => number(text),
        _ => text.to_owned(),
    };
    line.split(',').enumerate().map(field).collect::<Vec<_>>().join(",")
}

fn line(statement: &Statement) -> String {
    let decimal =
        |value: Option<Decimal>| value.map(|value| value.normalize().to_string()).unwrap_or_default();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        subject(&text(&statement.subject)),
        text(&statement.code),
        decimal(statement.amount.as_ref().and_then(|amount| amount.yuan)),
        decimal(statement.quantity),
        subject(&text(&statement.quantity_unit)),
        decimal(statement.change.as_ref().and_then(|amount| amount.yuan)),
        decimal(statement.change_percent),
        statement.change_direction.map(|direction| direction.as_str().to_owned()).unwrap_or_default(),
    ]
    .join(",")
}

#[test]
fn precision_and_recall_are_at_least_97_percent() {
    let Some(shared) = std::env::var_os("MINGXI_SHARED") else {
        eprintln!("skipped: MINGXI_SHARED is not set, the real disclosures are not at hand");
        return;
    };
    let vocabulary = Vocabulary::builtin().unwrap();
    let facts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/facts");
    let mut failed = Vec::new();
    for name in DOCUMENTS {
        let file = Path::new(&shared).join("real/cities").join(format!("{name}.pdf"));
        let Ok(bytes) = std::fs::read(&file) else {
            eprintln!("skipped: {name} is not at hand");
            continue;
        };
        let list = std::fs::read_to_string(facts.join(format!("statements_{name}.csv"))).unwrap();
        assert_eq!(list.lines().next(), Some(HEADER));
        let mut expected: BTreeMap<String, i32> = BTreeMap::new();
        for line in list.lines().skip(1) {
            *expected.entry(listed(line)).or_default() += 1;
        }
        let all = expected.values().sum::<i32>();
        let reading = support::read_bytes(&bytes, &format!("{name}.pdf"), &vocabulary).unwrap();
        let found: Vec<String> = reading.statements.iter().map(line).collect();
        let mut right = 0;
        for line in &found {
            match expected.get_mut(line).filter(|left| **left > 0) {
                Some(left) => {
                    *left -= 1;
                    right += 1;
                }
                None => eprintln!("{name} not listed: {line}"),
            }
        }
        for (line, _) in expected.iter().filter(|(_, left)| **left > 0) {
            eprintln!("{name} not found:  {line}");
        }
        let (precision, recall) = (percent(right, found.len() as i32), percent(right, all));
        eprintln!("{name}: precision {precision} %, recall {recall} % of {all}");
        if precision < Decimal::from(ENOUGH) || recall < Decimal::from(ENOUGH) {
            failed.push(name);
        }
    }
    assert!(failed.is_empty(), "under {ENOUGH} %: {failed:?}");
}

fn percent(part: i32, whole: i32) -> Decimal {
    (Decimal::from(part) * Decimal::ONE_HUNDRED / Decimal::from(whole.max(1))).round_dp(1)
}
