//! What reading ten fixed documents asks of the allocator, compared with `benches/allocations.txt`.
//!
//! Counts, unlike seconds, are the same on every machine: a change that makes reading dearer shows in the diff of a
//! committed file. The test fails where a count left its tolerance in either direction; with `MINGXI_COSTS=accept` it
//! writes the file anew. `costs read FILE` reads one document, which `scripts/count_instructions.py` has valgrind
//! count.

#![allow(clippy::unwrap_used)]

mod counting;

use counting::{Asked, count};
use mingxi_engine::{Reader, read_document};
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

/// The documents: of every family of formats a small or a large one, and the three largest dumps.
const DOCUMENTS: [&str; 10] = [
    "city-triples/source.pdf",
    "doc-long-table/source.doc",
    "excel-sheets/source.xlsx",
    "forms-final/source.docx",
    "habit-lists-rows/source.txt",
    "habit-serial-cells/source.txt",
    "habit-serial-word/source.docx",
    "html-site/source.html",
    "ofd-ruled/source.ofd",
    "pdf-page-header/source.pdf",
];

/// How far a count may be from its committed one. From run to run counts are the same; the allocations that the compiler
/// removes change with its version.
const TOLERANCE: f64 = 0.05;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let reader = Reader::new().unwrap();
    if let [command, file] = &arguments[..]
        && command == "read"
    {
        let bytes = fs::read(file).unwrap();
        // What is made once for all documents is not the cost of one.
        black_box(read_document(&bytes, file, &reader));
        read_once(&bytes, Path::new(file), &reader);
        return ExitCode::SUCCESS;
    }
    let now: Vec<(&str, Asked)> = DOCUMENTS.iter().map(|name| (*name, costs(name, &reader))).collect();
    let record = Path::new(env!("CARGO_MANIFEST_DIR")).join("allocations.txt");
    if env::var("MINGXI_COSTS").is_ok_and(|asked| asked == "accept") {
        fs::write(&record, written(&now)).unwrap();
        return ExitCode::SUCCESS;
    }
    let faults = faults(&now, &fs::read_to_string(&record).unwrap_or_default());
    if faults.is_empty() {
        return ExitCode::SUCCESS;
    }
    eprintln!("{faults}if this is meant: MINGXI_COSTS=accept cargo test --workspace --test costs");
    ExitCode::FAILURE
}

/// The reading that is measured; its name is what callgrind looks for.
#[inline(never)]
fn read_once(bytes: &[u8], path: &Path, reader: &Reader) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    black_box(read_document(black_box(bytes), &name, reader));
}

fn costs(name: &str, reader: &Reader) -> Asked {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus").join(name);
    let bytes = fs::read(&path).unwrap();
    // What is made once for all documents is not the cost of one.
    read_once(&bytes, &path, reader);
    count(|| read_once(&bytes, &path, reader))
}

fn written(costs: &[(&str, Asked)]) -> String {
    let mut text = String::from("document                          allocations       bytes\n");
    for (name, asked) in costs {
        let _ = writeln!(text, "{name:<32} {:>12} {:>11}", asked.calls, asked.bytes);
    }
    text
}

/// A line for each document whose counts left their tolerance.
fn faults(now: &[(&str, Asked)], record: &str) -> String {
    let before = |name: &str| {
        let line = record.lines().find(|line| line.split_whitespace().next() == Some(name))?;
        let mut numbers = line.split_whitespace().skip(1).map(|number| number.parse().ok());
        Some(Asked { calls: numbers.next()??, bytes: numbers.next()?? })
    };
    let is_near = |now: u64, before: u64| (now as f64 - before as f64).abs() <= before as f64 * TOLERANCE;
    let mut faults = String::new();
    for (name, asked) in now {
        let _ = match before(name) {
            Some(before) if is_near(asked.calls, before.calls) && is_near(asked.bytes, before.bytes) => {
                continue;
            }
            Some(before) => writeln!(
                faults,
                "{name}: {} allocations of {} bytes, {} of {} are on record",
                asked.calls, asked.bytes, before.calls, before.bytes
            ),
            None => writeln!(faults, "{name}: nothing is on record"),
        };
    }
    faults
}
