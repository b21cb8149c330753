//! The rows and cells of a table element, whatever stands between them, and whether it is a table of data or a frame
//! that only places things on the page.

use super::counted::Counts;
use super::declared::Display;
use super::dom::{Dom, Id};
use super::look::{Look, Seen};

/// A table's rows.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// What stands above or below it as its title.
    pub(super) captions: Vec<Id>,
    /// The rows of each group, those of the head first, of the foot last.
    pub(super) groups: Vec<Vec<Row>>,
    /// Rows, cells and captions that are not seen.
    pub(super) unseen: Vec<Id>,
}

/// A row.
#[derive(Debug)]
pub(super) struct Row {
    /// 1-based number in its table, hidden rows counted.
    pub(super) number: u32,
    /// The cells that are seen with their 1-based number.
    pub(super) cells: Vec<(u32, Id)>,
}

/// The rows of a table.
pub(super) fn rows(dom: &Dom, looks: &[Look], table: Id) -> Rows {
    let mut found = Rows::default();
    let (mut heads, mut bodies, mut feet) = (Vec::new(), Vec::new(), Vec::new());
    let mut loose: Vec<Row> = Vec::new();
    let mut number = 0;
    for child in dom.children(table) {
        let look = looks[child as usize];
        let is_shown = is_seen(look);
        match look.display {
            Display::Row => {
                number += 1;
                if is_shown {
                    loose.push(row(dom, looks, child, number, &mut found.unseen));
                }
            }
            Display::RowGroup => {
                let mut group = Vec::new();
                for inner in dom.children(child) {
                    let look = looks[inner as usize];
                    if look.display == Display::Row {
                        number += 1;
                        if is_seen(look) && is_shown {
                            group.push(row(dom, looks, inner, number, &mut found.unseen));
                        }
                    }
                    if is_shown && !is_seen(look) {
                        found.unseen.push(inner);
                    }
                }
                if !loose.is_empty() {
                    bodies.push(std::mem::take(&mut loose));
                }
                match dom.tag(child) {
                    "thead" => heads.push(group),
                    "tfoot" => feet.push(group),
                    _ => bodies.push(group),
                }
            }
            _ if dom.tag(child) == "caption" && is_shown => found.captions.push(child),
            _ => {}
        }
        if !is_shown {
            found.unseen.push(child);
        }
    }
    bodies.push(loose);
    found.groups = heads.into_iter().chain(bodies).chain(feet).filter(|group| !group.is_empty()).collect();
    found
}

fn row(dom: &Dom, looks: &[Look], row: Id, number: u32, unseen: &mut Vec<Id>) -> Row {
    unseen.extend(dom.children(row).filter(|child| !is_seen(looks[*child as usize])));
    let cells = dom.children(row).filter(|child| looks[*child as usize].display == Display::Cell);
    let cells = (1..).zip(cells).filter(|(_, cell)| is_seen(looks[*cell as usize]));
    let mut cells: Vec<(u32, Id)> = cells.collect();
    if looks[row as usize].is_reversed {
        cells.reverse();
    }
    Row { number, cells }
}

fn is_seen(look: Look) -> bool {
    matches!(look.seen, Seen::Yes | Seen::Invisible)
}

/// Labels of the box in which sites say what a page is.
const PAGE_LABELS: [&str; 22] = [
    "索引号",
    "主题分类",
    "发布机构",
    "发文机关",
    "发布日期",
    "成文日期",
    "发布时间",
    "生成日期",
    "标题",
    "名称",
    "文号",
    "发文字号",
    "有效性",
    "信息来源",
    "公开方式",
    "公开形式",
    "公开时限",
    "公开范围",
    "公开日期",
    "主题词",
    "组配分类",
    "信息类别",
];

/// Whether a table holds data: rows of several filled cells that do not only place things, lead elsewhere, or
/// describe the page.
///
/// `is_part` says that a table as wide stands right above or below: then one row is enough.
pub(super) fn is_data(dom: &Dom, looks: &[Look], table: Id, counts: &[Counts], is_part: bool) -> bool {
    if matches!(dom.attribute(table, "role"), Some("presentation" | "none")) {
        return false;
    }
    let found = rows(dom, looks, table);
    let all = || found.groups.iter().flatten();
    let count = |cell: &(u32, Id)| counts[cell.1 as usize];
    let least = if is_part { 1 } else { 2 };
    if all().map(|row| row.cells.len()).sum::<usize>() < 3 || all().count() < least {
        return false;
    }
    let is_filled = |cell: &&(u32, Id)| count(cell).characters > 0 && count(cell).tables == 0;
    let filled_rows = all().filter(|row| row.cells.iter().filter(is_filled).count() >= 2).count();
    if filled_rows == 0 {
        return false;
    }
    let mut sum = Counts::default();
    let (mut nested, mut largest, mut filled) = (0usize, Counts::default(), 0usize);
    for cell in all().flat_map(|row| &row.cells) {
        let own = count(cell);
        sum.add(own);
        filled += usize::from(own.characters > 0);
        if own.tables > 0 {
            nested += own.characters;
        }
        if own.characters > largest.characters {
            largest = own;
        }
    }
    // What holds tables of data is a frame, unless it is clearly more than those.
    if sum.tables > 0 && (filled_rows < 3 || nested * 2 > sum.characters) {
        return false;
    }
    if sum.is_linked() || sum.is_attached() {
        return false;
    }
    let is_dominated = filled < 6
        && largest.characters >= 200
        && largest.characters * 10 >= sum.characters * 8
        && largest.paragraphs >= 3;
    !is_dominated && !describes_page(dom, &found, counts)
}

/// Whether a table's filled cells are labels of a page with their values.
pub(super) fn describes_page(dom: &Dom, found: &Rows, counts: &[Counts]) -> bool {
    let (mut labels, mut rows) = (0usize, 0usize);
    for row in found.groups.iter().flatten() {
        if row.cells.len() > 8 {
            return false;
        }
        rows += 1;
        labels += row.cells.iter().filter(|(_, cell)| is_page_label(dom, *cell, counts)).count();
    }
    labels >= 3 && labels >= rows && rows <= 12
}

/// Whether a cell holds a label of a page.
pub(super) fn is_page_label(dom: &Dom, cell: Id, counts: &[Counts]) -> bool {
    if counts[cell as usize].characters > 8 {
        return false;
    }
    let text: String = dom.walk(cell, 8).into_iter().filter_map(|id| dom.text(id)).collect();
    let text = mingxi_model::text::squeeze(&text);
    let text = text.trim_matches([':', '[', ']', '【', '】']);
    PAGE_LABELS.contains(&text)
}
