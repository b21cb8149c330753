//! Damaged and malicious files: an error or a partial document, in bounded time and memory, never a crash.

use crate::common::{WORD, assert_no_overlap, lines, p, package, tc, tr};
use mingxi_decode::{DecodeError, Limits, decode};
use mingxi_model::{Document, ErrorKind};
use proptest::prelude::*;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// A document with a bit of everything.
fn sample() -> Vec<u8> {
    let list = r#"<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>"#;
    let rows: String = (0..40)
        .map(|row| {
            format!(
                r#"<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{}{}<w:tc><w:p>{list}<w:r><w:t>{row}.00</w:t></w:r></w:p></w:tc></w:tr>"#,
                tc(if row % 3 == 0 { r#"<w:vMerge w:val="restart"/>"# } else { "<w:vMerge/>" }, "类"),
                tc(r#"<w:gridSpan w:val="2"/>"#, &format!("项目{row}")),
            )
        })
        .collect();
    let body = format!(
        "{}<w:tbl>{rows}<w:tr><w:tc><w:tbl>{}</w:tbl><w:p/></w:tc></w:tr></w:tbl>{}",
        p("预算"),
        tr(&["n"]),
        p("末")
    );
    let relations = ["styles", "numbering"].map(|part| {
        format!(r#"<Relationship Id="{part}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{part}" Target="{part}.xml"/>"#)
    });
    package(&body)
        .with("word/_rels/document.xml.rels", &format!("<Relationships>{}</Relationships>", relations.concat()))
        .styles(r#"<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>"#)
        .lists(r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#)
        .bytes()
}

fn kind(outcome: Result<Document, DecodeError>) -> Option<ErrorKind> {
    match outcome {
        Ok(document) => {
            assert_no_overlap(&document);
            document.partial.map(|(kind, _)| kind)
        }
        Err(error) => Some(error.kind()),
    }
}

/// A body of a given markup, stored without any of the helpers' text around it.
fn raw(document: &str) -> Vec<u8> {
    package("").with("word/document.xml", document).bytes()
}

#[test]
fn a_file_cut_short_is_truncated() {
    let whole = sample();
    assert_eq!(kind(decode(&whole, &Limits::default())), None);
    for percent in [10, 60, 97] {
        let cut = &whole[..whole.len() * percent / 100];
        assert_eq!(decode(cut, &Limits::default()).unwrap_err().kind(), ErrorKind::Truncated, "{percent} %");
    }
}

#[test]
fn damage_inside_a_part_keeps_what_stands_before_it() {
    let rows: String =
        (0..500).map(|row| tr(&[&format!("{row}"), &format!("{}", row * 7919 % 1000)])).collect();
    let document = package(&format!("{}<w:tbl>{rows}</w:tbl>", p("预算"))).bytes();
    // The central directory repeats the name; the member's data stand after its first mention.
    let name = b"word/document.xml";
    let at = document.windows(name.len()).position(|window| window == name).unwrap() + name.len();
    let mut damaged = document.clone();
    for byte in &mut damaged[at + 3000..at + 3040] {
        *byte = 0xff;
    }
    let read = decode(&damaged, &Limits::default()).unwrap();
    let (kind, message) = read.partial.clone().unwrap();
    assert_eq!(kind, ErrorKind::Corrupt);
    assert!(message.contains("word/document.xml"), "{message}");
    assert_eq!(lines(&read)[0], "预算");
    let whole = lines(&decode(&document, &Limits::default()).unwrap());
    let partial = lines(&read);
    assert!(partial.len() > 20 && partial.len() < whole.len(), "{}", partial.len());
    // All but the cells next to the damage are as in the whole document.
    assert_eq!(partial[2..partial.len() - 4], whole[2..partial.len() - 4]);
}

#[test]
fn markup_that_ends_early_keeps_what_is_complete() {
    let full = format!(
        r#"<w:document xmlns:w="{WORD}"><w:body>{}<w:tbl>{}<w:tr>{}<w:tc><w:p><w:r><w:t>12345"#,
        p("a"),
        tr(&["b", "c"]),
        tc("", "d")
    );
    let read = decode(&raw(&full), &Limits::default()).unwrap();
    assert_eq!(lines(&read), ["a", "[2x2]", "0,0 1x1 b", "0,1 1x1 c", "1,0 1x1 d"]);
    assert_eq!(read.partial.unwrap().0, ErrorKind::Corrupt);
}

#[test]
fn flipped_bits_never_crash_and_never_pass_unnoticed() {
    let whole = sample();
    let reference = lines(&decode(&whole, &Limits::default()).unwrap());
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    for seed in 0..2000 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut damaged = whole.clone();
        let at = (state >> 20) as usize % damaged.len();
        damaged[at] ^= 1 << (state >> 60 & 7);
        if let Ok(document) = decode(&damaged, &Limits::default()) {
            assert_no_overlap(&document);
            if document.partial.is_none() {
                assert_eq!(lines(&document), reference, "seed {seed}, byte {at}");
            }
        }
    }
}

#[test]
fn a_bomb_is_refused_by_what_it_inflates_to() {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in package("").parts.iter().filter(|(name, _)| name != "word/document.xml") {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..64 {
        writer.write_all(&zeros).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert!(bytes.len() < 200_000);
    let limits = Limits { part_bytes: 32 << 20, ..Limits::default() };
    assert_eq!(decode(&bytes, &limits).unwrap_err().kind(), ErrorKind::LimitExceeded);
}

#[test]
fn too_many_members_are_refused() {
    let limits = Limits { parts: 2, ..Limits::default() };
    assert_eq!(decode(&sample(), &limits).unwrap_err().kind(), ErrorKind::LimitExceeded);
}

#[test]
fn two_members_of_one_name_are_refused() {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in &package(&p("预算")).parts {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    let (main, other) = (b"word/document.xml", b"word/documenz.xml");
    writer.start_file("word/documenz.xml", SimpleFileOptions::default()).unwrap();
    writer.write_all(b"<w:document/>").unwrap();
    let mut bytes = writer.finish().unwrap().into_inner();
    assert!(decode(&bytes, &Limits::default()).is_ok());
    for at in (0..bytes.len()).filter(|at| bytes[*at..].starts_with(other)).collect::<Vec<_>>() {
        bytes[at..at + main.len()].copy_from_slice(main);
    }
    let error = decode(&bytes, &Limits::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Corrupt);
    assert!(error.to_string().contains("two members"), "{error}");
}

#[test]
fn entities_are_refused() {
    let bomb = format!(
        r#"<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"#
    );
    assert_eq!(decode(&raw(&bomb), &Limits::default()).unwrap_err().kind(), ErrorKind::Corrupt);
    let undeclared = package(&p("&b;"));
    assert_eq!(undeclared.decode().unwrap_err().kind(), ErrorKind::Corrupt);
}

#[test]
fn deep_markup_is_refused() {
    for element in ["w:sdt", "w:p", "x"] {
        let body = format!("<{element}>").repeat(100_000) + &format!("</{element}>").repeat(100_000);
        assert_eq!(package(&body).decode().unwrap_err().kind(), ErrorKind::LimitExceeded, "{element}");
    }
    let nested = "<w:tbl><w:tr><w:tc>".repeat(33_000);
    assert_eq!(kind(package(&(p("a") + &nested)).decode()), Some(ErrorKind::LimitExceeded));
}

#[test]
fn nesting_within_the_limit_is_read() {
    let outer = format!("<w:tbl><w:tr><w:tc>{}", p("y"));
    let body = outer.repeat(80) + &p("x") + &"<w:p/></w:tc></w:tr></w:tbl>".repeat(80);
    let document = package(&body).decode().unwrap();
    assert_eq!(document.blocks.len(), 80);
    assert_eq!(lines(&document).last().unwrap(), "0,0 1x1 y\nx");
    // Frames around one text are no tables.
    let body = "<w:tbl><w:tr><w:tc>".repeat(80) + &p("x") + &"<w:p/></w:tc></w:tr></w:tbl>".repeat(80);
    assert_eq!(lines(&package(&body).decode().unwrap()), ["[1x1]", "0,0 1x1 x"]);
}

#[test]
fn cells_are_bounded() {
    let limits = Limits { cells: 100, ..Limits::default() };
    let body = p("a") + "<w:tbl>" + &tr(&["x"; 10]).repeat(50) + "</w:tbl>";
    let document = decode(&package(&body).bytes(), &limits).unwrap();
    assert_eq!(document.partial.unwrap().0, ErrorKind::LimitExceeded);
}

#[test]
fn a_span_of_millions_is_refused() {
    for span in ["4294967295", "99999999999999999999", "2000000"] {
        let cell = tc(&format!(r#"<w:gridSpan w:val="{span}"/>"#), "x");
        let body = format!("{}<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>", p("a"));
        let outcome = kind(package(&body).decode());
        let sensible = span.len() > 10;
        assert_eq!(outcome, (!sensible).then_some(ErrorKind::LimitExceeded), "{span}");
    }
}

#[test]
fn all_tables_draw_on_one_allowance() {
    let cell = tc(r#"<w:gridSpan w:val="1000"/>"#, "x");
    let table = |rows: usize| format!("<w:tbl>{}</w:tbl>", format!("<w:tr>{cell}</w:tr>").repeat(rows));
    let limits = Limits { places: 10_000, ..Limits::default() };
    for (body, expected) in [
        (table(9), None),
        (table(11), Some(ErrorKind::LimitExceeded)),
        (table(4).repeat(2), None),
        (table(4).repeat(3), Some(ErrorKind::LimitExceeded)),
    ] {
        let document = decode(&package(&(p("a") + &body)).bytes(), &limits).unwrap();
        assert_eq!(document.partial.map(|(kind, _)| kind), expected);
    }
}

#[test]
fn all_parts_draw_on_one_allowance() {
    let blanks = " ".repeat(700_000);
    let file = package(&(p("a") + &blanks)).styles(&blanks).bytes();
    let within = |unpacked_bytes| decode(&file, &Limits { unpacked_bytes, ..Limits::default() });
    assert_eq!(within(2_000_000).unwrap().partial, None);
    assert_eq!(within(1_000_000).unwrap_err().kind(), ErrorKind::LimitExceeded);
}

#[test]
fn lists_and_styles_without_number_are_told() {
    let lists: String = (0..25_000).map(|n| format!(r#"<w:num w:numId="{n}"/>"#)).collect();
    let styles: String = (0..25_000).map(|n| format!(r#"<w:style w:styleId="s{n}"/>"#)).collect();
    for file in [package(&p("a")).lists(&lists), package(&p("a")).styles(&styles)] {
        let document = file.decode().unwrap();
        assert_eq!(document.diagnostics[0].code, "damaged_part");
        assert_eq!(document.partial.unwrap().0, ErrorKind::LimitExceeded);
    }
}

#[test]
fn many_namespaces_are_refused() {
    let declarations: String = (0..10_000).map(|n| format!(r#" xmlns:n{n}="u""#)).collect();
    let document =
        format!(r#"<w:document xmlns:w="{WORD}"{declarations}><w:body>{}</w:body></w:document>"#, p("x"));
    assert_eq!(decode(&raw(&document), &Limits::default()).unwrap_err().kind(), ErrorKind::LimitExceeded);
}

#[test]
fn damaged_styles_and_lists_make_the_document_partial() {
    for (name, what) in [("word/styles.xml", "hidden text"), ("word/numbering.xml", "labels")] {
        let document = package(&p("x")).with(name, "<w:styles").decode().unwrap();
        assert_eq!(lines(&document), ["x"]);
        assert!(document.partial.unwrap().1.contains(what));
    }
}

#[test]
fn circular_styles_and_lists_end() {
    let styles = r#"<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style><w:style w:type="numbering" w:styleId="n"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"#;
    let lists = r#"<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="n"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#;
    let body = r#"<w:p><w:pPr><w:pStyle w:val="a"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>"#;
    assert_eq!(lines(&package(body).styles(styles).lists(lists).decode().unwrap()), ["x"]);
}

/// Fragments that make up markup nobody would write.
fn soup() -> impl Strategy<Value = String> {
    let pieces = [
        "<w:p>",
        "</w:p>",
        "<w:tbl>",
        "</w:tbl>",
        "<w:tr>",
        "</w:tr>",
        "<w:tc>",
        "</w:tc>",
        "<w:r>",
        "</w:r>",
        "<w:t>1</w:t>",
        "<w:txbxContent>",
        "</w:txbxContent>",
        "<w:tcPr><w:vMerge/></w:tcPr>",
        "<w:tcPr><w:vMerge w:val=\"restart\"/><w:gridSpan w:val=\"2\"/></w:tcPr>",
        "<w:tcPr><w:hMerge/></w:tcPr>",
        "<w:trPr><w:gridBefore w:val=\"3\"/></w:trPr>",
        "<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>",
        "<w:fldChar w:fldCharType=\"begin\"/>",
        "<w:fldChar w:fldCharType=\"end\"/>",
        "<w:del>",
        "</w:del>",
        "<mc:AlternateContent>",
        "</mc:AlternateContent>",
        "<mc:Choice Requires=\"wps\">",
        "</mc:Choice>",
        "<mc:Fallback>",
        "</mc:Fallback>",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..80)
        .prop_map(|pieces| pieces.concat())
}

/// Rows of cells with random spans and merges.
fn grid() -> impl Strategy<Value = String> {
    let cell = (1..4u32, 0..3u8, 0..3u8).prop_map(|(span, vertical, horizontal)| {
        let merge = |name: &str, value: u8| match value {
            0 => String::new(),
            1 => format!("<w:{name} w:val=\"restart\"/>"),
            _ => format!("<w:{name}/>"),
        };
        let properties = format!(r#"<w:gridSpan w:val="{span}"/>"#)
            + &merge("vMerge", vertical)
            + &merge("hMerge", horizontal);
        tc(&properties, "x")
    });
    let row = (0..3u32, proptest::collection::vec(cell, 0..6)).prop_map(|(before, cells)| {
        format!(r#"<w:tr><w:trPr><w:gridBefore w:val="{before}"/></w:trPr>{}</w:tr>"#, cells.concat())
    });
    proptest::collection::vec(row, 0..8).prop_map(|rows| format!("<w:tbl>{}</w:tbl>", rows.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_decode_or_fail(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        kind(decode(&bytes, &Limits::default()));
    }

    #[test]
    fn any_bytes_behind_a_magic_decode_or_fail(
        magic in proptest::sample::select(vec![&b"PK\x03\x04"[..], b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"<?xml"]),
        bytes in proptest::collection::vec(any::<u8>(), 0..2000),
    ) {
        kind(decode(&[magic, &bytes].concat(), &Limits::default()));
    }

    #[test]
    fn a_mutated_document_decodes_or_fails(
        edits in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..20)
    ) {
        let mut bytes = sample();
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        kind(decode(&bytes, &Limits::default()));
    }

    #[test]
    fn a_mutated_compound_file_is_told_or_refused(
        edits in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..20),
        in_header in any::<bool>(),
    ) {
        let mut bytes = crate::sniffing::ole(&[("/WordDocument", &[7; 9000]), ("/1Table", b"x"), ("/Data", &[1; 600])]);
        let reach = if in_header { 1536 } else { bytes.len() };
        for (at, byte) in edits {
            bytes[at.index(reach)] = byte;
        }
        kind(decode(&bytes, &Limits::default()));
    }

    #[test]
    fn a_mutated_part_decodes_or_fails(
        edits in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..6),
        part in 0..6usize,
    ) {
        let mut archive = zip::ZipArchive::new(Cursor::new(sample())).unwrap();
        let mut parts = Vec::new();
        for index in 0..archive.len() {
            let mut member = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            std::io::copy(&mut member, &mut content).unwrap();
            parts.push((member.name().unwrap().into_owned(), content));
        }
        let content = &mut parts[part].1;
        for (at, byte) in edits {
            let at = at.index(content.len());
            content[at] = byte;
        }
        kind(crate::common::Package { parts }.decode());
    }

    #[test]
    fn markup_soup_decodes_or_fails(body in soup()) {
        kind(package(&body).decode());
    }

    #[test]
    fn random_grids_never_overlap(rows in grid()) {
        kind(package(&rows).decode());
    }
}
