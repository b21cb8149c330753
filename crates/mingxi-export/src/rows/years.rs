//! A row for each agency, year and stage, with the headline measures.

use super::joined::{agency_columns, source_columns, specs};
use crate::context::Context;
use crate::error::ExportError;
use crate::headline::Stated;
use crate::selection::{AGENCY, Document, Selection};
use crate::table::{Column, Field, Form, Shade, Take};
use mingxi_engine::dataset::{Dataset, Datum};
use rust_decimal::Decimal;

/// What is counted of a document's amounts, and what that means.
const COUNTS: [(&str, &str); 3] = [
    ("amount_count", "Amounts of money in the document's tables"),
    ("verified_count", "Those in an accounting identity that holds, and in none that is broken"),
    ("conflict_count", "Those in a broken identity"),
];

/// What `check_status` means of a year.
const STATUS: &str = "The most serious check_status of the headline measures of the row";

/// The columns of the table.
pub(crate) fn columns(context: &Context<'_>) -> Vec<Column> {
    let mut columns: Vec<Column> = agency_columns(context).collect();
    columns.extend(context.headlines.list.iter().map(|headline| {
        Column::new(context, &headline.name, &headline.zh, &headline.what, Form::Money).shaded()
    }));
    columns.extend(
        COUNTS.map(|(name, what)| Column::new(context, name, &context.words.column(name), what, Form::Whole)),
    );
    let status = specs(Dataset::LineItems, &["check_status"]);
    columns.extend(
        status
            .into_iter()
            .map(|spec| Column { meaning: STATUS.to_owned(), ..Column::of(context, spec).shaded() }),
    );
    columns.extend(source_columns(context));
    columns
}

/// A document while its rows pass by.
struct Year {
    id: String,
    /// Of each headline the rank of its candidate, the amount in yuan and what is known of it.
    found: Vec<Option<(usize, Decimal, Shade)>>,
    counts: [i64; 3],
}

impl Year {
    fn new(id: &str, headlines: usize) -> Year {
        Year { id: id.to_owned(), found: vec![None; headlines], counts: [0; 3] }
    }

    fn add(&mut self, context: &Context<'_>, stated: Stated<'_>, yuan: Decimal, shade: Shade) {
        self.counts[0] += 1;
        self.counts[1] += i64::from(shade == Shade::Verified);
        self.counts[2] += i64::from(shade == Shade::Conflict);
        if !context.headlines.is_of_stage(stated) {
            return;
        }
        for (headline, found) in context.headlines.list.iter().zip(&mut self.found) {
            if let Some(rank) = headline.rank(stated)
                && found.is_none_or(|(best, _, _)| rank < best)
            {
                *found = Some((rank, yuan, shade));
            }
        }
    }

    fn fields<'a>(&'a self, context: &Context<'_>, document: &'a Document) -> Vec<Field<'a>> {
        let mut fields: Vec<Field<'a>> = AGENCY.map(|name| document.get(name).into()).into();
        fields.extend(self.found.iter().map(|found| match found {
            Some((_, yuan, shade)) => {
                Field { value: Datum::Decimal(context.money(*yuan)), shade: Some(*shade) }
            }
            None => Datum::Null.into(),
        }));
        fields.extend(self.counts.map(|count| Field::from(Datum::Int(count))));
        let worst = self.found.iter().flatten().map(|(_, _, shade)| *shade).max();
        let status = worst.map_or(Datum::Null, |shade| Datum::Text(shade.as_str()));
        fields.push(Field { value: status, shade: worst });
        fields.push(document.get("source_path").into());
        fields.push(Datum::Text(&self.id).into());
        fields
    }
}

/// Hands the rows to `take`.
///
/// # Errors
/// The publication cannot be read, or what `take` said.
pub(crate) fn each(context: &Context<'_>, take: &mut Take<'_>) -> Result<(), ExportError> {
    let mut names = Selection::columns(Dataset::LineItems);
    names.extend(["table_kind", "flow", "row_role", "phase", "amount_yuan", "check_status"]);
    let headlines = context.headlines.list.len();
    let mut year: Option<Year> = None;
    context.published.read(Dataset::LineItems, &names, |rows| {
        for row in 0..rows.len() {
            let Some(document) = context.selection.admits(rows, row).filter(|document| document.counts)
            else {
                continue;
            };
            let Some(yuan) = rows.decimal("amount_yuan", row) else {
                continue;
            };
            let id = rows.text("document_id", row).unwrap_or_default();
            if year.as_ref().is_none_or(|year| year.id != id) {
                end(context, year.take(), take)?;
            }
            let stated = Stated {
                stage: document.text("stage"),
                kind: rows.text("table_kind", row),
                flow: rows.text("flow", row),
                role: rows.text("row_role", row),
                item: rows.text("item_code", row),
                phase: rows.text("phase", row),
            };
            let shade = rows.text("check_status", row).and_then(Shade::of).unwrap_or(Shade::Unverified);
            year.get_or_insert_with(|| Year::new(id, headlines)).add(context, stated, yuan, shade);
        }
        Ok::<(), ExportError>(())
    })?;
    end(context, year, take)
}

fn end(context: &Context<'_>, year: Option<Year>, take: &mut Take<'_>) -> Result<(), ExportError> {
    let Some(year) = year else {
        return Ok(());
    };
    match context.selection.documents.get(&year.id) {
        Some(document) => take(&year.fields(context, document)),
        None => Ok(()),
    }
}
