//! Tables over several pages: which parts belong together.

use super::continued::join_below;
use super::draft::Draft;
use super::flow::Piece;
use super::halves::{is_right_half, join_halves};
use super::leads::{Lead, frame_lines, lead, rest_of};
use super::paper::Paper;
use super::prose::TextLine;
use super::ruled::remark;
use super::settings::Settings;
use super::text::Chunk;
use super::title_columns::repeated_columns;
use crate::Hints;
use mingxi_model::text::squeeze;
use mingxi_model::{BBox, Diagnostic, parse_value};

/// A table with the lines around it.
#[derive(Debug)]
pub(super) struct Part {
    /// Lines above it that the part before it makes needless; a part that turns out to be a table of its own needs them.
    pub(super) lead: Vec<TextLine>,
    /// Those of them that only a right half of a sheet may have.
    pub(super) captions: Vec<TextLine>,
    /// Whether a line above it is printed above the first part as well.
    pub(super) repeats: bool,
    /// Whether the rest of a title stands above it that the edge of the page before cuts.
    pub(super) ends_title: bool,
    pub(super) draft: Draft,
    /// Lines on the table's own page below it.
    pub(super) tail: Vec<TextLine>,
}

impl Part {
    /// Whether nothing above it is a text of its own, so that it may go on with the table before it.
    fn is_untold(&self) -> bool {
        self.captions.is_empty() && !self.ends_title
    }
}

/// The pieces of all pages in one sequence, tables that go on over pages joined.
pub(super) fn join(
    sheets: Vec<Vec<Piece>>,
    paper: &Paper,
    hints: &Hints,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    // The lines above the first part of the current run, which a further page may repeat.
    let mut frame: Vec<TextLine> = Vec::new();
    let mut above: Vec<TextLine> = Vec::new();
    let mut run: Vec<Part> = Vec::new();
    for piece in sheets.into_iter().flatten() {
        match piece {
            Piece::Line(line) => match run.last_mut().filter(|part| part.draft.page == line.page) {
                Some(part) => part.tail.push(line),
                None => above.push(line),
            },
            Piece::Table(draft) => {
                let part =
                    match next_part(&run, std::mem::take(&mut above), *draft, &frame, paper, hints, settings)
                    {
                        Ok(part) => {
                            complete_title(&part, &frame, &mut out, hints, settings);
                            part
                        }
                        Err(part) => {
                            let Part { lead, draft, .. } = *part;
                            finish(std::mem::take(&mut run), &mut out, paper, hints, settings, diagnostics);
                            out.extend(lead.into_iter().map(Piece::Line));
                            frame = frame_lines(&out);
                            Part {
                                lead: Vec::new(),
                                captions: Vec::new(),
                                repeats: false,
                                ends_title: false,
                                draft,
                                tail: Vec::new(),
                            }
                        }
                    };
                run.push(part);
            }
        }
    }
    finish(run, &mut out, paper, hints, settings, diagnostics);
    out.extend(above.into_iter().map(Piece::Line));
    out
}

/// Adds to the title of a sheet what only the page of its right half shows.
fn complete_title(part: &Part, frame: &[TextLine], out: &mut [Piece], hints: &Hints, settings: &Settings) {
    for line in part.lead.iter().filter(|_| part.ends_title) {
        let found = frame.iter().find_map(|title| Some((title, rest_of(line, title, hints, settings)?)));
        let Some((title, added)) = found.filter(|(_, added)| !added.is_empty()) else { continue };
        let printed = out.iter_mut().rev().find_map(|piece| match piece {
            Piece::Line(line) if line == title => line.chunks.last_mut(),
            _ => None,
        });
        if let Some(chunk) = printed {
            chunk.text.push_str(&added);
        }
    }
}

