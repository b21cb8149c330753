//! What is left of the limits while a file is read.

use super::filters::{self, Decoded, FilterError};
use crate::PdfLimits;
use crate::allowance::Allowance;
use hayro_syntax::object::Stream;

/// Why the reader stopped before the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stop {
    /// A bound of one page: the next page may still be read.
    Page(String),
    /// A bound of the whole file.
    Document(String),
}

/// Bytes of content whose reading costs as much as an operator; the operators in them are counted besides.
const CONTENT_PER_OPERATOR: u64 = 32;
/// Bytes of a dictionary whose reading costs as much as an operator.
const OBJECT_PER_OPERATOR: u64 = 6;
/// Bytes of text that take as much room as a mark.
const BYTES_PER_MARK: usize = 16;
/// Marks that take as much room as an element of markup with its attributes.
const MARKS_PER_ELEMENT: usize = 2;

/// The allowances that shrink as a file is read.
#[derive(Debug)]
pub(crate) struct Budget {
    limits: PdfLimits,
    page_operators: u64,
    operators: u64,
    page_glyphs: usize,
    marks: usize,
    streams: Streams,
}

impl Budget {
    pub(crate) fn new(allowance: &Allowance) -> Budget {
        let limits = &allowance.limits().pdf;
        Budget {
            limits: *limits,
            page_operators: limits.page_operators,
            operators: limits.operators,
            page_glyphs: limits.page_glyphs,
            marks: limits.marks,
            streams: Streams { allowance: allowance.clone(), each: limits.stream_bytes },
        }
    }

    pub(crate) fn limits(&self) -> &PdfLimits {
        &self.limits
    }

    /// Renews the allowances of one page.
    pub(crate) fn begin_page(&mut self) {
        self.page_operators = self.limits.page_operators;
        self.page_glyphs = self.limits.page_glyphs;
    }

    /// Takes the cost of some work, in operators.
    pub(crate) fn operators(&mut self, cost: u64) -> Result<(), Stop> {
        if self.operators < cost {
            let limit = self.limits.operators;
            return Err(Stop::Document(format!("the pages run more than {limit} drawing operators")));
        }
        if self.page_operators < cost {
            let limit = self.limits.page_operators;
            return Err(Stop::Page(format!("the page runs more than {limit} drawing operators")));
        }
        self.operators -= cost;
        self.page_operators -= cost;
        Ok(())
    }

    /// Takes the cost of running content of so many bytes, however few operators stand in them.
    pub(crate) fn content(&mut self, bytes: usize) -> Result<(), Stop> {
        self.operators(bytes as u64 / CONTENT_PER_OPERATOR)
    }

    /// Takes the cost of reading a dictionary or string of so many bytes, which the engine does anew at each use.
    pub(crate) fn object(&mut self, bytes: usize) -> Result<(), Stop> {
        self.operators(bytes as u64 / OBJECT_PER_OPERATOR)
    }

    /// Takes one glyph.
    pub(crate) fn glyph(&mut self) -> Result<(), Stop> {
        let Some(left) = self.page_glyphs.checked_sub(1) else {
            let limit = self.limits.page_glyphs;
            return Err(Stop::Page(format!("the page has more than {limit} glyphs")));
        };
        self.page_glyphs = left;
        self.operators(1)
    }

    /// Takes one glyph, rule, fill or image that is kept, with the bytes of its text.
    pub(crate) fn mark(&mut self, text: usize) -> Result<(), Stop> {
        let Some(left) = self.marks.checked_sub(1 + text / BYTES_PER_MARK) else {
            let limit = self.limits.marks;
            return Err(Stop::Document(format!("the pages hold more than {limit} glyphs and lines")));
        };
        self.marks = left;
        Ok(())
    }

    /// Takes elements of markup that are kept to be drawn again.
    pub(crate) fn kept(&mut self, elements: usize) -> Result<(), Stop> {
        self.mark(elements.saturating_mul(BYTES_PER_MARK * MARKS_PER_ELEMENT))
    }

    /// The allowance for streams.
    pub(super) fn streams(&self) -> &Streams {
        &self.streams
    }
}

/// What the streams of a file may still give, shared by all that decode some.
#[derive(Debug, Clone)]
pub(super) struct Streams {
    allowance: Allowance,
    each: usize,
}

/// Deflate gives at most 1,032 bytes for one.
const DEFLATE_RATIO: usize = 1032;

impl Streams {
    /// The bytes of a stream after its filters.
    pub(super) fn decode<'a>(&self, stream: &Stream<'a>) -> Result<Decoded<'a>, FilterError> {
        let left = usize::try_from(self.allowance.bytes()).unwrap_or(usize::MAX);
        let decoded = filters::decode(stream, left.min(self.each));
        let cost = match &decoded {
            // Filters read all of a stream, however little they give.
            Ok(decoded) => decoded.bytes.len().max(stream.raw_data().len()),
            // It was unpacked up to the limit.
            Err(FilterError::TooLarge) => self.each,
            // Found before any of it was unpacked.
            Err(FilterError::Unsupported) => 0,
        };
        self.allowance.unpacked(cost as u64);
        decoded
    }

    /// Whether a stream stays within the allowance, for streams that the engine decodes by itself.
    pub(super) fn is_bounded(&self, stream: &Stream<'_>) -> bool {
        let filters = stream.filters().len();
        let size = stream.raw_data().len();
        if filters == 0 || (filters == 1 && size.saturating_mul(DEFLATE_RATIO) < self.each) {
            return true;
        }
        self.decode(stream).is_ok()
    }
}
