//! Pages drawn by hand, any pages, and large ones.

mod frames;
mod hostile;
mod sheets;
mod support;
mod three_rules;
