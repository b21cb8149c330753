//! The decoder for Word files and the detection of formats, through the public interface.

#![allow(clippy::unwrap_used)]

mod common;
mod hostile;
mod ink;
mod lists;
mod shared;
mod sniffing;
mod tables;
mod text;
