//! What is suspected, as remarks for people.

use super::pattern::in_printed_unit;
use super::{Hypothesis, MissingRow, Suspicions};
use crate::context::{Context, Entry, Spot};
use crate::figure::Source;
use crate::message::place;
use crate::words::{Language, clip};
use mingxi_model::{Diagnostic, Severity, Slip, Step};

/// A remark for every explanation of broken identities and for every missing row.
pub(crate) fn remarks(context: &Context<'_>, suspicions: &Suspicions) -> Vec<Diagnostic> {
    let explanations = suspicions.explanations.iter().filter_map(|found| explained(context, found));
    explanations.chain(suspicions.missing.iter().filter_map(|found| missed(context, found))).collect()
}

fn remark(context: &Context<'_>, code: &'static str, spot: Spot, message: String) -> Diagnostic {
    let table = context.tables[spot.table].table;
    let place = table.grid.at(spot.row, spot.col).place.clone();
    let remark = Diagnostic::new(Step::Audit, Severity::Warning, code, message);
    remark.table(table.table_id).cell(spot.row, Some(spot.col)).at(place)
}

fn explained(context: &Context<'_>, found: &Hypothesis) -> Option<Diagnostic> {
    let (cell, change) = *found.changes.first()?;
    let spot = context.spot_of(cell)?;
    let here = place(context, Source::Cell(spot), Language::English);
    let count = found.mended;
    let text = |spot: Spot| context.tables[spot.table].table.grid.at(spot.row, spot.col).text.clone();
    let message = match found.changes.get(1) {
        Some((other, _)) => {
            let other = context.spot_of(*other)?;
            let there = place(context, Source::Cell(other), Language::English);
            format!(
                "{here} prints `{}` and {there} prints `{}`: in each other's place they would satisfy the {count} broken sums that they are part of; compare both with the source",
                clip(&text(spot)),
                clip(&text(other))
            )
        }
        None => {
            let Entry::Number(item) = context.entry(spot) else {
                return None;
            };
            let right = item.amount.value.checked_add(in_printed_unit(&item.amount, change)?)?;
            let slip = found.pattern.slip().map(said).unwrap_or_default();
            format!(
                "{here} prints {}, which {count} sums contradict; {} would satisfy them{slip}; compare the cell with the source",
                item.value_text,
                right.normalize()
            )
        }
    };
    Some(remark(context, "suspected_cell", spot, message))
}

fn missed(context: &Context<'_>, found: &MissingRow) -> Option<Diagnostic> {
    let spot = context.spot_of(found.cell())?;
    let here = place(context, Source::Cell(spot), Language::English);
    let amounts: Vec<String> =
        found.amounts.iter().map(|(_, amount)| amount.normalize().to_string()).collect();
    let message = format!(
        "{here}: the rows of this sum lack the same row's worth in {} columns; a row (or several) with {} yuan seems to be missing; compare the rows with the source",
        amounts.len(),
        amounts.join(", ")
    );
    Some(remark(context, "suspected_missing_row", spot, message))
}

/// A slip, to follow the number that would be right.
fn said(slip: Slip) -> &'static str {
    match slip {
        Slip::Digit => " (one digit differs)",
        Slip::Transposed => " (two neighbouring digits are swapped)",
        Slip::Sign => " (the sign differs)",
        Slip::Unit => " (a power of ten: a wrong unit or decimal point)",
        Slip::Exchanged | Slip::Misplaced => "",
    }
}
