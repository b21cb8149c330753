//! The room of codes: which columns print codes of which classification, what the code of a row is, and whether
//! code and name agree.
//!
//! - `notation`, `joined`: code and name in one cell, told by shape, classification and the rest of the column;
//! - `columns`: which label columns belong to which classification; `unit_columns`: which print budget units;
//! - `cells`, `names`: the label cells of one row, and which of its names names it;
//! - `rows`, `carry`, `upper_parts`: the labels of all rows, parts of codes completed from the rows above;
//! - `units`: the budget unit carried to the rows below;
//! - `status`, `check`, `suspect`: what the classification says of a code and its name.

mod carry;
mod cells;
mod check;
mod columns;
mod joined;
mod names;
mod notation;
mod rows;
mod status;
mod suspect;
mod tails;
#[cfg(test)]
mod tests;
mod unit_columns;
mod units;
mod upper_parts;
mod vocabulary;
mod why;

pub(crate) use check::check_codes;
pub(crate) use columns::tell_code_columns;
pub(crate) use joined::names_organisation;
pub(crate) use notation::without_marks;
pub(crate) use rows::read_rows;
pub(crate) use units::{carry_units, class_heads, name_by_unit};
pub(crate) use vocabulary::key as name_key;
pub use vocabulary::{CodeSystem, CodeVocabulary};
