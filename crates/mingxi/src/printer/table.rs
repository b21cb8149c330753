//! A document and its tables for a person's eyes.

use super::grid::{Drawing, draw};
use super::text::clean;
use mingxi_engine::Record;
use mingxi_engine::model::{Cell, Check, CheckStatus, Column, Diagnostic, Outcome, Reading, RowRole, Table};
use mingxi_engine::report::role_name;
use std::collections::BTreeMap;
use std::fmt::{self, Write};

/// The document, its tables (or the one asked for) and what was remarked about them.
pub fn document(record: &Record, asked: Option<i32>, room: usize) -> String {
    let mut page = String::new();
    // Writing to a string cannot fail.
    let _ = write_document(&mut page, record, asked, room);
    page
}

fn write_document(page: &mut String, record: &Record, asked: Option<i32>, room: usize) -> fmt::Result {
    let reading = &record.reading;
    let is_archive = record.format.is_none() && !record.members.is_empty();
    let unknown = if is_archive { "archive" } else { "unknown format" };
    let format = record.format.map_or(unknown, |format| format.as_str());
    let inside = record.container_path.as_deref().map_or_else(String::new, |path| format!("/{path}"));
    let path = format!("{}{inside}", record.source_path);
    writeln!(page, "{} · {format} · {}", clean(&path), record.status.as_str())?;
    if let Some((kind, message)) = &record.error {
        field(page, "error", &format!("{kind}: {message}"))?;
    }
    if is_archive {
        return write_members(page, record);
    }
    write_facts(page, reading)?;
    write_members(page, record)?;
    for table in reading.tables.iter().filter(|table| asked.is_none_or(|id| id == table.table_id)) {
        writeln!(page)?;
        write_table(page, table, reading, room)?;
    }
    let about_all: Vec<&Diagnostic> = reading.diagnostics.iter().filter(|d| d.table_id.is_none()).collect();
    if asked.is_none() && !about_all.is_empty() {
        writeln!(page, "\nremarks about the document")?;
        write_remarks(page, &about_all)?;
    }
    Ok(())
}

/// The files inside, by the paths under which `inspect` takes them.
fn write_members(page: &mut String, record: &Record) -> fmt::Result {
    for member in &record.members {
        let why = member.error().map_or_else(String::new, |(kind, message)| format!(" · {kind}: {message}"));
        let inside = record.container_path.as_deref().map_or_else(String::new, |path| format!("{path}/"));
        field(page, "inside", &format!("{}/{inside}{}{why}", record.source_path, member.path))?;
    }
    Ok(())
}

fn write_facts(page: &mut String, reading: &Reading) -> fmt::Result {
    let facts = &reading.facts;
    let year = facts.fiscal_year.map(|year| year.to_string());
    let stage = facts.stage.map(|stage| stage.as_str().to_owned());
    let scope = facts.scope.map(|scope| scope.as_str().to_owned());
    let region = match (&facts.region_code, &facts.region_name) {
        (Some(code), Some(name)) => Some(format!("{code} {name}")),
        (code, name) => code.clone().or_else(|| name.clone()),
    };
    for (name, value) in [("title", &facts.title), ("agency", &facts.agency_name), ("region", &region)] {
        if let Some(value) = value {
            field(page, name, value)?;
        }
    }
    let about: Vec<String> = [year, stage, scope].into_iter().flatten().collect();
    if !about.is_empty() {
        field(page, "about", &about.join(" · "))?;
    }
    let read = [
        (reading.tables.len(), "tables"),
        (reading.line_items.len(), "line items"),
        (reading.indicators.len(), "indicators"),
        (reading.projects.len(), "projects"),
        (reading.statements.len(), "statements"),
    ];
    let read: Vec<String> = read.iter().map(|(count, thing)| format!("{count} {thing}")).collect();
    field(page, "read", &read.join(" · "))
}

fn write_table(page: &mut String, table: &Table, reading: &Reading, room: usize) -> fmt::Result {
    let grid = &table.grid;
    let mut head = vec![
        format!("table {}", table.table_id),
        format!("{} (by {})", table.kind.as_str(), table.kind_evidence.as_str()),
        table.extraction.as_str().to_owned(),
        format!("{} rows x {} columns, {} header", grid.rows(), grid.columns(), table.header_rows),
    ];
    head.extend(table.is_blank.then(|| "blank form".to_owned()));
    head.extend(pages(table));
    writeln!(page, "{}", head.join(" · "))?;
    for (name, value) in
        [("title", &table.title), ("form", &table.form_number), ("unit", &table.printed_unit)]
    {
        if let Some(value) = value {
            field(page, name, value)?;
        }
    }
    for caption in &table.captions {
        field(page, "caption", caption)?;
    }
    let doubts = doubts(table, reading);
    let roles = row_roles(table);
    page.push_str(&draw(&Drawing {
        grid,
        header_rows: table.header_rows,
        above: columns_above(table),
        left: &|row| format!("{row}{}", roles.get(&row).map_or("", String::as_str)),
        mark: &|cell| doubts.get(&(cell.row, cell.col)).map_or_else(String::new, |doubt| mark(cell, *doubt)),
        room,
    }));
    for note in &table.notes {
        field(page, "note", note)?;
    }
    write_values(page, table, reading)?;
    for cell in grid.cells() {
        if let Some(repair) = &cell.repair {
            writeln!(page, "  ↻ row {}, column {}: {}", cell.row, cell.col, clean(repair))?;
        }
    }
    let is_broken =
        |check: &&Check| check.outcome == Outcome::Broken && check.table_ids.contains(&table.table_id);
    for check in reading.checks.iter().filter(is_broken) {
        writeln!(page, "  ! {}: {}", check.rule_id, clean(&check.message_en))?;
    }
    let remarks: Vec<&Diagnostic> =
        reading.diagnostics.iter().filter(|remark| remark.table_id == Some(table.table_id)).collect();
    write_remarks(page, &remarks)
}

