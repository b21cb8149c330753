//! The facts of a document as its designer states them, and their CSV form (`truth.csv`).
//!
//! The columns: `record` names what a row is (`document`, `table`, `line`, `indicator`, `project`); unused
//! columns are empty; `*` in `measure` means that the designer leaves it open.

use crate::meaning::COLUMNS as MEANING_COLUMNS;
pub use crate::meaning::Meaning;
use std::fmt::Write as _;

/// One numeric cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LineFact {
    /// 1-based table number.
    pub table: usize,
    /// The table's kind.
    pub kind: String,
    /// Classification or unit code.
    pub code: String,
    /// Label without numbering.
    pub name: String,
    /// Government-economic code of a pair row.
    pub secondary_code: String,
    /// Header path.
    pub measure: String,
    /// The cell as printed.
    pub text: String,
    /// Yuan with two decimals; empty unless money.
    pub yuan: String,
    /// 0-based row of the true grid.
    pub row: usize,
    /// 0-based column of the true grid.
    pub col: usize,
    /// What the number means beyond its label; `None` where the designer states only the label.
    pub meaning: Option<Meaning>,
}

/// One performance indicator.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub struct IndicatorFact {
    pub table: usize,
    pub kind: String,
    pub project: String,
    pub level1: String,
    pub level2: String,
    pub level3: String,
    pub target: String,
    pub actual: String,
    pub weight: String,
    pub score: String,
    /// The actual value is not what the target asks for. For generated answers only, no part of the CSV.
    pub missed: bool,
    pub row: usize,
    pub col: usize,
}

/// One table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub struct TableFact {
    pub table: usize,
    pub kind: String,
    pub title: String,
    pub unit: String,
    pub is_blank: bool,
    pub rows: usize,
    pub cols: usize,
}

/// One stated attribute of a project.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProjectFact {
    /// 1-based table number.
    pub table: usize,
    /// 项目名称.
    pub project: String,
    /// The field of the `projects` dataset (`budget_yuan`, `project_code`, ...).
    pub attribute: String,
    /// Its value; money in yuan with two decimals.
    pub value: String,
}

/// All facts of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Truth {
    /// Field of the `documents` dataset and its value.
    pub document: Vec<(String, String)>,
    pub tables: Vec<TableFact>,
    pub lines: Vec<LineFact>,
    pub indicators: Vec<IndicatorFact>,
    pub projects: Vec<ProjectFact>,
    /// Header words that no vocabulary has seen: each must be named by a diagnostic.
    pub unknown_words: Vec<String>,
}

const HEADER: &str = "record,table,kind,title,code,name,secondary_code,measure,text,yuan,level1,level2,level3,\
                      target,actual,weight,score,row,col";
const COLUMNS: usize = 19;
/// Further columns, printed only where a line states its meaning.
const MEANING_HEADER: &str = ",level,parent,role,fund,phase,flow,unit_code,economic_code,measure_code";

impl Truth {
    /// The facts as CSV with a header line.
    pub fn to_csv(&self) -> String {
        let mut out = String::from(HEADER);
        let has_meaning = self.lines.iter().any(|line| line.meaning.is_some());
        let width = if has_meaning { COLUMNS + MEANING_COLUMNS } else { COLUMNS };
        if has_meaning {
            out.push_str(MEANING_HEADER);
        }
        out.push('\n');
        let row = |out: &mut String, record: &str, fields: &[(usize, &str)]| row(out, width, record, fields);
        for word in &self.unknown_words {
            row(&mut out, "word", &[(5, word)]);
        }
        for (field, value) in &self.document {
            row(&mut out, "document", &[(5, field), (8, value)]);
        }
        for t in &self.tables {
            let blank = if t.is_blank { "blank" } else { "" };
            let (number, rows, cols) = (t.table.to_string(), t.rows.to_string(), t.cols.to_string());
            let fields = [
                (1, &*number),
                (2, &t.kind),
                (3, &t.title),
                (5, blank),
                (8, &t.unit),
                (17, &rows),
                (18, &cols),
            ];
            row(&mut out, "table", &fields);
        }
        for f in &self.lines {
            let (number, r, c) = (f.table.to_string(), f.row.to_string(), f.col.to_string());
            let mut fields = vec![
                (1, &*number),
                (2, &*f.kind),
                (4, &f.code),
                (5, &f.name),
                (6, &f.secondary_code),
                (7, &f.measure),
                (8, &f.text),
                (9, &f.yuan),
                (17, &r),
                (18, &c),
            ];
            if let Some(meaning) = &f.meaning {
                fields.extend((COLUMNS..).zip(meaning.fields().map(|(_, text)| text)));
            }
            row(&mut out, "line", &fields);
        }
        for f in &self.indicators {
            let (number, r, c) = (f.table.to_string(), f.row.to_string(), f.col.to_string());
            let fields = [
                (1, &*number),
                (2, &f.kind),
                (3, &f.project),
                (10, &f.level1),
                (11, &f.level2),
                (12, &f.level3),
                (13, &f.target),
                (14, &f.actual),
                (15, &f.weight),
                (16, &f.score),
                (17, &r),
                (18, &c),
            ];
            row(&mut out, "indicator", &fields);
        }
        for f in &self.projects {
            let number = f.table.to_string();
            let fields = [(1, &*number), (3, &f.project), (5, &f.attribute), (8, &f.value)];
            row(&mut out, "project", &fields);
        }
        out
    }

