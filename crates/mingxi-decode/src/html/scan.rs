//! What a page's markup would ask of a parser, counted before it is given to one.

/// Tags of a page, opening and closing.
const TAGS: usize = 6_000_000;
/// Attributes of one tag: the parser compares each with all before it.
const ATTRIBUTES: usize = 256;

/// Elements whose content is no markup.
const RAW: [&str; 5] = ["script", "style", "textarea", "title", "xmp"];

/// What is wrong with the markup; `None` where a parser can be given all of it.
pub(super) fn excess(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let (mut at, mut tags) = (0usize, 0usize);
    while let Some(open) = bytes[at..].iter().position(|byte| *byte == b'<') {
        at += open;
        let rest = &bytes[at..];
        if rest.starts_with(b"<!--") {
            at += end_of(&rest[4..], b"-->").map_or(rest.len(), |end| end + 4);
            continue;
        }
        let is_tag = rest.get(1).is_some_and(|next| next.is_ascii_alphabetic() || *next == b'/');
        if !is_tag {
            at += 1;
            continue;
        }
        tags += 1;
        if tags > TAGS {
            return Some(format!("the page has more than {TAGS} tags; nothing of it was read"));
        }
        let (length, attributes) = tag(rest);
        if attributes > ATTRIBUTES {
            return Some(format!(
                "an element of the page has more than {ATTRIBUTES} attributes; nothing of the page was read"
            ));
        }
        let raw = RAW.iter().find(|name| {
            let end = 1 + name.len();
            rest.get(1..end).is_some_and(|own| own.eq_ignore_ascii_case(name.as_bytes()))
                && rest.get(end).is_some_and(|next| !next.is_ascii_alphanumeric())
        });
        at += length;
        if let Some(name) = raw {
            at += end_tag(&bytes[at..], name);
        }
    }
    None
}

/// The length of a tag in bytes and how many attributes it has.
fn tag(bytes: &[u8]) -> (usize, usize) {
    let mut quote = None;
    let mut attributes = 0;
    let (mut is_gap, mut after_equals) = (false, false);
    for (index, byte) in bytes.iter().enumerate().skip(2) {
        match (quote, byte) {
            (Some(open), byte) if open == *byte => (quote, is_gap) = (None, true),
            (Some(_), _) => {}
            (None, b'>') => return (index + 1, attributes),
            (None, b'"' | b'\'') if after_equals => (quote, after_equals) = (Some(*byte), false),
            (None, b'=') => after_equals = true,
            (None, byte) if byte.is_ascii_whitespace() || *byte == b'/' => is_gap = true,
            (None, _) => {
                attributes += usize::from(std::mem::take(&mut is_gap) && !after_equals);
                after_equals = false;
            }
        }
    }
    (bytes.len(), attributes)
}

fn end_of(bytes: &[u8], end: &[u8]) -> Option<usize> {
    bytes.windows(end.len()).position(|window| window == end).map(|at| at + end.len())
}

/// How far it is to an element's end tag.
fn end_tag(bytes: &[u8], name: &str) -> usize {
    let length = name.len() + 2;
    let is_end =
        |window: &[u8]| window.starts_with(b"</") && window[2..].eq_ignore_ascii_case(name.as_bytes());
    bytes.windows(length).position(is_end).unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_outside_of_quotes() {
        assert_eq!(tag(br#"<td class="a b > c" colspan=2 nowrap>x"#), (37, 3));
        assert_eq!(tag(b"<br/>"), (5, 0));
        assert_eq!(tag(b"</td >"), (6, 0));
        assert_eq!(tag(b"<p title='it is"), (15, 1));
    }

    #[test]
    fn an_element_of_a_thousand_attributes_is_refused() {
        let many: String = (0..1000).map(|n| format!(" a{n}=1")).collect();
        assert!(excess(&format!("<p{many}>x</p>")).is_some());
        assert!(excess(&format!("<script>if (a<b {many}) x</script><p>x</p>")).is_none());
        assert!(excess(&format!("<!-- <p {many}> --><p>x</p>")).is_none());
        assert!(excess("<p").is_none());
    }
}
