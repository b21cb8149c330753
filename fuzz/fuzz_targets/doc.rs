//! Any bytes at all as the streams of an old Word file: it ends soon, within its limits, and nothing panics.
//!
//! The container is made here, so that what changes is what the reader of Word files sees; damaged containers are what
//! `pdf` (any bytes through the decoder) and the tests beside the crate try.

#![no_main]

mod tables;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use mingxi_decode::{Limits, decode};
use std::io::{Cursor, Write};

/// The streams; the first block of the file is made whole where it should be.
#[derive(Arbitrary, Debug)]
struct Streams {
    word: Vec<u8>,
    tables: Vec<u8>,
    data: Vec<u8>,
    is_marked: bool,
}

fn file(streams: &Streams) -> Option<Vec<u8>> {
    let mut word = streams.word.clone();
    if streams.is_marked && word.len() > 0x9a {
        word[..4].copy_from_slice(&[0xec, 0xa5, 0xc1, 0]);
        word[11] = 0x02;
        (word[32], word[33], word[62], word[63], word[152], word[153]) = (14, 0, 22, 0, 93, 0);
    }
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).ok()?;
    for (name, bytes) in [("/WordDocument", &word), ("/1Table", &streams.tables), ("/Data", &streams.data)] {
        file.create_stream(name).ok()?.write_all(bytes).ok()?;
    }
    file.flush().ok()?;
    Some(file.into_inner().into_inner())
}

fuzz_target!(|streams: Streams| {
    let limits = Limits { cells: 10_000, places: 20_000, columns: 200, text_characters: 10_000, ..Limits::default() };
    let Some(bytes) = file(&streams) else { return };
    let Ok(document) = decode(&bytes, &limits) else { return };
    tables::check(&document, &limits);
});
