//! Awkward documents (`--awkward`): generated disclosures in which some cells print something that is not one plain
//! number, in which a unit is wrapped, or whose file was damaged, with what is right of each.
//!
//! - `values`: what a value cell may print;
//! - `units`: how a caption may state its unit;
//! - `word`: what Word's markup makes of a number;
//! - `damage`: what copying does to a file;
//! - `check`: whether every changed number is read right or told.

pub mod check;
mod damage;
mod units;
mod values;
mod word;

use crate::document::{Block, Disclosure, Table};
use crate::generate::{Cities, Order, document};
use crate::rng::Rng;
use crate::truth::{LineFact, Truth};
use crate::write::Format;

/// What an awkward input does to a document.
#[derive(Debug, Clone, Copy)]
enum Means {
    /// Another text in some value cells.
    Value(fn(&str, &str) -> Option<values::Printed>),
    /// Another way to state the unit.
    Unit(fn(&mut Table, &str) -> bool),
    /// Another markup of some value cells of a Word file.
    Word(word::Dress),
    /// Other bytes.
    Bytes(fn(Vec<u8>, &[LineFact], &mut Rng) -> Option<damage::Damaged>),
}

/// A kind of awkward input.
#[derive(Debug)]
struct Kind {
    name: &'static str,
    means: Means,
    formats: &'static [Format],
}

const ALL: &[Format] = &Format::ALL;
const WORD: &[Format] = &[Format::Docx];
const DUMPS: &[Format] = &[Format::Cells, Format::Rows];

/// Every kind, in the order in which documents take them.
const KINDS: &[Kind] = &[
    Kind { name: "unit-suffix", means: Means::Value(values::suffix), formats: ALL },
    Kind { name: "currency-sign", means: Means::Value(values::currency), formats: ALL },
    Kind { name: "blanks", means: Means::Value(values::blanks), formats: ALL },
    Kind { name: "full-width", means: Means::Value(values::full_width), formats: ALL },
    Kind { name: "full-stop", means: Means::Value(values::full_stop), formats: ALL },
    Kind { name: "minus", means: Means::Value(values::minus), formats: ALL },
    Kind { name: "brackets", means: Means::Value(values::brackets), formats: ALL },
    Kind { name: "triangle", means: Means::Value(values::triangle), formats: ALL },
    Kind { name: "raised-mark", means: Means::Value(values::raised_mark), formats: ALL },
    Kind { name: "hashes", means: Means::Value(values::hashes), formats: ALL },
    Kind { name: "formula-error", means: Means::Value(values::formula), formats: ALL },
    Kind { name: "exponent", means: Means::Value(values::exponent), formats: ALL },
    Kind { name: "about", means: Means::Value(values::about), formats: ALL },
    Kind { name: "letter-for-digit", means: Means::Value(values::letter), formats: ALL },
    Kind { name: "range", means: Means::Value(values::range), formats: ALL },
    Kind { name: "two-numbers", means: Means::Value(values::two), formats: ALL },
    Kind { name: "note-mark", means: Means::Value(values::note_mark), formats: ALL },
    Kind { name: "words", means: Means::Value(values::words), formats: ALL },
    Kind { name: "leading-zero", means: Means::Value(values::leading_zero), formats: ALL },
    Kind { name: "cut-number", means: Means::Value(values::cut), formats: ALL },
    Kind { name: "unit-wrapped", means: Means::Unit(units::wrapped), formats: ALL },
    Kind { name: "unit-currency", means: Means::Unit(units::with_currency), formats: ALL },
    Kind { name: "unit-without-yuan", means: Means::Unit(units::without_yuan), formats: ALL },
    Kind { name: "unit-in-title", means: Means::Unit(units::in_title), formats: ALL },
    Kind { name: "struck", means: Means::Word(word::Dress::Struck), formats: WORD },
    Kind { name: "white", means: Means::Word(word::Dress::White), formats: WORD },
    Kind { name: "white-tail", means: Means::Word(word::Dress::WhiteTail), formats: WORD },
    Kind { name: "tiny-tail", means: Means::Word(word::Dress::TinyTail), formats: WORD },
    Kind { name: "superscript", means: Means::Word(word::Dress::Superscript), formats: WORD },
    Kind { name: "nested-table", means: Means::Word(word::Dress::Nested), formats: WORD },
    Kind { name: "text-box", means: Means::Word(word::Dress::TextBox), formats: WORD },
    Kind { name: "content-control", means: Means::Word(word::Dress::Control), formats: WORD },
    Kind { name: "hidden-row", means: Means::Word(word::Dress::HiddenRow), formats: WORD },
    Kind { name: "cut-file", means: Means::Bytes(damage::cut), formats: DUMPS },
    Kind { name: "flipped-bit", means: Means::Bytes(damage::flip), formats: DUMPS },
    Kind { name: "mixed-encodings", means: Means::Bytes(damage::mix), formats: DUMPS },
];

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
    /// How many numbers are awkward.
    pub changed: usize,
    /// Numbers of the original that the document no longer shows whole: they must be told.
    pub unreadable: Vec<LineFact>,
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
        changed: 0,
        unreadable: Vec::new(),
    };
    match kind.means {
        Means::Value(print) => values::change(&mut disclosure, print, &mut made, &mut rng),
        Means::Unit(state) => {
            let unit =
                disclosure.truth.tables.iter().map(|table| table.unit.clone()).find(|unit| !unit.is_empty());
            let unit = unit.unwrap_or_else(|| "万元".to_owned());
            made.changed =
                tables(&mut disclosure).filter_map(|table| state(table, &unit).then_some(())).count();
        }
        Means::Word(dress) => {
            word::mark(&mut disclosure, dress, &mut made, &mut rng);
            made.bytes = word::write(&disclosure, dress)?;
        }
        Means::Bytes(_) => {}
    }
    if made.bytes.is_empty() {
        made.bytes = format.write(&disclosure)?;
    }
    if let Means::Bytes(damage) = kind.means
        && let Some(damaged) = damage(made.bytes.clone(), &disclosure.truth.lines, &mut rng)
    {
        made.bytes = damaged.bytes;
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
