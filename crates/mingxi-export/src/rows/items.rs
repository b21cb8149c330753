//! A row for each agency, year, item and phase, with a column for each measure.

use super::joined::{agency_columns, source_columns, specs};
use crate::context::Context;
use crate::error::ExportError;
use crate::selection::{AGENCY, Document, Selection};
use crate::table::{Column, Field, Form, Shade, Take};
use mingxi_engine::dataset::{Dataset, Datum};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// What a row of a form says, whatever its columns.
const LABELS: [&str; 12] = [
    "table_kind",
    "flow",
    "classification",
    "code",
    "name",
    "level",
    "row_role",
    "unit_code",
    "unit_name",
    "secondary_code",
    "economic_code",
    "phase",
];
/// Where the row stands.
const PLACE: [&str; 3] = ["page", "table_id", "row"];

/// The measures that the selected rows have, in the order of the vocabulary.
fn measures(context: &Context<'_>) -> Result<Vec<String>, ExportError> {
    let mut found = BTreeSet::new();
    let mut names = Selection::columns(Dataset::LineItems);
    names.push("amount_yuan");
    context.published.read(Dataset::LineItems, &names, |rows| {
        for row in 0..rows.len() {
            if let Some(code) = rows.text("measure_code", row)
                && !found.contains(code)
                && rows.has("amount_yuan", row)
                && context.selection.admits(rows, row).is_some_and(|document| document.counts)
            {
                found.insert(code.to_owned());
            }
        }
        Ok::<(), ExportError>(())
    })?;
    let known = specs(Dataset::LineItems, &["measure_code"]);
    let known = known.iter().flat_map(|spec| spec.values.iter().map(|(code, _)| *code));
    let mut ordered: Vec<String> = known.filter(|code| found.remove(*code)).map(str::to_owned).collect();
    ordered.extend(found);
    Ok(ordered)
}

/// The columns of the table.
///
/// # Errors
/// The publication cannot be read.
pub(crate) fn columns(context: &Context<'_>) -> Result<Vec<Column>, ExportError> {
    let mut columns: Vec<Column> = agency_columns(context).collect();
    columns.extend(specs(Dataset::LineItems, &LABELS).into_iter().map(|spec| Column::of(context, spec)));
    for code in measures(context)? {
        let chinese = format!("{}（{{unit}}）", context.words.measure(&code));
        let meaning = format!("Amount of the measure {code} ({}) in the row", context.words.measure(&code));
        columns.push(Column::new(context, &format!("{code}_yuan"), &chinese, &meaning, Form::Money).shaded());
    }
    let other = context.words.column("other_measure");
    columns.push(Column::new(context, "other_measure", &other, OTHER, Form::Text));
    let other = context.words.column("other_amount_yuan");
    columns.push(Column::new(context, "other_amount_yuan", &other, OTHER_AMOUNT, Form::Money).shaded());
    let status = specs(Dataset::LineItems, &["check_status"]);
    columns.extend(status.into_iter().map(|spec| {
        let meaning = "The most serious check_status of the row's amounts".to_owned();
        Column { meaning, ..Column::of(context, spec).shaded() }
    }));
    columns.extend(specs(Dataset::LineItems, &PLACE).into_iter().map(|spec| Column::of(context, spec)));
    columns.extend(source_columns(context));
    Ok(columns)
}

const OTHER: &str = "Header path of a column whose measure the vocabulary does not know (栏目)";
const OTHER_AMOUNT: &str = "The amount in that column";

/// A row of the table while the cells of a form's row pass by.
struct Item {
    /// Values of the labels and of the place, as the columns have them.
    labels: Vec<Owned>,
    place: Vec<Owned>,
    /// Amounts in yuan with what is known of them, by measure as the columns have them.
    amounts: Vec<Option<(Decimal, Shade)>>,
    /// The header path and amount of a column whose measure is unknown.
    other: Option<(String, Decimal, Shade)>,
}

/// A value that outlives its batch.
#[derive(Debug, Clone, PartialEq)]
enum Owned {
    Null,
    Text(String),
    Int(i64),
}

impl Owned {
    fn of(value: &Datum<'_>) -> Owned {
        match value {
            Datum::Text(text) => Owned::Text((*text).to_owned()),
            Datum::Int(number) => Owned::Int(*number),
            _ => Owned::Null,
        }
    }

    fn lend(&self) -> Field<'_> {
        let value = match self {
            Owned::Null => Datum::Null,
            Owned::Text(text) => Datum::Text(text),
            Owned::Int(number) => Datum::Int(*number),
        };
        value.into()
    }
}

/// The amounts of one row of a form: further items for further phases, and where two columns state one measure.
#[derive(Default)]
struct Row {
    key: Option<(String, i64, i64)>,
    items: Vec<Item>,
}

