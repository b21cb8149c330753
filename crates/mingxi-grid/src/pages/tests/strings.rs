//! Two strings are two strings, and one is one.

use super::support::{grid, page, recover, tables, write, write_sized};
use mingxi_model::{FlowItem, Page};
use proptest::prelude::*;

/// The texts of one row of the only table.
fn texts_of_row(items: &[FlowItem], row: u32) -> Vec<String> {
    let tables = tables(items);
    assert_eq!(tables.len(), 1);
    tables[0].grid.row(row).map(|cell| cell.text.clone()).collect()
}

fn width(c: char, size: f32) -> f32 {
    if c.is_ascii() { 0.5 * size } else { size }
}

/// Writes a text as one string, whose glyphs stand `pitch` further apart than they are wide.
fn string(page: &mut Page, x: f32, y: f32, text: &str, pitch: f32) -> f32 {
    let run = page.glyphs.iter().map(|glyph| glyph.run).max().unwrap_or(0) + 1;
    let from = page.glyphs.len();
    write(page, x, y, text);
    for (at, glyph) in page.glyphs[from..].iter_mut().enumerate() {
        glyph.run = run;
        glyph.bbox.x0 += at as f32 * pitch;
        glyph.bbox.x1 += at as f32 * pitch;
    }
    page.glyphs[from..].last().map_or(x, |glyph| glyph.bbox.x1)
}

fn width_of(text: &str, pitch: f32) -> f32 {
    text.chars().map(|c| width(c, 10.0)).sum::<f32>() + pitch * (text.chars().count().max(1) - 1) as f32
}

#[test]
fn numbers_that_overflow_a_rule_are_not_fused() {
    let mut one = page(1);
    grid(&mut one, &[40.0, 140.0, 166.0, 192.0, 218.0], &[100.0, 120.0, 140.0]);
    string(&mut one, 45.0, 114.0, "项目名称", 0.0);
    string(&mut one, 142.0, 114.0, "合计", 0.0);
    for (at, text) in ["教育", "84600", "61350", "23250"].iter().enumerate() {
        let right = [80.0, 164.0, 190.0, 216.0][at];
        string(&mut one, right - width_of(text, 0.0), 134.0, text, 0.0);
    }
    let (items, _) = recover(&[one]);
    assert_eq!(texts_of_row(&items, 1), ["教育", "84600", "61350", "23250"]);
}

/// Writes a text whose glyphs are each shown by an operator of their own.
fn one_by_one(page: &mut Page, x: f32, y: f32, text: &str) {
    let mut at = x;
    for c in text.chars() {
        at = string(page, at, y, &c.to_string(), 0.0);
    }
}

#[test]
fn digits_at_a_gap_are_two_numbers_and_touching_ones_are_in_doubt() {
    let in_doubt = |label: &str, gap: f32| {
        let mut one = page(1);
        grid(&mut one, &[40.0, 140.0, 166.0, 192.0], &[100.0, 120.0, 140.0]);
        string(&mut one, 45.0, 114.0, "项目名称", 0.0);
        string(&mut one, 142.0, 114.0, "数量", 0.0);
        string(&mut one, 168.0, 114.0, "款", 0.0);
        string(&mut one, 45.0, 134.0, "教育", 0.0);
        // The count ends one point before the rule.
        string(&mut one, 165.0 - width_of(label, 0.0), 134.0, label, 0.0);
        one_by_one(&mut one, 165.0 + gap, 134.0, "302");
        let (items, _) = recover(&[one]);
        let doubts = &tables(&items)[0].doubts;
        doubts.iter().any(|doubt| doubt.rows.contains(&1))
    };
    assert!(!in_doubt("1", 3.0), "a gap");
    assert!(in_doubt("1", 0.0), "no gap");
    assert!(!in_doubt("类1", 2.0), "the end of a word");
}

#[test]
fn a_string_that_runs_over_a_rule_stays_whole() {
    let mut one = page(1);
    grid(&mut one, &[40.0, 100.0, 126.0, 240.0], &[100.0, 120.0, 140.0]);
    // 本年预算数 is 50 wide, centred over a column of 26, and begins before 上年预算数 ends.
    string(&mut one, 45.0, 114.0, "上年预算数", 0.0);
    string(&mut one, 88.0, 114.0, "本年预算数", 0.0);
    string(&mut one, 60.0, 134.0, "38600", 0.0);
    string(&mut one, 101.0, 134.0, "41200", 0.0);
    let (items, _) = recover(&[one]);
    assert_eq!(texts_of_row(&items, 0)[..2], ["上年预算数", "本年预算数"]);
}

#[test]
fn digits_set_apart_are_one_number() {
    let mut one = page(1);
    grid(&mut one, &[40.0, 140.0, 240.0], &[100.0, 120.0, 140.0]);
    string(&mut one, 45.0, 114.0, "423.25", 4.4);
    string(&mut one, 145.0, 114.0, "1", 0.0);
    string(&mut one, 145.0, 134.0, "2", 0.0);
    let (items, _) = recover(&[one]);
    assert_eq!(texts_of_row(&items, 0), ["423.25", "1"]);
}

