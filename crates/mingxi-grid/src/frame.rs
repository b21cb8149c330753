//! Lines that a source puts into a table's frame but that are none of its rows: titles and captions at the
//! top, notes at the bottom.

use crate::Hints;
use mingxi_model::text::squeeze;
use mingxi_model::{Paragraph, Place, parse_value};

/// The most lines of other words among the captions.
const ABOVE: usize = 3;

/// How many rows at the top and at the bottom are captions and notes. `rows` are the distinct cells' texts.
pub(crate) fn frame_rows<T: AsRef<str>>(rows: &[Vec<T>], hints: &Hints) -> (usize, usize) {
    let is = |row: &Vec<T>, check: &dyn Fn(&str) -> bool| {
        let mut filled = row.iter().map(|t| squeeze(t.as_ref())).filter(|t| !t.is_empty()).peekable();
        filled.peek().is_some() && filled.all(|text| check(&text))
    };
    let lone = |row: &Vec<T>| row.iter().filter(|t| !squeeze(t.as_ref()).is_empty()).count() == 1;
    // A caption in its own cell stands at a side of the frame; amid many cells a text is a row's: 232债务付息支出.
    let is_amid = |row: &Vec<T>| {
        let at = row.iter().position(|t| !squeeze(t.as_ref()).is_empty());
        lone(row) && row.len() > 3 && at.is_some_and(|at| at > 0 && at + 1 < row.len())
    };
    let is_caption = |row: &Vec<T>| {
        !is_amid(row)
            && is(row, &|text| hints.caption.is_match(text) || (lone(row) && hints.title.is_match(text)))
    };
    // What stands alone over the whole width above a caption heads the sheet, whatever it says.
    let is_line = |row: &Vec<T>| {
        row.len() == 1 && lone(row) && row.iter().all(|text| parse_value(text.as_ref()).is_none())
    };
    let is_note = |row: &Vec<T>| is(row, &|text| hints.note.is_match(text));
    let mut top = 0;
    let mut lines = 0;
    for (index, row) in rows.iter().enumerate() {
        if is_caption(row) {
            top = index + 1;
        } else if is_line(row) && lines < ABOVE {
            lines += 1;
        } else if row.iter().any(|t| !squeeze(t.as_ref()).is_empty()) {
            break;
        }
    }
    let bottom = rows[top..].iter().rev().take_while(|row| lone(row) && is_note(row)).count();
    (top, bottom)
}

/// The filled cells of frame rows as paragraphs.
pub(crate) fn paragraphs<'a>(cells: impl Iterator<Item = (&'a str, Place)>) -> Vec<Paragraph> {
    cells
        .filter(|(text, _)| !squeeze(text).is_empty())
        .map(|(text, place)| Paragraph {
            text: mingxi_model::text::normalise(text),
            heading: None,
            place,
            turns: Vec::new(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingxi_model::LazyRegex;

    #[test]
    fn what_stands_alone_above_a_caption_heads_the_sheet() {
        let pattern = |text: &str| LazyRegex::compiled(text).unwrap();
        let hints = Hints {
            caption: pattern("^单位:.*$"),
            note: pattern("^注:.*$"),
            title: pattern("^.*表$"),
            header: pattern("^合计$"),
            total: pattern("^合计$"),
            index: pattern("^栏次$"),
            numbered: pattern("^一、.*$"),
        };
        let top = |rows: &[&str]| {
            let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.split('|').collect()).collect();
            frame_rows(&rows, &hints).0
        };
        assert_eq!(top(&["某局预算公开", "某局支出预算表", "||单位：万元", "项目|2024|2025", "合计|1|2"]), 3);
        assert_eq!(top(&["某局预算公开", "||单位：万元", "项目|2024|2025"]), 2);
        // Without a caption below, the line may head the columns.
        assert_eq!(top(&["支出", "项目|2024|2025", "合计|1|2"]), 0);
    }
}
