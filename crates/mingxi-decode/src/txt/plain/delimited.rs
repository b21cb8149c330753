//! Tables as comma-separated values: fields may stand in quotes, and commas in them part nothing.

use super::{Line, Region, row};
use mingxi_model::text::is_space;
use mingxi_model::{DumpCell, DumpRow, parse_number};

/// Rows with numbers.
const ROWS: usize = 2;
/// The most lines of one field in quotes.
const LINES: usize = 20;

/// A field, and whether it stood in quotes.
#[derive(Debug, Clone, PartialEq)]
struct Field {
    text: String,
    is_quoted: bool,
}

/// A record with the lines it takes.
struct Record {
    fields: Vec<Field>,
    first: usize,
    after: usize,
}

/// All tables of separated values.
pub(super) fn regions(lines: &[Line]) -> Vec<Region> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < lines.len() {
        let region = [',', ';'].into_iter().find_map(|mark| table(lines, from, mark));
        from = region.as_ref().map_or(from + 1, |region| region.lines.end);
        found.extend(region);
    }
    found
}

/// Whether the tabs of a line only pad the fields between its commas: spreadsheets keep codes as text by one.
pub(in super::super) fn is_padded(line: &str) -> bool {
    let ends_field = |(at, _): (usize, &str)| {
        let after = line[at..].trim_start_matches('\t');
        after.is_empty() || after.starts_with([',', '"'])
    };
    (line.contains("\t,") || line.contains("\t\","))
        && !line.starts_with('\t')
        && line.match_indices('\t').all(ends_field)
}

/// The table that begins in a line.
fn table(lines: &[Line], from: usize, mark: char) -> Option<Region> {
    let first = record(lines, from, mark)?;
    let columns = first.fields.len();
    let mut records = vec![first];
    while let Some(next) = records.last().and_then(|last| record(lines, last.after, mark)) {
        if next.fields.len() != columns {
            break;
        }
        records.push(next);
    }
    let end = records.last()?.after;
    let is_number = |field: &&Field| parse_number(&field.text).is_some();
    let has_number = |record: &&Record| record.fields.iter().skip(1).any(|field| is_number(&field));
    if records.iter().filter(has_number).count() < ROWS || !is_parted(&records, columns) {
        return None;
    }
    let lone = |record: &Record| {
        let mut filled = record.fields.iter().enumerate().filter(|(_, field)| !field.text.is_empty());
        let at = filled.next()?.0;
        (filled.next().is_none() && (at == 0 || at + 1 == columns)).then_some(at)
    };
    let captions: Vec<DumpCell> = records
        .iter()
        .map_while(|record| {
            let text = record.fields.get(lone(record)?)?.text.clone();
            Some(DumpCell { text, line: lines[record.first].number })
        })
        .collect();
    let rows: Vec<DumpRow> = records[captions.len()..]
        .iter()
        .map(|record| {
            let fields = record.fields.iter().map(|field| field.text.clone()).collect();
            row(fields, lines[record.first].number)
        })
        .collect();
    Some(Region { lines: from..end, captions, rows })
}

/// The record that begins in a line, which has at least two fields.
fn record(lines: &[Line], first: usize, mark: char) -> Option<Record> {
    let mut text = lines.get(first)?.text.clone();
    for after in first + 1..=lines.len().min(first + LINES) {
        if let Some(fields) = split(&text, mark) {
            return (fields.len() > 1).then_some(Record { fields, first, after });
        }
        text.push('\n');
        text.push_str(&lines.get(after)?.text);
    }
    None
}

