//! Tables of fixed width: fields are padded with blanks, and a blank field is known by its place alone.
//!
//! The numbers of a column end in the same column of the screen, or nothing of one column stands over another; a line
//! that fits neither leaves the whole table prose.

use super::width::{COUNTINGS, Counting};
use super::{Line, Region, is_money, is_nothing, row};
use mingxi_model::text::{is_han, is_space};
use mingxi_model::{DumpRow, parse_value};

/// Lines with amounts.
const ROWS: usize = 2;
/// Blank columns that part two fields; a single one may stand in a name.
const GAP: usize = 2;
/// The most lines of a header.
const HEADER: usize = 4;
/// The most columns.
const COLUMNS: usize = 64;
/// The most characters of a line.
const LINE: usize = 2000;

/// A text with the columns of the screen that it takes.
#[derive(Debug, Clone, PartialEq)]
struct Token {
    from: usize,
    to: usize,
    text: String,
}

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Column {
    from: usize,
    to: usize,
    is_value: bool,
}

/// All tables of fixed width.
pub(super) fn regions(lines: &[Line]) -> Vec<Region> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(first) = (from..lines.len()).find(|at| is_row(&lines[*at])) {
        let mut end = first + 1;
        // A blank line inside is a page's end.
        while let Some(next) = (end..lines.len().min(end + 2)).find(|at| !lines[*at].is_blank()) {
            if !is_row(&lines[next]) {
                break;
            }
            end = next + 1;
        }
        let above = (from..first).rev().take_while(|at| is_head(&lines[*at])).take(HEADER).count();
        // Over the heads one head of several columns may stand alone.
        let read = [above + 1, above].into_iter().filter(|above| first - from >= *above).find_map(|above| {
            let start = first - above;
            Some((start, table(&lines[start..end], above)?))
        });
        found.extend(read.map(|(start, rows)| Region { lines: start..end, captions: Vec::new(), rows }));
        from = end;
    }
    found
}

/// Whether a line may be a row of amounts: several fields, one of them a number, and no sentence.
fn is_row(line: &Line) -> bool {
    // Bars part fields; what they make no table of is none.
    if super::boxed::is_drawn(&line.text) {
        return false;
    }
    let tokens = tokens(&line.text, COUNTINGS[0]);
    tokens.len() > 1
        && tokens.iter().any(|token| is_money(&token.text) || is_long_number(&token.text))
        && !line.text.contains(['。', '；'])
}

fn is_long_number(text: &str) -> bool {
    text.len() > 3 && parse_value(text).is_some()
}

/// Whether a line above may be of the header: several fields and no number.
fn is_head(line: &Line) -> bool {
    let tokens = tokens(&line.text, COUNTINGS[0]);
    tokens.len() > 1 && !line.text.contains(['。', '；', '：'])
}

/// The fields of a line. Numbers are fields of their own wherever a blank parts them.
fn tokens(text: &str, way: Counting) -> Vec<Token> {
    if text.chars().take(LINE + 1).count() > LINE {
        return Vec::new();
    }
    let mut words: Vec<Token> = Vec::new();
    let mut column = 0;
    let mut open: Option<Token> = None;
    for c in text.chars() {
        let width = way.of(c);
        if is_space(c) && width > 0 {
            words.extend(open.take());
        } else if width > 0 {
            let token = open.get_or_insert_with(|| Token { from: column, to: column, text: String::new() });
            token.text.push(c);
            token.to = column + width;
        }
        column += width;
    }
    words.extend(open);
    let mut out: Vec<Token> = Vec::with_capacity(words.len());
    for word in whole_numbers(words) {
        match out.last_mut() {
            Some(last) if word.from - last.to < GAP && !parts(&last.text, &word.text) => {
                last.text.push(' ');
                last.text.push_str(&word.text);
                last.to = word.to;
            }
            _ => out.push(word),
        }
    }
    out
}

/// The most groups of a number's digits.
const GROUPS: usize = 5;

/// Words, those that are groups of one number's digits (16 842 150.50) put together.
fn whole_numbers(words: Vec<Token>) -> Vec<Token> {
    let mut out = Vec::with_capacity(words.len());
    let mut rest = words.as_slice();
    while let Some(first) = rest.first() {
        let near = rest.windows(2).take_while(|pair| pair[1].from - pair[0].to < GAP).count() + 1;
        let joined = |length: &usize| {
            let text: Vec<&str> = rest[..*length].iter().map(|word| word.text.as_str()).collect();
            let text = text.join(" ");
            parse_value(&text).is_some().then_some((*length, text))
        };
        let number = (2..=near.min(GROUPS)).rev().find_map(|length| joined(&length));
        let (length, text) = number.unwrap_or_else(|| (1, first.text.clone()));
        let to = rest.get(length - 1).map_or(first.to, |last| last.to);
        out.push(Token { from: first.from, to, text });
        rest = &rest[length..];
    }
    out
}

