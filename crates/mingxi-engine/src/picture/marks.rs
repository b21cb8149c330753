//! What stands on a page, in the terms of what was made of it.

use super::evidence;
use mingxi_model::text::{is_han, squeeze};
use mingxi_model::{
    BBox, Cell, CheckStatus, ColumnRole, Extraction, FlowItem, Glyph, Page, Paragraph, Place, Reading, Table,
    TableKind,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a box on the page was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A header cell (表头).
    Header,
    /// A cell that names its row.
    Label,
    /// A cell of codes or running numbers.
    Code,
    /// A cell of a value column.
    Value,
    /// A value that was moved by us or stands in a broken identity.
    Doubtful,
    /// An indicator (绩效指标).
    Indicator,
    /// Any other cell of a table.
    Other,
    /// A table's title.
    Title,
    /// A line above a table that belongs to it: agency, year, unit.
    Caption,
    /// A line below a table that belongs to it.
    Note,
    /// Running text.
    Prose,
    /// Text of the page that is in no cell and no paragraph: page numbers, headers, footers, watermarks.
    LeftOut,
    /// A clip that cuts text away.
    Clip,
    /// The edge at which a table goes on from the page before or on the next page.
    Joined,
    /// The heads of a table that could be read in several ways; the sums chose this one.
    Proven,
}

impl Role {
    /// All roles, in the order of the legend.
    pub const ALL: [Role; 15] = [
        Role::Header,
        Role::Label,
        Role::Code,
        Role::Value,
        Role::Doubtful,
        Role::Indicator,
        Role::Other,
        Role::Title,
        Role::Caption,
        Role::Note,
        Role::Prose,
        Role::LeftOut,
        Role::Clip,
        Role::Joined,
        Role::Proven,
    ];

    /// The role's colour with its name, and what it marks.
    pub fn legend(self) -> (&'static str, &'static str) {
        match self {
            Role::Header => ("blue", "header cells"),
            Role::Label => ("green", "labels"),
            Role::Code => ("teal", "codes and running numbers"),
            Role::Value => ("orange", "values"),
            Role::Doubtful => ("red", "values repaired or in a broken sum"),
            Role::Indicator => ("lime", "indicators"),
            Role::Other => ("grey", "other cells"),
            Role::Title => ("purple", "titles"),
            Role::Caption => ("pink", "captions"),
            Role::Note => ("brown", "notes"),
            Role::Prose => ("olive", "prose"),
            Role::LeftOut => ("yellow", "characters left out"),
            Role::Clip => ("cyan", "clips that cut text away"),
            Role::Joined => ("black", "edges at which a table goes on over pages"),
            Role::Proven => ("violet", "tables whose heads the sums chose among several readings"),
        }
    }

    /// Red, green and blue of the role's frames.
    pub fn colour(self) -> [u8; 3] {
        match self {
            Role::Header => [30, 80, 220],
            Role::Label => [20, 140, 60],
            Role::Code => [0, 150, 160],
            Role::Value => [235, 120, 0],
            Role::Doubtful => [220, 0, 30],
            Role::Indicator => [110, 200, 0],
            Role::Other => [120, 120, 120],
            Role::Title => [140, 0, 190],
            Role::Caption => [240, 60, 160],
            Role::Note => [140, 90, 40],
            Role::Prose => [130, 130, 0],
            Role::LeftOut => [250, 210, 0],
            Role::Clip => [0, 210, 240],
            Role::Joined => [0, 0, 0],
            Role::Proven => [160, 90, 255],
        }
    }
}

/// A box to draw, in the page's points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mark {
    pub(super) bbox: BBox,
    pub(super) role: Role,
    /// The cell covers several rows or columns.
    pub(super) is_merged: bool,
}

/// A table as far as it stands on the page.
#[derive(Debug, Clone, PartialEq)]
pub struct TableOnPage {
    /// Its number in the document.
    pub table_id: i32,
    /// Its form.
    pub kind: TableKind,
    /// How it was found.
    pub extraction: Extraction,
    /// The box around its cells on this page.
    pub bbox: BBox,
    /// Cells on this page.
    pub cells: usize,
    /// Those of them that cover several rows or columns.
    pub merged: usize,
    /// The table begins on a page before.
    pub goes_on_from: bool,
    /// The table goes on on a page behind.
    pub goes_on_to: bool,
    /// What was said of the reading that the sums chose among several.
    pub proven: Option<String>,
}

