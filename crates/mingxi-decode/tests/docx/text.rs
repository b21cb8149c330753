//! What counts as text of a document, and what does not.

use crate::common::{WORD, check, lines, p, package, tc};
use mingxi_model::{Block, ErrorKind};

fn r(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

#[test]
fn special_characters_of_a_run() {
    check(
        r#"<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>2</w:t><w:noBreakHyphen/><w:t>3</w:t><w:softHyphen/><w:t>4 &lt;&#x4E00;&amp;</w:t><w:br w:type="page"/></w:r></w:p>"#,
        &["a\tb\nc\n2-34 <一&"],
    );
}

#[test]
fn white_space_counts_only_where_the_file_says_so() {
    check(
        r#"<w:p><w:r><w:t> a </w:t></w:r><w:r><w:t xml:space="preserve"> b&#13;
c</w:t></w:r></w:p>"#,
        &["a b\u{d} c"],
    );
}

#[test]
fn symbols() {
    check(
        r#"<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95</w:t></w:r></w:p>"#,
        &["☑是≥95"],
    );
    let document = package(r#"<w:p><w:r><w:sym w:font="Wingdings" w:char="F001"/><w:t>x</w:t></w:r></w:p>"#);
    assert_eq!(document.decode().unwrap().diagnostics[0].code, "unknown_symbol");
}

#[test]
fn tracked_changes_read_as_accepted() {
    check(
        &format!(
            r#"<w:p><w:ins w:id="1">{}</w:ins><w:del w:id="2"><w:r><w:delText>out</w:delText></w:r></w:del><w:moveTo w:id="3">{}</w:moveTo><w:moveFrom w:id="4">{}</w:moveFrom></w:p>"#,
            r("in"),
            r("to"),
            r("from")
        ),
        &["into"],
    );
}

#[test]
fn left_out_changes_are_counted() {
    let deleted = format!(r#"<w:p><w:del w:id="1">{}</w:del>{}</w:p>"#, r("out"), r("in"));
    let document = package(&deleted).decode().unwrap();
    assert_eq!(document.diagnostics[0].code, "tracked_deletions");
}

#[test]
fn a_deleted_paragraph_mark_joins_two_paragraphs() {
    check(
        &format!(
            r#"<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{}</w:p><w:p>{}</w:p><w:p><w:pPr><w:rPr><w:del w:id="2"/></w:rPr></w:pPr>{}</w:p>"#,
            r("预算"),
            r("总表"),
            r("末")
        ),
        &["预算总表", "末"],
    );
}

#[test]
fn hidden_text_is_out() {
    let styles = r#"
      <w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>
      <w:style w:type="paragraph" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>
      <w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="Hidden"/></w:style>
      <w:style w:type="paragraph" w:styleId="Shown"><w:basedOn w:val="Hidden"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
      <w:style w:type="character" w:styleId="Toggle"><w:rPr><w:vanish/></w:rPr></w:style>
      <w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>"#;
    let paragraph = |style: &str, run: &str, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:pStyle w:val="{style}"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let toggle = r#"<w:rStyle w:val="Toggle"/>"#;
    let body = [
        paragraph("Normal", "<w:vanish/>", "direct"),
        paragraph("Normal", toggle, "by character style"),
        paragraph("Hidden", "", "by paragraph style"),
        paragraph("Child", "", "inherited"),
        paragraph("Shown", "", "1"),
        paragraph("Hidden", toggle, "2"),
        paragraph("Hidden", r#"<w:vanish w:val="false"/>"#, "3"),
        paragraph("Loop", "", "4"),
        paragraph("Missing", "", "5"),
    ]
    .concat();
    let document = package(&body).styles(styles).decode().unwrap();
    assert_eq!(lines(&document), ["1", "2", "3", "4", "5"]);
    assert_eq!(document.diagnostics[0].code, "hidden_text");
}

#[test]
fn hidden_by_default_and_shown_by_hand() {
    let styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>";
    let body = format!(
        r#"{}<w:p><w:pPr><w:rPr><w:vanish w:val="0"/></w:rPr></w:pPr><w:r><w:rPr><w:vanish w:val="off"/></w:rPr><w:t>shown</w:t></w:r></w:p>"#,
        p("hidden")
    );
    assert_eq!(lines(&package(&body).styles(styles).decode().unwrap()), ["shown"]);
}

#[test]
fn fields_keep_their_result_only() {
    let ch = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let instruction = "<w:r><w:instrText>PAGE</w:instrText></w:r>";
    check(
        &format!(
            r#"<w:p>{}{instruction}{}{}{}{}{}</w:p><w:p><w:fldSimple w:instr="DATE"><w:fldData>AAAA</w:fldData>{}</w:fldSimple></w:p>"#,
            ch("begin"),
            // A field inside the instruction: its result is not printed.
            ch("begin") + &ch("separate") + &r("out") + &ch("end"),
            ch("separate"),
            r("第3页"),
            ch("end"),
            r("。"),
            r("2023"),
        ),
        &["第3页。", "2023"],
    );
    // A field without an end must not swallow what follows.
    check(&format!("<w:p>{}{instruction}</w:p>{}", ch("begin"), p("kept")), &["kept"]);
    // A field over several paragraphs, as a table of contents is.
    check(
        &format!(
            "<w:p>{}{instruction}{}{}</w:p>{}<w:p>{}{}</w:p>",
            ch("begin"),
            ch("separate"),
            r("a"),
            p("b"),
            r("c"),
            ch("end")
        ),
        &["a", "b", "c"],
    );
}

#[test]
fn text_boxes_follow_their_paragraph() {
    let content =
        format!("<w:txbxContent>{}<w:tbl><w:tr>{}</w:tr></w:tbl></w:txbxContent>", p("box"), tc("", "cell"));
    let choice = format!(
        r#"<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"#
    );
    let document = package(&format!("<w:p>{}{choice}{}</w:p>{}", r("a"), r("b"), p("c"))).decode().unwrap();
    assert_eq!(lines(&document), ["ab", "box", "[1x1]", "0,0 1x1 cell", "c"]);
    let Block::Paragraph(inner) = &document.blocks[1] else { panic!() };
    assert_eq!(inner.place.to_string(), "body/p[1]/txbx[1]/p[1]");
    // In the old markup alone, and in a cell: after the table.
    let old = format!("<w:r><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></w:r>");
    check(
        &format!("<w:tbl><w:tr><w:tc><w:p>{}{old}</w:p></w:tc></w:tr></w:tbl>", r("x")),
        &["[1x1]", "0,0 1x1 x", "box", "[1x1]", "0,0 1x1 cell"],
    );
}

#[test]
fn alternate_content_is_read_once() {
    let alternate = |requires: &str| {
        format!(
            r#"<w:p><mc:AlternateContent><mc:Choice Requires="{requires}">{}</mc:Choice><mc:Choice Requires="wps">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:p>"#,
            r("1"),
            r("2"),
            r("3")
        )
    };
    check(&alternate("wps"), &["1"]);
    check(&alternate("new"), &["2"]);
    check(
        &format!(
            r#"<w:p><mc:AlternateContent><mc:Choice Requires="new">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:p>"#,
            r("1"),
            r("3")
        ),
        &["3"],
    );
}

#[test]
fn headings_from_styles_and_by_hand() {
    let styles = r#"<w:style w:type="paragraph" w:styleId="1"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="2"><w:basedOn w:val="1"/></w:style>"#;
    let paragraph = |properties: &str| format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", r("x"));
    let body = [
        paragraph(r#"<w:pStyle w:val="1"/>"#),
        paragraph(r#"<w:pStyle w:val="2"/>"#),
        paragraph(r#"<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>"#),
        paragraph(r#"<w:outlineLvl w:val="2"/>"#),
        paragraph(""),
    ];
    let document = package(&body.concat()).styles(styles).decode().unwrap();
    let headings: Vec<Option<u8>> = document
        .blocks
        .iter()
        .map(|block| if let Block::Paragraph(paragraph) = block { paragraph.heading } else { panic!() })
        .collect();
    assert_eq!(headings, [Some(1), Some(1), None, Some(3), None]);
}

#[test]
fn ruby_and_math() {
    check(
        &format!(
            r#"<w:p><w:r><w:ruby><w:rubyPr/><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r><m:oMath><m:r><m:rPr/><m:t>x=1</m:t></m:r></m:oMath></w:p>"#,
            r("yu"),
            r("预")
        ),
        &["预x=1"],
    );
}

#[test]
fn other_files_inside_are_reported() {
    let document = package(&(p("x") + r#"<w:altChunk r:id="rId9"/>"#)).decode().unwrap();
    assert_eq!(document.diagnostics[0].code, "embedded_document");
    assert!(document.partial.is_some());
}

#[test]
fn misplaced_content_is_reported() {
    let document = package(&format!("{}<w:tbl>{}</w:tbl>", p("x"), p("lost"))).decode().unwrap();
    assert_eq!(lines(&document), ["x"]);
    assert_eq!(document.diagnostics[0].code, "misplaced_content");
    assert_eq!(document.partial.unwrap().0, ErrorKind::Corrupt);
}

#[test]
fn headers_and_notes_are_not_read() {
    let header = format!(r#"<w:hdr xmlns:w="{WORD}">{}</w:hdr>"#, p("header"));
    let body = p("text") + r#"<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>"#;
    let document = package(&body).with("word/header1.xml", &header).decode().unwrap();
    assert_eq!(lines(&document), ["text"]);
}

#[test]
fn strict_documents_and_other_prefixes() {
    let document = format!(
        r#"<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body>{}</x:body></x:document>"#,
        (p("严格")
            + r#"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"#)
            .replace("w:", "x:")
    );
    let relations = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/Word\Main.xml"/></Relationships>"#;
    let mut package = package("").with("_rels/.rels", relations).with("word/main.xml", &document);
    package.parts.retain(|(name, _)| name != "word/document.xml");
    assert_eq!(lines(&package.decode().unwrap()), ["严格", "[1x2]", "0,0 1x2 "]);
}

#[test]
fn parts_in_other_encodings() {
    let plain = package(&p("预算é"));
    let utf8 = String::from_utf8(plain.parts[2].1.clone()).unwrap();
    let utf16: Vec<u8> = utf8.replace("UTF-8", "UTF-16").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xff\xfe".to_vec(), utf16.clone()].concat();
    let gbk = encoding_rs::GBK.encode(&utf8.replace("UTF-8", "GBK").replace('é', "")).0.into_owned();
    let with_mark = [b"\xef\xbb\xbf".to_vec(), utf8.clone().into_bytes()].concat();
    for (bytes, text) in [(utf16, "预算é"), (marked, "预算é"), (gbk, "预算"), (with_mark, "预算é")]
    {
        let mut package = plain.clone();
        package.parts[2].1 = bytes;
        assert_eq!(lines(&package.decode().unwrap()), [text]);
    }
}

#[test]
fn composed_characters() {
    check(&p("e\u{301}"), &["\u{e9}"]);
}

#[test]
fn a_document_of_pictures_needs_ocr_and_an_empty_one_is_empty() {
    let picture = r#"<w:p><w:r><w:drawing><a:blip xmlns:a="urn:a"/></w:drawing></w:r></w:p>"#;
    assert_eq!(package(picture).decode().unwrap_err().kind(), ErrorKind::NeedsOcr);
    assert_eq!(package("<w:p/>").decode().unwrap_err().kind(), ErrorKind::Empty);
}
