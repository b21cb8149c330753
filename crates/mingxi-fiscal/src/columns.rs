//! What the columns of a table state, told from its header.

mod by_cells;
mod headless;
mod proof;
mod row_phase;
mod shifted;
mod why;
mod words;

use by_cells::{Shown, lists_names, name_bare_rows, shown_of, tell_by_cells, tell_counters};
use headless::name_headless_panels;
pub(crate) use proof::prove_sums;
pub(crate) use row_phase::{row_phase, year_column, year_in};
pub(crate) use shifted::shifted_heads;
pub(crate) use why::reasons;
pub(crate) use words::bare;
use words::readings;

use crate::codes::tell_code_columns;
use crate::numbering::{Numbering, strip_numbering};
use crate::vocabulary::{FundWords, Measure, UnitWords};
use crate::{Headers, Measures};
use mingxi_model::text::{counts_columns, heads_code_part, squeeze};
use mingxi_model::{Column, ColumnRole, Flow, Fund, Grid, LazyRegex, parse_value};

/// Characters of a head that its column is known by.
const HEAD: usize = 200;
/// Levels of a header that a column is known by; forms have up to five.
const LEVELS: usize = 32;

/// Reads the header: one [`Column`] for every grid column, `sum_of` and `part_of` still empty.
pub(crate) fn columns(grid: &Grid, header_rows: u32, headers: &Headers, measures: &Measures) -> Vec<Column> {
    let paths = header_paths(grid, header_rows, headers);
    let mut roles = column_roles(grid, header_rows, &paths, headers, measures);
    believe_amounts(grid, header_rows, &mut roles);
    let panels = panel_numbers(&roles);
    paths
        .into_iter()
        .zip(roles)
        .zip(panels)
        .enumerate()
        .map(|(col, ((path, role), panel))| {
            let mut column = Column {
                col: col as u32,
                path,
                role,
                panel,
                measure_code: None,
                flow: None,
                fund: None,
                phase: None,
                unit: None,
                sum_of: Vec::new(),
                part_of: None,
            };
            if role == ColumnRole::Value {
                state_measure(&mut column, headers, measures);
            }
            column
        })
        .collect()
}

/// Header texts per column, top to bottom: squeezed, repeats collapsed; section lines (一、政府采购情况) and captions
/// (单位：万元) left out, and of rows that number columns all but the heads 类 | 款 | 项, which may reach down beside the
/// numbers.
pub(crate) fn header_paths(grid: &Grid, header_rows: u32, headers: &Headers) -> Vec<Vec<String>> {
    let rows: Vec<(u32, bool)> =
        (0..header_rows).map(|row| (row, numbers_columns(grid, row, headers))).collect();
    (0..grid.columns())
        .map(|col| {
            let mut path: Vec<String> = Vec::new();
            for (row, is_numbering) in &rows {
                let text = squeeze(&grid.at(*row, col).text);
                if *is_numbering && !heads_code_part(&text) {
                    continue;
                }
                let heads_section = strip_numbering(&text).1.is_some_and(|style| style != Numbering::OfWhich);
                let is_caption = text.contains("单位:") && headers.caption.is_match(&text);
                let is_new = !text.is_empty() && path.last() != Some(&text);
                if is_new && !heads_section && !is_caption && path.len() < LEVELS {
                    path.push(shortened(text));
                }
            }
            path
        })
        .collect()
}

/// A head is part of every item below it: of one that is a text of its own only the beginning is.
fn shortened(mut head: String) -> String {
    if let Some((end, _)) = head.char_indices().nth(HEAD) {
        head.truncate(end);
        head.push('…');
    }
    head
}

