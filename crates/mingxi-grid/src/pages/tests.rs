//! Pages drawn by hand, any pages, and large ones.

mod banded;
mod breaks;
mod broken_lines;
mod clips;
mod cut_rows;
mod few_rules;
mod frames;
mod groups;
mod header_layouts;
mod hostile;
mod indented;
mod leads;
mod levels;
mod open_cells;
mod row_labels;
mod sheets;
mod side_by_side;
mod sparse;
mod strings;
mod support;
mod thousands;
mod three_rules;
mod tight_rows;
mod torn_heads;
mod wide_lines;
