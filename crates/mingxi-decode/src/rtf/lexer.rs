//! The bytes of an RTF file as its signs: groups, controls, text.

/// The longest name of a control that means something.
const NAME: usize = 32;

/// A sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign<'x> {
    Open,
    Close,
    /// `\word` with its number.
    Word(&'x str, Option<i32>),
    /// `\~` and its like.
    Symbol(u8),
    /// A byte of text, written as it is or as `\'b2`.
    Byte(u8),
}

/// Reads signs one after another.
pub(super) struct Lexer<'x> {
    bytes: &'x [u8],
    at: usize,
    /// The last byte of text was written out as `\'b2`.
    is_written_out: bool,
}

impl<'x> Lexer<'x> {
    pub(super) fn new(bytes: &'x [u8]) -> Lexer<'x> {
        Lexer { bytes, at: 0, is_written_out: false }
    }

    /// The second byte of a character of two whose first was the last sign, whatever it would mean for itself. A program
    /// that writes out the first does so with a second one that is a sign of the format.
    pub(super) fn second(&mut self) -> Option<u8> {
        let byte = self.peek().filter(|byte| *byte >= 0x40)?;
        let is_sign = matches!(byte, b'\\' | b'{' | b'}');
        let is_escape = byte == b'\\' && self.bytes.get(self.at + 1) == Some(&b'\'');
        if is_escape || (is_sign && self.is_written_out) {
            return None;
        }
        self.at += 1;
        Some(byte)
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn control(&mut self) -> Option<Sign<'x>> {
        let first = self.peek()?;
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            return Some(match first {
                b'\'' => self.hex().map_or(Sign::Symbol(b'\''), Sign::Byte),
                b'\\' | b'{' | b'}' => Sign::Byte(first),
                other => Sign::Symbol(other),
            });
        }
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_alphabetic()) {
            self.at += 1;
        }
        let name = &self.bytes[start..self.at.min(start + NAME)];
        let number_at = self.at;
        if self.peek() == Some(b'-') && self.bytes.get(self.at + 1).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        let digits = std::str::from_utf8(&self.bytes[number_at..self.at]).unwrap_or_default();
        let number = digits.parse::<i64>().ok().or((!digits.is_empty()).then_some(i64::MAX));
        let number = number.map(|number| i32::try_from(number).unwrap_or(i32::MAX));
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        let name = std::str::from_utf8(name).unwrap_or_default();
        if name == "bin" {
            let length = number.and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
            self.at = self.at.saturating_add(length).min(self.bytes.len());
        }
        Some(Sign::Word(name, number))
    }

    fn hex(&mut self) -> Option<u8> {
        let digits = self.bytes.get(self.at..self.at + 2)?;
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let value = digit(digits[0])? * 16 + digit(digits[1])?;
        self.at += 2;
        u8::try_from(value).ok()
    }
}

impl<'x> Iterator for Lexer<'x> {
    type Item = Sign<'x>;

    fn next(&mut self) -> Option<Sign<'x>> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            self.is_written_out = byte == b'\\';
            return Some(match byte {
                b'{' => Sign::Open,
                b'}' => Sign::Close,
                b'\\' => return self.control(),
                b'\r' | b'\n' | 0 => continue,
                other => Sign::Byte(other),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs() {
        let signs: Vec<Sign<'_>> = Lexer::new(b"{\\rtf1\\ansi a\\'b2\\~\\{\\li-360\n\\bin3 }}}b}").collect();
        assert_eq!(
            signs,
            [
                Sign::Open,
                Sign::Word("rtf", Some(1)),
                Sign::Word("ansi", None),
                Sign::Byte(b'a'),
                Sign::Byte(0xb2),
                Sign::Symbol(b'~'),
                Sign::Byte(b'{'),
                Sign::Word("li", Some(-360)),
                Sign::Word("bin", Some(3)),
                Sign::Byte(b'b'),
                Sign::Close,
            ]
        );
        assert_eq!(Lexer::new(b"\\u99999999999999999999").next(), Some(Sign::Word("u", Some(i32::MAX))));
        assert_eq!(Lexer::new(b"\\").next(), None);
        assert_eq!(Lexer::new(b"\\'g").next(), Some(Sign::Symbol(b'\'')));
    }
}
