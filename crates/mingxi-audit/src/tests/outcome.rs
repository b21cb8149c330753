//! What the checks say and what they do to the reading.

use crate::testing::{Form, reading_of, status};
use crate::{apply, audit, rules};
use mingxi_model::{Cell, CheckStatus, Grid, Outcome, RowLabel, RowRole, Severity, TableKind};
use rust_decimal::Decimal;

const COLUMNS: &[&str] = &["name", "合计=2,3", "基本支出", "项目支出"];

fn form(rows: &[&str]) -> Form {
    Form::new("支出总表", "万元", COLUMNS).rows(rows)
}

#[test]
fn a_check_states_both_sides_in_yuan_and_names_its_cells() {
    let reading = form(&["行政单位医疗|53.29|3.29|5.00"]).reading();
    let check = &reading.checks[0];
    let yuan = |n: i64| Some(Decimal::from(n));
    assert_eq!(check.expected, yuan(82_900));
    assert_eq!(check.actual, yuan(532_900));
    assert_eq!(check.difference, yuan(450_000));
    assert_eq!(check.tolerance, yuan(150));
    assert_eq!(
        check.terms.iter().map(|t| (t.col, t.coefficient)).collect::<Vec<_>>(),
        [(2, 1), (3, 1), (1, -1)]
    );
    assert_eq!(
        check.message_zh,
        "第1张表《支出总表》“行政单位医疗”行“合计”列为 53.29，而 3.29（基本支出） + 5.00（项目支出） \
         应得 8.29 万元，相差 45 万元，超出舍入误差 0.015 万元；请核对原件中的这些单元格。"
    );
    assert_eq!(
        check.message_en,
        "table 1 \"支出总表\", row \"行政单位医疗\", column \"合计\" is 53.29, but 3.29 (基本支出) + 5.00 \
         (项目支出) gives 8.29 万元: a difference of 45 万元, beyond the 0.015 万元 that rounding explains; \
         compare these cells with the source."
    );
}

#[test]
fn a_broken_identity_leaves_a_diagnostic_at_the_stated_sum() {
    let reading = form(&["甲|53.29|3.29|5.00", "乙|1.00|1.00|"]).reading();
    let [finding] = &reading.diagnostics[..] else {
        panic!("one finding, not {:?}", reading.diagnostics);
    };
    assert_eq!((finding.code, finding.severity), ("broken_identity", Severity::Warning));
    assert_eq!((finding.table_id, finding.row, finding.col), (Some(1), Some(0), Some(1)));
    assert_eq!(finding.message, reading.checks[0].message_en);
}

#[test]
fn conflict_beats_repaired_beats_verified_beats_unverified() {
    let rows = ["甲|53.29|3.29|50.00", "乙|1.00|2.00|", "total 合计|55.29|5.29|50.00"];
    let mut reading = form(&rows).reading();
    assert_eq!(status(&reading, 0, 3), CheckStatus::Verified);
    let table = &mut reading.tables[0];
    let (height, width, mut cells) = table.grid.clone().into_cells();
    for cell in &mut cells {
        if (cell.row, cell.col) == (0, 3) || (cell.row, cell.col) == (1, 1) {
            cell.repair = Some("moved from column 2".to_owned());
        }
    }
    table.grid = Grid::new(height, width, cells).unwrap();
    let checks = audit(&reading);
    apply(&mut reading, checks);
    assert_eq!(status(&reading, 0, 3), CheckStatus::Repaired);
    assert_eq!(status(&reading, 1, 1), CheckStatus::Conflict);
    assert_eq!(status(&reading, 2, 3), CheckStatus::Verified);

    let lone = form(&["甲||3.29|"]).reading();
    assert_eq!(status(&lone, 0, 2), CheckStatus::Unverified);
}

