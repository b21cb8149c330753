//! What stands above the first table of a page: does it only repeat what stands above the table before?

use super::draft::Draft;
use super::flow::Piece;
use super::prose::TextLine;
use super::settings::Settings;
use crate::Hints;
use mingxi_model::text::squeeze;

/// How many lines above a table may be its title and captions.
const FRAME_LINES: usize = 10;

/// The lines right above the next table.
pub(super) fn frame_lines(out: &[Piece]) -> Vec<TextLine> {
    out.iter()
        .rev()
        .take(FRAME_LINES)
        .map_while(|piece| match piece {
            Piece::Line(line) => Some(line.clone()),
            Piece::Table(_) => None,
        })
        .collect()
}

/// What a line above a table says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    /// Nothing that is not said above: a title printed once more, 续表, a text that reaches over the edge of the page.
    Repeat,
    /// The piece of a title that the page's edge cuts off: a right half has it, a table of its own never.
    RestOfTitle,
    /// A caption, as the right half of a sheet has it too.
    Caption,
    /// A text of its own.
    Own,
}

/// What a line says of the table below it, after a run of parts with `frame` above the first.
pub(super) fn lead(
    line: &TextLine,
    frame: &[TextLine],
    left: Option<&Draft>,
    hints: &Hints,
    settings: &Settings,
) -> Lead {
    let is_caption = |text: &str| hints.caption.is_match(&squeeze(text));
    if is_repeat(&line.text(), frame) || left.is_some_and(|left| is_ghost(line, left)) {
        Lead::Repeat
    } else if frame.iter().any(|title| rest_of(line, title, hints, settings).is_some()) {
        Lead::RestOfTitle
    } else if is_caption(&line.text()) || line.chunks.iter().all(|chunk| is_caption(&chunk.text)) {
        Lead::Caption
    } else {
        Lead::Own
    }
}

/// What a continuation is called, with or without its number.
const CONTINUED: &[&str] = &["续上表", "接上表", "接上页", "承上页", "续表", "续", "转下页", "接下页"];

/// Whether a line above a table only repeats what stands above its first part: title, captions, 续表.
fn is_repeat(text: &str, frame: &[TextLine]) -> bool {
    let text = squeeze(text);
    let core = without_continued(&text);
    let is_above = |line: &TextLine| {
        let line = squeeze(&line.text());
        line == text || line == core || without_continued(&line) == core
    };
    // 续公开02表 below a line that holds 公开02表 beside other captions.
    let is_part =
        |line: &TextLine| core != text && line.chunks.iter().any(|chunk| squeeze(&chunk.text) == core);
    core.is_empty() || frame.iter().any(|line| is_above(line) || is_part(line))
}

/// A line without the mark of a continuation: 续表2, (续), (续表一), —续.
fn without_continued(text: &str) -> String {
    let is_count = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    for word in CONTINUED {
        let Some((before, after)) = text.split_once(word) else { continue };
        let rest = after.trim_start_matches(is_count);
        let open = before.strip_suffix(['(', '[']);
        let (before, rest) = match (open, rest.strip_prefix([')', ']'])) {
            (Some(before), Some(rest)) => (before, rest),
            (None, _) => (before, rest),
            (Some(_), None) => continue,
        };
        let before = before.trim_end_matches(['-', '—', '-']);
        return format!("{before}{}", rest.trim_start_matches(':'));
    }
    text.to_owned()
}

/// Fewest characters that the ends of two texts have in common for one to go on where the other ends.
const TELLING: usize = 2;

/// What a line adds to a title that stands as high on the page before, where the edge of the page goes through it: nothing
/// if that page has all of it. `None` where it is a text of its own.
pub(super) fn rest_of(
    line: &TextLine,
    title: &TextLine,
    hints: &Hints,
    settings: &Settings,
) -> Option<String> {
    let (rest, whole) = (squeeze(&line.text()), squeeze(&title.text()));
    let is_as_high = (line.baseline - title.baseline).abs() <= settings.snap;
    let is_one_size = (line.size - title.size).abs() < 0.1 * line.size;
    if line.page == title.page || !is_as_high || !is_one_size || line.chunks.len() != 1 {
        return None;
    }
    if whole.ends_with(&rest) {
        return Some(String::new());
    }
    // The character that the edge goes through is printed on both pages; often more of the text is. A whole title
    // goes on nowhere.
    let common = rest
        .char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .rev()
        .find(|end| whole.ends_with(&rest[..*end]))?;
    let count = |text: &str| text.chars().count();
    let is_telling = count(&rest[..common]) >= TELLING || 2 * count(&rest) <= count(&whole);
    let printed = line.text();
    let added: String = printed.chars().filter(|c| !c.is_whitespace()).skip(count(&rest[..common])).collect();
    let is_title =
        !hints.title.is_match(&whole) && hints.title.is_match(&squeeze(&format!("{whole}{added}")));
    (is_telling && is_title).then_some(added)
}

/// Whether a line on the page of the right half is a text of the left half, printed once more because it
/// reaches over the edge of the page.
pub(super) fn is_ghost(line: &TextLine, left: &Draft) -> bool {
    let text = squeeze(&line.text());
    let middle = (line.bbox.y0 + line.bbox.y1) / 2.0;
    left.cells
        .iter()
        .any(|cell| cell.bbox.y0 <= middle && middle <= cell.bbox.y1 && squeeze(&cell.text).contains(&text))
}
