//! A document whose words no vocabulary has seen: the heads and titles of its money tables are replaced by invented
//! Chinese ones, one word always by the same. Figures, codes, names, units and the printed form stay.

use crate::document::{Block, Cell, Disclosure};
use crate::rng::Rng;
use crate::text::fold;
use crate::truth::Meaning;
use std::collections::BTreeMap;

/// Characters that budgets do not use, and that no two words of the field are made of.
const CHARACTERS: &[char] = &[
    '栎', '澜', '岫', '彤', '禾', '柯', '珩', '蔚', '霁', '棠', '岚', '沁', '汀', '榆', '杉', '翎', '霏',
    '桑', '菱', '浔', '鹭', '藜', '砚', '笙', '隽', '溱', '荻', '槿', '骊', '珞',
];

/// Words for words.
struct Words<'a> {
    rng: &'a mut Rng,
    of: BTreeMap<String, String>,
}

impl Words<'_> {
    /// The word for a known one; numbers, marks and 其中： stay.
    fn replaced(&mut self, text: &str) -> String {
        let folded = fold(text);
        if let Some(rest) = folded.strip_prefix("其中:") {
            return format!("其中：{}", self.replaced(rest));
        }
        if !folded.chars().any(|c| c.is_alphabetic() && !c.is_ascii()) {
            return text.to_owned();
        }
        if let Some(word) = self.of.get(&folded) {
            return word.clone();
        }
        let word = loop {
            let length = self.rng.range(3, 4);
            let word: String = (0..length).map(|_| *self.rng.pick(CHARACTERS)).collect();
            if self.of.values().all(|other| *other != word) {
                break word;
            }
        };
        self.of.insert(folded, word.clone());
        word
    }
}

/// Replaces the words. The truth of numbers keeps code, name, unit and nesting; what only words tell is left open.
pub fn replace(disclosure: &mut Disclosure, rng: &mut Rng) {
    let mut words = Words { rng, of: BTreeMap::new() };
    let Disclosure { blocks, truth, .. } = disclosure;
    truth.projects.clear();
    for table in blocks.iter_mut().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    }) {
        let is_numbering = |cells: &[Cell], row: usize| {
            let texts = cells.iter().filter(|cell| cell.r == row).map(|cell| cell.text.as_str());
            texts.clone().any(|text| text == "1" || text.starts_with("1="))
        };
        let heads: Vec<usize> =
            (0..table.header_rows).filter(|row| !is_numbering(&table.cells, *row)).collect();
        let is_money = !crate::verify::is_performance(table.kind) && !heads.is_empty();
        if !is_money {
            continue;
        }
        let known: Vec<String> = heads
            .iter()
            .flat_map(|row| table.cells.iter().filter(move |cell| cell.r == *row))
            .map(|cell| cell.text.clone())
            .collect();
        let printed_again = |cell: &Cell| cell.r >= table.header_rows && known.contains(&cell.text);
        let again: Vec<usize> = repeated_rows(&table.cells, table.header_rows, table.rows, printed_again);
        for cell in table.cells.iter_mut().filter(|cell| heads.contains(&cell.r) || again.contains(&cell.r)) {
            cell.text = words.replaced(&cell.text);
        }
        table.title = format!("{}表", words.replaced(&table.title));
    }
    for line in &mut truth.lines {
        let path = line.measure.split('/').map(|part| fold(&words.replaced(part)));
        line.measure = path.collect::<Vec<_>>().join("/");
        "*".clone_into(&mut line.kind);
        if let Some(meaning) = &mut line.meaning {
            let Meaning { fund, phase, flow, measure_code, .. } = meaning;
            for field in [fund, phase, flow, measure_code] {
                "*".clone_into(field);
            }
        }
    }
    let printed: Vec<&str> = truth.lines.iter().flat_map(|line| line.measure.split('/')).collect();
    truth.unknown_words = words.of.into_values().filter(|word| printed.contains(&word.as_str())).collect();
}

/// Rows below the header that print nothing but its words.
fn repeated_rows(
    cells: &[Cell],
    first: usize,
    rows: usize,
    printed_again: impl Fn(&Cell) -> bool,
) -> Vec<usize> {
    let is_again = |row: &usize| {
        let mut own = cells.iter().filter(|cell| cell.r == *row && !cell.text.is_empty()).peekable();
        own.peek().is_some() && own.all(&printed_again)
    };
    (first..rows).filter(is_again).collect()
}
