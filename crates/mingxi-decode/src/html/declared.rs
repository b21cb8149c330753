//! What declarations of style say, as far as it decides what of a page is seen and where its text begins.

/// Points in a pixel, in the usual size of text (五号), in a half of it.
const PIXEL: f32 = 0.75;
const EM: f32 = 10.5;
/// From here on a text is moved out of the page, in points.
const FAR_OUT: f32 = -300.0;

/// How an element takes part in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Display {
    None,
    Inline,
    /// A box of its own on a line with others.
    Beside,
    Block,
    /// Its children stand beside one another, each a block.
    Flex,
    Table,
    RowGroup,
    Row,
    Cell,
}

/// What a set of declarations says; `None` where it says nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Declared {
    pub(super) display: Option<Display>,
    pub(super) is_visible: Option<bool>,
    pub(super) is_clipped: Option<bool>,
    pub(super) is_transparent: Option<bool>,
    pub(super) is_tiny: Option<bool>,
    pub(super) is_placed: Option<bool>,
    /// What stands in it is set from the right to the left.
    pub(super) is_reversed: Option<bool>,
    pub(super) is_floating: Option<bool>,
    pub(super) left: Option<f32>,
    pub(super) top: Option<f32>,
    /// How far its lower edge stands above that of what holds it.
    pub(super) bottom: Option<f32>,
    /// Size of text, in points.
    pub(super) size: Option<f32>,
    /// By how much a transformation scales it.
    pub(super) scale: Option<f32>,
    pub(super) has_border: Option<bool>,
    /// It has a ground of its own.
    pub(super) is_painted: Option<bool>,
    pub(super) width: Option<f32>,
    pub(super) height: Option<f32>,
    pub(super) text_indent: Option<f32>,
    pub(super) padding: Option<f32>,
    pub(super) margin: Option<f32>,
    /// Set from the left.
    pub(super) is_left: Option<bool>,
    pub(super) keeps_space: Option<bool>,
    pub(super) is_struck: Option<bool>,
    /// Word's note, comment, header or footer.
    pub(super) is_apart: Option<bool>,
    pub(super) outline: Option<u8>,
}

impl Declared {
    /// What is said here, else what was said before.
    pub(super) fn over(self, below: Declared) -> Declared {
        Declared {
            display: self.display.or(below.display),
            is_visible: self.is_visible.or(below.is_visible),
            is_clipped: self.is_clipped.or(below.is_clipped),
            is_transparent: self.is_transparent.or(below.is_transparent),
            is_tiny: self.is_tiny.or(below.is_tiny),
            is_reversed: self.is_reversed.or(below.is_reversed),
            is_placed: self.is_placed.or(below.is_placed),
            is_floating: self.is_floating.or(below.is_floating),
            left: self.left.or(below.left),
            top: self.top.or(below.top),
            bottom: self.bottom.or(below.bottom),
            size: self.size.or(below.size),
            scale: self.scale.or(below.scale),
            has_border: self.has_border.or(below.has_border),
            is_painted: self.is_painted.or(below.is_painted),
            width: self.width.or(below.width),
            height: self.height.or(below.height),
            text_indent: self.text_indent.or(below.text_indent),
            padding: self.padding.or(below.padding),
            margin: self.margin.or(below.margin),
            is_left: self.is_left.or(below.is_left),
            keeps_space: self.keeps_space.or(below.keeps_space),
            is_struck: self.is_struck.or(below.is_struck),
            is_apart: self.is_apart.or(below.is_apart),
            outline: self.outline.or(below.outline),
        }
    }

    /// Whether an element of this style has no room in which anything could be seen, or stands where nobody looks.
    pub(super) fn is_unseen(&self) -> bool {
        let is_zero = |length: Option<f32>| length.is_some_and(|length| length <= 0.0);
        let no_room = self.is_clipped == Some(true) && (is_zero(self.width) || is_zero(self.height));
        let is_out = |at: Option<f32>| at.is_some_and(|at| at < FAR_OUT);
        let moved_out = self.is_placed == Some(true) && (is_out(self.left) || is_out(self.top));
        self.display == Some(Display::None)
            || self.is_transparent == Some(true)
            || no_room
            || moved_out
            || is_out(self.text_indent)
    }
}

/// Reads declarations (`display:none; width:0`): what they say, and what they say with `!important`.
pub(super) fn declarations(text: &str) -> (Declared, Declared) {
    let (mut usual, mut important) = (Declared::default(), Declared::default());
    for entry in entries(text) {
        let Some((property, value)) = entry.split_once(':') else { continue };
        let (property, value) = (property.trim().to_ascii_lowercase(), value.trim().to_ascii_lowercase());
        match value.strip_suffix("!important") {
            Some(value) => declare(&property, value.trim(), &mut important),
            None => declare(&property, &value, &mut usual),
        }
    }
    (usual, important)
}

/// The declarations of a block, parted at semicolons outside of quotes and brackets.
fn entries(text: &str) -> impl Iterator<Item = &str> {
    let mut quote = None;
    let mut depth = 0usize;
    text.split(move |c: char| {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, ';') => return depth == 0,
            _ => {}
        }
        false
    })
}

