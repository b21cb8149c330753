//! The styles of cells (`xl/styles.xml`): number format, alignment and borders.

use crate::docx::xml::{Element, Markup, Step};
use crate::excel::book::{CellStyle, INDENT};
use crate::excel::display::{NumberFormat, builtin};
use crate::{DecodeError, Limits};
use std::collections::BTreeMap;

/// Which sides of a cell have a border.
#[derive(Default, Clone, Copy)]
struct Border {
    is_beside: bool,
    is_above: bool,
    is_below: bool,
}

/// Reads the styles that cells name by their number, as far as they can be read.
///
/// # Errors
/// The part is damaged; the styles up to there were read.
pub(super) fn read(
    text: &str,
    path: &str,
    limits: &Limits,
    styles: &mut Vec<CellStyle>,
) -> Result<(), DecodeError> {
    let mut markup = Markup::new(text, path, limits.depth);
    let mut formats: BTreeMap<u16, NumberFormat> = BTreeMap::new();
    let mut borders: Vec<Border> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    loop {
        match markup.step()? {
            Step::Start(element) => {
                let local = element.local().to_owned();
                let parent = open.last().map_or("", String::as_str);
                match local.as_str() {
                    "extLst" | "dxfs" => {
                        markup.skip();
                        open.push(local);
                        continue;
                    }
                    "numFmt" => {
                        let id = element.number("numFmtId").and_then(|id| u16::try_from(id).ok());
                        let code = element.value("formatCode").unwrap_or_default();
                        formats.extend(id.map(|id| (id, NumberFormat::parse(&code))));
                    }
                    "border" => borders.push(Border::default()),
                    "left" | "start" | "right" | "end" | "top" | "bottom" if parent == "border" => {
                        side(&element, borders.last_mut());
                    }
                    "xf" if parent == "cellXfs" => styles.push(style(&element, &mut formats, &borders)),
                    "alignment" if open.iter().any(|name| name == "cellXfs") => {
                        if let Some(style) = styles.last_mut() {
                            align(&element, style);
                        }
                    }
                    _ => {}
                }
                open.push(local);
            }
            Step::End => {
                open.pop();
            }
            Step::Text(_) => {}
            Step::Eof => return Ok(()),
        }
    }
}

fn side(element: &Element<'_>, border: Option<&mut Border>) {
    let is_drawn = element.value("style").is_some_and(|style| style != "none");
    let Some(border) = border.filter(|_| is_drawn) else { return };
    match element.local() {
        "top" => border.is_above = true,
        "bottom" => border.is_below = true,
        _ => border.is_beside = true,
    }
}

fn style(element: &Element<'_>, formats: &mut BTreeMap<u16, NumberFormat>, borders: &[Border]) -> CellStyle {
    let id = element.number("numFmtId").and_then(|id| u16::try_from(id).ok()).unwrap_or(0);
    let format = formats.entry(id).or_insert_with(|| NumberFormat::parse(builtin(id))).clone();
    let border = element.number("borderId").and_then(|at| usize::try_from(at).ok());
    let border = border.and_then(|at| borders.get(at)).copied().unwrap_or_default();
    CellStyle {
        format,
        indent: Some(0.0),
        is_centred: false,
        is_boxed: border.is_beside || (border.is_above && border.is_below),
    }
}

fn align(element: &Element<'_>, style: &mut CellStyle) {
    let horizontal = element.value("horizontal");
    style.is_centred = matches!(horizontal.as_deref(), Some("center" | "centerContinuous" | "distributed"));
    let is_from_left = matches!(horizontal.as_deref(), None | Some("general" | "left" | "fill" | "justify"));
    let steps = element.number("indent").unwrap_or(0).clamp(0, 250);
    style.indent = is_from_left.then_some(steps as f32 * INDENT);
}
