//! Texts of BIFF8: of one or two bytes a character, with runs of fonts and phonetic hints behind them, over the ends
//! of records.

/// Reads on over the pieces of a record that others continue.
pub(super) struct Pieces<'a, 'b> {
    pieces: &'b [&'a [u8]],
    /// The piece that is read, and where in it.
    piece: usize,
    at: usize,
}

impl<'a, 'b> Pieces<'a, 'b> {
    pub(super) fn new(pieces: &'b [&'a [u8]]) -> Pieces<'a, 'b> {
        Pieces { pieces, piece: 0, at: 0 }
    }

    /// How many bytes of the first piece are read.
    pub(super) fn taken(&self) -> usize {
        if self.piece == 0 { self.at } else { self.pieces.first().map_or(0, |piece| piece.len()) }
    }

    /// What is left of the piece that is read; the next one if that is at its end.
    fn rest(&mut self) -> Option<&'a [u8]> {
        loop {
            let rest = self.pieces.get(self.piece)?.get(self.at..)?;
            if !rest.is_empty() {
                return Some(rest);
            }
            self.piece += 1;
            self.at = 0;
        }
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.rest()?.first()?;
        self.at += 1;
        Some(byte)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes([self.byte()?, self.byte()?, self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let step = count.min(self.rest()?.len());
            self.at += step;
            count -= step;
        }
        Some(())
    }

    /// A text whose number of characters stands in two bytes in front of it.
    pub(super) fn text(&mut self) -> Option<String> {
        let count = usize::from(self.u16()?);
        self.characters(count)
    }

    /// A text whose number of characters stands in one byte in front of it.
    pub(super) fn short_text(&mut self) -> Option<String> {
        let count = usize::from(self.byte()?);
        self.characters(count)
    }

    fn characters(&mut self, mut count: usize) -> Option<String> {
        let flags = self.byte()?;
        let mut is_wide = flags & 1 != 0;
        let runs = if flags & 8 != 0 { usize::from(self.u16()?) } else { 0 };
        let hints = if flags & 4 != 0 { usize::try_from(self.u32()?).ok()? } else { 0 };
        let mut units: Vec<u16> = Vec::new();
        while count > 0 {
            let at_end = self.pieces.get(self.piece).is_some_and(|piece| self.at >= piece.len());
            if at_end {
                // A record that continues a text begins with the width of its characters.
                self.piece += 1;
                self.at = 0;
                is_wide = self.byte()? & 1 != 0;
            }
            let rest = self.rest()?;
            let width = if is_wide { 2 } else { 1 };
            let here = count.min(rest.len() / width);
            if here == 0 {
                return None;
            }
            let bytes = rest.get(..here * width)?;
            if is_wide {
                units.extend(bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
            } else {
                units.extend(bytes.iter().map(|byte| u16::from(*byte)));
            }
            self.at += here * width;
            count -= here;
        }
        self.skip(runs * 4)?;
        self.skip(hints)?;
        Some(String::from_utf16_lossy(&units))
    }
}
