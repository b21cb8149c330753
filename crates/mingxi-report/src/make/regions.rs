//! The pages of regions.

use super::Work;
use crate::agency::{Group, region_page};
use crate::charts;
use crate::error::ReportError;
use crate::model::Doc;
use crate::money;
use crate::pages::region::{Child, RegionPage, Spent};
use crate::pages::{AgencyRow, Amount, DocRow, Link, crumbs};
use askama::Template;
use std::collections::{BTreeMap, BTreeSet};

impl Work<'_> {
    pub(super) fn regions(&mut self, groups: &[Group<'_>]) -> Result<(), ReportError> {
        let mut regions: BTreeMap<&[String], Vec<&Group<'_>>> = BTreeMap::new();
        for group in groups {
            for length in 1..=group.region.len() {
                if let Some(region) = group.region.get(..length) {
                    regions.entry(region).or_default().push(group);
                }
            }
        }
        for (region, own) in &regions {
            let Some((name, above)) = region.split_last() else { continue };
            let next = region.len() + 1;
            let children: BTreeSet<&[String]> =
                own.iter().filter_map(|group| group.region.get(..next)).collect();
            let children = children.into_iter().filter_map(|child| {
                let groups = regions.get(child)?;
                let docs: Vec<&Doc> = self.documents(groups).collect();
                Some(Child {
                    link: Link {
                        text: child.last()?.clone(),
                        href: format!("r/{}.html", region_page(child)),
                    },
                    agencies: groups.iter().filter(|group| group.agency.is_some()).count(),
                    documents: docs.len(),
                    failed: docs.iter().filter(|doc| doc.status != "ok").count(),
                    broken: docs.iter().map(|doc| doc.fail).sum(),
                })
            });
            let children = children.collect();
            let here: Vec<&&Group<'_>> =
                own.iter().filter(|group| group.region.len() == region.len()).collect();
            let agencies = here.iter().filter_map(|group| AgencyRow::of(group, self.catalogue)).collect();
            let others = here.iter().filter(|group| group.agency.is_none());
            let others = others.flat_map(|group| &group.documents);
            let others = others.filter_map(|index| Some(DocRow::of(self.catalogue.get(*index)?))).collect();
            let (chart_year, spent) = self.spent(own);
            let bars: Vec<(String, f64)> =
                spent.iter().map(|spent| (spent.agency.text.clone(), spent.height)).collect();
            let page = RegionPage {
                f: self.frame("../", name),
                above: crumbs(above),
                name: name.clone(),
                children,
                agencies,
                others,
                chart_year,
                chart: if bars.is_empty() { String::new() } else { charts::bars(&bars)? },
                spent,
            };
            self.folder.write(&format!("r/{}.html", region_page(region)), page.render()?.as_bytes())?;
        }
        Ok(())
    }

    fn documents<'a>(&'a self, groups: &'a [&'a Group<'_>]) -> impl Iterator<Item = &'a Doc> {
        groups.iter().flat_map(|group| &group.documents).filter_map(|index| self.catalogue.get(*index))
    }

    /// The general budget of the agencies of a region, in the newest year that has budgets.
    fn spent(&self, groups: &[&Group<'_>]) -> (Option<String>, Vec<Spent>) {
        const MOST: usize = 15;
        let group_of: BTreeMap<usize, &&Group<'_>> = groups
            .iter()
            .flat_map(|group| group.documents.iter().map(move |index| (*index, group)))
            .collect();
        let is_budget = |doc: &Doc| {
            doc.stage.as_deref() == Some("budget") && doc.same_as.is_none() && doc.superseded_by.is_none()
        };
        let years =
            group_of.keys().filter_map(|index| self.catalogue.get(*index)).filter(|doc| is_budget(doc));
        let Some(year) = years.filter_map(|doc| doc.year).max() else {
            return (None, Vec::new());
        };
        let is_wanted = |index: usize| {
            group_of.contains_key(&index)
                && self.catalogue.get(index).is_some_and(|doc| doc.year == Some(year) && is_budget(doc))
        };
        let found =
            self.facts.ranking("general_budget", is_wanted, MOST).into_iter().filter_map(|(index, fact)| {
                let group = group_of.get(&index)?;
                let agency =
                    Link { text: group.agency?.to_owned(), href: format!("a/{}.html", group.page()?) };
                let doc = self.catalogue.get(index)?;
                let (scope, amount) = (doc.scope.clone(), Amount::of(&fact, &doc.page()));
                Some(Spent { agency, scope, amount, height: money::height(fact.yuan) })
            });
        (Some(year.to_string()), found.collect())
    }
}
