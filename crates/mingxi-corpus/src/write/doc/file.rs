//! An old Word file from runs and paragraphs ([MS-DOC]): text, pages of properties, style sheet, piece table. It writes
//! what it is told, so that tests can say what no program writes.

use super::numbers::{long, short};
use super::pages::{Of, pages};
use anyhow::Context as _;
use encoding_rs::Encoding;
use std::io::{Cursor, Write as _};

/// Where the text begins in the stream WordDocument.
const TEXT_AT: usize = 0x800;
/// Where the block at the beginning lists its tables, and how many it has room for.
const TABLES_AT: usize = 0x9a;
const TABLES: usize = 93;
/// Where it states the lengths of the texts.
const LENGTHS_AT: usize = 0x4c;
/// Properties beyond this size stand in the stream Data.
const LARGE: usize = 440;
/// Numbers of tables.
const STYLES: usize = 1;
const SECTIONS: usize = 6;
const CHARACTER_PAGES: usize = 12;
const PARAGRAPH_PAGES: usize = 13;
const FONTS: usize = 15;
const PIECES: usize = 33;
/// Styles that a sheet has to have room for.
const FIXED_STYLES: usize = 15;

/// A style: its built-in number, its kind, the number of the one it is based on, its groups of modifiers.
#[derive(Debug, Clone)]
pub struct Style {
    /// 1 to 9 are headings, 0xffe a style of the user's own.
    pub built_in: u16,
    /// 1 paragraph, 2 character, 3 table.
    pub kind: u16,
    /// 0xfff for none.
    pub parent: u16,
    /// Of a paragraph style those of the paragraph (after the style's number) and of its characters.
    pub groups: Vec<Vec<u8>>,
}

/// A file being written.
#[derive(Debug)]
pub struct File {
    /// One byte a character in this code page; two bytes (UTF-16) without one.
    encoding: Option<&'static Encoding>,
    /// Characters as stored.
    text: Vec<u16>,
    /// Ends of runs and their modifiers, ends of paragraphs and their style and modifiers.
    runs: Vec<(usize, Vec<u8>)>,
    paragraphs: Vec<(usize, Vec<u8>)>,
    /// Where each of the eight texts ends.
    ends: [usize; 8],
    /// The text being written.
    current: usize,
    /// Where pieces begin, and what holds for all of them.
    pieces: Vec<(usize, u16)>,
    /// Groups of modifiers that pieces name.
    pub groups: Vec<Vec<u8>>,
    /// The style sheet by number.
    pub styles: Vec<Option<Style>>,
    /// The stream Data.
    pub data: Vec<u8>,
    /// Further tables: number, bytes, and the size that is stated of them.
    pub tables: Vec<(usize, Vec<u8>, usize)>,
}

impl File {
    /// An empty file with a plain style, three headings and a plain character style.
    pub fn new(encoding: Option<&'static Encoding>) -> File {
        let paragraph = |built_in: u16, parent: u16| Style {
            built_in,
            kind: 1,
            parent,
            groups: vec![built_in.to_le_bytes().to_vec(), Vec::new()],
        };
        let mut styles = vec![None; FIXED_STYLES];
        styles[0] = Some(paragraph(0, 0xfff));
        for number in 1..=3 {
            let mut heading = paragraph(number, 0);
            heading.groups[0].extend([0x40, 0x26, number.to_le_bytes()[0] - 1]);
            styles[usize::from(number)] = Some(heading);
        }
        styles[10] = Some(Style { built_in: 65, kind: 2, parent: 0xfff, groups: vec![Vec::new()] });
        File {
            encoding,
            text: Vec::new(),
            runs: Vec::new(),
            paragraphs: Vec::new(),
            ends: [0; 8],
            current: 0,
            pieces: vec![(0, 0)],
            groups: Vec::new(),
            styles,
            data: Vec::new(),
            tables: Vec::new(),
        }
    }

