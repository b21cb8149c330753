//! Workbooks in the XML of Excel 2002 and 2003 (SpreadsheetML): one file of styles and sheets, which web systems write too,
//! often under the name .xls.

use super::book::{Area, Book, CellStyle, DISPLAYED, INDENT, Sheet, Taker, Value};
use super::display::NumberFormat;
use super::xlsx::constant;
use crate::DecodeError;
use crate::allowance::Allowance;
use crate::docx::encoding::part_text;
use crate::docx::xml::{Element, Markup, Step};
use mingxi_model::ErrorKind;
use std::cell::Cell;
use std::collections::BTreeMap;

/// Styles that one file may define; Excel allows 64,000.
const STYLES: usize = 65_000;
/// Formats that have names of their own.
const NAMED: [(&str, &str); 9] = [
    ("General Number", "General"),
    ("Fixed", "0.00"),
    ("Standard", "#,##0.00"),
    ("Percent", "0.00%"),
    ("Currency", "#,##0.00"),
    ("Euro Currency", "#,##0.00"),
    ("Short Date", "yyyy/m/d"),
    ("Long Date", "yyyy\"年\"m\"月\"d\"日\""),
    ("Medium Date", "yyyy/m/d"),
];

/// Reads a workbook, as far as it can be read.
pub(super) fn read(bytes: &[u8], allowance: &Allowance) -> Book {
    let (text, wrong) = part_text(bytes.to_vec());
    let mut reader = Reader { book: Book::default(), styles: Vec::new(), numbers: BTreeMap::new() };
    let stop = reader.read(&text, allowance).err();
    let wrong = wrong.map(|wrong| {
        DecodeError::new(ErrorKind::Corrupt, format!("the workbook is damaged: {wrong}; download it again"))
    });
    reader.book.damage.extend(stop.or(wrong));
    reader.book
}

struct Reader {
    book: Book,
    styles: Vec<CellStyle>,
    /// The number of each style by its id.
    numbers: BTreeMap<String, usize>,
}

/// What a cell says before its value is known.
#[derive(Default)]
struct Draft {
    row: u32,
    col: u32,
    style: usize,
    formula: Option<String>,
    kind: String,
    text: String,
}

