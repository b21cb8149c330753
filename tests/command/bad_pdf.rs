//! Broken and hostile PDF files end to end: each is a row with its reason, in bounded time and memory, and a sound
//! file beside them is read.

use crate::support::{Place, endings, noise, rows};
use flate2::{Compression, write::ZlibEncoder};
use std::io::Write;
use std::time::{Duration, Instant};

/// A file of numbered objects, the first of them the catalog.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(objects) {
        table.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.extend(format!("{number} 0 obj\n").into_bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    let size = objects.len() + 1;
    out.extend(
        format!("{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").into_bytes(),
    );
    out
}

fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    [format!("<< {dict} /Length {} >>\nstream\n", data.len()).as_bytes(), data, b"\nendstream"].concat()
}

/// A file of one page; its content is object 4, further objects begin with 5.
fn page(entries: &str, resources: &str, content: Vec<u8>, more: Vec<Vec<u8>>) -> Vec<u8> {
    let font = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>";
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R {entries} /Resources << {font} {resources} >> >>"
    );
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 400 200] >>".to_vec(),
        page.into_bytes(),
        content,
    ];
    objects.extend(more);
    file(&objects)
}

fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

fn form(next: &str, content: &str) -> Vec<u8> {
    let dict = format!("/Type /XObject /Subtype /Form /BBox [0 0 400 200] {next}");
    stream(&dict, content.as_bytes())
}

fn draws(number: usize) -> String {
    format!("/Resources << /XObject << /X {number} 0 R >> >>")
}

/// Each of 24 forms draws the next one twice.
fn doubling_forms() -> Vec<u8> {
    let mut forms: Vec<Vec<u8>> = (0..24).map(|level| form(&draws(level + 6), "/X Do /X Do")).collect();
    forms.push(form("", "0 0 m 9 0 l S"));
    page("", "/XObject << /X 5 0 R >>", stream("", b"/X Do"), forms)
}

fn empty_pages(count: usize) -> Vec<u8> {
    let kids: String = (0..count).map(|index| format!("{} 0 R ", index + 3)).collect();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {count} /MediaBox [0 0 400 200] >>").into_bytes(),
    ];
    objects.extend((0..count).map(|_| b"<< /Type /Page /Parent 2 0 R >>".to_vec()));
    file(&objects)
}

/// A page that writes `lines` times a thousand digits.
fn crowded(lines: usize) -> Vec<u8> {
    let digits = "12345".repeat(200);
    let content: String = (0..lines)
        .map(|row| format!("BT /F1 1 Tf 5 {}.{:02} Td ({digits}) Tj ET\n", row / 20, row % 20 * 5))
        .collect();
    page("", "", stream("", content.as_bytes()), Vec::new())
}

#[test]
fn every_bad_pdf_is_a_row_with_its_reason() {
    let place = Place::new();
    let sound = include_bytes!("../../corpus/pdf-rectangles/source.pdf");
    let text = "BT /F1 10 Tf 50 50 Td (12.5) Tj ET";
    let bomb = deflated(&vec![b' '; 80 << 20]);
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let cut = |percent: usize| sound[..sound.len() * percent / 100].to_vec();
    let cases: Vec<(&str, Vec<u8>, &[&str])> = vec![
        ("0-sound", sound.to_vec(), &["ok"]),
        ("1-empty", Vec::new(), &["failed empty"]),
        ("2-noise", noise(20_000), &["failed not_a_document"]),
        ("3-hollow", b"%PDF-1.7\nnothing\n%%EOF".to_vec(), &["failed corrupt"]),
        ("4-cut-10", cut(10), &["failed truncated"]),
        ("4-cut-60", cut(60), &["failed truncated", "partial truncated"]),
        ("4-cut-97", cut(97), &["failed truncated", "partial truncated"]),
        (
            "5-password",
            include_bytes!("../../crates/mingxi-decode/src/pdf/tests/password.pdf").to_vec(),
            &["failed encrypted"],
        ),
        ("6-doubling-forms", doubling_forms(), &["partial limit_exceeded"]),
        (
            "6-form-in-itself",
            page("", "/XObject << /X 5 0 R >>", stream("", b"/X Do"), vec![form(&draws(5), "/X Do /X Do")]),
            &["partial limit_exceeded"],
        ),
        (
            "7-bomb-of-content",
            page("", "", stream("/Filter /FlateDecode", &bomb), Vec::new()),
            &["partial limit_exceeded"],
        ),
        (
            "7-bomb-of-objects",
            page(
                "",
                "",
                stream("", text.as_bytes()),
                vec![stream("/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode", &bomb)],
            ),
            &["failed limit_exceeded"],
        ),
        // What is too deep stands beside the page; nothing of the page is lost.
        ("8-deep", page("/Deep 5 0 R", "", stream("", text.as_bytes()), vec![deep.into_bytes()]), &["ok"]),
        // Empty pages hold nothing, so nothing is lost.
        ("9-empty-pages", empty_pages(10_000), &["ok"]),
        ("9-two-million-glyphs", crowded(2_000), &["partial limit_exceeded"]),
    ];
    for (name, bytes, _) in &cases {
        place.write(&format!("in/{name}.pdf"), bytes);
    }
    let start = Instant::now();
    // Four gigabytes of addresses are far more than the limits allow and far less than an unbounded reader takes.
    let mut command = std::process::Command::new("sh");
    let line = "ulimit -v 4194304; exec \"$0\" extract in -o out --json --jobs 1 --timeout 120";
    command
        .args(["-c", line, env!("CARGO_BIN_EXE_mingxi-tested")])
        .current_dir(place.path(""))
        .env_remove("RUST_LOG");
    let output = command.output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert_eq!(stderr, "");
    assert!(start.elapsed() < Duration::from_secs(240), "took {:?}", start.elapsed());
    let found = endings(&place.path("out"));
    assert_eq!(found.len(), cases.len(), "{found:?}");
    for ((file, ending), (name, _, expected)) in found.iter().zip(&cases) {
        assert_eq!(file, &format!("{name}.pdf"));
        assert!(expected.contains(&ending.as_str()), "{name}: {ending}, expected one of {expected:?}");
    }
    for row in rows(&place.path("out"), "documents") {
        assert_eq!(row["error_message"].chars().count() > 10, row["status"] != "ok", "{row:?}");
        if row["file_name"] == "9-empty-pages.pdf" {
            assert_eq!((row["page_count"].as_str(), row["table_count"].as_str()), ("10000", "0"));
        }
    }
    let items = rows(&place.path("out"), "line_items");
    let sound = items.iter().filter(|item| item["amount_yuan"] == "1500000.00").count();
    assert!(sound > 0, "the sound file beside them was not read");
}
