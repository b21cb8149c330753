//! Indentation of a paragraph (`w:ind`) and whether it is centred (`w:jc`).

use super::xml::Element;

/// A twentieth of a point is Word's unit of length.
const TWIPS: f32 = 20.0;
/// A hundredth of a character, in points, for indentation stated in characters: 五号.
const HUNDREDTH: f32 = 0.105;

/// What a paragraph or its style says; `None` where it says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Indent {
    left: Option<f32>,
    first_line: Option<f32>,
    centred: Option<bool>,
}

impl Indent {
    /// Takes in a property of a paragraph.
    pub(super) fn read(&mut self, element: &Element<'_>) {
        match element.local() {
            "ind" => {
                let points = |name: &str, unit: f32| {
                    element.value(name)?.parse::<f32>().ok().filter(|v| v.is_finite()).map(|v| v * unit)
                };
                let twips = |name: &str| points(name, 1.0 / TWIPS);
                let characters = |name: &str| points(name, HUNDREDTH);
                let left = characters("leftChars").filter(|v| *v != 0.0);
                self.left = left.or_else(|| twips("left")).or_else(|| twips("start")).or(self.left);
                let first = characters("firstLineChars").filter(|v| *v != 0.0).or_else(|| twips("firstLine"));
                let hanging = || twips("hanging").map(|points| -points);
                self.first_line = first.or_else(hanging).or(self.first_line);
            }
            "jc" => {
                self.centred = Some(matches!(
                    element.value("val").as_deref(),
                    Some("center" | "right" | "end" | "distribute")
                ));
            }
            _ => {}
        }
    }

    /// What is said here, else what is said above (by a style).
    pub(super) fn over(self, above: Indent) -> Indent {
        Indent {
            left: self.left.or(above.left),
            first_line: self.first_line.or(above.first_line),
            centred: self.centred.or(above.centred),
        }
    }

    /// Where the first line begins, in points from the cell's text edge; `None` for text that is not set from
    /// the left.
    pub(super) fn points(self) -> Option<f32> {
        (self.centred != Some(true)).then(|| self.left.unwrap_or(0.0) + self.first_line.unwrap_or(0.0))
    }
}
