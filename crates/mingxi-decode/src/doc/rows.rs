//! What the end of a row says of its cells: edges, merges, shading, height ([MS-DOC] 2.6.3).

use super::bytes::{i16_at, part, u16_at, u32_at};
use super::colours::{shading, short_shading};
use super::paragraphs::in_data;
use super::sprm::{Group, Sprms, TABLE_DEFINITION, group};
use crate::word::cells::{LOWEST, Merge};
use crate::word::look::Ground;

/// Size of the description of a cell.
const CELL: usize = 20;
/// Cells of a row that are described; Word allows 63.
const CELLS: usize = 255;
/// Bytes of a shading.
const SHADING: usize = 10;

/// A cell of a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// Whether it is merged with cells beside it, as stored.
    across: u8,
    pub(super) vertical: Merge,
    pub(super) ground: Ground,
}

/// A row.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// Where its cells begin and end, in twips from the margin: one more than cells.
    edges: Vec<i32>,
    cells: Vec<Cell>,
    gap: i32,
    height: i32,
    /// The table's style.
    pub(super) style: Option<u16>,
}

impl Row {
    /// What the properties of the paragraph that ends a row say. Where they go on in the stream Data, what follows
    /// here is a simpler form for older programs.
    pub(super) fn of(modifiers: &[u8], data: &[u8]) -> Row {
        let mut row = Row::default();
        for (code, operand) in Sprms(modifiers) {
            match (code, group(code)) {
                (0x6645 | 0x6646 | 0x646b, _) => {
                    let at = u32_at(operand, 0).unwrap_or(u32::MAX);
                    row.read(in_data(data, at));
                    break;
                }
                (_, Group::Table) => row.modify(code, operand),
                _ => {}
            }
        }
        row
    }

    /// Takes in modifiers that hold for a whole piece.
    pub(super) fn read(&mut self, modifiers: &[u8]) {
        for (code, operand) in Sprms(modifiers).filter(|(code, _)| group(*code) == Group::Table) {
            self.modify(code, operand);
        }
    }

    fn modify(&mut self, code: u16, operand: &[u8]) {
        let number = |at: usize| i32::from(i16_at(operand, at).unwrap_or(0));
        match code {
            TABLE_DEFINITION => self.define(operand),
            0x9601 => {
                let shift = self.edges.first().map_or(0, |first| number(0) - self.gap - first);
                self.edges.iter_mut().for_each(|edge| *edge += shift);
            }
            0x9602 => self.gap = number(0),
            0x9407 => self.height = number(0),
            0x563a => self.style = u16_at(operand, 0),
            0x5624 => self.between(operand, |index, cell| cell.across = if index == 0 { 2 } else { 1 }),
            0x5625 => self.between(operand, |_, cell| cell.across = 0),
            0xd62b => {
                if let [number, flags, ..] = operand
                    && let Some(cell) = self.cells.get_mut(usize::from(*number))
                {
                    cell.vertical = vertical(u16::from(*flags));
                }
            }
            0x7623 => self.widen(operand),
            0x7621 => self.insert(operand),
            0x5622 => self.remove(operand),
            0xd609 => self.shade(0, operand, 2),
            0xd612 | 0xd670 => self.shade(0, operand, SHADING),
            0xd616 | 0xd671 => self.shade(22, operand, SHADING),
            0xd60c | 0xd672 => self.shade(44, operand, SHADING),
            0x7627 => {
                let ground = short_shading(u16_at(operand, 2).unwrap_or(0xffff));
                self.between(operand, |_, cell| cell.ground = ground);
            }
            0xd62d => {
                let ground = shading(part(operand, 2, SHADING));
                self.between(operand, |_, cell| cell.ground = ground);
            }
            _ => {}
        }
    }

    /// The count of cells, their edges, then what is stored of each.
    fn define(&mut self, operand: &[u8]) {
        let count = usize::from(operand.first().copied().unwrap_or(0));
        let rest = operand.get(1..).unwrap_or_default();
        let edges = part(rest, 0, 2 * (count + 1));
        self.edges =
            (0..edges.len() / 2).map(|index| i32::from(i16_at(edges, 2 * index).unwrap_or(0))).collect();
        let described = rest.get(2 * (count + 1)..).unwrap_or_default();
        self.cells = (0..count)
            .map(|index| {
                let flags = u16_at(described, index * CELL).unwrap_or(0);
                Cell { across: (flags & 3) as u8, vertical: vertical(flags >> 5 & 3), ground: Ground::None }
            })
            .collect();
    }

