//! A page of a paginated format: glyphs, rules and fills with their boxes.
//!
//! All coordinates are PDF points (1/72 inch), origin at the top left of the visible page (its CropBox), x to
//! the right, y down, after the page's own rotation: as a reader sees it.

use crate::BBox;

/// One page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// 1-based page number.
    pub number: i32,
    /// Width of the visible page.
    pub width: f32,
    /// Height of the visible page.
    pub height: f32,
    /// Glyphs in content order, doubled and invisible ones already left out.
    pub glyphs: Vec<Glyph>,
    /// Straight horizontal and vertical lines: strokes and thin filled rectangles, in content order.
    pub rules: Vec<Rule>,
    /// Filled rectangles that are too thick to be rules (shading, boxes).
    pub fills: Vec<Fill>,
    /// Boxes of images.
    pub images: Vec<BBox>,
    /// How many glyphs the page draws whose character is unknown. They stand among `glyphs` as U+FFFD, because
    /// a number that lost one digit in silence would be another number.
    pub unmapped_glyphs: u32,
}

/// One glyph, or a ligature's characters, with its box.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// The characters: NFC, radicals folded to ideographs.
    pub text: String,
    /// Advance box: x from origin to origin plus advance, y from ascent to descent of the font's size.
    pub bbox: BBox,
    /// The y of the baseline.
    pub baseline: f32,
    /// Font size as seen on the page.
    pub size: f32,
    /// The direction of writing on the page: 0 for left to right, 90 for bottom to top, 180, 270.
    pub rotation: u16,
    /// The clip of the content cuts the glyph away, wholly or mostly.
    pub clipped: bool,
    /// The box within which the content is shown where the glyph is drawn, cut to the page; `None` where all of
    /// the page is. A spreadsheet program clips a page to the body of its sheet, and an overflowing cell to itself.
    pub clip: Option<BBox>,
}

/// A straight line along an axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// The line's box; its thin side is the line's width.
    pub bbox: BBox,
    /// Whether the line is horizontal.
    pub horizontal: bool,
    /// Whether a reader sees it: neither white on white nor transparent.
    pub visible: bool,
}

/// A filled rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fill {
    /// The rectangle.
    pub bbox: BBox,
    /// Lightness from 0 (black) to 255 (white).
    pub lightness: u8,
}
