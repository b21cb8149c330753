//! One document end to end; batches; datasets; reports. The only crate of the library part that opens files.
//!
//! [`extract`] is the whole job: inputs in, a publication and a [`Summary`] out. [`read_document`] is one
//! document without any IO, [`recover`] and [`interpret`] are its two halves, [`draw_page`] a picture of a page
//! with what was made of it. With [`Workers`], [`extract`] has other processes read, each of which runs [`serve`],
//! so that no document can end the run. Nothing here prints: progress is a callback, remarks are `tracing` events, and
//! reports are values and strings.

mod batch;
mod cache;
mod candidates;
mod contain;
mod content;
pub mod dataset;
mod gathering;
mod input;
mod inside;
mod picture;
mod place;
mod pool;
mod read;
mod record;
pub mod report;
pub mod run;
mod share;
mod stop;
mod unchanged;
mod whole;
mod worker;

pub use batch::{
    Batch, BatchError, Caching, Failed, Finished, Plan, Progress, Shard, extract, plan, read_file,
};

pub use contain::contain;
pub use content::hash_bytes;

pub use cache::{Collected, collect_garbage};
pub use input::{Fault, Found, collect};
pub use inside::Listed;
pub use mingxi_decode::Limits;
pub use mingxi_fiscal::{ExtraVocabulary, VocabularyError};
pub use mingxi_model as model;
pub use picture::{DrawError, Picture, PrintedPage, Role, TableOnPage, draw_page, printed_pages};
pub use pool::{Alone, AloneError, ReadDocument, Workers, load_file};
pub use read::{Document, Reader, ReaderError, Recovered, interpret, read_document, recover};
pub use record::Record;
pub use report::Summary;
pub use stop::Stop;
pub use worker::{Served, confine, serve, serve_after};
