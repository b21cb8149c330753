//! One small table for each habit, and what must hold for any rows and numbers.

#![allow(clippy::unwrap_used)] // tests

use super::nest;
use crate::Vocabulary;
use crate::numbering::{Numbering, strip_numbering};
use mingxi_model::{Cell, Column, ColumnRole, Grid, RowLabel, RowRole};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::builtin().unwrap());

/// A label column and value columns; every row is `indent|label|numbers...`, the label with `code ` in front where it has
/// one, `*` for a total, `~` for a memo row.
fn read(rows: &[&str]) -> Vec<RowLabel> {
    timed(rows).0
}

fn timed(rows: &[&str]) -> (Vec<RowLabel>, Duration) {
    let headers = &VOCABULARY.headers;
    let width = rows[0].split('|').count() as u32 - 1;
    let mut cells = Vec::new();
    let mut labels = Vec::new();
    for (row, text) in (0u32..).zip(rows) {
        let mut fields = text.split('|');
        let indent = fields.next().unwrap().parse::<f32>().ok();
        let label = fields.next().unwrap();
        cells.push(Cell { indent, ..Cell::single(row, 0, label, None) });
        cells.extend((1u32..).zip(fields).map(|(col, number)| Cell::single(row, col, number, None)));
        let role = match label.chars().next() {
            Some('*') => RowRole::Total,
            Some('~') => RowRole::Memo,
            _ => RowRole::Leaf,
        };
        let coded = label.split_once(' ').filter(|(code, _)| code.bytes().all(|b| b.is_ascii_digit()));
        labels.push(RowLabel {
            row,
            code: coded.map(|(code, _)| code.to_owned()),
            name: Some(coded.map_or(label, |(_, name)| name).trim_start_matches(['*', '~']).to_owned()),
            name_as_printed: Some(label.trim_start_matches(['*', '~']).to_owned()),
            role: Some(role),
            depth: strip_numbering(label.trim_start_matches(['*', '~'])).1.map_or(0, Numbering::rank),
            ..RowLabel::default()
        });
    }
    let grid = Grid::new(rows.len() as u32, width, cells).unwrap();
    let columns: Vec<Column> = (0..width)
        .map(|col| Column {
            col,
            path: Vec::new(),
            role: if col == 0 { ColumnRole::Name } else { ColumnRole::Value },
            panel: 0,
            measure_code: None,
            flow: None,
            fund: None,
            phase: None,
            unit: None,
            sum_of: Vec::new(),
            part_of: None,
        })
        .collect();
    let columns: Vec<&Column> = columns.iter().collect();
    let start = Instant::now();
    nest(&mut labels, &grid, &columns, headers);
    (labels, start.elapsed())
}

/// Parent row and role (first letter) of every row.
fn tree(rows: &[&str]) -> Vec<String> {
    let parent = |label: &RowLabel| label.parent_row.map_or(String::from("-"), |row| row.to_string());
    let role = |label: &RowLabel| label.role.map_or("?", |role| &role.as_str()[..1]).to_owned();
    read(rows).iter().map(|label| parent(label) + &role(label)).collect()
}

#[test]
fn indents_alone_show_the_levels() {
    let rows = [
        "90|*合计|60.00",
        "5|甲局|60.00",
        "15|一科|40.00",
        "25|A项目|15.00",
        "25|B项目|25.00",
        "15|二科|20.00",
    ];
    assert_eq!(tree(&rows), ["-t", "-g", "1g", "2l", "2l", "1l"]);
    let levels: Vec<Option<i8>> = read(&rows).iter().map(|label| label.level).collect();
    assert_eq!(levels, [None, Some(1), Some(2), Some(3), Some(3), Some(2)]);
}

#[test]
fn rounding_of_the_terms_is_no_contradiction() {
    let rows = ["90|*合计|10.01", "5|甲局|10.01", "15|A|3.33", "15|B|3.33", "15|C|3.34"];
    assert_eq!(tree(&rows), ["-t", "-g", "1l", "1l", "1l"]);
}

#[test]
fn centred_labels_of_a_flat_list_stay_flat() {
    let rows = ["40|*合计|60.00", "12|工资福利支出|10.00", "30|津贴|20.00", "21|绩效工资|30.00"];
    assert_eq!(tree(&rows), ["-t", "-l", "-l", "-l"]);
}

