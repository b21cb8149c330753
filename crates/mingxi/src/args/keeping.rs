//! Arguments of the commands that look after publications and what runs keep.

use clap::{Args, Subcommand, value_parser};
use std::path::PathBuf;

/// Put the publications of several machines together (合并)
///
/// Takes the publications in the folders that `mingxi extract --shard I/N` wrote into, and publishes them as one in
/// OUT. The datasets have the bytes of a single run over all inputs, if all parts named the inputs alike. Where a part is
/// missing or named twice nothing is published (exit code 2), as less would be published without a word.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  mingxi extract 预算公开/ -o part0 --shard 0/2
  mingxi extract 预算公开/ -o part1 --shard 1/2
  mingxi merge part0 part1 -o out")]
pub struct Merge {
    /// The folders that the parts were published into
    #[arg(value_name = "PART", required = true)]
    pub parts: Vec<PathBuf>,
    /// Publish although parts are missing
    #[arg(long)]
    pub allow_missing: bool,
    /// The folder to publish into; OUT/latest is replaced
    #[arg(short, long, value_name = "OUT")]
    pub out: PathBuf,
    /// Publications that stay in OUT, the new one among them
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = value_parser!(u16).range(2..))]
    pub keep: u16,
}

/// List the publications of a folder, or go back to an earlier one (回退)
///
/// `mingxi extract` keeps the last publications (--keep). Lists them, the latest last, with a mark at the one that
/// OUT/latest names; or makes OUT/latest name another one, in one step.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mingxi publish out --list
  mingxi publish out --rollback")]
pub struct Publish {
    /// The folder that `mingxi extract -o` wrote into
    pub out: PathBuf,
    /// List what is kept; so does the command without any of these
    #[arg(long, conflicts_with_all = ["rollback", "to"])]
    pub list: bool,
    /// Go back to the publication before the current one
    #[arg(long, conflicts_with = "to")]
    pub rollback: bool,
    /// Go to the publication of this name
    #[arg(long, value_name = "NAME")]
    pub to: Option<String>,
}

/// Look after the results that runs keep in OUT/.cache-mingxi (缓存)
#[derive(Debug, Args)]
pub struct Cache {
    /// What to do.
    #[command(subcommand)]
    pub command: CacheCommand,
}

/// What `mingxi cache` can do.
#[derive(Debug, Subcommand)]
pub enum CacheCommand {
    Gc(Gc),
}

/// Remove kept results that serve no publication any more
///
/// Results stay of the documents of all publications that are kept, the newest of each. A run that publishes something
/// new does the same.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  mingxi cache gc out")]
pub struct Gc {
    /// The folder that `mingxi extract -o` wrote into
    pub out: PathBuf,
    /// Remove all results: the next run reads every document
    #[arg(long)]
    pub all: bool,
}
