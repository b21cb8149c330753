//! Prose against tables (文字与表格一致).

use crate::context::{Context, Entry, NodeKind, contains_any};
use crate::counted::{Group, ITEMS, Key, Money, Portion, Subject};
use crate::figure::{Figure, Source};
use crate::identity::{Claim, Doubt, Relation, comparable, half_digit, settle};
use crate::rule::rule;
use mingxi_model::text::squeeze;
use mingxi_model::{Amount, Check, Flow, Fund, Outcome, Phase, Scope, Stage, Statement};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

rule! {
    /// # Prose against tables (文字与表格一致)
    ///
    /// **States:** an amount that a sentence states equals the number that the tables print for the same
    /// thing, in whatever unit each is given: 收入总计, 支出合计, 基本支出, 人员经费, 项目支出, a fund, a 类 or 项
    /// by code or by its full name, each of the three public expenses. Where the sentence leaves open whose
    /// money it means (all, 财政拨款, 一般公共预算), it agrees if one of the meanings agrees; it contradicts the
    /// tables if none does and no table prints the amount for anything else. A number that is cut off instead of
    /// rounded is left open, and so is one of three and more different amounts for what seems to be one thing: the
    /// text goes through codes or units one by one.
    ///
    /// **Why:** the explanation (情况说明) is what people read and quote. It is written by hand, often over last
    /// year's text, so that an old number or a slipped point stands there more often than in the forms.
    ///
    /// **Example:** `“三公”经费预算 4.38 万元` beside 43,800.00 元 in the table holds; `220 万元` beside 218.00
    /// is broken by 2.00, of which rounding explains 0.505.
    "statement", "文字与表格一致", is_equality: true, check
}

const OPEN_MEANING: Doubt = Doubt {
    zh: "文字未说明口径，表中同名项目按口径不同有不同金额",
    en: "the sentence leaves open whose money it means, and the tables print different amounts for each",
};

const CUT_OFF: Doubt = Doubt {
    zh: "文字未按四舍五入列示，与表中数字相差不足末位一个单位",
    en: "the sentence misses the number of the table by less than its last digit, cut off or added up from rounded parts",
};

const ONE_OF_SEVERAL: Doubt = Doubt {
    zh: "文中同一项目有多个不同金额，应分别属于不同科目或单位",
    en: "several sentences state different amounts for it, so that each is about one code or unit",
};

const OTHER_UNIT: Doubt = Doubt {
    zh: "部门文件中同一项目有与表格相符的表述，此处可能是所属单位的金额",
    en: "another sentence of this department's document agrees with the table, so that this one may be about one of its units",
};

fn check(context: &Context<'_>) -> Vec<Check> {
    let statements = &context.reading.statements;
    if statements.iter().all(|statement| statement.amount.is_none()) {
        return Vec::new();
    }
    let names = Names::new(context);
    let stated: Vec<Stated<'_>> =
        statements.iter().filter_map(|statement| state(context, statement, &names)).collect();
    let is_holding = |stated: &&Stated<'_>| stated.check.outcome == Outcome::Holds;
    let holding: BTreeSet<&Key> = stated.iter().filter(is_holding).map(|stated| &stated.group.0).collect();
    let mut amounts: BTreeMap<&Key, BTreeSet<Decimal>> = BTreeMap::new();
    for one in &stated {
        amounts.entry(&one.group.0).or_default().extend(one.check.actual);
    }
    // A department's document may repeat its text for every unit, with the unit's own amounts.
    let is_of_units = |stated: &Stated<'_>| {
        context.reading.facts.scope == Some(Scope::Department) && holding.contains(&stated.group.0)
    };
    // Text that goes through the codes one by one gives each its 人员经费.
    let is_of_parts = |stated: &Stated<'_>| {
        amounts.get(&stated.group.0).is_some_and(|amounts| amounts.len() >= DIFFERENT_AMOUNTS)
    };
    let checks = stated.iter().filter_map(|stated| {
        let doubt = match stated.check.outcome {
            Outcome::Broken if is_of_units(stated) => Some(OTHER_UNIT),
            Outcome::Broken if is_of_parts(stated) => Some(ONE_OF_SEVERAL),
            _ => None,
        };
        match doubt {
            Some(doubt) => settle(context, claim(context, stated.statement, stated.group.1, Some(doubt))?),
            None => Some(stated.check.clone()),
        }
    });
    checks.collect()
}

