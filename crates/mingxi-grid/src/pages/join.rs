//! Tables over several pages: which parts belong together.

use super::beside::{beside, join_beside, merges_rows, tells_rows};
use super::continued::{is_next_form, join_below};
use super::draft::Draft;
use super::flow::Piece;
use super::prose::TextLine;
use super::ruled::remark;
use super::settings::Settings;
use super::text::Chunk;
use crate::Hints;
use crate::frame::frame_rows;
use crate::row_kind::{RowKind, row_kind};
use mingxi_model::text::squeeze;
use mingxi_model::{BBox, Diagnostic, Extraction, Severity};
use std::collections::HashSet;

/// How many lines above a table may be its title and captions.
const FRAME_LINES: usize = 10;

/// A table with the lines around it.
#[derive(Debug)]
struct Part {
    /// Lines above it that only repeat those above the first part of its run; a part that turns out to be a
    /// table of its own needs them.
    lead: Vec<TextLine>,
    draft: Draft,
    /// Lines on the table's own page below it.
    tail: Vec<TextLine>,
}

/// The pieces of all pages in one sequence, tables that go on over pages joined.
pub(super) fn join(
    sheets: Vec<Vec<Piece>>,
    hints: &Hints,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    // Texts that stand above the first part of the current run, which a further page may repeat.
    let mut frame: Vec<String> = Vec::new();
    let mut lead: Vec<TextLine> = Vec::new();
    let mut run: Vec<Part> = Vec::new();
    for piece in sheets.into_iter().flatten() {
        match piece {
            Piece::Line(line) => match run.last_mut().filter(|part| part.draft.page == line.page) {
                Some(part) => part.tail.push(line),
                None => lead.push(line),
            },
            Piece::Table(draft) => {
                let goes_on = run.last().is_some_and(|part| part.draft.page + 1 == draft.page)
                    && lead.iter().all(|line| {
                        is_repeat(&line.text(), &frame)
                            || run.last().is_some_and(|part| is_ghost(line, &part.draft))
                    })
                    || is_other_half(&draft, &lead, &run, &frame, hints, settings);
                let mut repeated = Vec::new();
                if goes_on {
                    repeated = std::mem::take(&mut lead);
                } else {
                    finish(std::mem::take(&mut run), &mut out, hints, settings, diagnostics);
                    out.extend(lead.drain(..).map(Piece::Line));
                    frame = frame_texts(&out);
                }
                run.push(Part { lead: repeated, draft: *draft, tail: Vec::new() });
            }
        }
    }
    finish(run, &mut out, hints, settings, diagnostics);
    out.extend(lead.into_iter().map(Piece::Line));
    out
}

/// The lines right above the next table.
fn frame_texts(out: &[Piece]) -> Vec<String> {
    out.iter()
        .rev()
        .take(FRAME_LINES)
        .map_while(|piece| match piece {
            Piece::Line(line) => Some(squeeze(&line.text())),
            Piece::Table(_) => None,
        })
        .collect()
}

/// Whether a line above a table only repeats what stands above its first part: title, captions, 续表.
fn is_repeat(text: &str, frame: &[String]) -> bool {
    let text = squeeze(text);
    let core = ["(续表)", "(续)", "续表:", "续表", "续"]
        .iter()
        .fold(text.clone(), |core, mark| core.replace(mark, ""));
    core.is_empty() || frame.iter().any(|line| *line == text || *line == core)
}

/// Whether a table is the right half of a sheet whose left half stands before it, though lines stand above it: the rest
/// of the title that the cut went through, a unit of its own. So many equal row edges do not come by chance.
fn is_other_half(
    draft: &Draft,
    lead: &[TextLine],
    run: &[Part],
    frame: &[String],
    hints: &Hints,
    settings: &Settings,
) -> bool {
    let is_rest = |text: &str| text.chars().count() > 1 && frame.iter().any(|line| line.ends_with(text));
    run.last().is_some_and(|part| part.draft.page < draft.page)
        && lead.iter().all(|line| {
            let text = squeeze(&line.text());
            is_rest(&text) || hints.caption.is_match(&text)
        })
        && run.iter().any(|part| {
            let left = &part.draft;
            tells_rows(left, draft)
                && beside(left, draft, settings)
                && !begins_form(left, draft, hints)
                && !repeats_labels(left, draft)
        })
}

