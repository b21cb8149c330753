//! What the rows of a panel classify by, and panels that list the same money once more.

use crate::codes::{CodeSystem, CodeVocabulary, name_key};
use crate::units::is_unit_row;
use crate::{Form, Vocabulary};
use mingxi_model::{Classification, Column, ColumnRole, Flow, RowLabel, RowRole, Table};
use std::cell::OnceCell;

/// What the rows of a table classify by; what all rows of a panel say together is asked once.
pub(crate) struct Classes<'a> {
    table: &'a Table,
    form: &'a Form,
    vocabulary: &'a Vocabulary,
    panels: Vec<Panel>,
}

/// What all rows of a panel say together.
#[derive(Clone, Default)]
struct Panel {
    named: OnceCell<Option<Classification>>,
    lists_units: OnceCell<bool>,
}

impl<'a> Classes<'a> {
    pub(crate) fn new(table: &'a Table, form: &'a Form, vocabulary: &'a Vocabulary) -> Classes<'a> {
        let panels = table.columns.iter().map(|column| column.panel as usize + 1).max().unwrap_or(0);
        Classes { table, form, vocabulary, panels: vec![Panel::default(); panels] }
    }

    fn by_names(&self, panel: u32) -> Option<Classification> {
        let named = || by_names(self.table, panel, &self.vocabulary.codes);
        *self.panels[panel as usize].named.get_or_init(named)
    }

    fn lists_units(&self, panel: u32) -> bool {
        *self.panels[panel as usize].lists_units.get_or_init(|| lists_units(self.table, panel))
    }

    /// Panels that list the same money once more by another classification (支出功能分类 | 部门经济分类): their rows are
    /// leaves of no sum of the table.
    pub(crate) fn repeated_lists(&self) -> Vec<u32> {
        let of_panel = |panel: u32| {
            let mut own = self.table.columns.iter().filter(|column| column.panel == panel);
            let flow = own.clone().find(|column| column.role == ColumnRole::Value)?.flow?;
            let list = own.find_map(|column| {
                self.vocabulary.kinds.list(&column.measure()).filter(|_| is_label_column(column.role))
            });
            let list = list.or_else(|| self.by_names(panel).map(Some))?;
            Some((flow, list))
        };
        let panels = 0..self.panels.len() as u32;
        let lists: Vec<Option<(Flow, Option<Classification>)>> = panels.clone().map(of_panel).collect();
        let repeats = |panel: &u32| {
            let own = lists[*panel as usize];
            own.is_some_and(|(flow, list)| {
                let before = lists[..*panel as usize].iter().flatten();
                before.into_iter().any(|(other, before)| *other == flow && *before != list)
            })
        };
        panels.filter(repeats).collect()
    }

    /// What a row classifies by: its unit, its form, its code, or what the header over the labels says.
    pub(crate) fn of(&self, column: &Column, label: &RowLabel) -> Option<Classification> {
        let Classes { table, form, vocabulary, .. } = self;
        let by_names = || self.by_names(column.panel);
        if is_unit_row(label) {
            return Some(Classification::Unit);
        }
        // A list of projects may print the classes above them, or be one of classes.
        let names_class = || {
            let printed = label.code.as_deref().zip(label.name.as_deref());
            printed.is_some_and(|(code, name)| vocabulary.codes.agree(code, name))
        };
        if form.is_fixed && !(form.classification == Some(Classification::Project) && names_class()) {
            return form.classification;
        }
        if label.role == Some(RowRole::Total) && self.lists_units(column.panel) {
            return Some(Classification::Unit);
        }
        let by_code = label.code.as_deref().and_then(|code| match (code.len(), code.as_bytes().first()) {
            (3 | 5 | 7, Some(b'2')) => Some(Classification::Functional),
            (3 | 5 | 7, Some(b'3')) => Some(Classification::Economic),
            (3 | 5, Some(b'5')) => Some(Classification::GovernmentEconomic),
            _ => None,
        });
        if by_code.is_some() {
            return by_code;
        }
        let is_label = |other: &&Column| other.panel == column.panel && is_label_column(other.role);
        // Columns of sources, without a label for the only row.
        if !table.columns.iter().any(|other| is_label(&other)) {
            return (form.flow == Some(Flow::Revenue)).then_some(Classification::RevenueSource);
        }
        let over_labels =
            table.columns.iter().filter(is_label).find_map(|label| vocabulary.kinds.list(&label.measure()));
        if let Some(listed) = over_labels {
            return listed.or_else(by_names);
        }
        if column.flow != Some(Flow::Revenue)
            && let Some(named) = by_names()
        {
            return Some(named);
        }
        match (form.classification, column.flow) {
            // Side by side, what comes is listed by its source and what goes by its function.
            (None, Some(Flow::Revenue)) => Some(Classification::RevenueSource),
            (None, Some(Flow::Expenditure)) if form.flow.is_none() => Some(Classification::Functional),
            (by_form, Some(Flow::Revenue)) if form.flow != Some(Flow::Revenue) => {
                by_form.and(Some(Classification::RevenueSource))
            }
            // A list of revenue without codes is one of sources.
            (Some(_), _) if form.flow == Some(Flow::Revenue) && !has_codes(table, column.panel) => {
                Some(Classification::RevenueSource)
            }
            (by_form, _) => by_form,
        }
    }
}

/// Whether all rows of a panel but its totals are units: they classify what the total adds up.
fn lists_units(table: &Table, panel: u32) -> bool {
    let is_listed = |label: &&RowLabel| {
        label.panel == panel
            && label.role != Some(RowRole::Total)
            && (label.name.is_some() || label.code.is_some())
    };
    let mut listed = table.labels.iter().filter(is_listed).peekable();
    listed.peek().is_some() && listed.all(is_unit_row)
}

/// Whether the rows of a panel have a column for codes.
fn has_codes(table: &Table, panel: u32) -> bool {
    let is_code = |role| matches!(role, ColumnRole::Code | ColumnRole::CodePart);
    table.columns.iter().any(|column| column.panel == panel && is_code(column.role))
}

fn is_label_column(role: ColumnRole) -> bool {
    matches!(role, ColumnRole::Code | ColumnRole::CodePart | ColumnRole::Name)
}

/// The classification whose classes the rows of a panel name without codes, where its head does not say it: half of the
/// rows name classes of it, and more than of any other. 其他支出 is a class of three and decides nothing.
fn by_names(table: &Table, panel: u32, codes: &CodeVocabulary) -> Option<Classification> {
    const ENOUGH: usize = 3;
    const SYSTEMS: [(CodeSystem, Classification); 3] = [
        (CodeSystem::Functional, Classification::Functional),
        (CodeSystem::Economic, Classification::Economic),
        (CodeSystem::GovernmentEconomic, Classification::GovernmentEconomic),
    ];
    let is_item = |label: &&RowLabel| label.panel == panel && label.role != Some(RowRole::Total);
    let (mut named, mut rows, mut weights) = (0, [0usize; 3], [0usize; 3]);
    for label in table.labels.iter().filter(is_item) {
        let Some(name) = label.name.as_deref().filter(|_| label.code.is_none()) else { continue };
        named += 1;
        let key = name_key(name);
        for (at, (system, _)) in SYSTEMS.iter().enumerate() {
            let shortest = codes.named_in(*system, &key).map(str::len).min();
            rows[at] += usize::from(shortest.is_some());
            // 商品和服务支出 is 302 and 50502: a list of names names classes rather than what is inside them.
            weights[at] += shortest.map_or(0, |length| if length == 3 { 2 } else { 1 });
        }
    }
    let best = (0..weights.len()).max_by_key(|at| weights[*at])?;
    let is_alone = (0..weights.len()).all(|at| at == best || weights[at] < weights[best]);
    (is_alone && rows[best] >= ENOUGH && rows[best] * 2 >= named).then_some(SYSTEMS[best].1)
}
