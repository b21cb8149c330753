//! Pages as they are printed, small and grey: what a report shows beside a number.

use super::DrawError;
use crate::read::Reader;
use mingxi_decode::{Bitmap, Limits, Resolution, render_page};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// Longer side of a picture, in pixels: a page of A4 is legible, and a tenth of a megabyte.
const SIDE: u16 = 1_400;

/// A page as it is printed.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintedPage {
    /// The picture as a PNG file, in sixteen greys.
    pub png: Vec<u8>,
    /// Width of the page in points, the unit of the boxes of cells.
    pub width: f32,
    /// Height of the page in points.
    pub height: f32,
}

/// Draws pages of the PDF file of which `document_id` is the SHA-256, by their numbers from 1; one answer for each.
///
/// The drawing engine has no clock and may abort the process: call it where that costs nothing else.
///
/// # Errors
/// The file cannot be read ([`DrawError::Gone`]) or has other bytes ([`DrawError::Changed`]).
pub fn printed_pages(
    path: &Path,
    document_id: &str,
    pages: &[u32],
    reader: &Reader,
) -> Result<Vec<Result<PrintedPage, DrawError>>, DrawError> {
    let bytes = bytes_of(path, reader.limits.file_bytes)?;
    let mut digest = String::new();
    for byte in Sha256::digest(&bytes) {
        let _ = write!(digest, "{byte:02x}");
    }
    if digest != document_id {
        return Err(DrawError::Changed);
    }
    let mut limits: Limits = reader.limits;
    limits.pdf.picture_side = limits.pdf.picture_side.min(SIDE);
    Ok(pages.iter().map(|number| printed(&bytes, *number, &limits)).collect())
}

fn bytes_of(path: &Path, limit: u64) -> Result<Vec<u8>, DrawError> {
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => DrawError::Gone,
        _ => DrawError::Input(error.to_string()),
    };
    let metadata = std::fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        return Err(DrawError::Gone);
    }
    let mut bytes = Vec::new();
    // One byte more than allowed has another hash, and no file grows without end.
    File::open(path)
        .and_then(|file| file.take(limit.saturating_add(1)).read_to_end(&mut bytes))
        .map_err(failed)?;
    Ok(bytes)
}

fn printed(bytes: &[u8], number: u32, limits: &Limits) -> Result<PrintedPage, DrawError> {
    let bitmap = render_page(bytes, number, Resolution::Largest, limits)?;
    let points = |pixels: u32| pixels as f32 / bitmap.scale;
    Ok(PrintedPage { width: points(bitmap.width), height: points(bitmap.height), png: grey(&bitmap)? })
}

/// Sixteen greys, two pixels in a byte: a third of the size of 256, and letters look the same.
fn grey(bitmap: &Bitmap) -> Result<Vec<u8>, png::EncodingError> {
    let width = usize::try_from(bitmap.width).unwrap_or_default();
    let mut packed = Vec::with_capacity(bitmap.rgba.len() / 8);
    for row in bitmap.rgba.chunks_exact((width * 4).max(1)) {
        let greys: Vec<u8> = row.chunks_exact(4).map(|pixel| lightness(pixel) >> 4).collect();
        packed.extend(greys.chunks(2).map(|pair| (pair[0] << 4) | pair.get(1).copied().unwrap_or_default()));
    }
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, bitmap.width, bitmap.height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Four);
    encoder.set_compression(png::Compression::High);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&packed)?;
    writer.finish()?;
    Ok(out)
}

/// How light a pixel looks (Rec. 709).
fn lightness(pixel: &[u8]) -> u8 {
    let part = |channel: usize| u32::from(pixel.get(channel).copied().unwrap_or_default());
    ((part(0) * 213 + part(1) * 715 + part(2) * 72) / 1_000) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_pixels_are_a_byte() {
        let rgba = [[255, 255, 255, 255], [0, 0, 0, 255], [128, 128, 128, 255]].repeat(2).concat();
        let png = grey(&Bitmap { width: 3, height: 2, rgba, scale: 1.0 }).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
        let mut rows = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut rows).unwrap();
        assert_eq!(rows, [0xf0, 0x80, 0xf0, 0x80]);
    }

    #[test]
    fn a_file_that_is_gone_or_changed_is_told() {
        let reader = Reader::new().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        assert!(matches!(printed_pages(&path, "x", &[1], &reader), Err(DrawError::Gone)));
        std::fs::write(&path, b"%PDF-1.4").unwrap();
        assert!(matches!(printed_pages(&path, "x", &[1], &reader), Err(DrawError::Changed)));
    }
}
