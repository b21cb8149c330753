//! The left and right halves of a wide sheet.

use super::draft::{Draft, DraftCell, blank};
use super::settings::Settings;
use mingxi_model::BBox;
use mingxi_model::text::squeeze;

/// Row edges of the halves of one sheet differ at most by this: one program printed them with one scale.
const SAME_HEIGHT: f32 = 1.5;

/// Whether `right` is the sheet's continuation to the right of `left`: the same row heights at the same place,
/// but other columns.
pub(super) fn beside(left: &Draft, right: &Draft, settings: &Settings) -> bool {
    !has_same_columns(left, right, settings) && has_same_rows(left, right)
}

/// Whether both have the same columns at the same place.
fn has_same_columns(left: &Draft, right: &Draft, settings: &Settings) -> bool {
    left.xs.len() == right.xs.len()
        && left.xs.iter().zip(&right.xs).all(|(a, b)| (a - b).abs() <= settings.same_edge)
}

/// Whether both have the same row heights at the same place.
pub(super) fn has_same_rows(left: &Draft, right: &Draft) -> bool {
    let (few, many) =
        if left.ys.len() <= right.ys.len() { (&left.ys, &right.ys) } else { (&right.ys, &left.ys) };
    let close = |y: f32| many.iter().any(|other| (other - y).abs() <= SAME_HEIGHT);
    // The top side of the halves of a merged title cell may be drawn in one half only.
    few.iter().skip(usize::from(few.len() > 2)).all(|y| close(*y))
        && (few[few.len() - 1] - many[many.len() - 1]).abs() <= SAME_HEIGHT
        && many.len() <= few.len() + 3
}

/// Fewest row edges that halves must share for the pattern of their rows to be evidence.
const TELLING_EDGES: usize = 5;

/// Whether the rows of one half are those of the other with some of them merged: every edge of the half with
/// fewer stands at one of the other's, from the top to the bottom (a project's cell beside its indicators).
///
/// A few edges meet by chance; see [`tells_rows`].
pub(super) fn merges_rows(left: &Draft, right: &Draft, settings: &Settings) -> bool {
    let (few, many) =
        if left.ys.len() <= right.ys.len() { (&left.ys, &right.ys) } else { (&right.ys, &left.ys) };
    let meets = |a: f32, b: f32| (a - b).abs() <= SAME_HEIGHT;
    !has_same_columns(left, right, settings)
        && meets(few[0], many[0])
        && meets(few[few.len() - 1], many[many.len() - 1])
        && few.iter().all(|y| many.iter().any(|other| meets(*y, *other)))
}

/// Whether the halves share so many row edges that they do not meet by chance.
pub(super) fn tells_rows(left: &Draft, right: &Draft) -> bool {
    left.ys.len().min(right.ys.len()) >= TELLING_EDGES
}

/// Appends the columns of `right` to `left`.
pub(super) fn join_beside(left: &mut Draft, right: Draft, _settings: &Settings) {
    let ys = union(&left.ys, &right.ys, SAME_HEIGHT);
    let columns = left.columns();
    let (left_map, right_map) = (index_map(&left.ys, &ys), index_map(&right.ys, &ys));
    let (left_sides, right_sides) =
        (spread(&left.right, &left_map, ys.len() - 1), spread(&right.left, &right_map, ys.len() - 1));
    let mut cells: Vec<DraftCell> = std::mem::take(&mut left.cells);
    respan_rows(&mut cells, &left_map);
    pad_rows(&mut cells, &left_map, 0, columns, ys.len() - 1, left.page, left.bbox);
    let mut others = right.cells;
    respan_rows(&mut others, &right_map);
    for cell in &mut others {
        cell.col += columns;
    }
    let right_columns = right.xs.len() - 1;
    pad_rows(&mut others, &right_map, columns, right_columns, ys.len() - 1, right.page, left.bbox);
    join_seam(&mut cells, &mut others, columns, &left_sides, &right_sides);
    cells.extend(others);
    let shift = left.xs[columns] - right.xs[0];
    left.xs.extend(right.xs.iter().skip(1).map(|x| x + shift));
    left.bbox.x1 = left.xs[left.xs.len() - 1];
    left.rows = ys.len() - 1;
    left.left = spread(&left.left, &left_map, left.rows);
    left.right = spread(&right.right, &right_map, left.rows);
    left.top.extend(right.top);
    left.bottom.extend(right.bottom);
    left.ys = ys;
    left.first_cells = cells.len();
    left.cells = cells;
    left.page = right.page;
}

/// All edges of both lists; edges that are close are one.
pub(super) fn union(a: &[f32], b: &[f32], tolerance: f32) -> Vec<f32> {
    let mut out = a.to_vec();
    out.extend(b.iter().filter(|edge| a.iter().all(|other| (*edge - other).abs() > tolerance)));
    out.sort_by(f32::total_cmp);
    out
}

/// For each edge the index of the nearest one of `all`.
pub(super) fn index_map(edges: &[f32], all: &[f32]) -> Vec<usize> {
    edges
        .iter()
        .map(|edge| {
            let upper = all.partition_point(|other| other < edge);
            match upper {
                0 => 0,
                _ if upper == all.len() => upper - 1,
                _ if edge - all[upper - 1] <= all[upper] - edge => upper - 1,
                _ => upper,
            }
        })
        .collect()
}

fn respan_rows(cells: &mut [DraftCell], map: &[usize]) {
    for cell in cells {
        let (top, bottom) = (map[cell.row], map[cell.row + cell.row_span]);
        cell.row = top;
        cell.row_span = bottom - top;
    }
}

