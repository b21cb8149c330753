//! The PDF decoder on small files written by hand.

mod bounds;
mod build;
mod hostile;
mod ink;
mod lines;
mod picture;
mod shared;
mod text;

use super::PdfPages;
use crate::allowance::Allowance;
use crate::{DecodeError, Limits};
use mingxi_model::Page;

fn decode(bytes: &[u8], limits: &Limits) -> Result<PdfPages, DecodeError> {
    super::decode(bytes, &Allowance::new(limits), false)
}

fn read(bytes: &[u8]) -> PdfPages {
    decode(bytes, &Limits::default()).unwrap()
}

/// The only page of a file.
fn only(bytes: &[u8]) -> Page {
    let mut read = read(bytes);
    assert_eq!(read.pages.len(), 1);
    read.pages.remove(0)
}

fn text(page: &Page) -> String {
    page.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
}

fn codes(read: &PdfPages) -> Vec<&'static str> {
    read.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}
