//! The weights, and the choice that gives every role to at most one column.

use super::place::{self, Marks};
use super::shape::Sample;
use super::{Block, Segment, words};
use crate::performance::layout::Column;
use crate::performance::vocabulary::{HeaderRole, PerformanceVocabulary};
use mingxi_model::{Candidate, Subject, Why};
use rust_decimal::Decimal;

/// A head that the vocabulary lists.
pub(super) const EXACT: i32 = 10;
/// A head that ends with a known part.
pub(super) const STEM_AT_END: i32 = 5;
/// A known part elsewhere in the head.
pub(super) const STEM_INSIDE: i32 = 2;
/// A head above the column's own.
pub(super) const ABOVE: i32 = 2;
/// A head above that names what its columns share (指标值 over 上年 | 本年).
pub(super) const SHARED: i32 = 5;
/// Off a target of another span of time (实施期指标值).
pub(super) const OTHER_SPAN: i32 = 3;
/// Cells that hardly anything else has: comparisons, level words, packed indicators.
const TELLING: i32 = 9;
/// Cells that fit well.
const FITTING: i32 = 4;
/// Cells that may be so.
const POSSIBLE: i32 = 2;
/// Cells that cannot be what the role states.
const AGAINST: i32 = -8;
/// Without a listed head, less than this is no reading.
const LEAST: i32 = 5;
/// A lead below this is told as doubtful.
pub(in crate::performance) const MARGIN: i32 = 2;

/// Characters of a long text.
const LONG: usize = 16;

/// The claim of these decisions.
const CLAIM: &str = "role";

/// A column with the role that was chosen for it.
#[derive(Debug, Clone)]
pub(in crate::performance) struct Weighed {
    pub column: Column,
    /// What was weighed; `None` where nothing was to be weighed.
    pub why: Option<Why>,
}

/// All roles that are weighed, those that come first winning a draw.
const ROLES: [HeaderRole; 31] = [
    HeaderRole::Side,
    HeaderRole::Level1,
    HeaderRole::Level2,
    HeaderRole::Level3,
    HeaderRole::Operator,
    HeaderRole::Target,
    HeaderRole::Unit,
    HeaderRole::Adjusted,
    HeaderRole::Actual,
    HeaderRole::Weight,
    HeaderRole::Score,
    HeaderRole::Description,
    HeaderRole::ScoringRule,
    HeaderRole::Basis,
    HeaderRole::Remark,
    HeaderRole::Core,
    HeaderRole::Activity,
    HeaderRole::ProjectCode,
    HeaderRole::ProjectName,
    HeaderRole::Budget,
    HeaderRole::FiscalFunds,
    HeaderRole::OtherFunds,
    HeaderRole::ApprovedFunds,
    HeaderRole::AdjustedFunds,
    HeaderRole::ExecutedFunds,
    HeaderRole::ExecutionRate,
    HeaderRole::Grade,
    HeaderRole::Department,
    HeaderRole::UnitName,
    HeaderRole::Period,
    HeaderRole::Goal,
];

/// Roles that several columns may have.
fn may_repeat(role: HeaderRole) -> bool {
    matches!(
        role,
        HeaderRole::Side
            | HeaderRole::Description
            | HeaderRole::ScoringRule
            | HeaderRole::Basis
            | HeaderRole::Remark
            | HeaderRole::Packed
            | HeaderRole::Other
    )
}

struct Scored {
    role: HeaderRole,
    is_listed: bool,
    candidate: Candidate,
}

/// Gives the roles out, the surest first.
pub(super) fn choose(
    block: &Block,
    segments: &[Segment],
    vocabulary: &PerformanceVocabulary,
) -> Vec<Weighed> {
    let marks = Marks::find(segments);
    let latest = words::latest_year(segments);
    let scored: Vec<Vec<Scored>> = segments
        .iter()
        .enumerate()
        .map(|(at, segment)| candidates(block, at, segment, (&marks, latest), vocabulary))
        .collect();
    let mut order: Vec<(i32, usize, usize)> = scored
        .iter()
        .enumerate()
        .flat_map(|(at, own)| own.iter().enumerate().map(move |(i, s)| (s.candidate.weight(), at, i)))
        .collect();
    order.sort_by_key(|(weight, at, i)| (-weight, *at, *i));
    let mut chosen: Vec<Option<usize>> = vec![None; segments.len()];
    for (weight, at, i) in order {
        let own = &scored[at][i];
        let may_repeat = may_repeat(own.role) || own.role == HeaderRole::Target && own.is_listed;
        let is_taken =
            !may_repeat && chosen.iter().zip(&scored).any(|(c, s)| c.is_some_and(|c| s[c].role == own.role));
        if chosen[at].is_none() && !is_taken && (weight >= LEAST || own.is_listed && weight > 0) {
            chosen[at] = Some(i);
        }
    }
    demote_other_spans(segments, latest, &scored, &mut chosen);
    segments
        .iter()
        .zip(scored)
        .zip(chosen)
        .filter_map(|((segment, own), chosen)| {
            let chosen = chosen?;
            let role = own[chosen].role;
            let mut others: Vec<Candidate> = Vec::new();
            let mut first = None;
            for (i, scored) in own.into_iter().enumerate() {
                match i == chosen {
                    true => first = Some(scored.candidate),
                    false => others.push(scored.candidate),
                }
            }
            others.sort_by_key(|candidate| -candidate.weight());
            let runner_up = others.into_iter().next().filter(|candidate| candidate.weight() > 0);
            let why = first.map(|chosen| Why {
                subject: Subject::Column(segment.start),
                claim: CLAIM,
                chosen,
                runner_up,
            });
            let column = Column { role, start: segment.start, end: segment.end };
            Some(Weighed { column, why })
        })
        .collect()
}

