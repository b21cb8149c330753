//! Titles, captions and notes tied to their tables.

mod form_number;
mod inner_header;
mod wrapped;

use crate::Headers;
use crate::money_unit::Frame;
use mingxi_model::text::{is_han, squeeze};
use mingxi_model::{Diagnostic, FlowItem, Paragraph, Place, RecoveredTable, Severity, Step};

/// How many paragraphs above a table are searched for its title and captions.
const REACH: usize = 10;

/// A table with the lines that belong to it.
#[derive(Debug, Clone)]
pub(crate) struct FramedTable {
    pub(crate) table: RecoveredTable,
    /// The title as printed.
    pub(crate) title: Option<String>,
    /// The title is a mere heading above the table: it names the topic and tells the kind only together with
    /// the header.
    pub(crate) title_is_heading: bool,
    /// 公开05表.
    pub(crate) form_number: Option<String>,
    pub(crate) captions: Vec<String>,
    pub(crate) notes: Vec<String>,
    /// It has no title, and no text stands between it and the table before: both stand under one title.
    pub(crate) follows_table: bool,
}

impl FramedTable {
    /// What may state the unit of its amounts.
    pub(crate) fn frame(&self) -> Frame<'_> {
        let FramedTable { table, captions, notes, .. } = self;
        Frame { table, title: self.title.as_deref(), captions, notes }
    }
}

/// Ties the paragraphs above and below each table to it.
///
/// Going up from a table, captions and one title are taken; anything else ends the search, so that a caption
/// whose own grid is missing keeps its title and gets a diagnostic.
pub(crate) fn frame(flow: &[FlowItem], headers: &Headers) -> (Vec<FramedTable>, Vec<Diagnostic>) {
    let mut framed: Vec<FramedTable> = Vec::new();
    let mut diagnostics = Vec::new();
    let mut pending: Vec<&Paragraph> = Vec::new();
    let flow = wrapped::split_units(wrapped::join_captions(flow), headers);
    for item in &flow {
        match item {
            FlowItem::Paragraph(paragraph) => pending.push(paragraph),
            FlowItem::Table(table) => {
                take_foot(framed.last_mut(), &mut pending, first_page(table));
                let follows_table = pending.is_empty() && !framed.is_empty();
                let above = match framed.last_mut() {
                    Some(previous) => take_notes(previous, &pending, headers),
                    None => pending.as_slice(),
                };
                let mut next = frame_one(table, above, headers);
                next.0.follows_table = follows_table && next.0.title.is_none();
                if let Some(before) = framed.last().filter(|before| shares_title(before, &next.0)) {
                    next.0.title = before.title.clone();
                }
                let rest = &above[..above.len() - next.1];
                orphans(
                    if framed.is_empty() { below_cover(rest, headers) } else { rest },
                    headers,
                    &mut diagnostics,
                );
                framed.push(next.0);
                pending.clear();
            }
        }
    }
    take_foot(framed.last_mut(), &mut pending, None);
    if let Some(last) = framed.last_mut() {
        let rest = take_notes(last, &pending, headers);
        orphans(rest, headers, &mut diagnostics);
    }
    let framed = framed.into_iter().flat_map(|framed| inner_header::split(framed, headers)).collect();
    (framed, diagnostics)
}

/// Whether both tables stand under the title of the first: nothing parts them, nor does a page's end.
fn shares_title(before: &FramedTable, table: &FramedTable) -> bool {
    let page = last_page(&before.table);
    table.follows_table && !before.title_is_heading && page.is_some() && page == first_page(&table.table)
}

/// The page on which a table ends.
fn last_page(table: &RecoveredTable) -> Option<i32> {
    table.grid.cells().iter().filter_map(|cell| cell.place.as_ref()?.page()).max()
}

/// The page on which a table begins.
fn first_page(table: &RecoveredTable) -> Option<i32> {
    table.place.as_ref().and_then(Place::page)
}

/// Takes a form number at the foot of a table's last page: nothing stands below it there, and nothing that stands
/// above tables numbers this one. `next` is the page of the table after it.
fn take_foot(table: Option<&mut FramedTable>, pending: &mut Vec<&Paragraph>, next: Option<i32>) {
    let Some(table) = table.filter(|table| table.form_number.is_none()) else { return };
    let Some(page) = last_page(&table.table) else { return };
    let on_page = pending.iter().take_while(|line| line.place.page() == Some(page)).count();
    let is_last = pending.len() > on_page || next.is_none_or(|next| next > page);
    let Some(foot) = on_page.checked_sub(1).filter(|_| is_last) else { return };
    if form_number::is_alone(&pending[foot].text) {
        let line = pending.remove(foot);
        table.form_number = Some(line.text.clone());
        table.captions.push(line.text.clone());
    }
}

