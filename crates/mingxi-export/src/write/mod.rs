//! Writers: each takes a table and its rows, and makes a file.

pub(crate) mod csv;
pub(crate) mod dta;
mod dta_labels;
mod looks;
pub(crate) mod staging;
pub(crate) mod xlsx;
