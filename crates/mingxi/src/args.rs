//! The command line.

use crate::environment;
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum, value_parser};
use mingxi_engine::Shard;
use mingxi_export::Years;
use std::num::{NonZeroU32, NonZeroU64, NonZeroUsize};
use std::path::PathBuf;

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
    #[arg(value_name = "INPUT", required_unless_present = "inputs_from")]
    pub inputs: Vec<PathBuf>,
    /// Take further inputs from a file with one a line, or from stdin with -
    ///
    /// Where the list has NUL characters they part the names, as `find -print0` writes them, and a name may hold line
    /// ends. Empty lines are left out.
    #[arg(long, value_name = "FILE")]
    pub inputs_from: Option<PathBuf>,
    /// The folder to publish into; OUT/latest is replaced
    #[arg(short, long, value_name = "OUT")]
    pub out: PathBuf,
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
fn shard(text: &str) -> Result<Shard, String> {
    let numbers =
        text.split_once('/').and_then(|(index, count)| Some((index.parse().ok()?, count.parse().ok()?)));
    let (index, count): (u32, NonZeroU32) = numbers.ok_or("it is not of the form I/N")?;
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

/// Put the publications of several machines together (合并)
///
/// Takes the publications in the folders that `mingxi extract --shard I/N` wrote into, and publishes them as one in
/// OUT. The datasets have the bytes of a single run over all inputs, if all parts named the inputs alike.
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

/// Print the tables of one file as the program sees them (查看)
///
/// Draws every recovered grid with its merged cells (合并单元格), names its kind (表的种类), unit (单位), captions and
/// how it was found, marks repaired cells and broken sums, and shows above each column what it was taken for.
/// With --page and --png it draws a page of a PDF instead, with the recovered cells in the colours of their roles
/// over it, the clips that cut text away, bars where a table goes on over pages, and frames around tables whose heads
/// the sums chose among several readings; what is printed names the colours.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mingxi inspect 某县医保局2024年预算.docx --table 3 | less -S
  mingxi inspect 某县医保局2024年预算.pdf --page 7 --png page7.png")]
pub struct Inspect {
    /// The file to look at
    pub file: PathBuf,
    /// Only the table of this number
    #[arg(short, long, value_name = "N")]
    pub table: Option<NonZeroU32>,
    /// Print what was weighed for each decision about the table, instead of the table
    #[arg(long, requires = "table")]
    pub why: bool,
    /// Only decisions about the column of this number, counted from 0
    #[arg(long, value_name = "C", requires = "why", conflicts_with = "row")]
    pub column: Option<u32>,
    /// Only decisions about the row of this number, counted from 0
    #[arg(long, value_name = "R", requires = "why")]
    pub row: Option<u32>,
    /// The page to draw, counted from 1; only PDF files have pages
    #[arg(short, long, value_name = "N", requires = "png", conflicts_with_all = ["table", "json"])]
    pub page: Option<NonZeroU32>,
    /// Where to write the page's picture; an older file of that name is replaced
    #[arg(long, value_name = "OUT.png", requires = "page")]
    pub png: Option<PathBuf>,
    /// A vocabulary file (词汇表) merged over the built-in one; may be given several times
    #[arg(long, value_name = "FILE")]
    pub vocab: Vec<PathBuf>,
    /// Columns of the screen to draw for
    #[arg(short, long, value_name = "N", default_value_t = 160)]
    pub width: u16,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Grow and check the vocabulary (词汇表)
#[derive(Debug, Args)]
pub struct Vocab {
    /// What to do.
    #[command(subcommand)]
    pub command: VocabCommand,
}

/// What `mingxi vocab` can do.
#[derive(Debug, Subcommand)]
pub enum VocabCommand {
    Gaps(Gaps),
    Check(VocabCheck),
}

/// List the headers of a dataset that the vocabulary does not know (未收录的栏目)
///
/// Every header path whose numbers have no measure_code, those of most documents first, with an example. A file
/// for --vocab can name them.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  mingxi vocab gaps out")]
pub struct Gaps {
    /// The folder that `mingxi extract` published into
    #[arg(value_name = "OUT")]
    pub out: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Check vocabulary files without reading any document
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  mingxi vocab check county.toml && mingxi extract 预算公开/ -o out --vocab county.toml")]
pub struct VocabCheck {
    /// The files, merged over the built-in vocabulary in this order
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
}

/// Print what the accounting identities found (审计)
///
/// Reads the publication in OUT and prints every broken identity (勾稽关系不符) by document: the rule, the table, the
/// row and column, the page and the numbers, and how many amounts of the document are proven. `mingxi explain
/// RULE` says what a rule states.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes:
  0  the publication was read, and nothing that --fail-on names was found
  1  something that --fail-on names was found
  2  nothing was done: wrong arguments, no publication, a file that cannot be read

Examples:
  mingxi audit out --lang zh
  mingxi audit out --format csv > findings.csv
  mingxi audit out --fail-on conflict,unread --format json > findings.json || notify")]
pub struct Audit {
    /// The folder that `mingxi extract -o` wrote into
    pub out: PathBuf,
    /// Language of the sentences; the data is as printed
    #[arg(long, value_enum, default_value_t = Lang::En)]
    pub lang: Lang,
    /// How to print
    #[arg(long, value_enum, default_value_t = AuditFormat::Text)]
    pub format: AuditFormat,
    /// End with exit code 1 if this is found
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    pub fail_on: Vec<FailOn>,
    /// Also print identities that could not be evaluated, and why
    #[arg(long)]
    pub unverifiable: bool,
}

/// Write the publication as a site that opens by double-click (网页报告)
///
/// Pages of regions, agencies and documents, a comparison of agencies, and for every number its place on the page and
/// the identities (勾稽关系) that prove it. The site needs neither a network nor a server; SITE/index.html is its first
/// page. An older site of that name is replaced in one step.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mingxi report out -o site
  mingxi report out -o site --lang en --images all")]
pub struct Report {
    /// The folder that `mingxi extract -o` wrote into
    pub out: PathBuf,
    /// The folder to write the site into
    #[arg(short, long, value_name = "SITE")]
    pub output: PathBuf,
    /// Language that pages are written in; every page has a switch to the other one
    #[arg(long, value_enum, default_value_t = Lang::Zh)]
    pub lang: Lang,
    /// Which pages of PDF files are drawn; the files are looked for where they were read
    #[arg(long, value_enum, default_value_t = Images::Flagged)]
    pub images: Images,
    /// Seconds to wait for the pictures of one document
    #[arg(long, value_name = "SECONDS", env = environment::TIMEOUT, hide_env = true, default_value = "120")]
    pub timeout: NonZeroU64,
    /// Mebibytes of memory that drawing one document may take; Linux only
    #[arg(long, value_name = "MIB", env = environment::MEMORY, hide_env = true, default_value = "4096")]
    pub memory: NonZeroU64,
}

/// Which pages are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Images {
    /// Those with a contradiction or a repaired number
    Flagged,
    /// Those with any number
    All,
    /// None
    None,
}

/// Draw pages of one PDF file for `mingxi report`: pictures to stdout
#[derive(Debug, Args)]
#[command(hide = true)]
pub struct DrawPages {
    /// The file
    pub file: PathBuf,
    /// The SHA-256 of its bytes
    #[arg(long)]
    pub id: String,
    /// Page numbers
    #[arg(long, value_delimiter = ',')]
    pub pages: Vec<u32>,
    /// Mebibytes of memory that this process may take
    #[arg(long, default_value = "4096")]
    pub memory: NonZeroU64,
}

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// 中文
    Zh,
    /// English
    En,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AuditFormat {
    /// For a person, by document
    Text,
    /// One object with all documents
    Json,
    /// A line for every cell of every finding
    Csv,
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

/// Write Excel workbooks, CSV or Stata files (导出)
///
/// Takes the publication in OUT and writes every dataset and four ready-made tables into DIR: agency_years (one row per
/// agency and year with the headline measures), agency_year_items (one row per agency, year, item and phase, a column
/// per measure), agency_indicators and agency_projects. In workbooks the ready-made tables are in overview.xlsx and
/// numbers have the colour of their check_status; README.txt says what each column means. Files appear when all are
/// whole; older ones of the same names are replaced, others stay.
///
/// Filters: a row must satisfy all that are given, one value of each is enough. Those of documents hold for every
/// table, --kind for tables, cells and what stands in them, --measure for line items and statements.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mingxi export out -o excel --lang zh --unit wan
  mingxi export out -o stata --to dta --year 2020-2024 --region 1310
  mingxi export out -o csv --to csv --bom --table agency_years,line_items --kind three_public")]
pub struct Export {
    /// The folder that `mingxi extract -o` wrote into
    pub out: PathBuf,
    /// The folder to write into; it is made if it is not there
    #[arg(short = 'o', long = "out", value_name = "DIR")]
    pub to: PathBuf,
    /// Formats of the files
    #[arg(long = "to", value_enum, value_delimiter = ',', value_name = "FORMAT", default_value = "xlsx")]
    pub formats: Vec<ExportFormat>,
    /// Only these tables: names of datasets and of ready-made tables
    #[arg(long, value_delimiter = ',', value_name = "NAME")]
    pub table: Vec<String>,
    /// Language of headings and of listed values; in English they are those of the data dictionary
    #[arg(long, value_enum, default_value_t = Lang::En)]
    pub lang: Lang,
    /// Unit of the columns of money
    #[arg(long, value_enum, default_value_t = ExportUnit::Yuan)]
    pub unit: ExportUnit,
    /// Begin CSV files with a byte order mark, so that Excel takes them for UTF-8
    #[arg(long)]
    pub bom: bool,
    /// Only these regions: division codes (行政区划代码) with all below them (1310), or parts of their names (廊坊)
    #[arg(long, value_delimiter = ',', value_name = "REGION")]
    pub region: Vec<String>,
    /// Only agencies of these types (单位类型): 医疗保障局
    #[arg(long, value_delimiter = ',', value_name = "TYPE")]
    pub agency_type: Vec<String>,
    /// Only these fiscal years (预算年度): 2024, 2020-2024
    #[arg(long, value_delimiter = ',', value_name = "YEARS")]
    pub year: Vec<Years>,
    /// Only budgets or only final accounts: budget, final_accounts
    #[arg(long, value_delimiter = ',', value_name = "STAGE")]
    pub stage: Vec<String>,
    /// Only tables of these kinds (table_kind): three_public
    #[arg(long, value_delimiter = ',', value_name = "KIND")]
    pub kind: Vec<String>,
    /// Only these measures (measure_code or item_code): three_public_total
    #[arg(long, value_delimiter = ',', value_name = "MEASURE")]
    pub measure: Vec<String>,
}

/// A format of exported files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Excel workbooks
    Xlsx,
    /// Comma-separated values in UTF-8
    Csv,
    /// Stata 14 and later
    Dta,
}

/// A unit of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportUnit {
    /// 元
    Yuan,
    /// 万元
    Wan,
}

/// Print what a rule states, why, and an example (规则说明)
///
/// Without a name, all rules are listed.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mingxi explain row_sum")]
pub struct Explain {
    /// A rule by its name, as `mingxi audit` prints it
    pub rule: Option<String>,
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
