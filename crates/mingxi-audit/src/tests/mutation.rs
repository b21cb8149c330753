//! A wrong number is found, and it is the one that is suspected.

use crate::testing::{Form, reading_of};
use crate::{apply, audit};
use mingxi_model::{Amount, CheckStatus, Outcome, Reading, TableKind};
use rust_decimal::Decimal;

/// A document in which every number is part of an identity.
fn document() -> Reading {
    let summary = Form::new("收支总表", "万元", &["name", "+金额", "name", "-金额"])
        .kind(TableKind::RevenueExpenditureSummary)
        .rows(&[
            "一、一般公共预算|94.30|一、社会保障|91.94",
            "二、事业收入|2.94|二、卫生健康|5.34",
            "total 本年收入合计|97.24|total 本年支出合计|97.28",
            "年初结转|1.04|年末结转|1.00",
            "total 总计|98.28|total 总计|98.28",
        ]);
    let columns = ["code", "name", "合计@total=3,4", "基本@basic", "项目@project"];
    let expenditure = Form::new("支出总表", "万元", &columns).kind(TableKind::ExpenditureSummary).rows(&[
        "|total 合计|97.28|93.94|3.34",
        "208|社会保障|91.94|89.94|2.00",
        "20805|养老|91.94|89.94|2.00",
        "2080501|离退休|39.00|38.00|1.00",
        "2080505|养老保险|52.94|51.94|1.00",
        "210|卫生健康|5.34|4.00|1.34",
        "21011|医疗|5.34|4.00|1.34",
        "2101101|行政单位|3.34|3.00|0.34",
        "2101102|事业单位|2.00|1.00|1.00",
    ]);
    reading_of(vec![summary, expenditure])
}

#[test]
fn the_untouched_document_is_proven_throughout() {
    let reading = document();
    assert!(reading.diagnostics.is_empty(), "{:?}", reading.diagnostics);
    for item in &reading.line_items {
        assert_eq!(item.check_status, CheckStatus::Verified, "{} {} {}", item.table_id, item.row, item.col);
    }
}

#[test]
fn a_changed_digit_breaks_an_identity_that_names_the_cell() {
    let count = document().line_items.len();
    let mut first = 0;
    for index in 0..count {
        for change in ["1", "-1", "0.10", "90"] {
            let mut reading = document();
            let item = &mut reading.line_items[index];
            let change: Decimal = change.parse().unwrap();
            item.amount = Amount::new(item.amount.value + change, Some("万元"));
            let cell = (item.table_id, item.row, item.col);
            let checks = audit(&reading);
            let names = |check: &&mingxi_model::Check| {
                let mut terms = check.terms.iter();
                check.outcome == Outcome::Broken && terms.any(|t| (t.table_id, t.row, t.col) == cell)
            };
            assert!(checks.iter().any(|check| names(&check)), "{cell:?} changed by {change}");
            apply(&mut reading, checks);
            let item = &reading.line_items[index];
            assert_eq!(item.check_status, CheckStatus::Conflict);
            let best = reading.line_items.iter().filter(|item| item.suspect_rank == Some(1));
            if item.suspect_rank == Some(1) && best.count() == 1 {
                first += 1;
            }
            if cell.0 == 2 {
                assert_eq!(item.suspect_rank, Some(1), "{cell:?} changed by {change}");
                let right = document().line_items[index].amount.value;
                assert_eq!(item.suspect_value, Some(right), "{cell:?} changed by {change}");
            }
        }
    }
    // A number of the summary is part of one identity only as a rule, so that its neighbours are as
    // suspicious as itself; in the table of expenditure row and column meet in one cell.
    assert!(first * 10 >= count * 4 * 6, "alone in front: {first} of {}", count * 4);
}

#[test]
fn two_swapped_cells_are_both_in_conflict() {
    let mut reading = document();
    let place = |row: i32, col: i32| {
        move |item: &mingxi_model::LineItem| (item.table_id, item.row, item.col) == (2, row, col)
    };
    let a = reading.line_items.iter().position(place(3, 3)).unwrap();
    let b = reading.line_items.iter().position(place(4, 3)).unwrap();
    let first = reading.line_items[a].amount.clone();
    reading.line_items[a].amount = reading.line_items[b].amount.clone();
    reading.line_items[b].amount = first;
    let checks = audit(&reading);
    apply(&mut reading, checks);
    assert_eq!(reading.line_items[a].check_status, CheckStatus::Conflict);
    assert_eq!(reading.line_items[b].check_status, CheckStatus::Conflict);
}

#[test]
fn a_deleted_row_breaks_the_sum_above_it() {
    let mut reading = document();
    reading.line_items.retain(|item| (item.table_id, item.row) != (2, 8));
    reading.tables[1].labels.retain(|label| label.row != 8);
    let checks = audit(&reading);
    let broken = checks.iter().filter(|check| check.outcome == Outcome::Broken);
    assert!(broken.count() >= 3, "one for every column of 21011");
}
