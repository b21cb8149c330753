//! What is drawn for one disclosure.

use crate::city::custom::Units as TreeUnits;
use crate::rng::Rng;

/// How code and name are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notation {
    /// `2080501 | 行政单位离退休`.
    CodeName,
    /// `行政单位离退休 | 2080501`.
    NameCode,
    /// `208 05 01 | 行政单位离退休`.
    Spaced,
    /// `208-05-01 | 行政单位离退休`.
    Hyphens,
    /// `2080501：行政单位离退休`.
    Colon,
    /// `2080501/行政单位离退休`.
    Slash,
    /// `行政单位离退休（2080501）`.
    Behind,
    /// `【2080501】行政单位离退休`.
    Lens,
    /// 类, 款, 项 in columns of their own, each on every row.
    Parts,
    /// No code.
    None,
}

/// How deep a name is shown to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Indent {
    None,
    /// A full-width blank a level.
    WideBlanks,
    /// Four blanks a level.
    Blanks,
    /// The paragraph's indent.
    Mark,
}

/// How the budget units are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Units {
    None,
    /// Code and name on every row.
    Every,
    /// The name alone, on every row.
    EveryName,
    /// Code and name beside the first of their rows.
    Sparse,
    /// Code and name in cells merged over their rows.
    Merged,
    /// A row of their own above theirs, in the columns of the classes.
    Above,
}

impl Units {
    /// How the tree of the rows is to be grown.
    pub(super) fn of_tree(self) -> TreeUnits {
        match self {
            Units::None => TreeUnits::None,
            Units::Above => TreeUnits::Glued,
            _ => TreeUnits::Column,
        }
    }

    /// How many columns they take.
    pub(super) fn width(self) -> usize {
        match self {
            Units::None | Units::Above => 0,
            Units::EveryName => 1,
            Units::Every | Units::Sparse | Units::Merged => 2,
        }
    }
}

/// Where the units' columns stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    First,
    BeforeValues,
    BehindValues,
}

/// The total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Total {
    First,
    Last,
    BlankFirst,
    BlankLast,
    /// `合    计`.
    Wide,
    /// `支出合计数`.
    Words,
    None,
}

impl Total {
    pub(super) fn is_first(self) -> bool {
        matches!(self, Total::First | Total::BlankFirst | Total::Wide)
    }
}

/// The value columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Split {
    /// 合计 | 基本支出 | 项目支出.
    Plain,
    /// One amount.
    Single,
    /// The total behind its parts.
    Behind,
    /// 基本支出 over 合计 | 人员 | 公用, 项目支出 over 合计 | 其他运转类 | 特定目标类; no total of both.
    TwoTotals,
    /// 本年支出合计 | 基本支出 | 项目支出 | 上年结转支出, which is no part of it.
    LeavesOut,
    /// A share in percent between the amounts.
    WithShare,
}

/// Which rows are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Groups {
    All,
    /// 类 and 项.
    WithoutMiddle,
    /// 项.
    LeavesOnly,
    /// 项, the name of their 类 in a cell merged over them.
    Merged,
}

/// The row of running numbers below a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbers {
    None,
    /// `(1) | (2)`.
    Bracketed,
    /// `A | B | 1 | 2`.
    Latin,
    /// `① | ②`.
    Circled,
    /// `1 | 2 | 3`.
    Plain,
}

/// How a disclosure's lists are printed.
#[derive(Debug, Clone, Copy)]
pub struct Wild {
    pub(super) notation: Notation,
    pub(super) indent: Indent,
    pub(super) units: Units,
    pub(super) place: Place,
    pub(super) total: Total,
    pub(super) split: Split,
    pub(super) groups: Groups,
    pub(super) numbers: Numbers,
    /// A column of running numbers in front.
    pub(super) serial: bool,
    /// A column of remarks at the end.
    pub(super) remarks: bool,
}

impl Wild {
    /// Any combination that a reader could understand.
    pub fn any(rng: &mut Rng) -> Wild {
        use Notation::*;
        let mut wild = Wild {
            notation: *rng.pick(&[
                CodeName, CodeName, NameCode, Spaced, Hyphens, Colon, Slash, Behind, Lens, Parts, None,
            ]),
            indent: *rng.pick(&[Indent::None, Indent::WideBlanks, Indent::Blanks, Indent::Mark]),
            units: *rng.pick(&[
                Units::None,
                Units::None,
                Units::Every,
                Units::EveryName,
                Units::Sparse,
                Units::Merged,
                Units::Above,
            ]),
            place: *rng.pick(&[Place::First, Place::BeforeValues, Place::BehindValues]),
            total: *rng.pick(&[
                Total::First,
                Total::Last,
                Total::BlankFirst,
                Total::BlankLast,
                Total::Wide,
                Total::Words,
                Total::None,
            ]),
            split: *rng.pick(&[
                Split::Plain,
                Split::Single,
                Split::Behind,
                Split::TwoTotals,
                Split::LeavesOut,
                Split::WithShare,
            ]),
            groups: *rng.pick(&[
                Groups::All,
                Groups::All,
                Groups::All,
                Groups::WithoutMiddle,
                Groups::LeavesOnly,
                Groups::Merged,
            ]),
            numbers: *rng.pick(&[
                Numbers::None,
                Numbers::None,
                Numbers::Bracketed,
                Numbers::Latin,
                Numbers::Circled,
                Numbers::Plain,
            ]),
            serial: rng.chance(25),
            remarks: rng.chance(20),
        };
        // Without codes only the indent shows how rows nest.
        if wild.notation == None && wild.indent == Indent::None {
            wild.indent = Indent::WideBlanks;
        }
        if wild.units == Units::Merged {
            wild.place = Place::First;
        }
        // Nobody could tell a unit's row that shows neither a code nor any row of its own kind.
        if wild.units == Units::Above && matches!(wild.notation, None | Parts) {
            wild.notation = CodeName;
        }
        if wild.groups == Groups::Merged && wild.units == Units::Above {
            wild.groups = Groups::All;
        }
        wild
    }
}
