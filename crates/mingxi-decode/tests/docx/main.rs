//! The decoder for Word files and the detection of formats, through the public interface.

mod common;
mod hostile;
mod lists;
mod shared;
mod sniffing;
mod tables;
mod text;
