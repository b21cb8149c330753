//! `mingxi man`.

use crate::args::Arguments;
use crate::outcome::{Exit, Failure};
use crate::printer;
use clap::CommandFactory;

/// Prints the man page of the command, followed by a section for every sub-command.
///
/// # Errors
/// Stdout cannot be written.
pub fn run() -> Result<Exit, Failure> {
    let mut page = Vec::new();
    let mut command = Arguments::command();
    command.build();
    let mut render = |command: clap::Command| {
        clap_mangen::Man::new(command).render(&mut page).map_err(|error| Failure::from_error(&error, None))
    };
    render(command.clone())?;
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        render(sub.clone().display_name(format!("mingxi-{}", sub.get_name())))?;
    }
    printer::data(&page)?;
    Ok(Exit::Clean)
}
