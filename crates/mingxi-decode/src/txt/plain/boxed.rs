//! Tables drawn with lines of characters: ┌─┬─┐, `+---+`, and the bars of Markdown.
//!
//! Where rules part the rows, all lines between two rules are one row, so that a name that wraps stays one name and the
//! amounts on its second line are its own. Where rules frame the header and the table alone, each line is a row.

use super::width::{COUNTINGS, Counting};
use super::{Line, Region};
use mingxi_model::text::is_space;
use mingxi_model::{DumpCell, DumpRow, parse_number};

/// Cells with numbers without which lines and bars are no table of amounts.
const NUMBERS: usize = 2;
/// Rows of a table without any rule.
const ROWS: usize = 3;
/// The most columns.
const MOST: usize = 200;

/// What stands between two bars.
#[derive(Debug, Clone, PartialEq)]
struct Segment {
    /// The columns of the screen before it, and those before its end.
    from: usize,
    to: usize,
    text: String,
    /// A rule and no text.
    is_rule: bool,
}

/// All tables of drawn lines.
pub(super) fn regions(lines: &[Line]) -> Vec<Region> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < lines.len() {
        let run = lines[from..].iter().take_while(|line| is_drawn(&line.text)).count();
        let mut start = from;
        for at in from + 1..=from + run {
            if at == from + run || begins_another(&lines[at - 1].text, &lines[at].text) {
                let region = table(&lines[start..at]);
                found.extend(region.map(|rows| Region { lines: start..at, captions: Vec::new(), rows }));
                start = at;
            }
        }
        from += run.max(1);
    }
    found
}

fn is_bar(c: char) -> bool {
    matches!(c, '│' | '┃' | '║' | '┆' | '┇' | '┊' | '┋' | '|' | '｜' | '∣')
}

/// Crossings and corners.
fn is_joint(c: char) -> bool {
    matches!(c, '\u{250c}'..='\u{254b}' | '\u{2552}'..='\u{256c}' | '\u{256d}'..='\u{2570}')
}

fn is_level(c: char) -> bool {
    matches!(c, '─' | '━' | '═' | '┄' | '┅' | '┈' | '┉' | '╌' | '╍')
}

/// Whether a line has bars or is a rule.
pub(super) fn is_drawn(text: &str) -> bool {
    text.contains(|c| is_bar(c) || is_joint(c)) || is_rule(text)
}

/// Whether nothing but a rule stands in a line.
fn is_rule(text: &str) -> bool {
    let text = text.trim_matches(is_space);
    let is_part = |c: char| {
        is_bar(c) || is_joint(c) || is_level(c) || matches!(c, '+' | '-' | '=' | ':') || is_space(c)
    };
    let levels = text.chars().filter(|c| is_level(*c) || matches!(c, '-' | '=')).count();
    levels >= 3 && text.chars().all(is_part)
}

/// Whether a frame ends with one line and another begins with the next.
fn begins_another(line: &str, next: &str) -> bool {
    let begins = |text: &str, marks: &[char]| text.trim_start_matches(is_space).starts_with(marks);
    let is_drawn = begins(line, &['└', '┗', '╚', '╰']) || begins(next, &['┌', '┏', '╔', '╭']);
    is_rule(line) && is_rule(next) && (is_drawn || begins(line, &['+']) && begins(next, &['+']))
}

/// The segments of a line in one way of counting its columns.
fn segments(text: &str, way: Counting) -> Vec<Segment> {
    let text = text.trim_end_matches(is_space);
    let characters: Vec<char> = text.chars().collect();
    let is_ascii_level = |at: Option<&char>| matches!(at, Some('-' | '='));
    let mut out = Vec::new();
    let mut column = 0;
    let begun = |from: usize| Segment { from, to: from, text: String::new(), is_rule: false };
    let mut open = begun(0);
    for (at, c) in characters.iter().enumerate() {
        let beside = at.checked_sub(1).and_then(|before| characters.get(before));
        let is_plus = *c == '+' && (is_ascii_level(beside) || is_ascii_level(characters.get(at + 1)));
        column += way.of(*c);
        if is_bar(*c) || is_joint(*c) || is_plus {
            out.push(std::mem::replace(&mut open, begun(column)));
        } else {
            open.text.push(*c);
            open.to = column;
        }
    }
    out.push(open);
    // What stands outside of the frame is nothing.
    let is_blank = |segment: &Segment| segment.text.chars().all(is_space);
    if out.first().is_some_and(is_blank) && out.len() > 1 {
        out.remove(0);
    }
    if out.last().is_some_and(is_blank) && out.len() > 1 {
        out.pop();
    }
    for segment in &mut out {
        let drawn = !segment.text.is_empty() && segment.text.chars().all(is_level);
        let typed = segment.text.len() >= 3 && segment.text.bytes().all(|b| matches!(b, b'-' | b'='));
        segment.is_rule = drawn || typed;
    }
    out
}

