//! The documents and rows that the filters leave.

use crate::error::ExportError;
use crate::options::Filters;
use mingxi_engine::dataset::{Dataset, Datum, Published, Rows};
use std::collections::{BTreeMap, BTreeSet};

/// What rows of ready-made tables say of their document, in the order of their columns.
pub(crate) const AGENCY: [&str; 9] = [
    "region_code",
    "province",
    "city",
    "county",
    "agency_name",
    "agency_type",
    "fiscal_year",
    "stage",
    "scope",
];

/// A document that the filters leave.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    texts: BTreeMap<&'static str, String>,
    /// The year that it is about.
    pub fiscal_year: Option<i64>,
    /// Whether it is in the ready-made tables: it repeats no other document and was not replaced.
    pub counts: bool,
    /// The tables of the kinds that are asked for; `None` if no kind is.
    tables: Option<BTreeSet<i64>>,
}

impl Document {
    /// What is known of it, of the columns of [`AGENCY`] and `source_path`.
    pub fn get(&self, column: &str) -> Datum<'_> {
        match column {
            "fiscal_year" => self.fiscal_year.map_or(Datum::Null, Datum::Int),
            _ => self.text(column).map_or(Datum::Null, Datum::Text),
        }
    }

    /// The same of a text.
    pub fn text(&self, column: &str) -> Option<&str> {
        self.texts.get(column).map(String::as_str)
    }
}

/// The documents and rows that the filters leave. Memory grows with the documents.
#[derive(Debug, Clone)]
pub(crate) struct Selection {
    /// The documents by their id.
    pub documents: BTreeMap<String, Document>,
    /// How many documents are published.
    pub published: usize,
    filters: Filters,
}

impl Selection {
    /// Finds the documents.
    ///
    /// # Errors
    /// A stage, kind, measure or type of agency is unknown, or the publication cannot be read.
    pub fn read(published: &Published, filters: &Filters) -> Result<Selection, ExportError> {
        check("the stage", "stage", &filters.stages)?;
        check("the kind of table", "table_kind", &filters.kinds)?;
        check_measures(published, &filters.measures)?;
        let mut types = BTreeSet::new();
        let mut selection = Selection { documents: BTreeMap::new(), published: 0, filters: filters.clone() };
        let texts: Vec<&'static str> = AGENCY
            .into_iter()
            .filter(|name| *name != "fiscal_year")
            .chain(["source_path", "region_name"])
            .collect();
        let mut columns = vec!["document_id", "fiscal_year", "same_as", "superseded_by"];
        columns.extend(&texts);
        published.read(Dataset::Documents, &columns, |rows| {
            selection.published += rows.len();
            for row in 0..rows.len() {
                let document = Document {
                    texts: texts
                        .iter()
                        .filter_map(|name| Some((*name, rows.text(name, row)?.to_owned())))
                        .collect(),
                    fiscal_year: rows.int("fiscal_year", row),
                    counts: !rows.has("same_as", row) && !rows.has("superseded_by", row),
                    tables: None,
                };
                types.extend(document.text("agency_type").map(str::to_owned));
                if selection.wants(&document) {
                    let id = rows.text("document_id", row).unwrap_or_default().to_owned();
                    selection.documents.insert(id, document);
                }
            }
            Ok::<(), ExportError>(())
        })?;
        known("the type of agency", &filters.agency_types, &types)?;
        if !filters.kinds.is_empty() {
            selection.read_tables(published)?;
        }
        Ok(selection)
    }

    fn wants(&self, document: &Document) -> bool {
        let Filters { regions, agency_types, years, stages, .. } = &self.filters;
        let code = document.text("region_code").unwrap_or_default();
        let name = document.text("region_name").unwrap_or_default();
        let is_in = |region: &String| match region.bytes().all(|byte| byte.is_ascii_digit()) {
            true => code.starts_with(division(region)),
            false => name.contains(region.as_str()),
        };
        let one_of = |wanted: &[String], column| {
            wanted.is_empty() || document.text(column).is_some_and(|text| wanted.iter().any(|w| w == text))
        };
        let year = |year: i64| years.iter().any(|years| years.0.contains(&year));
        (regions.is_empty() || regions.iter().any(is_in))
            && one_of(agency_types, "agency_type")
            && one_of(stages, "stage")
            && (years.is_empty() || document.fiscal_year.is_some_and(year))
    }

    fn read_tables(&mut self, published: &Published) -> Result<(), ExportError> {
        for document in self.documents.values_mut() {
            document.tables = Some(BTreeSet::new());
        }
        let kinds = &self.filters.kinds;
        let documents = &mut self.documents;
        published.read(Dataset::Tables, &["document_id", "table_id", "table_kind"], |rows| {
            for row in 0..rows.len() {
                let kind = rows.text("table_kind", row).unwrap_or_default();
                let id = rows.text("document_id", row).unwrap_or_default();
                if kinds.iter().any(|wanted| wanted == kind)
                    && let Some(tables) = documents.get_mut(id).and_then(|document| document.tables.as_mut())
                {
                    tables.extend(rows.int("table_id", row));
                }
            }
            Ok(())
        })
    }

