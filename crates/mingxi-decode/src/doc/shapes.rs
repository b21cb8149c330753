//! Shapes that float beside the text: where they are anchored, which of them hold text or a picture ([MS-DOC] 2.8.36,
//! [MS-ODRAW] 2.2).

use super::bytes::{Plc, i32_at, u16_at, u32_at};
use super::fib::{Fib, TEXT_BOXES, Table};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Sizes of the records of an anchor and of a text box.
const ANCHOR: usize = 26;
const TEXT_BOX: usize = 22;
/// Kinds of drawing records: a group, a shape, its number, its properties; from the first on, those that hold others.
const GROUP: u16 = 0xf003;
const SHAPE_NUMBER: u16 = 0xf00a;
const PROPERTIES: u16 = 0xf00b;
/// The property that names the picture of a shape.
const PICTURE: u16 = 0x0104;
/// Records of a drawing that are looked at.
const RECORDS: usize = 1_000_000;
/// EMU in a twentieth of a point.
const EMU: i64 = 635;

/// A shape's anchor.
pub(super) struct Anchor {
    /// Number of the shape, or of the group that it belongs to.
    pub(super) shape: u32,
    /// Width and height in EMU.
    pub(super) size: (i64, i64),
}

/// The shapes of the body.
#[derive(Default)]
pub(super) struct Shapes {
    /// By the character that they are anchored to.
    anchors: BTreeMap<u32, Anchor>,
    /// The texts of each shape or group, as ranges of characters.
    texts: BTreeMap<u32, Vec<Range<u32>>>,
    /// Shapes and groups that show a picture.
    pictures: BTreeSet<u32>,
}

impl Shapes {
    pub(super) fn read(fib: &Fib, tables: &[u8]) -> Shapes {
        let mut shapes = Shapes::default();
        let drawings = drawings(fib.table(tables, Table::Drawings));
        let top = |shape: u32| drawings.groups.get(&shape).copied().unwrap_or(shape);
        shapes.pictures = drawings.pictures.iter().map(|shape| top(*shape)).collect();
        let anchors = Plc::new(fib.table(tables, Table::Shapes), ANCHOR);
        for index in 0..anchors.len() {
            let (Some(at), Some(record)) = (anchors.position(index), anchors.record(index)) else { break };
            let side = |from: usize, to: usize| -> Option<i64> {
                Some(EMU * (i64::from(i32_at(record, to)?) - i64::from(i32_at(record, from)?)))
            };
            if let (Some(shape), Some(width), Some(height)) = (u32_at(record, 0), side(4, 12), side(8, 16)) {
                shapes.anchors.insert(at, Anchor { shape: top(shape), size: (width, height) });
            }
        }
        let boxes = Plc::new(fib.table(tables, Table::TextBoxes), TEXT_BOX);
        let text = fib.text(TEXT_BOXES);
        // The last entry is none.
        for index in 0..boxes.len().saturating_sub(1) {
            let (Some(start), Some(end), Some(record)) =
                (boxes.position(index), boxes.position(index + 1), boxes.record(index))
            else {
                break;
            };
            let place = |at: u32| text.start.saturating_add(at).min(text.end);
            let is_spare = u16_at(record, 8).is_none_or(|flag| flag != 0);
            if let (Some(shape), false, true) = (u32_at(record, 14), is_spare, start < end) {
                shapes.texts.entry(top(shape)).or_default().push(place(start)..place(end));
            }
        }
        shapes
    }

    /// The shape anchored to a character.
    pub(super) fn anchor(&self, character: u32) -> Option<&Anchor> {
        self.anchors.get(&character)
    }

    /// Takes the texts of a shape: each is read once.
    pub(super) fn take_texts(&mut self, shape: u32) -> Vec<Range<u32>> {
        self.texts.remove(&shape).unwrap_or_default()
    }

    /// Takes the texts that no anchor led to.
    pub(super) fn take_rest(&mut self) -> Vec<Range<u32>> {
        std::mem::take(&mut self.texts).into_values().flatten().collect()
    }

    pub(super) fn is_picture(&self, shape: u32) -> bool {
        self.pictures.contains(&shape)
    }
}

/// Which group each shape of the drawings belongs to, at the top, and the shapes that show pictures.
#[derive(Debug, Default, PartialEq, Eq)]
struct Drawings {
    groups: BTreeMap<u32, u32>,
    pictures: BTreeSet<u32>,
}

/// A record: what stands before its size, its kind, where its content begins and ends.
fn record(bytes: &[u8], at: usize) -> Option<(u16, u16, usize, usize)> {
    let size = u32_at(bytes, at.checked_add(4)?)? as usize;
    let start = at.checked_add(8)?;
    Some((u16_at(bytes, at)?, u16_at(bytes, at + 2)?, start, start.saturating_add(size)))
}

