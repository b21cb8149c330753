//! Heads of a performance form (绩效): they stand in the middle of the form, so that every short cell counts.

use super::Asked;
use crate::performance::Shape;
use mingxi_model::text::squeeze;

/// A head is not longer than this.
const LONGEST: usize = 12;

pub(super) fn texts(asked: &Asked) -> Vec<String> {
    let texts = asked.grid.cells().iter().map(|cell| squeeze(&cell.text));
    let heads = texts.filter(|text| !text.is_empty() && text.chars().count() <= LONGEST);
    let block = asked.performance.map(|shape| match shape {
        Shape::Indicators => "a block of indicators",
        Shape::Activities => "a block of indicators by activity",
        Shape::ProjectIndicators => "a block of indicators beside projects",
        Shape::Open => "a block of indicators",
        Shape::PackedIndicators => "indicators packed beside projects",
    });
    heads.chain(block.map(str::to_owned)).collect()
}
