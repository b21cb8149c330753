//! Archives and other files that hold files: their members are documents of their own.

use crate::support::{Place, docx, dump, pdf, published, rows};
use std::io::{Cursor, Write};
use std::path::Path;

fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Where every document lies and how it ended: `source | container | status error`, sorted.
fn told(out: &Path) -> Vec<String> {
    let mut told: Vec<String> = rows(out, "documents")
        .iter()
        .map(|row| {
            let ending = format!("{} {}", row["status"], row["error_kind"]);
            format!("{} | {} | {}", row["source_path"], row["container_path"], ending.trim())
        })
        .collect();
    told.sort();
    told
}

#[test]
fn members_are_documents_as_files_are() {
    let place = Place::new();
    let word = docx("青禾县", "300.00");
    let text = dump("云杉县", "300.00");
    let inner = zip_of(&[("../乙\n.txt", text.as_bytes()), ("__MACOSX/x", b"x")]);
    place.write("in/公开.zip", zip_of(&[("附件/甲.docx", &word), ("附件/内.zip", &inner)]));
    place.write("files/甲.docx", &word);
    place.write("files/乙.txt", &text);
    for mode in [&["--in-process", "--jobs", "1"][..], &["--jobs", "3"]] {
        let out = format!("out{}", mode.len());
        place.run(&[&["extract", "in", "-o", &out], mode].concat()).expect(0);
        assert_eq!(
            told(&place.path(&out)),
            ["in/公开.zip | 附件/内.zip/乙\u{fffd}.txt | ok", "in/公开.zip | 附件/甲.docx | ok"]
        );
    }
    assert!(published(&place.path("out2")) == published(&place.path("out3")), "by any number of workers");
    place.run(&["extract", "files", "-o", "plain"]).expect(0);
    let items = |out: &str| {
        rows(&place.path(out), "line_items")
            .into_iter()
            .map(|row| row["amount_yuan"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(items("out3").len(), 38);
    assert_eq!(items("out3"), items("plain"));
    let left = std::fs::read_dir(place.path("")).unwrap().count();
    assert_eq!(left, 5, "nothing is unpacked beside the output");
}

#[test]
fn an_archive_is_read_again_only_for_what_is_new() {
    let place = Place::new();
    let (a, b) = (dump("青禾县", "300.00"), dump("云杉县", "300.00"));
    place.write(
        "in/x.zip",
        zip_of(&[("a.txt", a.as_bytes()), ("in.zip", &zip_of(&[("b.txt", b.as_bytes())]))]),
    );
    let kept =
        || place.run(&["extract", "in", "-o", "out", "--json"]).expect(0).json()["documents"]["kept"].clone();
    assert_eq!(kept(), 0);
    let first = published(&place.path("out"));
    assert_eq!(kept(), 2);
    // Another file: the run is another one, the archive is not.
    place.write("in/c.txt", dump("白桦县", "300.00"));
    assert_eq!(kept(), 2);
    std::fs::remove_file(place.path("in/c.txt")).unwrap();
    // The result of a member is lost: its bytes are unpacked again, from two levels.
    let id = rows(&place.path("out"), "documents")
        .iter()
        .find(|row| row["container_path"] == "in.zip/b.txt")
        .map(|row| row["document_id"].clone())
        .unwrap();
    let results = crate::support::files(&place.path("out/.cache-mingxi/results"));
    let of_b = results.iter().find(|path| path.to_string_lossy().contains(&id)).unwrap();
    std::fs::remove_file(of_b).unwrap();
    assert_eq!(kept(), 1);
    assert!(first == published(&place.path("out")));
}

#[test]
fn copies_are_one_document_with_all_their_paths() {
    let place = Place::new();
    let text = dump("青禾县", "300.00");
    let inner = zip_of(&[("a.txt", text.as_bytes())]);
    place.write("in/a.txt", &text);
    place.write("in/x.zip", zip_of(&[("b.txt", text.as_bytes()), ("i.zip", &inner)]));
    place.write("in/y.zip", &inner);
    let ended = place.run(&["extract", "in", "-o", "out", "--json"]).expect(0);
    assert_eq!(ended.json()["documents"]["total"], 1);
    let documents = rows(&place.path("out"), "documents");
    assert_eq!(
        (documents[0]["source_path"].as_str(), documents[0]["container_path"].as_str()),
        ("in/a.txt", "")
    );
    let paths = &documents[0]["duplicate_paths"];
    for path in ["in/x.zip/b.txt", "in/x.zip/i.zip/a.txt", "in/y.zip/a.txt"] {
        assert!(paths.contains(path), "{paths}");
    }
}

#[test]
fn what_cannot_be_unpacked_is_a_row_with_its_reason() {
    let place = Place::new();
    let text = dump("青禾县", "300.00");
    let whole = zip_of(&[("a.txt", text.as_bytes()), ("b.txt", b"x")]);
    place.write("in/cut.zip", &whole[..whole.len() - 30]);
    place.write("in/empty.zip", zip_of(&[]));
    place.write("in/a.rar", b"Rar!\x1a\x07\x01\0\0\0");
    let mut locked = whole.clone();
    // The flag of a password in the head of the first member and in the directory.
    let directory = locked.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    locked[6] |= 1;
    locked[directory + 8] |= 1;
    place.write("in/locked.zip", &locked);
    let mut deep = zip_of(&[("a.txt", b"abc")]);
    for level in 0..4 {
        deep = zip_of(&[(&format!("{level}.zip"), &deep)]);
    }
    place.write("in/deep.zip", &deep);
    place.write("in/zeros.txt.gz", gzip_of(&vec![0; 70 << 20]));
    place.run(&["extract", "in", "-o", "out"]).expect(1);
    assert_eq!(
        told(&place.path("out")),
        [
            "in/a.rar |  | failed unsupported_format",
            "in/cut.zip |  | failed truncated",
            "in/deep.zip | 3.zip/2.zip/1.zip | failed limit_exceeded",
            "in/empty.zip |  | failed empty",
            "in/locked.zip | a.txt | failed encrypted",
            "in/locked.zip | b.txt | ok",
            "in/zeros.txt.gz |  | failed limit_exceeded",
        ]
    );
}

fn gzip_of(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn attachments_of_a_pdf_are_documents() {
    let place = Place::new();
    let text = dump("青禾县", "300.00");
    let mut file = pdf("");
    // A later version of the catalog, which has an attached file.
    let base = file.len();
    let mut add = format!(
        "6 0 obj\n<< /Type /EmbeddedFile /Length {} >>\nstream\n{text}\nendstream\nendobj\n",
        text.len()
    );
    let six = base;
    let one = base + add.len();
    add.push_str(
        "1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(k) << /Type /Filespec \
         /F (budget.txt) /EF << /F 6 0 R >> >>] >> >> >>\nendobj\n",
    );
    let start = base + add.len();
    let before = String::from_utf8_lossy(&file);
    let previous =
        before.split("startxref\n").nth(1).and_then(|rest| rest.lines().next()).unwrap().to_owned();
    add.push_str(&format!(
        "xref\n1 1\n{one:010} 00000 n \n6 1\n{six:010} 00000 n \ntrailer\n<< /Size 7 /Root 1 0 R /Prev {previous} >>\n\
         startxref\n{start}\n%%EOF\n"
    ));
    file.extend_from_slice(add.as_bytes());
    place.write("in/a.pdf", &file);
    place.run(&["extract", "in", "-o", "out"]).expect(0);
    assert_eq!(told(&place.path("out")), ["in/a.pdf |  | ok", "in/a.pdf | budget.txt | ok"]);
    let remarks = rows(&place.path("out"), "diagnostics");
    assert!(remarks.iter().any(|row| row["code"] == "attached_files" && row["severity"] == "info"));
    assert_eq!(
        rows(&place.path("out"), "line_items").iter().filter(|row| row["code"] == "2101501").count(),
        2
    );
}

#[test]
fn inspect_shows_what_is_inside() {
    let place = Place::new();
    let text = dump("青禾县", "300.00");
    let inner = zip_of(&[("乙.txt", text.as_bytes())]);
    place.write("公开.zip", zip_of(&[("a/内.zip", &inner), ("甲.txt", b"x")]));
    let shown = place.run(&["inspect", "公开.zip"]).expect(0).stdout();
    assert!(shown.starts_with("公开.zip · archive · ok\n"), "{shown}");
    assert!(shown.contains("公开.zip/a/内.zip\n") && shown.contains("公开.zip/甲.txt\n"), "{shown}");
    let json = place.run(&["inspect", "--json", "公开.zip/a/内.zip/乙.txt"]).expect(0).json();
    assert_eq!((&json["container_path"], &json["format"]), (&"a/内.zip/乙.txt".into(), &"txt".into()));
    assert_eq!(json["line_items"].as_array().map(Vec::len), Some(19));
    place.run(&["inspect", "公开.zip/a/没有.txt"]).expect(2);
}
