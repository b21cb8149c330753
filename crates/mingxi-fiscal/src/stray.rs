//! Numbers that stand in no table and in no sentence: the table around them was not seen, or ended too early. They are told
//! line by line, whatever parts them: blanks, bars, commas, or nothing at all.

use crate::unpublished::is_amount;
use mingxi_model::text::{fold_width, is_han, is_space, squeeze};
use mingxi_model::{Diagnostic, Paragraph, Place, Severity, Statement, Step, parse_value};

/// The most lines that are named one by one.
const NAMED: usize = 20;
/// The most characters of a line that a remark repeats.
const LINE: usize = 120;
/// So many paragraphs may stand between two lines of one run of numbers.
const APART: usize = 8;

/// A line with stray amounts.
struct Stray<'a> {
    paragraph: &'a Paragraph,
    /// Its number among the paragraphs.
    index: usize,
    count: usize,
}

/// One remark for every line outside of all tables that looks like the row of one, and one for every run of lines with
/// single numbers.
pub(crate) fn stray_numbers(prose: &[Paragraph], statements: &[Statement]) -> Vec<Diagnostic> {
    let said: std::collections::BTreeSet<String> =
        statements.iter().filter_map(|statement| statement.place.as_ref()).map(place_key).collect();
    let lines: Vec<Stray<'_>> = prose
        .iter()
        .enumerate()
        .filter(|(_, paragraph)| !said.contains(&place_key(&paragraph.place)))
        .map(|(index, paragraph)| Stray { paragraph, index, count: amounts_beside_prose(&paragraph.text) })
        .filter(|line| line.count > 0)
        .collect();
    let mut remarks: Vec<Diagnostic> =
        lines.iter().filter(|line| line.count > 1).take(NAMED).map(of_row).collect();
    let rows: Vec<&Stray<'_>> = lines.iter().filter(|line| line.count > 1).skip(NAMED).collect();
    remarks.extend(of_more(&rows));
    let mut run: Vec<&Stray<'_>> = Vec::new();
    let mut runs = 0;
    for line in lines.iter().filter(|line| line.count == 1) {
        if run.last().is_some_and(|last| line.index > last.index + APART) {
            remarks.extend(of_run(&std::mem::take(&mut run)).filter(|_| runs < NAMED));
            runs += 1;
        }
        run.push(line);
    }
    remarks.extend(of_run(&run));
    remarks
}

fn place_key(place: &Place) -> String {
    format!("{place:?}")
}

fn warning(message: String, line: &Stray<'_>) -> Diagnostic {
    Diagnostic::new(Step::Recognise, Severity::Warning, "numbers_outside_tables", message)
        .at(Some(line.paragraph.place.clone()))
}

fn of_row(line: &Stray<'_>) -> Diagnostic {
    let shown: String = line.paragraph.text.chars().take(LINE).collect();
    let count = line.count;
    let message = format!(
        "the line `{shown}` stands in no table and prints {count} amounts; if it is the row of a table, its numbers are \
         not in the data; look at the page"
    );
    warning(message, line)
}

