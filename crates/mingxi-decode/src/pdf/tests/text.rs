//! Characters and their boxes.

use super::build::{file, gbk, page, page_with, stream, true_type};
use super::{codes, only, read, text};
use mingxi_model::ErrorKind;

fn near(a: f32, b: f32) -> bool {
    (a - b).abs() < 0.01
}

#[test]
fn standard_font_boxes_are_advance_boxes() {
    let page = only(&page("BT /F1 10 Tf 100 150 Td (1.5) Tj ET"));
    assert_eq!(text(&page), "1.5");
    // Helvetica's digits are 556 wide, its point 278; the page is 200 high.
    let edges: Vec<(f32, f32)> = page.glyphs.iter().map(|glyph| (glyph.bbox.x0, glyph.bbox.x1)).collect();
    assert!(near(edges[0].0, 100.0) && near(edges[0].1, 105.56), "{edges:?}");
    assert!(near(edges[2].0, 108.34) && near(edges[2].1, 113.9), "{edges:?}");
    let glyph = &page.glyphs[0];
    assert!(near(glyph.baseline, 50.0) && near(glyph.size, 10.0));
    assert!(near(glyph.bbox.y0, 41.2) && near(glyph.bbox.y1, 51.2));
    assert_eq!((glyph.rotation, glyph.clipped), (0, false));
}

#[test]
fn fonts_that_are_not_embedded_read_their_encoding() {
    let content = format!("BT /F2 12 Tf 10 100 Td {} Tj ET", gbk("预算合计１２"));
    let page = only(&page(&content));
    assert_eq!(text(&page), "预算合计１２");
    assert!(near(page.glyphs[1].bbox.x0, 22.0));
}

fn composite(extra: &str) -> String {
    format!(
        "|/F3 << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<< /Type /Font \
         /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) \
         /Supplement 0 >> {extra} >>"
    )
}

#[test]
fn to_unicode_folds_radicals() {
    let map = b"1 beginbfrange <0001> <0002> <2F00> endbfrange 1 beginbfchar <0003> <2ED3> endbfchar";
    let font = format!("{}] /ToUnicode 5 0 R >>", composite(""));
    let bytes = page_with(b"BT /F3 9 Tf 10 50 Td <000100020003> Tj ET", "", &font, &[stream("", map)]);
    assert_eq!(text(&only(&bytes)), "一丨长");
}

#[test]
fn an_embedded_font_tells_its_characters_where_the_file_does_not() {
    let program = true_type(&[0x35, 0x2f72, 0x4e07]);
    let font = format!("{}] >>", composite("/FontDescriptor << /Type /FontDescriptor /FontFile2 5 0 R >>"));
    let bytes = page_with(b"BT /F3 9 Tf 10 50 Td <000100020003> Tj ET", "", &font, &[stream("", &program)]);
    let read = read(&bytes);
    assert_eq!(text(&read.pages[0]), "5禾万");
    assert_eq!(read.partial, None);
}

#[test]
fn a_digit_that_the_font_denies_is_unknown() {
    let shown = |map: &[u8], glyphs: &[u16]| {
        let program = stream("", &true_type(glyphs));
        let entries = composite("/FontDescriptor << /Type /FontDescriptor /FontFile2 6 0 R >>");
        let font = format!("{entries}] /ToUnicode 5 0 R >>");
        let content = b"BT /F3 9 Tf 10 50 Td <000100020003> Tj ET";
        text(&only(&page_with(content, "", &font, &[stream("", map), program])))
    };
    let digits = b"1 beginbfrange <0001> <0003> <0035> endbfrange";
    assert_eq!(shown(digits, &[0x35, 0x36, 0x37]), "567");
    // The font draws 6 where its map says 5, and a word where it says 7.
    assert_eq!(shown(digits, &[0x36, 0x36, 0x6625]), "\u{fffd}6\u{fffd}");
    let blanks = b"1 beginbfchar <0001> <0020> endbfchar 1 beginbfrange <0002> <0003> <4E00> endbfrange";
    assert_eq!(shown(blanks, &[0x35, 0x2f00, 0x4e07]), "\u{fffd}一丁", "words are believed");
    // A predefined encoding says itself what its codes mean.
    let font = "|/F3 << /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /ToUnicode 5 0 R \
                /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << \
                /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>] >>";
    let map = stream("", b"1 beginbfrange <0031> <0032> <0032> endbfrange");
    let page = only(&page_with(b"BT /F3 9 Tf 10 50 Td <003100320033> Tj ET", "", font, &[map]));
    assert_eq!(text(&page), "\u{fffd}\u{fffd}3");
}

