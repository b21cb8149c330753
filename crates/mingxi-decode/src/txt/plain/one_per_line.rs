//! Tables copied from a web page as plain text: each cell is a line, a blank cell a blank line, and so many lines are a
//! row as the header has heads.

use super::{Line, Region, is_money, is_nothing, row};
use mingxi_model::text::{is_space, squeeze};
use mingxi_model::{DumpRow, parse_value};

/// Rows from which lines are believed to be cells.
const ROWS: usize = 3;
/// The most columns.
const COLUMNS: usize = 24;
/// The most columns of labels before the first number.
const LABELS: usize = 4;
/// The most characters of a head.
const HEAD: usize = 30;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Open,
    Label,
    Value,
}

/// Lines from `start` on, each cell `step` lines after the one before: pages copied with their paragraphs' gaps have a
/// blank line below each cell.
struct Cells<'a> {
    lines: &'a [Line],
    start: usize,
    step: usize,
}

impl Cells<'_> {
    /// The text of a cell; `None` behind the last line, or where something stands in a gap.
    fn at(&self, cell: usize) -> Option<&str> {
        let at = self.start + cell * self.step;
        let text = self.lines.get(at)?.text.trim_matches(is_space);
        let gap = (at + 1..at + self.step).all(|gap| self.lines.get(gap).is_none_or(Line::is_blank));
        gap.then_some(text)
    }
}

/// All tables of a cell per line.
pub(super) fn regions(lines: &[Line]) -> Vec<Region> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(number) = (from..lines.len()).find(|at| is_lone_amount(&lines[*at].text)) {
        let (region, looked) = table(lines, from, number);
        from = region.as_ref().map_or(looked, |region| region.lines.end).max(number + 1);
        found.extend(region);
    }
    found
}

fn is_lone_amount(text: &str) -> bool {
    let text = squeeze(text);
    parse_value(&text).is_some() && (is_money(&text) || text.bytes().all(|b| b.is_ascii_digit()))
}

/// The table whose first number stands in a line, and how far it was looked for.
fn table(lines: &[Line], from: usize, number: usize) -> (Option<Region>, usize) {
    let mut looked = number + 1;
    for columns in 2..=COLUMNS {
        for (step, labels) in [1, 2].into_iter().flat_map(|step| (1..=LABELS).map(move |l| (step, l))) {
            let Some(start) = number.checked_sub((columns + labels) * step).filter(|start| *start >= from)
            else {
                continue;
            };
            if labels >= columns {
                continue;
            }
            let cells = Cells { lines, start, step };
            let (rows, after) = rows(&cells, columns, labels);
            looked = looked.max(start + after * step);
            let end = lines.len().min(start + after * step);
            // Where numbers go on below, the rows were of another length.
            let goes_on = lines[end..].iter().take(columns * step).any(|line| is_lone_amount(&line.text));
            if rows.len() > ROWS && !goes_on {
                return (Some(Region { lines: start..end, captions: Vec::new(), rows }), looked);
            }
        }
    }
    (None, looked)
}

/// The header and the rows below it as far as each column keeps to what it holds, with the number of their cells.
fn rows(cells: &Cells<'_>, columns: usize, labels: usize) -> (Vec<DumpRow>, usize) {
    let text = |row: usize, column: usize| cells.at(row * columns + column);
    let is_head = |column: usize| {
        text(0, column).is_some_and(|head| {
            !head.is_empty()
                && head.chars().count() <= HEAD
                && parse_value(head).is_none()
                && !is_nothing(head)
        })
    };
    if !(0..columns).all(is_head) {
        return (Vec::new(), 0);
    }
    let mut kinds: Vec<Kind> =
        (0..columns).map(|column| if column < labels { Kind::Label } else { Kind::Open }).collect();
    let mut out = vec![dump_row(cells, columns, 0)];
    let mut valued = 1;
    for row in 1.. {
        let is_cut = text(row, columns - 1).is_none();
        let mut has_value = false;
        let mut fits = text(row, 0).is_some()
            && (0..columns).any(|column| text(row, column).is_some_and(|t| !t.is_empty()));
        for (column, kind) in kinds.iter_mut().enumerate() {
            // A file may end without the blank cells of its last row.
            let cell = text(row, column).unwrap_or_default();
            if is_nothing(cell) {
                continue;
            }
            let own = if parse_value(cell).is_some() { Kind::Value } else { Kind::Label };
            match *kind {
                Kind::Label => fits &= !is_money(cell),
                Kind::Open => *kind = own,
                Kind::Value => fits &= own == Kind::Value,
            }
            has_value |= *kind == Kind::Value;
        }
        let has_label = (0..labels).any(|column| text(row, column).is_some_and(|text| !is_nothing(text)));
        if !fits || !has_label || (is_cut && !has_value) {
            break;
        }
        out.push(dump_row(cells, columns, row));
        if has_value {
            valued = out.len();
        }
        if is_cut {
            break;
        }
    }
    // What follows the last number belongs to the page.
    out.truncate(valued);
    (out, valued * columns)
}

fn dump_row(cells: &Cells<'_>, columns: usize, number: usize) -> DumpRow {
    let texts = (0..columns).map(|column| cells.at(number * columns + column).unwrap_or_default().to_owned());
    let mut out = row(texts.collect(), 0);
    for (column, cell) in out.cells.iter_mut().enumerate() {
        let at = cells.start + (number * columns + column) * cells.step;
        cell.line = cells.lines.get(at).map_or(0, |line| line.number);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::shape;

    const ROWS: &str = "科目编码\n科目名称\n合计\n基本支出\n项目支出\n\n合计\n9.00\n4.00\n5.00\n204\n公共安全支出\n9.00\n4.00\n5.00\n2040601\n行政运行\n4.00\n4.00\n\n2040604\n基层司法业务\n5.00\n\n5.00\n";
    const READ: [&str; 5] = [
        "科目编码|科目名称|合计|基本支出|项目支出",
        "|合计|9.00|4.00|5.00",
        "204|公共安全支出|9.00|4.00|5.00",
        "2040601|行政运行|4.00|4.00|",
        "2040604|基层司法业务|5.00||5.00",
    ];

    #[test]
    fn a_blank_line_is_a_blank_cell() {
        let read = shape(&format!("某局2026年支出总表\n单位：万元\n{ROWS}打印本页\n点击数：2025\n"));
        assert_eq!(read[2..7], READ);
        assert_eq!(read[7..], ["P:打印本页", "P:点击数：2025"]);
    }

    #[test]
    fn cells_may_stand_a_blank_line_apart() {
        assert_eq!(shape(&ROWS.replace('\n', "\n\n")), READ);
    }

    #[test]
    fn whole_numbers_may_be_amounts() {
        let whole = ROWS.replace(".00", "0000");
        assert_eq!(shape(&whole), READ.map(|row| row.replace(".00", "0000")));
    }

    #[test]
    fn without_its_blank_lines_a_cell_has_no_place() {
        assert!(shape(&ROWS.replace("\n\n", "\n")).iter().all(|line| line.starts_with("P:")));
    }
}
