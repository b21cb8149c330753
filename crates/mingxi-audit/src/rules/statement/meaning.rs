//! What a sentence may be about: the keys of counted things, the likeliest first.

use super::names::Names;
use crate::context::contains_any;
use crate::counted::{ITEMS, Key, Money, Portion, Subject};
use mingxi_model::text::squeeze;
use mingxi_model::{Flow, Fund, Phase, Stage, Statement};

/// What is counted, which side it is on, and which part of it.
type About = (Subject, Flow, Portion);

/// What a statement may be about, the likeliest first.
pub(super) struct Meaning {
    pub(super) keys: Vec<Key>,
    /// Whether nothing else can be meant.
    pub(super) is_sure: bool,
}

/// Words of a sentence about some of the projects, whose amounts are no totals of the document.
const SOME_PROJECTS: &[&str] = &["涉及", "绩效目标", "绩效自评", "绩效评价"];

pub(super) fn meaning(statement: &Statement, stage: Option<Stage>, names: &Names) -> Option<Meaning> {
    if contains_any(&statement.sentence, SOME_PROJECTS) {
        return None;
    }
    let subject = squeeze(statement.subject.as_deref()?);
    let phase = phase(&subject, stage);
    let keys = |subjects: &[About], moneys: &[Money]| {
        let mut keys = Vec::new();
        for money in moneys {
            for (subject, flow, portion) in subjects {
                let (subject, flow, money, portion) = (subject.clone(), *flow, *money, *portion);
                keys.push(Key { subject, flow, money, portion, phase });
            }
        }
        keys
    };
    let moneys = moneys(&subject, &statement.sentence);
    let measure = statement.measure_code.as_deref().or_else(|| trailing_portion(&subject));
    if let Some(code) = statement.code.clone().or_else(|| names.code(&subject)) {
        let of = |portion| (Subject::Functional(code.clone()), Flow::Expenditure, portion);
        let subjects = [of(Portion::All), of(Portion::Basic), of(Portion::Project)];
        // A name alone may stand in a list of parts of something else.
        let is_sure = statement.code.is_some() || subject.contains("(类)") || subject.contains("(项)");
        return Some(Meaning { keys: keys(&subjects, &moneys), is_sure });
    }
    let measure = measure?;
    if let Some(subjects) = item(measure) {
        let all = [Money::Only(Fund::GeneralPublicBudget), Money::Appropriation, Money::All];
        return Some(Meaning { keys: keys(&[subjects], &all), is_sure: true });
    }
    let (subjects, own) = totals(measure, &subject)?;
    let moneys = own.map_or(moneys, |money| vec![money]);
    Some(Meaning { keys: keys(&subjects, &moneys), is_sure: true })
}

/// The three public expenses and what is listed with them.
fn item(measure: &str) -> Option<About> {
    // 机关运行经费 of the prose is not compared with tables.
    let is_item = ITEMS.contains(&measure) && measure != "agency_operation";
    is_item.then(|| (Subject::Item(measure.to_owned()), Flow::Expenditure, Portion::All))
}

/// What a measure of the whole may mean, and whose money it names by itself.
fn totals(measure: &str, subject: &str) -> Option<(Vec<About>, Option<Money>)> {
    let total = |flow, portion| (Subject::Total, flow, portion);
    let expenditure = |portion| Some((vec![total(Flow::Expenditure, portion)], None));
    let fund = |fund| Money::Only(fund);
    let sides = |money: Money| {
        let is_grand = contains_any(subject, &["总计", "收支", "收、支"]);
        let (revenue, spent) = (subject.contains("收入"), subject.contains("支出"));
        let mut subjects = Vec::new();
        // 支出总计 counts the closing balance too and equals 收入总计.
        if revenue || is_grand {
            subjects.push(total(Flow::Revenue, if is_grand { Portion::All } else { Portion::YearsOwn }));
        }
        if revenue && !is_grand {
            subjects.push(total(Flow::Revenue, Portion::All));
        }
        if spent && !is_grand {
            subjects.push(total(Flow::Expenditure, Portion::All));
        }
        if !revenue && !spent && !is_grand {
            subjects.push(total(Flow::Revenue, Portion::YearsOwn));
            subjects.push(total(Flow::Expenditure, Portion::All));
        }
        Some((subjects, Some(money)))
    };
    match measure {
        "total" => {
            let (subjects, _) = sides(Money::All)?;
            let mut all = vec![total(Flow::Revenue, Portion::All)];
            all.extend(subjects.into_iter().filter(|(_, _, portion)| *portion == Portion::All));
            all.dedup();
            Some((all, None))
        }
        "current_year_revenue" => Some((vec![total(Flow::Revenue, Portion::YearsOwn)], None)),
        "current_year_expenditure" => expenditure(Portion::All),
        "basic" => expenditure(Portion::Basic),
        "basic_personnel" => expenditure(Portion::Personnel),
        "basic_public" => expenditure(Portion::Public),
        "project" => expenditure(Portion::Project),
        "fiscal_appropriation" => sides(Money::Appropriation),
        "general_public_budget" => sides(fund(Fund::GeneralPublicBudget)),
        "government_fund" => sides(fund(Fund::GovernmentFund)),
        "state_capital" => sides(fund(Fund::StateCapital)),
        "special_account" => sides(fund(Fund::SpecialAccount)),
        "business_revenue" => sides(fund(Fund::Business)),
        "operating_revenue" => sides(fund(Fund::Operating)),
        "superior_subsidy" => sides(fund(Fund::SuperiorSubsidy)),
        "affiliated_remittance" => sides(fund(Fund::Affiliated)),
        "other_revenue" | "other_funds" => sides(fund(Fund::Other)),
        _ => None,
    }
}

/// 财政拨款基本支出预算: a portion whose subject also says whose money it is.
fn trailing_portion(subject: &str) -> Option<&'static str> {
    const LONGEST: usize = 24;
    let bare = ["预算数", "决算数", "预算", "决算"].iter().find_map(|end| subject.strip_suffix(end));
    let bare = bare.unwrap_or(subject);
    if bare.chars().count() > LONGEST || !bare.contains("财政拨款") {
        return None;
    }
    [
        ("基本支出", "basic"),
        ("项目支出", "project"),
        ("人员经费", "basic_personnel"),
        ("公用经费", "basic_public"),
    ]
    .iter()
    .find_map(|(end, measure)| bare.ends_with(end).then_some(*measure))
}

/// Whose money may be meant: what the subject says, else any.
fn moneys(subject: &str, sentence: &str) -> Vec<Money> {
    let general = Money::Only(Fund::GeneralPublicBudget);
    if subject.contains("一般公共预算") {
        vec![general]
    } else if subject.contains("财政拨款") {
        vec![Money::Appropriation, general]
    } else if sentence.contains("一般公共预算") {
        vec![general, Money::Appropriation, Money::All]
    } else {
        vec![Money::All, Money::Appropriation, general]
    }
}

/// The phase that the subject names, else the document's own.
fn phase(subject: &str, stage: Option<Stage>) -> Option<Phase> {
    if contains_any(subject, &["全年预算", "调整预算"]) {
        Some(Phase::Adjusted)
    } else if stage == Some(Stage::FinalAccounts) && subject.contains("年初预算") {
        Some(Phase::Approved)
    } else {
        stage.map(|stage| match stage {
            Stage::Budget => Phase::Approved,
            Stage::FinalAccounts => Phase::Executed,
        })
    }
}
