//! One module per command.

pub mod completions;
pub mod extract;
pub mod inspect;
pub mod man;
pub mod vocab;