/// The next part of a run; an error where the lines above it, or its page, tell that it begins a run of its own.
fn next_part(
    run: &[Part],
    above: Vec<TextLine>,
    draft: Draft,
    frame: &[TextLine],
    paper: &Paper,
    hints: &Hints,
    settings: &Settings,
) -> Result<Part, Box<Part>> {
    let before = run.last().map(|part| &part.draft);
    // What a clip cuts away of a cell's text is read in the cell.
    let is_hidden = |line: &TextLine| {
        line.is_clipped && [before, Some(&draft)].into_iter().flatten().any(|draft| holds(draft, line))
    };
    let mut leads: Vec<Lead> = above
        .iter()
        .map(|line| match is_hidden(line) {
            true => Lead::Repeat,
            false => lead(line, frame, before, hints, settings),
        })
        .collect();
    if leads.contains(&Lead::Own) && titles_sheet(run, &draft, frame, hints, settings) {
        leads.iter_mut().filter(|lead| **lead == Lead::Own).for_each(|lead| *lead = Lead::Caption);
    }
    let is_next_page = before.is_some_and(|before| before.page + 1 == draft.page);
    let repeats = leads.contains(&Lead::Repeat);
    let captions: Vec<TextLine> = above
        .iter()
        .zip(&leads)
        .filter(|(_, lead)| **lead == Lead::Caption)
        .map(|(line, _)| line.clone())
        .collect();
    let ends_title = leads.contains(&Lead::RestOfTitle);
    let is_loose = ends_title || !captions.is_empty();
    let part = Part { lead: above, captions, repeats, ends_title, draft, tail: Vec::new() };
    let goes_on = is_next_page
        && !leads.contains(&Lead::Own)
        && (!is_loose || run.iter().any(|left| is_right_half(left, &part, paper, hints, settings)));
    if goes_on { Ok(part) } else { Err(Box::new(part)) }
}

/// Whether a cell of a table holds a line's text.
fn holds(draft: &Draft, line: &TextLine) -> bool {
    let text = squeeze(&line.text());
    draft.cells.iter().any(|cell| squeeze(cell.whole_text()).contains(&text))
}

/// Whether the title of a sheet without one on its first page may stand above a further part of it: it is set in the
/// middle of all its pages.
fn titles_sheet(run: &[Part], draft: &Draft, frame: &[TextLine], hints: &Hints, settings: &Settings) -> bool {
    let Some(first) = run.first() else { return false };
    let own = frame.iter().filter(|line| line.page == first.draft.page);
    let is_untitled = own.map(|line| squeeze(&line.text())).all(|text| !hints.title.is_match(&text));
    is_untitled && run.iter().any(|part| repeated_columns(&part.draft, draft, settings) > 0)
}

/// Joins the parts of one run and appends them.
fn finish(
    mut run: Vec<Part>,
    out: &mut Vec<Piece>,
    paper: &Paper,
    hints: &Hints,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if run.is_empty() {
        return;
    }
    let mut joined: Vec<Part> = Vec::new();
    for mut part in join_halves(&mut run, paper, hints, settings, diagnostics) {
        // What stands below a table ends it, but for a form number at the foot of the page.
        let is_foot = |line: &TextLine| hints.caption.is_match(&squeeze(&line.text()));
        if let Some(above) = joined.last_mut()
            && above.tail.iter().all(is_foot)
            && part.is_untold()
        {
            match join_below(&mut above.draft, part.draft, paper, hints, settings, diagnostics) {
                None => {
                    let printed: Vec<String> = part.tail.iter().map(|line| squeeze(&line.text())).collect();
                    above.tail.retain(|line| !printed.contains(&squeeze(&line.text())));
                    above.tail.append(&mut part.tail);
                    continue;
                }
                Some(draft) => part.draft = draft,
            }
        }
        joined.push(part);
    }
    for part in joined {
        push(part, out, diagnostics);
    }
}

/// Appends a table, or its text where it is none after all: a column alone, or nothing but lines.
fn push(part: Part, out: &mut Vec<Piece>, diagnostics: &mut Vec<Diagnostic>) {
    let Part { lead, draft, tail, .. } = part;
    out.extend(lead.into_iter().map(Piece::Line));
    if draft.columns() > 1 && !draft.is_blank() {
        out.push(Piece::Table(Box::new(draft)));
    } else {
        diagnostics.extend(numbers_in_prose(&draft));
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

/// Fewest amounts in a column alone that tell that a table has lost it.
const LOST: usize = 2;

/// Says so where a column alone holds amounts: they belong to a table of which the rest was not found.
fn numbers_in_prose(draft: &Draft) -> Option<Diagnostic> {
    let is_amount = |text: &str| parse_value(text).is_some() && text.contains('.');
    let count = draft.cells.iter().filter(|cell| is_amount(&squeeze(&cell.text))).count();
    let message = format!(
        "page {} has a column of {count} amounts without any label beside it; they are in the prose only, look at the page",
        draft.page
    );
    (count >= LOST).then(|| remark("lone_column", message, draft.page, draft.bbox))
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
