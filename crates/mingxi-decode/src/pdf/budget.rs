//! What is left of the limits while a file is read.

use crate::PdfLimits;

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
    stream_bytes: usize,
}

impl Budget {
    pub(super) fn new(limits: &PdfLimits) -> Budget {
        Budget {
            limits: *limits,
            page_operators: limits.page_operators,
            operators: limits.operators,
            page_glyphs: limits.page_glyphs,
            marks: limits.marks,
            stream_bytes: limits.total_stream_bytes,
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

    /// How many bytes the next stream may have after its filters.
    pub(super) fn stream_allowance(&self) -> usize {
        self.stream_bytes.min(self.limits.stream_bytes)
    }

    /// Takes the bytes of a stream.
    pub(super) fn stream(&mut self, bytes: usize) {
        self.stream_bytes = self.stream_bytes.saturating_sub(bytes);
    }
}
