//! What a column counts, by the form it stands in and its header.

use super::{Money, Portion};
use crate::view::{Panel, TableView, is_summable};
use mingxi_model::{Column, ColumnRole, Flow, Fund, MoneyUnit, Phase, TableKind};
use std::collections::BTreeMap;

/// What the cells of a column count, whatever their rows are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Scope {
    pub flow: Flow,
    pub money: Money,
    pub portion: Portion,
    pub phase: Option<Phase>,
    /// The header names one of the three public expenses: its place in [`ITEMS`].
    pub item: Option<usize>,
}

/// Measures that are subjects of their own.
pub(crate) const ITEMS: &[&str] = &[
    "three_public_total",
    "overseas",
    "reception",
    "vehicles_total",
    "vehicles_purchase",
    "vehicles_operation",
    "meetings",
    "training",
    "agency_operation",
];

/// The scope of every column whose meaning is sure, by grid column. Columns of one panel that would count the
/// same are left out: one of them is misunderstood.
pub(super) fn scopes(view: &TableView<'_>, phase: Option<Phase>) -> BTreeMap<u32, Scope> {
    let mut scopes = BTreeMap::new();
    for panel in &view.panels {
        let mut by_scope: BTreeMap<Scope, Vec<u32>> = BTreeMap::new();
        for column in &panel.values {
            if let Some(scope) = scope(view, panel, column, phase) {
                by_scope.entry(scope).or_default().push(column.col);
            }
        }
        for (scope, columns) in by_scope {
            if let [only] = columns[..] {
                scopes.insert(only, scope);
            }
        }
    }
    scopes
}

fn scope(view: &TableView<'_>, panel: &Panel<'_>, column: &Column, phase: Option<Phase>) -> Option<Scope> {
    let is_money = column.unit.as_deref().is_none_or(|unit| MoneyUnit::parse(unit).is_some());
    let states = column.role == ColumnRole::Value && column.part_of.is_none() && is_summable(column);
    let phase = column.phase.or(phase);
    if !is_money || !states || matches!(phase, Some(Phase::Change | Phase::PriorYear)) {
        return None;
    }
    let base = base(view, column, phase)?;
    let scope = by_measure(base, column, view.table.kind)?;
    // Beside a column of carried-over money, a fund's column counts the year's own.
    let is_carried = |other: &Column| other.fund == Some(Fund::CarryOver);
    let is_own = column.fund.is_some() && panel.values.iter().any(|other| is_carried(other));
    (!is_own || scope.flow == Flow::Revenue).then_some(scope)
}

/// What the form as a whole counts.
fn base(view: &TableView<'_>, column: &Column, phase: Option<Phase>) -> Option<Scope> {
    use TableKind::*;
    let expenditure = |money, portion| Some((Flow::Expenditure, money, portion));
    let general = Money::Only(Fund::GeneralPublicBudget);
    let (flow, money, portion) = match view.table.kind {
        RevenueExpenditureSummary => (column.flow?, Money::All, Portion::All),
        FiscalAppropriationSummary => (column.flow?, Money::Appropriation, Portion::All),
        RevenueSummary => (Flow::Revenue, Money::All, Portion::All),
        ExpenditureSummary | EconomicSummary => expenditure(Money::All, Portion::All)?,
        GeneralBudgetExpenditure | GeneralBudgetExpenditureEconomic if is_of_all_funds(view) => return None,
        GeneralBudgetExpenditure | GeneralBudgetExpenditureEconomic => expenditure(general, Portion::All)?,
        GeneralBudgetBasicExpenditureFunctional | GeneralBudgetBasicExpenditureEconomic => {
            expenditure(general, Portion::Basic)?
        }
        FiscalAppropriationExpenditure => expenditure(Money::Appropriation, Portion::All)?,
        FiscalAppropriationBasicExpenditure => expenditure(Money::Appropriation, Portion::Basic)?,
        GovernmentFund => (fund_flow(view, column)?, Money::Only(Fund::GovernmentFund), Portion::All),
        StateCapital => (fund_flow(view, column)?, Money::Only(Fund::StateCapital), Portion::All),
        ProjectExpenditure => expenditure(Money::All, Portion::Project)?,
        ThreePublic => expenditure(general, Portion::All)?,
        _ => return None,
    };
    Some(Scope { flow, money, portion, phase, item: None })
}

