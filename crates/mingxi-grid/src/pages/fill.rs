//! The texts of a table's cells.

use super::draft::{Draft, DraftCell};
use super::overprint;
use super::settings::Settings;
use super::sides::{Side, is_number, side};
use super::strings::two_strings;
use super::text::{block_text, glyph_centre, glyph_middle, is_blank, lines};
use super::touching;
use mingxi_model::{BBox, Glyph, Page};

/// Gives every glyph whose centre lies in a cell to that cell, and marks it as used. What a clip cuts away belongs
/// to the cell in which the clip would show it.
pub(super) fn fill(draft: &mut Draft, page: &Page, used: &mut [bool], settings: &Settings) {
    let centred = homes(draft, page, used);
    let mut home = whole_runs(draft, page, centred.clone(), settings);
    draft.doubts.extend(overprint::give_back(draft, page, &mut home));
    draft.doubts.extend(touching::doubts(draft, page, (&centred, &home), used, settings));
    let mut inked: Vec<Vec<&Glyph>> = vec![Vec::new(); draft.cells.len()];
    for (index, cell) in home.iter().enumerate() {
        if let Some(cell) = cell {
            used[index] = true;
            inked[*cell].push(&page.glyphs[index]);
        }
    }
    for (cell, glyphs) in draft.cells.iter_mut().zip(inked) {
        let width = cell.bbox.x1 - cell.bbox.x0;
        let shown = shown_lines(cell, &glyphs, settings);
        let shown = shown.as_ref().unwrap_or(&glyphs);
        cell.text = block_text(shown, width, settings);
        cell.indent = first_glyph(shown).map(|x0| x0 - cell.bbox.x0);
        cell.last_line = last_line(shown, settings);
        if glyphs.iter().any(|glyph| is_cut_away(glyph)) {
            cell.whole = Some(block_text(&glyphs, width, settings));
        }
    }
}

/// For each glyph of the page the cell in which its centre lies, unless it is used.
pub(super) fn homes(draft: &Draft, page: &Page, used: &[bool]) -> Vec<Option<usize>> {
    let owners = draft.owners();
    let columns = draft.columns();
    let home = |(glyph, used): (&Glyph, &bool)| {
        if *used {
            return None;
        }
        let (x, y) = clipped_place(glyph, draft);
        let col = interval(&draft.xs, x).or_else(|| reaching_in(&draft.xs, glyph))?;
        let row = interval(&draft.ys, y)?;
        Some(owners[row * columns + col])
    };
    page.glyphs.iter().zip(used).map(home).collect()
}

fn is_cut_away(glyph: &Glyph) -> bool {
    glyph.clipped && glyph.clip.is_some()
}

/// The glyphs of the lines of which the page shows a part; `None` if it shows all. What a clip of the cell's own size
/// cuts away is text of the cell as well: only the body of a page leaves lines to the page before or after it.
fn shown_lines<'g>(cell: &DraftCell, glyphs: &[&'g Glyph], settings: &Settings) -> Option<Vec<&'g Glyph>> {
    let bbox = cell.bbox;
    let is_own = |clip: &BBox| clip.y0 >= bbox.y0 - CLIP_REACH && clip.y1 <= bbox.y1 + CLIP_REACH;
    let is_hidden = |glyph: &&Glyph| is_cut_away(glyph) && !glyph.clip.as_ref().is_some_and(is_own);
    glyphs.iter().any(is_hidden).then(|| {
        let all = lines(glyphs.iter().copied(), settings);
        all.into_iter().filter(|line| !line.iter().all(is_hidden)).flatten().collect()
    })
}

/// How far a clip may reach beyond what it shows: the width of a border.
const CLIP_REACH: f32 = 2.5;

