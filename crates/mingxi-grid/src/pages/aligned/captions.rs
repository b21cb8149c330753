//! Captions that a narrow cell broke over lines: `单位：万` over `元`, `预算年度：` over `2019`.
//!
//! A line of which every text stands right below an unfinished caption is no line of its own; read for itself, `元`
//! would be the unit.

use super::super::flow::Piece;
use super::super::prose::TextLine;
use super::super::text::{Chunk, bounds};
use super::blocks::LINE_PITCH;
use crate::Hints;
use mingxi_model::text::squeeze;

/// How many lines up a caption's first line may stand: captions beside each other have their own heights.
const REACH: usize = 3;

/// The pieces of all pages with the broken captions in one line each.
pub(super) fn unbroken(sheets: Vec<Vec<Piece>>, hints: &Hints) -> Vec<Vec<Piece>> {
    sheets.into_iter().map(|pieces| unbroken_page(pieces, hints)).collect()
}

fn unbroken_page(pieces: Vec<Piece>, hints: &Hints) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        let Piece::Line(line) = &piece else {
            out.push(piece);
            continue;
        };
        let homes: Option<Vec<(usize, usize)>> =
            line.chunks.iter().map(|chunk| home(&out, line, chunk, hints)).collect();
        match homes.filter(|homes| !homes.is_empty()) {
            Some(homes) => {
                for ((at, chunk), rest) in homes.into_iter().zip(&line.chunks) {
                    if let Piece::Line(upper) = &mut out[at] {
                        append(upper, chunk, rest);
                    }
                }
            }
            None => out.push(piece),
        }
    }
    out
}

/// The caption that a text goes on with: which of the pieces above, and which of its texts.
fn home(above: &[Piece], line: &TextLine, rest: &Chunk, hints: &Hints) -> Option<(usize, usize)> {
    let from = above.len().saturating_sub(REACH);
    for (at, piece) in above.iter().enumerate().skip(from).rev() {
        let Piece::Line(upper) = piece else { return None };
        let is_home = |chunk: &Chunk| upper.page == line.page && goes_on(chunk, rest, hints);
        if let Some(chunk) = upper.chunks.iter().position(is_home) {
            return Some((at, chunk));
        }
    }
    None
}

/// Whether a text stands below a caption as its next line does, and both say more than the first alone.
fn goes_on(upper: &Chunk, rest: &Chunk, hints: &Hints) -> bool {
    let (a, b) = (&upper.bbox, &rest.bbox);
    let pitch = rest.baseline - upper.baseline;
    let is_next = pitch > 0.5 * rest.size
        && pitch <= LINE_PITCH * rest.size
        && (upper.size - rest.size).abs() < 0.1 * rest.size
        && b.x1 - b.x0 < a.x1 - a.x0 + 0.5;
    if !is_next {
        return false;
    }
    let text = squeeze(&upper.text);
    let rest_text = squeeze(&rest.text);
    // A name that ends with its colon wants its value; of other captions only the middle of the cell tells.
    let wants = text.ends_with(':') && (a.x0 - b.x0).abs() < 1.2;
    let is_centred = ((a.x0 + a.x1) - (b.x0 + b.x1)).abs() < 0.6 * rest.size;
    text.contains(':')
        && (wants || is_centred && !hints.header.is_match(&rest_text))
        && hints.caption.is_match(&format!("{text}{rest_text}"))
}

fn append(line: &mut TextLine, chunk: usize, rest: &Chunk) {
    let chunk = &mut line.chunks[chunk];
    chunk.text.push_str(&rest.text);
    chunk.bbox = bounds([chunk.bbox, rest.bbox].into_iter());
    line.bbox = bounds([line.bbox, rest.bbox].into_iter());
}
