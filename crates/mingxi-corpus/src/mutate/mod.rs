//! The mutation benchmark of the audit: one printed number of a document is made wrong, and it is counted
//! whether the audit sees it and whether it suspects the right cell.
//!
//! The change is made in the recovered grid, before anything is recognised, so that recognition and repair
//! meet the wrong number as they would meet one in a file.

mod slip;
mod tally;

pub use slip::{Slip, SlipKind};
pub use tally::{Tally, Verdict};

use crate::awkward;
use crate::generate::{Order, documents};
use crate::rng::Rng;
use mingxi_engine::model::{Check, CheckStatus, FlowItem, LineItem, Outcome, Reading, Term};
use mingxi_engine::{Document, Reader, Recovered, interpret, recover};
use rust_decimal::Decimal;
use std::path::PathBuf;

/// What to mutate.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Generated documents; each gets one mutation of every kind.
    pub order: Order,
    /// Files to mutate as well.
    pub files: Vec<PathBuf>,
    /// Mutations of every kind in each of these files.
    pub per_file: u64,
}

/// A change that was neither seen nor excused, or seen without suspecting the right cell.
#[derive(Debug)]
pub struct Miss<'a> {
    /// The document's file name.
    pub file_name: &'a str,
    /// What was changed.
    pub slip: &'a Slip,
    /// What became of it.
    pub verdict: Verdict,
    /// The rules whose identities contradict the change.
    pub shown_by: Vec<&'static str>,
    /// What was read of the changed document.
    pub reading: &'a Reading,
}

/// Mutates generated documents and files; `miss` hears of every change that was neither seen nor excused, and
/// of every one that was seen but not suspected first.
///
/// # Errors
/// A document cannot be written or read, or the reader cannot be made.
pub fn run(plan: &Plan, mut miss: impl FnMut(Miss<'_>)) -> anyhow::Result<Tally> {
    let reader = Reader::new()?;
    let mut tally = Tally::default();
    for (number, written) in (0..).zip(written(&plan.order)) {
        let Written { file_name, style, bytes } = written?;
        let mut rng = Rng::for_item(plan.order.seed ^ 0x6d75_7461_7465, number);
        let mut own = Tally::default();
        one_document(&bytes, &file_name, &reader, (&mut rng, 1), &mut own, &mut miss);
        tally.add(style, own);
    }
    for (number, path) in (0..).zip(&plan.files) {
        let bytes = std::fs::read(path)?;
        let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut rng = Rng::for_item(plan.order.seed, number);
        let mut own = Tally::default();
        one_document(&bytes, &file_name, &reader, (&mut rng, plan.per_file), &mut own, &mut miss);
        tally.add("files", own);
    }
    Ok(tally)
}

/// A document to mutate.
struct Written {
    file_name: String,
    /// The habit or the kind that it is counted under.
    style: &'static str,
    bytes: Vec<u8>,
}

/// The documents of an order; of awkward ones those whose sums hold.
fn written(order: &Order) -> Box<dyn Iterator<Item = anyhow::Result<Written>> + '_> {
    if order.awkward {
        let sound =
            awkward::documents(order).filter(|made| made.as_ref().map_or(true, |made| made.is_sound()));
        return Box::new(sound.map(|made| {
            let made = made?;
            Ok(Written { file_name: made.file_name, style: made.kind, bytes: made.bytes })
        }));
    }
    Box::new(documents(order).map(|(name, disclosure, format)| {
        let file_name = format!("{name}.{}", format.extension());
        Ok(Written { file_name, style: disclosure.style, bytes: format.write(&disclosure)? })
    }))
}

