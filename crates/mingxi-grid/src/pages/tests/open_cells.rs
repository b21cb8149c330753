//! Cells and columns that are open at a page break, and what is no continuation.

use super::support::*;
use mingxi_model::Page;

const XS: [f32; 5] = [50.0, 120.0, 190.0, 290.0, 400.0];

fn write_all(page: &mut Page, texts: &[(f32, f32, &str)]) {
    for (x, y, text) in texts {
        write(page, *x, *y, text);
    }
}

/// A list of projects whose last project is cut by the break: its first two columns have no rule there.
fn list() -> Page {
    let mut first = page(1);
    grid(&mut first, &XS, &[100.0, 120.0, 140.0]);
    grid(&mut first, &XS[2..], &[140.0, 160.0, 180.0]);
    for x in &XS[..2] {
        vertical(&mut first, *x, 140.0, 180.0);
    }
    write_all(
        &mut first,
        &[
            (55.0, 114.0, "名称"),
            (125.0, 114.0, "金额"),
            (200.0, 114.0, "项目"),
            (300.0, 114.0, "备注"),
            (55.0, 134.0, "甲项"),
            (125.0, 134.0, "1.50"),
            (200.0, 134.0, "绿化"),
            (300.0, 134.0, "九成"),
            (200.0, 154.0, "造林"),
            (300.0, 154.0, "八成"),
            (200.0, 174.0, "育苗"),
            (300.0, 174.0, "七成"),
        ],
    );
    first
}

/// The last page of the list: the project ends, another follows.
fn list_end(number: i32) -> Page {
    let mut last = page(number);
    grid(&mut last, &XS[2..], &[100.0, 120.0]);
    grid(&mut last, &XS, &[120.0, 140.0]);
    for x in &XS[..2] {
        vertical(&mut last, *x, 100.0, 120.0);
    }
    write_all(
        &mut last,
        &[
            (200.0, 114.0, "管护"),
            (300.0, 114.0, "六成"),
            (55.0, 134.0, "丙项"),
            (125.0, 134.0, "3.50"),
            (200.0, 134.0, "清淤"),
            (300.0, 134.0, "五成"),
        ],
    );
    last
}

const WHOLE: [&str; 7] = [
    "名称|金额|项目|备注",
    "甲项|1.50|绿化|九成",
    "乙项<4x1>|2.50<4x1>|造林|八成",
    "^|^|育苗|七成",
    "^|^|灌溉|全部",
    "^|^|管护|六成",
    "丙项|3.50|清淤|五成",
];

/// A page inside the cut project, with the given edges; its columns of labels are drawn as `sides` says.
fn inside(sides: &[f32]) -> Page {
    let mut page = page(2);
    grid(&mut page, &XS[2..], &[100.0, 120.0]);
    for x in sides {
        vertical(&mut page, *x, 100.0, 120.0);
    }
    write_all(&mut page, &[(200.0, 114.0, "灌溉"), (300.0, 114.0, "全部")]);
    page
}

#[test]
fn a_page_inside_merged_cells_has_their_columns() {
    // The label stands on the first, the middle or the last of the pages; the sides of its columns are drawn or not.
    for home in 0..3 {
        for sides in [&XS[..2], &[]] {
            let mut pages = [list(), inside(sides), list_end(3)];
            let y = [160.0, 113.0, 112.0][home];
            write_all(&mut pages[home], &[(55.0, y, "乙项"), (125.0, y, "2.50")]);
            let (items, _) = recover(&pages);
            let found = tables(&items);
            assert_eq!(found.len(), 1, "{home} {sides:?}");
            assert_eq!(show(found[0]), WHOLE, "{home} {sides:?}");
            assert!(prose(&items).is_empty());
        }
    }
}

#[test]
fn a_narrower_table_below_a_closed_one_has_its_own_columns() {
    let mut first = list();
    horizontal(&mut first, 180.0, XS[0], XS[2]);
    write_all(&mut first, &[(55.0, 160.0, "乙项"), (125.0, 160.0, "2.50")]);
    let (items, _) = recover(&[first, inside(&[])]);
    let last = tables(&items).last().map(|table| show(table)).unwrap();
    assert_eq!(last.last().unwrap().split('|').next_back(), Some("全部"));
    assert!(last.iter().any(|row| row.starts_with("乙项<2x1>|2.50<2x1>")) || tables(&items).len() == 2);
}

