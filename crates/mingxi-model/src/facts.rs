//! What a document says about itself.

/// Whether a document is a budget or final accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// 预算.
    Budget,
    /// 决算.
    FinalAccounts,
}

impl Stage {
    /// The name in the datasets.
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Budget => "budget",
            Stage::FinalAccounts => "final_accounts",
        }
    }
}

/// Whether a document is about one unit or a whole department.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// 单位, 本级.
    Unit,
    /// 部门, 汇总.
    Department,
}

impl Scope {
    /// The name in the datasets.
    pub fn as_str(self) -> &'static str {
        match self {
            Scope::Unit => "unit",
            Scope::Department => "department",
        }
    }
}

/// How the reading of a document ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// All of it was read.
    Ok,
    /// Some of it could not be read.
    Partial,
    /// None of it could be read.
    Failed,
}

impl Status {
    /// Every value, in the order of the data dictionary.
    pub const ALL: &'static [Status] = &[Status::Ok, Status::Partial, Status::Failed];

    /// The name in the datasets.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Ok => "ok",
            Status::Partial => "partial",
            Status::Failed => "failed",
        }
    }
}

/// The facts that a document states about itself; `None` is "not said or not sure", never a guess.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DocumentFacts {
    /// The title as printed.
    pub title: Option<String>,
    /// The agency without scope suffixes (本级, （汇总）, （机关）).
    pub agency_name: Option<String>,
    /// The agency as printed.
    pub agency_name_as_printed: Option<String>,
    /// The kind of agency (医疗保障局 ...), from a vocabulary.
    pub agency_type: Option<String>,
    /// The agency's budget code as printed (571001).
    pub agency_code: Option<String>,
    /// GB/T 2260 code, 6 digits.
    pub region_code: Option<String>,
    /// Full path of the region: 河北省廊坊市广阳区.
    pub region_name: Option<String>,
    /// Province.
    pub province: Option<String>,
    /// City (prefecture).
    pub city: Option<String>,
    /// County, district or county-level city.
    pub county: Option<String>,
    /// The year the disclosure is about.
    pub fiscal_year: Option<i16>,
    /// Budget or final accounts.
    pub stage: Option<Stage>,
    /// Unit or department.
    pub scope: Option<Scope>,
}
