//! Codes and amounts prove each other.

use crate::testing::{Form, audited, broken, unaudited};
use mingxi_model::{CodeStatus, Outcome, Reading};

const COLUMNS: &[&str] = &["code", "name", "合计=3,4", "基本支出", "项目支出"];

/// A table of expenditure in which the codes of some rows are not those of the classification.
fn read(rows: &[&str], statuses: &[(u32, CodeStatus)]) -> Reading {
    let mut reading = unaudited(vec![Form::new("支出总表", "万元", COLUMNS).rows(rows)]);
    for (row, status) in statuses {
        for label in reading.tables[0].labels.iter_mut().filter(|label| label.row == *row) {
            label.code_status = Some(*status);
            let code = label.code.clone();
            for item in reading.line_items.iter_mut().filter(|item| item.row == *row as i32) {
                (item.code, item.code_status) = (code.clone(), Some(*status));
            }
        }
    }
    for label in reading.tables[0].labels.clone() {
        for item in reading.line_items.iter_mut().filter(|item| item.row == label.row as i32) {
            item.code.clone_from(&label.code);
        }
    }
    audited(reading)
}

const ROWS: &[&str] = &[
    "|total 合计|97.28|93.94|3.34",
    "208|社会保障|91.94|89.94|2.00",
    "20805|养老|91.94|89.94|2.00",
    "2080505|养老保险|91.94|89.94|2.00",
    "210|卫生健康|5.34|4.00|1.34",
    "21011|医疗|5.34|4.00|1.34",
    "2101101|行政单位|3.34|3.00|0.34",
    "71102|事业单位|2.00|1.00|1.00",
];

#[test]
fn a_broken_code_is_suspected_and_not_the_amounts() {
    let reading = read(ROWS, &[(7, CodeStatus::Unlisted)]);
    assert_eq!(broken(&reading), []);
    assert!(reading.checks.iter().all(|check| check.outcome == Outcome::Holds));
    let [remark] = &reading.diagnostics[..] else {
        panic!("one remark, not {:?}", reading.diagnostics);
    };
    assert_eq!((remark.code, remark.row), ("code_suspected", Some(7)));
    assert!(remark.message.contains("71102") && remark.message.contains("should be 2101102"), "{remark:?}");
    let status = reading.line_items.iter().find(|item| item.row == 7).and_then(|item| item.code_status);
    assert_eq!(status, Some(CodeStatus::Unlisted), "the code itself is not proven");
}

#[test]
fn amounts_that_do_not_fit_stay_where_their_code_puts_them() {
    let mut rows = ROWS.to_vec();
    rows[7] = "71102|事业单位|2.50|1.50|1.00";
    let reading = read(&rows, &[(7, CodeStatus::Unlisted)]);
    assert!(reading.checks.iter().any(|check| check.outcome == Outcome::Broken));
    assert!(reading.diagnostics.iter().all(|remark| remark.code != "code_suspected"));
}

#[test]
fn a_code_without_a_known_name_is_proven_by_its_sums() {
    let mut rows = ROWS.to_vec();
    rows[7] = "2101177|从未见过的支出|2.00|1.00|1.00";
    let reading = read(&rows, &[(5, CodeStatus::Unlisted), (7, CodeStatus::Unlisted)]);
    let status = |row: i32| reading.line_items.iter().find(|item| item.row == row).unwrap().code_status;
    assert_eq!((status(5), status(7)), (Some(CodeStatus::Verified), Some(CodeStatus::Verified)));
    let reading = read(&rows, &[(7, CodeStatus::Conflict)]);
    let status = reading.line_items.iter().find(|item| item.row == 7).unwrap().code_status;
    assert_eq!(status, Some(CodeStatus::Conflict), "its name is another code's");
    rows[7] = "2101177|从未见过的支出|2.00|1.50|1.00";
    let reading = read(&rows, &[(7, CodeStatus::Unlisted)]);
    let item = reading.line_items.iter().find(|item| (item.row, item.col) == (7, 3)).unwrap();
    assert_eq!(item.code_status, Some(CodeStatus::Verified), "the total and the projects still add up");
}
