//! Attributes of plain tags, read without a parser: nearly every tag of an Office document has no more than names and
//! quoted values, without references and without line breaks inside. Whatever else a tag has is the parser's to judge.

/// Whether all attributes of a tag are plain, and none of them declares a namespace. `raw` is what stands in the tag
/// behind its name.
pub(super) fn are_plain(raw: &str) -> bool {
    let mut rest = raw.as_bytes();
    loop {
        let blanks = count(rest, |byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
        let Some(after) = rest.get(blanks..).filter(|after| !after.is_empty()) else { return true };
        let length =
            count(after, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':'));
        let Some((name, [b'=', quote @ (b'"' | b'\''), value @ ..])) = after.split_at_checked(length) else {
            return false;
        };
        // What ends no value: what the parser resolves, unifies or refuses.
        let length = count(value, |byte| byte != *quote && byte >= b' ' && !matches!(byte, b'&' | b'<'));
        let Some((end, behind)) = value.get(length..).and_then(<[u8]>::split_first) else { return false };
        if blanks == 0 || name.is_empty() || name.starts_with(b"xmlns") || end != quote {
            return false;
        }
        rest = behind;
    }
}

fn count(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
    bytes.iter().take_while(|byte| is(**byte)).count()
}

/// Names and values of attributes that [`are_plain`].
pub(super) fn plain(raw: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = raw;
    std::iter::from_fn(move || {
        let (name, after) = cut(rest, b'=')?;
        let (value, behind) = cut(after.get(1..)?, *after.as_bytes().first()?)?;
        rest = behind;
        Some((name.trim_ascii(), value))
    })
}

/// What stands before and behind the first of an ASCII letter. Names and values are short: a search made for long texts
/// takes longer to begin than this one to end.
pub(super) fn cut(text: &str, letter: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == letter)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_are_read_as_they_stand() {
        let raw = " r=\"A5\" w:val='甲 \"乙\"'\n t=\"\" ";
        assert!(are_plain(raw));
        let read: Vec<(&str, &str)> = plain(raw).collect();
        assert_eq!(read, [("r", "A5"), ("w:val", "甲 \"乙\""), ("t", "")]);
        assert!(are_plain("") && are_plain(" "));
        assert_eq!(plain(" ").count(), 0);
    }

    #[test]
    fn the_parser_judges_whatever_else_a_tag_has() {
        for raw in [
            " a=\"&amp;\"",
            " a=\"x<y\"",
            " a=\"x\ny\"",
            " a=\"x\ty\"",
            " a=x",
            " a",
            " a=",
            " a=\"x",
            " =\"x\"",
            " a = \"x\"",
            " a=\"1\"b=\"2\"",
            "a=\"1\"",
            " 甲=\"1\"",
            " xmlns=\"u\"",
            " xmlns:w=\"u\"",
            " a=\"1\" /",
        ] {
            assert!(!are_plain(raw), "{raw}");
        }
    }
}
