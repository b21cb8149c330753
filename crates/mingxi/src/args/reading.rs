//! Arguments of the commands that read documents.

use super::FailOn;
use crate::environment;
use clap::{Args, value_parser};
use mingxi_engine::Shard;
use std::num::{NonZeroU32, NonZeroU64, NonZeroUsize};
use std::path::PathBuf;

/// Read disclosures and write the datasets (提取)
///
/// Reads budgets (预算) and final accounts (决算) and writes the datasets documents, tables, cells, line_items,
/// indicators (绩效指标), projects, statements, checks (勾稽关系) and diagnostics as Parquet under OUT/latest. They
/// appear in one step: until then, what was there before stays as it was. Every input gets its row in the
/// documents dataset, also one that could not be read.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mingxi extract 预算公开/ -o out
  mingxi extract '2024/**/*.docx' 补充.txt -o out --jobs 4 --strict
  find 预算公开 -newer last.txt -print0 | mingxi extract --inputs-from - -o out")]
pub struct Extract {
    /// Files, folders (read with their sub-folders, hidden files left out) or quoted glob patterns
    ///
    /// Also addresses: file:///folder, and in programs that were built with the feature `cloud` s3://bucket/folder,
    /// gs://bucket/folder and az://container/folder: the object of that name, or all below it, with the variables of the
    /// store's own tools (AWS_ACCESS_KEY_ID, AWS_ENDPOINT, GOOGLE_APPLICATION_CREDENTIALS, AZURE_STORAGE_ACCOUNT_NAME).
    #[arg(value_name = "INPUT", required_unless_present = "inputs_from")]
    pub inputs: Vec<PathBuf>,
    /// Take further inputs from a file with one a line, or from stdin with -
    ///
    /// Where the list has NUL characters they part the names, as `find -print0` writes them, and a name may hold line
    /// ends. Empty lines are left out.
    #[arg(long, value_name = "FILE")]
    pub inputs_from: Option<PathBuf>,
    /// The folder to publish into; OUT/latest is replaced. Also an address, with --work
    #[arg(short, long, value_name = "OUT")]
    pub out: PathBuf,
    /// Where OUT is an address: the local folder to publish into first, and to keep for the next run
    ///
    /// The publication is uploaded part by part; OUT/latest, an object that names it, is replaced last of all.
    #[arg(long, value_name = "FOLDER")]
    pub work: Option<PathBuf>,
    /// Also read what symbolic links name that lead out of their input folder
    #[arg(long)]
    pub follow_links: bool,
    /// Read every document again, and keep nothing for the next run
    #[arg(long, conflicts_with = "retry_failed")]
    pub no_cache: bool,
    /// Try documents again that crashed, timed out or took too much memory in an earlier run
    #[arg(long)]
    pub retry_failed: bool,
    /// Publish nothing unless so much of the last publication's documents is there, as 0.8 for four fifths
    ///
    /// A half-downloaded folder must not replace a whole one. Counts documents that are found, and those that can be
    /// read; with fewer the command ends with 1, and OUT is as it was.
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub min_share: Option<f64>,
    /// Read only part I of N of the inputs, counted from 0; `mingxi merge` puts the parts together
    #[arg(long, value_name = "I/N", value_parser = shard)]
    pub shard: Option<Shard>,
    /// Say what would be read, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Publications that stay in OUT, the new one among them; `mingxi publish` goes back to one
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = value_parser!(u16).range(2..))]
    pub keep: u16,
    /// A vocabulary file (词汇表) merged over the built-in one; may be given several times
    ///
    /// TOML with any of the sections of headers.toml, measures.toml and kinds.toml. Where the first match counts,
    /// its entries stand before the built-in ones. A file with a mistake is refused before any work.
    #[arg(long, value_name = "FILE")]
    pub vocab: Vec<PathBuf>,
    /// How documents are read, and what is told of it.
    #[command(flatten)]
    pub reading: Reading,
}

