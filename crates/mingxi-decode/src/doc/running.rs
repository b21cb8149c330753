//! The lines of a file's running headers.

use super::body;
use super::bytes::{Plc, u32_at};
use super::fib::{Fib, HEADERS, Table};
use super::file::File;
use super::shapes::Shapes;
use crate::allowance::Allowance;
use crate::word::numbering::Numbering;
use crate::word::styles::Styles;
use mingxi_model::{Block, Paragraph, Place};

/// Separators of notes come before the headers.
const SEPARATORS: usize = 6;
/// Headers and footers of a section: for even, odd and first pages, the headers among them at these places.
const OF_SECTION: usize = 6;
const HEADERS_OF_SECTION: [usize; 3] = [0, 1, 4];
/// Headers read of one file.
const MOST: usize = 16;
/// Lines kept.
const LINES: usize = 64;

/// The paragraphs of the headers, each text once: nothing depends on them alone.
pub(super) fn lines(
    file: &File<'_>,
    fib: &Fib,
    tables: &[u8],
    styles: &Styles,
    allowance: &Allowance,
) -> Vec<Paragraph> {
    let text = fib.text(HEADERS);
    let table = fib.table(tables, Table::Headers);
    let stories = Plc::new(table, 0);
    let numbering = Numbering::default();
    let mut lines: Vec<Paragraph> = Vec::new();
    let mut met = 0;
    for index in SEPARATORS..stories.len() {
        if !HEADERS_OF_SECTION.contains(&((index - SEPARATORS) % OF_SECTION)) || met == MOST {
            continue;
        }
        let place = |index: usize| Some(text.start.saturating_add(u32_at(table, index * 4)?).min(text.end));
        let (Some(start), Some(end)) = (place(index), place(index + 1)) else { break };
        if start >= end {
            continue;
        }
        met += 1;
        let read = body::read(file, start..end, Shapes::default(), styles, &numbering, allowance);
        let path = format!("header[{met}]");
        for line in read.blocks.into_iter().flat_map(texts) {
            let line = line.replace('\n', " ").trim().to_owned();
            if !line.is_empty() && lines.len() < LINES && lines.iter().all(|known| known.text != line) {
                lines.push(Paragraph {
                    text: line,
                    heading: None,
                    place: Place::Part(path.clone()),
                    turns: Vec::new(),
                });
            }
        }
    }
    lines
}

/// What a block says.
fn texts(block: Block) -> Vec<String> {
    match block {
        Block::Paragraph(paragraph) => vec![paragraph.text],
        Block::Native(table) => table.cells.into_iter().map(|cell| cell.text).collect(),
        Block::Dump(_) => Vec::new(),
    }
}
