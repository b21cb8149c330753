//! The list of headers and titles that the vocabulary does not know.

use super::text::{clean, pad, width};
use mingxi_engine::dataset::Gap;

/// The list as a table for people.
pub fn text(gaps: &[Gap]) -> String {
    if gaps.is_empty() {
        return "the vocabulary knows every header and title of the dataset\n".to_owned();
    }
    let numbers: u64 = gaps.iter().map(|gap| gap.line_items).sum();
    let mut out = format!(
        "{} unknown headers and titles leave {numbers} line items without a measure_code\n\n",
        gaps.len()
    );
    let header = ["documents", "line items", "header", "table kinds", "example"].map(str::to_owned);
    let rows: Vec<[String; 5]> = gaps.iter().map(row).collect();
    let rooms: Vec<usize> = (0..5)
        .map(|column| {
            std::iter::once(&header).chain(&rows).map(|row| width(&row[column])).max().unwrap_or_default()
        })
        .collect();
    for row in std::iter::once(&header).chain(&rows) {
        let cells: Vec<String> =
            row.iter().zip(&rooms).enumerate().map(|(i, (text, room))| pad(text, *room, i < 2)).collect();
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
    }
    out
}

fn row(gap: &Gap) -> [String; 5] {
    let measure = if gap.measure.is_empty() { "(none)".to_owned() } else { clean(&gap.measure) };
    let measure = if gap.is_title { format!("{measure} (title)") } else { measure };
    let kinds: Vec<&str> = gap.table_kinds.iter().map(String::as_str).collect();
    [
        gap.documents.to_string(),
        gap.line_items.to_string(),
        measure,
        kinds.join(" "),
        format!("{} table {}", clean(&gap.example_file), gap.example_table),
    ]
}
