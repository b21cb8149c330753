//! Rules, fills and images.

use super::build::{page, page_with};
use super::only;
use mingxi_model::{BBox, Page};

fn rules(page: &Page) -> Vec<(BBox, bool, bool)> {
    page.rules.iter().map(|rule| (rule.bbox, rule.horizontal, rule.visible)).collect()
}

fn bbox(x0: f32, y0: f32, x1: f32, y1: f32) -> BBox {
    BBox { x0, y0, x1, y1 }
}

#[test]
fn strokes_along_an_axis_are_rules() {
    let page =
        only(&page("2 w 10 100 m 90 100 l S 50 20 m 50 80 l S 0 0 m 50 50 l S [3 2] 0 d 10 10 m 90 10 l S"));
    let expected = [
        (bbox(10.0, 99.0, 90.0, 101.0), true, true),
        (bbox(49.0, 120.0, 51.0, 180.0), false, true),
        (bbox(10.0, 189.0, 90.0, 191.0), true, true),
    ];
    assert_eq!(rules(&page), expected);
}

#[test]
fn boxes_are_four_rules_and_thin_rectangles_one() {
    let stroked = only(&page("0 w 10 10 100 50 re S"));
    assert_eq!(stroked.rules.len(), 4);
    assert_eq!(stroked.rules.iter().filter(|rule| rule.horizontal).count(), 2);
    let thin = only(&page("10 10 100 0.5 re f 10 20 1 50 re f 10 80 100 20 re f"));
    let expected =
        [(bbox(10.0, 189.5, 110.0, 190.0), true, true), (bbox(10.0, 130.0, 11.0, 180.0), false, true)];
    assert_eq!(rules(&thin), expected);
    assert_eq!(thin.fills.len(), 1);
    assert_eq!(thin.fills[0].bbox, bbox(10.0, 100.0, 110.0, 120.0));
}

#[test]
fn a_ring_of_two_rectangles_is_four_rules() {
    let page = only(&page("10 10 100 50 re 11 11 98 48 re f*"));
    assert_eq!(page.fills, []);
    assert_eq!(page.rules.len(), 4);
    assert_eq!(page.rules[0].bbox, bbox(10.0, 140.0, 110.0, 141.0));
}

#[test]
fn white_and_transparent_rules_are_invisible() {
    let content = "1 G 10 10 m 90 10 l S 0 G /G gs 10 20 m 90 20 l S";
    let page = only(&page_with(content.as_bytes(), "", "/ExtGState << /G << /CA 0 >> >>", &[]));
    assert!(page.rules.iter().all(|rule| !rule.visible));
    let on_grey = only(&super::build::page("0.5 g 0 0 200 50 re f 1 G 10 10 m 90 10 l S"));
    assert!(on_grey.rules[0].visible);
    assert_eq!(on_grey.fills[0].lightness, 128);
}

#[test]
fn colours_of_every_space_have_their_lightness() {
    let light = |content: &str| {
        let spaces = "/ColorSpace << /S [/Separation /Black /DeviceGray << /FunctionType 2 /N 1 /Domain [0 1] >>] \
            /I [/Indexed /DeviceRGB 1 <000000ffffff>] /N [/Separation /None /DeviceGray << >>] >>";
        let content = format!("{content} 10 10 100 100 re f");
        only(&page_with(content.as_bytes(), "", spaces, &[])).fills.first().map(|fill| fill.lightness)
    };
    assert_eq!(light("1 1 1 rg"), Some(255));
    assert_eq!(light("0 0 0 0 k"), Some(255));
    assert_eq!(light("0 0 0 1 k"), Some(0));
    assert_eq!(light("/S cs 0 scn"), Some(255));
    assert_eq!(light("/S cs 1 scn"), Some(0));
    assert_eq!(light("/I cs 1 sc"), Some(255));
    assert_eq!(light("/N cs 1 scn"), None);
}

#[test]
fn clip_and_page_cut_lines() {
    let page =
        only(&page("q 20 0 50 200 re W n 1 w 0 100 m 400 100 l S 300 0 m 300 90 l S Q 390 50 m 500 50 l S"));
    let found = rules(&page);
    assert_eq!(found.len(), 2);
    assert!((found[0].0.x0 - 19.5).abs() < 0.01 && (found[0].0.x1 - 70.5).abs() < 0.01);
    assert!(found[1].0.x1 <= 400.5);
}

#[test]
fn thick_strokes_are_fills_and_images_are_no_rules() {
    let page =
        only(&page("20 w 10 100 m 90 100 l S q 100 0 0 1 10 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x40 EI Q"));
    assert_eq!((page.rules.len(), page.fills.len(), page.images.len()), (0, 1, 1));
}
