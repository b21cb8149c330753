//! “三公”经费 with 年度 rows: the measures side by side, the funds under each, last year, this year and the change
//! below one another.

use super::label::meaning;
use crate::book::Book;
use crate::ledger::{Entry, Fund};
use crate::rng::Rng;
use crate::sheet::{Label, Says, Sheet};
use crate::truth::Meaning;

/// Head, economic class and stable name of the measures.
const MEASURES: [(&str, &str, &str); 5] = [
    ("合计", "", "*"),
    ("因公出国（境）费", "30212", "overseas"),
    ("公务接待费", "30217", "reception"),
    ("公务用车购置费", "31013", "vehicles_purchase"),
    ("公务用车运行维护费", "30231", "vehicles_operation"),
];
const FUNDS: [(&str, &str); 3] =
    [("小计", ""), ("一般公共预算", "general_public_budget"), ("政府性基金预算", "government_fund")];

/// The form.
pub fn print(book: &Book, rng: &mut Rng) -> Sheet {
    let mut rows = [String::from("年度"), String::from("^")];
    for (measure, _, _) in MEASURES {
        rows[0] += &format!("|{measure}|<|<");
        rows[1] += &FUNDS.map(|(fund, _)| format!("|{fund}")).concat();
    }
    let mut sheet = Sheet::new("three_public", book.number, &[&rows[0], &rows[1]]);
    let now = amounts(book);
    let step = book.number.unit.step();
    let mut last = now;
    for measure in last.iter_mut().skip(1) {
        for fund in measure.iter_mut().skip(1).filter(|fund| **fund != 0) {
            *fund += rng.range(0, *fund / step / 4) * step;
        }
    }
    sums(&mut last);
    let mut change = now;
    for (row, before) in change.iter_mut().flatten().zip(last.iter().flatten()) {
        *row -= before;
    }
    let years = [
        (format!("{}年", book.year - 1), "prior_year", last),
        (format!("{}年", book.year), "approved", now),
        ("增减变化".to_owned(), "change", change),
    ];
    for (printed, phase, amounts) in years {
        sheet.row().text(0, &printed);
        let mut open = Meaning { level: "*".into(), parent: "*".into(), role: "*".into(), ..meaning() };
        phase.clone_into(&mut open.phase);
        let label = Label { name: "*".to_owned(), meaning: Some(open), ..Label::default() };
        for (m, measure) in amounts.iter().enumerate() {
            for (f, amount) in measure.iter().enumerate() {
                let says = Says { fund: FUNDS[f].1, measure_code: MEASURES[m].2 };
                sheet.amount(1 + 3 * m + f, *amount, &label, says);
            }
        }
    }
    sheet
}

/// Amounts by measure and fund; the first of each is the sum of the others.
fn amounts(book: &Book) -> [[i64; 3]; 5] {
    let mut all = [[0; 3]; 5];
    for (m, (_, code, _)) in MEASURES.iter().enumerate().skip(1) {
        let of = |is_fund: fn(&Entry) -> bool| book.ledger.sum(|e| e.economic == *code && is_fund(e));
        all[m][1] = of(Entry::is_general);
        all[m][2] = of(|e| e.fund == Fund::GovernmentFund);
    }
    sums(&mut all);
    all
}

fn sums(all: &mut [[i64; 3]; 5]) {
    for measure in all.iter_mut() {
        measure[0] = measure[1] + measure[2];
    }
    for fund in 0..3 {
        all[0][fund] = all[1..].iter().map(|measure| measure[fund]).sum();
    }
}
