//! What a person should know about how a page was read.

use mingxi_model::{Diagnostic, Place, Severity, Step};

/// Files that are named one by one.
const NAMED: usize = 20;
/// Characters of a text that was left out which a remark names.
const SAMPLE: usize = 60;

/// Text that was left out.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    characters: usize,
    sample: String,
    has_digits: bool,
}

impl LeftOut {
    pub(super) fn add(&mut self, text: &str) {
        self.characters += text.chars().filter(|c| !c.is_whitespace()).count();
        self.has_digits |= text.contains(|c: char| c.is_ascii_digit());
        if self.sample.len() < SAMPLE * 4 && !text.trim().is_empty() {
            self.sample.extend(text.split_whitespace().flat_map(|word| [word, " "]).take(SAMPLE));
        }
    }

    fn remark(&self, code: &'static str, why: &str, is_serious: bool) -> Option<Diagnostic> {
        let severity = if is_serious && self.has_digits { Severity::Warning } else { Severity::Info };
        let sample: String = self.sample.trim().chars().take(SAMPLE).collect();
        let message = format!("{} characters were left out because {why}: `{sample}`", self.characters);
        (self.characters > 0).then(|| Diagnostic::new(Step::Decode, severity, code, message))
    }
}

/// A file that the page links to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Attachment {
    /// What the link says.
    pub(super) name: String,
    /// Where it leads, as written.
    pub(super) target: String,
}

/// What was left out, and what the page only points at.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    pub(super) hidden: LeftOut,
    /// Tables that are hidden.
    pub(super) hidden_tables: Vec<Place>,
    pub(super) struck: LeftOut,
    /// Parts of the site.
    pub(super) site: LeftOut,
    pub(super) attachments: Vec<Attachment>,
    /// Pictures large enough to be a form.
    pub(super) pictures: usize,
    /// The page's style asked for more than is read.
    pub(super) is_style_cut: bool,
}

impl Remarks {
    /// The remarks as diagnostics, in a fixed order; `has_table` says whether the page holds a table itself.
    pub(super) fn into_diagnostics(self, has_table: bool) -> Vec<Diagnostic> {
        let mut said = Vec::new();
        let told = |severity, code, message: String| Diagnostic::new(Step::Decode, severity, code, message);
        said.extend(self.struck.remark("struck_text", "they are struck through", true));
        said.extend(self.hidden.remark("hidden_text", "the page does not show them", true));
        for place in self.hidden_tables.into_iter().take(NAMED) {
            let message = "a table of the page is hidden and was left out; if a click shows it, save the page with it shown";
            said.push(told(Severity::Warning, "hidden_table", message.to_owned()).at(Some(place)));
        }
        let why = "they are of the site and not of the document (menus, links, footer)";
        said.extend(self.site.remark("site_text", why, false));
        if !self.attachments.is_empty() {
            let severity = if has_table { Severity::Info } else { Severity::Warning };
            let names: Vec<String> = self
                .attachments
                .iter()
                .take(NAMED)
                .map(|file| format!("`{}` ({})", file.name, file.target))
                .collect();
            let more = self.attachments.len().saturating_sub(NAMED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let what = if has_table { "" } else { "; the page holds no table itself: give these files" };
            let message = format!(
                "the page links to {} files: {}{more}{what}",
                self.attachments.len(),
                names.join(", ")
            );
            said.push(told(severity, "attachments", message));
        }
        if self.is_style_cut {
            let message = "the page's style has too many rules, so that hidden text may have been read; compare with the page";
            said.push(told(Severity::Warning, "style_cut", message.to_owned()));
        }
        said
    }
}
