//! Style sheets inside a page: rules by tag, class and id with ancestors, which decide what is hidden. Rules that ask
//! for more (states, attributes, neighbours, other media) are left alone.

use super::declared::{Declared, declarations};
use super::dom::{Dom, Id, NONE};
use rustc_hash::FxHashMap;

/// Rules of a page that are kept; Excel writes one for each format of a workbook.
const RULES: usize = 20_000;
/// Comparisons of rules with elements for one page.
const STEPS: usize = 40_000_000;

/// What one element of a selector asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Compound {
    tag: Option<String>,
    id: Option<String>,
    classes: Vec<String>,
    /// The next compound to the left has to be the parent and not any ancestor.
    is_child: bool,
}

#[derive(Debug)]
struct Rule {
    /// Right to left.
    selector: Vec<Compound>,
    declared: Declared,
    /// Importance, then ids, classes and tags, then the order in the page.
    rank: (bool, usize, usize, usize, usize),
}

/// The rules of a page.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    rules: Vec<Rule>,
    /// Rules by what the element itself has to have: `#id`, `.class`, `tag` or nothing.
    by_key: FxHashMap<String, Vec<usize>>,
    steps: usize,
}

impl Sheet {
    /// Adds the rules of a style element.
    pub(super) fn read(&mut self, text: &str) {
        let text = without_comments(text);
        let mut rest = text.as_str();
        while let Some((prelude, block, after)) = next_block(rest) {
            rest = after;
            let prelude = prelude.rsplit([';', '}']).next().unwrap_or_default().trim();
            if let Some(at) = prelude.strip_prefix('@') {
                let at = at.to_ascii_lowercase();
                let is_screen = at
                    .strip_prefix("media")
                    .is_some_and(|media| media.split(',').any(|one| matches!(one.trim(), "screen" | "all")));
                if is_screen {
                    let mut inner = block;
                    while let Some((prelude, block, after)) = next_block(inner) {
                        self.add(prelude.trim(), block);
                        inner = after;
                    }
                }
                continue;
            }
            self.add(prelude, block);
        }
    }

    fn add(&mut self, prelude: &str, block: &str) {
        let (usual, important) = declarations(block);
        for (is_important, declared) in [(false, usual), (true, important)] {
            if declared == Declared::default() {
                continue;
            }
            for selector in prelude.split(',').filter_map(selector) {
                if self.rules.len() >= RULES {
                    return;
                }
                let count = |of: fn(&Compound) -> usize| selector.iter().map(of).sum::<usize>();
                let rank = (
                    is_important,
                    count(|compound| usize::from(compound.id.is_some())),
                    count(|compound| compound.classes.len()),
                    count(|compound| usize::from(compound.tag.is_some())),
                    self.rules.len(),
                );
                let key = selector.first().map(key).unwrap_or_default();
                self.by_key.entry(key).or_default().push(self.rules.len());
                self.rules.push(Rule { selector, declared, rank });
            }
        }
    }

    /// What the rules say of an element; `true` where some of it is `!important`, as given first.
    pub(super) fn of(&mut self, dom: &Dom, id: Id) -> (Declared, Declared) {
        let mut found: Vec<usize> = Vec::new();
        let classes = dom.attribute(id, "class").unwrap_or_default().split_ascii_whitespace();
        let keys = classes
            .map(|class| format!(".{class}"))
            .chain(dom.attribute(id, "id").map(|own| format!("#{own}")))
            .chain([dom.tag(id).to_owned(), String::new()]);
        for key in keys {
            for index in self.by_key.get(&key).into_iter().flatten() {
                self.steps += 1;
                if self.steps > STEPS {
                    return Default::default();
                }
                if matches(&self.rules[*index].selector, dom, id, &mut self.steps) {
                    found.push(*index);
                }
            }
        }
        found.sort_by_key(|index| self.rules[*index].rank);
        found.dedup();
        let (mut usual, mut important) = (Declared::default(), Declared::default());
        for rule in found.into_iter().map(|index| &self.rules[index]) {
            let into = if rule.rank.0 { &mut important } else { &mut usual };
            *into = rule.declared.over(*into);
        }
        (usual, important)
    }

    /// All that an element's own style and the rules say.
    pub(super) fn declared(&mut self, dom: &Dom, id: Id) -> Declared {
        let own = declarations(dom.attribute(id, "style").unwrap_or_default());
        let ruled = self.of(dom, id);
        own.1.over(ruled.1).over(own.0).over(ruled.0)
    }

    /// The rules of the style elements of a page.
    pub(super) fn of_page(dom: &Dom, order: &[Id]) -> Sheet {
        let mut sheet = Sheet::default();
        for id in order.iter().filter(|id| dom.tag(**id) == "style") {
            for child in dom.children(*id) {
                sheet.read(dom.text(child).unwrap_or_default());
            }
        }
        sheet
    }

    /// Whether rules were left out because there were too many, or asked of too many elements.
    pub(super) fn is_exhausted(&self) -> bool {
        self.rules.len() >= RULES || self.steps > STEPS
    }
}

