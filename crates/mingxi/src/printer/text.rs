//! Text on a terminal whose Chinese characters are two columns wide.

use unicode_width::UnicodeWidthChar;

/// Text of an untrusted file made harmless: control characters could command the terminal, and marks of
/// writing direction could show other digits than there are.
pub fn clean(text: &str) -> String {
    text.chars().map(|c| if is_harmful(c) { '\u{fffd}' } else { c }).collect()
}

fn is_harmful(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Columns that a text takes.
pub fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

fn char_width(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// Lines of at most `room` columns (at least two); existing line breaks are kept.
pub fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for part in text.split('\n') {
        let mut line = String::new();
        let mut used = 0;
        for c in clean(part).chars() {
            let wide = char_width(c);
            if used + wide > room.max(2) {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(c);
            used += wide;
        }
        lines.push(line);
    }
    lines
}

/// The text filled up with spaces to `room` columns, on the left for numbers.
pub fn pad(text: &str, room: usize, is_right: bool) -> String {
    let gap = " ".repeat(room.saturating_sub(width(text)));
    if is_right { gap + text } else { text.to_owned() + &gap }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_two_wide() {
        assert_eq!(width("支出 1.0"), 8);
        assert_eq!(wrap("科目编码ab", 4), ["科目", "编码", "ab"]);
        assert_eq!(wrap("a\nb", 9), ["a", "b"]);
        assert_eq!(pad("元", 4, false), "元  ");
        assert_eq!(pad("1", 3, true), "  1");
    }

    #[test]
    fn a_cell_cannot_command_the_terminal() {
        assert_eq!(clean("\u{1b}[2J\u{202e}12"), "\u{fffd}[2J\u{fffd}12");
    }
}
