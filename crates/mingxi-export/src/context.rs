//! What all parts of an export share.

use crate::error::ExportError;
use crate::headline::Headlines;
use crate::options::{Language, MoneyUnit, Options};
use crate::selection::Selection;
use crate::words::Words;
use mingxi_engine::dataset::{Datum, Published};
use rust_decimal::Decimal;
use std::path::Path;

/// What is read, what of it, and how it is called.
pub(crate) struct Context<'o> {
    /// The publication.
    pub published: Published,
    /// The path that it was named by.
    pub out: &'o Path,
    /// What is asked for.
    pub options: &'o Options,
    /// The documents that the filters leave.
    pub selection: Selection,
    /// Names in Chinese.
    pub words: Words,
    /// The headline measures.
    pub headlines: Headlines,
}

impl<'o> Context<'o> {
    /// Opens a publication and finds the documents that are asked for.
    ///
    /// # Errors
    /// There is no publication, a filter is unknown, or nothing is left.
    pub fn open(out: &'o Path, options: &'o Options) -> Result<Context<'o>, ExportError> {
        let published = Published::open(out)?;
        let selection = Selection::read(&published, &options.filters)?;
        if selection.documents.is_empty() {
            return Err(ExportError::NothingSelected { path: out.to_owned() });
        }
        let internal = |message: String| ExportError::not_written(out, message);
        let words = Words::built_in().map_err(internal)?;
        let headlines = Headlines::built_in().map_err(internal)?;
        Ok(Context { published, out, options, selection, words, headlines })
    }

    /// An amount of yuan in the unit of the export; exact.
    pub fn money(&self, yuan: Decimal) -> Decimal {
        match self.options.unit {
            MoneyUnit::Yuan => yuan,
            MoneyUnit::Wan => Decimal::try_from_i128_with_scale(yuan.mantissa(), yuan.scale() + 4)
                .map_or(yuan, |wan| wan.normalize()),
        }
    }

    /// The same of a value that may be none.
    pub fn money_datum<'a>(&self, value: Datum<'a>) -> Datum<'a> {
        match value {
            Datum::Decimal(yuan) => Datum::Decimal(self.money(yuan)),
            other => other,
        }
    }

    /// A sentence in the language of the export.
    pub fn said(&self, english: String, chinese: String) -> String {
        match self.options.language {
            Language::English => english,
            Language::Chinese => chinese,
        }
    }

    /// What a person should know of the selection.
    pub fn remarks(&self) -> Vec<String> {
        let (selected, all) = (self.selection.documents.len(), self.selection.published);
        let left_out = self.selection.documents.values().filter(|document| !document.counts).count();
        let mut remarks = vec![self.said(
            format!("{selected} of {all} documents are selected"),
            format!("共{all}份文件，选取{selected}份"),
        )];
        if left_out > 0 {
            remarks.push(self.said(
                format!(
                    "{left_out} of them repeat another one or were replaced (same_as, superseded_by) and are in the \
                     datasets only, not in the ready-made tables"
                ),
                format!(
                    "其中{left_out}份与另一份相同或已被更新版本取代（same_as、superseded_by），只列入各数据集，不列入汇总表"
                ),
            ));
        }
        remarks
    }
}
