//! The lines of a document that can tell its facts: opening lines, titles, captions, the file's name.

use mingxi_model::text::{fold_width, is_space};
use mingxi_model::{Paragraph, Place, Table};

/// Longest line that can be a title or caption; a longer one is prose.
const SHORT: usize = 60;
/// How many lines at the start may be the cover.
const OPENING_LINES: usize = 12;

/// What a line is in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LineKind {
    /// Of the cover: before the contents and the first sentence.
    Opening,
    /// A table's title.
    Title,
    /// A table's caption.
    Caption,
    /// A short line of the prose: heading, title or caption that no table claimed.
    Short,
    /// The printed sentences.
    Prose,
    /// The name of the file.
    FileName,
}

impl LineKind {
    /// In words, for messages.
    pub(crate) fn describe(self) -> &'static str {
        match self {
            LineKind::Opening => "the opening lines",
            LineKind::Title => "a table title",
            LineKind::Caption => "a table caption",
            LineKind::Short => "a heading or caption",
            LineKind::Prose => "the text",
            LineKind::FileName => "the file name",
        }
    }
}

/// Where a finding stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Origin {
    /// In words.
    pub(crate) what: &'static str,
    /// In the file.
    pub(crate) place: Option<Place>,
    /// The table, 1-based.
    pub(crate) table_id: Option<i32>,
}

/// A line without white space, as printed and folded; both have the same number of characters.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// What it is.
    pub(crate) kind: LineKind,
    /// Characters as printed.
    pub(crate) printed: String,
    /// Full-width ASCII folded, Chinese year numerals as digits.
    pub(crate) folded: String,
    /// Where it stands.
    pub(crate) origin: Origin,
}

impl Line {
    fn new(kind: LineKind, text: &str, place: Option<&Place>, table_id: Option<i32>) -> Line {
        let text = text.trim_start_matches(|c: char| c == '#' || is_space(c));
        let printed: String = text.chars().filter(|c| !is_space(*c)).collect();
        Line {
            kind,
            folded: fold(&printed),
            printed,
            origin: Origin { what: kind.describe(), place: place.cloned(), table_id },
        }
    }
}

/// Folds full-width ASCII and writes the digits of a Chinese year (二〇二三年) as digits; keeps the number of
/// characters.
pub(crate) fn fold(printed: &str) -> String {
    let mut chars: Vec<char> = printed.chars().map(fold_width).collect();
    for year in 4..chars.len() {
        if chars[year] != '年' {
            continue;
        }
        let digits: Option<Vec<char>> = chars[year - 4..year].iter().map(|c| numeral(*c)).collect();
        if let Some(digits) = digits.filter(|digits| digits[0] == '2') {
            chars[year - 4..year].copy_from_slice(&digits);
        }
    }
    chars.into_iter().collect()
}

fn numeral(c: char) -> Option<char> {
    Some(match c {
        '〇' | '○' | '零' | 'O' | '0' => '0',
        '一' | '1' => '1',
        '二' | '2' => '2',
        '三' | '3' => '3',
        '四' | '4' => '4',
        '五' | '5' => '5',
        '六' | '6' => '6',
        '七' | '7' => '7',
        '八' | '8' => '8',
        '九' | '9' => '9',
        _ => return None,
    })
}

/// The lines of a document: prose in order, then the tables' titles and captions, then the file's name.
pub(crate) fn gather(prose: &[Paragraph], tables: &[Table], file_name: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut opening = 0;
    let mut on_cover = true;
    for paragraph in prose {
        for text in paragraph.text.split('\n') {
            let mut line = Line::new(LineKind::Prose, text, Some(&paragraph.place), None);
            if line.printed.is_empty() {
                continue;
            }
            let short = line.printed.chars().take(SHORT + 1).count() <= SHORT && !line.printed.contains('。');
            on_cover &= short && opening < OPENING_LINES && !ends_cover(&line.folded);
            if on_cover {
                opening += 1;
                line.kind = LineKind::Opening;
            } else if short {
                line.kind = if line.folded.ends_with('表') { LineKind::Title } else { LineKind::Short };
            }
            line.origin.what = line.kind.describe();
            lines.push(line);
        }
    }
    for table in tables {
        let id = Some(table.table_id);
        let place = table.grid.cells().iter().find_map(|cell| cell.place.as_ref());
        if let Some(title) = &table.title {
            lines.push(Line::new(LineKind::Title, title, place, id));
        }
        for caption in table.captions.iter().flat_map(|caption| caption.split('\n')) {
            lines.push(Line::new(LineKind::Caption, caption, place, id));
        }
    }
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
    lines.push(Line::new(LineKind::FileName, stem, None, None));
    lines.retain(|line| !line.printed.is_empty());
    lines
}

/// Whether a line stands behind the cover: the contents, the first part, a label of a table, a table.
fn ends_cover(folded: &str) -> bool {
    folded.starts_with("目录")
        || folded.starts_with("第一部分")
        || folded.starts_with("一、")
        || (folded.ends_with('表') && !folded.ends_with("报表"))
}
