//! What the script of a document's page knows: where its numbers stand, what they were read as, what proves them.

use crate::model::{Doc, Full, Spot};
use crate::pictures::NoPicture;
use crate::proofs::{MOST_TERMS, shown};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Data for `assets/document.js`. Texts that repeat are told by their places in `texts`, none by -1.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Evidence {
    pub id: String,
    pub path: String,
    pub texts: Vec<String>,
    pub items: Vec<Number>,
    pub suspects: Vec<Suspect>,
    /// By table: row, column, page, and the box in tenths of a point, one after another.
    pub places: BTreeMap<i32, Vec<i64>>,
    /// Places in files without pages: table, row, column, place.
    pub loci: Vec<(i32, i32, i32, String)>,
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

/// A number: table, row, column, name, code, measure, unit, phase, fund, yuan.
type Number = (i32, i32, i32, i32, i32, i32, i32, i32, i32, Option<String>);
/// A suspect: table, row, column, rank, what would satisfy the sums, slip.
type Suspect = (i32, i32, i32, i64, Option<String>, i32);
/// An identity that holds: the places of its name, what it should be and is, its cells (table, row, column and what the
/// cell counts, one after another) and how many of them are left out.
type Holding = (i32, Option<String>, Option<String>, Vec<i32>, usize);

/// An identity that is broken.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Broken {
    name: i32,
    expected: Option<String>,
    actual: Option<String>,
    difference: Option<String>,
    tolerance: Option<String>,
    terms: Vec<i32>,
    more: usize,
    zh: String,
    en: String,
}

/// Texts by their places.
#[derive(Default)]
struct Texts {
    list: Vec<String>,
    places: BTreeMap<String, i32>,
}

impl Texts {
    fn place(&mut self, text: Option<&str>) -> i32 {
        let Some(text) = text else { return -1 };
        if let Some(place) = self.places.get(text) {
            return *place;
        }
        let place = i32::try_from(self.list.len()).unwrap_or(-1);
        self.list.push(text.to_owned());
        self.places.insert(text.to_owned(), place);
        place
    }
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
        let mut texts = Texts::default();
        let mut wanted: BTreeSet<Spot> = BTreeSet::new();
        let mut items = Vec::new();
        let mut suspects = Vec::new();
        for item in &full.items {
            let (table, row, col) = item.spot;
            wanted.insert(item.spot);
            items.push((
                table,
                row,
                col,
                texts.place(item.name.as_deref()),
                texts.place(item.code.as_deref()),
                texts.place(Some(&item.measure)),
                texts.place(item.unit.as_deref()),
                texts.place(item.phase.as_deref()),
                texts.place(item.fund.as_deref()),
                item.amount.map(|amount| amount.to_string()),
            ));
            if let Some(rank) = item.suspect_rank {
                let value = item.suspect_value.map(|value| value.to_string());
                suspects.push((table, row, col, rank, value, texts.place(item.suspect_slip.as_deref())));
            }
        }
        let (mut holding, mut broken) = (Vec::new(), Vec::new());
        for check in shown(full) {
            wanted.extend(check.terms.iter().map(|(spot, _)| *spot));
            let terms = check.terms.iter().take(MOST_TERMS);
            let terms = terms.flat_map(|((table, row, col), count)| [*table, *row, *col, *count]).collect();
            let more = check.terms.len().saturating_sub(MOST_TERMS);
            let text = |number: Option<rust_decimal::Decimal>| number.map(|number| number.to_string());
            let name = texts.place(Some(&check.rule_name));
            let (expected, actual) = (text(check.expected), text(check.actual));
            if check.is_broken {
                broken.push(Broken {
                    name,
                    expected,
                    actual,
                    difference: text(check.difference),
                    tolerance: text(check.tolerance),
                    terms,
                    more,
                    zh: check.zh.clone(),
                    en: check.en.clone(),
                });
            } else {
                holding.push((name, expected, actual, terms, more));
            }
        }
        wanted.extend(full.indicators.iter().map(|indicator| indicator.spot));
        let mut places: BTreeMap<i32, Vec<i64>> = BTreeMap::new();
        let (mut loci, mut repairs) = (Vec::new(), Vec::new());
        for table in &full.tables {
            for cell in &table.cells {
                if let Some(repair) = &cell.repair {
                    repairs.push((table.id, cell.row, cell.col, repair.clone()));
                }
                if !wanted.contains(&(table.id, cell.row, cell.col)) {
                    continue;
                }
                if let (Some(page), Some(bbox)) = (cell.page, cell.bbox) {
                    let list = places.entry(table.id).or_default();
                    list.extend([i64::from(cell.row), i64::from(cell.col), page]);
                    list.extend(bbox.map(|edge| (edge * 10.0).round() as i64));
                } else if let Some(locus) = &cell.locus {
                    loci.push((table.id, cell.row, cell.col, locus.clone()));
                }
            }
        }
        Evidence {
            id: doc.id.clone(),
            path: doc.path.clone(),
            texts: texts.list,
            items,
            suspects,
            places,
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
