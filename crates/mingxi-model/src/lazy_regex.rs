//! Regular expressions that are compiled when they are first asked.

use regex::{Error, Regex};
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// A regular expression that costs nothing until it is used; from then on it is a [`Regex`]. Clones share what was
/// compiled.
///
/// A program that starts has hundreds of patterns, and most commands and many documents need few of them.
#[derive(Clone)]
pub struct LazyRegex(Arc<Inner>);

struct Inner {
    text: String,
    compiled: OnceLock<Regex>,
}

impl LazyRegex {
    /// A pattern that is known to be one, such as one that ships with the program and that a test has compiled. Any
    /// other one goes through [`LazyRegex::compiled`]; its first use would panic.
    pub fn vouched(text: String) -> LazyRegex {
        LazyRegex(Arc::new(Inner { text, compiled: OnceLock::new() }))
    }

    /// A pattern that is compiled now.
    ///
    /// # Errors
    /// It is no regular expression, or too large a one.
    pub fn compiled(text: &str) -> Result<LazyRegex, Error> {
        let compiled = Regex::new(text)?;
        Ok(LazyRegex(Arc::new(Inner { text: text.to_owned(), compiled: OnceLock::from(compiled) })))
    }
}

impl Deref for LazyRegex {
    type Target = Regex;

    fn deref(&self) -> &Regex {
        let inner = &self.0;
        inner.compiled.get_or_init(|| {
            Regex::new(&inner.text)
                .unwrap_or_else(|error| panic!("a pattern was vouched for and is none: {error}"))
        })
    }
}

impl fmt::Debug for LazyRegex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LazyRegex").field(&self.0.text).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_compiled_when_it_is_used_and_for_all_clones() {
        let pattern = LazyRegex::vouched("^(?:合计|总计)$".to_owned());
        let clone = pattern.clone();
        assert!(pattern.0.compiled.get().is_none());
        assert!(clone.is_match("合计") && !clone.is_match("小计"));
        assert!(pattern.0.compiled.get().is_some());
    }

    #[test]
    fn what_is_no_pattern_is_told_at_once() {
        assert!(LazyRegex::compiled("x(").is_err());
        assert!(LazyRegex::compiled("x").is_ok_and(|pattern| pattern.is_match("axa")));
    }
}
