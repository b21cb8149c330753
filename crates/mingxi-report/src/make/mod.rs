//! The whole job: a publication in, a site out.

mod compare;
mod document;
mod overview;
mod regions;

use crate::agency::{Group, groups};
use crate::error::ReportError;
use crate::facts::{Measures, is_code};
use crate::model::Doc;
use crate::pages::compare::Facts;
use crate::pages::overview::{Counts, Worst};
use crate::pages::{Frame, SearchPage};
use crate::pictures::{Drawn, Images, NoPicture};
use crate::read::{Source, catalogue};
use crate::script;
use crate::search::{Entry, Index, Kind};
use crate::site::SiteFolder;
use crate::text::{Language, Texts, Ui};
use askama::Template;
use mingxi_engine::dataset::{Published, VERSION};
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
    ("style.css", include_str!("../../assets/style.css")),
    ("site.js", include_str!("../../assets/site.js")),
    ("document.js", include_str!("../../assets/document.js")),
    ("compare.js", include_str!("../../assets/compare.js")),
    ("search.js", include_str!("../../assets/search.js")),
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

    fn finish(mut self, groups: &[Group<'_>]) -> Result<Made, ReportError> {
        let names = self.facts.code_names();
        self.regions(groups)?;
        self.compare(groups, &names)?;
        let mut keys: Vec<(String, usize)> =
            self.facts.keys().map(|(key, documents)| (key.to_owned(), documents)).collect();
        // What most documents have is found first.
        keys.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
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
}
