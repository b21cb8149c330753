//! What a rule is: a name, its documentation and a function.

use crate::context::Context;
use mingxi_model::Check;

/// A rule and its documentation.
#[derive(Debug, Clone, Copy)]
pub struct RuleInfo {
    /// The stable name, `row_sum`.
    pub id: &'static str,
    /// The name in Chinese.
    pub name_zh: &'static str,
    /// What the rule states, why, and an example, as Markdown: the doc comment of the rule's own file.
    pub doc: &'static str,
    /// Whether the rule states an equality. A bound (其中 at most the whole) can contradict a number but
    /// cannot prove one, so that a bound that holds makes no number `verified`.
    pub is_equality: bool,
    /// Evaluates the rule.
    pub(crate) run: fn(&Context<'_>) -> Vec<Check>,
}

/// Declares a module's `RULE` from its doc comment, so that the comment a developer reads and the text
/// that a user is shown are one.
macro_rules! rule {
    ($(#[doc = $doc:literal])+ $id:literal, $name_zh:literal, is_equality: $equality:literal, $run:path) => {
        $(#[doc = $doc])+
        pub(crate) const RULE: $crate::rule::RuleInfo = $crate::rule::RuleInfo {
            id: $id,
            name_zh: $name_zh,
            doc: concat!($($doc, "\n"),+),
            is_equality: $equality,
            run: $run,
        };
    };
}
pub(crate) use rule;