/// Whether a form has columns of money that the general budget does not have (经营支出, 上缴上级支出): it may
/// then be a form of all funds, whatever it was taken for, and is compared with none.
fn is_of_all_funds(view: &TableView<'_>) -> bool {
    const FURTHER: [&str; 3] = ["operating_expenditure", "remitted_to_superior", "subsidy_to_affiliated"];
    view.columns()
        .any(|column| column.measure_code.as_deref().is_some_and(|measure| FURTHER.contains(&measure)))
}

/// In a form of one fund a column without a flow states expenditure, unless the form has revenue too.
fn fund_flow(view: &TableView<'_>, column: &Column) -> Option<Flow> {
    let has_revenue = view.columns().any(|other| other.flow == Some(Flow::Revenue));
    column.flow.or((!has_revenue).then_some(Flow::Expenditure))
}

/// Narrows the form's scope down by the column's own measure.
fn by_measure(base: Scope, column: &Column, kind: TableKind) -> Option<Scope> {
    let measure = column.measure_code.as_deref()?;
    let with_fund = match (base.money, column.fund) {
        (_, None) => Some(base.money),
        (_, Some(Fund::CarryOver)) => None,
        (Money::Only(own), Some(fund)) => (own == fund).then_some(base.money),
        (Money::Appropriation | Money::All, Some(fund)) => Some(Money::Only(fund)),
    };
    let scope = Scope { money: with_fund?, ..base };
    if let Some(item) = ITEMS.iter().position(|item| *item == measure) {
        return (kind == TableKind::ThreePublic).then_some(Scope { item: Some(item), ..scope });
    }
    let is_expenditure = base.flow == Flow::Expenditure;
    let portion = match measure {
        "total" | "amount" if column.fund.is_none() => Some(base.portion),
        // A table of revenue prints carried-over money apart from its sources.
        "fiscal_appropriation" if kind == TableKind::RevenueSummary => {
            return Some(Scope { money: Money::Appropriation, portion: Portion::YearsOwn, ..scope });
        }
        _ if column.fund.is_some() && !is_expenditure => Some(Portion::YearsOwn),
        _ if column.fund.is_some() => Some(base.portion),
        "current_year_expenditure" if is_expenditure => Some(base.portion),
        "current_year_revenue" if !is_expenditure => Some(Portion::YearsOwn),
        _ => expenditure_portion(measure, &column.path).filter(|_| is_expenditure),
    }?;
    let is_within = base.portion == Portion::All
        || base.portion == portion
        || (base.portion == Portion::Basic && is_basic(portion))
        || (base.portion == Portion::Project
            && matches!(portion, Portion::ProjectOperating | Portion::ProjectSpecific));
    is_within.then_some(Scope { portion, ..scope })
}

/// Whether a portion is part of 基本支出.
fn is_basic(portion: Portion) -> bool {
    use Portion::*;
    matches!(portion, Personnel | Public | BasicWages | BasicIndividuals | BasicGoods)
}

/// The portion that a measure names. 工资福利支出 and the like are parts of 基本支出 only under its header.
pub(super) fn expenditure_portion(measure: &str, path: &[String]) -> Option<Portion> {
    let is_under_basic = || path.iter().any(|text| text.contains("基本支出"));
    Some(match measure {
        "basic" => Portion::Basic,
        "basic_personnel" => Portion::Personnel,
        "basic_public" => Portion::Public,
        "basic_wages" if is_under_basic() => Portion::BasicWages,
        "basic_individuals" if is_under_basic() => Portion::BasicIndividuals,
        "basic_goods_services" if is_under_basic() => Portion::BasicGoods,
        "project" => Portion::Project,
        "project_operating" => Portion::ProjectOperating,
        "project_specific" => Portion::ProjectSpecific,
        "operating_expenditure" => Portion::Operating,
        _ => return None,
    })
}
