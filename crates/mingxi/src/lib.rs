//! The `mingxi` command: arguments in, exit code out. All work is done by the engine.

mod args;
mod cloud;
mod commands;
mod environment;
mod logging;
mod outcome;
mod printer;
mod program;
mod reference;
mod signals;

pub use outcome::with_causes;
pub use program::Program;
pub use reference::reference;

use args::{Arguments, Command};
use clap::Parser;
use indicatif::MultiProgress;
use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the command with the arguments of the process.
pub fn main() -> ExitCode {
    ExitCode::from(run(env::args_os(), &Program::running()))
}

/// Runs the command with arguments, the name of the program among them, and gives its exit code; `program` starts it
/// anew. Ends the process where the arguments say no command.
pub fn run(arguments: impl IntoIterator<Item = OsString>, program: &Program) -> u8 {
    let arguments = Arguments::parse_from(arguments);
    let screen = MultiProgress::new();
    let outcome = logging::start(arguments.verbose, arguments.log_format, &screen).and_then(|()| {
        match &arguments.command {
            Command::Extract(extract) => commands::extract::run(extract, program, arguments.verbose, &screen),
            Command::Retry(retry) => commands::retry::run(retry, program, arguments.verbose, &screen),
            Command::Merge(merge) => commands::merge::run(merge),
            Command::Publish(publish) => commands::publish::run(publish),
            Command::Cache(cache) => commands::cache::run(cache),
            Command::Worker(worker) => commands::worker::run(worker),
            Command::Inspect(inspect) => commands::inspect::run(inspect),
            Command::Vocab(vocab) => commands::vocab::run(vocab),
            Command::Audit(audit) => commands::audit::run(audit),
            Command::Report(report) => commands::report::run(report, program, &screen),
            Command::DrawPages(draw) => commands::draw_pages::run(draw),
            Command::Export(export) => commands::export::run(export),
            Command::Explain(explain) => commands::explain::run(explain),
            Command::Completions(completions) => commands::completions::run(completions),
            Command::Man => commands::man::run(),
        }
    });
    match outcome {
        Ok(exit) => exit as u8,
        Err(failure) => {
            printer::failure(&failure);
            failure.exit as u8
        }
    }
}