/// Reads what all drawings share, which is skipped, then each of them: before it a byte says whose it is, the body's or
/// the headers'.
fn drawings(bytes: &[u8]) -> Drawings {
    let mut found = Drawings::default();
    let mut next = record(bytes, 0).map(|(.., end)| end);
    while let Some((_, _, start, end)) = next.and_then(|at| record(bytes, at.checked_add(1)?)) {
        found.read(bytes.get(start..end.min(bytes.len())).unwrap_or_default());
        next = Some(end);
    }
    found
}

impl Drawings {
    /// Reads the records of one drawing. Its outermost group holds all shapes; those in a group within it belong to that.
    fn read(&mut self, bytes: &[u8]) {
        let mut open: Vec<usize> = Vec::new();
        let mut top: Option<u32> = None;
        let (mut shape, mut at) = (0, 0);
        for _ in 0..RECORDS {
            while open.last().is_some_and(|end| at >= *end) {
                open.pop();
            }
            top = top.filter(|_| open.len() >= 2);
            let Some((head, kind, start, end)) = record(bytes, at) else { break };
            match kind {
                GROUP => open.push(end),
                SHAPE_NUMBER => {
                    shape = u32_at(bytes, start).unwrap_or(0);
                    if open.len() >= 2 {
                        self.groups.insert(shape, *top.get_or_insert(shape));
                    }
                }
                PROPERTIES => {
                    let mut names =
                        (0..usize::from(head >> 4)).map_while(|index| u16_at(bytes, start + 6 * index));
                    if names.any(|name| name & 0x3fff == PICTURE) {
                        self.pictures.insert(shape);
                    }
                }
                _ => {}
            }
            let holds_others = head & 0xf == 0xf;
            at = if holds_others { start } else { end };
        }
    }
}

/// Width and height of a picture in the line, in EMU; its description stands in the stream Data.
pub(super) fn picture_size(data: &[u8], at: u32) -> Option<(i64, i64)> {
    let at = at as usize;
    let side = |goal: usize, scale: usize| -> Option<i64> {
        let goal = u16_at(data, at.checked_add(goal)?)?;
        let scale = u16_at(data, at.checked_add(scale)?)?;
        // In thousandths.
        Some(i64::from(goal) * i64::from(scale) * EMU / 1000)
    };
    Some((side(28, 32)?, side(30, 34)?))
}

#[cfg(test)]
mod tests {
    use super::{drawings, picture_size};

    fn record(head: u16, kind: u16, content: &[u8]) -> Vec<u8> {
        let mut bytes = [head.to_le_bytes(), kind.to_le_bytes()].concat();
        bytes.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
        bytes.extend(content);
        bytes
    }

    fn shape(number: u32, properties: &[u8]) -> Vec<u8> {
        let own = record(2, 0xf00a, &[&number.to_le_bytes()[..], &[0; 4]].concat());
        record(0xf, 0xf004, &[own, record(0x13, 0xf00b, properties)].concat())
    }

    #[test]
    fn shapes_of_a_group_belong_to_it() {
        let group = record(0xf, 0xf003, &[shape(1025, &[]), shape(1026, &[4, 0x41, 1, 0, 0, 0])].concat());
        let patriarch = record(0xf, 0xf003, &[shape(1024, &[]), group, shape(1027, &[])].concat());
        let mut bytes = record(0xf, 0xf000, &record(0, 0xf006, &[0; 16]));
        bytes.push(0);
        // The headers' drawing may come first.
        bytes.extend(record(0xf, 0xf002, &record(0xf, 0xf003, &shape(2048, &[]))));
        bytes.push(1);
        bytes.extend(record(0xf, 0xf002, &[record(0, 0xf008, &[0; 8]), patriarch].concat()));
        let found = drawings(&bytes);
        assert_eq!(found.groups.into_iter().collect::<Vec<_>>(), [(1025, 1025), (1026, 1025)]);
        assert_eq!(found.pictures.into_iter().collect::<Vec<_>>(), [1026]);
        for cut in 0..bytes.len() {
            drawings(&bytes[..cut]);
        }
    }

    #[test]
    fn a_picture_in_the_line() {
        let mut data = vec![0; 40];
        data[28..36].copy_from_slice(&[0xe8, 0x03, 0xd0, 0x07, 0xf4, 0x01, 0xe8, 0x03]);
        assert_eq!(picture_size(&data, 0), Some((317_500, 1_270_000)));
        assert_eq!(picture_size(&data, 30), None);
    }
}
