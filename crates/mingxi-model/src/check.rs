//! Accounting identities and what they prove about a number.

use rust_decimal::Decimal;

/// What the identities say about a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CheckStatus {
    /// In at least one identity that holds, and in none that is broken.
    Verified,
    /// In no identity that could be evaluated.
    Unverified,
    /// In a broken identity.
    Conflict,
    /// Moved or changed by us; the raw text is kept.
    Repaired,
}

impl CheckStatus {
    /// The name in the datasets.
    pub fn as_str(self) -> &'static str {
        match self {
            CheckStatus::Verified => "verified",
            CheckStatus::Unverified => "unverified",
            CheckStatus::Conflict => "conflict",
            CheckStatus::Repaired => "repaired",
        }
    }
}

/// How a wrong number may have come from the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Slip {
    /// One digit differs.
    Digit,
    /// Two neighbouring digits are swapped.
    Transposed,
    /// The sign differs.
    Sign,
    /// A power of ten: a wrong unit or decimal point.
    Unit,
    /// Two cells hold each other's numbers.
    Exchanged,
    /// The number belongs into a blank cell of its row.
    Misplaced,
}

impl Slip {
    /// The name in the datasets.
    pub fn as_str(self) -> &'static str {
        match self {
            Slip::Digit => "digit",
            Slip::Transposed => "transposed",
            Slip::Sign => "sign",
            Slip::Unit => "unit",
            Slip::Exchanged => "exchanged",
            Slip::Misplaced => "misplaced",
        }
    }
}

/// How an identity came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// The difference is within the tolerance.
    Holds,
    /// The difference is beyond the tolerance.
    Broken,
    /// A row, column or table that the identity needs is missing.
    Unverifiable,
}

impl Outcome {
    /// The name in the datasets.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Holds => "holds",
            Outcome::Broken => "broken",
            Outcome::Unverifiable => "unverifiable",
        }
    }
}

/// One number of an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The table, 1-based.
    pub table_id: i32,
    /// The row of the value's cell, 0-based.
    pub row: i32,
    /// The column of the value's cell, 0-based.
    pub col: i32,
    /// +1 for a part, -1 for the stated sum.
    pub coefficient: i32,
}

/// One accounting identity, evaluated.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// The rule's stable name.
    pub rule_id: &'static str,
    /// The rule's name in Chinese.
    pub rule_name: &'static str,
    /// The tables the identity spans.
    pub table_ids: Vec<i32>,
    /// The numbers it is about.
    pub terms: Vec<Term>,
    /// The sum of the parts.
    pub expected: Option<Decimal>,
    /// The sum as stated.
    pub actual: Option<Decimal>,
    /// `actual - expected`.
    pub difference: Option<Decimal>,
    /// Half a last printed digit for every term.
    pub tolerance: Option<Decimal>,
    /// What the four numbers count: 元 for money in whatever unit it is printed, % of rates, 分 of points, 年, the printed
    /// unit of anything else (人, 辆). `None` where nothing could be evaluated or no unit is printed.
    pub unit: Option<String>,
    /// How it came out.
    pub outcome: Outcome,
    /// A sentence in Chinese that names the cells.
    pub message_zh: String,
    /// A sentence in English that names the cells.
    pub message_en: String,
}
