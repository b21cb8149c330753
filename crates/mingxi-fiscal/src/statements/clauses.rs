//! A paragraph as clauses with the numbers they state.

use super::vocabulary::StatementVocabulary;
use mingxi_model::text::{fold_width, is_han, is_space};
use mingxi_model::{MoneyUnit, Paragraph, Place, parse_number};
use rust_decimal::Decimal;

/// A paragraph of sentences, white space out.
#[derive(Debug, Clone)]
pub(crate) struct Passage {
    /// As printed.
    pub(crate) printed: Vec<char>,
    /// Full-width ASCII folded; as many characters.
    pub(crate) folded: Vec<char>,
    /// Where its pieces begin: the character of the passage and the place, in order, never empty.
    pub(crate) places: Vec<(usize, Place)>,
}

impl Passage {
    /// The folded text of a range, as far as there is text.
    pub(crate) fn text(&self, start: usize, end: usize) -> String {
        self.folded.get(start..end.min(self.folded.len())).unwrap_or_default().iter().collect()
    }

    /// Where a character stands: a sentence may go on after a page's end.
    pub(crate) fn place_of(&self, at: usize) -> Option<Place> {
        let piece = self.places.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        self.places.get(piece).map(|(_, place)| place.clone())
    }

    /// The printed text of a range.
    pub(crate) fn as_printed(&self, start: usize, end: usize) -> String {
        self.printed.get(start..end).unwrap_or_default().iter().collect()
    }
}

/// A number with its unit; positions are in characters of the passage.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quantity {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) value: Decimal,
    /// Unit as printed, folded; `%` for a percentage.
    pub(crate) unit: String,
}

/// A stretch of text between separators.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Clause {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The separator before it, folded; `。` for the first.
    pub(crate) separator: char,
    /// How many parentheses that state numbers are open at its start.
    pub(crate) depth: usize,
    /// Indices into the passage's quantities.
    pub(crate) quantities: std::ops::Range<usize>,
}

/// Paragraphs with the ones joined that a page or line break cut in the middle of a sentence.
pub(crate) fn passages(prose: &[Paragraph]) -> Vec<Passage> {
    let mut out: Vec<Passage> = Vec::new();
    for paragraph in prose {
        let (mut printed, mut folded) = without_space(&paragraph.text);
        let length = without_page_number(&folded);
        printed.truncate(length);
        folded.truncate(length);
        if folded.is_empty() || is_page_number(&folded) {
            continue;
        }
        match out.last_mut().filter(|last| is_cut(&last.folded, &folded)) {
            Some(last) => {
                last.places.push((last.folded.len(), paragraph.place.clone()));
                last.printed.extend(printed);
                last.folded.extend(folded);
            }
            None => out.push(Passage { printed, folded, places: vec![(0, paragraph.place.clone())] }),
        }
    }
    out
}

/// The length of a text without the number of its page between dashes at its end: ，较上年减少5万元，-14-.
fn without_page_number(text: &[char]) -> usize {
    let dash = |c: &&char| matches!(c, '-' | '—' | '–' | '－');
    let dashes = text.iter().rev().take_while(dash).count();
    let digits = text.iter().rev().skip(dashes).take_while(|c| c.is_ascii_digit()).count();
    let before = text.iter().rev().skip(dashes + digits).take_while(dash).count();
    let is_number = dashes > 0 && before > 0 && (1..=4).contains(&digits);
    if is_number { text.len() - dashes - digits - before } else { text.len() }
}

/// A page's number that stands between two parts of a sentence: -20-, 第3页.
fn is_page_number(text: &[char]) -> bool {
    const LONGEST: usize = 8;
    let inner = text.iter().filter(|c| !matches!(c, '-' | '—' | '–' | '－' | '·' | ' ' | '第' | '页'));
    text.len() <= LONGEST && inner.clone().count() > 0 && inner.clone().all(char::is_ascii_digit)
}

