//! A row that a page break cuts: its upper lines stand on one page, the rest on the next.

use super::super::draft::{Draft, DraftCell};
use super::cut_cells::{drop_first_row, height};
use mingxi_model::parse_number;
use mingxi_model::text::squeeze;
use std::collections::BTreeSet;

/// How many cells above the break are looked at for the decimals of a column.
const LOOK_BACK: usize = 2000;

/// The cells of the first row, left to right.
fn first_row(draft: &Draft) -> Vec<&DraftCell> {
    let mut cells: Vec<&DraftCell> = draft.cells.iter().filter(|cell| cell.row == 0).collect();
    cells.sort_by_key(|cell| cell.col);
    cells
}

/// Whether the first row of `lower` is the rest of the last row of `upper`: the same cells, text only where
/// the row above has text, no number but the last digits of one, and a text above that fills its cell to the end.
///
/// A cell left empty is evidence only where it covers one row on either page: below a merged cell every row is
/// empty, also one that is a row of its own.
pub(super) fn is_cut_row(upper: &Draft, lower: &Draft) -> bool {
    let above: Vec<&DraftCell> = upper.last_row().iter().map(|index| &upper.cells[*index]).collect();
    let below = first_row(lower);
    let same_cells = above.len() == below.len()
        && above.iter().zip(&below).all(|(a, b)| (a.col, a.col_span) == (b.col, b.col_span));
    if !same_cells {
        return false;
    }
    let is_empty = |cell: &DraftCell| squeeze(&cell.text).is_empty();
    if below.iter().all(|cell| is_empty(cell)) && is_blank_rest(upper, lower) {
        return above.iter().any(|cell| !is_empty(cell));
    }
    // Digits that a number above lacks say it for the whole row, as does a merged label that goes on below the break.
    let is_label_tail = |a: &DraftCell, b: &DraftCell| {
        b.row_span > 1 && !is_empty(a) && !is_empty(b) && is_wrapped(a) && !starts_entry(&b.text)
    };
    let pairs = || above.iter().zip(&below);
    let has_digits = pairs().any(|(a, b)| is_number_tail(upper, a, b));
    let closes = |a: &DraftCell, b: &DraftCell| closes_bracket(&a.text, &b.text);
    let lacks = lacks_what_rows_print(upper, &below);
    let is_sure = has_digits || pairs().any(|(a, b)| closes(a, b)) || is_alone_without_number(upper, lower);
    let has_tail = is_sure || pairs().any(|(a, b)| is_label_tail(a, b)) || lacks;
    // A long text that goes on may be a list, and its next line an entry; labels of rows stand at the left.
    let label = below.iter().map(|cell| cell.col).min();
    let may_begin_entry =
        |a: &DraftCell, b: &DraftCell| lacks && Some(b.col) != label && a.text.lines().count() > 1;
    let (mut goes_on, mut left_empty) = (0, 0);
    for (a, b) in above.iter().zip(&below) {
        match (is_empty(a), is_empty(b)) {
            (true, false) => return false,
            (false, true) if a.row_span > 1 || b.row_span > 1 => {}
            (false, true) => left_empty += 1,
            (false, false) if is_number_tail(upper, a, b) || closes(a, b) => goes_on += 1,
            (false, false) if may_begin_entry(a, b) => goes_on += 1,
            (false, false) if parse_number(&b.text).is_some() || starts_entry(&b.text) => return false,
            (false, false) if is_amount(&a.text) => return false,
            (false, false) if (b.row_span > 1 || !has_tail) && !is_wrapped(a) => return false,
            (false, false) => goes_on += 1,
            (true, true) => {}
        }
    }
    // A label alone may be the next one: more than one cell has to be left empty beside it.
    let least = if has_tail && !is_sure { 2 } else { 1 };
    goes_on > 0 && left_empty >= least
}

