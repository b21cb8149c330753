//! Sets blocks on pages: prose, titles, captions, tables with their page breaks, margins.

use super::ink::{Sheet, width, wrap};
use super::look::{Again, Furniture, Layout, Look};
use super::measure::{ABOVE, measure};
use super::piece::{Printing, Strip, draw};
use crate::document::{Block, Cell, Table};
use crate::write::framed;
use std::ops::Range;

/// Left and right margin.
const MARGIN: f64 = 56.0;
/// Upper and lower edge of the text.
const TOP: f64 = 72.0;
const BOTTOM: f64 = 66.0;
/// Columns from which a table is laid on a wide page.
const WIDE: usize = 8;

/// Pages in the making.
struct Press<'a> {
    look: Look,
    sheets: Vec<Sheet>,
    /// Where the next line begins on the last page.
    y: f64,
    running: &'a str,
}

/// Sets all blocks; `running` stands at the top of every page where the look wants it.
pub fn set(blocks: &[Block], look: Look, running: &str) -> Vec<Sheet> {
    let mut press = Press { look, sheets: Vec::new(), y: 0.0, running };
    press.page(false);
    for block in blocks {
        match block {
            Block::Heading(text) => press.paragraph(text, 14.0, 0.0),
            Block::Paragraph(text) => press.paragraph(text, 10.5, 2.0),
            Block::Table(table) => press.table(table),
        }
    }
    press.furniture();
    if look.watermark {
        press.sheets.iter_mut().for_each(|sheet| sheet.watermark(look.face, "公示 2024"));
    }
    press.sheets
}