/// Whether a line on the page of the right half is a text of the left half, printed once more because it
/// reaches over the edge of the page.
fn is_ghost(line: &TextLine, left: &Draft) -> bool {
    let text = squeeze(&line.text());
    let middle = (line.bbox.y0 + line.bbox.y1) / 2.0;
    left.cells
        .iter()
        .any(|cell| cell.bbox.y0 <= middle && middle <= cell.bbox.y1 && squeeze(&cell.text).contains(&text))
}

/// Joins the parts of one run and appends them.
fn finish(
    mut run: Vec<Part>,
    out: &mut Vec<Piece>,
    hints: &Hints,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if run.is_empty() {
        return;
    }
    let mut joined: Vec<Part> = Vec::new();
    for part in join_halves(&mut run, hints, settings, diagnostics) {
        let part = match joined.last_mut() {
            // What stands below a table ends it, but for a form number at the foot of the page.
            Some(above) if above.tail.iter().all(|line| hints.caption.is_match(&squeeze(&line.text()))) => {
                match join_below(&mut above.draft, part.draft, hints, settings, diagnostics) {
                    None => {
                        above.tail = part.tail;
                        continue;
                    }
                    Some(draft) => Part { lead: part.lead, draft, tail: part.tail },
                }
            }
            _ => part,
        };
        joined.push(part);
    }
    for part in joined {
        push(part, out);
    }
}

