//! How many columns of a screen characters take, in the ways in which programs have counted them.

use mingxi_model::text::is_han;

/// A way of counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counting {
    /// Columns of Chinese and full-width characters.
    wide: usize,
    /// Columns of characters that are as wide as Chinese ones in Chinese fonts alone: “ ” — … and lines of boxes.
    ambiguous: usize,
}

/// All ways: GB print dumps, terminals of today, programs that count characters.
pub(super) const COUNTINGS: [Counting; 3] = [
    Counting { wide: 2, ambiguous: 2 },
    Counting { wide: 2, ambiguous: 1 },
    Counting { wide: 1, ambiguous: 1 },
];

impl Counting {
    /// The columns of a character.
    pub(super) fn of(self, c: char) -> usize {
        match c {
            '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' => 0,
            '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' => self.wide,
            _ if is_han(c) => self.wide,
            '\u{2010}'..='\u{2027}'
            | '\u{2030}'..='\u{203b}'
            | '\u{2100}'..='\u{22ff}'
            | '\u{2460}'..='\u{25ff}'
            | '·'
            | '×'
            | '÷'
            | '°'
            | '±' => self.ambiguous,
            _ => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::COUNTINGS;

    #[test]
    fn characters_are_counted_in_three_ways() {
        let widths = |text: &str| COUNTINGS.map(|way| text.chars().map(|c| way.of(c)).sum::<usize>());
        assert_eq!(widths("合计 1.00"), [9, 9, 7]);
        assert_eq!(widths("“三公”"), [8, 6, 4]);
        assert_eq!(widths("│　"), [4, 3, 2]);
    }
}
