//! Builds one table cell by cell and, in the same breath, states the facts its cells carry.

use crate::document::{Cell, Table};
use crate::text::{NumberStyle, fold, money, yuan};
use crate::truth::{IndicatorFact, LineFact, Meaning, ProjectFact, TableFact};
use std::collections::BTreeMap;

/// What a row is about, as the truth states it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    /// Classification or unit code.
    pub code: String,
    /// Name without list numbering.
    pub name: String,
    /// Government-economic code of a pair row.
    pub secondary_code: String,
    /// What the row's amounts mean, where the designer states it.
    pub meaning: Option<Meaning>,
}

impl Label {
    /// A label of a name alone.
    pub fn name(name: &str) -> Label {
        Label { name: name.to_owned(), ..Label::default() }
    }

    /// A label of code and name.
    pub fn coded(code: &str, name: &str) -> Label {
        Label { code: code.to_owned(), name: name.to_owned(), ..Label::default() }
    }
}

/// What a value column says of its numbers; `*` leaves it open.
#[derive(Debug, Clone, Copy)]
pub struct Says {
    /// The fund; empty for several together.
    pub fund: &'static str,
    /// The stable name of what it states.
    pub measure_code: &'static str,
}

/// A table in the making.
#[derive(Debug, Clone)]
pub struct Sheet {
    kind: &'static str,
    cols: usize,
    rows: usize,
    header_rows: usize,
    cells: Vec<Cell>,
    /// Header path of each column.
    paths: Vec<String>,
    style: NumberStyle,
    /// Facts, with table number 0 until the sheet is put into a document.
    pub lines: Vec<LineFact>,
    /// Indicators stated by the form.
    pub indicators: Vec<IndicatorFact>,
    /// Project attributes stated by the form.
    pub projects: Vec<ProjectFact>,
}

impl Sheet {
    /// A table with its header, one string a header row and `|` between cells. `<` continues the cell at the
    /// left, `^` the cell above; a row that begins with `#` (栏次, running numbers) is no part of header paths.
    pub fn new(kind: &'static str, style: NumberStyle, header: &[&str]) -> Sheet {
        let rows: Vec<Vec<&str>> =
            header.iter().map(|row| row.trim_start_matches('#').split('|').collect()).collect();
        let cols = rows.first().map_or(0, Vec::len);
        let mut sheet = Sheet {
            kind,
            cols,
            rows: rows.len(),
            header_rows: rows.len(),
            cells: Vec::new(),
            paths: vec![String::new(); cols],
            style,
            lines: Vec::new(),
            indicators: Vec::new(),
            projects: Vec::new(),
        };
        for (r, row) in rows.iter().enumerate() {
            assert_eq!(row.len(), cols, "header row {r} of {}: {}", sheet.kind, header[r]);
            for (c, text) in row.iter().enumerate() {
                if matches!(*text, "<" | "^") {
                    continue;
                }
                let cs = 1 + row[c + 1..].iter().take_while(|t| **t == "<").count();
                let rs = 1 + rows[r + 1..].iter().take_while(|below| below[c] == "^").count();
                sheet.cells.push(Cell { r, c, rs, cs, text: (*text).to_owned(), indent: 0 });
            }
        }
        for c in 0..cols {
            let mut path: Vec<String> = Vec::new();
            for (r, row) in header.iter().enumerate() {
                if row.starts_with('#') {
                    continue;
                }
                let owner = sheet.owner(r, c).map(|cell| fold(&cell.text)).unwrap_or_default();
                if !owner.is_empty() && path.last() != Some(&owner) {
                    path.push(owner);
                }
            }
            sheet.paths[c] = path.join("/");
        }
        sheet
    }

    /// A form of label and value pairs: no header, a fixed number of columns.
    pub fn form(kind: &'static str, style: NumberStyle, cols: usize) -> Sheet {
        let mut sheet = Sheet::new(kind, style, &[]);
        sheet.cols = cols;
        sheet.paths = vec![String::new(); cols];
        sheet
    }

    fn owner(&self, r: usize, c: usize) -> Option<&Cell> {
        self.cells
            .iter()
            .find(|cell| cell.r <= r && r < cell.r + cell.rs && cell.c <= c && c < cell.c + cell.cs)
    }

