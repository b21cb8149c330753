//! The declarations keep to the data contract, and `schemas/` to the declarations.

use super::fixtures::full;
use super::{Dataset, publish};
use crate::dataset::{SCHEMA_VERSION, VERSION, schema_files};
use mingxi_model as model;
use parquet::file::reader::{FileReader, SerializedFileReader};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::Path;

#[test]
fn schemas_folder_is_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas");
    for (name, content) in schema_files() {
        let found = fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(found == content, "schemas/{name} is stale: run `cargo schemas`");
    }
}

#[test]
fn every_column_is_described_in_english_with_the_chinese_term() {
    for dataset in Dataset::ALL {
        let spec = dataset.spec();
        let mut names = BTreeSet::new();
        for column in &spec.columns {
            let name = format!("{}.{}", spec.name, column.name);
            assert!(names.insert(column.name), "{name} is declared twice");
            assert!(column.description.chars().any(|c| c.is_ascii_lowercase()), "{name}");
            let provenance = ["document_id", "locus"].contains(&column.name);
            assert!(provenance || column.description.chars().any(model::text::is_han), "{name}");
        }
        let keys = spec.order.columns().iter().chain(spec.primary_key);
        for key in keys {
            assert!(names.contains(key), "{}: no key {key}", spec.name);
        }
    }
}

#[test]
fn the_measure_codes_are_those_of_the_vocabulary() {
    let vocabulary = mingxi_fiscal::Vocabulary::builtin().unwrap();
    let declared: BTreeSet<&str> = vocabulary.measures.codes.keys().map(String::as_str).collect();
    for column in ["measure_code", "item_code"] {
        let spec = Dataset::LineItems.spec();
        let column = spec.columns.iter().find(|c| c.name == column).unwrap();
        let published: BTreeSet<&str> = column.values.iter().map(|(code, _)| *code).collect();
        assert_eq!(published, declared);
    }
}

/// The closed list of a column.
fn list(dataset: Dataset, column: &str) -> Vec<&'static str> {
    let spec = dataset.spec();
    let column = spec.columns.iter().find(|c| c.name == column).unwrap();
    assert!(column.closed);
    column.values.iter().map(|(value, _)| *value).collect()
}

#[test]
fn closed_lists_are_those_of_the_model() {
    let kinds: Vec<&str> = model::TableKind::ALL.iter().map(|v| v.as_str()).collect();
    assert_eq!(list(Dataset::Tables, "table_kind"), kinds);
    let evidence: Vec<&str> = model::KindEvidence::ALL.iter().map(|v| v.as_str()).collect();
    assert_eq!(list(Dataset::Tables, "kind_evidence"), evidence);
    let flows: Vec<&str> = model::Flow::ALL.iter().map(|v| v.as_str()).collect();
    assert_eq!(list(Dataset::LineItems, "flow"), flows);
    let classifications: Vec<&str> = model::Classification::ALL.iter().map(|v| v.as_str()).collect();
    assert_eq!(list(Dataset::LineItems, "classification"), classifications);
    let roles: Vec<&str> = model::RowRole::ALL.iter().map(|v| v.as_str()).collect();
    assert_eq!(list(Dataset::LineItems, "row_role"), roles);
    let funds: Vec<&str> = model::Fund::ALL.iter().map(|v| v.as_str()).collect();
    assert_eq!(list(Dataset::LineItems, "fund"), funds);
    let phases: Vec<&str> = model::Phase::ALL.iter().map(|v| v.as_str()).collect();
    assert_eq!(list(Dataset::LineItems, "phase"), phases);
    let statuses = [model::Status::Ok, model::Status::Partial, model::Status::Failed];
    assert_eq!(list(Dataset::Documents, "status"), statuses.map(model::Status::as_str));
    use model::ErrorKind::*;
    let errors = [
        Empty,
        NotADocument,
        UnsupportedFormat,
        Encrypted,
        Truncated,
        Corrupt,
        LimitExceeded,
        TimedOut,
        Crashed,
        OutOfMemory,
        Unreadable,
        NeedsOcr,
        Internal,
    ];
    assert_eq!(list(Dataset::Documents, "error_kind"), errors.map(model::ErrorKind::as_str));
    use model::Operator::*;
    let operators = [Ge, Le, Gt, Lt, Eq, Text].map(model::Operator::as_str);
    assert_eq!(list(Dataset::Indicators, "operator"), operators);
}

#[test]
fn published_values_are_in_their_lists() {
    let out = tempfile::tempdir().unwrap();
    publish(out.path(), &[full("d1")]);
    for dataset in Dataset::ALL {
        let batch = super::read(out.path(), dataset);
        for column in dataset.spec().columns.iter().filter(|c| c.closed) {
            for value in super::column(&batch, column.name) {
                let known = column.values.iter().any(|(v, _)| *v == value);
                assert!(known, "{}.{} = {value}", dataset.as_str(), column.name);
            }
        }
    }
}

#[test]
fn files_carry_version_and_descriptions() {
    let out = tempfile::tempdir().unwrap();
    publish(out.path(), &[full("d1")]);
    for dataset in Dataset::ALL {
        let path = out.path().join("latest").join(dataset.as_str()).join("part-0.parquet");
        let file = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
        let pairs: BTreeMap<String, String> = file
            .metadata()
            .file_metadata()
            .key_value_metadata()
            .unwrap()
            .iter()
            .map(|pair| (pair.key.clone(), pair.value.clone().unwrap_or_default()))
            .collect();
        assert_eq!(pairs["mingxi.version"], VERSION);
        assert_eq!(pairs["mingxi.schema_version"], SCHEMA_VERSION);
        assert_eq!(pairs["mingxi.dataset"], dataset.as_str());
        for column in dataset.spec().columns {
            assert_eq!(pairs[&format!("mingxi.column.{}", column.name)], column.description);
        }
        let batch = super::read(out.path(), dataset);
        for (field, column) in batch.schema().fields().iter().zip(dataset.spec().columns) {
            assert_eq!(field.metadata().get("description").map(|d| d.as_str()), Some(column.description));
        }
    }
}

#[test]
fn the_data_package_describes_the_publication() {
    let out = tempfile::tempdir().unwrap();
    let publication = publish(out.path(), &[full("d1")]);
    let text = fs::read_to_string(out.path().join("latest/datapackage.json")).unwrap();
    let package: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(package["divisionCodes"]["vintage"], "2023");
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len(), 9);
    for (resource, file) in resources.iter().zip(&publication.files) {
        assert_eq!(resource["name"], file.dataset.as_str());
        assert_eq!(resource["path"], file.path.as_str());
        assert_eq!(resource["bytes"], file.bytes);
        assert_eq!(resource["rows"], file.rows);
        assert_eq!(resource["hash"], format!("sha256:{}", file.sha256));
        let size = fs::metadata(publication.path.join(&file.path)).unwrap().len();
        assert_eq!(size, file.bytes);
    }
    let items = &resources[3]["schema"];
    let field = |name: &str| {
        let fields = items["fields"].as_array().unwrap();
        fields.iter().find(|f| f["name"] == name).unwrap()
    };
    assert_eq!(field("amount_yuan")["columnType"], "value");
    assert_eq!(field("amount_yuan")["unit"], "yuan");
    assert_eq!(field("fiscal_year")["columnType"], "date:fiscal-year");
    assert_eq!(field("flow")["constraints"]["enum"][1], "expenditure");
    assert_eq!(items["primaryKey"].as_array().unwrap().len(), 4);
    assert_eq!(items["foreignKeys"][1]["reference"]["resource"], "tables");
}