fn of_more(lines: &[&Stray<'_>]) -> Option<Diagnostic> {
    let numbers: usize = lines.iter().map(|line| line.count).sum();
    let message = format!(
        "{} more lines stand in no table and print {numbers} amounts; if they are rows of tables, their numbers are not in \
         the data",
        lines.len()
    );
    lines.first().map(|line| warning(message, line))
}

fn of_run(lines: &[&Stray<'_>]) -> Option<Diagnostic> {
    let first = lines.first()?;
    let shown: String = first.paragraph.text.chars().take(LINE).collect();
    let message = match lines.len() {
        1 => format!(
            "the line `{shown}` stands in no table and prints an amount; if it is of a table, it is not in the data; look \
             at the page"
        ),
        count => format!(
            "{count} lines with one number each, the first is `{shown}`, stand in no table; if they are cells of a table, \
             their numbers are not in the data; look at the page"
        ),
    };
    Some(warning(message, first))
}

/// How many amounts a line prints that belong to no sentence.
///
/// In prose a unit or a word follows a number; where punctuation parts clauses, only numbers that mostly stand bare are
/// those of a row.
fn amounts_beside_prose(text: &str) -> usize {
    let squeezed = squeeze(text);
    if parse_value(&squeezed).is_some() {
        let is_said = is_amount(&squeezed) || squeezed.ends_with('元');
        return usize::from(is_said && !is_dated(&squeezed));
    }
    let (bare, all) = amounts(text);
    let has_clauses = text.contains(['。', '；', '，', '、']);
    match has_clauses {
        true if bare > 1 && bare * 2 > all => bare,
        true => 0,
        // 支出1,230.00万元 is a clause, and so is what a list of contents says of a figure.
        false if all == 1 => bare,
        false => all,
    }
}

/// The amounts of a line: those that no word follows, and all.
fn amounts(text: &str) -> (usize, usize) {
    let characters: Vec<char> = text.chars().map(fold_width).collect();
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let (mut bare, mut all, mut whole) = (0, 0, 0);
    let mut at = 0;
    while at < characters.len() {
        let length = characters[at..].iter().take_while(|c| is_part(**c)).count();
        let end = at + length;
        if length > 0 {
            let before = at.checked_sub(1).map(|before| characters[before]);
            let number: String = characters[at..end].iter().collect();
            let count = if before.is_some_and(|c| c.is_ascii_alphabetic()) { 0 } else { money(&number) };
            let next = characters[end..].iter().copied().find(|c| !is_space(*c));
            let is_followed = next.is_some_and(|c| is_han(c) && characters.get(end) == Some(&c) || c == '%');
            // Two whole numbers that are no years and no codes are a row; one may be a telephone's.
            let stands_alone = |c: char| is_space(c) || matches!(c, '|' | '│' | '"' | ':' | '\t');
            let is_apart = before.is_none_or(stands_alone)
                && characters.get(end).copied().is_none_or(|c| stands_alone(c) || c == '元');
            whole += usize::from(is_apart && length > 3 && count == 0 && is_amount(&number));
            all += count;
            bare += if is_followed { 0 } else { count };
        }
        at = end.max(at + 1);
    }
    let whole = if whole > 1 { whole } else { 0 };
    (bare + whole, all + whole)
}

/// How many amounts a run of digits, points and commas prints: two decimals end one; without any, thousands in groups
/// are one. A date and an address have points without decimals of money.
fn money(run: &str) -> usize {
    let run = run.trim_matches(['.', ',']);
    let pieces: Vec<&str> = run.split('.').collect();
    if pieces.len() > 1 {
        let has_commas = run.contains(',');
        if is_dated(run) || (pieces.len() > 2 && !has_commas) {
            return 0;
        }
        // Behind each point two decimals, then the next number's digits.
        return pieces[1..]
            .iter()
            .filter(|piece| piece.split(',').next().is_some_and(|d| d.len() >= 2))
            .count();
    }
    let groups: Vec<&str> = run.split(',').collect();
    let is_grouped = groups.len() > 1 && groups[1..].iter().all(|group| group.len() == 3);
    usize::from(is_grouped && (1..=3).contains(&groups[0].len()))
}

/// Whether a number is a year with a month: 2025.06.
fn is_dated(run: &str) -> bool {
    let mut pieces = run.split('.');
    let year = pieces.next().unwrap_or_default();
    let is_year = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
    let month = pieces.next().filter(|month| month.len() <= 2).and_then(|month| month.parse::<u8>().ok());
    is_year && month.is_some_and(|month| (1..=12).contains(&month))
}

#[cfg(test)]
mod tests {
    use super::amounts_beside_prose as count;

    #[test]
    fn a_row_is_told_whatever_parts_it() {
        for (text, amounts) in [
            ("收入合计 6,570.53 支出合计 6,570.53 6,570.53", 3),
            ("12.50 3.00", 2),
            ("合计 12.50", 1),
            ("│合计│15,116,000.00│16,355,000.00│", 2),
            ("合计,\"15,586,500.50\",\"26,919,400.50\"", 2),
            ("合计,1,234.50,2,345.00", 2),
            ("合计，12.50，34.00", 2),
            ("基本工资……248.60……259.40", 2),
            ("收入总计：1,234.00　　支出总计：1,234.00", 2),
            ("基本工资 248.60元 259.40元", 2),
            ("│合计│15116000│16355000│", 2),
            ("1,019.60", 1),
            ("620000", 1),
            ("１２．５０　３．００", 2),
        ] {
            assert_eq!(count(text), amounts, "{text}");
        }
    }

    #[test]
    fn prose_dates_and_addresses_are_none() {
        for text in [
            "支出12.50万元，其中基本支出3.00万元。",
            "分别为12.50、34.00和56.00万元。",
            "第 3 页 共 16 页",
            "发布日期：2026.02.11",
            "2025.06",
            "联系电话：0943-5526118",
            "一、收入预算1,234.50万元",
            "10.20.30.40",
            "点击数：2025",
            "2025",
            "V2.05",
        ] {
            assert_eq!(count(text), 0, "{text}");
        }
    }
}
