//! Levels that stand elsewhere than in columns of their own: run together with the name, or in rows of their own.

use crate::performance::layout::{Layout, Panel};
use crate::performance::vocabulary::{HeaderRole, PerformanceVocabulary};
use mingxi_model::{Grid, Indicator};

/// Whether the names of a block begin with their levels (产出指标数量指标X).
pub(super) struct Names {
    begin_with_levels: bool,
}

impl Names {
    /// They do if most of them do: one name alone may begin with 质量指标 by chance.
    pub(super) fn of(
        grid: &Grid,
        layout: &Layout,
        panel: &Panel,
        vocabulary: &PerformanceVocabulary,
    ) -> Names {
        let has_second = panel.one(HeaderRole::Level2).is_some();
        let Some(column) =
            panel.one(HeaderRole::Level3).filter(|_| !has_second && panel.group == (None, None))
        else {
            return Names { begin_with_levels: false };
        };
        let (mut all, mut with_levels) = (0, 0);
        for row in layout.body..layout.end {
            let Some(cell) = grid.starts_at(row, column.start).filter(|cell| !cell.text.is_empty()) else {
                continue;
            };
            all += 1;
            let (first, second, rest) = vocabulary.leading_levels(&cell.text);
            with_levels += usize::from((first.is_some() || second.is_some()) && !rest.is_empty());
        }
        Names { begin_with_levels: with_levels * 2 > all }
    }

    /// Takes off a name what stands before its levels: the last line of the name above, which overflows its cell
    /// (…高质量发 | 展。产出指标数量指标X).
    pub(super) fn overflow(
        &self,
        indicator: &mut Indicator,
        vocabulary: &PerformanceVocabulary,
    ) -> Option<String> {
        let name = indicator.level3.clone();
        let is_level = |at: usize| {
            let (first, second, rest) = vocabulary.leading_levels(&name[at..]);
            first.is_some() && second.is_some() && !rest.is_empty()
        };
        if !self.begin_with_levels || vocabulary.leading_levels(&name).0.is_some() {
            return None;
        }
        let at = name.char_indices().map(|(at, _)| at).find(|at| is_level(*at)).filter(|at| *at > 0)?;
        name[at..].clone_into(&mut indicator.level3);
        Some(name[..at].trim().to_owned())
    }

    /// Takes the levels off the indicator's name.
    pub(super) fn split(&self, indicator: &mut Indicator, vocabulary: &PerformanceVocabulary) {
        if !self.begin_with_levels {
            return;
        }
        let (first, second, rest) = vocabulary.leading_levels(&indicator.level3);
        if rest.is_empty() || first.is_none() && second.is_none() {
            return;
        }
        let rest = rest.to_owned();
        // A column of first levels is believed before the name.
        indicator.level1 = indicator.level1.take().or(first);
        indicator.level2 = second.or(indicator.level2.take());
        indicator.level3 = rest;
    }
}

/// The level of a row that prints nothing else: 一、产出指标 over the rows of its indicators.
pub(super) fn section(
    grid: &Grid,
    panel: &Panel,
    row: u32,
    vocabulary: &PerformanceVocabulary,
) -> Option<String> {
    let start = panel.columns.iter().map(|column| column.start).min()?;
    let mut filled = grid.row(row).filter(|cell| !cell.text.is_empty() && cell.col + cell.col_span > start);
    let only = filled.next().filter(|cell| cell.row == row && cell.row_span == 1)?;
    let name = panel.one(HeaderRole::Level3)?;
    // A level in its own column goes on with the indicators beside it.
    let in_level = [HeaderRole::Level1, HeaderRole::Level2]
        .into_iter()
        .any(|role| panel.one(role).is_some_and(|column| column.start == only.col));
    let reaches_name = only.col + only.col_span > name.start;
    (filled.next().is_none() && (!in_level || reaches_name))
        .then(|| vocabulary.level_word(&only.text))
        .flatten()
}
