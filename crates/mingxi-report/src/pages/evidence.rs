//! What the script of a document's page knows: where its numbers stand, what they were read as, what proves them.

use super::packed::{Cells, Known, Steps, rest_of};
use crate::model::{Check, Doc, Full, Spot};
use crate::pictures::NoPicture;
use crate::proofs::{MOST_TERMS, shown};
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Data for `assets/document.js`. Texts that repeat are told by their places in `texts`, none by -1; cells by their
/// places in `cells`; lists of groups of numbers are [`Steps`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Evidence {
    pub id: String,
    pub path: String,
    pub texts: Vec<String>,
    /// Of each table: its number, then row and column of its cells.
    pub cells: Vec<Vec<i64>>,
    /// What rows are called: name, code.
    pub labels: Vec<[i64; 2]>,
    /// What columns state: measure, unit, phase.
    pub readings: Vec<[i64; 3]>,
    /// Numbers: cell, label, reading.
    pub items: Vec<i64>,
    /// Their yuan, with a blank between two; nothing for one that is no money.
    pub amounts: String,
    pub suspects: Vec<Suspect>,
    /// Beginnings and ends, one after another, in tenths of a point.
    pub spans: Vec<[i64; 2]>,
    /// Places on pages: cell, page, the spans from left to right and from top to bottom.
    pub places: Vec<i64>,
    /// Places in files without pages: cell, how much of the place is that of the one before, the rest.
    pub loci: Vec<(i64, usize, String)>,
    /// Table, row, column, why the cell was moved.
    pub repairs: Vec<(i32, i32, i32, String)>,
    /// The identities that hold.
    pub holding: Vec<Holding>,
    pub broken: Vec<Broken>,
    /// Pages with a picture: its width and height in points.
    pub pages: BTreeMap<u32, (f64, f64)>,
    /// Why pages have none, and of some pages in particular.
    pub no_picture: &'static str,
    pub failed: Vec<u32>,
}

/// A suspect: table, row, column, rank, what would satisfy the sums, slip.
type Suspect = (i32, i32, i32, i64, Option<String>, i64);
/// An identity that holds: its name, unit, what it should be, what it is if that is another number, its cells, what they
/// count, and how many of them are left out.
type Holding = (i64, i64, Option<String>, Option<String>, Vec<i64>, Vec<i32>, usize);

/// An identity that is broken.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Broken {
    name: i64,
    unit: i64,
    expected: Option<String>,
    actual: Option<String>,
    difference: Option<String>,
    tolerance: Option<String>,
    cells: Vec<i64>,
    counts: Vec<i32>,
    more: usize,
    zh: String,
    en: String,
}

impl Evidence {
    /// Gathers the evidence of a document.
    pub fn of(
        doc: &Doc,
        full: &Full,
        pages: BTreeMap<u32, (f64, f64)>,
        failed: Vec<u32>,
        no_picture: Option<NoPicture>,
    ) -> Evidence {
        let checks = shown(full);
        let spoken_of = full.items.iter().map(|item| item.spot);
        let spoken_of = spoken_of.chain(full.indicators.iter().map(|indicator| indicator.spot));
        let terms = checks.iter().flat_map(|check| check.terms.iter().map(|(spot, _)| *spot));
        let cells = Cells::of(spoken_of.chain(terms).collect::<BTreeSet<Spot>>());
        let mut texts = Known::default();
        let (holding, broken) = identities(&checks, &cells, &mut texts);
        let (mut labels, mut readings, mut items) =
            (Known::default(), Known::default(), Steps::<3>::default());
        let (mut amounts, mut suspects) = (Vec::new(), Vec::new());
        for item in &full.items {
            let label = [texts.text(item.name.as_deref()), texts.text(item.code.as_deref())];
            let unit = texts.text(item.unit.as_deref());
            let reading = [texts.text(Some(&item.measure)), unit, texts.text(item.phase.as_deref())];
            let Some(cell) = cells.place(item.spot) else { continue };
            items.push([cell, labels.place(label), readings.place(reading)]);
            amounts.push(text(item.amount).unwrap_or_default());
            if let Some(rank) = item.suspect_rank {
                let (table, row, col) = item.spot;
                let slip = texts.text(item.suspect_slip.as_deref());
                suspects.push((table, row, col, rank, text(item.suspect_value), slip));
            }
        }
        let (mut spans, mut places) = (Known::default(), Steps::<4>::default());
        let (mut loci, mut repairs, mut before) = (Vec::new(), Vec::new(), "");
        for table in &full.tables {
            for cell in &table.cells {
                if let Some(repair) = &cell.repair {
                    repairs.push((table.id, cell.row, cell.col, repair.clone()));
                }
                let Some(known) = cells.place((table.id, cell.row, cell.col)) else { continue };
                if let (Some(page), Some(bbox)) = (cell.page, cell.bbox) {
                    let [x0, y0, x1, y1] = bbox.map(|edge| (edge * 10.0).round() as i64);
                    places.push([known, page, spans.place([x0, x1]), spans.place([y0, y1])]);
                } else if let Some(locus) = &cell.locus {
                    let (same, rest) = rest_of(locus, before);
                    loci.push((known, same, rest));
                    before = locus;
                }
            }
        }
        Evidence {
            id: doc.id.clone(),
            path: doc.path.clone(),
            texts: texts.list,
            cells: cells.list(),
            labels: labels.list,
            readings: readings.list,
            items: items.list,
            amounts: amounts.join(" "),
            suspects,
            spans: spans.list,
            places: places.list,
            loci,
            repairs,
            holding,
            broken,
            pages,
            no_picture: no_picture.map_or("picture.unasked", NoPicture::key),
            failed,
        }
    }
}

fn text(number: Option<Decimal>) -> Option<String> {
    number.map(|number| number.to_string())
}

/// The identities that hold and those that are broken.
fn identities(checks: &[&Check], cells: &Cells, texts: &mut Known<String>) -> (Vec<Holding>, Vec<Broken>) {
    let (mut holding, mut broken) = (Vec::new(), Vec::new());
    for check in checks {
        let mut steps = Steps::<1>::default();
        let mut counts = Vec::new();
        for (spot, count) in check.terms.iter().take(MOST_TERMS) {
            let Some(cell) = cells.place(*spot) else { continue };
            steps.push([cell]);
            counts.push(*count);
        }
        // As nearly all are: parts, then what they make up.
        if counts.split_last().is_some_and(|(last, parts)| *last == -1 && parts.iter().all(|part| *part == 1))
        {
            counts.clear();
        }
        let more = check.terms.len().saturating_sub(MOST_TERMS);
        let (name, unit) = (texts.text(Some(&check.rule_name)), texts.text(check.unit.as_deref()));
        let (expected, actual) = (text(check.expected), text(check.actual));
        if check.is_broken {
            broken.push(Broken {
                name,
                unit,
                expected,
                actual,
                difference: text(check.difference),
                tolerance: text(check.tolerance),
                cells: steps.list,
                counts,
                more,
                zh: check.zh.clone(),
                en: check.en.clone(),
            });
        } else {
            let actual = actual.filter(|actual| expected.as_ref() != Some(actual));
            holding.push((name, unit, expected, actual, steps.list, counts, more));
        }
    }
    (holding, broken)
}
