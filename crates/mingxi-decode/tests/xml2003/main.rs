//! The XML of Office 2003 and packages written flat, through the public interface.

#![allow(clippy::unwrap_used)]

use mingxi_decode::{Limits, decode};
use mingxi_model::{Block, Document, ErrorKind, Format};

const WORD: &str = "<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument \
    xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\" xmlns:wx=\"http://schemas.microsoft.com/office/word/2003/auxHint\" \
    xmlns:aml=\"http://schemas.microsoft.com/aml/2001/core\" xml:space=\"preserve\"><w:styles><w:style w:type=\"paragraph\" \
    w:styleId=\"1\"><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style></w:styles><w:body><wx:sect>BODY</wx:sect></w:body></w:wordDocument>";

const EXCEL: &str = "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook \
    xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Styles><Style \
    ss:ID=\"s1\"><NumberFormat ss:Format=\"Standard\"/></Style></Styles>SHEETS</Workbook>";

fn word(body: &str) -> Document {
    decode(WORD.replace("BODY", body).as_bytes(), &Limits::default()).unwrap()
}

/// Paragraphs as they are, cells of a table parted by `|`, a row a line.
fn lines(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(paragraph.text.clone()),
            Block::Native(table) => {
                for row in 0..table.rows {
                    let cells = table.cells.iter().filter(|cell| cell.row == row);
                    lines.push(
                        cells
                            .map(|cell| format!("|{} {}x{}", cell.text, cell.row_span, cell.col_span))
                            .collect(),
                    );
                }
            }
            Block::Dump(_) => {}
        }
    }
    lines
}

#[test]
fn word_2003_is_read_like_its_later_files() {
    let document = word(
        "<w:p><w:pPr><w:pStyle w:val=\"1\"/></w:pPr><w:r><w:t> 预算 </w:t></w:r></w:p><w:p><w:pPr><w:listPr><w:ilvl w:val=\"0\"/><w:ilfo \
         w:val=\"1\"/><wx:t wx:val=\"一、\"/></w:listPr></w:pPr><w:r><w:t>概况</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>\
         <aml:annotation w:type=\"Word.Deletion\"><aml:content><w:r><w:delText>y</w:delText></w:r></aml:content></aml:annotation></w:p>\
         <w:tbl><w:tr><w:tc><w:tcPr><w:vmerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:gridSpan \
         w:val=\"2\"/></w:tcPr><w:p><w:pPr><w:ind w:first-line=\"420\"/></w:pPr><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr>\
         <w:vmerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    );
    assert_eq!(document.format, Format::Docx);
    assert_eq!(lines(&document), [" 预算 ", "一、 概况", "|甲 2x1|乙 1x2", "|1 1x1|2 1x1"]);
    let Block::Paragraph(first) = &document.blocks[0] else { unreachable!("a paragraph") };
    assert_eq!(first.heading, Some(1));
    let Block::Native(table) = &document.blocks[2] else { unreachable!("a table") };
    assert_eq!(table.cells[1].indent, Some(21.0));
}

#[test]
fn a_package_written_flat_is_read_by_its_parts() {
    let part = |name: &str, kind: &str, content: &str| {
        format!(
            "<pkg:part pkg:name=\"{name}\" pkg:contentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml\">\
             <pkg:xmlData>{content}</pkg:xmlData></pkg:part>"
        )
    };
    let names = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let text = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let file = format!(
        "<?xml version=\"1.0\"?><pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\">{}{}{}</pkg:package>",
        part("/word/header1.xml", "header", &format!("<w:hdr {names}>{}</w:hdr>", text("header"))),
        part(
            "/word/document.xml",
            "document.main",
            &format!("<w:document {names}><w:body>{}</w:body></w:document>", text("正文"))
        ),
        part(
            "/word/footnotes.xml",
            "footnotes",
            &format!("<w:footnotes {names}>{}</w:footnotes>", text("note"))
        ),
    );
    assert_eq!(lines(&decode(file.as_bytes(), &Limits::default()).unwrap()), ["正文"]);
}

#[test]
fn workbooks_of_2003_are_read_as_displayed() {
    let sheets = "<Worksheet ss:Name=\"表\"><Table><Column ss:Index=\"4\" ss:Hidden=\"1\"/><Row><Cell ss:MergeAcross=\"2\"><Data ss:Type=\"String\">收支总表\
        </Data></Cell></Row><Row ss:Index=\"3\"><Cell><Data ss:Type=\"String\">项目</Data></Cell><Cell><Data ss:Type=\"String\">金额</Data></Cell><Cell>\
        <Data ss:Type=\"String\">备注</Data></Cell><Cell><Data ss:Type=\"Number\">9</Data></Cell></Row><Row><Cell><Data ss:Type=\"String\">001</Data></Cell>\
        <Cell ss:StyleID=\"s1\"><Data ss:Type=\"Number\">1234.5</Data><Comment><Data>no</Data></Comment></Cell><Cell><Data ss:Type=\"String\">a&#10;b</Data>\
        </Cell></Row><Row ss:Hidden=\"1\"><Cell><Data ss:Type=\"Number\">8</Data></Cell></Row></Table></Worksheet><Worksheet ss:Name=\"藏\"><Table><Row><Cell>\
        <Data ss:Type=\"Number\">7</Data></Cell></Row></Table><WorksheetOptions xmlns=\"urn:schemas-microsoft-com:office:excel\"><Visible>SheetHidden</Visible>\
        </WorksheetOptions></Worksheet>";
    let document = decode(EXCEL.replace("SHEETS", sheets).as_bytes(), &Limits::default()).unwrap();
    assert_eq!(document.format, Format::Xls);
    assert_eq!(
        lines(&document),
        ["收支总表", "|项目 1x1|金额 1x1|备注 1x1", "|001 1x1|1,234.50 1x1|a\nb 1x1"]
    );
    let codes: Vec<&str> = document.diagnostics.iter().map(|said| said.code).collect();
    assert!(codes.contains(&"hidden_sheets"), "{codes:?}");
}

#[test]
fn bombs_and_damage_are_refused_or_told() {
    let bomb = WORD
        .replace(
            "<w:wordDocument",
            "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><w:wordDocument",
        )
        .replace("BODY", "<w:p><w:r><w:t>&b;</w:t></w:r></w:p>");
    assert!(decode(bomb.as_bytes(), &Limits::default()).is_err());
    let deep = word_error(&"<w:p>".repeat(100_000));
    assert_eq!(deep, ErrorKind::LimitExceeded);
    let cut = WORD.replace("BODY", "<w:p><w:r><w:t>one</w:t></w:r></w:p>");
    let cut = &cut[..cut.len() - 30];
    let document = decode(cut.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(lines(&document), ["one"]);
    assert!(document.partial.is_some());
    for (whole, body) in [(WORD, "BODY"), (EXCEL, "SHEETS")] {
        let file = whole.replace(body, "<w:p/><Worksheet ss:Name='a'><Table><Row ss:Index='9'><Cell ss:MergeDown='2'><Data ss:Type='Number'>1</Data></Cell></Row></Table></Worksheet>");
        for at in 0..file.len() {
            let mut bytes = file.as_bytes().to_vec();
            bytes[at] ^= 0x12;
            let _ = decode(&bytes, &Limits::default());
            bytes.remove(at);
            let _ = decode(&bytes, &Limits::default());
        }
    }
}

fn word_error(body: &str) -> ErrorKind {
    let text = "<w:p><w:r><w:t>one</w:t></w:r></w:p>";
    word(&format!("{text}{body}")).partial.unwrap().0
}
