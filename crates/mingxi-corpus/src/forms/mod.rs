//! The forms (表样), one function a form and a habit; each returns a [`crate::sheet::Sheet`] with its facts.

pub mod economic;
pub mod expenditure;
pub mod goals;
pub mod lists;
pub mod other;
pub mod panels;
pub mod revenue;
pub mod self_evaluation;
pub mod summary;
pub mod three_public;
