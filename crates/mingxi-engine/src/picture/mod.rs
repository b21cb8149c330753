//! A page drawn with what was made of it: the tool with which recognition is looked at.

mod evidence;
mod marks;
mod page;
mod paint;
mod printed;

use crate::batch::content_of;
use crate::candidates::{self, Source};
use crate::contain::{GivenUp, within};
use crate::content::load;
use crate::read::Reader;
pub use marks::{Role, TableOnPage};
use mingxi_decode::{Bitmap, PictureError, Resolution};
pub(crate) use page::page_png;
pub use printed::{PrintedPage, printed_pages};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use thiserror::Error;

/// A drawn page.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The picture as a PNG file.
    pub png: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The tables on the page, by their number.
    pub tables: Vec<TableOnPage>,
    /// How many boxes of each role were drawn.
    pub counts: BTreeMap<Role, usize>,
}

/// Why there is no picture.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DrawError {
    /// The file cannot be opened.
    #[error("{0}")]
    Input(String),
    /// The page cannot be drawn.
    #[error(transparent)]
    Page(#[from] PictureError),
    /// The file is not at its path.
    #[error("the file is not where it was read")]
    Gone,
    /// The file has other bytes than those that were read.
    #[error("the file has changed since it was read")]
    Changed,
    /// Reading or drawing crashed.
    #[error("drawing the page crashed ({0}); please report the file")]
    Crashed(String),
    /// Drawing took longer than the reader's patience.
    #[error("drawing the page took longer than {0} seconds and was given up")]
    TimedOut(u64),
    /// The picture cannot be written as PNG.
    #[error("the picture cannot be written as PNG")]
    Png(#[from] png::EncodingError),
}

/// Draws page `number` (from 1) of a file with the cells and paragraphs that were recovered from it over it.
///
/// Never panics and never waits longer than the reader's patience.
///
/// # Errors
/// The file cannot be opened, its format has no pages, it has no such page, or the page cannot be drawn within
/// the limits.
pub fn draw_page(path: &Path, number: u32, reader: &Arc<Reader>) -> Result<Picture, DrawError> {
    let content =
        content_of(path, &reader.limits).map_err(|fault| DrawError::Input(fault.message().to_owned()))?;
    let bytes = load(&content, reader.limits.file_bytes).map_err(|(_, message)| DrawError::Input(message))?;
    let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let patience = reader.patience;
    let shared = Arc::clone(reader);
    match within(patience, move || draw(&bytes, &file_name, number, &shared)) {
        Ok(drawn) => drawn,
        Err(GivenUp::Crashed(panic) | GivenUp::NoRoom(panic)) => Err(DrawError::Crashed(panic)),
        Err(GivenUp::TimedOut) => Err(DrawError::TimedOut(patience.as_secs())),
    }
}

fn draw(bytes: &[u8], file_name: &str, number: u32, reader: &Reader) -> Result<Picture, DrawError> {
    let mut bitmap = mingxi_decode::render_page(bytes, number, Resolution::Largest, &reader.limits)?;
    let decoded = mingxi_decode::decode(bytes, &reader.limits).map_err(PictureError::from)?;
    let (flow, remarks) = mingxi_grid::recover(&decoded, &reader.hints);
    let source = Source { flow: &flow, file_name, remarks: &remarks, reader };
    let reading = candidates::read(&source).map_err(DrawError::Crashed)?.reading;
    let page = decoded.pages.iter().find(|page| u32::try_from(page.number) == Ok(number));
    let (marks, tables) = page.map_or_else(Default::default, |page| marks::marks(page, &flow, &reading));
    paint::marks(&mut bitmap, &marks);
    paint::numbers(&mut bitmap, &tables);
    let mut counts = BTreeMap::new();
    for mark in &marks {
        *counts.entry(mark.role).or_default() += 1;
    }
    let png = encode(&bitmap)?;
    Ok(Picture { png, width: bitmap.width, height: bitmap.height, tables, counts })
}

fn encode(bitmap: &Bitmap) -> Result<Vec<u8>, png::EncodingError> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, bitmap.width, bitmap.height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&bitmap.rgba)?;
    writer.finish()?;
    Ok(out)
}
