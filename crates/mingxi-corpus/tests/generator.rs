//! Generated documents: their figures agree with themselves, their cells tile, their files can be read, and a
//! seed always gives the same bytes.

#![allow(clippy::unwrap_used, clippy::print_stderr)] // helpers of tests are tests

use mingxi_corpus::document::{Block, Disclosure, Table};
use mingxi_corpus::generate::{Order, document};
use mingxi_corpus::harness::check;
use mingxi_corpus::invent::Habit;
use mingxi_corpus::truth::{LineFact, Truth};
use mingxi_corpus::write::Format;
use mingxi_corpus::write::pdf::Layout;
use std::collections::BTreeMap;
use std::io::Read as _;

fn order(habit: Option<Habit>) -> Order {
    Order { count: 0, seed: 20_260, formats: Format::ALL.to_vec(), habit, ..Order::default() }
}

/// A handful of documents of every habit.
fn documents() -> impl Iterator<Item = Disclosure> {
    Habit::ALL.into_iter().flat_map(|habit| (0..12).map(move |n| document(&order(Some(habit)), n).1))
}

/// Yuan with two decimals as fen.
fn fen(yuan: &str) -> i64 {
    yuan.replace('.', "").parse().unwrap()
}

fn money<'a>(disclosure: &'a Disclosure, kinds: &[&str]) -> BTreeMap<usize, Vec<&'a LineFact>> {
    let mut tables: BTreeMap<usize, Vec<&LineFact>> = BTreeMap::new();
    let wanted = |fact: &&LineFact| kinds.contains(&&*fact.kind) && !fact.yuan.is_empty();
    for fact in disclosure.truth.lines.iter().filter(wanted) {
        tables.entry(fact.table).or_default().push(fact);
    }
    tables
}

const BY_CODE: &[&str] = &[
    "revenue_summary",
    "expenditure_summary",
    "general_budget_expenditure",
    "general_budget_expenditure_economic",
    "general_budget_basic_expenditure_functional",
    "general_budget_basic_expenditure_economic",
    "government_fund",
];

#[test]
fn code_hierarchies_and_totals_hold() {
    let mut evaluated = 0;
    for disclosure in documents() {
        for (table, facts) in money(&disclosure, BY_CODE) {
            let mut columns: BTreeMap<&str, Vec<&LineFact>> = BTreeMap::new();
            for fact in facts {
                columns.entry(&fact.measure).or_default().push(fact);
            }
            for (measure, column) in columns {
                let classified = |f: &&&LineFact| !f.code.is_empty() && f.code.len() != 6;
                let lengths: Vec<usize> = {
                    let mut all: Vec<usize> =
                        column.iter().filter(classified).map(|f| f.code.len()).collect();
                    all.sort_unstable();
                    all.dedup();
                    all
                };
                for pair in lengths.windows(2) {
                    for parent in column.iter().filter(|f| f.code.len() == pair[0] && f.code.len() != 6) {
                        let parts: i64 = column
                            .iter()
                            .filter(|f| f.code.len() == pair[1] && f.code.starts_with(&parent.code))
                            .map(|f| fen(&f.yuan))
                            .sum();
                        assert_eq!(parts, fen(&parent.yuan), "table {table}, {measure}, {}", parent.code);
                        evaluated += 1;
                    }
                }
                if let (Some(total), Some(top)) =
                    (column.iter().find(|f| f.name == "合计" && f.code.is_empty()), lengths.first())
                {
                    let sum: i64 = column.iter().filter(|f| f.code.len() == *top).map(|f| fen(&f.yuan)).sum();
                    assert_eq!(sum, fen(&total.yuan), "table {table}, {measure}: total row");
                    evaluated += 1;
                }
            }
        }
    }
    assert!(evaluated > 2_000, "{evaluated} identities");
}

#[test]
fn rows_add_up_over_basic_and_project() {
    let mut evaluated = 0;
    for disclosure in documents() {
        for (table, facts) in money(&disclosure, BY_CODE) {
            let mut rows: BTreeMap<usize, BTreeMap<&str, i64>> = BTreeMap::new();
            for fact in facts {
                rows.entry(fact.row).or_default().insert(&fact.measure, fen(&fact.yuan));
            }
            let has = |end: &str| rows.values().any(|row| row.keys().any(|m| ends(m, end)));
            if !has("基本支出") || !has("项目支出") {
                continue;
            }
            for (row, values) in rows {
                let value =
                    |end: &str| values.iter().filter(|(m, _)| ends(m, end)).map(|(_, v)| *v).sum::<i64>();
                let total = value("合计") + value("本年支出合计") + value("本年支出/小计");
                assert_eq!(total, value("基本支出") + value("项目支出"), "table {table}, row {row}");
                evaluated += 1;
            }
        }
    }
    assert!(evaluated > 500, "{evaluated} rows");
}

/// Whether a measure is this word or ends in it as its last part.
fn ends(measure: &str, word: &str) -> bool {
    measure == word || measure.ends_with(&format!("/{word}")) || measure.ends_with(&format!("/{word}/小计"))
}

