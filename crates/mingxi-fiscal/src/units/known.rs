//! The names that a document prints as budget units: the agency's own, those beside unit codes, those in columns of
//! units and in captions, and the prose, which lists the units of a department.

use crate::codes::{CodeVocabulary, name_key, names_organisation};
use mingxi_model::text::squeeze;
use mingxi_model::{ColumnRole, DocumentFacts, Paragraph, Table};
use std::collections::BTreeSet;

/// Names kept; a department has some hundreds of units at most.
const NAMES: usize = 10_000;
/// Characters below which the prose mentions a name by chance: 办公室, 市财政局.
const LONG_ENOUGH: usize = 6;

/// What a document says of its budget units.
pub(super) struct KnownUnits {
    /// Bare names of units, by whatever prints them as such.
    certain: BTreeSet<String>,
    /// The bare name of the agency whose budget it is.
    agency: Option<String>,
    /// All prose without white space.
    prose: String,
}

impl KnownUnits {
    pub(super) fn new(
        tables: &[Table],
        facts: &DocumentFacts,
        prose: &[Paragraph],
        codes: &CodeVocabulary,
    ) -> KnownUnits {
        let agency = facts.agency_name.as_deref().map(bare).filter(|name| !name.is_empty());
        let mut certain: BTreeSet<String> = agency.iter().cloned().collect();
        certain.extend(facts.agency_name_as_printed.as_deref().map(bare));
        for table in tables {
            let units = table.labels.iter().filter_map(|label| label.unit_name.as_deref());
            certain.extend(units.map(bare).filter(|name| is_name(name, codes)));
            let captions = table.captions.iter().filter_map(|caption| in_caption(caption));
            certain.extend(captions.map(|name| bare(&name)).filter(|name| is_name(name, codes)));
            for column in table.columns.iter().filter(|column| column.role == ColumnRole::UnitName) {
                let texts = (table.header_rows..table.grid.rows())
                    .filter_map(|row| table.grid.starts_at(row, column.col))
                    .map(|cell| bare(&cell.text));
                certain.extend(texts.filter(|name| is_name(name, codes)));
            }
            if certain.len() > NAMES {
                break;
            }
        }
        certain.remove("");
        let prose = prose.iter().map(|paragraph| squeeze(&paragraph.text)).collect::<Vec<_>>().join("\n");
        KnownUnits { certain, agency, prose }
    }

    /// Whether the document prints the name as that of a unit.
    pub(super) fn has(&self, name: &str) -> bool {
        self.certain.contains(&bare(name))
    }

    /// Whether a name begins with that of the agency, as those of its institutions often do.
    pub(super) fn begins_with_agency(&self, name: &str) -> bool {
        self.agency.as_deref().is_some_and(|agency| name.len() > agency.len() && name.starts_with(agency))
    }

    /// Whether the prose mentions a name that is too long to be met by chance.
    pub(super) fn is_in_prose(&self, name: &str) -> bool {
        let name = bare(name);
        name.chars().count() >= LONG_ENOUGH && self.prose.contains(&name)
    }
}

/// A name without what says which part of the agency is meant: （本级）, （机关）, （汇总）, 本级.
pub(super) fn bare(name: &str) -> String {
    let name = squeeze(name);
    let before_bracket = name.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let name = match before_bracket {
        Some((head, scope)) if scope.chars().count() <= 4 => head,
        _ => name.as_str(),
    };
    let name = ["本级", "机关", "汇总"].iter().find_map(|scope| name.strip_suffix(scope)).unwrap_or(name);
    name.to_owned()
}

/// Whether a text may be a unit's name: no class of the classifications, and long enough to be one's own.
fn is_name(name: &str, codes: &CodeVocabulary) -> bool {
    name.chars().count() >= 4 && codes.codes_named(&name_key(name)).next().is_none()
}

/// The organisation in 部门名称：…, 单位：…, 编制单位：….
fn in_caption(caption: &str) -> Option<String> {
    let caption = squeeze(caption);
    let (head, name) = caption.split_once(':')?;
    let says_unit = (head.contains("部门") || head.contains("单位")) && head.chars().count() <= 8;
    (says_unit && names_organisation(name)).then(|| name.to_owned())
}
