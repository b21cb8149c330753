//! Arguments of the commands that write publications for people and other programs.

use super::Lang;
use crate::environment;
use clap::{Args, ValueEnum};
use mingxi_export::Years;
use std::num::NonZeroU64;
use std::path::PathBuf;

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
