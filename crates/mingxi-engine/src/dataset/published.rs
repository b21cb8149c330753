//! Reads a publication back: batches of the columns that are asked for, file by file.

use super::definition::Dataset;
use super::error::DatasetError;
use super::{BATCH_ROWS, Kind, SCHEMA_VERSION};
use arrow::array::{Array, AsArray, RecordBatch, StructArray};
use arrow::datatypes::{DataType, Decimal128Type, Int16Type, Int32Type, Int64Type, SchemaRef};
use mingxi_model::Term;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use rust_decimal::Decimal;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// The key of the file metadata that names the version of the columns.
const VERSION_KEY: &str = "mingxi.schema_version";

/// A publication on disk.
#[derive(Debug, Clone)]
pub struct Published {
    folder: PathBuf,
}

impl Published {
    /// Opens the publication that `OUT/latest` names; the folder of a publication itself will do as well.
    ///
    /// A run that publishes meanwhile does not disturb: the folder that `latest` named now stays for one more
    /// publication.
    ///
    /// # Errors
    /// There is no publication, or it is of a version that this program does not read.
    pub fn open(out: &Path) -> Result<Published, DatasetError> {
        let latest = out.join("latest");
        let named = if latest.is_dir() { latest } else { out.to_owned() };
        let folder =
            fs::canonicalize(&named).map_err(|_| DatasetError::NoPublication { path: out.to_owned() })?;
        let published = Published { folder };
        if published.files(Dataset::Documents).is_empty() {
            return Err(DatasetError::NoPublication { path: out.to_owned() });
        }
        Ok(published)
    }

    /// Where it stands.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The files of a dataset, in the order of their rows.
    fn files(&self, dataset: Dataset) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(self.folder.join(dataset.as_str())) else {
            return Vec::new();
        };
        let mut files: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|extension| extension == "parquet"))
            .collect();
        // part-10 comes after part-9.
        files.sort_by(|a, b| (a.as_os_str().len(), a).cmp(&(b.as_os_str().len(), b)));
        files
    }

    /// Hands all rows of a dataset to `each`, with all columns, as they were before they were published.
    ///
    /// # Errors
    /// A file cannot be read or is of another version, or what `each` said.
    pub(crate) fn each_batch(
        &self,
        dataset: Dataset,
        schema: &SchemaRef,
        mut each: impl FnMut(RecordBatch) -> Result<(), DatasetError>,
    ) -> Result<(), DatasetError> {
        for path in self.files(dataset) {
            let unreadable = |reason: String| DatasetError::Unreadable { path: path.clone(), reason };
            let builder = open(&path, |version| version == Some(SCHEMA_VERSION))?;
            let reader =
                builder.with_batch_size(BATCH_ROWS).build().map_err(|e| unreadable(e.to_string()))?;
            for batch in reader {
                let batch = batch.map_err(|error| unreadable(error.to_string()))?;
                let batch = RecordBatch::try_new(schema.clone(), batch.columns().to_vec());
                each(batch.map_err(|error| unreadable(error.to_string()))?)?;
            }
        }
        Ok(())
    }

    /// Hands the rows of a dataset to `each` in batches that hold the named columns.
    ///
    /// # Errors
    /// A file cannot be read, lacks a column, or is of another version.
    pub(crate) fn scan(
        &self,
        dataset: Dataset,
        columns: &[&str],
        mut each: impl FnMut(&Rows<'_>),
    ) -> Result<(), DatasetError> {
        for path in self.files(dataset) {
            let unreadable = |reason: String| DatasetError::Unreadable { path: path.clone(), reason };
            let builder = open(&path, is_readable)?;
            let mask = ProjectionMask::columns(builder.parquet_schema(), columns.iter().copied());
            let reader = builder.with_projection(mask).build().map_err(|e| unreadable(e.to_string()))?;
            for batch in reader {
                let batch = batch.map_err(|error| unreadable(error.to_string()))?;
                for column in columns {
                    check_column(dataset, &batch, column).map_err(unreadable)?;
                }
                each(&Rows::of(&batch));
            }
        }
        Ok(())
    }
}

/// A file whose columns are of a version that will do.
fn open(
    path: &Path,
    will_do: impl Fn(Option<&str>) -> bool,
) -> Result<ParquetRecordBatchReaderBuilder<File>, DatasetError> {
    let unreadable = |reason: String| DatasetError::Unreadable { path: path.to_owned(), reason };
    let file = File::open(path).map_err(|error| unreadable(error.to_string()))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|e| unreadable(e.to_string()))?;
    let pairs = builder.metadata().file_metadata().key_value_metadata();
    let version = pairs.and_then(|pairs| pairs.iter().find(|pair| pair.key == VERSION_KEY)?.value.clone());
    if !will_do(version.as_deref()) {
        let found = version.unwrap_or_else(|| "none".to_owned());
        let reason = format!("its columns are of version {found}, this program reads {SCHEMA_VERSION}");
        return Err(unreadable(reason));
    }
    Ok(builder)
}

