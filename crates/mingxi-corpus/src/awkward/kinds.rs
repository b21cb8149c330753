//! Every kind of awkward input.

use super::word::Dress;
use super::{Made, damage, units, values, whole};
use crate::document::Disclosure;
use crate::rng::Rng;
use crate::truth::LineFact;
use crate::write::Format;
use crate::write::pdf::Ink;

/// Makes other bytes of a file in which numbers stand; nothing where it does not apply.
type Damage = fn(Vec<u8>, &[LineFact], &mut Rng) -> Option<Vec<u8>>;

/// What an awkward input does to a document.
#[derive(Debug, Clone, Copy)]
pub(super) enum Means {
    /// Another text in some value cells.
    Value(fn(&str, &str) -> Option<values::Printed>),
    /// Something else about the document.
    Whole(fn(&mut Disclosure, &mut Made, &mut Rng)),
    /// Another markup of some value cells of a Word file.
    Word(Dress),
    /// Another ink of some value cells of a page.
    Page(Ink),
    /// Other bytes.
    Bytes(Damage),
}

/// A kind of awkward input.
#[derive(Debug)]
pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) means: Means,
    pub(super) formats: &'static [Format],
}

const ALL: &[Format] = &Format::ALL;
const WORD: &[Format] = &[Format::Docx];
const PAGES: &[Format] = &[Format::Pdf];
const DUMPS: &[Format] = &[Format::Cells, Format::Rows];

/// Kinds of which only tables with rules show what is right: where there are none, nobody sees to which column the second
/// of two numbers belongs.
pub(super) const RULED: &[&str] = &["range", "two-numbers", "page-touching"];

/// Every kind, in the order in which documents take them.
pub(super) const KINDS: &[Kind] = &[
    Kind { name: "unit-suffix", means: Means::Value(values::suffix), formats: ALL },
    Kind { name: "currency-sign", means: Means::Value(values::currency), formats: ALL },
    Kind { name: "blanks", means: Means::Value(values::blanks), formats: ALL },
    Kind { name: "full-width", means: Means::Value(values::full_width), formats: ALL },
    Kind { name: "full-stop", means: Means::Value(values::full_stop), formats: ALL },
    Kind { name: "minus", means: Means::Value(values::minus), formats: ALL },
    Kind { name: "brackets", means: Means::Value(values::brackets), formats: ALL },
    Kind { name: "triangle", means: Means::Value(values::triangle), formats: ALL },
    Kind { name: "raised-mark", means: Means::Value(values::raised_mark), formats: ALL },
    Kind { name: "hashes", means: Means::Value(values::hashes), formats: ALL },
    Kind { name: "formula-error", means: Means::Value(values::formula), formats: ALL },
    Kind { name: "exponent", means: Means::Value(values::exponent), formats: ALL },
    Kind { name: "about", means: Means::Value(values::about), formats: ALL },
    Kind { name: "letter-for-digit", means: Means::Value(values::letter), formats: ALL },
    Kind { name: "range", means: Means::Value(values::range), formats: ALL },
    Kind { name: "two-numbers", means: Means::Value(values::two), formats: ALL },
    Kind { name: "note-mark", means: Means::Value(values::note_mark), formats: ALL },
    Kind { name: "words", means: Means::Value(values::words), formats: ALL },
    Kind { name: "leading-zero", means: Means::Value(values::leading_zero), formats: ALL },
    Kind { name: "cut-number", means: Means::Value(values::cut), formats: ALL },
    Kind { name: "unit-wrapped", means: Means::Whole(units::wrapped), formats: ALL },
    Kind { name: "unit-currency", means: Means::Whole(units::with_currency), formats: ALL },
    Kind { name: "unit-without-yuan", means: Means::Whole(units::without_yuan), formats: ALL },
    Kind { name: "unit-in-title", means: Means::Whole(units::in_title), formats: ALL },
    Kind { name: "unit-in-head", means: Means::Whole(units::in_head), formats: ALL },
    Kind { name: "unit-for-all", means: Means::Whole(units::for_all), formats: ALL },
    Kind { name: "two-units", means: Means::Whole(units::two), formats: ALL },
    Kind { name: "head-word", means: Means::Whole(whole::head_word), formats: ALL },
    Kind {
        name: "picture",
        means: Means::Whole(whole::picture),
        formats: &[Format::Docx, Format::Pdf, Format::Doc],
    },
    Kind { name: "watermark", means: Means::Whole(whole::watermark), formats: PAGES },
    Kind { name: "struck", means: Means::Word(Dress::Struck), formats: WORD },
    Kind { name: "white", means: Means::Word(Dress::White), formats: WORD },
    Kind { name: "white-tail", means: Means::Word(Dress::WhiteTail), formats: WORD },
    Kind { name: "tiny-tail", means: Means::Word(Dress::TinyTail), formats: WORD },
    Kind { name: "superscript", means: Means::Word(Dress::Superscript), formats: WORD },
    Kind { name: "nested-table", means: Means::Word(Dress::Nested), formats: WORD },
    Kind { name: "text-box", means: Means::Word(Dress::TextBox), formats: WORD },
    Kind { name: "content-control", means: Means::Word(Dress::Control), formats: WORD },
    Kind { name: "hidden-row", means: Means::Word(Dress::HiddenRow), formats: WORD },
    Kind { name: "page-struck", means: Means::Page(Ink::Struck), formats: PAGES },
    Kind { name: "page-white", means: Means::Page(Ink::White), formats: PAGES },
    Kind { name: "page-covered", means: Means::Page(Ink::Covered), formats: PAGES },
    Kind { name: "page-blackened", means: Means::Page(Ink::Blackened), formats: PAGES },
    Kind { name: "page-invisible", means: Means::Page(Ink::Invisible), formats: PAGES },
    Kind { name: "page-raised", means: Means::Page(Ink::Raised), formats: PAGES },
    Kind { name: "page-shadow", means: Means::Page(Ink::Shadow), formats: PAGES },
    Kind { name: "page-spaced", means: Means::Page(Ink::Spaced), formats: PAGES },
    Kind { name: "page-touching", means: Means::Page(Ink::Touching), formats: PAGES },
    Kind { name: "page-shifted-map", means: Means::Page(Ink::Shifted), formats: PAGES },
    Kind { name: "page-private-map", means: Means::Page(Ink::Private), formats: PAGES },
    Kind { name: "page-form-field", means: Means::Page(Ink::Field), formats: PAGES },
    Kind { name: "cut-file", means: Means::Bytes(damage::cut), formats: DUMPS },
    Kind { name: "flipped-bit", means: Means::Bytes(damage::flip), formats: DUMPS },
    Kind { name: "mixed-encodings", means: Means::Bytes(damage::mix), formats: DUMPS },
    Kind { name: "bytes-after-end", means: Means::Bytes(damage::more), formats: PAGES },
    Kind { name: "part-twice", means: Means::Bytes(damage::twice), formats: WORD },
];