/// Whether a single blank parts two texts: one of them is a number, and both are not one.
fn parts(left: &str, right: &str) -> bool {
    let is_number = |text: &str| parse_value(text).is_some();
    (is_number(left) || is_number(right)) && !is_number(&format!("{left} {right}"))
}

/// The rows of a table, its header first; `None` where its lines agree on no columns.
fn table(lines: &[Line], above: usize) -> Option<Vec<DumpRow>> {
    if lines.len() - above < ROWS {
        return None;
    }
    let read = |way: Counting| -> Option<(usize, Vec<DumpRow>)> {
        let all: Vec<Vec<Token>> = lines.iter().map(|line| tokens(&line.text, way)).collect();
        let (header, body) = all.split_at(above);
        let columns = by_edges(body).or_else(|| by_gaps(body))?;
        let (columns, heads) = heads(header, columns)?;
        let mut rows = Vec::with_capacity(lines.len());
        let mut is_apart = false;
        for (at, line) in lines.iter().enumerate() {
            if line.is_blank() {
                is_apart = true;
                continue;
            }
            let fields = match heads.get(at) {
                Some(fields) => fields.clone(),
                None => fields(&all[at], &columns)?,
            };
            let mut row = row(fields, line.number);
            row.break_before = std::mem::take(&mut is_apart) && at > 0;
            rows.push(row);
        }
        Some((columns.len(), rows))
    };
    let all: Vec<(usize, Vec<DumpRow>)> = COUNTINGS.into_iter().filter_map(read).collect();
    all.into_iter().min_by_key(|(columns, _)| *columns).map(|(_, rows)| rows)
}

/// The tokens of a row that are values: numbers behind its name.
fn values(row: &[Token]) -> impl Iterator<Item = &Token> {
    let name = row.iter().position(|token| token.text.contains(is_han)).map_or(0, |name| name + 1);
    row.iter().skip(name).filter(|token| parse_value(&token.text).is_some())
}

/// Columns of numbers that end in the same place.
fn by_edges(body: &[Vec<Token>]) -> Option<Vec<Column>> {
    let mut columns: Vec<(usize, Column)> = Vec::new();
    for token in body.iter().flat_map(|row| values(row)) {
        match columns.iter_mut().find(|(_, column)| column.to == token.to) {
            Some((count, column)) => {
                *count += 1;
                column.from = column.from.min(token.from);
            }
            None => columns.push((1, Column { from: token.from, to: token.to, is_value: true })),
        }
        if columns.len() > COLUMNS {
            return None;
        }
    }
    let is_sure = columns.iter().all(|(count, _)| *count > 1) && !columns.is_empty();
    let columns: Vec<Column> = columns.into_iter().map(|(_, column)| column).collect();
    let is_value = |token: &Token| {
        parse_value(&token.text).is_some() && columns.iter().any(|column| column.to == token.to)
    };
    let others: Vec<&Token> = body.iter().flatten().filter(|token| !is_value(token)).collect();
    let labels = stretches(others.iter().map(|token| (token.from, token.to)).collect());
    let labels = labels.into_iter().map(|(from, to)| Column { from, to, is_value: false });
    is_sure.then(|| apart(columns.iter().copied().chain(labels).collect())).flatten()
}

/// Columns as the places that no line leaves blank, where each holds one number of a row at most.
fn by_gaps(body: &[Vec<Token>]) -> Option<Vec<Column>> {
    let all = stretches(body.iter().flatten().map(|token| (token.from, token.to)).collect());
    let values: Vec<&Token> = body.iter().flat_map(|row| values(row)).collect();
    let holds = |(from, to): (usize, usize)| values.iter().any(|token| token.from >= from && token.to <= to);
    let columns: Vec<Column> =
        all.into_iter().map(|(from, to)| Column { from, to, is_value: holds((from, to)) }).collect();
    let is_single = |column: &Column| {
        !column.is_value
            || body.iter().all(|row| row.iter().filter(|token| is_in(token, column)).count() <= 1)
    };
    (columns.iter().all(is_single)).then(|| apart(columns)).flatten()
}

fn is_in(token: &Token, column: &Column) -> bool {
    token.from >= column.from && token.to <= column.to
}

/// What intervals cover together.
fn stretches(mut intervals: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    intervals.sort_unstable();
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (from, to) in intervals {
        match out.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => out.push((from, to)),
        }
    }
    out
}

/// Columns in order, if none reaches over another one.
fn apart(mut columns: Vec<Column>) -> Option<Vec<Column>> {
    columns.sort_unstable_by_key(|column| (column.from, column.to));
    let is_apart = columns.windows(2).all(|pair| pair[0].to <= pair[1].from);
    (is_apart && (2..=COLUMNS).contains(&columns.len())).then_some(columns)
}

