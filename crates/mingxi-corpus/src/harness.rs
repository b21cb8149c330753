//! Runs the reader over the committed cases and over generated documents.

use crate::expect::Expect;
use crate::generate::{Order, documents};
use crate::golden::render;
use crate::scores::{SCORES, Scores};
use crate::truth::Truth;
use crate::verify::{Verdict, verify};
use anyhow::Context as _;
use mingxi_engine::{Document, Reader, read_document};
use std::path::{Path, PathBuf};

/// A case as it lies in its folder.
#[derive(Debug)]
pub struct Stored {
    /// Folder name.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// The source's file name.
    pub file_name: String,
    /// The source.
    pub bytes: Vec<u8>,
    /// The designer's facts.
    pub truth: Option<Truth>,
    /// What else is expected.
    pub expect: Expect,
}

impl Stored {
    /// Reads the source as `mingxi extract` reads it.
    pub fn read(&self, reader: &Reader) -> Document {
        read_document(&self.bytes, &self.file_name, reader)
    }

    /// Where the golden lies.
    pub fn golden(&self) -> PathBuf {
        self.folder.join("golden.txt")
    }

    /// Compares a reading with facts and expectations.
    pub fn verify(&self, document: &Document) -> Verdict {
        verify(document, self.truth.as_ref(), &self.expect)
    }
}

/// The cases of a corpus folder, in the order of their names: every folder with a `source.*` is one.
///
/// # Errors
/// A file cannot be read or is not of its form.
pub fn stored(corpus: &Path) -> anyhow::Result<Vec<Stored>> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(corpus)
        .with_context(|| format!("cannot list {}", corpus.display()))?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        // `facts` holds lists of facts of documents that are not ours to keep.
        .filter(|path| path.is_dir() && path.file_name().is_some_and(|name| name != "facts"))
        .collect();
    folders.sort();
    folders.into_iter().map(load).collect()
}

fn load(folder: PathBuf) -> anyhow::Result<Stored> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut sources: Vec<String> = std::fs::read_dir(&folder)
        .with_context(|| format!("cannot list {}", folder.display()))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|file| file.starts_with("source."))
        .collect();
    sources.sort();
    let file_name = sources.pop().with_context(|| format!("{} has no source.*", folder.display()))?;
    let bytes = std::fs::read(folder.join(&file_name))
        .with_context(|| format!("cannot read the source of {name}"))?;
    let optional = |file: &str| match std::fs::read_to_string(folder.join(file)) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {file} of {name}")),
    };
    let truth = optional("truth.csv")?
        .map(|text| Truth::from_csv(&text).map_err(|e| anyhow::anyhow!("truth.csv of {name}: {e}")))
        .transpose()?;
    let expect = match optional("expect.toml")? {
        Some(text) => Expect::parse(&text).map_err(|e| anyhow::anyhow!("expect.toml of {name}: {e}"))?,
        None => Expect::ok(),
    };
    Ok(Stored { name, folder, file_name, bytes, truth, expect })
}

/// Rewrites the goldens of all cases, or of those whose name contains a word, and the scores of all; gives the names of
/// the changed.
///
/// # Errors
/// A file cannot be read or written.
pub fn accept(corpus: &Path, only: Option<&str>) -> anyhow::Result<Vec<String>> {
    let reader = Reader::new()?;
    let mut changed = Vec::new();
    let mut scores = Scores::default();
    for case in stored(corpus)? {
        let document = case.read(&reader);
        scores.add(&case.name, &document, &case.verify(&document));
        if only.is_some_and(|word| !case.name.contains(word)) {
            continue;
        }
        let golden = render(&document);
        if std::fs::read_to_string(case.golden()).ok().as_deref() != Some(&golden) {
            std::fs::write(case.golden(), &golden)
                .with_context(|| format!("cannot write {}", case.golden().display()))?;
            changed.push(case.name);
        }
    }
    let path = corpus.join(SCORES);
    let page = scores.page();
    if std::fs::read_to_string(&path).ok().as_deref() != Some(&page) {
        std::fs::write(&path, page).with_context(|| format!("cannot write {}", path.display()))?;
        changed.push(SCORES.to_owned());
    }
    Ok(changed)
}

/// Reads generated documents and compares them with their facts; calls `each` for every document with its file
/// name and habit.
///
/// # Errors
/// A document cannot be written or the reader cannot be made.
pub fn check(order: &Order, mut each: impl FnMut(&str, &str, &Verdict)) -> anyhow::Result<()> {
    let reader = Reader::new()?;
    for (name, disclosure, format) in documents(order) {
        let file_name = format!("{name}.{}", format.extension());
        let read = read_document(&format.write(&disclosure)?, &file_name, &reader);
        each(&file_name, disclosure.style, &verify(&read, Some(&disclosure.truth), &Expect::ok()));
    }
    Ok(())
}
