//! Data as classic scripts, the one kind of data that a page opened from a file may load.

use crate::error::ReportError;
use serde::Serialize;

/// A script that hands data to the pages: `MX.give("name", …);`.
///
/// The data is JSON in which no character is left that could end a script element, begin a comment or end a line of
/// JavaScript; the name is of this program.
pub(crate) fn give(name: &str, data: &impl Serialize) -> Result<String, ReportError> {
    let json = serde_json::to_string(data).map_err(|error| ReportError::Page(error.to_string()))?;
    Ok(format!("MX.give(\"{name}\",{});\n", escaped(&json)))
}

/// JSON without `<`, `>`, `&`, line separators and characters that turn the direction of text: all of them stand in
/// strings only, where an escape means the same.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '<'
            | '>'
            | '&'
            | '\''
            | '`'
            | '\u{7f}'..='\u{9f}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => out.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_data_ends_the_script() {
        let hostile = "</script><!-- ]]> \u{2028}\u{2029}\u{202e} \" \\ & ' `${x}` 明细 \u{feff}\u{0}";
        let script = give("document", &[hostile]).unwrap();
        for forbidden in ["<", ">", "&", "'", "`", "\u{2028}", "\u{2029}", "\u{202e}", "\u{feff}", "\u{0}"] {
            assert!(!script.contains(forbidden), "{forbidden:?} in {script}");
        }
        assert!(script.starts_with("MX.give(\"document\",[\"\\u003c/script\\u003e"));
        assert_eq!(script.lines().count(), 1);
        let json = script.trim_start_matches("MX.give(\"document\",").trim_end_matches(");\n");
        let back: Vec<String> = serde_json::from_str(json).unwrap();
        assert_eq!(back, [hostile], "the data is the same");
    }
}
