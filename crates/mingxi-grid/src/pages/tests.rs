//! Pages drawn by hand, any pages, and large ones.

mod breaks;
mod frames;
mod header_layouts;
mod hostile;
mod sheets;
mod strings;
mod support;
mod three_rules;