impl Reader {
    fn read(&mut self, text: &str, allowance: &Allowance) -> Result<(), DecodeError> {
        let mut markup = Markup::new(text, "the workbook", allowance.limits().depth);
        let displayed = Cell::new(DISPLAYED);
        loop {
            match markup.step()? {
                Step::Start(element) => match element.local() {
                    "Style" if self.styles.len() < STYLES => self.begin_style(&element),
                    "NumberFormat" => {
                        let code = element.value("Format").unwrap_or_default();
                        let named = NAMED.iter().find(|(name, _)| *name == code);
                        if let Some(style) = self.styles.last_mut() {
                            style.format = NumberFormat::parse(named.map_or(&*code, |(_, code)| code));
                        }
                    }
                    "Alignment" => {
                        if let Some(style) = self.styles.last_mut() {
                            align(&element, style);
                        }
                    }
                    "Border" => {
                        let is_beside =
                            matches!(element.value("Position").as_deref(), Some("Left" | "Right"));
                        if let Some(style) = self.styles.last_mut().filter(|_| is_beside) {
                            style.is_boxed = true;
                        }
                    }
                    "Worksheet" => {
                        let name = element.value("Name").unwrap_or_default().into_owned();
                        let plain = CellStyle { indent: Some(0.0), ..CellStyle::default() };
                        let mut taker = Taker {
                            sheet: Sheet::named(name, false),
                            styles: &self.styles,
                            is_1904: false,
                            allowance,
                            displayed: &displayed,
                            plain: &plain,
                        };
                        let outcome = sheet(&mut markup, &self.numbers, &mut taker);
                        self.book.sheets.push(taker.sheet);
                        outcome?;
                    }
                    _ => {}
                },
                Step::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn begin_style(&mut self, element: &Element<'_>) {
        let parent = element.value("Parent").and_then(|parent| self.numbers.get(&*parent).copied());
        let base = parent.and_then(|parent| self.styles.get(parent).cloned());
        let id = element.value("ID").unwrap_or_default().into_owned();
        self.numbers.insert(id, self.styles.len());
        self.styles.push(base.unwrap_or(CellStyle { indent: Some(0.0), ..CellStyle::default() }));
    }
}

fn align(element: &Element<'_>, style: &mut CellStyle) {
    let steps = element.number("Indent").unwrap_or(0).clamp(0, 250) as f32;
    match element.value("Horizontal").as_deref() {
        Some("Center" | "CenterAcrossSelection" | "Distributed") => {
            (style.indent, style.is_centred) = (None, true)
        }
        Some("Right") => style.indent = None,
        _ => style.indent = Some(steps * INDENT),
    }
}

/// A number that counts from 1, counted from 0.
fn index(element: &Element<'_>) -> Option<u32> {
    u32::try_from(element.number("Index")?).ok()?.checked_sub(1)
}

/// How many more an element stands for.
fn more(element: &Element<'_>, name: &str) -> u32 {
    element.number(name).and_then(|count| u32::try_from(count).ok()).unwrap_or(0)
}

/// Reads a sheet to the end of its element.
fn sheet(
    markup: &mut Markup<'_>,
    numbers: &BTreeMap<String, usize>,
    taker: &mut Taker<'_>,
) -> Result<(), DecodeError> {
    let (mut row, mut next_row, mut next_col, mut next_column) = (0u32, 0u32, 0u32, 0u32);
    let mut cell: Option<Draft> = None;
    let (mut is_data, mut is_visibility) = (0usize, false);
    let mut depth = 1usize;
    loop {
        match markup.step()? {
            Step::Start(element) => {
                depth += 1;
                is_data += usize::from(is_data > 0);
                let is_hidden = element.value("Hidden").as_deref() == Some("1");
                match element.local() {
                    "Comment" | "PivotTable" | "ConditionalFormatting" | "DataValidation" => {
                        markup.skip();
                        depth -= 1;
                    }
                    "Column" => {
                        let first = index(&element).unwrap_or(next_column);
                        let last = first.saturating_add(more(&element, "Span"));
                        next_column = last.saturating_add(1);
                        if is_hidden {
                            taker.sheet.hidden_columns.push((first, last));
                        }
                    }
                    "Row" => {
                        row = index(&element).unwrap_or(next_row);
                        let last = row.saturating_add(more(&element, "Span"));
                        (next_row, next_col) = (last.saturating_add(1), 0);
                        if is_hidden || element.value("Height").as_deref() == Some("0") {
                            taker.sheet.hidden_rows.push((row, last));
                        }
                    }
                    "Cell" if cell.is_none() => {
                        let col = index(&element).unwrap_or(next_col);
                        let (right, down) = (more(&element, "MergeAcross"), more(&element, "MergeDown"));
                        next_col = col.saturating_add(right).saturating_add(1);
                        let (last_row, last_col) = (row.saturating_add(down), col.saturating_add(right));
                        taker.merge(Area { row, col, last_row, last_col })?;
                        let style = element.value("StyleID").and_then(|id| numbers.get(&*id).copied());
                        cell = Some(Draft {
                            row,
                            col,
                            style: style.unwrap_or(usize::MAX),
                            formula: element.value("Formula").map(std::borrow::Cow::into_owned),
                            ..Draft::default()
                        });
                    }
                    "Data" if is_data == 0 => {
                        if let Some(draft) = &mut cell {
                            draft.kind = element.value("Type").unwrap_or_default().into_owned();
                            is_data = 1;
                        }
                    }
                    "Visible" => is_visibility = true,
                    _ => {}
                }
            }
            Step::Text(text) => {
                if is_data > 0
                    && let Some(draft) = &mut cell
                {
                    draft.text.push_str(&text);
                }
                taker.sheet.is_hidden |= is_visibility && text.contains("Hidden");
            }
            Step::End => {
                depth -= 1;
                is_visibility = false;
                if is_data > 0 {
                    is_data -= 1;
                } else if let Some(draft) = cell.take() {
                    take(draft, taker)?;
                }
                if depth == 0 {
                    return Ok(());
                }
            }
            Step::Eof => return Ok(()),
        }
    }
}

fn take(draft: Draft, taker: &mut Taker<'_>) -> Result<(), DecodeError> {
    let Draft { row, col, style, formula, kind, text } = draft;
    let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    let typed =
        formula.filter(|formula| formula.strip_prefix('=').is_some_and(|rest| constant(rest).is_some()));
    let value = match (kind.as_str(), number) {
        _ if text.is_empty() => None,
        ("Number", Some(number)) => Some(match typed {
            Some(formula) => Value::Typed(number, formula),
            None => Value::Number(number),
        }),
        ("Boolean", _) => Some(Value::Text(if text.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned())),
        // A moment at midnight is a day.
        ("DateTime", _) => Some(Value::Text(text.split("T00:00:00").next().unwrap_or_default().to_owned())),
        _ => Some(Value::Text(text)),
    };
    taker.cell(row, col, style, value)
}
