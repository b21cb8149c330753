//! A sheet to paragraphs and tables. What a row is, is told by its borders, its texts and its merged ranges: blank rows
//! part, lines of one text over the full width are titles, captions or notes.

mod beside;
mod build;
mod parts;
mod rows;

use super::book::Sheet;
use crate::DecodeError;
use crate::allowance::Allowance;
use mingxi_model::{Block, Paragraph};
use parts::Part;

/// The blocks of a sheet of which only what is seen is left. Its name heads the first table where nothing else does.
///
/// # Errors
/// A table is larger than the limits; the blocks before it are given.
pub(super) fn blocks(
    sheet: Sheet,
    blocks: &mut Vec<Block>,
    allowance: &Allowance,
) -> Result<(), DecodeError> {
    beside::forms(sheet).iter().try_for_each(|form| form_blocks(form, blocks, allowance))
}

fn form_blocks(sheet: &Sheet, blocks: &mut Vec<Block>, allowance: &Allowance) -> Result<(), DecodeError> {
    let rows = rows::rows(sheet);
    let before = blocks.len();
    for part in parts::parts(sheet, &rows) {
        match part {
            Part::Lines(range) => {
                let rows = rows.get(range).unwrap_or_default();
                let lines = rows.iter().flat_map(|row| build::lines(sheet, row));
                blocks.extend(lines.map(Block::Paragraph));
            }
            Part::Table(range) => {
                let rows = rows.get(range).unwrap_or_default();
                let Some(table) = build::table(sheet, rows, allowance)? else { continue };
                let is_first = blocks.len() == before;
                if is_first && says_something(&sheet.name) && !parts::begins_with_title(sheet, rows) {
                    let place = sheet.place(0, 0);
                    blocks.push(Block::Paragraph(Paragraph {
                        text: sheet.name.clone(),
                        heading: None,
                        place,
                        turns: Vec::new(),
                    }));
                }
                blocks.push(Block::Native(table));
            }
        }
    }
    Ok(())
}

/// Whether a sheet's name is more than what programs give to new sheets (Sheet1, 工作表1, 表1).
fn says_something(name: &str) -> bool {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '（' | '）'));
    !matches!(bare, "" | "sheet" | "工作表" | "表" | "table")
}
