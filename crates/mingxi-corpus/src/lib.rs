//! The project's own documents: a model of disclosures with their true facts, a generator of invented ones,
//! and the hand-made cases under `corpus/`.
//!
//! Everything is deterministic: the same seed gives the same bytes. Places and figures are invented; form
//! habits and classification names are public facts.

pub mod awkward;
pub mod book;
pub mod cases;
pub mod catalogue;
pub mod city;
pub mod document;
pub mod draft;
pub mod expect;
pub mod fields;
pub mod forms;
pub mod generate;
pub mod golden;
pub mod harness;
pub mod indicators;
pub mod invent;
pub mod ledger;
mod meaning;
pub mod mutate;
pub mod place;
pub mod prose;
pub mod questions;
pub mod rng;
pub mod scores;
pub mod sheet;
pub mod text;
pub mod titles;
pub mod truth;
pub mod unknown;
pub mod verify;
pub mod write;
