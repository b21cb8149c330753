//! Tables over several pages.

use super::flow::Piece;
use super::settings::Settings;
use crate::Hints;
use mingxi_model::Diagnostic;

/// The pieces of all pages in one sequence, tables that go on over pages joined.
pub(super) fn join(
    sheets: Vec<Vec<Piece>>,
    _hints: &Hints,
    _settings: &Settings,
    _diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Piece> {
    sheets.into_iter().flatten().collect()
}
