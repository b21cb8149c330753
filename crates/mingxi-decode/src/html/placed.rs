//! Pages whose texts stand at places of their own, as converters write the pages of a PDF (pdf2htmlEX, pdftohtml): what
//! they print is known by its place alone, so that they go the way of PDF pages.

use super::declared::Declared;
use super::dom::{Dom, Id, NONE, ROOT};
use super::look::{Look, Seen};
use super::sheet::Sheet;
use crate::allowance::Allowance;
use crate::pdf::budget::{Budget, Stop};
use crate::pdf::colour::Paint;
use crate::pdf::font::unicode::readable;
use crate::pdf::geometry::Rect;
use crate::pdf::page::finish;
use crate::pdf::show::{ASCENT, DESCENT};
use crate::pdf::sink::{Sink, Stamp};
use crate::pdf::{PdfPages, Report};
use mingxi_model::text::is_space;
use mingxi_model::{Diagnostic, Severity, Step};
use std::collections::BTreeMap;

/// Texts with places of their own that such a page has at least, and their share of all its characters.
const TEXTS: usize = 30;
const SHARE: f64 = 0.8;
/// Shortest and longest side of a page, in points.
const SIDES: std::ops::RangeInclusive<f32> = 200.0..=6000.0;
/// Size of text that states none, and height of a line, in sizes.
const SIZE: f32 = 12.0;
const LINE: f32 = 1.2;
/// Thickness of a border, in points.
const BORDER: f64 = 0.75;

/// Where a node stands.
#[derive(Debug, Clone, Copy)]
struct Spot {
    /// The page, and the innermost box with a place of its own.
    page: Id,
    own: Id,
    /// Upper left corner of that box on the page, in points, and its size.
    x: f32,
    y: f32,
    width: f32,
    height: f32,
    /// Where its lower edge stands, where that is what it states.
    bottom: Option<f32>,
    /// Size of text, and by how much what stands in the box is scaled.
    size: f32,
    scale: f32,
    /// How far the pen is moved before the node.
    shift: f32,
    has_border: bool,
    is_painted: bool,
}

impl Spot {
    const NOWHERE: Spot = Spot {
        page: NONE,
        own: NONE,
        x: 0.0,
        y: 0.0,
        width: 0.0,
        height: 0.0,
        bottom: None,
        size: SIZE,
        scale: 1.0,
        shift: 0.0,
        has_border: false,
        is_painted: false,
    };

    /// The baseline of its first line.
    fn baseline(&self) -> f32 {
        let size = self.size * self.scale;
        match self.bottom {
            Some(bottom) => bottom + DESCENT as f32 * size,
            None => self.y + ASCENT as f32 * size,
        }
    }

    /// An element in this spot.
    fn element(&self, id: Id, declared: &Declared) -> Spot {
        let size = declared.size.unwrap_or(self.size);
        let (width, height) = (declared.width, declared.height);
        let own_size = Spot { size, shift: 0.0, has_border: false, is_painted: false, ..*self };
        if self.page == NONE {
            let sides =
                width.zip(height).filter(|(width, height)| SIDES.contains(width) && SIDES.contains(height));
            return match sides {
                Some((width, height)) => Spot { page: id, width, height, ..own_size },
                None => own_size,
            };
        }
        if declared.is_placed != Some(true) {
            let shift = (width.unwrap_or(0.0) + declared.margin.unwrap_or(0.0)) * self.scale;
            return Spot { shift, ..own_size };
        }
        let scale = self.scale * declared.scale.unwrap_or(1.0);
        let has_place = declared.left.is_some() && (declared.top.is_some() || declared.bottom.is_some());
        let high = height.unwrap_or(size * scale);
        let bottom =
            declared.bottom.filter(|_| declared.top.is_none()).map(|bottom| self.y + self.height - bottom);
        Spot {
            own: if has_place { id } else { self.own },
            x: self.x + declared.left.unwrap_or(0.0),
            y: bottom.map_or(self.y + declared.top.unwrap_or(0.0), |bottom| bottom - high),
            width: width.unwrap_or(0.0),
            height: high,
            bottom,
            scale,
            has_border: declared.has_border == Some(true),
            is_painted: declared.is_painted == Some(true),
            ..own_size
        }
    }
}

