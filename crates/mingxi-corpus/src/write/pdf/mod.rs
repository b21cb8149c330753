//! PDF files, written by hand: pages as office programs, spreadsheets and typesetters print them. No font is
//! embedded: a predefined CMap says what the codes mean, which readers of Chinese know by themselves.

pub mod crypt;
mod dress;
mod file;
mod ink;
mod look;
mod measure;
mod piece;
mod press;

pub use dress::Ink;
pub use ink::{Mark, Sheet};
pub use look::{Again, Face, Furniture, Layout, Look, Packing};
pub use press::set;

use crate::document::Block;

/// Writes the file; `running` is the text at the top of the pages, where the look has one.
///
/// # Errors
/// The deflater failed.
pub fn write(blocks: &[Block], look: Look, running: &str) -> anyhow::Result<Vec<u8>> {
    let sheets = set(blocks, look, running);
    file::write(&sheets, look.face, look.packing)
}
