//! How a document may state the unit of its tables: wrapped, with the currency, cut, on the title's line, in the head's
//! cells, once for all tables, or another one for some of them.

use super::{Made, tables};
use crate::document::{Block, Disclosure, Table};
use crate::rng::Rng;
use crate::write::pdf::{Furniture, Layout};
use std::collections::BTreeSet;

/// The caption that states the unit, taken out.
fn take(table: &mut Table, unit: &str) -> Option<usize> {
    let at = table.captions.iter().position(|caption| caption.contains("单位") && caption.ends_with(unit))?;
    (!table.framed_captions && !table.title.is_empty()).then(|| {
        table.captions.remove(at);
        at
    })
}

/// The unit of most tables.
fn unit_of(disclosure: &Disclosure) -> String {
    let mut units = disclosure.truth.tables.iter().map(|table| &table.unit);
    units.find(|unit| !unit.is_empty()).cloned().unwrap_or_else(|| "万元".to_owned())
}

/// Lets `state` say the unit of every table that says it in a caption.
fn restate(disclosure: &mut Disclosure, made: &mut Made, state: impl Fn(&mut Table, usize, &str)) {
    let unit = unit_of(disclosure);
    for table in tables(disclosure) {
        if let Some(at) = take(table, &unit) {
            state(table, at, &unit);
            made.changed += 1;
        }
    }
}

pub(super) fn wrapped(disclosure: &mut Disclosure, made: &mut Made, _: &mut Rng) {
    restate(disclosure, made, |table, at, unit| match unit.strip_suffix('元') {
        Some(head) if !head.is_empty() => {
            table.captions.insert(at, format!("单位：{head}"));
            table.captions.insert(at + 1, "元".to_owned());
        }
        _ => table.captions.insert(at, format!("单位：{unit}")),
    });
}

pub(super) fn with_currency(disclosure: &mut Disclosure, made: &mut Made, _: &mut Rng) {
    restate(disclosure, made, |table, at, unit| {
        table.captions.insert(at, format!("金额单位：人民币{unit}"));
    });
}

pub(super) fn without_yuan(disclosure: &mut Disclosure, made: &mut Made, _: &mut Rng) {
    restate(disclosure, made, |table, at, unit| {
        let cut = unit.strip_suffix('元').filter(|head| !head.is_empty()).unwrap_or(unit);
        table.captions.insert(at, format!("单位：{cut}"));
    });
}

pub(super) fn in_title(disclosure: &mut Disclosure, made: &mut Made, _: &mut Rng) {
    restate(disclosure, made, |table, _, unit| table.title.push_str(&format!("（单位：{unit}）")));
}

/// In the lowest cell of the head over every column of money.
pub(super) fn in_head(disclosure: &mut Disclosure, made: &mut Made, _: &mut Rng) {
    let unit = unit_of(disclosure);
    let money: BTreeSet<(usize, usize)> = disclosure
        .truth
        .lines
        .iter()
        .filter(|line| !line.yuan.is_empty())
        .map(|line| (line.table, line.col))
        .collect();
    let counted: BTreeSet<usize> =
        disclosure.truth.lines.iter().filter(|line| line.yuan.is_empty()).map(|line| line.table).collect();
    for (number, table) in (1..).zip(tables(disclosure)) {
        let last = table.header_rows;
        // A form that counts other things beside money needs its caption for neither.
        if last == 0 || counted.contains(&number) || take(table, &unit).is_none() {
            continue;
        }
        let is_lowest = |r: usize, rs: usize| r + rs == last;
        let cells = table.cells.iter_mut().filter(|cell| is_lowest(cell.r, cell.rs));
        for cell in cells.filter(|cell| money.contains(&(number, cell.c))) {
            cell.text.push_str(&format!("（{unit}）"));
        }
        made.changed += 1;
    }
}

/// Once, in a line before the first table; on pages, in the header of every page.
pub(super) fn for_all(disclosure: &mut Disclosure, made: &mut Made, _: &mut Rng) {
    let unit = unit_of(disclosure);
    restate(disclosure, made, |_, _, _| {});
    if made.file_name.ends_with(".pdf") {
        if disclosure.look.layout == Layout::PageHeader {
            disclosure.look.layout = Layout::Strokes;
        }
        disclosure.look.furniture = Furniture::Both;
        made.running = Some(format!("单位：{unit}"));
        return;
    }
    let first = disclosure.blocks.iter().position(|block| matches!(block, Block::Table(_)));
    disclosure.blocks.insert(first.unwrap_or(0), Block::Paragraph(format!("单位：{unit}")));
}

/// Every other table of 万元 in 元, so that both stand on one page.
pub(super) fn two(disclosure: &mut Disclosure, made: &mut Made, _: &mut Rng) {
    if unit_of(disclosure) != "万元" {
        return;
    }
    let changes: Vec<bool> = tables(disclosure)
        .enumerate()
        .map(|(index, table)| {
            let at = if index % 2 == 1 { take(table, "万元") } else { None };
            at.inspect(|at| table.captions.insert(*at, "单位：元".to_owned())).is_some()
        })
        .collect();
    for line in &mut disclosure.truth.lines {
        if line.yuan.is_empty() || !changes.get(line.table - 1).copied().unwrap_or(false) {
            continue;
        }
        line.text.clone_from(&line.yuan);
        let block = disclosure.blocks.iter_mut().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        let cell = block
            .skip(line.table - 1)
            .flat_map(|table| table.cells.iter_mut())
            .find(|cell| (cell.r, cell.c) == (line.row, line.col));
        if let Some(cell) = cell {
            cell.text.clone_from(&line.yuan);
        }
        made.changed += 1;
    }
}
