//! Datasets to plain data: the catalogue of documents at once, what they hold document by document.

mod catalogue;
mod full;

pub(crate) use catalogue::catalogue;
pub(crate) use full::Source;