/// Whether a sentence goes on in the next paragraph: long prose without an end, followed by plain text.
fn is_cut(above: &[char], below: &[char]) -> bool {
    const LINE: usize = 25;
    const NAME: usize = 15;
    const PASSAGE: usize = 4_000;
    // 社会保障和就业支出116433.12 / 元、卫生健康支出43897.73元: a number and its unit.
    let below_unit = below.strip_prefix(&['万']).or_else(|| below.strip_prefix(&['亿'])).unwrap_or(below);
    if above.last().is_some_and(char::is_ascii_digit)
        && below_unit.first() == Some(&'元')
        && (NAME..PASSAGE).contains(&above.len())
    {
        return true;
    }
    let has_comma =
        above.iter().any(|c| matches!(c, ',' | ';')) || above.windows(2).any(|w| w == ['元', '、']);
    let open =
        above.last().is_some_and(|c| is_han(*c) || c.is_ascii_digit() || matches!(c, ',' | '、' | '(' | '“'));
    // 其中，因公出国（境） / 费支出0万元.
    let open = open
        || above.last() == Some(&')')
            && below.first().is_some_and(|c| is_han(*c) && !matches!(c, '本' | '我' | '第' | '附'))
            && above.rsplit(|c| *c == '。').next().is_some_and(|last| last.first() != Some(&'('))
            && below.iter().any(char::is_ascii_digit);
    // A whole line of names or a line behind a number goes on too, without a comma of its own.
    let prose = below.iter().any(|c| matches!(c, ',' | ';' | '。'))
        || below.contains(&'、') && (below.len() >= LINE || above.last().is_some_and(char::is_ascii_digit));
    let plain = below.first().is_some_and(|c| is_han(*c) || c.is_ascii_digit() || matches!(c, '(' | '“'));
    // A parenthesis that continues a name: 行政单位离退休 / （项）。
    let inside_name = below.first() == Some(&'(') && (NAME..PASSAGE).contains(&above.len()) && open;
    if inside_name && !is_numbered(below) {
        return true;
    }
    let has_comma = has_comma || below.first().is_some_and(char::is_ascii_digit) && above.len() >= LINE;
    (LINE..PASSAGE).contains(&above.len()) && has_comma && open && prose && plain && !is_numbered(below)
}

/// A mark that heads an item of a list: ●, ◆, ——.
pub(crate) fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '●' | '◆' | '■' | '★' | '○' | '◇' | '□' | '▲' | '►' | '※' | '•' | '·' | '—' | '\u{e000}'..='\u{f8ff}'
    )
}

/// Whether a text begins with `1、`, `1.`, `一、`, `(1)`, `（一）` or a bullet; `2.5万元` and `（含）` do not.
pub(crate) fn is_numbered(text: &[char]) -> bool {
    if text.first().is_some_and(|c| is_bullet(*c))
        && text.iter().find(|c| !is_bullet(**c)).is_some_and(|c| is_han(*c))
    {
        return true;
    }
    let inner = text.strip_prefix(&['(']).unwrap_or(text);
    let count =
        inner.iter().take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(**c)).count();
    if !(1..=3).contains(&count) {
        return false;
    }
    match (inner.len() < text.len(), inner.get(count), inner.get(count + 1)) {
        (true, Some(')'), _) | (false, Some('、' | ')'), _) => true,
        (false, Some('.'), next) => !next.is_some_and(char::is_ascii_digit),
        _ => false,
    }
}

/// White space out, except between two digits, where it separates numbers; printed and folded.
fn without_space(text: &str) -> (Vec<char>, Vec<char>) {
    let mut printed: Vec<char> = Vec::new();
    let mut gap = false;
    for (at, c) in text.char_indices() {
        // The blank that a form leaves for its number: 收入总计___100___万元.
        if is_space(c) || matches!(c, '_' | '＿') {
            gap = true;
            continue;
        }
        let numeric = |c: char| fold_width(c).is_ascii_digit() || matches!(fold_width(c), '.' | ',');
        let parted = gap && numeric(c) && printed.last().is_some_and(|last| numeric(*last));
        if parted && !goes_on_with_thousands(&printed, &text[at..]) {
            printed.push(' ');
        }
        gap = false;
        printed.push(c);
    }
    let folded = printed.iter().map(|c| fold_width(*c)).collect();
    (printed, folded)
}

/// Whether a blank stands inside a number behind the comma of its thousands: 公务用车运行维护费1, 537.4万元.
fn goes_on_with_thousands(printed: &[char], rest: &str) -> bool {
    let folded = |c: &char| fold_width(*c);
    let mut before = printed.iter().rev().map(folded);
    let comma = before.next() == Some(',');
    let head: Vec<char> = before.by_ref().take(4).collect();
    let digits = head.iter().take_while(|c| c.is_ascii_digit()).count();
    let named = head.get(digits).is_some_and(|c| is_han(*c) && !matches!(c, '表' | '第' | '图' | '件'));
    let rest: Vec<char> = rest.chars().map(fold_width).take(5).collect();
    let thousands = rest.iter().take_while(|c| c.is_ascii_digit()).count() == 3;
    comma
        && (1..=3).contains(&digits)
        && named
        && thousands
        && rest.get(3).is_some_and(|c| *c == '.' || is_han(*c))
}

