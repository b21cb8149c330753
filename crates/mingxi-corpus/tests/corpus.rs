//! The committed corpus: every case is read, compared byte by byte with its golden and, independently of the
//! golden, with the facts its designer stated. `cargo corpus accept` rewrites goldens, never facts.

#![allow(clippy::unwrap_used, clippy::print_stderr)] // helpers of tests are tests

use mingxi_corpus::golden::render;
use mingxi_corpus::harness::{Stored, stored};
use mingxi_corpus::scores::{SCORES, Scores};
use mingxi_corpus::truth::LineFact;
use mingxi_corpus::verify::verify;
use mingxi_engine::Reader;
use std::path::{Path, PathBuf};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus")
}

fn cases() -> Vec<Stored> {
    let cases = stored(&corpus()).unwrap();
    assert!(cases.len() >= 12, "only {} cases in {}", cases.len(), corpus().display());
    cases
}

/// The first line that differs, for a message a person can use.
fn first_difference(golden: &str, read: &str) -> String {
    let mut number = 1;
    let (mut old, mut new) = (golden.lines(), read.lines());
    loop {
        match (old.next(), new.next()) {
            (a, b) if a == b && a.is_some() => number += 1,
            (a, b) => {
                return format!(
                    "line {number}\n  golden: {}\n  read:   {}",
                    a.unwrap_or("(end)"),
                    b.unwrap_or("(end)")
                );
            }
        }
    }
}

#[test]
fn goldens_are_what_is_read() {
    let reader = Reader::new().unwrap();
    let mut differences = Vec::new();
    for case in cases() {
        let read = render(&case.read(&reader));
        match std::fs::read_to_string(case.golden()) {
            Ok(golden) if golden == read => {}
            Ok(golden) => differences.push(format!("{}: {}", case.name, first_difference(&golden, &read))),
            Err(_) => differences.push(format!("{}: no golden.txt", case.name)),
        }
    }
    assert!(
        differences.is_empty(),
        "{}\n\nIf the new reading is right: cargo corpus accept, then review git diff.",
        differences.join("\n")
    );
}

#[test]
fn every_stated_fact_is_found_and_nothing_else() {
    let reader = Reader::new().unwrap();
    let mut complaints = Vec::new();
    for case in cases() {
        let verdict = case.verify(&case.read(&reader));
        for complaint in &verdict.complaints {
            complaints
                .push(format!("{} ({} of {} facts): {complaint}", case.name, verdict.found, verdict.facts));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn the_scores_are_those_of_the_program() {
    let reader = Reader::new().unwrap();
    let mut scores = Scores::default();
    for case in cases() {
        let document = case.read(&reader);
        scores.add(&case.name, &document, &case.verify(&document));
    }
    let page = std::fs::read_to_string(corpus().join(SCORES)).unwrap_or_default();
    assert!(
        page == scores.page(),
        "corpus/{SCORES}: {}\n\nIf the change is right: cargo corpus accept, then review git diff.",
        first_difference(&page, &scores.page())
    );
}

#[test]
fn the_comparison_notices_a_wrong_fact() {
    let reader = Reader::new().unwrap();
    let case = cases().into_iter().find(|case| case.name == "utf8-bom").unwrap();
    let document = case.read(&reader);
    let truth = case.truth.clone().unwrap();
    let complaints = |change: &dyn Fn(&mut LineFact)| {
        let mut changed = truth.clone();
        change(&mut changed.lines[0]);
        verify(&document, Some(&changed), &case.expect).complaints.len()
    };
    let without = complaints(&|_| {});
    for change in [
        (&|fact: &mut LineFact| fact.yuan = "1.00".to_owned()) as &dyn Fn(&mut LineFact),
        &|fact| fact.name.push('甲'),
        &|fact| fact.measure.push('乙'),
        &|fact| fact.code = "299".to_owned(),
        &|fact| fact.kind = "assets".to_owned(),
    ] {
        // The changed fact is missing and the unchanged row is too much.
        assert_eq!(complaints(change), without + 2);
    }
}

#[test]
fn the_committed_sources_are_what_the_builder_writes() {
    let folder = tempfile::tempdir().unwrap();
    mingxi_corpus::cases::build(folder.path()).unwrap();
    for built in stored(folder.path()).unwrap() {
        let committed = corpus().join(&built.name);
        for file in [built.file_name.as_str(), "truth.csv", "expect.toml"] {
            let fresh = std::fs::read(built.folder.join(file)).ok();
            let kept = std::fs::read(committed.join(file)).ok();
            assert!(fresh == kept, "{}/{file} differs; run cargo corpus build and review", built.name);
        }
    }
}