    /// Prints other words in cells that hold exactly a known one: (known, printed).
    pub fn reword(&mut self, words: &[(&str, &str)]) {
        for (known, printed) in words {
            for cell in self.cells.iter_mut().filter(|cell| fold(&cell.text) == fold(known)) {
                cell.text = (*printed).to_owned();
            }
            for line in &mut self.lines {
                let parts = line
                    .measure
                    .split('/')
                    .map(|part| if part == fold(known) { fold(printed) } else { part.to_owned() });
                line.measure = parts.collect::<Vec<_>>().join("/");
            }
        }
    }

    /// The number of the row that [`Sheet::row`] began last.
    pub fn current(&self) -> usize {
        self.rows - 1
    }

    /// The header path of a column.
    pub fn path(&self, col: usize) -> &str {
        &self.paths[col]
    }

    /// The table's kind.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// How numbers are printed.
    pub fn style(&self) -> NumberStyle {
        self.style
    }

    /// Begins a row.
    pub fn row(&mut self) -> &mut Sheet {
        self.rows += 1;
        self
    }

    /// Writes text into the current row.
    pub fn text(&mut self, c: usize, text: &str) -> &mut Sheet {
        self.span(c, 1, 1, text)
    }

    /// Writes text over several rows and columns, from the current row down.
    pub fn span(&mut self, c: usize, rs: usize, cs: usize, text: &str) -> &mut Sheet {
        self.cells.push(Cell { r: self.rows - 1, c, rs, cs, text: text.to_owned(), indent: 0 });
        self
    }

    /// Writes a row of texts in the header's notation (`<` joins to the left); begins the row itself.
    pub fn texts(&mut self, row: &str) -> &mut Sheet {
        self.row();
        let texts: Vec<&str> = row.split('|').collect();
        for (c, text) in texts.iter().enumerate().filter(|(_, t)| **t != "<" && !t.is_empty()) {
            let cs = 1 + texts[c + 1..].iter().take_while(|t| **t == "<").count();
            self.span(c, 1, cs, text);
        }
        self
    }

    /// Writes an amount of money (fen) and states it as a fact; zero is printed as the document's style has it.
    pub fn money(&mut self, c: usize, fen: i64, label: &Label) -> &mut Sheet {
        if fen == 0 && !self.style.zeros {
            return self;
        }
        let text = money(fen, self.style);
        let path = self.paths[c].clone();
        self.fact(c, text, yuan(fen), label, path)
    }

    /// Writes a number that is no money and states it as a fact.
    pub fn count(&mut self, c: usize, number: i64, label: &Label) -> &mut Sheet {
        let path = self.paths[c].clone();
        self.fact(c, number.to_string(), String::new(), label, path)
    }

    /// Writes a number as given under a measure of its own; `yuan` is empty unless it is money.
    pub fn fact(
        &mut self,
        c: usize,
        text: String,
        yuan: String,
        label: &Label,
        measure: String,
    ) -> &mut Sheet {
        self.text(c, &text);
        self.lines.push(LineFact {
            table: 0,
            kind: self.kind.to_owned(),
            code: label.code.clone(),
            name: label.name.clone(),
            secondary_code: label.secondary_code.clone(),
            measure,
            text,
            yuan,
            row: self.rows - 1,
            col: c,
            meaning: label.meaning.clone(),
        });
        self
    }

    /// Writes an amount as [`Sheet::money`]; what its row means holds for it together with what its column says.
    pub fn amount(&mut self, c: usize, fen: i64, label: &Label, says: Says) -> &mut Sheet {
        let mut label = label.clone();
        if let Some(meaning) = &mut label.meaning {
            says.fund.clone_into(&mut meaning.fund);
            says.measure_code.clone_into(&mut meaning.measure_code);
        }
        self.money(c, fen, &label)
    }

    /// Indents the cell that was written last.
    pub fn indent(&mut self, steps: u8) -> &mut Sheet {
        if let Some(cell) = self.cells.last_mut() {
            cell.indent = steps;
        }
        self
    }

