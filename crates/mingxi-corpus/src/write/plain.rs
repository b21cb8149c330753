//! Tables of a tab-separated dump as plain text writes them: drawn with lines, separated by commas, padded with blanks.

/// Columns of a screen that a text takes in a GB print dump.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Whether a field prints a number.
fn is_number(field: &str) -> bool {
    field.contains(|c: char| c.is_ascii_digit())
        && field.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'))
}

/// Rewrites each run of rows of a dump.
fn rewrite(dump: &str, table: impl Fn(&[Vec<&str>]) -> String) -> String {
    let mut out = String::new();
    let mut rows: Vec<Vec<&str>> = Vec::new();
    for line in dump.lines().chain([""]) {
        if line.contains('\t') {
            rows.push(line.split('\t').collect());
            continue;
        }
        if !rows.is_empty() {
            out.push_str(&table(&std::mem::take(&mut rows)));
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// The widest text of each column.
fn widths(rows: &[Vec<&str>]) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    (0..columns)
        .map(|col| rows.iter().filter_map(|row| row.get(col)).map(|text| width(text)).max().unwrap_or(0))
        .collect()
}

/// A field with blanks around it: amounts at the right, codes and everything else at the left.
fn padded_field(field: &str, columns: usize) -> String {
    let blanks = " ".repeat(columns.saturating_sub(width(field)));
    if is_number(field) && field.contains('.') {
        format!("{blanks}{field}")
    } else {
        format!("{field}{blanks}")
    }
}

/// Drawn with ┌─┬─┐ and a rule between all rows; names of many characters wrap.
pub fn drawn(dump: &str) -> String {
    const NAME: usize = 8;
    rewrite(dump, |rows| {
        let columns: Vec<usize> = widths(rows).iter().map(|width| width.div_ceil(2) * 2 + 2).collect();
        let rule = |left: &str, cross: &str, right: &str| {
            let lines: Vec<String> = columns.iter().map(|width| "─".repeat(width / 2)).collect();
            format!("{left}{}{right}\n", lines.join(cross))
        };
        let mut out = rule("┌", "┬", "┐");
        for (number, row) in rows.iter().enumerate() {
            if number > 0 {
                out.push_str(&rule("├", "┼", "┤"));
            }
            // What wraps prints its tail, with the numbers of the row, on a second line.
            let wraps = row.iter().any(|field| field.chars().count() > NAME && !is_number(field));
            let parts = |field: &str| -> (String, String) {
                if is_number(field) {
                    return if wraps {
                        (String::new(), field.to_owned())
                    } else {
                        (field.to_owned(), String::new())
                    };
                }
                let head: String = field.chars().take(NAME).collect();
                (head, field.chars().skip(NAME).collect())
            };
            let line = |second: bool| {
                let fields: Vec<String> = (0..columns.len())
                    .map(|col| {
                        let (first, tail) = parts(row.get(col).copied().unwrap_or(""));
                        padded_field(if second { &tail } else { &first }, columns[col])
                    })
                    .collect();
                format!("│{}│\n", fields.join("│"))
            };
            out.push_str(&line(false));
            if wraps {
                out.push_str(&line(true));
            }
        }
        out.push_str(&rule("└", "┴", "┘"));
        out
    })
}

/// Separated by commas, what holds one in quotes.
pub fn separated(dump: &str) -> String {
    rewrite(dump, |rows| {
        let columns = widths(rows).len();
        let field = |text: &str| if text.contains(',') { format!("\"{text}\"") } else { text.to_owned() };
        let line = |row: &Vec<&str>| {
            let fields: Vec<String> =
                (0..columns).map(|col| field(row.get(col).copied().unwrap_or(""))).collect();
            format!("{}\n", fields.join(","))
        };
        rows.iter().map(line).collect()
    })
}

/// Padded with blanks to columns of one width each.
pub fn padded(dump: &str) -> String {
    rewrite(dump, |rows| {
        let columns = widths(rows);
        let line = |row: &Vec<&str>| {
            let fields: Vec<String> = (0..columns.len())
                .map(|col| padded_field(row.get(col).copied().unwrap_or(""), columns[col] + 4))
                .collect();
            format!("{}\n", fields.concat().trim_end())
        };
        rows.iter().map(line).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DUMP: &str = "支出表\n编码\t名称\t合计\n208\t社会保障和就业支出类\t1,200.00\n";

    #[test]
    fn tables_are_rewritten_and_prose_is_not() {
        assert_eq!(separated(DUMP), "支出表\n编码,名称,合计\n208,社会保障和就业支出类,\"1,200.00\"\n\n");
        assert!(padded(DUMP).starts_with("支出表\n编码    名称"));
        assert!(drawn(DUMP).contains("│出类"));
    }
}