#[test]
fn a_gb1_font_without_a_map_reads_by_its_collection() {
    let font = composite("").replace("Identity) ", "GB1) ") + "] >>";
    // CIDs 18 and 19 of Adobe-GB1 are the digits 1 and 2, CID 4162 is 四.
    let page = only(&page_with(b"BT /F3 9 Tf 10 50 Td <00120013> Tj ET", "", &font, &[]));
    assert_eq!(text(&page), "12");
}

#[test]
fn unknown_characters_are_never_guessed() {
    let font = format!("{}] >>", composite(""));
    let content = b"BT /F1 9 Tf 10 50 Td (Total 12) Tj /F3 9 Tf <002400250026> Tj ET";
    let read = read(&page_with(content, "", &font, &[]));
    assert_eq!(text(&read.pages[0]), "Total 12\u{fffd}\u{fffd}\u{fffd}");
    assert_eq!(read.pages[0].unmapped_glyphs, 3);
    assert_eq!(codes(&read), ["text_untrusted"]);
    assert_eq!(read.partial.unwrap().0, ErrorKind::NeedsOcr);
}

#[test]
fn replacement_text_is_honoured() {
    let font = format!("{}] >>", composite(""));
    let content = b"/Span << /ActualText <FEFF7ACB9879> >> BDC BT /F3 9 Tf 10 50 Td <00240025> Tj ET EMC \
        /Span << /ActualText (fi) >> BDC BT /F3 9 Tf 10 30 Td <0024> Tj ET EMC \
        /Span << /ActualText (3) >> BDC BT /F1 9 Tf 10 10 Td (a) Tj (b) Tj ET EMC";
    let page = only(&page_with(content, "", &font, &[]));
    let texts: Vec<&str> = page.glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
    assert_eq!(texts, ["立", "项", "fi", "3"]);
    assert_eq!(page.unmapped_glyphs, 0);
    assert!(page.glyphs[3].bbox.x1 > 19.0);
}

#[test]
fn type3_fonts_have_names_and_boxes() {
    let font = "|/F3 << /Type /Font /Subtype /Type3 /FontBBox [0 0 100 100] /FontMatrix [0.01 0 0 0.01 0 0] \
        /FirstChar 65 /LastChar 65 /Widths [60] /Encoding << /Type /Encoding /Differences [65 /seven] >> \
        /CharProcs << /seven 5 0 R >> >>";
    let procedure = stream("", b"60 0 d0 0 0 50 50 re f");
    let page = only(&page_with(b"BT /F3 20 Tf 10 50 Td (AA) Tj ET", "", font, &[procedure]));
    assert_eq!(text(&page), "77");
    assert!(near(page.glyphs[1].bbox.x0, 22.0) && near(page.glyphs[1].size, 20.0));
    assert!(page.fills.is_empty());
}

#[test]
fn bold_by_printing_twice_counts_once() {
    let twice = "2 Tr BT /F1 10 Tf 50 50 Td (18.20) Tj ET BT /F1 10 Tf 50.3 50 Td (18.20) Tj ET";
    assert_eq!(text(&only(&page(twice))), "18.20");
    // Equal digits side by side are two digits.
    assert_eq!(text(&only(&page("BT /F1 10 Tf 50 50 Td (1111) Tj ET"))), "1111");
}

#[test]
fn text_that_nobody_sees_is_left_out() {
    let at = |x: u32, text: &str| format!("BT /F1 10 Tf {x} 50 Td ({text}) Tj ET ");
    let content = format!(
        "3 Tr {} 0 Tr 1 g {} 0 g 100 40 60 30 re f 1 g {} /G gs 0 g {}",
        at(10, "a"),
        at(40, "b"),
        at(110, "c"),
        at(200, "d")
    );
    let bytes = page_with(content.as_bytes(), "", "/ExtGState << /G << /ca 0 >> >>", &[]);
    // White on a dark box is seen.
    assert_eq!(text(&only(&bytes)), "c");
}

#[test]
fn clipped_text_is_flagged_and_text_off_the_page_dropped() {
    let content =
        "q 0 0 100 200 re W n BT /F1 10 Tf 90 50 Td (55555) Tj ET Q BT /F1 10 Tf 500 50 Td (9) Tj ET";
    let page = only(&page(content));
    assert_eq!(text(&page), "55555");
    let clipped: Vec<bool> = page.glyphs.iter().map(|glyph| glyph.clipped).collect();
    assert_eq!(clipped, [false, false, true, true, true]);
    let clip = page.glyphs[4].clip.unwrap();
    assert_eq!((clip.x0, clip.y0, clip.x1, clip.y1), (0.0, 0.0, 100.0, 200.0));
}