#[test]
fn rules_have_names_of_their_own_and_documentation() {
    let mut ids: Vec<&str> = rules().iter().map(|rule| rule.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), rules().len());
    for rule in rules() {
        assert!(!rule.name_zh.is_empty());
        for part in ["# ", "**States:**", "**Why:**", "**Example:**"] {
            assert!(rule.doc.contains(part), "{} lacks {part}", rule.id);
        }
    }
}

#[test]
fn checks_come_in_the_order_of_tables_rules_and_cells() {
    let table = || form(&["甲|2.00|1.00|1.00", "乙|2.00|1.00|1.00", "total 合计|4.00|2.00|2.00"]);
    let reading = reading_of(vec![table(), table()]);
    let order: Vec<_> = reading
        .checks
        .iter()
        .map(|check| (check.table_ids.clone(), check.rule_id, check.terms.last().map(|t| (t.row, t.col))))
        .collect();
    let one = |table: i32| {
        let row_sums = (0..3).map(move |row| (vec![table], "row_sum", Some((row, 1))));
        let totals = (1..4).map(move |col| (vec![table], "total_row", Some((2, col))));
        row_sums.chain(totals)
    };
    assert_eq!(order, one(1).chain(one(2)).collect::<Vec<_>>());
}

#[test]
fn a_total_whose_label_covers_several_panels_belongs_to_the_last() {
    let columns = ["code", "name", "决算数", "code", "name", "决算数"];
    let rows = ["302|商品|25.80|307|利息|1.20", "30201|办公|25.80|||27.00"];
    let mut reading = Form::new("基本支出", "万元", &columns).rows(&rows).reading();
    let table = &mut reading.tables[0];
    let (height, width, cells) = table.grid.clone().into_cells();
    // The last row becomes: one label over five columns, one value.
    let mut cells: Vec<Cell> = cells.into_iter().filter(|cell| cell.row == 0).collect();
    let label = Cell { col_span: width - 1, ..Cell::single(1, 0, "公用经费合计", None) };
    cells.extend([label, Cell::single(1, width - 1, "27.00", None)]);
    table.grid = Grid::new(height, width, cells).unwrap();
    table.labels.retain(|label| label.row == 0);
    table.labels.push(RowLabel {
        row: 1,
        panel: 0,
        name: Some("公用经费合计".to_owned()),
        role: Some(RowRole::Total),
        ..RowLabel::default()
    });
    reading.line_items.retain(|item| (item.row, item.col) != (1, 2));
    let checks = audit(&reading);
    let totals: Vec<_> = checks.iter().map(|check| (check.rule_id, check.outcome)).collect();
    assert_eq!(totals, [("total_row", Outcome::Holds)], "25.80 + 1.20 = 27.00");
}

#[test]
fn one_identity_stated_by_two_rules_is_one_check() {
    let columns = ["合计@three_public_total=1,2,3", "出国@overseas", "接待@reception", "车辆@vehicles_total"];
    let form = Form::new("三公", "万元", &columns).kind(TableKind::ThreePublic).rows(&["3.00||1.00|2.00"]);
    let reading = form.reading();
    assert_eq!(reading.checks.len(), 1);
    assert_eq!(reading.checks[0].rule_id, "row_sum");
}

#[test]
fn leaves_of_twice_the_total_are_never_explained_by_its_own_check() {
    let rows = ["甲|2.00|1.00|1.00", "乙|1.00|0.50|0.50", "丙|1.00|0.50|0.50", "total 合计|2.00|1.00|1.00"];
    let mut reading = form(&rows).reading();
    reading.diagnostics.clear();
    for item in &mut reading.line_items {
        item.row_role = Some(if item.row == 3 { RowRole::Total } else { RowRole::Leaf });
    }
    let checks = audit(&reading);
    apply(&mut reading, checks);
    assert!(reading.diagnostics.iter().any(|d| d.code == "leaves_exceed_total"));
    assert_eq!((0..4).map(|row| status(&reading, row, 1)).collect::<Vec<_>>(), [CheckStatus::Conflict; 4]);
}
