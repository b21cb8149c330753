//! What an OFD file holds: its documents, their pages, templates and resources.

use super::tree::{self, Node, numbers};
use crate::docx::encoding::part_text;
use crate::docx::package::{Inflated, Package};
use crate::pdf::Report;
use crate::pdf::budget::{Budget, Stop};
use crate::pdf::geometry::Rect;
use crate::{DecodeError, Limits};
use mingxi_model::ErrorKind;
use std::collections::BTreeMap;

/// A4, in millimetres: the page of a document that states none.
const A4: Rect = Rect { x0: 0.0, y0: 0.0, x1: 210.0, y1: 297.0 };
/// Longest side of a page, in millimetres.
const LONGEST: f64 = 50_000.0;

/// An opened file.
pub(super) struct File<'a> {
    package: Package<'a>,
    limits: Limits,
    /// Of each document, its templates by number.
    pub(super) templates: Vec<BTreeMap<String, Template>>,
    /// Of each document, what its pages refer to.
    pub(super) resources: Vec<Resources>,
    /// How many parts of annotations and signatures it names.
    annotations: usize,
    signatures: usize,
    /// Its lists of attached files.
    pub(super) attachments: Vec<String>,
}

/// Where a page is read from.
#[derive(Debug, Clone)]
pub(super) struct PageSource {
    pub(super) document: usize,
    pub(super) path: String,
    /// The page's box where it states none, in millimetres.
    pub(super) area: Rect,
}

/// Content that several pages show.
#[derive(Debug, Clone)]
pub(super) struct Template {
    pub(super) path: String,
    /// `Background` or `Foreground`.
    pub(super) order: String,
}

/// What pages refer to by number.
#[derive(Debug, Default)]
pub(super) struct Resources {
    /// Parameters of drawing.
    pub(super) parameters: BTreeMap<String, Node>,
    /// Graphics that are drawn again and again.
    pub(super) composites: BTreeMap<String, Node>,
}

