//! What is left of the limits while a file is read.

use super::filters::{self, Decoded, FilterError};
use crate::PdfLimits;
use hayro_syntax::object::Stream;
use std::cell::Cell;
use std::rc::Rc;

/// Why the reader stopped before the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stop {
    /// A bound of one page: the next page may still be read.
    Page(String),
    /// A bound of the whole file.
    Document(String),
}

/// The allowances that shrink as a file is read.
#[derive(Debug)]
pub(super) struct Budget {
    limits: PdfLimits,
    page_operators: u64,
    operators: u64,
    page_glyphs: usize,
    marks: usize,
    streams: Streams,
}

impl Budget {
    pub(super) fn new(limits: &PdfLimits) -> Budget {
        Budget {
            limits: *limits,
            page_operators: limits.page_operators,
            operators: limits.operators,
            page_glyphs: limits.page_glyphs,
            marks: limits.marks,
            streams: Streams {
                left: Rc::new(Cell::new(limits.total_stream_bytes)),
                each: limits.stream_bytes,
            },
        }
    }

    pub(super) fn limits(&self) -> &PdfLimits {
        &self.limits
    }

    /// Renews the allowances of one page.
    pub(super) fn begin_page(&mut self) {
        self.page_operators = self.limits.page_operators;
        self.page_glyphs = self.limits.page_glyphs;
    }

    /// Takes the cost of some work, in operators.
    pub(super) fn operators(&mut self, cost: u64) -> Result<(), Stop> {
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

    /// Takes one glyph.
    pub(super) fn glyph(&mut self) -> Result<(), Stop> {
        let Some(left) = self.page_glyphs.checked_sub(1) else {
            let limit = self.limits.page_glyphs;
            return Err(Stop::Page(format!("the page has more than {limit} glyphs")));
        };
        self.page_glyphs = left;
        self.operators(1)
    }

    /// Takes one glyph, rule, fill or image that is kept.
    pub(super) fn mark(&mut self) -> Result<(), Stop> {
        let Some(left) = self.marks.checked_sub(1) else {
            let limit = self.limits.marks;
            return Err(Stop::Document(format!("the pages hold more than {limit} glyphs and lines")));
        };
        self.marks = left;
        Ok(())
    }

    /// The allowance for streams.
    pub(super) fn streams(&self) -> &Streams {
        &self.streams
    }
}

/// What the streams of a file may still give, shared by all that decode some.
#[derive(Debug, Clone)]
pub(super) struct Streams {
    left: Rc<Cell<usize>>,
    each: usize,
}

/// Deflate gives at most 1,032 bytes for one.
const DEFLATE_RATIO: usize = 1032;

impl Streams {
    /// The bytes of a stream after its filters.
    pub(super) fn decode<'a>(&self, stream: &Stream<'a>) -> Result<Decoded<'a>, FilterError> {
        let decoded = filters::decode(stream, self.left.get().min(self.each));
        let cost = match &decoded {
            Ok(decoded) => decoded.bytes.len(),
            // It was unpacked up to the limit.
            Err(FilterError::TooLarge) => self.each,
            Err(FilterError::Unsupported) => 0,
        };
        self.left.set(self.left.get().saturating_sub(cost));
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
