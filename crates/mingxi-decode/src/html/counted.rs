//! What stands in every element of a page, counted once from its leaves up: text, text of links, tables of data.

use super::declared::Display;
use super::dom::{Dom, Id, NONE};
use super::look::{Look, Seen};
use mingxi_model::text::is_space;

/// A link's target that ends so is a file and no page.
const FILES: [&str; 18] = [
    ".pdf", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".zip", ".rar", ".7z", ".ofd", ".rtf", ".ppt",
    ".pptx", ".csv", ".txt", ".tar.gz", ".docm",
];

/// What is seen of an element and all below it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Characters that are no white space.
    pub(super) characters: usize,
    /// Those of them in links to other pages.
    pub(super) linked: usize,
    /// Those of them in links to files.
    pub(super) attached: usize,
    /// Links to other pages.
    pub(super) links: usize,
    /// Links to files.
    pub(super) attachments: usize,
    /// Tables of data.
    pub(super) tables: usize,
    /// Blocks with text of their own.
    pub(super) paragraphs: usize,
    /// The element itself is a table of data.
    pub(super) is_data: bool,
}

impl Counts {
    /// Takes in a part.
    pub(super) fn add(&mut self, part: Counts) {
        self.characters += part.characters;
        self.linked += part.linked;
        self.attached += part.attached;
        self.links += part.links;
        self.attachments += part.attachments;
        self.tables += part.tables;
        self.paragraphs += part.paragraphs;
    }

    /// Whether most of the text leads elsewhere.
    pub(super) fn is_linked(&self) -> bool {
        self.links >= 3 && self.linked * 10 >= self.characters * 6
    }

    /// Whether most of the text names files.
    pub(super) fn is_attached(&self) -> bool {
        self.attachments >= 1 && self.attached * 10 >= self.characters * 5
    }
}

/// Counts every node; `is_data` says of a table, whose inside is counted, whether it holds data.
pub(super) fn counted(
    dom: &Dom,
    looks: &[Look],
    order: &[Id],
    is_data: impl Fn(Id, &[Counts]) -> bool,
) -> Vec<Counts> {
    let mut counts = vec![Counts::default(); dom.nodes.len()];
    for id in order.iter().rev().copied() {
        let index = id as usize;
        let look = looks[index];
        if let Some(text) = dom.text(id) {
            if look.seen == Seen::Yes {
                counts[index].characters = text.chars().filter(|c| !is_space(*c)).count();
            }
        } else if dom.tag(id) == "a" {
            let own = counts[index].characters;
            match target(dom.attribute(id, "href")) {
                Target::File if own > 0 => (counts[index].attached, counts[index].attachments) = (own, 1),
                Target::Page if own > 0 => (counts[index].linked, counts[index].links) = (own, 1),
                _ => {}
            }
        } else if look.display == Display::Table && look.seen == Seen::Yes && is_data(id, &counts) {
            counts[index].tables += 1;
            counts[index].is_data = true;
        } else if look.display == Display::Block
            && counts[index].paragraphs == 0
            && counts[index].characters > 0
        {
            counts[index].paragraphs = 1;
        }
        let parent = dom.node(id).parent;
        if parent != NONE {
            let own = counts[index];
            counts[parent as usize].add(own);
        }
    }
    counts
}

/// Where a link leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// Nowhere, or to another place of the page.
    Here,
    /// To another page.
    Page,
    /// To a file.
    File,
}

/// Where a link with that target leads.
pub(super) fn target(href: Option<&str>) -> Target {
    let Some(href) = href.map(str::trim).filter(|href| !href.is_empty()) else { return Target::Here };
    if href.len() > 1 && href.starts_with('#') {
        return Target::Here;
    }
    let lower = href.to_ascii_lowercase();
    let path = lower.split(['?', '#']).next().unwrap_or_default();
    // A download script names the file in its query.
    let is_file = FILES
        .iter()
        .any(|end| path.ends_with(end) || lower.ends_with(end) || lower.contains(&format!("{end}&")));
    if is_file && !lower.starts_with("javascript") { Target::File } else { Target::Page }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_files_or_pages() {
        assert_eq!(target(Some("./P020240201.PDF")), Target::File);
        assert_eq!(target(Some("/download.jsp?name=预算.xls&id=3")), Target::File);
        assert_eq!(target(Some("../index.html")), Target::Page);
        assert_eq!(target(Some("javascript:void(0)")), Target::Page);
        assert_eq!((target(Some("#_Toc1")), target(None)), (Target::Here, Target::Here));
    }
}
