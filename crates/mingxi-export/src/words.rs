//! What tables, columns and values are called in Chinese, from `schemas/export/headings.toml`.

use serde::Deserialize;
use std::collections::BTreeMap;

const SOURCE: &str = include_str!("../../../schemas/export/headings.toml");

/// Chinese names. A name that is not in the file is its own.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    tables: BTreeMap<String, String>,
    columns: BTreeMap<String, String>,
    measures: BTreeMap<String, String>,
    values: BTreeMap<String, BTreeMap<String, String>>,
}

impl Words {
    /// Reads the built-in file.
    ///
    /// # Errors
    /// The file has a mistake; a test keeps it free of them.
    pub fn built_in() -> Result<Words, String> {
        toml::from_str(SOURCE).map_err(|error| format!("schemas/export/headings.toml: {error}"))
    }

    /// The title of a table.
    pub fn table(&self, name: &str) -> String {
        named(&self.tables, name)
    }

    /// The heading of a column, with `{unit}` in it where it holds money.
    pub fn column(&self, name: &str) -> String {
        named(&self.columns, name)
    }

    /// The name of a measure.
    pub fn measure(&self, code: &str) -> String {
        named(&self.measures, code)
    }

    /// A value of a listed column. Columns that say the same of other numbers share the list of the one whose name
    /// theirs ends with: `adjusted_operator`.
    pub fn value(&self, column: &str, value: &str) -> String {
        let list = self.values.get(column).or_else(|| {
            let suffix = column.split_once('_').map_or(column, |(_, rest)| rest);
            self.values.get(suffix)
        });
        list.map_or_else(|| value.to_owned(), |list| named(list, value))
    }
}

fn named(names: &BTreeMap<String, String>, key: &str) -> String {
    names.get(key).cloned().unwrap_or_else(|| key.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingxi_engine::dataset::Dataset;

    #[test]
    fn every_column_and_every_listed_value_has_a_chinese_name() {
        let words = Words::built_in().unwrap();
        let mut missing = Vec::new();
        for dataset in Dataset::ALL {
            assert!(words.tables.contains_key(dataset.as_str()), "{dataset:?}");
            for column in dataset.spec().columns {
                if !words.columns.contains_key(column.name) {
                    missing.push(column.name.to_owned());
                }
                // Formats are called alike in both languages, and symbols are symbols.
                let is_named = !column.closed || column.name == "format";
                let unnamed =
                    column.values.iter().filter(|(value, _)| words.value(column.name, value) == *value);
                missing.extend(
                    unnamed.filter(|_| !is_named).map(|(value, _)| format!("{}.{value}", column.name)),
                );
            }
        }
        assert!(missing.is_empty(), "schemas/export/headings.toml lacks {missing:?}");
    }
}