/// Whether a text closes the bracket that the one above it leaves open: 行政事业单位养老支出（20805 | ）.
fn closes_bracket(above: &str, below: &str) -> bool {
    let open = |text: &str| {
        text.chars().fold(0i32, |open, c| match c {
            '(' | '（' => open + 1,
            ')' | '）' => open - 1,
            _ => open,
        })
    };
    let first = below.chars().find(|c| "()（）".contains(*c));
    open(above) == 1 && open(below) == -1 && first.is_some_and(|c| ")）".contains(c))
}

/// A number with decimals or separators: no code.
fn is_amount(text: &str) -> bool {
    text.contains(['.', ',']) && parse_number(text).is_some()
}

/// Whether several cells are blank in columns of which every row above prints something: numbers of rows and amounts.
/// What announces other rows (其中：) may stand alone, and a row of more texts than blanks is one of heads.
fn lacks_what_rows_print(upper: &Draft, below: &[&DraftCell]) -> bool {
    let is_blank = |cell: &&&DraftCell| squeeze(&cell.text).is_empty();
    let blanks = below.iter().filter(is_blank).count();
    let lacking = below.iter().filter(is_blank).filter(|cell| cell.row_span == 1);
    lacking.filter(|cell| fills_each_row(upper, cell.col)).count() > 1
        && blanks * 2 > below.len()
        && !below.iter().any(|cell| squeeze(&cell.text).ends_with(':'))
}

/// Whether the first row below the break prints one text and is the only one of all the rows on both pages without a number.
/// One that announces others (其中：) may do so.
fn is_alone_without_number(upper: &Draft, lower: &Draft) -> bool {
    let texts: Vec<String> = first_row(lower).iter().map(|cell| squeeze(&cell.text)).collect();
    let mut filled = texts.iter().filter(|text| !text.is_empty());
    if filled.next().is_none_or(|text| text.ends_with(':')) || filled.next().is_some() {
        return false;
    }
    let numbered = |draft: &Draft| -> BTreeSet<usize> {
        let numbers = draft.cells.iter().filter(|cell| parse_number(&squeeze(&cell.text)).is_some());
        numbers.flat_map(|cell| cell.row..cell.row + cell.row_span).collect()
    };
    // The part above holds all pages so far: it is asked last.
    let below = numbered(lower);
    if below.contains(&0) || below.len() + 1 != lower.rows {
        return false;
    }
    let above = numbered(upper);
    above.first().is_some_and(|first| upper.rows - first >= ROWS_TELLING && above.len() == upper.rows - first)
}

/// Rows above the break in which a column is looked at.
const ROWS_BACK: usize = 12;
/// Fewest of them that tell.
const ROWS_TELLING: usize = 4;

/// Whether the rows above the break, up to the heads or a merged cell, each print a text of their own in a column.
pub(super) fn fills_each_row(upper: &Draft, col: usize) -> bool {
    let from = upper.rows.saturating_sub(ROWS_BACK);
    let mut cells: Vec<&DraftCell> =
        upper.cells.iter().filter(|cell| cell.col == col && cell.row >= from).collect();
    cells.sort_by_key(|cell| std::cmp::Reverse(cell.row));
    let rows = cells.iter().take_while(|cell| cell.row_span == 1);
    rows.clone().all(|cell| !squeeze(&cell.text).is_empty()) && rows.count() >= ROWS_TELLING
}

/// The most of a usual row's height that the first row of a page may have if it is the rest of a row.
const LOW: f32 = 0.8;
/// The most that both parts of a cut row may have together, in usual rows.
const ONE_ROW: f32 = 1.3;

/// Whether a first row without any text is what the break left of the last row above: it is all there is on its page, or
/// it is lower than rows are, and together with that row as high as one.
fn is_blank_rest(upper: &Draft, lower: &Draft) -> bool {
    if lower.rows == 1 {
        return true;
    }
    let heights = |ys: &[f32]| -> Vec<f32> { ys.windows(2).map(|pair| pair[1] - pair[0]).collect() };
    let (above, below) = (heights(&upper.ys), heights(&lower.ys));
    let (Some(last), Some((first, rest))) = (above.last(), below.split_first()) else { return false };
    let mut usual = rest.to_vec();
    usual.sort_by(f32::total_cmp);
    let usual = usual.get(usual.len() / 2).copied().unwrap_or(0.0);
    *first <= LOW * usual && first + last <= ONE_ROW * usual
}

