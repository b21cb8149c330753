//! What of a page's ink a reader sees, and what he does not.

use super::build::{file, page, page_with, stream};
use super::{codes, only, read, text};
use mingxi_model::{ErrorKind, Page, Severity};

/// A text at a place in Helvetica.
fn at(x: f32, y: f32, size: f32, text: &str) -> String {
    format!("BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET ")
}

/// The text of a page left to right, blank where glyphs stand apart.
fn words(page: &Page) -> String {
    let mut glyphs: Vec<_> = page.glyphs.iter().collect();
    glyphs.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
    let mut out = String::new();
    let mut end = f32::INFINITY;
    for glyph in glyphs {
        if glyph.bbox.x0 - end > 3.0 {
            out.push(' ');
        }
        out.push_str(&glyph.text);
        end = glyph.bbox.x1;
    }
    out
}

#[test]
fn what_is_painted_over_is_not_read() {
    let number = at(50.0, 50.0, 10.0, "1,284.60");
    let boxed = |paint: &str| format!("{number}{paint} 48 45 60 15 re f 0 g ");
    for paint in ["1 g", "0 g", "0.5 g", "1 0 0 rg"] {
        let read = read(&page(&format!("{}{}", boxed(paint), at(150.0, 50.0, 10.0, "7"))));
        assert_eq!(text(&read.pages[0]), "7", "{paint}");
        assert_eq!(codes(&read), ["covered_text"]);
        assert_eq!(read.diagnostics[0].severity, Severity::Warning);
        assert!(read.diagnostics[0].message.contains("1,284.60"));
    }
    // The same number printed anew over the box is seen.
    assert_eq!(text(&only(&page(&format!("{}{number}", boxed("1 g"))))), "1,284.60");
    let other = at(50.0, 50.0, 10.0, "1,180.25");
    assert_eq!(text(&only(&page(&format!("{}{other}", boxed("1 g"))))), "1,180.25");
}

#[test]
fn what_is_painted_before_or_shines_through_hides_nothing() {
    let number = at(50.0, 50.0, 10.0, "12.50");
    let shown = |content: String| {
        let states = "/ExtGState << /M << /BM /Multiply >> /H << /ca 0.4 >> >>";
        text(&only(&page_with(content.as_bytes(), "", states, &[])))
    };
    let over = "48 45 60 15 re f";
    assert_eq!(shown(format!("1 g {over} 0 g {number}")), "12.50");
    assert_eq!(shown(format!("{number} /M gs 1 1 0 rg {over}")), "12.50", "a highlighter");
    assert_eq!(shown(format!("{number} /H gs 1 1 0 rg {over}")), "12.50", "glass");
    assert_eq!(
        shown(format!("{number} 20 20 200 100 re 30 30 180 80 re f*")),
        "12.50",
        "a frame with a hole"
    );
    assert_eq!(shown(format!("{number} 48 45 m 108 45 l 108 60 l h f")), "12.50", "a triangle");
    assert_eq!(shown(format!("{number} q 0 0 40 40 re W n 1 g {over} Q")), "12.50", "clipped away");
    assert_eq!(shown(format!("{number} 200 45 60 15 re f")), "12.50", "elsewhere");
}

#[test]
fn a_number_of_which_a_box_hides_some_digits_is_no_number() {
    // The box begins after the third of five digits.
    let page = only(&page(&format!("{} 1 g 66.9 45 60 15 re f", at(50.0, 50.0, 10.0, "12345"))));
    assert_eq!(text(&page), "123\u{fffd}\u{fffd}");
}

#[test]
fn a_picture_over_text_hides_it_unless_it_has_a_mask() {
    let image = |mask: &str| {
        let entries =
            "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray";
        stream(&format!("{entries} {mask}"), b"\x80")
    };
    let content =
        format!("{} q 60 0 0 15 48 45 cm /I Do Q {}", at(50.0, 50.0, 10.0, "5"), at(150.0, 50.0, 10.0, "6"));
    let shown = |mask: &str| {
        text(&only(&page_with(content.as_bytes(), "", "/XObject << /I 5 0 R >>", &[image(mask)])))
    };
    assert_eq!(shown(""), "6");
    assert_eq!(shown("/SMask 5 0 R"), "56");
    assert_eq!(shown("/Mask [0 1]"), "56");
}

