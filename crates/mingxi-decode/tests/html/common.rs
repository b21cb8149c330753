//! Pages that can be read, and their blocks as text.

pub use crate::shown::{codes, lines};
use mingxi_decode::{Limits, decode};
use mingxi_model::{Document, Format};

/// A page that can be read.
#[track_caller]
pub fn read(page: &str) -> Document {
    let document = decode(page.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(document.format, Format::Html);
    document
}

/// What [`lines`] shows of it.
#[track_caller]
pub fn shown(page: &str) -> Vec<String> {
    lines(&read(page))
}