/// How documents are read, and what is told of it: the same for `extract` and `retry`.
#[derive(Debug, Clone, Args)]
pub struct Reading {
    /// Documents read at the same time [default: one per core]
    #[arg(short, long, value_name = "N", env = environment::JOBS, hide_env = true)]
    pub jobs: Option<NonZeroUsize>,
    /// Seconds to wait for one document before it is given up as timed out
    #[arg(long, value_name = "SECONDS", env = environment::TIMEOUT, hide_env = true, default_value = "120")]
    pub timeout: NonZeroU64,
    /// Seconds that a worker process may give no sign of life before its document is given up
    #[arg(long, value_name = "SECONDS", default_value = "30")]
    pub silence: NonZeroU64,
    /// Mebibytes of memory that one document may take before it is given up; Linux only
    #[arg(long, value_name = "MIB", env = environment::MEMORY, hide_env = true, default_value = "4096")]
    pub memory: NonZeroU64,
    /// Read in this process instead of worker processes; a document that crashes it ends the run
    #[arg(long)]
    pub in_process: bool,
    /// Print the summary as one JSON object
    #[arg(long)]
    pub json: bool,
    /// Also exit with 1 if an accounting identity (勾稽关系) is broken
    #[arg(long)]
    pub strict: bool,
    /// End with exit code 1 if this is found, and not for other reasons
    ///
    /// Without it, any document that failed or was read in part is such a reason.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    pub fail_on: Vec<FailOn>,
    /// Write measures of the run to this file, for the textfile collector of Prometheus' node exporter
    #[arg(long, value_name = "FILE.prom")]
    pub metrics: Option<PathBuf>,
}

/// A part of several: 0/8 to 7/8.
pub(crate) fn shard(text: &str) -> Result<Shard, String> {
    let numbers =
        text.split_once('/').and_then(|(index, count)| Some((index.parse().ok()?, count.parse().ok()?)));
    let (index, count): (u32, NonZeroU32) =
        numbers.ok_or("it is not of the form I/N, two numbers from 0/1 on")?;
    if index < count.get() { Ok(Shard { index, count }) } else { Err("parts are counted from 0".to_owned()) }
}

/// A share from 0 to 1.
fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|_| "it is no number".to_owned())?;
    if (0.0..=1.0).contains(&share) { Ok(share) } else { Err("it is not between 0 and 1".to_owned()) }
}

/// Try documents again that crashed, timed out or took too much memory (重试)
///
/// Repeats the run that made OUT/latest: the same inputs, seen from the same folder, with the same vocabularies. What
/// was read is taken from that run, what failed for a reason that may pass is tried again, new files are read too.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  mingxi retry out --timeout 600 --memory 8192 --jobs 1")]
pub struct Retry {
    /// The folder that `mingxi extract -o` wrote into
    pub out: PathBuf,
    /// How documents are read, and what is told of it.
    #[command(flatten)]
    pub reading: Reading,
}

/// Read documents for another program: stdin to stdout
///
/// A request is the length of a header (4 bytes, little-endian), the header (JSON: {\"file_name\": \"...\"}, with
/// \"source_path\" if the rows shall name it), the length of the document (8 bytes, little-endian) and its bytes. An
/// answer is the length of an Arrow IPC stream (8 bytes, little-endian) and the stream: one column per dataset, each a
/// list of that dataset's rows. Lengths of 0 before it are signs of life, one a second. A document that ended its
/// worker gets its row from a further worker: \"failed\": {\"kind\": \"crashed\", \"message\": \"...\"} in its header.
/// `extract` starts such workers itself; adapters/ has programs for cluster engines that do the same.
#[derive(Debug, Args)]
pub struct Worker {
    /// Seconds for one document; after it is answered as timed out, the worker ends
    #[arg(long, value_name = "SECONDS", env = environment::TIMEOUT, hide_env = true, default_value = "120")]
    pub timeout: NonZeroU64,
    /// Mebibytes of memory that this process may take; Linux only
    #[arg(long, value_name = "MIB", env = environment::MEMORY, hide_env = true, default_value = "4096")]
    pub memory: NonZeroU64,
    /// A vocabulary file (词汇表) merged over the built-in one; may be given several times
    #[arg(long, value_name = "FILE")]
    pub vocab: Vec<PathBuf>,
}