/// Joins parts that stand side by side on one wide sheet, whichever way it was printed: down and then over
/// (parts 1 and 3, 2 and 4), or over and then down (1 and 2, 3 and 4).
fn join_halves(
    run: &mut Vec<Part>,
    hints: &Hints,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Part> {
    let mut out = Vec::new();
    while !run.is_empty() {
        let (down, over) = sheet_layout(run, hints, settings);
        let mut block: Vec<Part> = run.drain(..down * over).collect();
        let rest = block.split_off(down);
        for (index, part) in rest.into_iter().enumerate() {
            let left = &mut block[index % down];
            diagnostics.push(joined(&part.draft, "to the right of", left.draft.page));
            left.tail.extend(part.tail.into_iter().filter(|line| !is_ghost(line, &left.draft)));
            left.lead
                .extend(part.lead.into_iter().filter(|line| hints.caption.is_match(&squeeze(&line.text()))));
            join_beside(&mut left.draft, part.draft, settings);
        }
        // A note below the left half of a sheet that goes on downwards would stand in the middle of the table.
        out.extend(block);
    }
    out
}

fn joined(draft: &Draft, how: &str, page: i32) -> Diagnostic {
    let mut remark = remark(
        "joined_pages",
        format!("the table on page {} was joined {how} the one on page {page}", draft.page),
        draft.page,
        draft.bbox,
    );
    remark.severity = Severity::Info;
    remark
}

/// How many parts at the start of a run are one below the other (1 if unknown), and how many such stacks
/// stand side by side (1 if none).
fn sheet_layout(run: &[Part], hints: &Hints, settings: &Settings) -> (usize, usize) {
    for down in 1..=run.len() / 2 {
        let fits = |index: usize| {
            let (left, right) = (&run[index % down], &run[index]);
            left.draft.extraction == Extraction::Ruled
                && right.draft.extraction == Extraction::Ruled
                && !begins_form(&left.draft, &right.draft, hints)
                && !repeats_labels(&left.draft, &right.draft)
                && (beside(&left.draft, &right.draft, settings)
                    || right.lead.is_empty() && merges_rows(&left.draft, &right.draft, settings))
        };
        // Sheets of few rows are halves of each other if those with them in one stack are.
        let is_told = |index: usize| {
            let (left, right) = (&run[index % down].draft, &run[index].draft);
            beside(left, right, settings) || tells_rows(left, right)
        };
        let mut over = 1;
        while (over + 1) * down <= run.len()
            && (over * down..(over + 1) * down).all(fits)
            && (over * down..(over + 1) * down).any(is_told)
        {
            over += 1;
        }
        if over > 1 {
            return (down, over);
        }
    }
    (1, 1)
}

/// Whether a table is a form of its own, as the one before it is: it has a title of its own, or is the same form
/// filled in once more, which has the same rows. It is no half of a sheet.
fn begins_form(left: &Draft, right: &Draft, hints: &Hints) -> bool {
    let (left, right) = (left.head_texts(), right.head_texts());
    let ((left_top, _), (right_top, _)) = (frame_rows(&left, hints), frame_rows(&right, hints));
    let title = |rows: &[Vec<&str>]| {
        rows.iter().flatten().map(|text| squeeze(text)).find(|text| hints.title.is_match(text))
    };
    if let (Some(left), Some(right)) = (title(&left[..left_top]), title(&right[..right_top]))
        && left != right
    {
        return true;
    }
    let is_header = |rows: &[Vec<&str>]| {
        let first = rows.first().into_iter().flatten().copied();
        row_kind(first, false, hints) == RowKind::Header
    };
    let (left, right) = (&left[left_top..], &right[right_top..]);
    is_next_form(left, right) && !is_header(left) && !is_header(right)
}

/// The share of a part's labels that stand in the part before it where it has that part's labels.
const REPEATED: f32 = 0.6;

/// Whether a part has the heads or the labels of the part before it once more: it can be read by itself, and is the next
/// table or the next page of this one.
fn repeats_labels(left: &Draft, right: &Draft) -> bool {
    let column = |draft: &Draft| -> Vec<String> {
        let mut cells: Vec<_> = draft.cells.iter().filter(|cell| cell.col == 0).collect();
        cells.sort_by_key(|cell| cell.row);
        cells.iter().map(|cell| squeeze(&cell.text)).collect()
    };
    let heads = |draft: &Draft| -> Vec<String> {
        draft.head_texts().first().into_iter().flatten().map(|text| squeeze(text)).collect()
    };
    let is_telling = |texts: &[String]| texts.iter().filter(|text| !text.is_empty()).count() > 1;
    let (own, before) = (column(right), column(left));
    let (own_heads, heads_before) = (heads(right), heads(left));
    let labels = |texts: &[String]| -> HashSet<String> {
        texts.iter().filter(|text| text.chars().filter(|c| !c.is_ascii()).count() > 1).cloned().collect()
    };
    let (own_labels, labels_before) = (labels(&own), labels(&before));
    let common = own_labels.intersection(&labels_before).count();
    (own == before && is_telling(&own))
        || (own_heads == heads_before && is_telling(&own_heads))
        || (common > 2 && common as f32 >= REPEATED * own_labels.len() as f32)
}

/// Appends a table, or its text where it is none after all: a column alone, or nothing but lines.
fn push(part: Part, out: &mut Vec<Piece>) {
    let Part { lead, draft, tail } = part;
    out.extend(lead.into_iter().map(Piece::Line));
    if draft.columns() > 1 && !draft.is_blank() {
        out.push(Piece::Table(Box::new(draft)));
    } else {
        let mut cells = draft.cells;
        cells.sort_by_key(|cell| (cell.row, cell.col));
        for cell in cells {
            let texts: Vec<&str> = cell.text.split('\n').filter(|text| !text.trim().is_empty()).collect();
            for (index, text) in texts.iter().enumerate() {
                out.push(Piece::Line(line(text, cell.page, cell.bbox, index, texts.len())));
            }
        }
    }
    out.extend(tail.into_iter().map(Piece::Line));
}

/// A line of a framed text; its share of the frame's height is its box.
fn line(text: &str, page: i32, frame: BBox, index: usize, count: usize) -> TextLine {
    let height = (frame.y1 - frame.y0) / count.max(1) as f32;
    let y0 = frame.y0 + height * index as f32;
    let bbox = BBox { y0, y1: y0 + height, ..frame };
    let (baseline, size) = (bbox.y1, height.min(12.0));
    let chunk = Chunk { text: text.to_owned(), bbox, baseline, size, marks: Vec::new() };
    let column = (frame.x0, frame.x1);
    TextLine { page, chunks: vec![chunk], bbox, baseline, size, column, is_clipped: false }
}
