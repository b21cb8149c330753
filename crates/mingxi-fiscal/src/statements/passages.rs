//! Paragraphs as passages: white space out, and the ones joined that a page or line break cut.

use super::vocabulary::is_quote;
use mingxi_model::text::{fold_width, is_han, is_space};
use mingxi_model::{Paragraph, Place};

/// Longest passage that lines are still added to, in characters.
const PASSAGE: usize = 4_000;

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

/// Paragraphs with the ones joined that a page or line break cut in the middle of a sentence.
pub(crate) fn passages(prose: &[Paragraph]) -> Vec<Passage> {
    let mut out: Vec<Passage> = Vec::new();
    let widths: Vec<usize> = prose.iter().map(|paragraph| width(&paragraph.text)).collect();
    let mut is_full = false;
    for (at, paragraph) in prose.iter().enumerate() {
        let (mut printed, mut folded) = without_space(&paragraph.text);
        let length = without_page_number(&folded);
        printed.truncate(length);
        folded.truncate(length);
        if folded.is_empty() || is_page_number(&folded) {
            continue;
        }
        let was_full = std::mem::replace(&mut is_full, is_full_line(&widths, at, &paragraph.place));
        let goes_on = |last: &&mut Passage| {
            is_cut(&last.folded, &folded) || was_full && is_wrapped(&last.folded, &folded)
        };
        match out.last_mut().filter(goes_on) {
            Some(last) => {
                last.places.extend(places(paragraph, last.folded.len()));
                last.printed.extend(printed);
                last.folded.extend(folded);
            }
            None => {
                let places = places(paragraph, 0).collect();
                out.push(Passage { printed, folded, places });
            }
        }
    }
    out
}

/// Where the parts of a paragraph stand that begins at a character of a passage.
fn places(paragraph: &Paragraph, start: usize) -> impl Iterator<Item = (usize, Place)> + '_ {
    let behind = paragraph.turns.iter().map(move |(byte, place)| {
        let before = paragraph.text.get(..*byte).map_or(0, |text| without_space(text).0.len());
        (start + before, place.clone())
    });
    std::iter::once((start, paragraph.place.clone())).chain(behind)
}

/// How much of a line a text takes, in half-width characters.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Whether a line of a text file was wrapped at the width that the lines around it have too.
fn is_full_line(widths: &[usize], at: usize, place: &Place) -> bool {
    const SHORTEST: usize = 36;
    const AROUND: usize = 6;
    const SLACK: usize = 4;
    const LIKE: usize = 3;
    let own = widths[at];
    let around = &widths[at.saturating_sub(AROUND)..(at + AROUND + 1).min(widths.len())];
    let like = around.iter().filter(|other| other.abs_diff(own) <= SLACK).count();
    let wider = around.iter().any(|other| *other > own + SLACK);
    matches!(place, Place::Text { .. }) && own >= SHORTEST && !wider && like > LIKE
}

/// Whether a sentence goes on behind a full line: 一般公共预算财政拨款安排的“三公”经费支 / 出决算总额为5.48万元.
fn is_wrapped(above: &[char], below: &[char]) -> bool {
    let text = |c: &char| {
        is_han(*c) || c.is_ascii_digit() || is_quote(*c) || matches!(c, ',' | '、' | '(' | ')' | '《' | '》')
    };
    above.len() < PASSAGE
        && above.last().is_some_and(text)
        && below.first().is_some_and(text)
        && !is_numbered(below)
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
