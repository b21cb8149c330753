//! What holds inside a group, and what a row says of its cells.

use crate::word::cells::Merge;
use crate::word::indent::{Indent, TWIPS};
use crate::word::look::{Colour, Ground, Look, TINY};

/// Where text of a group goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goes {
    /// Into the document.
    Body,
    /// Into the lines of the headers.
    Header,
    /// Into the label of a list's item.
    Label,
    Fonts,
    Colours,
    Styles,
    /// Nowhere, but its size is heard: a picture.
    Picture,
    /// Nowhere, though a group inside may hold text: the two forms of `\upr`, the parts of a shape.
    Outside,
    /// Nowhere, with all groups inside.
    Nowhere,
}

/// What a font, a colour, a style says while its table is read, and what a run, a paragraph says in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    pub(super) goes: Goes,
    /// How many characters stand for a `\u`.
    pub(super) fallback: u32,
    pub(super) font: i32,
    pub(super) is_hidden: bool,
    pub(super) is_deleted: bool,
    look: Look,
    ink: i32,
    ground: i32,
    pub(super) paragraph: ParagraphState,
    /// The group is a text box; it ends with it.
    pub(super) is_box: bool,
}

/// What holds for a paragraph.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ParagraphState {
    pub(super) style: i32,
    pub(super) is_in_table: bool,
    /// Depth of tables, where it is stated.
    pub(super) level: Option<i32>,
    pub(super) outline: Option<i64>,
    pub(super) indent: Indent,
    /// What it is painted with: a colour's number.
    pub(super) ground: i32,
    /// The list it belongs to and its level there; list 0 is none.
    pub(super) list: i32,
    pub(super) list_level: i32,
}

impl State {
    /// What holds at the beginning of a file.
    pub(super) fn new(font: i32) -> State {
        State {
            goes: Goes::Body,
            fallback: 1,
            font,
            is_hidden: false,
            is_deleted: false,
            look: Look::default(),
            ink: 0,
            ground: 0,
            paragraph: ParagraphState::default(),
            is_box: false,
        }
    }

    /// Takes in a property of runs; `false` where the control is none.
    pub(super) fn run(&mut self, word: &str, number: Option<i32>, default_font: i32) -> bool {
        let is_on = number != Some(0);
        match word {
            "plain" => {
                let (goes, fallback, paragraph, is_box) =
                    (self.goes, self.fallback, self.paragraph, self.is_box);
                *self = State { goes, fallback, paragraph, is_box, ..State::new(default_font) };
            }
            "f" => self.font = number.unwrap_or(0),
            "v" => self.is_hidden = is_on,
            "deleted" => self.is_deleted = is_on,
            "strike" | "striked" => self.look.strike = Some(is_on),
            "cf" => self.ink = number.unwrap_or(0),
            "highlight" | "chcbpat" | "cb" => self.ground = number.unwrap_or(0),
            "fs" => self.look.is_tiny = Some(i64::from(number.unwrap_or(24)) <= TINY),
            "super" | "sub" => self.look.is_raised = Some(is_on),
            "nosupersub" => self.look.is_raised = Some(false),
            "up" => self.look.is_raised = Some(number.unwrap_or(6) >= 3),
            _ => return false,
        }
        true
    }

    /// Takes in a property of paragraphs.
    pub(super) fn paragraph(&mut self, word: &str, number: Option<i32>) {
        let points = number.map(|twips| twips as f32 / TWIPS);
        let own = &mut self.paragraph;
        match word {
            "pard" => *own = ParagraphState::default(),
            "s" => own.style = number.unwrap_or(0),
            "intbl" => own.is_in_table = number != Some(0),
            "itap" => own.level = number,
            "outlinelevel" => own.outline = number.map(i64::from),
            "li" => own.indent.left = points,
            "fi" => own.indent.first_line = points,
            "qc" | "qr" | "qd" => own.indent.centred = Some(true),
            "ql" | "qj" => own.indent.centred = Some(false),
            "cbpat" => own.ground = number.unwrap_or(0),
            "ls" => own.list = number.unwrap_or(0),
            "ilvl" => own.list_level = number.unwrap_or(0),
            _ => {}
        }
    }

    /// How deep in tables the paragraph stands.
    pub(super) fn level(&self) -> usize {
        let implied = i32::from(self.paragraph.is_in_table);
        usize::try_from(self.paragraph.level.unwrap_or(implied)).unwrap_or(0)
    }

    /// How a run looks.
    pub(super) fn look(&self, colours: &[Option<Colour>]) -> Look {
        // Colour 0 is the automatic one, unless the table says otherwise.
        Look { ink: Some(colour(colours, self.ink)), ground: ground(colours, self.ground), ..self.look }
    }
}

fn colour(colours: &[Option<Colour>], number: i32) -> Option<Colour> {
    usize::try_from(number).ok().and_then(|number| colours.get(number).copied().flatten())
}

/// What a colour of the table paints; number 0 and automatic paint nothing.
pub(super) fn ground(colours: &[Option<Colour>], number: i32) -> Ground {
    match colour(colours, number) {
        Some(colour) if number > 0 => Ground::Plain(colour),
        _ => Ground::None,
    }
}

/// A cell as its row defines it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CellState {
    pub(super) right: i32,
    pub(super) vertical: Merge,
    pub(super) horizontal: Merge,
    ground: i32,
    is_pattern: bool,
}

impl CellState {
    /// What its shading paints.
    pub(super) fn ground(&self, colours: &[Option<Colour>]) -> Ground {
        if self.is_pattern { Ground::Other } else { ground(colours, self.ground) }
    }
}

/// Cells that a row may define; Word allows 63.
const CELLS: usize = 4_096;

/// What is said of a row between `\trowd` and its end.
#[derive(Debug, Clone, Default)]
pub(super) struct RowState {
    pub(super) left: i32,
    pub(super) height: i32,
    pub(super) style: i32,
    pub(super) cells: Vec<CellState>,
    next: CellState,
}

impl RowState {
    /// Takes in a control; `false` where it says nothing of rows.
    pub(super) fn read(&mut self, word: &str, number: Option<i32>) -> bool {
        match word {
            "trowd" => *self = RowState::default(),
            "trleft" => self.left = number.unwrap_or(0),
            "trrh" => self.height = number.unwrap_or(0),
            "ts" => self.style = number.unwrap_or(0),
            "clvmgf" => self.next.vertical = Merge::Restart,
            "clvmrg" => self.next.vertical = Merge::Continue,
            "clmgf" => self.next.horizontal = Merge::Restart,
            "clmrg" => self.next.horizontal = Merge::Continue,
            "clcbpat" => self.next.ground = number.unwrap_or(0),
            "clshdng" => self.next.is_pattern = number.is_some_and(|share| share > 0),
            "cellx" => {
                let cell = CellState { right: number.unwrap_or(0), ..std::mem::take(&mut self.next) };
                if self.cells.len() < CELLS {
                    self.cells.push(cell);
                }
            }
            _ => return false,
        }
        true
    }

    /// Left and right edge of a cell, in twentieths of a point; `None` where the row does not define it, or defines it
    /// to the left of the one before.
    pub(super) fn edges(&self, index: usize) -> Option<(i32, i32)> {
        let right = self.cells.get(index)?.right;
        let left = index.checked_sub(1).map_or(self.left, |before| self.cells[before].right);
        Some((left, right.max(left)))
    }
}
