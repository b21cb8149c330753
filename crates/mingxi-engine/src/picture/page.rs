//! A page as it is printed, in colour and in the size that is asked for.

use super::{DrawError, encode};
use crate::contain::{GivenUp, within};
use crate::read::Reader;
use mingxi_decode::{Limits, Resolution, render_page};
use std::sync::Arc;

/// Longest side of a picture, in pixels: A4 at 600 pixels an inch.
const SIDE: u16 = 7_100;

/// Draws a page of a PDF file as a PNG file; `number` counts from 1. Waits no longer than the reader's patience.
///
/// # Errors
/// The format has no pages, it has no such page, or the page cannot be drawn in that size within the limits.
pub(crate) fn page_png(
    bytes: Vec<u8>,
    number: u32,
    dpi: u32,
    reader: &Arc<Reader>,
) -> Result<Vec<u8>, DrawError> {
    let mut limits: Limits = reader.limits;
    limits.pdf.picture_side = SIDE;
    let drawn = within(reader.patience, move || -> Result<Vec<u8>, DrawError> {
        Ok(encode(&render_page(&bytes, number, Resolution::Dpi(dpi), &limits)?)?)
    });
    match drawn {
        Ok(drawn) => drawn,
        Err(GivenUp::Crashed(panic) | GivenUp::NoRoom(panic)) => Err(DrawError::Crashed(panic)),
        Err(GivenUp::TimedOut) => Err(DrawError::TimedOut(reader.patience.as_secs())),
    }
}
