//! The digits of every page as both readers see them, and why they differ.

use mingxi_decode::{Limits, decode};
use mingxi_model::Diagnostic;
use pdf_extract::{Document, PlainTextOutput, output_doc_page};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How often each digit is printed.
pub type Digits = [usize; 10];

/// Why the digits of a page differ; nothing else explains it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// They do not.
    Same,
    /// The witness crashed at the page or refused the file.
    WitnessFailed,
    /// The witness lacks digits: it loses the map of a font, and with it all text or that of one font.
    WitnessBlind,
    /// We refused the file, or said that text is untrusted, unknown, a picture or beyond a limit.
    Refused,
    /// We left text out (hidden, covered, struck through, doubled, a watermark), and said so.
    LeftOut,
    /// Text off the page or clipped away, which nobody sees.
    Unseen,
    /// A mistake of one of the two.
    Unexplained,
}

/// One page.
pub struct Compared {
    pub number: i32,
    pub reason: Reason,
    pub own: Digits,
    pub other: Digits,
}

/// Remarks that explain digits which we do not have.
const LEFT_OUT: [&str; 5] =
    ["hidden_text", "covered_text", "struck_text", "watermark_left_out", "doubled_text"];
/// Remarks that say that we do not know the digits of a page.
const REFUSED: [&str; 5] =
    ["text_untrusted", "unknown_characters", "page_is_image", "page_is_shapes", "needs_ocr"];

/// Compares every page; a file that we refuse has one entry.
pub fn compare(bytes: &[u8]) -> Vec<Compared> {
    let nothing = Digits::default();
    let Ok(document) = decode(bytes, &Limits::default()) else {
        return vec![Compared { number: 0, reason: Reason::Refused, own: nothing, other: nothing }];
    };
    // The witness crashes at many a font; that says nothing of the file.
    let quiet = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let opened = catch_unwind(|| Document::load_mem(bytes)).ok().and_then(Result::ok);
    let pages = document
        .pages
        .iter()
        .map(|page| {
            let own = digits(page.glyphs.iter().map(|glyph| glyph.text.as_str()));
            let text = opened.as_ref().and_then(|opened| witnessed(opened, page.number));
            let other = text.as_deref().map(|text| digits([text]));
            let is_told = |codes: &[&str]| is_told(&document.diagnostics, page.number, codes);
            let reason = match other {
                Some(other) if own == other => Reason::Same,
                None => Reason::WitnessFailed,
                Some(_) if document.partial.is_some() || is_told(&REFUSED) => Reason::Refused,
                Some(other) => unequal(&own, &other, is_told(&LEFT_OUT)),
            };
            Compared { number: page.number, reason, own, other: other.unwrap_or_default() }
        })
        .collect();
    std::panic::set_hook(quiet);
    pages
}

/// What the witness reads of a page.
fn witnessed(document: &Document, number: i32) -> Option<String> {
    let mut text = String::new();
    let number = u32::try_from(number).ok()?;
    let read = catch_unwind(AssertUnwindSafe(|| {
        let mut output = PlainTextOutput::new(&mut text);
        output_doc_page(document, &mut output, number)
    }));
    matches!(read, Ok(Ok(()))).then_some(text)
}

fn digits<'a>(texts: impl IntoIterator<Item = &'a str>) -> Digits {
    let mut digits = Digits::default();
    for c in texts.into_iter().flat_map(str::chars) {
        let folded = match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => c,
        };
        if let Some(digit) = folded.to_digit(10) {
            digits[digit as usize] += 1;
        }
    }
    digits
}

fn is_told(remarks: &[Diagnostic], page: i32, codes: &[&str]) -> bool {
    remarks.iter().any(|remark| {
        let is_here = remark.place.as_ref().and_then(|place| place.page()).is_none_or(|at| at == page);
        is_here && codes.contains(&remark.code)
    })
}

fn unequal(own: &Digits, other: &Digits, is_left_out: bool) -> Reason {
    let has_all = |more: &Digits, less: &Digits| more.iter().zip(less).all(|(more, less)| more >= less);
    if has_all(own, other) {
        Reason::WitnessBlind
    } else if is_left_out {
        Reason::LeftOut
    } else if has_all(other, own) {
        Reason::Unseen
    } else {
        Reason::Unexplained
    }
}
