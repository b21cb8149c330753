//! What a person asks for.

use std::num::NonZeroU32;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// How an export is made.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Formats of the files, each once.
    pub formats: Vec<Format>,
    /// Names of the tables to write, of [`table_names`](crate::table_names); empty for all.
    pub tables: Vec<String>,
    /// Language of headings and of listed values.
    pub language: Language,
    /// Unit of the columns of money.
    pub unit: MoneyUnit,
    /// Begin CSV files with a byte order mark, so that Excel takes them for UTF-8.
    pub bom: bool,
    /// What is exported of the publication.
    pub filters: Filters,
    /// Most rows of a sheet, its headings among them; `None` for as many as Excel opens.
    pub sheet_rows: Option<NonZeroU32>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            formats: vec![Format::Xlsx],
            tables: Vec::new(),
            language: Language::English,
            unit: MoneyUnit::Yuan,
            bom: false,
            filters: Filters::default(),
            sheet_rows: None,
        }
    }
}

/// A file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Excel workbooks.
    Xlsx,
    /// Comma-separated values, UTF-8.
    Csv,
    /// Stata, format 118 (Stata 14 and later).
    Dta,
}

/// The language of headings and of listed values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Chinese headings and values.
    Chinese,
    /// The names and values of the data dictionary.
    English,
}

/// The unit of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyUnit {
    /// 元.
    Yuan,
    /// 万元, ten thousand yuan; exact.
    Wan,
}

impl MoneyUnit {
    /// What its columns' names end with instead of `_yuan`.
    pub(crate) fn suffix(self) -> &'static str {
        match self {
            MoneyUnit::Yuan => "_yuan",
            MoneyUnit::Wan => "_wan",
        }
    }

    /// Its name in Chinese.
    pub(crate) fn chinese(self) -> &'static str {
        match self {
            MoneyUnit::Yuan => "元",
            MoneyUnit::Wan => "万元",
        }
    }
}

/// What is exported: all of several kinds of filters must admit a row, one value of each is enough.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Filters {
    /// Division codes (行政区划代码), with all divisions below them, or parts of a region's full name.
    pub regions: Vec<String>,
    /// Types of agencies (单位类型): 医疗保障局.
    pub agency_types: Vec<String>,
    /// Fiscal years (预算年度).
    pub years: Vec<Years>,
    /// `budget` or `final_accounts`.
    pub stages: Vec<String>,
    /// Kinds of tables (`table_kind`).
    pub kinds: Vec<String>,
    /// Measures (`measure_code` or `item_code`) of line items and statements.
    pub measures: Vec<String>,
}

/// One year or several in a row: `2024`, `2020-2024`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Years(pub RangeInclusive<i64>);

impl FromStr for Years {
    type Err = String;

    fn from_str(text: &str) -> Result<Years, String> {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let year = |text: &str| match text.trim().parse::<i64>() {
            Ok(year) if (1900..=2999).contains(&year) => Ok(year),
            _ => Err(format!("{text} is no year; write 2024 or 2020-2024")),
        };
        let (first, last) = (year(first)?, year(last)?);
        if first > last {
            return Err(format!("{text} ends before it begins"));
        }
        Ok(Years(first..=last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_one_or_several() {
        assert_eq!("2024".parse(), Ok(Years(2024..=2024)));
        assert_eq!("2020-2022".parse(), Ok(Years(2020..=2022)));
        assert!("2022-2020".parse::<Years>().is_err());
        assert!("24".parse::<Years>().is_err());
        assert!("last".parse::<Years>().is_err());
    }
}
