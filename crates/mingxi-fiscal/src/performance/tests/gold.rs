//! The gold documents of MINGXI_SHARED, exact grids: skipped with a message where they are absent.

use super::words;
use crate::performance::read;
use mingxi_model::text::squeeze;
use mingxi_model::{Cell, Extraction, Grid, Indicator, KindEvidence, Project, Table, TableKind};
use serde_json::Value;

pub fn shared() -> Option<std::path::PathBuf> {
    std::env::var_os("MINGXI_SHARED").map(Into::into)
}

/// The performance tables of a gold document; table ids count all of its tables.
pub fn gold_tables(name: &str) -> Option<Vec<Table>> {
    let path = shared()?.join("gold").join(format!("{name}.json"));
    let doc: Value = serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()?;
    let blocks = doc["blocks"].as_array()?;
    let tables = blocks.iter().filter(|block| block["type"] == "table");
    Some(tables.zip(1..).filter_map(|(block, id)| table(block, id)).collect())
}

fn table(block: &Value, table_id: i32) -> Option<Table> {
    let kind = TableKind::from_name(block["kind"].as_str()?)?;
    let int = |cell: &Value, key: &str| cell[key].as_u64().unwrap() as u32;
    let cells: Vec<Cell> = block["cells"]
        .as_array()?
        .iter()
        .map(|cell| Cell {
            row_span: int(cell, "rs"),
            col_span: int(cell, "cs"),
            ..Cell::single(int(cell, "r"), int(cell, "c"), cell["t"].as_str().unwrap(), None)
        })
        .collect();
    let rows = cells.iter().map(|c| c.row + c.row_span).max()?;
    let strings = |key: &str| {
        let list = block[key].as_array().cloned().unwrap_or_default();
        list.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect()
    };
    Some(Table {
        table_id,
        title: block["title"].as_str().map(str::to_owned).filter(|t| !t.is_empty()),
        form_number: None,
        kind,
        kind_evidence: KindEvidence::Both,
        printed_unit: block["unit"].as_str().map(str::to_owned),
        grid: Grid::new(rows, int(block, "n_cols"), cells).unwrap(),
        header_rows: int(block, "header_rows"),
        captions: strings("captions"),
        notes: strings("notes"),
        extraction: Extraction::Native,
        is_blank: false,
        columns: Vec::new(),
        labels: Vec::new(),
    })
}

/// The gold's own key: level 2 (else 1), level 3, target, counted as the scorer does.
pub fn key(indicator: &Indicator) -> String {
    let level = indicator.level2.as_ref().or(indicator.level1.as_ref());
    let text = |t: Option<&String>| t.map_or(String::new(), |t| squeeze(t));
    format!("{}|{}|{}", text(level), squeeze(&indicator.level3), text(indicator.target_text.as_ref()))
}

pub fn read_gold(name: &str) -> Option<(Vec<Indicator>, Vec<Project>)> {
    let Some(tables) = gold_tables(name) else {
        eprintln!("skipped: MINGXI_SHARED does not name a folder with gold/{name}.json");
        return None;
    };
    let (indicators, projects, diagnostics) = read(&tables, &words());
    for d in &diagnostics {
        eprintln!("{name}: {} {}", d.code, d.message);
    }
    Some((indicators, projects))
}

#[test]
fn every_gold_indicator_is_read() {
    for (name, count, unit_rows) in [("000", 50, 18), ("001", 22, 0), ("004", 52, 24)] {
        let Some((indicators, _)) = read_gold(name) else { return };
        if std::env::var_os("MINGXI_SHOW").is_some() {
            for i in &indicators {
                eprintln!("KEY {name} {}", key(i));
                eprintln!("{name} {} {:?} {:?} {} w={:?} s={:?} p={:?}", i.row, i.level1, i.operator, key(i), i.weight, i.score, i.project_name);
            }
        }
        assert_eq!(indicators.len(), count, "{name}");
        let unit = indicators.iter().filter(|i| i.table_kind == TableKind::PerformanceUnit).count();
        assert_eq!(unit, unit_rows, "{name}");
    }
}

/// One line for a project, as a person would check it.
pub fn line(p: &Project) -> String {
    let yuan = |a: &Option<mingxi_model::Amount>| {
        a.as_ref().map_or("-".to_owned(), |a| a.yuan.map_or("?".to_owned(), |y| y.normalize().to_string()))
    };
    let text = |t: &Option<String>| t.as_ref().map_or("-".to_owned(), |t| t.chars().take(24).collect());
    let number = |d: &Option<rust_decimal::Decimal>| d.map_or("-".to_owned(), |d| d.to_string());
    let plan: Vec<String> = p.payment_plan.iter().map(|s| format!("{}={}", s.label, number(&s.percent))).collect();
    format!(
        "{:?} {} | {} | {} | {} | budget {} {} {} | {} {} {} {} rate {} | score {} {} | goal {} | actual {} | {}",
        p.table_ids, text(&p.project_name), text(&p.project_code), text(&p.department), text(&p.implementing_unit),
        yuan(&p.budget), yuan(&p.fiscal_funds), yuan(&p.other_funds), yuan(&p.approved), yuan(&p.adjusted),
        yuan(&p.executed), yuan(&p.balance), number(&p.execution_rate), number(&p.total_score), text(&p.grade),
        text(&p.goal_text), text(&p.actual_text), plan.join(",")
    )
}

#[test]
fn gold_projects_are_read() {
    for (name, count) in [("000", 4), ("001", 3), ("004", 2)] {
        let Some((_, projects)) = read_gold(name) else { return };
        if std::env::var_os("MINGXI_SHOW").is_some() {
            projects.iter().for_each(|p| eprintln!("{name} {}", line(p)));
        }
        assert_eq!(projects.len(), count, "{name}");
    }
}
