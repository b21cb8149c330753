//! Text of OFD: where each character of a line stands.

use super::tree::number;

/// How much wider than its em box a character may be before the rest is space between characters.
const SPACED: f64 = 1.6;

/// The distances from each character to the next: numbers, and `g COUNT DISTANCE` for repeats.
pub(super) struct Distances<'t> {
    words: std::str::SplitAsciiWhitespace<'t>,
    left: u64,
    distance: f64,
}

impl<'t> Distances<'t> {
    pub(super) fn new(text: &'t str) -> Distances<'t> {
        Distances { words: text.split_ascii_whitespace(), left: 0, distance: 0.0 }
    }
}

impl Iterator for Distances<'_> {
    type Item = f64;

    fn next(&mut self) -> Option<f64> {
        while self.left == 0 {
            let word = self.words.next()?;
            if word.eq_ignore_ascii_case("g") {
                self.left = self.words.next()?.parse().ok()?;
                self.distance = number(self.words.next()?)?;
            } else {
                self.left = 1;
                self.distance = number(word)?;
            }
        }
        self.left -= 1;
        Some(self.distance)
    }
}

/// The usual advance of a character, in ems: the fonts of such files are seldom inside.
pub(super) fn usual(c: char) -> f64 {
    if c.is_ascii() { 0.5 } else { 1.0 }
}

/// The width of a character, from the distance to the next one where that is stated.
pub(super) fn width(c: char, size: f64, distance: Option<f64>) -> f64 {
    let usual = usual(c) * size;
    distance.filter(|distance| *distance > 0.0 && *distance <= SPACED * usual).unwrap_or(usual)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_repeat() {
        let all = |text| Distances::new(text).take(6).collect::<Vec<f64>>();
        assert_eq!(all("1 2.5"), [1.0, 2.5]);
        assert_eq!(all("g 2 3 4 g 1 5"), [3.0, 3.0, 4.0, 5.0]);
        assert_eq!(all("g 0 3 4 G 99999999999 1"), [4.0, 1.0, 1.0, 1.0, 1.0, 1.0]);
        assert_eq!(all("1 x 2"), [1.0]);
    }

    #[test]
    fn wide_gaps_are_no_width() {
        assert_eq!(width('目', 4.0, Some(8.0)), 4.0);
        assert_eq!(width('目', 4.0, Some(4.2)), 4.2);
        assert_eq!(width('1', 4.0, None), 2.0);
        assert_eq!(width('1', 4.0, Some(0.0)), 2.0);
    }
}
