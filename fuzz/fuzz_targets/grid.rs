//! Any rules, fills and glyphs at all through grid recovery: every grid tiles, every cell has its place, nothing
//! panics, and the same pages give the same tables.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use mingxi_grid::{Hints, recover_pages};
use mingxi_model::{BBox, Fill, FlowItem, Glyph, LazyRegex, Page, Place, RecoveredTable, Rule};
use std::sync::LazyLock;

/// What stands on a page; positions are steps of a raster, so that things meet, or any number at all.
#[derive(Debug, Arbitrary)]
enum Mark {
    /// A horizontal or vertical line.
    Rule { from: u8, to: u8, at: u8, horizontal: bool, visible: bool },
    /// A frame of four lines with its inner lines: what tables are made of.
    Frame { x: u8, y: u8, columns: u8, rows: u8 },
    /// A word of the list.
    Word { x: u8, y: u8, word: u8, upright: bool },
    /// A shaded box.
    Fill { x0: u8, y0: u8, x1: u8, y1: u8, lightness: u8 },
    /// A line anywhere, also at infinity.
    Wild { x0: f32, y0: f32, x1: f32, y1: f32, horizontal: bool },
    /// A character anywhere.
    WildGlyph { x: f32, y: f32, size: f32, turn: u8, clipped: bool },
}

#[derive(Debug, Arbitrary)]
struct Sheet {
    landscape: bool,
    marks: Vec<Mark>,
}

const STEP: f32 = 5.0;
const WORDS: [&str; 16] = [
    "项目", "金额", "合计", "其中：基本支出", "1,234.50", "0.00", "——", "一、", "201", "2010101", "栏次", "单位：万元",
    "支出总表", "≥95%", "3698.7\u{fffd}", "第 1 页",
];

static HINTS: LazyLock<Hints> = LazyLock::new(|| {
    let regex = |pattern: &str| LazyRegex::compiled(&format!("^(?:{pattern})$")).expect("a constant pattern");
    Hints {
        caption: regex(r"单位[:：].{0,20}|表\d{1,2}"),
        note: regex(r"注[:：].*"),
        title: regex(r"[^。；;!?]{2,40}表"),
        header: regex(r"项目|金额|编码|名称|合计|小计|收入|支出|基本|备注|栏次"),
        total: regex(r"合计|小计"),
        index: regex("栏次"),
        numbered: regex(r"[一二三四五六七八九十]+、.*|其中[:：].*"),
    }
});

fn rule(page: &mut Page, horizontal: bool, from: f32, to: f32, at: f32, visible: bool) {
    let (from, to) = (from.min(to), from.max(to));
    let bbox = match horizontal {
        true => BBox { x0: from, y0: at - 0.25, x1: to, y1: at + 0.25 },
        false => BBox { x0: at - 0.25, y0: from, x1: at + 0.25, y1: to },
    };
    page.rules.push(Rule { bbox, horizontal, visible });
}

fn draw(page: &mut Page, mark: &Mark) {
    let at = |step: u8| f32::from(step) * STEP;
    match *mark {
        Mark::Rule { from, to, at: line, horizontal, visible } => {
            rule(page, horizontal, at(from), at(to), at(line), visible)
        }
        Mark::Frame { x, y, columns, rows } => {
            let (columns, rows) = (f32::from(columns % 9 + 1), f32::from(rows % 12 + 1));
            let (wide, high) = (40.0, 15.0);
            for row in 0..=rows as u8 {
                rule(page, true, at(x), at(x) + columns * wide, at(y) + f32::from(row) * high, true);
            }
            for column in 0..=columns as u8 {
                rule(page, false, at(y), at(y) + rows * high, at(x) + f32::from(column) * wide, true);
            }
        }
        Mark::Word { x, y, word, upright } => {
            let mut place = 0.0;
            for c in WORDS[usize::from(word) % WORDS.len()].chars() {
                let width = if c.is_ascii() { 5.0 } else { 10.0 };
                let (dx, dy) = if upright { (0.0, place) } else { (place, 0.0) };
                let (x, y) = (at(x) + dx, at(y) + dy);
                page.glyphs.push(Glyph {
                    text: c.to_string(),
                    bbox: BBox { x0: x, y0: y - 8.5, x1: x + width, y1: y + 1.5 },
                    baseline: y,
                    size: 10.0,
                    rotation: 0,
                    clipped: false,
                    clip: None,
                    run: 0,
                    lightness: 0,
                });
                place += if upright { 11.0 } else { width };
            }
        }
        Mark::Fill { x0, y0, x1, y1, lightness } => {
            let bbox = BBox {
                x0: at(x0.min(x1)),
                y0: at(y0.min(y1)),
                x1: at(x0.max(x1)),
                y1: at(y0.max(y1)),
            };
            page.fills.push(Fill { bbox, lightness });
        }
        Mark::Wild { x0, y0, x1, y1, horizontal } => {
            page.rules.push(Rule { bbox: BBox { x0, y0, x1, y1 }, horizontal, visible: true });
        }
        Mark::WildGlyph { x, y, size, turn, clipped } => page.glyphs.push(Glyph {
            text: "9".to_owned(),
            bbox: BBox { x0: x, y0: y - size, x1: x + size / 2.0, y1: y },
            baseline: y,
            size,
            rotation: u16::from(turn % 4) * 90,
            clipped,
            run: 0,
            lightness: 0,
            clip: clipped.then_some(BBox { x0: 0.0, y0: 0.0, x1: 400.0, y1: y.min(400.0) }),
        }),
    }
}

fn page(number: usize, sheet: &Sheet) -> Page {
    let (width, height) = if sheet.landscape { (842.0, 595.0) } else { (595.0, 842.0) };
    let mut page = Page {
        number: number as i32,
        width,
        height,
        glyphs: Vec::new(),
        rules: Vec::new(),
        fills: Vec::new(),
        images: Vec::new(),
        unmapped_glyphs: 0,
    };
    sheet.marks.iter().take(300).for_each(|mark| draw(&mut page, mark));
    page
}

/// Counts for itself: does not trust the constructor that proves the tiling.
fn tiles(table: &RecoveredTable) {
    let (rows, columns) = (table.grid.rows() as usize, table.grid.columns() as usize);
    let mut covered = vec![0u8; rows * columns];
    for cell in table.grid.cells() {
        assert!(cell.place.as_ref().and_then(Place::page).is_some(), "a cell without a page");
        for row in cell.row..cell.row + cell.row_span {
            for column in cell.col..cell.col + cell.col_span {
                covered[row as usize * columns + column as usize] += 1;
            }
        }
    }
    assert!(covered.iter().all(|count| *count == 1), "the cells do not tile: {covered:?}");
}

fuzz_target!(|sheets: Vec<Sheet>| {
    let pages: Vec<Page> = (1..).zip(&sheets).take(4).map(|(number, sheet)| page(number, sheet)).collect();
    let (items, remarks) = recover_pages(&pages, &HINTS);
    assert!(remarks.iter().all(|remark| remark.code != "grid_contradiction"), "{remarks:?}");
    for item in &items {
        if let FlowItem::Table(table) = item {
            tiles(table);
        }
    }
    assert!((items, remarks) == recover_pages(&pages, &HINTS), "the same pages gave other tables");
});
