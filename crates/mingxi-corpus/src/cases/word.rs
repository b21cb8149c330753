//! Word files with what other readers get wrong: nested tables, tracked changes, rows that begin late.

use super::small::{CAPTIONS, add, expenditure, summary, three_tables};
use super::{Case, expect_ok};
use crate::draft::Draft;
use crate::write::docx;
use docx_rs::{Delete, Docx, Insert, Paragraph, Run, TableCell, TableRow};

/// The cases.
pub fn cases() -> anyhow::Result<Vec<Case>> {
    Ok(vec![tracked()?, nested()?])
}

fn run(text: &str) -> Run {
    Run::new().add_text(text)
}

fn paragraph(text: &str) -> Paragraph {
    Paragraph::new().add_run(run(text))
}

fn captions(docx: Docx, title: &str) -> Docx {
    CAPTIONS
        .iter()
        .fold(docx.add_paragraph(paragraph(title)), |docx, text| docx.add_paragraph(paragraph(text)))
}

/// A deletion that a reviewer struck.
fn struck(text: &str) -> Delete {
    Delete::new().author("reviewer").date("2022-01-10T00:00:00Z").add_run(Run::new().add_delete_text(text))
}

/// An insertion that a reviewer made.
fn added(text: &str) -> Insert {
    Insert::new(run(text)).author("reviewer").date("2022-01-10T00:00:00Z")
}

fn tracked() -> anyhow::Result<Case> {
    let mut draft = super::small::opening(2022);
    add(&mut draft, "部门收支总表", summary());
    let docx = docx::add_blocks(Docx::new(), &draft.blocks);
    // The designer's facts of the second table; its Word form is written below with the changes tracked.
    add(&mut draft, "部门支出总表", expenditure("expenditure_summary"));
    let mut table_rows = Vec::new();
    let header = [("支出功能分类科目", 2), ("合计", 1), ("基本支出", 1), ("项目支出", 1)];
    let cell = |text: &str| TableCell::new().add_paragraph(paragraph(text));
    table_rows.push(TableRow::new(
        header.iter().map(|(text, span)| cell(text).grid_span(*span).vertical_merge_if(*span == 1)).collect(),
    ));
    let continued = || cell("").vertical_merge(docx_rs::VMergeType::Continue);
    table_rows.push(TableRow::new(vec![
        cell("科目编码"),
        cell("科目名称"),
        continued(),
        continued(),
        continued(),
    ]));
    for (code, name, values) in super::small::EXPENDITURE {
        let mut cells = vec![cell(code), cell(name)];
        for value in *values {
            cells.push(match (*code, *value) {
                // 40.00 was 45.00 before a reviewer changed it.
                ("2130305", "40.00") => {
                    let changed = Paragraph::new().add_delete(struck("45.00")).add_insert(added("40.00"));
                    TableCell::new().add_paragraph(changed)
                }
                _ => cell(value),
            });
        }
        table_rows.push(TableRow::new(cells));
        if *code == "2130314" {
            // A whole row that a reviewer deleted.
            let dead = |text: &str| TableCell::new().add_paragraph(Paragraph::new().add_delete(struck(text)));
            let cells =
                ["2130399", "其他水利支出", "5.00", "", "5.00"].iter().map(|text| dead(text)).collect();
            table_rows.push(
                TableRow::new(cells).delete(Delete::new().author("reviewer").date("2022-01-10T00:00:00Z")),
            );
        }
    }
    let table = docx_rs::Table::new(table_rows).set_grid(vec![1_800; 5]);
    let docx = captions(docx, "部门支出总表").add_table(table).add_paragraph(Paragraph::new());
    Ok(Case {
        name: "word-tracked",
        purpose: "tracked changes in a Word file: insertions count, deletions and deleted rows do not",
        source: ("source.docx", docx::pack(docx)?),
        truth: Some(draft.truth),
        expect: expect_ok(),
    })
}

/// A vertical merge on the cells a condition names.
trait MergeIf {
    fn vertical_merge_if(self, condition: bool) -> Self;
}

impl MergeIf for TableCell {
    fn vertical_merge_if(self, condition: bool) -> Self {
        if condition { self.vertical_merge(docx_rs::VMergeType::Restart) } else { self }
    }
}

fn nested() -> anyhow::Result<Case> {
    let draft = three_tables(2022);
    // A layout table of one cell holds the first money table, as web editors leave them.
    let (before, rest) = split_at_table(&draft);
    let mut docx = docx::add_blocks(Docx::new(), &draft.blocks[..before]);
    docx = captions(docx, "部门收支总表");
    let inner = match &draft.blocks[before] {
        crate::document::Block::Table(table) => docx::table(table),
        _ => docx_rs::Table::new(Vec::new()),
    };
    let frame = TableCell::new().add_table(inner).add_paragraph(Paragraph::new());
    docx = docx.add_table(docx_rs::Table::new(vec![TableRow::new(vec![frame])]).set_grid(vec![9_000]));
    docx = docx.add_paragraph(Paragraph::new());
    docx = docx::add_blocks(docx, &draft.blocks[rest..]);
    Ok(Case {
        name: "word-nested",
        purpose: "a table inside the only cell of a layout table",
        source: ("source.docx", docx::pack(docx)?),
        truth: Some(draft.truth),
        expect: "status = [\"ok\"]\n\n# The layout table is a table of its own or none; tables are matched by kind.\n\
                 table_numbers = false\n"
            .to_owned(),
    })
}

/// The position of the first table and of the block after it.
fn split_at_table(draft: &Draft) -> (usize, usize) {
    let first =
        draft.blocks.iter().position(|block| matches!(block, crate::document::Block::Table(_))).unwrap_or(0);
    (first, first + 1)
}
