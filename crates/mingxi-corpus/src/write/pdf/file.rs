//! The objects of a PDF file, its fonts and its cross-reference.

use super::crypt::{Lock, hex};
use super::dress::{PRIVATE, SHIFTED, to_unicode};
use super::ink::Sheet;
use super::look::{Face, Packing};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write as _;

/// Objects in one object stream.
const PACKED: usize = 100;

/// A numbered object; numbers count from 1 in this order.
enum Object {
    Plain(String),
    Stream { dict: String, data: Vec<u8> },
}

/// Writes the pages as a file.
///
/// # Errors
/// The deflater failed.
pub fn write(sheets: &[Sheet], face: Face, packing: Packing) -> anyhow::Result<Vec<u8>> {
    let first_page = 5;
    let lock = (packing == Packing::Encrypted).then(|| Lock::new(*b"mingxi-corpus-01"));
    let kids: Vec<String> = (0..sheets.len()).map(|i| format!("{} 0 R", first_page + 2 * i)).collect();
    let mut objects = vec![
        Object::Plain("<< /Type /Catalog /Pages 2 0 R >>".to_owned()),
        Object::Plain(format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len())),
        Object::Plain(font(face)),
        Object::Plain(descendant(face, lock.as_ref())),
    ];
    let first_field = first_page + 2 * sheets.len();
    let mut extras = extras(sheets, face, first_field)?;
    let mut field = first_field;
    for (i, sheet) in sheets.iter().enumerate() {
        let annotations: Vec<String> =
            sheet.fields.iter().zip(field..).map(|(_, number)| format!("{number} 0 R")).collect();
        field += sheet.fields.len();
        let annotations = match annotations.is_empty() {
            true => String::new(),
            false => format!(" /Annots [{}]", annotations.join(" ")),
        };
        let (fonts, pictures) = (&extras.fonts, &extras.pictures);
        let (width, height) =
            if sheet.rotated { (sheet.height, sheet.width) } else { (sheet.width, sheet.height) };
        let rotate = if sheet.rotated { " /Rotate 90" } else { "" };
        objects.push(Object::Plain(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}]{rotate}{annotations} /Resources << /Font << \
             /F1 3 0 R{fonts} >>{pictures} >> /Contents {} 0 R >>",
            first_page + 2 * i + 1
        )));
        let data = deflated(sheet.content().as_bytes())?;
        objects.push(Object::Stream { dict: "/Filter /FlateDecode".to_owned(), data });
    }
    for (number, field) in (first_field..).zip(sheets.iter().flat_map(|sheet| &sheet.fields)) {
        let text = |text: &str| match &lock {
            Some(lock) => format!("<{}>", hex(&lock.seal(number, text.as_bytes()))),
            None => format!("({text})"),
        };
        let [x0, y0, x1, y1] = field.rect;
        objects.push(Object::Plain(format!(
            "<< /Type /Annot /Subtype /Widget /FT /Tx /F 4 /T {} /V {} /DA {} /Rect [{x0:.2} {y0:.2} {x1:.2} {y1:.2}] >>",
            text(&format!("f{number}")),
            text(&field.text),
            text("/F1 9 Tf 0 g")
        )));
    }
    objects.append(&mut extras.objects);
    match packing {
        Packing::Plain | Packing::Encrypted => Ok(plain(&objects, lock.as_ref())),
        Packing::Packed => packed(objects),
    }
}

/// Fonts and pictures that only some pages need.
struct Extras {
    objects: Vec<Object>,
    /// Their entries in the resources of a page.
    fonts: String,
    pictures: String,
}

/// What pages need beside the font, numbered after the fields of forms.
fn extras(sheets: &[Sheet], face: Face, first_field: usize) -> anyhow::Result<Extras> {
    let mut next = first_field + sheets.iter().map(|sheet| sheet.fields.len()).sum::<usize>();
    let mut extras = Extras { objects: Vec::new(), fonts: String::new(), pictures: String::new() };
    let is_named = |name: &str| sheets.iter().any(|sheet| sheet.names(name));
    for name in [SHIFTED, PRIVATE].into_iter().filter(|name| is_named(name)) {
        let entry = format!(" /ToUnicode {} 0 R >>", next + 1);
        extras.objects.push(Object::Plain(font(face).trim_end_matches(" >>").to_owned() + &entry));
        let data = deflated(to_unicode(face, name).as_bytes())?;
        extras.objects.push(Object::Stream { dict: "/Filter /FlateDecode".to_owned(), data });
        extras.fonts.push_str(&format!(" /{name} {next} 0 R"));
        next += 2;
    }
    if is_named("I1") {
        let dict =
            "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray";
        extras.objects.push(Object::Stream { dict: dict.to_owned(), data: vec![0x80] });
        extras.pictures = format!(" /XObject << /I1 {next} 0 R >>");
    }
    Ok(extras)
}

fn deflated(data: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data)?;
    Ok(encoder.finish()?)
}