    /// Characters so far: where the next one will stand.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds text with modifiers of characters.
    pub fn run(&mut self, text: &str, modifiers: &[u8]) -> &mut File {
        match self.encoding {
            None => self.text.extend(text.encode_utf16()),
            Some(encoding) => self.text.extend(encoding.encode(text).0.iter().map(|byte| u16::from(*byte))),
        }
        // A run without characters would begin and end at one place.
        if !text.is_empty() {
            self.runs.push((self.text.len(), modifiers.to_vec()));
        }
        self
    }

    /// Ends a paragraph with a mark: its style, its modifiers, those of the mark.
    pub fn end(&mut self, mark: u16, style: u16, modifiers: &[u8], of_mark: &[u8]) -> &mut File {
        self.text.push(mark);
        self.runs.push((self.text.len(), of_mark.to_vec()));
        let mut properties = style.to_le_bytes().to_vec();
        if modifiers.len() > LARGE {
            // Too long for a page: the stream Data has it.
            properties.extend([0x46, 0x66]);
            properties.extend(long(self.data.len()));
            self.data.extend(short(modifiers.len()));
            self.data.extend(modifiers);
        } else {
            properties.extend(modifiers);
        }
        self.paragraphs.push((self.text.len(), properties));
        self.ends[self.current] = self.text.len();
        self
    }

    /// A plain paragraph.
    pub fn paragraph(&mut self, text: &str) -> &mut File {
        self.run(text, &[]).end(0x0d, 0, &[], &[])
    }

    /// Begins another of the texts: 2 headers, 6 text boxes.
    pub fn begin(&mut self, text: usize) -> &mut File {
        for end in &mut self.ends[self.current..text] {
            *end = self.text.len();
        }
        self.current = text;
        self
    }

