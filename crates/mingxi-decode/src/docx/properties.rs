//! Properties of runs and paragraphs as elements state them: look, shading, indentation.

use super::xml::Element;
use crate::word::indent::{HUNDREDTH, Indent, TWIPS};
use crate::word::look::{Colour, Ground, Look, TINY, WHITE};

/// Takes in a run property.
pub(super) fn read_look(look: &mut Look, element: &Element<'_>) {
    match element.local() {
        "strike" | "dstrike" => look.strike = Some(look.strike == Some(true) || element.is_on()),
        "color" => {
            let is_theme = matches!(element.value("themeColor").as_deref(), Some("background1" | "light1"));
            let is_plain = element.value("themeShade").is_none();
            let value = element.value("val").unwrap_or_default();
            look.ink = Some(if is_theme && is_plain { Some(WHITE) } else { colour(&value) });
        }
        "sz" => look.is_tiny = Some(element.number("val").is_some_and(|size| size <= TINY)),
        "vertAlign" => {
            let value = element.value("val");
            look.is_raised = Some(matches!(value.as_deref(), Some("superscript" | "subscript")));
        }
        // Raised by hand, in half points.
        "position" => look.is_raised = Some(element.number("val").is_some_and(|by| by >= 3)),
        "shd" | "highlight" => look.ground = ground(element),
        _ => {}
    }
}

/// What a shading (`w:shd`) or highlight paints.
pub(super) fn ground(element: &Element<'_>) -> Ground {
    let fill =
        element.value("fill").or_else(|| element.value("val").filter(|_| element.local() == "highlight"));
    let pattern = element.value("val").filter(|_| element.local() == "shd");
    let is_pattern = pattern.is_some_and(|pattern| !matches!(&*pattern, "clear" | "nil"));
    match fill.as_deref() {
        _ if is_pattern || element.value("themeFill").is_some() => Ground::Other,
        None | Some("auto" | "none") => Ground::None,
        Some(fill) => colour(fill).map_or(Ground::Other, Ground::Plain),
    }
}

/// A colour as hexadecimal digits, or by the name of a highlight.
fn colour(value: &str) -> Option<Colour> {
    let named = [("white", WHITE), ("black", [0; 3]), ("yellow", [0xff, 0xff, 0]), ("red", [0xff, 0, 0])];
    if let Some((_, colour)) = named.iter().find(|(name, _)| *name == value) {
        return Some(*colour);
    }
    let part = |at: usize| u8::from_str_radix(value.get(2 * at..2 * at + 2)?, 16).ok();
    (value.len() == 6).then(|| Some([part(0)?, part(1)?, part(2)?]))?
}

/// Takes in a property of a paragraph: `w:ind`, `w:jc`.
pub(super) fn read_indent(indent: &mut Indent, element: &Element<'_>) {
    match element.local() {
        "ind" => {
            let points = |name: &str, unit: f32| {
                element.value(name)?.parse::<f32>().ok().filter(|v| v.is_finite()).map(|v| v * unit)
            };
            let twips = |name: &str| points(name, 1.0 / TWIPS);
            let characters = |name: &str| points(name, HUNDREDTH);
            let left = characters("leftChars").filter(|v| *v != 0.0);
            indent.left = left.or_else(|| twips("left")).or_else(|| twips("start")).or(indent.left);
            let first = characters("firstLineChars").filter(|v| *v != 0.0).or_else(|| twips("firstLine"));
            let hanging = || twips("hanging").map(|points| -points);
            indent.first_line = first.or_else(hanging).or(indent.first_line);
        }
        "jc" => {
            indent.centred = Some(matches!(
                element.value("val").as_deref(),
                Some("center" | "right" | "end" | "distribute")
            ));
        }
        _ => {}
    }
}