/// A font that is not embedded, with a predefined CMap.
fn font(face: Face) -> String {
    let encoding = match face {
        Face::Gbk => "GBK-EUC-H",
        Face::Unicode => "UniGB-UTF16-H",
    };
    format!(
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{encoding} /DescendantFonts [4 0 R] >>"
    )
}

/// The glyphs of the font: ASCII is half as wide as everything else. GBK selects the half-width forms of the
/// collection, Unicode the proportional ones.
fn descendant(face: Face, lock: Option<&Lock>) -> String {
    let text = |text: &str| match lock {
        Some(lock) => format!("<{}>", hex(&lock.seal(4, text.as_bytes()))),
        None => format!("({text})"),
    };
    let widths = match face {
        Face::Gbk => "814 907 500 7716 7716 500",
        Face::Unicode => "1 95 500",
    };
    format!(
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry {} \
         /Ordering {} /Supplement 4 >> /DW 1000 /W [{widths}] >>",
        text("Adobe"),
        text("GB1")
    )
}

fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<< {dict} /Length {} >>\nstream\n", data.len()).into_bytes();
    out.extend(data);
    out.extend(b"\nendstream");
    out
}

struct Body {
    bytes: Vec<u8>,
    offsets: Vec<(usize, usize)>,
}

impl Body {
    fn new() -> Body {
        Body { bytes: b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n".to_vec(), offsets: Vec::new() }
    }

    fn object(&mut self, number: usize, bytes: &[u8]) {
        self.offsets.push((number, self.bytes.len()));
        self.bytes.extend(format!("{number} 0 obj\n").into_bytes());
        self.bytes.extend(bytes);
        self.bytes.extend(b"\nendobj\n");
    }
}

fn plain(objects: &[Object], lock: Option<&Lock>) -> Vec<u8> {
    let mut body = Body::new();
    for (number, object) in (1..).zip(objects) {
        match object {
            Object::Plain(text) => body.object(number, text.as_bytes()),
            Object::Stream { dict, data } => match lock {
                Some(lock) => body.object(number, &stream(dict, &lock.seal(number, data))),
                None => body.object(number, &stream(dict, data)),
            },
        }
    }
    let mut entries = format!("/Size {} /Root 1 0 R", objects.len() + 1 + usize::from(lock.is_some()));
    if let Some(lock) = lock {
        let number = objects.len() + 1;
        body.object(number, lock.dictionary().as_bytes());
        entries.push_str(&format!(" /Encrypt {number} 0 R /ID {}", lock.id()));
    }
    let start = body.bytes.len();
    let mut out = body.bytes;
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", body.offsets.len() + 1).into_bytes());
    for (_, offset) in body.offsets {
        out.extend(format!("{offset:010} 00000 n \n").into_bytes());
    }
    out.extend(format!("trailer\n<< {entries} >>\nstartxref\n{start}\n%%EOF\n").into_bytes());
    out
}

/// Plain objects go into object streams, streams stay as they are, a cross-reference stream lists all.
fn packed(objects: Vec<Object>) -> anyhow::Result<Vec<u8>> {
    let count = objects.len();
    let (mut loose, mut texts) = (Vec::new(), Vec::new());
    for (number, object) in (1..).zip(objects) {
        match object {
            Object::Plain(text) => texts.push((number, text)),
            Object::Stream { dict, data } => loose.push((number, stream(&dict, &data))),
        }
    }
    let mut body = Body::new();
    for (number, bytes) in &loose {
        body.object(*number, bytes);
    }
    // Type, container or offset, index: the rows of the cross-reference stream.
    let mut rows: Vec<[usize; 3]> = vec![[0, 0, 65_535]; count + 1];
    for (container, chunk) in (count + 1..).zip(texts.chunks(PACKED)) {
        let (mut index, mut members) = (String::new(), String::new());
        for (place, (number, text)) in chunk.iter().enumerate() {
            index.push_str(&format!("{number} {} ", members.len()));
            members.push_str(text);
            members.push('\n');
            rows[*number] = [2, container, place];
        }
        let dict = format!("/Type /ObjStm /N {} /First {} /Filter /FlateDecode", chunk.len(), index.len());
        body.object(container, &stream(&dict, &deflated(format!("{index}{members}").as_bytes())?));
        rows.push([0; 3]);
    }
    for (number, offset) in &body.offsets {
        rows[*number] = [1, *offset, 0];
    }
    let start = body.bytes.len();
    rows.push([1, start, 0]);
    let mut table = Vec::new();
    for [kind, second, third] in &rows {
        table.push(*kind as u8);
        table.extend((*second as u32).to_be_bytes());
        table.extend((*third as u16).to_be_bytes());
    }
    let dict = format!("/Type /XRef /Size {} /W [1 4 2] /Root 1 0 R /Filter /FlateDecode", rows.len());
    body.object(rows.len() - 1, &stream(&dict, &deflated(&table)?));
    let mut out = body.bytes;
    out.extend(format!("startxref\n{start}\n%%EOF\n").into_bytes());
    Ok(out)
}
