//! Any bytes at all through the decoder: it ends soon, within its limits, and no panic comes from our own code.
//!
//! A panic of the PDF engine costs a page or the document and is told there; it is no finding. One of ours is,
//! even where it is contained.

#![no_main]

use libfuzzer_sys::fuzz_target;
use mingxi_decode::{Limits, PdfLimits, decode};

/// Tight enough that an input which takes seconds escapes a limit.
fn limits() -> Limits {
    let pdf = PdfLimits {
        pages: 40,
        page_glyphs: 20_000,
        marks: 60_000,
        page_operators: 40_000,
        operators: 160_000,
        form_depth: 24,
        state_depth: 256,
        stream_bytes: 1 << 20,
        dictionaries: 100_000,
        ..PdfLimits::default()
    };
    Limits {
        file_bytes: 1 << 20,
        part_bytes: 1 << 20,
        unpacked_bytes: 4 << 20,
        parts: 100,
        depth: 64,
        cells: 10_000,
        places: 20_000,
        columns: 200,
        text_characters: 10_000,
        pdf,
        ..Limits::default()
    }
}

fuzz_target!(
    init: {
        std::panic::set_hook(Box::new(|info| {
            if info.location().is_some_and(|place| place.file().contains("mingxi-")) {
                eprintln!("{info}");
                std::process::abort();
            }
        }));
    },
    |bytes: &[u8]| {
        let limits = limits();
        let Ok(document) = decode(bytes, &limits) else { return };
        assert!(document.pages.len() <= limits.pdf.pages, "more pages than allowed");
        let mut marks = 0;
        for page in &document.pages {
            assert!(page.width.is_finite() && page.height.is_finite());
            assert!(page.glyphs.len() <= limits.pdf.page_glyphs, "more glyphs than allowed");
            marks += page.glyphs.len() + page.rules.len() + page.fills.len() + page.images.len();
        }
        assert!(marks <= limits.pdf.marks, "more marks than allowed");
    }
);
