//! Heads of a performance form (绩效): they stand in the middle of the form, so that every short cell counts.

use super::Asked;
use mingxi_model::text::squeeze;

/// A head is not longer than this.
const LONGEST: usize = 12;

pub(super) fn texts(asked: &Asked) -> Vec<String> {
    let texts = asked.grid.cells().iter().map(|cell| squeeze(&cell.text));
    texts.filter(|text| !text.is_empty() && text.chars().count() <= LONGEST).collect()
}