fn one_document(
    bytes: &[u8],
    file_name: &str,
    reader: &Reader,
    (rng, rounds): (&mut Rng, u64),
    tally: &mut Tally,
    miss: &mut impl FnMut(Miss<'_>),
) {
    let Ok(recovered) = recover(bytes, reader) else {
        tally.unreadable += 1;
        return;
    };
    let sound = interpret(recovered.clone(), file_name, reader);
    tally.documents += 1;
    tally.alarms += broken(&sound.reading).count();
    for kind in SlipKind::ALL {
        for _ in 0..rounds {
            // A place where this kind of slip makes no difference (a swap of equals) is drawn again.
            let Some(slip) = (0..20).find_map(|_| Slip::draw(kind, &sound.reading, &recovered.flow, rng))
            else {
                continue;
            };
            let flow = slip.applied(&recovered.flow);
            let mutated = interpret(Recovered { flow, ..recovered.clone() }, file_name, reader);
            let verdict = judge(&slip, &sound, &mutated);
            tally.count(kind, verdict);
            if verdict.is_miss() {
                let shown_by = showing(&slip, &sound.reading).shown_by;
                miss(Miss { file_name, slip: &slip, verdict, shown_by, reading: &mutated.reading });
            }
        }
    }
}

fn broken(reading: &Reading) -> impl Iterator<Item = &Check> {
    reading.checks.iter().filter(|check| check.outcome == Outcome::Broken)
}

/// Whether a change could be seen, was seen, and was suspected.
fn judge(slip: &Slip, sound: &Document, mutated: &Document) -> Verdict {
    let Showing { is_covered, is_gone, shown_by } = showing(slip, &sound.reading);
    if shown_by.is_empty() {
        let is_detected = is_detected(slip, sound, mutated);
        if is_gone {
            return Verdict::SumGone { is_detected };
        }
        return if is_covered { Verdict::Below { is_detected } } else { Verdict::Uncovered { is_detected } };
    }
    if !is_detected(slip, sound, mutated) {
        return Verdict::Undetected;
    }
    let is_put_back = |item: &&LineItem| {
        item.check_status == CheckStatus::Repaired && slip.is_in_row(item.table_id, item.row)
    };
    if mutated.reading.line_items.iter().any(|item| is_put_back(&item)) {
        return Verdict::AloneFirst;
    }
    let ranked: Vec<&LineItem> =
        mutated.reading.line_items.iter().filter(|item| item.suspect_rank == Some(1)).collect();
    let is_first = |item: &&&LineItem| slip.is_at(item.table_id, item.row, item.col);
    match (slip.kind, ranked.iter().any(|item| is_first(&item)), ranked.iter().all(|item| is_first(&item))) {
        (SlipKind::DeletedRow, ..) => Verdict::RowMissed,
        (_, true, true) => Verdict::AloneFirst,
        (_, true, false) => Verdict::First,
        (_, false, _) => Verdict::Detected,
    }
}

/// What the identities of the untouched document say of a change.
struct Showing {
    /// One of them is over a changed number.
    is_covered: bool,
    /// One that would show the change is gone with the row that was deleted.
    is_gone: bool,
    /// The rules of those that do not tolerate the change.
    shown_by: Vec<&'static str>,
}

/// What the identities of the untouched document say of a change.
///
/// An identity goes with a deleted row that states the sum, that was its only part (then the group above is a row like
/// any other, and equals itself), or that is one of three rows each called by its name (上年, 本年, 增减变化).
fn showing(slip: &Slip, sound: &Reading) -> Showing {
    let mut showing = Showing { is_covered: false, is_gone: false, shown_by: Vec::new() };
    for check in
        sound.checks.iter().filter(|check| check.outcome != Outcome::Unverifiable && !is_bound(check))
    {
        let changed = |term: &Term| slip.change_at(term.table_id, term.row, term.col);
        let changes: Vec<(i32, Decimal)> =
            check.terms.iter().filter_map(|term| Some((term.coefficient, changed(term)?))).collect();
        // A row that is gone takes the sums it states with it.
        let states = changes.iter().any(|(coefficient, _)| *coefficient < 0);
        if changes.is_empty() || (slip.kind == SlipKind::DeletedRow && states) {
            continue;
        }
        showing.is_covered = true;
        let effect: Decimal = changes.iter().map(|(coefficient, by)| by * Decimal::from(*coefficient)).sum();
        if check.tolerance.is_none_or(|tolerance| effect.abs() <= tolerance) {
            continue;
        }
        let is_in_row = |term: &Term| slip.is_in_row(term.table_id, term.row);
        let was_only_part = check.terms.iter().filter(|term| term.coefficient > 0).all(is_in_row);
        if slip.kind == SlipKind::DeletedRow && (was_only_part || check.rule_id == "year_change") {
            showing.is_gone = true;
        } else {
            showing.shown_by.push(check.rule_id);
        }
    }
    showing.shown_by.sort_unstable();
    showing.shown_by.dedup();
    showing
}

/// A bound (其中: at most) covers no number: most changes leave it true.
fn is_bound(check: &Check) -> bool {
    check.rule_id == "of_which"
}

/// Whether the audit or the recogniser speaks up at a changed cell; for a row that is gone, anywhere new.
fn is_detected(slip: &Slip, sound: &Document, mutated: &Document) -> bool {
    if slip.kind == SlipKind::DeletedRow {
        return broken(&mutated.reading).count() > broken(&sound.reading).count();
    }
    let is_conflict = |item: &LineItem| {
        item.check_status == CheckStatus::Conflict && slip.is_at(item.table_id, item.row, item.col)
    };
    let is_remarked = || {
        let old = sound.reading.diagnostics.len();
        mutated.reading.diagnostics.len() > old
            && mutated.reading.diagnostics.iter().any(|remark| {
                match (remark.table_id, remark.row, remark.col) {
                    (Some(table), Some(row), Some(col)) => slip.is_at(table, row, col),
                    (Some(table), Some(row), None) => slip.is_in_row(table, row),
                    _ => false,
                }
            })
    };
    mutated.reading.line_items.iter().any(is_conflict) || is_remarked()
}

/// The grid of a table, by its number in the document.
fn grid_of(flow: &[FlowItem], table_id: i32) -> Option<&mingxi_engine::model::Grid> {
    let tables = flow.iter().filter_map(|item| match item {
        FlowItem::Table(table) => Some(&table.grid),
        FlowItem::Paragraph(_) => None,
    });
    tables.into_iter().nth(usize::try_from(table_id).ok()?.checked_sub(1)?)
}
