//! Text as compared: white space, width and numbering that carry no meaning.

/// White space in all its forms: ASCII, U+3000, U+00A0, zero-width spaces and marks.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}')
}

/// Full-width ASCII (！ to ～) folded to half width.
pub fn fold_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// The text without any white space and with full-width ASCII folded: the form in which labels, headers and
/// titles are compared.
pub fn squeeze(text: &str) -> String {
    // Most texts have nothing to drop or to fold.
    let (kept, rest) = text.split_at(text.find(|c| is_space(c) || fold_width(c) != c).unwrap_or(text.len()));
    let mut out = String::with_capacity(text.len());
    out.push_str(kept);
    out.extend(rest.chars().filter(|c| !is_space(*c)).map(fold_width));
    out
}

/// The text as printed with white space normalised: runs become one space, so does a line break, but for one that
/// only wraps Chinese text ([`only_wraps`]), which is dropped; ends are trimmed.
pub fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap: Option<char> = None;
    for c in text.chars() {
        if is_space(c) {
            if c == '\n' || gap.is_none() {
                gap = Some(if c == '\n' { '\n' } else { ' ' });
            }
            continue;
        }
        if let Some(g) = gap.take()
            && !out.is_empty()
            && !(g == '\n' && only_wraps(&out, c))
        {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

/// Whether a line break between a text and the character after it stands where no space would: Chinese characters and
/// punctuation wrap without one, and so does a word behind its hyphen. Between a number or a Latin word and anything
/// else the page does not tell.
fn only_wraps(before: &str, after: char) -> bool {
    let is_word = |c: char| c.is_alphanumeric() && !is_han(c);
    let mut last = before.chars().rev();
    match (last.next(), last.next()) {
        (Some('-' | '－' | '‐'), Some(c)) if is_word(c) => is_word(after),
        (Some(c), _) => !is_word(c) && !is_word(after),
        (None, _) => false,
    }
}

/// A name without the blanks that only its setting prints: beside Chinese characters and marks, where a line wrapped or a
/// word processor spaced a number out (`2025 年` is `2025年`). Between two numbers or Latin words a blank stays.
pub fn without_gaps(name: &str) -> String {
    let is_word = |c: char| c.is_alphanumeric() && !is_han(c);
    let mut out = String::with_capacity(name.len());
    let mut has_gap = false;
    for c in name.chars() {
        if is_space(c) {
            has_gap = true;
            continue;
        }
        if std::mem::take(&mut has_gap) && is_word(c) && out.chars().next_back().is_some_and(is_word) {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

/// Characters as they print raised, each beside what it is a mark of (注释号).
const RAISED: [(char, char); 17] = [
    ('0', '⁰'),
    ('1', '¹'),
    ('2', '²'),
    ('3', '³'),
    ('4', '⁴'),
    ('5', '⁵'),
    ('6', '⁶'),
    ('7', '⁷'),
    ('8', '⁸'),
    ('9', '⁹'),
    ('(', '⁽'),
    (')', '⁾'),
    ('a', 'ᵃ'),
    ('b', 'ᵇ'),
    ('c', 'ᶜ'),
    ('d', 'ᵈ'),
    ('*', '⁎'),
];

/// A text in superscript characters; nothing where one of its characters has none.
pub fn superscript(text: &str) -> Option<String> {
    let raised =
        |c: char| RAISED.iter().find(|pair| pair.0 == fold_width(c) || pair.1 == c).map(|pair| pair.1);
    text.chars().map(raised).collect::<Option<String>>().filter(|text| !text.is_empty())
}

/// The text without the note marks at its ends: superscripts after a letter are part of a unit (m²) and stay.
pub fn without_marks(text: &str) -> &str {
    let is_mark = |c: char| RAISED.iter().any(|pair| pair.1 == c);
    let trimmed = text.trim_end_matches(is_mark);
    let is_unit = trimmed.ends_with(|c: char| c.is_ascii_alphabetic() || c == '米');
    let ends = if is_unit || trimmed.is_empty() { text } else { trimmed };
    let starts = ends.trim_start_matches(is_mark);
    if starts.is_empty() { text } else { starts }
}

/// A text of several lines without the note marks at the ends of each.
pub fn lines_without_marks(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains(|c: char| RAISED.iter().any(|pair| pair.1 == c)) {
        let lines: Vec<&str> = text.split('\n').map(without_marks).collect();
        return lines.join("\n").into();
    }
    text.into()
}

/// A Chinese character (CJK ideographs, the common block and extension A).
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ffff}')
}

/// Whether the filled cells of a row, squeezed, only number the columns, in any style: 栏次 | 1 | 2;
/// 甲 | 乙 | 1 | 2; ** | ** | 1 | 2 | 3=1+2; (1) | (2); ① | ②; A | B | 1 | 2. The heads 类 | 款 | 项 may stand beside them.
pub fn counts_columns(filled: &[String]) -> bool {
    let mut next: Option<u32> = None;
    let mut counted = 0;
    for text in filled {
        if let Some(number) = column_number(text) {
            if next.is_some_and(|next| number != next) {
                return false;
            }
            next = Some(number + 1);
            counted += 1;
        } else if let Some((number, formula)) = text.split_once(['=', '＝']) {
            let is_formula = |c: char| c.is_ascii_digit() || "+-()*/×÷%＋－（）…".contains(c);
            let Ok(number) = number.parse::<u32>() else { return false };
            if !formula.chars().all(is_formula) {
                return false;
            }
            next = Some(number + 1);
            counted += 1;
        } else if is_stem(text) || is_letter(text) || is_mark(text) {
            counted += 1;
        } else if !matches!(text.as_str(), "栏次" | "栏目" | "行次" | "序号") && !heads_code_part(text)
        {
            return false;
        }
    }
    counted > 1
}

/// A head of a column that prints one part of a code (类 | 款 | 项).
pub fn heads_code_part(text: &str) -> bool {
    matches!(text, "类" | "款" | "项")
}

/// 2 of `2`, `(2)`, `②` and `2(万元)`; longer numbers are no columns'.
fn column_number(text: &str) -> Option<u32> {
    let unit = text.strip_suffix(')').and_then(|rest| rest.split_once('('));
    let text = match unit {
        Some((number, unit)) if unit.ends_with('元') => number,
        _ => text,
    };
    let mut chars = text.chars();
    if let (Some(circled @ '①'..='⑳'), None) = (chars.next(), chars.next()) {
        return Some(circled as u32 - '①' as u32 + 1);
    }
    let bare = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(text);
    let is_number = (1..=2).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
    if is_number { bare.parse().ok() } else { None }
}

/// A, B, C ...
fn is_letter(text: &str) -> bool {
    matches!(text.as_bytes(), [b'A'..=b'Z'])
}

/// 甲, 乙, 丙 ... count as letters do.
fn is_stem(text: &str) -> bool {
    text.chars().count() == 1 && "甲乙丙丁戊己庚辛壬癸".contains(text)
}

fn is_mark(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c == '*' || c == '＊' || c == '×')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squeeze_folds_and_drops() {
        assert_eq!(squeeze(" 科目　 编码（１）\u{a0}"), "科目编码(1)");
    }

    #[test]
    fn normalise_keeps_words_apart_and_joins_wrapped_chinese() {
        assert_eq!(normalise("  项  目 "), "项 目");
        assert_eq!(normalise("二级\n指标"), "二级指标");
        assert_eq!(normalise("DRG\ngroup"), "DRG group");
        assert_eq!(normalise("\n\n"), "");
        assert_eq!(normalise("建议、意见\n、信息"), "建议、意见、信息");
        assert_eq!(normalise("督查“\n回头看”"), "督查“回头看”");
        assert_eq!(normalise("经费 \n（本级）"), "经费（本级）");
        assert_eq!(normalise("SM-\nW-2026-\n2029"), "SM-W-2026-2029");
        assert_eq!(normalise("2101501\n行政运行"), "2101501 行政运行", "a code and its name");
        assert_eq!(normalise("-\n5"), "- 5", "a dash over a number is no sign");
        assert_eq!(normalise("1,\n234"), "1, 234", "nothing says that this is one number");
    }

    #[test]
    fn a_name_keeps_only_the_blanks_between_words() {
        assert_eq!(without_gaps("县医院 2025 年- 2027年 HIS 运维"), "县医院2025年-2027年HIS运维");
        assert_eq!(without_gaps("DRG group 2.0 升级"), "DRG group 2.0升级");
        assert_eq!(without_gaps(" 3 5号楼"), "3 5号楼");
    }

    #[test]
    fn marks_are_no_part_of_what_they_mark() {
        assert_eq!(superscript("12").as_deref(), Some("¹²"));
        assert_eq!(superscript("元"), None);
        assert_eq!(without_marks("教育支出¹"), "教育支出");
        assert_eq!(without_marks("²88,500¹²"), "88,500");
        assert_eq!(without_marks("m²"), "m²");
        assert_eq!(without_marks("¹"), "¹");
    }

    #[test]
    fn rows_that_number_columns() {
        let counts = |row: &str| counts_columns(&row.split('|').map(str::to_owned).collect::<Vec<_>>());
        assert!(counts("栏次|1|2|3=1+2"));
        assert!(counts("甲|乙|1|2"));
        assert!(counts("**|**|1|2"));
        assert!(counts("1|2|3"));
        assert!(counts("栏次|1(万元)|2(万元)"));
        assert!(!counts("1(件)|2(件)"));
        assert!(counts("1|2|3|4|5=6+…+9|6|7|8|9"));
        assert!(!counts("合计|1|2"));
        assert!(!counts("208|05|01"));
        assert!(!counts("3|5"));
    }
}