/// The fields of a record; `None` where a quote is still open.
fn split(text: &str, mark: char) -> Option<Vec<Field>> {
    let mut fields = Vec::new();
    let mut rest = text;
    loop {
        let lead = rest.trim_start_matches([' ', '\t']);
        if let Some(inside) = lead.strip_prefix('"') {
            let mut value = String::new();
            let mut inside = inside;
            loop {
                let (before, after) = inside.split_once('"')?;
                value.push_str(before);
                match after.strip_prefix('"') {
                    Some(more) => {
                        value.push('"');
                        inside = more;
                    }
                    None => {
                        inside = after;
                        break;
                    }
                }
            }
            // What follows a closing quote belongs to the field.
            let (tail, more) = match inside.split_once(mark) {
                Some((tail, more)) => (tail, Some(more)),
                None => (inside, None),
            };
            value.push_str(tail);
            fields.push(Field { text: plain(&value), is_quoted: true });
            match more {
                Some(more) => rest = more,
                None => return Some(fields),
            }
        } else {
            let (value, more) = match rest.split_once(mark) {
                Some((value, more)) => (value, Some(more)),
                None => (rest, None),
            };
            fields.push(Field { text: plain(value), is_quoted: false });
            match more {
                Some(more) => rest = more,
                None => return Some(fields),
            }
        }
    }
}

/// A field's text; `="0301"` is how spreadsheets are told that a code is text.
fn plain(value: &str) -> String {
    let value = value.trim_matches(is_space);
    value.strip_prefix("=\"").and_then(|inner| inner.strip_suffix('"')).unwrap_or(value).to_owned()
}

/// Whether commas part fields and no thousands: each column has a head, or no number could be a piece of another one.
fn is_parted(records: &[Record], columns: usize) -> bool {
    let is_number = |field: &Field| parse_number(&field.text).is_some();
    let head_rows =
        records.iter().position(|record| record.fields.iter().skip(1).any(is_number)).unwrap_or(0);
    let heads = |column: usize| {
        records[..head_rows].iter().any(|record| {
            record.fields.get(column).is_some_and(|field| !field.text.is_empty())
                && record.fields.iter().filter(|field| !field.text.is_empty()).count() > 1
        })
    };
    if (0..columns).all(heads) && columns > 2 {
        return true;
    }
    let digits = |text: &str, least: usize| {
        (least..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    let may_be_cut = |pair: &[Field]| {
        let ends: String = pair[0].text.chars().rev().take_while(char::is_ascii_digit).collect();
        let whole = pair[1].text.split('.').next().unwrap_or_default();
        !pair[0].is_quoted && !pair[1].is_quoted && digits(&ends, 1) && digits(whole, 3)
    };
    !records.iter().any(|record| record.fields.windows(2).any(may_be_cut)) && (columns > 2 || head_rows > 0)
}

#[cfg(test)]
mod tests {
    use super::super::tests::shape;

    #[test]
    fn commas_in_quotes_part_nothing() {
        let text = "某县水利局2026年预算,,\n,,单位：元\n编码,名称,金额\n,合计,\"1,234.50\"\n=\"0301\",\"防汛, 抗旱\",34.50\n302,\"他说\"\"好\"\"\",\"1,200.00\"";
        assert_eq!(
            shape(text),
            [
                "P:某县水利局2026年预算",
                "P:单位：元",
                "编码|名称|金额",
                "|合计|1,234.50",
                "0301|防汛, 抗旱|34.50",
                "302|他说\"好\"|1,200.00"
            ]
        );
    }

    #[test]
    fn a_field_in_quotes_may_take_lines() {
        let text = "名称,2024年,2025年\n\"维修\n养护\",1.00,2.00\n合计,1.00,2.00";
        assert_eq!(shape(text), ["名称|2024年|2025年", "维修/养护|1.00|2.00", "合计|1.00|2.00"]);
    }

    #[test]
    fn thousands_without_quotes_are_not_parted() {
        for text in [
            "名称,金额\n合计,1,234.50\n甲,1,200.00",
            "合计,1,234.50\n甲,1,200.00\n乙,9,034.50",
            "收入1,234.50\n支出1,200.00\n结余9,034.50",
        ] {
            assert!(shape(text).iter().all(|line| line.starts_with("P:")), "{text}: {:?}", shape(text));
        }
    }
}