/// So many different amounts that sentences state for what seems to be one thing are about parts of it.
const DIFFERENT_AMOUNTS: usize = 3;

/// A statement that was compared with a group of cells.
struct Stated<'a> {
    statement: &'a Statement,
    group: (Key, &'a Group),
    check: Check,
}

fn claim<'a>(
    context: &'a Context<'_>,
    statement: &'a Statement,
    group: &Group,
    doubt: Option<Doubt>,
) -> Option<Claim<'a>> {
    let parts = group.spots.iter().filter_map(|spot| match context.entry(*spot) {
        Entry::Number(item) => Some(Figure::cell(*spot, item)),
        _ => None,
    });
    let figure = Figure::new(Source::Prose(statement), statement.amount.clone()?);
    Some(Claim {
        rule: &RULE,
        relation: Relation::Equal,
        place: figure.source,
        stated: Some(figure),
        parts: parts.collect(),
        doubt,
    })
}

/// Every statement of money with the groups of cells that it may mean.
pub(super) fn candidates<'a>(context: &'a Context<'_>) -> Vec<(&'a Amount, Vec<&'a Group>)> {
    let statements = &context.reading.statements;
    if statements.iter().all(|statement| statement.amount.is_none()) {
        return Vec::new();
    }
    let names = Names::new(context);
    let meant = statements.iter().filter_map(|statement| {
        let amount = statement.amount.as_ref().filter(|amount| amount.yuan.is_some())?;
        let (_, found) = meant(context, statement, &names)?;
        Some((amount, found.into_iter().map(|(_, group)| group).collect()))
    });
    meant.collect()
}

/// The groups that a statement may mean, and whether nothing else can be meant.
fn meant<'a>(
    context: &'a Context<'_>,
    statement: &Statement,
    names: &Names,
) -> Option<(bool, Vec<(Key, &'a Group)>)> {
    statement.amount.as_ref().filter(|amount| amount.yuan.is_some())?;
    let meaning = meaning(statement, context.reading.facts.stage, names)?;
    let group = |key: Key| context.counted().of(&key).first().map(|group| (key, group));
    Some((meaning.is_sure, meaning.keys.into_iter().filter_map(group).collect()))
}

fn state<'a>(context: &'a Context<'_>, statement: &'a Statement, names: &Names) -> Option<Stated<'a>> {
    let (is_sure, found) = meant(context, statement, names)?;
    let mut broken: Vec<Stated<'a>> = Vec::new();
    let mut values: BTreeSet<Decimal> = BTreeSet::new();
    for (key, group) in found {
        let claim = claim(context, statement, group, None)?;
        let sum = |sum: Decimal, part: &Figure<'_>| sum.checked_add(comparable(&part.amount));
        values.insert(claim.parts.iter().try_fold(Decimal::ZERO, sum)?);
        let check = settle(context, claim)?;
        let stated = Stated { statement, group: (key, group), check };
        if stated.check.outcome == Outcome::Holds {
            return Some(stated).filter(|stated| !stated.check.terms.is_empty());
        }
        broken.push(stated);
    }
    let cut = broken.iter().position(|stated| is_cut_off(statement, &stated.check));
    // Of several meanings that all disagree the nearest is the likeliest.
    let apart = |stated: &&Stated<'_>| stated.check.difference.map(|difference| difference.abs());
    let nearest = broken.iter().min_by_key(apart)?;
    let doubt = if cut.is_some() {
        Some(CUT_OFF)
    } else if is_sure && (values.len() == 1 || !is_printed(context, statement)) {
        None
    } else {
        Some(OPEN_MEANING)
    };
    let (key, group) = match (cut, doubt) {
        (Some(place), _) => broken[place].group.clone(),
        (None, None) => nearest.group.clone(),
        (None, Some(_)) => broken[0].group.clone(),
    };
    let check = settle(context, claim(context, statement, group, doubt)?)?;
    Some(Stated { statement, group: (key, group), check })
}

