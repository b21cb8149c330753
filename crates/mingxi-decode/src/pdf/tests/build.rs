//! Small PDF files, written out by hand so that a test says all that is in them.

/// A file of numbered objects: the first is the catalog. The cross-reference table is right.
pub(super) fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.extend(format!("{} 0 obj\n", number + 1).into_bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for offset in offsets {
        out.extend(format!("{offset:010} 00000 n \n").into_bytes());
    }
    let trailer =
        format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    out.extend(trailer.into_bytes());
    out
}

/// A stream object.
pub(super) fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<< {dict} /Length {} >>\nstream\n", data.len()).into_bytes();
    out.extend(data);
    out.extend(b"\nendstream");
    out
}

/// A file of one page of 400 by 200 points. Objects from 5 on are `extra`; the page may name them in its
/// `entries` and `resources`. Font F1 is Helvetica, F2 is Song in GBK.
pub(super) fn page_with(content: &[u8], entries: &str, resources: &str, extra: &[Vec<u8>]) -> Vec<u8> {
    let fonts = "/F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> \
                 /F2 << /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H \
                 /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light \
                 /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 >>] >>";
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R {entries} /Resources << /Font << {fonts} {} >> {} >> >>",
        resources.split('|').nth(1).unwrap_or(""),
        resources.split('|').next().unwrap_or(""),
    );
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 400 200] >>".to_vec(),
        page.into_bytes(),
        stream("", content),
    ];
    objects.extend(extra.iter().cloned());
    file(&objects)
}

/// A file of one page with nothing but its content.
pub(super) fn page(content: &str) -> Vec<u8> {
    page_with(content.as_bytes(), "", "", &[])
}

/// A GBK string as a hexadecimal PDF string.
pub(super) fn gbk(text: &str) -> String {
    let (bytes, _, _) = encoding_rs::GBK.encode(text);
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("<{digits}>")
}

/// Deflates with a zlib header.
pub(super) fn deflated(data: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

/// A TrueType file of a character map and nothing else: glyph 1 is the first character, and so on.
pub(super) fn true_type(characters: &[u16]) -> Vec<u8> {
    let mut cmap = Vec::new();
    let mut push = |values: &[u16]| values.iter().for_each(|value| cmap.extend(value.to_be_bytes()));
    push(&[0, 1, 3, 1, 0, 12]);
    let segments = characters.len() as u16 + 1;
    push(&[4, 16 + 8 * segments, 0, segments * 2, 0, 0, 0]);
    push(characters);
    push(&[0xffff, 0]);
    push(characters);
    push(&[0xffff]);
    let deltas: Vec<u16> = (1u16..).zip(characters).map(|(glyph, c)| glyph.wrapping_sub(*c)).collect();
    push(&deltas);
    push(&[1]);
    push(&vec![0; usize::from(segments)]);
    let mut maxp = vec![0, 0, 0x50, 0];
    maxp.extend((characters.len() as u16 + 1).to_be_bytes());
    let mut out = vec![0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0];
    let start = 12 + 32;
    for (tag, offset, table) in [(b"cmap", start, &cmap), (b"maxp", start + cmap.len(), &maxp)] {
        out.extend(tag);
        out.extend([0; 4]);
        out.extend((offset as u32).to_be_bytes());
        out.extend((table.len() as u32).to_be_bytes());
    }
    out.extend(cmap);
    out.extend(maxp);
    out
}
