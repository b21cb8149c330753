//! An agency: the pages of its documents, then its own, and what the pages about all of them need of each.

use super::{Draw, Step, Work};
use crate::agency::{Edition, Group};
use crate::error::ReportError;
use crate::facts::{Fact, is_code};
use crate::judged::judge;
use crate::model::{Check, Doc, Full, Item, Spot, Status};
use crate::money;
use crate::pages::agency::{AgencyPage, CodeNames};
use crate::pages::document::DocumentPage;
use crate::pages::evidence::Evidence;
use crate::pages::overview::Contradiction;
use crate::pages::{DocRow, Link, crumbs, evidence};
use crate::pictures::{NoPicture, wanted};
use crate::read::Source;
use crate::script;
use crate::search::{Entry, Kind};
use askama::Template;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

impl Work<'_> {
    /// Shows the documents of an agency, then the agency.
    pub(super) fn group(
        &mut self,
        group: &Group<'_>,
        source: &Source,
        draw: &mut Draw<'_>,
        progress: &mut dyn FnMut(Step),
    ) -> Result<(), ReportError> {
        let mut editions = Vec::new();
        let mut code_names = CodeNames::new();
        let catalogue = self.catalogue;
        for index in &group.documents {
            let Some(doc) = catalogue.get(*index) else { continue };
            let full = source.document(&doc.id)?;
            let facts = self.measures.facts(doc.stage.as_deref(), &full.items);
            self.gather(*index, doc, &full, &facts, &mut code_names)?;
            self.document(group, doc, &full, draw)?;
            let judged = judge(&full.indicators);
            editions.push(Edition { doc: doc.clone(), facts, projects: full.projects, judged });
            progress(Step::Done);
        }
        let (Some(agency), Some(page)) = (group.agency, group.page()) else {
            return Ok(());
        };
        let href = format!("a/{page}.html");
        let page = AgencyPage::of(
            self.frame("../", agency),
            crumbs(group.region),
            agency,
            &editions,
            &self.measures.keys(),
            &code_names,
        )?;
        self.folder.write(&href, page.render()?.as_bytes())?;
        let beside = group.region.concat();
        self.index
            .add(Entry { kind: Kind::Agency, text: agency.to_owned(), beside, link: href }, &mut self.folder)
    }

    /// What the pages about all documents need of one.
    fn gather(
        &mut self,
        index: usize,
        doc: &Doc,
        full: &Full,
        facts: &[Fact],
        code_names: &mut CodeNames,
    ) -> Result<(), ReportError> {
        self.counts.tables += doc.tables;
        self.counts.numbers += doc.items;
        self.counts.holds += doc.pass;
        self.counts.broken += doc.fail;
        full.items.iter().filter(|item| item.amount.is_some()).for_each(|item| self.counts.add(item.status));
        // A copy or an older version counts once already.
        let is_first = doc.same_as.is_none() && doc.superseded_by.is_none();
        self.facts.add(index, facts);
        let by_spot: BTreeMap<_, _> = full.items.iter().map(|item| (item.spot, item)).collect();
        for fact in facts.iter().filter(|fact| fact.key.get(1..).is_some_and(is_code)) {
            if let Some(name) = by_spot.get(&fact.spot).and_then(|item| item.name.as_deref()) {
                self.facts.name(&fact.key, name);
                code_names.entry(fact.key.clone()).or_insert_with(|| name.to_owned());
            }
        }
        let page = doc.page();
        let row = DocRow::of(doc);
        let agency = doc.agency.clone().unwrap_or_default();
        if is_first {
            let broken = full.checks.iter().filter(|check| check.is_broken);
            let own = broken.map(|check| Contradiction {
                document: Link { text: row.name.clone(), href: row.href.clone() },
                agency: agency.clone(),
                year: row.year(),
                zh: check.zh.clone(),
                en: check.en.clone(),
                difference: check.difference,
                is_money: check.is_money(),
                shown: check.difference.map(|number| shown(number, check)).unwrap_or_default(),
                // One over sentences alone has no cell.
                href: suspect(check, &by_spot).map_or_else(|| row.href.clone(), |spot| evidence(&page, spot)),
            });
            self.worst.add(own.collect());
        }
        let beside = [agency, doc.region.concat(), row.year()].join(" · ");
        let mut known: BTreeSet<&str> = BTreeSet::new();
        for project in &full.projects {
            let Some(name) = project.name.as_deref().filter(|name| known.insert(name)) else { continue };
            let link = match project.table {
                Some(table) => format!("{}#r{table}.{}", row.href, project.row),
                None => row.href.clone(),
            };
            let entry = Entry { kind: Kind::Project, text: name.to_owned(), beside: beside.clone(), link };
            self.index.add(entry, &mut self.folder)?;
        }
        for (number, sentence) in full.sentences.iter().enumerate() {
            let link = format!("{}#s{number}", row.href);
            let entry =
                Entry { kind: Kind::Sentence, text: sentence.text.clone(), beside: beside.clone(), link };
            self.index.add(entry, &mut self.folder)?;
        }
        Ok(())
    }

    fn document(
        &mut self,
        group: &Group<'_>,
        doc: &Doc,
        full: &Full,
        draw: &mut Draw<'_>,
    ) -> Result<(), ReportError> {
        let page = doc.page();
        let (mut pages, mut failed) = (BTreeMap::new(), Vec::new());
        let numbers = wanted(full, self.images);
        let mut why = None;
        if doc.format.as_deref() != Some("pdf") {
            why = Some(NoPicture::Format);
        } else if !numbers.is_empty() {
            match draw(&doc.path, &doc.id, &numbers) {
                Ok(drawn) => {
                    for (number, drawn) in numbers.iter().zip(drawn) {
                        match drawn {
                            Ok(drawn) => {
                                self.folder.write(&format!("p/{page}-{number}.png"), &drawn.png)?;
                                pages.insert(*number, (drawn.width, drawn.height));
                            }
                            Err(_) => failed.push(*number),
                        }
                    }
                }
                Err(reason) => {
                    why = Some(reason);
                    self.without_picture += numbers.len();
                }
            }
        }
        self.pictures += pages.len();
        self.without_picture += failed.len();
        let evidence = Evidence::of(doc, full, pages, failed, why);
        self.folder.write(&format!("d/{page}.js"), script::give("document", &evidence)?.as_bytes())?;
        let agency = group
            .agency
            .zip(group.page())
            .map(|(agency, page)| Link { text: agency.to_owned(), href: format!("a/{page}.html") });
        let title = DocRow::of(doc).name;
        let html = DocumentPage::of(self.frame("../", &title), crumbs(group.region), agency, doc, full);
        self.folder.write(&format!("d/{page}.html"), html.render()?.as_bytes())
    }
}

/// A difference as the overview shows it, whose column is headed by 元.
fn shown(difference: Decimal, check: &Check) -> String {
    match check.unit.as_deref().filter(|_| !check.is_money()) {
        Some(unit) => format!("{} {unit}", money::grouped(&difference.normalize().to_string())),
        None => money::yuan(difference),
    }
}

/// The cell of a broken identity that is most likely wrong; the first where none is accused.
fn suspect(check: &Check, items: &BTreeMap<Spot, &Item>) -> Option<Spot> {
    let accused = check.terms.iter().filter_map(|(spot, _)| {
        let item = items.get(spot)?;
        let rank = item.suspect_rank.unwrap_or(i64::MAX);
        (item.status == Status::Conflict).then_some((rank, *spot))
    });
    accused.min().map(|(_, spot)| spot).or_else(|| check.terms.first().map(|(spot, _)| *spot))
}
