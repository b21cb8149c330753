//! Where a form's indicators stand: the header row, what its columns state, where the block ends.

use super::roles::{self, Block};
use super::tops::{self, Top};
use super::vocabulary::{FormLabel, HeaderRole, PerformanceVocabulary};
use mingxi_model::text::squeeze;
use mingxi_model::{Cell, Grid, Why};
use std::ops::Range;

/// The indicator block of a form, or the rows of a project list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layout {
    /// First header row.
    pub top: u32,
    /// First row below the header.
    pub body: u32,
    /// First row after the indicators.
    pub end: u32,
    /// One for a form; one for each group (成本, 产出, ...) of a wide list; none for a list without indicators.
    pub panels: Vec<Panel>,
    /// Columns that hold a project's key and amounts, in a list.
    pub keys: Vec<Column>,
    /// What was weighed for the columns.
    pub why: Vec<Why>,
}

/// The first and second level that stand over a pair of columns.
pub(super) type Group = (Option<String>, Option<String>);

/// One set of indicator columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Panel {
    /// The group headers over a wide list's pair (产出指标 over 数量指标): the levels that its rows do not print.
    pub group: Group,
    /// The columns, left to right.
    pub columns: Vec<Column>,
}

/// A header's column or columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Column {
    /// What they state.
    pub role: HeaderRole,
    /// First grid column.
    pub start: u32,
    /// One past the last grid column.
    pub end: u32,
}

impl Panel {
    /// The columns of a role, left to right.
    pub fn all(&self, role: HeaderRole) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(move |column| column.role == role)
    }

    /// The first column of a role.
    pub fn one(&self, role: HeaderRole) -> Option<&Column> {
        self.all(role).next()
    }
}

impl Layout {
    /// Whether its rows belong to several projects.
    pub fn is_list(&self) -> bool {
        self.keys.iter().any(|c| matches!(c.role, HeaderRole::ProjectName | HeaderRole::ProjectCode))
    }

    /// Whether heads are printed over it; a block that goes on from a page before has none.
    pub fn is_headed(&self) -> bool {
        self.top < self.body
    }

    /// The column of a project's key or amount.
    pub fn key(&self, role: HeaderRole) -> Option<&Column> {
        self.keys.iter().find(|column| column.role == role)
    }
}

/// Whether the texts of a row are the header of an indicator block: a third level (三级指标, 指标内容) beside
/// an upper level or a value.
pub fn is_indicator_header(texts: &[String], vocabulary: &PerformanceVocabulary) -> bool {
    let roles: Vec<HeaderRole> = texts.iter().filter_map(|text| vocabulary.header_role(text)).collect();
    let has = |role| roles.contains(&role);
    has(HeaderRole::Level3)
        && [HeaderRole::Level1, HeaderRole::Level2, HeaderRole::Target, HeaderRole::Actual]
            .into_iter()
            .any(has)
}

/// Whether the texts of a header row are those of a wide list: several pairs of an indicator and its target.
pub fn is_indicator_list_header(texts: &[String], vocabulary: &PerformanceVocabulary) -> bool {
    let count = |role| texts.iter().filter(|text| vocabulary.header_role(text) == Some(role)).count();
    count(HeaderRole::Level3) > 1 && count(HeaderRole::Target) > 1
}

/// Every indicator block of a grid, top to bottom.
pub(super) fn find(grid: &Grid, vocabulary: &PerformanceVocabulary) -> Vec<Layout> {
    let tops = tops::find(grid, vocabulary);
    tops.iter()
        .enumerate()
        .map(|(i, top)| {
            let limit = tops.get(i + 1).map_or(grid.rows(), |next| next.head);
            let is_head = |row: u32| tops.iter().any(|top| (top.head..top.body).contains(&row));
            let is_form = (0..top.head).any(|row| !is_head(row) && names_one_project(grid, row, vocabulary));
            layout(grid, top, limit, !is_form, vocabulary)
        })
        .filter(|layout| !layout.panels.iter().all(|panel| panel.one(HeaderRole::Level3).is_none()))
        .collect()
}

