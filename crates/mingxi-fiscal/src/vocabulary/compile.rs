//! Patterns of vocabulary files, compiled; a mistake names its file and line.

use super::layer::{Layer, Text};
use crate::VocabularyError;
use mingxi_model::LazyRegex;
use regex_syntax::ast::parse::Parser;

/// One pattern, matched anywhere in a text.
pub(super) fn found(layer: &Layer, pattern: &Text) -> Result<LazyRegex, VocabularyError> {
    let text = pattern.get_ref();
    if text.trim().is_empty() {
        return Err(layer.error(pattern, "an empty pattern would match everything"));
    }
    if layer.is_vouched {
        return Ok(LazyRegex::vouched(text.clone()));
    }
    LazyRegex::compiled(text).map_err(|error| {
        let message = error.to_string();
        let reason = message.lines().last().unwrap_or_default().trim_start_matches("error: ");
        layer.error(pattern, format!("`{text}` is no regular expression: {reason}"))
    })
}

/// Patterns, each matched anywhere in a text.
pub(super) fn each(layer: &Layer, patterns: &[Text]) -> Result<Vec<LazyRegex>, VocabularyError> {
    patterns.iter().map(|pattern| found(layer, pattern)).collect()
}

/// One pattern that matches a whole text if any of the alternatives does; of none, it matches no text.
pub(super) fn whole<'a>(
    patterns: impl IntoIterator<Item = (&'a Layer<'a>, &'a Text)>,
) -> Result<LazyRegex, VocabularyError> {
    anchored("^", patterns, "$")
}

/// One pattern that matches a whole text if any of the alternatives does, or all but a unit of money in brackets behind
/// it: 合计（万元）, 金额（单位：元）.
pub(super) fn whole_with_unit<'a>(
    patterns: impl IntoIterator<Item = (&'a Layer<'a>, &'a Text)>,
) -> Result<LazyRegex, VocabularyError> {
    anchored("^", patterns, r"(?:\((?:单位:)?(?:百万|亿|万|千)?元\))?$")
}

/// One pattern that matches the start of a text if any of the alternatives does.
pub(super) fn starting<'a>(
    patterns: impl IntoIterator<Item = (&'a Layer<'a>, &'a Text)>,
) -> Result<LazyRegex, VocabularyError> {
    anchored("^", patterns, "")
}

/// One pattern that matches the end of a text if any of the alternatives does.
pub(super) fn ending<'a>(
    patterns: impl IntoIterator<Item = (&'a Layer<'a>, &'a Text)>,
) -> Result<LazyRegex, VocabularyError> {
    anchored("", patterns, "$")
}

fn anchored<'a>(
    start: &str,
    patterns: impl IntoIterator<Item = (&'a Layer<'a>, &'a Text)>,
    end: &str,
) -> Result<LazyRegex, VocabularyError> {
    let patterns: Vec<(&Layer, &Text)> = patterns.into_iter().collect();
    let Some((layer, last)) = patterns.last() else {
        // A class without a member matches nothing.
        return Ok(LazyRegex::vouched(r"[^\s\S]".to_owned()));
    };
    let alternatives: Vec<&str> = patterns.iter().map(|(_, pattern)| pattern.get_ref().as_str()).collect();
    let joined = format!("{start}(?:{}){end}", alternatives.join("|"));
    if patterns.iter().all(|(layer, _)| layer.is_vouched) {
        return Ok(LazyRegex::vouched(joined));
    }
    // A bracket that one pattern leaves open another one could close, so each is parsed alone; to compile each as well
    // would cost most of a program's start.
    let is_whole = |text: &str| !text.trim().is_empty() && Parser::new().parse(text).is_ok();
    for (layer, pattern) in patterns.iter().filter(|(_, pattern)| !is_whole(pattern.get_ref())) {
        found(layer, pattern)?;
    }
    LazyRegex::compiled(&joined).map_err(|error| {
        let culprit = patterns.iter().find_map(|(layer, pattern)| found(layer, pattern).err());
        culprit.unwrap_or_else(|| layer.error(last, format!("the patterns together are too large: {error}")))
    })
}

/// [`whole`] over the patterns of one entry.
pub(super) fn whole_of(layer: &Layer, patterns: &[Text]) -> Result<LazyRegex, VocabularyError> {
    whole(patterns.iter().map(|pattern| (layer, pattern)))
}

/// [`whole_of`] over an entry that must have a pattern; `entry` is a text of it, for its line.
pub(super) fn filled(layer: &Layer, entry: &Text, patterns: &[Text]) -> Result<LazyRegex, VocabularyError> {
    if patterns.is_empty() {
        return Err(layer.error(entry, format!("`{}` has no pattern", entry.get_ref())));
    }
    whole_of(layer, patterns)
}

/// A name out of a closed list.
pub(super) fn known<T>(
    layer: &Layer,
    name: &Text,
    what: &str,
    from_name: impl Fn(&str) -> Option<T>,
) -> Result<T, VocabularyError> {
    from_name(name.get_ref())
        .ok_or_else(|| layer.error(name, format!("`{}` is no {what} of the data contract", name.get_ref())))
}
