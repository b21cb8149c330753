//! The page that compares agencies.

use super::Work;
use crate::agency::Group;
use crate::error::ReportError;
use crate::pages::agency::CodeNames;
use crate::pages::compare::{ComparePage, Ranked};
use crate::pages::{Amount, DocRow, Link};
use askama::Template;
use std::collections::{BTreeMap, BTreeSet};

impl Work<'_> {
    pub(super) fn compare(&mut self, groups: &[Group<'_>], names: &CodeNames) -> Result<(), ReportError> {
        const MOST: usize = 200;
        self.facts.write(self.catalogue, groups, &self.measures, names, &mut self.folder)?;
        let years: BTreeSet<i64> = self.catalogue.iter().filter_map(|doc| doc.year).collect();
        let newest = years.last().copied();
        let group_of: BTreeMap<usize, &Group<'_>> = groups
            .iter()
            .flat_map(|group| group.documents.iter().map(move |index| (*index, group)))
            .collect();
        let is_wanted = |index: usize| {
            self.catalogue
                .get(index)
                .is_some_and(|doc| doc.year == newest && doc.same_as.is_none() && doc.superseded_by.is_none())
        };
        let rows =
            self.facts.ranking("general_budget", is_wanted, MOST).into_iter().filter_map(|(index, fact)| {
                let (group, doc) = (group_of.get(&index)?, self.catalogue.get(index)?);
                let agency =
                    Link { text: group.agency?.to_owned(), href: format!("a/{}.html", group.page()?) };
                Some(Ranked {
                    agency,
                    region: group.region.concat(),
                    year: DocRow::of(doc).year(),
                    stage: doc.stage.clone(),
                    scope: doc.scope.clone(),
                    amount: Amount::of(&fact, &doc.page()),
                })
            });
        let page = ComparePage {
            f: self.frame("", &self.ui.raw("nav.compare")),
            years: years.iter().rev().map(i64::to_string).collect(),
            year: newest.map(|year| year.to_string()).unwrap_or_default(),
            rows: rows.collect(),
        };
        self.folder.write("compare.html", page.render()?.as_bytes())
    }
}