/// All boxes of a page: paragraphs and what is left out first, cells over them.
pub(super) fn marks(page: &Page, flow: &[FlowItem], reading: &Reading) -> (Vec<Mark>, Vec<TableOnPage>) {
    let mut marks = paragraphs(page, flow, reading);
    let mut tables = Vec::new();
    for table in &reading.tables {
        let found = cells(page, table, reading);
        if let Some(around) = found.iter().map(|mark| mark.bbox).reduce(union) {
            tables.push(TableOnPage {
                table_id: table.table_id,
                kind: table.kind,
                extraction: table.extraction,
                bbox: around,
                cells: found.len(),
                merged: found.iter().filter(|mark| mark.is_merged).count(),
                goes_on_from: table.page_first().is_some_and(|first| first < page.number),
                goes_on_to: table.page_last().is_some_and(|last| last > page.number),
                proven: proven(table, reading),
            });
        }
        marks.extend(found);
    }
    let mut all = left_out(page, &marks, flow);
    all.extend(marks);
    all.extend(evidence::marks(page, &tables));
    (all, tables)
}

/// The remark on a table of which the sums chose one of several readings.
fn proven(table: &Table, reading: &Reading) -> Option<String> {
    let remarks = reading.diagnostics.iter().filter(|remark| remark.table_id == Some(table.table_id));
    remarks.filter(|remark| remark.code == "reading_proven").map(|remark| remark.message.clone()).next()
}

fn on_page(place: Option<&Place>, page: &Page) -> Option<BBox> {
    match place? {
        Place::Page { number, bbox } if *number == page.number => Some(*bbox),
        _ => None,
    }
}

fn union(a: BBox, b: BBox) -> BBox {
    BBox { x0: a.x0.min(b.x0), y0: a.y0.min(b.y0), x1: a.x1.max(b.x1), y1: a.y1.max(b.y1) }
}

fn cells(page: &Page, table: &Table, reading: &Reading) -> Vec<Mark> {
    let at = |row: i32, col: i32| Some((u32::try_from(row).ok()?, u32::try_from(col).ok()?));
    let items = reading.line_items.iter().filter(|item| item.table_id == table.table_id);
    let doubtful: BTreeSet<(u32, u32)> = items
        .filter(|item| matches!(item.check_status, CheckStatus::Conflict | CheckStatus::Repaired))
        .filter_map(|item| at(item.row, item.col))
        .collect();
    let indicators: BTreeSet<(u32, u32)> = reading
        .indicators
        .iter()
        .filter(|indicator| indicator.table_id == table.table_id)
        .filter_map(|indicator| at(indicator.row, indicator.col))
        .collect();
    let roles: BTreeMap<u32, ColumnRole> =
        table.columns.iter().map(|column| (column.col, column.role)).collect();
    let role = |cell: &Cell| {
        let place = (cell.row, cell.col);
        match roles.get(&cell.col) {
            _ if cell.is_header => Role::Header,
            _ if doubtful.contains(&place) || cell.repair.is_some() => Role::Doubtful,
            _ if indicators.contains(&place) => Role::Indicator,
            Some(ColumnRole::Value) => Role::Value,
            Some(ColumnRole::Name | ColumnRole::UnitName | ColumnRole::SecondaryName) => Role::Label,
            Some(ColumnRole::Text) | None => Role::Other,
            Some(_) => Role::Code,
        }
    };
    let mark = |cell: &Cell| {
        let bbox = on_page(cell.place.as_ref(), page)?;
        Some(Mark { bbox, role: role(cell), is_merged: cell.row_span > 1 || cell.col_span > 1 })
    };
    table.grid.cells().iter().filter_map(mark).collect()
}

