//! What Word prints of a value, and what it does not: strikes, colours, raised marks, hidden rows, frames in cells.

use crate::common::{check, lines, p, package, tc, tr};
use mingxi_model::{ErrorKind, Severity};

/// A run with properties.
fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
}

/// A table of one cell of a row with a name.
fn cell(content: &str) -> String {
    format!("<w:tbl><w:tr>{}<w:tc>{content}</w:tc></w:tr></w:tbl>", tc("", "a"))
}

fn codes(body: &str) -> Vec<&'static str> {
    package(body).decode().unwrap().diagnostics.iter().map(|remark| remark.code).collect()
}

#[test]
fn struck_text_is_not_the_value() {
    for strike in ["<w:strike/>", "<w:dstrike/>", r#"<w:strike w:val="1"/>"#] {
        let body = cell(&format!("<w:p>{}{}</w:p>", run(strike, "88500"), run("", "86000")));
        check(&body, &["[1x2]", "0,0 1x1 a", "0,1 1x1 86000"]);
        assert_eq!(codes(&body), ["struck_text"]);
    }
    check(&format!("<w:p>{}</w:p>", run(r#"<w:strike w:val="false"/>"#, "1")), &["1"]);
    let styles = r#"<w:style w:type="character" w:styleId="Old"><w:rPr><w:strike/></w:rPr></w:style>"#;
    let body = format!("<w:p>{}{}</w:p>", run(r#"<w:rStyle w:val="Old"/>"#, "1"), run("", "2"));
    assert_eq!(lines(&package(&body).styles(styles).decode().unwrap()), ["2"]);
}

#[test]
fn white_text_is_not_seen_on_paper() {
    let white = r#"<w:color w:val="FFFFFF"/>"#;
    let body = format!("<w:p>{}{}{}</w:p>", run(white, "0"), run("", "120.00"), run(white, "00"));
    check(&body, &["120.00"]);
    let document = package(&body).decode().unwrap();
    assert_eq!(
        (document.diagnostics[0].code, document.diagnostics[0].severity),
        ("hidden_text", Severity::Warning)
    );
    check(
        &format!(
            "<w:p>{}{}</w:p>",
            run(r#"<w:color w:val="FF0000"/>"#, "1"),
            run(r#"<w:color w:val="auto"/>"#, "2")
        ),
        &["12"],
    );
    let themed = run(r#"<w:color w:val="auto" w:themeColor="background1"/>"#, "1");
    check(&format!("<w:p>{themed}{}</w:p>", run("", "2")), &["2"]);
}

#[test]
fn white_text_on_a_colour_is_seen() {
    let white = run(r#"<w:color w:val="FFFFFF"/>"#, "金额");
    let blue = r#"<w:shd w:val="clear" w:color="auto" w:fill="1F4E79"/>"#;
    let table = |properties: &str| {
        format!("<w:tbl><w:tr><w:tc><w:tcPr>{properties}</w:tcPr><w:p>{white}</w:p></w:tc></w:tr></w:tbl>")
    };
    check(&table(blue), &["[1x1]", "0,0 1x1 金额"]);
    check(&table(r#"<w:shd w:val="clear" w:fill="FFFFFF"/>"#), &["[1x1]", "0,0 1x1 "]);
    check(&table(r#"<w:shd w:val="clear" w:fill="auto"/>"#), &["[1x1]", "0,0 1x1 "]);
    check(&format!("<w:p><w:pPr>{blue}</w:pPr>{white}</w:p>"), &["金额"]);
    let marked = run(r#"<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>"#, "1");
    check(&format!("<w:p>{marked}</w:p>"), &["1"]);
    // A style of tables may shade its header.
    let styles = r#"<w:style w:type="table" w:styleId="Grid"><w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:fill="4472C4"/></w:tcPr></w:tblStylePr></w:style>"#;
    let body = format!(
        r#"<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/></w:tblPr><w:tr><w:tc><w:p>{white}</w:p></w:tc></w:tr></w:tbl>"#
    );
    assert_eq!(lines(&package(&body).styles(styles).decode().unwrap()), ["[1x1]", "0,0 1x1 金额"]);
}

#[test]
fn raised_digits_are_note_marks() {
    let up = r#"<w:vertAlign w:val="superscript"/>"#;
    let by_hand = r#"<w:position w:val="6"/><w:sz w:val="12"/>"#;
    for raised in [up, by_hand, r#"<w:vertAlign w:val="subscript"/>"#] {
        check(&format!("<w:p>{}{}</w:p>", run("", "88500"), run(raised, "12")), &["88500¹²"]);
    }
    check(
        &format!("<w:p>{}{}</w:p>", run("", "88500"), run(r#"<w:vertAlign w:val="baseline"/>"#, "1")),
        &["885001"],
    );
    check(&format!("<w:p>{}{}</w:p>", run("", "面积（m"), run(up, "2")), &["面积（m2"]);
}

#[test]
fn hidden_rows_are_not_printed() {
    let row = |properties: &str, text: &str| {
        format!("<w:tr><w:trPr>{properties}</w:trPr>{}{}</w:tr>", tc("", text), tc("", "1"))
    };
    for hidden in ["<w:hidden/>", r#"<w:trHeight w:val="1" w:hRule="exact"/>"#] {
        let body = format!("<w:tbl>{}{}{}</w:tbl>", row("", "a"), row(hidden, "b"), row("", "c"));
        check(&body, &["[2x2]", "0,0 1x1 a", "0,1 1x1 1", "1,0 1x1 c", "1,1 1x1 1"]);
        assert_eq!(codes(&body), ["hidden_rows"]);
    }
    for shown in [
        r#"<w:hidden w:val="0"/>"#,
        r#"<w:trHeight w:val="1" w:hRule="atLeast"/>"#,
        r#"<w:trHeight w:val="300" w:hRule="exact"/>"#,
    ] {
        check(&format!("<w:tbl>{}</w:tbl>", row(shown, "b")), &["[1x2]", "0,0 1x1 b", "0,1 1x1 1"]);
    }
}

#[test]
fn a_frame_in_a_cell_holds_the_cells_value() {
    let table = |rows: &str| format!("<w:tbl>{rows}</w:tbl><w:p/>");
    let value = ["[1x2]", "0,0 1x1 a", "0,1 1x1 88.50"];
    check(&cell(&table(&tr(&["88.50"]))), &value);
    check(&cell(&table(&tr(&["", "88.50"]))), &value);
    let nested = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl><w:p/>", table(&tr(&["88.50"])));
    check(&cell(&nested), &value);
    let boxed = |text: &str| {
        format!(
            "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
            p(text)
        )
    };
    check(&cell(&boxed("88.50")), &value);
    check(&cell(&format!("<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>", p("88.50"))), &value);
    check(
        &cell(&format!("<w:p><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:p>", run("", "88.50"))),
        &value,
    );
}

#[test]
fn more_than_a_frame_stays_a_table_of_its_own() {
    let nested = format!("{}<w:tbl>{}</w:tbl><w:p/>", p("5"), tr(&["x", "1"]));
    check(&cell(&nested), &["[1x2]", "0,0 1x1 a", "0,1 1x1 5", "[1x2]", "0,0 1x1 x", "0,1 1x1 1"]);
}

#[test]
fn cells_as_wide_as_several_columns_span_them() {
    let row = |cells: &[(u32, &str)]| {
        let cells =
            cells.iter().map(|(width, text)| tc(&format!(r#"<w:tcW w:w="{width}" w:type="dxa"/>"#), text));
        format!("<w:tr>{}</w:tr>", cells.collect::<String>())
    };
    let full = row(&[(1400, "a"), (1800, "b"), (1800, "c"), (1800, "d")]);
    let table = |short: &[(u32, &str)]| format!("<w:tbl>{full}{}</w:tbl>", row(short));
    let head = ["[2x4]", "0,0 1x1 a", "0,1 1x1 b", "0,2 1x1 c", "0,3 1x1 d"];
    let expect = |short: &[(u32, &str)], cells: &[&str]| check(&table(short), &[&head[..], cells].concat());
    expect(&[(1400, "e"), (3600, "0.00"), (1800, "0.50")], &["1,0 1x1 e", "1,1 1x2 0.00", "1,3 1x1 0.50"]);
    expect(&[(1400, "e"), (1800, "0.00"), (3610, "0.50")], &["1,0 1x1 e", "1,1 1x1 0.00", "1,2 1x2 0.50"]);
    expect(&[(6800, "note")], &["1,0 1x4 note"]);
    // A row that ends early, and one whose cells end within columns, stay as they are.
    expect(&[(1400, "e"), (1800, "1")], &["1,0 1x1 e", "1,1 1x1 1"]);
    expect(&[(2000, "e"), (3000, "1"), (1800, "2")], &["1,0 1x1 e", "1,1 1x1 1", "1,2 1x1 2"]);
}

#[test]
fn pictures_as_large_as_forms_need_recognition() {
    let picture = |cx: u32, cy: u32| {
        format!(
            r#"<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="{cx}" cy="{cy}"/><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></wp:inline></w:drawing></w:r></w:p>"#
        )
    };
    let large = picture(5_400_000, 3_600_000);
    let scanned = package(&format!("{}{large}{large}", p("预算公开"))).decode().unwrap();
    assert_eq!(scanned.partial.map(|partial| partial.0), Some(ErrorKind::NeedsOcr));
    let among = format!("{}{large}<w:tbl>{}</w:tbl>", p("单位：万元"), tr(&["a", "1"]));
    assert_eq!(codes(&among), ["needs_ocr"]);
    assert_eq!(package(&among).decode().unwrap().partial, None);
    assert_eq!(codes(&format!("{}{}", p("a"), picture(900_000, 900_000))), Vec::<&str>::new(), "a seal");
}
