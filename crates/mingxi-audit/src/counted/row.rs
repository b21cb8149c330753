//! What a row counts, and with it each of its cells.

use super::column::{ITEMS, Scope, expenditure_portion};
use super::{Key, Money, Portion, Subject};
use crate::tables::Tables;
use crate::view::{Entry, Node, NodeKind, Spot, TableView, TotalClass, total_class};
use mingxi_model::text::squeeze;
use mingxi_model::{Flow, Fund, TableKind};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Rows above a row that are looked at: forms nest five deep, and a damaged table may nest without end.
const DEEPEST: usize = 32;

/// Names of 类 of the functional classification, with their code; none where two codes share the name.
pub(super) type Names = BTreeMap<String, Option<String>>;

/// Collects the names that tables with codes give the 类, so that tables without codes can be compared.
pub(super) fn functional_names(tables: &Tables<'_>) -> Names {
    let mut names = Names::new();
    let nodes = tables.tables.iter().flat_map(|view| &view.nodes);
    for node in nodes.filter(|node| node.kind == NodeKind::Coded && node.label.level == Some(1)) {
        if let (Some(name), Some(code)) = (&node.label.name, &node.label.code)
            && code.starts_with('2')
        {
            names
                .entry(squeeze(name))
                .and_modify(|known| {
                    if known.as_ref() != Some(code) {
                        *known = None;
                    }
                })
                .or_insert_with(|| Some(code.clone()));
        }
    }
    names
}

/// The keys of one list's cells.
pub(super) fn cells(
    tables: &Tables<'_>,
    table: usize,
    list: usize,
    columns: &BTreeMap<u32, Scope>,
    names: &Names,
) -> BTreeMap<Key, Vec<Spot>> {
    let view = &tables.tables[table];
    let whole = whole(tables, table, list);
    let may_repeat = view.list_nodes[list].clone().any(|index| {
        let node = &view.nodes[index];
        node.kind == NodeKind::Unit || node.label.secondary_code.is_some() || node.label.unit_code.is_some()
    });
    let mut cells: BTreeMap<Key, Vec<(usize, Spot)>> = BTreeMap::new();
    for index in view.list_nodes[list].clone() {
        let node = &view.nodes[index];
        for (ordinal, column) in view.panels[node.panel].values.iter().enumerate() {
            let Some(scope) = columns.get(&column.col) else {
                continue;
            };
            let Some(key) = key(view, node, index, *scope, whole == Some(index), names) else {
                continue;
            };
            let Some(spot) = tables.spot(table, node, ordinal) else {
                continue;
            };
            if is_filled(tables, spot) {
                cells.entry(key).or_default().push((index, spot));
            }
        }
    }
    cells.retain(|key, found| {
        found.len() == 1 || (may_repeat && key.subject != Subject::Total && !are_nested(view, found))
    });
    let spots = |found: Vec<(usize, Spot)>| found.into_iter().map(|(_, spot)| spot).collect();
    cells.into_iter().map(|(key, found)| (key, spots(found))).collect()
}

/// A number, or a blank that stands for zero.
fn is_filled(tables: &Tables<'_>, spot: Spot) -> bool {
    match tables.entry(spot) {
        Entry::Number(item) => item.amount.yuan.is_some(),
        Entry::Blank => tables.tables[spot.table].is_filled_around(spot.row, spot.col),
        Entry::Unclear => false,
    }
}

/// Whether one of the rows contains another.
fn are_nested(view: &TableView<'_>, found: &[(usize, Spot)]) -> bool {
    let set: BTreeSet<usize> = found.iter().map(|(index, _)| *index).collect();
    found.iter().any(|(index, _)| ancestors(view, *index).any(|above| set.contains(&above)))
}

fn ancestors<'v>(view: &'v TableView<'_>, index: usize) -> impl Iterator<Item = usize> + 'v {
    std::iter::successors(view.nodes[index].parent, |above| view.nodes[*above].parent).take(DEEPEST)
}