/// Whether a sentence misses the number of the tables by less than its last digit: cut off instead of rounded, or
/// added up from rounded parts. That is careless, but no contradiction.
fn is_cut_off(statement: &Statement, check: &Check) -> bool {
    let (Some(stated), Some(difference)) = (&statement.amount, check.difference) else {
        return false;
    };
    let last_digit = half_digit(stated).and_then(|half| half.checked_add(half));
    last_digit.is_some_and(|last_digit| difference.abs() < last_digit)
}

/// Whether some table prints the stated amount, so that the sentence may be about something that was not thought of.
fn is_printed(context: &Context<'_>, statement: &Statement) -> bool {
    let near = |a: &Amount, b: &Amount| {
        let allowed = half_digit(a).zip(half_digit(b)).and_then(|(a, b)| a.checked_add(b));
        let apart = a.yuan.zip(b.yuan).and_then(|(a, b)| a.checked_sub(b));
        matches!((apart, allowed), (Some(apart), Some(allowed)) if apart.abs() <= allowed)
    };
    let stated = statement.amount.as_ref();
    stated.is_some_and(|stated| context.items().any(|item| near(&item.amount, stated)))
}

/// What is counted, which side it is on, and which part of it.
type About = (Subject, Flow, Portion);

/// What a statement may be about, the likeliest first.
struct Meaning {
    keys: Vec<Key>,
    /// Whether nothing else can be meant.
    is_sure: bool,
}

/// Words of a sentence about some of the projects, whose amounts are no totals of the document.
const SOME_PROJECTS: &[&str] = &["涉及", "绩效目标", "绩效自评", "绩效评价"];

