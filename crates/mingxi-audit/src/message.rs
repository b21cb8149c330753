//! The sentences of a check, in Chinese and in English.

use crate::context::{Context, Entry, Spot};
use crate::identity::{Doubt, Identity, Relation, Sums};
use crate::suspect::{Hypothesis, MissingRow, Suspicions, in_printed_unit};
use mingxi_model::{Diagnostic, LineItem, MoneyUnit, Outcome, Severity, Step, Table};
use rust_decimal::Decimal;

/// Parts that a sentence names one by one; a sum over more of them says how many there are.
const NAMED_PARTS: usize = 6;
/// Characters of a label or title that a sentence repeats.
const LABEL_CHARS: usize = 40;

/// What a sentence is made of.
pub(crate) struct Figures<'a> {
    /// The identity.
    pub identity: &'a Identity,
    /// The stated number; `None` for a blank cell.
    pub stated: Option<&'a LineItem>,
    /// The printed parts.
    pub numbers: &'a [(Spot, &'a LineItem)],
    /// Both sides, where they could be added up.
    pub sums: Option<&'a Sums>,
    /// How it came out.
    pub outcome: Outcome,
    /// Why it could not be evaluated.
    pub doubt: Option<Doubt>,
}

/// The two languages of a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Language {
    Chinese,
    English,
}

/// The sentence in Chinese and in English.
pub(crate) fn sentences(context: &Context<'_>, figures: &Figures<'_>) -> (String, String) {
    (sentence(context, figures, Language::Chinese), sentence(context, figures, Language::English))
}

fn sentence(context: &Context<'_>, figures: &Figures<'_>, language: Language) -> String {
    let is_chinese = language == Language::Chinese;
    let place = place(context, figures.identity.stated, language);
    let printed = printed(figures.stated.map(|item| item.value_text.as_str()), language);
    let parts = parts(context, figures, language);
    let unit = Unit::of(figures);
    let Some(sums) = figures.sums else {
        let doubt = figures.doubt.map_or("", |d| if is_chinese { d.zh } else { d.en });
        return if is_chinese {
            format!("{place}为{printed}，无法核对：{doubt}。")
        } else {
            format!("{place} is {printed}; it cannot be checked: {doubt}.")
        };
    };
    let expected = unit.show(sums.expected);
    let tolerance = unit.show(sums.tolerance);
    let difference = unit.show(sums.difference);
    match (figures.outcome, figures.identity.relation, is_chinese) {
        (Outcome::Holds, Relation::Equal, true) => {
            format!("{place}为{printed}，与 {parts} 相符（容差 {tolerance}）。")
        }
        (Outcome::Holds, Relation::Equal, false) => {
            format!("{place} is {printed} and agrees with {parts} (tolerance {tolerance}).")
        }
        (Outcome::Holds, Relation::AtMost, true) => {
            format!("{place}为{printed}，不小于 {parts}（容差 {tolerance}）。")
        }
        (Outcome::Holds, Relation::AtMost, false) => {
            format!("{place} is {printed} and not less than {parts} (tolerance {tolerance}).")
        }
        (_, Relation::Equal, true) => format!(
            "{place}为{printed}，而 {parts} 应得 {expected}，相差 {difference}，超出舍入误差 {tolerance}；请核对原件中的这些单元格。"
        ),
        (_, Relation::Equal, false) => format!(
            "{place} is {printed}, but {parts} gives {expected}: a difference of {difference}, beyond the {tolerance} that rounding explains; compare these cells with the source."
        ),
        (_, Relation::AtMost, true) => format!(
            "{place}为{printed}，小于其中各项 {parts}，即 {expected}，相差 {difference}，超出舍入误差 {tolerance}；请核对原件中的这些单元格。"
        ),
        (_, Relation::AtMost, false) => format!(
            "{place} is {printed}, less than what it includes, {parts}, {expected} together: a difference of {difference}, beyond the {tolerance} that rounding explains; compare these cells with the source."
        ),
    }
}

/// A remark for every explanation of broken identities and for every missing row.
pub(crate) fn suspected(context: &Context<'_>, suspicions: &Suspicions) -> Vec<Diagnostic> {
    let explanations = suspicions.explanations.iter().filter_map(|found| explained(context, found));
    explanations.chain(suspicions.missing.iter().filter_map(|found| missed(context, found))).collect()
}

fn remark(context: &Context<'_>, code: &'static str, spot: Spot, message: String) -> Diagnostic {
    let table = context.tables[spot.table].table;
    let place = table.grid.at(spot.row, spot.col).place.clone();
    let remark = Diagnostic::new(Step::Audit, Severity::Warning, code, message);
    remark.table(table.table_id).cell(spot.row, Some(spot.col)).at(place)
}

fn explained(context: &Context<'_>, found: &Hypothesis) -> Option<Diagnostic> {
    let (cell, change) = *found.changes.first()?;
    let spot = context.spot_of(cell)?;
    let here = place(context, spot, Language::English);
    let count = found.mended;
    let text = |spot: Spot| context.tables[spot.table].table.grid.at(spot.row, spot.col).text.clone();
    let message = match found.changes.get(1) {
        Some((other, _)) => {
            let other = context.spot_of(*other)?;
            let there = place(context, other, Language::English);
            format!(
                "{here} prints `{}` and {there} prints `{}`: in each other's place they would satisfy the {count} broken sums that they are part of; compare both with the source",
                clip(&text(spot)),
                clip(&text(other))
            )
        }
        None => {
            let Entry::Number(item) = context.entry(spot) else {
                return None;
            };
            let right = item.amount.value.checked_add(in_printed_unit(&item.amount, change)?)?;
            let slip = found.pattern.said().map(|(_, en)| format!(" ({en})")).unwrap_or_default();
            format!(
                "{here} prints {}, which {count} sums contradict; {} would satisfy them{slip}; compare the cell with the source",
                item.value_text,
                right.normalize()
            )
        }
    };
    Some(remark(context, "suspected_cell", spot, message))
}

