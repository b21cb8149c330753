//! Rows whose fields are set apart by leaders.

use super::{Line, Region, row};
use crate::led_rows;

/// All tables of such rows.
pub(super) fn regions(lines: &[Line]) -> Vec<Region> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < lines.len() {
        let fields: Vec<Vec<String>> =
            lines[from..].iter().map_while(|line| led_rows::fields(&line.text)).collect();
        let end = from + fields.len();
        if let Some(rows) = led_rows::rows(&fields) {
            let rows = rows.into_iter().zip(&lines[from..end]).map(|(fields, line)| row(fields, line.number));
            found.push(Region { lines: from..end, captions: Vec::new(), rows: rows.collect() });
        }
        from = end.max(from + 1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tests::shape;

    #[test]
    fn leaders_part_fields() {
        let text = "单位：万元\n科目………2024年………2025年\n合计………12.00………9.50\n甲…………12.00………9.50\n说明";
        assert_eq!(
            shape(text),
            ["P:单位：万元", "科目|2024年|2025年", "合计|12.00|9.50", "甲|12.00|9.50", "P:说明"]
        );
    }
}