#[test]
fn a_label_cut_in_two_is_put_together_where_no_rule_parts_it() {
    let mut pages = [list(), list_end(2)];
    write_all(&mut pages[0], &[(55.0, 174.0, "植树造林"), (125.0, 160.0, "2.50")]);
    write_all(&mut pages[1], &[(55.0, 111.0, "与养护")]);
    let (items, _) = recover(&pages);
    assert_eq!(show(tables(&items)[0])[2], "植树造林与养护<3x1>|2.50<3x1>|造林|八成");
}

#[test]
fn open_cells_with_different_amounts_stay_two() {
    let mut pages = [list(), list_end(2)];
    write_all(&mut pages[0], &[(55.0, 160.0, "乙项"), (125.0, 160.0, "2.50")]);
    write_all(&mut pages[1], &[(125.0, 112.0, "9.50")]);
    let (items, _) = recover(&pages);
    let rows = show(tables(&items)[0]);
    assert_eq!(rows[2], "乙项<3x1>|2.50<2x1>|造林|八成");
    assert_eq!(rows[4], "^|9.50|管护|六成");
}

#[test]
fn equal_labels_that_a_rule_parts_stay_two() {
    let mut pages = [list(), list_end(2)];
    for page in &mut pages {
        let y = if page.number == 1 { 180.0 } else { 100.0 };
        horizontal(page, y, XS[0], XS[2]);
        write_all(page, &[(55.0, y + if page.number == 1 { -20.0 } else { 13.0 }, "乙项")]);
    }
    let (items, _) = recover(&pages);
    let rows = show(tables(&items)[0]);
    assert!(rows[2].starts_with("乙项<2x1>|"));
    assert!(rows[4].starts_with("乙项|"));
}

#[test]
fn a_row_without_a_rule_at_the_break_is_one_row() {
    let mut first = page(1);
    grid(&mut first, &XS[..4], &[100.0, 120.0]);
    let mut second = page(2);
    horizontal(&mut second, 120.0, XS[0], XS[3]);
    for x in &XS[..4] {
        vertical(&mut first, *x, 120.0, 140.0);
        vertical(&mut second, *x, 100.0, 120.0);
    }
    write_all(
        &mut first,
        &[
            (55.0, 114.0, "名称"),
            (125.0, 114.0, "金额"),
            (200.0, 114.0, "备注"),
            (55.0, 134.0, "甲项"),
            (125.0, 134.0, "1.50"),
            (200.0, 134.0, "一、造林"),
        ],
    );
    write_all(&mut second, &[(200.0, 114.0, "二、育苗")]);
    let (items, diagnostics) = recover(&[first, second]);
    assert_eq!(show(tables(&items)[0]), ["名称|金额|备注", "甲项|1.50|一、造林二、育苗"]);
    assert!(diagnostics.iter().any(|d| d.code == "cut_row"));
}

#[test]
fn a_header_cut_by_the_break_is_one_header() {
    let mut first = page(1);
    grid(&mut first, &[50.0, 150.0, 350.0], &[100.0, 120.0]);
    write_all(&mut first, &[(60.0, 114.0, "名称"), (220.0, 114.0, "支出")]);
    let mut second = page(2);
    grid(&mut second, &[50.0, 150.0, 250.0, 350.0], &[100.0, 120.0, 140.0]);
    write_all(
        &mut second,
        &[
            (160.0, 114.0, "基本"),
            (260.0, 114.0, "项目"),
            (60.0, 134.0, "教育"),
            (160.0, 134.0, "1.00"),
            (260.0, 134.0, "2.00"),
        ],
    );
    let (items, _) = recover(&[first.clone(), second.clone()]);
    let found = tables(&items);
    assert_eq!(found.len(), 1);
    assert_eq!(show(found[0])[0], "名称|支出<1x2>");
    assert_eq!(show(found[0])[2], "教育|1.00|2.00");
    assert_eq!(found[0].header_rows, 2);
    // Heads over every column are those of a table of their own: the one above was blank.
    write(&mut second, 60.0, 114.0, "甲类");
    assert_eq!(tables(&recover(&[first, second]).0).len(), 2);
}

