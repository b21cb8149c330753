//! End-to-end tests of the built command: what it publishes, prints and returns, and what it makes of broken input.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod audit;
mod bad_input;
mod bad_pdf;
mod export;
mod extract;
mod inspect;
mod kept;
#[cfg(unix)]
mod night;
mod parts;
mod picture;
mod report;
mod seen;
mod support;
mod vocab;
