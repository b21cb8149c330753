//! Rows of amounts written as plain text in ways of every kind, such as are read and such as nobody could read: each
//! amount is in a cell, or a remark tells of it, and no number is one that the text does not print.

#![allow(clippy::unwrap_used)]

use mingxi_corpus::write::plain;
use mingxi_engine::{Document, Reader, read_document};
use mingxi_model::CheckStatus;
use mingxi_model::text::squeeze;

/// Numbers by chance, the same ones each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

const NAMES: [&str; 8] = [
    "一般公共服务支出",
    "行政运行",
    "农村饮水安全工程维修养护2024年第2批",
    "防汛",
    "其他 水利支出",
    "机关事业单位基本养老保险缴费支出",
    "12345热线服务",
    "住房公积金",
];

type Rows = Vec<Vec<String>>;

/// A header and rows of a code, a name and two to four amounts, some of them blank.
fn rows(chance: &mut Chance) -> Rows {
    let columns = 2 + chance.below(3) as usize;
    let heads = ["科目编码", "科目名称", "合计", "基本支出", "项目支出", "上年结转"];
    let mut rows: Rows = vec![heads[..2 + columns].iter().map(|head| (*head).to_owned()).collect()];
    let separated = chance.below(2) == 0;
    for _ in 0..3 + chance.below(8) {
        let code = if chance.below(6) == 0 { String::new() } else { format!("21303{:02}", chance.below(90)) };
        let mut row = vec![code, NAMES[chance.below(8) as usize].to_owned()];
        for column in 0..columns {
            row.push(if column > 0 && chance.below(4) == 0 {
                String::new()
            } else {
                amount(chance, separated)
            });
        }
        rows.push(row);
    }
    rows
}

fn amount(chance: &mut Chance, separated: bool) -> String {
    let digits = chance.below(7) as u32;
    let whole = chance.below(10u64.pow(digits)).to_string();
    let mut out = String::new();
    for (at, c) in whole.chars().enumerate() {
        if separated && at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    let minus = if chance.below(15) == 0 { "-" } else { "" };
    format!("{minus}{out}.{:02}", chance.below(100))
}

fn joined(rows: &Rows, by: &str) -> String {
    rows.iter().map(|row| row.join(by) + "\n").collect()
}

fn dump(rows: &Rows) -> String {
    joined(rows, "\t")
}

/// A manner of writing and its name.
type Way = (&'static str, fn(&Rows) -> String);

/// All ways of writing.
const WAYS: [Way; 17] = [
    ("tabs", dump),
    ("drawn", |rows| plain::drawn(&dump(rows))),
    ("separated", |rows| plain::separated(&dump(rows))),
    ("padded", |rows| plain::padded(&dump(rows))),
    ("commas without quotes", |rows| joined(rows, ",")),
    ("semicolons", |rows| joined(rows, ";")),
    ("Chinese commas", |rows| joined(rows, "，")),
    ("bars", |rows| joined(rows, " | ")),
    ("Markdown", |rows| {
        let mut lines: Vec<String> = rows.iter().map(|row| format!("| {} |", row.join(" | "))).collect();
        lines.insert(1, format!("|{}", "---|".repeat(rows[0].len())));
        lines.join("\n")
    }),
    ("one blank", |rows| joined(rows, " ")),
    ("two blanks", |rows| joined(rows, "  ")),
    ("full-width blanks", |rows| joined(rows, "　")),
    ("leaders", |rows| joined(rows, "……")),
    ("a cell per line", |rows| joined(rows, "\n")),
    ("a cell per line without blank ones", |rows| {
        rows.iter().flatten().filter(|cell| !cell.is_empty()).map(|cell| format!("{cell}\n")).collect()
    }),
    ("double spaced", |rows| joined(rows, "\n\n").replace("\n\n\n", "\n\n")),
    ("labels and values", |rows| {
        let line = |row: &Vec<String>| {
            let parts: Vec<String> =
                rows[0].iter().zip(row).skip(2).map(|(h, v)| format!("{h}：{v}")).collect();
            format!("{} {}\n", row[1], parts.join("  "))
        };
        rows[1..].iter().map(line).collect()
    }),
];

/// What the document lost or made up.
fn faults(rows: &Rows, document: &Document) -> Vec<String> {
    let printed: Vec<String> =
        rows[1..].iter().flat_map(|row| &row[2..]).filter(|cell| !cell.is_empty()).cloned().collect();
    let reading = &document.reading;
    let mut cells: Vec<String> =
        reading.tables.iter().flat_map(|table| table.grid.cells()).map(|cell| squeeze(&cell.text)).collect();
    let is_told = reading.diagnostics.iter().any(|said| said.code == "numbers_outside_tables");
    let mut faults = Vec::new();
    for amount in &printed {
        match cells.iter().position(|cell| cell == amount) {
            Some(at) => drop(cells.swap_remove(at)),
            None if is_told => {}
            None => faults.push(format!("{amount} is lost")),
        }
    }
    let sure = reading.line_items.iter().filter(|item| item.check_status != CheckStatus::Conflict);
    let made_up = sure.filter(|item| !printed.contains(&squeeze(&item.value_text)));
    faults.extend(made_up.map(|item| format!("{} is made up", item.value_text)));
    faults
}

#[test]
fn amounts_of_plain_text_are_read_or_told() {
    let reader = Reader::new().unwrap();
    let mut wrong = Vec::new();
    for seed in 0..25 {
        let mut chance = Chance(seed);
        let rows = rows(&mut chance);
        for (way, write) in WAYS {
            let text = format!(
                "石桥县水利局2024年部门预算公开\n一般公共预算支出表\n单位：万元\n{}\n打印本页\n",
                write(&rows)
            );
            let document = read_document(text.as_bytes(), "预算.txt", &reader);
            wrong.extend(
                faults(&rows, &document).into_iter().map(|fault| format!("{seed}, {way}: {fault}\n{text}")),
            );
        }
    }
    assert!(
        wrong.is_empty(),
        "{} faults, the first: {}",
        wrong.len(),
        wrong[..wrong.len().min(6)].join("\n")
    );
}

/// The ways that have a reader are read, so that the test above is not passed by telling alone.
#[test]
fn rows_that_are_written_clearly_are_read() {
    let reader = Reader::new().unwrap();
    for seed in 0..25 {
        let rows = rows(&mut Chance(seed));
        let printed = rows[1..].iter().flat_map(|row| &row[2..]).filter(|cell| !cell.is_empty()).count();
        for way in ["tabs", "drawn", "separated", "Markdown"] {
            let (_, write) = WAYS.iter().find(|(name, _)| *name == way).unwrap();
            let text = format!("一般公共预算支出表\n单位：万元\n{}\n", write(&rows));
            let document = read_document(text.as_bytes(), "预算.txt", &reader);
            assert_eq!(document.reading.line_items.len(), printed, "{seed}, {way}:\n{text}");
        }
    }
}
