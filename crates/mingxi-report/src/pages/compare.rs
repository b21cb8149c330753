//! The comparison of agencies: data for its script, and the first ranking for those without scripts.

use super::{Amount, Frame, Link};
use crate::agency::Group;
use crate::error::ReportError;
use crate::facts::{Fact, Measures};
use crate::model::{Doc, Spot, Status};
use crate::script;
use crate::site::SiteFolder;
use askama::Template;
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::BTreeMap;

/// `compare.html`.
#[derive(Template)]
#[template(path = "compare.html")]
pub(crate) struct ComparePage<'t> {
    pub f: Frame<'t>,
    pub years: Vec<String>,
    /// Year and stage of the ranking that is written into the page.
    pub year: String,
    pub rows: Vec<Ranked>,
}

/// A line of the ranking.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ranked {
    pub agency: Link,
    pub region: String,
    pub year: String,
    pub stage: Option<String>,
    /// 部门（汇总） or 单位（本级）, which count differently.
    pub scope: Option<String>,
    pub amount: Amount,
}

/// All facts, a few dozen bytes each.
#[derive(Default)]
pub(crate) struct Facts {
    by_key: BTreeMap<String, Vec<Stored>>,
    /// How often a code has a name.
    names: BTreeMap<String, BTreeMap<String, u32>>,
}

/// A fact of a document.
#[derive(Debug, Clone, Copy)]
struct Stored {
    document: u32,
    status: Status,
    yuan: Decimal,
    spot: Spot,
    added: u16,
}

impl Facts {
    /// Takes the facts of a document; `names` are the names of its codes.
    pub fn add(&mut self, document: usize, facts: &[Fact]) {
        for fact in facts {
            self.by_key.entry(fact.key.clone()).or_default().push(Stored {
                document: u32::try_from(document).unwrap_or(u32::MAX),
                status: fact.status,
                yuan: fact.yuan,
                spot: fact.spot,
                added: u16::try_from(fact.added).unwrap_or(u16::MAX),
            });
        }
    }

    /// Counts a name of a code.
    pub fn name(&mut self, key: &str, name: &str) {
        *self.names.entry(key.to_owned()).or_default().entry(name.to_owned()).or_default() += 1;
    }

    /// The name that most documents print for each code; of several the first.
    pub fn code_names(&self) -> BTreeMap<String, String> {
        let most = |counts: &BTreeMap<String, u32>| {
            counts
                .iter()
                .max_by_key(|(name, count)| (**count, std::cmp::Reverse(*name)))
                .map(|(name, _)| name.clone())
        };
        self.names.iter().filter_map(|(key, counts)| Some((key.clone(), most(counts)?))).collect()
    }

    /// The keys with their numbers of documents.
    pub fn keys(&self) -> impl Iterator<Item = (&str, usize)> {
        self.by_key.iter().map(|(key, stored)| (key.as_str(), stored.len()))
    }

    /// The greatest amounts of a measure in a year's documents of a stage, by their places in the catalogue.
    pub fn ranking(&self, key: &str, is_wanted: impl Fn(usize) -> bool, most: usize) -> Vec<(usize, Fact)> {
        let mut found: Vec<&Stored> = self
            .by_key
            .get(key)
            .into_iter()
            .flatten()
            .filter(|stored| is_wanted(stored.document as usize))
            .collect();
        found.sort_by_key(|stored| (std::cmp::Reverse(stored.yuan), stored.document));
        found.into_iter().take(most).map(|stored| (stored.document as usize, stored.fact(key))).collect()
    }

    /// Writes the data of the comparison: a list of documents, agencies and measures, and one script a measure.
    pub fn write(
        &self,
        catalogue: &[Doc],
        groups: &[Group<'_>],
        measures: &Measures,
        names: &BTreeMap<String, String>,
        folder: &mut SiteFolder,
    ) -> Result<(), ReportError> {
        let mut agency_of = vec![-1i64; catalogue.len()];
        let mut agencies: Vec<AgencyRow> = Vec::new();
        for group in groups {
            let (Some(agency), Some(page)) = (group.agency, group.page()) else { continue };
            let docs = group.documents.iter().filter_map(|index| catalogue.get(*index));
            let kind = docs.clone().find_map(|doc| doc.agency_type.clone()).unwrap_or_default();
            for index in &group.documents {
                if let Some(place) = agency_of.get_mut(*index) {
                    *place = i64::try_from(agencies.len()).unwrap_or(-1);
                }
            }
            agencies.push((agency.to_owned(), group.region.concat(), kind, page));
        }
        let documents: Vec<_> = catalogue
            .iter()
            .zip(&agency_of)
            .map(|(doc, agency)| {
                let is_copy = doc.same_as.is_some() || doc.superseded_by.is_some();
                let scope = doc.scope.as_deref().unwrap_or_default();
                (doc.page(), *agency, doc.year, stage_letter(doc), scope, u8::from(is_copy))
            })
            .collect();
        // Headline measures in their order, then codes in theirs.
        let order: BTreeMap<&str, usize> = measures.keys().into_iter().zip(0..).collect();
        let mut keys: Vec<&String> = self.by_key.keys().collect();
        keys.sort_by_key(|key| (order.get(key.as_str()).copied().unwrap_or(usize::MAX), *key));
        let list: Vec<_> = keys
            .iter()
            .map(|key| (key.as_str(), names.get(*key), self.by_key.get(*key).map_or(0, Vec::len)))
            .collect();
        let index = CompareData { documents, agencies, keys: list };
        folder.write("c/index.js", script::give("compare", &index)?.as_bytes())?;
        for (number, key) in keys.iter().enumerate() {
            let rows: Vec<_> = self.by_key.get(*key).into_iter().flatten().map(Stored::row).collect();
            let data = (number, rows);
            folder.write(&format!("c/k{number}.js"), script::give("measure", &data)?.as_bytes())?;
        }
        Ok(())
    }
}

fn stage_letter(doc: &Doc) -> &'static str {
    match doc.stage.as_deref() {
        Some("final_accounts") => "f",
        Some(_) => "b",
        None => "",
    }
}

/// A document for scripts: page, agency, year, stage, scope, whether it is a copy.
type DocumentRow<'a> = (String, i64, Option<i64>, &'static str, &'a str, u8);
/// An agency for scripts: name, region, type, page.
type AgencyRow = (String, String, String, String);

/// What scripts get; measures are their keys, the names of codes and how many documents have them.
#[derive(Serialize)]
struct CompareData<'a> {
    documents: Vec<DocumentRow<'a>>,
    agencies: Vec<AgencyRow>,
    keys: Vec<(&'a str, Option<&'a String>, usize)>,
}

impl Stored {
    fn fact(&self, key: &str) -> Fact {
        Fact {
            key: key.to_owned(),
            yuan: self.yuan,
            spot: self.spot,
            status: self.status,
            added: usize::from(self.added),
        }
    }

    fn row(&self) -> (u32, String, &'static str, i32, i32, i32, u16) {
        let (table, row, col) = self.spot;
        (self.document, self.yuan.to_string(), self.status.letter(), table, row, col, self.added)
    }
}
