//! A project's code and name, in two cells or in one.

use mingxi_model::Indicator;
use mingxi_model::text::{is_han, is_space};
use std::ops::Range;

/// The fewest characters of a code that stands before a name.
const SHORTEST_CODE: usize = 10;

/// What tells a project from the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::performance) struct ProjectKey {
    pub code: Option<String>,
    pub name: Option<String>,
}

impl ProjectKey {
    /// Writes the project on the indicators of its rows.
    pub(super) fn give(&self, indicators: &mut [Indicator], rows: Range<u32>) {
        let rows = i64::from(rows.start)..i64::from(rows.end);
        for indicator in indicators.iter_mut().filter(|own| rows.contains(&i64::from(own.row))) {
            indicator.project_code.clone_from(&self.code);
            indicator.project_name.clone_from(&self.name);
        }
    }
}

/// `11000022T000000424331-财务咨询` and `[11000022T000000424331]财务咨询` as code and name; the code may be wrapped.
pub(crate) fn code_and_name(text: &str) -> (Option<String>, String) {
    let inner = text.trim_start_matches(['[', '［', '【']);
    let mut code = String::new();
    for (at, c) in inner.char_indices() {
        if c.is_ascii_alphanumeric() {
            code.push(c);
        } else if !is_space(c) {
            let rest = inner[at..].trim_start_matches(|c: char| is_space(c) || "-—－_]］】:：".contains(c));
            let is_parted = rest.len() < inner[at..].len();
            let digits = code.bytes().filter(u8::is_ascii_digit).count();
            let is_code = code.len() >= SHORTEST_CODE && digits * 10 >= code.len() * 6;
            return match is_parted && is_code && rest.contains(is_han) {
                true => (Some(code), rest.to_owned()),
                false => (None, text.to_owned()),
            };
        }
    }
    (None, text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_before_the_name_is_taken_off() {
        let show = |text: &str| {
            let (code, name) = code_and_name(text);
            format!("{} {name}", code.unwrap_or_default())
        };
        assert_eq!(show("11000022T000000424331-财务咨询"), "11000022T000000424331 财务咨询");
        assert_eq!(show("11000022T000000444 016-公众评价"), "11000022T000000444016 公众评价");
        assert_eq!(show("[440100260000123]河道—清淤"), "440100260000123 河道—清淤");
        for name in ["2023-2026年运维", "GZIT2022-SM-W-C-051103", "12345热线平台运营", "河道清淤"]
        {
            assert_eq!(show(name), format!(" {name}"));
        }
    }
}
