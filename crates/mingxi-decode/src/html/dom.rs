//! The tree of a page in one vector: nodes linked by their numbers, so that no depth of nesting costs a stack.

use html5ever::tendril::StrTendril;
use html5ever::{LocalName, QualName, local_name, ns};

/// The number of a node.
pub(super) type Id = u32;
/// No node.
pub(super) const NONE: Id = u32::MAX;
/// The number of the document.
pub(super) const ROOT: Id = 0;

/// A node with its neighbours.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) parent: Id,
    pub(super) previous: Id,
    pub(super) next: Id,
    pub(super) first: Id,
    pub(super) last: Id,
    pub(super) data: Data,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    /// The document, or something without content.
    Nothing,
    /// An element with the attributes that mean something here.
    Element(QualName, Vec<(LocalName, StrTendril)>),
    /// Text.
    Text(StrTendril),
}

/// A page's nodes.
#[derive(Debug)]
pub(super) struct Dom {
    pub(super) nodes: Vec<Node>,
    /// The name of what is no element.
    nameless: QualName,
}

impl Dom {
    /// A tree of the document alone.
    pub(super) fn new() -> Dom {
        let nameless = QualName::new(None, ns!(), local_name!(""));
        let mut dom = Dom { nodes: Vec::new(), nameless };
        dom.add(Data::Nothing);
        dom
    }

    /// Adds a node that stands nowhere yet.
    pub(super) fn add(&mut self, data: Data) -> Id {
        let id = self.nodes.len() as Id;
        self.nodes.push(Node { parent: NONE, previous: NONE, next: NONE, first: NONE, last: NONE, data });
        id
    }

    /// The node of a number that this tree gave.
    pub(super) fn node(&self, id: Id) -> &Node {
        &self.nodes[id as usize]
    }

    fn node_mut(&mut self, id: Id) -> &mut Node {
        &mut self.nodes[id as usize]
    }

    /// Takes a node out of its place.
    pub(super) fn detach(&mut self, id: Id) {
        let (parent, previous, next) = {
            let node = self.node_mut(id);
            let places = (node.parent, node.previous, node.next);
            (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
            places
        };
        match previous {
            NONE if parent != NONE => self.node_mut(parent).first = next,
            NONE => {}
            before => self.node_mut(before).next = next,
        }
        match next {
            NONE if parent != NONE => self.node_mut(parent).last = previous,
            NONE => {}
            after => self.node_mut(after).previous = previous,
        }
    }

    /// Puts a node at the end of another one.
    pub(super) fn append(&mut self, parent: Id, child: Id) {
        self.detach(child);
        let last = self.node(parent).last;
        let node = self.node_mut(child);
        (node.parent, node.previous) = (parent, last);
        match last {
            NONE => self.node_mut(parent).first = child,
            before => self.node_mut(before).next = child,
        }
        self.node_mut(parent).last = child;
    }

    /// Puts a node before another one, which has a place.
    pub(super) fn insert_before(&mut self, sibling: Id, child: Id) {
        self.detach(child);
        let (parent, previous) = (self.node(sibling).parent, self.node(sibling).previous);
        let node = self.node_mut(child);
        (node.parent, node.previous, node.next) = (parent, previous, sibling);
        self.node_mut(sibling).previous = child;
        match previous {
            NONE if parent != NONE => self.node_mut(parent).first = child,
            NONE => {}
            before => self.node_mut(before).next = child,
        }
    }

    /// Adds to the text of a node; `false` where it is no text.
    pub(super) fn extend_text(&mut self, id: Id, text: &StrTendril) -> bool {
        if id == NONE {
            return false;
        }
        match &mut self.node_mut(id).data {
            Data::Text(own) => {
                own.push_tendril(text);
                true
            }
            _ => false,
        }
    }

    /// The children of a node, in order.
    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(Some(self.node(id).first).filter(|id| *id != NONE), |id| {
            Some(self.node(*id).next).filter(|next| *next != NONE)
        })
    }

    /// The nodes below a node in reading order with their depth below it, itself first; nothing below `deepest`.
    pub(super) fn walk(&self, from: Id, deepest: usize) -> Vec<Id> {
        let mut order = Vec::new();
        let (mut at, mut depth) = (from, 0usize);
        loop {
            order.push(at);
            let node = self.node(at);
            if node.first != NONE && depth < deepest {
                (at, depth) = (node.first, depth + 1);
                continue;
            }
            while at != from && self.node(at).next == NONE {
                (at, depth) = (self.node(at).parent, depth - 1);
            }
            if at == from {
                return order;
            }
            at = self.node(at).next;
        }
    }

    /// The name of an element.
    pub(super) fn name(&self, id: Id) -> &QualName {
        match &self.node(id).data {
            Data::Element(name, _) => name,
            _ => &self.nameless,
        }
    }

    /// The name of an HTML element; empty for anything else.
    pub(super) fn tag(&self, id: Id) -> &str {
        match &self.node(id).data {
            Data::Element(name, _) if name.ns == ns!(html) => &name.local,
            _ => "",
        }
    }

    /// Whether an element is drawn by other rules than those of HTML (SVG, MathML).
    pub(super) fn is_foreign(&self, id: Id) -> bool {
        matches!(&self.node(id).data, Data::Element(name, _) if name.ns != ns!(html))
    }

    /// An attribute's value.
    pub(super) fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        match &self.node(id).data {
            Data::Element(_, attributes) => {
                attributes.iter().find(|(key, _)| &**key == name).map(|(_, value)| &**value)
            }
            _ => None,
        }
    }

    /// A node's own text.
    pub(super) fn text(&self, id: Id) -> Option<&str> {
        match &self.node(id).data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }
}
