//! What columns hold whose heads no vocabulary knows, told from their cells and neighbours alone: codes of a
//! classification or parts of them before words, codes of units, running numbers, names, or numbers.

use super::row_phase::name_phases;
use crate::codes::without_marks;
use crate::{Headers, Measures};
use mingxi_model::text::squeeze;
use mingxi_model::{ColumnRole, Grid, parse_value};
use std::collections::BTreeSet;

/// What the cells of a column show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// 208, 20805, 2080505; also 208 above 05 above 01.
    Codes,
    /// 05, 01, 99.
    Parts,
    /// 313002.
    Units,
    /// 1, 2, 3 down the rows.
    Counter,
    /// 2023, 2024, 2024 in every cell.
    Years,
    /// Words without any number.
    Words,
    /// Amounts, counts, or nothing.
    Numbers,
}

impl Shown {
    pub(super) fn in_words(self) -> &'static str {
        match self {
            Shown::Codes => "codes of a classification",
            Shown::Parts => "parts of codes",
            Shown::Units => "codes of budget units",
            Shown::Counter => "running numbers",
            Shown::Years => "years",
            Shown::Words => "words",
            Shown::Numbers => "amounts or nothing",
        }
    }
}

/// What the cells of a column below the header show.
pub(super) fn shown_of(grid: &Grid, header_rows: u32, col: u32) -> Shown {
    shown(&cells(grid, header_rows, col))
}

/// Gives the columns of unknown heads their roles; those of known heads stay.
pub(super) fn tell_by_cells(
    grid: &Grid,
    header_rows: u32,
    paths: &[Vec<String>],
    is_unknown: &[bool],
    roles: &mut [ColumnRole],
    headers: &Headers,
    measures: &Measures,
) {
    if !is_unknown.contains(&true) {
        return;
    }
    let columns: Vec<Vec<String>> =
        (0..roles.len() as u32).map(|col| cells(grid, header_rows, col)).collect();
    let shown: Vec<Shown> = columns.iter().map(|cells| shown(cells)).collect();
    let is_value = |col: usize, roles: &[ColumnRole]| {
        roles[col] == ColumnRole::Value && (!is_unknown[col] || shown[col] == Shown::Numbers)
    };
    // Years under a head that no amounts are known by are none, where other columns hold amounts.
    let of_years: Vec<usize> =
        (0..roles.len()).filter(|col| is_unknown[*col] && shown[*col] == Shown::Years).collect();
    let has_amounts = (0..roles.len()).any(|col| is_value(col, roles) && !columns[col].is_empty());
    for col in of_years.into_iter().filter(|_| has_amounts) {
        roles[col] = ColumnRole::Text;
    }
    let mut start = 0;
    while start < roles.len() {
        if is_value(start, roles) {
            start += 1;
            continue;
        }
        let end = (start..roles.len()).find(|col| is_value(*col, roles)).unwrap_or(roles.len());
        let stretch = Stretch {
            start,
            end,
            grid,
            header_rows,
            paths,
            is_unknown,
            shown: &shown,
            columns: &columns,
            headers,
            measures,
        };
        stretch.tell(roles);
        start = end;
    }
}

/// Columns of labels between those of numbers.
struct Stretch<'a> {
    start: usize,
    end: usize,
    grid: &'a Grid,
    header_rows: u32,
    paths: &'a [Vec<String>],
    is_unknown: &'a [bool],
    shown: &'a [Shown],
    columns: &'a [Vec<String>],
    headers: &'a Headers,
    measures: &'a Measures,
}

