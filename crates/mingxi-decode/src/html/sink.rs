//! Markup to a tree by the rules of browsers (html5ever), within bounds: the parser is fed piece by piece and stopped
//! where the tree grows too deep or too large, because its work on one tag grows with the depth.

use super::dom::{Data, Dom, Id, NONE, ROOT};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, ParseOpts, QualName, parse_document};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

/// The parser is asked after so many bytes whether it may go on.
const PIECE: usize = 1024;
/// Attributes that mean something here; the others are forgotten at once.
const KEPT: [&str; 28] = [
    "align",
    "background",
    "class",
    "colspan",
    "content",
    "height",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "name",
    "role",
    "rowspan",
    "src",
    "start",
    "style",
    "title",
    "type",
    "value",
    "width",
    "x:num",
    "x:fmla",
    "x:str",
    "sdval",
    "data",
    "alt",
    "selected",
    "nowrap",
];

/// Why a tree is smaller than its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Excess {
    /// Elements nest too deep.
    Depth,
    /// There are too many elements and texts.
    Nodes,
}

/// Builds the tree of a page of at most `nodes` nodes (and those of one more piece) and about `depth` levels.
pub(super) fn tree(text: &str, nodes: usize, depth: usize) -> (Dom, Option<Excess>) {
    let sink = Sink { dom: RefCell::new(Dom::new()), depths: RefCell::new(vec![0]), deepest: Cell::new(0) };
    let mut parser = parse_document(sink, ParseOpts::default());
    let mut rest = text;
    let mut excess = None;
    while !rest.is_empty() {
        let mut end = rest.len().min(PIECE);
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let (piece, after) = rest.split_at(end);
        parser.process(StrTendril::from(piece));
        rest = after;
        let sink = &parser.tokenizer.sink.sink;
        if sink.deepest.get() > depth {
            excess = Some(Excess::Depth);
            break;
        }
        if sink.dom.borrow().nodes.len() > nodes {
            excess = Some(Excess::Nodes);
            break;
        }
    }
    (parser.finish(), excess)
}

struct Sink {
    dom: RefCell<Dom>,
    /// How deep each node stood when it was put in its place.
    depths: RefCell<Vec<usize>>,
    deepest: Cell<usize>,
}

impl Sink {
    fn add(&self, data: Data) -> Id {
        self.depths.borrow_mut().push(0);
        self.dom.borrow_mut().add(data)
    }

    fn note_depth(&self, parent: Id, child: Id) {
        let mut depths = self.depths.borrow_mut();
        let depth = depths.get(parent as usize).copied().unwrap_or(0) + 1;
        if let Some(own) = depths.get_mut(child as usize) {
            *own = depth;
        }
        self.deepest.set(self.deepest.get().max(depth));
    }
}

fn kept(attributes: Vec<Attribute>) -> Vec<(html5ever::LocalName, StrTendril)> {
    let wanted = attributes.into_iter().filter(|attribute| KEPT.contains(&&*attribute.name.local));
    wanted.map(|attribute| (attribute.name.local, attribute.value)).collect()
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Dom;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Dom {
        self.dom.into_inner()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Ref<'a, QualName> {
        Ref::map(self.dom.borrow(), |dom| dom.name(*target))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> Id {
        self.add(Data::Element(name, kept(attributes)))
    }

    fn create_comment(&self, _text: StrTendril) -> Id {
        NONE
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Id {
        NONE
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        match child {
            NodeOrText::AppendNode(NONE) => {}
            NodeOrText::AppendNode(child) => {
                self.dom.borrow_mut().append(*parent, child);
                self.note_depth(*parent, child);
            }
            NodeOrText::AppendText(text) => {
                let last = self.dom.borrow().node(*parent).last;
                if !self.dom.borrow_mut().extend_text(last, &text) {
                    let child = self.add(Data::Text(text));
                    self.dom.borrow_mut().append(*parent, child);
                }
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        if self.dom.borrow().node(*element).parent == NONE {
            self.append(previous, child);
        } else {
            self.append_before_sibling(element, child);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    fn get_template_contents(&self, target: &Id) -> Id {
        *target
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        let parent = self.dom.borrow().node(*sibling).parent;
        match child {
            NodeOrText::AppendNode(NONE) => {}
            NodeOrText::AppendNode(child) => {
                self.dom.borrow_mut().insert_before(*sibling, child);
                self.note_depth(parent, child);
            }
            NodeOrText::AppendText(text) => {
                let previous = self.dom.borrow().node(*sibling).previous;
                if !self.dom.borrow_mut().extend_text(previous, &text) {
                    let child = self.add(Data::Text(text));
                    self.dom.borrow_mut().insert_before(*sibling, child);
                }
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, attributes: Vec<Attribute>) {
        let mut dom = self.dom.borrow_mut();
        let Some(node) = dom.nodes.get_mut(*target as usize) else { return };
        if let Data::Element(_, own) = &mut node.data {
            for (name, value) in kept(attributes) {
                if own.iter().all(|(known, _)| *known != name) {
                    own.push((name, value));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        if *target != NONE {
            self.dom.borrow_mut().detach(*target);
        }
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        let mut dom = self.dom.borrow_mut();
        while dom.node(*node).first != NONE {
            let child = dom.node(*node).first;
            dom.append(*new_parent, child);
        }
    }
}
