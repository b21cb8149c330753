//! Lists that are no tables: the parts of a document, each with its number before its name.

use super::super::flow::Piece;
use super::region::Region;
use mingxi_model::parse_number;
use mingxi_model::text::squeeze;

/// Fewest lines of which the numbers are told to run.
const LINES: usize = 3;

/// Whether all lines that have texts side by side are a number in words that stay the same (第一部分, 第二部分, …) and a
/// name, the numbers running. An amount, or a third text, is a table's.
pub(super) fn is_list(region: &Region, sheets: &[Vec<Piece>]) -> bool {
    let lines = region.parts.iter().flat_map(|part| &sheets[part.sheet][part.from..part.to]);
    let mut words: Option<String> = None;
    let mut numbers: Vec<String> = Vec::new();
    for piece in lines {
        let Piece::Line(line) = piece else { return false };
        let texts: Vec<String> = line.chunks.iter().map(|chunk| squeeze(&chunk.text)).collect();
        let [label, name] = texts.as_slice() else {
            if texts.len() > 2 {
                return false;
            }
            continue;
        };
        let (number, rest): (String, String) = label.chars().partition(|c| is_numeral(*c));
        let same = words.get_or_insert_with(|| rest.clone());
        if number.is_empty() || rest.is_empty() || *same != rest || parse_number(name).is_some() {
            return false;
        }
        numbers.push(number);
    }
    let mut distinct = numbers.clone();
    distinct.dedup();
    numbers.len() >= LINES && distinct.len() == numbers.len()
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十百".contains(c)
}
