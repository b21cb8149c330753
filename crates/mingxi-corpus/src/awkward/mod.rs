//! Awkward documents (`--awkward`): generated disclosures in which some cells print something that is not one plain
//! number, in which a unit is wrapped, or whose file was damaged, with what is right of each.
//!
//! - `values`: what a value cell may print;
//! - `units`: how a document may state the unit of its tables;
//! - `whole`: what may be awkward about a whole table or document;
//! - `word`: what Word's markup makes of a number;
//! - `page`: what a page's ink makes of a number;
//! - `damage`: what copying does to a file;
//! - `kinds`: all of them;
//! - `check`: whether every changed number is read right or told.

pub mod check;
mod damage;
mod kinds;
mod page;
mod units;
mod values;
mod whole;
mod word;

use crate::document::{Block, Disclosure, Table};
use crate::generate::{Cities, Order, document};
use crate::rng::Rng;
use crate::truth::{LineFact, Truth};
use crate::write::Format;
use crate::write::pdf::{self, Layout};
use kinds::{KINDS, Kind, Means, RULED};

/// So many cells of a document are changed.
const CELLS: usize = 4;

/// A written awkward document and what is right of it.
#[derive(Debug)]
pub struct Made {
    /// The file's name.
    pub file_name: String,
    /// The kind of input.
    pub kind: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
    /// What a reader of the page can know.
    pub truth: Truth,
    /// What stands at the top of every page, where it is not the agency.
    running: Option<String>,
    /// How many numbers are awkward.
    pub changed: usize,
    /// Numbers of the original that the document no longer shows whole: they must be told.
    pub unreadable: Vec<LineFact>,
}

impl Made {
    /// Whether the document still says what its designer meant, so that its sums hold.
    pub fn is_sound(&self) -> bool {
        self.unreadable.is_empty() && !self.truth.lines.iter().any(|line| line.yuan.starts_with('-'))
    }
}

/// The awkward documents of an order: every kind in turn.
///
/// # Errors
/// A document cannot be written.
pub fn documents(order: &Order) -> impl Iterator<Item = anyhow::Result<Made>> + '_ {
    let plain = Order { cities: Cities::Without, ..order.clone() };
    (0..order.count).map(move |number| {
        let kind = &KINDS[number as usize % KINDS.len()];
        make(&plain, number, kind)
    })
}

fn make(order: &Order, number: u64, kind: &Kind) -> anyhow::Result<Made> {
    let mut rng = Rng::for_item(order.seed ^ 0x6177_6b77, number);
    let asked: Vec<Format> =
        kind.formats.iter().copied().filter(|format| order.formats.contains(format)).collect();
    let format = *rng.pick(if asked.is_empty() { kind.formats } else { &asked });
    let (name, mut disclosure, _) = document(&Order { formats: vec![format], ..order.clone() }, number);
    let mut made = Made {
        file_name: format!("{name}_{}.{}", kind.name, format.extension()),
        kind: kind.name,
        bytes: Vec::new(),
        truth: Truth::default(),
        running: None,
        changed: 0,
        unreadable: Vec::new(),
    };
    if RULED.contains(&kind.name) && !disclosure.look.layout.is_ruled() {
        disclosure.look.layout = Layout::Strokes;
    }
    match kind.means {
        Means::Value(print) => values::change(&mut disclosure, print, &mut made, &mut rng),
        Means::Whole(change) => change(&mut disclosure, &mut made, &mut rng),
        Means::Page(ink) => page::print(&mut disclosure, ink, &mut made, &mut rng),
        Means::Word(dress) => {
            word::mark(&mut disclosure, dress, &mut made, &mut rng);
            made.bytes = word::write(&disclosure, dress)?;
        }
        Means::Bytes(_) => {}
    }
    if let Some(running) = &made.running {
        made.bytes = pdf::write(&disclosure.blocks, disclosure.look, running)?;
    } else if made.bytes.is_empty() {
        made.bytes = format.write(&disclosure)?;
    }
    if let Means::Bytes(damage) = kind.means
        && let Some(damaged) = damage(made.bytes.clone(), &disclosure.truth.lines, &mut rng)
    {
        made.bytes = damaged;
        made.changed = 1;
        made.unreadable = disclosure.truth.lines.clone();
    }
    made.truth = disclosure.truth;
    Ok(made)
}

fn tables(disclosure: &mut Disclosure) -> impl Iterator<Item = &mut Table> {
    disclosure.blocks.iter_mut().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    })
}

/// Some facts of money whose cells print them alone, by their places in the truth.
fn some_cells(disclosure: &Disclosure, rng: &mut Rng) -> Vec<usize> {
    let tables: Vec<&Table> = disclosure
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
        .collect();
    let is_plain = |fact: &LineFact| {
        let table = fact.table.checked_sub(1).and_then(|index| tables.get(index));
        let cell =
            table.and_then(|table| table.cells.iter().find(|cell| (cell.r, cell.c) == (fact.row, fact.col)));
        let is_amount = !fact.yuan.is_empty() && fact.text.len() > 4 && !fact.text.starts_with(['-', '0']);
        is_amount && cell.is_some_and(|cell| cell.text == fact.text && (cell.rs, cell.cs) == (1, 1))
    };
    let mut places: Vec<usize> =
        (0..disclosure.truth.lines.len()).filter(|at| is_plain(&disclosure.truth.lines[*at])).collect();
    rng.shuffle(&mut places);
    places.truncate(CELLS);
    places.sort_unstable();
    places
}

/// Prints another text in the cell of a fact.
fn print_in(disclosure: &mut Disclosure, fact: &LineFact, text: &str) {
    let table = tables(disclosure).nth(fact.table - 1);
    let cell =
        table.and_then(|table| table.cells.iter_mut().find(|cell| (cell.r, cell.c) == (fact.row, fact.col)));
    if let Some(cell) = cell {
        text.clone_into(&mut cell.text);
    }
}
