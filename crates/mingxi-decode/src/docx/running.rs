//! The lines of a Word file's running headers.

use super::package::Package;
use super::part;
use super::xml::{Markup, Ns, Step};
use crate::Limits;
use mingxi_model::{Paragraph, Place};

/// Headers read of one file: three for each of some sections.
const HEADERS: usize = 16;
/// Lines kept.
const LINES: usize = 64;

/// The paragraphs of the headers of a main part, each text once, as far as they can be read: nothing depends on them
/// alone.
pub(super) fn lines(package: &mut Package<'_>, main: &str, limits: &Limits) -> Vec<Paragraph> {
    let headers =
        package.relationships(main).into_iter().filter(|relationship| relationship.kind == "header");
    let paths: Vec<String> = headers.map(|relationship| relationship.target).take(HEADERS).collect();
    let mut lines: Vec<Paragraph> = Vec::new();
    for path in paths {
        let Ok((text, _)) = part(package, &path, limits.part_bytes) else { continue };
        for line in paragraphs(&text, &path, limits.depth) {
            let place = Place::Part(path.clone());
            if lines.len() < LINES && lines.iter().all(|known| known.text != line) {
                lines.push(Paragraph { text: line, heading: None, place, turns: Vec::new() });
            }
        }
    }
    lines
}

/// The text of every paragraph of a part that is no more than text.
fn paragraphs(text: &str, path: &str, depth: usize) -> Vec<String> {
    let mut markup = Markup::new(text, path, depth);
    let mut open: Vec<bool> = Vec::new();
    let (mut lines, mut line) = (Vec::new(), String::new());
    while let Ok(step) = markup.step() {
        match step {
            Step::Start(element) => {
                let is_word = element.ns == Ns::Word;
                if is_word && element.local() == "p" {
                    end_line(&mut line, &mut lines);
                } else if is_word && matches!(element.local(), "tab" | "br") {
                    line.push(' ');
                }
                open.push(is_word && element.local() == "t");
            }
            Step::Text(text) if open.last() == Some(&true) => line.push_str(&text),
            Step::Text(_) => {}
            Step::End => {
                open.pop();
            }
            Step::Eof => break,
        }
    }
    end_line(&mut line, &mut lines);
    lines
}

fn end_line(line: &mut String, lines: &mut Vec<String>) {
    let text = std::mem::take(line);
    if !text.trim().is_empty() && lines.len() < LINES {
        lines.push(text.trim().to_owned());
    }
}
