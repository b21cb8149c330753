//! A small drawing board for pages.

use crate::{Hints, recover_pages};
use mingxi_model::{BBox, Diagnostic, FlowItem, Glyph, LazyRegex, Page, RecoveredTable, Rule};

pub(super) fn hints() -> Hints {
    let regex = |pattern: &str| LazyRegex::compiled(&format!("^(?:{pattern})$")).unwrap();
    Hints {
        caption: regex(r"单位[:].{0,20}|表\d{1,2}"),
        note: regex(r"注[:].*"),
        title: regex(r"[^。；;!?]{2,40}表"),
        header: regex(r"项目|金额|编码|名称|合计|小计|收入|支出|基本|备注|栏次|序号|甲类|乙类"),
        total: regex(r"合计|小计"),
        index: regex("栏次"),
        numbered: regex(r"[一二三四五六七八九十]+、.+|其中[:].*"),
    }
}

pub(super) fn page(number: i32) -> Page {
    Page {
        number,
        width: 600.0,
        height: 800.0,
        glyphs: Vec::new(),
        rules: Vec::new(),
        fills: Vec::new(),
        images: Vec::new(),
        unmapped_glyphs: 0,
    }
}

/// Writes a text of size 10 from `x` on the baseline `y`; digits are half as wide as other characters.
pub(super) fn write(page: &mut Page, x: f32, y: f32, text: &str) {
    write_sized(page, x, y, text, 10.0);
}

pub(super) fn write_sized(page: &mut Page, x: f32, y: f32, text: &str, size: f32) {
    let mut x = x;
    for c in text.chars() {
        let width = width(c, size);
        if c != ' ' {
            page.glyphs.push(Glyph {
                text: c.to_string(),
                bbox: BBox { x0: x, y0: y - 0.85 * size, x1: x + width, y1: y + 0.15 * size },
                baseline: y,
                size,
                rotation: 0,
                clipped: false,
                run: 0,
                lightness: 0,
                clip: None,
            });
        }
        x += width;
    }
}

/// Writes a text that ends at `x`.
pub(super) fn write_right(page: &mut Page, x: f32, y: f32, text: &str) {
    let whole: f32 = text.chars().map(|c| width(c, 10.0)).sum();
    write(page, x - whole, y, text);
}

/// Writes a text centred on `x`.
pub(super) fn write_centred(page: &mut Page, x: f32, y: f32, text: &str) {
    let whole: f32 = text.chars().map(|c| width(c, 10.0)).sum();
    write(page, x - whole / 2.0, y, text);
}

fn width(c: char, size: f32) -> f32 {
    if c.is_ascii() { size / 2.0 } else { size }
}

pub(super) fn horizontal(page: &mut Page, y: f32, x0: f32, x1: f32) {
    rule(page, BBox { x0, y0: y - 0.25, x1, y1: y + 0.25 }, true);
}

pub(super) fn vertical(page: &mut Page, x: f32, y0: f32, y1: f32) {
    rule(page, BBox { x0: x - 0.25, y0, x1: x + 0.25, y1 }, false);
}

pub(super) fn rule(page: &mut Page, bbox: BBox, horizontal: bool) {
    page.rules.push(Rule { bbox, horizontal, visible: true });
}

/// All rules of a plain grid.
pub(super) fn grid(page: &mut Page, xs: &[f32], ys: &[f32]) {
    for y in ys {
        horizontal(page, *y, xs[0], xs[xs.len() - 1]);
    }
    for x in xs {
        vertical(page, *x, ys[0], ys[ys.len() - 1]);
    }
}

pub(super) fn recover(pages: &[Page]) -> (Vec<FlowItem>, Vec<Diagnostic>) {
    recover_pages(pages, &hints())
}

pub(super) fn tables(items: &[FlowItem]) -> Vec<&RecoveredTable> {
    items
        .iter()
        .filter_map(|item| match item {
            FlowItem::Table(table) => Some(table),
            FlowItem::Paragraph(_) => None,
        })
        .collect()
}

pub(super) fn prose(items: &[FlowItem]) -> Vec<&str> {
    items
        .iter()
        .filter_map(|item| match item {
            FlowItem::Paragraph(paragraph) => Some(paragraph.text.as_str()),
            FlowItem::Table(_) => None,
        })
        .collect()
}

/// A table's rows as text: `甲<2x1>` covers two rows, `^` is covered from above.
pub(super) fn show(table: &RecoveredTable) -> Vec<String> {
    (0..table.grid.rows())
        .map(|row| {
            let cells =
                table.grid.row(row).map(|cell| match (cell.row == row, cell.row_span, cell.col_span) {
                    (false, _, _) => "^".to_owned(),
                    (true, 1, 1) => cell.text.clone(),
                    (true, rows, cols) => format!("{}<{rows}x{cols}>", cell.text),
                });
            cells.collect::<Vec<_>>().join("|")
        })
        .collect()
}
