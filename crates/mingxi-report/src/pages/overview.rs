//! The overview: coverage, failures, contradictions.

use super::{AgencyRow, DocRow, Frame, Link};
use crate::model::{Doc, Status};
use askama::Template;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// `index.html`.
#[derive(Template)]
#[template(path = "overview.html")]
pub(crate) struct OverviewPage<'t> {
    pub f: Frame<'t>,
    pub counts: Counts,
    /// Year and stage of every column of the coverage; the year empty where it is not known.
    pub columns: Vec<(String, Option<String>)>,
    pub provinces: Vec<Coverage>,
    pub chart: String,
    pub failures: Vec<DocRow>,
    pub contradictions: Vec<Contradiction>,
    pub agencies: Vec<AgencyRow>,
}

/// What a publication amounts to.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Counts {
    pub documents: usize,
    pub agencies: usize,
    pub regions: usize,
    pub tables: i64,
    pub numbers: i64,
    pub holds: i64,
    pub broken: i64,
    pub failed: usize,
    /// Amounts by status: v, u, r, k.
    pub by_status: [u64; 4],
}

impl Counts {
    /// Counts a number in.
    pub fn add(&mut self, status: Status) {
        if let Some(count) = self.by_status.get_mut(status as usize) {
            *count += 1;
        }
    }

    /// Proven amounts in percent of all, rounded down, so that 100 means all.
    pub fn proven(&self) -> String {
        let all: u64 = self.by_status.iter().sum();
        let permille = (self.by_status[0] * 1000).checked_div(all).unwrap_or_default();
        format!("{}.{}", permille / 10, permille % 10)
    }
}

/// The documents of a province by year and stage.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Coverage {
    /// Without an address where the region is not known.
    pub link: Link,
    /// In the order of the columns.
    pub counts: Vec<usize>,
    pub all: usize,
    pub failed: usize,
    pub broken: i64,
}

/// A broken identity of a document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Contradiction {
    pub document: Link,
    pub agency: String,
    pub year: String,
    pub zh: String,
    pub en: String,
    pub difference: Option<Decimal>,
    /// Whether the difference is one of money; of rates, points and counts otherwise.
    pub is_money: bool,
    /// In yuan, or with its own unit, with commas.
    pub shown: String,
    /// The evidence of its most suspicious cell, from the root.
    pub href: String,
}

/// The worst broken identities of all documents: a few of each, those of money first, the greatest differences first.
#[derive(Debug, Default)]
pub(crate) struct Worst(Vec<Contradiction>);

const WORST: usize = 60;
const PER_DOCUMENT: usize = 2;

impl Worst {
    /// Takes those of a document that are among the worst.
    pub fn add(&mut self, mut own: Vec<Contradiction>) {
        own.sort_by(order);
        own.truncate(PER_DOCUMENT);
        self.0.extend(own);
        self.0.sort_by(order);
        self.0.truncate(WORST);
    }

    pub fn into_list(self) -> Vec<Contradiction> {
        self.0
    }
}

fn order(a: &Contradiction, b: &Contradiction) -> std::cmp::Ordering {
    let size = |one: &Contradiction| one.difference.map(|difference| difference.abs());
    let place = |one: &Contradiction| (one.href.clone(), one.zh.clone());
    let sizes = || size(b).cmp(&size(a));
    b.is_money.cmp(&a.is_money).then_with(sizes).then_with(|| place(a).cmp(&place(b)))
}

/// Years and stages that documents have, and how many of each a province has.
pub(crate) fn coverage(catalogue: &[Doc]) -> (Vec<(String, Option<String>)>, Vec<Coverage>) {
    type Column = (Option<i64>, Option<String>);
    let column = |doc: &Doc| -> Column { (doc.year, doc.stage.clone()) };
    let columns: BTreeSet<Column> = catalogue.iter().map(column).collect();
    let mut provinces: BTreeMap<Option<String>, Vec<&Doc>> = BTreeMap::new();
    for doc in catalogue {
        provinces.entry(doc.region.first().cloned()).or_default().push(doc);
    }
    let rows = provinces.into_iter().map(|(province, docs)| Coverage {
        link: Link {
            href: province
                .as_ref()
                .map(|name| format!("r/{}.html", crate::agency::region_page(std::slice::from_ref(name))))
                .unwrap_or_default(),
            text: province.unwrap_or_default(),
        },
        counts: columns
            .iter()
            .map(|wanted| docs.iter().filter(|doc| column(doc) == *wanted).count())
            .collect(),
        all: docs.len(),
        failed: docs.iter().filter(|doc| doc.status != "ok").count(),
        broken: docs.iter().map(|doc| doc.fail).sum(),
    });
    let rows: Vec<Coverage> = rows.collect();
    let label = |year: Option<i64>| year.map(|year| year.to_string()).unwrap_or_default();
    (columns.into_iter().map(|(year, stage)| (label(year), stage)).collect(), rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_are_the_greatest_and_one_document_does_not_fill_the_list() {
        let one = |difference: i64| Contradiction {
            document: Link { text: String::new(), href: String::new() },
            agency: String::new(),
            year: String::new(),
            zh: difference.to_string(),
            en: String::new(),
            difference: Some(Decimal::from(difference)),
            is_money: difference != 900,
            shown: String::new(),
            href: String::new(),
        };
        let mut worst = Worst::default();
        worst.add((1..=9).map(one).collect());
        worst.add(vec![one(-100), one(900)]);
        let found: Vec<String> = worst.into_list().into_iter().map(|one| one.zh).collect();
        assert_eq!(found, ["-100", "9", "8", "900"], "900 percent are no more than 8 yuan");
    }

    #[test]
    fn shares_are_rounded_down() {
        let counts = Counts { by_status: [1999, 0, 0, 1], ..Counts::default() };
        assert_eq!(counts.proven(), "99.9");
        assert_eq!(Counts::default().proven(), "0.0");
    }
}
