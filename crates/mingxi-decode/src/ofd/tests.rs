use crate::{Limits, Opened, decode, open};
use mingxi_model::{BBox, Document, ErrorKind, Format};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

const NS: &str = "xmlns:ofd=\"http://www.ofdspec.org/2016\"";
const INDEX: &str = "<ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>";
const DOCUMENT: &str = "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 100 50</ofd:PhysicalBox></ofd:PageArea>\
    <ofd:PublicRes>Res.xml</ofd:PublicRes><ofd:TemplatePage ID=\"7\" BaseLoc=\"Tpl.xml\"/></ofd:CommonData>\
    <ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Page_0/Content.xml\"/></ofd:Pages>";

fn file(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, body) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(body.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A file of one page with this layer, and these resources.
fn page_with(layer: &str, resources: &str) -> Vec<u8> {
    let of = |name: &str, body: &str| format!("<ofd:{name} {NS}>{body}</ofd:{name}>");
    file(&[
        ("OFD.xml", &of("OFD", INDEX)),
        ("Doc_0/Document.xml", &of("Document", DOCUMENT)),
        ("Doc_0/Res.xml", &of("Res", resources)),
        (
            "Doc_0/Tpl.xml",
            &of(
                "Page",
                &format!("<ofd:Content><ofd:Layer>{}</ofd:Layer></ofd:Content>", text("5 40 20 5", "底", "")),
            ),
        ),
        (
            "Doc_0/Page_0/Content.xml",
            &of(
                "Page",
                &format!(
                    "<ofd:Template TemplateID=\"7\"/><ofd:Content><ofd:Layer>{layer}</ofd:Layer></ofd:Content>"
                ),
            ),
        ),
    ])
}

fn text(boundary: &str, text: &str, code: &str) -> String {
    format!(
        "<ofd:TextObject Boundary=\"{boundary}\" Size=\"4\"><ofd:TextCode X=\"0\" Y=\"4\" {code}>{text}</ofd:TextCode></ofd:TextObject>"
    )
}

fn read(layer: &str) -> Document {
    let document = decode(&page_with(layer, ""), &Limits::default()).unwrap();
    assert_eq!((document.format, document.page_count), (Format::Ofd, Some(1)));
    document
}

/// Text and left edge of every glyph but the template's, in tenths of a millimetre.
fn glyphs(document: &Document) -> Vec<(String, i32)> {
    let tenths = |points: f32| (points * 254.0 / 72.0).round() as i32;
    document.pages[0]
        .glyphs
        .iter()
        .filter(|glyph| glyph.text != "底")
        .map(|glyph| (glyph.text.clone(), tenths(glyph.bbox.x0)))
        .collect()
}

fn pairs(all: &[(&str, i32)]) -> Vec<(String, i32)> {
    all.iter().map(|(text, x)| ((*text).to_owned(), *x)).collect()
}

#[test]
fn characters_stand_where_the_distances_say() {
    let document = read(&text("10 10 40 5", "1&amp;⽔万", "DeltaX=\"g 2 2 5\""));
    assert_eq!(glyphs(&document), pairs(&[("1", 100), ("&", 120), ("水", 140), ("万", 190)]));
    let page = &document.pages[0];
    assert_eq!(page.glyphs[0].text, "底", "templates come first");
    let glyph = &page.glyphs[4];
    let millimetres = |points: f32| points * 25.4 / 72.0;
    assert!(
        (millimetres(glyph.size) - 4.0).abs() < 0.01 && (millimetres(glyph.baseline) - 14.0).abs() < 0.01
    );
    assert!((millimetres(glyph.bbox.x1) - 23.0).abs() < 0.01);
    assert!((millimetres(page.width) - 100.0).abs() < 0.01);
    // Without distances, the usual widths; downwards where only those are given.
    assert_eq!(glyphs(&read(&text("10 10 40 5", "12万", ""))), pairs(&[("1", 100), ("2", 120), ("万", 140)]));
    assert_eq!(
        glyphs(&read(&text("10 10 40 20", "一二", "DeltaY=\"5\""))),
        pairs(&[("一", 100), ("二", 100)])
    );
}

#[test]
fn matrices_turn_and_stretch() {
    let turned = "<ofd:TextObject Boundary=\"50 10 5 30\" Size=\"2\" CTM=\"0 2 -2 0 5 0\"><ofd:TextCode X=\"0\" Y=\"0\" DeltaX=\"1\">12\
                  </ofd:TextCode></ofd:TextObject>";
    let document = read(turned);
    let glyph = document.pages[0].glyphs.iter().find(|glyph| glyph.text == "2").unwrap();
    assert_eq!(glyph.rotation, 270);
    let size = glyph.size * 25.4 / 72.0;
    assert!((size - 4.0).abs() < 0.01, "{size}");
    assert!((glyph.bbox.y0 * 25.4 / 72.0 - 12.0).abs() < 0.01);
}

#[test]
fn lines_and_boxes_are_rules_and_fills() {
    let layer = "<ofd:PathObject Boundary=\"10 20 30 0\"><ofd:AbbreviatedData>M 0 0 L 30 0</ofd:AbbreviatedData></ofd:PathObject>\
        <ofd:PathObject Boundary=\"10 30 30 10\" Stroke=\"false\" Fill=\"true\"><ofd:FillColor Value=\"200 200 200\"/>\
        <ofd:AbbreviatedData>M 0 0 L 30 0 L 30 10 L 0 10 C</ofd:AbbreviatedData></ofd:PathObject>\
        <ofd:PathObject Boundary=\"0 0 9 9\" Visible=\"false\"><ofd:AbbreviatedData>M 0 0 L 9 0</ofd:AbbreviatedData></ofd:PathObject>\
        <ofd:ImageObject Boundary=\"60 10 20 20\" ResourceID=\"5\" CTM=\"20 0 0 10 0 0\"/>";
    let document = read(layer);
    let page = &document.pages[0];
    let tenths = |b: &BBox| [b.x0, b.y0, b.x1, b.y1].map(|p| (p * 254.0 / 72.0).round() as i32);
    assert_eq!(page.rules.iter().map(|rule| tenths(&rule.bbox)).collect::<Vec<_>>(), [[100, 198, 400, 202]]);
    assert_eq!(
        page.fills.iter().map(|fill| (tenths(&fill.bbox), fill.lightness)).collect::<Vec<_>>(),
        [([100, 300, 400, 400], 200)]
    );
    assert_eq!(page.images.iter().map(tenths).collect::<Vec<_>>(), [[600, 100, 800, 200]]);
}

#[test]
fn colours_and_graphics_come_from_resources() {
    let resources = "<ofd:DrawParams><ofd:DrawParam ID=\"2\" Relative=\"3\"/><ofd:DrawParam ID=\"3\" LineWidth=\"1\"><ofd:FillColor \
        Value=\"51 51 51\"/></ofd:DrawParam></ofd:DrawParams><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID=\"4\"><ofd:Content>\
        <ofd:TextObject Boundary=\"1 1 9 9\" Size=\"4\" DrawParam=\"2\"><ofd:TextCode X=\"0\" Y=\"4\">丙</ofd:TextCode></ofd:TextObject>\
        </ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>";
    let layer = "<ofd:CompositeObject Boundary=\"20 10 20 20\" ResourceID=\"4\"/><ofd:PathObject DrawParam=\"2\" Boundary=\"10 20 30 1\">\
        <ofd:AbbreviatedData>M 0 0 L 30 0</ofd:AbbreviatedData></ofd:PathObject>";
    let document = decode(&page_with(layer, resources), &Limits::default()).unwrap();
    assert_eq!(glyphs(&document), pairs(&[("丙", 210)]));
    let page = &document.pages[0];
    assert_eq!(page.glyphs.iter().find(|glyph| glyph.text == "丙").unwrap().lightness, 51);
    let thick = page.rules[0].bbox.y1 - page.rules[0].bbox.y0;
    assert!((thick - 72.0 / 25.4).abs() < 0.01, "{thick}");
}

#[test]
fn what_is_lost_is_told() {
    let whole = page_with(&text("10 10 40 5", "甲", ""), "");
    assert_eq!(decode(&whole, &Limits::default()).unwrap().partial, None);
    let of = |name: &str, body: &str| format!("<ofd:{name} {NS}>{body}</ofd:{name}>");
    let (index, document) = (of("OFD", INDEX), of("Document", DOCUMENT));
    let lost =
        decode(&file(&[("OFD.xml", &index), ("Doc_0/Document.xml", &document)]), &Limits::default()).unwrap();
    assert_eq!(lost.partial.unwrap().0, ErrorKind::Corrupt);
    assert_eq!(lost.pages.len(), 1, "page numbers stay true");
    let kind = |parts: &[(&str, &str)]| decode(&file(parts), &Limits::default()).unwrap_err().kind();
    assert_eq!(kind(&[("OFD.xml", &index)]), ErrorKind::Corrupt);
    assert_eq!(kind(&[("OFD.xml", "")]), ErrorKind::Corrupt);
    assert_eq!(kind(&[("OFD.xml", &index), ("Encryptions.xml", "")]), ErrorKind::Encrypted);
    let odd = read(
        "<ofd:TextObject Boundary=\"1 2\" Size=\"4\"/><ofd:CompositeObject Boundary=\"1 1 2 2\" ResourceID=\"no\"/>",
    );
    assert!(odd.partial.unwrap().1.contains("2 of its parts"));
    let picture = read("<ofd:ImageObject Boundary=\"0 0 100 50\" ResourceID=\"5\"/>");
    assert_eq!(picture.partial.unwrap().0, ErrorKind::NeedsOcr);
}

#[test]
fn bounds_end_what_asks_for_much() {
    let mut limits = Limits::default();
    limits.pdf.page_glyphs = 3;
    let document = decode(&page_with(&text("10 10 40 5", "一二三四", ""), ""), &limits).unwrap();
    assert_eq!(document.partial.unwrap().0, ErrorKind::LimitExceeded);
    let itself = "<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID=\"4\"><ofd:Content><ofd:CompositeObject Boundary=\"0 0 9 9\" \
        ResourceID=\"4\"/><ofd:CompositeObject Boundary=\"0 0 9 9\" ResourceID=\"4\"/></ofd:Content></ofd:CompositeGraphicUnit>\
        </ofd:CompositeGraphicUnits>";
    let layer = "<ofd:CompositeObject Boundary=\"0 0 9 9\" ResourceID=\"4\"/>";
    limits.pdf.page_operators = 10_000;
    let document = decode(&page_with(layer, itself), &limits).unwrap();
    assert_eq!(document.partial.unwrap().0, ErrorKind::LimitExceeded);
    let deep = format!("{}{}", "<ofd:PageBlock>".repeat(400), "</ofd:PageBlock>".repeat(400));
    assert_eq!(read(&deep).partial.unwrap().0, ErrorKind::LimitExceeded);
}

#[test]
fn attached_files_are_documents_of_their_own() {
    let of = |name: &str, body: &str| format!("<ofd:{name} {NS}>{body}</ofd:{name}>");
    let document = format!("{DOCUMENT}<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>");
    let list = "<ofd:Attachment ID=\"1\" Name=\"附表\" Format=\"txt\"><ofd:FileLoc>one.txt</ofd:FileLoc></ofd:Attachment>\
        <ofd:Attachment ID=\"2\" Name=\"../二.txt\"><ofd:FileLoc>/Doc_0/no.txt</ofd:FileLoc></ofd:Attachment>";
    let page = format!("<ofd:Content><ofd:Layer>{}</ofd:Layer></ofd:Content>", text("10 10 40 5", "甲", ""));
    let bytes = file(&[
        ("OFD.xml", &of("OFD", INDEX)),
        ("Doc_0/Document.xml", &of("Document", &document)),
        ("Doc_0/Res.xml", &of("Res", "")),
        ("Doc_0/Page_0/Content.xml", &of("Page", &page)),
        ("Doc_0/Attachs/Attachments.xml", &of("Attachments", list)),
        ("Doc_0/Attachs/one.txt", "收入合计"),
    ]);
    let Opened::Document { document, enclosed } = open(&bytes, &Limits::default()).unwrap() else {
        unreachable!("a document")
    };
    let members: Vec<_> = enclosed
        .iter()
        .map(|member| (member.path.as_str(), member.content.as_deref().map_err(|error| error.kind())))
        .collect();
    assert_eq!(members, [("附表.txt", Ok("收入合计".as_bytes())), ("二.txt", Err(ErrorKind::Corrupt))]);
    let codes = |document: &Document| document.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>();
    assert_eq!((codes(&document), document.partial), (vec!["attached_files"], None));
    // Read alone, they are named.
    let alone = decode(&bytes, &Limits::default()).unwrap();
    assert!(alone.diagnostics[0].message.contains("附表.txt, ../二.txt"), "{:?}", alone.diagnostics);
}
