//! An agency: years side by side, composition, “三公”, projects, indicators.

use super::{Amount, DocRow, Frame, Link};
use crate::agency::{Edition, codes, preferred};
use crate::charts;
use crate::error::ReportError;
use crate::facts::Fact;
use crate::model::{Indicator, Project, Status};
use crate::money;
use askama::Template;
use std::collections::BTreeMap;

/// `a/….html`.
#[derive(Template)]
#[template(path = "agency.html")]
pub(crate) struct AgencyPage<'t> {
    pub f: Frame<'t>,
    pub above: Vec<Link>,
    pub name: String,
    pub kind: String,
    pub documents: Vec<DocRow>,
    /// Year, stage and page of every column.
    pub columns: Vec<Column>,
    pub sections: Vec<Section>,
    pub projects: Vec<ProjectRow>,
    pub projects_cut: usize,
    pub judged: Vec<JudgedRow>,
    pub missed: Vec<MissedRow>,
}

/// A year and stage.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Column {
    pub year: String,
    pub stage: Option<String>,
    pub scope: Option<String>,
    pub href: String,
}

/// A table of amounts with its chart.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Section {
    /// The key of its title.
    pub title: &'static str,
    pub rows: Vec<Row>,
    /// SVG; empty without one.
    pub chart: String,
    /// The series of the chart are the stages, by colour.
    pub has_stages: bool,
    /// Which column a chart of one year is of.
    pub of: Option<Column>,
}

/// Amounts of one measure or code.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    /// The key of a headline measure; or empty.
    pub key: String,
    pub code: String,
    pub name: String,
    /// 0 for a class (类), 1 for what is below it, 2 for the lowest.
    pub level: usize,
    pub amounts: Vec<Option<Amount>>,
}

/// A project.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ProjectRow {
    pub name: String,
    pub href: String,
    pub year: String,
    pub stage: Option<String>,
    pub budget: String,
    pub executed: String,
    pub rate: String,
    pub score: String,
    pub status: Status,
    pub sort: String,
}

/// The indicators of a document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct JudgedRow {
    pub column: Column,
    pub met: usize,
    pub missed: usize,
    pub open: usize,
}

/// An indicator that was not met.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MissedRow {
    pub year: String,
    pub href: String,
    pub indicator: Indicator,
}

/// The most projects on a page; all of them are in the documents.
const MOST_PROJECTS: usize = 200;
/// The most indicators that were not met on a page.
const MOST_MISSED: usize = 100;

/// The headline measures that have a section of their own.
const THREE_PUBLIC: [&str; 8] = [
    "three_public",
    "overseas",
    "vehicles",
    "vehicles_purchase",
    "vehicles_operation",
    "reception",
    "meetings",
    "training",
];

/// The names of codes that pages and the comparison use.
pub(crate) type CodeNames = BTreeMap<String, String>;

impl<'t> AgencyPage<'t> {
    /// Puts the page together; `keys` are the headline measures in their order.
    pub fn of(
        f: Frame<'t>,
        above: Vec<Link>,
        name: &str,
        editions: &[Edition],
        keys: &[&str],
        names: &CodeNames,
    ) -> Result<AgencyPage<'t>, ReportError> {
        let chosen = preferred(editions);
        let columns: Vec<Column> = chosen.iter().map(|edition| column(edition)).collect();
        let mut sections = Vec::new();
        let main: Vec<&str> = keys.iter().copied().filter(|key| !THREE_PUBLIC.contains(key)).collect();
        let parts = [
            ("agency.headline", "general_budget", &main[..]),
            ("agency.three_public", "three_public", &THREE_PUBLIC),
        ];
        for (title, charted, keys) in parts {
            let rows: Vec<Row> = keys.iter().filter_map(|key| row(key, &chosen, names)).collect();
            let chart = if rows.is_empty() { String::new() } else { by_year(charted, &chosen)? };
            sections.push(Section { title, rows, has_stages: !chart.is_empty(), chart, of: None });
        }
        for (title, letter) in [("agency.functional", 'f'), ("agency.economic", 'e')] {
            let rows: Vec<Row> =
                codes(&chosen, letter).iter().filter_map(|key| row(key, &chosen, names)).collect();
            let (chart, of) = composition(letter, &chosen, names)?;
            sections.push(Section { title, rows, chart, has_stages: false, of });
        }
        sections.retain(|section| !section.rows.is_empty());
        let mut projects: Vec<ProjectRow> = editions.iter().flat_map(project_rows).collect();
        let projects_cut = projects.len().saturating_sub(MOST_PROJECTS);
        projects.truncate(MOST_PROJECTS);
        let judged = editions.iter().filter(|edition| edition.judged.met + edition.judged.missed.len() > 0);
        let judged = judged.map(|edition| JudgedRow {
            column: column(edition),
            met: edition.judged.met,
            missed: edition.judged.missed.len(),
            open: edition.judged.open,
        });
        let missed = editions.iter().flat_map(|edition| {
            edition.judged.missed.iter().map(|indicator| MissedRow {
                year: column(edition).year,
                href: super::evidence(&edition.doc.page(), indicator.spot),
                indicator: indicator.clone(),
            })
        });
        Ok(AgencyPage {
            f,
            above,
            name: name.to_owned(),
            kind: editions.iter().find_map(|edition| edition.doc.agency_type.clone()).unwrap_or_default(),
            documents: editions.iter().map(|edition| DocRow::of(&edition.doc)).collect(),
            columns,
            sections,
            projects,
            projects_cut,
            judged: judged.collect(),
            missed: missed.take(MOST_MISSED).collect(),
        })
    }
}