    /// The cells between the first and the one after the last that an operand names.
    fn range(&self, operand: &[u8]) -> std::ops::Range<usize> {
        let byte = |at: usize| usize::from(operand.get(at).copied().unwrap_or(0));
        let end = byte(1).min(self.cells.len());
        byte(0).min(end)..end
    }

    fn between(&mut self, operand: &[u8], act: impl Fn(usize, &mut Cell)) {
        let range = self.range(operand);
        self.cells[range].iter_mut().enumerate().for_each(|(index, cell)| act(index, cell));
    }

    /// Gives cells a width; those after them move.
    fn widen(&mut self, operand: &[u8]) {
        let width = i32::from(u16_at(operand, 2).unwrap_or(0));
        for index in self.range(operand) {
            let Some([left, right]) =
                self.edges.get(index..index + 2).and_then(|pair| <[i32; 2]>::try_from(pair).ok())
            else {
                return;
            };
            let shift = width - (right - left);
            self.edges.iter_mut().skip(index + 1).for_each(|edge| *edge += shift);
        }
    }

    /// Adds cells of a width.
    fn insert(&mut self, operand: &[u8]) {
        let [at, count, ..] = operand else { return };
        let width = i32::from(u16_at(operand, 2).unwrap_or(0));
        let at = usize::from(*at).min(self.cells.len());
        let count = usize::from(*count).min(CELLS.saturating_sub(self.cells.len()));
        let Some(left) = self.edges.get(at).copied() else { return };
        let shift = width * i32::try_from(count).unwrap_or(0);
        self.edges.iter_mut().skip(at + 1).for_each(|edge| *edge += shift);
        let added: Vec<i32> = (1..).take(count).map(|number| left + number * width).collect();
        self.edges.splice(at + 1..at + 1, added);
        self.cells.splice(at..at, vec![Cell::default(); count]);
    }

    fn remove(&mut self, operand: &[u8]) {
        let range = self.range(operand);
        if self.edges.len() > range.end {
            let shift = self.edges[range.end] - self.edges[range.start];
            self.edges.iter_mut().skip(range.end).for_each(|edge| *edge -= shift);
            self.edges.drain(range.start + 1..range.end + 1);
        }
        self.cells.drain(range);
    }

    fn shade(&mut self, first: usize, operand: &[u8], size: usize) {
        for (cell, bytes) in self.cells.iter_mut().skip(first).zip(operand.chunks_exact(size)) {
            cell.ground =
                if size == 2 { short_shading(u16_at(bytes, 0).unwrap_or(0xffff)) } else { shading(bytes) };
        }
    }

    /// Whether it is too low to be seen.
    pub(super) fn is_hidden(&self) -> bool {
        self.height < 0 && -i64::from(self.height) <= LOWEST
    }

    /// A cell, by its number from 0 on.
    pub(super) fn cell(&self, index: usize) -> Cell {
        self.cells.get(index).copied().unwrap_or_default()
    }

    /// Left and right edge of a cell, in twips.
    pub(super) fn edges(&self, index: usize) -> Option<(i32, i32)> {
        match self.edges.get(index..index + 2) {
            Some([left, right]) => Some((*left, *right)),
            _ => None,
        }
    }

    /// The part of a cell in a merge across. The first of a run of merged cells begins it, and so does each later one
    /// that is marked as the first is: programs disagree which of the two marks that is.
    pub(super) fn across(&self, index: usize) -> Merge {
        let mark = |index: usize| self.cells.get(index).map_or(0, |cell| cell.across);
        if mark(index) == 0 {
            return Merge::None;
        }
        let first = (0..index).rev().take_while(|before| mark(*before) != 0).last().unwrap_or(index);
        if mark(index) == mark(first) { Merge::Restart } else { Merge::Continue }
    }
}

