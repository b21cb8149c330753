//! Numbers that a narrow column broke over lines: `67,5` / `41.7` / `9` is one amount, `61` / `20` / `01` one code.
//!
//! Pieces one below the other form a chain. What a chain says is told by its pieces: an amount has as many decimals as
//! the whole ones of its table, two where there are none, so that there is one way at most to part a chain into amounts.

use super::blocks::{LINE_PITCH, Placed, SAME_X};

/// The most pieces of one chain that are looked at: the lines of a page.
const LONGEST: usize = 300;
/// The most lines that one number is broken over; an amount has few more characters.
const MOST_LINES: usize = 20;
/// The decimals of money in yuan or ten thousand yuan, and the most that forms print.
pub(super) const DECIMALS: usize = 2;
const MOST_DECIMALS: usize = 6;
/// More ways than one to part a chain; their number may grow with every piece.
const MANY: usize = 2;
/// How far, in em, the amounts of a row may stand from the middle of its code.
const NEAR: f32 = 0.2;
/// The longest code that may be broken.
pub(super) const CODE: usize = 12;

/// For each chunk the first one of the number that it goes on with; `None` where it begins its own or is none.
/// `placed` is sorted from the top down; `counts` says which chunks number the columns.
pub(super) fn heads(placed: &[Placed], counts: impl Fn(usize) -> bool) -> Vec<Option<usize>> {
    let mut heads = vec![None; placed.len()];
    let chains = chains(placed, counts);
    let decimals = usual_decimals(placed, &chains);
    let mut broken: Vec<(f32, f32)> = Vec::new();
    for chain in chains.iter().filter(|chain| chain.len() > 1) {
        for number in amounts(placed, chain, decimals) {
            let height = |index: usize| placed[index].chunk.baseline + placed[index].shift;
            broken.push((height(number[0]), height(number[number.len() - 1])));
            for index in &number[1..] {
                heads[*index] = Some(number[0]);
            }
        }
    }
    let height = |index: usize| placed[index].chunk.baseline + placed[index].shift;
    let mut middles: Vec<f32> = broken.iter().map(|(from, to)| (from + to) / 2.0).collect();
    middles.extend(lines_of_amounts(placed, &heads, decimals));
    middles.sort_by(f32::total_cmp);
    for chain in chains.iter().filter(|chain| chain.len() > 1) {
        for code in codes(placed, chain, &chains, &middles) {
            for index in &code[1..] {
                heads[*index] = Some(code[0]);
            }
        }
    }
    for chain in chains.iter().filter(|chain| is_broken_code(placed, chain, &chains)) {
        // Beside an amount that is broken over the same heights a code may be.
        let (top, bottom) = (height(chain[0]), height(chain[chain.len() - 1]));
        if broken.iter().any(|(from, to)| *from < bottom && *to > top) {
            for index in &chain[1..] {
                heads[*index] = Some(chain[0]);
            }
        }
    }
    heads
}

/// How many decimals the amounts of a table have; `None` where all of them are broken.
pub(super) fn decimals(placed: &[Placed], counts: impl Fn(usize) -> bool) -> Option<usize> {
    most_decimals(placed, &chains(placed, counts))
}

/// Whether a text may be a part of a number.
pub(super) fn is_piece(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || ".,-".contains(c))
}

/// How many decimals the amounts have that stand in one line, most of them; two if there are none.
fn usual_decimals(placed: &[Placed], chains: &[Vec<usize>]) -> usize {
    most_decimals(placed, chains).unwrap_or(DECIMALS)
}

fn most_decimals(placed: &[Placed], chains: &[Vec<usize>]) -> Option<usize> {
    let mut counts = [0usize; MOST_DECIMALS + 1];
    for chain in chains.iter().filter(|chain| chain.len() == 1) {
        let text = placed[chain[0]].chunk.text.as_str();
        let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        if (DECIMALS..=MOST_DECIMALS).contains(&decimals) && is_amount(text, decimals) {
            counts[decimals] += 1;
        }
    }
    let most = (DECIMALS..=MOST_DECIMALS).rev().max_by_key(|decimals| counts[*decimals]);
    most.filter(|decimals| counts[*decimals] > 0)
}

/// Whether a text is an amount with so many decimals; its thousands are grouped all or not at all.
pub(super) fn is_amount(text: &str, count: usize) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let Some((whole, decimals)) = text.split_once('.') else { return false };
    let is_digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    decimals.len() == count
        && is_digits(decimals)
        && !first.is_empty()
        && is_digits(first)
        && (rest.is_empty() || first.len() < 4)
        && rest.iter().all(|group| group.len() == 3 && is_digits(group))
}