/// As [`find`], by the listed words alone: for a dump whose cells may have been shifted, so that they tell nothing.
pub(super) fn find_listed(grid: &Grid, vocabulary: &PerformanceVocabulary) -> Vec<Layout> {
    let tops = tops::by_words(grid, vocabulary);
    tops.iter()
        .enumerate()
        .map(|(i, top)| {
            let limit = tops.get(i + 1).copied().unwrap_or(grid.rows());
            let body = header_bottom(grid, *top, limit, vocabulary);
            let columns = one_name_each(columns(grid, *top, body, vocabulary));
            let is_list = columns.iter().any(|column| column.role.is_list_key());
            arrange(
                grid,
                *top..body,
                limit,
                (columns, Vec::new()),
                is_list,
                HeaderRole::is_list_key,
                vocabulary,
            )
        })
        .collect()
}

/// The rows of a list of projects without an indicator of its own a row: names with amounts, goals or packed
/// indicators, below the given number of header rows.
pub(super) fn find_list(grid: &Grid, header_rows: u32, vocabulary: &PerformanceVocabulary) -> Option<Layout> {
    let top = (0..header_rows.min(grid.rows())).find(|row| starting_texts(grid, *row).len() > 1);
    let head = match top {
        Some(top) => top..header_rows.min(grid.rows()),
        None => {
            let top =
                (0..grid.rows().min(LIST_HEADER_ROWS)).find(|row| heads_projects(grid, *row, vocabulary))?;
            top..top + 1
        }
    };
    let body = head.end..grid.rows();
    let block = Block { grid, head: head.clone(), body: body.clone(), may_list: true };
    let (columns, why) = weighed(&block, vocabulary);
    let has = |role| columns.iter().any(|column: &Column| column.role == role);
    let says_more = [HeaderRole::Goal, HeaderRole::Packed, HeaderRole::Budget].into_iter().any(has)
        || columns.iter().any(|column| column.role.is_evaluation_key());
    if !has(HeaderRole::ProjectName) || !says_more {
        return None;
    }
    let levels_over = |column: &Column| -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for row in head.clone() {
            words.extend(
                vocabulary
                    .level_word(&grid.at(row, column.start).text)
                    .filter(|word| words.last() != Some(word)),
            );
        }
        words
    };
    // Under a level's name (数量指标) stand indicators, whatever their cells look like.
    let is_packed = |column: &Column| {
        column.role == HeaderRole::Packed
            || matches!(column.role, HeaderRole::Level3 | HeaderRole::Target)
                && !levels_over(column).is_empty()
    };
    let (packed, keys): (Vec<Column>, Vec<Column>) = columns.into_iter().partition(is_packed);
    let panels = packed
        .into_iter()
        .map(|column| {
            let words = levels_over(&column);
            let group = match words.as_slice() {
                [] => (None, None),
                [only] if vocabulary.is_level2(only) && !vocabulary.is_level1(only) => {
                    (None, Some(only.clone()))
                }
                [only] => (Some(only.clone()), None),
                [first, .., last] => (Some(first.clone()), Some(last.clone())),
            };
            Panel { group, columns: vec![Column { role: HeaderRole::Packed, ..column }] }
        })
        .collect();
    Some(Layout { top: head.start, body: body.start, end: body.end, panels, keys, why })
}

/// Whether a row's texts head a list of projects.
fn heads_projects(grid: &Grid, row: u32, vocabulary: &PerformanceVocabulary) -> bool {
    let texts = starting_texts(grid, row);
    let has = |role| texts.iter().any(|text| vocabulary.header_role(text) == Some(role));
    has(HeaderRole::ProjectName)
        && (has(HeaderRole::Goal) || has(HeaderRole::Budget) || heads_evaluations(&texts, vocabulary))
}

/// Whether a grid is a list of evaluated projects (自评结果汇总表): their names beside how they were carried out, one a
/// row, and not one project's form.
pub(super) fn is_evaluation_list(grid: &Grid, vocabulary: &PerformanceVocabulary) -> bool {
    (0..grid.rows().min(LIST_HEADER_ROWS))
        .any(|row| heads_evaluations(&starting_texts(grid, row), vocabulary))
}

fn heads_evaluations(texts: &[String], vocabulary: &PerformanceVocabulary) -> bool {
    const FEWEST: usize = 3;
    let roles: Vec<HeaderRole> = texts.iter().filter_map(|text| vocabulary.header_role(text)).collect();
    let known = roles.len();
    let filled = texts.iter().filter(|text| !text.is_empty()).count();
    roles.contains(&HeaderRole::ProjectName)
        && roles.iter().any(|role| role.is_evaluation_key() || *role == HeaderRole::Score)
        && known >= FEWEST
        && known * 2 > filled
}

