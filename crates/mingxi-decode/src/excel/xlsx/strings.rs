//! The table of texts that cells share.

use super::Texts;
use crate::docx::xml::{Markup, Step};
use crate::{DecodeError, Limits};

/// Reads the texts, as far as they can be read.
///
/// # Errors
/// The part is damaged; the texts up to there were read.
pub(super) fn read(
    text: &str,
    path: &str,
    limits: &Limits,
    strings: &mut Vec<String>,
) -> Result<(), DecodeError> {
    let mut markup = Markup::new(text, path, limits.depth);
    let mut texts = Texts::default();
    let mut depth = 0usize;
    loop {
        match markup.step()? {
            Step::Start(element) => {
                depth += 1;
                if element.local() == "extLst" {
                    markup.skip();
                } else {
                    texts.start(element.local());
                }
            }
            Step::End => {
                texts.end();
                depth = depth.saturating_sub(1);
                if depth == 1 {
                    strings.push(texts.take());
                }
            }
            Step::Text(text) => texts.add(&text),
            Step::Eof => return Ok(()),
        }
    }
}