impl<'a> File<'a> {
    pub(super) fn new(package: Package<'a>, limits: &Limits) -> File<'a> {
        File {
            package,
            limits: *limits,
            templates: Vec::new(),
            resources: Vec::new(),
            annotations: 0,
            signatures: 0,
            attachments: Vec::new(),
        }
    }

    /// Reads the index of the file: the pages of all its documents in order.
    ///
    /// # Errors
    /// The index is missing or damaged. A document that is damaged is told in the report.
    pub(super) fn pages(
        &mut self,
        budget: &mut Budget,
        report: &mut Report,
    ) -> Result<Vec<PageSource>, DecodeError> {
        let (index, damage) = self.part("OFD.xml", budget)?;
        if let Some(damage) = damage {
            report.loss(damage.kind(), "index_damaged", damage.to_string());
        }
        let mut pages = Vec::new();
        for body in index.children_named("DocBody") {
            let Some(root) = body.text_of("DocRoot") else { continue };
            self.signatures += usize::from(body.child("Signatures").is_some());
            if let Err(error) = self.document(&resolve("", root), budget, report, &mut pages) {
                report.loss(
                    error.kind(),
                    "document_lost",
                    format!("a document of the file is lost: {error}"),
                );
            }
        }
        Ok(pages)
    }

    fn document(
        &mut self,
        path: &str,
        budget: &mut Budget,
        report: &mut Report,
        pages: &mut Vec<PageSource>,
    ) -> Result<(), DecodeError> {
        let (root, damage) = self.part(path, budget)?;
        if let Some(damage) = damage {
            report.loss(damage.kind(), "index_damaged", damage.to_string());
        }
        let folder = folder_of(path).to_owned();
        let common = root.child("CommonData");
        let page_area = common.and_then(|common| common.child("PageArea")).and_then(area).unwrap_or(A4);
        let mut templates = BTreeMap::new();
        let mut resources = Resources::default();
        for child in common.into_iter().flat_map(|common| &common.children) {
            match &*child.name {
                "TemplatePage" => {
                    let (Some(id), Some(place)) = (child.value("ID"), child.value("BaseLoc")) else {
                        continue;
                    };
                    let order = child.value("ZOrder").unwrap_or("Background").to_owned();
                    templates.insert(id.to_owned(), Template { path: resolve(&folder, place), order });
                }
                "PublicRes" | "DocumentRes" => {
                    let place = resolve(&folder, child.text.trim());
                    match self.part(&place, budget) {
                        Ok((node, damage)) => {
                            match budget.kept(node.elements()) {
                                Ok(()) => resources.add(node),
                                Err(Stop::Page(reason) | Stop::Document(reason)) => {
                                    let message = format!("{place} is not used: {reason}");
                                    report.loss(ErrorKind::LimitExceeded, "resources_damaged", message);
                                }
                            }
                            if let Some(damage) = damage {
                                report.loss(damage.kind(), "resources_damaged", damage.to_string());
                            }
                        }
                        Err(error) => report.loss(error.kind(), "resources_damaged", error.to_string()),
                    }
                }
                _ => {}
            }
        }
        self.annotations += usize::from(root.child("Annotations").is_some());
        self.attachments.extend(root.text_of("Attachments").map(|place| resolve(&folder, place)));
        let document = self.templates.len();
        self.templates.push(templates);
        self.resources.push(resources);
        for page in root.child("Pages").into_iter().flat_map(|pages| pages.children_named("Page")) {
            if let Some(place) = page.value("BaseLoc") {
                pages.push(PageSource { document, path: resolve(&folder, place), area: page_area });
            }
        }
        Ok(())
    }

    /// A part as a tree, and what was wrong with the rest of it.
    ///
    /// # Errors
    /// There is no such part, or nothing of it can be read.
    pub(super) fn part(
        &mut self,
        path: &str,
        budget: &mut Budget,
    ) -> Result<(Node, Option<DecodeError>), DecodeError> {
        let corrupt = |message: String| DecodeError::new(ErrorKind::Corrupt, message);
        let Some(inflated) = self.package.read(path, self.limits.part_bytes)? else {
            return Err(corrupt(format!("the file has no part {path}, which it names; download it again")));
        };
        let (text, damage) = part_text(inflated.bytes);
        let (node, broken) = tree::read(&text, path, self.limits.depth, budget)?;
        let damage = inflated.damage.or(damage.map(|damage| format!("{path} is damaged: {damage}")));
        Ok((node, damage.map(corrupt).or(broken)))
    }

    /// The bytes of a part as they are; `None` where there is no such part.
    ///
    /// # Errors
    /// It is larger than `limit` or packed in an unknown way, or the document unpacks to more than allowed.
    pub(super) fn bytes(&mut self, path: &str, limit: u64) -> Result<Option<Inflated>, DecodeError> {
        self.package.read(path, limit)
    }

    /// What stands apart from the content of pages and was not read, in sentences with their codes.
    pub(super) fn apart(&self) -> Vec<(String, &'static str)> {
        let told = [
            (
                self.annotations,
                "annotations",
                "annotations (stamps, watermarks, notes), whose text is not part of the pages",
            ),
            (self.signatures, "signatures", "signatures, whose seals are not part of the pages"),
        ];
        let told = told.into_iter().filter(|(count, ..)| *count > 0);
        told.map(|(_, code, what)| (format!("the file has {what}"), code)).collect()
    }
}

impl Resources {
    fn add(&mut self, node: Node) {
        for list in node.children {
            for child in list.children {
                let Some(id) = child.value("ID").map(str::to_owned) else { continue };
                match &*child.name {
                    "DrawParam" => self.parameters.insert(id, child),
                    "CompositeGraphicUnit" | "CompositeGraphicsUnit" => self.composites.insert(id, child),
                    _ => None,
                };
            }
        }
    }
}

/// The box of a page: what a reader shows of it.
pub(super) fn area(node: &Node) -> Option<Rect> {
    ["PhysicalBox", "ApplicationBox", "ContentBox"].into_iter().find_map(|name| boxed(node.text_of(name)?))
}

/// A box given as left, top, width and height.
pub(super) fn boxed(text: &str) -> Option<Rect> {
    let [x, y, width, height] = numbers(text)[..] else { return None };
    let fits = |side: f64| (0.1..=LONGEST).contains(&side);
    (fits(width) && fits(height)).then_some(Rect { x0: x, y0: y, x1: x + width, y1: y + height })
}

pub(super) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A place relative to a folder, or to the file where it begins with `/`.
pub(super) fn resolve(folder: &str, place: &str) -> String {
    match place.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None if folder.is_empty() => place.to_owned(),
        None => format!("{folder}/{place}"),
    }
}
