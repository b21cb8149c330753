//! The unit of a table's amounts: what captions, title and header state of it.

use crate::Headers;
use mingxi_model::text::squeeze;
use mingxi_model::{Diagnostic, Grid, MoneyUnit, Severity, Step};

/// Gives a caption its unit's last character back that its narrow cell let fall into the header below (单位：万 above
/// 元预算金额).
pub(crate) fn complete_cut_unit(grid: Grid, captions: &mut [String], headers: &Headers) -> Grid {
    let is_cut = |text: &String| {
        let text = squeeze(text);
        let unit = text.rsplit_once("单位").map(|(_, unit)| unit.trim_start_matches([':', ';']));
        let unit = unit.map(|unit| unit.strip_prefix("人民币").unwrap_or(unit));
        unit.is_some_and(|unit| ["万", "千", "百万", "亿"].contains(&unit))
    };
    let Some(caption) = captions.iter_mut().rev().find(|caption| is_cut(caption)) else { return grid };
    let rest = |text: &str| squeeze(text).strip_prefix('元').map(str::to_owned);
    let is_head = |text: &str| headers.header.is_match(text) || headers.total.is_match(text);
    let found = grid.row(0).filter(|cell| rest(&cell.text).is_some_and(|rest| is_head(&rest)));
    let found: Vec<u32> = found.map(|cell| cell.col).collect();
    let [col] = found[..] else { return grid };
    let (rows, columns, mut cells) = grid.clone().into_cells();
    for cell in cells.iter_mut().filter(|cell| (cell.row, cell.col) == (0, col)) {
        cell.text = rest(&cell.text).unwrap_or_default();
        cell.repair = Some("元 belongs to the caption above, whose cell was too narrow".to_owned());
    }
    let Ok(mended) = Grid::new(rows, columns, cells) else { return grid };
    caption.push('元');
    mended
}

/// Says that captions state several units.
pub(crate) fn contradicted(unit: &str, others: &[String]) -> Diagnostic {
    let others = others.join(", ");
    Diagnostic::new(
        Step::Recognise,
        Severity::Warning,
        "unit_contradicted",
        format!(
            "the captions state {others} beside {unit}; {unit} stands nearest to the table and was believed; compare a \
             total with another table before using the amounts"
        ),
    )
}

/// Says that a table has the unit of the one before it.
pub(crate) fn of_neighbour(unit: &str) -> Diagnostic {
    Diagnostic::new(
        Step::Recognise,
        Severity::Warning,
        "unit_of_table_before",
        format!(
            "no line above the table states the unit of its amounts; it follows another table under one title, whose \
             unit {unit} was taken; compare a total with another table before using the amounts"
        ),
    )
}

/// Header texts that may state a unit.
pub(crate) fn unit_texts(grid: &Grid, header_rows: u32) -> Vec<String> {
    grid.cells().iter().filter(|cell| cell.row < header_rows.max(6)).map(|cell| squeeze(&cell.text)).collect()
}

/// The unit of a table's amounts: from its captions, the nearest first, its title, or the first header text
/// that states one; and the other units that captions and title state.
pub(crate) fn printed_unit(
    captions: &[String],
    title: Option<&str>,
    header: &[String],
) -> (Option<String>, Vec<String>) {
    let in_caption = captions.iter().rev().map(|text| squeeze(text)).filter_map(|text| {
        let after = text.split("单位").nth(1).or_else(|| text.rsplit(':').next()).unwrap_or(&text);
        let after = after.trim_start_matches([':', ';']).to_owned();
        unit_at_start(&after)
    });
    let bracketed = |text: &str| {
        text.split(['(', '[']).skip(1).find_map(|inner| {
            let inner = inner.split([')', ']']).next().unwrap_or_default();
            unit_at_start(inner.rsplit(':').next().unwrap_or(inner))
                .filter(|unit| inner.ends_with(unit.as_str()))
        })
    };
    let mut stated: Vec<String> =
        in_caption.chain(title.map(squeeze).and_then(|text| bracketed(&text))).collect();
    let mut seen = std::collections::BTreeSet::new();
    stated.retain(|unit| seen.insert(unit.clone()));
    if stated.is_empty() {
        // 单位：万元 may stand in a cell of the header.
        let in_cell = |text: &str| {
            let (caption, unit) = text.split_once("单位")?;
            let unit = unit.trim_start_matches([':', ';']);
            ["", "金额", "计量", "("].contains(&caption).then(|| unit_at_start(unit))?
        };
        let stated = header.iter().find_map(|text| bracketed(text).or_else(|| in_cell(text)));
        return (stated, Vec::new());
    }
    let others = stated.split_off(1);
    (stated.pop(), others)
}

/// A unit of money at the start of a text.
fn unit_at_start(text: &str) -> Option<String> {
    let text = text.strip_prefix("人民币").unwrap_or(text);
    ["百万元", "亿元", "万元", "千元", "元"]
        .into_iter()
        .find(|unit| text.starts_with(unit))
        .filter(|unit| MoneyUnit::parse(unit).is_some())
        .map(str::to_owned)
}
