//! The headline measures of an agency's year, from `schemas/export/headline.toml`.

use serde::Deserialize;
use std::collections::BTreeMap;

const SOURCE: &str = include_str!("../../../schemas/export/headline.toml");

/// The headline measures, and the phase that a stage is about.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Headlines {
    phase: BTreeMap<String, String>,
    /// In the order of the columns.
    #[serde(rename = "headline")]
    pub list: Vec<Headline>,
}

/// A measure.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Headline {
    /// Name of its column.
    pub name: String,
    /// Heading in Chinese.
    pub zh: String,
    /// What it states.
    pub what: String,
    /// Where it stands, the best place first.
    pub from: Vec<Candidate>,
}

/// A place: what is not named may be anything.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    kind: String,
    flow: Option<String>,
    role: Option<String>,
    #[serde(default)]
    item: Vec<String>,
}

/// What is asked of a line item.
#[derive(Debug, Clone, Copy)]
pub struct Stated<'a> {
    /// `stage` of the document.
    pub stage: Option<&'a str>,
    /// `table_kind`.
    pub kind: Option<&'a str>,
    /// `flow`.
    pub flow: Option<&'a str>,
    /// `row_role`.
    pub role: Option<&'a str>,
    /// `item_code`.
    pub item: Option<&'a str>,
    /// `phase`.
    pub phase: Option<&'a str>,
}

impl Headlines {
    /// Reads the built-in file.
    ///
    /// # Errors
    /// The file has a mistake; a test keeps it free of them.
    pub fn built_in() -> Result<Headlines, String> {
        toml::from_str(SOURCE).map_err(|error| format!("schemas/export/headline.toml: {error}"))
    }

    /// Whether a number belongs to the phase that its document's stage is about.
    pub fn is_of_stage(&self, stated: Stated<'_>) -> bool {
        let wanted = stated.stage.and_then(|stage| self.phase.get(stage));
        match (wanted, stated.phase) {
            (Some(wanted), Some(phase)) => wanted == phase,
            _ => true,
        }
    }
}

impl Headline {
    /// The rank of the first candidate that a number satisfies, 0 for the best.
    pub fn rank(&self, stated: Stated<'_>) -> Option<usize> {
        self.from.iter().position(|candidate| candidate.admits(stated))
    }
}

impl Candidate {
    fn admits(&self, stated: Stated<'_>) -> bool {
        let is_item = |item: &str| self.item.iter().any(|known| known == item);
        stated.kind == Some(self.kind.as_str())
            && (self.flow.is_none() || stated.flow == self.flow.as_deref())
            && (self.role.is_none() || stated.role == self.role.as_deref())
            && (self.item.is_empty() || stated.item.is_some_and(is_item))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingxi_engine::dataset::Dataset;

    /// The listed values of a column of line_items.
    fn listed(column: &str) -> Vec<&'static str> {
        let columns = Dataset::LineItems.spec().columns;
        let column = columns.into_iter().find(|spec| spec.name == column).unwrap();
        column.values.iter().map(|(value, _)| *value).collect()
    }

    #[test]
    fn candidates_name_what_there_is() {
        let headlines = Headlines::built_in().unwrap();
        for (stage, phase) in &headlines.phase {
            assert!(listed("stage").contains(&stage.as_str()), "{stage}");
            assert!(listed("phase").contains(&phase.as_str()), "{phase}");
        }
        for headline in &headlines.list {
            assert!(headline.name.ends_with("_yuan"), "{}", headline.name);
            for candidate in &headline.from {
                assert!(listed("table_kind").contains(&candidate.kind.as_str()), "{candidate:?}");
                assert!(
                    candidate.flow.iter().all(|flow| listed("flow").contains(&flow.as_str())),
                    "{candidate:?}"
                );
                assert!(candidate.role.iter().all(|role| listed("row_role").contains(&role.as_str())));
                assert!(candidate.item.iter().all(|item| listed("item_code").contains(&item.as_str())));
            }
        }
    }

    #[test]
    fn the_best_place_counts() {
        let headlines = Headlines::built_in().unwrap();
        let revenue = headlines.list.iter().find(|headline| headline.name == "revenue_yuan").unwrap();
        let summary = Stated {
            stage: Some("budget"),
            kind: Some("revenue_expenditure_summary"),
            flow: Some("revenue"),
            role: Some("total"),
            item: Some("total"),
            phase: Some("approved"),
        };
        assert_eq!(revenue.rank(summary), Some(0));
        assert_eq!(revenue.rank(Stated { flow: Some("expenditure"), ..summary }), None);
        assert_eq!(revenue.rank(Stated { kind: Some("revenue_summary"), ..summary }), Some(1));
        assert!(headlines.is_of_stage(summary));
        assert!(!headlines.is_of_stage(Stated { phase: Some("prior_year"), ..summary }));
        assert!(headlines.is_of_stage(Stated { phase: None, ..summary }));
    }
}
