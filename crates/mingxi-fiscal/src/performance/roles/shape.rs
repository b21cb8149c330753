//! What the cells of a column look like.

use crate::performance::packed;
use crate::performance::target::is_quantity;
use crate::performance::vocabulary::PerformanceVocabulary;
use mingxi_model::text::{is_han, squeeze};
use mingxi_model::{Grid, parse_number};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::ops::Range;

/// Shares of a column's filled cells, in percent, and what else tells its role.
#[derive(Debug, Default, Clone)]
pub(in crate::performance) struct Sample {
    /// Filled cells that were looked at.
    pub filled: usize,
    /// Rows that were looked at.
    pub rows: usize,
    /// Filled cells of more than one row.
    pub merged: usize,
    /// Different texts.
    pub distinct: usize,
    /// Mean length in characters.
    pub length: usize,
    pub level1: usize,
    pub level2: usize,
    /// Level and name run together.
    pub joined: usize,
    /// ≥ ≤ = and their words, with 定性.
    pub operator: usize,
    /// A real comparison among them.
    pub sign: usize,
    pub neutral: usize,
    /// A number with a comparison or a unit.
    pub quantity: usize,
    pub number: usize,
    pub amount: usize,
    pub percent: usize,
    pub unit: usize,
    pub code: usize,
    /// Several indicators with their levels.
    pub packed: usize,
    /// Several names with comparisons.
    pub several: usize,
    pub yes_no: usize,
    pub agency: usize,
    /// Words: Chinese characters and no mere number.
    pub words: usize,
    pub with_digit: usize,
    /// Labels and heads of the form itself.
    pub label: usize,
    /// The sum of the numbers, if all are numbers.
    pub sum: Option<Decimal>,
}

impl Sample {
    pub(super) fn take(
        grid: &Grid,
        columns: Range<u32>,
        rows: Range<u32>,
        vocabulary: &PerformanceVocabulary,
    ) -> Sample {
        let mut sample = Sample { rows: rows.len(), ..Sample::default() };
        let mut texts: BTreeSet<String> = BTreeSet::new();
        let (mut chars, mut sum) = (0, Some(Decimal::ZERO));
        let mut count = Counts::default();
        for row in rows {
            for cell in columns.clone().filter_map(|col| grid.starts_at(row, col)) {
                let text = squeeze(&cell.text);
                if text.is_empty() {
                    continue;
                }
                sample.filled += 1;
                sample.merged += usize::from(cell.row_span > 1);
                chars += text.chars().count();
                let number = number_of(&text);
                sum = sum.zip(number).and_then(|(sum, number)| sum.checked_add(number));
                count.add(packed::lines_of(cell), &text, number, vocabulary);
                texts.insert(text);
            }
        }
        sample.distinct = texts.len();
        sample.sum = sum.filter(|_| sample.filled > 0);
        sample.length = usize::checked_div(chars, sample.filled).unwrap_or_default();
        if sample.filled > 0 {
            count.share(&mut sample);
        }
        sample
    }

    /// Whether a filled cell stands for several rows: merged, or with blanks below it.
    pub(super) fn is_grouped(&self) -> bool {
        self.filled > 0 && (self.merged * 2 > self.filled || self.filled * 2 <= self.rows)
    }
}

#[derive(Default)]
struct Counts {
    of: [usize; 19],
}

impl Counts {
    fn add(&mut self, printed: &str, text: &str, number: Option<Decimal>, words: &PerformanceVocabulary) {
        let bare_number = number.is_some();
        let has_han = text.contains(is_han);
        let is_sign = words.is_comparison(text);
        // Half of all cells are numbers, and a number is no level, no head and no list of indicators.
        let level = if bare_number { None } else { words.level_word(text) };
        let is_level = |test: &dyn Fn(&str) -> bool| level.as_deref().is_some_and(test);
        let (first, second, rest) = if bare_number { (None, None, text) } else { words.leading_levels(text) };
        let (is_packed, is_several) =
            if bare_number { (false, false) } else { packed::is_packed_or_several(printed, words) };
        let seen = [
            is_level(&|word| words.is_level1(word)),
            is_level(&|word| words.is_level2(word)),
            first.is_some() && !rest.is_empty() && level.is_none() || second.is_some() && level.is_none(),
            is_sign || words.is_text_operator(text),
            is_sign,
            words.is_neutral_operator(text),
            !bare_number && is_quantity(text, words),
            bare_number,
            is_amount(text),
            text.ends_with('%') && number_of(text).is_some(),
            words.is_unit(text),
            is_code(text),
            is_packed,
            is_several,
            matches!(text, "是" | "否" | "√" | "Y" | "N"),
            is_group_name(text, words),
            has_han && !bare_number && !is_sign,
            text.contains(|c: char| c.is_ascii_digit()),
            !bare_number && (words.header_role(text).is_some() || words.form_label(text).is_some()),
        ];
        for (slot, seen) in self.of.iter_mut().zip(seen) {
            *slot += usize::from(seen);
        }
    }

    fn share(&self, sample: &mut Sample) {
        let share = |at: usize| self.of[at] * 100 / sample.filled;
        let shares: [usize; 19] = std::array::from_fn(share);
        [
            sample.level1,
            sample.level2,
            sample.joined,
            sample.operator,
            sample.sign,
            sample.neutral,
            sample.quantity,
            sample.number,
            sample.amount,
            sample.percent,
            sample.unit,
            sample.code,
            sample.packed,
            sample.several,
            sample.yes_no,
            sample.agency,
            sample.words,
            sample.with_digit,
            sample.label,
        ] = shares;
    }
}

/// The number of a cell, with or without % or 分 behind it.
fn number_of(text: &str) -> Option<Decimal> {
    parse_number(text.trim_end_matches(['%', '分']))
}

/// A number as money is printed: with decimals, or large; 68% and 10 are none.
pub(in crate::performance) fn is_amount(text: &str) -> bool {
    let bare = text.trim_end_matches("元").trim_end_matches('万');
    parse_number(bare)
        .is_some_and(|number| number.scale() > 0 || number >= Decimal::from(1000) || bare.len() < text.len())
}

/// A code of a project: letters and digits, mostly digits.
fn is_code(text: &str) -> bool {
    const SHORTEST: usize = 6;
    text.len() >= SHORTEST
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && text.bytes().filter(u8::is_ascii_digit).count() * 2 >= text.len()
}

/// Whether a name is that of a budget unit by its ending.
pub(in crate::performance) fn is_group_name(text: &str, vocabulary: &PerformanceVocabulary) -> bool {
    let key = squeeze(text);
    let bare = key.split('(').next().unwrap_or(&key);
    let bare = bare.strip_suffix("本级").or_else(|| bare.strip_suffix("机关")).unwrap_or(bare);
    bare.chars().count() > 3 && vocabulary.agencies.iter().any(|word| bare.ends_with(word.as_str()))
}
