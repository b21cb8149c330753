//! A publication as a static site (网页报告) that opens by double-click, without a network or a server.
//!
//! [`report`] reads a publication document by document, so that memory grows with the documents and not with their
//! cells, and writes pages beside the old site, which they replace in one step at the end. What stands in a document is
//! data everywhere: templates escape it, scripts get it as JSON without a character that could end them ([`script`]),
//! and the names of pages come from hashes. The texts of the site itself are data in two languages (`text/ui.toml`).

mod agency;
mod charts;
mod error;
mod facts;
mod judged;
mod make;
mod model;
mod money;
mod names;
mod pages;
mod pictures;
mod proofs;
mod read;
mod script;
mod search;
mod site;
#[cfg(test)]
mod tests;
mod text;

pub use error::ReportError;
pub use make::{Draw, Made, Options, Step, report};
pub use pictures::{Drawn, Images, NoPicture};
pub use text::Language;
