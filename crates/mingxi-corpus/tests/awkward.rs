//! Every kind of awkward input in every format it applies to: no number is wrong or lost without a word.

#![allow(clippy::unwrap_used)]

use mingxi_corpus::awkward::check::check;
use mingxi_corpus::generate::Order;
use mingxi_corpus::write::Format;
use mingxi_corpus::write::pdf::Layout;

fn of(formats: &[Format], layout: Option<Layout>, count: u64, seed: u64) {
    let order = Order { count, seed, formats: formats.to_vec(), layout, awkward: true, ..Order::default() };
    let kinds = check(&order).unwrap();
    let told: Vec<String> = kinds.values().flat_map(|tally| tally.examples.clone()).collect();
    assert!(told.is_empty(), "wrong or lost without a word: {told:#?}");
    assert!(kinds.values().map(|tally| tally.changed).sum::<usize>() as u64 > count);
}

#[test]
fn word_files_and_dumps_lose_nothing_in_silence() {
    of(&Format::WITH_TABLES, None, 120, 1);
}

/// Pages with rules: without them some kinds still lose a row in silence (`check --awkward --formats pdf` names them).
#[test]
fn pages_lose_nothing_in_silence() {
    of(&[Format::Pdf], Some(Layout::Strokes), 60, 2);
}
