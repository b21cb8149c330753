//! What every form of one disclosure shares.

use crate::document::{Scope, Stage};
use crate::ledger::{Entry, Ledger};
use crate::place::{AgencyKind, Region};
use crate::sheet::{Label, Sheet};
use crate::text::NumberStyle;
use crate::truth::Meaning;

/// A disclosure's subject, money and habits.
#[derive(Debug)]
pub struct Book {
    /// What kind of agency it is.
    pub kind: &'static AgencyKind,
    /// Where.
    pub region: Region,
    /// The agency's name: 石桐县水利局.
    pub agency: String,
    /// The agency's code: 313.
    pub agency_code: String,
    /// The year it is about.
    pub year: i64,
    /// Budget or final accounts.
    pub stage: Stage,
    /// Unit or department.
    pub scope: Scope,
    /// How numbers are printed.
    pub number: NumberStyle,
    /// Whether self-evaluations differ from their targets; otherwise every target is met as printed.
    pub varies: bool,
    /// The money.
    pub ledger: Ledger,
}

/// A condition on entries, one a value column.
pub type Condition = fn(&Entry) -> bool;

/// Where the label of a list by code stands.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// Column of a running number (序号).
    pub serial: Option<usize>,
    /// Column of the code; the name stands right of it.
    pub code: usize,
    /// Whether 合计 spans code and name instead of standing under the name.
    pub total_spans: bool,
    /// Columns of the values.
    pub first_value: usize,
}

/// What a list by code lists.
#[derive(Debug, Clone, Copy)]
pub struct Listing {
    /// The code of an entry.
    pub of: fn(&Entry) -> &'static str,
    /// The names of codes.
    pub names: &'static [(&'static str, &'static str)],
    /// Code lengths listed.
    pub lengths: &'static [usize],
    /// Which entries count.
    pub within: Condition,
}

/// 功能分类: 类, 款, 项.
pub fn functional(within: Condition) -> Listing {
    Listing { of: |e| e.functional, names: crate::catalogue::FUNCTIONAL, lengths: &[3, 5, 7], within }
}

/// 部门经济分类: 类, 款.
pub fn economic(within: Condition) -> Listing {
    Listing { of: |e| e.economic, names: crate::catalogue::ECONOMIC, lengths: &[3, 5], within }
}

/// Appends a total row and a row for every code, one value column a condition.
pub fn list_by_code(
    sheet: &mut Sheet,
    ledger: &Ledger,
    layout: Layout,
    listing: Listing,
    columns: &[Condition],
) {
    let mut serial = 0;
    let mut begin = |sheet: &mut Sheet| {
        serial += 1;
        sheet.row();
        if let Some(c) = layout.serial {
            sheet.text(c, &serial.to_string());
        }
    };
    begin(sheet);
    if layout.total_spans {
        sheet.span(layout.code, 1, 2, "合计");
    } else {
        sheet.text(layout.code + 1, "合计");
    }
    let flow = if sheet.kind() == "revenue_summary" { "revenue" } else { "expenditure" };
    let label = Label { meaning: Some(meaning(flow, "total", "", "")), ..Label::name("合计") };
    for (i, column) in columns.iter().enumerate() {
        let sum = ledger.sum(|e| (listing.within)(e) && column(e));
        sheet.money(layout.first_value + i, sum, &label);
    }
    for code in ledger.codes(listing.of, listing.lengths, listing.within) {
        begin(sheet);
        let name = crate::catalogue::name_of(listing.names, code);
        sheet.text(layout.code, code).text(layout.code + 1, name);
        let role = if listing.lengths.last() == Some(&code.len()) { "leaf" } else { "group" };
        let level = ((code.len() - 1) / 2).to_string();
        let parent = if code.len() > 3 { &code[..code.len() - 2] } else { "" };
        let label = Label { meaning: Some(meaning(flow, role, &level, parent)), ..Label::coded(code, name) };
        for (i, column) in columns.iter().enumerate() {
            let sum = ledger.sum(|e| (listing.of)(e).starts_with(code) && (listing.within)(e) && column(e));
            sheet.money(layout.first_value + i, sum, &label);
        }
    }
}

/// How a row stands among the others; fund and phase are left open, the columns tell them.
fn meaning(flow: &str, role: &str, level: &str, parent: &str) -> Meaning {
    Meaning {
        level: level.to_owned(),
        parent: parent.to_owned(),
        role: role.to_owned(),
        fund: "*".to_owned(),
        phase: "*".to_owned(),
        measure_code: "*".to_owned(),
        flow: flow.to_owned(),
        ..Meaning::default()
    }
}

/// One line of a summary form's panel.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// As printed: 一、一般公共预算拨款收入.
    pub printed: String,
    /// Without numbering.
    pub name: String,
    /// Amounts in fen, one a value column.
    pub amounts: Vec<i64>,
}

impl Line {
    /// A line with its list numbering.
    pub fn new(numbering: &str, name: &str, amounts: &[i64]) -> Line {
        Line { printed: format!("{numbering}{name}"), name: name.to_owned(), amounts: amounts.to_vec() }
    }
}

/// Writes a line's label at a column and its amounts right of it, `gap` columns further (行次 between).
pub fn write_line(sheet: &mut Sheet, c: usize, gap: usize, line: &Line) {
    if line.printed.is_empty() {
        return;
    }
    sheet.text(c, &line.printed);
    let label = Label::name(&line.name);
    for (i, amount) in line.amounts.iter().enumerate() {
        sheet.money(c + 1 + gap + i, *amount, &label);
    }
}