    /// The document of a row, if the filters leave the row. The batch needs the columns of [`Selection::columns`].
    pub fn admits(&self, rows: Rows<'_>, row: usize) -> Option<&Document> {
        let document = self.documents.get(rows.text("document_id", row)?)?;
        let schema = rows.batch().schema();
        let has = |column: &str| schema.column_with_name(column).is_some();
        if let Some(tables) = &document.tables {
            let is_of_kind = match (has("table_id"), has("table_ids")) {
                (true, _) => rows.int("table_id", row).is_some_and(|id| tables.contains(&id)),
                (_, true) => match rows.get("table_ids", row) {
                    Datum::List(ids) => {
                        ids.iter().any(|id| matches!(id, Datum::Int(id) if tables.contains(id)))
                    }
                    _ => false,
                },
                _ => true,
            };
            if !is_of_kind {
                return None;
            }
        }
        if !self.filters.measures.is_empty() && (has("item_code") || has("measure_code")) {
            let is_wanted = |column| {
                let code = rows.text(column, row);
                code.is_some_and(|code| self.filters.measures.iter().any(|measure| measure == code))
            };
            if !is_wanted("measure_code") && !is_wanted("item_code") {
                return None;
            }
        }
        Some(document)
    }

    /// Columns of a dataset that [`Selection::admits`] asks.
    pub fn columns(dataset: Dataset) -> Vec<&'static str> {
        let asked = ["document_id", "table_id", "table_ids", "measure_code", "item_code"];
        let declared = dataset.spec().columns;
        asked.into_iter().filter(|name| declared.iter().any(|column| column.name == *name)).collect()
    }
}

/// The digits that all divisions below one share: of a province or city its padding is left out.
fn division(code: &str) -> &str {
    let stem = code.strip_suffix("00").unwrap_or(code);
    stem.strip_suffix("00").unwrap_or(stem)
}

/// The values that a column of the line items is listed with, in their order.
fn listed(column: &str) -> Vec<&'static str> {
    let columns = Dataset::LineItems.spec().columns;
    columns
        .iter()
        .filter(|spec| spec.name == column)
        .flat_map(|spec| spec.values.iter().map(|(value, _)| *value))
        .collect()
}

fn check(what: &'static str, column: &str, wanted: &[String]) -> Result<(), ExportError> {
    known(what, wanted, &listed(column))
}

/// Measures are an open list: those that only a vocabulary of the run knows are looked up in the publication.
fn check_measures(published: &Published, wanted: &[String]) -> Result<(), ExportError> {
    let columns = ["measure_code", "item_code"];
    let mut codes: BTreeSet<String> = columns.into_iter().flat_map(listed).map(str::to_owned).collect();
    if wanted.iter().all(|code| codes.contains(code)) {
        return Ok(());
    }
    for (dataset, columns) in [(Dataset::LineItems, &columns[..]), (Dataset::Statements, &columns[..1])] {
        published.read(dataset, columns, |rows| {
            for row in 0..rows.len() {
                for code in columns.iter().filter_map(|column| rows.text(column, row)) {
                    if !codes.contains(code) {
                        codes.insert(code.to_owned());
                    }
                }
            }
            Ok::<(), ExportError>(())
        })?;
    }
    known("the measure", wanted, &codes)
}

/// Fails where a value is none of those that there are: a mistyped filter would leave nothing, and say nothing.
fn known<'k, K>(what: &'static str, wanted: &[String], known: K) -> Result<(), ExportError>
where
    K: IntoIterator<Item: AsRef<str> + 'k>,
{
    let known: Vec<_> = known.into_iter().collect();
    let is_unknown = |value: &&String| !known.iter().any(|one| one.as_ref() == value.as_str());
    match wanted.iter().find(is_unknown) {
        None => Ok(()),
        Some(value) => {
            let known: Vec<&str> = known.iter().map(AsRef::as_ref).collect();
            Err(ExportError::Unknown { what, value: value.clone(), known: known.join(", ") })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_division_holds_those_below_it() {
        assert_eq!(division("130000"), "13");
        assert_eq!(division("131000"), "1310");
        assert_eq!(division("131003"), "131003");
        assert_eq!(division("13"), "13");
    }

    #[test]
    fn an_unknown_kind_is_told_with_those_that_there_are() {
        let error =
            check("the kind of table", "table_kind", &["threepublic".to_owned()]).unwrap_err().to_string();
        assert!(error.contains("`threepublic` is unknown"), "{error}");
        assert!(error.contains("three_public"), "{error}");
    }
}
