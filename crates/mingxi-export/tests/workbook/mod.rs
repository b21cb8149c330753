//! A reader of workbooks for tests: values by type, and whether a cell is a formula.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use zip::ZipArchive;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    Empty,
    Number(f64),
    Truth(bool),
    Text(String),
    Formula,
}

/// A workbook.
pub struct Book {
    archive: ZipArchive<File>,
    shared: Vec<String>,
    /// Names of its sheets, in their order.
    pub names: Vec<String>,
}

impl Book {
    pub fn open(path: &Path) -> Book {
        let mut archive = ZipArchive::new(File::open(path).unwrap()).unwrap();
        let workbook = part(&mut archive, "xl/workbook.xml");
        let sheets = elements(&workbook).into_iter().filter(|(name, ..)| name == "sheet");
        let names = sheets.filter_map(|(_, attributes, _)| value(&attributes, "name")).collect();
        let strings = part(&mut archive, "xl/sharedStrings.xml");
        let texts = elements(&strings).into_iter().filter(|(name, ..)| name == "t");
        let shared = texts.map(|(_, _, text)| text).collect();
        Book { archive, shared, names }
    }

    /// The rows of a sheet, each as long as the first.
    pub fn sheet(mut self, name: &str) -> Vec<Vec<Data>> {
        let number = self.names.iter().position(|found| found == name).unwrap() + 1;
        let sheet = part(&mut self.archive, &format!("xl/worksheets/sheet{number}.xml"));
        let mut rows: Vec<Vec<Data>> = Vec::new();
        let mut cell = (0, String::new());
        for (name, attributes, text) in elements(&sheet) {
            let value = |name| value(&attributes, name).unwrap_or_default();
            match name.as_str() {
                "row" => rows.push(Vec::new()),
                "c" => {
                    cell = (column(&value("r")), value("t"));
                    let row = rows.last_mut().unwrap();
                    row.resize(row.len().max(cell.0 + 1), Data::Empty);
                }
                "v" | "t" | "f" => {
                    rows.last_mut().unwrap()[cell.0] = match (name.as_str(), cell.1.as_str()) {
                        ("f", _) => Data::Formula,
                        ("v", "s") => Data::Text(self.shared[text.parse::<usize>().unwrap()].clone()),
                        ("v", "b") => Data::Truth(text == "1"),
                        ("v", _) => Data::Number(text.parse().unwrap()),
                        _ => Data::Text(text),
                    };
                }
                _ => {}
            }
        }
        let width = rows.first().map_or(0, Vec::len);
        rows.iter_mut().for_each(|row| row.resize(row.len().max(width), Data::Empty));
        rows
    }
}

fn part(archive: &mut ZipArchive<File>, name: &str) -> String {
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The name of an element, its attributes, and the text in it.
type Element = (String, Vec<(String, String)>, String);

/// Every element with its attributes and the text in it, in the order they begin.
fn elements(xml: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(xml);
    let mut found: Vec<Element> = Vec::new();
    let begun = |start: &BytesStart<'_>| {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            (attribute.key.into_inner().to_owned(), attribute.value.to_string())
        });
        (start.local_name().into_inner().to_owned(), attributes.collect(), String::new())
    };
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) | Event::Empty(start) => found.push(begun(&start)),
            Event::Text(text) => {
                if let Some((_, _, inner)) = found.last_mut() {
                    inner.push_str(&text.into_inner());
                }
            }
            Event::GeneralRef(name) => {
                let letter = match name.into_inner().as_ref() {
                    "quot" => '"',
                    "amp" => '&',
                    "lt" => '<',
                    _ => '>',
                };
                found.last_mut().unwrap().2.push(letter);
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

fn value(attributes: &[(String, String)], name: &str) -> Option<String> {
    attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
}

/// The place of a column: 0 for `A1`.
fn column(reference: &str) -> usize {
    let letters = reference.bytes().take_while(u8::is_ascii_uppercase);
    letters.fold(0, |place, letter| place * 26 + usize::from(letter - b'A') + 1) - 1
}
