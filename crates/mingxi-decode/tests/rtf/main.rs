//! The decoder for Rich Text Format, through the public interface.

#![allow(clippy::unwrap_used)]

mod common;
mod hostile;
mod tables;
mod text;