/// Of several targets the form's own year counts: one of another span is understood, but not published.
fn demote_other_spans(
    segments: &[Segment],
    latest: Option<u32>,
    scored: &[Vec<Scored>],
    chosen: &mut [Option<usize>],
) {
    let targets: Vec<usize> = (0..segments.len())
        .filter(|at| chosen[*at].is_some_and(|i| scored[*at][i].role == HeaderRole::Target))
        .collect();
    let is_other = |at: &usize| words::is_of_other_span(&segments[*at], latest);
    if targets.iter().all(is_other) {
        return;
    }
    for at in targets.into_iter().filter(is_other) {
        chosen[at] = scored[at].iter().position(|s| s.role == HeaderRole::Other);
    }
}

fn candidates(
    block: &Block,
    at: usize,
    segment: &Segment,
    (marks, latest): (&Marks, Option<u32>),
    vocabulary: &PerformanceVocabulary,
) -> Vec<Scored> {
    let said = words::evidence(segment, latest, vocabulary);
    let others = [HeaderRole::Packed, HeaderRole::Other];
    ROLES
        .into_iter()
        .chain(others)
        .filter(|role| block.may_list || !role.is_key())
        .filter_map(|role| {
            let mut candidate = Candidate::new(reading(role));
            let own = said.iter().filter(|(of, ..)| *of == role);
            let is_listed = own.clone().any(|(_, weight, _)| *weight >= EXACT);
            for (_, weight, what) in own {
                candidate.weigh(*weight, what.as_str());
            }
            let has_word = candidate.weight() > 0;
            for (weight, what) in looks(role, &segment.sample, has_word) {
                candidate.weigh(weight, what);
            }
            if let Some((weight, what)) = place::evidence(role, at, marks) {
                candidate.weigh(weight, what);
            }
            (candidate.weight() > 0).then_some(Scored { role, is_listed, candidate })
        })
        .collect()
}

