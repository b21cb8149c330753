//! Text: bytes and numbers of characters, what is not printed, labels, boxes.

use super::common::{codes, lines, read, shown};
use mingxi_model::Block;

#[test]
fn bytes_are_read_by_their_font_and_numbers_stand_for_themselves() {
    // 预算 in GBK, also with a second byte that is a sign of the format; 万 by its number with a fallback of two bytes.
    assert_eq!(shown("\\f0\\'d4\\'a4\\'cb\\'e3\\par"), ["预算"]);
    assert_eq!(shown("\\f1\\'d4\\'a4\\'cb\\'e3\\par"), ["预算"]);
    assert_eq!(shown("\\uc2\\u19975\\'cd\\'f2\\u20803 ??\\par"), ["万元"]);
    assert_eq!(shown("\\uc1\\u-10179 ?\\u-8704 ?x\\u-4051?\\par"), ["\u{1f600}x"]);
    assert_eq!(shown("{\\f2\\'fe\\u-3843?}\\emdash\\~\\line 2\\par"), ["☑☒—\u{a0}\n2"]);
    let raw = [b"{\\rtf1\\ansicpg936 ".as_slice(), &[0x95, 0x5c, 0x8d, 0x7d], b"\\par}"].concat();
    let document = mingxi_decode::decode(&raw, &mingxi_decode::Limits::default()).unwrap();
    assert_eq!(lines(&document), ["昞峿"]);
    assert_eq!(shown("{\\upr{wrong}{\\*\\ud{\\u39044?}}}\\par"), ["预"]);
}

#[test]
fn what_is_not_printed_is_left_out() {
    let body = "a{\\v hidden 1}{\\deleted gone}{\\strike struck 2}{\\cf2 white 3}{\\fs2 tiny 4}b{\\*\\unknown x}{\\footnote note}\
                {\\field{\\*\\fldinst PAGE 5}{\\fldrslt 7}}{\\pict\\picwgoal100 00ff}{\\*\\bkmkstart m}{\\info{\\title t}}\\par";
    let document = read(body);
    assert_eq!(lines(&document), ["ab7"]);
    let mut said = codes(&document);
    said.sort_unstable();
    said.dedup();
    assert_eq!(said, ["hidden_text", "struck_text", "tracked_deletions"]);
}

#[test]
fn headers_stand_beside_the_text_and_footers_nowhere() {
    let document = read("{\\header\\pard \\u21333?\\u20301?: x\\par}{\\footer 1\\par}text\\par");
    assert_eq!(lines(&document), ["text"]);
    assert_eq!(document.running.len(), 1);
    assert_eq!(document.running[0].text, "单位: x");
}

#[test]
fn labels_headings_and_boxes() {
    let document = read(
        "\\pard\\outlinelevel1 A\\par{\\listtext\\pard\\plain 1.\\tab}\\pard\\ls1 B\\par{\\listtext\\f2\\'6c\\tab}C\\par \
         D{\\shp{\\*\\shpinst\\shpleft0{\\sp{\\sn x}{\\sv 1}}{\\shptxt \\pard E\\par}}}\\par",
    );
    assert_eq!(lines(&document), ["A", "1. B", "C", "D", "E"]);
    let Block::Paragraph(first) = &document.blocks[0] else { unreachable!("a paragraph") };
    assert_eq!(first.heading, Some(2));
}

#[test]
fn labels_that_the_file_does_not_write_are_counted() {
    let tables = "{\\*\\listtable{\\list{\\listlevel\\levelnfc39\\levelstartat1\\levelfollow2{\\leveltext\\'02\\'00\\u12289?;}{\\levelnumbers\\'01;}}\
                  {\\listlevel\\levelnfc0\\levelstartat1{\\leveltext\\'04\\'00.\\'01.;}{\\levelnumbers\\'01\\'03;}}\\listid7}}\
                  {\\*\\listoverridetable{\\listoverride\\listid7\\listoverridecount0\\ls1}}";
    let list = "\\pard\\ls1\\ilvl0 A\\par\\pard\\ls1\\ilvl1 B\\par C\\par\\pard D\\par\\pard\\ls1 E\\par";
    assert_eq!(shown(&format!("{tables}{list}")), ["一、A", "一.1. B", "一.2. C", "D", "二、E"]);
    // A label that is written stands for the one that would be counted, and counts.
    let written = "{\\listtext\\pard 7.\\tab}\\pard\\ls1 A\\par\\pard\\ls1 B\\par";
    assert_eq!(shown(&format!("{tables}{written}")), ["7. A", "二、B"]);
    assert_eq!(codes(&read("\\pard\\ls9 A\\par")), ["missing_list"]);
    assert!(codes(&read("{\\listtext 1.\\tab}\\pard\\ls9 A\\par")).is_empty());
}

#[test]
fn a_file_without_its_end_is_cut() {
    let document = mingxi_decode::decode(b"{\\rtf1 one\\par two", &mingxi_decode::Limits::default()).unwrap();
    assert_eq!(lines(&document), ["one", "two"]);
    assert_eq!(document.partial.unwrap().0, mingxi_model::ErrorKind::Truncated);
}
