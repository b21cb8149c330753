//! From records to a publication: documents are parked as they are read and published together.

use super::convert::Schemas;
use super::definition::{Dataset, Order};
use super::entry::{self, Entry, ParkedRows};
use super::error::DatasetError;
use super::folder::OutputFolder;
use super::history::{self, KEPT_PUBLICATIONS};
use super::out_file::{OutFile, Space, Written, hash_file, hex, sync_folder};
use super::package;
use super::parcel::{Parcel, also_at};
use super::parquet_file;
use super::published::Published;
use super::spill::Spill;
use crate::run::RunReport;
use crate::{Record, Stop};
use arrow::array::RecordBatch;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use tempfile::TempDir;

/// The name of the data package's description.
const DATAPACKAGE: &str = "datapackage.json";

/// Documents on their way into a publication. Dropping it without publishing leaves everything as it was.
pub struct Staging {
    // The fields are dropped in this order: the folder's lock outlives the files.
    spills: Vec<Spill>,
    temp: TempDir,
    folder: OutputFolder,
    index: Mutex<Vec<Entry>>,
    /// Further paths of documents, found after they were staged.
    copies: Mutex<BTreeMap<String, Vec<String>>>,
    incomplete: AtomicBool,
    schemas: Schemas,
    space: Space,
    part_rows: usize,
    keep: usize,
    stop: Stop,
}

/// Makes a run's report of the files, of the publication before and of the new one.
pub(crate) type Reporter<'r> =
    &'r (dyn Fn(&[PublishedFile], Option<&Published>, &Published) -> RunReport + Sync);

/// A publication on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Its name: the first 16 digits of a sha256 over all its files.
    pub name: String,
    /// Its folder.
    pub path: PathBuf,
    /// The link that names it now.
    pub latest: PathBuf,
    /// It has the very content that `latest` named before.
    pub unchanged: bool,
    /// Its files, in the order of [`Dataset::ALL`], each dataset's in the order of its rows.
    pub files: Vec<PublishedFile>,
    /// Older publications that could not be removed: they cost space and harm nothing.
    pub left_behind: Vec<PathBuf>,
}

/// A file of a dataset in a publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedFile {
    /// The dataset.
    pub dataset: Dataset,
    /// Where it is, with `/` on every system, from the publication's folder.
    pub path: String,
    /// How many rows it has.
    pub rows: u64,
    /// Its size.
    pub bytes: u64,
    /// The sha256 of its content, hexadecimal.
    pub sha256: String,
}

impl Staging {
    /// Takes possession of an output folder and makes a staging folder in it.
    ///
    /// # Errors
    /// The path is a file, another run holds it, `latest` was not made by us, or the system refuses.
    pub fn create(out: &Path) -> Result<Staging, DatasetError> {
        Staging::with_space(out, Space::default())
    }

