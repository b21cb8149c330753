//! Text and lines on one page. Positions are points from the top left corner, as a reader sees the page.

use super::look::Face;
use std::fmt::Write as _;

/// A4, shorter and longer side.
pub const A4: (f64, f64) = (595.0, 842.0);

/// A value that a form field holds.
#[derive(Debug, Clone)]
pub struct Field {
    /// Left, lower, right and upper edge in the file's directions.
    pub rect: [f64; 4],
    /// The value.
    pub text: String,
}

/// What is drawn on a page. Positions are points from the top left corner.
#[derive(Debug, Clone)]
pub enum Mark {
    /// A line of text.
    Text {
        /// Height of a character.
        size: f64,
        /// Left end.
        x: f64,
        /// Upper edge.
        top: f64,
        /// The characters.
        text: String,
    },
    /// A line.
    Stroke {
        /// One end.
        from: (f64, f64),
        /// The other.
        to: (f64, f64),
    },
    /// A filled box.
    Fill {
        /// Upper left corner.
        from: (f64, f64),
        /// Lower right corner.
        to: (f64, f64),
    },
}

/// One page in the making.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Width as a reader sees it.
    pub width: f64,
    /// Height as a reader sees it.
    pub height: f64,
    /// Whether the page lies on its side in the file and says /Rotate 90.
    pub rotated: bool,
    /// The fields of a form.
    pub fields: Vec<Field>,
    /// Lines of text, strokes and boxes, for other formats of pages.
    pub marks: Vec<Mark>,
    drawn: String,
}

impl Sheet {
    /// An empty page; `wide` lays it on its side, with /Rotate where asked; `low` is half as high.
    pub fn new(wide: bool, rotate: bool, low: bool) -> Sheet {
        let (width, height) = match () {
            () if wide => (A4.1, A4.0),
            () if low => (A4.0, A4.1 / 2.0),
            () => A4,
        };
        Sheet { width, height, rotated: wide && rotate, ..Sheet::default() }
    }

    /// Writes a line of text from its left end; `top` is the upper edge of its line.
    pub fn text(&mut self, face: Face, size: f64, x: f64, top: f64, text: &str) {
        self.text_in("F1", face, size, (x, top), text);
    }

    /// Writes a line of text in a font of the page.
    pub fn text_in(&mut self, font: &str, face: Face, size: f64, (x, top): (f64, f64), text: &str) {
        if text.is_empty() {
            return;
        }
        self.marks.push(Mark::Text { size, x, top, text: text.to_owned() });
        let baseline = self.height - top - 0.88 * size;
        let codes = codes(face, text);
        let _ = writeln!(self.drawn, "BT /{font} {size:.1} Tf {x:.2} {baseline:.2} Td <{codes}> Tj ET");
    }

    /// Draws anything.
    pub fn draw(&mut self, operators: &str) {
        self.drawn.push_str(operators);
        self.drawn.push('\n');
    }

    /// Fills a box.
    pub fn fill(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.marks.push(Mark::Fill { from, to });
        let (width, height) = (to.0 - from.0, to.1 - from.1);
        let _ = writeln!(self.drawn, "{:.2} {:.2} {width:.2} {height:.2} re f", from.0, self.height - to.1);
    }

    /// Draws a grey picture.
    pub fn picture(&mut self, from: (f64, f64), to: (f64, f64)) {
        let (width, height) = (to.0 - from.0, to.1 - from.1);
        let y = self.height - to.1;
        let _ = writeln!(self.drawn, "q {width:.2} 0 0 {height:.2} {:.2} {y:.2} cm /I1 Do Q", from.0);
    }

    /// Puts a large light text under everything.
    pub fn watermark(&mut self, face: Face, text: &str) {
        let over = std::mem::take(&mut self.drawn);
        let size = 60.0;
        self.draw("0.85 g");
        self.text(face, size, (self.width - width(text) * size) / 2.0, self.height * 0.4, text);
        self.draw("0 g");
        self.drawn.push_str(&over);
    }