impl Stretch<'_> {
    fn tell(&self, roles: &mut [ColumnRole]) {
        let all = || self.start..self.end;
        let unknown =
            |shown: Shown| all().filter(move |col| self.is_unknown[*col] && self.shown[*col] == shown);
        if !self.names_rows(roles) {
            for col in unknown(Shown::Words) {
                roles[col] = ColumnRole::Text;
            }
            return;
        }
        let is_words: Vec<bool> =
            all().map(|col| roles[col] == ColumnRole::Name || self.shown[col] == Shown::Words).collect();
        let words_follow = |col: usize| is_words[col + 1 - self.start..].contains(&true);
        let codes: Vec<usize> = unknown(Shown::Codes).filter(|col| words_follow(*col)).collect();
        for col in &codes {
            roles[*col] = ColumnRole::Code;
        }
        for col in unknown(Shown::Parts) {
            let before = col.checked_sub(1).map(|before| roles[before]);
            if matches!(before, Some(ColumnRole::Code | ColumnRole::CodePart)) {
                roles[col] = ColumnRole::CodePart;
                if self.is_unknown[col - 1] {
                    roles[col - 1] = ColumnRole::CodePart;
                }
            }
        }
        for col in unknown(Shown::Units) {
            roles[col] = ColumnRole::UnitCode;
        }
        if let Some(first) =
            unknown(Shown::Counter).next().filter(|first| *first == self.start && words_follow(*first))
        {
            roles[first] = ColumnRole::LineNumber;
        }
        let is_code =
            |role: ColumnRole| matches!(role, ColumnRole::Code | ColumnRole::CodePart | ColumnRole::UnitCode);
        let mut has_name = all().any(|col| roles[col] == ColumnRole::Name);
        let names_phases = |col: &usize| name_phases(&self.columns[*col], self.measures);
        let (years, words): (Vec<usize>, Vec<usize>) = unknown(Shown::Words).partition(names_phases);
        // Beside names, 2025年 | 2026年 | 增减变化 say which year a row is of.
        let is_first = |col: usize, roles: &[ColumnRole]| {
            (self.start..col).all(|before| roles[before] == ColumnRole::LineNumber)
        };
        let are_alone = words.is_empty() && !has_name;
        for col in years {
            let is_name = are_alone && is_first(col, roles);
            roles[col] = if is_name { ColumnRole::Name } else { ColumnRole::Text };
        }
        let others = |col: usize| words.iter().any(|other| *other > col);
        for col in &words {
            let after_code = *col > self.start && is_code(roles[*col - 1]);
            let code_comes = (*col..self.end).any(|after| roles[after] == ColumnRole::Code);
            let is_unit = after_code && has_name && roles[*col - 1] == ColumnRole::UnitCode;
            let name_follows = (*col + 1..self.end).any(|after| roles[after] == ColumnRole::Name);
            roles[*col] = match after_code && !is_unit {
                true => ColumnRole::Name,
                false if others(*col) && self.names_units(*col) => ColumnRole::UnitName,
                false if name_follows && self.are_units(*col) => ColumnRole::UnitName,
                // 采购单位 behind the names of what is bought.
                false if has_name && self.is_headed_unit(*col) && self.are_units(*col) => {
                    ColumnRole::UnitName
                }
                // What stands before the codes has rows of its own: a project, a group.
                false if !has_name || code_comes || is_first(*col, roles) => ColumnRole::Name,
                false if self.tells_rows_apart(*col, roles) => ColumnRole::Name,
                false => ColumnRole::Text,
            };
            has_name |= roles[*col] == ColumnRole::Name;
        }
    }

    /// Whether the stretch may name rows: it stands before all numbers, or begins another side: under a head of
    /// its own with the numbers after it, or with the heads of the labels or numbers before.
    fn names_rows(&self, roles: &[ColumnRole]) -> bool {
        if self.end == roles.len() {
            return self.start == 0;
        }
        let labels: Vec<&String> = (0..self.start)
            .filter(|col| roles[*col] != ColumnRole::Value)
            .filter_map(|col| self.paths[col].last())
            .collect();
        let again = (self.start..self.end)
            .any(|col| self.paths[col].last().is_some_and(|leaf| labels.contains(&leaf)));
        let top = |col: usize| self.paths[col].first().filter(|_| self.paths[col].len() > 1);
        let own_head = self.start.checked_sub(1).is_some_and(|before| {
            let own = top(self.start);
            own.is_some() && own == top(self.end) && own != top(before)
        });
        let leaf = |col: usize| self.paths[col].last();
        let numbers_again =
            self.start > 0 && leaf(self.end).is_some() && leaf(self.end) == leaf(self.start - 1);
        self.start == 0 || again || own_head || numbers_again
    }

    /// Whether a column names rows that the columns known for names do not tell apart: 二级项目 beside 功能科目名称, or
    /// beside a unit's merged cell. It names each of them differently, alone or with a column that is blank where this
    /// one is not (一级项目 | 二级项目). What is said of a row in sentences is no name.
    fn tells_rows_apart(&self, col: usize, roles: &[ColumnRole]) -> bool {
        const ENOUGH: usize = 3;
        const LONGEST: usize = 60;
        let own = &self.columns[col];
        let is_name = |text: &String| text.chars().count() <= LONGEST && !text.contains(['。', '；', ';']);
        let distinct = own.iter().collect::<BTreeSet<_>>().len();
        if own.len() < ENOUGH || distinct != own.len() || !own.iter().all(is_name) {
            return false;
        }
        let text = |row: u32, col: usize| squeeze(&self.grid.at(row, col as u32).text);
        let body: Vec<u32> =
            (self.header_rows..self.grid.rows()).filter(|row| !self.grid.is_header_row(*row)).collect();
        let filled = |col: usize| -> BTreeSet<u32> {
            let starts = |row: &&u32| self.grid.starts_at(**row, col as u32).is_some();
            body.iter().filter(starts).filter(|row| !text(**row, col).is_empty()).copied().collect()
        };
        let own_rows = filled(col);
        let levels = (self.start..self.end)
            .filter(|other| *other != col && self.is_unknown[*other] && self.shown[*other] == Shown::Words);
        let with_level =
            levels.map(filled).filter(|rows| rows.is_disjoint(&own_rows)).map(|rows| rows.len()).max();
        let told = own_rows.len() + with_level.unwrap_or(0);
        let mut names = (self.start..self.end).filter(|other| roles[*other] == ColumnRole::Name);
        names.any(|other| {
            let named: Vec<u32> = body.iter().filter(|row| !text(**row, other).is_empty()).copied().collect();
            let texts: BTreeSet<String> = own_rows.iter().map(|row| text(*row, other)).collect();
            // A total's label stands among the names.
            told <= named.len() && named.len() <= told + 2 && texts.len() < own_rows.len()
        })
    }

    /// Whether the head of a column is one over budget units.
    fn is_headed_unit(&self, col: usize) -> bool {
        self.paths[col].last().is_some_and(|head| self.headers.unit_head.is_match(head))
    }

    /// Whether most texts of a column are names of budget units.
    fn are_units(&self, col: usize) -> bool {
        let is_total = |text: &&String| self.headers.total.is_match(text);
        let texts: BTreeSet<&String> = self.columns[col].iter().filter(|text| !is_total(text)).collect();
        let units = texts.iter().filter(|text| self.headers.unit_name.is_match(text)).count();
        units > 0 && units * 5 >= texts.len() * 4
    }

    /// Whether a column names budget units, some of them for several rows.
    fn names_units(&self, col: usize) -> bool {
        let texts: BTreeSet<&String> = self.columns[col].iter().collect();
        self.are_units(col) && texts.len() < self.columns[col].len().max(2)
    }
}

