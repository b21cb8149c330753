//! One sheet's part: rows, cells, merged ranges and what is hidden.

use super::Texts;
use crate::DecodeError;
use crate::docx::xml::{Element, Markup, Step};
use crate::excel::book::{Area, COLUMNS, ROWS, Taker, Value, parse_reference};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A cell as it is read.
#[derive(Default)]
struct Draft {
    row: u32,
    col: u32,
    style: usize,
    kind: Kind,
    value: Option<String>,
    formula: Option<String>,
    /// The number of a formula that several cells share.
    shared: Option<String>,
    is_inline: bool,
}

/// What a cell says its value is (`t`).
#[derive(Default, Clone, Copy, PartialEq)]
enum Kind {
    #[default]
    Number,
    /// A text of the table that cells share, by its place.
    Shared,
    /// A text that a formula gave.
    Computed,
    Error,
    Truth,
    /// A text, or a date written as one.
    Text,
    Unknown,
}

impl Kind {
    fn of(name: &str) -> Kind {
        match name {
            "" | "n" => Kind::Number,
            "s" => Kind::Shared,
            "str" => Kind::Computed,
            "e" => Kind::Error,
            "b" => Kind::Truth,
            "inlineStr" | "d" => Kind::Text,
            _ => Kind::Unknown,
        }
    }
}

/// Which text is read.
#[derive(Clone, Copy, PartialEq)]
enum Reading {
    Nothing,
    Value,
    Formula,
    Inline,
}

/// Reads a sheet into the taker, as far as it can be read.
///
/// # Errors
/// The part is damaged, or a limit is reached; what stands before that was taken.
pub(super) fn read(
    text: &str,
    path: &str,
    strings: &[String],
    taker: &mut Taker<'_>,
) -> Result<(), DecodeError> {
    let mut markup = Markup::new(text, path, taker.allowance.limits().depth);
    let mut cell: Option<Draft> = None;
    let mut texts = Texts::default();
    let mut formulas: BTreeMap<String, String> = BTreeMap::new();
    let mut reading = Reading::Nothing;
    let (mut depth, mut cell_depth) = (0usize, 0usize);
    let (mut next_row, mut next_col, mut row) = (0u32, 0u32, 0u32);
    loop {
        match markup.step()? {
            Step::Start(element) => {
                depth += 1;
                if let Some(draft) = &mut cell {
                    reading = inner(&element, draft, &mut texts, reading);
                    continue;
                }
                match element.local() {
                    "row" => {
                        row = one_based(&element, "r").unwrap_or(next_row);
                        (next_row, next_col) = (row.saturating_add(1), 0);
                        if is_hidden_row(&element) {
                            hide(&mut taker.sheet.hidden_rows, row, row, ROWS);
                        }
                    }
                    "c" => {
                        let place = element.value("r").and_then(|reference| parse_reference(&reference));
                        let (row, col) = place.unwrap_or((row, next_col));
                        next_col = col.saturating_add(1);
                        let style = element.number("s").and_then(|style| usize::try_from(style).ok());
                        cell = Some(Draft {
                            row,
                            col,
                            style: style.unwrap_or(0),
                            kind: Kind::of(&element.value("t").unwrap_or_default()),
                            ..Draft::default()
                        });
                        cell_depth = depth;
                    }
                    "col" => column(&element, taker),
                    "sheetView" => {
                        taker.sheet.hides_zeros |=
                            matches!(element.value("showZeros").as_deref(), Some("0" | "false"));
                    }
                    "mergeCell" => {
                        if let Some(area) = element.value("ref").and_then(|range| area(&range)) {
                            taker.merge(area)?;
                        }
                    }
                    "extLst" | "conditionalFormatting" | "dataValidations" | "legacyDrawing" => markup.skip(),
                    _ => {}
                }
            }
            Step::End => {
                if let Some(draft) = cell.take_if(|_| depth == cell_depth) {
                    take(draft, strings, &mut formulas, taker)?;
                } else if let Some(draft) = &mut cell {
                    match reading {
                        Reading::Value | Reading::Formula if depth == cell_depth + 1 => {
                            let text = texts.take();
                            if reading == Reading::Value {
                                draft.value = Some(text)
                            } else {
                                draft.formula = Some(text)
                            }
                            reading = Reading::Nothing;
                        }
                        Reading::Inline => {
                            texts.end();
                            if depth == cell_depth + 1 {
                                draft.value = Some(texts.take());
                                reading = Reading::Nothing;
                            }
                        }
                        _ => {}
                    }
                }
                depth = depth.saturating_sub(1);
            }
            Step::Text(text) => match reading {
                Reading::Nothing => {}
                Reading::Inline => texts.add(&text),
                Reading::Value | Reading::Formula => texts.text.push_str(&text),
            },
            Step::Eof => return Ok(()),
        }
    }
}