    /// Whether the content names something.
    pub fn names(&self, name: &str) -> bool {
        self.drawn.contains(&format!("/{name} "))
    }

    /// Draws a line as a stroke.
    pub fn stroke(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.marks.push(Mark::Stroke { from, to });
        let (y0, y1) = (self.height - from.1, self.height - to.1);
        let _ = writeln!(self.drawn, "0.5 w {:.2} {y0:.2} m {:.2} {y1:.2} l S", from.0, to.0);
    }

    /// Draws a line as a thin filled rectangle.
    pub fn bar(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.marks.push(Mark::Fill { from: (from.0 - 0.25, from.1 - 0.25), to: (to.0 + 0.25, to.1 + 0.25) });
        let (half, y) = (0.25, self.height - to.1);
        let (width, height) = (to.0 - from.0 + 2.0 * half, to.1 - from.1 + 2.0 * half);
        let _ = writeln!(self.drawn, "{:.2} {:.2} {width:.2} {height:.2} re f", from.0 - half, y - half);
    }

    /// Draws a frame as one stroked rectangle.
    pub fn frame(&mut self, from: (f64, f64), to: (f64, f64)) {
        for (from, to) in
            [(from, (to.0, from.1)), ((to.0, from.1), to), ((from.0, to.1), to), (from, (from.0, to.1))]
        {
            self.marks.push(Mark::Stroke { from, to });
        }
        let (width, height) = (to.0 - from.0, to.1 - from.1);
        let _ =
            writeln!(self.drawn, "0.5 w {:.2} {:.2} {width:.2} {height:.2} re S", from.0, self.height - to.1);
    }

    /// Shows only what stands within a box, until [`Sheet::unclip`].
    pub fn clip(&mut self, from: (f64, f64), to: (f64, f64)) {
        let (width, height) = (to.0 - from.0, to.1 - from.1);
        let _ =
            writeln!(self.drawn, "q {:.2} {:.2} {width:.2} {height:.2} re W n", from.0, self.height - to.1);
    }

    /// Ends the last [`Sheet::clip`].
    pub fn unclip(&mut self) {
        self.drawn.push_str("Q\n");
    }

    /// The content stream.
    pub fn content(&self) -> String {
        if self.rotated {
            format!("0 1 -1 0 {} 0 cm\n{}", self.height, self.drawn)
        } else {
            self.drawn.clone()
        }
    }
}

/// The width of a text in ems: ASCII is half a character wide.
pub fn width(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}

/// The text as hexadecimal codes of the font.
fn codes(face: Face, text: &str) -> String {
    let bytes: Vec<u8> = match face {
        Face::Gbk => encoding_rs::GBK.encode(text).0.into_owned(),
        Face::Unicode => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    };
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// Breaks a text into lines of at most `room` ems; numbers and words of letters are broken only where a line
/// cannot hold them.
pub fn wrap(text: &str, room: f64) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in words(paragraph) {
            if !line.is_empty() && width(&line) + width(&word) > room + 1e-6 {
                lines.push(std::mem::take(&mut line));
            }
            for c in word.chars() {
                if !line.is_empty() && width(&line) + width(&c.to_string()) > room + 1e-6 {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(c);
            }
        }
        lines.push(line);
    }
    lines
}

/// What stays together in a line: a run of ASCII without spaces, or one other character.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut in_run = false;
    for c in text.chars() {
        let joins = c.is_ascii() && c != ' ';
        match words.last_mut() {
            Some(word) if in_run && joins => word.push(c),
            _ => words.push(c.to_string()),
        }
        in_run = joins;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_whole_and_text_breaks_anywhere() {
        assert_eq!(wrap("基本支出1,234.50元", 4.0), ["基本支出", "1,234.50", "元"]);
        assert_eq!(wrap("12345678", 2.0), ["1234", "5678"]);
        assert_eq!(wrap("甲\n乙", 4.0), ["甲", "乙"]);
        assert_eq!(wrap("", 4.0), [""]);
    }
}
