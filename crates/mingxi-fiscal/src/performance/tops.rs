//! Where the heads of indicators stand: told by listed words, else by parts of words, else by what stands below.

use super::layout::{is_indicator_header, is_indicator_list_header, starting_texts};
use super::vocabulary::{HeaderRole, PerformanceVocabulary};
use mingxi_model::text::squeeze;
use mingxi_model::{Grid, parse_number};

/// The longest text that heads a column.
const LONGEST_HEAD: usize = 16;

/// The fewest cells of levels or comparisons under each other that are a block without a known head.
const FEWEST: usize = 3;

/// The head of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Top {
    /// The row of the indicators' heads.
    pub row: u32,
    /// The first row of heads; above `row` where the heads of a list's keys begin higher.
    pub head: u32,
    /// The first row that may be an indicator's.
    pub body: u32,
    /// Whether a head is printed; a block that goes on from a page before has none.
    pub is_headed: bool,
}

/// The heads of a grid's blocks, top to bottom.
pub(super) fn find(grid: &Grid, vocabulary: &PerformanceVocabulary) -> Vec<Top> {
    let headed =
        |row: u32| Top { row, head: first_head(grid, row, vocabulary), body: row + 1, is_headed: true };
    let by_words = by_words(grid, vocabulary);
    if !by_words.is_empty() {
        return by_words.into_iter().map(headed).collect();
    }
    let by_parts: Vec<u32> = (0..grid.rows()).filter(|row| is_head_like(grid, *row, vocabulary)).collect();
    if !by_parts.is_empty() {
        return by_parts.into_iter().map(headed).collect();
    }
    by_cells(grid, vocabulary).into_iter().collect()
}

/// The rows whose heads are listed words.
pub(super) fn by_words(grid: &Grid, vocabulary: &PerformanceVocabulary) -> Vec<u32> {
    let is_head = |row: &u32| is_indicator_header(&starting_texts(grid, *row), vocabulary);
    (0..grid.rows()).filter(is_head).collect()
}

/// The heads of a list's keys may begin above those of its indicators; a dump has lost that they reach down.
fn first_head(grid: &Grid, top: u32, vocabulary: &PerformanceVocabulary) -> u32 {
    const ROWS: u32 = 2;
    let is_keyed = |row: u32| {
        starting_texts(grid, row).iter().any(|text| {
            matches!(vocabulary.header_role(text), Some(HeaderRole::ProjectName | HeaderRole::ProjectCode))
        })
    };
    // A form's own 项目名称 stands beside its value; a list's beside other heads.
    let is_heads = |row: u32| {
        let texts: Vec<String> = filled(grid, row);
        let known = texts.iter().filter(|text| vocabulary.header_role(text).is_some()).count();
        is_keyed(row) && texts.len() > 2 && known * 2 >= texts.len() && texts.iter().all(|t| is_short(t))
    };
    // Rows between that hold values are an indicator's, and the heads above them another block's.
    let has_number = |row: u32| filled(grid, row).iter().any(|text| !is_short(text));
    let near = (top.saturating_sub(ROWS)..top).rev().take_while(|row| !has_number(*row));
    near.filter(|row| is_heads(*row)).last().unwrap_or(top)
}

fn filled(grid: &Grid, row: u32) -> Vec<String> {
    starting_texts(grid, row).into_iter().map(|t| squeeze(&t)).filter(|t| !t.is_empty()).collect()
}

fn is_short(text: &str) -> bool {
    text.chars().count() <= LONGEST_HEAD && parse_number(text).is_none()
}

/// A row of short words of which one ends like a name's head, one like a target's, and one more like another's.
fn is_head_like(grid: &Grid, row: u32, vocabulary: &PerformanceVocabulary) -> bool {
    let texts = filled(grid, row);
    if texts.len() < 3 || !texts.iter().all(|text| is_short(text)) {
        return false;
    }
    if is_indicator_list_header(&texts, vocabulary) {
        return true;
    }
    let ends_like = |text: &String, role: HeaderRole| {
        vocabulary.header_role(text) == Some(role)
            || vocabulary
                .head_stems(text)
                .iter()
                .any(|(of, stem, is_end)| *of == role && *is_end && stem.len() > 6)
    };
    let at = |role| texts.iter().position(|text| ends_like(text, role));
    let others = [
        HeaderRole::Level1,
        HeaderRole::Level2,
        HeaderRole::Operator,
        HeaderRole::Unit,
        HeaderRole::Weight,
        HeaderRole::Activity,
        HeaderRole::Description,
    ];
    let (Some(name), Some(target)) = (at(HeaderRole::Level3), at(HeaderRole::Target)) else {
        return false;
    };
    let is_other = |role: &HeaderRole| {
        texts.iter().enumerate().any(|(i, t)| i != name && i != target && ends_like(t, *role))
    };
    name != target && others.iter().any(is_other)
}

/// A block told by its cells: levels or comparisons under each other, whatever the words above.
fn by_cells(grid: &Grid, vocabulary: &PerformanceVocabulary) -> Option<Top> {
    let tells = |text: &str| {
        let (first, second, rest) = vocabulary.leading_levels(text);
        let is_joined = first.is_some() && second.is_some() && !rest.is_empty();
        is_joined
            || vocabulary.is_level1(text)
            || vocabulary.level_word(text).is_some_and(|word| word.ends_with("指标"))
            || vocabulary.is_comparison(text)
            || squeeze(text) == "定性"
    };
    let mut first: Option<u32> = None;
    for col in 0..grid.columns() {
        let rows: Vec<u32> = (0..grid.rows())
            .filter(|row| grid.starts_at(*row, col).is_some_and(|cell| tells(&squeeze(&cell.text))))
            .collect();
        if rows.len() >= FEWEST {
            let from = rows[0];
            let cells = (from..grid.rows()).filter_map(|row| grid.starts_at(row, col));
            let others = cells.filter(|cell| !cell.text.is_empty()).count();
            if rows.len() * 10 >= others * 6 {
                first = Some(first.map_or(from, |known| known.min(from)));
            }
        }
    }
    let body = first?;
    let is_head = |row: u32| {
        let texts = filled(grid, row);
        texts.len() > 2 && texts.iter().all(|text| is_short(text) && !text.ends_with([':', '；']))
    };
    match body.checked_sub(1).filter(|row| is_head(*row)) {
        Some(row) => Some(Top { row, head: row, body, is_headed: true }),
        None => Some(Top { row: body, head: body, body, is_headed: false }),
    }
}