/// Columns may be added within one major version.
fn is_readable(version: Option<&str>) -> bool {
    let major = |version: &str| version.split('.').next().map(str::to_owned);
    version.and_then(major) == major(SCHEMA_VERSION)
}

fn check_column(dataset: Dataset, batch: &RecordBatch, name: &str) -> Result<(), String> {
    let spec = dataset.spec();
    let declared = spec.columns.iter().find(|column| column.name == name).map(|column| column.kind);
    let found = batch.column_by_name(name).map(|column| column.data_type().clone());
    // The names of a list's items differ between writers, so that only the outermost type is compared.
    let is_same = |kind: Kind, found: &DataType| {
        std::mem::discriminant(&kind.data_type()) == std::mem::discriminant(found)
    };
    match (declared, found) {
        (Some(kind), Some(found)) if is_same(kind, &found) => Ok(()),
        _ => Err(format!("its column {name} is missing or of another type")),
    }
}

/// A batch of rows whose columns were checked against the declarations. A getter gives `None` for null, and
/// for a column of another type than it reads.
pub(crate) struct Rows<'b> {
    batch: &'b RecordBatch,
}

impl<'b> Rows<'b> {
    /// Rows whose columns are as declared.
    pub fn of(batch: &'b RecordBatch) -> Rows<'b> {
        Rows { batch }
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.batch.num_rows()
    }

    fn at(&self, column: &str, row: usize) -> Option<&'b dyn Array> {
        let array = self.batch.column_by_name(column)?;
        array.is_valid(row).then_some(array.as_ref())
    }

    /// A text.
    pub fn text(&self, column: &str, row: usize) -> Option<&'b str> {
        Some(self.at(column, row)?.as_string_opt::<i32>()?.value(row))
    }

    /// A whole number.
    pub fn int(&self, column: &str, row: usize) -> Option<i64> {
        let array = self.at(column, row)?;
        match array.data_type() {
            DataType::Int16 => Some(array.as_primitive_opt::<Int16Type>()?.value(row).into()),
            DataType::Int32 => Some(array.as_primitive_opt::<Int32Type>()?.value(row).into()),
            _ => Some(array.as_primitive_opt::<Int64Type>()?.value(row)),
        }
    }

    /// A whole number of 32 bits; 0 for null.
    pub fn index(&self, column: &str, row: usize) -> i32 {
        self.int(column, row).and_then(|n| i32::try_from(n).ok()).unwrap_or_default()
    }

    /// Whether a value is there.
    pub fn has(&self, column: &str, row: usize) -> bool {
        self.at(column, row).is_some()
    }

    /// A decimal without meaningless zeros.
    pub fn decimal(&self, column: &str, row: usize) -> Option<Decimal> {
        let array = self.at(column, row)?.as_primitive_opt::<Decimal128Type>()?;
        let scale = u32::try_from(array.scale()).ok()?;
        Some(Decimal::try_from_i128_with_scale(array.value(row), scale).ok()?.normalize())
    }

    /// The texts of a list; none for null.
    pub fn texts(&self, column: &str, row: usize) -> Vec<String> {
        let list = self.at(column, row).and_then(|array| array.as_list_opt::<i32>());
        let items = list.map(|list| list.value(row));
        let items = items.as_ref().and_then(|items| items.as_string_opt::<i32>());
        items.map(|items| items.iter().flatten().map(str::to_owned).collect()).unwrap_or_default()
    }

    /// The numbers of an identity.
    pub fn terms(&self, column: &str, row: usize) -> Vec<Term> {
        let Some(list) = self.at(column, row).and_then(|array| array.as_list_opt::<i32>()) else {
            return Vec::new();
        };
        let items = list.value(row);
        let Some(items) = items.as_any().downcast_ref::<StructArray>() else {
            return Vec::new();
        };
        let field = |name: &str, item: usize| -> i32 {
            let column = items.column_by_name(name).and_then(|c| c.as_primitive_opt::<Int32Type>());
            column.map_or(0, |column| column.value(item))
        };
        (0..items.len())
            .map(|item| Term {
                table_id: field("table_id", item),
                row: field("row", item),
                col: field("col", item),
                coefficient: field("coefficient", item),
            })
            .collect()
    }
}