/// An element inside a cell: which text follows.
fn inner(element: &Element<'_>, cell: &mut Draft, texts: &mut Texts, reading: Reading) -> Reading {
    match (reading, element.local()) {
        (Reading::Inline, local) => {
            texts.start(local);
            Reading::Inline
        }
        (Reading::Nothing, "v") => Reading::Value,
        (Reading::Nothing, "f") => {
            cell.shared = element.value("si").map(Cow::into_owned);
            Reading::Formula
        }
        (Reading::Nothing, "is") => {
            cell.is_inline = true;
            Reading::Inline
        }
        (reading, _) => reading,
    }
}

fn take(
    cell: Draft,
    strings: &[String],
    formulas: &mut BTreeMap<String, String>,
    taker: &mut Taker<'_>,
) -> Result<(), DecodeError> {
    let Draft { row, col, style, kind, value, formula, shared, is_inline } = cell;
    let formula = match (formula, shared) {
        (Some(formula), Some(shared)) if formula.is_empty() => {
            formulas.get(&shared).cloned().or(Some(formula))
        }
        (Some(formula), Some(shared)) => {
            formulas.insert(shared, formula.clone());
            Some(formula)
        }
        (formula, _) => formula,
    };
    let typed = formula.as_deref().and_then(constant);
    let value = match (value.filter(|value| is_inline || !value.is_empty()), formula) {
        (None, Some(formula)) if kind != Kind::Computed => match typed {
            Some(number) => Some(Value::Typed(number, format!("={formula}"))),
            None => {
                // Nobody computed it: the formula itself stands there, so that the number counts as unread.
                taker.sheet.uncomputed += usize::from(!is_typed_text(&formula));
                Some(Value::Text(format!("={formula}")))
            }
        },
        (Some(text), Some(formula)) if kind == Kind::Error && text == "#NAME?" && is_typed_text(&formula) => {
            Some(Value::Text(format!("={formula}")))
        }
        (Some(text), Some(formula)) if typed.is_some() && kind == Kind::Number => {
            text.trim().parse::<f64>().ok().map(|number| Value::Typed(number, format!("={formula}")))
        }
        (None, _) => None,
        (Some(text), _) if is_inline => Some(Value::Text(text)),
        (Some(text), _) => match kind {
            Kind::Shared => {
                let shared = text.trim().parse::<usize>().ok().and_then(|at| strings.get(at));
                // A text that the table does not have is lost, and is seen to be.
                Some(Value::Text(shared.cloned().unwrap_or_else(|| "\u{fffd}".to_owned())))
            }
            Kind::Computed | Kind::Text | Kind::Error => Some(Value::Text(text)),
            Kind::Truth => Some(Value::Text(if text.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned())),
            Kind::Number | Kind::Unknown => match text.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => Some(Value::Number(number)),
                _ => Some(Value::Text(text)),
            },
        },
    };
    taker.cell(row, col, style, value)
}

/// A number that counts from 1, counted from 0.
fn one_based(element: &Element<'_>, name: &str) -> Option<u32> {
    u32::try_from(element.number(name)?).ok()?.checked_sub(1)
}

/// The value of a formula that is one number, perhaps a percentage.
pub(in crate::excel) fn constant(formula: &str) -> Option<f64> {
    let bare = formula.trim();
    let (number, percent) = bare.strip_suffix('%').map_or((bare, 1.0), |number| (number, 100.0));
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    number.parse::<f64>().ok().filter(|_| is_number).map(|number| number / percent)
}

/// Whether a formula is no formula but a text that begins with an equals sign: `=10人`.
fn is_typed_text(formula: &str) -> bool {
    formula.starts_with(|c: char| c.is_ascii_digit())
        && !formula.contains(['(', ')', '!', ':', '*', '/', '+', '$'])
}

fn is_on(value: Option<&str>) -> bool {
    matches!(value, Some("1" | "true"))
}

fn is_hidden_row(element: &Element<'_>) -> bool {
    let height = element.value("ht").and_then(|height| height.parse::<f64>().ok());
    is_on(element.value("hidden").as_deref()) || height == Some(0.0)
}

fn column(element: &Element<'_>, taker: &mut Taker<'_>) {
    let width = element.value("width").and_then(|width| width.parse::<f64>().ok());
    if !is_on(element.value("hidden").as_deref()) && width != Some(0.0) {
        return;
    }
    if let (Some(first), Some(last)) = (one_based(element, "min"), one_based(element, "max")) {
        hide(&mut taker.sheet.hidden_columns, first, last, COLUMNS);
    }
}

/// Adds to what is hidden, in one piece with what it continues.
fn hide(hidden: &mut Vec<(u32, u32)>, first: u32, last: u32, limit: u32) {
    match hidden.last_mut() {
        Some((_, end)) if end.saturating_add(1) == first => *end = last.min(limit),
        _ => hidden.push((first, last.min(limit))),
    }
}

/// The range of a reference `A1:C3`.
fn area(range: &str) -> Option<Area> {
    let (from, to) = range.split_once(':').unwrap_or((range, range));
    let ((row, col), (last_row, last_col)) = (parse_reference(from)?, parse_reference(to)?);
    Some(Area {
        row: row.min(last_row),
        col: col.min(last_col),
        last_row: row.max(last_row),
        last_col: col.max(last_col),
    })
}