fn weighed(block: &Block, vocabulary: &PerformanceVocabulary) -> (Vec<Column>, Vec<Why>) {
    let weighed = roles::weigh(block, vocabulary);
    let columns = weighed.iter().map(|weighed| weighed.column).collect();
    (columns, weighed.into_iter().filter_map(|weighed| weighed.why).collect())
}

fn layout(
    grid: &Grid,
    found: &Top,
    limit: u32,
    may_list: bool,
    vocabulary: &PerformanceVocabulary,
) -> Layout {
    let top = found.row;
    let body = match found.is_headed {
        true => header_bottom(grid, top, limit, vocabulary).max(found.body),
        false => found.body,
    };
    let is_wide = is_indicator_list_header(&starting_texts(grid, top), vocabulary);
    let (columns, why) = match is_wide {
        true => (one_name_each(columns(grid, top, body, vocabulary)), Vec::new()),
        false => {
            // A form's total and analysis tell nothing of its columns.
            let ends = (body + 1..limit).find(|row| ends_block(grid, *row, vocabulary)).unwrap_or(limit);
            let block = Block { grid, head: found.head..body, body: body..ends, may_list };
            weighed(&block, vocabulary)
        }
    };
    let is_list = columns.iter().any(|c| matches!(c.role, HeaderRole::ProjectName | HeaderRole::ProjectCode));
    arrange(grid, top..body, limit, (columns, why), is_list, HeaderRole::is_key, vocabulary)
}

/// Sorts a block's columns into panels and keys, and finds its end.
fn arrange(
    grid: &Grid,
    head: Range<u32>,
    limit: u32,
    (columns, why): (Vec<Column>, Vec<Why>),
    is_list: bool,
    is_key: impl Fn(HeaderRole) -> bool,
    vocabulary: &PerformanceVocabulary,
) -> Layout {
    let (top, body) = (head.start, head.end);
    let thirds: Vec<u32> = columns.iter().filter(|c| c.role == HeaderRole::Level3).map(|c| c.start).collect();
    let is_level = |c: &Column| matches!(c.role, HeaderRole::Level1 | HeaderRole::Level2);
    let are_halves = thirds.len() > 1 && columns.iter().any(is_level);
    let is_list = thirds.len() > 1 && !are_halves || is_list;
    // A list's total may stand above its rows; a form's ends its indicators.
    let end = (body..limit).find(|row| !is_list && ends_block(grid, *row, vocabulary)).unwrap_or(limit);
    if thirds.len() < 2 {
        let (keys, columns) = columns.into_iter().partition(|c| is_key(c.role));
        let panels = vec![Panel { group: (None, None), columns }];
        return Layout { top, body, end, panels, keys, why };
    }
    if are_halves {
        let (keys, columns) = columns.into_iter().partition(|c| is_key(c.role));
        return Layout { top, body, end, panels: halves(columns), keys, why };
    }
    let panels = thirds
        .iter()
        .enumerate()
        .map(|(i, start)| {
            let stop = thirds.get(i + 1).copied().unwrap_or(u32::MAX);
            Panel {
                group: groups_over(grid, top, *start, i.checked_sub(1).map(|p| thirds[p]), vocabulary),
                columns: columns
                    .iter()
                    .filter(|c| (*start..stop).contains(&c.start) && !is_key(c.role))
                    .copied()
                    .collect(),
            }
        })
        .collect();
    let keys = columns.into_iter().filter(|c| c.start < thirds[0]).collect();
    Layout { top, body, end, panels, keys, why }
}

/// Whether a row is one of the heads of indicators.
pub(super) fn in_head(row: u32, layouts: &[Layout]) -> bool {
    layouts.iter().any(|layout| layout.is_headed() && (layout.top..layout.body).contains(&row))
}