/// All numbers with units that can be read for sure, left to right.
pub(crate) fn quantities(passage: &Passage, vocabulary: &StatementVocabulary) -> Vec<Quantity> {
    let text: String = passage.folded.iter().collect();
    let mut out = bare_zeros(&passage.folded);
    let (mut byte, mut chars) = (0, 0);
    for found in vocabulary.amount.captures_iter(&text) {
        let (Some(whole), Some(number), Some(unit)) =
            (found.get(0), found.name("number"), found.name("unit"))
        else {
            continue;
        };
        chars += text[byte..whole.start()].chars().count();
        byte = whole.start();
        let start = chars;
        let end = start + whole.as_str().chars().count();
        // A number that something numeric precedes is part of a longer one, a range or a negative.
        let before = start.checked_sub(1).and_then(|at| passage.folded.get(at));
        let partial = before.is_some_and(|c| {
            c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | ' ' | '-' | '−' | '—' | '~' | '/' | '±')
        });
        let behind = passage.folded.get(end);
        let goes_on = vocabulary.at_end.contains(unit.as_str())
            && behind.is_some_and(|c| is_han(*c) || c.is_ascii_alphanumeric() || matches!(c, '“' | '/'));
        if goes_on && !names_the_counted(&passage.folded[end..], unit.as_str(), vocabulary) {
            continue;
        }
        let number = number.as_str();
        // 较上年增加-21.40万元.
        let negative = before.is_some_and(|c| matches!(c, '-' | '−' | '－'))
            && start >= 2
            && matches!(passage.folded[start - 2], '加' | '长' | '少' | '降' | '幅' | '升' | '额');
        if let Some(value) = parse_number(number).filter(|_| negative) {
            out.push(Quantity { start: start - 1, end, value: -value, unit: unit.as_str().to_owned() });
            continue;
        }
        if let Some(value) = in_words(number) {
            // 万元 alone, 第三批次 and 百分之五 are no counts.
            let is_count = !before.is_some_and(|c| is_numeral(*c) || matches!(c, '第' | '之' | '每'));
            if is_count && MoneyUnit::parse(unit.as_str()).is_none() && unit.as_str() != "%" {
                out.push(Quantity { start, end, value, unit: unit.as_str().to_owned() });
            }
            continue;
        }
        let comma_list = before == Some(&',') && start >= 2 && !passage.folded[start - 2].is_ascii_digit();
        if let Some(value) = parse_number(number).filter(|_| !partial || comma_list) {
            out.push(Quantity { start, end, value, unit: unit.as_str().to_owned() });
        }
    }
    out.sort_by_key(|quantity| quantity.start);
    out
}

/// Amounts of nothing without a unit: 国有资本经营预算拨款支出预算为0；. Nothing is nothing in any unit.
fn bare_zeros(text: &[char]) -> Vec<Quantity> {
    let is_zero = |at: &usize| {
        let before = at.checked_sub(1).map(|at| text[at]);
        // What is counted may be 0 too: only an amount's noun tells that money is meant.
        let noun = at.checked_sub(2).map(|at| text[at]);
        let after = text.get(at + 1);
        matches!(text[*at], '0' | '零')
            && matches!(before, Some('为' | '是' | '共' | '计'))
            && matches!(noun, Some('算' | '出' | '入' | '费' | '款' | '额' | '数'))
            && after.is_none_or(|c| matches!(c, ',' | '。' | ';' | ')'))
            && !(after == Some(&',') && text.get(at + 2).is_some_and(char::is_ascii_digit))
    };
    let zero = |at| Quantity { start: at, end: at + 1, value: Decimal::ZERO, unit: "元".to_owned() };
    (0..text.len()).filter(is_zero).map(zero).collect()
}

/// Whether a character is part of a number in words.
fn is_numeral(c: char) -> bool {
    "零〇一二两三四五六七八九十百千".contains(c)
}

/// A number below ten thousand in words: 零, 三, 十二, 二十, 一百零五. `None` for digits and for what is no number.
fn in_words(text: &str) -> Option<Decimal> {
    if text.is_empty() || !text.chars().all(is_numeral) {
        return None;
    }
    let digit = |c: char| match c {
        '零' | '〇' => Some(0),
        '一' => Some(1),
        '二' | '两' => Some(2),
        c => "三四五六七八九".chars().position(|d| d == c).map(|at| at as u32 + 3),
    };
    let (mut sum, mut last): (u32, Option<u32>) = (0, None);
    for c in text.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            c => {
                // 二三批次: about two or three.
                if last.is_some_and(|last| last > 0) {
                    return None;
                }
                last = digit(c);
                continue;
            }
        };
        sum = sum.checked_add(last.take().filter(|digit| *digit > 0).unwrap_or(1).checked_mul(unit)?)?;
    }
    Some(Decimal::from(sum.checked_add(last.unwrap_or(0))?))
}