/// The texts of a column below the header, a merged cell's once, without blanks and dashes.
fn cells(grid: &Grid, header_rows: u32, col: u32) -> Vec<String> {
    (header_rows..grid.rows())
        .filter(|row| !grid.is_header_row(*row))
        .map(|row| (row, grid.at(row, col)))
        .filter(|(row, cell)| cell.row == *row)
        .map(|(_, cell)| squeeze(&cell.text))
        .map(|text| without_marks(&text).unwrap_or(text))
        .filter(|text| text.chars().any(char::is_alphanumeric))
        .collect()
}

/// Makes line numbers of the first of two columns under one head where it counts on from row to row: the head of its
/// own (行次) was not read.
pub(super) fn tell_counters(grid: &Grid, header_rows: u32, paths: &[Vec<String>], roles: &mut [ColumnRole]) {
    for col in 1..roles.len() {
        let both = roles[col - 1] == ColumnRole::Value && roles[col] == ColumnRole::Value;
        if both
            && !paths[col].is_empty()
            && paths[col - 1] == paths[col]
            && counts_on(&cells(grid, header_rows, col as u32 - 1))
        {
            roles[col - 1] = ColumnRole::LineNumber;
        }
    }
}

/// Whether the texts of a column are whole numbers, enough of them and each one more than that above.
fn counts_on(cells: &[String]) -> bool {
    const ENOUGH: usize = 4;
    let first: Option<u32> = cells.first().and_then(|text| text.parse().ok());
    cells.len() >= ENOUGH && first.is_some_and(|first| counts_from(first, cells))
}

/// Whether texts are a whole number and those that follow it, one by one.
fn counts_from(first: u32, texts: &[impl AsRef<str>]) -> bool {
    texts.iter().zip(u64::from(first)..).all(|(text, number)| text.as_ref().parse() == Ok(number))
}

/// Whether a column holds words, different ones, each beside a number of the next column, which has none without.
pub(super) fn lists_names(grid: &Grid, header_rows: u32, col: u32) -> bool {
    if col + 1 >= grid.columns() {
        return false;
    }
    let cells = cells(grid, header_rows, col);
    let distinct: BTreeSet<&String> = cells.iter().collect();
    let body = || (header_rows..grid.rows()).filter(|row| !grid.is_header_row(*row));
    let text = |row: u32, col: u32| squeeze(&grid.at(row, col).text);
    let is_number = |row: &u32| parse_value(&text(*row, col + 1)).is_some();
    let (named, unnamed): (Vec<u32>, Vec<u32>) =
        body().filter(is_number).partition(|row| !text(*row, col).is_empty());
    distinct.len() > 1
        && distinct.len() * 2 > cells.len()
        && shown(&cells) == Shown::Words
        && named.len() > 1
        && unnamed.is_empty()
}

