//! The sentences of a check, in Chinese and in English.

use crate::claim::{Claim, Relation, Sums};
use crate::figure::{Figure, Source};
use crate::tables::Tables;
use crate::view::Spot;
use crate::words::{Language, clip, title};
use mingxi_model::{MoneyUnit, Outcome, Statement};
use rust_decimal::Decimal;
use std::borrow::Cow;

/// Parts that a sentence names one by one; a sum over more of them says how many there are.
const NAMED_PARTS: usize = 6;

/// The sentence in Chinese and in English.
pub(crate) fn sentences(
    tables: &Tables<'_>,
    claim: &Claim<'_>,
    sums: Option<&Sums>,
    outcome: Outcome,
) -> (String, String) {
    let sentence = |language| sentence(tables, claim, sums, outcome, language);
    (sentence(Language::Chinese), sentence(Language::English))
}

fn sentence(
    tables: &Tables<'_>,
    claim: &Claim<'_>,
    sums: Option<&Sums>,
    outcome: Outcome,
    language: Language,
) -> String {
    let is_chinese = language == Language::Chinese;
    let place = place(tables, claim.place, language);
    let printed = printed(claim.stated.as_ref().map(|figure| &*figure.text), language);
    let parts = parts(tables, claim, language);
    let unit = Unit::of(claim);
    let Some(sums) = sums else {
        let doubt = claim.doubt.map_or("", |d| if is_chinese { d.zh } else { d.en });
        return if is_chinese {
            format!("{place}为{printed}，无法核对：{doubt}。")
        } else {
            format!("{place} is {printed}; it cannot be checked: {doubt}.")
        };
    };
    let tolerance = unit.show(sums.tolerance);
    if outcome == Outcome::Holds {
        return match (claim.relation, is_chinese) {
            (Relation::Equal, true) => format!("{place}为{printed}，与 {parts} 相符（容差 {tolerance}）。"),
            (Relation::Equal, false) => {
                format!("{place} is {printed} and agrees with {parts} (tolerance {tolerance}).")
            }
            (Relation::AtMost, true) => format!("{place}为{printed}，不小于 {parts}（容差 {tolerance}）。"),
            (Relation::AtMost, false) => {
                format!("{place} is {printed} and not less than {parts} (tolerance {tolerance}).")
            }
        };
    }
    let expected = unit.show(sums.expected);
    let difference = unit.show(sums.difference);
    match (claim.relation, is_chinese) {
        (Relation::Equal, true) => format!(
            "{place}为{printed}，而 {parts} 应得 {expected}，相差 {difference}，超出舍入误差 {tolerance}；请核对原件中的这些单元格。"
        ),
        (Relation::Equal, false) => format!(
            "{place} is {printed}, but {parts} gives {expected}: a difference of {difference}, beyond the {tolerance} that rounding explains; compare these cells with the source."
        ),
        (Relation::AtMost, true) => format!(
            "{place}为{printed}，小于其中各项 {parts}，即 {expected}，相差 {difference}，超出舍入误差 {tolerance}；请核对原件中的这些单元格。"
        ),
        (Relation::AtMost, false) => format!(
            "{place} is {printed}, less than what it includes, {parts}, {expected} together: a difference of {difference}, beyond the {tolerance} that rounding explains; compare these cells with the source."
        ),
    }
}

/// The unit in which a sentence gives sums: the printed one where all numbers share it, else yuan.
struct Unit<'a> {
    name: Option<&'a str>,
    yuan: Decimal,
}

impl<'a> Unit<'a> {
    fn of(claim: &'a Claim<'_>) -> Unit<'a> {
        let figures = claim.stated.iter().chain(&claim.parts);
        let mut units = figures.map(|figure| figure.amount.printed_unit.as_deref());
        let first = units.next().flatten();
        let money = first.and_then(MoneyUnit::parse);
        match money {
            Some(_) if units.any(|unit| unit != first) => Unit { name: Some("元"), yuan: Decimal::ONE },
            Some(money) => Unit { name: first, yuan: money.yuan() },
            None => Unit { name: first, yuan: Decimal::ONE },
        }
    }

    fn show(&self, number: Decimal) -> String {
        let number = number.checked_div(self.yuan).unwrap_or(number).normalize();
        match self.name {
            Some(unit) => format!("{number} {}", clip(unit)),
            None => number.to_string(),
        }
    }
}

/// A number by where it stands: table, row and column, or the sentence.
pub(crate) fn place(tables: &Tables<'_>, source: Source<'_>, language: Language) -> String {
    match source {
        Source::Cell(spot) => cell(tables, spot, language),
        Source::Form { table, name, .. } => {
            let (table, name) = (title(table, language), clip(name));
            match language {
                Language::Chinese => format!("{table}“{name}”"),
                Language::English => format!("{table}, \"{name}\""),
            }
        }
        Source::Prose(statement) => said(statement, language),
    }
}