    /// Reads what [`Truth::to_csv`] wrote.
    ///
    /// # Errors
    /// A row is not of this form; the message names its number.
    pub fn from_csv(text: &str) -> Result<Truth, String> {
        let mut truth = Truth::default();
        for (index, fields) in records(text).into_iter().enumerate().skip(1) {
            if ![COLUMNS, COLUMNS + MEANING_COLUMNS].contains(&fields.len()) {
                return Err(format!("record {}: {} columns instead of {COLUMNS}", index + 1, fields.len()));
            }
            let number = |i: usize| -> Result<usize, String> {
                match &*fields[i] {
                    "" => Ok(0),
                    text => text.parse().map_err(|_| format!("record {}: `{text}` is no number", index + 1)),
                }
            };
            let text = |i: usize| fields[i].clone();
            match &*fields[0] {
                "document" => truth.document.push((text(5), text(8))),
                "table" => truth.tables.push(TableFact {
                    table: number(1)?,
                    kind: text(2),
                    title: text(3),
                    unit: text(8),
                    is_blank: fields[5] == "blank",
                    rows: number(17)?,
                    cols: number(18)?,
                }),
                "line" => truth.lines.push(LineFact {
                    table: number(1)?,
                    kind: text(2),
                    code: text(4),
                    name: text(5),
                    secondary_code: text(6),
                    measure: text(7),
                    text: text(8),
                    yuan: text(9),
                    row: number(17)?,
                    col: number(18)?,
                    meaning: Meaning::of_fields(&fields[COLUMNS..]),
                }),
                "word" => truth.unknown_words.push(text(5)),
                "indicator" => truth.indicators.push(IndicatorFact {
                    table: number(1)?,
                    kind: text(2),
                    project: text(3),
                    level1: text(10),
                    level2: text(11),
                    level3: text(12),
                    target: text(13),
                    actual: text(14),
                    weight: text(15),
                    score: text(16),
                    missed: false,
                    row: number(17)?,
                    col: number(18)?,
                }),
                "project" => truth.projects.push(ProjectFact {
                    table: number(1)?,
                    project: text(3),
                    attribute: text(5),
                    value: text(8),
                }),
                other => return Err(format!("record {}: unknown record `{other}`", index + 1)),
            }
        }
        Ok(truth)
    }
}

fn row(out: &mut String, width: usize, record: &str, fields: &[(usize, &str)]) {
    out.push_str(record);
    for column in 1..width {
        out.push(',');
        if let Some((_, text)) = fields.iter().find(|(c, _)| *c == column) {
            if text.contains([',', '"', '\n', '\r']) {
                let _ = write!(out, "\"{}\"", text.replace('"', "\"\""));
            } else {
                out.push_str(text);
            }
        }
    }
    out.push('\n');
}

/// Splits CSV text (RFC 4180) into records of fields.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    let mut fields = Vec::new();
    let mut field = String::new();
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                fields.push(std::mem::take(&mut field));
                all.push(std::mem::take(&mut fields));
            }
            '\r' if !quoted => {}
            _ => field.push(c),
        }
    }
    if !field.is_empty() || !fields.is_empty() {
        fields.push(field);
        all.push(fields);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_round_trips_commas_quotes_and_line_breaks() {
        let truth = Truth {
            document: vec![("agency_name".into(), "东澜区“医保”局, \"一\"".into())],
            lines: vec![LineFact {
                table: 2,
                text: "1,234.50".into(),
                name: "a\nb".into(),
                row: 3,
                ..LineFact::default()
            }],
            ..Truth::default()
        };
        assert_eq!(Truth::from_csv(&truth.to_csv()).unwrap(), truth);
    }
}
