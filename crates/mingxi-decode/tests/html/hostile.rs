//! Pages that ask for much with little.

use super::common::{lines, read};
use mingxi_decode::{Limits, decode};
use mingxi_model::ErrorKind;

fn partial(page: &str) -> ErrorKind {
    read(page).partial.unwrap().0
}

#[test]
fn depth_is_bounded_and_what_stands_before_is_kept() {
    for open in ["<div>", "<table><tr><td>", "<ul><li>", "<span>", "<a href=x><div>"] {
        let page = format!("<p>先</p>{}里", open.repeat(100_000));
        let document = read(&page);
        assert_eq!(
            document.partial.as_ref().map(|partial| partial.0),
            Some(ErrorKind::LimitExceeded),
            "{open}"
        );
        assert_eq!(lines(&document)[0], "先", "{open}");
    }
}

#[test]
fn many_different_formats_left_open_end_soon() {
    let page: String = (0..20_000).map(|n| format!("<p><font size={n}>x")).collect();
    assert_eq!(partial(&format!("<p>先</p>{page}")), ErrorKind::LimitExceeded);
}

#[test]
fn spans_cannot_ask_for_gigabytes() {
    let wide = "<td rowspan=65534 colspan=1000>x".repeat(20);
    let page = format!("<p>先</p><table><tr><td>a<td>b<tr>{wide}</table>");
    assert_eq!(partial(&page), ErrorKind::LimitExceeded);
    let rows = "<tr><td rowspan=65534 colspan=1000>x<td>y".repeat(3_000);
    assert_eq!(partial(&format!("<p>先</p><table>{rows}</table>")), ErrorKind::LimitExceeded);
    let page = "<table><tr><td rowspan=99999999999999999999 colspan=99999999999999999999>x<td>1<tr><td>2<td>3</table>";
    assert!(!lines(&read(page)).is_empty());
}

#[test]
fn elements_and_attributes_are_bounded() {
    let many: String = (0..100_000).map(|n| format!(" a{n}=1")).collect();
    let error = decode(format!("<p{many}>x</p>").as_bytes(), &Limits::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LimitExceeded);
    let limits = Limits { cells: 500, ..Limits::default() };
    let document = decode("<p>x</p>".repeat(5_000).as_bytes(), &limits).unwrap();
    assert_eq!(document.partial.unwrap().0, ErrorKind::LimitExceeded);
}

#[test]
fn a_style_of_many_rules_ends_soon() {
    let rules: String = (0..20_000).map(|n| format!("div p{{text-indent:{n}px}}")).collect();
    let page = format!("<style>{rules}</style><div>{}</div>", "<p>x</p>".repeat(20_000));
    assert!(read(&page).diagnostics.iter().any(|said| said.code == "style_cut"));
}

#[test]
fn entities_are_no_bomb_and_zeros_no_text() {
    let page = "<!DOCTYPE html [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><p>&b;&nbsp;预\0算&#x4e00;</p>";
    let document = read(page);
    assert!(lines(&document).concat().len() < 200, "{:?}", lines(&document));
}

/// Every byte in turn lost, doubled or changed: no input is read twice differently, hangs or panics.
#[test]
fn damaged_pages_are_read_or_refused() {
    let page = "<!DOCTYPE html><html><head><meta charset=utf-8><title>预算_网</title><style>.a{display:none;padding:1px 2px}@media print{b{c:d}}</style>\
                </head><body><div class=a>x</div><table border=1><tr><td rowspan=2 colspan='3'>收<td>1<tr><td>2</table><ol><li>甲</ol>\
                <a href='x.pdf'>附&nbsp;件&#20013;</a><!-- c --><img src=a width=9><p style='text-indent:2em'>文<sup>1</sup></p>";
    let bytes = page.as_bytes();
    for at in 0..bytes.len() {
        for damage in 0..4u8 {
            let mut damaged = bytes.to_vec();
            match damage {
                0 => {
                    damaged.remove(at);
                }
                1 => damaged.insert(at, bytes[at]),
                2 => damaged[at] = b'<',
                _ => damaged[at] ^= 0x21,
            }
            let _ = decode(&damaged, &Limits::default());
        }
    }
}
