//! How far a cell's text is moved in: what the file states, and the blanks in front of the text.

use mingxi_model::text::is_space;

/// A full-width blank in points: one character of the usual size (五号). Half-width ones are half of it.
const FULL_WIDTH: f32 = 10.5;

/// The indent of a text whose cell states `stated` points; `None` where nothing is known, or nothing is printed.
pub(crate) fn indent(stated: Option<f32>, text: &str) -> Option<f32> {
    let text = text.trim_start_matches(['\n', '\r']);
    let blanks = text.len() - text.trim_start_matches(is_space).len();
    if blanks == text.len() {
        return None;
    }
    let width: f32 =
        text[..blanks].chars().map(|c| if c == '\u{3000}' { FULL_WIDTH } else { FULL_WIDTH / 2.0 }).sum();
    stated.map(|points| points + width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_in_front_count_by_their_width() {
        assert_eq!(indent(Some(0.0), "一、财政拨款"), Some(0.0));
        assert_eq!(indent(Some(0.0), "\u{3000}\u{3000}基金"), Some(21.0));
        assert_eq!(indent(Some(21.0), "  基金"), Some(31.5));
        assert_eq!(indent(Some(21.0), "  "), None);
        assert_eq!(indent(None, "  基金"), None);
    }
}
