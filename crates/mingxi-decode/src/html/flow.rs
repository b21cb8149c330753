//! A page from top to bottom as blocks: lines of text, and tables with what stands in their cells.

use super::counted::{Counts, Target, target};
use super::declared::{Display, length};
use super::dom::{Dom, Id, NONE, ROOT};
use super::left_out::is_left_out;
use super::line::Line;
use super::look::{Look, Seen};
use super::remarks::{Attachment, Remarks};
use crate::DecodeError;
use crate::allowance::{Allowance, exceeded};
use mingxi_model::text::{is_space, superscript};
use mingxi_model::{Block, Paragraph, Place};

/// Sides from which a picture may be a form, in points.
const LARGE: (f32, f32) = (220.0, 110.0);
/// Links to files that are remembered.
const ATTACHMENTS: usize = 1_000;

/// A page that was counted.
pub(super) struct Page<'a> {
    pub(super) dom: &'a Dom,
    pub(super) looks: &'a [Look],
    pub(super) counts: &'a [Counts],
    /// Every node's number in reading order, and that of the last table of data.
    pub(super) positions: &'a [u32],
    pub(super) last_table: u32,
    /// What the paths of its blocks begin with.
    pub(super) path: &'a str,
    pub(super) depth: usize,
}

/// What came of a page.
pub(super) struct Read {
    pub(super) blocks: Vec<Block>,
    pub(super) remarks: Remarks,
    /// Why reading stopped before the end.
    pub(super) stop: Option<DecodeError>,
}

/// Reads a page's blocks.
pub(super) fn read(page: &Page<'_>, allowance: &Allowance) -> Read {
    let mut flow = Flow {
        page,
        allowance,
        blocks: Vec::new(),
        line: Line::default(),
        cell: None,
        lists: Vec::new(),
        paragraphs: 0,
        tables: 0,
        remarks: Remarks::default(),
    };
    let stop = flow.inside(ROOT, 0).and_then(|()| flow.end_line(None)).err();
    Read { blocks: flow.blocks, remarks: flow.remarks, stop }
}

/// The text of a cell as it is read.
#[derive(Default)]
pub(super) struct CellText {
    pub(super) text: String,
    /// Where the first line begins; `None` also where it is centred.
    pub(super) indent: Option<f32>,
    /// Tables inside the cell: they follow the table.
    pub(super) after: Vec<Block>,
}

/// What is open while a page is read.
pub(super) struct Flow<'p, 'a> {
    pub(super) page: &'p Page<'a>,
    pub(super) allowance: &'p Allowance,
    pub(super) blocks: Vec<Block>,
    pub(super) line: Line,
    /// The innermost open cell of a table of data.
    pub(super) cell: Option<(Id, CellText)>,
    /// The next number of each open list; `None` where its items have none.
    lists: Vec<Option<i64>>,
    paragraphs: u32,
    pub(super) tables: u32,
    remarks: Remarks,
}

impl Flow<'_, '_> {
    /// What stands in an element.
    pub(super) fn inside(&mut self, id: Id, depth: usize) -> Result<(), DecodeError> {
        if depth > self.page.depth {
            let message = format!(
                "the page nests elements deeper than {}; what stands there was not read",
                self.page.depth
            );
            return Err(exceeded(message));
        }
        let dom = self.page.dom;
        for child in dom.children(id) {
            match dom.text(child) {
                Some(text) => self.text(child, text),
                None => self.element(child, depth + 1)?,
            }
        }
        Ok(())
    }

    fn text(&mut self, id: Id, text: &str) {
        let look = self.page.looks[id as usize];
        match look.seen {
            Seen::Yes if look.keeps_space => self.line.push_kept(text, id),
            Seen::Yes => self.line.push(text, id),
            Seen::Struck => self.remarks.struck.add(text),
            Seen::Hidden | Seen::Invisible => self.remarks.hidden.add(text),
            Seen::Silent | Seen::Apart => {}
        }
    }

