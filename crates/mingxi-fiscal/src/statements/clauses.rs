//! A passage as clauses with the numbers they state.

use super::numbers::Quantity;
use super::passages::Passage;

/// A stretch of text between separators.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Clause {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The separator before it, folded; `。` for the first.
    pub(crate) separator: char,
    /// How many parentheses that state numbers are open at its start.
    pub(crate) depth: usize,
    /// Indices into the passage's quantities.
    pub(crate) quantities: std::ops::Range<usize>,
}

/// Cuts a passage at punctuation. Parentheses belong to their clause unless they state numbers themselves.
pub(crate) fn clauses(passage: &Passage, quantities: &[Quantity]) -> Vec<Clause> {
    let text = &passage.folded;
    let closed = protected(text, quantities);
    let mut out = Vec::new();
    let mut start = 0;
    let mut separator = '。';
    let mut next = 0;
    let mut depth = 0usize;
    let mut push = |start: usize, end: usize, separator: char, depth: usize| {
        if start >= end {
            return;
        }
        let first = next;
        while quantities.get(next).is_some_and(|quantity| quantity.start < end) {
            next += 1;
        }
        out.push(Clause { start, end, separator, depth, quantities: first..next });
    };
    let mut ends = quantities.iter().map(|quantity| quantity.end).peekable();
    for (at, c) in text.iter().enumerate() {
        while ends.next_if(|end| *end < at).is_some() {}
        if closed[at] {
            continue;
        }
        let after_number = ends.peek() == Some(&at);
        match c {
            '。' | ';' | ':' | ',' | '!' | '?' | '(' | ')' => {
                push(start, at, separator, depth);
                // A closing parenthesis or an empty clause must not hide the stronger separator before it.
                let c = if is_inner_stop(text, at) { &',' } else { c };
                separator =
                    if start == at && matches!(separator, '。' | ';') && *c != ';' { separator } else { *c };
                start = at + 1;
                depth = match c {
                    '(' => depth + 1,
                    ')' => depth.saturating_sub(1),
                    '。' => 0,
                    _ => depth,
                };
            }
            '、' if after_number => {
                push(start, at, separator, depth);
                separator = '、';
                start = at + 1;
            }
            '和' | '及' | '以' if after_number && is_conjunction(&text[at..]) => {
                push(start, at, separator, depth);
                separator = '、';
                start = at;
            }
            _ => {}
        }
    }
    push(start, text.len(), separator, depth);
    out
}

/// Whether a full stop stands at the end of a parenthesis and ends no sentence: （…万元。）比上年增加….
pub(crate) fn is_inner_stop(text: &[char], at: usize) -> bool {
    text.get(at) == Some(&'。') && text.get(at + 1) == Some(&')')
}

/// 和, 及, 以及, but not 以上 or 及以上.
fn is_conjunction(text: &[char]) -> bool {
    match text {
        ['和', ..] => true,
        ['及', next, ..] => *next != '以',
        ['以', '及', ..] => true,
        _ => false,
    }
}

/// Characters at which no clause ends: inside numbers and inside parentheses that state no number.
fn protected(text: &[char], quantities: &[Quantity]) -> Vec<bool> {
    let mut closed = vec![false; text.len()];
    for quantity in quantities {
        for slot in closed.iter_mut().take(quantity.end).skip(quantity.start) {
            *slot = true;
        }
    }
    for (at, c) in text.iter().enumerate() {
        let digit = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(char::is_ascii_digit);
        if matches!(c, ',' | ':') && digit(at.checked_sub(1)) && digit(at.checked_add(1)) {
            closed[at] = true;
        }
    }
    let mut open: Vec<usize> = Vec::new();
    for (at, c) in text.iter().enumerate() {
        match c {
            '(' if !closed[at] => open.push(at),
            ')' if !closed[at] => {
                let Some(from) = open.pop() else { continue };
                let inside = quantities.partition_point(|quantity| quantity.start < from);
                let states = quantities.get(inside).is_some_and(|quantity| quantity.end <= at);
                // Only outermost groups are marked twice over at most two levels deep; deeper text is no prose.
                if !states && open.len() < 3 {
                    for slot in closed.iter_mut().take(at + 1).skip(from) {
                        *slot = true;
                    }
                }
            }
            '。' if !is_inner_stop(text, at) => open.clear(),
            _ => {}
        }
    }
    closed
}
