//! An RTF file sign by sign: groups with what holds in them, bytes to characters, controls to what they mean.

use super::destinations::destination;
use super::flow::Flow;
use super::lexer::{Lexer, Sign};
use super::pages::{decoded, is_wide, of_page};
use super::state::{Goes, State};
use super::tables::Tables;
use crate::DecodeError;
use crate::allowance::{Allowance, exceeded};
use crate::word::assemble::LARGE;
use crate::word::numbering::Numbering;
use crate::word::styles::Styles;
use crate::word::symbols::symbol;
use encoding_rs::{Encoding, WINDOWS_1252};
use mingxi_model::ErrorKind;
use mingxi_model::text::is_space;

/// EMU in a twentieth of a point.
const EMU: i64 = 635;
/// The longest label of a list's item, in bytes, and the most text of headers.
const LABEL: usize = 240;
const HEADERS: usize = 64 << 10;

/// What is open while a file is read.
pub(super) struct Reader<'x, 'a> {
    lexer: Lexer<'x>,
    pub(super) flow: Flow<'a>,
    groups: Vec<State>,
    state: State,
    tables: Tables,
    /// Bytes of text not yet decoded, and how many of the last of them belong to characters of two bytes.
    bytes: Vec<u8>,
    run: usize,
    /// The first half of a character of two `\u`.
    half: Option<u16>,
    /// Characters still to be passed over after a `\u`.
    passed: u32,
    encoding: &'static Encoding,
    default_font: i32,
    /// The next control may begin a group that is passed over.
    is_optional: bool,
    /// The group has just begun.
    is_fresh: bool,
    label: String,
    /// A label that stands before the paragraph which it belongs to.
    waiting: Option<String>,
    /// Width and height of a picture as shown, in twentieths of a point.
    picture: (i64, i64),
    pub(super) headers: String,
    limit: usize,
}

impl<'x, 'a> Reader<'x, 'a> {
    pub(super) fn new(
        bytes: &'x [u8],
        styles: &'a Styles,
        numbering: &'a Numbering,
        allowance: &Allowance,
    ) -> Reader<'x, 'a> {
        Reader {
            lexer: Lexer::new(bytes),
            flow: Flow::new(styles, numbering, allowance),
            groups: Vec::new(),
            state: State::new(0),
            tables: Tables::default(),
            bytes: Vec::new(),
            run: 0,
            half: None,
            passed: 0,
            encoding: WINDOWS_1252,
            default_font: 0,
            is_optional: false,
            is_fresh: false,
            label: String::new(),
            waiting: None,
            picture: (0, 0),
            headers: String::new(),
            limit: allowance.limits().depth,
        }
    }

    /// Reads to the end of the outermost group.
    pub(super) fn read(&mut self) -> Result<(), DecodeError> {
        while let Some(sign) = self.lexer.next() {
            match sign {
                Sign::Byte(byte) => {
                    self.byte(byte)?;
                    self.is_fresh = false;
                    continue;
                }
                Sign::Open => self.open()?,
                Sign::Close => {
                    self.close()?;
                    if self.groups.is_empty() {
                        self.flow.end(&self.state)?;
                        return Ok(());
                    }
                }
                Sign::Word(word, number) => {
                    let is_fresh = std::mem::take(&mut self.is_fresh);
                    let is_optional = std::mem::take(&mut self.is_optional);
                    self.word(word, number, is_fresh, is_optional)?;
                }
                Sign::Symbol(b'*') => self.is_optional = true,
                Sign::Symbol(symbol) => self.symbol(symbol)?,
            }
        }
        self.flush()?;
        self.flow.end(&self.state)?;
        Err(DecodeError::new(ErrorKind::Truncated, "the file ends inside an open group; download it again"))
    }

    fn open(&mut self) -> Result<(), DecodeError> {
        self.flush()?;
        self.passed = 0;
        if self.groups.len() >= self.limit {
            return Err(exceeded(format!(
                "groups nest deeper than {}; what follows was not read",
                self.limit
            )));
        }
        self.groups.push(self.state);
        self.state.is_box = false;
        self.is_fresh = true;
        Ok(())
    }

    fn close(&mut self) -> Result<(), DecodeError> {
        self.flush()?;
        (self.passed, self.half, self.is_fresh, self.is_optional) = (0, None, false, false);
        let Some(outer) = self.groups.pop() else { return Ok(()) };
        let inner = std::mem::replace(&mut self.state, outer);
        if inner.is_box {
            self.flow.end_box()?;
        }
        if inner.goes == self.state.goes {
            return Ok(());
        }
        match inner.goes {
            Goes::Label => self.end_label(),
            Goes::Picture => self.end_picture(),
            Goes::Header => self.headers.push('\n'),
            Goes::Fonts | Goes::Colours | Goes::Styles => self.settle(),
            _ => {}
        }
        Ok(())
    }

    /// Hands on what the tables before the text say.
    fn settle(&mut self) {
        self.flow.colours.clone_from(&self.tables.colours);
        self.flow.outlines.clone_from(&self.tables.outlines);
        self.flow.styles_shade = self.tables.styles_shade;
    }

