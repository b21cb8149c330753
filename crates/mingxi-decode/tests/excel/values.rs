//! Values as they are displayed.

use crate::common::{Book, book, formatted, outline, remarks, sheet};
use mingxi_model::{Block, NativeCell};

fn shown(format: &str, value: &str) -> String {
    let document = formatted(format, &format!("<c r=\"A1\" s=\"2\"><v>{value}</v></c>")).decode();
    outline(&document).join("/")
}

#[test]
fn numbers_follow_their_formats() {
    for (format, value, text) in [
        ("0.00", "39", "39.00"),
        ("#,##0.00", "1234567.8", "1,234,567.80"),
        ("0.00%", "0.2845", "28.45%"),
        ("0.00", "1.005", "1.01"),
        ("0.00_);[Red]\\(0.00\\)", "-3.5", "(3.50)"),
        ("0.00,&quot;万&quot;", "12345678", "12345.68万"),
        ("yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;", "45351", "2024年2月29日"),
        ("General", "3698.7199999999998", "3698.72"),
    ] {
        assert_eq!(shown(format, value), text, "{value} as {format}");
    }
}

#[test]
fn what_a_format_hides_is_told() {
    let mut hidden = formatted(";;;", "<c r=\"A1\" s=\"2\"><v>39</v></c>");
    assert_eq!(hidden.try_decode().unwrap_err().kind().as_str(), "empty");
    hidden.sheets[0].rows.push_str("<row r=\"2\"><c r=\"A2\" t=\"str\"><v>甲</v></c></row>");
    let document = hidden.decode();
    assert_eq!(outline(&document), ["甲"]);
    assert_eq!(remarks(&document)[0].0, "hidden_by_format");
}

#[test]
fn texts_errors_and_results_of_formulas() {
    let cells = [
        ("<c r=\"A1\" t=\"s\"><v>1</v></c>", "富文本"),
        ("<c r=\"A1\" t=\"str\"><f>A2&amp;A3</f><v>39.00</v></c>", "39.00"),
        ("<c r=\"A1\" t=\"e\"><f>#REF!+1</f><v>#REF!</v></c>", "#REF!"),
        ("<c r=\"A1\" t=\"b\"><v>1</v></c>", "TRUE"),
        ("<c r=\"A1\"><f>SUM(B1:B9)</f><v>12.5</v></c>", "12.5"),
        ("<c r=\"A1\" t=\"inlineStr\"><is><t>0012</t></is></c>", "0012"),
        ("<c r=\"A1\" t=\"s\"><v>9</v></c>", "\u{fffd}"),
        ("<c r=\"A1\"><f>SUM(B1:B9)</f></c>", "=SUM(B1:B9)"),
    ];
    for (cell, text) in cells {
        let strings = "<si><t>零</t></si><si><r><t>富</t></r><r><t>文本</t></r><rPh><t>fu</t></rPh></si>";
        let book = Book { strings: Some(strings.to_owned()), ..formatted("0", cell) };
        assert_eq!(outline(&book.decode()), [text], "{cell}");
    }
    let document = formatted("0", cells[7].0).decode();
    assert_eq!(remarks(&document)[0].0, "formula_without_result");
}

#[test]
fn zeros_that_a_sheet_does_not_display() {
    let mut sheet = sheet("Sheet1", &["+科目|合计", "+教育支出|#0", "+合计|#5"]);
    sheet.before = "<sheetViews><sheetView showZeros=\"0\" workbookViewId=\"0\"/></sheetViews>".to_owned();
    assert_eq!(outline(&book(&[sheet]).decode()), ["[科目|合计]", "[教育支出|]", "[合计|5]"]);
}

fn cells(book: &Book) -> Vec<NativeCell> {
    let document = book.decode();
    let table = document.blocks.iter().find_map(|block| match block {
        Block::Native(table) => Some(table.cells.clone()),
        _ => None,
    });
    table.unwrap()
}

#[test]
fn more_decimals_than_are_displayed_are_kept_beside_the_text() {
    let mut sheet = sheet("Sheet1", &["+科目|合计", "+教育支出|#9616.338314", "+合计|#39"]);
    sheet.rows = sheet.rows.replace("s=\"1\"><v>", "s=\"2\"><v>");
    let book = Book { styles: "<xf numFmtId=\"4\" borderId=\"1\"/>".to_owned(), ..book(&[sheet]) };
    let cells = cells(&book);
    assert_eq!((cells[3].text.as_str(), cells[3].stored.as_deref()), ("9,616.34", Some("9616.338314")));
    assert_eq!((cells[5].text.as_str(), cells[5].stored.as_deref()), ("39.00", None));
}

#[test]
fn indents_are_those_of_the_cells() {
    let mut sheet = sheet("Sheet1", &["+科目|合计", "+教育支出|#3", "+普通教育|#3"]);
    sheet.rows = sheet.rows.replacen("r=\"A3\" s=\"1\"", "r=\"A3\" s=\"2\"", 1).replacen(
        "r=\"A1\" s=\"1\"",
        "r=\"A1\" s=\"3\"",
        1,
    );
    let styles = "<xf borderId=\"1\"><alignment horizontal=\"left\" indent=\"2\"/></xf><xf borderId=\"1\"><alignment horizontal=\"center\"/></xf>";
    let book = Book { styles: styles.to_owned(), ..book(&[sheet]) };
    let indents: Vec<Option<f32>> =
        cells(&book).iter().filter(|cell| cell.col == 0).map(|cell| cell.indent).collect();
    assert_eq!(indents, [None, Some(0.0), Some(20.0)]);
}

#[test]
fn what_was_typed_with_an_equals_sign() {
    let mut sheet = sheet("Sheet1", &["+指标|值|金额", "+到位率|≥95%|#3", "+合格率||", "+人数||#4"]);
    sheet.rows = sheet
        .rows
        .replace("<c r=\"B3\" s=\"1\"/>", "<c r=\"B3\" s=\"1\"><f>100%</f><v>1</v></c>")
        .replace("<c r=\"C3\" s=\"1\"/>", "<c r=\"C3\" s=\"1\"><f>12.5</f><v>12.5</v></c>")
        .replace("<c r=\"B4\" s=\"1\"/>", "<c r=\"B4\" s=\"1\" t=\"e\"><f>10人</f><v>#NAME?</v></c>");
    assert_eq!(
        outline(&book(&[sheet]).decode()),
        ["[指标|值|金额]", "[到位率|≥95%|3]", "[合格率|=100%|12.5]", "[人数|=10人|4]"]
    );
}
