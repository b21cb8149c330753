//! The lines of a document that can tell its facts: opening lines, titles, captions, the file's name.

use super::traditional::simplified;
use mingxi_model::text::{fold_width, is_han, is_space};
use mingxi_model::{Paragraph, Place, Table};

/// Longest line that can be a title or caption; a longer one is prose.
const SHORT: usize = 60;
/// How many lines at the start may be the cover, and how many with the labelled lines of a web page's head
/// (索引号：…, 发布日期：…).
const OPENING_LINES: usize = 12;
const WITH_LABELS: usize = 40;
/// Labels of a web page's head whose value is the document's title.
const TITLE_LABELS: [&str; 6] = ["标题:", "名称:", "信息名称:", "文件名称:", "公文名称:", "题名:"];

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
    /// Full-width ASCII folded, Chinese year numerals as digits, Traditional characters as simplified ones.
    pub(crate) folded: String,
    /// Where it stands.
    pub(crate) origin: Origin,
}

impl Line {
    /// A line that stands for the cover's title, which may be several lines.
    pub(crate) fn of_cover(origin: Origin) -> Line {
        Line { kind: LineKind::Opening, printed: String::new(), folded: String::new(), origin }
    }

    /// A line that stands for the heads of a table's columns.
    pub(crate) fn of_heads(origin: Origin) -> Line {
        Line { kind: LineKind::Caption, ..Line::of_cover(origin) }
    }

    fn new(kind: LineKind, text: &str, place: Option<&Place>, table_id: Option<i32>) -> Line {
        let text = without_fields(text.trim_start_matches(|c: char| c == '#' || is_space(c)));
        let printed = without_glosses(text.chars().filter(|c| !is_space(*c)).collect());
        Line {
            kind,
            folded: fold(&printed),
            printed,
            origin: Origin { what: kind.describe(), place: place.cloned(), table_id },
        }
    }
}

/// The text without the codes of Word's fields that a conversion left in it (HYPERLINK \l "_Toc1" … PAGEREF
/// _Toc1 \h 3).
fn without_fields(text: &str) -> &str {
    let text = text.split("PAGEREF").next().unwrap_or_default();
    match text.rfind("HYPERLINK").or_else(|| text.rfind("TOC \\")) {
        Some(at) => text[at..].rsplit_once('"').map_or("", |(_, words)| words),
        None => text,
    }
}

/// The text without the readings that a converted page prints behind characters: 鎮(zhèn)部門(mén).
fn without_glosses(text: String) -> String {
    const LONGEST: usize = 6;
    let is_tone = |c: char| ('\u{e0}'..='\u{1dc}').contains(&c);
    if !text.contains(is_tone) {
        return text;
    }
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(open) = rest.find(['(', '（']) {
        let inner = rest[open..].trim_start_matches(['(', '（']);
        let end = inner.find([')', '）']).unwrap_or(inner.len());
        let gloss = &inner[..end];
        let is_gloss = gloss.contains(is_tone)
            && gloss.chars().count() <= LONGEST
            && gloss.chars().all(|c| c.is_ascii_lowercase() || is_tone(c));
        let behind = if is_gloss { inner[end..].trim_start_matches([')', '）']) } else { inner };
        out.push_str(&rest[..if is_gloss { open } else { rest.len() - inner.len() }]);
        rest = behind;
    }
    out + rest
}

/// The end of the year that begins at a byte offset: `2026年`, `2026年度`, `2026(年度)`, `2026部门预算`.
pub(crate) fn year_end(folded: &str, at: usize) -> Option<usize> {
    let digits = folded.get(at..at + 4)?;
    let inside = folded[..at].ends_with(|c: char| c.is_ascii_digit());
    if inside || !digits.starts_with("20") || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let rest = &folded[at + 4..];
    let marked = ["年度", "年", "(年度)", "度"].iter().find(|mark| rest.starts_with(**mark));
    match marked {
        Some(mark) => Some(at + 4 + mark.len()),
        None => ["部门", "单位"].iter().any(|word| rest.starts_with(word)).then_some(at + 4),
    }
}

/// Folds full-width ASCII and Traditional characters and writes the digits of a Chinese year (二〇二三年) as
/// digits; keeps the number of characters.
pub(crate) fn fold(printed: &str) -> String {
    let mut chars: Vec<char> = printed.chars().map(fold_char).collect();
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

/// A character as [`fold`] has it outside of years.
pub(crate) fn fold_char(c: char) -> char {
    simplified(fold_width(c))
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
    let (mut opening, mut labelled) = (0, 0);
    let mut on_cover = true;
    for paragraph in prose {
        for text in paragraph.text.split('\n').flat_map(index_head) {
            let mut line = Line::new(LineKind::Prose, &text, Some(&paragraph.place), None);
            if line.printed.is_empty() {
                continue;
            }
            let short = line.printed.chars().take(SHORT + 1).count() <= SHORT && !line.printed.contains('。');
            let room = opening < OPENING_LINES && opening + labelled < WITH_LABELS;
            on_cover &= short && room && !ends_cover(&line.folded);
            if on_cover {
                *(if line.folded.contains(':') { &mut labelled } else { &mut opening }) += 1;
                line.kind = LineKind::Opening;
                drop_label(&mut line);
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

/// The head of a page in a government's index: 索引号 | 640522055 | 责任部门 | 某局 as lines 索引号:640522055 and 责任部门:某局. Any
/// other text stays one line.
fn index_head(text: &str) -> Vec<String> {
    const HEADS: [&str; 6] = ["索引号", "公开方式", "责任部门", "发布机构", "所属机构", "信息分类"];
    let cells: Vec<&str> = text.split(['|', '｜']).map(str::trim).filter(|cell| !cell.is_empty()).collect();
    if cells.len() < 2 || !HEADS.iter().any(|head| cells[0].starts_with(head)) {
        return vec![text.to_owned()];
    }
    let is_label = |cell: &str| cell.chars().count() <= 6 && cell.chars().all(is_han);
    let mut out: Vec<String> = Vec::new();
    let mut label = "";
    for cell in cells {
        match is_label(cell) && label.is_empty() {
            true => label = cell,
            false => out.push(format!("{}:{cell}", std::mem::take(&mut label))),
        }
    }
    out
}

/// 标题：X局2024年部门预算公开 is a title.
fn drop_label(line: &mut Line) {
    let Some(label) = TITLE_LABELS.iter().find(|label| line.folded.starts_with(**label)) else {
        return;
    };
    line.folded.drain(..label.len());
    line.printed = line.printed.chars().skip(label.chars().count()).collect();
}

/// Whether a line stands behind the cover: the contents, the first part, a label of a table, a table.
fn ends_cover(folded: &str) -> bool {
    folded.starts_with("目录")
        || folded.starts_with("第一部分")
        || folded.starts_with("一、")
        || (folded.ends_with('表') && !folded.ends_with("报表"))
}
