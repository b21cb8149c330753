//! The Frictionless Data Package (`datapackage.json`) that describes a publication.
//!
//! It follows Data Package 2.0; `columnType` holds the OpenSpending os-type of a column, as in the Fiscal
//! Data Package. The structs fix the order of the keys, so that the bytes do not depend on build features.

use super::column::ColumnSpec;
use super::definition::{Dataset, DatasetSpec};
use super::parquet_file::sort_order;
use super::staging::PublishedFile;
use super::{DIVISION_CODES, SCHEMA_VERSION, VERSION};
use serde::Serialize;

#[derive(Serialize)]
struct Package {
    #[serde(rename = "$schema")]
    schema: &'static str,
    name: &'static str,
    title: &'static str,
    description: &'static str,
    version: &'static str,
    #[serde(rename = "schemaVersion")]
    schema_version: &'static str,
    keywords: [&'static str; 6],
    #[serde(rename = "countryCode")]
    country_code: &'static str,
    currency: &'static str,
    #[serde(rename = "divisionCodes")]
    division_codes: DivisionCodes,
    resources: Vec<Resource>,
}

/// The code list that `region_code` is from.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct DivisionCodes {
    /// The standard.
    pub standard: &'static str,
    /// The year of the list.
    pub vintage: &'static str,
    /// What that means for older and newer documents.
    pub description: &'static str,
}

#[derive(Serialize)]
struct Resource {
    name: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    description: &'static str,
    path: Paths,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<u64>,
    #[serde(rename = "sortOrder")]
    sort_order: String,
    schema: TableSchema,
}

/// The file of a resource, or its files in the order of their rows.
#[derive(Serialize)]
#[serde(untagged)]
enum Paths {
    One(String),
    Many(Vec<String>),
}

#[derive(Serialize)]
struct TableSchema {
    #[serde(rename = "$schema")]
    schema: &'static str,
    fields: Vec<Field>,
    #[serde(rename = "primaryKey", skip_serializing_if = "<[_]>::is_empty")]
    primary_key: &'static [&'static str],
    #[serde(rename = "foreignKeys", skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey>,
}

#[derive(Serialize)]
struct Field {
    name: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "arrowType")]
    arrow_type: &'static str,
    description: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
    #[serde(rename = "columnType", skip_serializing_if = "Option::is_none")]
    column_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Constraints::is_empty")]
    constraints: Constraints,
}

#[derive(Serialize)]
struct Constraints {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    required: bool,
    #[serde(rename = "enum", skip_serializing_if = "Vec::is_empty")]
    values: Vec<&'static str>,
}

impl Constraints {
    fn is_empty(&self) -> bool {
        !self.required && self.values.is_empty()
    }
}

#[derive(Serialize)]
struct ForeignKey {
    fields: &'static [&'static str],
    reference: Reference,
}

#[derive(Serialize)]
struct Reference {
    resource: &'static str,
    fields: &'static [&'static str],
}

/// The description of a publication as JSON; with the facts of its files, or, without files, without what differs
/// between publications.
pub(crate) fn data_package(files: &[PublishedFile]) -> String {
    let resources = Dataset::ALL
        .iter()
        .map(|dataset| {
            let own: Vec<&PublishedFile> = files.iter().filter(|file| file.dataset == *dataset).collect();
            resource(&dataset.spec(), &own)
        })
        .collect();
    let package = Package {
        schema: "https://datapackage.org/profiles/2.0/datapackage.json",
        name: "mingxi",
        title: "Chinese county budget disclosures (预算公开, 决算公开)",
        description: "Budgets and final accounts that agencies publish, read from their documents cell by \
                      cell, with the accounting identities that prove or doubt every number. Money is exact, \
                      in yuan.",
        version: VERSION,
        schema_version: SCHEMA_VERSION,
        keywords: ["budget", "final accounts", "China", "county", "预算公开", "决算公开"],
        country_code: "CN",
        currency: "CNY",
        division_codes: DIVISION_CODES,
        resources,
    };
    // Serialising structs of strings and numbers to memory has no way to fail.
    let mut json = serde_json::to_string_pretty(&package).unwrap_or_default();
    json.push('\n');
    json
}

fn resource(spec: &DatasetSpec, files: &[&PublishedFile]) -> Resource {
    let path = match files {
        [] => Paths::One(format!("{}/part-0.parquet", spec.name)),
        [file] => Paths::One(file.path.clone()),
        files => Paths::Many(files.iter().map(|file| file.path.clone()).collect()),
    };
    let total =
        |of: fn(&PublishedFile) -> u64| (!files.is_empty()).then(|| files.iter().map(|file| of(file)).sum());
    Resource {
        name: spec.name,
        kind: "table",
        title: spec.title,
        description: spec.description,
        path,
        format: "parquet",
        mediatype: "application/vnd.apache.parquet",
        encoding: "utf-8",
        bytes: total(|file| file.bytes),
        // The standard has no place for the hashes of several files.
        hash: match files {
            [file] => Some(format!("sha256:{}", file.sha256)),
            _ => None,
        },
        rows: total(|file| file.rows),
        sort_order: sort_order(spec),
        schema: TableSchema {
            schema: "https://datapackage.org/profiles/2.0/tableschema.json",
            fields: spec.columns.iter().map(|column| field(column)).collect(),
            primary_key: spec.primary_key,
            foreign_keys: foreign_keys(spec),
        },
    }
}

fn field(column: &ColumnSpec) -> Field {
    let values = if column.closed { column.values } else { &[] };
    Field {
        name: column.name,
        kind: column.kind.frictionless(),
        arrow_type: column.kind.name(),
        description: column.description,
        unit: column.unit,
        column_type: column.os_type,
        constraints: Constraints {
            required: column.required,
            values: values.iter().map(|(value, _)| *value).collect(),
        },
    }
}

/// Every dataset joins to documents; those whose rows all stand in a table join to tables.
fn foreign_keys(spec: &DatasetSpec) -> Vec<ForeignKey> {
    let has = |name: &str| spec.columns.iter().any(|column| column.name == name && column.required);
    let mut keys = Vec::new();
    let mut join = |fields: &'static [&'static str], resource: &'static str| {
        keys.push(ForeignKey { fields, reference: Reference { resource, fields } });
    };
    if spec.name != "documents" {
        join(&["document_id"], "documents");
    }
    if has("table_id") && spec.name != "tables" {
        join(&["document_id", "table_id"], "tables");
    }
    keys
}
