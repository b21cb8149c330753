//! One module per command.

pub mod audit;
pub mod cache;
pub mod completions;
pub mod draw_pages;
pub mod explain;
pub mod export;
pub mod extract;
mod input_list;
pub mod inspect;
pub mod man;
pub mod merge;
pub mod publish;
pub mod report;
pub mod retry;
pub mod vocab;
pub mod worker;
