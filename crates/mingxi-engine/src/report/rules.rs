//! The documentation of the rules: their doc comments, for `mingxi explain` and for `schemas/RULES.md`.

use std::fmt::Write;

/// A rule as it is documented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Stable name.
    pub id: &'static str,
    /// Name in Chinese.
    pub name_zh: &'static str,
    /// What it states, why, and an example, as Markdown.
    pub doc: &'static str,
    /// Whether it can prove a number, or only contradict one.
    pub is_equality: bool,
}

/// Every rule, in the order in which they are evaluated.
pub fn rules() -> impl Iterator<Item = Rule> {
    mingxi_audit::rules().iter().map(|rule| Rule {
        id: rule.id,
        name_zh: rule.name_zh,
        doc: rule.doc,
        is_equality: rule.is_equality,
    })
}

/// The rule of a name, Chinese or stable.
pub fn rule(name: &str) -> Option<Rule> {
    rules().find(|rule| rule.id == name || rule.name_zh == name)
}

impl Rule {
    /// The documentation as text: the doc comment without the space that comments have at the start of lines.
    pub fn text(&self) -> String {
        let lines = self.doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end());
        let mut text = lines.collect::<Vec<_>>().join("\n");
        text.truncate(text.trim_end().len());
        text.push('\n');
        text
    }
}

/// `schemas/RULES.md`: all rules in one document.
pub fn rules_document() -> String {
    let mut page = String::from(
        "<!-- Made by `cargo schemas` from the doc comments in crates/mingxi-audit/src/rules; do not edit. -->\n\n\
         # Rules (勾稽规则)\n\n\
         An identity holds if its two sides differ by at most half a last printed digit for every number in it.\n\
         A blank cell of a filled row and column counts as zero; a missing row, column or table makes an\n\
         identity `unverifiable`. `mingxi explain RULE` prints one of these sections.\n\n\
         | rule | name | proves numbers |\n|---|---|---|\n",
    );
    for rule in rules() {
        let proves = if rule.is_equality { "yes" } else { "no, only contradicts" };
        // Writing to a string cannot fail.
        let _ = writeln!(page, "| `{}` | {} | {proves} |", rule.id, rule.name_zh);
    }
    for rule in rules() {
        let text = rule.text();
        let (head, body) = text.split_once('\n').unwrap_or((&text, ""));
        let _ = write!(page, "\n## `{}`: {}\n{body}", rule.id, head.trim_start_matches("# "));
    }
    page
}