/// The columns with those that only the header has, and the fields of its lines; `None` where a column of numbers has
/// no head.
fn heads(header: &[Vec<Token>], columns: Vec<Column>) -> Option<(Vec<Column>, Vec<Vec<String>>)> {
    let Some(lowest) = header.iter().max_by_key(|tokens| tokens.len()) else {
        return Some((columns, Vec::new()));
    };
    let mut columns = columns;
    if lowest.len() == columns.len() {
        // As many heads as columns, in order, wherever they are centred.
        for (column, head) in columns.iter_mut().zip(lowest) {
            (column.from, column.to) = (column.from.min(head.from), column.to.max(head.to));
        }
        columns = apart(columns)?;
    } else {
        let is_beside = |head: &&Token| !columns.iter().any(|c| head.from < c.to && c.from < head.to);
        let more: Vec<Column> = lowest
            .iter()
            .filter(is_beside)
            .map(|head| Column { from: head.from, to: head.to, is_value: false })
            .collect();
        columns = apart(columns.into_iter().chain(more).collect())?;
    }
    let values = columns.iter().position(|column| column.is_value)?;
    let mut rows = Vec::with_capacity(header.len());
    for line in header {
        if header.len() > 1 && !is_over_values(line, &columns, values) {
            return None;
        }
        let mut fields = vec![String::new(); columns.len()];
        for head in line {
            // A head over several columns stands in the first of them.
            let at = columns.iter().position(|column| head.from < column.to && column.from < head.to)?;
            if !fields[at].is_empty() {
                return None;
            }
            fields[at].clone_from(&head.text);
        }
        rows.push(fields);
    }
    let has_head = |at: usize| {
        rows.iter().any(|fields| {
            // A column below a head that begins further to the left has its own in another line.
            !fields[at].is_empty()
        })
    };
    let is_whole = (0..columns.len()).all(|at| !columns[at].is_value || has_head(at));
    is_whole.then_some((columns, rows))
}

/// Whether a line of the header has several heads, or one that stands over columns of numbers alone: a title begins
/// further to the left.
fn is_over_values(line: &[Token], columns: &[Column], first: usize) -> bool {
    let labels = first.checked_sub(1).and_then(|last| columns.get(last)).map_or(0, |label| label.to);
    match line {
        [head] => {
            let covered = columns.iter().filter(|column| head.from < column.to && column.from < head.to);
            head.from >= labels && covered.count() > 0 && !head.text.contains(['：', ':', '。'])
        }
        _ => !line.is_empty(),
    }
}

/// The fields of a row; `None` where a text stands in no column, or two numbers in one.
fn fields(tokens: &[Token], columns: &[Column]) -> Option<Vec<String>> {
    let mut fields = vec![String::new(); columns.len()];
    for token in tokens {
        let at = columns.iter().position(|column| is_in(token, column))?;
        let field = &mut fields[at];
        if field.is_empty() {
            field.clone_from(&token.text);
        } else if columns[at].is_value || is_nothing(&token.text) {
            return None;
        } else {
            field.push(' ');
            field.push_str(&token.text);
        }
    }
    Some(fields)
}

#[cfg(test)]
mod tests {
    use super::super::tests::shape;

    #[test]
    fn a_blank_field_is_known_by_its_place() {
        let text = "　　支出表\n                              单位：万元\n编码   名称　　　　　　    合计    基本    项目\n       合计　　　　　　    9.00    4.00    5.00\n204    公共安全支出　　    9.00    4.00    5.00\n20406  司法　　　　　　    4.00    4.00\n20499  其他 支出　　　　   5.00            5.00\n说明。";
        assert_eq!(
            shape(text),
            [
                "P:支出表",
                "P:单位：万元",
                "编码|名称|合计|基本|项目",
                "|合计|9.00|4.00|5.00",
                "204|公共安全支出|9.00|4.00|5.00",
                "20406|司法|4.00|4.00|",
                "20499|其他 支出|5.00||5.00",
                "P:说明。"
            ]
        );
    }

    #[test]
    fn heads_may_be_centred_and_amounts_begin_alike() {
        let text = "名称          2024年         2025年\n合计          1,200.00       900.00\n甲            1,200.00       0.00\n乙                           900.00";
        assert_eq!(
            shape(text),
            ["名称|2024年|2025年", "合计|1,200.00|900.00", "甲|1,200.00|0.00", "乙||900.00"]
        );
    }

    #[test]
    fn one_head_may_stand_over_several() {
        let text = "某表\n             2026年预算数\n名称        合计      基本\n合计        9.00      4.00\n甲          9.00      4.00";
        assert_eq!(
            shape(text),
            ["P:某表", "|2026年预算数|", "名称|合计|基本", "合计|9.00|4.00", "甲|9.00|4.00"]
        );
    }

    #[test]
    fn blanks_that_part_thousands_part_no_columns() {
        let text = "名称                2024年\n合计          16 842 150.50\n甲            16 842 150.50";
        assert_eq!(shape(text), ["名称|2024年", "合计|16 842 150.50", "甲|16 842 150.50"]);
    }

    #[test]
    fn lines_of_no_common_columns_stay_lines() {
        let text = "名称 合计 基本 项目\n合计 9.00 4.00 5.00\n公共安全支出 4.00 4.00\n司法 5.00 5.00";
        assert!(shape(text).iter().all(|line| line.starts_with("P:")), "{:?}", shape(text));
    }
}
