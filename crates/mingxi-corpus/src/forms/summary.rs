//! 收支总表 and 财政拨款收支总表 with revenue on the left and expenditure on the right.

use crate::book::{Book, Line, write_line};
use crate::catalogue::{FUNCTION_CLASSES, chinese_number};
use crate::document::Stage;
use crate::ledger::{Entry, Fund};
use crate::sheet::Sheet;

/// How a two-panel form numbers its lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbering {
    /// Not at all.
    None,
    /// 序号 in the first column, one for both panels, and a 栏次 row.
    Serial,
    /// 行次 in a column of each panel, counted on from left to right.
    RowNumber,
}

/// The functional classes with the sums of the columns' conditions.
fn classes(book: &Book, number: impl Fn(usize) -> String, columns: &[fn(&Entry) -> bool]) -> Vec<Line> {
    FUNCTION_CLASSES
        .iter()
        .enumerate()
        .map(|(i, (code, name))| {
            let sums: Vec<i64> =
                columns.iter().map(|c| book.ledger.sum(|e| e.functional.starts_with(code) && c(e))).collect();
            Line::new(&number(i + 1), name, &sums)
        })
        .collect()
}

fn with_comma(n: usize) -> String {
    format!("{}、", chinese_number(n))
}

fn in_parentheses(n: usize) -> String {
    format!("（{}）", chinese_number(n))
}

/// Revenue by source, this year's money only.
fn sources(book: &Book) -> Vec<Line> {
    let sum = |fund: Fund| book.ledger.sum(|e| e.fund == fund);
    // Final accounts count money of special accounts as 事业收入, also in their table by function.
    let (special, business) = match book.stage {
        Stage::FinalAccounts => (0, sum(Fund::Business) + sum(Fund::SpecialAccount)),
        Stage::Budget => (sum(Fund::SpecialAccount), sum(Fund::Business)),
    };
    [
        ("一般公共预算拨款收入", sum(Fund::General)),
        ("政府性基金预算拨款收入", sum(Fund::GovernmentFund)),
        ("国有资本经营预算拨款收入", 0),
        ("财政专户管理资金收入", special),
        ("事业收入", business),
        ("事业单位经营收入", 0),
        ("上级补助收入", 0),
        ("附属单位上缴收入", 0),
        ("其他收入", sum(Fund::Other)),
    ]
    .iter()
    .enumerate()
    .map(|(i, (name, amount))| Line::new(&with_comma(i + 1), name, &[*amount]))
    .collect()
}

/// 收支总表 of two panels.
pub fn revenue_expenditure(book: &Book, numbering: Numbering, amount_word: &str) -> Sheet {
    let total = book.ledger.sum(|_| true);
    let carried = book.ledger.sum(|e| e.fund == Fund::CarryOver);
    let kind = "revenue_expenditure_summary";
    let mut sheet = match numbering {
        Numbering::None => Sheet::new(
            kind,
            book.number,
            &["收入|<|支出|<", &format!("项目|{amount_word}|项目|{amount_word}")],
        ),
        Numbering::Serial => Sheet::new(
            kind,
            book.number,
            &["序号|收入|<|支出|<", &format!("^|项  目|{amount_word}|项  目|{amount_word}"), "#栏次|1|2|3|4"],
        ),
        Numbering::RowNumber => Sheet::new(
            kind,
            book.number,
            &[
                "收入|<|<|支出|<|<",
                &format!("项目|行次|{amount_word}|项目|行次|{amount_word}"),
                "#栏次||1|栏次||2",
            ],
        ),
    };
    let (left, right) = (sources(book), classes(book, with_comma, &[|_| true]));
    let (opening, closing, ends) = match numbering {
        Numbering::RowNumber => ("年初结转和结余", "年末结转和结余", ("总计", "总计")),
        _ => ("上年结转结余", "年终结转结余", ("收入总计", "支出总计")),
    };
    let tail = [
        (Line::new("", "本年收入合计", &[total - carried]), Line::new("", "本年支出合计", &[total])),
        (Line::new("", opening, &[carried]), Line::new("", closing, &[0])),
        (Line::new("", ends.0, &[total]), Line::new("", ends.1, &[total])),
    ];
    two_panels(&mut sheet, numbering, left, right, &tail);
    sheet
}