#[test]
fn revenue_balances_expenditure_and_tables_agree() {
    for disclosure in documents() {
        let find = |kind: &str, names: &[&str], flow: &str| -> i64 {
            let fact = disclosure
                .truth
                .lines
                .iter()
                .find(|f| f.kind == kind && names.contains(&&*f.name) && f.measure.starts_with(flow));
            fen(&fact.unwrap_or_else(|| panic!("{kind} {names:?} {flow}")).yuan)
        };
        let summary = "revenue_expenditure_summary";
        let total = find(summary, &["收入总计", "总计"], "收入");
        assert_eq!(total, find(summary, &["支出总计", "总计"], "支出"));
        assert_eq!(
            find("fiscal_appropriation_summary", &["收入总计", "收入合计"], "收入"),
            find("fiscal_appropriation_summary", &["支出总计", "支出合计"], "支出")
        );
        let largest = |kind: &str| {
            let facts = disclosure.truth.lines.iter().filter(|f| f.kind == kind && f.name == "合计");
            facts.map(|f| fen(&f.yuan)).max().unwrap()
        };
        assert_eq!(largest("expenditure_summary"), total);
        let spent = disclosure.truth.lines.iter().filter(|f| f.kind == "general_budget_expenditure");
        assert!(spent.map(|f| fen(&f.yuan)).max().unwrap() <= total);
    }
}

#[test]
fn truth_points_at_the_cell_that_prints_it() {
    for disclosure in documents() {
        let tables: Vec<&Table> = disclosure.tables().collect();
        assert_eq!(tables.len(), disclosure.truth.tables.len());
        for fact in &disclosure.truth.lines {
            let table = tables[fact.table - 1];
            let cell = table.cells.iter().find(|c| (c.r, c.c) == (fact.row, fact.col)).unwrap();
            assert_eq!(cell.text, fact.text);
            assert_eq!(table.kind, fact.kind);
        }
        for fact in &disclosure.truth.indicators {
            let table = tables[fact.table - 1];
            let cell = table.cells.iter().find(|c| (c.r, c.c) == (fact.row, fact.col)).unwrap();
            assert_eq!(cell.text, fact.level3);
        }
        let csv = disclosure.truth.to_csv();
        assert_eq!(Truth::from_csv(&csv).unwrap(), disclosure.truth);
    }
}

#[test]
fn self_evaluation_points_add_up() {
    for n in 0..12 {
        let disclosure = document(&order(Some(Habit::Final)), n).1;
        let mut tables: BTreeMap<usize, (i64, i64)> = BTreeMap::new();
        for fact in disclosure.truth.indicators.iter().filter(|f| f.kind == "performance_self_evaluation") {
            let sums = tables.entry(fact.table).or_default();
            sums.0 += fact.weight.parse::<i64>().unwrap();
            sums.1 += fact.score.parse::<i64>().unwrap();
        }
        assert!(!tables.is_empty());
        for (table, (weight, score)) in tables {
            assert_eq!(weight, 90, "10 points are for execution");
            let stated = |attribute: &str| {
                let fact =
                    disclosure.truth.projects.iter().find(|f| f.table == table && f.attribute == attribute);
                fen(&fact.unwrap().value)
            };
            let execution = stated("execution_rate") / 10;
            assert_eq!(stated("total_score"), score * 100 + execution);
            assert_eq!(stated("balance_yuan"), stated("adjusted_yuan") - stated("executed_yuan"));
        }
    }
}

#[test]
fn cells_tile_every_table() {
    for disclosure in documents() {
        for table in disclosure.tables() {
            let mut covered = vec![0; table.rows * table.cols];
            for cell in &table.cells {
                for r in cell.r..cell.r + cell.rs {
                    for c in cell.c..cell.c + cell.cs {
                        covered[r * table.cols + c] += 1;
                    }
                }
            }
            assert!(covered.iter().all(|n| *n == 1), "{}", table.title);
        }
    }
}

#[test]
fn a_seed_gives_the_same_bytes_whatever_the_count() {
    for format in Format::ALL {
        let write = |n| format.write(&document(&order(None), n).1).unwrap();
        let first = write(3);
        write(4);
        assert_eq!(first, write(3));
        assert_ne!(first, write(4));
    }
}

#[test]
fn a_row_of_the_tab_dump_has_a_field_for_every_column() {
    for disclosure in documents() {
        for table in disclosure.tables() {
            let mut out = String::new();
            mingxi_corpus::write::rows::write_row(&mut out, table, table.rows - 1);
            assert_eq!(out.trim_end_matches('\n').split('\t').count(), table.cols);
        }
    }
}

/// What a Word file states of a table: rows of (columns covered, begins or continues a vertical merge, text).
type WordRow = Vec<(usize, Option<bool>, String)>;