/// One line of a table with the columns in which its segments begin.
struct Row<'a> {
    line: &'a Line,
    /// Column, text, whether it is a rule.
    cells: Vec<(usize, String, bool)>,
}

/// Reads one frame; nothing where its bars do not agree on columns.
fn table(lines: &[Line]) -> Option<Vec<DumpRow>> {
    let has_rule = lines.iter().any(|line| is_rule(&line.text));
    let (columns, rows) = COUNTINGS.iter().find_map(|way| rows(lines, *way))?;
    let is_number = |text: &str| parse_number(text).is_some();
    let numbers = rows.iter().flatten().flat_map(|row| &row.cells).filter(|cell| is_number(&cell.1)).count();
    if columns < 2
        || numbers < NUMBERS
        || (!has_rule && (rows.iter().flatten().count() < ROWS || columns < 3))
    {
        return None;
    }
    Some(if each_line_is_a_row(&rows) { by_line(&rows, columns) } else { by_rules(&rows, columns) })
}

/// The lines between rules as rows of cells, with the number of columns; `None` where bars stand between the columns of
/// other lines.
fn rows<'a>(lines: &'a [Line], way: Counting) -> Option<(usize, Vec<Vec<Row<'a>>>)> {
    let read: Vec<(&Line, Option<Vec<Segment>>)> =
        lines.iter().map(|line| (line, (!is_rule(&line.text)).then(|| segments(&line.text, way)))).collect();
    let widest = read.iter().filter_map(|(_, segments)| segments.as_ref()).max_by_key(|own| own.len())?;
    let starts: Vec<usize> = widest.iter().map(|segment| segment.from).collect();
    let end = widest.last().map(|segment| segment.to);
    if starts.len() > MOST {
        return None;
    }
    let mut bands: Vec<Vec<Row<'a>>> = vec![Vec::new()];
    for (line, own) in read {
        let Some(own) = own else {
            bands.push(Vec::new());
            continue;
        };
        let is_whole = own.len() == starts.len();
        // A line with fewer bars has merged cells, not fewer: it ends where the others end.
        if !is_whole && own.last().map(|segment| segment.to) != end {
            return None;
        }
        let mut cells = Vec::with_capacity(own.len());
        for (at, segment) in own.into_iter().enumerate() {
            let column =
                if is_whole { at } else { starts.iter().position(|start| *start == segment.from)? };
            let text = segment.text.trim_matches(is_space).to_owned();
            cells.push((column, text, segment.is_rule));
        }
        bands.last_mut()?.push(Row { line, cells });
    }
    bands.retain(|band| !band.is_empty());
    Some((starts.len(), bands))
}

/// Whether rules do not part the rows: in the few stretches between rules numbers stand below one another.
fn each_line_is_a_row(bands: &[Vec<Row<'_>>]) -> bool {
    let stacks = |band: &&Vec<Row<'_>>| {
        band.windows(2).any(|pair| {
            let numbers = |row: &Row<'_>| -> Vec<usize> {
                row.cells.iter().filter(|cell| parse_number(&cell.1).is_some()).map(|cell| cell.0).collect()
            };
            let above = numbers(&pair[0]);
            numbers(&pair[1]).iter().any(|column| above.contains(column))
        })
    };
    let stacked = bands.iter().filter(stacks).count();
    let single = bands.iter().filter(|band| band.len() == 1 && has_number(band)).count();
    stacked > 0 && single <= 2
}

