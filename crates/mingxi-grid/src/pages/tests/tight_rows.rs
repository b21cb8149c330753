//! Rows without rules that stand as close as the lines of a cell, their texts in the middle of their heights.

use super::support::*;
use mingxi_model::Page;

const XS: [f32; 4] = [40.0, 100.0, 260.0, 340.0];

/// Draws rows from `top` on: the lines of a text, parted by `/`, stand `pitch` apart, those of a row around its middle,
/// with `padding` between rows.
fn draw(page: &mut Page, top: f32, (pitch, padding): (f32, f32), rows: &[[&str; 4]]) {
    let mut top = top;
    for row in rows {
        let lines = |text: &str| text.split('/').count() as f32;
        let tallest = row.iter().map(|text| lines(text)).fold(1.0, f32::max);
        for (x, text) in XS.into_iter().zip(row) {
            let above = (tallest - lines(text)) / 2.0;
            for (line, text) in text.split('/').enumerate() {
                write(page, x, top + (above + line as f32 + 0.8) * pitch, text);
            }
        }
        top += tallest * pitch + padding;
    }
}

/// The pitches and paddings in which office programs and browsers set rows.
const PITCHES: [(f32, f32); 4] = [(11.6, 0.0), (12.0, 1.0), (14.0, 0.0), (14.0, 2.0)];

fn rows_of(rows: &[[&str; 4]]) -> Vec<Vec<String>> {
    PITCHES
        .iter()
        .map(|pitch| {
            let mut page = page(1);
            draw(&mut page, 60.0, (14.0, 0.0), &[["编码", "名称", "合计", "基本"]]);
            draw(&mut page, 90.0, *pitch, rows);
            let (items, _) = recover(&[page]);
            show(tables(&items)[0])[1..].to_vec()
        })
        .collect()
}

#[test]
fn wrapped_names_go_to_the_row_whose_middle_is_theirs() {
    let all = rows_of(&[
        ["208", "社会保障", "151.29", "151.29"],
        ["2080505", "机关事业单位基本养老保险缴/费支出", "74.18", "74.18"],
        ["2080506", "机关事业单位职业年金缴费支/出", "37.09", "37.09"],
        ["20808", "抚恤", "12.86", "12.86"],
        ["2089999", "其他社会保障和就业的各项支/出", "3.64", "3.64"],
        ["210", "卫生健康支出", "648.67", "559.93"],
    ]);
    for rows in all {
        assert_eq!(
            rows,
            [
                "208|社会保障|151.29|151.29",
                "2080505|机关事业单位基本养老保险缴费支出|74.18|74.18",
                "2080506|机关事业单位职业年金缴费支出|37.09|37.09",
                "20808|抚恤|12.86|12.86",
                "2089999|其他社会保障和就业的各项支出|3.64|3.64",
                "210|卫生健康支出|648.67|559.93",
            ]
        );
    }
}

#[test]
fn numbers_broken_over_lines_are_whole_in_their_rows() {
    // The codes are broken after three digits, the amounts where their column ends.
    let all = rows_of(&[
        ["205/080/4", "退役士兵能力提升", "80.000000", ""],
        ["208/050/1", "行政单位离退休", "31.409867", "25.27986/7"],
        ["208/050/5", "机关事业单位基本养老保险缴/费支出", "314.69721/6", "314.69721/6"],
        ["208/080/8", "褒扬纪念", "31.530000", ""],
        ["208/280/1", "行政运行", "2,910.533/907", "2,863.624/707"],
    ]);
    for rows in all {
        assert_eq!(
            rows,
            [
                "2050804|退役士兵能力提升|80.000000|",
                "2080501|行政单位离退休|31.409867|25.279867",
                "2080505|机关事业单位基本养老保险缴费支出|314.697216|314.697216",
                "2080808|褒扬纪念|31.530000|",
                "2082801|行政运行|2,910.533907|2,863.624707",
            ]
        );
    }
}

#[test]
fn a_name_and_an_amount_of_two_lines_stand_in_one_row() {
    let all = rows_of(&[
        ["245", "本级", "480544/221.60", "426680/000.00"],
        ["245/001", "医疗保险经办服务中心的办公/室", "454472/259.10", "0.00"],
        ["245/002", "医疗保险基金管理中心和各分/中心", "713000/0.00", "0.00"],
        ["245/003", "培训", "0.00", "0.00"],
    ]);
    for rows in all {
        assert_eq!(
            rows,
            [
                "245|本级|480544221.60|426680000.00",
                "245001|医疗保险经办服务中心的办公室|454472259.10|0.00",
                "245002|医疗保险基金管理中心和各分中心|7130000.00|0.00",
                "245003|培训|0.00|0.00",
            ]
        );
    }
}