/// The pages that a document places by itself; `None` where it is one that flows.
pub(super) fn pages(
    dom: &Dom,
    order: &[Id],
    looks: &[Look],
    sheet: &mut Sheet,
    allowance: &Allowance,
) -> Option<PdfPages> {
    let placed = order.iter().filter(|id| looks[**id as usize].is_placed).count();
    if placed < TEXTS {
        return None;
    }
    let spots = spots(dom, order, sheet);
    let (mut on_pages, mut all, mut texts) = (0usize, 0usize, 0usize);
    for id in order.iter().filter(|id| looks[**id as usize].seen == Seen::Yes) {
        let count = dom.text(*id).map_or(0, |text| text.chars().filter(|c| !is_space(*c)).count());
        all += count;
        if spots[*id as usize].own != NONE && count > 0 {
            on_pages += count;
            texts += 1;
        }
    }
    if texts < TEXTS || (on_pages as f64) < SHARE * all as f64 {
        return None;
    }
    let mut by_page: BTreeMap<usize, Vec<Id>> = BTreeMap::new();
    let mut numbers: BTreeMap<Id, usize> = BTreeMap::new();
    for id in order.iter().copied().filter(|id| looks[*id as usize].seen == Seen::Yes) {
        let page = spots[id as usize].page;
        if page != NONE {
            let next = numbers.len();
            by_page.entry(*numbers.entry(page).or_insert(next)).or_default().push(id);
        }
    }
    let mut budget = Budget::new(allowance);
    let mut report = Report::default();
    let mut pages = Vec::new();
    for (number, ids) in (1i32..).zip(by_page.values()) {
        let Some(first) = ids.first() else { continue };
        let page = &spots[spots[*first as usize].page as usize];
        let visible = Rect { x0: 0.0, y0: 0.0, x1: page.width.into(), y1: page.height.into() };
        budget.begin_page();
        let mut sink = Sink::new(visible);
        let mut print = Print { dom, spots: &spots, looks, sink: &mut sink, budget: &mut budget, visible };
        let stop = print.all(ids).err();
        let read = finish(sink, number, (page.width.into(), page.height.into()), stop);
        let is_over = matches!(read.stop, Some(Stop::Document(_)));
        report.page(&read, false);
        pages.push(read.page);
        if is_over {
            break;
        }
    }
    let message = "the page places its texts as the pages of a PDF; its tables are found by where they stand"
        .to_owned();
    report.diagnostics.push(Diagnostic::new(Step::Decode, Severity::Info, "placed_texts", message));
    let partial = report.partial();
    Some(PdfPages { pages, diagnostics: report.diagnostics, partial, enclosed: Vec::new() })
}

/// Where every node stands, by node.
fn spots(dom: &Dom, order: &[Id], sheet: &mut Sheet) -> Vec<Spot> {
    let mut spots = vec![Spot::NOWHERE; dom.nodes.len()];
    for id in order.iter().copied().filter(|id| *id != ROOT) {
        let parent = match dom.node(id).parent {
            NONE => Spot::NOWHERE,
            parent => spots[parent as usize],
        };
        spots[id as usize] = match dom.text(id) {
            Some(_) => Spot { shift: 0.0, has_border: false, is_painted: false, ..parent },
            None => parent.element(id, &sheet.declared(dom, id)),
        };
    }
    spots
}

/// Prints the nodes of a page.
struct Print<'p> {
    dom: &'p Dom,
    spots: &'p [Spot],
    looks: &'p [Look],
    sink: &'p mut Sink,
    budget: &'p mut Budget,
    visible: Rect,
}