/// A header row that only numbers the columns: 栏次 | 1 | 2, or 1 | 2 | 3=1+2.
fn numbers_columns(grid: &Grid, row: u32, headers: &Headers) -> bool {
    let texts: Vec<String> =
        grid.row(row).map(|cell| squeeze(&cell.text)).filter(|t| !t.is_empty()).collect();
    let is_number = |text: &String| text.chars().all(|c| c.is_ascii_digit() || "=+-()".contains(c));
    let numbers = texts.iter().filter(|text| is_number(text)).count();
    // 项目 | 栏次 | 决算数 heads a column of line numbers.
    let heads = texts.iter().filter(|text| !is_number(text) && !headers.index.is_match(text));
    let counts = texts.iter().any(|text| headers.index.is_match(text))
        && heads.clone().all(|text| heads_code_part(text) || headers.total.is_match(text));
    counts || (numbers > 0 && numbers + 1 >= texts.len()) || counts_columns(&texts)
}

fn column_roles(
    grid: &Grid,
    header_rows: u32,
    paths: &[Vec<String>],
    headers: &Headers,
    measures: &Measures,
) -> Vec<ColumnRole> {
    let mut roles: Vec<ColumnRole> = Vec::with_capacity(paths.len());
    let mut unknown = vec![false; paths.len()];
    for (col, path) in paths.iter().enumerate() {
        let role = match path.last() {
            Some(leaf) => {
                let found = headers.roles.iter().find(|(_, pattern)| pattern.is_match(leaf));
                let names_rows = found.is_some_and(|(role, _)| *role == ColumnRole::Name);
                // 功能科目 heads the names of classes here and their codes there.
                if names_rows && shown_of(grid, header_rows, col as u32) == Shown::Codes {
                    roles.push(ColumnRole::Code);
                    continue;
                }
                // 支出性质 is a remark beside rows that have names; with numbers of its own it names them.
                let may_name = found.is_some_and(|(role, _)| *role == ColumnRole::Text)
                    && roles.contains(&ColumnRole::Value)
                    && lists_names(grid, header_rows, col as u32);
                // Words of a measure (支出功能分类) over cells that all are names head a list.
                unknown[col] = may_name
                    || found.is_none()
                        && (!knows(path, measures) || lists_names(grid, header_rows, col as u32));
                found.map_or(ColumnRole::Value, |(role, _)| *role)
            }
            None => headless_role(grid, header_rows, col as u32, roles.last()),
        };
        roles.push(role);
    }
    tell_by_cells(grid, header_rows, paths, &unknown, &mut roles, headers, measures);
    name_bare_rows(grid, header_rows, &mut roles, measures);
    believe_amounts(grid, header_rows, &mut roles);
    tell_counters(grid, header_rows, paths, &mut roles);
    name_headless_panels(grid, header_rows, &mut roles);
    tell_code_columns(grid, header_rows, paths, &mut roles, headers);
    roles
}

/// Whether the vocabulary knows what a column called so states.
pub(crate) fn knows(path: &[String], measures: &Measures) -> bool {
    path.last().is_some_and(|leaf| {
        let is_known = |text: &str| {
            measures.skip.is_match(text)
                || measures.measures.iter().any(|m| m.anywhere.is_match(text) || m.lowest.is_match(text))
                || measures.fallback.iter().any(|(_, pattern)| pattern.is_match(text))
        };
        readings(leaf, measures).iter().any(|text| is_known(text))
    })
}

/// Makes columns of values of those that hold amounts under a head of names or remarks.
fn believe_amounts(grid: &Grid, header_rows: u32, roles: &mut [ColumnRole]) {
    let mut has_value = false;
    for (col, role) in roles.iter_mut().enumerate() {
        let is_open = matches!(role, ColumnRole::Name | ColumnRole::Text);
        let prevail = || amounts_prevail(grid, header_rows, col as u32);
        let only =
            || has_value && *role == ColumnRole::Name && holds_only_numbers(grid, header_rows, col as u32);
        if is_open && (prevail() || only()) {
            *role = ColumnRole::Value;
        }
        has_value |= *role == ColumnRole::Value;
    }
}

/// Whether a column holds amounts, whatever its head is called: most of its filled cells have decimals or separators.
fn amounts_prevail(grid: &Grid, header_rows: u32, col: u32) -> bool {
    let texts = (header_rows..grid.rows()).filter_map(|row| grid.starts_at(row, col));
    let filled: Vec<String> = texts.map(|cell| squeeze(&cell.text)).filter(|text| !text.is_empty()).collect();
    let amounts =
        filled.iter().filter(|text| text.contains(['.', ',', '元']) && parse_value(text).is_some()).count();
    amounts > 1 && amounts * 3 > filled.len() * 2
}

