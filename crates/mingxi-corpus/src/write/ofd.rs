//! OFD files (GB/T 33190): the pages of the PDF writer as zip and markup. Distances between characters are written with
//! repeats, page numbers and running heads stand in a template, and a stamp lies over the first page as an annotation.

use super::pdf::{Look, Mark, Sheet, set};
use crate::document::Block;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

/// Millimetres of a point.
const MILLIMETRES: f64 = 25.4 / 72.0;
const NS: &str = "xmlns:ofd=\"http://www.ofdspec.org/2016\"";

/// Writes the file; `running` is the text at the top of the pages, where the look has one.
///
/// # Errors
/// The deflater failed.
pub fn write(blocks: &[Block], look: Look, running: &str) -> anyhow::Result<Vec<u8>> {
    pages(&[set(blocks, look, running)])
}

/// Writes a file of several documents, each of the pages of one.
///
/// # Errors
/// The deflater failed.
pub fn pages(documents: &[Vec<Sheet>]) -> anyhow::Result<Vec<u8>> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, body: String| -> anyhow::Result<()> {
        writer.start_file(name, SimpleFileOptions::default().last_modified_time(zip::DateTime::default()))?;
        Ok(writer.write_all(format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{body}").as_bytes())?)
    };
    let bodies: String = (0..documents.len())
        .map(|number| {
            format!(
                "<ofd:DocBody><ofd:DocInfo><ofd:DocID>{number}</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_{number}/Document.xml\
                 </ofd:DocRoot></ofd:DocBody>"
            )
        })
        .collect();
    part("OFD.xml", format!("<ofd:OFD {NS} Version=\"1.0\" DocType=\"OFD\">{bodies}</ofd:OFD>"))?;
    for (number, sheets) in documents.iter().enumerate() {
        let list: String = (0..sheets.len())
            .map(|page| {
                format!("<ofd:Page ID=\"{}\" BaseLoc=\"Pages/Page_{page}/Content.xml\"/>", 100 + page)
            })
            .collect();
        part(
            &format!("Doc_{number}/Document.xml"),
            format!(
                "<ofd:Document {NS}><ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 \
                 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>\
                 {list}</ofd:Pages><ofd:Annotations>Annotations.xml</ofd:Annotations></ofd:Document>"
            ),
        )?;
        part(
            &format!("Doc_{number}/PublicRes.xml"),
            format!(
                "<ofd:Res {NS} BaseLoc=\"Res\"><ofd:Fonts><ofd:Font ID=\"1\" FontName=\"宋体\"/></ofd:Fonts><ofd:DrawParams>\
                 <ofd:DrawParam ID=\"2\" LineWidth=\"0.18\"><ofd:FillColor Value=\"0 0 0\"/></ofd:DrawParam></ofd:DrawParams>\
                 </ofd:Res>"
            ),
        )?;
        part(
            &format!("Doc_{number}/Annotations.xml"),
            format!(
                "<ofd:Annotations {NS}><ofd:Page PageID=\"100\"><ofd:FileLoc>Annots/Page_0.xml</ofd:FileLoc></ofd:Page>\
                 </ofd:Annotations>"
            ),
        )?;
        part(
            &format!("Doc_{number}/Annots/Page_0.xml"),
            format!(
                "<ofd:PageAnnot {NS}><ofd:Annot ID=\"900\" Type=\"Stamp\"><ofd:Appearance Boundary=\"80 20 40 40\">\
                 <ofd:TextObject ID=\"901\" Boundary=\"0 0 40 10\" Font=\"1\" Size=\"4\"><ofd:TextCode X=\"0\" Y=\"4\">财政局专用章 99.99\
                 </ofd:TextCode></ofd:TextObject></ofd:Appearance></ofd:Annot></ofd:PageAnnot>"
            ),
        )?;
        for (page, sheet) in sheets.iter().enumerate() {
            part(&format!("Doc_{number}/Pages/Page_{page}/Content.xml"), content(sheet))?;
        }
    }
    Ok(writer.finish()?.into_inner())
}

/// The content of a page.
fn content(sheet: &Sheet) -> String {
    let millimetres = |points: f64| points * MILLIMETRES;
    let mut out = format!(
        "<ofd:Page {NS}><ofd:Area><ofd:PhysicalBox>0 0 {:.3} {:.3}</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer \
         ID=\"10\" Type=\"Body\" DrawParam=\"2\">",
        millimetres(sheet.width),
        millimetres(sheet.height)
    );
    for (id, mark) in (1000..).zip(&sheet.marks) {
        let _ = match mark {
            Mark::Text { size, x, top, text } => {
                let (size, x, top) = (millimetres(*size), millimetres(*x), millimetres(*top));
                let wide: f64 = text.chars().map(|c| advance(c, size)).sum();
                write!(
                    out,
                    "<ofd:TextObject ID=\"{id}\" Boundary=\"{x:.3} {top:.3} {wide:.3} {size:.3}\" Font=\"1\" Size=\"{size:.3}\">\
                     <ofd:TextCode X=\"0\" Y=\"{:.3}\" DeltaX=\"{}\">{}</ofd:TextCode></ofd:TextObject>",
                    0.88 * size,
                    distances(text, size),
                    text.replace('&', "&amp;").replace('<', "&lt;")
                )
            }
            Mark::Stroke { from, to } => {
                let (x, y) = (millimetres(from.0.min(to.0)), millimetres(from.1.min(to.1)));
                let (wide, high) = (millimetres((to.0 - from.0).abs()), millimetres((to.1 - from.1).abs()));
                write!(
                    out,
                    "<ofd:PathObject ID=\"{id}\" Boundary=\"{x:.3} {y:.3} {wide:.3} {high:.3}\"><ofd:AbbreviatedData>M 0 0 L \
                     {wide:.3} {high:.3}</ofd:AbbreviatedData></ofd:PathObject>"
                )
            }
            Mark::Fill { from, to } => {
                let (x, y) = (millimetres(from.0), millimetres(from.1));
                let (wide, high) = (millimetres(to.0 - from.0), millimetres(to.1 - from.1));
                write!(
                    out,
                    "<ofd:PathObject ID=\"{id}\" Boundary=\"{x:.3} {y:.3} {wide:.3} {high:.3}\" Fill=\"true\" Stroke=\"false\">\
                     <ofd:AbbreviatedData>M 0 0 L {wide:.3} 0 L {wide:.3} {high:.3} L 0 {high:.3} C</ofd:AbbreviatedData>\
                     </ofd:PathObject>"
                )
            }
        };
    }
    out.push_str("</ofd:Layer></ofd:Content></ofd:Page>");
    out
}

/// The advance of a character: ASCII is half as wide as everything else.
fn advance(c: char, size: f64) -> f64 {
    if c.is_ascii() { 0.5 * size } else { size }
}

/// The distances from each character to the next, repeats written once.
fn distances(text: &str, size: f64) -> String {
    let count = text.chars().count().saturating_sub(1);
    let all: Vec<String> = text.chars().take(count).map(|c| format!("{:.3}", advance(c, size))).collect();
    let mut words = Vec::new();
    for same in all.chunk_by(|a, b| a == b) {
        match same {
            [one] => words.push(one.clone()),
            same => words.push(format!("g {} {}", same.len(), same[0])),
        }
    }
    words.join(" ")
}