    fn word(
        &mut self,
        word: &str,
        number: Option<i32>,
        is_fresh: bool,
        is_optional: bool,
    ) -> Result<(), DecodeError> {
        if word == "u" {
            return self.unicode(number.unwrap_or(0));
        }
        self.flush()?;
        if self.passed > 0 {
            self.passed -= 1;
            return Ok(());
        }
        if (is_fresh || is_optional) && self.state.goes != Goes::Nowhere {
            let outer = self.state.goes;
            if let Some(goes) = destination(word, is_optional, outer) {
                self.begin(word, goes)?;
                return Ok(());
            }
        }
        match word {
            "ansicpg" => self.encoding = of_page(number.unwrap_or(0)),
            "deff" => {
                self.default_font = number.unwrap_or(0);
                self.state.font = self.default_font;
            }
            "uc" => self.state.fallback = u32::try_from(number.unwrap_or(1)).unwrap_or(0).min(16),
            _ => match self.state.goes {
                Goes::Fonts => self.tables.font(word, number),
                Goes::Colours => self.tables.colour(word, number),
                Goes::Styles => self.tables.style(word, number),
                Goes::Picture => self.size(word, number),
                Goes::Nowhere | Goes::Outside => {}
                Goes::Body | Goes::Header | Goes::Label => self.text_word(word, number)?,
            },
        }
        Ok(())
    }

    /// A group begins that its control names.
    fn begin(&mut self, word: &str, goes: Goes) -> Result<(), DecodeError> {
        match word {
            "pict" => {
                self.picture = (0, 0);
                if self.state.goes == Goes::Body || self.state.goes == Goes::Outside {
                    self.flow.assembly.remarks.pictures += 1;
                }
            }
            "object" => self.flow.assembly.remarks.objects += 1,
            "listtext" | "pntext" => self.label.clear(),
            "shptxt" | "dptxbxtext" => {
                // A box in a hidden run is hidden with it.
                if self.state.goes != Goes::Outside || self.state.is_hidden || self.state.is_deleted {
                    self.state.goes = Goes::Nowhere;
                    return Ok(());
                }
                self.flow.begin_box(&self.state)?;
                self.state = State::new(self.default_font);
                self.state.is_box = true;
            }
            _ => {}
        }
        self.state.goes = goes;
        Ok(())
    }

    /// A control in text.
    fn text_word(&mut self, word: &str, number: Option<i32>) -> Result<(), DecodeError> {
        let is_body = self.state.goes == Goes::Body;
        match word {
            "par" | "sect" | "page" if !is_body => self.say("\n"),
            "cell" | "nestcell" | "row" | "nestrow" if !is_body => self.say(" "),
            "par" => {
                self.print_label()?;
                self.flow.end_paragraph(&self.state)
            }
            "sect" if self.flow.assembly.paragraphs.is_empty() => Ok(()),
            "sect" => self.flow.end_paragraph(&self.state),
            "cell" | "nestcell" => {
                self.print_label()?;
                let level = if word == "cell" { 1 } else { self.state.level().max(2) };
                self.flow.end_cell(level, &self.state)
            }
            "row" => self.flow.end_row(1),
            "nestrow" => self.flow.end_row(self.state.level().max(2)),
            "tab" => self.say("\t"),
            "line" | "lbr" => self.say("\n"),
            "page" | "column" => self.say_if_open("\n"),
            "emdash" => self.say("—"),
            "endash" => self.say("–"),
            "lquote" => self.say("‘"),
            "rquote" => self.say("’"),
            "ldblquote" => self.say("“"),
            "rdblquote" => self.say("”"),
            "bullet" => self.say("•"),
            "emspace" => self.say("\u{2003}"),
            "enspace" => self.say("\u{2002}"),
            "qmspace" => self.say("\u{2005}"),
            _ => {
                let level = self.state.level();
                let is_row = is_body && self.flow.row_mut(level).is_some_and(|row| row.read(word, number));
                if !is_row && !self.state.run(word, number, self.default_font) {
                    self.state.paragraph(word, number);
                }
                Ok(())
            }
        }
    }

    fn say_if_open(&mut self, text: &str) -> Result<(), DecodeError> {
        if self.flow.assembly.paragraphs.is_empty() { Ok(()) } else { self.say(text) }
    }

    fn symbol(&mut self, symbol: u8) -> Result<(), DecodeError> {
        self.flush()?;
        if self.passed > 0 {
            self.passed -= 1;
            return Ok(());
        }
        match symbol {
            b'~' => self.say("\u{a0}"),
            b'_' => self.say("-"),
            b'\n' | b'\r' => self.text_word("par", None),
            b'\t' => self.say("\t"),
            _ => Ok(()),
        }
    }

    fn byte(&mut self, byte: u8) -> Result<(), DecodeError> {
        self.is_optional = false;
        if self.passed > 0 {
            self.passed -= 1;
            // A fallback of two bytes counts as one character where it is written as one.
            return Ok(());
        }
        if matches!(self.state.goes, Goes::Nowhere | Goes::Outside | Goes::Picture) {
            return Ok(());
        }
        self.half = None;
        // A byte begins a character of two where those right before it are whole characters.
        let is_first = byte > 0x80 && self.run.is_multiple_of(2);
        self.push(byte);
        let encoding = self.font_encoding().unwrap_or(self.encoding);
        if is_first
            && is_wide(encoding)
            && !self.is_symbol_font()
            && let Some(second) = self.lexer.second()
        {
            self.push(second);
        }
        Ok(())
    }

