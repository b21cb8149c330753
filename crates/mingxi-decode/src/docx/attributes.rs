//! Plain tags, read without a parser: nearly every tag of an Office document has no more than a name and attributes with
//! quoted values, without references and without line breaks inside. Whatever else a tag has is the parser's to judge.

/// A plain tag.
#[derive(Debug, PartialEq)]
pub(super) enum Tag<'x> {
    /// An element opens, and ends at once where it is empty. No attribute declares a namespace.
    Start {
        /// Its name and attributes.
        content: &'x str,
        /// The length of its name.
        name: usize,
        /// It ends at once.
        is_empty: bool,
    },
    /// The element of a name ends.
    End(&'x str),
}

/// The tag that a text begins with, if it is plain, and its length.
pub(super) fn plain_tag(text: &str) -> Option<(Tag<'_>, usize)> {
    let bytes = text.as_bytes();
    let is_end = bytes.get(1) == Some(&b'/');
    let begin = 1 + usize::from(is_end);
    let name = count(bytes.get(begin..)?, is_of_name);
    if !bytes.get(begin)?.is_ascii_alphabetic() {
        return None;
    }
    let mut at = begin + name;
    if is_end {
        let is_closed = bytes.get(at) == Some(&b'>');
        return is_closed.then_some((Tag::End(text.get(begin..at)?), at + 1));
    }
    loop {
        let blanks = count(bytes.get(at..)?, is_blank);
        let rest = bytes.get(at + blanks..)?;
        let is_empty = rest.starts_with(b"/>");
        if is_empty || rest.first() == Some(&b'>') {
            let end = at + blanks;
            let tag = Tag::Start { content: text.get(begin..end)?, name, is_empty };
            return Some((tag, end + 1 + usize::from(is_empty)));
        }
        at += blanks + attribute(rest).filter(|_| blanks > 0)?;
    }
}

/// The length of the plain attribute that some bytes begin with.
fn attribute(bytes: &[u8]) -> Option<usize> {
    let name = count(bytes, is_of_name);
    let [b'=', quote @ (b'"' | b'\''), value @ ..] = bytes.get(name..)? else { return None };
    // What ends no value: what the parser resolves, unifies or refuses.
    let length = count(value, |byte| byte != *quote && byte >= b' ' && !matches!(byte, b'&' | b'<'));
    let is_plain = name > 0 && !bytes.starts_with(b"xmlns") && value.get(length) == Some(quote);
    is_plain.then_some(name + 2 + length + 1)
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':')
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

fn count(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
    bytes.iter().take_while(|byte| is(**byte)).count()
}

/// Names and values of the attributes of a plain tag; `raw` is what stands in it behind its name.
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
    fn tags_are_read_as_they_stand() {
        let text = "<w:c r=\"A5\" w:val='甲 \"乙>'\n t=\"\" >behind";
        let (tag, length) = plain_tag(text).unwrap();
        let content = "w:c r=\"A5\" w:val='甲 \"乙>'\n t=\"\" ";
        assert_eq!(tag, Tag::Start { content, name: 3, is_empty: false });
        assert_eq!(&text[length..], "behind");
        let read: Vec<(&str, &str)> = plain(&content[3..]).collect();
        assert_eq!(read, [("r", "A5"), ("w:val", "甲 \"乙>"), ("t", "")]);
        let empty = Tag::Start { content: "b", name: 1, is_empty: true };
        assert_eq!(plain_tag("<b/>"), Some((empty, 4)));
        assert_eq!(plain_tag("</w:b>x"), Some((Tag::End("w:b"), 6)));
        assert_eq!(plain(" ").count(), 0);
    }

    #[test]
    fn the_parser_judges_whatever_else_a_tag_has() {
        for text in [
            "<a b=\"&amp;\">",
            "<a b=\"x<y\">",
            "<a b=\"x\ny\">",
            "<a b=\"x\ty\">",
            "<a b=x>",
            "<a b>",
            "<a b=>",
            "<a b=\"x>",
            "<a =\"x\">",
            "<a b = \"x\">",
            "<a b=\"1\"c=\"2\">",
            "<a 甲=\"1\">",
            "<a xmlns=\"u\">",
            "<a xmlns:w=\"u\">",
            "<a b=\"1\"",
            "<a",
            "<",
            "</",
            "</a",
            "</a >",
            "<!-- a -->",
            "<?a?>",
            "<![CDATA[a]]>",
            "<甲>",
            "< a>",
            "<a/ >",
            "<1>",
            "</>",
            "<>",
        ] {
            assert_eq!(plain_tag(text), None, "{text}");
        }
    }
}
