//! Measures, funds and phases of value columns (`measures.toml`).

use super::compile::{each, ending, filled, known, starting, whole, whole_of};
use super::layer::{Layer, RawFile, Text};
use crate::VocabularyError;
use mingxi_model::text::squeeze;
use mingxi_model::{Flow, Fund, LazyRegex, Phase};
use std::collections::BTreeMap;

/// Measures, funds and phases.
#[derive(Debug, Clone)]
pub struct Measures {
    /// Every measure code with its meaning.
    pub codes: BTreeMap<String, String>,
    /// Header texts that carry no measure of their own.
    pub skip: LazyRegex,
    /// Heads over one whole side of a summary form.
    pub side: LazyRegex,
    /// Measures that the inner of two sums in one header group covers.
    pub inner_sum: Vec<String>,
    /// Measures that a fund named below them leaves what they are.
    pub funded: Vec<String>,
    /// Measures that never are a part of the sum beside them.
    pub aside: Vec<String>,
    /// Words at the front of a header text that leave its measure what it is.
    pub front: LazyRegex,
    /// Words at its back.
    pub back: LazyRegex,
    /// Measures by header text, in order.
    pub measures: Vec<Measure>,
    /// Measures of columns whose texts all carry none, by the lowest text.
    pub fallback: Vec<(String, LazyRegex)>,
    /// Funds, in order.
    pub funds: Vec<FundWords>,
    /// Phases by header text.
    pub phases: Vec<(Phase, LazyRegex)>,
    /// Phases that a note below a table gives to what its heads call the budget.
    pub noted: Vec<(Phase, LazyRegex)>,
}

/// How one measure is printed.
#[derive(Debug, Clone)]
pub struct Measure {
    /// Its stable name.
    pub code: String,
    /// A header text that states it.
    pub anywhere: LazyRegex,
    /// A header text that states it only as the lowest one of its column.
    pub lowest: LazyRegex,
    /// Where given, only below a header text that it matches.
    pub under: Option<LazyRegex>,
    /// Revenue or expenditure, where the measure is one of them in every form.
    pub flow: Option<Flow>,
}

/// How one fund is printed.
#[derive(Debug, Clone)]
pub struct FundWords {
    /// The fund.
    pub fund: Fund,
    /// A header text that decides whatever stands below it (上年结转 above 一般公共预算).
    pub governs: LazyRegex,
    /// A header text.
    pub header: LazyRegex,
    /// A row's name.
    pub label: LazyRegex,
    /// Found in the title of a table that is of this fund as a whole.
    pub title: Vec<LazyRegex>,
}

/// The longest measure code.
const CODE_LENGTH: usize = 40;

