//! Tables without rules whose numbers have blanks between their thousands.

use super::support::*;
use mingxi_model::{RecoveredTable, parse_number};

/// A name and two amounts in each row, which end at 200 and 300; with what is doubted.
fn read(rows: &[(&str, &str, &str)]) -> (RecoveredTable, usize) {
    let mut page = page(1);
    for (x, name) in [(70.0, "名称"), (185.0, "合计"), (285.0, "基本")] {
        write_centred(&mut page, x, 100.0, name);
    }
    for (row, (name, first, second)) in rows.iter().enumerate() {
        let y = 120.0 + 20.0 * row as f32;
        write(&mut page, 50.0, y, name);
        write_right(&mut page, 200.0, y, first);
        write_right(&mut page, 300.0, y, second);
    }
    let (items, _) = recover(&[page]);
    let table = tables(&items)[0].clone();
    let doubts = table.doubts.len();
    (table, doubts)
}

#[test]
fn thousands_parted_by_blanks_are_one_number() {
    let rows = [
        ("教育", "43 854 650.50", "1 200.00"),
        ("科技", "2 769 160.00", "350.00"),
        ("体育", "7 000.25", "12 000 000.00"),
    ];
    let (table, doubts) = read(&rows);
    assert_eq!(
        show(&table),
        [
            "名称|合计|基本",
            "教育|43 854 650.50|1 200.00",
            "科技|2 769 160.00|350.00",
            "体育|7 000.25|12 000 000.00",
        ]
    );
    let amount = parse_number(&table.grid.at(1, 1).text_raw).map(|amount| amount.to_string());
    assert_eq!(amount.as_deref(), Some("43854650.50"));
    assert_eq!(doubts, 0);
}

#[test]
fn numbers_of_two_columns_as_near_stay_two() {
    // The second number begins half an em behind the first.
    let rows = |first: &str, second: &str| {
        let mut page = page(1);
        for (x, name) in [(70.0, "名称"), (185.0, "合计"), (227.0, "基本")] {
            write_centred(&mut page, x, 100.0, name);
        }
        for (row, name) in ["教育", "科技", "体育"].into_iter().enumerate() {
            let y = 120.0 + 20.0 * row as f32;
            write(&mut page, 50.0, y, name);
            write_right(&mut page, 200.0, y, first);
            write(&mut page, 205.0, y, second);
        }
        let (items, _) = recover(&[page]);
        show(tables(&items)[0])[1..].to_vec()
    };
    // No number goes on behind its decimals.
    assert_eq!(
        rows("854.50", "43 650.00"),
        ["教育|854.50|43 650.00", "科技|854.50|43 650.00", "体育|854.50|43 650.00"]
    );
    // Numbers without decimals may be counts of two columns.
    assert_eq!(rows("43", "854"), ["教育|43|854", "科技|43|854", "体育|43|854"]);
}