    pub(super) fn element(&mut self, id: Id, depth: usize) -> Result<(), DecodeError> {
        let dom = self.page.dom;
        let (look, tag) = (self.page.looks[id as usize], dom.tag(id));
        match look.seen {
            Seen::Silent => {
                self.viewer(id, tag);
                return Ok(());
            }
            Seen::Apart => return Ok(()),
            Seen::Hidden => {
                self.unseen(id);
                return Ok(());
            }
            Seen::Yes | Seen::Invisible | Seen::Struck => {}
        }
        if self.cell.is_none() && look.display != Display::Inline && self.is_left_out(id) {
            self.end_line(None)?;
            self.leave_out(id);
            return Ok(());
        }
        match (look.display, tag) {
            (_, "br") => match look.heading.filter(|_| self.cell.is_none()) {
                Some(_) => self.line.wrap(),
                None => self.end_line(None)?,
            },
            (_, "hr") => self.end_line(None)?,
            (_, "img") => self.picture(id),
            (_, "input") => self.value(id),
            (_, "sup" | "sub") => self.raised(id, depth)?,
            (_, "a") => self.link(id, depth)?,
            (Display::Table, _) => self.table(id, depth)?,
            (Display::Inline, _) => self.inside(id, depth)?,
            (Display::Beside, _) => {
                self.line.gap();
                self.inside(id, depth)?;
                self.line.gap();
            }
            _ => {
                self.end_line(None)?;
                self.block(id, tag, depth)?;
                self.end_line(look.heading)?;
            }
        }
        Ok(())
    }

