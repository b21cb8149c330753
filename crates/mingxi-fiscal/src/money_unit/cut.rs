//! A unit whose last character fell out of its narrow cell into the header below.

use super::caption::cut_unit;
use crate::Headers;
use mingxi_model::Grid;
use mingxi_model::text::squeeze;

/// Gives a caption its unit's last character back that its narrow cell let fall into the header below (单位：万 above
/// 元预算金额): the grid without it there.
pub(crate) fn complete_cut_unit(grid: &Grid, captions: &mut [String], headers: &Headers) -> Option<Grid> {
    let caption = captions.iter_mut().rev().find(|caption| cut_unit(&squeeze(caption)).is_some())?;
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
