//! One small disclosure a habit of cities, invented from a fixed seed, in the format where the habit shows.

use super::{Case, expect_ok};
use crate::city::{CUSTOMS, Custom, small};
use crate::rng::Rng;
use crate::write::Format;
use crate::write::pdf::{Layout, Look};

const SEED: u64 = 4_000;

/// The habits whose case is read as its facts say and lies in the corpus with a golden. Whoever makes the program
/// read another one (`cargo corpus pending` tells) adds its name here, then runs `cargo corpus build` and `accept`.
const READY: &[&str] = &[
    "all-basic",
    "brackets",
    "carry-over",
    "changed-column",
    "changed-columns",
    "dashes",
    "fund-columns",
    "goals-activities",
    "goals-list",
    "goals-long",
    "goals-packed",
    "goals-transfer",
    "goals-vertical",
    "indent-blanks",
    "indent-mark",
    "letters",
    "meetings",
    "memo",
    "other-words",
    "pair-dashes",
    "pair-parts",
    "planned-amount",
    "project-economic",
    "service-purchase",
    "short-panels",
    "split",
    "stars",
    "three-public-beside",
    "total-blank",
    "total-colon",
    "total-last",
    "triples",
    "unit-column",
    "unit-glued",
    "unit-own",
    "year-matrix",
];

/// The cases in the corpus.
pub fn ready() -> anyhow::Result<Vec<Case>> {
    listed(|custom| READY.contains(&custom.name))
}

/// The cases that wait for a right reading.
pub fn pending() -> anyhow::Result<Vec<Case>> {
    listed(|custom| !READY.contains(&custom.name))
}

fn listed(is_wanted: impl Fn(&Custom) -> bool) -> anyhow::Result<Vec<Case>> {
    CUSTOMS.iter().filter(|custom| is_wanted(custom)).map(case).collect()
}

fn case(custom: &'static Custom) -> anyhow::Result<Case> {
    // By name, so that a new habit leaves the documents of the others as they are.
    let number = custom.name.bytes().fold(0, |sum: u64, byte| sum.wrapping_mul(31) + u64::from(byte));
    let mut rng = Rng::for_item(SEED, number);
    let mut disclosure = small(&mut rng, custom);
    disclosure.look = Look::plain(Layout::Strokes);
    let format = match custom.name {
        "indent-mark" | "unit-glued" | "stars" | "pair-parts" | "short-panels" => Format::Docx,
        "indent-blanks" | "brackets" | "meetings" | "total-colon" => Format::Cells,
        _ if number.is_multiple_of(3) => Format::Pdf,
        _ if number.is_multiple_of(2) => Format::Docx,
        _ => Format::Rows,
    };
    let file = match format {
        Format::Docx => "source.docx",
        Format::Doc => "source.doc",
        Format::Pdf => "source.pdf",
        Format::Ofd => "source.ofd",
        Format::Cells | Format::Rows => "source.txt",
    };
    Ok(Case {
        name: custom.case,
        purpose: custom.prints,
        source: (file, format.write(&disclosure)?),
        truth: Some(disclosure.truth),
        expect: expect_ok(),
    })
}