/// Takes the notes right below a table; gives the paragraphs that are left.
fn take_notes<'a, 'b>(
    table: &mut FramedTable,
    pending: &'b [&'a Paragraph],
    headers: &Headers,
) -> &'b [&'a Paragraph] {
    let count = pending.iter().take_while(|p| headers.note.is_match(&squeeze(&p.text))).count();
    table.notes.extend(pending[..count].iter().map(|p| p.text.clone()));
    &pending[count..]
}

/// Frames a table with the paragraphs above it; also says how many of them it took.
fn frame_one(table: &RecoveredTable, above: &[&Paragraph], headers: &Headers) -> (FramedTable, usize) {
    let mut captions: Vec<String> = Vec::new();
    let mut title: Option<String> = None;
    let mut form_number = None;
    let inner = wrapped::join_lines(&table.captions);
    let page = above.last().and_then(|line| line.place.page());
    let mut take = |paragraph: &Paragraph, upper: &[&Paragraph]| -> Taken {
        // Above a title what stands on the page before is of another table.
        if title.is_some() && page.is_some() && paragraph.place.page() != page {
            return Taken::No;
        }
        let text = squeeze(&paragraph.text);
        let split = form_number::split(&paragraph.text);
        if form_number::is_continuation(&text) {
            captions.push(paragraph.text.clone());
        } else if form_number::is_alone(&paragraph.text) && form_number.is_none() {
            form_number = Some(paragraph.text.clone());
            captions.push(paragraph.text.clone());
        } else if let Some(split) =
            split.filter(|split| title.is_none() && is_title(&squeeze(&split.rest), headers))
        {
            // The line may be the last of several: its number may stand before the title or in brackets behind it.
            let more = match paragraph.text.trim().starts_with(split.rest.as_str()) {
                true => {
                    let count = |text: &str| squeeze(text).chars().count() as f32;
                    wrapped::title_lines(
                        upper,
                        paragraph,
                        count(&split.rest) / count(&paragraph.text),
                        headers,
                    )
                }
                false => 0,
            };
            let lines = upper[upper.len() - more..].iter().map(|line| line.text.as_str());
            title = Some(lines.chain([split.rest.as_str()]).collect());
            form_number.get_or_insert(split.number);
            return Taken::Lines(1 + more);
        } else if let Some(upper) = upper.last().filter(|upper| {
            title.is_none()
                && is_bracketed(&text)
                && !headers.caption.is_match(&text)
                && is_title(&squeeze(&upper.text), headers)
        }) {
            // （按支出功能分类科目） on a line of its own belongs to the title above it.
            let whole = format!("{}{}", upper.text, paragraph.text);
            let split = form_number::split(&whole);
            title = Some(split.as_ref().map_or(whole.clone(), |split| split.rest.clone()));
            if let Some(split) = split {
                form_number.get_or_insert(split.number);
            }
            return Taken::Lines(2);
        } else if title.is_none() && is_title(&text, headers) {
            let more = wrapped::title_lines(upper, paragraph, 1.0, headers);
            let lines = upper[upper.len() - more..].iter().map(|line| line.text.as_str());
            title = Some(lines.chain([paragraph.text.as_str()]).collect());
            return Taken::Lines(1 + more);
        } else if headers.caption.is_match(&text) {
            // Above the title only the form's number still belongs to this table.
            if title.is_some() && !form_number::is_alone(&paragraph.text) {
                return Taken::No;
            }
            captions.push(paragraph.text.clone());
        } else if (captions.is_empty()
            && is_subhead(&text)
            && upper.last().is_some_and(|line| is_above_table(line, headers)))
            || (title.is_none() && is_beside_caption(paragraph, above, headers))
        {
            captions.push(paragraph.text.clone());
        } else if let Some(label) = below_of_cut_caption(&text, upper.last().map(|line| line.text.as_str())) {
            captions.push(label);
        } else {
            return Taken::No;
        }
        Taken::Lines(1)
    };
    // Lines inside the table's frame are the table's own; a title that ends there may begin above it.
    let lines: Vec<&Paragraph> = above.iter().copied().chain(&inner).collect();
    let mut left = lines.len();
    while let Some((paragraph, upper)) = lines[..left].split_last()
        && left + REACH > above.len()
    {
        left -= match take(paragraph, upper) {
            Taken::Lines(count) => count,
            Taken::No if left > above.len() => 1,
            Taken::No => break,
        };
    }
    let mut taken = above.len().saturating_sub(left);
    let mut title_is_heading = false;
    if title.is_none()
        && let Some(paragraph) = above.len().checked_sub(taken + 1).map(|i| above[i])
        && headers.heading.is_match(&squeeze(&paragraph.text))
        && paragraph.text.chars().any(is_han)
    {
        title = Some(paragraph.text.clone());
        title_is_heading = true;
        taken += 1;
    }
    captions.reverse();
    let notes = table.notes.iter().map(|p| p.text.clone()).collect();
    (
        FramedTable {
            table: table.clone(),
            title,
            title_is_heading,
            form_number,
            captions,
            notes,
            follows_table: false,
        },
        taken,
    )
}

