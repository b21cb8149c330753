//! The decoder for workbooks through the public interface.

#![allow(clippy::unwrap_used)]

mod beside;
mod common;
mod hostile;
mod layout;
mod old;
mod shared;
mod values;
