//! How every node of a page looks, its ancestors' and the page's own style sheets heard: seen or not, block or inline,
//! where its text begins.

use super::declared::{Declared, Display, length};
use super::dom::{Dom, Id, NONE, ROOT};
use super::sheet::Sheet;

/// Elements of a page that print nothing.
const SILENT: [&str; 29] = [
    "head", "script", "style", "noscript", "template", "title", "meta", "link", "base", "iframe", "object",
    "embed", "applet", "audio", "video", "canvas", "map", "area", "select", "option", "optgroup", "datalist",
    "button", "rt", "rp", "progress", "frameset", "frame", "noframes",
];
/// Elements that stand on lines of their own.
const BLOCKS: [&str; 38] = [
    "html",
    "body",
    "div",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "nav",
    "aside",
    "blockquote",
    "pre",
    "center",
    "address",
    "figure",
    "figcaption",
    "form",
    "fieldset",
    "legend",
    "hr",
    "details",
    "summary",
    "caption",
    "hgroup",
    "menu",
];

/// How a node looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    /// What of it is printed.
    pub(super) seen: Seen,
    pub(super) display: Display,
    /// Text of it counts white space as it stands.
    pub(super) keeps_space: bool,
    /// Text is set from the left.
    pub(super) is_left: bool,
    /// Where the first line begins, in points from the block's edge.
    pub(super) text_indent: f32,
    /// How far the block itself is moved in, in points.
    pub(super) inset: f32,
    /// Heading level, 1 = top.
    pub(super) heading: Option<u8>,
    /// It stands in an item of a list whose label is not counted yet, or has a place of its own on the page.
    pub(super) is_placed: bool,
    /// It is a row whose cells are set from the right to the left.
    pub(super) is_reversed: bool,
}

/// Whether a node is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// It is.
    Yes,
    /// Never: markup that is no text.
    Silent,
    /// Hidden by its style; what stands in it may show itself again where it was only invisible.
    Invisible,
    /// Left out with all that stands in it.
    Hidden,
    /// Struck through, or deleted.
    Struck,
    /// A note, a comment, a header or footer of Word.
    Apart,
}

impl Look {
    const PLAIN: Look = Look {
        seen: Seen::Yes,
        display: Display::Block,
        keeps_space: false,
        is_left: true,
        text_indent: 0.0,
        inset: 0.0,
        heading: None,
        is_placed: false,
        is_reversed: false,
    };
}

/// The looks of all nodes in reading order (`order`), by node.
pub(super) fn looks(dom: &Dom, order: &[Id], sheet: &mut Sheet) -> Vec<Look> {
    let mut looks = vec![Look::PLAIN; dom.nodes.len()];
    for id in order.iter().copied() {
        if id == ROOT {
            continue;
        }
        let parent = match dom.node(id).parent {
            NONE => Look::PLAIN,
            parent => looks[parent as usize],
        };
        looks[id as usize] = match dom.text(id) {
            Some(_) => Look { display: Display::Inline, inset: 0.0, ..parent },
            None => element(dom, id, parent, sheet),
        };
    }
    looks
}

fn element(dom: &Dom, id: Id, parent: Look, sheet: &mut Sheet) -> Look {
    let tag = dom.tag(id);
    let declared = sheet.declared(dom, id);
    // Rows and cells that a style lays out in its own way (tr {display: flex} below a fixed head) are those of their table.
    let of_tag = by_tag(tag);
    let is_of_table = matches!(of_tag, Display::RowGroup | Display::Row | Display::Cell);
    let asked = declared.display.filter(|asked| !is_of_table || *asked == Display::None);
    let display = match asked.unwrap_or(of_tag) {
        Display::Inline | Display::Beside
            if parent.display == Display::Flex
                || declared.is_floating == Some(true)
                || declared.is_placed == Some(true) =>
        {
            Display::Block
        }
        display => display,
    };
    let is_struck = matches!(tag, "s" | "strike" | "del") || declared.is_struck == Some(true);
    let is_hidden =
        dom.attribute(id, "hidden").is_some() || declared.is_unseen() || is_flat_row(dom, id, tag, display);
    let is_visible = match declared.is_visible {
        Some(is_visible) => is_visible,
        None => parent.seen != Seen::Invisible,
    } && declared.is_tiny != Some(true);
    let seen = match parent.seen {
        Seen::Yes | Seen::Invisible if SILENT.contains(&tag) || dom.is_foreign(id) => Seen::Silent,
        Seen::Yes | Seen::Invisible if is_hidden => Seen::Hidden,
        Seen::Yes | Seen::Invisible if declared.is_apart == Some(true) => Seen::Apart,
        Seen::Yes | Seen::Invisible if !is_visible => Seen::Invisible,
        Seen::Yes | Seen::Invisible if is_struck => Seen::Struck,
        Seen::Yes | Seen::Invisible => Seen::Yes,
        other => other,
    };
    let align = dom.attribute(id, "align").map(str::to_ascii_lowercase);
    let is_left =
        declared.is_left.or_else(|| align.map(|align| !matches!(align.as_str(), "center" | "right")));
    // A heading cell is centred unless it says otherwise; any other one begins anew from the left inside its table.
    let inherited = match tag {
        "th" | "center" => false,
        "table" => true,
        _ => parent.is_left,
    };
    Look {
        seen,
        display,
        keeps_space: declared.keeps_space.unwrap_or(parent.keeps_space && tag != "table" || tag == "pre"),
        is_left: is_left.unwrap_or(inherited),
        text_indent: declared.text_indent.unwrap_or(if tag == "table" { 0.0 } else { parent.text_indent }),
        inset: inset(&declared),
        heading: heading(tag).or(declared.outline).or(parent.heading),
        is_placed: declared.is_placed == Some(true),
        is_reversed: declared.display == Some(Display::Flex) && declared.is_reversed == Some(true),
    }
}

fn inset(declared: &Declared) -> f32 {
    declared.padding.unwrap_or(0.0) + declared.margin.unwrap_or(0.0)
}

fn heading(tag: &str) -> Option<u8> {
    let level = tag.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

fn by_tag(tag: &str) -> Display {
    match tag {
        "table" => Display::Table,
        "thead" | "tbody" | "tfoot" => Display::RowGroup,
        "tr" => Display::Row,
        "td" | "th" => Display::Cell,
        _ if BLOCKS.contains(&tag) => Display::Block,
        _ => Display::Inline,
    }
}

/// A row of height 0, which Word and Excel write to state the widths of columns.
fn is_flat_row(dom: &Dom, id: Id, tag: &str, display: Display) -> bool {
    tag == "tr"
        && display == Display::Row
        && dom.attribute(id, "height").and_then(length).is_some_and(|height| height <= 0.0)
}
