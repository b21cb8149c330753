//! A part of an OFD file as a tree, bounded in depth and number.

use crate::DecodeError;
use crate::allowance::exceeded;
use crate::docx::xml::{Element, Markup, Step};
use crate::pdf::budget::{Budget, Stop};
use std::collections::BTreeSet;
use std::rc::Rc;

/// Elements of one part. A dense page of a disclosure has 20,000, with a text object for every character.
const ELEMENTS: usize = 400_000;
/// Between the attributes of an element, and between their names and values: markup cannot hold these characters.
const NEXT: char = '\u{1e}';
const VALUE: char = '\u{1f}';

/// An element. There may be very many, so that names are shared and all attributes are one text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Node {
    /// Its name without prefix.
    pub(super) name: Rc<str>,
    attributes: Box<str>,
    /// The text directly in it.
    pub(super) text: String,
    pub(super) children: Vec<Node>,
}

impl Node {
    /// The value of an attribute.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let mut pairs = self.attributes.split(NEXT).filter_map(|pair| pair.split_once(VALUE));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// The value of an attribute as a number.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        number(self.value(name)?)
    }

    /// The first child of a name.
    pub(super) fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| *child.name == *name)
    }

    /// All children of a name.
    pub(super) fn children_named<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Node> {
        self.children.iter().filter(move |child| *child.name == *name)
    }

    /// How many elements it is, with all below it.
    pub(super) fn elements(&self) -> usize {
        1 + self.children.iter().map(Node::elements).sum::<usize>()
    }

    /// The text of the first child of a name.
    pub(super) fn text_of(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| child.text.trim())
    }
}

/// A finite number.
pub(super) fn number(text: &str) -> Option<f64> {
    text.trim().parse::<f64>().ok().filter(|number| number.is_finite())
}

/// The numbers of a list; what is none is left out.
pub(super) fn numbers(text: &str) -> Vec<f64> {
    text.split_ascii_whitespace().filter_map(number).collect()
}

/// Reads a part; where its markup is damaged, what stands before, with the reason.
///
/// # Errors
/// It has no element at all.
pub(super) fn read(
    text: &str,
    path: &str,
    depth: usize,
    budget: &mut Budget,
) -> Result<(Node, Option<DecodeError>), DecodeError> {
    let mut markup = Markup::new(text, path, depth);
    let mut open: Vec<Node> = vec![Node::default()];
    let mut names: BTreeSet<Rc<str>> = BTreeSet::new();
    let mut left = ELEMENTS;
    let damage = loop {
        match markup.step() {
            Ok(Step::Start(_)) if left == 0 => {
                break Some(exceeded(format!(
                    "{path} is read only in part: it has more than {ELEMENTS} elements"
                )));
            }
            Ok(Step::Start(element)) => {
                left -= 1;
                let size = element.size();
                if let Err(Stop::Page(reason) | Stop::Document(reason)) =
                    budget.operators(1).and_then(|()| budget.content(size))
                {
                    break Some(exceeded(format!("{path} is read only in part: {reason}")));
                }
                let name = shared(&mut names, element.local());
                open.push(Node { name, attributes: attributes(&element), ..Node::default() });
            }
            Ok(Step::Text(text)) => {
                if let Some(node) = open.last_mut() {
                    node.text.push_str(&text);
                }
            }
            Ok(Step::End) => close(&mut open),
            Ok(Step::Eof) => break None,
            Err(error) => break Some(error),
        }
    };
    while open.len() > 1 {
        close(&mut open);
    }
    let root = open.pop().and_then(|mut root| root.children.pop());
    match (root, damage) {
        (Some(root), damage) => Ok((root, damage)),
        (None, Some(damage)) => Err(damage),
        (None, None) => Err(DecodeError::new(mingxi_model::ErrorKind::Corrupt, format!("{path} is empty"))),
    }
}

/// A name, the same one for all elements that have it.
fn shared(names: &mut BTreeSet<Rc<str>>, name: &str) -> Rc<str> {
    if let Some(known) = names.get(name) {
        return Rc::clone(known);
    }
    let name: Rc<str> = name.into();
    names.insert(Rc::clone(&name));
    name
}

/// All attributes of an element as one text.
fn attributes(element: &Element<'_>) -> Box<str> {
    let mut all = String::new();
    for (name, value) in element.attributes() {
        if !all.is_empty() {
            all.push(NEXT);
        }
        all.push_str(&name);
        all.push(VALUE);
        // A reference may name what markup cannot hold.
        all.extend(value.chars().filter(|c| !matches!(*c, NEXT | VALUE)));
    }
    all.into_boxed_str()
}

/// Ends the innermost open element.
fn close(open: &mut Vec<Node>) {
    if open.len() > 1
        && let (Some(node), Some(parent)) = (open.pop(), open.last_mut())
    {
        parent.children.push(node);
    }
}
