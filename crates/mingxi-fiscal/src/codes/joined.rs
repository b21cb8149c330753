//! Whether a cell that looks like code and name is meant so: project names begin with brackets and digits too.

use super::CodeVocabulary;
use super::notation::{Joined, Notation, Shape, shape, split_joined};
use mingxi_model::Grid;
use mingxi_model::text::squeeze;

/// How many of a column's labels look like code and name.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ColumnShape {
    joined: u32,
    filled: u32,
    /// Codes that are listed, and those of them whose name is theirs.
    listed: u32,
    agreeing: u32,
    /// Codes of a catalogue of goods.
    catalogue: u32,
    /// The first digits of the codes of units, where all have the same.
    department: Option<[u8; DEPARTMENT]>,
    departments_differ: bool,
}

/// Digits of a department's code, with which those of its units begin: 105 and 105001.
const DEPARTMENT: usize = 3;

/// The classes that head the catalogue of what governments buy (政府采购品目分类目录).
const CATALOGUE_CLASSES: [(&str, &str); 3] = [("A", "货物"), ("B", "工程"), ("C", "服务")];

/// What speaks for and against a code, and how much is needed.
mod weights {
    pub const NAME_AGREES: i32 = 4;
    pub const LISTED: i32 = 2;
    pub const NAMES_OF_OTHERS: i32 = -3;
    pub const PARENT_LISTED: i32 = 1;
    pub const CLASSIFICATION_SHAPE: i32 = 1;
    pub const UNIT_SHAPE: i32 = 3;
    pub const CATALOGUE_SHAPE: i32 = 2;
    pub const CATALOGUE_COLUMN: i32 = 2;
    pub const DEPARTMENT_OF_UNITS: i32 = 2;
    pub const SEPARATED: i32 = 2;
    pub const MOST_OF_COLUMN: i32 = 3;
    pub const HALF_OF_COLUMN: i32 = 1;
    pub const NAMES_AN_ORGANISATION: i32 = 2;
    pub const READS_LIKE_A_YEAR: i32 = -2;
    pub const COUNTS_SOMETHING: i32 = -3;
    pub const NEEDED: i32 = 5;
}

impl ColumnShape {
    /// Notes what kind of code one is.
    fn note(&mut self, code: &str) {
        match shape(code) {
            Shape::Catalogue => self.catalogue += 1,
            Shape::Unit => {
                let department = code.as_bytes().first_chunk::<DEPARTMENT>().copied();
                self.departments_differ |= self.department.is_some() && self.department != department;
                self.department = department;
            }
            Shape::Classification | Shape::Other => {}
        }
    }

    /// Whether a code is that of the department of the column's units.
    fn is_department(&self, code: &str) -> bool {
        !self.departments_differ && self.department.is_some_and(|department| code.as_bytes() == department)
    }
}

/// Counts the labels of a column, totals and pure numbers aside.
pub(super) fn column_shape(
    grid: &Grid,
    rows: impl Iterator<Item = u32>,
    col: u32,
    codes: &CodeVocabulary,
) -> ColumnShape {
    let mut shape = ColumnShape::default();
    for row in rows {
        let Some(cell) = grid.starts_at(row, col) else { continue };
        let text = squeeze(&cell.text);
        let is_word = text.chars().any(char::is_alphabetic);
        if is_word && !["合计", "总计", "小计"].iter().any(|word| text.contains(word)) {
            shape.filled += 1;
            let Some(joined) = split_joined(&text) else { continue };
            shape.joined += 1;
            shape.listed += u32::from(!codes.entries(joined.code).is_empty());
            shape.agreeing += u32::from(codes.agree(joined.code, joined.name));
            shape.note(joined.code);
        }
    }
    shape
}

/// The code and name of a squeezed text, where the evidence suffices.
pub(super) fn read_joined<'a>(
    text: &'a str,
    column: ColumnShape,
    codes: &CodeVocabulary,
) -> Option<Joined<'a>> {
    split_joined(text).filter(|joined| weigh(joined, column, codes) >= weights::NEEDED)
}

fn weigh(joined: &Joined<'_>, column: ColumnShape, codes: &CodeVocabulary) -> i32 {
    let Joined { code, name, notation } = *joined;
    let mut sum = 0;
    if codes.agree(code, name) || CATALOGUE_CLASSES.contains(&(code, name)) {
        sum += weights::NAME_AGREES;
    }
    if !codes.entries(code).is_empty() {
        // 312-民生类: a number that is a code of the classification by chance.
        let by_chance = column.listed > 1 && column.agreeing == 0;
        sum += if by_chance { weights::NAMES_OF_OTHERS } else { weights::LISTED };
    } else if code.len() > 3 && code.is_ascii() && !codes.entries(&code[..code.len() - 2]).is_empty() {
        sum += weights::PARENT_LISTED;
    }
    sum += match shape(code) {
        Shape::Classification => weights::CLASSIFICATION_SHAPE,
        Shape::Unit => weights::UNIT_SHAPE,
        Shape::Catalogue if code.len() > 2 => weights::CATALOGUE_SHAPE,
        Shape::Catalogue | Shape::Other => 0,
    };
    if shape(code) == Shape::Catalogue && column.catalogue * 2 >= column.filled {
        sum += weights::CATALOGUE_COLUMN;
    }
    if column.is_department(code) {
        sum += weights::DEPARTMENT_OF_UNITS;
    }
    if (shape(code) == Shape::Unit || column.is_department(code)) && names_organisation(name) {
        sum += weights::NAMES_AN_ORGANISATION;
    }
    if notation != Notation::Glued {
        sum += weights::SEPARATED;
    }
    if column.joined * 5 >= column.filled * 4 {
        sum += weights::MOST_OF_COLUMN;
    } else if column.joined * 2 >= column.filled {
        sum += weights::HALF_OF_COLUMN;
    }
    if reads_like_year(code) && !names_organisation(name) {
        sum += weights::READS_LIKE_A_YEAR;
    }
    if notation == Notation::Glued && name.starts_with(['年', '月', '日', '号', '万', '亿', '元', '个', '项'])
    {
        sum += weights::COUNTS_SOMETHING;
    }
    sum
}

/// 2026, 202603; 197001 and 209015 are none.
fn reads_like_year(code: &str) -> bool {
    let is_year = code
        .get(..4)
        .and_then(|year| year.parse().ok())
        .is_some_and(|year: u32| (1990..2050).contains(&year));
    let is_month = |text: &str| text.parse().is_ok_and(|month: u32| (1..=12).contains(&month));
    is_year && (code.len() == 4 || (code.len() == 6 && code.get(4..).is_some_and(is_month)))
}

/// Endings of agencies and institutions; they confirm a unit's code, alone they say nothing.
pub(crate) fn names_organisation(name: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "局",
        "委",
        "委员会",
        "办公室",
        "中心",
        "院",
        "校",
        "学",
        "园",
        "所",
        "站",
        "队",
        "馆",
        "会",
        "处",
        "厅",
        "署",
        "社",
        "部",
        "本级",
        "机关",
        "(本级)",
        "(机关)",
    ];
    let bare = name.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).map_or(name, |(bare, _)| bare);
    ENDINGS.iter().any(|ending| name.ends_with(ending) || bare.ends_with(ending))
}
