//! Numbers whose thousands are parted by blanks: 43 854 650.50.

use super::super::text::Mark;

/// The widest blank between thousands in em; columns stand further apart.
const BLANK: f32 = 0.65;
/// Digits of a group, and the most of the first one.
const GROUP: usize = 3;
/// The most groups of one number that are looked at.
const MOST: usize = 8;

/// Whether the gap before the mark at `index` is one between the thousands of a number with decimals.
pub(super) fn is_blank(marks: &[Mark], index: usize, size: f32) -> bool {
    let gap = |at: usize| marks[at].x0 - marks[at - 1].x1;
    let is_part = |at: usize| marks[at].text.chars().all(|c| c.is_ascii_digit() || c == '.');
    if gap(index) > BLANK * size || !is_part(index - 1) || !is_part(index) {
        return false;
    }
    let goes_on = |at: &usize| is_part(*at) && gap(*at) <= BLANK * size;
    let reach = MOST * (GROUP + 1);
    let from =
        (index.saturating_sub(reach).max(1)..index).rev().take_while(goes_on).last().unwrap_or(index) - 1;
    let to = (index + 1..marks.len().min(index + reach)).take_while(goes_on).last().unwrap_or(index) + 1;
    let mut text = String::new();
    for (at, mark) in marks.iter().enumerate().take(to).skip(from) {
        // Where digits stand closer than a third of a blank they are of one group.
        if at > from && gap(at) > BLANK / 3.0 * size {
            text.push(' ');
        }
        text.push_str(&mark.text);
    }
    is_grouped(&text)
}

/// Whether a text is one number with decimals in groups of three digits parted by blanks.
pub(super) fn is_grouped(text: &str) -> bool {
    let Some((whole, decimals)) = text.trim().rsplit_once('.') else { return false };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(' ');
    groups.next().is_some_and(|first| is_digits(first) && first.len() <= GROUP)
        && whole.contains(' ')
        && groups.all(|group| is_digits(group) && group.len() == GROUP)
        && is_digits(decimals)
}

/// Whether a text has three groups or more, as two numbers side by side would only by chance.
pub(super) fn is_surely_grouped(text: &str) -> bool {
    is_grouped(text) && text.trim().matches(' ').count() > 1
}
