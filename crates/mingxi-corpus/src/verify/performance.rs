//! Compares indicators and projects with their facts.

use super::{Verdict, bag, money, number, value_of};
use crate::text::fold;
use crate::truth::Truth;
use mingxi_engine::Document;
use mingxi_engine::model::{Amount, Indicator, Project};
use rust_decimal::Decimal;

pub(super) fn indicators(verdict: &mut Verdict, document: &Document, truth: &Truth) {
    let names_project = |kind: &str| truth.indicators.iter().any(|f| f.kind == kind && !f.project.is_empty());
    let meant = truth.indicators.iter().map(|f| {
        let parts = [&*f.kind, &f.project, &f.level1, &f.level2, &f.level3, &f.target, &f.actual];
        format!("{} w{} s{}", parts.map(fold).join(" | "), number(&f.weight), number(&f.score))
    });
    let read = document.reading.indicators.iter().map(|i: &Indicator| {
        let kind = i.table_kind.as_str();
        let text = |t: &Option<String>| t.clone().unwrap_or_default();
        let project = if names_project(kind) { text(&i.project_name) } else { String::new() };
        let parts = [
            kind.to_owned(),
            project,
            text(&i.level1),
            text(&i.level2),
            i.level3.clone(),
            text(&i.target_text),
            text(&i.actual_text),
        ];
        let points = |n: Option<Decimal>| n.map(|n| n.normalize().to_string()).unwrap_or_default();
        format!("{} w{} s{}", parts.map(|p| fold(&p)).join(" | "), points(i.weight), points(i.score))
    });
    verdict.compare("indicator", bag(meant), bag(read));
}

pub(super) fn projects(verdict: &mut Verdict, document: &Document, truth: &Truth) {
    // The facts name the projects of the forms, not those of the lists of project expenditure.
    let lists = document.reading.tables.iter().filter(|table| !table.kind.is_performance());
    let lists: Vec<i32> = lists.map(|table| table.table_id).collect();
    let is_of_form = |project: &&Project| project.table_ids.iter().all(|id| !lists.contains(id));
    let read: Vec<&Project> = document.reading.projects.iter().filter(is_of_form).collect();
    for fact in &truth.projects {
        verdict.facts += 1;
        let own = read.iter().filter(|p| p.project_name.as_deref().map(fold) == Some(fold(&fact.project)));
        let values: Vec<String> = own.map(|p| attribute(p, &fact.attribute)).collect();
        let wanted = if fact.attribute.ends_with("_yuan") { money(&fact.value) } else { number(&fact.value) };
        if values.iter().any(|v| fold(v) == fold(&wanted)) {
            verdict.found += 1;
            verdict.emitted += 1;
        } else {
            let attribute = &fact.attribute;
            verdict
                .complaints
                .push(format!("project {}: {attribute} {wanted} not in {values:?}", fact.project));
        }
    }
    for project in read.iter().filter(|_| !truth.projects.is_empty()) {
        let name = fold(project.project_name.as_deref().unwrap_or_default());
        if !truth.projects.iter().any(|f| fold(&f.project) == name) {
            verdict.emitted += 1;
            verdict.complaints.push(format!("project not in the source: {name}"));
        }
    }
}

/// An attribute of a project as the facts state it; empty where it was not read.
fn attribute(project: &Project, name: &str) -> String {
    let yuan = |amount: &Option<Amount>| amount.as_ref().map(value_of).unwrap_or_default();
    let decimal = |n: Option<Decimal>| n.map(|n| n.normalize().to_string()).unwrap_or_default();
    match name {
        "project_code" => project.project_code.clone().unwrap_or_default(),
        "department" => project.department.clone().unwrap_or_default(),
        "implementing_unit" => project.implementing_unit.clone().unwrap_or_default(),
        "budget_yuan" => yuan(&project.budget),
        "fiscal_funds_yuan" => yuan(&project.fiscal_funds),
        "other_funds_yuan" => yuan(&project.other_funds),
        "approved_yuan" => yuan(&project.approved),
        "adjusted_yuan" => yuan(&project.adjusted),
        "executed_yuan" => yuan(&project.executed),
        "balance_yuan" => yuan(&project.balance),
        "execution_rate" => decimal(project.execution_rate),
        "total_score" => decimal(project.total_score),
        "grade" => project.grade.clone().unwrap_or_default(),
        other => format!("(the attribute {other} is unknown to the check)"),
    }
}
