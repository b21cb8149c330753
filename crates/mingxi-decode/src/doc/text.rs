//! The text of a paragraph: runs of one look, special characters, anchors.

use super::body::Body;
use super::characters::Characters;
use super::file::Paragraph;
use super::shapes::picture_size;
use crate::DecodeError;
use crate::word::assemble::LARGE;
use crate::word::draft::RunDraft;
use crate::word::symbols::symbol;
use encoding_rs::Encoding;

/// Characters that stand for something else.
const PICTURE: char = '\u{1}';
const ANCHOR: char = '\u{8}';
const FIELD_BEGIN: char = '\u{13}';
const FIELD_RESULT: char = '\u{14}';
const FIELD_END: char = '\u{15}';

impl Body<'_, '_> {
    /// Adds a paragraph to the innermost story.
    pub(super) fn text_of(&mut self, paragraph: &Paragraph) -> Result<(), DecodeError> {
        let properties = &paragraph.properties;
        let mark = self.mark_of(paragraph);
        self.assembly.begin_paragraph();
        let styles = self.assembly.styles;
        if let Some(draft) = self.assembly.paragraphs.last_mut() {
            let style = properties.style.to_string();
            draft.style = styles.paragraph(Some(&style));
            draft.style_id = Some(style);
            draft.outline = properties.outline.map(i64::from);
            draft.indent = properties.indent();
            draft.list = properties.list.map(|list| list.max(0).to_string());
            draft.level = properties.level.map(i64::from);
            draft.ground = properties.ground;
            draft.mark_deleted = mark.is_deleted;
        }
        let mark = self.run(&mark);
        if let Some(draft) = self.assembly.paragraphs.last_mut() {
            draft.mark = mark;
        }
        self.assembly.count_label();
        self.characters(paragraph.start..paragraph.mark)?;
        self.assembly.end_paragraph()
    }

    /// What is said of a paragraph's mark.
    pub(super) fn mark_of(&self, paragraph: &Paragraph) -> Characters {
        let mut mark = Characters::default();
        let pieces = &self.file.pieces;
        // A text that is cut has no mark.
        if paragraph.mark_character != 0
            && let Some(piece) = pieces.pieces.get(pieces.index(paragraph.mark))
        {
            mark.read(self.file.characters.at(piece.byte(paragraph.mark)).0);
            mark.read(pieces.modifiers(piece));
        }
        mark
    }

    /// How a run looks in the open paragraph, toggles against its styles resolved.
    fn run(&self, characters: &Characters) -> RunDraft {
        let mut run = RunDraft {
            vanish: None,
            style: characters.style.map(|style| style.to_string()),
            look: characters.look,
        };
        let styles = self.assembly.styles;
        let Some(paragraph) = self.assembly.paragraphs.last() else { return run };
        run.vanish = characters
            .hidden
            .map(|hidden| hidden.over(styles.is_hidden(paragraph.style, run.style.as_deref(), None)));
        let styled = || {
            let look = styles.look(paragraph.style, run.style.as_deref(), characters.look);
            look.strike == Some(true)
        };
        let strikes = [characters.strike, characters.double_strike].into_iter().flatten();
        run.look.strike = strikes.map(|strike| strike.over(styled())).reduce(|one, other| one || other);
        run
    }

    fn characters(&mut self, range: std::ops::Range<u32>) -> Result<(), DecodeError> {
        let file = self.file;
        let mut index = file.pieces.index(range.start);
        while let Some(piece) = file.pieces.pieces.get(index).filter(|piece| piece.start < range.end) {
            let width = piece.width();
            let mut at = piece.start.max(range.start);
            let end = piece.end.min(range.end);
            while at < end {
                let (modifiers, next) = file.characters.at(piece.byte(at));
                // Runs begin where characters do; one that does not is damaged.
                let count = next.saturating_sub(piece.byte(at)).div_ceil(width).max(1);
                let stop = at.saturating_add(u32::try_from(count).unwrap_or(u32::MAX)).min(end);
                let mut characters = Characters::default();
                characters.read(modifiers);
                characters.read(file.pieces.modifiers(piece));
                let bytes = file.bytes(piece, &(at..stop));
                if characters.is_deleted {
                    self.assembly.remarks.deletions += 1;
                } else if piece.is_wide {
                    self.wide(bytes, at, &characters)?;
                } else {
                    self.narrow(bytes, piece.encoding, at, &characters)?;
                }
                at = stop;
            }
            index += 1;
        }
        Ok(())
    }