    /// Prints the last `count` header rows again, as part of the table.
    pub fn header_again(&mut self, count: usize) -> &mut Sheet {
        let from = self.header_rows - count.min(self.header_rows);
        let down = self.rows - from;
        let again: Vec<Cell> = self
            .cells
            .iter()
            .filter(|cell| (from..self.header_rows).contains(&cell.r))
            .map(|cell| Cell { r: cell.r + down, ..cell.clone() })
            .collect();
        self.cells.extend(again);
        self.rows += self.header_rows - from;
        self
    }

    /// States an indicator of the current row, whose 三级指标 stands in column `c`.
    pub fn indicator(&mut self, c: usize, fact: IndicatorFact) -> &mut Sheet {
        self.indicators.push(IndicatorFact {
            kind: self.kind.to_owned(),
            row: self.rows - 1,
            col: c,
            ..fact
        });
        self
    }

    /// States an attribute of a project.
    pub fn project(&mut self, project: &str, attribute: &str, value: String) -> &mut Sheet {
        self.projects.push(ProjectFact {
            table: 0,
            project: project.to_owned(),
            attribute: attribute.to_owned(),
            value,
        });
        self
    }

    /// Rows before which a page ends, every `height` rows, never inside a vertical merge.
    pub fn page_breaks(&self, height: Option<usize>) -> Vec<usize> {
        let Some(height) = height else {
            return Vec::new();
        };
        let crossed = |row: usize| self.cells.iter().any(|c| c.r < row && row < c.r + c.rs);
        (1..=self.rows / height)
            .map(|i| i * height)
            .filter(|row| *row < self.rows && !crossed(*row))
            .collect()
    }

    /// The finished table and its own fact; places without a cell become empty cells.
    pub fn finish(mut self, title: &str) -> (Table, TableFact, Sheet) {
        let mut covered = vec![false; self.rows * self.cols];
        for cell in &self.cells {
            for r in cell.r..cell.r + cell.rs {
                for c in cell.c..cell.c + cell.cs {
                    let place = r * self.cols + c;
                    assert!(!covered[place], "{}: two cells at row {r}, column {c}", self.kind);
                    covered[place] = true;
                }
            }
        }
        for place in (0..covered.len()).filter(|place| !covered[*place]) {
            let (r, c) = (place / self.cols, place % self.cols);
            self.cells.push(Cell { r, c, rs: 1, cs: 1, text: String::new(), indent: 0 });
        }
        self.cells.sort_by_key(|cell| (cell.r, cell.c));
        let table = Table {
            kind: self.kind,
            title: title.to_owned(),
            form_number: None,
            captions: Vec::new(),
            framed_captions: false,
            header_rows: self.header_rows,
            rows: self.rows,
            cols: self.cols,
            cells: std::mem::take(&mut self.cells),
            notes: Vec::new(),
            is_blank: self.lines.is_empty() && self.indicators.is_empty() && self.projects.is_empty(),
            bookmark: None,
            page_breaks: Vec::new(),
            repeat_header: false,
            inks: BTreeMap::new(),
            is_picture: false,
        };
        let fact = TableFact {
            table: 0,
            kind: self.kind.to_owned(),
            title: title.to_owned(),
            unit: String::new(),
            is_blank: table.is_blank,
            rows: table.rows,
            cols: table.cols,
        };
        (table, fact, self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Unit;

    #[test]
    fn header_notation_gives_spans_and_paths() {
        let style = NumberStyle { unit: Unit::TenThousand, separators: false, zeros: false };
        let mut sheet = Sheet::new(
            "expenditure_summary",
            style,
            &["序号|功能分类科目|<|合计", "^|编码|名　称|^", "#栏次|1|2|3"],
        );
        sheet.row().text(0, "1").text(2, "合计").money(3, 1_230_000, &Label::name("合计"));
        let (table, _, sheet) = sheet.finish("支出总表");
        let first: Vec<_> = table.cells.iter().take(3).map(|c| (c.rs, c.cs, c.text.as_str())).collect();
        assert_eq!(first, [(2, 1, "序号"), (1, 2, "功能分类科目"), (2, 1, "合计")]);
        assert_eq!(sheet.paths, ["序号", "功能分类科目/编码", "功能分类科目/名称", "合计"]);
        assert_eq!(sheet.lines[0].text, "1.23");
        assert_eq!(sheet.lines[0].yuan, "12300.00");
    }
}
