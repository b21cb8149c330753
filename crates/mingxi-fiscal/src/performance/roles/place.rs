//! What a column's place among the others says.

use super::Segment;
use crate::performance::vocabulary::HeaderRole;

/// Columns whose cells alone tell what they are, by index.
pub(super) struct Marks {
    pub level1: Option<usize>,
    pub level2: Option<usize>,
    pub operator: Option<usize>,
    pub target: Option<usize>,
    /// The first column that belongs to the indicators for sure.
    pub first: Option<usize>,
}

impl Marks {
    pub(super) fn find(segments: &[Segment]) -> Marks {
        const MOST: usize = 60;
        let best = |share: &dyn Fn(&Segment) -> usize| {
            let found = segments.iter().enumerate().map(|(i, s)| (share(s), i)).filter(|(s, _)| *s >= MOST);
            found.max_by_key(|(share, i)| (*share, usize::MAX - i)).map(|(_, i)| i)
        };
        let level2 = best(&|s| s.sample.level2);
        // 成本指标 and 满意度指标 are words of both levels: the first level stands left of the second.
        let level1 = best(&|s| s.sample.level1).filter(|i| Some(*i) != level2);
        let level2 = level2.filter(|second| level1.is_none_or(|first| first < *second));
        let joined = best(&|s| s.sample.joined);
        let operator = best(&|s| if s.sample.sign > 0 { s.sample.operator } else { 0 });
        let target = best(&|s| s.sample.quantity).or_else(|| {
            operator.map(|op| op + 1).filter(|i| segments.get(*i).is_some_and(|s| s.sample.number > 0))
        });
        let first = [level1, level2, joined].into_iter().flatten().min();
        Marks { level1, level2, operator, target, first }
    }
}

/// What stands for and against a role at a place.
pub(super) fn evidence(role: HeaderRole, at: usize, marks: &Marks) -> Option<(i32, &'static str)> {
    let right_of = |mark: Option<usize>| mark.is_some_and(|mark| mark + 1 == at);
    let left_of = |mark: Option<usize>| mark.is_some_and(|mark| at + 1 == mark);
    match role {
        HeaderRole::Level3 if right_of(marks.level2) => Some((4, "it stands right of the second levels")),
        HeaderRole::Level3 if marks.level2.is_none() && right_of(marks.level1) => {
            Some((3, "it stands right of the first levels"))
        }
        HeaderRole::Level3 if left_of(marks.operator) || left_of(marks.target) => {
            Some((2, "it stands left of comparisons or targets"))
        }
        HeaderRole::Target if right_of(marks.operator) => Some((5, "it stands right of the comparisons")),
        HeaderRole::Target
            if marks.operator.is_none() && marks.level2.is_some_and(|level| level + 2 == at) =>
        {
            Some((2, "it stands right of the names"))
        }
        HeaderRole::Unit if right_of(marks.target) || marks.operator.is_some_and(|op| op + 2 == at) => {
            Some((2, "it stands right of the targets"))
        }
        role if role.is_key() => match marks.first {
            Some(first) if at < first => Some((1, "it stands left of the indicators")),
            Some(_) => Some((-4, "it stands among or right of the indicators")),
            None => None,
        },
        _ => None,
    }
}