    /// Begins a piece; its modifier as stored.
    pub fn piece(&mut self, modifier: u16) -> &mut File {
        self.pieces.push((self.text.len(), modifier));
        self
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// The compound file cannot be written.
    pub fn bytes(&self) -> anyhow::Result<Vec<u8>> {
        let width = if self.encoding.is_some() { 1 } else { 2 };
        let mut word = vec![0; TEXT_AT];
        for unit in &self.text {
            word.extend(&unit.to_le_bytes()[..width]);
        }
        let at = |character: usize| TEXT_AT + width * character;
        let places = |runs: &[(usize, Vec<u8>)]| {
            runs.iter().map(|(end, properties)| (at(*end), properties.clone())).collect::<Vec<_>>()
        };
        let mut listed = vec![
            (CHARACTER_PAGES, pages(&mut word, TEXT_AT, &places(&self.runs), Of::Characters)),
            (PARAGRAPH_PAGES, pages(&mut word, TEXT_AT, &places(&self.paragraphs), Of::Paragraphs)),
            (STYLES, self.sheet()),
            (SECTIONS, self.sections()),
            (FONTS, fonts()),
            (PIECES, self.piece_table(&at)),
        ]
        .into_iter()
        .map(|(number, bytes)| {
            let size = bytes.len();
            (number, bytes, size)
        })
        .collect::<Vec<_>>();
        listed.extend(self.tables.iter().cloned());
        self.head(&mut word);
        let mut tables = Vec::new();
        for (number, bytes, size) in listed {
            let place = TABLES_AT + 8 * number;
            word[place..place + 4].copy_from_slice(&long(tables.len()));
            word[place + 4..place + 8].copy_from_slice(&long(size));
            tables.extend(bytes);
            tables.resize(tables.len().next_multiple_of(2), 0);
        }
        pack(&[("WordDocument", &word), ("1Table", &tables), ("Data", &self.data)])
    }

    /// The block at the beginning: what the file is, how long its texts are.
    fn head(&self, word: &mut [u8]) {
        let shorts: [(usize, u16); 8] = [
            (0, 0xa5ec),
            (2, 0x00c1),
            (6, 0x0804),
            // Tables in 1Table, written by a program for Chinese.
            (10, 0x5200),
            (32, 14),
            (62, 22),
            (152, TABLES as u16),
            (TABLES_AT + 8 * TABLES, 0),
        ];
        for (at, value) in shorts {
            word[at..at + 2].copy_from_slice(&value.to_le_bytes());
        }
        word[24..28].copy_from_slice(&long(TEXT_AT));
        let mut before = 0;
        for (index, end) in self.ends.iter().enumerate() {
            let length = end.saturating_sub(before);
            let place = LENGTHS_AT + 4 * index;
            word[place..place + 4].copy_from_slice(&long(length));
            before += length;
        }
    }

    fn sheet(&self) -> Vec<u8> {
        let mut sheet = short(18);
        sheet.extend(short(self.styles.len()));
        sheet.extend(short(10));
        sheet.extend([1, 0, 0x6a, 0, 15, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        for style in &self.styles {
            let bytes = style.as_ref().map(style_bytes).unwrap_or_default();
            sheet.extend(short(bytes.len()));
            sheet.extend(&bytes);
            sheet.resize(sheet.len().next_multiple_of(2), 0);
        }
        sheet
    }

    /// One section over the whole body, with nothing said of it.
    fn sections(&self) -> Vec<u8> {
        let mut bytes = [long(0), long(self.ends[0])].concat();
        bytes.extend([0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0xff, 0xff, 0xff, 0xff]);
        bytes
    }

    fn piece_table(&self, at: &dyn Fn(usize) -> usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        for group in &self.groups {
            bytes.push(1);
            bytes.extend(short(group.len()));
            bytes.extend(group);
        }
        let mut table: Vec<u8> = self.pieces.iter().flat_map(|(start, _)| long(*start)).collect();
        table.extend(long(self.text.len()));
        for (start, modifier) in &self.pieces {
            let place = if self.encoding.is_some() { (2 * at(*start)) | 0x4000_0000 } else { at(*start) };
            table.extend([0, 0]);
            table.extend(long(place));
            table.extend(modifier.to_le_bytes());
        }
        bytes.push(2);
        bytes.extend(long(table.len()));
        bytes.extend(table);
        bytes
    }
}

fn style_bytes(style: &Style) -> Vec<u8> {
    let mut bytes = Vec::new();
    let groups = u16::try_from(style.groups.len()).unwrap_or(0);
    for word in [style.built_in, style.parent << 4 | style.kind, groups, 0, 0] {
        bytes.extend(word.to_le_bytes());
    }
    // Its name is its number: S1.
    let name: Vec<u16> = format!("S{}", style.built_in).encode_utf16().collect();
    bytes.extend(short(name.len()));
    bytes.extend(name.iter().flat_map(|unit| unit.to_le_bytes()));
    bytes.extend([0, 0]);
    for group in &style.groups {
        bytes.extend(short(group.len()));
        bytes.extend(group);
        bytes.resize(bytes.len().next_multiple_of(2), 0);
    }
    bytes
}

/// Two fonts: 宋体 and Wingdings.
fn fonts() -> Vec<u8> {
    let mut table = vec![2, 0, 0, 0];
    for name in ["宋体\0", "Wingdings\0"] {
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        table.push(u8::try_from(39 + units.len()).unwrap_or(u8::MAX));
        table.extend([0; 39]);
        table.extend(units);
    }
    table
}

/// A compound file of streams.
///
/// # Errors
/// It cannot be written.
pub fn pack(streams: &[(&str, &[u8])]) -> anyhow::Result<Vec<u8>> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))
        .context("cannot begin a compound file")?;
    for (name, bytes) in streams {
        let mut stream = file.create_stream(format!("/{name}")).context("cannot add a stream")?;
        stream.write_all(bytes).context("cannot write a stream")?;
    }
    // The same content gives the same bytes.
    file.set_created_time("/", std::time::UNIX_EPOCH).context("cannot set a time")?;
    file.set_modified_time("/", std::time::UNIX_EPOCH).context("cannot set a time")?;
    file.flush().context("cannot write a compound file")?;
    Ok(file.into_inner().into_inner())
}