impl Print<'_> {
    fn all(&mut self, ids: &[Id]) -> Result<(), Stop> {
        // Where the next character of each box stands, from its corner: to the right, and lines down.
        let mut pens: BTreeMap<Id, (f32, f32)> = BTreeMap::new();
        for id in ids.iter().copied() {
            self.budget.operators(1)?;
            let spot = self.spots[id as usize];
            let pen = pens.entry(spot.own).or_default();
            match self.dom.text(id) {
                Some(text) if spot.own != NONE => self.text(text, &spot, self.looks[id as usize], pen)?,
                Some(_) => {}
                None if self.dom.tag(id) == "br" => *pen = (0.0, pen.1 + LINE * spot.size * spot.scale),
                None => {
                    pen.0 += spot.shift;
                    self.shape(self.dom.tag(id), &spot)?;
                }
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str, spot: &Spot, look: Look, pen: &mut (f32, f32)) -> Result<(), Stop> {
        self.sink.begin_run();
        let size = f64::from(spot.size * spot.scale);
        let baseline = f64::from(spot.baseline() + pen.1);
        let mut was_space = pen.0 == 0.0;
        for c in text.chars() {
            let is_space = matches!(c, ' ' | '\n' | '\r' | '\t');
            if is_space && was_space && !look.keeps_space {
                continue;
            }
            was_space = is_space;
            let c = if is_space { ' ' } else { c };
            self.budget.glyph()?;
            let x = f64::from(spot.x + pen.0);
            let width = if c.is_ascii() { 0.5 * size } else { size };
            let printed = readable(c.encode_utf8(&mut [0; 4]));
            let stamp = Stamp {
                text: (c != char::REPLACEMENT_CHARACTER).then_some(printed.as_str()),
                rect: Rect {
                    x0: x,
                    y0: baseline - ASCENT * size,
                    x1: x + width,
                    y1: baseline - DESCENT * size,
                },
                baseline,
                size,
                rotation: 0,
                paint: Paint::BLACK,
            };
            self.sink.glyph(&stamp, self.visible, self.budget)?;
            pen.0 += width as f32;
        }
        Ok(())
    }

    /// The borders and grounds of boxes, and pictures.
    fn shape(&mut self, tag: &str, spot: &Spot) -> Result<(), Stop> {
        let (x0, y0) = (f64::from(spot.x), f64::from(spot.y));
        let rect = Rect { x0, y0, x1: x0 + f64::from(spot.width), y1: y0 + f64::from(spot.height) };
        if tag == "img" && spot.own != NONE {
            return self.sink.image(rect, false, self.visible, self.budget);
        }
        if spot.has_border {
            let half = BORDER / 2.0;
            for (y, horizontal) in [(rect.y0, true), (rect.y1, true)] {
                let line = Rect { y0: y - half, y1: y + half, ..rect };
                self.sink.rule(line, horizontal, Paint::BLACK, self.visible, self.budget)?;
            }
            for x in [rect.x0, rect.x1] {
                let line = Rect { x0: x - half, x1: x + half, ..rect };
                self.sink.rule(line, false, Paint::BLACK, self.visible, self.budget)?;
            }
        } else if spot.is_painted && rect.width().min(rect.height()) <= 2.0 {
            self.sink.fill(rect, Paint::BLACK, self.visible, self.budget)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::{Limits, decode};

    /// A page of rows with these boxes for each text, by its column and row.
    fn page(style: &str, cell: impl Fn(usize, usize, &str) -> String) -> Vec<u8> {
        let mut body = String::new();
        for row in 0..12 {
            for (column, text) in ["2080505", "养老保险缴费", "12.50"].into_iter().enumerate() {
                body.push_str(&cell(column, row, text));
            }
        }
        format!(
            "<html><head><meta charset=utf-8><style>{style}</style></head><body>{body}</div></body></html>"
        )
        .into_bytes()
    }

    #[test]
    fn converted_pages_are_pages() {
        let style = ".pf{position:relative;width:600px;height:800px}.t{position:absolute;white-space:pre;transform-origin:0 100%}\
                     .m0{transform:matrix(0.25,0,0,0.25,0,0)}.fs{font-size:64px}._{display:inline-block;width:32px}";
        let cell = |column: usize, row: usize, text: &str| {
            let open = if column + row == 0 { "<div class=pf>" } else { "" };
            let (left, bottom) = (100 + 150 * column, 700 - 30 * row);
            format!(
                "{open}<div class=\"t m0 fs\" style=\"left:{left}px;bottom:{bottom}px\">{text}<span class=_></span>x</div>"
            )
        };
        let document = decode(&page(style, cell), &Limits::default()).unwrap();
        assert!(document.blocks.is_empty());
        assert_eq!((document.pages.len(), document.page_count), (1, Some(1)));
        let page = &document.pages[0];
        assert_eq!((page.width, page.height), (450.0, 600.0));
        // 16 pixels are 12 points; the seventh character stands after six halves of them.
        let glyph = &page.glyphs[6];
        assert_eq!((glyph.text.as_str(), glyph.bbox.x0, glyph.size), ("5", 75.0 + 36.0, 12.0));
        assert!((glyph.baseline - (600.0 - 525.0 - 1.44)).abs() < 0.01);
        let after = &page.glyphs[7];
        assert_eq!((after.text.as_str(), after.bbox.x0), ("x", 75.0 + 42.0 + 6.0));
    }

    #[test]
    fn boxes_with_borders_are_cells() {
        let cell = |column: usize, row: usize, text: &str| {
            let open = if column + row == 0 {
                "<div style=\"position:relative;width:600pt;height:800pt\">"
            } else {
                ""
            };
            let (left, top) = (50 + 100 * column, 40 + 20 * row);
            format!(
                "{open}<div style=\"position:absolute;left:{left}pt;top:{top}pt;width:100pt;height:20pt;border:1px solid #000;\
                 font-size:10pt\">{text}</div>"
            )
        };
        let document = decode(&page("", cell), &Limits::default()).unwrap();
        let page = &document.pages[0];
        assert_eq!(page.rules.len(), 4 * 36);
        assert_eq!((page.glyphs[0].bbox.x0, page.glyphs[0].baseline), (50.0, 48.8));
    }

    #[test]
    fn pages_that_flow_stay_so() {
        let cell = |_: usize, _: usize, text: &str| format!("<p>{text}</p>");
        let flowing = decode(&page("", cell), &Limits::default()).unwrap();
        assert!(flowing.pages.is_empty() && !flowing.blocks.is_empty());
        let menu = |column: usize, row: usize, text: &str| {
            format!("<p>{text}{text}</p><a style=\"position:absolute;left:{column}px;top:{row}px\">x</a>")
        };
        assert!(decode(&page("", menu), &Limits::default()).unwrap().pages.is_empty());
    }
}