/// Pieces of numbers that stand as close as lines and in line at the left, in the middle or at the right.
fn chains(placed: &[Placed], counts: impl Fn(usize) -> bool) -> Vec<Vec<usize>> {
    let mut out: Vec<Vec<usize>> = Vec::new();
    // Chains that a further piece may still reach.
    let mut open: Vec<usize> = Vec::new();
    let is_part = |(index, p): &(usize, &Placed)| is_piece(&p.chunk.text) && !counts(*index);
    for (index, piece) in placed.iter().enumerate().filter(is_part) {
        let height = |p: &Placed| p.chunk.baseline + p.shift;
        let last = |chain: &usize| &placed[out[*chain][out[*chain].len() - 1]];
        open.retain(|chain| height(piece) - height(last(chain)) <= LINE_PITCH * piece.chunk.size);
        let goes_on = |chain: &usize| {
            let upper = last(chain);
            let (a, b) = (&upper.chunk.bbox, &piece.chunk.bbox);
            let in_line = (a.x0 - b.x0).abs() < SAME_X
                || (a.x1 - b.x1).abs() < SAME_X
                || ((a.x0 + a.x1) - (b.x0 + b.x1)).abs() < 2.0 * SAME_X;
            in_line
                && out[*chain].len() < LONGEST
                && height(piece) - height(upper) > 0.5 * piece.chunk.size
                && (upper.chunk.size - piece.chunk.size).abs() < 0.1 * piece.chunk.size
                && upper.page == piece.page
        };
        match open.iter().copied().find(goes_on) {
            Some(chain) => out[chain].push(index),
            None => {
                open.push(out.len());
                out.push(vec![index]);
            }
        }
    }
    out
}

/// The amounts of a chain if it is broken and parts into amounts in one way; those of one piece are whole anyway.
fn amounts(placed: &[Placed], chain: &[usize], decimals: usize) -> Vec<Vec<usize>> {
    let text = |from: usize, to: usize| -> String {
        chain[from..to].iter().map(|index| placed[*index].chunk.text.as_str()).collect()
    };
    parted(chain, |from, to| is_amount(&text(from, to), decimals))
}

/// The heights of lines with whole amounts. `heads` tells the pieces of broken ones.
fn lines_of_amounts(placed: &[Placed], heads: &[Option<usize>], decimals: usize) -> Vec<f32> {
    let is_first: std::collections::BTreeSet<usize> = heads.iter().flatten().copied().collect();
    let whole = placed.iter().enumerate().filter(|(index, p)| {
        heads[*index].is_none() && !is_first.contains(index) && is_amount(&p.chunk.text, decimals)
    });
    whole.map(|(_, p)| p.chunk.baseline + p.shift).collect()
}

/// The codes of a chain if it parts in one way into codes beside whose middle the amounts of their rows stand, each but
/// for its last line as wide as the column.
fn codes(placed: &[Placed], chain: &[usize], chains: &[Vec<usize>], middles: &[f32]) -> Vec<Vec<usize>> {
    let text = |index: usize| placed[index].chunk.text.as_str();
    if !chain.iter().all(|index| text(*index).bytes().all(|c| c.is_ascii_digit())) {
        return Vec::new();
    }
    let widest = widest(placed, chain, chains);
    let height = |index: usize| placed[index].chunk.baseline + placed[index].shift;
    parted(chain, |from, to| {
        let (upper, last) = (&chain[from..to - 1], chain[to - 1]);
        let total: usize = chain[from..to].iter().map(|index| text(*index).len()).sum();
        let (middle, near) = ((height(chain[from]) + height(last)) / 2.0, NEAR * placed[last].chunk.size);
        let next = middles.partition_point(|y| *y < middle - near);
        total <= CODE
            && upper.iter().all(|index| text(*index).len() == widest)
            && text(last).len() <= widest
            && middles.get(next).is_some_and(|y| *y <= middle + near)
    })
}

/// The parts of a chain if there is one way to part it so that each is a number; those of one piece are left out.
fn parted(chain: &[usize], is_number: impl Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    let count = chain.len();
    // How many ways lead from each piece to the end, and where the first of them ends its amount.
    let mut ways = vec![0usize; count + 1];
    let mut ends = vec![count; count + 1];
    ways[count] = 1;
    for from in (0..count).rev() {
        for to in from + 1..=count.min(from + MOST_LINES) {
            if ways[to] > 0 && is_number(from, to) {
                ways[from] = (ways[from] + ways[to]).min(MANY);
                ends[from] = to;
            }
        }
    }
    let mut out = Vec::new();
    let mut from = 0;
    while ways[0] == 1 && from < count {
        if ends[from] > from + 1 {
            out.push(chain[from..ends[from]].to_vec());
        }
        from = ends[from];
    }
    out
}

/// The most digits that a line of the column of a chain holds.
fn widest(placed: &[Placed], chain: &[usize], chains: &[Vec<usize>]) -> usize {
    let text = |index: usize| placed[index].chunk.text.as_str();
    let is_digits = |index: &&usize| text(**index).bytes().all(|c| c.is_ascii_digit());
    let left = placed[chain[0]].chunk.bbox.x0;
    let below = |other: &&Vec<usize>| (placed[other[0]].chunk.bbox.x0 - left).abs() < SAME_X;
    let column = chains.iter().filter(below).flatten().filter(is_digits);
    column.map(|index| text(*index).len()).max().unwrap_or(0)
}

/// Whether a chain may be one code: every line but the last is as full as the column's fullest.
fn is_broken_code(placed: &[Placed], chain: &[usize], chains: &[Vec<usize>]) -> bool {
    let text = |index: usize| placed[index].chunk.text.as_str();
    let is_digits = |index: &usize| text(*index).chars().all(|c| c.is_ascii_digit());
    if chain.len() < 2 || !chain.iter().all(is_digits) {
        return false;
    }
    let total: usize = chain.iter().map(|index| text(*index).len()).sum();
    let widest = widest(placed, chain, chains);
    let (last, upper) = (chain[chain.len() - 1], &chain[..chain.len() - 1]);
    total <= CODE && upper.iter().all(|index| text(*index).len() == widest) && text(last).len() <= widest
}
