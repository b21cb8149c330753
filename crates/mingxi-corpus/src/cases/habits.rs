//! One whole disclosure a provincial habit, invented from fixed seeds.

use super::{Case, expect_ok};
use crate::generate::{Order, document};
use crate::invent::Habit;
use crate::write::Format;

/// Name, purpose, habit, number under the seed, format, real region.
const LIST: &[(&str, &str, Habit, u64, Format, bool)] = &[
    (
        "habit-final-rows",
        "final accounts with 行次, four side-by-side panels and self-evaluations, tab dump",
        Habit::Final,
        27,
        Format::Rows,
        false,
    ),
    ("habit-final-word", "the same habit as a Word file", Habit::Final, 27, Format::Docx, false),
    (
        "habit-lists-rows",
        "three parallel lists, pairs of economic codes and 三公 blocks by unit, tab dump",
        Habit::Lists,
        18,
        Format::Rows,
        false,
    ),
    (
        "habit-parts-rows",
        "类, 款, 项 in columns, unit rows, one wide project list, tab dump",
        Habit::Parts,
        3,
        Format::Rows,
        false,
    ),
    (
        "habit-plain-word",
        "bare two-row headers in a Word file, a real county with invented figures",
        Habit::Plain,
        35,
        Format::Docx,
        true,
    ),
    (
        "habit-serial-cells",
        "序号, 栏次, captions in the frame, project blocks, dump of a Word file",
        Habit::Serial,
        17,
        Format::Cells,
        false,
    ),
    ("habit-serial-word", "the same document as a Word file", Habit::Serial, 17, Format::Docx, false),
];

/// The cases.
pub fn cases() -> anyhow::Result<Vec<Case>> {
    LIST.iter()
        .map(|(name, purpose, habit, number, format, real_regions)| {
            let order = Order {
                count: 1,
                seed: 2_000 + *habit as u64,
                formats: vec![*format],
                habit: Some(*habit),
                real_regions: *real_regions,
                ..Order::default()
            };
            let disclosure = document(&order, *number).1;
            let file = if *format == Format::Docx { "source.docx" } else { "source.txt" };
            Ok(Case {
                name,
                purpose,
                source: (file, format.write(&disclosure)?),
                truth: Some(disclosure.truth),
                expect: expect_ok(),
            })
        })
        .collect()
}