#[test]
fn indented_rows_that_are_no_parts_stay_flat() {
    // The sums refute the indent: the list is complete without it.
    let rows = ["40|*合计|60.00", "5|工资|10.00", "15|津贴|20.00", "5|绩效|30.00"];
    assert_eq!(tree(&rows), ["-t", "-l", "-l", "-l"]);
}

#[test]
fn nothing_but_sums_shows_units_and_their_projects() {
    let rows = [
        "|*合计|100.00|100.00",
        "|甲局|70.00|70.00",
        "|维护|30.00|30.00",
        "|印刷|40.00|40.00",
        "|乙中心|30.00|30.00",
        "|房租|10.00|10.00",
        "|培训|20.00|20.00",
    ];
    assert_eq!(tree(&rows), ["-t", "-g", "1l", "1l", "-g", "4l", "4l"]);
}

#[test]
fn equal_pairs_nest_here_and_stand_side_by_side_there() {
    // 通用 50 > 活动 50 > two of 25; 专用 30 > 30.
    let rows = ["|甲局|80", "|通用|50", "|活动|50", "|春季|25", "|秋季|25", "|专用|30", "|维修|30"];
    let rows: Vec<String> = std::iter::once("|*合计|80".to_owned()).chain(rows.map(str::to_owned)).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    assert_eq!(tree(&rows), ["-t", "-g", "1g", "2g", "3l", "3l", "1g", "6l"]);
}

#[test]
fn a_numbering_that_begins_again_is_inside() {
    let rows = [
        "|一、本年支出|30.00",
        "|一、一般公共服务支出|10.00",
        "|二、外交支出|20.00",
        "|二、年终结转|5.00",
        "|*支出总计|35.00",
    ];
    assert_eq!(tree(&rows), ["-g", "0l", "0l", "-l", "-t"]);
}

#[test]
fn a_plain_row_above_a_numbered_list() {
    let rows = [
        "|一、一般公共预算|100.00",
        "|*本年收入合计|100.00",
        "|上年结转|7.00",
        "|一、一般公共预算拨款|7.00",
        "|*收入总计|107.00",
    ];
    assert_eq!(tree(&rows), ["-l", "-t", "-g", "2l", "-t"]);
}

#[test]
fn of_which_is_a_split_if_the_parts_sum_up() {
    // （二） is made up of 1. and 2., so that the leaves are four.
    let rows = [
        "|三公经费|18.00",
        "|~其中：（一）因公出国|4.00",
        "|（二）车辆|12.00",
        "|1.购置|5.00",
        "|2.运行|7.00",
        "|（三）接待|2.00",
    ];
    assert_eq!(tree(&rows), ["-g", "0l", "0g", "2l", "2l", "0l"]);
    let rows = ["|三公经费|18.00", "|~其中：（一）因公出国|4.00", "|（二）车辆|12.00"];
    assert_eq!(tree(&rows), ["-l", "0m", "0m"]);
    // One part that equals its whole may be the only one picked out.
    let rows = ["|三公经费|18.00", "|~其中：（一）因公出国|18.00", "|（二）车辆|"];
    assert_eq!(tree(&rows), ["-l", "0m", "0m"]);
}

#[test]
fn of_which_splits_where_its_rows_print_zero_too() {
    // 其中：（一）… with 1. and 2. below （二）, of which one is zero.
    let rows = [
        "|“三公”经费|162.53",
        "|~其中：（一）因公出国|86.47",
        "|（二）公务用车购置及运行|61.49",
        "|1.公务用车购置|0.00",
        "|2.公务用车运行|61.49",
        "|（三）公务接待|14.57",
    ];
    assert_eq!(tree(&rows), ["-g", "0l", "0g", "2l", "2l", "0l"]);
    let rows =
        ["|*合计|27.31", "|1、接待|2.00", "|2、车辆|25.31", "|~其中：（1）购置|0.00", "|（2）运行|25.31"];
    assert_eq!(tree(&rows), ["-t", "-l", "-g", "2l", "2l"]);
    // Numbered parts of nothing are its parts; 其中 of nothing says nothing.
    let rows = [
        "|“三公”经费|10.00",
        "|~其中：（一）因公出国|6.00",
        "|（二）公务用车购置及运行|0.00",
        "|1.公务用车购置|0.00",
        "|2.公务用车运行|0.00",
        "|（三）公务接待|4.00",
    ];
    assert_eq!(tree(&rows), ["-g", "0l", "0g", "2l", "2l", "0l"]);
    let rows = ["|1、车辆|25.31", "|~其中：（1）购置|", "|（2）运行|25.31"];
    assert_eq!(tree(&rows), ["-l", "0m", "0m"]);
}

