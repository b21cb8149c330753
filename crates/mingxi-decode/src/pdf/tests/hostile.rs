//! Files that are broken, or made to exhaust a reader.

use super::build::{deflated, file, page, page_with, stream};
use super::{codes, decode, read, text};
use crate::{Limits, PdfLimits};
use mingxi_model::ErrorKind;
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn kind(bytes: &[u8]) -> ErrorKind {
    decode(bytes, &Limits::default()).unwrap_err().kind()
}

fn partial(bytes: &[u8]) -> Option<ErrorKind> {
    read(bytes).partial.map(|(kind, _)| kind)
}

/// Runs within the time that a debug build on a loaded machine may take.
fn soon<T>(work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    assert!(start.elapsed() < Duration::from_secs(40), "took {:?}", start.elapsed());
    done
}

#[test]
fn what_is_no_pdf_is_refused() {
    assert_eq!(kind(b""), ErrorKind::Empty);
    assert_eq!(kind(b" \n"), ErrorKind::Empty);
    assert_eq!(kind(b"PK\x03\x04 nothing here"), ErrorKind::NotADocument);
    assert_eq!(kind(b"%PDF-1.4\n"), ErrorKind::Truncated);
    assert_eq!(kind(b"%PDF-1.4\nnothing\n%%EOF"), ErrorKind::Corrupt);
}

#[test]
fn cut_files_are_told_from_whole_ones() {
    let whole = page("BT /F1 10 Tf 50 50 Td (12.5) Tj ET");
    for percent in [10, 60, 97] {
        let cut = &whole[..whole.len() * percent / 100];
        let said = match decode(cut, &Limits::default()) {
            Ok(read) => read.partial.unwrap().0,
            Err(error) => error.kind(),
        };
        assert_eq!(said, ErrorKind::Truncated, "{percent} %");
    }
}

#[test]
fn a_wrong_cross_reference_is_repaired() {
    let bytes = page("BT /F1 10 Tf 50 50 Td (12.5) Tj ET");
    let mut broken = b"%PDF-1.4\n% a line that shifts every object\n".to_vec();
    broken.extend(&bytes[9..]);
    assert_eq!(text(&read(&broken).pages[0]), "12.5");
}

#[test]
fn passwords_are_asked_for_only_where_needed() {
    assert_eq!(kind(include_bytes!("password.pdf")), ErrorKind::Encrypted);
    let open = read(include_bytes!("empty_password.pdf"));
    assert_eq!((text(&open.pages[0]).as_str(), open.partial), ("12.5", None));
}

#[test]
fn forms_that_double_at_every_level_stop() {
    // Each of 24 forms draws the next one twice.
    let forms: Vec<Vec<u8>> = (0..24)
        .map(|level| {
            let resources = format!("/Resources << /XObject << /X {} 0 R >> >>", level + 6);
            stream(&format!("/Type /XObject /Subtype /Form /BBox [0 0 400 200] {resources}"), b"/X Do /X Do")
        })
        .chain([stream("/Type /XObject /Subtype /Form /BBox [0 0 400 200]", b"0 0 m 9 0 l S")])
        .collect();
    let bytes = page_with(b"/X Do", "", "/XObject << /X 5 0 R >>", &forms);
    assert_eq!(soon(|| partial(&bytes)), Some(ErrorKind::LimitExceeded));
}

#[test]
fn forms_that_draw_themselves_stop() {
    let form = |content: &[u8]| {
        let dict =
            "/Type /XObject /Subtype /Form /BBox [0 0 400 200] /Resources << /XObject << /X 5 0 R >> >>";
        page_with(b"/X Do", "", "/XObject << /X 5 0 R >>", &[stream(dict, content)])
    };
    assert_eq!(soon(|| partial(&form(b"/X Do"))), Some(ErrorKind::LimitExceeded));
    assert_eq!(soon(|| partial(&form(b"/X Do /X Do /X Do"))), Some(ErrorKind::LimitExceeded));
}

#[test]
fn a_gigabyte_in_a_megabyte_stops() {
    let bomb = deflated(&vec![b' '; 1 << 30]);
    assert!(bomb.len() < 2 << 20);
    let content = file(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 400 200] >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>".to_vec(),
        stream("/Filter /FlateDecode", &bomb),
    ]);
    assert_eq!(soon(|| kind(&content)), ErrorKind::LimitExceeded);
    let objects = file(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [] /Count 0 >>".to_vec(),
        stream("/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode", &bomb),
    ]);
    assert_eq!(soon(|| kind(&objects)), ErrorKind::LimitExceeded);
    let twice = file(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [] /Count 0 >>".to_vec(),
        stream("/Type /ObjStm /N 1 /First 5 /Filter [/FlateDecode /FlateDecode]", &deflated(&bomb)),
    ]);
    assert_eq!(soon(|| kind(&twice)), ErrorKind::LimitExceeded);
}