/// The row that counts the whole list without what is carried over: 本年支出合计, or the only total of a list
/// in which nothing is carried over. For a list of revenue the row of everything.
pub(super) fn whole(tables: &Tables<'_>, table: usize, list: usize) -> Option<usize> {
    let view = &tables.tables[table];
    let totals = view.totals(list);
    let of_class = |class: TotalClass| {
        let mut found = totals
            .iter()
            .copied()
            .filter(|index| total_class(view.nodes[*index].label.name.as_deref()) == class);
        (found.next(), found.next())
    };
    let is_summary = matches!(
        view.table.kind,
        TableKind::RevenueExpenditureSummary | TableKind::FiscalAppropriationSummary
    );
    let flow = view.lists[list].last().and_then(|panel| view.panels[*panel].flow());
    match (of_class(TotalClass::CurrentYear), of_class(TotalClass::Grand)) {
        ((Some(own), None), _) if !is_summary || flow == Some(Flow::Expenditure) => Some(own),
        (_, (Some(grand), None)) if !is_summary || flow == Some(Flow::Revenue) => Some(grand),
        ((None, _), (Some(grand), None)) => {
            let range = view.list_nodes[list].clone();
            let is_carried =
                |index: usize| is_carry_over(&view.nodes[index]) && has_number(tables, table, index);
            (!range.into_iter().any(is_carried)).then_some(grand)
        }
        _ => None,
    }
}

fn is_carry_over(node: &Node<'_>) -> bool {
    matches!(node.label.measure_code.as_deref(), Some("opening_balance" | "closing_balance"))
        || (node.kind != NodeKind::Total
            && node
                .label
                .name
                .as_deref()
                .is_some_and(|name| crate::view::contains_any(name, &["结转", "结余"])))
}

fn has_number(tables: &Tables<'_>, table: usize, index: usize) -> bool {
    let node = &tables.tables[table].nodes[index];
    let columns = 0..tables.tables[table].panels[node.panel].values.len();
    columns.filter_map(|ordinal| tables.spot(table, node, ordinal)).any(|spot| tables.is_number(spot))
}

/// What a cell counts, by its row and its column's scope.
fn key(
    view: &TableView<'_>,
    node: &Node<'_>,
    index: usize,
    scope: Scope,
    is_whole: bool,
    names: &Names,
) -> Option<Key> {
    let kind = view.table.kind;
    let key =
        |subject, money, portion| Some(Key { subject, flow: scope.flow, money, portion, phase: scope.phase });
    if let Some(item) = scope.item {
        let subject = Subject::Item(ITEMS[item].to_owned());
        return is_whole_of_columns(view, node, is_whole)
            .then(|| key(subject, scope.money, scope.portion))?;
    }
    let measure = node.label.measure_code.as_deref();
    if kind == TableKind::ThreePublic {
        let item = measure.filter(|measure| ITEMS.contains(measure))?;
        return key(Subject::Item(item.to_owned()), scope.money, scope.portion);
    }
    match node.kind {
        NodeKind::Memo => None,
        _ if is_whole => key(Subject::Total, scope.money, whole_portion(view, node, scope)),
        NodeKind::Total => match measure {
            Some("current_year_revenue") if scope.flow == Flow::Revenue => {
                key(Subject::Total, scope.money, Portion::YearsOwn)
            }
            Some("basic_personnel" | "basic_public") if is_basic_list(kind) => {
                key(Subject::Total, scope.money, expenditure_portion(measure?, &[])?)
            }
            _ => None,
        },
        NodeKind::Coded => key(coded(kind, node)?, scope.money, coded_portion(view, scope)),
        NodeKind::Unit => key(Subject::Unit(node.label.code.clone()?), scope.money, scope.portion),
        NodeKind::Plain if kind == TableKind::ProjectExpenditure => {
            let name = squeeze(node.label.name.as_deref()?);
            node.children.is_empty().then(|| key(Subject::Project(name), scope.money, scope.portion))?
        }
        NodeKind::Plain if is_summary(kind) && scope.portion == Portion::All => {
            plain(view, node, index, scope, names)
        }
        NodeKind::Plain => None,
    }
}

fn is_summary(kind: TableKind) -> bool {
    matches!(kind, TableKind::RevenueExpenditureSummary | TableKind::FiscalAppropriationSummary)
}

fn is_basic_list(kind: TableKind) -> bool {
    matches!(
        kind,
        TableKind::GeneralBudgetBasicExpenditureEconomic | TableKind::FiscalAppropriationBasicExpenditure
    )
}

/// In a list of several totals the last of which is 人员经费合计, the total's own name says what it counts; in
/// the total row of an ordinary list the column does.
fn whole_portion(view: &TableView<'_>, node: &Node<'_>, scope: Scope) -> Portion {
    let named = node.label.measure_code.as_deref();
    match named.and_then(|measure| expenditure_portion(measure, &[])) {
        Some(portion) if is_basic_list(view.table.kind) => portion,
        _ => scope.portion,
    }
}

