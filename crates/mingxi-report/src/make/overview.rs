//! The first page.

use super::Work;
use crate::agency::Group;
use crate::charts;
use crate::error::ReportError;
use crate::names;
use crate::pages::overview::{OverviewPage, coverage};
use crate::pages::{AgencyRow, DocRow};
use askama::Template;
use std::collections::{BTreeMap, BTreeSet};

impl Work<'_> {
    pub(super) fn overview(&mut self, groups: &[Group<'_>]) -> Result<(), ReportError> {
        let (columns, provinces) = coverage(self.catalogue);
        let mut by_year: BTreeMap<i64, [f64; 2]> = BTreeMap::new();
        for doc in self.catalogue {
            let (Some(year), Some(stage)) = (doc.year, doc.stage.as_deref()) else { continue };
            if let Some(count) =
                by_year.entry(year).or_default().get_mut(usize::from(stage == "final_accounts"))
            {
                *count += 1.0;
            }
        }
        let labels: Vec<String> = by_year.keys().map(i64::to_string).collect();
        let series: [Vec<Option<f64>>; 2] = [0, 1].map(|stage| {
            by_year.values().map(|counts| counts.get(stage).copied().filter(|count| *count > 0.0)).collect()
        });
        let chart = if labels.is_empty() { String::new() } else { charts::counts(&labels, &series)? };
        let failures = self.catalogue.iter().filter(|doc| doc.status != "ok").map(DocRow::of).collect();
        let regions: BTreeSet<&[String]> =
            groups.iter().map(|group| group.region).filter(|r| !r.is_empty()).collect();
        self.counts.documents = self.catalogue.len();
        self.counts.agencies = groups.iter().filter(|group| group.agency.is_some()).count();
        self.counts.regions = regions.len();
        self.counts.failed = self.catalogue.iter().filter(|doc| doc.status != "ok").count();
        let page = OverviewPage {
            f: self.frame("", &self.ui.raw("nav.overview")),
            counts: self.counts.clone(),
            columns,
            provinces,
            chart,
            failures,
            contradictions: std::mem::take(&mut self.worst).into_list(),
            agencies: groups.iter().filter_map(|group| AgencyRow::of(group, self.catalogue)).collect(),
        };
        self.folder.write("index.html", page.render()?.as_bytes())?;
        // Names are checked for hashes that meet, which would have written one page over another.
        let pages: BTreeSet<String> = self.catalogue.iter().map(|doc| names::of_document(&doc.id)).collect();
        match pages.len() == self.catalogue.len() {
            true => Ok(()),
            false => Err(ReportError::Page("two documents have one name".to_owned())),
        }
    }
}