#[test]
fn content_that_cannot_be_read_on_is_said() {
    let unread = read(&page(&format!("{} TJ BT /F1 10 Tf 50 50 Td (12.5) Tj ET", "[".repeat(1_000))));
    assert_eq!(codes(&unread), ["content_damaged"]);
    let open_string = read(&page("BT /F1 10 Tf 50 50 Td (7) Tj (12.5 Tj ET"));
    assert_eq!((text(&open_string.pages[0]).as_str(), codes(&open_string)), ("7", vec!["content_damaged"]));
    let sound = read(&page("BT /F1 10 Tf 50 50 Td (7) Tj ET 1 2 unknown 3 4"));
    assert_eq!((text(&sound.pages[0]).as_str(), codes(&sound)), ("7", vec![]));
}

#[test]
fn deep_nesting_stops() {
    for (open, close) in [("[", "]"), ("<</A ", ">>"), ("[ ", " ]"), ("<< /A ", " >>")] {
        let deep = format!("{}{}", open.repeat(100_000), close.repeat(100_000));
        let in_object =
            page_with(b"BT /F1 10 Tf 50 50 Td (12.5) Tj ET", "/Deep 5 0 R", "", &[deep.clone().into()]);
        soon(|| decode(&in_object, &Limits::default()).map(|_| ()).unwrap_or(()));
        let in_content = page(&format!("{deep} TJ BT /F1 10 Tf 50 50 Td (12.5) Tj ET"));
        soon(|| decode(&in_content, &Limits::default()).map(|_| ()).unwrap_or(()));
        let in_page = page_with(b"", &format!("/Annots {deep}"), "", &[]);
        soon(|| decode(&in_page, &Limits::default()).map(|_| ()).unwrap_or(()));
    }
    let states = page(&format!("{} BT /F1 10 Tf 50 50 Td (12.5) Tj ET", "q ".repeat(100_000)));
    assert_eq!(text(&soon(|| read(&states)).pages[0]), "12.5");
}

#[test]
fn many_empty_pages_are_read() {
    let kids: String = (0..10_000).map(|index| format!("{} 0 R ", index + 3)).collect();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{kids}] /Count 10000 /MediaBox [0 0 400 200] >>").into_bytes(),
    ];
    objects.extend((0..10_000).map(|_| b"<< /Type /Page /Parent 2 0 R >>".to_vec()));
    let read = soon(|| read(&file(&objects)));
    assert_eq!((read.pages.len(), read.partial), (10_000, None));
    let limits = Limits { pdf: PdfLimits { pages: 100, ..PdfLimits::default() }, ..Limits::default() };
    let read = decode(&file(&objects), &limits).unwrap();
    assert_eq!((read.pages.len(), read.partial.unwrap().0), (100, ErrorKind::LimitExceeded));
}

#[test]
fn a_page_of_two_million_glyphs_is_cut() {
    let line = format!("BT /F1 1 Tf 1 0 0 1 5 50 Tm ({}) Tj ET\n", "12345".repeat(200));
    let bytes = page(&line.repeat(2_000));
    let read = soon(|| read(&bytes));
    assert_eq!(read.partial.as_ref().unwrap().0, ErrorKind::LimitExceeded);
    assert!(read.pages[0].glyphs.len() <= 200_000);
    let spread: String = (0..2_000)
        .map(|row| line.replace("50 Tm", &format!("{}.{:02} Tm", row / 20, row % 20 * 5)))
        .collect();
    assert_eq!(soon(|| partial(&page(&spread))), Some(ErrorKind::LimitExceeded));
}

#[test]
fn loops_in_the_page_tree_end() {
    let objects = file(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [2 0 R 3 0 R 3 0 R] /Count 3 /Parent 2 0 R >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /Contents [3 0 R 3 0 R] /Resources 3 0 R /MediaBox 3 0 R >>".to_vec(),
    ]);
    soon(|| decode(&objects, &Limits::default()).map(|_| ()).unwrap_or(()));
}

