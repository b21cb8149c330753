//! Words of headers, captions and notes (`headers.toml`).

use super::compile::{filled, known, whole, whole_of, whole_with_unit};
use super::layer::{Layer, RawFile, Text};
use crate::VocabularyError;
use mingxi_model::{ColumnRole, LazyRegex};

/// Words of headers, captions and notes.
#[derive(Debug, Clone)]
pub struct Headers {
    /// A caption line above a grid.
    pub caption: LazyRegex,
    /// A note below a grid.
    pub note: LazyRegex,
    /// A table's title.
    pub title: LazyRegex,
    /// A short line that may head a table without a title.
    pub heading: LazyRegex,
    /// 栏次.
    pub index: LazyRegex,
    /// Sums.
    pub total: LazyRegex,
    /// Labels with list numbering.
    pub numbered: LazyRegex,
    /// Header cells.
    pub header: LazyRegex,
    /// Names of budget units.
    pub unit_name: LazyRegex,
    /// A head over the code and the name of budget units (单位).
    pub unit_head: LazyRegex,
    /// Heads of columns of years in which something begins or ends (起始年度).
    pub period: LazyRegex,
    /// Header texts of the second, governmental classification.
    pub secondary: LazyRegex,
    /// Column roles by the lowest header text, in order.
    pub roles: Vec<(ColumnRole, LazyRegex)>,
    /// Units that headers and labels state, in order.
    pub units: Vec<UnitWords>,
}

/// Where one unit is printed.
#[derive(Debug, Clone)]
pub struct UnitWords {
    /// The unit.
    pub unit: String,
    /// A header text that states it for its column.
    pub header: LazyRegex,
    /// A row's name that states it for its row.
    pub label: LazyRegex,
    /// A header text under which it is not meant (车辆 under 固定资产 is worth money).
    pub not_under: LazyRegex,
}

impl Headers {
    /// Out of vocabulary files, those that win first.
    pub(super) fn compile(layers: &[Layer]) -> Result<Headers, VocabularyError> {
        let joined = |pick: &dyn for<'a> Fn(&'a RawFile) -> &'a [Text]| {
            whole(layers.iter().flat_map(|layer| pick(&layer.raw).iter().map(move |text| (layer, text))))
        };
        let mut roles = Vec::new();
        let mut units = Vec::new();
        for layer in layers {
            for entry in &layer.raw.role {
                let role = known(layer, &entry.role, "column role", role)?;
                roles.push((role, filled(layer, &entry.role, &entry.patterns)?));
            }
            for entry in &layer.raw.unit {
                units.push(UnitWords {
                    unit: entry.unit.clone(),
                    header: whole_of(layer, &entry.header)?,
                    label: whole_of(layer, &entry.label)?,
                    not_under: whole_of(layer, &entry.not_under)?,
                });
            }
        }
        let headers =
            layers.iter().flat_map(|layer| layer.raw.words.header.iter().map(move |text| (layer, text)));
        Ok(Headers {
            caption: joined(&|raw| &raw.frame.caption)?,
            note: joined(&|raw| &raw.frame.note)?,
            title: joined(&|raw| &raw.frame.title)?,
            heading: joined(&|raw| &raw.frame.heading)?,
            index: joined(&|raw| &raw.words.index)?,
            total: joined(&|raw| &raw.words.total)?,
            numbered: joined(&|raw| &raw.words.numbered)?,
            header: whole_with_unit(headers)?,
            unit_name: joined(&|raw| &raw.words.unit_name)?,
            unit_head: joined(&|raw| &raw.words.unit_head)?,
            period: joined(&|raw| &raw.words.period)?,
            secondary: joined(&|raw| &raw.secondary.patterns)?,
            roles,
            units,
        })
    }
}

fn role(name: &str) -> Option<ColumnRole> {
    Some(match name {
        "line_number" => ColumnRole::LineNumber,
        "unit_name" => ColumnRole::UnitName,
        "unit_code" => ColumnRole::UnitCode,
        "text" => ColumnRole::Text,
        "code_part" => ColumnRole::CodePart,
        "code" => ColumnRole::Code,
        "name" => ColumnRole::Name,
        _ => return None,
    })
}
