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

/// A file of one page with this content, set in Helvetica, and a form `F` that shows this text.
fn page(content: &str, form: &str) -> Vec<u8> {
    let stream =
        |head: &str, data: &str| format!("<< {head} /Length {} >>\nstream\n{data}\nendstream", data.len());
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents 4 0 R \
         /Resources << /Font << /H 5 0 R >> /XObject << /F 6 0 R >> >> >>"
            .to_owned(),
        stream("", content),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        stream(
            "/Type /XObject /Subtype /Form /BBox [0 0 400 400] /Resources << /Font << /H 5 0 R >> >>",
            form,
        ),
    ];
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        offsets.push(file.len());
        file.extend(format!("{number} 0 obj\n{object}\nendobj\n").into_bytes());
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1).into_bytes());
    offsets.iter().for_each(|offset| file.extend(format!("{offset:010} 00000 n \n").into_bytes()));
    let trailer =
        format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", offsets.len() + 1);
    file.extend(trailer.into_bytes());
    file
}

#[test]
fn both_readers_see_the_same_digits() {
    let contents = [
        "BT /H 12 Tf 50 300 Td (1,234.50) Tj 0 -20 Td (2101202 880) Tj ET",
        "BT /H 12 Tf 50 300 Td [(12) -200 (34.5) 30 (0)] TJ 0 -20 Td (77) Tj ET",
        "q 0.5 0 0 0.5 10 10 cm BT /H 20 Tf 80 Tz 1 0 0 1 40 60 Tm (00998) Tj ET Q /F Do",
        "BT /H 9 Tf 3 Tr 50 50 Td (111) Tj 0 Tr 0 -12 Td (222) Tj ET /F Do /F Do",
    ];
    for content in contents {
        let read = compare(&page(content, "BT /H 12 Tf 50 200 Td (36.07) Tj ET"));
        let reasons: Vec<Reason> = read.iter().map(|page| page.reason).collect();
        // What is drawn without ink (3 Tr) is left out by us, and told.
        let expected = if content.contains("3 Tr") { Reason::LeftOut } else { Reason::Same };
        assert_eq!(reasons, [expected], "{content}: {:?} and {:?}", read[0].own, read[0].other);
        assert!(read[0].own.iter().sum::<usize>() > 4, "{content}");
    }
}

/// The witness knows none of the corpus's fonts (UniGB-UTF16-H, GBK-EUC-H); where it reads a page, nothing differs.
#[test]
fn no_page_of_the_corpus_is_read_otherwise() {
    let counts = count(&corpus());
    let told = [Reason::Same, Reason::WitnessFailed, Reason::WitnessBlind, Reason::Refused, Reason::LeftOut];
    assert!(counts.keys().all(|reason| told.contains(reason)), "{counts:?}");
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
