//! How much each piece of evidence for a fact counts: all weights in one place.

use super::evidence::LineKind;

/// What names an agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Naming {
    /// The cover's title, by its structure: what stands between the year and 部门预算.
    CoverTitle,
    /// A line of the cover that is a name or holds one.
    CoverLine,
    /// The value of a caption 部门名称.
    Label,
    /// The value of a form's cell 部门名称.
    FormLabel,
    /// A name behind its budget code.
    Coded,
    /// A heading or table title with more than the name: 第一部分 X局概况.
    Heading,
    /// A short line that is nothing but a name; the file's name.
    Alone,
    /// The value of a label that may mean the agency above or below: 主管部门, 实施单位.
    WeakLabel,
    /// A sentence about its duties, its cars, its budget. Only [`SENTENCES`] of them are counted.
    Sentence,
}

/// How many sentences add to an agency's weight.
pub(crate) const SENTENCES: u32 = 3;

impl Naming {
    /// The weight of one finding.
    pub(crate) const fn weight(self) -> u32 {
        match self {
            Naming::CoverTitle => 6,
            Naming::CoverLine => 5,
            Naming::Label | Naming::Coded => 3,
            Naming::FormLabel | Naming::Heading => 2,
            Naming::Alone | Naming::WeakLabel | Naming::Sentence => 1,
        }
    }
}

/// What tells the scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scoping {
    /// A suffix of the agency's printed name: （汇总）, 本级.
    Suffix,
    /// A suffix that only forms and sentences print beside the name; less than a cover, for it may mean whoever
    /// carries a project out.
    FormSuffix,
    /// The cover: 单位预算, 部门决算.
    Cover,
    /// A table's title that says 单位预算: forms say 部门 in units' documents too.
    UnitTitle,
    /// A heading or the title of the whole-unit form: 第一部分 单位概况, 部门整体支出绩效目标表.
    Heading,
    /// The tables list several budget units.
    UnitsListed,
}

/// How much all headings together may count.
pub(crate) const HEADINGS: u32 = 3;

impl Scoping {
    /// The weight of one finding.
    pub(crate) const fn weight(self) -> u32 {
        match self {
            Scoping::Suffix => 12,
            Scoping::Cover => 5,
            Scoping::FormSuffix => 4,
            Scoping::UnitsListed => 2,
            Scoping::UnitTitle | Scoping::Heading => 1,
        }
    }

    /// In words, for messages.
    pub(crate) const fn describe(self) -> &'static str {
        match self {
            Scoping::Suffix => "the suffix of the agency's printed name",
            Scoping::FormSuffix => "the suffix of the agency's name in forms",
            Scoping::Cover => "the opening lines",
            Scoping::UnitTitle => "table titles",
            Scoping::Heading => "headings",
            Scoping::UnitsListed => "the budget units that the tables list",
        }
    }
}

/// A title's or caption's vote for the year or the stage.
pub(crate) const fn line(kind: LineKind) -> u32 {
    match kind {
        LineKind::Opening => 5,
        LineKind::Title | LineKind::Caption | LineKind::Short => 1,
        LineKind::FileName | LineKind::Prose => 0,
    }
}