/// Whether a column right of the first amounts holds numbers and nothing else: 项目 may head the amounts of projects.
fn holds_only_numbers(grid: &Grid, header_rows: u32, col: u32) -> bool {
    let texts = (header_rows..grid.rows()).filter_map(|row| grid.starts_at(row, col));
    let filled: Vec<&str> =
        texts.map(|cell| cell.text.as_str()).filter(|text| !squeeze(text).is_empty()).collect();
    filled.len() > 1 && filled.iter().all(|text| parse_value(text).is_some())
}

/// A column without header text: a second label column beside a label, or numbers whose header is lost.
fn headless_role(grid: &Grid, header_rows: u32, col: u32, before: Option<&ColumnRole>) -> ColumnRole {
    let numbers = (header_rows..grid.rows()).any(|row| parse_value(&grid.at(row, col).text).is_some());
    match before {
        Some(ColumnRole::Name) if !numbers => ColumnRole::Name,
        _ if numbers => ColumnRole::Value,
        _ => ColumnRole::Text,
    }
}

/// A new panel begins with a label column after values.
fn panel_numbers(roles: &[ColumnRole]) -> Vec<u32> {
    let mut panel = 0;
    let mut after_value = false;
    roles
        .iter()
        .enumerate()
        .map(|(col, role)| {
            match role {
                ColumnRole::Value => after_value = true,
                ColumnRole::Text | ColumnRole::UnitName => {}
                // Codes of a second classification go on with the rows, unless labels of their own follow.
                role if is_beside(*role) && !labels_follow(&roles[col..]) => {}
                // Labels behind the last values belong to the rows before them.
                _ if after_value && roles[col..].contains(&ColumnRole::Value) => {
                    panel += 1;
                    after_value = false;
                }
                _ => {}
            }
            panel
        })
        .collect()
}

/// A column of a classification beside the row's own.
fn is_beside(role: ColumnRole) -> bool {
    matches!(
        role,
        ColumnRole::SecondaryCode
            | ColumnRole::SecondaryCodePart
            | ColumnRole::SecondaryName
            | ColumnRole::EconomicCode
            | ColumnRole::EconomicCodePart
            | ColumnRole::EconomicName
    )
}

/// Whether the row's own labels come before the next values.
fn labels_follow(roles: &[ColumnRole]) -> bool {
    roles
        .iter()
        .take_while(|role| **role != ColumnRole::Value)
        .any(|role| matches!(role, ColumnRole::Code | ColumnRole::CodePart | ColumnRole::Name))
}

/// Whether a panel goes on with the rows of the panels before it (项目名称 | 预算资金 | 采购物品名称 | 数量), and
/// does not begin anew with the same heads (项目 | 金额 | 项目 | 金额).
pub(crate) fn continues_rows(columns: &[Column], panel: u32) -> bool {
    let leaf = |column: &Column| column.path.last().cloned();
    let before: Vec<Option<String>> = columns.iter().filter(|c| c.panel < panel).map(leaf).collect();
    let mut own = columns.iter().filter(|c| c.panel == panel && !c.path.is_empty());
    panel > 0 && !own.any(|column| before.contains(&leaf(column)))
}

/// Fills measure, fund, phase, flow and unit of a value column from its header path.
fn state_measure(column: &mut Column, headers: &Headers, measures: &Measures) {
    column.measure_code = measure_code(&column.path, measures);
    column.fund = fund(&column.path, measures);
    let all = || column.path.iter().rev();
    column.phase = all().find_map(|text| {
        let states = |text: &str| measures.phases.iter().find(|(_, pattern)| pattern.is_match(text));
        let found = states(text).or_else(|| readings(text, measures).iter().find_map(|text| states(text)));
        found.map(|(phase, _)| *phase)
    });
    column.flow = all().find_map(|text| flow(text));
    column.unit = header_unit(&column.path, headers);
}

