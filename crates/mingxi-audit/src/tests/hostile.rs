//! Anything the recogniser might hand over: nothing panics, and large tables are no harder per cell.

use crate::testing::{Form, line_items};
use crate::{apply, audit, rules};
use mingxi_model::{
    Amount, Cell, Column, ColumnRole, Extraction, Flow, Fund, Grid, KindEvidence, Outcome, Phase, Reading,
    RowLabel, RowRole, Table, TableKind,
};
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::time::Instant;

const ROWS: u32 = 7;
const COLUMNS: u32 = 6;
const CODES: &[&str] = &["208", "20805", "2080501", "2080505", "313001", "313", "社保", "", "2", "20805"];
const NAMES: &[&str] =
    &["合计", "本年收入合计", "总计", "年初结转", "拨款", "小计", "公务接待费", "因公出国", ""];
const UNITS: &[Option<&str>] = &[Some("万元"), Some("元"), Some("辆"), Some("%"), None];
const MEASURES: &[&str] =
    &["total", "basic", "three_public_total", "overseas", "reception", "vehicles_total"];

fn pick<T: Copy + std::fmt::Debug>(from: &'static [T]) -> impl Strategy<Value = T> + Clone {
    (0..from.len()).prop_map(move |index| from[index])
}

fn arbitrary_column(col: u32) -> impl Strategy<Value = Column> {
    (
        (prop::bool::weighted(0.7), 0..3u32, prop::option::of(pick(MEASURES))),
        prop::collection::vec(0..COLUMNS + 2, 0..3),
        prop::option::weighted(0.2, 0..COLUMNS + 2),
        prop::option::of(pick(&[Flow::Revenue, Flow::Expenditure])),
        prop::option::of(pick(&[Phase::Approved, Phase::Change])),
        prop::option::of(pick(&[Fund::GeneralPublicBudget, Fund::Other])),
    )
        .prop_map(move |((is_value, panel, measure), sum_of, part_of, flow, phase, fund)| Column {
            col,
            path: vec!["数".to_owned(); panel as usize % 2],
            role: if is_value { ColumnRole::Value } else { ColumnRole::Name },
            panel,
            measure_code: measure.map(str::to_owned),
            flow,
            fund,
            phase,
            unit: None,
            sum_of,
            part_of,
        })
}

fn arbitrary_label() -> impl Strategy<Value = RowLabel> {
    (
        (0..ROWS + 1, 0..3u32),
        prop::option::of(pick(CODES)),
        prop::option::of(pick(NAMES)),
        prop::option::of(0..4i8),
        prop::option::of(pick(CODES)),
        prop::option::of(pick(RowRole::ALL)),
        prop::option::of(0..ROWS + 1),
    )
        .prop_map(|((row, panel), code, name, level, parent_code, role, parent_row)| RowLabel {
            row,
            panel,
            code: code.map(str::to_owned),
            name: name.map(str::to_owned),
            name_as_printed: name.map(|name| format!("其中：{name}")),
            level,
            parent_code: parent_code.map(str::to_owned),
            role,
            parent_row,
            ..RowLabel::default()
        })
}

fn arbitrary_amount() -> impl Strategy<Value = Amount> {
    let number = prop_oneof![
        (-500..500i64, 0..3u32).prop_map(|(n, scale)| Decimal::new(n, scale)),
        Just(Decimal::MAX),
        Just(Decimal::MIN),
        Just(Decimal::new(1, Decimal::MAX_SCALE)),
    ];
    (number, pick(UNITS)).prop_map(|(number, unit)| Amount::new(number, unit))
}