/// A cell by table, row and column.
fn cell(tables: &Tables<'_>, spot: Spot, language: Language) -> String {
    let view = &tables.tables[spot.table];
    let (row, column) = (row(tables, spot, language), column(tables, spot, language));
    match language {
        Language::Chinese => format!("{}“{row}”行“{column}”列", view.title_zh),
        Language::English => format!("{}, row \"{row}\", column \"{column}\"", view.title_en),
    }
}

/// An amount of the prose by its subject and the beginning of its sentence.
fn said(statement: &Statement, language: Language) -> String {
    let subject = clip(statement.subject.as_deref().unwrap_or_default());
    let sentence = clip(&statement.sentence);
    match language {
        Language::Chinese => format!("正文（“{sentence}”）的“{subject}”"),
        Language::English => format!("the prose (\"{sentence}\"), \"{subject}\""),
    }
}

fn row<'c>(tables: &'c Tables<'_>, spot: Spot, language: Language) -> Cow<'c, str> {
    let label = tables.tables[spot.table].node(spot.row, spot.col).map(|node| node.label);
    let name = label.and_then(|label| label.name_as_printed.as_deref().or(label.name.as_deref()));
    let code = label.and_then(|label| label.code.as_deref());
    match (code, name, language) {
        (Some(code), Some(name), _) => Cow::Owned(format!("{} {}", clip(code), clip(name))),
        (Some(text), None, _) | (None, Some(text), _) => clip(text),
        (None, None, Language::Chinese) => Cow::Owned(format!("第{}行", spot.row + 1)),
        (None, None, Language::English) => Cow::Owned(format!("no. {}", spot.row + 1)),
    }
}

fn column<'c>(tables: &'c Tables<'_>, spot: Spot, language: Language) -> Cow<'c, str> {
    match (tables.tables[spot.table].header(spot.col), language) {
        (Some(header), _) => clip(header),
        (None, Language::Chinese) => Cow::Owned(format!("第{}列", spot.col + 1)),
        (None, Language::English) => Cow::Owned(format!("no. {}", spot.col + 1)),
    }
}

/// A printed value, or the word for a blank cell.
fn printed(text: Option<&str>, language: Language) -> Cow<'_, str> {
    match (text, language) {
        (Some(text), Language::Chinese) => Cow::Owned(format!(" {}", clip(text))),
        (Some(text), Language::English) => clip(text),
        (None, Language::Chinese) => Cow::Borrowed("空白"),
        (None, Language::English) => Cow::Borrowed("blank"),
    }
}

/// The parts with what tells each apart: its row, its column, or both and its table.
fn parts(tables: &Tables<'_>, claim: &Claim<'_>, language: Language) -> String {
    let mut text = String::with_capacity(64 * claim.parts.len().min(NAMED_PARTS));
    for part in claim.parts.iter().take(NAMED_PARTS) {
        if !text.is_empty() {
            text.push_str(" + ");
        }
        let (open, close) = match language {
            Language::Chinese => ("（", "）"),
            Language::English => (" (", ")"),
        };
        text.push_str(&clip(&part.text));
        text.push_str(open);
        text.push_str(&part_name(tables, claim.place, part, language));
        text.push_str(close);
    }
    let rest = claim.parts.len().saturating_sub(NAMED_PARTS);
    match (text.is_empty(), rest, language) {
        (true, _, Language::Chinese) => "空白各项".to_owned(),
        (true, _, Language::English) => "its blank parts".to_owned(),
        (false, 0, _) => text,
        (false, _, Language::Chinese) => format!("{text} + 其余 {rest} 项"),
        (false, _, Language::English) => format!("{text} + {rest} more"),
    }
}

fn part_name<'c>(
    tables: &'c Tables<'_>,
    stated: Source<'c>,
    part: &'c Figure<'_>,
    language: Language,
) -> Cow<'c, str> {
    match (stated, part.source) {
        (Source::Cell(stated), Source::Cell(spot)) if spot.table == stated.table => {
            if spot.row == stated.row { column(tables, spot, language) } else { row(tables, spot, language) }
        }
        (Source::Form { table: stated, .. }, Source::Form { table, name, .. })
            if stated.table_id == table.table_id =>
        {
            clip(name)
        }
        (Source::Prose(_), Source::Prose(statement)) => {
            clip(statement.subject.as_deref().unwrap_or_default())
        }
        (_, source) => Cow::Owned(place(tables, source, language)),
    }
}
