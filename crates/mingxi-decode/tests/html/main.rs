//! The decoder for web pages, through the public interface.

#![allow(clippy::unwrap_used)]

mod common;
mod hidden;
mod hostile;
mod office;
mod page;
#[path = "../shown/mod.rs"]
mod shown;
mod tables;
