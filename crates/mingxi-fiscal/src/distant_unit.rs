//! Units that stand where a table does not look for its own: in a header cell below a caption cut short, above the table
//! before it.

use crate::Headers;
use mingxi_model::text::squeeze;
use mingxi_model::{Diagnostic, Grid, Severity, Step};

/// Gives a caption its unit's last character back that its narrow cell let fall into the header below (单位：万 above
/// 元预算金额): the grid without it there.
pub(crate) fn complete_cut_unit(grid: &Grid, captions: &mut [String], headers: &Headers) -> Option<Grid> {
    let is_cut = |text: &String| {
        let text = squeeze(text);
        let unit = text.rsplit_once("单位").map(|(_, unit)| unit.trim_start_matches([':', ';']));
        let unit = unit.map(|unit| unit.strip_prefix("人民币").unwrap_or(unit));
        unit.is_some_and(|unit| ["万", "千", "百万", "亿"].contains(&unit))
    };
    let caption = captions.iter_mut().rev().find(|caption| is_cut(caption))?;
    let rest = |text: &str| squeeze(text).strip_prefix('元').map(str::to_owned);
    let is_head = |text: &str| headers.header.is_match(text) || headers.total.is_match(text);
    let found = grid.row(0).filter(|cell| rest(&cell.text).is_some_and(|rest| is_head(&rest)));
    let found: Vec<u32> = found.map(|cell| cell.col).collect();
    let [col] = found[..] else { return None };
    let (rows, columns, mut cells) = grid.clone().into_cells();
    for cell in cells.iter_mut().filter(|cell| (cell.row, cell.col) == (0, col)) {
        cell.text = rest(&cell.text).unwrap_or_default();
        cell.repair = Some("元 belongs to the caption above, whose cell was too narrow".to_owned());
    }
    let mended = Grid::new(rows, columns, cells).ok()?;
    caption.push('元');
    Some(mended)
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
