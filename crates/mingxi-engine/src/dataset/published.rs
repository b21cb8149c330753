//! Reads a publication back: batches of the columns that are asked for, file by file.

use super::definition::Dataset;
use super::error::DatasetError;
use super::rows::Rows;
use super::{BATCH_ROWS, Kind, SCHEMA_VERSION};
use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, Schema, SchemaRef};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::file::metadata::PageIndexPolicy;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// The key of the file metadata that names the version of the columns.
const VERSION_KEY: &str = "mingxi.schema_version";

/// A publication on disk.
///
/// ```
/// use mingxi_engine::dataset::{Dataset, DatasetError, Datum, Published, Staging};
/// use mingxi_engine::{Reader, Record, read_document};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let out = tempfile::tempdir()?;
/// let text = "石桥县水利局2024年部门预算公开\n\n部门支出总表\n\n单位：万元\n\n科目编码\t科目名称\t合计\n\t合计\t7.50\n2130301\t行政运行\t7.50\n";
/// let read = read_document(text.as_bytes(), "预算.txt", &Reader::new()?);
/// let staging = Staging::create(out.path())?;
/// staging.add(&Record {
///     document_id: "d1".to_owned(),
///     source_path: "预算.txt".to_owned(),
///     duplicate_paths: Vec::new(),
///     file_name: "预算.txt".to_owned(),
///     container_path: None,
///     format: read.format,
///     size_bytes: None,
///     page_count: None,
///     status: read.status,
///     error: read.error,
///     reading: read.reading,
///     members: Vec::new(),
/// })?;
/// staging.publish()?;
///
/// let published = Published::open(out.path())?;
/// let mut amounts = Vec::new();
/// published.read(Dataset::LineItems, &["code", "amount_yuan"], |rows| {
///     for row in 0..rows.len() {
///         amounts.push((rows.text("code", row).map(str::to_owned), rows.get("amount_yuan", row).to_string()));
///     }
///     Ok::<(), DatasetError>(())
/// })?;
/// assert!(amounts.contains(&(Some("2130301".to_owned()), "75000.00".to_owned())));
/// // The rows of one document, without reading the others.
/// assert_eq!(published.document_rows(Dataset::Tables)?.count("d1"), 1);
/// # Ok(())
/// # }
/// ```
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
    pub(crate) fn files(&self, dataset: Dataset) -> Vec<PathBuf> {
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

    /// The named columns of a dataset, in the declared order whatever order they are named in, as Arrow batches of at
    /// most some thousand rows: memory does not grow with the dataset.
    ///
    /// # Errors
    /// A batch is an error, and the last, where a file cannot be read, lacks a column, or is of another version.
    pub fn batches(&self, dataset: Dataset, columns: &[&str]) -> Batches {
        let columns = columns.iter().map(|&column| column.to_owned()).collect();
        Batches { dataset, columns, will_do: is_readable, files: self.files(dataset).into_iter(), open: None }
    }

    /// Hands the rows of a dataset to `each` in batches that hold the named columns.
    ///
    /// # Errors
    /// A file cannot be read, lacks a column, or is of another version; or what `each` said.
    pub fn read<E: From<DatasetError>>(
        &self,
        dataset: Dataset,
        columns: &[&str],
        mut each: impl FnMut(Rows<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        for batch in self.batches(dataset, columns) {
            each(Rows::of(&batch?))?;
        }
        Ok(())
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
        let columns = dataset.spec().columns.iter().map(|column| column.name.to_owned()).collect();
        let will_do = |version: Option<&str>| version == Some(SCHEMA_VERSION);
        let files = self.files(dataset).into_iter();
        for batch in (Batches { dataset, columns, will_do, files, open: None }) {
            let batch = RecordBatch::try_new(schema.clone(), batch?.columns().to_vec());
            each(batch.map_err(|error| unreadable(&self.folder, error))?)?;
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
        self.read(dataset, columns, |rows| {
            each(&rows);
            Ok(())
        })
    }
}

/// The batches of a dataset, file by file.
pub struct Batches {
    dataset: Dataset,
    columns: Vec<String>,
    will_do: fn(Option<&str>) -> bool,
    files: std::vec::IntoIter<PathBuf>,
    open: Option<(PathBuf, ParquetRecordBatchReader)>,
}

impl Batches {
    fn try_next(&mut self) -> Result<Option<RecordBatch>, DatasetError> {
        loop {
            if let Some((path, reader)) = &mut self.open {
                if let Some(batch) = reader.next() {
                    return batch.map(Some).map_err(|error| unreadable(path, error));
                }
                self.open = None;
            }
            let Some(path) = self.files.next() else {
                return Ok(None);
            };
            let metadata = metadata(&path, self.will_do)?;
            let builder = builder(self.dataset, &path, &self.columns, metadata)?;
            let reader = builder.build().map_err(|error| unreadable(&path, error))?;
            self.open = Some((path, reader));
        }
    }
}

impl Iterator for Batches {
    type Item = Result<RecordBatch, DatasetError>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.try_next();
        if next.is_err() {
            // Nothing follows an error.
            self.files = Vec::new().into_iter();
            self.open = None;
        }
        next.transpose()
    }
}

/// A file's metadata with the index of its pages; its columns are of a version that will do.
pub(crate) fn metadata(
    path: &Path,
    will_do: impl Fn(Option<&str>) -> bool,
) -> Result<ArrowReaderMetadata, DatasetError> {
    let file = File::open(path).map_err(|error| unreadable(path, error))?;
    let options = ArrowReaderOptions::new().with_page_index_policy(PageIndexPolicy::Optional);
    let metadata = ArrowReaderMetadata::load(&file, options).map_err(|error| unreadable(path, error))?;
    let pairs = metadata.metadata().file_metadata().key_value_metadata();
    let version = pairs.and_then(|pairs| pairs.iter().find(|pair| pair.key == VERSION_KEY)?.value.clone());
    if !will_do(version.as_deref()) {
        let found = version.unwrap_or_else(|| "none".to_owned());
        let reason = format!("its columns are of version {found}, this program reads {SCHEMA_VERSION}");
        return Err(unreadable(path, reason));
    }
    Ok(metadata)
}

/// A reader of the named columns, which the file has and which are of the declared types.
pub(crate) fn builder(
    dataset: Dataset,
    path: &Path,
    columns: &[String],
    metadata: ArrowReaderMetadata,
) -> Result<ParquetRecordBatchReaderBuilder<File>, DatasetError> {
    for column in columns {
        check_column(dataset, metadata.schema(), column).map_err(|reason| unreadable(path, reason))?;
    }
    let file = File::open(path).map_err(|error| unreadable(path, error))?;
    let builder =
        ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata).with_batch_size(BATCH_ROWS);
    let mask = ProjectionMask::columns(builder.parquet_schema(), columns.iter().map(String::as_str));
    Ok(builder.with_projection(mask))
}

fn unreadable(path: &Path, reason: impl ToString) -> DatasetError {
    DatasetError::Unreadable { path: path.to_owned(), reason: reason.to_string() }
}

/// Columns may be added within one major version.
pub(crate) fn is_readable(version: Option<&str>) -> bool {
    let major = |version: &str| version.split('.').next().map(str::to_owned);
    version.and_then(major) == major(SCHEMA_VERSION)
}

fn check_column(dataset: Dataset, schema: &Schema, name: &str) -> Result<(), String> {
    let spec = dataset.spec();
    let declared = spec.columns.iter().find(|column| column.name == name).map(|column| column.kind);
    let found = schema.field_with_name(name).ok().map(|field| field.data_type().clone());
    // The names of a list's items differ between writers, so that only the outermost type is compared.
    let is_same = |kind: Kind, found: &DataType| {
        std::mem::discriminant(&kind.data_type()) == std::mem::discriminant(found)
    };
    match (declared, found) {
        (Some(kind), Some(found)) if is_same(kind, &found) => Ok(()),
        _ => Err(format!("its column {name} is missing or of another type")),
    }
}