/// 财政拨款收支总表 of two panels, expenditure by fund.
pub fn fiscal_appropriation(book: &Book, numbering: Numbering) -> Sheet {
    let kind = "fiscal_appropriation_summary";
    let mut sheet = match numbering {
        Numbering::None => Sheet::new(
            kind,
            book.number,
            &["收  入|<|支  出|<|<|<", "项  目|预算数|项  目|合计|一般公共预算|政府性基金预算"],
        ),
        Numbering::Serial => Sheet::new(
            kind,
            book.number,
            &[
                "序号|收入|<|支出|<|<|<|<",
                "^|项  目|金额|项  目|合计|一般公共预算财政拨款|政府性基金预算财政拨款|国有资本经营预算财政拨款",
                "#栏次|1|2|3|4|5|6|7",
            ],
        ),
        Numbering::RowNumber => Sheet::new(
            kind,
            book.number,
            &[
                "收入|<|<|支出|<|<|<|<|<",
                "项目|行次|金额|项目|行次|合计|一般公共预算财政拨款|政府性基金预算财政拨款|国有资本经营预算财政拨款",
                "#栏次||1|栏次||2|3|4|5",
            ],
        ),
    };
    let sum = |c: fn(&Entry) -> bool| book.ledger.sum(c);
    let (general, carried) = (sum(|e| e.fund == Fund::General), sum(|e| e.fund == Fund::CarryOver));
    let fund = sum(|e| e.fund == Fund::GovernmentFund);
    let total = general + carried + fund;
    let columns: &[fn(&Entry) -> bool] = match numbering {
        Numbering::None => &[Entry::is_appropriation, Entry::is_general, |e| e.fund == Fund::GovernmentFund],
        _ => &[Entry::is_appropriation, Entry::is_general, |e| e.fund == Fund::GovernmentFund, |_| false],
    };
    let sums: Vec<i64> = columns.iter().map(|c| book.ledger.sum(c)).collect();
    let nothing = vec![0; sums.len()];
    let left = vec![
        Line::new("一、", "一般公共预算拨款", &[general]),
        Line::new("二、", "政府性基金预算拨款", &[fund]),
        Line::new("三、", "国有资本经营预算拨款", &[0]),
    ];
    let right = classes(book, with_comma, columns);
    let tail = [
        (Line::new("", "本年收入合计", &[general + fund]), Line::new("", "本年支出合计", &sums)),
        (
            Line::new("", "年初财政拨款结转和结余", &[carried]),
            Line::new("", "年末财政拨款结转和结余", &nothing),
        ),
        (Line::new("一、", "一般公共预算拨款", &[carried]), Line::default()),
        (Line::new("二、", "政府性基金预算拨款", &[0]), Line::default()),
        (Line::new("", "收入总计", &[total]), Line::new("", "支出总计", &sums)),
    ];
    two_panels(&mut sheet, numbering, left, right, &tail);
    sheet
}

/// 财政拨款收支总表 whose year and carry-over are numbered groups (一、本年收入 （一）... 二、上年结转).
pub fn fiscal_appropriation_grouped(book: &Book) -> Sheet {
    let mut sheet = Sheet::new(
        "fiscal_appropriation_summary",
        book.number,
        &[
            "收入|<|支出|<|<|<|<|<",
            "项 目|金 额|项 目|合 计|一般公共预算|<|政府性基金|国有资本经营预算",
            "^|^|^|^|小 计|其中: 财政拨款|^|^",
        ],
    );
    let sum = |c: fn(&Entry) -> bool| book.ledger.sum(c);
    let (general, carried) = (sum(|e| e.fund == Fund::General), sum(|e| e.fund == Fund::CarryOver));
    let fund = sum(|e| e.fund == Fund::GovernmentFund);
    let columns: &[fn(&Entry) -> bool] = &[
        Entry::is_appropriation,
        Entry::is_general,
        Entry::is_general,
        |e| e.fund == Fund::GovernmentFund,
        |_| false,
    ];
    let sums: Vec<i64> = columns.iter().map(|c| book.ledger.sum(c)).collect();
    let left = vec![
        Line::new("一、", "本年收入", &[general + fund]),
        Line::new("（一）", "一般公共预算拨款", &[general]),
        Line {
            printed: "其中: 财政拨款".to_owned(), name: "财政拨款".to_owned(), amounts: vec![general]
        },
        Line::new("（二）", "政府性基金预算拨款", &[fund]),
        Line::new("（三）", "国有资本经营预算拨款", &[0]),
        Line::new("二、", "上年结转", &[carried]),
        Line::new("（一）", "一般公共预算拨款", &[carried]),
        Line::new("（二）", "政府性基金预算拨款", &[0]),
    ];
    let mut right = vec![Line::new("一、", "本年支出", &sums)];
    right.extend(classes(book, in_parentheses, columns));
    right.push(Line::new("二、", "年终结转结余", &[0, 0, 0, 0, 0]));
    let tail = [(Line::new("", "收入合计", &[general + fund + carried]), Line::new("", "支出合计", &sums))];
    two_panels(&mut sheet, Numbering::None, left, right, &tail);
    sheet
}

/// Writes both panels, shorter one padded, then the closing lines of both.
fn two_panels(
    sheet: &mut Sheet,
    numbering: Numbering,
    mut left: Vec<Line>,
    mut right: Vec<Line>,
    tail: &[(Line, Line)],
) {
    let height = left.len().max(right.len());
    left.resize_with(height, Line::default);
    right.resize_with(height, Line::default);
    let count = height + tail.len();
    let body = left.iter().zip(&right).chain(tail.iter().map(|(l, r)| (l, r)));
    for (i, (l, r)) in body.enumerate() {
        sheet.row();
        match numbering {
            Numbering::None => {
                write_line(sheet, 0, 0, l);
                write_line(sheet, 2, 0, r);
            }
            Numbering::Serial => {
                sheet.text(0, &(i + 1).to_string());
                write_line(sheet, 1, 0, l);
                write_line(sheet, 3, 0, r);
            }
            Numbering::RowNumber => {
                sheet.text(1, &(i + 1).to_string()).text(4, &(count + i + 1).to_string());
                write_line(sheet, 0, 1, l);
                write_line(sheet, 3, 1, r);
            }
        }
    }
}