#[test]
fn two_numbers_in_one_cell_stay_two() {
    let mut one = page(1);
    grid(&mut one, &[40.0, 140.0, 240.0], &[100.0, 120.0, 140.0]);
    let end = string(&mut one, 45.0, 114.0, "12", 0.0);
    string(&mut one, end + 1.0, 114.0, "345.00", 0.0);
    string(&mut one, 45.0, 134.0, "1", 0.0);
    let (items, _) = recover(&[one]);
    let text = &tables(&items)[0].grid.at(0, 0).text_raw;
    assert_eq!(mingxi_model::parse_number(text), None, "{text}");
}

#[test]
fn a_pale_level_watermark_belongs_to_no_cell() {
    let mut one = page(1);
    grid(&mut one, &[40.0, 140.0, 240.0, 340.0], &[100.0, 120.0, 140.0, 160.0]);
    for (row, y) in [114.0, 134.0, 154.0].into_iter().enumerate() {
        string(&mut one, 45.0, y, "项目", 0.0);
        string(&mut one, 145.0, y, &format!("{row}1.50"), 0.0);
        string(&mut one, 245.0, y, "9.60", 0.0);
    }
    for (x, y) in [(60.0, 118.0), (150.0, 140.0), (230.0, 158.0)] {
        let from = one.glyphs.len();
        write_sized(&mut one, x, y, "财政公开", 14.0);
        for glyph in &mut one.glyphs[from..] {
            (glyph.lightness, glyph.run) = (215, 99);
        }
    }
    let (items, diagnostics) = recover(&[one]);
    for row in 0..3 {
        assert_eq!(texts_of_row(&items, row), ["项目", &format!("{row}1.50"), "9.60"]);
    }
    assert!(diagnostics.iter().any(|remark| remark.code == "watermark_left_out"));
}

#[test]
fn pale_text_that_runs_over_nothing_stays() {
    let mut one = page(1);
    grid(&mut one, &[40.0, 140.0, 240.0], &[100.0, 120.0, 140.0]);
    string(&mut one, 45.0, 114.0, "项目", 0.0);
    string(&mut one, 145.0, 114.0, "12.50", 0.0);
    string(&mut one, 45.0, 134.0, "教育", 0.0);
    string(&mut one, 145.0, 134.0, "9.60", 0.0);
    for glyph in &mut one.glyphs[..2] {
        glyph.lightness = 200;
    }
    let (items, _) = recover(&[one]);
    assert_eq!(texts_of_row(&items, 0), ["项目", "12.50"]);
}

/// A number of a row.
fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        (0u32..10).prop_map(|n| n.to_string()),
        (10u32..9_999_999).prop_map(|n| n.to_string()),
        (0u32..99_999_999).prop_map(|n| format!("{}.{:02}", n / 100, n % 100)),
        (1000u32..999_999).prop_map(|n| format!("{},{:03}.{:02}", n / 1000, n % 1000, n % 97)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, max_global_rejects: 100_000, ..ProptestConfig::default() })]
    /// The digits of a row come back in their cells, or the cell holds something that is no number, or is in doubt:
    /// whatever the columns' widths, the pitch of the digits, the side they are set to, the operators that show them
    /// and what is printed over them.
    #[test]
    fn no_digit_is_lost_or_won_at_an_edge(
        numbers in proptest::collection::vec(number(), 2..6),
        widths in proptest::collection::vec(18.0f32..70.0, 6),
        pitch in -0.6f32..3.2,
        align in 0u8..3,
        padding in 0.0f32..4.0,
        runs in any::<bool>(),
    ) {
        let mut one = page(1);
        let mut xs = vec![30.0];
        for width in widths.iter().take(numbers.len()) {
            xs.push(xs[xs.len() - 1] + width);
        }
        grid(&mut one, &xs, &[100.0, 120.0, 140.0]);
        for (at, number) in numbers.iter().enumerate() {
            let whole = width_of(number, pitch);
            let x = match align {
                0 => xs[at + 1] - padding - whole,
                1 => (xs[at] + xs[at + 1] - whole) / 2.0,
                _ => xs[at] + padding,
            };
            string(&mut one, x, 134.0, number, pitch);
            string(&mut one, xs[at] + 2.0, 114.0, "金", 0.0);
        }
        // A producer that shows nothing in strings of its own: every glyph is one operator's.
        if !runs {
            one.glyphs.iter_mut().zip(1u32..).for_each(|(glyph, run)| glyph.run = run);
        }
        let overflows = (0..numbers.len()).any(|at| width_of(&numbers[at], pitch) > xs[at + 1] - xs[at]);
        let (items, _) = recover(&[one]);
        let tables = tables(&items);
        prop_assume!(tables.len() == 1 && tables[0].grid.rows() == 2);
        let grid = &tables[0].grid;
        for (col, number) in numbers.iter().enumerate() {
            let expected = mingxi_model::parse_number(number);
            let text = &grid.at(1, col as u32).text_raw;
            let read = mingxi_model::parse_number(text);
            let in_doubt = tables[0].doubts.iter().any(|doubt| {
                doubt.rows.contains(&1) && doubt.cols.contains(&(col as u32))
            });
            prop_assert!(in_doubt || read.is_none() || read == expected, "{number} came back as {text}");
            prop_assert!(in_doubt || !text.is_empty() || overflows, "{number} is lost");
        }
    }
}