#[test]
fn text_of_the_colour_of_its_ground_is_not_seen() {
    let number = at(50.0, 50.0, 10.0, "88.50");
    let ground = "48 45 60 15 re f";
    let shown = |content: &str| text(&only(&page(content)));
    assert_eq!(shown(&format!("0 g {ground} {number}")), "", "blacked out");
    assert_eq!(shown(&format!("1 0 0 rg {ground} {number}")), "", "red on red");
    assert_eq!(shown(&format!("1 0 0 rg {ground} 0 0 1 rg {number}")), "88.50");
    assert_eq!(shown(&format!("0.6 g {ground} 1 g {number}")), "88.50", "white on grey");
    assert_eq!(shown(&format!("0.99 g {number}")), "", "nearly white on paper");
    assert_eq!(shown(&format!("1 1 0 rg {number}")), "88.50", "yellow on paper");
    let read = read(&page(&format!("1 g {number}")));
    assert_eq!(codes(&read), ["hidden_text"]);
    assert!(read.diagnostics[0].message.contains("8850"), "{}", read.diagnostics[0].message);
}

#[test]
fn a_line_through_the_glyphs_strikes_them() {
    // Helvetica at 10: 88,500 is 30.6 wide.
    let number = at(50.0, 50.0, 10.0, "88,500");
    let next = at(90.0, 50.0, 10.0, "86,000");
    for line in
        ["50 53.3 m 80.5 53.3 l S", "50 53 30.6 0.7 re f", "0.5 w 49 54 m 82 54 l S 49 52.8 m 82 52.8 l S"]
    {
        let read = read(&page(&format!("{number}{next}{line}")));
        assert_eq!(text(&read.pages[0]), "86,000", "{line}");
        assert_eq!(codes(&read), ["struck_text"]);
        assert!(read.pages[0].rules.is_empty(), "the line is no rule of a table");
    }
    for line in [
        "50 48.5 m 80.5 48.5 l S", // underlined
        "10 53.3 m 390 53.3 l S",  // the rule of a table
        "50 59 m 80.5 59 l S",     // over it
        "65 40 m 65 70 l S",       // upright
    ] {
        assert_eq!(text(&only(&page(&format!("{number}{next}{line}")))), "88,50086,000", "{line}");
    }
    // A number of one string of which some digits are struck is none.
    assert_eq!(text(&only(&page(&format!("{number} 50 53.3 m 61 53.3 l S")))), "\u{fffd}\u{fffd},500");
}

#[test]
fn raised_small_digits_are_note_marks() {
    // 88500 ends at 77.8.
    let number = at(50.0, 50.0, 10.0, "88500");
    for rise in [1.0, 2.0, 3.0, 4.5, 6.0] {
        let mark = format!("BT /F1 6 Tf {rise} Ts 78 50 Td (1) Tj ET ");
        assert_eq!(words(&only(&page(&format!("{number}{mark}")))), "88500¹", "{rise}");
        assert_eq!(words(&only(&page(&format!("{mark}{number}")))), "88500¹", "{rise}, drawn first");
        let moved = at(78.0, 50.0 + rise, 6.0, "12");
        assert_eq!(words(&only(&page(&format!("{number}{moved}")))), "88500¹²", "{rise}, two digits");
    }
    // Smaller and not raised at all.
    assert_eq!(words(&only(&page(&format!("{number}{}", at(78.0, 50.0, 6.0, "1"))))), "88500¹");
    assert_eq!(words(&only(&page(&format!("{number}{}", at(46.0, 53.5, 6.0, "2"))))), "²88500", "in front");
    // A mark stands on the line of its number.
    let page = only(&page(&format!("{number}{}", at(78.0, 53.0, 6.0, "1"))));
    assert_eq!(page.glyphs[5].baseline, page.glyphs[0].baseline);
}

#[test]
fn digits_of_one_size_and_units_are_no_note_marks() {
    let shown = |content: String| words(&only(&page(&content)));
    assert_eq!(shown(format!("{}{}", at(50.0, 50.0, 10.0, "88500"), at(78.0, 50.0, 10.0, "1"))), "885001");
    // Smaller decimals, a power of a unit, a smaller number further off.
    assert_eq!(shown(format!("{}{}", at(50.0, 50.0, 10.0, "12."), at(64.0, 50.0, 7.0, "50"))), "12.50");
    assert_eq!(shown(format!("{}{}", at(50.0, 50.0, 10.0, "m"), at(58.5, 53.0, 6.0, "2"))), "m2");
    assert_eq!(shown(format!("{}{}", at(50.0, 50.0, 10.0, "88500"), at(90.0, 50.0, 6.0, "1"))), "88500 1");
}

