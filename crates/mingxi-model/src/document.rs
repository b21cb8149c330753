//! What a decoder reads from one file: blocks in reading order, each with its place.

use crate::{Diagnostic, Page, Place};
use std::fmt;

/// The format of a file, told from its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Format {
    Pdf,
    Docx,
    Doc,
    Wps,
    Rtf,
    Xlsx,
    Xls,
    Html,
    Ofd,
    Txt,
}

impl Format {
    /// The name in the `format` column of the documents dataset.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Docx => "docx",
            Format::Doc => "doc",
            Format::Wps => "wps",
            Format::Rtf => "rtf",
            Format::Xlsx => "xlsx",
            Format::Xls => "xls",
            Format::Html => "html",
            Format::Ofd => "ofd",
            Format::Txt => "txt",
        }
    }
}

/// Why a document failed or was read only in part: a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ErrorKind {
    /// No bytes, or nothing but white space.
    Empty,
    /// The bytes are of no document format that is known.
    NotADocument,
    /// A known format that this version cannot read.
    UnsupportedFormat,
    /// The file is protected by a password.
    Encrypted,
    /// The file ends before its own structure does.
    Truncated,
    /// The file contradicts its own format.
    Corrupt,
    /// Reading on would break a limit on size, depth or count.
    LimitExceeded,
    /// Reading took longer than allowed.
    TimedOut,
    /// The reader crashed; the crash was contained.
    Crashed,
    /// The reader asked for more memory than allowed.
    OutOfMemory,
    /// The file could not be opened or read from its disk.
    Unreadable,
    /// The pages are pictures or their text cannot be trusted.
    NeedsOcr,
    /// A mistake of this program.
    Internal,
}

impl ErrorKind {
    /// Every value, in the order of the data dictionary.
    pub const ALL: &'static [ErrorKind] = &[
        ErrorKind::Empty,
        ErrorKind::NotADocument,
        ErrorKind::UnsupportedFormat,
        ErrorKind::Encrypted,
        ErrorKind::Truncated,
        ErrorKind::Corrupt,
        ErrorKind::LimitExceeded,
        ErrorKind::TimedOut,
        ErrorKind::Crashed,
        ErrorKind::OutOfMemory,
        ErrorKind::Unreadable,
        ErrorKind::NeedsOcr,
        ErrorKind::Internal,
    ];

    /// The name in the `error_kind` column of the documents dataset.
    pub fn as_str(self) -> &'static str {
        match self {
            ErrorKind::Empty => "empty",
            ErrorKind::NotADocument => "not_a_document",
            ErrorKind::UnsupportedFormat => "unsupported_format",
            ErrorKind::Encrypted => "encrypted",
            ErrorKind::Truncated => "truncated",
            ErrorKind::Corrupt => "corrupt",
            ErrorKind::LimitExceeded => "limit_exceeded",
            ErrorKind::TimedOut => "timed_out",
            ErrorKind::Crashed => "crashed",
            ErrorKind::OutOfMemory => "out_of_memory",
            ErrorKind::Unreadable => "unreadable",
            ErrorKind::NeedsOcr => "needs_ocr",
            ErrorKind::Internal => "internal",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A file's content in reading order.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The format the bytes were in.
    pub format: Format,
    /// Paragraphs and tables in reading order; empty for a paginated format.
    pub blocks: Vec<Block>,
    /// Lines that the file states apart from its text and prints on every page: running headers. They are no part of
    /// the text; one of them may be a caption of all tables.
    pub running: Vec<Paragraph>,
    /// The pages of a paginated format, whose text has places but no blocks yet; empty for the others.
    pub pages: Vec<Page>,
    /// Number of pages, where the format has them.
    pub page_count: Option<i32>,
    /// What a person should know about how the bytes were read.
    pub diagnostics: Vec<Diagnostic>,
    /// Set when something of the file could not be read; the rest was.
    pub partial: Option<(ErrorKind, String)>,
}

/// One block of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Running text, a title, a caption, a note.
    Paragraph(Paragraph),
    /// A table whose spans the file states.
    Native(NativeTable),
    /// A table of a text dump, whose spans are lost.
    Dump(DumpTable),
}

/// A paragraph of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    /// The text; line breaks inside the paragraph are `\n`.
    pub text: String,
    /// Heading level of the file's own styles (1 = top), where it has them.
    pub heading: Option<u8>,
    /// Where it begins.
    pub place: Place,
    /// Where it goes on behind the end of a page: the byte of `text` and the place from there on, in order. Empty for
    /// one that stands at a single place.
    pub turns: Vec<(usize, Place)>,
}

/// A table whose format states the cells' rows, columns and spans.
#[derive(Debug, Clone, PartialEq)]
pub struct NativeTable {
    /// The cells, in reading order. They may leave holes; they may not overlap.
    pub cells: Vec<NativeCell>,
    /// Number of rows.
    pub rows: u32,
    /// Number of grid columns.
    pub columns: u32,
    /// Where the table stands.
    pub place: Place,
}

/// A cell of a [`NativeTable`].
#[derive(Debug, Clone, PartialEq)]
pub struct NativeCell {
    /// 0-based row.
    pub row: u32,
    /// 0-based column.
    pub col: u32,
    /// Rows covered, at least 1.
    pub row_span: u32,
    /// Columns covered, at least 1.
    pub col_span: u32,
    /// The text; paragraphs and line breaks are `\n`.
    pub text: String,
    /// Where the cell stands.
    pub place: Place,
    /// How far the text is moved in from the cell's left edge, in points, blanks in front of it left out; `None`
    /// where nothing tells it or the text is centred.
    pub indent: Option<f32>,
    /// The number that the file stores, where the text displays fewer of its decimals (9616.338314 as 9,616.34);
    /// `None` where the text is all there is.
    pub stored: Option<String>,
}

/// Which program's habits a text dump shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DumpDialect {
    /// A Word file's cells one per line: a row keeps its cell count, a horizontal merge is one cell.
    CellPerLine,
    /// A PDF's rows tab-separated, or rows whose fields plain text parts in another way: a row keeps its columns, a
    /// merge leaves empty fields.
    TabSeparated,
}

/// A run of rows of a text dump that belong to one table.
#[derive(Debug, Clone, PartialEq)]
pub struct DumpTable {
    /// The dump's dialect.
    pub dialect: DumpDialect,
    /// The rows, top to bottom.
    pub rows: Vec<DumpRow>,
}

/// A row of a [`DumpTable`].
#[derive(Debug, Clone, PartialEq)]
pub struct DumpRow {
    /// The fields as the dump has them, left to right.
    pub cells: Vec<DumpCell>,
    /// A blank line, thus perhaps a page break, stands before this row.
    pub break_before: bool,
}

/// A field of a [`DumpRow`].
#[derive(Debug, Clone, PartialEq)]
pub struct DumpCell {
    /// The text; further lines of the cell are joined with `\n`.
    pub text: String,
    /// 1-based line of the dump on which the field starts.
    pub line: u32,
}
