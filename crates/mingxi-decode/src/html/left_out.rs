//! What of a page is no part of its document: menus, paths, lists of other pages, the site's footer. Every sign is
//! weighed; no word and no name of a class decides alone, and nothing that holds a table of data is left out.

use super::counted::Counts;
use super::dom::{Dom, Id};
use mingxi_model::text::squeeze;

/// What one sign weighs; from [`ENOUGH`] on an element is left out.
const ENOUGH: u32 = 4;
/// Its tag or role says what it is.
const TAG: u32 = 3;
/// A class or id says so.
const NAME: u32 = 2;
/// Most of its text leads to other pages.
const LINKED: u32 = 4;
/// Some of it does.
const SOME_LINKS: u32 = 2;
/// A word that only sites print about themselves, and stands behind the document's text.
const MARK: u32 = 2;
/// It is short.
const SHORT: u32 = 1;

const TAGS: [&str; 3] = ["nav", "footer", "aside"];
const ROLES: [&str; 5] = ["navigation", "banner", "contentinfo", "search", "complementary"];
const NAMES: [&str; 26] = [
    "nav",
    "navbar",
    "navigation",
    "menu",
    "breadcrumb",
    "breadcrumbs",
    "crumb",
    "crumbs",
    "foot",
    "footer",
    "copyright",
    "sidebar",
    "toolbar",
    "share",
    "bdsharebuttonbox",
    "search",
    "login",
    "topbar",
    "header",
    "banner",
    "related",
    "pager",
    "pagination",
    "friendlink",
    "links",
    "position",
];
/// What sites print about themselves at the end of every page.
const MARKS: [&str; 13] = [
    "版权所有",
    "主办单位",
    "承办单位",
    "主办:",
    "承办:",
    "ICP备",
    "公网安备",
    "网站标识码",
    "技术支持",
    "网站地图",
    "联系我们",
    "copyright",
    "法律声明",
];
/// Marks that count at most, and characters within which they are looked for.
const MOST_MARKS: u32 = 3;
const MARKED: usize = 800;

/// Whether an element is no part of the page's document; `whole` counts the page, `is_behind` says that no table of
/// data follows.
pub(super) fn is_left_out(dom: &Dom, id: Id, counts: &[Counts], whole: &Counts, is_behind: bool) -> bool {
    let own = counts[id as usize];
    if own.tables > 0 || own.characters == 0 || own.is_attached() {
        return false;
    }
    let mut weight = 0;
    let role = dom.attribute(id, "role").unwrap_or_default();
    // An element that holds most of the page's text is the document, whatever it is called.
    let is_part = own.characters * 2 < whole.characters || whole.tables > 0;
    if is_part && (TAGS.contains(&dom.tag(id)) || ROLES.contains(&role)) {
        weight += TAG;
    }
    if is_part && is_named(dom, id) {
        weight += NAME;
    }
    if own.is_linked() {
        weight += LINKED;
    } else if own.links > 0 && own.linked * 10 >= own.characters * 3 {
        weight += SOME_LINKS;
    }
    if is_behind && is_part && own.characters <= MARKED {
        weight += MARK * marks(dom, id).min(MOST_MARKS);
    }
    if own.characters <= 60 && weight > 0 && !has_heading(dom, id) {
        weight += SHORT;
    }
    weight >= ENOUGH
}

fn is_named(dom: &Dom, id: Id) -> bool {
    let names = [dom.attribute(id, "class"), dom.attribute(id, "id")];
    names.into_iter().flatten().any(|name| {
        let lower = name.to_ascii_lowercase();
        lower.split(|c: char| !c.is_ascii_alphabetic()).any(|word| NAMES.contains(&word))
    })
}

fn marks(dom: &Dom, id: Id) -> u32 {
    let text: String = dom.walk(id, 32).into_iter().filter_map(|id| dom.text(id)).collect();
    let text = squeeze(&text);
    let lower = text.to_ascii_lowercase();
    MARKS.iter().filter(|mark| text.contains(**mark) || lower.contains(**mark)).count() as u32
}

fn has_heading(dom: &Dom, id: Id) -> bool {
    dom.walk(id, 8).into_iter().any(|id| matches!(dom.tag(id), "h1" | "h2" | "h3"))
}