/// What the cells say for and against a role.
fn looks(role: HeaderRole, s: &Sample, has_word: bool) -> Vec<(i32, &'static str)> {
    if s.filled == 0 {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut say = |is: bool, weight: i32, what: &'static str| {
        if is {
            out.push((weight, what));
        }
    };
    let no_words = s.words < 30;
    match role {
        HeaderRole::Level1 => {
            say(s.level1 >= 60 && s.level2 < s.level1, TELLING, "its cells are first levels");
            say(s.level1 >= 60 && s.level2 >= s.level1, FITTING, "its cells are levels");
            say(no_words, AGAINST, "its cells are no words");
        }
        HeaderRole::Level2 => {
            say(s.level2 >= 60, TELLING, "its cells are second levels");
            say(no_words, AGAINST, "its cells are no words");
        }
        HeaderRole::Level3 => {
            say(s.joined >= 50, TELLING, "its cells are levels and names run together");
            say(
                s.words >= 80 && s.distinct * 10 >= s.filled * 7 && s.filled * 10 >= s.rows * 6,
                POSSIBLE,
                "its cells are different names, one a row",
            );
            say(s.level1.max(s.level2) >= 60, AGAINST, "its cells are levels");
            say(no_words || s.quantity >= 60, AGAINST, "its cells are no names");
            say(s.packed.max(s.several) >= 50, AGAINST, "its cells hold several indicators each");
        }
        HeaderRole::Operator => {
            say(s.operator >= 70 && s.sign > 0, TELLING, "its cells are comparisons");
            say(
                s.operator + s.neutral >= 70 && s.sign == 0,
                POSSIBLE,
                "its cells say whether the target is a number",
            );
            say(s.operator + s.neutral < 30, AGAINST, "its cells are no comparisons");
        }
        HeaderRole::Target => {
            say(s.quantity >= 40, FITTING, "its cells are quantities");
            say(s.quantity < 40 && s.quantity + s.number >= 50, POSSIBLE, "its cells are numbers");
            say(s.operator >= 70, AGAINST, "its cells are comparisons");
            say(s.unit >= 50, AGAINST, "its cells are units");
            say(s.level1.max(s.level2) >= 60, AGAINST, "its cells are levels");
            let is_value = s.quantity + s.number + s.operator >= 20;
            say(s.length >= LONG && !is_value, -FITTING, "its cells are long texts");
        }
        HeaderRole::Unit => {
            say(s.unit >= 50, FITTING, "its cells are units");
            say(s.unit < 50 && s.length <= 4 && s.with_digit < 20, POSSIBLE, "its cells are short");
            say(s.with_digit >= 40 || s.length > 8, AGAINST, "its cells are no units");
        }
        HeaderRole::Weight => {
            say(s.number + s.percent >= 80, POSSIBLE, "its cells are numbers");
            say(is_whole(s), FITTING, "its numbers make up 100");
            say(s.number + s.percent < 30 && s.words >= 50, AGAINST, "its cells are no points");
        }
        HeaderRole::Score | HeaderRole::Adjusted | HeaderRole::Actual => {}
        HeaderRole::Budget
        | HeaderRole::FiscalFunds
        | HeaderRole::OtherFunds
        | HeaderRole::ApprovedFunds
        | HeaderRole::AdjustedFunds
        | HeaderRole::ExecutedFunds => {
            say(s.amount >= 60, FITTING, "its cells are amounts");
            say(s.words >= 50, AGAINST, "its cells are words");
            say(s.percent >= 50, AGAINST, "its cells are percentages");
        }
        HeaderRole::ExecutionRate => {
            say(s.number + s.percent >= 60, POSSIBLE, "its cells are numbers");
            say(s.number + s.percent < 30, AGAINST, "its cells are no rates");
        }
        HeaderRole::Grade => say(s.with_digit >= 30 || s.length > 6, AGAINST, "its cells are no grades"),
        HeaderRole::ProjectCode => {
            say(s.code >= 60, FITTING, "its cells are codes");
            say(s.code < 30, AGAINST, "its cells are no codes");
        }
        HeaderRole::ProjectName => {
            say(s.words >= 60 && s.is_grouped(), FITTING, "its names stand for several rows");
            say(s.words >= 60 && s.agency < 50 && s.distinct * 2 > s.filled, 1, "its cells are names");
            say(s.level1.max(s.level2).max(s.joined) >= 50, AGAINST, "its cells are levels");
            say(no_words || s.length > 60 || s.label >= 50, AGAINST, "its cells are no names");
            say(s.agency >= 80 && !has_word, -FITTING, "its cells are names of units");
        }
        HeaderRole::UnitName | HeaderRole::Department => {
            say(s.agency >= 60, FITTING, "its cells are names of units");
            say(s.agency < 30, AGAINST, "its cells are no names of units");
        }
        HeaderRole::Goal => {
            say(s.length >= LONG && s.words >= 60, FITTING, "its cells are long texts");
            say(s.number + s.quantity >= 40, AGAINST, "its cells are numbers");
            say(s.packed >= 50, AGAINST, "its cells hold several indicators each");
        }
        HeaderRole::Packed => {
            say(s.packed >= 50, TELLING + FITTING, "its cells hold several indicators each");
            say(s.packed < 50 && s.several >= 50, TELLING, "its cells hold several names with comparisons");
        }
        HeaderRole::Core => say(s.yes_no >= 60, TELLING, "its cells are 是 and 否"),
        HeaderRole::Activity => {
            say(has_word && s.words >= 60 && s.distinct * 2 <= s.filled, POSSIBLE, "its cells repeat");
        }
        HeaderRole::Period => say(s.with_digit < 30, AGAINST, "its cells name no time"),
        HeaderRole::Description
        | HeaderRole::ScoringRule
        | HeaderRole::Basis
        | HeaderRole::Remark
        | HeaderRole::Side
        | HeaderRole::Other => {}
    }
    out
}

/// Whether the numbers make up a whole, as points and shares do.
fn is_whole(s: &Sample) -> bool {
    s.filled > 2 && s.sum.is_some_and(|sum| [80, 90, 100].map(Decimal::from).contains(&sum))
}

fn reading(role: HeaderRole) -> String {
    format!("{role:?}")
}