/// The halves of a form with two spans of time side by side (实施期目标 | 年度目标): each begins at its own levels, and
/// a level that stands only left of the first is that of both.
fn halves(columns: Vec<Column>) -> Vec<Panel> {
    let mut parts: Vec<Vec<Column>> = vec![Vec::new()];
    for column in columns {
        let is_level = matches!(column.role, HeaderRole::Level1 | HeaderRole::Level2 | HeaderRole::Level3);
        let has_name = |part: &Vec<Column>| part.iter().any(|c| c.role == HeaderRole::Level3);
        if is_level && parts.last().is_some_and(has_name) {
            parts.push(Vec::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(column);
        }
    }
    let shared = parts.first().and_then(|part| part.iter().find(|c| c.role == HeaderRole::Level1)).copied();
    for part in parts.iter_mut().skip(1) {
        if part.iter().all(|c| c.role != HeaderRole::Level1) {
            part.splice(0..0, shared);
        }
    }
    parts.into_iter().map(|columns| Panel { group: (None, None), columns }).collect()
}

/// Whether a row above the indicators names the one project that the form is about: a label beside a value, not
/// a head beside heads.
pub(super) fn names_one_project(grid: &Grid, row: u32, vocabulary: &PerformanceVocabulary) -> bool {
    let cells: Vec<&Cell> = grid.row(row).filter(|cell| !cell.text.is_empty()).collect();
    cells.iter().enumerate().any(|(i, cell)| {
        let is_label = matches!(
            vocabulary.form_label_like(&cell.text),
            Some(FormLabel::ProjectName | FormLabel::ProjectCode)
        );
        let value = cells.get(i + 1).map(|cell| cell.text.as_str());
        is_label
            && value.is_none_or(|text| {
                vocabulary.header_role(text).is_none() && vocabulary.form_label_like(text).is_none()
            })
    })
}

/// A form may print both 三级指标 and 指标内容; only in a list does each of them have a target of its own. The
/// first is then the name, the others describe it.
fn one_name_each(mut columns: Vec<Column>) -> Vec<Column> {
    let thirds: Vec<usize> = (0..columns.len()).filter(|i| columns[*i].role == HeaderRole::Level3).collect();
    let has_target = |i: usize| {
        let end = thirds.get(i + 1).copied().unwrap_or(columns.len());
        columns[thirds[i]..end].iter().any(|column| column.role == HeaderRole::Target)
    };
    let is_list = (0..thirds.len()).filter(|i| has_target(*i)).count() > 1;
    if !is_list {
        for i in thirds.into_iter().skip(1) {
            columns[i].role = HeaderRole::Description;
        }
    }
    columns
}

/// The header reaches down as far as its level cells, and over rows that hold nothing but column heads
/// (符号, 值, 单位).
fn header_bottom(grid: &Grid, top: u32, limit: u32, vocabulary: &PerformanceVocabulary) -> u32 {
    let mut bottom = grid
        .row(top)
        .filter(|cell| cell.row == top && is_level_head(&cell.text, vocabulary))
        .map(|cell| cell.row + cell.row_span)
        .max()
        .unwrap_or(top + 1);
    while bottom < limit && (is_sub_header(grid, bottom, vocabulary) || is_numbering(grid, bottom)) {
        bottom += 1;
    }
    bottom
}

/// Whether a row only numbers the columns: 1 | 2 | 3, 甲 | 乙 | 1 | 2.
pub(super) fn is_numbering(grid: &Grid, row: u32) -> bool {
    const STEMS: [&str; 4] = ["甲", "乙", "丙", "丁"];
    let texts = starting_texts(grid, row);
    let mut filled = texts.iter().map(|text| squeeze(text)).filter(|text| !text.is_empty()).peekable();
    let stems = STEMS.iter().take_while(|stem| filled.next_if(|text| text == *stem).is_some()).count();
    let numbers: Vec<Option<u32>> =
        filled.map(|text| text.trim_matches(['(', ')', '栏']).parse().ok()).collect();
    let counts_up = numbers
        .windows(2)
        .all(|pair| pair[0].is_some() && pair[0].and_then(|n: u32| n.checked_add(1)) == pair[1]);
    numbers.len() + stems > 3 && numbers.len() > 1 && numbers[0].is_some_and(|first| first < 2) && counts_up
}

fn is_level_head(text: &str, vocabulary: &PerformanceVocabulary) -> bool {
    matches!(vocabulary.header_role(text), Some(HeaderRole::Level1 | HeaderRole::Level2 | HeaderRole::Level3))
}

fn is_sub_header(grid: &Grid, row: u32, vocabulary: &PerformanceVocabulary) -> bool {
    let texts: Vec<String> = starting_texts(grid, row).into_iter().filter(|t| !t.is_empty()).collect();
    let is_head = |text: &String| {
        matches!(
            vocabulary.header_role(text),
            Some(
                HeaderRole::Operator
                    | HeaderRole::Unit
                    | HeaderRole::Target
                    | HeaderRole::Adjusted
                    | HeaderRole::Actual
                    | HeaderRole::Weight
                    | HeaderRole::Score
            )
        )
    };
    texts.len() > 1 && texts.iter().all(is_head)
}

/// The most header rows that a wide list has above the heads of its indicators.
const LIST_HEADER_ROWS: u32 = 3;

/// The header's columns: the lowest header text of each that the vocabulary knows.
fn columns(grid: &Grid, top: u32, body: u32, vocabulary: &PerformanceVocabulary) -> Vec<Column> {
    let is_list = is_indicator_list_header(&starting_texts(grid, top), vocabulary);
    // A list's keys are headed above the indicators' heads; a dump may have lost the span down to them.
    let first = if is_list { top.saturating_sub(LIST_HEADER_ROWS) } else { top };
    let mut out: Vec<Column> = Vec::new();
    let mut col = 0;
    while col < grid.columns() {
        let leaf = (first..body)
            .rev()
            .map(|row| grid.at(row, col))
            .find(|cell| vocabulary.header_role(&cell.text).is_some());
        let Some(cell) = leaf else {
            col += 1;
            continue;
        };
        let end = cell.col + cell.col_span;
        if let Some(role) = vocabulary.header_role(&cell.text) {
            out.push(Column { role, start: col, end });
        }
        col = end.max(col + 1);
    }
    out
}

/// The levels over a wide list's pair: one row of them, or the first level over the second.
fn groups_over(
    grid: &Grid,
    top: u32,
    col: u32,
    previous: Option<u32>,
    vocabulary: &PerformanceVocabulary,
) -> Group {
    let Some(near) = group_over(grid, top, col, previous) else {
        return (None, None);
    };
    let far = top
        .checked_sub(1)
        .and_then(|row| group_over(grid, row, col, previous))
        .filter(|far| *far != near && vocabulary.is_level1(far));
    let is_second = vocabulary.is_level2(&near) && (far.is_some() || !vocabulary.is_level1(&near));
    if is_second { (far, Some(near)) } else { (Some(near), None) }
}

/// The text over a wide list's pair. Where a dump lost the header's spans, the nearest one to the left that
/// does not belong to the pair before.
fn group_over(grid: &Grid, top: u32, col: u32, previous: Option<u32>) -> Option<String> {
    let above = top.checked_sub(1)?;
    let first = previous.map_or(col, |p| p + 1);
    (first..=col)
        .rev()
        .map(|c| grid.at(above, c))
        .find(|cell| !cell.text.is_empty())
        .map(|cell| cell.text.clone())
}

/// Whether the indicators end above this row: a total, or the form's analysis.
pub(super) fn ends_block(grid: &Grid, row: u32, vocabulary: &PerformanceVocabulary) -> bool {
    let Some(first) = grid.row(row).find(|cell| cell.row == row && !cell.text.is_empty()) else {
        return false;
    };
    matches!(
        vocabulary.form_label(&first.text),
        Some(FormLabel::TotalScore | FormLabel::Analysis | FormLabel::AnalysisSide)
    ) || matches!(squeeze(&first.text).as_str(), "合计" | "总计")
}

/// The texts of the cells that start in a row.
pub(super) fn starting_texts(grid: &Grid, row: u32) -> Vec<String> {
    grid.row(row).filter(|cell| cell.row == row).map(|cell| cell.text.clone()).collect()
}

/// The cells that start within a column's range in a row, or reach into the row from above; a cell that
/// begins left of the range belongs to another column and is left out.
pub(super) fn cells_under<'g>(grid: &'g Grid, column: &Column, row: u32) -> Vec<&'g Cell> {
    let mut cells: Vec<&Cell> = Vec::new();
    for col in column.start..column.end.min(grid.columns()) {
        let cell = grid.at(row, col);
        let is_new = cells.last().is_none_or(|last| !std::ptr::eq(*last, cell));
        if cell.col >= column.start && is_new {
            cells.push(cell);
        }
    }
    cells
}