fn has_number(band: &[Row<'_>]) -> bool {
    band.iter().flat_map(|row| &row.cells).any(|cell| parse_number(&cell.1).is_some())
}

fn by_line(bands: &[Vec<Row<'_>>], columns: usize) -> Vec<DumpRow> {
    let mut out = Vec::new();
    for row in bands.iter().flatten() {
        let mut cells = blank(columns);
        row.cells.iter().filter(|cell| !cell.2).for_each(|cell| add(&mut cells[cell.0], &cell.1, row.line));
        out.push(DumpRow { cells, break_before: false });
    }
    out
}

/// A rule over some columns begins a row below them; the others go on.
fn by_rules(bands: &[Vec<Row<'_>>], columns: usize) -> Vec<DumpRow> {
    let mut out: Vec<DumpRow> = Vec::new();
    for band in bands {
        out.push(DumpRow { cells: blank(columns), break_before: false });
        let mut rows_of = vec![out.len() - 1; columns];
        for row in band {
            if row.cells.iter().any(|cell| cell.2) {
                out.push(DumpRow { cells: blank(columns), break_before: false });
            }
            let last = out.len() - 1;
            for (at, (column, text, is_rule)) in row.cells.iter().enumerate() {
                // A rule below merged columns reaches to where the next segment begins.
                let end = row.cells.get(at + 1).map_or(columns, |next| next.0);
                if *is_rule {
                    rows_of[*column..end].fill(last);
                } else {
                    add(&mut out[rows_of[*column]].cells[*column], text, row.line);
                }
            }
        }
    }
    out
}

fn blank(columns: usize) -> Vec<DumpCell> {
    vec![DumpCell { text: String::new(), line: 0 }; columns]
}

/// A further line of a cell.
fn add(cell: &mut DumpCell, text: &str, line: &Line) {
    if text.is_empty() {
        return;
    }
    if cell.text.is_empty() {
        cell.line = line.number;
    } else {
        cell.text.push('\n');
    }
    cell.text.push_str(text);
}

#[cfg(test)]
mod tests {
    use super::super::tests::shape;

    #[test]
    fn rules_part_rows_and_names_wrap() {
        let text = "单位：元\n┌──┬─────┬────┐\n│序号│项目名称  │  预算数│\n├──┼─────┼────┤\n│1   │防汛物资  │        │\n│    │储备      │  120.00│\n├──┼─────┼────┤\n│2   │巡查      │   80.00│\n└──┴─────┴────┘\n说明";
        assert_eq!(
            shape(text),
            ["P:单位：元", "序号|项目名称|预算数", "1|防汛物资/储备|120.00", "2|巡查|80.00", "P:说明"]
        );
    }

    #[test]
    fn without_rules_between_them_lines_are_rows() {
        let text = "+------+--------+\n| 名称 | 金额   |\n+------+--------+\n| 合计 | 200.00 |\n| 甲   | 120.00 |\n| 乙   |  80.00 |\n+------+--------+";
        assert_eq!(shape(text), ["名称|金额", "合计|200.00", "甲|120.00", "乙|80.00"]);
        let markdown =
            "| 名称 | 2024年 | 2025年 |\n| --- | ---: | ---: |\n| 合计 | 9.00 | 8.00 |\n| 甲 | | 8.00 |";
        assert_eq!(shape(markdown), ["名称|2024年|2025年", "合计|9.00|8.00", "甲||8.00"]);
    }

    #[test]
    fn heads_over_heads_stand_where_their_columns_begin() {
        let text = "┌──┬────────┐\n│名称│支出            │\n│    ├───┬────┤\n│    │基本  │项目    │\n├──┼───┼────┤\n│甲  │1.00  │    2.00│\n├──┼───┼────┤\n│乙  │      │    4.00│\n└──┴───┴────┘";
        assert_eq!(shape(text), ["名称|支出|", "|基本|项目", "甲|1.00|2.00", "乙||4.00"]);
    }

    #[test]
    fn bars_that_agree_on_no_columns_are_no_table() {
        let text = "| 甲 | 1.00 | 2.00 |\n| 乙 | 3.00 |\n| 丙 | 4.00 | 5.00 |";
        assert!(shape(text).iter().all(|line| line.starts_with("P:")), "{:?}", shape(text));
    }
}
