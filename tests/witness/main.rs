//! A second witness: pdf-extract reads the same pages, and the digits of both are compared. The two share no code, so
//! that a digit that one of them loses or invents shows. Also: what lopdf wrote anew or a hand damaged.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod compared;

use compared::{Reason, compare};
use mingxi_decode::{Limits, decode};
use pdf_extract::Document;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The PDF files below a folder, sorted.
fn pdfs(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "pdf") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn corpus() -> Vec<PathBuf> {
    pdfs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus"))
}

/// How many pages have each reason; every page that both do not read alike is told.
fn count(paths: &[PathBuf]) -> BTreeMap<Reason, usize> {
    let mut counts = BTreeMap::new();
    for path in paths {
        for page in compare(&std::fs::read(path).unwrap()) {
            *counts.entry(page.reason).or_insert(0) += 1;
            if page.reason != Reason::Same {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                eprintln!(
                    "{name} page {}: {:?}: {:?} and {:?}",
                    page.number, page.reason, page.own, page.other
                );
            }
        }
    }
    eprintln!("{counts:?}");
    counts
}

#[test]
fn both_readers_see_the_same_digits_in_the_corpus() {
    let counts = count(&corpus());
    let of = |reason| counts.get(&reason).copied().unwrap_or(0);
    assert_eq!(of(Reason::Unexplained), 0, "{counts:?}");
    assert!(of(Reason::Same) > 0, "{counts:?}");
}

/// `MINGXI_SHARED`: real files, which are not ours to keep. What nothing explains is one page in fifty at most.
#[test]
fn both_readers_see_the_same_digits_in_real_files() {
    let Some(shared) = std::env::var_os("MINGXI_SHARED") else {
        eprintln!("MINGXI_SHARED is not set; no real file is read twice");
        return;
    };
    let folders = ["seeds", "rendered", "real"].map(|folder| Path::new(&shared).join(folder));
    let paths: Vec<PathBuf> =
        folders.iter().filter(|folder| folder.is_dir()).flat_map(|folder| pdfs(folder)).collect();
    let counts = count(&paths);
    let unexplained = counts.get(&Reason::Unexplained).copied().unwrap_or(0);
    assert!(unexplained * 50 <= counts.values().sum::<usize>(), "{counts:?}");
}

#[test]
fn a_file_that_another_program_writes_anew_reads_the_same() {
    let mut read = 0;
    for path in corpus() {
        let bytes = std::fs::read(&path).unwrap();
        let Ok(mut document) = Document::load_mem(&bytes) else { continue };
        let mut again = Vec::new();
        document.renumber_objects();
        document.save_to(&mut again).unwrap();
        let (Ok(before), Ok(after)) =
            (decode(&bytes, &Limits::default()), decode(&again, &Limits::default()))
        else {
            continue;
        };
        read += 1;
        assert_eq!(before.pages, after.pages, "{}", path.display());
    }
    assert!(read > 0);
}

#[test]
fn what_a_damaged_file_loses_is_told() {
    for path in corpus() {
        let bytes = std::fs::read(&path).unwrap();
        let Ok(whole) = decode(&bytes, &Limits::default()) else { continue };
        let cut = bytes[..bytes.len() - bytes.len() / 4].to_vec();
        let mut overwritten = bytes.clone();
        let middle = overwritten.len() / 2;
        overwritten[middle..middle + 200.min(bytes.len() / 4)].fill(b' ');
        for damaged in [cut, overwritten] {
            let Ok(read) = decode(&damaged, &Limits::default()) else { continue };
            let is_told = read.partial.is_some() || !read.diagnostics.is_empty();
            assert!(is_told || read.pages == whole.pages, "{}", path.display());
        }
    }
}
