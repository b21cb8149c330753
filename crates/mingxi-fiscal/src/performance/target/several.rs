//! Several values in one cell: lists and ranges.

use super::quantity::{number_end, plain, quantity};
use super::trim;
use crate::performance::vocabulary::PerformanceVocabulary;
use mingxi_model::text::{fold_width, is_space, squeeze};
use mingxi_model::{Operator, TargetPart, parse_number};

/// The most values that one cell is split into.
const MAX_PARTS: usize = 64;

/// The values of a list or the bounds of a range; empty unless every part is clear.
pub(super) fn several(text: &str, vocabulary: &PerformanceVocabulary) -> Vec<TargetPart> {
    list(text, vocabulary)
        .filter(|parts| (2..=MAX_PARTS).contains(&parts.len()))
        .or_else(|| range(trim(&squeeze(text)), vocabulary))
        .unwrap_or_default()
}

/// Values parted by ； or 。, and within those by ， or 、 or white space.
fn list(text: &str, vocabulary: &PerformanceVocabulary) -> Option<Vec<TargetPart>> {
    let folded: String = text.chars().map(fold_width).collect();
    let mut out = Vec::new();
    for segment in folded.split([';', '。']).filter(|s| !squeeze(s).is_empty()).take(MAX_PARTS + 1) {
        let one = |text: &str| quantity(trim(&squeeze(text)), vocabulary);
        let filled = |pieces: &mut dyn Iterator<Item = &str>| -> Option<Vec<TargetPart>> {
            pieces.filter(|piece| !squeeze(piece).is_empty()).take(MAX_PARTS + 1).map(one).collect()
        };
        let parts = one(segment)
            .map(|part| vec![part])
            .or_else(|| filled(&mut segment.split([',', '、', '且'])))
            .or_else(|| filled(&mut segment.split(is_space)))?;
        out.extend(parts);
    }
    Some(out)
}

/// 90%-95%, 3至5次: not less than the one and not more than the other. Without a unit it may be a date.
fn range(text: &str, vocabulary: &PerformanceVocabulary) -> Option<Vec<TargetPart>> {
    let signs = ['-', '~', '—', '–', '至', '到'];
    let (low, high) = text.split_once(signs)?;
    let high = high.trim_start_matches('—');
    let (number, unit) = low.split_at(number_end(low));
    let low = parse_number(number)?;
    let high = plain(high, vocabulary).filter(|part| part.operator == Operator::Eq)?;
    let is_range =
        high.unit.is_some() && (unit.is_empty() || high.unit.as_deref() == Some(unit)) && low < high.value;
    let bound = |operator, value| TargetPart { operator, value, unit: high.unit.clone() };
    is_range.then(|| vec![bound(Operator::Ge, low), bound(Operator::Le, high.value)])
}