#[test]
fn codes_stand_below_a_unit_without_a_code() {
    let rows = [
        "5|*合计|100.00",
        "5|甲局（本级）|60.00",
        "5|301 工资福利支出|40.00",
        "5|302 商品和服务支出|20.00",
        "5|乙中心|40.00",
        "5|301 工资福利支出|40.00",
    ];
    assert_eq!(tree(&rows), ["-t", "-g", "1l", "1l", "-g", "4l"]);
}

#[test]
fn projects_without_codes_stand_below_their_classes() {
    let rows = [
        "5|*合计|60.00",
        "5|210 卫生健康支出|60.00",
        "5|21012 财政对基本医疗保险基金的补助|45.00",
        "5|2101202 财政对城乡居民基本医疗保险基金的补助|45.00",
        "5|参保补助|30.00",
        "5|征缴经费|15.00",
        "5|21015 医疗保障管理事务|15.00",
        "5|2101505 医疗保障政策管理|15.00",
        "5|宣传费|15.00",
    ];
    assert_eq!(tree(&rows), ["-t", "-g", "1g", "2g", "3l", "3l", "1g", "6g", "7l"]);
    // Rows that do not make up the row above them are no parts of it.
    let rows = ["5|*合计|60.00", "5|208 社会保障和就业支出|20.00", "5|上缴|25.00", "5|结转|15.00"];
    assert_eq!(tree(&rows), ["-t", "-l", "-l", "-l"]);
}

#[test]
fn a_wrong_number_does_not_invent_levels() {
    // 20 printed as 29: the list stays flat, so that the total shows it.
    let rows = ["5|*合计|60.00", "5|工资|10.00", "5|津贴|29.00", "5|绩效|30.00"];
    assert_eq!(tree(&rows), ["-t", "-l", "-l", "-l"]);
}

#[test]
fn thousands_of_rows_take_milliseconds() {
    // Amounts without a pattern, so that no sum comes about by chance.
    let (mut all, mut seed) = (0u64, 7u64);
    let mut rows = Vec::new();
    for unit in 0..100 {
        let mut amounts = Vec::new();
        for _ in 0..49 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            amounts.push(100_000 + (seed >> 33) % 90_000_000);
        }
        let sum: u64 = amounts.iter().sum();
        all += sum;
        rows.push(format!("|单位{unit}|{sum}|{sum}|"));
        rows.extend(amounts.iter().map(|amount| format!("|项目|{amount}|{amount}|")));
    }
    rows.insert(0, format!("|*合计|{all}|{all}|"));
    let texts: Vec<&str> = rows.iter().map(String::as_str).collect();
    let (labels, time) = timed(&texts);
    // 10 ms on the machine this was written on; the rest is for busy ones.
    assert!(time < Duration::from_millis(200), "{time:?}");
    assert_eq!(labels.iter().filter(|label| label.role == Some(RowRole::Group)).count(), 100);
}

proptest::proptest! {
    #[test]
    fn any_rows_give_a_tree(
        rows in proptest::collection::vec(
            (0u8..4, 0usize..9, proptest::collection::vec(-3i64..40, 2)), 1..60,
        )
    ) {
        const NAMES: [&str; 9] =
            ["合计", "一、收入", "（一）拨款", "1.基金", "301 工资", "30101 基本工资", "其中：甲", "乙局", "上年结转"];
        let texts: Vec<String> = rows
            .iter()
            .map(|(indent, name, numbers)| {
                let mark = match NAMES[*name] { "合计" => "*", "其中：甲" => "~", _ => "" };
                format!("{}|{mark}{}|{}|{}", u32::from(*indent) * 10, NAMES[*name], numbers[0], numbers[1])
            })
            .collect();
        let labels = read(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        for label in &labels {
            let (mut next, mut steps) = (label.parent_row, 0);
            while let Some(row) = next {
                steps += 1;
                assert!(steps <= labels.len(), "a circle at row {}", label.row);
                next = labels.iter().find(|other| other.row == row).and_then(|other| other.parent_row);
            }
        }
    }
}