/// Whether a line belongs to the table.
enum Taken {
    /// So many lines, counted upwards.
    Lines(usize),
    No,
}

/// A title, also with its number before it (表一：部门收支总体情况表); a caption that ends like one (部门名称：…表)
/// is none.
fn is_title(text: &str, headers: &Headers) -> bool {
    headers.title.is_match(text) && !(text.contains(':') && headers.caption.is_match(text))
}

/// （一）收入, 2.支出: one of several tables under one title.
fn is_subhead(text: &str) -> bool {
    const LONGEST: usize = 14;
    let rest = text
        .trim_start_matches('(')
        .trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let name = rest.strip_prefix([')', '、', '.']);
    rest.len() < text.len()
        && name.is_some_and(|name| name.chars().all(is_han) && (2..LONGEST).contains(&name.chars().count()))
}

/// Whether a line is a title or states a unit, so that what stands below it belongs to its table.
fn is_above_table(line: &Paragraph, headers: &Headers) -> bool {
    let text = squeeze(&line.text);
    is_title(&text, headers) || text.contains("单位:") && headers.caption.is_match(&text)
}

/// A line that is one bracket.
fn is_bracketed(text: &str) -> bool {
    text.starts_with('(') && text.ends_with(')') && text.chars().count() > 2
}

/// Whether a line without a word that tells it stands on the height of a caption: 单位：万元 at the left, the bare name of
/// the bureau at the right.
fn is_beside_caption(line: &Paragraph, lines: &[&Paragraph], headers: &Headers) -> bool {
    const LONGEST: usize = 30;
    let Some(own) = line.place.bbox().filter(|_| line.text.chars().count() <= LONGEST) else { return false };
    lines.iter().rev().take(REACH).filter(|other| other.place.page() == line.place.page()).any(|other| {
        other.place.bbox().is_some_and(|bbox| {
            let shared = bbox.y1.min(own.y1) - bbox.y0.max(own.y0);
            shared * 2.0 > own.y1 - own.y0 && (bbox.x1 <= own.x0 || own.x1 <= bbox.x0)
        }) && headers.caption.is_match(&squeeze(&other.text))
    })
}

/// A value whose caption stands alone on the line above it, cut after its colon: 部门名称: / 某局.
fn below_of_cut_caption(text: &str, upper: Option<&str>) -> Option<String> {
    let upper = squeeze(upper?);
    let is_cut = upper.ends_with(':') && upper.chars().count() <= 16;
    (is_cut && text.chars().count() <= 40 && !text.contains('。')).then(|| text.to_owned())
}

/// The paragraphs after the cover: there the document's own title may end like a table's (公开报表), and the agency
/// stands below it like a caption. A caption that states a unit of money belongs to a table even there.
fn below_cover<'a, 'b>(paragraphs: &'b [&'a Paragraph], headers: &Headers) -> &'b [&'a Paragraph] {
    let on_first_page = paragraphs.iter().take_while(|p| p.place.page() == Some(1)).count();
    let states_unit = |p: &&Paragraph| {
        let text = squeeze(&p.text);
        text.contains('元') && headers.caption.is_match(&text)
    };
    if paragraphs[..on_first_page].iter().any(states_unit) {
        paragraphs
    } else {
        &paragraphs[on_first_page..]
    }
}

/// Reports titles that stand with captions but without a table.
fn orphans(paragraphs: &[&Paragraph], headers: &Headers, diagnostics: &mut Vec<Diagnostic>) {
    for pair in paragraphs.windows(2) {
        let (title, next) = (squeeze(&pair[0].text), squeeze(&pair[1].text));
        let announced = headers.title.is_match(&title)
            && title.chars().count() <= 40
            && !headers.caption.is_match(&title);
        if announced && headers.caption.is_match(&next) && !headers.title.is_match(&next) {
            diagnostics.push(
                Diagnostic::new(
                    Step::Recognise,
                    Severity::Warning,
                    "caption_without_table",
                    format!(
                        "the title `{}` stands with its captions but no table follows; its numbers are not in the data, look into the file",
                        pair[0].text
                    ),
                )
                .at(Some(pair[0].place.clone())),
            );
        }
    }
}