/// Makes a column of remarks before all numbers one of names where it alone labels rows: 资金来源 that heads the first
/// column, 品目名称 beside 采购项目 printed once for several goods.
pub(super) fn name_bare_rows(grid: &Grid, header_rows: u32, roles: &mut [ColumnRole], measures: &Measures) {
    let Some(first) = roles.iter().position(|role| *role == ColumnRole::Value) else { return };
    if !roles[..first].contains(&ColumnRole::Text) {
        return;
    }
    let text = |row: u32, col: usize| squeeze(&grid.at(row, col as u32).text);
    let has_number = |row: &u32| {
        (first..roles.len())
            .any(|col| roles[col] == ColumnRole::Value && parse_value(&text(*row, col)).is_some())
    };
    let is_label = |col: usize| !matches!(roles[col], ColumnRole::Text | ColumnRole::LineNumber);
    let is_bare = |row: &u32| !(0..first).any(|col| is_label(col) && !text(*row, col).is_empty());
    let body = (header_rows..grid.rows()).filter(|row| !grid.is_header_row(*row));
    let bare: Vec<u32> = body.filter(has_number).filter(is_bare).collect();
    let names = |col: &usize| {
        roles[*col] == ColumnRole::Text
            && shown_of(grid, header_rows, *col as u32) == Shown::Words
            && !name_phases(&cells(grid, header_rows, *col as u32), measures)
            && bare.iter().all(|row| !text(*row, *col).is_empty())
    };
    if bare.len() > 1
        && let Some(col) = (0..first).find(names)
    {
        roles[col] = ColumnRole::Name;
    }
}

/// Fewest years that tell a column of them.
const ENOUGH_YEARS: usize = 3;

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) && text.starts_with("20")
}

fn shown(cells: &[String]) -> Shown {
    let is_digits = |text: &&String| text.bytes().all(|b| b.is_ascii_digit());
    let digits: Vec<&String> = cells.iter().filter(is_digits).collect();
    if cells.len() >= ENOUGH_YEARS && cells.iter().all(|text| is_year(text)) {
        return Shown::Years;
    }
    let numbers = cells.iter().filter(|text| parse_value(text).is_some()).count();
    let words = cells.iter().filter(|text| text.chars().any(char::is_alphabetic)).count();
    // A sum's label may stand among codes.
    if digits.is_empty() || numbers > digits.len() || words > 2.max(cells.len() / 10) {
        return if numbers == 0 && words > 0 { Shown::Words } else { Shown::Numbers };
    }
    let is_class = |text: &&&String| matches!(text.len(), 3 | 5 | 7) && text.starts_with(['2', '3', '5']);
    let is_part = |text: &&&String| text.len() <= 2;
    let is_marked = |text: &&&String| text.len() == 2 && (text.starts_with('0') || text.as_str() == "99");
    let count = |fits: &dyn Fn(&&&String) -> bool| digits.iter().filter(|text| fits(text)).count();
    let (classes, parts, marked) = (count(&is_class), count(&is_part), count(&is_marked));
    let units = count(&|text| text.len() == 6);
    let begins = digits.iter().find(|text| text.len() != 6).is_some_and(|first| is_class(&first));
    let counts = counts_from(1, &digits);
    match digits.len() {
        all if counts && all > 1 && all == cells.len() => Shown::Counter,
        // 313 above 313002.
        all if units > 0 && units + count(&|text| text.len() == 3) == all && units * 2 > all => Shown::Units,
        // A unit's row may stand above 301.
        all if classes > 0 && classes + parts + units == all && begins && marked * 2 >= parts => Shown::Codes,
        all if parts == all && marked * 2 >= all => Shown::Parts,
        _ => Shown::Numbers,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cells: &str) -> Shown {
        shown(&cells.split('|').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn codes_parts_and_units_are_told_from_counts() {
        assert_eq!(of("208|20805|2080501|合计"), Shown::Codes);
        assert_eq!(of("208|05|01|99|301"), Shown::Codes);
        assert_eq!(of("05|05|99"), Shown::Parts);
        assert_eq!(of("313002|313003"), Shown::Units);
        assert_eq!(of("313|313002|313003"), Shown::Units);
        assert_eq!(of("1|2|3"), Shown::Counter);
        assert_eq!(of("12|15|208"), Shown::Numbers);
        assert_eq!(of("2023|2024|2024"), Shown::Years);
        assert_eq!(of("2023|2024|1980"), Shown::Numbers);
        assert_eq!(of("208|12.50"), Shown::Numbers);
        assert_eq!(of("1,200"), Shown::Numbers);
        assert_eq!(of("社会保障和就业支出|合计"), Shown::Words);
    }
}