    fn push(&mut self, byte: u8) {
        self.bytes.push(byte);
        self.run = if byte > 0x80 { self.run + 1 } else { 0 };
    }

    fn is_symbol_font(&self) -> bool {
        self.tables.fonts.get(&self.state.font).is_some_and(|font| font.is_symbol)
    }

    fn font_encoding(&self) -> Option<&'static Encoding> {
        self.tables.fonts.get(&self.state.font).and_then(|font| font.encoding)
    }

    /// A character by its number; those that stand for it elsewhere are passed over.
    fn unicode(&mut self, number: i32) -> Result<(), DecodeError> {
        self.flush()?;
        if self.passed > 0 {
            self.passed -= 1;
            return Ok(());
        }
        self.passed = self.state.fallback;
        let code = if number < 0 { number.saturating_add(65_536) } else { number };
        let first = self.half.take();
        let unit = u16::try_from(code).ok();
        let c = match (first, unit) {
            (None, Some(unit @ 0xd800..=0xdbff)) => {
                self.half = Some(unit);
                return Ok(());
            }
            (Some(first), Some(unit)) => char::decode_utf16([first, unit]).next().and_then(Result::ok),
            _ => u32::try_from(code).ok().and_then(char::from_u32),
        };
        let c = c.unwrap_or('\u{fffd}');
        if !matches!(c, '\u{e000}'..='\u{f8ff}') {
            return self.say(c.encode_utf8(&mut [0; 4]));
        }
        self.draw(u32::from(c))
    }

    /// A character of a symbol font.
    fn draw(&mut self, code: u32) -> Result<(), DecodeError> {
        let name = self.tables.fonts.get(&self.state.font).map_or("", |font| font.name.trim());
        match symbol(name, code) {
            Some(c) => self.say(c.encode_utf8(&mut [0; 4])),
            None => {
                self.flow.assembly.remarks.unknown_symbols += 1;
                Ok(())
            }
        }
    }

    /// Decodes the bytes so far.
    fn flush(&mut self) -> Result<(), DecodeError> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        let bytes = std::mem::take(&mut self.bytes);
        self.run = 0;
        let in_text = matches!(self.state.goes, Goes::Body | Goes::Label);
        if in_text && self.is_symbol_font() {
            for byte in bytes {
                match byte {
                    b' ' => self.say(" ")?,
                    byte => self.draw(0xf000 + u32::from(byte))?,
                }
            }
            return Ok(());
        }
        let text = decoded(&bytes, self.font_encoding(), self.encoding);
        match self.state.goes {
            Goes::Fonts => self.tables.font_name(&text),
            Goes::Colours => text.matches(';').for_each(|_| self.tables.end_colour()),
            Goes::Styles => self.tables.style_name(&text),
            _ => return self.say(&text),
        }
        Ok(())
    }

    /// Text where the group's text goes.
    fn say(&mut self, text: &str) -> Result<(), DecodeError> {
        match self.state.goes {
            Goes::Body => {
                self.print_label()?;
                return self.flow.print(text, &self.state);
            }
            Goes::Header if self.headers.len() < HEADERS => self.headers.push_str(text),
            Goes::Label if self.label.len() < LABEL && !self.state.is_hidden => self.label.push_str(text),
            _ => {}
        }
        Ok(())
    }

    /// The label of a list's item: printed with a blank behind it, bullets not at all. The paragraph it belongs to may
    /// only be described behind it.
    fn end_label(&mut self) {
        let label = std::mem::take(&mut self.label);
        self.flow.is_labelled = true;
        let words = label.trim_matches(is_space);
        let parted = if label.ends_with(is_space) { " " } else { "" };
        self.waiting = words.contains(char::is_alphanumeric).then(|| format!("{words}{parted}"));
    }

    /// Prints the label that waits for its paragraph.
    fn print_label(&mut self) -> Result<(), DecodeError> {
        let Some(label) = self.waiting.take() else { return Ok(()) };
        let mut state = self.state;
        (state.is_hidden, state.is_deleted) = (false, false);
        self.flow.print(&label, &state)
    }

    fn size(&mut self, word: &str, number: Option<i32>) {
        let number = i64::from(number.unwrap_or(0));
        match word {
            "picwgoal" => self.picture.0 = number,
            "pichgoal" => self.picture.1 = number,
            "picscalex" => self.picture.0 = self.picture.0.saturating_mul(number) / 100,
            "picscaley" => self.picture.1 = self.picture.1.saturating_mul(number) / 100,
            _ => {}
        }
    }

    fn end_picture(&mut self) {
        let (width, height) = self.picture;
        if width.saturating_mul(EMU) >= LARGE.0 && height.saturating_mul(EMU) >= LARGE.1 {
            self.flow.assembly.large_picture();
        }
    }
}
