//! One dataset as Parquet files.

use super::column::Kind;
use super::definition::DatasetSpec;
use super::error::DatasetError;
use super::out_file::{OutFile, Space, Written};
use super::{SCHEMA_VERSION, VERSION};
use arrow::array::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::{KeyValue, SortingColumn};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use std::path::Path;

/// Most rows of a row group: enough for good compression, few enough that a filter skips most of a file.
const ROW_GROUP_ROWS: usize = 122_880;
/// Most bytes of a row group in memory, for documents of very long texts.
const ROW_GROUP_BYTES: usize = 64 << 20;
/// Most rows of a file: some 100 MB of line items, as readers and stores like them. Whole row groups.
pub(crate) const PART_ROWS: usize = 32 * ROW_GROUP_ROWS;
/// zstd level: higher ones gain little on short texts and cost much time.
const ZSTD_LEVEL: i32 = 3;

/// A file of a dataset.
pub(crate) struct Part {
    /// Its name in the dataset's folder.
    pub name: String,
    /// How many rows it has.
    pub rows: u64,
    /// What was written.
    pub written: Written,
}

/// Writes batches, in the order they come, to files of at most `part_rows` rows; to one at least. Where one file ends
/// depends on the rows alone and not on how they come in batches.
///
/// # Errors
/// The disk is full or refuses; the batches cannot be made; a mistake of this program.
pub(crate) fn write(
    folder: &Path,
    spec: &DatasetSpec,
    batches: impl Iterator<Item = Result<RecordBatch, DatasetError>>,
    part_rows: usize,
    space: &Space,
) -> Result<Vec<Part>, DatasetError> {
    let mut pieces = Pieces { batches, rest: None };
    let mut parts = Vec::new();
    loop {
        parts.push(write_part(folder, parts.len(), spec, &mut pieces, part_rows, space)?);
        pieces.rest = pieces.next(usize::MAX)?;
        if pieces.rest.is_none() {
            return Ok(parts);
        }
    }
}

fn write_part(
    folder: &Path,
    number: usize,
    spec: &DatasetSpec,
    pieces: &mut Pieces<impl Iterator<Item = Result<RecordBatch, DatasetError>>>,
    part_rows: usize,
    space: &Space,
) -> Result<Part, DatasetError> {
    let name = format!("part-{number}.parquet");
    let path = folder.join(&name);
    let parquet = |error| DatasetError::parquet(&path, error);
    let mut file = OutFile::create(&path, space)?;
    let properties = properties(spec).map_err(parquet)?;
    // The file is only lent, because `ArrowWriter::into_inner` turns a full disk into a mere text.
    let mut writer = ArrowWriter::try_new(&mut file, spec.schema(), Some(properties)).map_err(parquet)?;
    let mut rows = 0;
    while rows < part_rows
        && let Some(batch) = pieces.next(part_rows - rows)?
    {
        rows += batch.num_rows();
        writer.write(&batch).map_err(parquet)?;
    }
    writer.close().map_err(parquet)?;
    Ok(Part { name, rows: rows as u64, written: file.finish()? })
}

/// Batches that are cut where a file ends.
struct Pieces<I> {
    batches: I,
    rest: Option<RecordBatch>,
}

impl<I: Iterator<Item = Result<RecordBatch, DatasetError>>> Pieces<I> {
    /// The next rows, at most so many; never none.
    fn next(&mut self, most: usize) -> Result<Option<RecordBatch>, DatasetError> {
        let batch = loop {
            match self.rest.take().map(Ok).or_else(|| self.batches.next()).transpose()? {
                Some(batch) if batch.num_rows() == 0 => {}
                Some(batch) => break batch,
                None => return Ok(None),
            }
        };
        let taken = most.min(batch.num_rows());
        self.rest = (taken < batch.num_rows()).then(|| batch.slice(taken, batch.num_rows() - taken));
        Ok(Some(batch.slice(0, taken)))
    }
}

/// Nothing here may depend on the clock, the machine or the order of threads: the bytes of a file are a
/// function of its rows and of this program's version.
fn properties(spec: &DatasetSpec) -> Result<WriterProperties, ParquetError> {
    Ok(WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(ZSTD_LEVEL)?))
        .set_dictionary_enabled(true)
        .set_statistics_enabled(EnabledStatistics::Page)
        .set_offset_index_disabled(false)
        .set_max_row_group_row_count(Some(ROW_GROUP_ROWS))
        .set_max_row_group_bytes(Some(ROW_GROUP_BYTES))
        .set_sorting_columns(Some(sorting_columns(spec)))
        .set_key_value_metadata(Some(key_values(spec)))
        .build())
}

fn key_values(spec: &DatasetSpec) -> Vec<KeyValue> {
    let pair = |key: &str, value: &str| KeyValue::new(key.to_owned(), value.to_owned());
    let mut pairs = vec![
        pair("mingxi.version", VERSION),
        pair("mingxi.schema_version", SCHEMA_VERSION),
        pair("mingxi.dataset", spec.name),
        pair("mingxi.sort_order", &sort_order(spec)),
    ];
    pairs.extend(
        spec.columns.iter().map(|column| pair(&format!("mingxi.column.{}", column.name), column.description)),
    );
    pairs
}

/// The order of the rows, in words.
pub(crate) fn sort_order(spec: &DatasetSpec) -> String {
    let keys: Vec<&str> = spec.order.columns().iter().chain(spec.row_order).copied().collect();
    format!("{} (ascending, nulls first)", keys.join(", "))
}

/// The part of the order that readers can use: plain columns, up to the first key that is none.
fn sorting_columns(spec: &DatasetSpec) -> Vec<SortingColumn> {
    let leaf = |name: &str, kinds: &[Kind]| {
        let index = spec.columns.iter().position(|c| c.name == name)?;
        let column = spec.columns.get(index).filter(|c| kinds.contains(&c.kind))?;
        let before: usize = spec.columns[..index].iter().map(|c| leaves(c.kind)).sum();
        Some(SortingColumn {
            column_idx: i32::try_from(before).ok()?,
            descending: false,
            nulls_first: !column.required,
        })
    };
    let documents = spec.order.columns().iter().filter_map(|name| leaf(name, &[Kind::Text, Kind::Int16]));
    let rows = spec.row_order.iter().map_while(|name| leaf(name, &[Kind::Int32]));
    documents.chain(rows).collect()
}

fn leaves(kind: Kind) -> usize {
    match kind {
        Kind::Terms => 4,
        Kind::Plan => 2,
        Kind::Targets => 3,
        _ => 1,
    }
}