#[test]
fn a_shadow_is_the_same_text() {
    let number = |x: f32, y: f32| at(x, y, 10.0, "1,111.00");
    for (dx, dy) in [(0.5, -0.5), (1.2, -1.2), (2.0, 0.0), (-1.6, 1.9)] {
        let content = format!("0.7 g {}0 g {}", number(50.0 + dx, 50.0 + dy), number(50.0, 50.0));
        assert_eq!(text(&only(&page(&content))), "1,111.00", "{dx} {dy}");
    }
    // Condensed digits of one string are not each other's shadow.
    let page = only(&page("BT /F1 10 Tf 30 Tz 50 50 Td (1111) Tj ET"));
    assert_eq!(text(&page), "1111");
}

#[test]
fn strings_and_paints_are_kept_with_the_glyphs() {
    let page = only(&page("0.5 g BT /F1 10 Tf 50 50 Td (12) Tj [(3) -500 (4)] TJ ET"));
    let runs: Vec<u32> = page.glyphs.iter().map(|glyph| glyph.run).collect();
    assert_eq!(runs, [1, 1, 2, 2]);
    assert!(page.glyphs.iter().all(|glyph| glyph.lightness == 128));
}

fn annotated(annotations: &str) -> Page {
    only(&page_with(b"", &format!("/Annots [{annotations}]"), "", &[]))
}

#[test]
fn fields_without_an_appearance_show_their_values() {
    let field = |entries: &str| format!("<< /Subtype /Widget /Rect [100 100 160 112] {entries} >>");
    let page = annotated(&field("/FT /Tx /V (1,284.60) /DA (/Helv 9 Tf 0 g)"));
    assert_eq!(text(&page), "1,284.60");
    assert!(page.glyphs[0].bbox.x0 >= 100.0 && page.glyphs[7].bbox.x1 <= 160.0);
    // The page is 200 high.
    assert!((88.0..100.0).contains(&page.glyphs[0].baseline), "{}", page.glyphs[0].baseline);
    assert_eq!(page.glyphs[0].size, 9.0);
    let right = annotated(&field("/FT /Tx /V (42) /Q 2"));
    assert!((right.glyphs[1].bbox.x1 - 158.0).abs() < 0.1);
    assert_eq!(text(&annotated(&field("/FT /Ch /V <FEFF4E0A5E74>"))), "上年");
    assert_eq!(text(&annotated(&field("/Parent << /FT /Tx /V (9.60) >>"))), "9.60", "inherited");
    let lines = annotated(&field("/FT /Tx /V (1\\n2)"));
    assert!(lines.glyphs[0].baseline < lines.glyphs[1].baseline);
    let note = "<< /Subtype /FreeText /Rect [100 100 160 112] /Contents (36.00) >>";
    assert_eq!(text(&annotated(note)), "36.00");
    for silent in [
        "/FT /Tx",
        "/FT /Tx /V ()",
        "/FT /Btn /V /Yes",
        "/FT /Tx /Ff 8192 /V (secret)",
        "/F 2 /FT /Tx /V (1)",
    ] {
        assert_eq!(text(&annotated(&field(silent))), "", "{silent}");
    }
}

#[test]
fn an_appearance_that_shows_nothing_is_none() {
    let look = stream("/Type /XObject /Subtype /Form /BBox [0 0 60 12]", b"/Tx BMC EMC");
    let entries =
        "/Annots [<< /Subtype /Widget /FT /Tx /V (42) /Rect [100 100 160 112] /AP << /N 5 0 R >> >>]";
    assert_eq!(text(&only(&page_with(b"", entries, "", &[look]))), "42");
}

/// A file of one page of words whose catalog has more entries.
fn with_catalog(entries: &str, extra: &[Vec<u8>]) -> Vec<u8> {
    let fonts = "<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >>";
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {entries} >>").into_bytes(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 400 200] >>".to_vec(),
        format!("<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font {fonts} >> >>")
            .into_bytes(),
        stream("", at(50.0, 50.0, 10.0, "Please wait").as_bytes()),
    ];
    objects.extend(extra.iter().cloned());
    file(&objects)
}