impl Row {
    fn add(&mut self, labels: Vec<Owned>, place: Vec<Owned>, measures: usize, cell: &Cell<'_>) {
        let index = self.items.iter().position(|item| item.labels == labels && item.has_room(cell.measure));
        let index = index.unwrap_or_else(|| {
            self.items.push(Item { labels, place, amounts: vec![None; measures], other: None });
            self.items.len() - 1
        });
        let Some(item) = self.items.get_mut(index) else {
            return;
        };
        match cell.measure.and_then(|measure| item.amounts.get_mut(measure)) {
            Some(amount) => *amount = Some((cell.yuan, cell.shade)),
            None => item.other = Some((cell.path.to_owned(), cell.yuan, cell.shade)),
        }
    }

    /// Hands the items on, and forgets them.
    fn end(&mut self, context: &Context<'_>, take: &mut Take<'_>) -> Result<(), ExportError> {
        let Some((id, ..)) = self.key.take() else {
            return Ok(());
        };
        if let Some(document) = context.selection.documents.get(&id) {
            for item in &self.items {
                take(&item.fields(context, document, &id))?;
            }
        }
        self.items.clear();
        Ok(())
    }
}

impl Item {
    /// Whether nothing stands where an amount of a measure belongs.
    fn has_room(&self, measure: Option<usize>) -> bool {
        match measure {
            Some(measure) => self.amounts.get(measure).is_some_and(Option::is_none),
            None => self.other.is_none(),
        }
    }

    fn fields<'a>(&'a self, context: &Context<'_>, document: &'a Document, id: &'a str) -> Vec<Field<'a>> {
        let money = |(yuan, shade): (Decimal, Shade)| Field {
            value: Datum::Decimal(context.money(yuan)),
            shade: Some(shade),
        };
        let other = self.other.as_ref().map(|(_, yuan, shade)| (*yuan, *shade));
        let amounts = || self.amounts.iter().copied().chain([other]);
        let mut fields: Vec<Field<'a>> = AGENCY.map(|name| document.get(name).into()).into();
        fields.extend(self.labels.iter().map(Owned::lend));
        fields.extend(self.amounts.iter().map(|amount| amount.map_or(Datum::Null.into(), money)));
        fields.push(self.other.as_ref().map_or(Datum::Null, |(path, ..)| Datum::Text(path)).into());
        fields.push(other.map_or(Datum::Null.into(), money));
        let worst = amounts().flatten().map(|(_, shade)| shade).max();
        let status = worst.map_or(Datum::Null, |shade| Datum::Text(shade.as_str()));
        fields.push(Field { value: status, shade: worst });
        fields.extend(self.place.iter().map(Owned::lend));
        fields.push(document.get("source_path").into());
        fields.push(Datum::Text(id).into());
        fields
    }
}

/// An amount of a form.
struct Cell<'a> {
    /// The place of its measure among the columns; `None` for an unknown one.
    measure: Option<usize>,
    /// The header path of its column.
    path: &'a str,
    yuan: Decimal,
    shade: Shade,
}

/// Hands the rows to `take`.
///
/// # Errors
/// The publication cannot be read, or what `take` said.
pub(crate) fn each(
    context: &Context<'_>,
    columns: &[Column],
    take: &mut Take<'_>,
) -> Result<(), ExportError> {
    let first = AGENCY.len() + LABELS.len();
    let suffix = context.options.unit.suffix();
    let stems = columns.iter().skip(first).map_while(|column| column.name.strip_suffix(suffix));
    let places: BTreeMap<&str, usize> = stems.enumerate().map(|(place, stem)| (stem, place)).collect();
    let mut names = Selection::columns(Dataset::LineItems);
    names.extend(LABELS.iter().chain(&PLACE).chain(&["measure", "amount_yuan", "check_status"]));
    let mut current = Row::default();
    context.published.read(Dataset::LineItems, &names, |rows| {
        for row in 0..rows.len() {
            let admitted = context.selection.admits(rows, row);
            let Some(yuan) = rows.decimal("amount_yuan", row) else {
                continue;
            };
            if !admitted.is_some_and(|document| document.counts) {
                continue;
            }
            let number = |column| rows.int(column, row).unwrap_or_default();
            let id = rows.text("document_id", row).unwrap_or_default().to_owned();
            let key = Some((id, number("table_id"), number("row")));
            if current.key != key {
                current.end(context, take)?;
                current.key = key;
            }
            let owned = |names: &[&str]| names.iter().map(|name| Owned::of(&rows.get(name, row))).collect();
            let cell = Cell {
                measure: rows.text("measure_code", row).and_then(|code| places.get(code).copied()),
                path: rows.text("measure", row).unwrap_or_default(),
                yuan,
                shade: rows.text("check_status", row).and_then(Shade::of).unwrap_or(Shade::Unverified),
            };
            current.add(owned(&LABELS), owned(&PLACE), places.len(), &cell);
        }
        Ok::<(), ExportError>(())
    })?;
    current.end(context, take)
}