impl Press<'_> {
    fn page(&mut self, wide: bool) {
        self.sheets.push(Sheet::new(wide, self.look.layout == Layout::Rotated, self.look.low));
        self.y = TOP;
    }

    fn sheet(&mut self) -> &mut Sheet {
        if self.sheets.is_empty() {
            self.page(false);
        }
        let last = self.sheets.len() - 1;
        &mut self.sheets[last]
    }

    /// Whether the last page is one for wide tables.
    fn lies_wide(&mut self) -> bool {
        self.sheet().width > 600.0
    }

    fn room(&mut self) -> f64 {
        self.sheet().height - BOTTOM - self.y
    }

    /// Writes prose; tables on wide pages are followed by an upright page.
    fn paragraph(&mut self, text: &str, size: f64, indent: f64) {
        if self.lies_wide() {
            self.page(false);
        }
        let face = self.look.face;
        let ems = (self.sheet().width - 2.0 * MARGIN) / size;
        let text = format!("{}{text}", "\u{3000}".repeat(indent as usize));
        for line in wrap(&text, ems) {
            if self.room() < size * 1.6 {
                self.page(false);
            }
            let y = self.y;
            let shown = line.trim_start_matches('\u{3000}');
            let x = MARGIN + (width(&line) - width(shown)) * size;
            self.sheet().text(face, size, x, y, shown);
            self.y += size * 1.6;
        }
    }

    /// Title and captions: the last caption at the right, the first at the left, the others between; of four the
    /// first stands alone at the right.
    fn head(&mut self, table: &Table, size: f64) {
        if let Some(number) = &table.form_number {
            self.line(&[number], 9.0);
        }
        if !table.title.is_empty() {
            let (text, page) = (&table.title, self.sheet().width);
            let (face, y) = (self.look.face, self.y);
            for (i, line) in wrap(text, (page - 2.0 * MARGIN) / size).iter().enumerate() {
                let x = (page - width(line) * size) / 2.0;
                self.sheet().text(face, size, x, y + i as f64 * size * 1.4, line);
                self.y += size * 1.4;
            }
            self.y += 4.0;
        }
        if table.framed_captions {
            return;
        }
        let captions: Vec<&str> = table.captions.iter().map(String::as_str).collect();
        match captions.split_first() {
            Some((first, rest)) if rest.len() >= 3 => {
                self.line(&[first], 9.0);
                self.line(rest, 9.0);
            }
            _ => self.line(&captions, 9.0),
        }
    }

    /// Texts spread over one line; a single one stands at the right.
    fn line(&mut self, texts: &[impl AsRef<str>], size: f64) {
        let (face, y, page) = (self.look.face, self.y, self.sheet().width);
        let count = texts.len();
        for (i, text) in texts.iter().map(AsRef::as_ref).enumerate() {
            let free = page - 2.0 * MARGIN - width(text) * size;
            let share = if count == 1 { 1.0 } else { i as f64 / (count - 1) as f64 };
            self.sheet().text(face, size, MARGIN + free * share, y, text);
        }
        if count > 0 {
            self.y += size * 1.6;
        }
    }

    fn table(&mut self, source: &Table) {
        let framed = framed(source);
        let table = framed.as_ref().unwrap_or(source);
        let gap = if self.look.layout.is_ruled() { 0.0 } else { 9.0 };
        let is_wide = table.cols >= WIDE;
        let halves = self.look.layout == Layout::Halves && is_wide;
        let own_pages = halves || self.look.layout == Layout::PageHeader;
        let room = if is_wide { 842.0 } else { 595.0 } - 2.0 * MARGIN;
        let measures = measure(table, (!halves).then_some(room), gap);
        let header: f64 = measures.heights[..(table.header_rows + 2).min(table.rows)].iter().sum();
        let mut printing = Printing {
            printed: vec![0; table.cells.len()],
            table,
            measures,
            layout: if halves { Layout::Strokes } else { self.look.layout },
            face: self.look.face,
            gap,
        };
        let lies = self.lies_wide();
        let wants = is_wide && !halves;
        if own_pages || lies != wants || self.room() < header + 70.0 {
            self.page(wants);
        }
        if self.look.layout == Layout::PageHeader {
            self.y = 30.0;
        }
        self.head(source, 13.0);
        if table.is_picture {
            let (width, height) = (self.sheet().width, self.room().clamp(60.0, 260.0));
            let y = self.y;
            self.sheet().picture((MARGIN, y), (width - MARGIN, y + height));
            self.y += height;
        } else if halves {
            self.halves(&mut printing);
        } else {
            let columns = 0..table.cols;
            self.strips(&mut printing, columns, MARGIN, wants, source);
        }
        for note in &source.notes {
            if self.room() < 16.0 {
                self.page(wants);
            }
            let (face, y) = (self.look.face, self.y + 3.0);
            self.sheet().text(face, 9.0, MARGIN, y, note);
            self.y += 16.0;
        }
        self.y += 12.0;
    }

    /// Sets all rows of some columns, over as many pages as they need.
    fn strips(
        &mut self,
        printing: &mut Printing<'_>,
        columns: Range<usize>,
        left: f64,
        wide: bool,
        source: &Table,
    ) {
        let table = printing.table;
        let heights = printing.measures.heights.clone();
        let leading = printing.measures.leading();
        let again = match self.look.again {
            Again::Whole => table.header_rows,
            Again::FirstRow => table.header_rows.min(1),
            Again::Never => 0,
        };
        let mut strips: Vec<Strip> = Vec::new();
        for row in 0..table.rows {
            let mut left_over = heights[row];
            // A row higher than a page is drawn as it is, after one try on a new page.
            let mut is_fresh = false;
            let lone = self.look.lone_last && row + 1 == table.rows && row > table.header_rows + 8;
            while !is_fresh && (lone || left_over > self.room() + 0.01) {
                let whole_lines = ((self.room() - 2.0 * ABOVE) / leading).floor();
                if self.look.cut_rows
                    && !lone
                    && whole_lines >= 1.0
                    && left_over > 1.5 * leading + 2.0 * ABOVE
                {
                    let used = whole_lines * leading + 2.0 * ABOVE;
                    strips.push(Strip { row, top: self.y, bottom: self.y + used, again: false });
                    left_over -= whole_lines * leading;
                }
                self.turn(printing, &mut strips, &columns, left, wide, source);
                for (row, height) in heights.iter().enumerate().take(again) {
                    let height = height.max(self.alone(printing, row, again));
                    strips.push(Strip { row, top: self.y, bottom: self.y + height, again: true });
                    self.y += height;
                }
                is_fresh = true;
            }
            strips.push(Strip { row, top: self.y, bottom: self.y + left_over, again: false });
            self.y += left_over;
        }
        draw(self.sheet(), printing, &strips, columns, left);
    }

    /// The height that a header row needs where the rows from `end` on are not printed with it.
    fn alone(&self, printing: &Printing<'_>, row: usize, end: usize) -> f64 {
        let cut = |cell: &Cell| cell.r == row && cell.r + cell.rs > end;
        let cells = printing.table.cells.iter().zip(&printing.measures.lines);
        let lines = cells.filter(|(cell, _)| cut(cell)).map(|(_, lines)| lines.len()).max().unwrap_or(0);
        lines as f64 * printing.measures.leading() + 2.0 * ABOVE
    }

    /// Draws what stands on this page and begins the next.
    fn turn(
        &mut self,
        printing: &mut Printing<'_>,
        strips: &mut Vec<Strip>,
        columns: &Range<usize>,
        left: f64,
        wide: bool,
        source: &Table,
    ) {
        draw(self.sheet(), printing, strips, columns.clone(), left);
        strips.clear();
        self.page(wide);
        if self.look.layout == Layout::PageHeader {
            self.y = 30.0;
            self.head(source, 13.0);
        }
    }

    /// All pages of the left columns, then all of the right, as a spreadsheet prints them.
    fn halves(&mut self, printing: &mut Printing<'_>) {
        let widths = printing.measures.widths.clone();
        let room = self.sheet().width - 2.0 * MARGIN;
        let start = self.y;
        let mut from = 0;
        while from < widths.len() {
            let mut to = from;
            let mut sum = 0.0;
            while to < widths.len() && (to == from || sum + widths[to] <= room) {
                sum += widths[to];
                to += 1;
            }
            if from > 0 {
                self.page(false);
                self.y = start;
            }
            let source = printing.table;
            self.strips(printing, from..to, MARGIN, false, source);
            from = to;
        }
    }

    fn furniture(&mut self) {
        let count = self.sheets.len();
        let (face, running, look) = (self.look.face, self.running, self.look);
        for (i, sheet) in self.sheets.iter_mut().enumerate() {
            let text = match look.furniture {
                Furniture::None => continue,
                Furniture::Number => format!("- {} -", i + 1),
                Furniture::Both => format!("第 {} 页 共 {count} 页", i + 1),
            };
            let x = (sheet.width - width(&text) * 9.0) / 2.0;
            let y = sheet.height - 44.0;
            sheet.text(face, 9.0, x, y, &text);
            if look.furniture == Furniture::Both && look.layout != Layout::PageHeader {
                sheet.text(face, 9.0, MARGIN, 36.0, running);
            }
        }
    }
}