#[test]
fn damage_within_a_page_is_said() {
    let mut packed = deflated(
        b"BT /F1 10 Tf 50 50 Td (12.5) Tj ET 0 0 m 9 9 l S 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20",
    );
    packed.truncate(packed.len() - 12);
    let mut bytes = page_with(b"", "/Contents 5 0 R", "", &[stream("/Filter /FlateDecode", &packed)]);
    let at = bytes.windows(15).position(|window| window == b"/Contents 4 0 R").unwrap();
    bytes[at..at + 15].fill(b' ');
    let damaged = read(&bytes);
    assert!(codes(&damaged).contains(&"content_damaged"), "{:?}", damaged.diagnostics);
    assert_eq!(damaged.partial.unwrap().0, ErrorKind::Corrupt);
    let missing = read(&page_with(b"/Gone Do BT /Gone 9 Tf 9 9 Td (1) Tj ET", "", "", &[]));
    assert!(codes(&missing).contains(&"content_missing"));
    assert_eq!(text(&missing.pages[0]), "\u{fffd}");
}

#[test]
fn pages_that_are_declared_and_not_there_are_missed() {
    let mut bytes = page("");
    let at = bytes.windows(8).position(|window| window == b"/Count 1").unwrap();
    bytes[at + 7] = b'9';
    let read = read(&bytes);
    assert_eq!(codes(&read), ["pages_missing"]);
    assert_eq!(read.partial.unwrap().0, ErrorKind::Corrupt);
}

#[test]
fn absurd_numbers_do_no_harm() {
    let huge = "9".repeat(60);
    let content = format!(
        "q {huge} 0 0 {huge} {huge} {huge} cm {huge} w 0 0 m {huge} 0 l S BT /F1 {huge} Tf {huge} Tz (12) Tj ET Q \
         1 0 0 1 0 -{huge} cm BT /F1 {huge} Tf (5) Tj ET 0 0 0 0 0 0 cm 0 0 5 5 re f BT /F1 0 Tf (3) Tj ET"
    );
    let entries = format!("/MediaBox [0 0 {huge} -{huge}] /CropBox [5 5 5 5] /Rotate 45");
    let (content, boxes) = (page(&content), page_with(content.as_bytes(), &entries, "", &[]));
    for page in read(&boxes).pages.iter().chain(&read(&content).pages) {
        assert!(page.width > 1.0 && page.height > 1.0 && page.width < 200_001.0);
        assert!(page.glyphs.iter().all(|glyph| glyph.bbox.x0.is_finite() && glyph.bbox.x1.is_finite()));
        assert!(page.rules.iter().all(|rule| rule.bbox.x0.is_finite()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_damage_is_survived(flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..24), cut in any::<Option<prop::sample::Index>>()) {
        let map = stream("", b"1 beginbfrange <0001> <0002> <2F00> endbfrange");
        let fonts = "/XObject << /X 6 0 R >>|/F3 << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H \
            /ToUnicode 5 0 R /DescendantFonts [<< /Subtype /CIDFontType2 /W [1 [500 600] 7 9 100] >>] >>";
        let form = stream("/Subtype /Form /BBox [0 0 99 99] /Matrix [1 0 0 1 5 5]", b"0 0 50 1 re f");
        let content = b"q 1 0 0 1 2 3 cm /X Do BT /F3 9 Tf 10 50 Td <00010002> Tj /F1 8 Tf [(12) -50 (.5)] TJ ET Q";
        let mut bytes = page_with(content, "/Rotate 90", fonts, &[map, form]);
        for (at, value) in flips {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let _ = decode(&bytes, &Limits::default());
    }

    #[test]
    fn any_content_is_survived(content in prop::collection::vec(prop_oneof![
        Just("q"), Just("Q"), Just("BT"), Just("ET"), Just("/F1 9 Tf"), Just("(a\\)b) Tj"), Just("<0102> Tj"),
        Just("[(1) -9 (2)] TJ"), Just("1 0 0 1 9 9 cm"), Just("0 0 m"), Just("9 9 l"), Just("h"), Just("S"),
        Just("f*"), Just("W n"), Just("0 0 9 9 re"), Just("/X Do"), Just("/OC /L BDC"), Just("EMC"), Just("7 Tr"),
        Just("BI /W 1 ID x EI"), Just("/G gs"), Just("0.5 g"), Just("/P scn"), Just("-1e9"), Just("<<"), Just("]"),
    ], 0..60)) {
        let _ = read(&page(&content.join(" ")));
    }
}
