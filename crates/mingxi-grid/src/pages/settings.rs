//! The distances by which page recovery decides, in one place.

/// Distances in PDF points (1/72 inch) unless a field says otherwise; `em` means the font size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Settings {
    /// Rules closer than this are one rule drawn twice or with jitter. Default 2.5: less than half the height
    /// of the smallest row seen (5.5), more than the gap of a double border (1.5).
    pub(crate) snap: f32,
    /// Pieces of one rule with a gap up to this are joined. Default 3: dashed borders leave 1 to 3.
    pub(crate) join: f32,
    /// A rule that ends this near to another one meets it. Default 3.
    pub(crate) meet: f32,
    /// Joined rules shorter than this are dots and ticks. Default 4.
    pub(crate) shortest: f32,
    /// Horizontal rules that reach this far beyond the outermost vertical one belong to an open-sided table.
    /// Default 8.
    pub(crate) open_side: f32,
    /// The share of a cell's side that must be drawn for the side to count. Default 0.5.
    pub(crate) drawn: f32,
    /// Baselines that differ less than this are one line of text, in em. Default 0.4: below the smallest line
    /// spacing (1.0), above the offset between fonts in one line.
    pub(crate) same_line: f32,
    /// A gap wider than this within a line is a space, in em. Default 0.33.
    pub(crate) word_gap: f32,
    /// A gap wider than this within a line parts two chunks of text, in em. Default 0.9: justified Chinese
    /// text keeps below, and a blank of one character is exactly 1.
    pub(crate) chunk_gap: f32,
    /// The share of the page's height at its top and bottom in which headers and footers stand. Default 0.11.
    pub(crate) margin: f32,
    /// Column edges on two pages may differ by this and still be the same columns. Default 4.
    pub(crate) same_edge: f32,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            snap: 2.5,
            join: 3.0,
            meet: 3.0,
            shortest: 4.0,
            open_side: 8.0,
            drawn: 0.5,
            same_line: 0.4,
            word_gap: 0.33,
            chunk_gap: 0.9,
            margin: 0.11,
            same_edge: 4.0,
        }
    }
}