fn missed(context: &Context<'_>, found: &MissingRow) -> Option<Diagnostic> {
    let spot = context.spot_of(found.cell())?;
    let here = place(context, spot, Language::English);
    let amounts: Vec<String> =
        found.amounts.iter().map(|(_, amount)| amount.normalize().to_string()).collect();
    let message = format!(
        "{here}: the rows below lack the same row's worth in {} columns; a row with {} yuan seems to be missing; compare the rows with the source",
        amounts.len(),
        amounts.join(", ")
    );
    Some(remark(context, "suspected_missing_row", spot, message))
}

/// The unit in which a sentence gives sums: the printed one where all numbers share it, else yuan.
struct Unit<'a> {
    name: Option<&'a str>,
    yuan: Decimal,
}

impl<'a> Unit<'a> {
    fn of(figures: &Figures<'a>) -> Unit<'a> {
        let parts = figures.numbers.iter().map(|(_, item)| *item);
        let mut units =
            figures.stated.into_iter().chain(parts).map(|item| item.amount.printed_unit.as_deref());
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

/// A cell by table, row and column.
fn place(context: &Context<'_>, spot: Spot, language: Language) -> String {
    let view = &context.tables[spot.table];
    let (table, row, column) =
        (title(view.table, language), row(context, spot, language), column(context, spot, language));
    match language {
        Language::Chinese => format!("{table}“{row}”行“{column}”列"),
        Language::English => format!("{table}, row \"{row}\", column \"{column}\""),
    }
}

fn title(table: &Table, language: Language) -> String {
    let number = table.table_id;
    match (table.title.as_deref(), language) {
        (Some(title), Language::Chinese) => format!("第{number}张表《{}》", clip(title)),
        (Some(title), Language::English) => format!("table {number} \"{}\"", clip(title)),
        (None, Language::Chinese) => format!("第{number}张表"),
        (None, Language::English) => format!("table {number}"),
    }
}

fn row(context: &Context<'_>, spot: Spot, language: Language) -> String {
    let label = context.tables[spot.table].node(spot.row, spot.col).map(|node| node.label);
    let name = label.and_then(|label| label.name_as_printed.as_deref().or(label.name.as_deref()));
    let code = label.and_then(|label| label.code.as_deref());
    match (code, name, language) {
        (Some(code), Some(name), _) => format!("{} {}", clip(code), clip(name)),
        (Some(text), None, _) | (None, Some(text), _) => clip(text),
        (None, None, Language::Chinese) => format!("第{}行", spot.row + 1),
        (None, None, Language::English) => format!("no. {}", spot.row + 1),
    }
}

fn column(context: &Context<'_>, spot: Spot, language: Language) -> String {
    let column = context.tables[spot.table].column(spot.col);
    match (column.filter(|column| !column.path.is_empty()), language) {
        (Some(column), _) => {
            let parts = column.path.iter().enumerate();
            let slash = |place: usize| if place == 0 { "" } else { "/" };
            clip_chars(parts.flat_map(|(place, part)| slash(place).chars().chain(part.chars())))
        }
        (None, Language::Chinese) => format!("第{}列", spot.col + 1),
        (None, Language::English) => format!("no. {}", spot.col + 1),
    }
}

/// A printed value, or the word for a blank cell.
fn printed(text: Option<&str>, language: Language) -> String {
    match (text, language) {
        (Some(text), Language::Chinese) => format!(" {}", clip(text)),
        (Some(text), Language::English) => clip(text),
        (None, Language::Chinese) => "空白".to_owned(),
        (None, Language::English) => "blank".to_owned(),
    }
}

/// The parts with what tells each apart: its row, its column, or both and its table.
fn parts(context: &Context<'_>, figures: &Figures<'_>, language: Language) -> String {
    let stated = figures.identity.stated;
    let mut named: Vec<String> = figures
        .numbers
        .iter()
        .take(NAMED_PARTS)
        .map(|(spot, item)| {
            let value = clip(&item.value_text);
            let name = if spot.table != stated.table {
                place(context, *spot, language)
            } else if spot.row == stated.row {
                column(context, *spot, language)
            } else {
                row(context, *spot, language)
            };
            match language {
                Language::Chinese => format!("{value}（{name}）"),
                Language::English => format!("{value} ({name})"),
            }
        })
        .collect();
    let rest = figures.numbers.len().saturating_sub(NAMED_PARTS);
    match (named.is_empty(), rest, language) {
        (true, _, Language::Chinese) => "空白各项".to_owned(),
        (true, _, Language::English) => "its blank parts".to_owned(),
        (false, 0, _) => named.join(" + "),
        (false, _, Language::Chinese) => {
            named.push(format!("其余 {rest} 项"));
            named.join(" + ")
        }
        (false, _, Language::English) => {
            named.push(format!("{rest} more"));
            named.join(" + ")
        }
    }
}

/// A label at a length that a sentence can carry.
fn clip(text: &str) -> String {
    clip_chars(text.chars())
}

fn clip_chars(mut chars: impl Iterator<Item = char>) -> String {
    let head: String = chars.by_ref().take(LABEL_CHARS).collect();
    if chars.next().is_some() { head + "…" } else { head }
}