fn key(compound: &Compound) -> String {
    match (&compound.id, compound.classes.first(), &compound.tag) {
        (Some(id), _, _) => format!("#{id}"),
        (None, Some(class), _) => format!(".{class}"),
        (None, None, Some(tag)) => tag.clone(),
        (None, None, None) => String::new(),
    }
}

fn matches(selector: &[Compound], dom: &Dom, id: Id, steps: &mut usize) -> bool {
    let Some((own, above)) = selector.split_first() else { return false };
    if !is(own, dom, id) {
        return false;
    }
    let mut wanted = above.iter();
    let (mut compound, mut is_child) = (wanted.next(), own.is_child);
    let mut at = dom.node(id).parent;
    while let Some(asked) = compound {
        if at == NONE {
            return false;
        }
        *steps += 1;
        if is(asked, dom, at) {
            is_child = asked.is_child;
            compound = wanted.next();
        } else if is_child {
            return false;
        }
        at = dom.node(at).parent;
    }
    true
}

fn is(compound: &Compound, dom: &Dom, id: Id) -> bool {
    let has = |class: &String| {
        dom.attribute(id, "class").is_some_and(|own| own.split_ascii_whitespace().any(|own| own == class))
    };
    compound.tag.as_deref().is_none_or(|tag| dom.tag(id) == tag)
        && compound.id.as_deref().is_none_or(|own| dom.attribute(id, "id") == Some(own))
        && compound.classes.iter().all(has)
}

/// A selector's compounds right to left; `None` where it asks for what is not read here.
fn selector(text: &str) -> Option<Vec<Compound>> {
    let spaced = text.replace('>', " > ");
    let mut compounds: Vec<Compound> = Vec::new();
    let mut is_child = false;
    for word in spaced.split_whitespace() {
        if word == ">" {
            is_child = true;
            continue;
        }
        let mut compound = Compound { is_child: std::mem::take(&mut is_child), ..Compound::default() };
        let mut rest = word;
        while !rest.is_empty() {
            let kind = rest.chars().next().filter(|c| matches!(c, '.' | '#'));
            let body = &rest[kind.map_or(0, char::len_utf8)..];
            let end = body.find(['.', '#', ':', '[', '+', '~', '(']).unwrap_or(body.len());
            let (name, after) = body.split_at(end);
            if after.starts_with([':', '[', '+', '~', '(']) || (name.is_empty() && kind.is_some()) {
                return None;
            }
            match kind {
                Some('.') => compound.classes.push(name.to_owned()),
                Some(_) => compound.id = Some(name.to_owned()),
                None if name == "*" => {}
                None => compound.tag = Some(name.to_ascii_lowercase()),
            }
            rest = after;
        }
        compounds.push(compound);
    }
    compounds.reverse();
    (!compounds.is_empty()).then_some(compounds)
}

/// What stands before the next block, the block, and the rest.
fn next_block(text: &str) -> Option<(&str, &str, &str)> {
    let open = text.find('{')?;
    let mut depth = 0usize;
    for (at, c) in text[open..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            return Some((&text[..open], &text[open + 1..open + at], &text[open + at + 1..]));
        }
    }
    Some((&text[..open], &text[open + 1..], ""))
}

/// The text without comments, and without the marks that hid style sheets from the first browsers.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out.replace("<!--", " ").replace("-->", " ")
}

#[cfg(test)]
mod tests {
    use super::super::declared::Display;
    use super::super::sink::tree;
    use super::*;

    /// What the sheet shows of the elements with an id, in order.
    fn displays(sheet: &str, body: &str) -> Vec<(String, Option<Display>)> {
        let (dom, _) = tree(body, 1000, 100);
        let mut rules = Sheet::default();
        rules.read(sheet);
        let all = dom.walk(0, 100);
        let mut out = Vec::new();
        for id in all {
            if let Some(name) = dom.attribute(id, "id") {
                let (usual, important) = rules.of(&dom, id);
                out.push((name.to_owned(), important.over(usual).display));
            }
        }
        out
    }

    #[test]
    fn the_more_special_rule_decides() {
        let sheet = "<!-- .a{display:none} div.a.b{display:block} /* .c{display:none} */ #x{display:none}\n\
                     @media print{.c{display:none}} @media screen{.d{display:none}} -->";
        let body = "<p id=1 class=a></p><div id=2 class='a b'></div><p id=3 class=c></p><p id=4 class=d></p><p id=x></p>";
        let shown: Vec<Option<Display>> =
            displays(sheet, body).into_iter().map(|(_, display)| display).collect();
        let none = Some(Display::None);
        assert_eq!(shown, [none, Some(Display::Block), None, none, none]);
    }

    #[test]
    fn ancestors_are_asked() {
        let sheet = ".tabs .pane{display:none} .tabs > .on{display:block !important} a:hover{display:none}";
        let body = "<div class=tabs><div id=1 class=pane></div><div id=2 class='pane on'></div><p><b id=3 class=on></b></p></div>\
                    <div id=4 class=pane></div><a id=5></a>";
        let shown: Vec<Option<Display>> =
            displays(sheet, body).into_iter().map(|(_, display)| display).collect();
        assert_eq!(shown, [Some(Display::None), Some(Display::Block), None, None, None]);
    }
}