/// Why a cell deserves a second look.
#[derive(Debug, Clone, Copy)]
enum Doubt {
    /// It was repaired and no sum contradicts.
    Repaired,
    /// It is in a broken sum; 1 is the most likely culprit.
    Conflict(Option<i32>),
}

fn mark(cell: &Cell, doubt: Doubt) -> String {
    let repaired = if cell.repair.is_some() { "↻" } else { "" };
    match doubt {
        Doubt::Repaired => " ↻".to_owned(),
        Doubt::Conflict(Some(rank)) => format!(" {repaired}!{rank}"),
        Doubt::Conflict(None) => format!(" {repaired}!"),
    }
}

fn doubts(table: &Table, reading: &Reading) -> BTreeMap<(u32, u32), Doubt> {
    let repaired = table.grid.cells().iter().filter(|cell| cell.repair.is_some());
    let mut doubts: BTreeMap<(u32, u32), Doubt> =
        repaired.map(|cell| ((cell.row, cell.col), Doubt::Repaired)).collect();
    for item in reading.line_items.iter().filter(|item| item.table_id == table.table_id) {
        let (Ok(row), Ok(col)) = (u32::try_from(item.row), u32::try_from(item.col)) else {
            continue;
        };
        match item.check_status {
            CheckStatus::Conflict => {
                doubts.insert((row, col), Doubt::Conflict(item.suspect_rank));
            }
            CheckStatus::Repaired => {
                doubts.entry((row, col)).or_insert(Doubt::Repaired);
            }
            CheckStatus::Verified | CheckStatus::Unverified => {}
        }
    }
    doubts
}

/// A letter per panel behind the row's number: T total, G group, L leaf, M memo.
fn row_roles(table: &Table) -> BTreeMap<u32, String> {
    let mut roles: BTreeMap<u32, String> = BTreeMap::new();
    for label in &table.labels {
        let letter = match label.role {
            Some(RowRole::Total) => 'T',
            Some(RowRole::Group) => 'G',
            Some(RowRole::Leaf) => 'L',
            Some(RowRole::Memo) => 'M',
            None => '-',
        };
        roles.entry(label.row).or_insert_with(|| " ".to_owned()).push(letter);
    }
    roles
}

/// What each column was taken for.
fn columns_above(table: &Table) -> Vec<(&'static str, Vec<String>)> {
    let each = |tell: &dyn Fn(&Column) -> String| -> Vec<String> {
        let mut texts = vec![String::new(); table.grid.columns() as usize];
        for column in &table.columns {
            if let Some(slot) = texts.get_mut(column.col as usize) {
                *slot = tell(column);
            }
        }
        texts
    };
    let numbers = (0..table.grid.columns()).map(|col| col.to_string()).collect();
    let lines = [
        ("role", each(&|column| role_name(column.role).to_owned())),
        ("measure", each(&|column| column.measure_code.clone().unwrap_or_default())),
        ("about", each(&about_column)),
    ];
    let has_text = |texts: &[String]| texts.iter().any(|text| !text.is_empty());
    let mut above = vec![("column", numbers)];
    above.extend(lines.into_iter().filter(|(_, texts)| has_text(texts)));
    above
}

fn about_column(column: &Column) -> String {
    let parts = [
        column.flow.map(|flow| flow.as_str().to_owned()),
        column.fund.map(|fund| fund.as_str().to_owned()),
        column.phase.map(|phase| phase.as_str().to_owned()),
        column.unit.clone(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn pages(table: &Table) -> Option<String> {
    match (table.page_first()?, table.page_last()?) {
        (first, last) if first == last => Some(format!("page {first}")),
        (first, last) => Some(format!("pages {first}-{last}")),
    }
}

fn write_values(page: &mut String, table: &Table, reading: &Reading) -> fmt::Result {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for item in reading.line_items.iter().filter(|item| item.table_id == table.table_id) {
        *counts.entry(item.check_status.as_str()).or_default() += 1;
    }
    if counts.is_empty() {
        return Ok(());
    }
    let counts: Vec<String> = counts.iter().map(|(status, count)| format!("{count} {status}")).collect();
    field(page, "values", &counts.join(" · "))
}

fn write_remarks(page: &mut String, remarks: &[&Diagnostic]) -> fmt::Result {
    for remark in remarks {
        let mut place: Vec<String> = Vec::new();
        place.extend(remark.row.map(|row| format!("row {row}")));
        place.extend(remark.col.map(|col| format!("column {col}")));
        place.extend(remark.place.as_ref().map(ToString::to_string));
        let place = if place.is_empty() { String::new() } else { format!(" ({})", clean(&place.join(", "))) };
        let (severity, step) = (remark.severity.as_str(), remark.step.as_str());
        writeln!(page, "  {severity} {step}/{}{place}: {}", remark.code, clean(&remark.message))?;
    }
    Ok(())
}

fn field(page: &mut String, name: &str, value: &str) -> fmt::Result {
    writeln!(page, "  {name:<8} {}", clean(&value.replace('\n', " ")))
}
