//! One document in every format that the generator writes gives the same line items.

#![allow(clippy::unwrap_used)]

use mingxi_corpus::generate::{Order, document};
use mingxi_corpus::write::pdf::{Layout, Look};
use mingxi_corpus::write::xlsx::{self, Sheets};
use mingxi_corpus::write::{Format, html, rtf};
use mingxi_engine::{Document, Reader, read_document};

/// What a line item says, wherever it stands: form, code, name, measure, phase, value.
type Said = (String, Option<String>, Option<String>, Option<String>, Option<String>, String);

fn items(read: &Document) -> Vec<Said> {
    let mut items: Vec<Said> = read
        .reading
        .line_items
        .iter()
        .map(|item| {
            (
                item.table_kind.as_str().to_owned(),
                item.code.clone(),
                item.name.clone(),
                item.measure_code.clone(),
                item.phase.map(|phase| phase.as_str().to_owned()),
                item.value_text.clone(),
            )
        })
        .collect();
    items.sort();
    items
}

#[test]
fn every_format_says_the_same() {
    let reader = Reader::new().unwrap();
    let mut wrong = Vec::new();
    for number in 0..6 {
        let (name, mut disclosure, _) = document(&Order { seed: 4711, ..Order::default() }, number);
        disclosure.look = Look::plain(Layout::Strokes);
        let blocks = &disclosure.blocks;
        let mut written: Vec<(&str, Vec<u8>)> = Vec::new();
        for format in Format::ALL {
            written.push((format.extension(), format.write(&disclosure).unwrap()));
        }
        let page = format!("<!DOCTYPE html><meta charset=\"utf-8\"><body>{}</body>", html::write(blocks));
        written.push(("html", page.into_bytes()));
        written.push(("rtf", rtf::write(blocks).into_bytes()));
        written.push(("xlsx", xlsx::write(blocks, Sheets::Each).unwrap()));
        let read: Vec<(&str, Vec<Said>)> = written
            .iter()
            .map(|(format, bytes)| (*format, items(&read_document(bytes, &format!("a.{format}"), &reader))))
            .collect();
        let (first, expected) = &read[0];
        assert!(expected.len() > 20, "{name}: {} line items", expected.len());
        for (format, found) in &read[1..] {
            let lost = expected.iter().filter(|item| !found.contains(item)).count();
            let more = found.iter().filter(|item| !expected.contains(item)).count();
            if lost + more > 0 {
                let one = expected.iter().find(|item| !found.contains(item));
                let other = found.iter().find(|item| !expected.contains(item));
                wrong.push(format!(
                    "{name}: of the {} items of {first}, {format} lacks {lost}, such as {one:?}, and has {more} others, \
                     such as {other:?}",
                    expected.len()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
