//! What was read of a document as reviewable text: the golden of a case.

use mingxi_engine::Document;
use mingxi_engine::model::{Amount, Indicator, LineItem, Outcome, Project, Statement, Table};
use std::fmt::Write as _;

/// Renders everything that matters for the datasets, one fact a line.
pub fn render(document: &Document) -> String {
    let mut out = String::new();
    let format = document.format.map_or("-", |f| f.as_str());
    line(&mut out, format!("status {} | format {format}", document.status.as_str()));
    if let Some((kind, message)) = &document.error {
        line(&mut out, format!("error {kind}: {message}"));
    }
    facts(&mut out, document);
    let reading = &document.reading;
    for table in &reading.tables {
        table_head(&mut out, table);
        for item in reading.line_items.iter().filter(|i| i.table_id == table.table_id) {
            line_item(&mut out, item);
        }
        for item in reading.indicators.iter().filter(|i| i.table_id == table.table_id) {
            indicator(&mut out, item);
        }
    }
    for (title, lines) in [
        ("projects", reading.projects.iter().map(project).collect::<Vec<_>>()),
        ("statements", reading.statements.iter().map(statement).collect()),
        ("checks", checks(document)),
        ("diagnostics", diagnostics(document)),
    ] {
        if !lines.is_empty() {
            line(&mut out, format!("\n# {title}"));
            lines.iter().for_each(|text| line(&mut out, text.clone()));
        }
    }
    out
}

fn line(out: &mut String, text: String) {
    out.push_str(text.trim_end());
    out.push('\n');
}

/// Text on one line.
fn flat(text: &str) -> String {
    text.replace('\n', "⏎")
}

fn or_dash(text: &Option<String>) -> String {
    text.as_deref().map_or_else(|| "-".to_owned(), flat)
}

fn amount(amount: &Amount) -> String {
    let unit = amount.printed_unit.as_deref().unwrap_or("?");
    match amount.yuan {
        Some(yuan) => format!("{} {unit} = {}", amount.value, yuan.normalize()),
        None => format!("{} {unit}", amount.value),
    }
}

fn facts(out: &mut String, document: &Document) {
    let facts = &document.reading.facts;
    let pairs = [
        ("title", facts.title.clone()),
        ("agency_name", facts.agency_name.clone()),
        ("agency_name_as_printed", facts.agency_name_as_printed.clone()),
        ("agency_type", facts.agency_type.clone()),
        ("agency_code", facts.agency_code.clone()),
        ("region_code", facts.region_code.clone()),
        ("region_name", facts.region_name.clone()),
        ("fiscal_year", facts.fiscal_year.map(|y| y.to_string())),
        ("stage", facts.stage.map(|s| s.as_str().to_owned())),
        ("scope", facts.scope.map(|s| s.as_str().to_owned())),
    ];
    for (name, value) in pairs {
        if let Some(value) = value {
            line(out, format!("{name} {}", flat(&value)));
        }
    }
}

fn table_head(out: &mut String, table: &Table) {
    let blank = if table.is_blank { " | blank" } else { "" };
    line(
        out,
        format!(
            "\n# table {} | {} ({}) | {} | {} x {}, header {} | {}{blank}",
            table.table_id,
            table.kind.as_str(),
            table.kind_evidence.as_str(),
            table.printed_unit.as_deref().unwrap_or("-"),
            table.grid.rows(),
            table.grid.columns(),
            table.header_rows,
            table.extraction.as_str(),
        ),
    );
    line(out, format!("title {} | form {}", or_dash(&table.title), or_dash(&table.form_number)));
    for (word, texts) in [("caption", &table.captions), ("note", &table.notes)] {
        texts.iter().for_each(|text| line(out, format!("{word} {}", flat(text))));
    }
    for cell in table.grid.cells() {
        if let Some(repair) = &cell.repair {
            line(out, format!("repair r{} c{} {}: {}", cell.row, cell.col, flat(&cell.text), flat(repair)));
        }
    }
}

fn line_item(out: &mut String, item: &LineItem) {
    let mut label =
        [&item.code, &item.name].iter().filter_map(|t| t.as_deref()).collect::<Vec<_>>().join(" ");
    if item.secondary_code.is_some() || item.secondary_name.is_some() {
        let second = [&item.secondary_code, &item.secondary_name];
        let second = second.iter().filter_map(|t| t.as_deref()).collect::<Vec<_>>().join(" ");
        let _ = write!(label, " / {second}");
    }
    let role = item.row_role.map_or("-", |r| r.as_str());
    let rank = item.suspect_rank.map(|r| format!(" suspect {r}")).unwrap_or_default();
    let measure_code = item.measure_code.as_deref().unwrap_or("-");
    let extra = [
        item.item_code.as_deref().filter(|code| *code != measure_code),
        item.classification.map(|c| c.as_str()),
        item.fund.map(|f| f.as_str()),
        item.phase.map(|p| p.as_str()),
        item.flow.map(|f| f.as_str()),
    ];
    let extra = extra.iter().flatten().copied().collect::<Vec<_>>().join(" ");
    line(
        out,
        format!(
            "r{} c{} | {label} | {} ({measure_code}) | {} | {role} | {}{rank} | {extra}",
            item.row,
            item.col,
            item.measure,
            amount(&item.amount),
            item.check_status.as_str()
        ),
    );
}

