use super::*;
use crate::{ArchiveLimits, Sniffed, sniff};
use ::zip::write::SimpleFileOptions;
use ::zip::{CompressionMethod, ZipWriter};
use std::io::{Cursor, Write};

/// 7z of two files with the texts 甲 and 乙, named 公开/甲.txt and ../乙.txt.
const SEVEN: &str = "377abcaf271c0004d2a618e710000000000000005d00000000000000d8ad601a010003e794b20a00010003e4b9990a0001040600020908080a\
                     019102ffbba3a61f9a00070b0200012121011601212101160c040400080a019593d0a6a11480f2000005021125006c51005f2f0032752e0074\
                     007800740000002e002e002f00594e2e0074007800740000000000";
/// The same packed by PPMd.
const PPMD: &str = "377abcaf271c0004d109f98a120000000000000069000000000000004e62386500e6ab2b7c8af29c0000e3d233852f679c0001040600020909\
                    090a0110\
                    73035e7ac9df4400070b0200012303040105080000000201230304010508000000020c040400080a019593d0a6a11480f2000005021125\
                    006c51005f2f0032752e0074007800740000002e002e002f00594e2e0074007800740000000000";
/// The same with a password.
const LOCKED: &str = "377abcaf271c00041ab45f0ea0000000000000002a00000000000000012c3bebd5d5aed8d3a6223532a19022d9f4aab0f34c39ece0399df84f69\
                      2949dd68c5a80000813307ae3199620eac94c9e560e7db3acb668954ac5a159e308a71864020334daaa3b653145f97b857c36e92dd88c5e298\
                      5b2b966973de286edc2ca7ce764f62246255902299f29a3882da718ffe2c5707eda81f93f7755e3875de6c2fe18dba645352fcd9a0846b0fc7\
                      2a8ec8819b37ce7aeb85f6494a3915b6a4140540170620010980800a016e28ffbb00070b01000123030101055d000080000c80b300080a01fe\
                      5059c80000";

fn bytes_of(hex: &str) -> Vec<u8> {
    let digits: Vec<u32> = hex.chars().filter_map(|c| c.to_digit(16)).collect();
    digits.chunks(2).map(|pair| (pair[0] * 16 + pair[1]) as u8).collect()
}

fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A tar of files, each a head and its content in blocks.
fn tar_of(members: &[(&[u8], u8, &[u8])]) -> Vec<u8> {
    let mut tar = Vec::new();
    for (name, kind, content) in members {
        let mut head = [0u8; 512];
        head[..name.len()].copy_from_slice(name);
        head[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
        head[148..156].fill(b' ');
        head[156] = *kind;
        let sum: u32 = head.iter().map(|byte| u32::from(*byte)).sum();
        head[148..154].copy_from_slice(format!("{sum:06o}").as_bytes());
        head[154] = 0;
        tar.extend_from_slice(&head);
        tar.extend_from_slice(content);
        tar.resize(tar.len().div_ceil(512) * 512, 0);
    }
    tar.resize(tar.len() + 1024, 0);
    tar
}

fn gzip_of(bytes: &[u8]) -> Vec<u8> {
    let mut encoder =
        flate2::GzBuilder::new().filename("预算.txt").write(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// What an archive gives: path and text of each member, or the kind of its error; then the kind of its own.
fn told(bytes: &[u8], limits: &Limits) -> (Vec<(String, String)>, Option<ErrorKind>) {
    let Ok(Sniffed::Archive(kind)) = sniff(bytes) else { panic!("no archive: {:?}", sniff(bytes)) };
    match unpack(kind, bytes, limits) {
        Err(error) => (Vec::new(), Some(error.kind())),
        Ok(unpacked) => {
            let members = unpacked.members.into_iter().map(|member| {
                let content = match member.content {
                    Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                    Err(error) => error.kind().as_str().to_owned(),
                };
                (member.path, content)
            });
            (members.collect(), unpacked.damage.map(|damage| damage.kind()))
        }
    }
}

fn pairs(members: &[(&str, &str)]) -> Vec<(String, String)> {
    members.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn every_kind_of_archive_gives_its_files() {
    let limits = Limits::default();
    let both = pairs(&[("公开/甲.txt", "甲\n"), ("乙.txt", "乙\n")]);
    let files: [(&str, &[u8]); 3] =
        [("公开/甲.txt", "甲\n".as_bytes()), ("../乙.txt", "乙\n".as_bytes()), ("__MACOSX/._a", b"x")];
    assert_eq!(told(&zip_of(&files), &limits), (both.clone(), None));
    assert_eq!(told(&bytes_of(SEVEN), &limits), (both.clone(), None));
    let long = "公开/甲.txt\0".as_bytes();
    let pax = "23 path=公开/甲.txt\n".as_bytes();
    for (kind, said) in [(b'L', long), (b'x', pax)] {
        let tar = tar_of(&[
            (b"././@LongLink", kind, said),
            (b"cut", b'0', "甲\n".as_bytes()),
            (b"folder", b'5', b""),
            (b"link", b'2', b""),
            ("../乙.txt".as_bytes(), b'0', "乙\n".as_bytes()),
        ]);
        assert_eq!(told(&tar, &limits), (both.clone(), None));
        assert_eq!(told(&gzip_of(&tar), &limits), (both.clone(), None));
    }
    assert_eq!(told(&gzip_of("甲\n".as_bytes()), &limits), (pairs(&[("预算.txt", "甲\n")]), None));
}

#[test]
fn names_in_gbk_are_read() {
    let mut zip = zip_of(&[("AAAA.txt", b"x")]);
    // 预算 in GBK.
    for at in 0..zip.len() - 4 {
        if &zip[at..at + 4] == b"AAAA" {
            zip[at..at + 4].copy_from_slice(b"\xd4\xa4\xcb\xe3");
        }
    }
    assert_eq!(told(&zip, &Limits::default()).0, pairs(&[("预算.txt", "x")]));
}

#[test]
fn what_cannot_be_read_says_why() {
    let limits = Limits::default();
    let unknown = pairs(&[("公开/甲.txt", "unsupported_format"), ("乙.txt", "unsupported_format")]);
    assert_eq!(told(&bytes_of(PPMD), &limits), (unknown, None));
    let locked = pairs(&[("公开/甲.txt", "encrypted"), ("乙.txt", "encrypted")]);
    assert_eq!(told(&bytes_of(LOCKED), &limits), (locked, None));
    let seven = bytes_of(SEVEN);
    assert_eq!(told(&seven[..60], &limits), (Vec::new(), Some(ErrorKind::Truncated)));
    let mut damaged = seven;
    damaged[36] ^= 0xff;
    let first = pairs(&[("公开/甲.txt", "corrupt"), ("乙.txt", "乙\n")]);
    assert_eq!(told(&damaged, &limits), (first, None));

    let zip = zip_of(&[("a.txt", b"abc"), ("b.txt", b"def")]);
    let set = |offset: usize, value: u8| {
        let mut zip = zip.clone();
        for (magic, at) in [(&b"PK\x03\x04"[..], offset), (b"PK\x01\x02", offset + 2)] {
            let head = zip.windows(4).position(|window| window == magic).unwrap();
            zip[head + at] = value;
        }
        told(&zip, &limits).0
    };
    // The flag of a password, and a method that nobody knows.
    assert_eq!(set(6, 1), pairs(&[("a.txt", "encrypted"), ("b.txt", "def")]));
    assert_eq!(set(8, 77), pairs(&[("a.txt", "unsupported_format"), ("b.txt", "def")]));
    assert_eq!(told(&zip_of(&[]), &limits), (Vec::new(), Some(ErrorKind::Empty)));

    let tar = tar_of(&[(b"a.txt", b'0', b"abc"), (b"b.txt", b'0', b"def")]);
    let a = pairs(&[("a.txt", "abc")]);
    assert_eq!(told(&tar[..1100], &limits), (a.clone(), Some(ErrorKind::Truncated)));
    let zipped = gzip_of(&tar);
    assert_eq!(told(&zipped[..zipped.len() - 1], &limits).1, Some(ErrorKind::Truncated));
    let mut torn = tar;
    torn[1024 + 150] ^= 1;
    assert_eq!(told(&torn, &limits), (a, Some(ErrorKind::Corrupt)));
}

#[test]
fn bombs_end_at_their_bounds() {
    let zeros = vec![0; 300_000];
    let bounds = |archive: ArchiveLimits| Limits { archive, ..Limits::default() };
    let zip = zip_of(&[("a.txt", b"abc"), ("b.txt", &zeros), ("c.txt", b"def")]);
    let a = pairs(&[("a.txt", "abc")]);
    let by_ratio = bounds(ArchiveLimits { free_bytes: 1_000, ratio: 100, ..ArchiveLimits::default() });
    assert_eq!(told(&zip, &by_ratio), (a.clone(), Some(ErrorKind::LimitExceeded)));
    let by_size = bounds(ArchiveLimits { unpacked_bytes: 299_999, ..ArchiveLimits::default() });
    assert_eq!(told(&zip, &by_size), (a.clone(), Some(ErrorKind::LimitExceeded)));
    let by_count = bounds(ArchiveLimits { members: 1, ..ArchiveLimits::default() });
    assert_eq!(told(&zip, &by_count), (a, Some(ErrorKind::LimitExceeded)));
    assert_eq!(told(&bytes_of(SEVEN), &by_count).1, Some(ErrorKind::LimitExceeded));
    let tar = tar_of(&[(b"a", b'0', b"x"), (b"b", b'0', &zeros)]);
    assert_eq!(told(&tar, &by_size).1, Some(ErrorKind::LimitExceeded));
    assert_eq!(told(&gzip_of(&tar), &by_size).1, Some(ErrorKind::LimitExceeded));
    assert_eq!(told(&gzip_of(&zeros), &by_size), (Vec::new(), Some(ErrorKind::LimitExceeded)));
    let by_each = Limits { file_bytes: 1_000, ..Limits::default() };
    let Ok(unpacked) = unpack(ArchiveKind::Zip, &zip, &by_each) else { panic!("not unpacked") };
    let kinds: Vec<_> =
        unpacked.members.iter().map(|m| m.content.as_ref().err().map(DecodeError::kind)).collect();
    assert_eq!(kinds, [None, Some(ErrorKind::LimitExceeded), None]);
}

#[test]
fn paths_lead_nowhere_else() {
    let told = [
        ("/etc/passwd", Some("etc/passwd")),
        ("..\\..\\C:\\a.doc", Some("a.doc")),
        ("a\nb/\u{202e}c.txt", Some("a\u{fffd}b/\u{202e}c.txt")),
        ("a/../b", Some("a/b")),
        ("..", Some("unnamed")),
        ("a/.git/x", None),
        ("~$a.docx", None),
    ];
    for (name, path) in told {
        assert_eq!(member_path(name).as_deref(), path, "{name:?}");
    }
    assert_eq!(member_path(&"长".repeat(900)).unwrap().chars().count(), 500);
}

#[test]
fn office_documents_are_no_archives() {
    let word = zip_of(&[("word/document.xml", b"<w:document/>")]);
    assert!(matches!(sniff(&word), Ok(Sniffed::Docx)));
    let parts = zip_of(&[("[Content_Types].xml", b"<Types/>"), ("a.xml", b"<a/>")]);
    assert_eq!(sniff(&parts).unwrap_err().kind(), ErrorKind::Corrupt);
    let folder = zip_of(&[("word/a.docx", b"x"), ("Word/A.docx", b"y")]);
    assert!(matches!(sniff(&folder), Ok(Sniffed::Archive(ArchiveKind::Zip))));
}
