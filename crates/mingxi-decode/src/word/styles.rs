//! Styles (样式): what of them bears on the text — hidden, heading level, numbering.

use super::indent::Indent;
use super::look::Look;
use std::collections::BTreeMap;

/// The longest chain of styles that are based on one another; Word allows far fewer.
const CHAIN: usize = 64;
/// Styles that one file may define; Word allows 4,079.
pub(crate) const STYLES: usize = 20_000;

/// What a style says, with what it inherits.
#[derive(Debug, Clone, Default)]
pub(crate) struct Style {
    /// Whether the text is hidden (隐藏文字).
    pub(crate) hidden: Option<bool>,
    /// How runs look.
    pub(crate) look: Look,
    /// A style of tables that shades cells.
    pub(crate) shades: bool,
    /// Outline level as stored, 0 = top, 9 = body text.
    pub(crate) outline: Option<i64>,
    /// Indentation and centring.
    pub(crate) indent: Indent,
    /// The list.
    pub(crate) list: Option<String>,
    /// The level in the list.
    pub(crate) level: Option<i64>,
    /// The style that names the list: list levels refer to it.
    pub(crate) numbered_by: Option<String>,
    /// The style it is based on, by name.
    pub(crate) based_on: Option<String>,
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    hidden_by_default: bool,
    styles: BTreeMap<String, Style>,
    default_paragraph: Style,
    default_character: Style,
}

impl Styles {
    /// The styles of a file with what they inherit, the ids of its default paragraph and character styles, and whether
    /// its text is hidden unless something says otherwise.
    pub(crate) fn new(
        styles: BTreeMap<String, Style>,
        defaults: (Option<String>, Option<String>),
        hidden_by_default: bool,
    ) -> Styles {
        let mut styles = Styles { styles, hidden_by_default, ..Styles::default() };
        let own: Vec<(String, Style)> =
            styles.styles.keys().map(|id| (id.clone(), styles.inherited(id))).collect();
        styles.styles = own.into_iter().collect();
        let named =
            |id: Option<String>| id.and_then(|id| styles.styles.get(&id).cloned()).unwrap_or_default();
        let (paragraph, character) = (named(defaults.0), named(defaults.1));
        styles.default_paragraph = paragraph;
        styles.default_character = character;
        styles
    }

    /// The paragraph style of that name, or the default one.
    pub(crate) fn paragraph(&self, id: Option<&str>) -> &Style {
        id.and_then(|id| self.styles.get(id)).unwrap_or(&self.default_paragraph)
    }

    /// The style of that name, if there is one.
    pub(crate) fn named(&self, id: &str) -> Option<&Style> {
        self.styles.get(id)
    }

    /// Whether a run is hidden. Between styles the property toggles (ECMA-376 17.7.3): on in an odd number of
    /// paragraph and character style means on. Direct formatting says it outright.
    pub(crate) fn is_hidden(&self, paragraph: &Style, character: Option<&str>, direct: Option<bool>) -> bool {
        let character = character.and_then(|id| self.styles.get(id)).unwrap_or(&self.default_character);
        let styled = paragraph.hidden.unwrap_or(false) ^ character.hidden.unwrap_or(false);
        direct.unwrap_or(self.hidden_by_default || styled)
    }

    /// How a run looks: by direct formatting, by its character style, by its paragraph's style.
    pub(crate) fn look(&self, paragraph: &Style, character: Option<&str>, direct: Look) -> Look {
        let character = character.and_then(|id| self.styles.get(id)).unwrap_or(&self.default_character);
        direct.over(character.look).over(paragraph.look)
    }

    /// A style with what the styles it is based on say where it says nothing.
    fn inherited(&self, id: &str) -> Style {
        let mut result = self.styles.get(id).cloned().unwrap_or_default();
        let mut base = result.based_on.clone();
        for _ in 0..CHAIN {
            let Some(parent) = base.as_deref().and_then(|id| self.styles.get(id)) else {
                break;
            };
            result.hidden = result.hidden.or(parent.hidden);
            result.look = result.look.over(parent.look);
            result.shades |= parent.shades;
            result.outline = result.outline.or(parent.outline);
            result.indent = result.indent.over(parent.indent);
            result.level = result.level.or(parent.level);
            if result.list.is_none() && parent.list.is_some() {
                result.list.clone_from(&parent.list);
                result.numbered_by.clone_from(&parent.numbered_by);
            }
            base.clone_from(&parent.based_on);
        }
        result
    }
}