    /// What stands in a block; items of numbered lists begin with their number.
    fn block(&mut self, id: Id, tag: &str, depth: usize) -> Result<(), DecodeError> {
        let dom = self.page.dom;
        if matches!(tag, "ol" | "ul") {
            let start = dom.attribute(id, "start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
            let is_numbered = tag == "ol" && matches!(dom.attribute(id, "type"), None | Some("1"));
            self.lists.push(is_numbered.then_some(start));
            self.inside(id, depth)?;
            self.lists.pop();
            return Ok(());
        }
        if tag == "li"
            && self.page.counts[id as usize].characters > 0
            && let Some(Some(number)) = self.lists.last_mut()
        {
            let own = dom.attribute(id, "value").and_then(|value| value.trim().parse().ok());
            let value: i64 = own.unwrap_or(*number);
            *number = value.saturating_add(1);
            self.line.push(&format!("{value}."), id);
            self.line.gap();
        }
        self.inside(id, depth)
    }

    /// A link: one to a file is remembered, and where it stands for itself it is no text of the document.
    fn link(&mut self, id: Id, depth: usize) -> Result<(), DecodeError> {
        let dom = self.page.dom;
        let href = dom.attribute(id, "href");
        if target(href) == Target::File && self.remarks.attachments.len() < ATTACHMENTS {
            let name: String = dom.walk(id, 32).into_iter().filter_map(|id| dom.text(id)).collect();
            let name = mingxi_model::text::normalise(&name);
            let name =
                if name.is_empty() { dom.attribute(id, "title").unwrap_or("file").to_owned() } else { name };
            let target = href.unwrap_or_default().trim().chars().take(300).collect();
            let attachment = Attachment { name: name.chars().take(200).collect(), target };
            if !self.remarks.attachments.contains(&attachment) {
                self.remarks.attachments.push(attachment);
            }
        }
        match self.page.looks[id as usize].display {
            Display::Inline => self.inside(id, depth),
            _ => {
                self.end_line(None)?;
                self.inside(id, depth)?;
                self.end_line(None)
            }
        }
    }

    /// A frame in which a file is shown.
    fn viewer(&mut self, id: Id, tag: &str) {
        let dom = self.page.dom;
        let shown = match tag {
            "iframe" | "embed" => dom.attribute(id, "src"),
            "object" => dom.attribute(id, "data"),
            _ => None,
        };
        // A viewer takes the file's address as a parameter of its own.
        if let Some(source) = shown
            && (target(Some(source)) == Target::File)
            && self.remarks.attachments.len() < ATTACHMENTS
        {
            let target = source.trim().chars().take(300).collect();
            self.remarks.attachments.push(Attachment { name: "shown inside the page".to_owned(), target });
        }
    }

    /// Tells what stands in something that is not printed.
    pub(super) fn unseen(&mut self, id: Id) {
        let dom = self.page.dom;
        for below in dom.walk(id, self.page.depth) {
            let left_out = match self.page.looks[below as usize].seen {
                Seen::Hidden => &mut self.remarks.hidden,
                Seen::Struck => &mut self.remarks.struck,
                _ => continue,
            };
            if let Some(text) = dom.text(below) {
                left_out.add(text);
            }
            if dom.tag(below) == "table" {
                self.tables += 1;
                let path = format!("{}/table[{}]", self.page.path, self.tables);
                self.remarks.hidden_tables.push(Place::Part(path));
            }
        }
    }

    fn is_left_out(&self, id: Id) -> bool {
        let page = self.page;
        let is_behind = page.positions[id as usize] > page.last_table;
        is_left_out(page.dom, id, page.counts, &page.counts[ROOT as usize], is_behind)
    }

    fn leave_out(&mut self, id: Id) {
        let page = self.page;
        for below in page.dom.walk(id, page.depth) {
            if page.looks[below as usize].seen == Seen::Yes
                && let Some(text) = page.dom.text(below)
            {
                self.remarks.site.add(text);
            }
        }
    }

    fn picture(&mut self, id: Id) {
        let side = |name: &str| self.page.dom.attribute(id, name).and_then(length);
        // A picture without a size may be a scan of a whole form.
        let is_large = match (side("width"), side("height")) {
            (Some(width), Some(height)) => width >= LARGE.0 && height >= LARGE.1,
            (Some(width), None) => width >= LARGE.0,
            (None, Some(height)) => height >= LARGE.1,
            (None, None) => true,
        };
        self.remarks.pictures += usize::from(is_large);
    }

    /// What a field of a form holds.
    fn value(&mut self, id: Id) {
        let dom = self.page.dom;
        let kind = dom.attribute(id, "type").unwrap_or("text").to_ascii_lowercase();
        if self.cell.is_some() && matches!(kind.as_str(), "text" | "number" | "" | "tel") {
            self.line.push(dom.attribute(id, "value").unwrap_or_default(), id);
        }
    }

    /// A raised mark: of a note, but not the 2 of m2.
    fn raised(&mut self, id: Id, depth: usize) -> Result<(), DecodeError> {
        let dom = self.page.dom;
        let is_unit = self.line.last().is_some_and(|c| c.is_ascii_alphabetic());
        let text: String = dom.walk(id, 16).into_iter().filter_map(|id| dom.text(id)).collect();
        let seen = self.page.looks[id as usize].seen == Seen::Yes;
        match superscript(text.trim()).filter(|_| seen && !is_unit) {
            Some(mark) => {
                self.line.push(&mark, id);
                Ok(())
            }
            None => self.inside(id, depth),
        }
    }

    /// Ends the line: a paragraph of the page, or a line of the open cell.
    pub(super) fn end_line(&mut self, heading: Option<u8>) -> Result<(), DecodeError> {
        if self.line.is_empty() {
            self.line.take();
            return Ok(());
        }
        let (text, first) = self.line.take();
        if text.chars().all(is_space) {
            return Ok(());
        }
        let look = first.map(|id| self.page.looks[id as usize]);
        if let Some((cell, said)) = &mut self.cell {
            if said.text.is_empty() {
                said.indent = first.and_then(|first| indent(self.page, first, *cell));
            } else {
                said.text.push('\n');
            }
            said.text.push_str(&text);
            return Ok(());
        }
        self.paragraphs += 1;
        let place = Place::Part(format!("{}/p[{}]", self.page.path, self.paragraphs));
        let heading = heading.or(look.and_then(|look| look.heading));
        self.blocks.push(Block::Paragraph(Paragraph { text, heading, place, turns: Vec::new() }));
        self.allowance.cells(1)
    }
}

/// Where the first line of a cell begins, in points from the cell's edge; `None` where it is not set from the left.
fn indent(page: &Page<'_>, first: Id, cell: Id) -> Option<f32> {
    let look = page.looks[first as usize];
    let mut points = look.text_indent;
    let mut at = first;
    while at != NONE {
        if page.looks[at as usize].display != Display::Inline {
            points += page.looks[at as usize].inset;
        }
        if at == cell {
            break;
        }
        at = page.dom.node(at).parent;
    }
    look.is_left.then_some(points)
}