/// Where a glyph counts: its middle, moved into its clip. A clip of the whole table leaves it in its column.
fn clipped_place(glyph: &Glyph, draft: &Draft) -> (f32, f32) {
    let (x, y) = (glyph_centre(glyph), glyph_middle(glyph));
    let Some(clip) = glyph.clip else { return (x, y) };
    let inside = |place: f32, from: f32, to: f32| match to - from > 2.0 * CLIP_REACH {
        true => place.clamp(from + CLIP_REACH, to - CLIP_REACH),
        false => place,
    };
    // A strip at the break may be too low to be a row.
    let (top, bottom) = (draft.bbox.y0, draft.bbox.y1);
    let in_table = |place: f32| match place {
        _ if place < top && top - place < STRIP => top,
        _ if place >= bottom && place - bottom < STRIP => bottom - 0.01,
        _ => place,
    };
    let bbox = draft.bbox;
    let is_cell = clip.x1 - clip.x0 < bbox.x1 - bbox.x0 || clip.y1 - clip.y0 < bbox.y1 - bbox.y0;
    let x = if is_cell && (x < clip.x0 || x > clip.x1) { inside(x, clip.x0, clip.x1) } else { x };
    // A low row shows a strip of a line.
    let strip = (clip.y0 + clip.y1) / 2.0;
    let y = match () {
        () if (clip.y0..=clip.y1).contains(&y) => y,
        () if clip.y1 - clip.y0 <= 2.0 * CLIP_REACH && (top..bottom).contains(&strip) => strip,
        () => in_table(inside(y, clip.y0, clip.y1)),
    };
    (x, y)
}

/// The height of what a break leaves of a row that the rules do not show.
const STRIP: f32 = 8.0;

/// How much lower than the topmost a glyph of the first line may stand, in parts of its size.
const SAME_LINE: f32 = 0.4;

/// Where the first line of upright text begins.
fn first_glyph(glyphs: &[&Glyph]) -> Option<f32> {
    let inked = || glyphs.iter().filter(|glyph| !is_blank(&glyph.text));
    if inked().any(|glyph| glyph.rotation != 0) {
        return None;
    }
    let top = inked().min_by(|a, b| a.baseline.total_cmp(&b.baseline))?;
    let first = inked().filter(|glyph| glyph.baseline <= top.baseline + SAME_LINE * top.size);
    first.map(|glyph| glyph.bbox.x0).min_by(f32::total_cmp)
}

/// The width of the last line of upright text and the size of its glyphs.
fn last_line(glyphs: &[&Glyph], settings: &Settings) -> Option<(f32, f32)> {
    let lines = lines(glyphs.iter().copied(), settings);
    let (first, last) = lines.last().and_then(|line| Some((line.first()?, line.last()?)))?;
    (last.rotation == 0).then_some((last.bbox.x1 - first.bbox.x0, last.size))
}

/// The interval between edges that holds a position.
pub(super) fn interval(edges: &[f32], position: f32) -> Option<usize> {
    let upper = edges.partition_point(|edge| *edge <= position);
    (upper > 0 && upper < edges.len()).then(|| upper - 1)
}

/// The share of a glyph that must stand in a table for a glyph at its side to be a text of the table.
const INSIDE: f32 = 0.3;

/// The outermost column, for a glyph that the table's side goes through: the cut of a wide sheet leaves half a
/// character on either page, and the greater part is read where it stands.
fn reaching_in(edges: &[f32], glyph: &Glyph) -> Option<usize> {
    let (first, last) = (edges.first()?, edges.last()?);
    let share = INSIDE * (glyph.bbox.x1 - glyph.bbox.x0);
    if glyph.clipped || edges.len() < 2 || share <= 0.0 {
        return None;
    }
    let centre = glyph_centre(glyph);
    if centre >= *last && glyph.bbox.x0 + share <= *last {
        return Some(edges.len() - 2);
    }
    (centre < *first && glyph.bbox.x1 - share >= *first).then_some(0)
}

/// The share of a glyph that must stand on both sides of an edge for the text to overflow its cell.
const PIERCED: f32 = 0.15;

/// The largest gap between two characters of one text, in em.
const SEAMLESS: f32 = 0.03;

/// Keeps a run of text that overflows its cell in one piece: where an edge goes through a glyph, the run
/// belongs to one cell, and where it passes between two glyphs, to two.
fn whole_runs(
    draft: &Draft,
    page: &Page,
    mut home: Vec<Option<usize>>,
    settings: &Settings,
) -> Vec<Option<usize>> {
    let glyphs = &page.glyphs;
    let all: Vec<&Glyph> = glyphs.iter().collect();
    let mut start = 0;
    let mut runs = Vec::new();
    while start < glyphs.len() {
        let mut end = start + 1;
        while end < glyphs.len()
            && follows(&glyphs[end - 1], &glyphs[end], settings)
            && !(glyphs[end - 1].run != glyphs[end].run && two_strings(&all, end))
        {
            end += 1;
        }
        runs.push(start..end);
        start = end;
    }
    let overflows =
        |run: &&std::ops::Range<usize>| home[(*run).clone()].iter().any(|cell| *cell != home[run.start]);
    let over: Vec<std::ops::Range<usize>> = runs.iter().filter(overflows).cloned().collect();
    let side = if over.is_empty() { None } else { side(draft, glyphs, &home, &runs) };
    for run in over {
        keep_together(draft, glyphs, run.start, run.end, side, &mut home);
    }
    home
}

