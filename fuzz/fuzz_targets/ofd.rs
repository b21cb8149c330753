//! Any markup at all as the parts of an OFD file. It ends soon, within its limits, and nothing panics.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use mingxi_decode::{Limits, decode};
use std::io::{Cursor, Write};

/// Pieces that mean something to the reader.
const PIECES: [&str; 24] = [
    "<ofd:Layer>", "</ofd:Layer>", "<ofd:Content>", "</ofd:Content>", "<ofd:TextObject Boundary=\"1 1 40 5\" Size=\"4\">",
    "</ofd:TextObject>", "<ofd:TextCode X=\"0\" Y=\"4\" DeltaX=\"g 3 2\">", "</ofd:TextCode>", "CTM=\"0 1 -1 0 5 5\"",
    "<ofd:PathObject Boundary=\"1 1 9 9\" Fill=\"true\">", "</ofd:PathObject>", "<ofd:AbbreviatedData>", "</ofd:AbbreviatedData>",
    "M 0 0 L 9 0 L 9 9 C", "B 1 2 3 4 5 6 ", "<ofd:CompositeObject Boundary=\"1 1 9 9\" ResourceID=\"4\"/>", "<ofd:Clips><ofd:Clip>",
    "</ofd:Clip></ofd:Clips>", "<ofd:Area><ofd:PhysicalBox>0 0 1e300 5</ofd:PhysicalBox></ofd:Area>", "<ofd:Template TemplateID=\"7\"/>",
    "<ofd:PageBlock>", "</ofd:PageBlock>", "<ofd:ImageObject Boundary=\"1 1 9 9\"/>", "一2.0 -1e9 nan",
];

#[derive(Arbitrary, Debug)]
enum Part {
    Piece(u8),
    Text(String),
}

fuzz_target!(|input: (Vec<Part>, Vec<Part>)| {
    let text = |parts: &[Part]| -> String {
        let piece = |part: &Part| match part {
            Part::Piece(number) => PIECES[usize::from(*number) % PIECES.len()].to_owned(),
            Part::Text(text) => text.clone(),
        };
        parts.iter().map(piece).collect()
    };
    let parts = [
        ("OFD.xml", "<ofd:OFD><ofd:DocBody><ofd:DocRoot>Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>".to_owned()),
        (
            "Document.xml",
            "<ofd:Document><ofd:CommonData><ofd:PublicRes>Res.xml</ofd:PublicRes><ofd:TemplatePage ID=\"7\" BaseLoc=\"Page.xml\"/>\
             </ofd:CommonData><ofd:Pages><ofd:Page BaseLoc=\"Page.xml\"/></ofd:Pages></ofd:Document>"
                .to_owned(),
        ),
        ("Res.xml", format!("<ofd:Res><ofd:Units><ofd:CompositeGraphicUnit ID=\"4\">{}</ofd:CompositeGraphicUnit></ofd:Units></ofd:Res>", text(&input.1))),
        ("Page.xml", format!("<ofd:Page>{}</ofd:Page>", text(&input.0))),
    ];
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, body) in parts {
        let _ = writer.start_file(name, zip::write::SimpleFileOptions::default());
        let _ = writer.write_all(body.as_bytes());
    }
    let Ok(file) = writer.finish() else { return };
    let mut limits = Limits { depth: 64, ..Limits::default() };
    limits.pdf.page_operators = 100_000;
    let file = file.into_inner();
    let read = decode(&file, &limits);
    assert!(read == decode(&file, &limits), "the same bytes gave another document");
});
