//! `mingxi completions`.

use crate::args::{Arguments, Completions};
use crate::outcome::{Exit, Failure};
use crate::printer;
use clap::CommandFactory;

/// Prints the completions of a shell.
///
/// # Errors
/// Stdout cannot be written.
pub fn run(completions: &Completions) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(completions.shell, &mut Arguments::command(), "mingxi", &mut script);
    printer::data(&script)?;
    Ok(Exit::Clean)
}
