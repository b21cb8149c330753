//! How a document is printed: layout, page breaks, fonts and packing.

use crate::rng::Rng;

/// A way to print tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Layout {
    /// Ruled cells, long strokes.
    Strokes,
    /// Ruled cells, every line a thin filled rectangle.
    Rectangles,
    /// Ruled cells, every cell a frame of its own, so that inner lines are drawn twice.
    Doubled,
    /// Ruled cells, every line in short strokes with small gaps.
    Segments,
    /// A rule above the header, below it, and below the table (三线表).
    ThreeRules,
    /// No rule at all.
    Bare,
    /// Ruled sheets, wide ones cut into left and right pages.
    Halves,
    /// Ruled cells, wide tables on pages with /Rotate 90.
    Rotated,
    /// Ruled cells, title and captions of a table in the header of every page it stands on.
    PageHeader,
}

impl Layout {
    /// Every layout.
    pub const ALL: [Layout; 9] = [
        Layout::Strokes,
        Layout::Rectangles,
        Layout::Doubled,
        Layout::Segments,
        Layout::ThreeRules,
        Layout::Bare,
        Layout::Halves,
        Layout::Rotated,
        Layout::PageHeader,
    ];

    /// The name used on the command line and in file names.
    pub fn as_str(self) -> &'static str {
        match self {
            Layout::Strokes => "strokes",
            Layout::Rectangles => "rectangles",
            Layout::Doubled => "doubled",
            Layout::Segments => "segments",
            Layout::ThreeRules => "three-rules",
            Layout::Bare => "bare",
            Layout::Halves => "halves",
            Layout::Rotated => "rotated",
            Layout::PageHeader => "page-header",
        }
    }

    /// Whether cells have frames.
    pub fn is_ruled(self) -> bool {
        !matches!(self, Layout::ThreeRules | Layout::Bare)
    }
}

/// What of a header is printed again on the next page of its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// All of it.
    Whole,
    /// Its first row.
    FirstRow,
    /// Nothing.
    Never,
}

/// The encoding of the composite font; no font is embedded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// GBK-EUC-H.
    Gbk,
    /// UniGB-UTF16-H.
    Unicode,
}

/// How the objects stand in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// One after the other, with a cross-reference table.
    Plain,
    /// In object streams, with a cross-reference stream.
    Packed,
    /// Encrypted with an empty user password (RC4, 40 bits).
    Encrypted,
}

/// What stands in the margins of every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Furniture {
    /// Nothing.
    None,
    /// `- 3 -` at the bottom.
    Number,
    /// The agency at the top, `第 3 页 共 9 页` at the bottom.
    Both,
}

/// How a document is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// How tables are drawn.
    pub layout: Layout,
    /// Whether the paper is A5 lying, half as high as A4; wide tables take A4 lying all the same.
    pub low: bool,
    /// What of a header is printed again.
    pub again: Again,
    /// Whether a row of several lines may be cut by the end of a page.
    pub cut_rows: bool,
    /// Whether the last row of a long table stands alone on a page of its own.
    pub lone_last: bool,
    /// What stands in the margins.
    pub furniture: Furniture,
    /// The font's encoding.
    pub face: Face,
    /// How the objects stand in the file.
    pub packing: Packing,
    /// Whether a large level text with figures lies under the text of every page.
    pub watermark: bool,
}

impl Look {
    /// Ruled cells, the header repeated, page numbers.
    pub fn plain(layout: Layout) -> Look {
        Look {
            layout,
            low: false,
            again: Again::Whole,
            cut_rows: false,
            lone_last: false,
            furniture: Furniture::Number,
            face: Face::Unicode,
            packing: Packing::Plain,
            watermark: false,
        }
    }

    /// The look of a seed; `layout` asks for one layout.
    pub fn of_seed(seed: u64, layout: Option<Layout>) -> Look {
        let mut rng = Rng::new(seed);
        let any = *rng.pick(&Layout::ALL);
        Look {
            layout: layout.unwrap_or(any),
            low: rng.chance(15),
            again: *rng.pick(&[Again::Whole, Again::Whole, Again::FirstRow, Again::Never]),
            cut_rows: rng.chance(30),
            lone_last: rng.chance(15),
            furniture: *rng.pick(&[Furniture::None, Furniture::Number, Furniture::Both]),
            face: *rng.pick(&[Face::Gbk, Face::Unicode]),
            packing: *rng.pick(&[Packing::Plain, Packing::Packed, Packing::Encrypted]),
            watermark: false,
        }
    }
}