fn meaning(statement: &Statement, stage: Option<Stage>, names: &Names) -> Option<Meaning> {
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
        "other_revenue" => sides(fund(Fund::Other)),
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

/// Codes of the functional classification by the names that the tables print.
struct Names {
    /// Names of 类, and of every code with the names above it (A(类)B(款)C(项)); none where several codes share one.
    codes: BTreeMap<String, Option<String>>,
}

impl Names {
    fn new(context: &Context<'_>) -> Names {
        let mut codes: BTreeMap<String, Option<String>> = BTreeMap::new();
        let mut add = |name: String, code: &str| {
            codes
                .entry(name)
                .and_modify(|known| {
                    if known.as_deref() != Some(code) {
                        *known = None;
                    }
                })
                .or_insert_with(|| Some(code.to_owned()));
        };
        for view in &context.tables {
            for node in view.nodes.iter().filter(|node| node.kind == NodeKind::Coded) {
                let (Some(code), Some(level)) = (&node.label.code, node.label.level) else {
                    continue;
                };
                if !code.starts_with('2') {
                    continue;
                }
                let mut path = Vec::new();
                let mut next = Some(node);
                while let Some(row) = next.filter(|row| row.kind == NodeKind::Coded && path.len() < 4) {
                    let Some(name) = &row.label.name else { break };
                    path.push((row.label.level, squeeze(name)));
                    next = row.parent.map(|parent| &view.nodes[parent]);
                }
                if level == 1
                    && let Some((_, name)) = path.first()
                {
                    add(name.clone(), code);
                }
                if path.len() == usize::from(level.unsigned_abs()) {
                    let full = path.iter().rev().zip(["(类)", "(款)", "(项)"]);
                    add(full.map(|((_, name), mark)| format!("{name}{mark}")).collect(), code);
                }
            }
        }
        Names { codes }
    }

    fn code(&self, subject: &str) -> Option<String> {
        let bare: String = subject.chars().filter(|c| !"“”\"'‘’".contains(*c)).collect();
        self.codes.get(&bare)?.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Form, audited, outcomes, said};
    use mingxi_model::Outcome::{Broken, Holds, Unverifiable};
    use mingxi_model::{CheckStatus, TableKind};

    fn tables() -> Vec<Form> {
        let columns = ["code", "name", "-合计@total=3,4", "-基本@basic", "-项目@project"];
        let expenditure = |kind, rows: &[&str]| Form::new("支出", "元", &columns).kind(kind).rows(rows);
        vec![
            expenditure(
                TableKind::ExpenditureSummary,
                &["|total 合计|972800|939400|33400", "208|社会保障和就业支出|972800|939400|33400"],
            ),
            expenditure(
                TableKind::GeneralBudgetExpenditure,
                &["|total 合计|952800|939400|13400", "208|社会保障和就业支出|952800|939400|13400"],
            ),
        ]
    }

    fn one(subject: &str, measure: Option<&str>, amount: &str) -> Vec<mingxi_model::Outcome> {
        let mut reading = crate::testing::unaudited(tables());
        reading.statements.push(said(subject, measure, amount));
        outcomes(&audited(reading), RULE.id)
    }

    #[test]
    fn the_units_of_prose_and_table_may_differ() {
        assert_eq!(one("基本支出", Some("basic"), "93.94"), [Holds]);
        assert_eq!(one("基本支出", Some("basic"), "93.95"), [Broken], "100 元 apart by more than 50.5");
        assert_eq!(one("基本支出", Some("basic"), "94"), [Holds], "a rounded 94 万元");
    }

    #[test]
    fn an_open_meaning_agrees_with_any_and_contradicts_what_no_table_prints() {
        assert_eq!(one("项目支出", Some("project"), "3.34"), [Holds], "all money");
        assert_eq!(one("项目支出", Some("project"), "1.34"), [Holds], "the general budget's");
        assert_eq!(one("项目支出", Some("project"), "2.34"), [Broken], "neither, and printed nowhere");
        assert_eq!(one("项目支出", Some("project"), "95.28"), [Unverifiable], "something else of the tables");
        assert_eq!(one("一般公共预算财政拨款项目支出", None, "2.34"), [Broken]);
    }

    #[test]
    fn a_number_that_is_cut_off_is_no_contradiction() {
        let columns = ["code", "name", "-合计@total=3,4", "-基本@basic", "-项目@project"];
        let rows = ["|total 合计|56206054|56206054|", "208|社会保障和就业支出|56206054|56206054|"];
        let form = || Form::new("支出", "元", &columns).kind(TableKind::ExpenditureSummary).rows(&rows);
        let one = |amount: &str| {
            let mut reading = crate::testing::unaudited(vec![form()]);
            reading.statements.push(said("基本支出", Some("basic"), amount));
            outcomes(&audited(reading), RULE.id)
        };
        assert_eq!(one("5620.61"), [Holds]);
        assert_eq!(one("5620.60"), [Unverifiable]);
        assert_eq!(one("5620.59"), [Broken]);
    }

    #[test]
    fn different_amounts_for_one_thing_are_about_its_parts() {
        let all = |amounts: &[&str]| {
            let mut reading = crate::testing::unaudited(tables());
            let said = |amount: &&str| said("一般公共预算财政拨款项目支出", None, amount);
            reading.statements.extend(amounts.iter().map(said));
            outcomes(&audited(reading), RULE.id)
        };
        assert_eq!(all(&["2.34", "7.00"]), [Broken, Broken]);
        assert_eq!(all(&["2.34", "7.00", "0.50", "1.34"]), [Unverifiable, Unverifiable, Unverifiable, Holds]);
    }

    #[test]
    fn a_class_by_its_name() {
        assert_eq!(one("社会保障和就业支出(类)", None, "95.28"), [Holds]);
        assert_eq!(one("社会保障和就业支出", None, "3.34"), [Holds], "its projects");
        assert_eq!(one("卫生健康支出(类)", None, "1.00"), []);
    }

    #[test]
    fn the_cell_that_prose_contradicts_is_in_conflict() {
        let mut reading = crate::testing::unaudited(tables());
        reading.statements.push(said("基本支出", Some("basic"), "39.94"));
        let reading = audited(reading);
        let check = reading.checks.iter().find(|check| check.rule_id == RULE.id).unwrap();
        assert_eq!((check.terms.len(), check.terms[0].coefficient), (1, 1));
        assert_eq!(
            check.message_zh,
            "正文（“基本支出39.94万元。”）的“基本支出”为 39.94万元，而 939400（第1张表《支出》“合计”行“基本”列） \
             应得 939400 元，相差 -540000 元，超出舍入误差 50.5 元；请核对原件中的这些单元格。"
        );
        assert_eq!(crate::testing::status(&reading, 0, 3), CheckStatus::Conflict);
    }
}
