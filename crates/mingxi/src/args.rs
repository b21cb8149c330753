//! The command line.

mod keeping;
mod looking;
mod reading;
mod showing;

pub use keeping::{Cache, CacheCommand, Merge, Publish};
pub use looking::{Audit, AuditFormat, Explain, Inspect, Vocab, VocabCommand};
pub(crate) use reading::shard;
pub use reading::{Extract, Reading, Retry, Worker};
pub use showing::{DrawPages, Export, ExportFormat, ExportUnit, Images, Report};

use crate::environment;
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

/// Chinese county budget disclosures (预算公开, 决算公开) into one exact, audited Parquet dataset.
#[derive(Debug, Parser)]
#[command(
    name = "mingxi",
    bin_name = "mingxi",
    version,
    arg_required_else_help = true,
    after_help = environment::help(),
    after_long_help = environment::help()
)]
pub struct Arguments {
    /// Tell more on stderr: -v warnings and steps, -vv every document, -vvv everything
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub verbose: u8,
    /// How log lines look
    #[arg(long, global = true, value_enum, value_name = "FORMAT", default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For a person
    Text,
    /// One JSON object a line, with the time in UTC
    Json,
}

/// What the command can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    Extract(Extract),
    Retry(Retry),
    Merge(Merge),
    Publish(Publish),
    Cache(Cache),
    Worker(Worker),
    Inspect(Inspect),
    Vocab(Vocab),
    Audit(Audit),
    Report(Report),
    DrawPages(DrawPages),
    Export(Export),
    Explain(Explain),
    Completions(Completions),
    /// Print the man page in roff
    #[command(after_help = "Example:\n  mingxi man > mingxi.1")]
    Man,
}

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// 中文
    Zh,
    /// English
    En,
}

/// What makes a command end with exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// A broken identity
    Conflict,
    /// A document that was not read, or only in part, or numbers that are in the cells dataset only
    Unread,
    /// Nothing at all: what was found is data
    Nothing,
}

/// Print completions for a shell
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  mingxi completions bash > ~/.local/share/bash-completion/completions/mingxi"
)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }
}
