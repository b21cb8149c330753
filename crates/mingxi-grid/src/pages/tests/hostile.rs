//! Any page at all: no panic, every grid tiles, the time is bounded.

use super::support::{page, recover, tables};
use mingxi_model::{BBox, Glyph, Page, Rule};
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn coordinate() -> impl Strategy<Value = f32> {
    prop_oneof![
        8 => (0u16..60).prop_map(|step| f32::from(step) * 10.0),
        4 => -50.0f32..900.0,
        1 => prop_oneof![Just(f32::NAN), Just(f32::INFINITY), Just(-1e30f32), Just(1e30f32)],
    ]
}

fn bbox() -> impl Strategy<Value = BBox> {
    (coordinate(), coordinate(), coordinate(), coordinate()).prop_map(|(x0, y0, x1, y1)| BBox {
        x0,
        y0,
        x1,
        y1,
    })
}

fn rule() -> impl Strategy<Value = Rule> {
    (coordinate(), coordinate(), coordinate(), any::<bool>(), 0u8..10).prop_map(
        |(a, b, at, horizontal, odd)| {
            let (from, to) = (a.min(b), a.max(b));
            let bbox = match horizontal {
                true => BBox { x0: from, y0: at, x1: to, y1: at + 0.5 },
                false => BBox { x0: at, y0: from, x1: at + 0.5, y1: to },
            };
            Rule { bbox, horizontal, visible: odd > 0 }
        },
    )
}

fn glyph() -> impl Strategy<Value = Glyph> {
    let text = prop_oneof![
        Just("项"),
        Just("目"),
        Just("金"),
        Just("额"),
        Just("合"),
        Just("计"),
        Just("1"),
        Just("2"),
        Just("."),
        Just(","),
        Just("、"),
        Just("一"),
        Just(" "),
        Just("≥"),
        Just("表"),
        Just("")
    ];
    (text, bbox(), coordinate(), prop_oneof![Just(10.0f32), Just(7.0), 0.0f32..40.0], 0u16..5, any::<bool>())
        .prop_map(|(text, bbox, y, size, turn, clipped)| {
            let clip = clipped.then_some(BBox { y1: y, ..bbox });
            let proper = turn > 0;
            let bbox =
                if proper { BBox { x0: bbox.x0, y0: y - size, x1: bbox.x0 + size, y1: y } } else { bbox };
            let rotation = if proper { 0 } else { 90 };
            Glyph {
                text: text.to_owned(),
                bbox,
                baseline: y,
                size,
                rotation,
                clipped,
                clip,
                run: 0,
                lightness: 0,
            }
        })
}

fn any_page() -> impl Strategy<Value = Page> {
    (proptest::collection::vec(rule(), 0..40), proptest::collection::vec(glyph(), 0..120))
        .prop_map(|(rules, glyphs)| Page { rules, glyphs, ..page(1) })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_pages_give_tiling_grids(mut pages in proptest::collection::vec(any_page(), 1..4)) {
        for (index, page) in pages.iter_mut().enumerate() {
            page.number = index as i32 + 1;
        }
        let (items, diagnostics) = recover(&pages);
        // Grid::new proves the tiling; a contradiction would have been reported.
        prop_assert!(diagnostics.iter().all(|d| d.code != "grid_contradiction"), "{diagnostics:?}");
        for table in tables(&items) {
            for cell in table.grid.cells() {
                prop_assert!(cell.place.as_ref().and_then(mingxi_model::Place::page).is_some());
            }
        }
        prop_assert_eq!(recover(&pages), (items, diagnostics));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_character_of_a_page_is_lost(
        rules in proptest::collection::vec(rule(), 0..40),
        places in proptest::collection::vec((0u16..50, 12u16..60, 0usize..12), 0..150),
    ) {
        let texts = ["项", "目", "金额", "合计", "12", "3.50", "、", "一、", "≥", "栏次", "小计", "收入"];
        let mut only = page(1);
        only.rules = rules;
        let mut expected: Vec<char> = Vec::new();
        for (x, y, text) in places {
            super::support::write(&mut only, f32::from(x) * 11.0, f32::from(y) * 11.0, texts[text]);
        }
        only.glyphs.retain(|glyph| glyph.bbox.x1 < 600.0 && glyph.baseline < 700.0);
        expected.extend(only.glyphs.iter().flat_map(|glyph| glyph.text.chars()));
        let (items, _) = recover(&[only]);
        let mut found: Vec<char> = Vec::new();
        for item in &items {
            match item {
                mingxi_model::FlowItem::Paragraph(paragraph) => found.extend(paragraph.text.chars()),
                mingxi_model::FlowItem::Table(table) => {
                    found.extend(table.grid.cells().iter().flat_map(|cell| cell.text.chars()));
                    found.extend(table.captions.iter().chain(&table.notes).flat_map(|p| p.text.chars()));
                }
            }
        }
        found.retain(|c| !c.is_whitespace());
        // Names of columns printed again are said once.
        let is_name = |c: &char| "项目金额合计小计收入栏次".contains(*c);
        for c in expected.iter().filter(|c| is_name(c)) {
            prop_assert!(found.contains(c));
        }
        found.retain(|c| !is_name(c));
        expected.retain(|c| !is_name(c));
        expected.sort_unstable();
        found.sort_unstable();
        prop_assert_eq!(found, expected);
    }
}

fn timed(pages: &[Page]) -> Duration {
    let start = Instant::now();
    let _ = recover(pages);
    start.elapsed()
}

fn dot(text: &str, x: f32, y: f32) -> Glyph {
    Glyph {
        text: text.to_owned(),
        bbox: BBox { x0: x, y0: y - 4.0, x1: x + 4.0, y1: y + 1.0 },
        baseline: y,
        size: 5.0,
        rotation: 0,
        clipped: false,
        run: 0,
        lightness: 0,
        clip: None,
    }
}

#[test]
fn large_pages_take_bounded_time() {
    let mut crossing = page(1);
    for index in 0..5000 {
        let at = 600.0 * index as f32 / 5000.0;
        crossing.rules.push(Rule {
            bbox: BBox { x0: 0.0, y0: at, x1: 600.0, y1: at },
            horizontal: true,
            visible: true,
        });
        crossing.rules.push(Rule {
            bbox: BBox { x0: at, y0: 0.0, x1: at, y1: 600.0 },
            horizontal: false,
            visible: true,
        });
    }
    let mut lone = page(1);
    for index in 0..10_000 {
        let at = 600.0 * index as f32 / 10_000.0;
        let x = (index % 100) as f32 * 6.0;
        lone.rules.push(Rule {
            bbox: BBox { x0: x, y0: at, x1: x + 5.0, y1: at },
            horizontal: true,
            visible: true,
        });
    }
    let glyphs: Vec<Glyph> = (0..100_000)
        .map(|index| {
            let text = ["1", "项", "2", "合", "."][index % 5];
            dot(text, (index * 37 % 6000) as f32 / 10.0, (index / 125) as f32)
        })
        .collect();
    for mut first in [crossing, lone, page(1)] {
        first.glyphs.clone_from(&glyphs);
        let second = Page { number: 2, ..first.clone() };
        let taken = timed(&[first, second]);
        assert!(taken < Duration::from_secs(30), "{taken:?}");
    }
}
