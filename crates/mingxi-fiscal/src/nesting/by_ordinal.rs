//! Rows nested by the numbers of their labels: 一、 that follows 一、 opens a list one level deeper, and 二、 goes on
//! with the list whose last number was 一. Rows without a number stand outermost, or below the last numbered row.

use super::evidence::{Candidate, Rows, Source};
use super::tree::{Parents, is_flat};
use crate::numbering::{Numbering, ordinal};
use mingxi_model::text::squeeze;

/// Where rows without a number stand.
#[derive(Clone, Copy, PartialEq)]
enum Plain {
    /// Outermost, containing nothing.
    Beside,
    /// Below the numbered row before them.
    Below,
    /// Outermost, above the numbered rows after them: 上年结转 above 一、一般公共预算.
    Above,
}

/// At most three candidates.
pub(super) fn candidates(rows: &Rows<'_>, list: &[usize]) -> Vec<Candidate> {
    let number = |index: &usize| {
        let printed = rows.labels[*index].name_as_printed.as_deref()?;
        ordinal(&squeeze(printed))
    };
    let numbers: Vec<Option<(Numbering, u32)>> = list.iter().map(number).collect();
    if numbers.iter().flatten().count() == 0 {
        return Vec::new();
    }
    let mut found = vec![nest(&numbers, Plain::Beside)];
    if numbers.iter().any(Option::is_none) {
        found.extend([nest(&numbers, Plain::Below), nest(&numbers, Plain::Above)]);
    }
    found.retain(|parents| !is_flat(parents));
    found.into_iter().map(|parents| Candidate { source: Source::Numbering, parents }).collect()
}

/// Nests numbered rows, and those without a number as told.
fn nest(numbers: &[Option<(Numbering, u32)>], plain: Plain) -> Parents {
    let mut open: Vec<(Numbering, u32, usize)> = Vec::new();
    let mut top: Option<usize> = None;
    let mut parents = Vec::with_capacity(numbers.len());
    for (place, number) in numbers.iter().enumerate() {
        let Some((style, own)) = *number else {
            if plain != Plain::Below {
                open.clear();
            }
            top = (plain == Plain::Above).then_some(place);
            parents.push(open.last().map(|(.., above)| *above));
            continue;
        };
        // The innermost open list that this number goes on with.
        let follows = |(other, before, _): &(Numbering, u32, usize)| *other == style && *before < own;
        let exactly = |(other, before, _): &(Numbering, u32, usize)| *other == style && before + 1 == own;
        let goes_on = open.iter().rposition(exactly).or_else(|| open.iter().rposition(follows));
        match goes_on {
            Some(depth) if own > 1 => open.truncate(depth),
            _ => {
                // A first number: below rows of outer styles, and below its own style only where that has just begun a
                // list.
                let just_begun =
                    |(other, _, above): &(Numbering, u32, usize)| *other == style && above + 1 == place;
                while open.last().is_some_and(|last| last.0 >= style && !just_begun(last)) {
                    open.pop();
                }
            }
        }
        parents.push(open.last().map(|(.., above)| *above).or(top));
        open.push((style, own, place));
    }
    parents
}

#[cfg(test)]
mod tests {
    use super::*;
    use Numbering::{Arabic, Chinese, ChineseBracketed};

    #[test]
    fn a_list_that_begins_again_is_one_level_deeper() {
        // 一、本年支出 / 一、一般公共服务支出 / 二、外交支出 / 三、国防支出 / 二、年终结转
        let numbers = [1, 1, 2, 3, 2].map(|n| Some((Chinese, n)));
        assert_eq!(nest(&numbers, Plain::Beside), [None, Some(0), Some(0), Some(0), None]);
    }

    #[test]
    fn styles_nest_and_plain_rows_go_where_told() {
        let numbers =
            [Some((Chinese, 1)), Some((ChineseBracketed, 1)), Some((Arabic, 1)), None, Some((Chinese, 2))];
        assert_eq!(nest(&numbers, Plain::Below), [None, Some(0), Some(1), Some(2), None]);
        assert_eq!(nest(&numbers, Plain::Beside), [None, Some(0), Some(1), None, None]);
        let numbers = [None, Some((Chinese, 1)), Some((Chinese, 2)), None];
        assert_eq!(nest(&numbers, Plain::Above), [None, Some(0), Some(0), None]);
    }
}