/// Whether a glyph goes on where the one before it ends. Texts of different clips are different texts.
fn follows(before: &Glyph, glyph: &Glyph, settings: &Settings) -> bool {
    let gap = glyph.bbox.x0 - before.bbox.x1;
    before.rotation == glyph.rotation
        && before.clip == glyph.clip
        && (before.baseline - glyph.baseline).abs() < 0.1 * glyph.size
        && (before.size - glyph.size).abs() < 0.1 * glyph.size
        && gap.abs() < settings.word_gap * glyph.size
}

/// Within the run `start..end`, joins stretches of glyphs whose common edge is pierced.
fn keep_together(
    draft: &Draft,
    glyphs: &[Glyph],
    start: usize,
    end: usize,
    side: Option<Side>,
    home: &mut [Option<usize>],
) {
    let mut from = start;
    while from < end {
        let mut to = from + 1;
        while to < end
            && (home[to] == home[to - 1]
                || pierces(draft, glyphs, home, to)
                || is_one_text(&glyphs[to - 1], &glyphs[to]))
        {
            to += 1;
        }
        let stretch = from..to;
        if home[stretch.clone()].iter().any(|cell| *cell != home[from]) {
            let target = target(draft, &glyphs[stretch.clone()], &home[stretch.clone()], side);
            home[stretch].fill(target);
        }
        from = to;
    }
}

/// Whether two characters of one string stand without any gap: no producer shows the texts of two cells that way.
fn is_one_text(before: &Glyph, glyph: &Glyph) -> bool {
    let gap = glyph.bbox.x0 - before.bbox.x1;
    before.run == glyph.run
        && before.run > 0
        // The caller looks only at characters that stand near one another.
        && (gap.abs() < SEAMLESS * glyph.size || (is_digit(before) && is_digit(glyph)))
        && !is_blank(&before.text)
        && !is_blank(&glyph.text)
}

fn is_digit(glyph: &Glyph) -> bool {
    glyph.text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'))
}

/// Whether the vertical edge between the cells of two neighbouring glyphs goes through one of them.
fn pierces(draft: &Draft, glyphs: &[Glyph], home: &[Option<usize>], index: usize) -> bool {
    let (Some(a), Some(b)) = (home[index - 1], home[index]) else {
        return false;
    };
    let (a, b) = (&draft.cells[a], &draft.cells[b]);
    let same_row = a.row < b.row + b.row_span && b.row < a.row + a.row_span;
    let edge = if b.col > a.col { b.bbox.x0 } else { a.bbox.x0 };
    same_row
        && [&glyphs[index - 1], &glyphs[index]].into_iter().any(|glyph| {
            let (x0, x1) = (glyph.bbox.x0, glyph.bbox.x1);
            let margin = PIERCED * (x1 - x0);
            !is_blank(&glyph.text) && x0 + margin < edge && edge < x1 - margin
        })
}

/// The cell an overflowing text belongs to: a number to the one at the side to which the table's numbers are set;
/// else a centred text to the cell around its middle, a number to the cell in which it ends, any other to the cell
/// in which it begins.
fn target(draft: &Draft, glyphs: &[Glyph], home: &[Option<usize>], side: Option<Side>) -> Option<usize> {
    let (x0, x1) = (glyphs.first()?.bbox.x0, glyphs.last()?.bbox.x1);
    let middle = (x0 + x1) / 2.0;
    let centred = home.iter().flatten().copied().find(|cell| {
        let bbox = &draft.cells[*cell].bbox;
        (middle - (bbox.x0 + bbox.x1) / 2.0).abs() < 0.3 * glyphs[0].size
    });
    let is_number = is_number(glyphs);
    let (first, last) = (home.iter().flatten().next(), home.iter().flatten().next_back());
    match side.filter(|_| is_number) {
        Some(Side::Left) => return first.copied(),
        Some(Side::Right) => return last.copied(),
        _ => {}
    }
    if centred.is_some() {
        centred
    } else if is_number {
        last.copied()
    } else {
        *home.first()?
    }
}
