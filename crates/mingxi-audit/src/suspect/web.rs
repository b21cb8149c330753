//! Which identities a number is part of, printed or blank.

use crate::cell::{CellKey, cell_of};
use crate::context::Context;
use crate::rules;
use mingxi_model::{Check, LineItem, Outcome};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// An identity as far as one change of a number concerns it.
pub(crate) struct Knot {
    /// What is stated less what the parts give, in yuan (or the printed unit).
    pub difference: Decimal,
    /// How much of that rounding explains.
    pub tolerance: Decimal,
    /// Whether it is broken as printed.
    pub is_broken: bool,
    /// Whether it states only that parts are at most a whole, which proves no number.
    pub is_bound: bool,
}

impl Knot {
    /// Whether it would hold with another difference.
    pub fn would_hold(&self, difference: Decimal) -> bool {
        if self.is_bound { difference >= -self.tolerance } else { difference.abs() <= self.tolerance }
    }
}

/// A cell's part in an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Link {
    /// Index into [`Web::knots`].
    pub knot: usize,
    /// As in the check's terms.
    pub coefficient: i32,
}

/// The identities of a document and the cells that tie them together.
pub(crate) struct Web<'a, 'i> {
    /// All identities that could be evaluated.
    pub knots: Vec<Knot>,
    /// The check of each of them.
    pub checks: Vec<&'a Check>,
    /// The printed numbers.
    pub items: BTreeMap<CellKey, &'i LineItem>,
    links: BTreeMap<CellKey, Vec<Link>>,
    /// Identities down one column, by rule, table, row and column of the stated sum.
    down: BTreeMap<(&'a str, i32, i32, i32), usize>,
    /// Identities along one row, by table and row.
    along: BTreeMap<(i32, i32), Vec<usize>>,
}

impl<'a, 'i> Web<'a, 'i> {
    /// Ties a document's identities together.
    pub fn new(context: &Context<'i>, checks: &'a [Check]) -> Web<'a, 'i> {
        let bounds: Vec<&str> = rules::RULES.iter().filter(|r| !r.is_equality).map(|r| r.id).collect();
        let mut web = Web {
            knots: Vec::new(),
            checks: Vec::new(),
            items: context.items().map(|item| ((item.table_id, item.row, item.col), item)).collect(),
            links: BTreeMap::new(),
            down: BTreeMap::new(),
            along: BTreeMap::new(),
        };
        for check in checks {
            let (Some(difference), Some(tolerance)) = (check.difference, check.tolerance) else {
                continue;
            };
            // No change of one number answers for the unit of all.
            if check.rule_id == rules::unit_doubt::RULE.id {
                continue;
            }
            let knot = web.knots.len();
            let is_bound = bounds.contains(&check.rule_id);
            web.knots.push(Knot {
                difference,
                tolerance,
                is_broken: check.outcome == Outcome::Broken,
                is_bound,
            });
            web.checks.push(check);
            for term in &check.terms {
                let link = Link { knot, coefficient: term.coefficient };
                web.links.entry(cell_of(term)).or_default().push(link);
            }
            web.place(check, knot);
        }
        web
    }

    fn place(&mut self, check: &'a Check, knot: usize) {
        let Some(stated) = check.terms.iter().find(|term| term.coefficient < 0) else {
            return;
        };
        let all = |same: fn(&mingxi_model::Term, &mingxi_model::Term) -> bool| {
            check.terms.iter().all(|term| term.table_id == stated.table_id && same(term, stated))
        };
        if all(|a, b| a.col == b.col) {
            self.down.insert((check.rule_id, stated.table_id, stated.row, stated.col), knot);
        } else if all(|a, b| a.row == b.row) {
            self.along.entry((stated.table_id, stated.row)).or_default().push(knot);
        }
    }

    /// The identities of a printed number.
    pub fn links(&self, cell: CellKey) -> &[Link] {
        self.links.get(&cell).map_or(&[], Vec::as_slice)
    }

    /// The identities that a blank cell would be part of if it held a number: those of its neighbours in the
    /// row, in its own column, and the sums along the row that name its column.
    pub fn links_of_blank(&self, context: &Context<'_>, (table, row, col): CellKey) -> Vec<Link> {
        let mut found: Vec<Link> = self.links((table, row, col)).to_vec();
        for (cell, _) in self.items.range((table, row, i32::MIN)..=(table, row, i32::MAX)) {
            for link in self.links(*cell) {
                let check = self.checks[link.knot];
                let stated = check.terms.iter().find(|term| term.coefficient < 0);
                let twin = stated
                    .filter(|stated| stated.col == cell.2)
                    .and_then(|stated| self.down.get(&(check.rule_id, table, stated.row, col)));
                found.extend(twin.map(|knot| Link { knot: *knot, ..*link }));
            }
        }
        for knot in self.along.get(&(table, row)).map_or(&[][..], Vec::as_slice) {
            let stated = self.checks[*knot].terms.iter().find(|term| term.coefficient < 0);
            if stated.is_some_and(|stated| context.sums(table, stated.col, col)) {
                found.push(Link { knot: *knot, coefficient: 1 });
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The identities down the columns that one row of a table states, by rule and column.
    pub fn stated_in_row(&self, rule: &'a str, table: i32, row: i32) -> impl Iterator<Item = (i32, usize)> {
        let range = (rule, table, row, i32::MIN)..=(rule, table, row, i32::MAX);
        self.down.range(range).map(|((_, _, _, col), knot)| (*col, *knot))
    }
}
