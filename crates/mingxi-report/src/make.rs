//! The whole job: a publication in, a site out.

use crate::agency::{Edition, Group, groups, region_page};
use crate::charts;
use crate::error::ReportError;
use crate::facts::{Fact, Measures, is_code};
use crate::judged::judge;
use crate::model::{Check, Doc, Full, Item, Spot, Status};
use crate::money;
use crate::names;
use crate::pages::agency::{AgencyPage, CodeNames};
use crate::pages::compare::{ComparePage, Facts, Ranked};
use crate::pages::document::DocumentPage;
use crate::pages::evidence::Evidence;
use crate::pages::overview::{Contradiction, Counts, OverviewPage, Worst, coverage};
use crate::pages::region::{Child, RegionPage, Spent};
use crate::pages::{AgencyRow, Amount, DocRow, Frame, Link, SearchPage, crumbs, evidence};
use crate::pictures::{Drawn, Images, NoPicture, wanted};
use crate::read::{Source, catalogue};
use crate::script;
use crate::search::{Entry, Index, Kind};
use crate::site::SiteFolder;
use crate::text::{Language, Texts, Ui};
use askama::Template;
use mingxi_engine::dataset::{Published, VERSION};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What the site is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// The language that pages are written in; every page has a switch to the other one.
    pub language: Language,
    /// Which pages of documents are drawn.
    pub images: Images,
}

/// How far the work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// So many documents will be shown.
    Found {
        /// Documents.
        documents: usize,
    },
    /// A document has its page.
    Done,
    /// Pages about all of them are written.
    Finishing,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// Documents with a page.
    pub documents: usize,
    /// Agencies with a page.
    pub agencies: usize,
    /// Pictures of pages.
    pub pictures: usize,
    /// Pages that were to be drawn and could not be.
    pub without_picture: usize,
    /// Files of the site.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// Draws pages of a document: its path and id, the numbers of the pages; one answer for each, or why there is none.
pub type Draw<'d> = dyn FnMut(&str, &str, &[u32]) -> Result<Vec<Result<Drawn, NoPicture>>, NoPicture> + 'd;

/// Writes the publication in OUT as a site.
///
/// Memory grows with the documents: a line and some dozen comparable amounts for each. Their cells are in memory one
/// document at a time.
///
/// # Errors
/// There is no publication, `site` holds something else than a site, or it cannot be written. The old site is as it was.
pub fn report(
    out: &Path,
    site: &Path,
    options: Options,
    draw: &mut Draw<'_>,
    progress: &mut dyn FnMut(Step),
) -> Result<Made, ReportError> {
    let published = Published::open(out)?;
    let catalogue = catalogue(&published)?;
    let source = Source::open(&published)?;
    let texts = Texts::load()?;
    let folder = SiteFolder::create(site)?;
    progress(Step::Found { documents: catalogue.len() });
    let groups = groups(&catalogue);
    let mut work = Work {
        ui: Ui { texts: &texts, language: options.language },
        images: options.images,
        catalogue: &catalogue,
        folder,
        index: Index::default(),
        measures: Measures::load()?,
        facts: Facts::default(),
        counts: Counts::default(),
        worst: Worst::default(),
        pictures: 0,
        without_picture: 0,
    };
    work.assets(&texts)?;
    for group in &groups {
        work.group(group, &source, draw, progress)?;
    }
    progress(Step::Finishing);
    work.finish(&groups)
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

/// What is known while documents are shown one after another.
struct Work<'w> {
    ui: Ui<'w>,
    images: Images,
    catalogue: &'w [Doc],
    folder: SiteFolder,
    index: Index,
    measures: Measures,
    facts: Facts,
    counts: Counts,
    worst: Worst,
    pictures: usize,
    without_picture: usize,
}

const ASSETS: [(&str, &str); 5] = [
    ("style.css", include_str!("../assets/style.css")),
    ("site.js", include_str!("../assets/site.js")),
    ("document.js", include_str!("../assets/document.js")),
    ("compare.js", include_str!("../assets/compare.js")),
    ("search.js", include_str!("../assets/search.js")),
];

impl<'w> Work<'w> {
    fn assets(&mut self, texts: &Texts) -> Result<(), ReportError> {
        for (name, text) in ASSETS {
            self.folder.write(&format!("assets/{name}"), text.as_bytes())?;
        }
        // Loaded before the site's script, so that it stands alone.
        let texts = script::give("texts", texts.all())?.replacen("MX.give(\"texts\",", "var MX={texts:", 1);
        let texts = texts.trim_end().trim_end_matches(");").to_owned() + "};\n";
        self.folder.write("assets/text.js", texts.as_bytes())
    }

    fn frame(&self, root: &'static str, title: &str) -> Frame<'w> {
        Frame { ui: self.ui, root, title: title.to_owned(), version: VERSION }
    }

    /// Shows the documents of an agency, then the agency.
    fn group(
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
                shown: check.difference.map(money::yuan).unwrap_or_default(),
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

    fn finish(mut self, groups: &[Group<'_>]) -> Result<Made, ReportError> {
        let names = self.facts.code_names();
        self.regions(groups)?;
        self.compare(groups, &names)?;
        let keys: Vec<(String, usize)> =
            self.facts.keys().map(|(key, documents)| (key.to_owned(), documents)).collect();
        for (key, documents) in keys {
            let Some(code) = key.get(1..).filter(|code| is_code(code)) else { continue };
            let text = format!("{code} {}", names.get(&key).cloned().unwrap_or_default());
            let entry = Entry {
                kind: Kind::Item,
                text,
                beside: documents.to_string(),
                link: format!("compare.html#k={key}"),
            };
            self.index.add(entry, &mut self.folder)?;
        }
        let page = SearchPage { f: self.frame("", &self.ui.raw("nav.search")) };
        self.folder.write("search.html", page.render()?.as_bytes())?;
        std::mem::take(&mut self.index).finish(&mut self.folder)?;
        self.overview(groups)?;
        let (documents, pictures, without_picture) =
            (self.catalogue.len(), self.pictures, self.without_picture);
        let agencies = groups.iter().filter(|group| group.agency.is_some()).count();
        let (files, bytes) = self.folder.finish()?;
        Ok(Made { documents, agencies, pictures, without_picture, files, bytes })
    }

    fn regions(&mut self, groups: &[Group<'_>]) -> Result<(), ReportError> {
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
                let amount = Amount::of(&fact, &self.catalogue.get(index)?.page());
                Some(Spent { agency, amount, height: money::height(fact.yuan) })
            });
        (Some(year.to_string()), found.collect())
    }

    fn compare(&mut self, groups: &[Group<'_>], names: &CodeNames) -> Result<(), ReportError> {
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

    fn overview(&mut self, groups: &[Group<'_>]) -> Result<(), ReportError> {
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
