//! The audit sees wrong numbers: a short run of the benchmark `cargo corpus mutate`.

use mingxi_corpus::generate::Order;
use mingxi_corpus::mutate::{Plan, run};
use mingxi_corpus::write::Format;

#[test]
fn wrong_numbers_are_seen_and_suspected() -> anyhow::Result<()> {
    let formats = vec![Format::Docx, Format::Cells, Format::Rows];
    let order = Order { count: 24, seed: 21, formats, habit: None, ..Order::default() };
    let mut misses = Vec::new();
    let tally = run(&Plan { order, files: Vec::new(), per_file: 0 }, |miss| {
        misses.push(format!("{}: {}: {:?}", miss.file_name, miss.slip, miss.verdict));
    })?;
    let (detected, first) = tally.shares();
    assert_eq!(tally.alarms, 0, "untouched documents have no broken sum");
    assert!(detected >= 0.97 && first >= 0.95, "{tally}\n{}", misses.join("\n"));
    Ok(())
}
