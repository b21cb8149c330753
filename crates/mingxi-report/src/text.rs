//! The texts of the site itself, in two languages, as data.

use crate::error::ReportError;
use std::collections::BTreeMap;

/// A language of the site. What documents say is as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// 中文
    #[default]
    Chinese,
    /// English
    English,
}

const FILE: &str = include_str!("../text/ui.toml");

/// All texts: `[Chinese, English]` by their keys.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Texts(BTreeMap<String, [String; 2]>);

impl Texts {
    pub fn load() -> Result<Texts, ReportError> {
        let sections: BTreeMap<String, BTreeMap<String, [String; 2]>> =
            toml::from_str(FILE).map_err(|error| ReportError::Page(error.to_string()))?;
        let mut texts = BTreeMap::new();
        for (section, entries) in sections {
            texts.extend(entries.into_iter().map(|(key, text)| (format!("{section}.{key}"), text)));
        }
        Ok(Texts(texts))
    }

    /// For scripts, which change the language of a page.
    pub fn all(&self) -> &BTreeMap<String, [String; 2]> {
        &self.0
    }
}

/// The texts in the language that pages are written in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ui<'t> {
    pub texts: &'t Texts,
    pub language: Language,
}

impl Ui<'_> {
    /// The tag of the language.
    pub fn lang(&self) -> &'static str {
        match self.language {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        }
    }

    /// A text without markup, for titles and attributes; of an unknown key what follows its dot.
    pub fn raw(&self, key: &str) -> String {
        match self.texts.0.get(key) {
            Some([zh, en]) => if self.language == Language::Chinese { zh } else { en }.clone(),
            None => key.split_once('.').map_or(key, |(_, rest)| rest).to_owned(),
        }
    }

    /// A text as an element that scripts put into the other language.
    pub fn t(&self, key: &str) -> String {
        let text = escape(&self.raw(key));
        if self.texts.0.contains_key(key) {
            format!("<span data-t=\"{}\">{text}</span>", escape(key))
        } else {
            text
        }
    }

    /// The text of a value of a closed list.
    pub fn named(&self, section: &str, value: &str) -> String {
        self.t(&format!("{section}.{value}"))
    }

    /// The text of a value of a closed list, such as a kind of table; a dash for none.
    pub fn value(&self, section: &str, value: &Option<String>) -> String {
        value.as_deref().map_or_else(|| "—".to_owned(), |value| self.named(section, value))
    }
}

/// Text as HTML.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_there_in_both_languages() {
        let texts = Texts::load().unwrap();
        for (key, [zh, en]) in texts.all() {
            assert!(!zh.trim().is_empty() && !en.trim().is_empty(), "{key}");
            assert!(
                !en.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) || key.starts_with("lang."),
                "{key}: {en}"
            );
        }
    }

    #[test]
    fn every_key_that_pages_and_scripts_name_has_a_text() {
        let texts = Texts::load().unwrap();
        let mut used: Vec<String> = Vec::new();
        for folder in ["templates", "assets"] {
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
            for entry in std::fs::read_dir(path).unwrap() {
                let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
                for call in ["ui.t(\"", "ui.raw(\"", "MX.t(\"", "data-t-aria=\"", "data-t-placeholder=\""] {
                    used.extend(
                        text.split(call).skip(1).filter_map(|rest| Some(rest.split('"').next()?.to_owned())),
                    );
                }
            }
        }
        assert!(used.len() > 50);
        for key in used.iter().filter(|key| !key.ends_with('.') && !key.contains("{{")) {
            assert!(texts.all().contains_key(key), "{key}");
        }
        for key in crate::facts::Measures::load().unwrap().keys() {
            assert!(texts.all().contains_key(&format!("key.{key}")), "{key}");
        }
    }

    #[test]
    fn an_unknown_value_is_text() {
        let texts = Texts::load().unwrap();
        let ui = Ui { texts: &texts, language: Language::English };
        assert_eq!(ui.t("kind.<b>"), "&lt;b&gt;");
        assert_eq!(ui.value("kind", &None), "—");
        assert!(ui.t("nav.search").contains("data-t=\"nav.search\""));
    }
}
