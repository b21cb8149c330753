//! Little that asks for much: each kind ends by a bound, in a tenth of the size that scripts/hostile.py tries.

use super::build::{deflated, file, page_with, stream};
use super::{decode, read, text};
use crate::Limits;
use mingxi_model::ErrorKind;
use std::time::{Duration, Instant};

/// Longer than any of these takes in a debug build on a loaded machine, far below what they took without a bound.
const SOON: Duration = Duration::from_secs(40);

/// Why a file is not read wholly, whether it was refused or cut.
fn end(bytes: &[u8]) -> Option<ErrorKind> {
    let start = Instant::now();
    let end = match decode(bytes, &Limits::default()) {
        Ok(read) => read.partial.map(|(kind, _)| kind),
        Err(error) => Some(error.kind()),
    };
    assert!(start.elapsed() < SOON, "took {:?}", start.elapsed());
    end
}

const FORM: &str = "/Type /XObject /Subtype /Form /BBox [0 0 9 9]";

/// A file whose catalog and pages lie in an object stream with these words in its dictionary.
fn object_stream(words: &str, body: &[u8]) -> Vec<u8> {
    let mut data = b"1 0 2 30 <</Type/Catalog/Pages 2 0 R>> ".to_vec();
    data.extend(body);
    let mut out = b"%PDF-1.7\n".to_vec();
    let at = out.len();
    out.extend(b"100 0 obj\n");
    out.extend(stream(&format!("{words} /N 2 /First 9 /Filter /FlateDecode"), &deflated(&data)));
    out.extend(b"\nendobj\n");
    let start = out.len();
    let mut rows = vec![(0u8, 0u32, 65535u16), (2, 100, 0), (2, 100, 1)];
    rows.extend([(0, 0, 0); 97]);
    rows.extend([(1, at as u32, 0), (1, start as u32, 0)]);
    let table: Vec<u8> = rows
        .iter()
        .flat_map(|row| [&[row.0][..], &row.1.to_be_bytes(), &row.2.to_be_bytes()].concat())
        .collect();
    out.extend(b"101 0 obj\n");
    out.extend(stream("/Type /XRef /Size 102 /W [1 4 2] /Root 1 0 R", &table));
    out.extend(format!("\nendobj\nstartxref\n{start}\n%%EOF\n").into_bytes());
    out
}

#[test]
fn object_streams_are_found_whatever_they_call_themselves() {
    let page = b"<</Type/Pages/Count 1/Kids[<</MediaBox[0 0 9 9]>>]>>";
    assert_eq!(end(&object_stream("", page)), None);
    let bomb = vec![b' '; 300 << 20];
    for words in ["", "/Type%/x\n/Obj#53tm", &format!("/Type /ObjStm {}", " ".repeat(6_000))] {
        assert_eq!(end(&object_stream(words, &bomb)), Some(ErrorKind::LimitExceeded), "{}", words.trim());
    }
}

#[test]
fn a_page_tree_of_millions_is_not_built() {
    let kids = [&b"<</Type/Pages/Count 1/Kids["[..], &b"<<>>".repeat(1_600_000), b"]>>"].concat();
    assert_eq!(end(&object_stream("/Type /ObjStm", &kids)), Some(ErrorKind::LimitExceeded));
    assert_eq!(
        end(&file(&[b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(), kids])),
        Some(ErrorKind::LimitExceeded)
    );
}

#[test]
fn blanks_of_a_form_are_paid_at_every_use() {
    let form = stream(&format!("{FORM} /Filter /FlateDecode"), &deflated(&vec![b' '; 6 << 20]));
    let bytes = page_with(&b"/X Do\n".repeat(30_000), "", "/XObject << /X 5 0 R >>", &[form]);
    assert_eq!(end(&bytes), Some(ErrorKind::LimitExceeded));
}

#[test]
fn objects_are_paid_at_every_use() {
    let long: String = (0..100_000).map(|key| format!("/K{key} 1")).collect();
    let layers = "6 0 R ".repeat(100_000);
    for (content, resources, object) in [
        (&b"/G gs\n"[..], "/ExtGState << /G 5 0 R >>", format!("<< {long} >>")),
        (
            b"/Span /P BDC ",
            "/Properties << /P 5 0 R >>",
            format!("<< /ActualText ({}) >>", "1".repeat(100_000)),
        ),
        (b"/OC /P BDC EMC ", "/Properties << /P 5 0 R >>", format!("<< /Type /OCMD /OCGs [{layers}] >>")),
    ] {
        let bytes = page_with(&content.repeat(3_000), "", resources, &[object.into_bytes()]);
        end(&bytes);
    }
}

#[test]
fn inline_images_are_found_in_one_pass() {
    let unterminated = page_with(&b"BI /W 1 /H 1 ID xxxxxx\n".repeat(50_000), "", "", &[]);
    assert_eq!(end(&unterminated), Some(ErrorKind::Corrupt));
    let nested = page_with(&b"BI /W 1 ID x EI EI ".repeat(5_000), "", "", &[]);
    assert_eq!(end(&nested), None);
    let almost = [&b"BI /W 1 ID "[..], &b" EI \x00\xff".repeat(50_000)].concat();
    assert_eq!(end(&page_with(&almost, "", "", &[])), Some(ErrorKind::Corrupt));
    let shown = page_with(b"q BI /W 1 /H 1 /BPC 8 ID x\nEI Q BT /F1 9 Tf 9 9 Td (12.5) Tj ET", "", "", &[]);
    assert_eq!((text(&read(&shown).pages[0]).as_str(), read(&shown).pages[0].images.len()), ("12.5", 1));
}

#[test]
fn a_glyph_stands_for_no_page_of_text() {
    let map = format!("1 beginbfchar <41> <{}> endbfchar", "4E00".repeat(100_000));
    let fonts = "|/F3 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 5 0 R >>";
    let content: String =
        (0..5_000).map(|at| format!("1 0 0 1 {} {} Tm (A) Tj ", at % 390, at % 190)).collect();
    let bytes =
        page_with(format!("BT /F3 1 Tf {content} ET").as_bytes(), "", fonts, &[stream("", map.as_bytes())]);
    assert!(read(&bytes).pages[0].glyphs.iter().all(|glyph| glyph.text.len() < 300));
}

#[test]
fn a_chain_with_an_unknown_filter_is_not_begun() {
    let content = stream("/Filter [/FlateDecode /Foo]", &deflated(&vec![b' '; 20 << 20]));
    let uses = format!("/Contents [{}]", "5 0 R ".repeat(5_000));
    let mut bytes = page_with(b"", &uses, "", &[content]);
    let at = bytes.windows(15).position(|window| window == b"/Contents 4 0 R").unwrap();
    bytes[at..at + 15].fill(b' ');
    assert_eq!(end(&bytes), Some(ErrorKind::Corrupt));
}
