//! The labels of automatic lists.

use crate::common::{lines, p, package, tc};

/// A list level.
fn level(index: usize, start: i64, format: &str, text: &str, more: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>"#
    )
}

fn definition(id: i32, levels: &str) -> String {
    format!(r#"<w:abstractNum w:abstractNumId="{id}">{levels}</w:abstractNum>"#)
}

fn list(id: i32, of: i32, overrides: &str) -> String {
    format!(r#"<w:num w:numId="{id}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>"#)
}

/// A paragraph of a list.
fn item(list: i32, level: usize, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
    )
}

#[track_caller]
fn check(lists: &str, body: &str, expected: &[&str]) {
    assert_eq!(lines(&package(body).lists(lists).decode().unwrap()), expected);
}

fn outline() -> String {
    definition(
        0,
        &(level(0, 1, "chineseCountingThousand", "%1、", r#"<w:suff w:val="nothing"/>"#)
            + &level(1, 1, "decimal", "%1.%2", r#"<w:suff w:val="space"/><w:isLgl/>"#)
            + &level(2, 3, "upperLetter", "(%3)", "")),
    ) + &list(1, 0, "")
}

#[test]
fn levels_count_and_restart() {
    let body = [
        item(1, 0, "收入"),
        item(1, 1, "a"),
        item(1, 1, "b"),
        item(1, 2, "c"),
        item(1, 0, "支出"),
        item(1, 1, "d"),
        item(1, 2, "e"),
        p("plain"),
        item(1, 2, "f"),
    ];
    check(
        &outline(),
        &body.concat(),
        &["一、收入", "1.1 a", "1.2 b", "(C) c", "二、支出", "2.1 d", "(C) e", "plain", "(D) f"],
    );
}

#[test]
fn a_level_above_that_was_not_counted_shows_its_start() {
    check(&outline(), &(item(1, 1, "a") + &item(1, 0, "b")), &["1.1 a", "一、b"]);
}

#[test]
fn a_level_may_restart_never_or_after_the_first_only() {
    let levels = level(0, 1, "decimal", "%1", "")
        + &level(1, 1, "decimal", "%2", r#"<w:lvlRestart w:val="0"/>"#)
        + &level(2, 1, "decimal", "%3", r#"<w:lvlRestart w:val="1"/>"#);
    let body = [
        item(1, 0, "a"),
        item(1, 1, "b"),
        item(1, 2, "c"),
        item(1, 1, "d"),
        item(1, 2, "e"),
        item(1, 0, "f"),
    ];
    let body = body.concat() + &item(1, 1, "g") + &item(1, 2, "h");
    check(
        &(definition(0, &levels) + &list(1, 0, "")),
        &body,
        &["1 a", "1 b", "1 c", "2 d", "2 e", "2 f", "3 g", "1 h"],
    );
}

#[test]
fn lists_of_one_definition_count_on_unless_a_start_is_forced() {
    let lists = definition(0, &level(0, 1, "decimal", "%1.", ""))
        + &list(1, 0, "")
        + &list(2, 0, "")
        + &list(3, 0, r#"<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>"#)
        + &list(
            4,
            0,
            &format!(
                r#"<w:lvlOverride w:ilvl="0">{}</w:lvlOverride>"#,
                level(0, 1, "ideographTraditional", "%1", "")
            ),
        );
    let body = [
        item(1, 0, "a"),
        item(2, 0, "b"),
        item(3, 0, "c"),
        item(3, 0, "d"),
        item(1, 0, "e"),
        item(4, 0, "f"),
    ];
    check(&lists, &body.concat(), &["1. a", "2. b", "5. c", "6. d", "7. e", "辛 f"]);
}

#[test]
fn bullets_and_hidden_labels_and_no_list() {
    let lists = definition(0, &level(0, 1, "bullet", "\u{f06c}", ""))
        + &list(1, 0, "")
        + &definition(2, &level(0, 1, "decimal", "%1", "<w:rPr><w:vanish/></w:rPr>"))
        + &list(2, 2, "");
    check(
        &lists,
        &(item(1, 0, "a") + &item(2, 0, "b") + &item(0, 0, "c") + &item(9, 0, "d")),
        &["a", "b", "c", "d"],
    );
}

#[test]
fn an_empty_paragraph_prints_its_label_in_a_cell() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", item(1, 0, text));
    let covered = format!("<w:tc><w:tcPr><w:vMerge/></w:tcPr>{}</w:tc>", item(1, 0, ""));
    let first = format!(r#"<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{}</w:tc>"#, item(1, 0, ""));
    let rows = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{first}{}</w:tr><w:tr>{covered}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell(""),
        tc("", "a"),
        tc("", "b"),
        tc("", "c"),
        cell("x"),
        tc("", "d"),
    );
    let lists = definition(0, &level(0, 1, "decimal", "%1", "")) + &list(1, 0, "");
    let expected = [
        "[4x2]",
        "0,0 1x1 1 ",
        "0,1 1x1 a",
        "1,0 2x1 2 ",
        "1,1 1x1 b",
        "2,1 1x1 c",
        "3,0 1x1 3 x",
        "3,1 1x1 d",
    ];
    check(&lists, &rows, &expected);
}

#[test]
fn lists_through_styles() {
    let styles = r#"
      <w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="H3"><w:basedOn w:val="H1"/></w:style>
      <w:style w:type="numbering" w:styleId="Multi"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>"#;
    let lists = definition(
        0,
        &(level(0, 1, "decimal", "第%1部分", r#"<w:pStyle w:val="H1"/>"#)
            + &level(
                1,
                1,
                "japaneseCounting",
                "（%2）",
                r#"<w:pStyle w:val="H2"/><w:suff w:val="nothing"/>"#,
            )),
    ) + &list(1, 0, "")
        + &definition(5, r#"<w:numStyleLink w:val="Multi"/>"#)
        + &definition(
            6,
            &(r#"<w:styleLink w:val="Multi"/>"#.to_owned() + &level(0, 1, "decimal", "%1)", "")),
        )
        + &list(5, 5, "")
        + &list(7, 6, "");
    let styled = |style: &str, numbering: &str, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{numbering}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let none = r#"<w:numPr><w:numId w:val="0"/></w:numPr>"#;
    let body = [
        styled("H1", "", "a"),
        styled("H2", "", "b"),
        styled("H3", "", "c"),
        styled("H1", none, "d"),
        styled("H2", "", "e"),
        item(5, 0, "f"),
        item(7, 0, "g"),
    ];
    let document = package(&body.concat()).styles(styles).lists(&lists).decode().unwrap();
    assert_eq!(lines(&document), ["第1部分 a", "（一）b", "第2部分 c", "d", "（一）e", "1) f", "2) g"]);
}

#[test]
fn deleted_and_joined_paragraphs_are_not_counted() {
    let joined = r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>"#;
    let deleted = format!(
        r#"<w:tbl><w:tr><w:trPr><w:del w:id="2"/></w:trPr><w:tc>{}</w:tc></w:tr></w:tbl>"#,
        item(1, 0, "out")
    );
    let lists = definition(0, &level(0, 1, "decimal", "%1", "")) + &list(1, 0, "");
    check(&lists, &(joined.to_owned() + &item(1, 0, "b") + &deleted + &item(1, 0, "c")), &["1 ab", "2 c"]);
}

#[test]
fn a_custom_format_in_alternate_content() {
    let levels = r#"<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>"#;
    check(&(definition(0, levels) + &list(1, 0, "")), &item(1, 0, "a"), &["001 a"]);
}