fn vertical(flags: u16) -> Merge {
    match flags & 3 {
        0 => Merge::None,
        1 => Merge::Continue,
        _ => Merge::Restart,
    }
}

#[cfg(test)]
mod tests {
    use super::Row;
    use crate::word::cells::Merge;

    /// Three cells from -100 to 1100 whose first flags are given.
    fn definition(flags: [u16; 3]) -> Vec<u8> {
        let mut bytes = vec![0x08, 0xd6, 70, 0, 3];
        for edge in [-100i16, 300, 700, 1100] {
            bytes.extend(edge.to_le_bytes());
        }
        for flags in flags {
            bytes.extend(flags.to_le_bytes());
            bytes.extend([0; 18]);
        }
        bytes
    }

    #[test]
    fn edges_and_merges() {
        let row = Row::of(&definition([0x60, 2, 1]), &[]);
        assert_eq!(row.edges(0), Some((-100, 300)));
        assert_eq!(row.edges(2), Some((700, 1100)));
        assert_eq!(row.edges(3), None);
        assert_eq!(row.cell(0).vertical, Merge::Restart);
        assert_eq!(
            (row.across(0), row.across(1), row.across(2)),
            (Merge::None, Merge::Restart, Merge::Continue)
        );
        // The older way to mark the same.
        let row = Row::of(&definition([0x20, 1, 2]), &[]);
        assert_eq!(row.cell(0).vertical, Merge::Continue);
        assert_eq!((row.across(1), row.across(2)), (Merge::Restart, Merge::Continue));
    }

    #[test]
    fn later_modifiers_change_the_definition() {
        let mut bytes = definition([0; 3]);
        bytes.extend([0x24, 0x56, 0, 2]); // merge the first two
        bytes.extend([0x2b, 0xd6, 2, 2, 3]); // the last begins a merge
        bytes.extend([0x23, 0x76, 0, 1, 100, 0]); // the first is 100 wide
        bytes.extend([0x01, 0x96, 50, 0]); // the row begins at 50
        let row = Row::of(&bytes, &[]);
        assert_eq!(
            (row.across(0), row.across(1), row.across(2)),
            (Merge::Restart, Merge::Continue, Merge::None)
        );
        assert_eq!(row.cell(2).vertical, Merge::Restart);
        assert_eq!((row.edges(0), row.edges(2)), (Some((50, 150)), Some((550, 950))));
    }

    #[test]
    fn cells_come_and_go() {
        let mut bytes = definition([0; 3]);
        bytes.extend([0x21, 0x76, 3, 2, 10, 0]); // two more at the end
        let row = Row::of(&bytes, &[]);
        assert_eq!(
            (row.edges(3), row.edges(4), row.edges(5)),
            (Some((1100, 1110)), Some((1110, 1120)), None)
        );
        bytes.extend([0x22, 0x56, 1, 3]); // the second and third go
        let row = Row::of(&bytes, &[]);
        assert_eq!((row.edges(0), row.edges(1)), (Some((-100, 300)), Some((300, 310))));
        bytes.extend([0x21, 0x76, 0, 1, 40, 0]); // one before the first
        let row = Row::of(&bytes, &[]);
        assert_eq!((row.edges(0), row.edges(1)), (Some((-100, -60)), Some((-60, 340))));
    }

    #[test]
    fn a_low_row_is_hidden() {
        assert!(Row::of(&[0x07, 0x94, 0xd8, 0xff], &[]).is_hidden());
        assert!(!Row::of(&[0x07, 0x94, 0x28, 0x00], &[]).is_hidden());
    }

    #[test]
    fn damaged_definitions_say_less() {
        let whole = definition([0x60, 2, 1]);
        for count in 0..whole.len() {
            let mut bytes = whole[..count].to_vec();
            if let Some(size) = bytes.get_mut(2) {
                *size = u8::try_from(count.saturating_sub(3)).unwrap();
            }
            Row::of(&bytes, &[]);
        }
        let row = Row::of(&[0x08, 0xd6, 2, 0, 255], &[]);
        assert_eq!((row.edges(0), row.cell(200).vertical), (None, Merge::None));
    }
}