    fn wide(&mut self, bytes: &[u8], first: u32, characters: &Characters) -> Result<(), DecodeError> {
        let run = self.run(characters);
        let units = bytes.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
        let mut at = first;
        for unit in char::decode_utf16(units) {
            let c = unit.unwrap_or(char::REPLACEMENT_CHARACTER);
            self.character(c, at, characters, &run)?;
            at = at.saturating_add(if c.len_utf16() == 2 { 2 } else { 1 });
        }
        self.flush(&run);
        Ok(())
    }

    fn narrow(
        &mut self,
        bytes: &[u8],
        encoding: &'static Encoding,
        first: u32,
        characters: &Characters,
    ) -> Result<(), DecodeError> {
        let run = self.run(characters);
        let mut at = first;
        // Special characters stand alone, so that each is known by its number; the rest is decoded together.
        for part in bytes.split_inclusive(|byte| *byte < 0x20) {
            let (text, special) = match part.split_last() {
                Some((last, text)) if *last < 0x20 => (text, Some(*last)),
                _ => (part, None),
            };
            let (decoded, _) = encoding.decode_without_bom_handling(text);
            for c in decoded.chars() {
                self.character(c, at, characters, &run)?;
            }
            at = at.saturating_add(u32::try_from(part.len()).unwrap_or(u32::MAX));
            if let Some(special) = special {
                self.character(char::from(special), at - 1, characters, &run)?;
            }
        }
        self.flush(&run);
        Ok(())
    }

    /// Takes in one character, at its number in the text.
    fn character(
        &mut self,
        c: char,
        at: u32,
        characters: &Characters,
        run: &RunDraft,
    ) -> Result<(), DecodeError> {
        if let Some((font, code)) = characters.symbol {
            let font = self.file.fonts.get(usize::from(font)).map_or("", String::as_str);
            match symbol(font, u32::from(code)) {
                Some(c) => self.text.push(c),
                None => self.assembly.remarks.unknown_symbols += 1,
            }
            return Ok(());
        }
        match c {
            // Breaks of lines, pages and columns.
            '\u{b}' | '\u{c}' | '\u{e}' => self.text.push('\n'),
            '\t' | ' '.. => self.text.push(c),
            // A hyphen that does not break; one that only shows at a line's end is no text.
            '\u{1e}' => self.text.push('-'),
            FIELD_BEGIN | FIELD_RESULT | FIELD_END => {
                self.flush(run);
                let kind = match c {
                    FIELD_BEGIN => "begin",
                    FIELD_RESULT => "separate",
                    _ => "end",
                };
                self.assembly.story_mut(|story| story.field(kind));
            }
            PICTURE if !characters.is_data => {
                self.assembly.remarks.objects += usize::from(characters.is_object);
                self.assembly.remarks.pictures += 1;
                let size = characters.picture.and_then(|at| picture_size(self.file.data, at));
                self.large(size.unwrap_or_default());
            }
            ANCHOR if !self.is_in_box => {
                self.flush(run);
                self.anchored(at, run)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// The shape anchored to a character: what its boxes say, unless they are hidden with it.
    fn anchored(&mut self, at: u32, run: &RunDraft) -> Result<(), DecodeError> {
        let Some((shape, size)) = self.shapes.anchor(at).map(|anchor| (anchor.shape, anchor.size)) else {
            return Ok(());
        };
        let texts = self.shapes.take_texts(shape);
        if self.shapes.is_picture(shape) {
            self.assembly.remarks.pictures += 1;
            self.large(size);
        }
        let styles = self.assembly.styles;
        let is_hidden = |paragraph: &crate::word::draft::ParagraphDraft<'_>| {
            styles.is_hidden(paragraph.style, run.style.as_deref(), run.vanish)
        };
        if self.assembly.paragraphs.last().is_some_and(is_hidden) {
            return Ok(());
        }
        texts.into_iter().try_for_each(|text| self.text_box(text))
    }

    fn large(&mut self, size: (i64, i64)) {
        if size.0 >= LARGE.0 && size.1 >= LARGE.1 {
            self.assembly.large_picture();
        }
    }

    /// Adds the text so far to the open paragraph.
    fn flush(&mut self, run: &RunDraft) {
        let text = std::mem::take(&mut self.text);
        if !text.is_empty() {
            self.assembly.print(&text, run);
        }
        self.text = text;
        self.text.clear();
    }
}
