//! Rows that are paragraphs: fields set apart by tabs, or by leaders (基本工资……248.60……259.40), which belong to no field.

use mingxi_model::{Block, NativeCell, NativeTable, Paragraph, parse_number};

/// Rows with amounts without which such paragraphs are none: lists of contents have leaders too.
const ROWS: usize = 2;
/// Points that make a leader.
const POINTS: usize = 3;

/// The fields of a line, if it has several.
pub(crate) fn fields(text: &str) -> Option<Vec<String>> {
    let mut fields = vec![String::new()];
    let mut points = String::new();
    let mut parted = false;
    for c in text.chars() {
        if c == '\t' || is_point(c) {
            points.push(c);
            continue;
        }
        end_leader(&mut points, &mut fields, &mut parted);
        fields.last_mut()?.push(c);
    }
    end_leader(&mut points, &mut fields, &mut parted);
    parted.then(|| fields.iter().map(|field| field.trim().to_owned()).collect())
}

/// What a run of points and tabs is: each tab parts fields, and so does a leader without one.
fn end_leader(points: &mut String, fields: &mut Vec<String>, parted: &mut bool) {
    let tabs = points.chars().filter(|c| *c == '\t').count();
    let length: usize = points.chars().map(|c| if matches!(c, '…' | '⋯') { POINTS } else { 1 }).sum();
    if tabs == 0 && length < POINTS {
        if let Some(field) = fields.last_mut() {
            field.push_str(points);
        }
    } else {
        *parted = true;
        fields.extend(std::iter::repeat_n(String::new(), tabs.max(1)));
    }
    points.clear();
}

fn is_point(c: char) -> bool {
    matches!(c, '.' | '．' | '…' | '⋯' | '·' | '‥')
}

/// The lines as rows of the same number of fields; `None` where they are no rows of amounts, or where their fields do
/// not tell their columns because a row with numbers has more or fewer than the others.
pub(crate) fn rows(lines: &[Vec<String>]) -> Option<Vec<Vec<String>>> {
    let is_amount = |text: &String| parse_number(text).is_some_and(|n| n.scale() >= 2 || text.contains(','));
    let columns = lines.iter().map(Vec::len).max()?;
    let amounts = lines.iter().filter(|fields| fields.iter().skip(1).any(is_amount)).count();
    let has_number = |fields: &Vec<String>| fields.iter().skip(1).any(|field| parse_number(field).is_some());
    let is_whole = lines.iter().all(|fields| fields.len() == columns || !has_number(fields));
    let is_headed = lines.first().is_some_and(|first| first.len() == columns && !has_number(first));
    (amounts >= ROWS && is_whole && is_headed).then(|| {
        let fill = |fields: &Vec<String>| {
            let mut fields = fields.clone();
            fields.resize(columns, String::new());
            fields
        };
        lines.iter().map(fill).collect()
    })
}

/// Puts tables in the place of paragraphs that are rows.
pub(crate) fn tables(blocks: Vec<Block>) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    let mut run: Vec<(Paragraph, Vec<String>)> = Vec::new();
    for block in blocks {
        let found = match &block {
            Block::Paragraph(paragraph) if paragraph.heading.is_none() => fields(&paragraph.text),
            _ => None,
        };
        match (block, found) {
            (Block::Paragraph(paragraph), Some(fields)) => run.push((paragraph, fields)),
            (block, _) => {
                end_run(&mut run, &mut out);
                out.push(block);
            }
        }
    }
    end_run(&mut run, &mut out);
    out
}

fn end_run(run: &mut Vec<(Paragraph, Vec<String>)>, out: &mut Vec<Block>) {
    let run = std::mem::take(run);
    // A line of captions in front has fields of its own: 单位名称：某局 → 单位：万元.
    for skipped in 0..run.len().min(3) {
        let lines: Vec<Vec<String>> = run[skipped..].iter().map(|(_, fields)| fields.clone()).collect();
        if let Some(rows) = rows(&lines) {
            let (above, below) = run.split_at(skipped);
            out.extend(above.iter().map(|(paragraph, _)| Block::Paragraph(paragraph.clone())));
            out.push(Block::Native(table(below, rows)));
            return;
        }
    }
    out.extend(run.into_iter().map(|(paragraph, _)| Block::Paragraph(paragraph)));
}

/// `run` is not empty, and has a paragraph for each of the rows.
fn table(run: &[(Paragraph, Vec<String>)], rows: Vec<Vec<String>>) -> NativeTable {
    let columns = rows.first().map_or(0, Vec::len) as u32;
    let count = rows.len() as u32;
    let mut cells = Vec::with_capacity(rows.len() * columns as usize);
    for (row, ((paragraph, _), fields)) in (0u32..).zip(run.iter().zip(rows)) {
        for (col, text) in (0u32..).zip(fields) {
            let place = paragraph.place.clone();
            cells.push(NativeCell {
                row,
                col,
                row_span: 1,
                col_span: 1,
                text,
                place,
                indent: None,
                stored: None,
            });
        }
    }
    NativeTable { cells, rows: count, columns, place: run[0].0.place.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingxi_model::Place;

    fn shape(lines: &[&str]) -> Vec<String> {
        let paragraph = |text: &&str| {
            let place = Place::Text { line: 1 };
            Block::Paragraph(Paragraph { text: (*text).to_owned(), heading: None, place, turns: Vec::new() })
        };
        let read = tables(lines.iter().map(paragraph).collect());
        read.iter()
            .flat_map(|block| match block {
                Block::Paragraph(paragraph) => vec![format!("P:{}", paragraph.text)],
                Block::Native(table) => (0..table.rows)
                    .map(|row| {
                        let cells = table.cells.iter().filter(|cell| cell.row == row);
                        cells.map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|")
                    })
                    .collect(),
                Block::Dump(_) => unreachable!("no dump was given"),
            })
            .collect()
    }

    #[test]
    fn tabs_part_fields_and_two_of_them_leave_one_blank() {
        let lines = ["科目\t2024年\t2025年", "合计\t12.00\t9.50", "甲\t\t9.50", "乙\t12.00\t"];
        assert_eq!(shape(&lines), ["科目|2024年|2025年", "合计|12.00|9.50", "甲||9.50", "乙|12.00|"]);
    }

    #[test]
    fn leaders_belong_to_no_field() {
        let lines = ["科目……2024年......2025年", "合计………1,200.00……9.50", "甲·······1,200.00…9.50"];
        assert_eq!(shape(&lines), ["科目|2024年|2025年", "合计|1,200.00|9.50", "甲|1,200.00|9.50"]);
    }

    #[test]
    fn contents_and_rows_of_unequal_fields_stay_paragraphs() {
        for lines in [
            vec!["目录\t页", "一、概况\t1", "二、说明\t12"],
            vec!["科目\t2024年\t2025年", "合计\t\t12.00\t9.50", "甲\t\t\t9.50", "乙\t12.00"],
        ] {
            assert!(shape(&lines).iter().all(|line| line.starts_with("P:")), "{lines:?}");
        }
    }
}
