//! Tables that go on on the next page.

use super::beside::{index_map, union};
use super::draft::{Draft, DraftCell, move_doubts};
use super::ruled::remark;
use super::settings::Settings;
use crate::Hints;
use crate::frame::frame_rows;
use crate::row_kind::{RowKind, header_rows, row_kind, row_kinds};
use mingxi_model::text::squeeze;
use mingxi_model::{BBox, Diagnostic, Severity, parse_number};

/// Appends the rows of `lower`, which begins the next page, to `upper`; gives `lower` back where it is a table
/// of its own.
///
/// Rows that repeat the header are dropped. A new header, or columns that are not those above, begin a new
/// table.
pub(super) fn join_below(
    upper: &mut Draft,
    lower: Draft,
    hints: &Hints,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Draft> {
    let same_heads = repeated_heads(upper, &lower, hints);
    let alignment = match by_heads(upper, &lower, same_heads) {
        Some(alignment) => Some(alignment),
        None => align(upper, &lower, settings),
    };
    let Some(alignment) = alignment else { return Some(lower) };
    let repeated = repeated_rows(upper, &lower, hints).max(same_heads);
    if repeated == 0 && begins_anew(upper, &lower, &alignment, hints) {
        return Some(lower);
    }
    let page = lower.page;
    let bbox = lower.bbox;
    let lower = without_rows(lower, repeated);
    let mut message = format!("the table on page {page} was joined below the one on page {}", upper.page);
    if repeated > 0 {
        message.push_str(&format!("; its first {repeated} row(s) repeat the header and were left out"));
    }
    let mut remark = remark("joined_pages", message, page, bbox);
    remark.severity = Severity::Info;
    diagnostics.push(remark);
    if lower.rows > 0 {
        append(upper, lower, alignment, diagnostics);
    }
    None
}

/// New column edges, and for the old edges of both parts their indices there.
struct Alignment {
    xs: Vec<f32>,
    upper: Vec<usize>,
    lower: Vec<usize>,
}

/// How many rows at the top of `lower` repeat the first rows of `upper` cell for cell, with their spans; 0 where a
/// number stands among them or they hold a single text.
fn repeated_heads(upper: &Draft, lower: &Draft, hints: &Hints) -> usize {
    let (top, _) = frame_rows(&upper.row_texts(), hints);
    let heads = |draft: &Draft, from: usize| -> Vec<(usize, usize, usize, usize, String)> {
        let mut cells: Vec<_> = draft
            .cells
            .iter()
            .filter(|cell| (from..from + DEEPEST_HEAD).contains(&cell.row))
            .map(|cell| (cell.row - from, cell.col, cell.row_span, cell.col_span, squeeze(&cell.text)))
            .collect();
        cells.sort();
        cells
    };
    let (above, below) = (heads(upper, top), heads(lower, 0));
    let row = |cells: &[(usize, usize, usize, usize, String)], row: usize| {
        cells.iter().filter(|cell| cell.0 == row).cloned().collect::<Vec<_>>()
    };
    let same = (0..DEEPEST_HEAD.min(lower.rows))
        .take_while(|index| {
            let own = row(&below, *index);
            !own.is_empty()
                && own == row(&above, *index)
                && own.iter().all(|cell| parse_number(&cell.4).is_none() || cell.4.len() <= 2)
        })
        .count();
    let texts = below.iter().filter(|cell| cell.0 < same && !cell.4.is_empty()).count();
    if texts > 1 { same } else { 0 }
}

/// The deepest header looked for at the top of a page.
const DEEPEST_HEAD: usize = 6;

/// The columns of a part whose heads repeat those above one by one: each page is fitted anew, so that its widths say
/// nothing.
fn by_heads(upper: &Draft, lower: &Draft, same_heads: usize) -> Option<Alignment> {
    let same: Vec<usize> = (0..upper.xs.len()).collect();
    (same_heads > 0 && upper.xs.len() == lower.xs.len()).then(|| Alignment {
        xs: upper.xs.clone(),
        upper: same.clone(),
        lower: same,
    })
}

/// Brings the columns of two parts together; `None` where they have nothing in common.
fn align(upper: &Draft, lower: &Draft, settings: &Settings) -> Option<Alignment> {
    let same: Vec<usize> = (0..upper.xs.len()).collect();
    let widths_match = |tolerance: f32| {
        let shift = lower.xs[0] - upper.xs[0];
        upper.xs.len() == lower.xs.len()
            && upper.xs.iter().zip(&lower.xs).all(|(a, b)| (b - shift - a).abs() <= tolerance)
    };
    if widths_match(settings.same_edge) {
        return Some(Alignment { xs: upper.xs.clone(), upper: same.clone(), lower: same });
    }
    let (last_upper, last_lower) = (upper.xs[upper.xs.len() - 1], lower.xs[lower.xs.len() - 1]);
    // The same frame, perhaps shifted as on the left and right pages of a book.
    let shift = if (lower.xs[0] - upper.xs[0]).abs() <= 2.0 * settings.same_edge {
        0.0
    } else {
        lower.xs[0] - upper.xs[0]
    };
    let same_frame = (last_lower - shift - last_upper).abs() <= 2.0 * settings.same_edge;
    let shifted: Vec<f32> = lower.xs.iter().map(|x| x - shift).collect();
    let shared = shifted
        .iter()
        .filter(|x| upper.xs.iter().any(|other| (*x - other).abs() <= settings.same_edge))
        .count();
    let inside = shared == shifted.len();
    if !(same_frame && 2 * shared > shifted.len().min(upper.xs.len()) || inside) {
        return None;
    }
    let xs = union(&upper.xs, &shifted, settings.same_edge);
    let (upper, lower) = (index_map(&upper.xs, &xs), index_map(&shifted, &xs));
    let rises = |map: &[usize]| map.windows(2).all(|pair| pair[0] < pair[1]);
    (rises(&upper) && rises(&lower)).then_some(Alignment { xs, upper, lower })
}

fn filled(row: &[&str]) -> Vec<String> {
    row.iter().map(|text| squeeze(text)).filter(|text| !text.is_empty()).collect()
}

/// How many rows at the top of `lower` repeat rows at the top of `upper`, wholly or in part.
fn repeated_rows(upper: &Draft, lower: &Draft, hints: &Hints) -> usize {
    let texts = upper.row_texts();
    let (top, _) = frame_rows(&texts, hints);
    let header = header_rows(row_kinds(&texts[top..], hints).into_iter());
    let head: Vec<Vec<String>> = texts[..top + header].iter().map(|row| filled(row)).collect();
    let lower_texts = lower.row_texts();
    let mut next = 0;
    let mut count = 0;
    for row in &lower_texts {
        let row = filled(row);
        // A row without a start of its own goes with the row above it.
        if row.is_empty() && count > 0 && count < head.len() {
            count += 1;
            continue;
        }
        match head[next.min(head.len())..].iter().position(|other| *other == row) {
            Some(index) if !row.is_empty() => {
                next += index + 1;
                count += 1;
            }
            _ => break,
        }
    }
    // Empty rows below the repetition are rows of the table.
    while count > 0 && filled(&lower_texts[count - 1]).is_empty() {
        count -= 1;
    }
    count
}

/// Whether the lower part has a header of its own, none that the upper part has.
fn begins_anew(upper: &Draft, lower: &Draft, alignment: &Alignment, hints: &Hints) -> bool {
    let texts = lower.row_texts();
    let (top, _) = frame_rows(&texts, hints);
    if top > 0 {
        return true;
    }
    let Some(first) = texts.iter().find(|row| !filled(row).is_empty()) else { return false };
    if is_next_form(&upper.row_texts(), &texts) {
        return true;
    }
    let is_header = row_kind(first.iter().copied(), false, hints) == RowKind::Header;
    if is_header && is_rest_of_form(upper, lower, alignment, hints) {
        return false;
    }
    let same_columns = alignment.lower.len() == alignment.upper.len() && alignment.xs.len() == upper.xs.len();
    is_header && (!same_columns || filled(first).len() > 1)
}

/// Whether the lower part begins with the label that the upper part begins with, and another value: the same
/// form filled in once more (项目名称: 甲 / 项目名称: 乙). A form that goes on would not begin again.
pub(super) fn is_next_form(upper: &[Vec<&str>], lower: &[Vec<&str>]) -> bool {
    let (Some(upper), Some(lower)) = (upper.first(), lower.first()) else { return false };
    let (upper, lower) = (filled(upper), filled(lower));
    let (Some(label), true) = (lower.first(), lower.len() > 1) else { return false };
    let is_label = label.chars().filter(|c| !c.is_ascii()).count() >= 2 && parse_number(label).is_none();
    is_label && upper.len() > 1 && upper[0] == *label && upper[1..] != lower[1..]
}

/// Whether the columns of a lower part are a block of the form above: the form begins with a label and its value
/// over the full width, not with a header, the part below has the same frame, and its header stands nowhere above
/// (项目名称: 甲 on one page, 一级指标 | 二级指标 | … on the next).
fn is_rest_of_form(upper: &Draft, lower: &Draft, alignment: &Alignment, hints: &Hints) -> bool {
    let columns = alignment.xs.len() - 1;
    let spans_all = |map: &[usize]| map.first() == Some(&0) && map.last() == Some(&columns);
    if upper.extraction != lower.extraction || !spans_all(&alignment.upper) || !spans_all(&alignment.lower) {
        return false;
    }
    let (texts, lower_texts) = (upper.row_texts(), lower.row_texts());
    // Above the form's first label there may be its title and captions, framed with it.
    let (top, _) = frame_rows(&texts, hints);
    let (Some(first), Some(head)) = (texts.get(top), lower_texts.first()) else { return false };
    let (pair, head) = (filled(first), filled(head));
    let is_form = first.len() == 2
        && pair.len() == 2
        && pair.iter().all(|text| parse_number(text).is_none())
        && row_kind(first.iter().copied(), false, hints) != RowKind::Header;
    let is_list = head.len() > 2 && lower.rows > 1;
    is_form && is_list && texts.iter().all(|row| filled(row) != head)
}

/// The draft without its first rows.
fn without_rows(mut draft: Draft, count: usize) -> Draft {
    if count == 0 {
        return draft;
    }
    draft.cells.retain(|cell| cell.row + cell.row_span > count);
    for cell in &mut draft.cells {
        let cut = count.saturating_sub(cell.row);
        cell.row_span -= cut;
        cell.row = cell.row.max(count) - count;
        if cut > 0 {
            // A header cell that reaches into the body leaves no text there.
            cell.text.clear();
        }
    }
    draft.rows -= count;
    draft.ys.drain(..count.min(draft.ys.len() - 1));
    draft.left.drain(..count.min(draft.left.len()));
    draft.right.drain(..count.min(draft.right.len()));
    draft
}

fn append(upper: &mut Draft, mut lower: Draft, alignment: Alignment, diagnostics: &mut Vec<Diagnostic>) {
    let respan = |cells: &mut [DraftCell], map: &[usize]| {
        for cell in cells {
            let (left, right) = (map[cell.col], map[cell.col + cell.col_span]);
            cell.col = left;
            cell.col_span = right - left;
        }
    };
    let columns = alignment.xs.len() - 1;
    respan(&mut upper.cells, &alignment.upper);
    respan(&mut lower.cells, &alignment.lower);
    pad_columns(&mut upper.cells, &alignment.upper, columns, upper.rows);
    pad_columns(&mut lower.cells, &alignment.lower, columns, lower.rows);
    upper.xs = alignment.xs;
    let cut = is_cut_row(upper, &lower);
    if cut {
        diagnostics.push(remark(
            "cut_row",
            format!(
                "the first row on page {} was read as the lower part of the last row on page {}",
                lower.page, upper.page
            ),
            lower.page,
            lower.bbox,
        ));
        merge_cut_row(upper, &mut lower);
    }
    let seam = upper.rows;
    upper.doubts = move_doubts(upper, 0, &alignment.upper);
    upper.doubts.extend(move_doubts(&lower, seam, &alignment.lower));
    upper.others.clear();
    for cell in &mut lower.cells {
        cell.row += seam;
    }
    join_merged(upper, &mut lower, seam);
    upper.rows += lower.rows;
    upper.cells.extend(lower.cells);
    upper.left.extend(lower.left);
    upper.right.extend(lower.right);
    upper.page = lower.page;
    upper.in_doubt |= lower.in_doubt;
    upper.ys = lower.ys;
    upper.bbox = lower.bbox;
}

/// Adds empty cells for columns that a part does not have.
fn pad_columns(cells: &mut Vec<DraftCell>, map: &[usize], columns: usize, rows: usize) {
    let (first, last) = (map[0], map[map.len() - 1]);
    let Some((page, bbox)) = cells.first().map(|cell| (cell.page, cell.bbox)) else { return };
    for row in 0..rows {
        for (from, to) in [(0, first), (last, columns)] {
            if to > from {
                cells.push(DraftCell {
                    row,
                    col: from,
                    row_span: 1,
                    col_span: to - from,
                    text: String::new(),
                    page,
                    bbox,
                    indent: None,
                });
            }
        }
    }
}

/// The cells of a row by column, if all of them are in this row alone.
fn cells_by_column(draft: &Draft, row: usize) -> Vec<&DraftCell> {
    let mut cells: Vec<&DraftCell> =
        draft.cells.iter().filter(|cell| cell.row <= row && row < cell.row + cell.row_span).collect();
    cells.sort_by_key(|cell| cell.col);
    cells
}

/// Whether the first row of `lower` is the rest of the last row of `upper`: the same cells, text only where
/// the row above has text, no number, and a text above that fills its cell to the end.
///
/// A cell left empty is evidence only where it covers one row on either page: below a merged cell every row is
/// empty, also one that is a row of its own.
fn is_cut_row(upper: &Draft, lower: &Draft) -> bool {
    let (above, below) = (cells_by_column(upper, upper.rows - 1), cells_by_column(lower, 0));
    let same_cells = above.len() == below.len()
        && above.iter().zip(&below).all(|(a, b)| (a.col, a.col_span) == (b.col, b.col_span));
    if !same_cells {
        return false;
    }
    let is_empty = |cell: &DraftCell| squeeze(&cell.text).is_empty();
    let mut goes_on = 0;
    let mut left_empty = 0;
    for (a, b) in above.iter().zip(&below) {
        match (is_empty(a), is_empty(b)) {
            (true, false) => return false,
            (false, true) if a.row_span > 1 || b.row_span > 1 => {}
            (false, true) => left_empty += 1,
            (false, false) if is_number_tail(upper, a, b) => {}
            (false, false) if b.row_span > 1 || parse_number(&b.text).is_some() || starts_entry(&b.text) => {
                return false;
            }
            (false, false) if !is_wrapped(a) => return false,
            (false, false) => goes_on += 1,
            (true, true) => {}
        }
    }
    goes_on > 0 && left_empty > 0
}

/// Whether the cell below holds the last digits of the number above: it is nothing but digits, and the number lacks as
/// many decimals as they are against the other numbers of its column.
fn is_number_tail(upper: &Draft, a: &DraftCell, b: &DraftCell) -> bool {
    let decimals = |text: &str| {
        let text = squeeze(text);
        parse_number(&text)?;
        text.split_once('.').map(|(_, decimals)| decimals.len())
    };
    let tail = squeeze(&b.text);
    let Some(own) = decimals(&a.text) else { return false };
    let others: Vec<usize> = upper
        .cells
        .iter()
        .filter(|cell| cell.col == a.col && cell.row != a.row)
        .filter_map(|cell| decimals(&cell.text))
        .collect();
    let Some(longest) = others.iter().max() else { return false };
    !tail.is_empty() && tail.bytes().all(|c| c.is_ascii_digit()) && own + tail.len() == *longest
}

/// A text that starts a list entry or a code starts a row.
fn starts_entry(text: &str) -> bool {
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

/// How much shorter than the longest line of a text its last one may be, in em, if the text was to go on.
const RAGGED: f32 = 2.0;

/// Whether a text may go on below: it could not fit its cell in one line (it has several, or one that fills the
/// width), its last line is full, and no sentence ends there.
fn is_wrapped(cell: &DraftCell) -> bool {
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
    last * height(&cell.bbox).clamp(5.0, 12.0) > 0.7 * (cell.bbox.x1 - cell.bbox.x0)
}

/// Appends the texts of the lower part's first row to the cells above and drops the row.
fn merge_cut_row(upper: &mut Draft, lower: &mut Draft) {
    let last = upper.rows - 1;
    for cell in lower.cells.iter().filter(|cell| cell.row == 0 && !squeeze(&cell.text).is_empty()) {
        let above = upper.cells.iter_mut().find(|a| {
            a.row <= last && last < a.row + a.row_span && (a.col, a.col_span) == (cell.col, cell.col_span)
        });
        if let Some(above) = above {
            above.text.push('\n');
            above.text.push_str(&cell.text);
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
    lower.rows -= 1;
    if lower.ys.len() > 2 {
        lower.ys.remove(0);
    }
    if !lower.left.is_empty() {
        lower.left.remove(0);
        lower.right.remove(0);
    }
}

/// How much taller the empty part of a cut cell may be than the part with the text.
const TALLER: f32 = 1.2;

fn height(bbox: &BBox) -> f32 {
    bbox.y1 - bbox.y0
}

/// Joins vertical merges that the page break cut: the part below (or above) the break is left without text.
///
/// The text stands in the middle of the whole cell, so that an empty part above the break is no taller than the
/// part below; a taller one is a cell of its own (the corner beside a header), and so is the one below it.
fn join_merged(upper: &mut Draft, lower: &mut Draft, seam: usize) {
    lower.cells.retain_mut(|cell| {
        if cell.row != seam {
            return true;
        }
        let above = upper
            .cells
            .iter_mut()
            .find(|a| a.row + a.row_span == seam && (a.col, a.col_span) == (cell.col, cell.col_span));
        let Some(above) = above else { return true };
        let (a_empty, b_empty) = (squeeze(&above.text).is_empty(), squeeze(&cell.text).is_empty());
        let merged = above.row_span > 1 || cell.row_span > 1;
        if !merged || (!a_empty && !b_empty) {
            return true;
        }
        if a_empty && !b_empty {
            if above.row_span < 2 || height(&above.bbox) > TALLER * height(&cell.bbox) {
                return true;
            }
            above.text = std::mem::take(&mut cell.text);
            above.indent = cell.indent;
        }
        above.row_span += cell.row_span;
        false
    });
}