fn indicator(out: &mut String, item: &Indicator) {
    let mut text = format!(
        "i r{} c{} | {} > {} > {} | {} {}",
        item.row,
        item.col,
        or_dash(&item.level1),
        or_dash(&item.level2),
        flat(&item.level3),
        item.operator.map_or("-", |o| o.as_str()),
        or_dash(&item.target_text),
    );
    let numbers = [
        ("actual", item.actual_text.clone()),
        ("weight", item.weight.map(|n| n.to_string())),
        ("score", item.score.map(|n| n.to_string())),
        ("project", item.project_name.clone()),
    ];
    for (name, value) in numbers {
        if let Some(value) = value {
            let _ = write!(text, " | {name} {}", flat(&value));
        }
    }
    line(out, text);
}

fn project(project: &Project) -> String {
    let mut text = format!("{:?} {}", project.table_ids, or_dash(&project.project_name));
    let money = [
        ("budget", &project.budget),
        ("fiscal", &project.fiscal_funds),
        ("other", &project.other_funds),
        ("approved", &project.approved),
        ("adjusted", &project.adjusted),
        ("executed", &project.executed),
        ("balance", &project.balance),
    ];
    let texts = [
        ("code", project.project_code.clone()),
        ("department", project.department.clone()),
        ("unit", project.implementing_unit.clone()),
        ("rate", project.execution_rate.map(|n| n.to_string())),
        ("score", project.total_score.map(|n| n.to_string())),
        ("grade", project.grade.clone()),
        ("goal", project.goal_text.clone()),
    ];
    for (name, value) in money {
        if let Some(value) = value {
            let _ = write!(text, " | {name} {}", amount(value));
        }
    }
    for (name, value) in texts {
        if let Some(value) = value {
            let _ = write!(text, " | {name} {}", flat(&value));
        }
    }
    for share in &project.payment_plan {
        let percent = share.percent.map_or_else(|| "-".to_owned(), |p| p.to_string());
        let _ = write!(text, " | {} {percent}", flat(&share.label));
    }
    text
}

fn statement(statement: &Statement) -> String {
    let value = statement.amount.as_ref().map(amount).unwrap_or_default();
    let unit = statement.quantity_unit.as_deref().unwrap_or_default();
    let quantity = statement.quantity.map(|q| format!("{q} {unit}")).unwrap_or_default();
    let names = [&statement.code, &statement.measure_code].map(|name| name.clone().unwrap_or_default());
    let mut text = format!("{} | {} | {value}{quantity}", or_dash(&statement.subject), names.join(" "));
    if let Some(direction) = statement.change_direction {
        let change = statement.change.as_ref().map(amount).unwrap_or_default();
        let percent = statement.change_percent.map(|p| format!(" {p} %")).unwrap_or_default();
        let _ = write!(text, " | {} {change}{percent}", direction.as_str());
    }
    if let Some(reason) = &statement.reason_text {
        let _ = write!(text, " | because {}", flat(reason));
    }
    format!("{text} | {}", flat(&statement.sentence))
}

/// The number of identities that hold, and every one that does not.
fn checks(document: &Document) -> Vec<String> {
    let checks = &document.reading.checks;
    if checks.is_empty() {
        return Vec::new();
    }
    let count = |outcome: Outcome| checks.iter().filter(|c| c.outcome == outcome).count();
    let mut lines = vec![format!(
        "{} hold, {} broken, {} unverifiable",
        count(Outcome::Holds),
        count(Outcome::Broken),
        count(Outcome::Unverifiable)
    )];
    lines.extend(
        checks
            .iter()
            .filter(|c| c.outcome == Outcome::Broken)
            .map(|c| format!("{}: {}", c.rule_id, c.message_en)),
    );
    lines
}

fn diagnostics(document: &Document) -> Vec<String> {
    let place = |word: &str, n: Option<i32>| n.map(|n| format!(" {word}{n}")).unwrap_or_default();
    document
        .reading
        .diagnostics
        .iter()
        .map(|d| {
            let at = [place("table ", d.table_id), place("r", d.row), place("c", d.col)].concat();
            let (step, severity) = (d.step.as_str(), d.severity.as_str());
            format!("{step} {severity} {}{at}: {}", d.code, flat(&d.message))
        })
        .collect()
}