#[test]
fn attached_files_are_named() {
    let files = "/Names << /EmbeddedFiles << /Kids [<< /Names [(a) << /F (budget.xls) /EF << /F 5 0 R >> >> \
                 (b) << /UF <FEFF660E7EC6002E007000640066> /EF << /F 5 0 R >> >>] >>] >> >>";
    let held = read(&with_catalog(files, &[stream("", b"x")]));
    assert_eq!(codes(&held), ["attached_files"]);
    assert!(held.diagnostics[0].message.contains("2 attached files (budget.xls, 明细.pdf)"));
    assert_eq!(held.partial, None);
    let portfolio = read(&with_catalog(&format!("{files} /Collection << /View /D >>"), &[stream("", b"x")]));
    assert_eq!(codes(&portfolio), ["portfolio"]);
    assert_eq!(portfolio.partial.unwrap().0, ErrorKind::UnsupportedFormat);
    let pinned =
        "/Annots [<< /Subtype /FileAttachment /Rect [0 0 9 9] /FS << /F (t.docx) /EF << /F 5 0 R >> >> >>]";
    let pinned = read(&page_with(b"", pinned, "", &[stream("", b"x")]));
    assert_eq!(codes(&pinned), ["attached_files"]);
}

#[test]
fn xfa_forms_are_named() {
    let dynamic = read(&with_catalog("/AcroForm << /XFA 5 0 R /Fields [] >>", &[stream("", b"<xdp/>")]));
    assert_eq!(codes(&dynamic), ["xfa_form"]);
    assert_eq!(dynamic.partial.unwrap().0, ErrorKind::UnsupportedFormat);
    let fixed = "/AcroForm << /XFA 5 0 R /Fields [<< /FT /Tx /T (a) >>] >>";
    let fixed = read(&with_catalog(fixed, &[stream("", b"<xdp/>")]));
    assert_eq!((codes(&fixed), fixed.partial), (vec!["xfa_form"], None));
    assert_eq!(codes(&read(&with_catalog("/AcroForm << /Fields [] >>", &[]))), Vec::<&str>::new());
}

#[test]
fn bytes_after_the_end_are_no_truncation() {
    let whole = page(&at(50.0, 50.0, 10.0, "5"));
    for garbage in [&b"\0"[..], b"<html><body>served by a proxy</body></html>\n", &[0x20; 4]] {
        let mut bytes = whole.clone();
        for _ in 0..1000 {
            bytes.extend(garbage);
        }
        let read = read(&bytes);
        assert_eq!((text(&read.pages[0]).as_str(), read.partial), ("5", None));
    }
    // An update that was cut is one.
    let mut bytes = whole;
    bytes.extend(b"4 0 obj\n<< /Length 5000 >>\nstream\n".iter().chain([b'x'; 4000].iter()));
    assert_eq!(read(&bytes).partial.unwrap().0, ErrorKind::Truncated);
}

#[test]
fn a_running_header_does_not_make_a_scan_text() {
    let image = stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
        b"\x80",
    );
    let judged = |content: &str| {
        let read =
            read(&page_with(content.as_bytes(), "", "/XObject << /I 5 0 R >>", std::slice::from_ref(&image)));
        (codes(&read), read.partial.map(|partial| partial.0))
    };
    let long = "A running header of more than forty characters that says whose budget this is";
    let scan = format!("q 380 0 0 170 10 5 cm /I Do Q {}", at(10.0, 185.0, 9.0, long));
    assert_eq!(judged(&scan), (vec!["page_is_image"], Some(ErrorKind::NeedsOcr)));
    // A letterhead: its picture lies behind the text.
    let paper = format!("q 380 0 0 190 10 5 cm /I Do Q {}", at(20.0, 100.0, 9.0, long));
    assert_eq!(judged(&paper), (vec![], None));
    let between = format!("q 300 0 0 60 50 60 cm /I Do Q {}", at(10.0, 185.0, 9.0, long));
    assert_eq!(judged(&between), (vec!["needs_ocr"], None));
    let logo = format!("q 60 0 0 60 10 60 cm /I Do Q {}", at(10.0, 185.0, 9.0, long));
    assert_eq!(judged(&logo), (vec![], None));
}
