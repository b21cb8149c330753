//! The order of a page's prose and tables, and the way from drafts to the items of the flow.

use super::draft::Draft;
use super::prose::{self, TextLine};
use super::rules::{Line, Lines};
use super::settings::Settings;
use super::upright::Turn;
use super::{ruled, text, watermark};
use crate::places::Places;
use crate::{Hints, native};
use mingxi_model::{
    BBox, Diagnostic, Doubt, FlowItem, Glyph, NativeCell, NativeTable, OtherReading, Page, Place,
};

/// A line of prose or a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    Line(TextLine),
    Table(Box<Draft>),
}

impl Piece {
    pub(super) fn bbox(&self) -> BBox {
        match self {
            Piece::Line(line) => line.bbox,
            Piece::Table(draft) => draft.bbox,
        }
    }
}

/// The lines and tables of one page, top to bottom, and the page's horizontal rules. `lines` are the straight lines that
/// it shows, with those that [`banded`](super::banded) adds.
pub(super) fn page_pieces(
    page: &Page,
    lines: Lines,
    watermarks: &watermark::Repeated,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Piece>, Vec<Line>) {
    let mut used: Vec<bool> = page.glyphs.iter().map(|glyph| !text::is_seen(glyph, page)).collect();
    watermark::mark_slanted(page, &mut used, diagnostics);
    watermark::mark_pale(page, watermarks, &mut used, diagnostics);
    let tables = ruled::tables(page, &lines, settings, &mut used, diagnostics);
    drop_overhang(page, &tables, &mut used);
    let rest = page.glyphs.iter().zip(&used).filter(|(_, used)| !**used).map(|(glyph, _)| glyph);
    let rest: Vec<&Glyph> = rest.collect();
    let mut pieces: Vec<Piece> =
        prose::text_lines(&rest, page.number, settings).into_iter().map(Piece::Line).collect();
    pieces.extend(tables.into_iter().map(|draft| Piece::Table(Box::new(draft))));
    pieces.sort_by(|a, b| a.bbox().y0.total_cmp(&b.bbox().y0).then(a.bbox().x0.total_cmp(&b.bbox().x0)));
    (pieces, lines.horizontal)
}

/// Marks clipped glyphs beside a table as used: nobody sees them, they are the parts of a sheet's cells that the
/// page cuts off. Clipped glyphs elsewhere stay, because producers clip paragraphs that are seen.
fn drop_overhang(page: &Page, tables: &[Draft], used: &mut [bool]) {
    for (glyph, used) in page.glyphs.iter().zip(used.iter_mut()).filter(|(glyph, _)| glyph.clipped) {
        let (x, y) = (text::glyph_centre(glyph), text::glyph_middle(glyph));
        *used |= tables.iter().any(|draft| {
            let b = &draft.bbox;
            y >= b.y0 && y <= b.y1 && (x < b.x0 || x > b.x1)
        });
    }
}

/// Lines to paragraphs and drafts to recovered tables, with boxes on the pages as printed.
pub(super) fn items(
    pieces: Vec<Piece>,
    turns: &[(i32, Turn)],
    hints: &Hints,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<FlowItem> {
    let mut items = Vec::new();
    let mut places = Places::new();
    let mut lines: Vec<TextLine> = Vec::new();
    let prose = |lines: &mut Vec<TextLine>, before_table: bool, items: &mut Vec<FlowItem>| {
        let paragraphs = prose::paragraphs(&std::mem::take(lines), before_table, hints, settings);
        items.extend(paragraphs.into_iter().map(|mut paragraph| {
            turn_back(&mut paragraph.place, turns);
            FlowItem::Paragraph(paragraph)
        }));
    };
    for piece in pieces {
        match piece {
            Piece::Line(line) => lines.push(line),
            Piece::Table(draft) => {
                prose(&mut lines, true, &mut items);
                table(*draft, turns, hints, &mut places, &mut items, diagnostics);
            }
        }
    }
    prose(&mut lines, false, &mut items);
    items
}

/// The recovered table of a draft with its doubts and the other ways to read it; its frame rows become captions.
fn table(
    mut draft: Draft,
    turns: &[(i32, Turn)],
    hints: &Hints,
    places: &mut Places,
    items: &mut Vec<FlowItem>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let (extraction, in_doubt) = (draft.extraction, draft.in_doubt);
    let (doubts, others) = (std::mem::take(&mut draft.doubts), std::mem::take(&mut draft.others));
    let before = items.len();
    let top = native::recover_as(&native_table(draft, turns), extraction, hints, places, items, diagnostics);
    let Some(FlowItem::Table(table)) = items[before..].last_mut() else { return };
    if in_doubt {
        // Without a header no value has a meaning; the cells stay as they are.
        table.header_rows = 0;
        table.grid.mark_header(0);
        let reason = "its header goes on among its rows".to_owned();
        table.doubts.push(Doubt { rows: 0..u32::MAX, cols: 0..u32::MAX, reason });
        return;
    }
    let moved = |doubt: Doubt| Doubt {
        rows: doubt.rows.start.saturating_sub(top)..doubt.rows.end.saturating_sub(top),
        ..doubt
    };
    table.doubts = doubts.into_iter().map(moved).collect();
    let mut other = |draft: Draft| {
        let (mut items, mut remarks) = (Vec::new(), Vec::new());
        native::recover_as(&native_table(draft, turns), extraction, hints, places, &mut items, &mut remarks);
        match items.pop()? {
            FlowItem::Table(table) => Some(OtherReading { grid: table.grid, header_rows: table.header_rows }),
            FlowItem::Paragraph(_) => None,
        }
    };
    table.others = others.into_iter().filter_map(&mut other).collect();
}

/// A box of a turned page, found among all in their order, back to the page as printed.
pub(super) fn turn_back(place: &mut Place, turns: &[(i32, Turn)]) {
    if let Place::Page { number, bbox } = place
        && let Ok(at) = turns.binary_search_by_key(number, |(page, _)| *page)
    {
        *bbox = turns[at].1.back(*bbox);
    }
}

fn native_table(mut draft: Draft, turns: &[(i32, Turn)]) -> NativeTable {
    draft.cells.sort_by_key(|cell| (cell.row, cell.col));
    let first = draft.cells.iter().map(|cell| cell.page).min().unwrap_or(draft.page);
    let start = text::bounds(draft.cells.iter().filter(|cell| cell.page == first).map(|cell| cell.bbox));
    let place = |number: i32, bbox: BBox| {
        let mut place = Place::Page { number, bbox };
        turn_back(&mut place, turns);
        place
    };
    let (rows, columns) = (draft.rows as u32, draft.columns() as u32);
    let cells = draft
        .cells
        .into_iter()
        .map(|cell| NativeCell {
            row: cell.row as u32,
            col: cell.col as u32,
            row_span: cell.row_span as u32,
            col_span: cell.col_span as u32,
            text: cell.said(),
            place: place(cell.page, cell.bbox),
            indent: cell.indent,
            stored: None,
        })
        .collect();
    NativeTable { cells, rows, columns, place: place(first, start) }
}
