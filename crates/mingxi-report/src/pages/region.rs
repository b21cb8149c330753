//! A region (省, 市, 县): the regions in it, its agencies, what they spend.

use super::{AgencyRow, DocRow, Frame, Link};
use askama::Template;

/// `r/….html`.
#[derive(Template)]
#[template(path = "region.html")]
pub(crate) struct RegionPage<'t> {
    pub f: Frame<'t>,
    /// The regions above, the nearest last.
    pub above: Vec<Link>,
    pub name: String,
    pub children: Vec<Child>,
    pub agencies: Vec<AgencyRow>,
    /// Documents without an agency.
    pub others: Vec<DocRow>,
    /// The year of the chart; none without numbers.
    pub chart_year: Option<String>,
    pub chart: String,
    /// The numbers of the chart.
    pub spent: Vec<Spent>,
}

/// A region in a region.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Child {
    pub link: Link,
    pub agencies: usize,
    pub documents: usize,
    pub failed: usize,
    pub broken: i64,
}

/// What an agency spends.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Spent {
    pub agency: Link,
    pub scope: Option<String>,
    pub amount: super::Amount,
    pub height: f64,
}
