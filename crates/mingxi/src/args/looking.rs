//! Arguments of the commands that show what was read and why.

use super::{FailOn, Lang};
use clap::{Args, Subcommand, ValueEnum};
use std::num::NonZeroU32;
use std::path::PathBuf;

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

/// Print what a rule states, why, and an example (规则说明)
///
/// Without a name, all rules are listed.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mingxi explain row_sum")]
pub struct Explain {
    /// A rule by its name, as `mingxi audit` prints it
    pub rule: Option<String>,
}