/// Flags per old row (or column) as flags per new one.
pub(super) fn spread(flags: &[bool], map: &[usize], rows: usize) -> Vec<bool> {
    let mut out = vec![false; rows];
    for (row, flag) in flags.iter().enumerate() {
        out[map[row]..map[row + 1]].fill(*flag);
    }
    out
}

/// Adds one empty cell for the rows above and below the part's own.
fn pad_rows(
    cells: &mut Vec<DraftCell>,
    map: &[usize],
    col: usize,
    columns: usize,
    rows: usize,
    page: i32,
    bbox: BBox,
) {
    let (first, last) = (map[0], map[map.len() - 1]);
    for (from, to) in [(0, first), (last, rows)] {
        if to > from {
            cells.push(blank((from, col, to, col + columns), page, bbox));
        }
    }
}

/// Joins cells at the seam that were one before the sheet was cut: neither half draws a side there.
fn join_seam(
    cells: &mut [DraftCell],
    others: &mut Vec<DraftCell>,
    columns: usize,
    left_sides: &[bool],
    right_sides: &[bool],
) {
    others.retain(|other| {
        if other.col != columns {
            return true;
        }
        let rows = other.row..other.row + other.row_span;
        let drawn = |sides: &[bool]| rows.clone().any(|row| sides.get(row).copied().unwrap_or(false));
        let partner = cells.iter_mut().find(|cell| {
            cell.col + cell.col_span == columns && (cell.row, cell.row_span) == (other.row, other.row_span)
        });
        if drawn(right_sides) {
            if let Some(cell) = partner.filter(|cell| is_begun(&cell.text, &other.text)) {
                cell.text.clone_from(&other.text);
                cell.whole = None;
            }
            return true;
        }
        match partner {
            Some(cell) if !drawn(left_sides) => {
                let texts = written_on_both(cell, other).or_else(|| united(&cell.text, &other.text));
                let Some(text) = texts else { return true };
                cell.col_span += other.col_span;
                if squeeze(&cell.text).is_empty() && !squeeze(&other.text).is_empty() {
                    cell.page = other.page;
                    cell.bbox = other.bbox;
                    cell.indent = other.indent;
                }
                cell.text = text;
                cell.whole = None;
                false
            }
            _ => true,
        }
    });
}

/// Fewest characters that tell that a text was cut and is printed whole on the next page.
const BEGUN: usize = 4;

/// Whether a text is the beginning of another one, as the edge of the paper cuts the head of a group that the right half
/// prints again: 其中：按部门预算 before 其中：按部门预算支出经济分类.
fn is_begun(cut: &str, whole: &str) -> bool {
    let (cut, whole) = (squeeze(cut), squeeze(whole));
    let letters = cut.chars().filter(|c| c.is_alphabetic()).count();
    letters >= BEGUN && cut.len() < whole.len() && whole.starts_with(&cut)
}

/// Fewest characters at the end of one line and the beginning of another that tell that it goes on there.
const TELLING: usize = 2;

/// The text of a cell that both halves of the sheet hold and clip, line by line. What stands beyond the edge of the
/// paper is missing on one of them.
fn written_on_both(left: &DraftCell, right: &DraftCell) -> Option<String> {
    if left.whole.is_none() && right.whole.is_none() {
        return None;
    }
    let lines = |cell: &DraftCell| -> Vec<String> {
        cell.whole_text().lines().filter(|line| !squeeze(line).is_empty()).map(str::to_owned).collect()
    };
    let (left, right) = (lines(left), lines(right));
    // The last lines of a text may end on the left page.
    let ends_left = right.len() <= left.len();
    let parts = left.iter().enumerate().map(|(index, line)| match right.get(index) {
        Some(rest) => one_line(line, rest),
        None => Some(line.clone()),
    });
    let parts: Option<Vec<String>> = parts.collect();
    parts.filter(|_| ends_left).map(|lines| lines.join("\n"))
}

/// The line that begins on one page and ends on the other, where they have a part of it in common.
fn one_line(left: &str, right: &str) -> Option<String> {
    let (plain_left, plain_right) = (squeeze(left), squeeze(right));
    if plain_left.contains(&plain_right) {
        return Some(left.to_owned());
    }
    if plain_right.contains(&plain_left) {
        return Some(right.to_owned());
    }
    // The longest beginning of the right part that the left one ends with.
    let shared = right.char_indices().map(|(at, _)| at).skip(TELLING).collect::<Vec<_>>();
    let common = shared.into_iter().rev().find(|at| left.trim_end().ends_with(&right[..*at]))?;
    Some(format!("{}{}", left.trim_end(), &right[common..]))
}

/// The text of a cell of which each half of the sheet shows its part: 一般公 and 共预算. `None` where the halves are
/// texts of their own: another number of lines, or a number, which nothing may put together from two pages.
fn united(left: &str, right: &str) -> Option<String> {
    let (plain_left, plain_right) = (squeeze(left), squeeze(right));
    if plain_right.is_empty() || plain_left == plain_right {
        return Some(left.to_owned());
    }
    if plain_left.is_empty() {
        return Some(right.to_owned());
    }
    let is_number = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    let (lines_left, lines_right) = (left.lines().count(), right.lines().count());
    if lines_left != lines_right || is_number(left) || is_number(right) {
        return None;
    }
    // The character that the cut goes through is printed on both pages.
    let rest = |a: &str, b: &str| match (a.chars().next_back(), b.chars().next()) {
        (Some(last), Some(first)) if last == first => b[first.len_utf8()..].to_owned(),
        _ => b.to_owned(),
    };
    let lines: Vec<String> =
        left.lines().zip(right.lines()).map(|(a, b)| format!("{a}{}", rest(a, b))).collect();
    Some(lines.join("\n"))
}
