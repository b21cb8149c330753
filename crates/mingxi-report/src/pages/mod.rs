//! The pages: what each takes, and its template.

pub(crate) mod agency;
pub(crate) mod compare;
pub(crate) mod document;
pub(crate) mod evidence;
pub(crate) mod overview;
mod packed;
pub(crate) mod region;
mod search;

pub(crate) use search::SearchPage;

use crate::agency::{Group, region_page};
use crate::facts::Fact;
use crate::model::{Doc, Spot};
use crate::money;
use crate::text::Ui;

/// What all pages have.
pub(crate) struct Frame<'t> {
    pub ui: Ui<'t>,
    /// The way from the page to the root of the site.
    pub root: &'static str,
    pub title: String,
    /// Whose results: the version of the program.
    pub version: &'static str,
}

/// A link, by text of a document and an address of this program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    pub text: String,
    pub href: String,
}

/// The regions above and including one, as links from the root.
pub(crate) fn crumbs(region: &[String]) -> Vec<Link> {
    (1..=region.len())
        .filter_map(|length| {
            let part = region.get(..length)?;
            Some(Link { text: part.last()?.clone(), href: format!("r/{}.html", region_page(part)) })
        })
        .collect()
}

/// The address of a cell's evidence, from the root.
pub(crate) fn evidence(page: &str, spot: Spot) -> String {
    format!("d/{page}.html#c{}.{}.{}", spot.0, spot.1, spot.2)
}

/// An amount in a table of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Amount {
    /// In 万元.
    pub wan: String,
    /// In yuan, for sorting.
    pub yuan: String,
    /// The letter of its status.
    pub status: &'static str,
    /// The key of its status.
    pub status_key: &'static str,
    /// Its evidence, from the root.
    pub href: String,
    /// How many rows were added; 1 for a single cell.
    pub added: usize,
}

impl Amount {
    pub fn of(fact: &Fact, page: &str) -> Amount {
        Amount {
            wan: money::wan(fact.yuan),
            yuan: fact.yuan.to_string(),
            status: fact.status.letter(),
            status_key: fact.status.key(),
            href: evidence(page, fact.spot),
            added: fact.added,
        }
    }
}

/// A document in a list.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DocRow {
    pub href: String,
    pub name: String,
    pub doc: Doc,
}

impl DocRow {
    pub fn of(doc: &Doc) -> DocRow {
        DocRow { href: format!("d/{}.html", doc.page()), name: doc.called(), doc: doc.clone() }
    }

    pub fn year(&self) -> String {
        self.doc.year.map_or_else(|| "—".to_owned(), |year| year.to_string())
    }
}

/// An agency in a list.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AgencyRow {
    pub link: Link,
    pub region: String,
    pub kind: String,
    pub years: String,
    pub documents: usize,
    pub broken: i64,
}

impl AgencyRow {
    /// `None` for documents without an agency.
    pub fn of(group: &Group<'_>, catalogue: &[Doc]) -> Option<AgencyRow> {
        let docs: Vec<&Doc> = group.documents.iter().filter_map(|index| catalogue.get(*index)).collect();
        let years: std::collections::BTreeSet<i64> = docs.iter().filter_map(|doc| doc.year).collect();
        let years: Vec<String> = years.iter().map(i64::to_string).collect();
        Some(AgencyRow {
            link: Link { text: group.agency?.to_owned(), href: format!("a/{}.html", group.page()?) },
            region: group.region.concat(),
            kind: docs.iter().find_map(|doc| doc.agency_type.clone()).unwrap_or_default(),
            years: years.join(" "),
            documents: docs.len(),
            broken: docs.iter().map(|doc| doc.fail).sum(),
        })
    }
}
