//! Pages drawn as pictures.

use super::build::{deflated, page, page_with, stream};
use crate::{Bitmap, Limits, PdfLimits, PictureError, Resolution, render_page};

fn drawn(bytes: &[u8]) -> Bitmap {
    render_page(bytes, 1, Resolution::Largest, &Limits::default()).unwrap()
}

fn refused(bytes: &[u8]) -> String {
    match render_page(bytes, 1, Resolution::Largest, &Limits::default()) {
        Err(PictureError::TooCostly { reason, .. }) => reason,
        other => panic!("{other:?}"),
    }
}

/// The red of the pixel at a place in points.
fn red(bitmap: &Bitmap, x: f32, y: f32) -> u8 {
    let pixel = |points: f32| (points * bitmap.scale) as usize;
    bitmap.rgba[(pixel(y) * bitmap.width as usize + pixel(x)) * 4]
}

#[test]
fn the_picture_has_the_places_that_the_page_has() {
    let square = b"100 150 20 10 re f";
    let bitmap = drawn(&page_with(square, "", "", &[]));
    assert_eq!((bitmap.width, bitmap.height, bitmap.scale), (1600, 800, 4.0));
    assert_eq!([red(&bitmap, 110.0, 45.0), red(&bitmap, 110.0, 55.0)], [0, 255]);
    let cropped = drawn(&page_with(square, "/CropBox [50 100 150 200] /Rotate 180", "", &[]));
    assert_eq!((cropped.width, cropped.height), (400, 400));
    assert_eq!([red(&cropped, 40.0, 55.0), red(&cropped, 60.0, 45.0)], [0, 255]);
}

#[test]
fn an_encrypted_file_without_a_password_is_drawn() {
    let bitmap = drawn(include_bytes!("empty_password.pdf"));
    assert!(bitmap.rgba.contains(&0), "its text is drawn");
}

#[test]
fn a_page_that_is_not_there_is_no_page() {
    let bytes = page("");
    for number in [0, 2, u32::MAX] {
        let said = render_page(&bytes, number, Resolution::Largest, &Limits::default());
        assert_eq!(said, Err(PictureError::NoSuchPage { number, count: 1 }));
    }
}

#[test]
fn a_long_page_gives_a_small_picture() {
    let bitmap = drawn(&page_with(b"", "/MediaBox [0 0 1 14000]", "", &[]));
    assert_eq!((bitmap.width, bitmap.height), (1, u32::from(PdfLimits::default().picture_side)));
}

#[test]
fn a_page_has_the_pixels_an_inch_that_are_asked_for() {
    // 144 by 72 points are two inches by one.
    let bytes = page_with(b"", "/MediaBox [0 0 144 72]", "", &[]);
    let drawn = |dpi| render_page(&bytes, 1, Resolution::Dpi(dpi), &Limits::default());
    let sides = |dpi| drawn(dpi).map(|bitmap| (bitmap.width, bitmap.height)).unwrap();
    assert_eq!((sides(72), sides(150), sides(1_000)), ((144, 72), (300, 150), (2_000, 1_000)));
    for dpi in [0, 1_001, u32::MAX] {
        let said = drawn(dpi).unwrap_err().to_string();
        assert!(said.contains("there can be 1 to 1000"), "{said}");
    }
}

#[test]
fn what_would_exhaust_the_engine_is_not_drawn() {
    let forms: Vec<Vec<u8>> = (0..24)
        .map(|level| {
            let resources = format!("/Resources << /XObject << /X {} 0 R >> >>", level + 6);
            stream(&format!("/Type /XObject /Subtype /Form /BBox [0 0 400 200] {resources}"), b"/X Do /X Do")
        })
        .chain([stream("/Type /XObject /Subtype /Form /BBox [0 0 400 200]", b"0 0 m 9 0 l S")])
        .collect();
    assert!(refused(&page_with(b"/X Do", "", "/XObject << /X 5 0 R >>", &forms)).contains("operators"));
    let image = |width: u64, data: &[u8]| {
        let dict = format!(
            "/Type /XObject /Subtype /Image /Width {width} /Height {width} /BitsPerComponent 8 /ColorSpace \
             /DeviceGray /Filter /FlateDecode"
        );
        page_with(b"q 9 0 0 9 0 0 cm /I Do Q", "", "/XObject << /I 5 0 R >>", &[stream(&dict, data)])
    };
    assert!(refused(&image(100_000, &deflated(b"\x80"))).contains("pixels"));
    assert!(refused(&image(4_294_967_295, &deflated(b"\x80"))).contains("pixels"));
    assert!(refused(&image(1, &deflated(&vec![0; 100 << 20]))).contains("unpacks"));
}
