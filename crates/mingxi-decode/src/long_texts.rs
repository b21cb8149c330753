//! Texts longer than any disclosure prints: cut, and said.

use mingxi_model::{Block, Diagnostic, Document, ErrorKind, Place, Severity, Step};

/// Cut texts that are named one by one.
const NAMED: usize = 5;

/// Cuts every paragraph and cell after so many characters. What is left ends in U+FFFD, so that a number which lost
/// digits is none.
pub(crate) fn cut(document: &mut Document, longest: usize) {
    let mut places = Vec::new();
    for block in &mut document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                if shorten(&mut paragraph.text, longest) {
                    places.push(paragraph.place.clone());
                }
            }
            Block::Native(table) => {
                let long = table
                    .cells
                    .iter_mut()
                    .filter_map(|cell| shorten(&mut cell.text, longest).then(|| cell.place.clone()));
                places.extend(long);
            }
            Block::Dump(table) => {
                let long = table.rows.iter_mut().flat_map(|row| &mut row.cells).filter_map(|cell| {
                    shorten(&mut cell.text, longest).then_some(Place::Text { line: cell.line })
                });
                places.extend(long);
            }
        }
    }
    if places.is_empty() {
        return;
    }
    let message = format!(
        "{} paragraphs or cells hold more than {longest} characters; what follows in them was not read",
        places.len()
    );
    for place in places.into_iter().take(NAMED) {
        let said = Diagnostic::new(Step::Decode, Severity::Error, "text_cut", message.clone());
        document.diagnostics.push(said.at(Some(place)));
    }
    document.partial.get_or_insert((ErrorKind::LimitExceeded, message));
}

fn shorten(text: &mut String, longest: usize) -> bool {
    // A character has at least one byte.
    if text.len() <= longest {
        return false;
    }
    let Some((end, _)) = text.char_indices().nth(longest) else { return false };
    text.truncate(end);
    text.push('\u{fffd}');
    text.shrink_to_fit();
    true
}

#[cfg(test)]
mod tests {
    use crate::{Limits, decode};
    use mingxi_model::{Block, ErrorKind};

    #[test]
    fn a_text_beyond_the_bound_is_cut_and_told() {
        let limits = Limits { text_characters: 4, ..Limits::default() };
        let document = decode("支出总表\n编码\t金额\n201\t12345.67\n".as_bytes(), &limits).unwrap();
        let Block::Dump(table) = &document.blocks[1] else { unreachable!("rows with tabs are a table") };
        assert_eq!(table.rows[1].cells[1].text, "1234\u{fffd}");
        assert_eq!(table.rows[0].cells[0].text, "编码");
        assert_eq!(document.partial.unwrap().0, ErrorKind::LimitExceeded);
        assert_eq!(document.diagnostics[0].code, "text_cut");
    }
}
