//! Rectangles and digits over a bitmap.

use super::marks::{Mark, TableOnPage};
use mingxi_decode::Bitmap;
use mingxi_model::BBox;

/// Width of a frame, in pixels.
const FRAME: i64 = 2;
/// Between the two frames of a merged cell, in pixels.
const GAP: i64 = 2;
/// How much a box is tinted, of 255.
const TINT: u8 = 30;
/// Size of one dot of a digit, in pixels.
const DOT: i64 = 4;
const INK: [u8; 3] = [40, 40, 40];
const PAPER: [u8; 3] = [255, 255, 255];

/// The digits, 3 dots wide and 5 high; each row's bits from left to right.
const DIGITS: [[u8; 5]; 10] = [
    [0b111, 0b101, 0b101, 0b101, 0b111],
    [0b010, 0b110, 0b010, 0b010, 0b111],
    [0b111, 0b001, 0b111, 0b100, 0b111],
    [0b111, 0b001, 0b111, 0b001, 0b111],
    [0b101, 0b101, 0b111, 0b001, 0b001],
    [0b111, 0b100, 0b111, 0b001, 0b111],
    [0b111, 0b100, 0b111, 0b101, 0b111],
    [0b111, 0b001, 0b010, 0b010, 0b010],
    [0b111, 0b101, 0b111, 0b101, 0b111],
    [0b111, 0b101, 0b111, 0b001, 0b111],
];

/// A rectangle of pixels; the right and lower edges are outside.
#[derive(Debug, Clone, Copy)]
struct Area {
    x0: i64,
    y0: i64,
    x1: i64,
    y1: i64,
}

impl Area {
    fn of(bbox: BBox, bitmap: &Bitmap) -> Area {
        // Far outside is far outside, and differences still fit.
        let far = 1e6;
        let pixel =
            |points: f32| (f64::from(points) * f64::from(bitmap.scale)).round().clamp(-far, far) as i64;
        Area { x0: pixel(bbox.x0), y0: pixel(bbox.y0), x1: pixel(bbox.x1), y1: pixel(bbox.y1) }
    }

    fn shrunk(self, by: i64) -> Area {
        Area { x0: self.x0 + by, y0: self.y0 + by, x1: self.x1 - by, y1: self.y1 - by }
    }
}

/// Draws the boxes: a tint, a frame along the inner edge, and a second frame in merged cells.
pub(super) fn marks(bitmap: &mut Bitmap, marks: &[Mark]) {
    for mark in marks {
        fill(bitmap, Area::of(mark.bbox, bitmap), mark.role.colour(), TINT);
    }
    for mark in marks {
        let area = Area::of(mark.bbox, bitmap);
        frame(bitmap, area, mark.role.colour());
        if mark.is_merged {
            frame(bitmap, area.shrunk(FRAME + GAP), mark.role.colour());
        }
    }
}

/// Draws each table's number left of its top, or within its corner where there is no room.
pub(super) fn numbers(bitmap: &mut Bitmap, tables: &[TableOnPage]) {
    for table in tables {
        let digits: Vec<usize> = table
            .table_id
            .to_string()
            .bytes()
            .filter(u8::is_ascii_digit)
            .map(|byte| usize::from(byte - b'0'))
            .collect();
        let (width, height) = ((digits.len() as i64 * 4 + 1) * DOT, 7 * DOT);
        let corner = Area::of(table.bbox, bitmap);
        let (x0, y0) = (if corner.x0 >= width { corner.x0 - width } else { corner.x0 }, corner.y0);
        let plate = Area { x0, y0, x1: x0 + width, y1: y0 + height };
        fill(bitmap, plate, INK, 255);
        for (index, digit) in digits.iter().enumerate() {
            let left = plate.x0 + (index as i64 * 4 + 1) * DOT;
            for (y, row) in (0i64..).zip(DIGITS[*digit]) {
                for x in (0i64..3).filter(|x| row & (0b100 >> x) != 0) {
                    let (x0, y0) = (left + x * DOT, plate.y0 + (y + 1) * DOT);
                    fill(bitmap, Area { x0, y0, x1: x0 + DOT, y1: y0 + DOT }, PAPER, 255);
                }
            }
        }
    }
}

fn frame(bitmap: &mut Bitmap, area: Area, colour: [u8; 3]) {
    let Area { x0, y0, x1, y1 } = area;
    let width = FRAME.min(x1 - x0).min(y1 - y0);
    for side in [
        Area { y1: y0 + width, ..area },
        Area { y0: y1 - width, ..area },
        Area { x1: x0 + width, ..area },
        Area { x0: x1 - width, ..area },
    ] {
        fill(bitmap, side, colour, 255);
    }
}

/// Mixes a colour into the pixels of an area, as far as it lies on the bitmap.
fn fill(bitmap: &mut Bitmap, area: Area, colour: [u8; 3], share: u8) {
    let (width, height) = (i64::from(bitmap.width), i64::from(bitmap.height));
    let (x0, x1) = (area.x0.clamp(0, width), area.x1.clamp(0, width));
    let (y0, y1) = (area.y0.clamp(0, height), area.y1.clamp(0, height));
    let mix = |old: u8, new: u8| {
        let share = u16::from(share);
        ((u16::from(old) * (255 - share) + u16::from(new) * share) / 255) as u8
    };
    for y in y0..y1 {
        for x in x0..x1 {
            let at = ((y * width + x) * 4) as usize;
            let Some(pixel) = bitmap.rgba.get_mut(at..at + 4) else { continue };
            for (old, new) in pixel.iter_mut().zip(colour) {
                *old = mix(*old, new);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::marks::Role;
    use super::*;

    fn blank() -> Bitmap {
        Bitmap { width: 40, height: 30, rgba: vec![255; 40 * 30 * 4], scale: 2.0 }
    }

    fn at(bitmap: &Bitmap, x: usize, y: usize) -> [u8; 3] {
        let from = (y * 40 + x) * 4;
        [bitmap.rgba[from], bitmap.rgba[from + 1], bitmap.rgba[from + 2]]
    }

    #[test]
    fn a_frame_lies_inside_its_box_and_a_merged_cell_has_two() {
        let mut bitmap = blank();
        let bbox = BBox { x0: 2.0, y0: 3.0, x1: 15.0, y1: 13.0 };
        marks(&mut bitmap, &[Mark { bbox, role: Role::Value, is_merged: true }]);
        let colour = Role::Value.colour();
        assert_eq!([at(&bitmap, 4, 6), at(&bitmap, 5, 10), at(&bitmap, 29, 25)], [colour; 3]);
        assert_eq!([at(&bitmap, 3, 10), at(&bitmap, 30, 10)], [PAPER; 2], "nothing outside");
        let tinted = at(&bitmap, 6, 10);
        assert!(tinted != colour && tinted != PAPER);
        assert_eq!(at(&bitmap, 8, 12), colour, "the second frame");
    }

    #[test]
    fn boxes_beyond_the_page_are_cut() {
        let mut bitmap = blank();
        let bbox = BBox { x0: -1e30, y0: f32::NAN, x1: 1e30, y1: f32::INFINITY };
        marks(&mut bitmap, &[Mark { bbox, role: Role::Prose, is_merged: true }]);
        assert_eq!(bitmap.rgba.len(), 40 * 30 * 4);
    }
}
