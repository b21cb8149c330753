//! What the files of Word share, whatever they are stored in: text, cells and tables as they are put together, styles
//! that inherit, the labels of lists, the look that decides whether a text is seen, and what is said of the rest.
//!
//! [`assemble`] is the one way from a reader to blocks: the reader says what begins and ends, in reading order.

pub(crate) mod assemble;
pub(crate) mod cells;
mod counting;
pub(crate) mod draft;
mod edges;
pub(crate) mod indent;
pub(crate) mod labels;
pub(crate) mod look;
pub(crate) mod numbering;
pub(crate) mod outcome;
pub(crate) mod remarks;
pub(crate) mod styles;
pub(crate) mod symbols;
pub(crate) mod table;
mod widths;