/// The paragraphs of the page. What became of one is told by its text: a title, caption or note of a table on
/// this page or the next.
fn paragraphs(page: &Page, flow: &[FlowItem], reading: &Reading) -> Vec<Mark> {
    let mut roles: BTreeMap<String, Role> = BTreeMap::new();
    let is_near = |table: &&Table| {
        let (first, last) = (table.page_first().unwrap_or(0), table.page_last().unwrap_or(0));
        (first - 1..=last + 1).contains(&page.number)
    };
    for table in reading.tables.iter().filter(is_near) {
        roles.extend(table.notes.iter().map(|note| (squeeze(note), Role::Note)));
        roles.extend(table.captions.iter().map(|caption| (squeeze(caption), Role::Caption)));
        roles.extend(table.form_number.iter().map(|number| (squeeze(number), Role::Caption)));
        roles.extend(table.title.iter().map(|title| (squeeze(title), Role::Title)));
    }
    let mark = |paragraph: &Paragraph, known: Option<Role>| {
        let bbox = on_page(Some(&paragraph.place), page)?;
        let role = roles.get(&squeeze(&paragraph.text)).copied().or(known).unwrap_or(Role::Prose);
        Some(Mark { bbox, role, is_merged: false })
    };
    let mut out = Vec::new();
    for item in flow {
        match item {
            FlowItem::Paragraph(paragraph) => out.extend(mark(paragraph, None)),
            FlowItem::Table(table) => {
                out.extend(table.captions.iter().filter_map(|p| mark(p, Some(Role::Caption))));
                out.extend(table.notes.iter().filter_map(|p| mark(p, Some(Role::Note))));
            }
        }
    }
    out
}

/// Characters that stand in no box. Lines of them that go on with a paragraph or a cell of the page before are
/// no loss: a paragraph and a cell have one box, on the page where they begin.
fn left_out(page: &Page, marks: &[Mark], flow: &[FlowItem]) -> Vec<Mark> {
    // A line's box is that of its letters; a comma may hang out of it.
    const SLACK: f32 = 1.0;
    let inside = |x: f32, y: f32, b: &BBox| {
        x >= b.x0 - SLACK && x <= b.x1 + SLACK && y >= b.y0 - SLACK && y <= b.y1 + SLACK
    };
    let alone: Vec<&Glyph> = page
        .glyphs
        .iter()
        .filter(|glyph| !glyph.text.trim().is_empty())
        .filter(|glyph| {
            let (x, y) = ((glyph.bbox.x0 + glyph.bbox.x1) / 2.0, (glyph.bbox.y0 + glyph.bbox.y1) / 2.0);
            !marks.iter().any(|mark| inside(x, y, &mark.bbox))
        })
        .collect();
    let before = texts(flow, page.number - 1);
    alone
        .chunk_by(|a, b| (a.baseline - b.baseline).abs() < 0.1 * a.size.max(b.size))
        .flat_map(|line| {
            let text = squeeze(&line.iter().map(|glyph| glyph.text.as_str()).collect::<String>());
            // A page number also stands in other texts.
            let is_words = text.chars().any(is_han) && !line.iter().all(|glyph| glyph.clipped);
            let goes_on = is_words && before.iter().any(|other| other.contains(&text));
            let boxes = line.iter().map(|glyph| glyph.bbox);
            let (boxes, role): (Vec<BBox>, Role) = match goes_on {
                true => (boxes.reduce(union).into_iter().collect(), Role::Prose),
                false => (boxes.collect(), Role::LeftOut),
            };
            boxes.into_iter().map(move |bbox| Mark { bbox, role, is_merged: false })
        })
        .collect()
}

/// The texts of the paragraphs and cells of a page, without white space.
fn texts(flow: &[FlowItem], page: i32) -> Vec<String> {
    let mut out = Vec::new();
    for item in flow {
        match item {
            FlowItem::Paragraph(paragraph) if paragraph.place.page() == Some(page) => {
                out.push(squeeze(&paragraph.text));
            }
            FlowItem::Paragraph(_) => {}
            FlowItem::Table(table) => {
                let here = |cell: &&Cell| cell.place.as_ref().and_then(Place::page) == Some(page);
                out.extend(table.grid.cells().iter().filter(here).map(|cell| squeeze(&cell.text)));
            }
        }
    }
    out
}