#[test]
fn rows_of_one_line_stay_apart() {
    let all = rows_of(&[
        ["208", "社会保障和就业支出总额合起", "151.29", "151.29"],
        ["20805", "行政事业单位养老支出合起来", "74.18", "74.18"],
        ["210", "卫生健康支出的全部金额合起", "648.67", "559.93"],
        ["2089999", "其他社会保障和就业的各项支/出", "3.64", "3.64"],
        ["21011", "行政事业单位医疗的金额合起", "37.09", "37.09"],
    ]);
    for rows in all {
        assert_eq!(rows.len(), 5);
        assert_eq!(rows[3], "2089999|其他社会保障和就业的各项支出|3.64|3.64");
    }
}

/// A page with the texts of a header and, right below them, rows whose texts stand in the middle.
fn under_header(texts: &[(f32, f32, &str)], rows: &[[&str; 4]]) -> Vec<String> {
    let mut page = page(1);
    for (x, y, text) in texts {
        write(&mut page, *x, *y, text);
    }
    let bottom = texts.iter().map(|(_, y, _)| *y).fold(0.0, f32::max);
    draw(&mut page, bottom + 4.0, (12.0, 0.0), rows);
    let (items, _) = recover(&[page]);
    show(tables(&items)[0])
}

const BODY: [[&str; 4]; 4] = [
    ["208", "社会保障", "151.29", "151.29"],
    ["2080505", "机关事业单位基本养老保险缴/费支出", "74.18", "74.18"],
    ["20808", "抚恤", "12.86", "12.86"],
    ["2089999", "其他社会保障和就业的各项支/出", "3.64", "3.64"],
];

#[test]
fn a_group_is_told_by_the_height_of_a_further_name_of_it() {
    // 本年拨款 and 小计 begin at one place; 基本 stands at the height of the second and has none above.
    let header = [
        (40.0, 106.0, "编码"),
        (100.0, 106.0, "名称"),
        (260.0, 100.0, "本年拨款"),
        (260.0, 112.0, "小计"),
        (340.0, 112.0, "基本"),
    ];
    let rows = under_header(&header, &BODY);
    assert_eq!(rows[..2], ["编码<2x1>|名称<2x1>|本年拨款<1x2>", "^|^|小计|基本"]);
    assert_eq!(rows[3], "2080505|机关事业单位基本养老保险缴费支出|74.18|74.18");
}

#[test]
fn a_name_of_two_lines_beside_names_of_one_is_no_group() {
    let header = [
        (40.0, 106.0, "编码"),
        (100.0, 106.0, "名称"),
        (260.0, 100.0, "专户拨"),
        (260.0, 112.0, "款收入"),
        (340.0, 106.0, "基本"),
    ];
    let rows = under_header(&header, &BODY);
    assert_eq!(rows[0], "编码|名称|专户拨款收入|基本");
}

#[test]
fn the_row_that_numbers_the_columns_may_have_broken_texts() {
    let header = [
        (40.0, 94.0, "编码"),
        (100.0, 94.0, "名称"),
        (260.0, 94.0, "合计"),
        (340.0, 94.0, "基本"),
        (40.0, 106.0, "栏"),
        (40.0, 118.0, "次"),
        (100.0, 112.0, "1"),
        (260.0, 112.0, "2"),
        (340.0, 112.0, "3"),
    ];
    let rows = under_header(&header, &BODY);
    assert_eq!(rows[..2], ["编码|名称|合计|基本", "栏次|1|2|3"]);
    assert_eq!(rows[3], "2080505|机关事业单位基本养老保险缴费支出|74.18|74.18");
}

#[test]
fn names_of_narrow_columns_stand_apart_by_no_more_than_a_blank() {
    // 类 and 款 head columns whose codes begin right below them, 4.5 points apart.
    let mut page = page(1);
    for (x, text) in [(40.0, "编"), (54.5, "码"), (100.0, "名称"), (260.0, "合计"), (340.0, "基本")] {
        write(&mut page, x, 60.0, text);
    }
    for (row, code) in ["05", "08", "11"].into_iter().enumerate() {
        let y = 80.0 + 20.0 * row as f32;
        write(&mut page, 40.0, y, "20");
        write(&mut page, 54.5, y, code);
        write(&mut page, 100.0, y, "抚恤");
        write(&mut page, 260.0, y, "7.50");
        write(&mut page, 340.0, y, "7.50");
    }
    let (items, _) = recover(&[page]);
    let rows = show(tables(&items)[0]);
    assert_eq!(rows[0], "编|码|名称|合计|基本");
    assert_eq!(rows[2], "20|08|抚恤|7.50|7.50");
}

#[test]
fn digits_of_a_broken_amount_at_the_foot_of_a_page_are_no_page_number() {
    let mut page = page(1);
    draw(&mut page, 704.0, (12.0, 0.0), &[["编码", "名称", "合计", "基本"]]);
    let rows = [
        ["208", "社会保障", "151.29", "151.29"],
        ["210", "卫生健康", "1903681/2.50", "1903681/2.50"],
        ["301", "工资福利", "2036812/5.45", "2036812/5.45"],
    ];
    draw(&mut page, 720.0, (12.0, 0.0), &rows);
    let (items, _) = recover(&[page]);
    let rows = show(tables(&items)[0]);
    assert_eq!(rows[3], "301|工资福利|20368125.45|20368125.45");
}