/// A form over two rows of its head and one indicator; `amount` and `goal` are what it is about.
fn form(number: i32, name: &str, amount: &str, goal: &str) -> Page {
    let mut page = page(number);
    grid(&mut page, &[50.0, 150.0, 450.0], &[100.0, 120.0, 140.0]);
    grid(&mut page, &[50.0, 150.0, 250.0, 450.0], &[140.0, 160.0, 180.0]);
    write_all(
        &mut page,
        &[
            (60.0, 114.0, "项目名称"),
            (160.0, 114.0, name),
            (60.0, 134.0, "资金总额"),
            (160.0, 134.0, amount),
            (60.0, 154.0, "名称"),
            (160.0, 154.0, "项目"),
            (260.0, 154.0, "备注"),
            (60.0, 174.0, "产出"),
            (160.0, 174.0, goal),
            (260.0, 174.0, "九成"),
        ],
    );
    page
}

#[test]
fn a_second_project_of_the_same_name_is_a_form_of_its_own() {
    let (items, _) = recover(&[form(1, "综合经费", "8.00", "造林"), form(2, "综合经费", "9.00", "育苗")]);
    let found = tables(&items);
    assert_eq!(found.len(), 2);
    assert_eq!(show(found[1])[1], "资金总额|9.00<1x2>");
    // The whole head once more, and then other rows: the form goes on.
    let (items, _) = recover(&[form(1, "综合经费", "8.00", "造林"), form(2, "综合经费", "8.00", "育苗")]);
    let found = tables(&items);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].grid.rows(), 5);
}

#[test]
fn forms_with_titles_in_their_frames_are_no_halves_of_a_sheet() {
    let titled = |number: i32, title: &str, xs: [f32; 4]| {
        let mut page = page(number);
        grid(&mut page, &[xs[0], xs[3]], &[80.0, 100.0]);
        grid(&mut page, &[xs[0], xs[1], xs[3]], &[100.0, 120.0, 140.0]);
        grid(&mut page, &xs, &[140.0, 160.0, 180.0]);
        write_all(
            &mut page,
            &[
                (xs[0] + 60.0, 94.0, title),
                (xs[0] + 4.0, 114.0, "项目名称"),
                (xs[1] + 4.0, 114.0, &title[..12]),
                (xs[0] + 4.0, 134.0, "主管部门"),
                (xs[1] + 4.0, 134.0, "某局"),
                (xs[0] + 4.0, 174.0, "产出"),
            ],
        );
        page
    };
    let (items, _) = recover(&[
        titled(1, "植树造林目标表", [50.0, 150.0, 250.0, 450.0]),
        titled(2, "河道清淤目标表", [58.0, 150.0, 290.0, 430.0]),
        titled(3, "城市道路目标表", [44.0, 140.0, 260.0, 440.0]),
    ]);
    assert_eq!(tables(&items).len(), 3);
    assert!(tables(&items).iter().all(|table| table.grid.columns() == 3 && table.captions.len() == 1));
}

#[test]
fn page_numbers_far_up_do_not_part_a_table() {
    let pages: Vec<Page> = (1..=3)
        .map(|number| {
            let mut page = page(number);
            grid(&mut page, &XS[..3], &[100.0, 120.0, 140.0]);
            if number == 1 {
                write_all(&mut page, &[(60.0, 114.0, "名称"), (125.0, 114.0, "金额")]);
            } else {
                write_all(&mut page, &[(60.0, 114.0, "甲局"), (125.0, 114.0, "1.00")]);
            }
            write_all(&mut page, &[(60.0, 134.0, "乙局"), (125.0, 134.0, "2.00")]);
            write(&mut page, 250.0, 600.0, &format!("- {} -", number + 7));
            page
        })
        .collect();
    let (items, _) = recover(&pages);
    assert_eq!(tables(&items).len(), 1);
    assert_eq!(tables(&items)[0].grid.rows(), 6);
    assert!(prose(&items).is_empty());
}