/// Whether a row with one of the three public expenses in every column counts the whole table.
fn is_whole_of_columns(view: &TableView<'_>, node: &Node<'_>, is_whole: bool) -> bool {
    is_whole || (view.rows.len() == 1 && view.rows[0] == node.row)
}

/// The code of a row, with its classification.
fn coded(kind: TableKind, node: &Node<'_>) -> Option<Subject> {
    let code = node.label.code.clone()?;
    node.label.level?;
    match code.as_bytes().first()? {
        b'2' => Some(Subject::Functional(code)),
        b'3' if !matches!(kind, TableKind::RevenueExpenditureSummary) => Some(Subject::Economic(code)),
        _ => None,
    }
}

/// Where the panels of a table print 人员经费 and 公用经费 apart, a code counts all of 基本支出: it stands in
/// one of them only.
fn coded_portion(view: &TableView<'_>, scope: Scope) -> Portion {
    let is_split = is_basic_list(view.table.kind)
        && view.panels.len() > 1
        && view.panels.iter().all(|panel| panel.values.len() == 1);
    match scope.portion {
        Portion::Personnel | Portion::Public if is_split => Portion::Basic,
        portion => portion,
    }
}

/// A row of a summary that is known by its name.
fn plain(view: &TableView<'_>, node: &Node<'_>, index: usize, scope: Scope, names: &Names) -> Option<Key> {
    let key =
        |subject, money, portion| Some(Key { subject, flow: scope.flow, money, portion, phase: scope.phase });
    let is_in_carry_over = ancestors(view, index).any(|above| is_carry_over(&view.nodes[above]));
    if is_in_carry_over || is_carry_over(node) {
        return None;
    }
    let measure = node.label.measure_code.as_deref();
    match (scope.flow, measure) {
        (Flow::Expenditure, Some(measure)) => {
            key(Subject::Total, scope.money, expenditure_portion(measure, &[])?)
        }
        (Flow::Expenditure, None) => {
            let code = names.get(&squeeze(node.label.name.as_deref()?))?.clone()?;
            key(Subject::Functional(code), scope.money, scope.portion)
        }
        (Flow::Revenue, Some(measure)) => {
            let money = match (scope.money, money_of(measure)?) {
                (Money::All, named) => named,
                (Money::Appropriation, named @ Money::Only(_)) => named,
                (own, named) if own == named => own,
                _ => return None,
            };
            key(Subject::Total, money, Portion::YearsOwn)
        }
        (Flow::Revenue, None) => None,
    }
}

/// Whose money a row of revenue is.
fn money_of(measure: &str) -> Option<Money> {
    let fund = match measure {
        "fiscal_appropriation" => return Some(Money::Appropriation),
        "general_public_budget" => Fund::GeneralPublicBudget,
        "government_fund" => Fund::GovernmentFund,
        "state_capital" => Fund::StateCapital,
        "special_account" => Fund::SpecialAccount,
        "business_revenue" => Fund::Business,
        "operating_revenue" => Fund::Operating,
        "superior_subsidy" => Fund::SuperiorSubsidy,
        "affiliated_remittance" => Fund::Affiliated,
        "other_revenue" | "other_funds" => Fund::Other,
        _ => return None,
    };
    Some(Money::Only(fund))
}

/// Amounts of the rows and columns that carry money over the end of a year, in yuan and without zeros.
pub(super) fn carried(tables: &Tables<'_>) -> BTreeSet<Decimal> {
    let mut carried = BTreeSet::new();
    for (table, view) in tables.tables.iter().enumerate() {
        for node in &view.nodes {
            let is_row = node.kind != NodeKind::Coded && is_carry_over(node);
            for (ordinal, column) in view.panels[node.panel].values.iter().enumerate() {
                let is_column = column.fund == Some(Fund::CarryOver)
                    || matches!(column.measure_code.as_deref(), Some("opening_balance" | "closing_balance"));
                let entry = tables.spot(table, node, ordinal).map(|spot| tables.entry(spot));
                if let (true, Some(Entry::Number(item))) = (is_row || is_column, entry) {
                    carried.extend(item.amount.yuan.filter(|yuan| !yuan.is_zero()).map(|yuan| yuan.abs()));
                }
            }
        }
    }
    carried
}
