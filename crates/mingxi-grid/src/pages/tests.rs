//! Pages drawn by hand, any pages, and large ones.

mod breaks;
mod broken_lines;
mod clips;
mod frames;
mod groups;
mod header_layouts;
mod hostile;
mod leads;
mod open_cells;
mod sheets;
mod sparse;
mod strings;
mod support;
mod three_rules;
