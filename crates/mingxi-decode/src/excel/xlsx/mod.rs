//! Workbooks of Office Open XML (.xlsx, .xlsm, .xltx, newer .et).

mod sheet;
mod strings;
mod styles;

pub(super) use sheet::constant;

use super::book::{Book, CellStyle, DISPLAYED, Sheet, Taker};
use crate::allowance::{Allowance, exceeded};
use crate::docx::encoding::part_text;
use crate::docx::package::{MainKind, Package};
use crate::docx::xml::{Markup, Step};
use crate::{DecodeError, Limits};
use mingxi_model::ErrorKind;
use std::cell::Cell;
use std::collections::BTreeSet;

/// Reads a workbook.
///
/// # Errors
/// The archive or its main part is damaged, or a limit is reached before the first sheet.
pub(super) fn read(bytes: &[u8], allowance: &Allowance) -> Result<Book, DecodeError> {
    let limits = allowance.limits();
    let mut package = Package::open(bytes)?.within(allowance);
    if package.len() > limits.parts {
        let message = format!("the archive has {} members; the limit is {}", package.len(), limits.parts);
        return Err(exceeded(message));
    }
    let Some((main, MainKind::Excel)) = package.main_part() else {
        return Err(corrupt("the archive holds no workbook; save it again from its program"));
    };
    let mut damage = Vec::new();
    let text = part(&mut package, &main, limits, &mut damage)?
        .ok_or_else(|| corrupt("the archive has no workbook, which it says it has; download it again"))?;
    let relations = package.relationships(&main);
    let target = |kind: &str| {
        let found = relations.iter().find(|relation| relation.kind == kind);
        found.map(|relation| relation.target.clone())
    };
    let workbook = workbook(&text, &main, limits)?;
    let mut styles = Vec::new();
    if let Some(path) = target("styles")
        && let Some(text) = part(&mut package, &path, limits, &mut damage)?
    {
        damage.extend(styles::read(&text, &path, limits, &mut styles).err());
    }
    let mut strings = Vec::new();
    if let Some(path) = target("sharedStrings")
        && let Some(text) = part(&mut package, &path, limits, &mut damage)?
    {
        damage.extend(strings::read(&text, &path, limits, &mut strings).err());
    }
    let displayed = Cell::new(DISPLAYED);
    let plain = CellStyle { indent: Some(0.0), ..CellStyle::default() };
    let mut book = Book { has_pictures: package.has_folder("xl/media/"), ..Book::default() };
    let mut read = BTreeSet::new();
    for entry in workbook.sheets {
        let relation = relations.iter().find(|relation| relation.id == entry.relation);
        // A chart or a dialogue on a sheet of its own holds no cells.
        let Some(relation) = relation.filter(|relation| relation.kind == "worksheet") else { continue };
        // Two entries for the same part are one sheet.
        if !read.insert(relation.target.as_str()) {
            continue;
        }
        let Some(text) = part(&mut package, &relation.target, limits, &mut damage)? else {
            damage.push(corrupt(format!(
                "the sheet {} is missing from the archive; download the file again",
                entry.name
            )));
            continue;
        };
        let mut taker = Taker {
            sheet: Sheet::named(entry.name, entry.is_hidden),
            styles: &styles,
            is_1904: workbook.is_1904,
            allowance,
            displayed: &displayed,
            plain: &plain,
        };
        let outcome = sheet::read(&text, &relation.target, &strings, &mut taker);
        book.sheets.push(taker.sheet);
        if let Err(error) = outcome {
            let is_end = error.kind() == ErrorKind::LimitExceeded;
            damage.push(error);
            if is_end {
                break;
            }
        }
    }
    book.damage = damage;
    Ok(book)
}

/// A part's text as far as it can be unpacked and decoded; what is wrong with the rest is added to the damage.
fn part(
    package: &mut Package<'_>,
    path: &str,
    limits: &Limits,
    damage: &mut Vec<DecodeError>,
) -> Result<Option<String>, DecodeError> {
    let Some(inflated) = package.read(path, limits.part_bytes)? else { return Ok(None) };
    let (text, wrong) = part_text(inflated.bytes);
    let wrong = wrong.map(|wrong| format!("{path} is damaged: {wrong}; download the file again"));
    damage.extend(inflated.damage.or(wrong).map(corrupt));
    Ok(Some(text))
}

fn corrupt(message: impl Into<String>) -> DecodeError {
    DecodeError::new(ErrorKind::Corrupt, message)
}

/// What the main part says.
struct Workbook {
    is_1904: bool,
    sheets: Vec<Entry>,
}

/// A sheet as the main part lists it.
struct Entry {
    name: String,
    relation: String,
    is_hidden: bool,
}

fn workbook(text: &str, path: &str, limits: &Limits) -> Result<Workbook, DecodeError> {
    let mut markup = Markup::new(text, path, limits.depth);
    let mut workbook = Workbook { is_1904: false, sheets: Vec::new() };
    loop {
        match markup.step()? {
            Step::Start(element) => match element.local() {
                "workbookPr" => {
                    workbook.is_1904 = matches!(element.value("date1904").as_deref(), Some("1" | "true"));
                }
                "sheet" => workbook.sheets.push(Entry {
                    name: element.value("name").unwrap_or_default().into_owned(),
                    relation: element.value("id").unwrap_or_default().into_owned(),
                    is_hidden: matches!(element.value("state").as_deref(), Some("hidden" | "veryHidden")),
                }),
                "extLst" => markup.skip(),
                _ => {}
            },
            Step::Eof => return Ok(workbook),
            _ => {}
        }
    }
}

/// What holds the characters of a text: `t` elements, those of phonetic hints left out.
#[derive(Default)]
struct Texts {
    text: String,
    open: bool,
    /// How deep inside a phonetic hint.
    hint: usize,
}

impl Texts {
    fn start(&mut self, local: &str) {
        if self.hint > 0 || local == "rPh" {
            self.hint += 1;
        } else {
            self.open = local == "t";
        }
    }

    fn end(&mut self) {
        self.hint = self.hint.saturating_sub(1);
        self.open = false;
    }

    fn add(&mut self, text: &str) {
        if self.open && self.hint == 0 {
            self.text.push_str(text);
        }
    }

    fn take(&mut self) -> String {
        unescaped(std::mem::take(&mut self.text))
    }
}

/// Characters that markup cannot hold are written `_x000D_`.
fn unescaped(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let code = found.get(2..6).filter(|_| found.get(6..7) == Some("_"));
        let unit = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        match unit {
            Some(c) => {
                if c != '\r' {
                    out.push(c);
                }
                rest = &found[7..];
            }
            None => {
                out.push_str("_x");
                rest = &found[2..];
            }
        }
    }
    out.push_str(rest);
    out
}
