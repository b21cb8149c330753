//! Character references in a run of text (`&#21333;&lt;`): some programs write every Chinese character as one.

use super::attributes::cut;
use quick_xml::escape::resolve_predefined_entity;

/// The text of a run with its references resolved and its line ends unified; `None` where one of them is not closed, or
/// names what Office documents cannot have.
pub(super) fn resolved(run: &str) -> Option<String> {
    let mut text = String::with_capacity(run.len());
    let mut rest = run;
    while let Some((before, after)) = cut(rest, b'&') {
        push_unified(&mut text, before);
        let (name, behind) = cut(after, b';')?;
        match name.strip_prefix('#') {
            Some(number) => text.push(character(number)?),
            None => text.push_str(resolve_predefined_entity(name)?),
        }
        rest = behind;
    }
    push_unified(&mut text, rest);
    Some(text)
}

/// The character of a number: decimal, or hexadecimal behind an `x`.
fn character(number: &str) -> Option<char> {
    let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |digits| (digits, 16));
    if !digits.starts_with(|c: char| c.is_ascii_hexdigit()) {
        return None;
    }
    let code = u32::from_str_radix(digits, radix).ok()?;
    char::from_u32(code).filter(|c| *c != '\0')
}

fn push_unified(text: &mut String, literal: &str) {
    if literal.contains('\r') {
        text.push_str(&literal.replace("\r\n", "\n").replace('\r', "\n"));
    } else {
        text.push_str(literal);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_characters_and_line_ends_one() {
        for (run, text) in [
            ("&#21333;&#20301;：&#x4e07;元", "单位：万元"),
            ("a &lt;&amp;&gt;&quot;&apos; b", "a <&>\"' b"),
            ("x\r\ny\rz&#13;&#10;", "x\ny\nz\r\n"),
            ("", ""),
        ] {
            assert_eq!(resolved(run).as_deref(), Some(text), "{run}");
        }
    }

    #[test]
    fn what_cannot_be_resolved_is_left_to_the_parser() {
        for run in [
            "&nbsp;",
            "&#0;",
            "&#xD800;",
            "&#x110000;",
            "&#+65;",
            "&#-1;",
            "&#;",
            "&#x;",
            "&#X41;",
            "a & b",
            "&lt",
            "&#6a;",
        ] {
            assert_eq!(resolved(run), None, "{run}");
        }
    }
}
