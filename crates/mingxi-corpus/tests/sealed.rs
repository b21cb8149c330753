//! A bomb behind a lock: object streams of encrypted files are measured too, and sound ones pass.

#![allow(clippy::unwrap_used)]

use flate2::{Compression, write::ZlibEncoder};
use mingxi_corpus::write::pdf::crypt::Lock;
use mingxi_engine::model::{ErrorKind, Status};
use mingxi_engine::{Document, Reader, read_document};
use std::io::Write;

/// An encrypted file whose catalog and page stand in an object stream, filled up with blanks.
fn file(blanks: usize) -> Vec<u8> {
    let lock = Lock::new(*b"a lock of a test");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 400 200] >>",
        "<< /Type /Page /Parent 2 0 R >>",
    ];
    let (mut index, mut members) = (String::new(), String::new());
    for (number, object) in (1..).zip(objects) {
        index.push_str(&format!("{number} {} ", members.len()));
        members.push_str(object);
        members.push('\n');
    }
    let first = index.len();
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(format!("{index}{members}").as_bytes()).unwrap();
    encoder.write_all(&vec![b' '; blanks]).unwrap();
    let packed = lock.seal(4, &encoder.finish().unwrap());
    let mut out = b"%PDF-1.5\n".to_vec();
    let container = out.len();
    out.extend(
        format!(
            "4 0 obj\n<< /Type /ObjStm /N 3 /First {first} /Filter /FlateDecode /Length {} >>\nstream\n",
            packed.len()
        )
        .into_bytes(),
    );
    out.extend(packed);
    out.extend(b"\nendstream\nendobj\n");
    let encryption = out.len();
    out.extend(format!("5 0 obj\n{}\nendobj\n", lock.dictionary()).into_bytes());
    let start = out.len();
    let mut table = vec![0, 0, 0, 0, 0, 0];
    for place in 0..3u8 {
        table.extend([2, 0, 0, 0, 4, place]);
    }
    for offset in [container, encryption, start] {
        table.push(1);
        table.extend((offset as u32).to_be_bytes());
        table.push(0);
    }
    out.extend(
        format!(
            "6 0 obj\n<< /Type /XRef /Size 7 /W [1 4 1] /Root 1 0 R /Encrypt 5 0 R /ID {} /Length {} >>\nstream\n",
            lock.id(),
            table.len()
        )
        .into_bytes(),
    );
    out.extend(table);
    out.extend(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").into_bytes());
    out
}

fn read(bytes: &[u8]) -> Document {
    read_document(bytes, "a.pdf", &Reader::new().unwrap())
}

#[test]
fn an_encrypted_bomb_is_refused_and_a_sound_file_is_read() {
    let sound = read(&file(1_000));
    assert_eq!((sound.status, sound.page_count), (Status::Ok, Some(1)), "{:?}", sound.error);
    let bytes = file(100 << 20);
    assert!(bytes.len() < 1 << 20);
    let bomb = read(&bytes);
    assert_eq!((bomb.status, bomb.error.unwrap().0), (Status::Failed, ErrorKind::LimitExceeded));
}
