//! Tables and vocabularies to kinds, headers, line items, indicators, projects, statements and facts.
//!
//! [`recognise`] reads one document's flow of prose and grids. What fiscal experts know lives in
//! `schemas/vocab` and is compiled into a [`Vocabulary`].

mod classes;
pub mod codes;
mod columns;
mod error;
pub mod facts;
mod framing;
mod kinds;
mod labels;
mod line_items;
mod listed_projects;
mod money_unit;
mod nesting;
mod numbering;
pub mod performance;
mod precision;
mod recognise;
mod repair;
mod restate;
pub mod statements;
mod stray;
mod sums;
mod units;
mod unknown_words;
mod unpublished;
mod vocabulary;

pub use error::VocabularyError;
pub use recognise::{recognise, recognise_keeping};
pub use repair::KeptRows;
pub use vocabulary::{
    ExtraVocabulary, Form, FundWords, Headers, Kinds, Measure, Measures, Profile, Sign, Source, Trait,
    UnitWords, Vocabulary,
};