#[test]
fn pages_are_turned_and_cropped_as_a_reader_sees_them() {
    let content = b"BT /F1 10 Tf 0 1 -1 0 60 30 Tm (7) Tj ET";
    let turned = only(&page_with(content, "/Rotate 90 /CropBox [50 20 300 900]", "", &[]));
    // The crop box reaches beyond the page: 250 by 180 remain, turned on their side.
    assert!(near(turned.width, 180.0) && near(turned.height, 250.0));
    let glyph = &turned.glyphs[0];
    // Text that runs up the sheet runs to the right... of a page turned clockwise.
    assert_eq!(glyph.rotation, 0);
    assert!(near(glyph.bbox.x0, 10.0) && near(glyph.baseline, 10.0), "{glyph:?}");
    let upright = only(&page_with(content, "", "", &[]));
    assert_eq!(upright.glyphs[0].rotation, 90);
    assert!(near(upright.glyphs[0].bbox.x1, 61.2) && near(upright.glyphs[0].bbox.y1, 170.0));
}

#[test]
fn layers_that_are_off_are_not_read() {
    let objects = |off: &str| {
        let content = b"/OC /L BDC BT /F1 9 Tf 10 50 Td (draft) Tj ET EMC BT /F1 9 Tf 90 50 Td (1) Tj ET";
        let mut bytes =
            page_with(content, "", "/Properties << /L 5 0 R >>", &[b"<< /Type /OCG /Name (L) >>".to_vec()]);
        let catalog = format!("/Pages 2 0 R /OCProperties << /OCGs [5 0 R] /D << /OFF [{off}] >> >>");
        let text = b"/Pages 2 0 R";
        let at = bytes.windows(text.len()).position(|window| window == text).unwrap();
        // The table of offsets is wrong after this: the file is repaired on reading.
        bytes.splice(at..at + text.len(), catalog.into_bytes());
        bytes
    };
    assert_eq!(text(&only(&objects("5 0 R"))), "1");
    assert_eq!(text(&only(&objects(""))), "draft1");
}

#[test]
fn a_picture_of_a_page_needs_recognition() {
    let image = stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
        b"\x80",
    );
    let content = b"q 380 0 0 190 10 5 cm /I Do Q 3 Tr BT /F1 9 Tf 10 50 Td (hidden layer) Tj ET";
    let read = read(&page_with(content, "", "/XObject << /I 5 0 R >>", &[image]));
    assert_eq!(text(&read.pages[0]), "");
    assert_eq!(codes(&read), ["page_is_image"]);
    let (kind, message) = read.partial.unwrap();
    assert_eq!(kind, ErrorKind::NeedsOcr);
    assert!(message.contains("page 1"), "{message}");
}

#[test]
fn form_fields_show_their_values() {
    let look = stream("/Type /XObject /Subtype /Form /BBox [0 0 50 10]", b"BT /F1 8 Tf 2 2 Td (42) Tj ET");
    let entries = "/Annots [<< /Type /Annot /Subtype /Widget /Rect [100 100 150 110] /AP << /N 5 0 R >> >>]";
    let page = only(&page_with(b"", entries, "", &[look]));
    assert_eq!(text(&page), "42");
    assert!(near(page.glyphs[0].bbox.x0, 102.0));
}

#[test]
fn a_picture_for_a_cover_leaves_the_document_readable() {
    let image = stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
        b"\x80",
    );
    let cover = b"q 380 0 0 190 10 5 cm /I Do Q";
    let text = "BT /F1 9 Tf 10 50 Td (Enough words to be a page of text and not the back of a picture) Tj ET";
    let document = |pictures: usize| {
        let page = |number: usize| {
            let content = if number < pictures { 8 } else { 9 };
            format!(
                "<< /Type /Page /Parent 2 0 R /Contents {content} 0 R /Resources << /XObject << /I 7 0 R >> /Font << \
                 /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >> >>"
            )
            .into_bytes()
        };
        read(&file(&[
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R 6 0 R] /Count 4 /MediaBox [0 0 400 200] >>".to_vec(),
            page(0),
            page(1),
            page(2),
            page(3),
            image.clone(),
            stream("", cover),
            stream("", text.as_bytes()),
        ]))
    };
    let good = document(1);
    assert_eq!((codes(&good), good.partial), (vec!["cover_is_image"], None));
    let scan = document(2);
    assert_eq!(codes(&scan), ["page_is_image", "page_is_image"]);
    assert_eq!(scan.partial.unwrap().0, ErrorKind::NeedsOcr);
}