/// A table whose numbers stand anywhere, also outside its grid.
fn arbitrary_table(table_id: i32) -> impl Strategy<Value = (Table, Vec<Number>)> {
    let columns: Vec<_> = (0..COLUMNS).map(arbitrary_column).collect();
    (
        columns,
        prop::collection::vec(arbitrary_label(), 0..20),
        prop::collection::vec((-1..ROWS as i32 + 1, -1..COLUMNS as i32 + 1, arbitrary_amount()), 0..40),
        prop::collection::vec(pick(&["", "——", "1.00", "甲"]), (ROWS * COLUMNS) as usize),
        pick(TableKind::ALL),
        0..COLUMNS,
    )
        .prop_map(move |(columns, labels, numbers, texts, kind, span)| {
            let mut cells: Vec<Cell> = (0..ROWS * COLUMNS)
                .zip(texts)
                .map(|(place, text)| Cell::single(place / COLUMNS, place % COLUMNS, text, None))
                .filter(|cell| cell.row != 1 || cell.col > span)
                .collect();
            cells.push(Cell { col_span: span + 1, ..Cell::single(1, 0, "合计", None) });
            let table = Table {
                table_id,
                title: None,
                form_number: None,
                kind,
                kind_evidence: KindEvidence::None,
                printed_unit: None,
                grid: Grid::new(ROWS, COLUMNS, cells).unwrap(),
                header_rows: 0,
                captions: Vec::new(),
                notes: Vec::new(),
                extraction: Extraction::Dump,
                is_blank: false,
                columns,
                labels,
                doubts: Vec::new(),
                unpublished_numbers: 0,
                why: Vec::new(),
            };
            (table, numbers)
        })
}

/// A number with its row and column.
type Number = (i32, i32, Amount);

fn reading_of(tables: Vec<(Table, Vec<Number>)>) -> Reading {
    let pattern = line_items(&Form::new("", "元", &["name", "数"]).rows(&["甲|1"]).reading().tables[0]);
    let mut reading = Reading::default();
    for (table, numbers) in tables {
        for (row, col, amount) in numbers {
            let mut item = pattern[0].clone();
            (item.table_id, item.row, item.col, item.amount) = (table.table_id, row, col, amount);
            reading.line_items.push(item);
        }
        reading.tables.push(table);
    }
    reading
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_panics_and_every_outcome_follows_from_its_numbers(
        tables in (arbitrary_table(1), arbitrary_table(2), arbitrary_table(2))
    ) {
        let mut reading = reading_of(vec![tables.0, tables.1, tables.2]);
        let checks = audit(&reading);
        prop_assert_eq!(&checks, &audit(&reading));
        for check in &checks {
            let is_equality = rules().iter().any(|rule| rule.id == check.rule_id && rule.is_equality);
            let (Some(difference), Some(tolerance)) = (check.difference, check.tolerance) else {
                prop_assert_eq!(check.outcome, Outcome::Unverifiable);
                continue;
            };
            prop_assert_eq!(check.actual.zip(check.expected).map(|(a, e)| a - e), Some(difference));
            let holds = if is_equality { difference.abs() <= tolerance } else { difference >= -tolerance };
            prop_assert_eq!(check.outcome, if holds { Outcome::Holds } else { Outcome::Broken });
            prop_assert!(check.terms.iter().filter(|term| term.coefficient == -1).count() <= 1);
        }
        apply(&mut reading, checks);
    }
}

/// 15,000 rows of codes in ten columns, and shapes that would be slow if rows were searched for.
#[test]
fn large_tables_take_time_in_proportion() {
    let columns: Vec<String> = ["code", "name", "合计=3,4,5,6,7,8,9,10,11"]
        .iter()
        .map(|c| (*c).to_owned())
        .chain((0..9).map(|n| format!("数{n}")))
        .collect();
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let flat = |label: fn(usize) -> String| -> Vec<String> {
        let row = |n: usize| format!("{}|9|1|1|1|1|1|1|1|1|1", label(n));
        (0..15_000).map(row).collect()
    };
    let shapes: [fn(usize) -> String; 5] = [
        |n| format!("{}|项{n}", ["208", "20805", "2080501"][n % 3]),
        |_| "|total 合计".to_owned(),
        |n| format!("|^{} group 一、项", n.saturating_sub(1)),
        |n| format!("|^0 memo 其中：项{n}"),
        |n| format!("{}|单位", 313_000 + n),
    ];
    for shape in shapes {
        let rows = flat(shape);
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let start = Instant::now();
        let reading = Form::new("大表", "元", &columns).rows(&rows).reading();
        assert!(reading.checks.len() >= 15_000, "a row sum for every row");
        // Generous, for a slow and busy machine: searching rows for rows would take minutes.
        assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    }
}