impl Measures {
    /// Out of vocabulary files, those that win first.
    pub(super) fn compile(layers: &[Layer]) -> Result<Measures, VocabularyError> {
        let codes = codes(layers)?;
        let code = |layer: &Layer, name: &Text| {
            let text = name.get_ref();
            if codes.contains_key(text) {
                return Ok(text.clone());
            }
            let reason =
                format!("`{text}` is no measure code; a [[code]] entry with its meaning would declare it");
            Err(layer.error(name, reason))
        };
        let (mut inner_sum, mut funded, mut aside) = (Vec::new(), Vec::new(), Vec::new());
        let (mut measures, mut fallback, mut funds, mut phases, mut noted) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for layer in layers {
            for name in &layer.raw.inner_sum {
                inner_sum.push(code(layer, name)?);
            }
            for name in &layer.raw.aside {
                aside.push(code(layer, name)?);
            }
            for name in &layer.raw.funded {
                funded.push(code(layer, name)?);
            }
            for entry in &layer.raw.measure {
                if entry.patterns.is_empty() {
                    filled(layer, &entry.code, &entry.lowest)?;
                }
                measures.push(Measure {
                    code: code(layer, &entry.code)?,
                    anywhere: whole_of(layer, &entry.patterns)?,
                    lowest: whole_of(layer, &entry.lowest)?,
                    under: match entry.under.as_slice() {
                        [] => None,
                        patterns => Some(whole_of(layer, patterns)?),
                    },
                    flow: match &entry.flow {
                        Some(name) => Some(known(layer, name, "flow", Flow::from_name)?),
                        None => None,
                    },
                });
            }
            for entry in &layer.raw.fallback {
                fallback.push((code(layer, &entry.code)?, filled(layer, &entry.code, &entry.patterns)?));
            }
            for entry in &layer.raw.fund {
                funds.push(FundWords {
                    fund: known(layer, &entry.fund, "fund", Fund::from_name)?,
                    governs: whole_of(layer, &entry.governs)?,
                    header: whole_of(layer, &entry.header)?,
                    label: whole_of(layer, &entry.label)?,
                    title: each(layer, &entry.title)?,
                });
            }
            for entry in &layer.raw.phase {
                let phase = known(layer, &entry.phase, "phase", Phase::from_name)?;
                phases.push((phase, filled(layer, &entry.phase, &entry.patterns)?));
                noted.extend(each(layer, &entry.note)?.into_iter().map(|note| (phase, note)));
            }
        }
        let joined = |pick: &dyn for<'a> Fn(&'a RawFile) -> &'a [Text]| {
            whole(layers.iter().flat_map(|layer| pick(&layer.raw).iter().map(move |text| (layer, text))))
        };
        let (skip, side) = (joined(&|raw| &raw.skip)?, joined(&|raw| &raw.side)?);
        let front = starting(
            layers.iter().flat_map(|layer| layer.raw.around.front.iter().map(move |text| (layer, text))),
        )?;
        let back = ending(
            layers.iter().flat_map(|layer| layer.raw.around.back.iter().map(move |text| (layer, text))),
        )?;
        Ok(Measures {
            codes,
            skip,
            side,
            inner_sum,
            funded,
            aside,
            front,
            back,
            measures,
            fallback,
            funds,
            phases,
            noted,
        })
    }

    /// The phase that notes give to what the heads of their table call the budget: 预算数为全年预算数.
    pub(crate) fn phase_of_notes(&self, notes: &[String]) -> Option<Phase> {
        let said = |pattern: &LazyRegex| notes.iter().any(|note| pattern.is_match(&squeeze(note)));
        self.noted.iter().find(|(_, pattern)| said(pattern)).map(|(phase, _)| *phase)
    }

    /// The fund that a row's name states.
    pub(crate) fn fund_of_row(&self, name: &str) -> Option<Fund> {
        self.funds.iter().find(|words| words.label.is_match(name)).map(|words| words.fund)
    }

    /// The fund that a title states for its whole table; none where it names several.
    pub(crate) fn fund_of_title(&self, title: &str) -> Option<Fund> {
        let mut named = self.funds.iter().filter(|words| words.title.iter().any(|p| p.is_match(title)));
        named.next().filter(|_| named.next().is_none()).map(|words| words.fund)
    }

    /// Revenue or expenditure, where a measure is one of them in every form.
    pub(crate) fn flow_of(&self, code: &str) -> Option<Flow> {
        self.measures.iter().find(|measure| measure.code == code).and_then(|measure| measure.flow)
    }

    /// The measure that a row's name states (三公 items and sources of revenue listed as rows).
    pub(crate) fn code_of_row(&self, name: &str) -> Option<&str> {
        let states = |measure: &&Measure| measure.under.is_none() && measure.anywhere.is_match(name);
        self.measures.iter().find(states).map(|measure| measure.code.as_str())
    }
}

/// The declared measure codes.
fn codes(layers: &[Layer]) -> Result<BTreeMap<String, String>, VocabularyError> {
    let mut codes = BTreeMap::new();
    // The built-in files stand last; a file on top of them is the one to be told of a clash.
    for layer in layers.iter().rev() {
        for entry in &layer.raw.code {
            let name = entry.code.get_ref();
            if !is_code_name(name) {
                let rule =
                    "small letters and digits in words joined by `_`, beginning with a letter, at most 40";
                return Err(
                    layer.error(&entry.code, format!("`{name}` is no name of a measure code: {rule}"))
                );
            }
            if entry.meaning.trim().is_empty() {
                return Err(layer.error(&entry.code, format!("`{name}` needs a meaning")));
            }
            if codes.insert(name.clone(), entry.meaning.clone()).is_some() {
                return Err(
                    layer.error(&entry.code, format!("the measure code `{name}` is already declared"))
                );
            }
        }
    }
    Ok(codes)
}

/// `basic_personnel`: words of small letters and digits, joined by single underscores.
fn is_code_name(name: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    name.len() <= CODE_LENGTH
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.split('_').all(is_word)
}