fn column(edition: &Edition) -> Column {
    let row = DocRow::of(&edition.doc);
    Column {
        year: row.year(),
        stage: edition.doc.stage.clone(),
        scope: edition.doc.scope.clone(),
        href: row.href,
    }
}

fn fact<'e>(edition: &'e Edition, key: &str) -> Option<&'e Fact> {
    edition.facts.iter().find(|fact| fact.key == key)
}

fn row(key: &str, chosen: &[&Edition], names: &CodeNames) -> Option<Row> {
    let amount = |edition: &&Edition| Some(Amount::of(fact(edition, key)?, &edition.doc.page()));
    let amounts: Vec<Option<Amount>> = chosen.iter().map(amount).collect();
    if amounts.iter().all(Option::is_none) {
        return None;
    }
    let code = key.strip_prefix(['f', 'e']).filter(|code| crate::facts::is_code(code)).unwrap_or_default();
    Some(Row {
        key: if code.is_empty() { key.to_owned() } else { String::new() },
        code: code.to_owned(),
        name: names.get(key).cloned().unwrap_or_default(),
        level: (code.len().saturating_sub(3) / 2).min(2),
        amounts,
    })
}

/// Budget and final accounts by year.
fn by_year(key: &str, chosen: &[&Edition]) -> Result<String, ReportError> {
    let mut years: BTreeMap<i64, [Option<f64>; 2]> = BTreeMap::new();
    for edition in chosen {
        let (Some(year), Some(fact)) = (edition.doc.year, fact(edition, key)) else { continue };
        let stage = usize::from(edition.doc.stage.as_deref() == Some("final_accounts"));
        if let Some(place) = years.entry(year).or_default().get_mut(stage) {
            *place = Some(money::height(fact.yuan));
        }
    }
    // One bar says nothing that its number does not.
    if years.values().flatten().flatten().count() < 2 {
        return Ok(String::new());
    }
    let labels: Vec<String> = years.keys().map(i64::to_string).collect();
    let series: [Vec<Option<f64>>; 2] =
        [0, 1].map(|stage| years.values().map(|values| values.get(stage).copied().flatten()).collect());
    charts::groups(&labels, &series)
}

/// The classes of the newest document that has any.
fn composition(
    letter: char,
    chosen: &[&Edition],
    names: &CodeNames,
) -> Result<(String, Option<Column>), ReportError> {
    for edition in chosen.iter().rev() {
        let own: Vec<&Fact> = edition
            .facts
            .iter()
            .filter(|fact| fact.key.strip_prefix(letter).is_some_and(crate::facts::is_code))
            .collect();
        // The classes, or where the form lists none of them the lowest codes.
        let length = own.iter().map(|fact| fact.key.len()).min().unwrap_or_default();
        let mut bars: Vec<(String, f64)> = own
            .iter()
            .filter(|fact| fact.key.len() == length)
            .map(|fact| (names.get(&fact.key).unwrap_or(&fact.key).clone(), money::height(fact.yuan)))
            .collect();
        bars.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        if !bars.is_empty() {
            return Ok((charts::bars(&bars)?, Some(column(edition))));
        }
    }
    Ok((String::new(), None))
}

/// Projects with a name, the greatest budgets first.
fn project_rows(edition: &Edition) -> Vec<ProjectRow> {
    let column = column(edition);
    let page = edition.doc.page();
    let mut projects: Vec<&Project> =
        edition.projects.iter().filter(|project| project.name.is_some()).collect();
    projects.sort_by_key(|project| std::cmp::Reverse(project.budget.or(project.executed)));
    let amount = |amount: Option<rust_decimal::Decimal>| amount.map(money::wan).unwrap_or_default();
    let number = |number: Option<rust_decimal::Decimal>| number.map(|n| n.to_string()).unwrap_or_default();
    let rows = projects.into_iter().map(|project| ProjectRow {
        name: project.name.clone().unwrap_or_default(),
        href: match project.table {
            Some(table) => format!("d/{page}.html#r{table}.{}", project.row),
            None => column.href.clone(),
        },
        year: column.year.clone(),
        stage: column.stage.clone(),
        budget: amount(project.budget),
        executed: amount(project.executed),
        rate: number(project.rate),
        score: [number(project.score), project.grade.clone().unwrap_or_default()].join(" ").trim().to_owned(),
        status: project.status,
        sort: number(project.budget),
    });
    rows.collect()
}
