//! The decoder for Rich Text Format, through the public interface.

#![allow(clippy::unwrap_used)]

mod common;
mod hostile;
#[path = "../shown/mod.rs"]
mod shown;
mod tables;
mod text;