/// Reads the tables of a Word file with an independent, minimal reader: no nested tables, no holes.
fn word_tables(bytes: &[u8]) -> Vec<Vec<WordRow>> {
    use quick_xml::events::Event;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let mut reader = quick_xml::Reader::from_str(&xml);
    let (mut tables, mut in_text, mut in_cell) = (Vec::new(), false, false);
    loop {
        let event = reader.read_event().unwrap();
        if let Event::Start(e) | Event::Empty(e) = &event {
            let value = e.try_get_attribute("w:val").unwrap().map(|a| a.value.to_string());
            let table: Option<&mut Vec<WordRow>> = tables.last_mut();
            match e.name().as_ref() {
                "w:tbl" => tables.push(Vec::new()),
                "w:tr" => table.unwrap().push(Vec::new()),
                "w:tc" => {
                    in_cell = true;
                    table.unwrap().last_mut().unwrap().push((1, None, String::new()));
                }
                "w:gridSpan" => {
                    table.unwrap().last_mut().unwrap().last_mut().unwrap().0 = value.unwrap().parse().unwrap()
                }
                "w:vMerge" => {
                    table.unwrap().last_mut().unwrap().last_mut().unwrap().1 =
                        Some(value.as_deref() == Some("restart"));
                }
                "w:t" => in_text = true,
                _ => {}
            }
        }
        match event {
            Event::Text(text) if in_text && in_cell => {
                let text = text.to_string();
                if let Some(cell) = tables.last_mut().and_then(|t| t.last_mut()).and_then(|r| r.last_mut()) {
                    cell.2.push_str(&text);
                }
            }
            Event::End(e) if e.name().as_ref() == "w:t" => in_text = false,
            Event::End(e) if e.name().as_ref() == "w:tc" => in_cell = false,
            Event::Eof => return tables,
            _ => {}
        }
    }
}

#[test]
fn word_files_state_the_true_spans() {
    for habit in Habit::ALL {
        let disclosure = document(&order(Some(habit)), 1).1;
        let read = word_tables(&Format::Docx.write(&disclosure).unwrap());
        let meant: Vec<&Table> = disclosure.tables().collect();
        assert_eq!(read.len(), meant.len());
        for (rows, table) in read.iter().zip(meant) {
            let skip = usize::from(table.framed_captions);
            assert_eq!(rows.len(), table.rows + skip, "{}", table.title);
            for (r, row) in rows.iter().skip(skip).enumerate() {
                assert_eq!(
                    row.iter().map(|cell| cell.0).sum::<usize>(),
                    table.cols,
                    "{} row {r}",
                    table.title
                );
                let mut c = 0;
                for (span, merge, text) in row {
                    let cell = table.cells.iter().find(|k| k.c == c && k.r <= r && r < k.r + k.rs).unwrap();
                    assert_eq!(cell.cs, *span);
                    assert_eq!(cell.rs > 1, merge.is_some());
                    if cell.r == r {
                        assert_ne!(*merge, Some(false));
                        // Paragraphs of a cell lose their break in this reader.
                        let plain = |t: &str| t.replace(['\n', ' ', '&', ';'], "");
                        assert_eq!(plain(text), plain(&cell.text));
                    } else {
                        assert_eq!(*merge, Some(false));
                    }
                    c += span;
                }
            }
        }
    }
}

#[test]
fn every_kind_of_table_occurs() {
    let mut kinds: Vec<&str> =
        documents().flat_map(|d| d.tables().map(|t| t.kind).collect::<Vec<_>>()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in [
        "assets",
        "disclosure_statistics",
        "economic_summary",
        "expenditure_summary",
        "fiscal_appropriation_summary",
        "general_budget_basic_expenditure_economic",
        "general_budget_basic_expenditure_functional",
        "general_budget_expenditure",
        "general_budget_expenditure_economic",
        "government_fund",
        "institution",
        "performance_project",
        "performance_project_list",
        "performance_self_evaluation",
        "performance_unit",
        "procurement",
        "project_expenditure",
        "revenue_expenditure_summary",
        "revenue_summary",
        "state_capital",
        "table_of_contents",
        "three_public",
    ] {
        assert!(kinds.contains(&kind), "{kind}");
    }
    assert!(documents().any(|d| d.blocks.iter().any(|b| matches!(b, Block::Heading(_)))));
}

/// What a page draws as cells is read whole; where a wide sheet is cut or a title stands in the page header, at
/// least no wrong number goes without a mark.
#[test]
fn ruled_pages_are_read_and_nothing_is_silently_wrong() {
    use Layout::{Doubled, Halves, PageHeader, Rectangles, Rotated, Segments, Strokes};
    for (layout, count) in [
        (Strokes, 1),
        (Rectangles, 1),
        (Doubled, 1),
        (Segments, 2),
        (Rotated, 2),
        (Halves, 3),
        (PageHeader, 3),
    ] {
        let order = Order { count, seed: 7, formats: vec![Format::Pdf], layout: Some(layout), ..order(None) };
        check(&order, |name, _, verdict| {
            assert_eq!(verdict.silent, 0, "{name}: {:?}", verdict.complaints);
            if !matches!(layout, Halves | PageHeader) {
                assert!(verdict.is_perfect(), "{name}: {:?}", verdict.complaints);
            }
        })
        .unwrap();
    }
}
