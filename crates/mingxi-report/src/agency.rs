//! Agencies (公开单位) and their documents.

use crate::facts::Fact;
use crate::judged::Judged;
use crate::model::{Doc, Project};
use crate::names;
use std::collections::{BTreeMap, BTreeSet};

/// Documents of one agency of one region, by year and stage; or those of which the agency is not known.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Group<'d> {
    /// `None` where no agency is known.
    pub agency: Option<&'d str>,
    pub region: &'d [String],
    /// Their places in the catalogue.
    pub documents: Vec<usize>,
}

impl Group<'_> {
    /// The name of the agency's page; `None` without an agency.
    pub fn page(&self) -> Option<String> {
        let agency = self.agency?;
        let mut parts: Vec<&str> = vec!["agency", agency];
        parts.extend(self.region.iter().map(String::as_str));
        Some(names::of_parts(&parts))
    }
}

/// The name of a region's page.
pub(crate) fn region_page(region: &[String]) -> String {
    let mut parts: Vec<&str> = vec!["region"];
    parts.extend(region.iter().map(String::as_str));
    names::of_parts(&parts)
}

/// Groups the documents of a catalogue, in its order.
pub(crate) fn groups(catalogue: &[Doc]) -> Vec<Group<'_>> {
    let mut out: Vec<Group<'_>> = Vec::new();
    let mut places: BTreeMap<(&[String], Option<&str>), usize> = BTreeMap::new();
    for (index, doc) in catalogue.iter().enumerate() {
        let key = (doc.region.as_slice(), doc.agency.as_deref());
        let place = *places.entry(key).or_insert_with(|| {
            out.push(Group { agency: key.1, region: key.0, documents: Vec::new() });
            out.len() - 1
        });
        if let Some(group) = out.get_mut(place) {
            group.documents.push(index);
        }
    }
    out
}

/// What a document tells about its agency.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Edition {
    pub doc: Doc,
    pub facts: Vec<Fact>,
    pub projects: Vec<Project>,
    pub judged: Judged,
}

/// The documents that stand for their years and stages: not a copy, not replaced by a newer one, the whole department
/// rather than a unit of it, and the one with most numbers.
pub(crate) fn preferred(editions: &[Edition]) -> Vec<&Edition> {
    let mut best: BTreeMap<(i64, &str), &Edition> = BTreeMap::new();
    let rank = |edition: &Edition| {
        let doc = &edition.doc;
        (
            doc.same_as.is_none() && doc.superseded_by.is_none(),
            doc.scope.as_deref() == Some("department"),
            doc.items,
        )
    };
    for edition in editions {
        let (Some(year), Some(stage)) = (edition.doc.year, edition.doc.stage.as_deref()) else {
            continue;
        };
        let known = best.entry((year, stage)).or_insert(edition);
        if rank(edition) > rank(known) {
            *known = edition;
        }
    }
    best.into_values().collect()
}

/// The keys of facts that an agency has, of codes only, in the order of the codes.
pub(crate) fn codes<'e>(editions: &[&'e Edition], letter: char) -> Vec<&'e str> {
    let keys = editions.iter().flat_map(|edition| &edition.facts).map(|fact| fact.key.as_str());
    let is_code = |key: &&str| key.strip_prefix(letter).is_some_and(crate::facts::is_code);
    keys.filter(is_code).collect::<BTreeSet<_>>().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edition(id: &str, scope: &str, items: i64) -> Edition {
        let doc = Doc {
            id: id.to_owned(),
            year: Some(2024),
            stage: Some("budget".to_owned()),
            scope: Some(scope.to_owned()),
            items,
            ..Doc::default()
        };
        Edition { doc, facts: Vec::new(), projects: Vec::new(), judged: Judged::default() }
    }

    #[test]
    fn the_department_stands_for_a_year_and_a_replaced_file_does_not() {
        let mut old = edition("old", "department", 900);
        old.doc.superseded_by = Some("new".to_owned());
        let all = [old, edition("unit", "unit", 500), edition("new", "department", 100)];
        let ids: Vec<&str> = preferred(&all).iter().map(|edition| edition.doc.id.as_str()).collect();
        assert_eq!(ids, ["new"]);
    }

    #[test]
    fn agencies_of_one_name_in_two_regions_are_two() {
        let doc = |region: &str| Doc {
            agency: Some("财政局".to_owned()),
            region: vec![region.to_owned()],
            ..Doc::default()
        };
        let catalogue = [doc("甲县"), doc("乙县"), doc("甲县")];
        let groups = groups(&catalogue);
        assert_eq!(
            groups.iter().map(|group| group.documents.clone()).collect::<Vec<_>>(),
            [vec![0, 2], vec![1]]
        );
        assert_ne!(groups[0].page(), groups[1].page());
    }
}
