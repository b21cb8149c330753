//! A list that is shorter than its total: the total and the missing row are named, not every row.

use crate::testing::{Form, broken, outcomes, reading_of, status};
use mingxi_model::Outcome::{Broken, Holds};
use mingxi_model::{CheckStatus, Reading, TableKind};

const COLUMNS: &[&str] = &["code", "name", "合计@total=3,4", "基本@basic", "项目@project"];

fn expenditure(rows: &[&str]) -> Form {
    Form::new("支出总表", "万元", COLUMNS).kind(TableKind::ExpenditureSummary).rows(rows)
}

const SHORT: &[&str] = &[
    "|total 合计|197.28|93.94|103.34",
    "2080501|离退休|39.00|38.00|1.00",
    "2080505|养老保险|52.94|51.94|1.00",
    "2101101|行政单位|3.34|3.00|0.34",
];

fn remarks<'a>(reading: &'a Reading, code: &str) -> Vec<&'a str> {
    let found = reading.diagnostics.iter().filter(|remark| remark.code == code);
    found.map(|remark| remark.message.as_str()).collect()
}

#[test]
fn the_total_and_the_missing_row_are_named_and_sound_rows_stay_verified() {
    let reading = expenditure(SHORT).reading();
    assert_eq!(broken(&reading), [(0, 2), (0, 3), (0, 4)], "the total only");
    assert_eq!(status(&reading, 1, 2), CheckStatus::Verified);
    let [missing] = remarks(&reading, "suspected_missing_row")[..] else {
        panic!("one missing row");
    };
    assert!(missing.contains("1020000, 10000, 1010000 yuan"), "{missing}");
}

#[test]
fn a_column_without_sums_along_the_row_goes_with_its_row_but_is_not_proven() {
    let columns = ["code", "name", "合计@total=3,4", "基本@basic", "项目@project", "扣除基建<4"];
    let rows: Vec<String> =
        SHORT.iter().map(|row| format!("{row}|{}", row.rsplit('|').next().unwrap())).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let reading = Form::new("支出总表", "万元", &columns).rows(&rows).reading();
    assert_eq!(broken(&reading), [(0, 2), (0, 3), (0, 4), (0, 5)]);
    assert_eq!(status(&reading, 1, 5), CheckStatus::Unverified);
}

#[test]
fn a_row_that_nothing_else_proves_stays_in_doubt() {
    let rows = ["|total 合计|197.28", "2080501|离退休|39.00", "2080505|养老保险|52.94"];
    let form = Form::new("支出总表", "万元", &["code", "name", "合计@total"]).rows(&rows);
    assert_eq!(broken(&form.reading()), [(0, 2), (1, 2), (2, 2)]);
}

#[test]
fn a_row_that_lost_its_last_digits_is_no_missing_row() {
    let mut rows = SHORT.to_vec();
    rows[0] = "|total 合计|95.32|92.98|2.34";
    rows[2] = "2080505|养老保险|52.9|51.9|1.00";
    let reading = expenditure(&rows).reading();
    assert_eq!(outcomes(&reading, "total_row"), [Broken, Broken, Holds], "0.08 apart, 0.065 allowed");
    let wrong = broken(&reading);
    assert!(wrong.contains(&(2, 2)) && wrong.contains(&(2, 3)), "52.98 and 51.98 were cut: {wrong:?}");
    assert_eq!(status(&reading, 3, 2), CheckStatus::Verified);
}

#[test]
fn more_than_the_total_clears_nothing() {
    let mut rows = SHORT.to_vec();
    rows[0] = "|total 合计|90.28|87.94|2.34";
    let reading = expenditure(&rows).reading();
    assert!(broken(&reading).contains(&(2, 3)));
}

#[test]
fn amounts_in_the_wrong_column_are_no_missing_row() {
    let mut rows = SHORT.to_vec();
    rows[0] = "|total 合计|95.28|92.94|2.34";
    rows[2] = "2080505|养老保险|52.94|1.00|51.94";
    let reading = expenditure(&rows).reading();
    let wrong = broken(&reading);
    assert!(wrong.contains(&(2, 3)) && wrong.contains(&(2, 4)), "{wrong:?}");
}

#[test]
fn another_table_vouches_for_a_row_without_a_sum_of_its_own() {
    let rows = ["|total 合计|197.28", "2080501|离退休|39.00", "2080505|养老保险|52.94"];
    let general = Form::new("支出总表", "万元", &["code", "name", "-合计@total"]);
    let general = general.kind(TableKind::ExpenditureSummary).rows(&rows);
    let again = ["2080501|离退休|39.00", "2080505|养老保险|52.94"];
    let other = Form::new("支出", "万元", &["code", "name", "-合计@total"]);
    let reading = reading_of(vec![general, other.kind(TableKind::EconomicSummary).rows(&again)]);
    let first: Vec<_> = reading.line_items.iter().filter(|item| item.table_id == 1).collect();
    let states: Vec<CheckStatus> = first.iter().map(|item| item.check_status).collect();
    assert_eq!(states, [CheckStatus::Conflict, CheckStatus::Verified, CheckStatus::Verified]);
}
