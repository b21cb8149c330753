//! What speaks for a row's naming a budget unit, and what for its naming an item.

use super::are_items;
use super::known::KnownUnits;
use crate::codes::{CodeVocabulary, name_key, names_organisation};
use mingxi_model::{Candidate, CodeStatus, RowLabel, RowRole};
use std::collections::BTreeMap;

/// Rows name items unless something shows otherwise.
const ITEM: i32 = 5;
/// The name is that of a class: 图书馆 and 乡镇卫生院 are functions too.
const CLASS: i32 = 4;
/// The row has a code that the classification knows.
const CODED: i32 = 6;
/// The label has a number: 一、, （一）. Units are not numbered, but some lists number all rows.
const NUMBERED: i32 = 2;

/// The row contains none, and most of those beside it in the same row are not named as organisations are.
const AMONG_ITEMS: i32 = 4;

/// The document prints the name as a unit's elsewhere.
const KNOWN: i32 = 4;
/// The name ends as those of organisations do.
const ORGANISATION: i32 = 2;
/// The name says that it is the head office: （本级）.
const HEAD_OFFICE: i32 = 2;
/// The prose mentions the name.
const IN_PROSE: i32 = 2;
/// The name begins with the agency's.
const BEGINS_WITH_AGENCY: i32 = 2;
/// The row states the sum of rows below it.
const CONTAINS: i32 = 1;
/// Nothing but units and totals contains the row.
const OUTER: i32 = 1;
/// The row has no code where most have one.
const NO_CODE: i32 = 1;
/// Another row contains rows of the same names.
const REPEATS: i32 = 2;

/// The rows of a panel with what they contain.
pub(super) struct Panel<'a> {
    rows: &'a [&'a RowLabel],
    /// Names of the rows right below each row.
    below: Vec<Vec<&'a str>>,
    /// How many rows contain a row of the name.
    containers: BTreeMap<&'a str, usize>,
    most_have_codes: bool,
    /// The row that contains each row.
    parent: &'a [Option<usize>],
}

impl<'a> Panel<'a> {
    /// `parent` holds for every row the place of the row that contains it.
    pub(super) fn new(rows: &'a [&'a RowLabel], parent: &'a [Option<usize>]) -> Panel<'a> {
        let mut below: Vec<Vec<&str>> = vec![Vec::new(); rows.len()];
        for (at, above) in parent.iter().enumerate() {
            if let (Some(above), Some(name)) = (above, rows[at].name.as_deref()) {
                below[*above].push(name);
            }
        }
        let mut containers = BTreeMap::new();
        for names in &mut below {
            names.sort_unstable();
            names.dedup();
            for name in names.iter() {
                *containers.entry(*name).or_insert(0) += 1;
            }
        }
        let coded = rows.iter().filter(|label| label.code.is_some()).count();
        Panel { rows, below, containers, most_have_codes: coded * 2 > rows.len(), parent }
    }

    /// Whether a row that contains none stands inside another one among items.
    fn is_among_items(&self, at: usize) -> bool {
        let Some(above) = self.parent[at].filter(|_| self.below[at].is_empty()) else { return false };
        let beside = &self.below[above];
        let items = beside.iter().filter(|name| !names_organisation(name)).count();
        are_items(items, beside.len())
    }

    /// Whether half of the rows below a row, two at least, stand below another row once more.
    fn repeats(&self, at: usize) -> bool {
        let names = &self.below[at];
        let again = names.iter().filter(|name| self.containers.get(**name).is_some_and(|n| *n > 1)).count();
        again > 1 && again * 2 >= names.len()
    }
}

/// Weighs a row: as a unit's, and as an item's. `is_outer` says that nothing but units and totals contains it.
pub(super) fn weigh(
    panel: &Panel<'_>,
    at: usize,
    is_outer: bool,
    known: &KnownUnits,
    codes: &CodeVocabulary,
) -> (Candidate, Candidate) {
    let label = panel.rows[at];
    let name = label.name.as_deref().unwrap_or_default();
    let (mut unit, mut item) = (Candidate::new(name), Candidate::new("item"));
    item.weigh(ITEM, "rows name items unless something shows otherwise");
    let mut against = |holds: bool, weight: i32, what: &str| item.weigh(if holds { weight } else { 0 }, what);
    let is_class = codes.codes_named(&name_key(name)).next().is_some();
    against(is_class, CLASS, "the name is that of a class");
    let is_coded = label.code.is_some() && label.code_status == Some(CodeStatus::Verified);
    against(is_coded, CODED, "the code is that of a class");
    against(label.depth > 0, NUMBERED, "the label is numbered");
    against(panel.is_among_items(at), AMONG_ITEMS, "it stands among items, inside the same row");
    let mut speaks = |holds: bool, weight: i32, what: &str| unit.weigh(if holds { weight } else { 0 }, what);
    let is_known = known.has(name);
    // A code beside the name is another's unless the name is known.
    if label.code.is_some() && !is_known {
        return (unit, item);
    }
    let is_organisation = names_organisation(name);
    speaks(is_known, KNOWN, "the document prints the name as that of a unit");
    speaks(is_organisation, ORGANISATION, "the name ends as those of organisations do");
    // Without either, nothing about the row is a unit's.
    if !is_known && !is_organisation {
        return (unit, item);
    }
    speaks(
        name.ends_with("(本级)") || name.ends_with("(机关)"),
        HEAD_OFFICE,
        "the name is that of a head office",
    );
    speaks(is_organisation && known.is_in_prose(name), IN_PROSE, "the prose mentions the name");
    speaks(known.begins_with_agency(name), BEGINS_WITH_AGENCY, "the name begins with that of the agency");
    speaks(label.role == Some(RowRole::Group), CONTAINS, "the row states the sum of rows below it");
    speaks(is_outer, OUTER, "nothing but units and totals contains the row");
    speaks(label.code.is_none() && panel.most_have_codes, NO_CODE, "the row has no code where most have one");
    speaks(panel.repeats(at), REPEATS, "another row contains rows of the same names");
    (unit, item)
}