/// The measure that the lowest telling text of a header path states; a sum or an amount under a group is the
/// group's, and without a telling text it is the total or the amount. A fund below a measure of its own
/// (公务接待费 over 一般公共预算) leaves it that measure.
pub(crate) fn measure_code(path: &[String], measures: &Measures) -> Option<String> {
    let (height, code) = lowest_measure(path, measures)?;
    let upper = &path[..path.len() - 1 - height.min(path.len() - 1)];
    let names_fund = |text: &String| measures.funds.iter().any(|words| words.header.is_match(bare(text)));
    if names_fund(&path[path.len() - 1 - height]) && !upper.is_empty() {
        let above = lowest_measure(upper, measures).map(|(_, code)| code);
        if let Some(above) = above.filter(|above| measures.funded.contains(above)) {
            return Some(above);
        }
    }
    Some(code)
}

/// The measure of the lowest telling text and how many texts stand below that.
fn lowest_measure(path: &[String], measures: &Measures) -> Option<(usize, String)> {
    let leaf = path.last()?;
    let fallback = readings(leaf, measures)
        .iter()
        .find_map(|text| measures.fallback.iter().find(|(_, pattern)| pattern.is_match(text)))
        .map(|(code, _)| code.clone());
    for (height, text) in path.iter().rev().enumerate() {
        let is_lowest = height == 0;
        let upper = &path[..path.len() - 1 - height];
        let is_there = |measure: &Measure| {
            measure.under.as_ref().is_none_or(|pattern| upper.iter().any(|text| pattern.is_match(text)))
        };
        let stated = |text: &str| {
            let says = |measure: &Measure| {
                measure.anywhere.is_match(text) || (is_lowest && measure.lowest.is_match(text))
            };
            let states = |measure: &&Measure| says(measure) && is_there(measure);
            measures.measures.iter().find(states).map(|measure| measure.code.clone())
        };
        let readings = readings(text, measures);
        if let Some(code) = readings.iter().filter(|own| is_telling(own, text)).find_map(|text| stated(text))
        {
            return Some((height, code));
        }
        let says_nothing = measures.skip.is_match(text)
            || readings.iter().any(|text| measures.skip.is_match(text))
            || (is_lowest && fallback.is_some());
        if !says_nothing {
            return None;
        }
    }
    fallback.map(|code| (0, code))
}

/// Whether a reading is the text itself or long enough to mean the same thing: of 编制预算, 编制 alone would not.
fn is_telling(reading: &str, text: &str) -> bool {
    reading == bare(text) || reading.chars().count() >= 3
}

/// The fund that a header path names: by the text that governs all below it, else by the lowest that names one.
fn fund(path: &[String], measures: &Measures) -> Option<Fund> {
    let of = |pick: fn(&FundWords) -> &LazyRegex| {
        path.iter().rev().find_map(|text| {
            measures.funds.iter().find(|words| pick(words).is_match(bare(text))).map(|words| words.fund)
        })
    };
    of(|words| &words.governs).or_else(|| of(|words| &words.header))
}

/// 收入 or 支出 by the header's own words.
pub(crate) fn flow(text: &str) -> Option<Flow> {
    match (text.contains("收入"), text.contains("支出")) {
        (true, false) => Some(Flow::Revenue),
        (false, true) => Some(Flow::Expenditure),
        _ => None,
    }
}

/// The unit that the lowest telling text of a header path states.
fn header_unit(path: &[String], headers: &Headers) -> Option<String> {
    path.iter().rev().find_map(|text| {
        let states = |words: &&UnitWords| {
            words.header.is_match(text) && !path.iter().any(|other| words.not_under.is_match(other))
        };
        headers.units.iter().find(states).map(|words| words.unit.clone())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_no_text_of_its_own() {
        assert_eq!(shortened("合计".to_owned()), "合计");
        assert_eq!(shortened("长".repeat(HEAD)), "长".repeat(HEAD));
        assert_eq!(shortened("长".repeat(100_000)), "长".repeat(HEAD) + "…");
    }
}
