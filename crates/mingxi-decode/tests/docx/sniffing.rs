//! Formats told from bytes.

use crate::common::{Package, p, package};
use mingxi_decode::{ArchiveKind, Limits, Sniffed, decode, sniff};
use mingxi_model::ErrorKind;
use std::io::{Cursor, Write};

fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let parts = parts.iter().map(|(name, content)| ((*name).to_owned(), content.as_bytes().to_vec()));
    Package { parts: parts.collect() }.bytes()
}

pub fn ole(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, content) in streams {
        file.create_stream(name).unwrap().write_all(content).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

#[track_caller]
fn damage(bytes: &[u8]) -> Option<ErrorKind> {
    match sniff(bytes) {
        Ok(Sniffed::Text(file)) => file.damage.map(|(kind, _)| kind),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn text(bytes: &[u8]) -> String {
    match sniff(bytes) {
        Ok(Sniffed::Text(file)) => file.text,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn kind(bytes: &[u8]) -> ErrorKind {
    let error = sniff(bytes).unwrap_err();
    assert!(error.to_string().len() > 20, "{error}");
    error.kind()
}

#[test]
fn formats() {
    assert_eq!(sniff(&package(&p("x")).bytes()), Ok(Sniffed::Docx));
    let xlsx = zip(&[("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>")]);
    assert_eq!(sniff(&xlsx), Ok(Sniffed::Xlsx));
    assert_eq!(sniff(&zip(&[("OFD.xml", "<ofd/>")])), Ok(Sniffed::Ofd));
    assert_eq!(sniff(b"junk\n%PDF-1.7\n..."), Ok(Sniffed::Pdf));
    assert_eq!(sniff(b"{\\rtf1\\ansi}"), Ok(Sniffed::Rtf));
    for html in [
        "\u{feff}\n <!DOCTYPE HTML><p>",
        "<html><table>",
        "<?xml version=\"1.0\"?><html xmlns=\"x\">",
        "<table>",
    ] {
        assert_eq!(sniff(html.as_bytes()), Ok(Sniffed::Html), "{html}");
    }
    let plain = ole(&[("/WordDocument", &[0; 64])]);
    assert_eq!(sniff(&plain), Ok(Sniffed::Doc));
    assert_eq!(sniff(&ole(&[("/Workbook", b"x")])), Ok(Sniffed::Xls));
}

#[test]
fn encrypted_files() {
    assert_eq!(kind(&ole(&[("/EncryptionInfo", b"x"), ("/EncryptedPackage", b"x")])), ErrorKind::Encrypted);
    let mut head = [0; 64];
    head[11] = 1;
    assert_eq!(kind(&ole(&[("/WordDocument", &head)])), ErrorKind::Encrypted);
}

#[test]
fn what_is_no_document() {
    assert_eq!(kind(b""), ErrorKind::Empty);
    assert_eq!(kind(" \n\u{3000}\t\u{feff}".as_bytes()), ErrorKind::Empty);
    assert_eq!(kind(b"\xef\xbb\xbf"), ErrorKind::Empty);
    assert_eq!(kind(&[0; 4096]), ErrorKind::NotADocument);
    assert_eq!(kind(&(0..=255).cycle().take(5000).collect::<Vec<u8>>()), ErrorKind::NotADocument);
    assert_eq!(kind(b"\x89PNG\r\n\x1a\n\0\0\0"), ErrorKind::NeedsOcr);
    assert_eq!(sniff(&zip(&[("a.txt", "x")])), Ok(Sniffed::Archive(ArchiveKind::Zip)));
    assert_eq!(kind(b"Rar!\x1a\x07\x01\0"), ErrorKind::UnsupportedFormat);
    assert_eq!(kind(&zip(&[("word/styles.xml", "x")])), ErrorKind::Corrupt);
    assert_eq!(kind(b"<?xml version=\"1.0\"?><a/>"), ErrorKind::NotADocument);
    let word = "<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\"/>";
    assert_eq!(sniff(word.as_bytes()), Ok(Sniffed::WordXml));
}

#[test]
fn text_in_every_encoding() {
    let content = "单位：万元\r\n合计\t1,535.17\re\u{301}";
    let expected = "单位：万元\n合计\t1,535.17\n\u{e9}";
    let utf16 = |bytes: fn(u16) -> [u8; 2], mark: &[u8]| {
        [mark.to_vec(), content.encode_utf16().flat_map(bytes).collect()].concat()
    };
    assert_eq!(text(content.as_bytes()), expected);
    assert_eq!(text(format!("\u{feff}{content}").as_bytes()), expected);
    assert_eq!(text(&utf16(u16::to_le_bytes, b"\xff\xfe")), expected);
    assert_eq!(text(&utf16(u16::to_be_bytes, b"\xfe\xff")), expected);
    assert_eq!(text(&encoding_rs::GB18030.encode(content).0), expected);
}

#[test]
fn damaged_text_is_not_taken_for_another_encoding() {
    let mut bytes = "廊坊市广阳区医疗保障局本级预算".repeat(20).into_bytes();
    let cut = &bytes[..bytes.len() - 1];
    assert_eq!(damage(cut), Some(ErrorKind::Truncated));
    bytes[100] = 0xff;
    assert_eq!(damage(&bytes), Some(ErrorKind::Corrupt));
    let gb = encoding_rs::GB18030.encode("廊坊市广阳区医疗保障局").0.into_owned();
    assert_eq!(damage(&gb[..gb.len() - 1]), Some(ErrorKind::Truncated));
}

#[test]
fn a_file_beyond_the_limit_is_refused() {
    let limits = Limits { file_bytes: 10, ..Limits::default() };
    assert_eq!(decode(b"12345678901", &limits).unwrap_err().kind(), ErrorKind::LimitExceeded);
}