/// Whether the cell below holds the last digits of the number above: it is nothing but digits, and the number lacks as
/// many decimals as they are against the other numbers of its column.
pub(super) fn is_number_tail(upper: &Draft, a: &DraftCell, b: &DraftCell) -> bool {
    let decimals = |text: &str| {
        let text = squeeze(text);
        // The cut may go through behind the point.
        parse_number(text.strip_suffix('.').unwrap_or(&text))?;
        text.split_once('.').map(|(_, decimals)| decimals.len())
    };
    let tail = squeeze(&b.text);
    if tail.is_empty() || !tail.bytes().all(|c| c.is_ascii_digit()) {
        return false;
    }
    let Some(own) = decimals(&a.text) else { return false };
    let others: Vec<usize> = upper
        .cells
        .iter()
        .rev()
        .take(LOOK_BACK)
        .filter(|cell| cell.col == a.col && cell.row != a.row)
        .filter_map(|cell| decimals(&cell.text))
        .collect();
    others.iter().max().is_some_and(|longest| own + tail.len() == *longest)
}

/// A text that starts a list entry or a code starts a row.
pub(super) fn starts_entry(text: &str) -> bool {
    let text = squeeze(text);
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if first.is_ascii_digit() || "(≥≤=<>".contains(first) => true,
        Some(first) if "一二三四五六七八九十".contains(first) => {
            text.chars().take(4).any(|c| c == '、')
        }
        _ => false,
    }
}

/// What a program leaves free at both sides of a cell's text at most; Word's default is 5.4 at each.
const PADDING: f32 = 12.0;
/// How much shorter than the longest line of a text its last one may be, in em, if the text was to go on.
const RAGGED: f32 = 2.0;

/// Whether a text may go on below: it could not fit its cell in one line (it has several, or one that fills the
/// width), its last line is full, and no sentence ends there.
pub(super) fn is_wrapped(cell: &DraftCell) -> bool {
    let em = |line: &str| -> f32 { line.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum() };
    let lines: Vec<f32> = cell.text.lines().map(em).collect();
    let (Some(last), longest) = (lines.last(), lines.iter().copied().fold(0.0, f32::max)) else {
        return false;
    };
    if cell.text.trim_end().ends_with(['。', ';', ';']) {
        return false;
    }
    if lines.len() > 1 {
        return last + RAGGED >= longest;
    }
    let width = cell.bbox.x1 - cell.bbox.x0;
    match cell.last_line {
        // One character more would not have fitted.
        Some((line, size)) => line + size + PADDING > width,
        None => last * height(&cell.bbox).clamp(5.0, 12.0) > 0.7 * width,
    }
}

/// Appends the texts of the lower part's first row to the cells above and drops the row.
pub(super) fn merge_cut_row(upper: &mut Draft, lower: &mut Draft) {
    for index in upper.last_row() {
        let above = &mut upper.cells[index];
        let below = lower
            .cells
            .iter_mut()
            .find(|cell| cell.row == 0 && (cell.col, cell.col_span) == (above.col, above.col_span));
        if let Some(cell) = below.filter(|cell| !squeeze(&cell.text).is_empty()) {
            above.text.push('\n');
            // What is left of a merged cell below the row has said all it says.
            above.text.push_str(&std::mem::take(&mut cell.text));
        }
    }
    lower.cells.retain(|cell| cell.row + cell.row_span > 1);
    for cell in &mut lower.cells {
        if cell.row == 0 {
            cell.row_span -= 1;
        } else {
            cell.row -= 1;
        }
    }
    drop_first_row(lower);
}
