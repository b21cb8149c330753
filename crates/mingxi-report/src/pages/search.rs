//! The search page; all else is done by its script.

use super::Frame;
use askama::Template;

/// `search.html`.
#[derive(Template)]
#[template(path = "search.html")]
pub(crate) struct SearchPage<'t> {
    pub f: Frame<'t>,
}