    /// The same on a disk with so much room.
    pub(crate) fn with_space(out: &Path, space: Space) -> Result<Staging, DatasetError> {
        let folder = OutputFolder::open(out)?;
        let temp = folder.staging()?;
        let spills = Dataset::ALL
            .iter()
            .map(|d| Spill::create(&temp.path().join(format!("{}.arrows", d.as_str())), &space))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Staging {
            spills,
            temp,
            folder,
            index: Mutex::new(Vec::new()),
            copies: Mutex::default(),
            incomplete: AtomicBool::new(false),
            schemas: Schemas::new(),
            space,
            part_rows: parquet_file::PART_ROWS,
            keep: KEPT_PUBLICATIONS,
            stop: Stop::default(),
        })
    }

    /// The same, keeping so many publications, the new one among them; two at least.
    pub fn keeping(self, publications: usize) -> Staging {
        Staging { keep: publications, ..self }
    }

    /// The same with files of at most so many rows.
    #[cfg(test)]
    pub(crate) fn in_parts_of(self, part_rows: usize) -> Staging {
        Staging { part_rows, ..self }
    }

    /// The same, publishing nothing once it is asked to stop.
    pub fn stopping_on(self, stop: Stop) -> Staging {
        Staging { stop, ..self }
    }

    /// The publication of a name, if `latest` names it and its files have the sizes they were written with.
    pub(crate) fn standing(&self, name: &str, files: &[PublishedFile]) -> Option<Publication> {
        let path = self.folder.publication(name);
        let is_there = |file: &PublishedFile| {
            fs::metadata(path.join(&file.path)).is_ok_and(|found| found.len() == file.bytes)
        };
        let is_current = self.folder.current().is_ok_and(|current| current.as_deref() == Some(name));
        let stands = is_current && files.iter().all(is_there) && path.join(DATAPACKAGE).is_file();
        stands.then(|| Publication {
            name: name.to_owned(),
            path: path.clone(),
            latest: self.folder.latest(),
            unchanged: true,
            files: files.to_vec(),
            left_behind: Vec::new(),
        })
    }

    /// A path in the staging folder for what else the run needs; it goes with the folder.
    pub(crate) fn folder_for(&self, name: &str) -> PathBuf {
        self.temp.path().join(name)
    }

    /// Notes further paths of documents that were staged, and says how many paths that are.
    pub(crate) fn note_copies(&self, copies: BTreeMap<String, Vec<String>>) -> u64 {
        let index = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        let staged = index.iter().filter_map(|entry| copies.get(&entry.document_id));
        let count = staged.map(|paths| paths.len() as u64).sum();
        *self.copies.lock().unwrap_or_else(PoisonError::into_inner) = copies;
        count
    }

    /// Parks a record on the disk. Threads may call it at once and in any order.
    ///
    /// # Errors
    /// The disk is full or refuses. The record is lost then, and publishing is refused.
    pub fn add(&self, record: &Record) -> Result<(), DatasetError> {
        let parcel = Parcel::of(record, &self.schemas);
        parcel.and_then(|parcel| self.park(&parcel)).inspect_err(|_| self.give_up())
    }

    /// As [`Staging::add`], of a document that was packed before.
    ///
    /// # Errors
    /// The same.
    pub(crate) fn add_parcel(&self, parcel: &Parcel) -> Result<(), DatasetError> {
        self.park(parcel).inspect_err(|_| self.give_up())
    }

    /// Parks rows of a document that was published before, and notes where in `so_far`.
    ///
    /// # Errors
    /// The disk is full or refuses.
    pub(crate) fn park_rows(
        &self,
        dataset: Dataset,
        batch: RecordBatch,
        so_far: &mut ParkedRows,
    ) -> Result<(), DatasetError> {
        so_far.add(dataset, self.spills[dataset as usize].park(&batch)?, batch);
        Ok(())
    }

    /// Adds a document whose rows were parked; `None` if the row of the documents dataset is not among them.
    pub(crate) fn add_parked(&self, rows: ParkedRows) -> Option<()> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner).push(rows.entry()?);
        Some(())
    }

    fn give_up(&self) {
        self.incomplete.store(true, Ordering::Relaxed);
    }

    fn park(&self, parcel: &Parcel) -> Result<(), DatasetError> {
        let parked = parcel
            .batches()
            .iter()
            .map(|(dataset, batch)| Ok((*dataset, self.spills[*dataset as usize].park(batch)?)))
            .collect::<Result<Vec<_>, DatasetError>>()?;
        let entry = Entry::of(parcel, parked)
            .ok_or_else(|| DatasetError::internal(self.folder.path(), "a parcel names no document"))?;
        self.index.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
        Ok(())
    }

    /// Writes all datasets and makes `latest` name them, in one step.
    ///
    /// # Errors
    /// As [`Staging::publish_reported`].
    pub fn publish(self) -> Result<Publication, DatasetError> {
        self.publish_reported(None).map(|(publication, _)| publication)
    }

    /// The same with a report beside the datasets, made once they are written.
    ///
    /// # Errors
    /// The disk is full or refuses, a record could not be added, two records are of one document, or the run was asked to
    /// stop. `latest` names what it named before.
    pub(crate) fn publish_reported(
        mut self,
        report: Option<Reporter>,
    ) -> Result<(Publication, Option<RunReport>), DatasetError> {
        if self.incomplete.load(Ordering::Relaxed) {
            let path = self.folder.path().to_owned();
            return Err(DatasetError::Incomplete { path });
        }
        let mut index = std::mem::take(self.index.get_mut().unwrap_or_else(PoisonError::into_inner));
        index.sort_by(|a, b| (&a.document_id, &a.source_path).cmp(&(&b.document_id, &b.source_path)));
        if let Some(pair) = index.windows(2).find(|w| w[0].document_id == w[1].document_id) {
            return Err(DatasetError::DuplicateDocument {
                document_id: pair[0].document_id.clone(),
                path: PathBuf::from(&pair[1].source_path),
            });
        }
        entry::relate(&mut index);
        let by_document: Vec<&Entry> = index.iter().collect();
        let mut by_year = by_document.clone();
        by_year.sort_by_key(|e| (e.fiscal_year, &e.region_code, &e.agency_name, &e.document_id));

        let built = self.temp.path().join("publication");
        create_folder(&built)?;
        let written = Dataset::ALL
            .par_iter()
            .map(|dataset| {
                let order = match dataset.spec().order {
                    Order::Fiscal => &by_year,
                    Order::Document => &by_document,
                };
                self.write_dataset(&built, *dataset, order)
            })
            .collect::<Result<Vec<_>, _>>()?;
        let files: Vec<PublishedFile> = written.into_iter().flatten().collect();
        let description = self.write_datapackage(&built, &files)?;
        sync_folder(&built)?;
        self.switch(&built, files, &description, report)
    }

    fn write_dataset(
        &self,
        built: &Path,
        dataset: Dataset,
        documents: &[&Entry],
    ) -> Result<Vec<PublishedFile>, DatasetError> {
        let copies = self.copies.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let spec = dataset.spec();
        let folder = built.join(spec.name);
        create_folder(&folder)?;
        let mut reader = self.spills[dataset as usize].reader(self.schemas.of(dataset).clone())?;
        let batches = documents
            .iter()
            .flat_map(|entry| entry.parked.iter().map(move |parked| (entry, parked)))
            .filter(|(_, (owner, _))| *owner == dataset)
            .map(|(entry, (_, parked))| {
                let batch = self.unless_stopped().and_then(|()| reader.read(parked))?;
                match dataset {
                    Dataset::Documents => entry
                        .relation
                        .noted(batch)
                        .and_then(|batch| match copies.get(&entry.document_id) {
                            Some(paths) => also_at(&batch, paths),
                            None => Ok(batch),
                        })
                        .map_err(|error| DatasetError::internal(self.folder.path(), error)),
                    _ => Ok(batch),
                }
            });
        let parts = parquet_file::write(&folder, &spec, batches, self.part_rows, &self.space)?;
        sync_folder(&folder)?;
        let published = parts.into_iter().map(|part| PublishedFile {
            dataset,
            path: format!("{}/{}", spec.name, part.name),
            rows: part.rows,
            bytes: part.written.bytes,
            sha256: part.written.sha256,
        });
        Ok(published.collect())
    }

    fn unless_stopped(&self) -> Result<(), DatasetError> {
        if self.stop.is_asked() {
            return Err(DatasetError::Stopped { path: self.folder.path().to_owned() });
        }
        Ok(())
    }

    fn write_datapackage(&self, built: &Path, files: &[PublishedFile]) -> Result<Written, DatasetError> {
        let path = built.join(DATAPACKAGE);
        let mut file = OutFile::create(&path, &self.space)?;
        file.write_all(package::data_package(files).as_bytes())
            .map_err(|e| DatasetError::io("write", &path, e))?;
        file.finish()
    }

    /// The point of no return: until `latest` is replaced, nothing a reader can see has changed.
    fn switch(
        self,
        built: &Path,
        files: Vec<PublishedFile>,
        description: &Written,
        report: Option<Reporter>,
    ) -> Result<(Publication, Option<RunReport>), DatasetError> {
        let contents: Vec<(&str, &str)> = files
            .iter()
            .map(|file| (file.path.as_str(), file.sha256.as_str()))
            .chain([(DATAPACKAGE, description.sha256.as_str())])
            .collect();
        self.unless_stopped()?;
        let previous = self.folder.current()?;
        let mut run = match report {
            Some(report) => {
                let before =
                    previous.as_ref().and_then(|name| Published::open(&self.folder.publication(name)).ok());
                Some(report(&files, before.as_ref(), &Published::open(built)?))
            }
            None => None,
        };
        let name =
            self.folder.install(built, &name_of(&contents), |folder| has_contents(folder, &contents))?;
        if let Some(run) = &mut run {
            run.publication.clone_from(&name);
            run.previous.clone_from(&previous);
            run.write(&self.folder.publication(&name))?;
        }
        self.unless_stopped()?;
        let unchanged = previous.as_deref() == Some(name.as_str());
        let mut left_behind = Vec::new();
        if !unchanged {
            self.folder.point_latest(&name)?;
            left_behind = history::note(&self.folder, previous.as_deref(), &name, self.keep);
        }
        let publication = Publication {
            path: self.folder.publication(&name),
            latest: self.folder.latest(),
            name,
            unchanged,
            files,
            left_behind,
        };
        Ok((publication, run))
    }
}

/// The name of a publication: it depends on the content of its files and on nothing else.
fn name_of(contents: &[(&str, &str)]) -> String {
    let mut hash = Sha256::new();
    for (path, sha256) in contents {
        hash.update(format!("{sha256}  {path}\n"));
    }
    hex(&hash.finalize())[..16].to_owned()
}

/// Whether a folder has the files with the content that was just written.
fn has_contents(folder: &Path, contents: &[(&str, &str)]) -> bool {
    contents.iter().all(|(path, sha256)| hash_file(&folder.join(path)).is_ok_and(|found| found == *sha256))
}

fn create_folder(path: &Path) -> Result<(), DatasetError> {
    fs::create_dir(path).map_err(|e| DatasetError::io("create", path, e))
}