/// Whether the counted thing follows its number up to the end of the clause: 3个一级项目, but not 3个方面.
fn names_the_counted(behind: &[char], unit: &str, vocabulary: &StatementVocabulary) -> bool {
    const LONGEST: usize = 12;
    let end = behind.iter().position(|c| !is_han(*c)).unwrap_or(behind.len());
    let text: String = behind[..end].iter().collect();
    let words = vocabulary.counts.get(unit);
    (1..=LONGEST).contains(&end)
        && words.is_some_and(|words| words.endings.iter().any(|ending| text.ends_with(ending.as_str())))
}

/// Cuts a passage at punctuation. Parentheses belong to their clause unless they state numbers themselves.
pub(crate) fn clauses(passage: &Passage, quantities: &[Quantity]) -> Vec<Clause> {
    let text = &passage.folded;
    let closed = protected(text, quantities);
    let mut out = Vec::new();
    let mut start = 0;
    let mut separator = '。';
    let mut next = 0;
    let mut depth = 0usize;
    let mut push = |start: usize, end: usize, separator: char, depth: usize| {
        if start >= end {
            return;
        }
        let first = next;
        while quantities.get(next).is_some_and(|quantity| quantity.start < end) {
            next += 1;
        }
        out.push(Clause { start, end, separator, depth, quantities: first..next });
    };
    let mut ends = quantities.iter().map(|quantity| quantity.end).peekable();
    for (at, c) in text.iter().enumerate() {
        while ends.next_if(|end| *end < at).is_some() {}
        if closed[at] {
            continue;
        }
        let after_number = ends.peek() == Some(&at);
        match c {
            '。' | ';' | ':' | ',' | '!' | '?' | '(' | ')' => {
                push(start, at, separator, depth);
                // A closing parenthesis or an empty clause must not hide the stronger separator before it.
                let c = if is_inner_stop(text, at) { &',' } else { c };
                separator =
                    if start == at && matches!(separator, '。' | ';') && *c != ';' { separator } else { *c };
                start = at + 1;
                depth = match c {
                    '(' => depth + 1,
                    ')' => depth.saturating_sub(1),
                    '。' => 0,
                    _ => depth,
                };
            }
            '、' if after_number => {
                push(start, at, separator, depth);
                separator = '、';
                start = at + 1;
            }
            '和' | '及' | '以' if after_number && is_conjunction(&text[at..]) => {
                push(start, at, separator, depth);
                separator = '、';
                start = at;
            }
            _ => {}
        }
    }
    push(start, text.len(), separator, depth);
    out
}

/// Whether a full stop stands at the end of a parenthesis and ends no sentence: （…万元。）比上年增加….
pub(crate) fn is_inner_stop(text: &[char], at: usize) -> bool {
    text.get(at) == Some(&'。') && text.get(at + 1) == Some(&')')
}

/// 和, 及, 以及, but not 以上 or 及以上.
fn is_conjunction(text: &[char]) -> bool {
    match text {
        ['和', ..] => true,
        ['及', next, ..] => *next != '以',
        ['以', '及', ..] => true,
        _ => false,
    }
}

/// Characters at which no clause ends: inside numbers and inside parentheses that state no number.
fn protected(text: &[char], quantities: &[Quantity]) -> Vec<bool> {
    let mut closed = vec![false; text.len()];
    for quantity in quantities {
        for slot in closed.iter_mut().take(quantity.end).skip(quantity.start) {
            *slot = true;
        }
    }
    for (at, c) in text.iter().enumerate() {
        let digit = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(char::is_ascii_digit);
        if matches!(c, ',' | ':') && digit(at.checked_sub(1)) && digit(at.checked_add(1)) {
            closed[at] = true;
        }
    }
    let mut open: Vec<usize> = Vec::new();
    for (at, c) in text.iter().enumerate() {
        match c {
            '(' if !closed[at] => open.push(at),
            ')' if !closed[at] => {
                let Some(from) = open.pop() else { continue };
                let inside = quantities.partition_point(|quantity| quantity.start < from);
                let states = quantities.get(inside).is_some_and(|quantity| quantity.end <= at);
                // Only outermost groups are marked twice over at most two levels deep; deeper text is no prose.
                if !states && open.len() < 3 {
                    for slot in closed.iter_mut().take(at + 1).skip(from) {
                        *slot = true;
                    }
                }
            }
            '。' if !is_inner_stop(text, at) => open.clear(),
            _ => {}
        }
    }
    closed
}
