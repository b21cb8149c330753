//! The characters of a glyph as a reader would type them.

use unicode_normalization::UnicodeNormalization;

/// CJK radicals (U+2E80..U+2EF3) that print as an ideograph of their own. Unicode gives them no decomposition,
/// so that NFKC leaves them; the pairs follow the radicals' names in the standard's chart. The few whose shape is
/// no character of its own (⺀, ⻊) stay.
#[rustfmt::skip]
const RADICALS: [(char, char); 107] = [
    ('⺁', '厂'), ('⺂', '乛'), ('⺃', '乚'), ('⺄', '乙'), ('⺅', '亻'), ('⺆', '冂'), ('⺇', '几'), ('⺈', '刀'),
    ('⺉', '刂'), ('⺊', '卜'), ('⺋', '㔾'), ('⺌', '小'), ('⺍', '小'), ('⺎', '兀'), ('⺏', '尣'), ('⺐', '尢'),
    ('⺑', '尣'), ('⺒', '巳'), ('⺓', '幺'), ('⺔', '彑'), ('⺕', '彐'), ('⺖', '忄'), ('⺗', '㣺'), ('⺘', '扌'),
    ('⺙', '攵'), ('⺛', '旡'), ('⺜', '日'), ('⺝', '月'), ('⺞', '歺'), ('⺟', '母'), ('⺠', '民'), ('⺡', '氵'),
    ('⺢', '氺'), ('⺣', '灬'), ('⺤', '爫'), ('⺥', '爫'), ('⺦', '丬'), ('⺧', '牛'), ('⺨', '犭'), ('⺩', '王'),
    ('⺫', '罒'), ('⺬', '示'), ('⺭', '礻'), ('⺮', '竹'), ('⺯', '糹'), ('⺰', '纟'), ('⺱', '罓'), ('⺲', '罒'),
    ('⺶', '羊'), ('⺷', '羊'), ('⺸', '羊'), ('⺹', '耂'), ('⺺', '肀'), ('⺻', '聿'), ('⺼', '月'), ('⺽', '臼'),
    ('⺾', '艹'), ('⺿', '艹'), ('⻀', '艹'), ('⻁', '虎'), ('⻂', '衤'), ('⻃', '覀'), ('⻄', '西'), ('⻅', '见'),
    ('⻆', '角'), ('⻇', '角'), ('⻈', '讠'), ('⻉', '贝'), ('⻋', '车'), ('⻌', '辶'), ('⻍', '辶'), ('⻎', '辶'),
    ('⻏', '阝'), ('⻐', '钅'), ('⻑', '長'), ('⻒', '镸'), ('⻓', '长'), ('⻔', '门'), ('⻕', '阜'), ('⻖', '阝'),
    ('⻗', '雨'), ('⻘', '青'), ('⻙', '韦'), ('⻚', '页'), ('⻛', '风'), ('⻜', '飞'), ('⻝', '食'), ('⻟', '飠'),
    ('⻠', '饣'), ('⻢', '马'), ('⻣', '骨'), ('⻤', '鬼'), ('⻥', '鱼'), ('⻦', '鸟'), ('⻧', '卤'), ('⻨', '麦'),
    ('⻩', '黄'), ('⻪', '黾'), ('⻫', '斉'), ('⻬', '齐'), ('⻭', '歯'), ('⻮', '齿'), ('⻯', '竜'), ('⻰', '龙'),
    ('⻱', '龜'), ('⻲', '亀'), ('⻳', '龟'),
];

fn folded(c: char) -> char {
    match c {
        // Kangxi radicals decompose to their ideograph.
        '\u{2f00}'..='\u{2fdf}' => std::iter::once(c).nfkc().next().unwrap_or(c),
        '\u{2e80}'..='\u{2eff}' => RADICALS.iter().find(|pair| pair.0 == c).map_or(c, |pair| pair.1),
        // No-break and other fixed-width spaces print as a space.
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => ' ',
        _ => c,
    }
}

/// Characters that print nothing and separate nothing.
fn is_void(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
        || (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

/// The characters of a glyph: NFC, radicals as ideographs, without characters that print nothing.
pub(crate) fn readable(text: &str) -> String {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return text.to_owned();
    }
    text.chars().filter(|c| !is_void(*c)).map(folded).nfc().collect()
}

/// Whether a mapping of a font says anything: neither empty, nor the replacement character, nor a control.
pub(super) fn is_meaningful(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(|c| c == '\u{fffd}' || (c.is_control() && !c.is_whitespace()))
}

/// Whether two sources name different characters for one glyph, and a digit is one of them: whichever is wrong, a
/// number that is read so would be another number.
pub(super) fn contradict(one: &str, other: &str) -> bool {
    let digit = |text: &str| {
        let mut characters = text.chars();
        let only = characters.next().filter(|_| characters.next().is_none())?;
        match only {
            '0'..='9' => Some(only),
            '０'..='９' => char::from_u32(u32::from(only) - 0xfee0),
            _ => None,
        }
    };
    digit(one) != digit(other)
}

/// Whether a text may be the wrong name of a digit, or a digit the wrong name of something else.
pub(super) fn may_mislead(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '０'..='９'))
}

/// Whether a character is for private use, so that only its own font knows what it is.
pub(crate) fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}

/// A text string of a PDF (ISO 32000-2, 7.9.2.2): UTF-16 with a mark, UTF-8 with a mark, else Latin.
pub(crate) fn text_string(bytes: &[u8]) -> Option<String> {
    let units = |big: bool, bytes: &[u8]| {
        let pairs = bytes.chunks_exact(2);
        let units: Vec<u16> = pairs
            .map(|pair| {
                if big {
                    u16::from_be_bytes([pair[0], pair[1]])
                } else {
                    u16::from_le_bytes([pair[0], pair[1]])
                }
            })
            .collect();
        String::from_utf16(&units).ok()
    };
    match bytes {
        [0xfe, 0xff, rest @ ..] => units(true, rest),
        [0xff, 0xfe, rest @ ..] => units(false, rest),
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok().map(str::to_owned),
        _ if bytes.is_ascii() => std::str::from_utf8(bytes).ok().map(str::to_owned),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_glyph_contradict_each_other_where_one_is_a_digit() {
        assert!(
            contradict("4", "5") && contradict(" ", "5") && contradict("2", "²") && contradict("1", "春")
        );
        assert!(!contradict("5", "５") && !contradict("5", "5") && !contradict("春", "舂"));
        assert!(may_mislead("5") && may_mislead(" ") && !may_mislead("春"));
    }

    #[test]
    fn radicals_become_ideographs() {
        assert_eq!(readable("⼀"), "一");
        assert_eq!(readable("⾦"), "金");
        assert_eq!(readable("⻓⻔⺠⻋"), "长门民车");
        assert_eq!(readable("⺀"), "⺀");
    }

    #[test]
    fn radical_table_is_sorted_and_within_their_block() {
        let all: Vec<char> = RADICALS.iter().map(|pair| pair.0).collect();
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(all.iter().all(|c| ('\u{2e80}'..='\u{2eff}').contains(c)));
    }

    #[test]
    fn composition_and_voids() {
        assert_eq!(readable("e\u{301}"), "é");
        assert_eq!(readable("1\u{200b}2\u{a0}"), "12 ");
        assert_eq!(text_string(&[0xfe, 0xff, 0x4e, 0x00]).as_deref(), Some("一"));
    }
}
