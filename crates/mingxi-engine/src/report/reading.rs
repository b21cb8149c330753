//! One document's tables for a program: what `mingxi inspect --json` prints.

use crate::record::Record;
use mingxi_model::{Cell, Check, Column, Diagnostic, Outcome, Place, RowLabel, Table};
use serde_json::{Value, json};

/// A document as one JSON object; only the table of the given number, where one is given.
pub fn reading(record: &Record, table_id: Option<i32>) -> Value {
    let reading = &record.reading;
    let is_asked = |id: Option<i32>| table_id.is_none() || id.is_none() || id == table_id;
    let tables: Vec<Value> =
        reading.tables.iter().filter(|table| is_asked(Some(table.table_id))).map(table_value).collect();
    let values: Vec<Value> = reading
        .line_items
        .iter()
        .filter(|item| is_asked(Some(item.table_id)))
        .map(|item| {
            json!({
                "table_id": item.table_id,
                "row": item.row,
                "col": item.col,
                "code": item.code,
                "name": item.name,
                "measure": item.measure,
                "measure_code": item.measure_code,
                "item_code": item.item_code,
                "value_text": item.value_text,
                "amount_yuan": item.amount.yuan.map(|yuan| yuan.normalize().to_string()),
                "check_status": item.check_status.as_str(),
                "suspect_rank": item.suspect_rank,
            })
        })
        .collect();
    let is_broken = |check: &&Check| check.outcome == Outcome::Broken;
    let touches = |check: &&Check| table_id.is_none_or(|id| check.table_ids.contains(&id));
    let broken: Vec<Value> =
        reading.checks.iter().filter(is_broken).filter(touches).map(check_value).collect();
    let remarks: Vec<Value> =
        reading.diagnostics.iter().filter(|remark| is_asked(remark.table_id)).map(remark_value).collect();
    let facts = &reading.facts;
    json!({
        "document_id": record.document_id,
        "source_path": record.source_path,
        "format": record.format.map(|format| format.as_str()),
        "page_count": record.page_count,
        "status": record.status.as_str(),
        "error_kind": record.error.as_ref().map(|(kind, _)| kind.as_str()),
        "error_message": record.error.as_ref().map(|(_, message)| message),
        "title": facts.title,
        "agency_name": facts.agency_name,
        "region_code": facts.region_code,
        "region_name": facts.region_name,
        "fiscal_year": facts.fiscal_year,
        "stage": facts.stage.map(|stage| stage.as_str()),
        "scope": facts.scope.map(|scope| scope.as_str()),
        "container_path": record.container_path,
        "members": record.members.iter().map(|member| &member.path).collect::<Vec<_>>(),
        "table_count": reading.tables.len(),
        "tables": tables,
        "line_items": values,
        "broken_checks": broken,
        "diagnostics": remarks,
    })
}

fn table_value(table: &Table) -> Value {
    json!({
        "table_id": table.table_id,
        "title": table.title,
        "form_number": table.form_number,
        "table_kind": table.kind.as_str(),
        "kind_evidence": table.kind_evidence.as_str(),
        "printed_unit": table.printed_unit,
        "extraction": table.extraction.as_str(),
        "is_blank": table.is_blank,
        "row_count": table.grid.rows(),
        "column_count": table.grid.columns(),
        "header_row_count": table.header_rows,
        "captions": table.captions,
        "notes": table.notes,
        "columns": table.columns.iter().map(column_value).collect::<Vec<_>>(),
        "rows": table.labels.iter().map(label_value).collect::<Vec<_>>(),
        "cells": table.grid.cells().iter().map(cell_value).collect::<Vec<_>>(),
    })
}

fn column_value(column: &Column) -> Value {
    json!({
        "col": column.col,
        "path": column.path,
        "role": role_name(column.role),
        "panel": column.panel,
        "measure_code": column.measure_code,
        "flow": column.flow.map(|flow| flow.as_str()),
        "fund": column.fund.map(|fund| fund.as_str()),
        "phase": column.phase.map(|phase| phase.as_str()),
        "unit": column.unit,
        "sum_of": column.sum_of,
        "part_of": column.part_of,
    })
}

fn label_value(label: &RowLabel) -> Value {
    json!({
        "row": label.row,
        "panel": label.panel,
        "code": label.code,
        "name": label.name,
        "level": label.level,
        "role": label.role.map(|role| role.as_str()),
        "parent_row": label.parent_row,
    })
}

fn cell_value(cell: &Cell) -> Value {
    json!({
        "row": cell.row,
        "col": cell.col,
        "row_span": cell.row_span,
        "col_span": cell.col_span,
        "text": cell.text,
        "is_header": cell.is_header,
        "repair": cell.repair,
        "place": cell.place.as_ref().map(Place::to_string),
    })
}

fn check_value(check: &Check) -> Value {
    json!({
        "rule_id": check.rule_id,
        "table_ids": check.table_ids,
        "difference_yuan": check.difference.map(|difference| difference.normalize().to_string()),
        "message_zh": check.message_zh,
        "message_en": check.message_en,
    })
}

fn remark_value(remark: &Diagnostic) -> Value {
    json!({
        "step": remark.step.as_str(),
        "severity": remark.severity.as_str(),
        "code": remark.code,
        "message": remark.message,
        "table_id": remark.table_id,
        "row": remark.row,
        "col": remark.col,
        "place": remark.place.as_ref().map(Place::to_string),
    })
}

/// What a column's cells are, in one word.
pub fn role_name(role: mingxi_model::ColumnRole) -> &'static str {
    role.as_str()
}