fn declare(property: &str, value: &str, into: &mut Declared) {
    let first = value.split_whitespace().next().unwrap_or_default();
    match property {
        "display" => into.display = display(value).or(into.display),
        "flex-direction" | "flex-flow" => into.is_reversed = Some(value.contains("row-reverse")),
        "visibility" => into.is_visible = Some(!matches!(first, "hidden" | "collapse")),
        "overflow" | "overflow-x" | "overflow-y" => {
            into.is_clipped = Some(matches!(first, "hidden" | "clip"));
        }
        "opacity" => into.is_transparent = first.parse().ok().map(|share: f32| share <= 0.01),
        "font-size" => {
            let size = length(first);
            into.is_tiny = size.map(|size| size < 1.0).or(into.is_tiny);
            into.size = size.filter(|size| *size > 0.0).or(into.size);
        }
        "position" => into.is_placed = Some(matches!(first, "absolute" | "fixed")),
        "float" => into.is_floating = Some(matches!(first, "left" | "right")),
        "left" => into.left = length(first),
        "top" => into.top = length(first),
        "bottom" => into.bottom = length(first),
        "transform" | "-webkit-transform" => into.scale = scale(value).or(into.scale),
        "border" => into.has_border = Some(!matches!(first, "none" | "0" | "0px")),
        "background" | "background-color" => into.is_painted = Some(!matches!(first, "none" | "transparent")),
        "width" | "max-width" => into.width = length(first).or(into.width),
        "height" | "max-height" => into.height = length(first).or(into.height),
        "text-indent" => into.text_indent = length(first).or(into.text_indent),
        "padding-left" => into.padding = length(first).or(into.padding),
        "padding" => into.padding = length(left_of(value)).or(into.padding),
        "margin-left" => into.margin = length(first).or(into.margin),
        "margin" => into.margin = length(left_of(value)).or(into.margin),
        "text-align" => {
            into.is_left = Some(!matches!(first, "center" | "right" | "end" | "-webkit-center"));
        }
        "white-space" => into.keeps_space = Some(matches!(first, "pre" | "pre-wrap" | "break-spaces")),
        "text-decoration" | "text-decoration-line" => {
            into.is_struck = Some(value.contains("line-through"));
        }
        "mso-hide" if first == "all" => into.display = Some(Display::None),
        "mso-element" => {
            let apart = ["header", "footer", "footnote", "endnote", "comment"];
            into.is_apart = Some(apart.iter().any(|kind| first.starts_with(kind)));
        }
        "mso-outline-level" => into.outline = first.parse().ok().filter(|level| (1..=9).contains(level)),
        _ => {}
    }
}

fn display(value: &str) -> Option<Display> {
    Some(match value.split_whitespace().next()? {
        "none" => Display::None,
        "block" | "list-item" | "flow-root" => Display::Block,
        "flex" | "inline-flex" | "grid" | "inline-grid" | "-webkit-box" | "-webkit-flex" => Display::Flex,
        "table" | "inline-table" => Display::Table,
        "table-row-group" | "table-header-group" | "table-footer-group" => Display::RowGroup,
        "table-row" => Display::Row,
        "table-cell" => Display::Cell,
        "table-caption" => Display::Block,
        "inline-block" => Display::Beside,
        "inline" | "contents" => Display::Inline,
        _ => return None,
    })
}

/// By how much `matrix(a, b, …)` or `scale(a)` scales along a line.
fn scale(value: &str) -> Option<f32> {
    let inner = value.strip_prefix("matrix(").or_else(|| value.strip_prefix("scale("))?;
    let first: f32 = inner.split([',', ')', ' ']).next()?.trim().parse().ok()?;
    (first.is_finite() && first > 0.0).then_some(first)
}

/// The left one of one to four sides.
fn left_of(value: &str) -> &str {
    let sides: Vec<&str> = value.split_whitespace().take(5).collect();
    match sides[..] {
        [all] => all,
        [_, sides] | [_, sides, _] => sides,
        [_, _, _, left] => left,
        _ => "",
    }
}

/// A length in points; `None` where it depends on something else.
pub(super) fn length(value: &str) -> Option<f32> {
    let unit_at =
        value.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))).unwrap_or(value.len());
    let (number, unit) = value.split_at(unit_at);
    let number: f32 = number.parse().ok().filter(|number: &f32| number.is_finite())?;
    let points = match unit {
        "px" => PIXEL,
        "" if number == 0.0 => 0.0,
        // Browsers take bare numbers for pixels where a page follows no standard.
        "" => PIXEL,
        "pt" => 1.0,
        "em" | "rem" | "ic" => EM,
        "ch" | "ex" => EM / 2.0,
        "mm" => 72.0 / 25.4,
        "cm" => 72.0 / 2.54,
        "in" => 72.0,
        "pc" => 12.0,
        "%" if number == 0.0 => 0.0,
        _ => return None,
    };
    Some(number * points)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_points() {
        assert_eq!(length("20px"), Some(15.0));
        assert_eq!(length("2em"), Some(21.0));
        assert_eq!(length("-9999px"), Some(-7499.25));
        assert_eq!(
            (length("0"), length("0%"), length("50%"), length("auto")),
            (Some(0.0), Some(0.0), None, None)
        );
    }

    #[test]
    fn declarations_are_read_around_quotes_and_brackets() {
        let text = "background:url(data:image/png;base64,display:none;);mso-number-format:\"a;display:none\"; text-indent:21.0pt";
        let (declared, _) = declarations(text);
        assert_eq!((declared.display, declared.text_indent), (None, Some(21.0)));
        let (usual, important) =
            declarations("display:block;display:none !important;padding:1px 2px 3px 24px");
        assert_eq!((usual.display, important.display), (Some(Display::Block), Some(Display::None)));
        assert_eq!(usual.padding, Some(18.0));
    }

    #[test]
    fn what_has_no_room_or_stands_outside_is_unseen() {
        let unseen = |text: &str| declarations(text).0.is_unseen();
        assert!(unseen("display:none"));
        assert!(unseen("height:0;overflow:hidden"));
        assert!(unseen("position:absolute;left:-9999px"));
        assert!(unseen("text-indent:-9999px"));
        assert!(!unseen("height:0"));
        assert!(!unseen("text-indent:-21pt"));
    }
}
