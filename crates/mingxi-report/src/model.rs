//! What the pages are made of: plain data between reading and rendering.

use rust_decimal::Decimal;

/// A cell: table, row and column.
pub(crate) type Spot = (i32, i32, i32);

/// What the identities say of a number (勾稽校验结果).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    Verified,
    Unverified,
    Repaired,
    Conflict,
}

impl Status {
    pub fn of(name: Option<&str>) -> Status {
        match name {
            Some("verified") => Status::Verified,
            Some("repaired") => Status::Repaired,
            Some("conflict") => Status::Conflict,
            _ => Status::Unverified,
        }
    }

    /// Its letter: the class of a cell, and what scripts get.
    pub fn letter(self) -> &'static str {
        match self {
            Status::Verified => "v",
            Status::Unverified => "u",
            Status::Repaired => "r",
            Status::Conflict => "k",
        }
    }

    /// Its text.
    pub fn key(self) -> &'static str {
        match self {
            Status::Verified => "status.v",
            Status::Unverified => "status.u",
            Status::Repaired => "status.r",
            Status::Conflict => "status.k",
        }
    }
}

/// A row of the documents dataset.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Doc {
    pub id: String,
    pub path: String,
    pub file_name: String,
    pub format: Option<String>,
    pub pages: Option<i64>,
    /// ok, partial or failed.
    pub status: String,
    pub error_kind: Option<String>,
    pub error_message: Option<String>,
    pub title: Option<String>,
    pub agency: Option<String>,
    pub agency_type: Option<String>,
    /// Province, city, county, as far as they are known.
    pub region: Vec<String>,
    pub year: Option<i64>,
    /// budget or final_accounts.
    pub stage: Option<String>,
    /// unit or department.
    pub scope: Option<String>,
    pub tables: i64,
    pub items: i64,
    pub unpublished: i64,
    pub pass: i64,
    pub fail: i64,
    pub same_as: Option<String>,
    pub superseded_by: Option<String>,
}

impl Doc {
    /// What it is called: its title, else whose budget or final accounts of which year it is, else its file's name.
    pub fn called(&self) -> String {
        let title = self.title.as_deref().filter(|title| !title.trim().is_empty());
        let stage = match self.stage.as_deref() {
            Some("budget") => "预算",
            Some("final_accounts") => "决算",
            _ => "",
        };
        match (title, &self.agency, self.year) {
            (Some(title), _, _) => title.to_owned(),
            (None, Some(agency), Some(year)) => format!("{agency}{year}年{stage}"),
            _ => self.file_name.clone(),
        }
    }

    /// The name of its page.
    pub fn page(&self) -> String {
        crate::names::of_document(&self.id)
    }
}

/// Everything of one document.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Full {
    pub tables: Vec<Table>,
    pub items: Vec<Item>,
    pub checks: Vec<Check>,
    pub projects: Vec<Project>,
    pub indicators: Vec<Indicator>,
    pub sentences: Vec<Sentence>,
    pub remarks: Vec<Remark>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Table {
    pub id: i32,
    pub title: Option<String>,
    pub form_number: Option<String>,
    pub kind: String,
    pub unit: Option<String>,
    pub page_first: Option<i64>,
    pub page_last: Option<i64>,
    pub is_blank: bool,
    pub captions: Vec<String>,
    pub notes: Vec<String>,
    /// In the order of rows and columns.
    pub cells: Vec<Cell>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Cell {
    pub row: i32,
    pub col: i32,
    pub row_span: i32,
    pub col_span: i32,
    pub text: String,
    pub is_header: bool,
    pub page: Option<i64>,
    /// In points of the page, from its top left.
    pub bbox: Option<[f64; 4]>,
    pub locus: Option<String>,
    pub repair: Option<String>,
}

/// A number of a fiscal table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Item {
    pub spot: Spot,
    pub kind: String,
    pub flow: Option<String>,
    pub classification: Option<String>,
    pub code: Option<String>,
    pub name: Option<String>,
    pub role: Option<String>,
    pub measure: String,
    pub measure_code: Option<String>,
    pub item_code: Option<String>,
    pub fund: Option<String>,
    pub phase: Option<String>,
    pub text: String,
    pub unit: Option<String>,
    pub amount: Option<Decimal>,
    pub status: Status,
    pub suspect_rank: Option<i64>,
    pub suspect_value: Option<Decimal>,
    pub suspect_slip: Option<String>,
}

/// An accounting identity that could be evaluated.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Check {
    pub rule: String,
    pub rule_name: String,
    /// Cells with what each counts: 1, -1 …
    pub terms: Vec<(Spot, i32)>,
    pub expected: Option<Decimal>,
    pub actual: Option<Decimal>,
    pub difference: Option<Decimal>,
    pub tolerance: Option<Decimal>,
    /// What the four numbers count: 元 for money, %, 分 …
    pub unit: Option<String>,
    pub is_broken: bool,
    pub zh: String,
    pub en: String,
}

impl Check {
    /// Whether its numbers are yuan. Those without a unit (a count whose unit is not printed) are not.
    pub fn is_money(&self) -> bool {
        self.unit.as_deref() == Some("元")
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Project {
    pub name: Option<String>,
    /// Its first table and its row in it.
    pub table: Option<i32>,
    pub row: i32,
    pub budget: Option<Decimal>,
    pub executed: Option<Decimal>,
    pub rate: Option<Decimal>,
    pub score: Option<Decimal>,
    pub grade: Option<String>,
    pub status: Status,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Indicator {
    pub spot: Spot,
    pub project: Option<String>,
    pub name: Option<String>,
    /// The adjusted target where there is one.
    pub operator: Option<String>,
    pub target: Option<Decimal>,
    pub target_unit: Option<String>,
    pub target_text: Option<String>,
    pub actual: Option<Decimal>,
    pub actual_unit: Option<String>,
    pub actual_text: Option<String>,
}

/// A sentence that states an amount.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Sentence {
    pub text: String,
    pub page: Option<i64>,
    pub locus: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Remark {
    pub severity: String,
    pub code: String,
    pub message: String,
    pub table: Option<i64>,
    pub page: Option<i64>,
}
