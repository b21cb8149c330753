//! A page drawn as a picture, for a person's eyes: nothing that is published comes from it.
//!
//! The drawing engine has no bounds of its own. A page is drawn only after our own interpreter has run it within
//! the limits and everything that it is made of has been measured.

mod material;

use super::budget::{Budget, Stop};
use super::document::Shared;
use super::enclosed::Enclosed;
use super::{layers::Layers, open, page};
use crate::allowance::Allowance;
use crate::{DecodeError, Limits};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{
    Pixmap, RasterizerSettings, RenderContext, Resources as Atlas, TargetInit, peniko::ImageAlphaType,
};
use hayro::{RenderCache, RenderSettings, render_into};
use hayro_syntax::page::Page as Source;
use mingxi_model::Format;
use std::panic::{AssertUnwindSafe, catch_unwind};
use thiserror::Error;

/// Most pixels per point: a page of business-card size is not blown up to a poster.
const LARGEST_SCALE: f64 = 4.0;
const POINTS_PER_INCH: f64 = 72.0;

/// How large a page is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolution {
    /// As large as the limits allow, up to four pixels per point.
    Largest,
    /// So many pixels an inch; a page that would be larger than the limits allow is not drawn.
    Dpi(u32),
}

/// A picture of a page as a reader sees it: its crop box, rotated.
#[derive(Debug, Clone, PartialEq)]
pub struct Bitmap {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Red, green, blue and alpha of each pixel, row by row from the top; on white, thus opaque.
    pub rgba: Vec<u8>,
    /// Pixels per point of the page's coordinates.
    pub scale: f32,
}

/// Why a page was not drawn.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PictureError {
    /// The format has no pages.
    #[error("a {} file has no pages that could be drawn", .0.as_str())]
    NoPages(Format),
    /// The file has no page of that number.
    #[error("the file has no page {number}; it has {count}, numbered from 1")]
    NoSuchPage {
        /// What was asked for.
        number: u32,
        /// How many there are.
        count: usize,
    },
    /// The file cannot be read at all.
    #[error(transparent)]
    Unreadable(#[from] DecodeError),
    /// The page asks for more than the limits allow.
    #[error("page {number} is not drawn: {reason}")]
    TooCostly {
        /// The page.
        number: u32,
        /// Which limit.
        reason: String,
    },
    /// The drawing engine failed.
    #[error("page {number} made the drawing engine fail; open the file in a PDF program and save it anew")]
    Failed {
        /// The page.
        number: u32,
    },
}

/// Draws a page; `number` counts from 1. Text whose font is not in the file may be missing or look different.
///
/// Time is bounded only roughly: patterns and the shapes of Type 3 fonts are not counted before they are drawn.
///
/// # Errors
/// See [`PictureError`].
pub(crate) fn render_page(
    bytes: &[u8],
    number: u32,
    resolution: Resolution,
    limits: &Limits,
) -> Result<Bitmap, PictureError> {
    let opened = open::open(bytes, limits)?;
    let pages = opened.pdf.pages();
    let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    let Some(source) = index.and_then(|index| pages.get(index)) else {
        return Err(PictureError::NoSuchPage { number, count: pages.len() });
    };
    let too_costly = |reason| PictureError::TooCostly { number, reason };
    let drawn = || {
        let scale = scale(source, resolution, limits)?;
        check(&opened.pdf, source, limits)?;
        Ok(draw(source, scale, limits))
    };
    catch_unwind(AssertUnwindSafe(drawn)).map_err(|_| PictureError::Failed { number })?.map_err(too_costly)
}

/// Whether a page stays within the limits; otherwise which one it breaks.
fn check<'a>(pdf: &'a hayro_syntax::Pdf, source: &Source<'a>, limits: &Limits) -> Result<(), String> {
    let mut shared =
        Shared::new(Layers::new(pdf.xref()), Enclosed::default(), Budget::new(&Allowance::new(limits)));
    shared.budget.begin_page();
    let read = page::read(source, 1, &mut shared);
    if let Some(Stop::Page(reason) | Stop::Document(reason)) = read.stop {
        return Err(reason);
    }
    if read.faults.too_deep > 0 {
        return Err("its forms are nested deeper than allowed".to_owned());
    }
    if read.faults.large_streams > 0 {
        return Err("its content is larger than allowed".to_owned());
    }
    material::check(source, shared.budget.streams(), &limits.pdf)
}

/// Pixels per point; or why the page cannot be drawn so large.
fn scale(source: &Source<'_>, resolution: Resolution, limits: &Limits) -> Result<f64, String> {
    let (_, width, height) = page::view(source);
    let largest = f64::from(limits.pdf.picture_side) / width.max(height);
    match resolution {
        Resolution::Largest => Ok(largest.min(LARGEST_SCALE)),
        Resolution::Dpi(dpi) => {
            let scale = f64::from(dpi) / POINTS_PER_INCH;
            if scale > 0.0 && scale <= largest {
                return Ok(scale);
            }
            let most = (largest * POINTS_PER_INCH).floor();
            Err(format!(
                "{dpi} pixels an inch were asked for, and of a page of this size there can be 1 to {most}"
            ))
        }
    }
}

fn draw(source: &Source<'_>, scale: f64, limits: &Limits) -> Bitmap {
    let (view, width, height) = page::view(source);
    let pixels = |points: f64| (points * scale).round().clamp(1.0, f64::from(limits.pdf.picture_side)) as u16;
    let mut context = RenderContext::new(pixels(width), pixels(height));
    let to_pixels = Affine::scale(scale) * Affine::new([view.a, view.b, view.c, view.d, view.e, view.f]);
    let (cache, settings) = (RenderCache::new(), InterpreterSettings::default());
    render_into(source, &cache, &settings, &RenderSettings::default(), &mut context, to_pixels);
    context.flush();
    let mut pixmap = Pixmap::new(context.width(), context.height());
    let target = RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..Default::default() };
    context.render_with(&mut pixmap, &mut Atlas::default(), target);
    Bitmap {
        width: u32::from(pixmap.width()),
        height: u32::from(pixmap.height()),
        rgba: pixmap.take_rgba8(ImageAlphaType::Alpha),
        scale: scale as f32,
    }
}
