//! Charts as SVG. Every chart stands beside a table of the same numbers; heights are pictures, not numbers.

use crate::error::ReportError;
use crate::money::grouped;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontFamily, RGBColor};

/// Colours of series, apart in hue and in lightness, so that they differ in grey and for colour-blind eyes.
pub(crate) const SERIES: [RGBColor; 2] = [RGBColor(31, 95, 139), RGBColor(224, 140, 40)];
const INK: RGBColor = RGBColor(60, 64, 70);
const LINE: RGBColor = RGBColor(221, 224, 228);
/// Size of a chart's letters, in pixels.
const LETTERS: i32 = 13;
/// The most bars of a list.
const MOST_BARS: usize = 15;

/// Groups of bars side by side, such as budget and final accounts by year. `None` draws no bar.
pub(crate) fn groups(labels: &[String], series: &[Vec<Option<f64>>]) -> Result<String, ReportError> {
    side_by_side(labels, series, short)
}

/// The same for whole numbers of things.
pub(crate) fn counts(labels: &[String], series: &[Vec<Option<f64>>]) -> Result<String, ReportError> {
    side_by_side(labels, series, |count| format!("{count:.0}"))
}

fn side_by_side(
    labels: &[String],
    series: &[Vec<Option<f64>>],
    number: fn(f64) -> String,
) -> Result<String, ReportError> {
    const HEIGHT: i32 = 260;
    const BAR: i32 = 38;
    let (top, bottom) = (26, HEIGHT - 30);
    let bars = i32::try_from(series.len()).unwrap_or(1).max(1);
    let step = BAR * bars + 34;
    let width = (40 + step * i32::try_from(labels.len()).unwrap_or(1)).clamp(240, 4_000);
    let (least, most) = extent(series.iter().flatten().flatten());
    let y = |value: f64| bottom - (f64::from(bottom - top) * ((value - least) / (most - least))) as i32;
    draw(width, HEIGHT, |area| {
        line(area, (20, y(0.0)), (width - 20, y(0.0)))?;
        for (group, label) in (0i32..).zip(labels) {
            let left = 20 + step * group + 17;
            for ((place, values), colour) in (0i32..).zip(series).zip(SERIES.iter().cycle()) {
                let Some(value) =
                    usize::try_from(group).ok().and_then(|group| values.get(group).copied().flatten())
                else {
                    continue;
                };
                let x = left + BAR * place;
                bar(area, (x + 2, y(value.max(0.0))), (x + BAR - 2, y(value.min(0.0))), *colour)?;
                text(
                    area,
                    &number(value),
                    (x + BAR / 2, y(value.max(0.0)) - 4),
                    HPos::Center,
                    VPos::Bottom,
                    11,
                )?;
            }
            text(area, label, (left + BAR * bars / 2, bottom + 8), HPos::Center, VPos::Top, LETTERS)?;
        }
        Ok(())
    })
}

/// A list of bars with their names, in the given order; the first ones of a long list.
pub(crate) fn bars(rows: &[(String, f64)]) -> Result<String, ReportError> {
    const ROW: i32 = 26;
    const WIDTH: i32 = 640;
    const NAMES: i32 = 230;
    const NUMBERS: i32 = 110;
    let rows = rows.get(..MOST_BARS).unwrap_or(rows);
    let (least, most) = extent(rows.iter().map(|(_, value)| value));
    let span = f64::from(WIDTH - NAMES - NUMBERS);
    let x = |value: f64| NAMES + (span * ((value - least) / (most - least))) as i32;
    let height = ROW * i32::try_from(rows.len()).unwrap_or(1).max(1) + 8;
    draw(WIDTH, height, |area| {
        for (row, (name, value)) in (0i32..).zip(rows) {
            let middle = 4 + ROW * row + ROW / 2;
            text(area, &cut(name), (NAMES - 8, middle), HPos::Right, VPos::Center, LETTERS)?;
            bar(area, (x(value.min(0.0)), middle - 8), (x(value.max(0.0)), middle + 8), SERIES[0])?;
            text(area, &short(*value), (x(value.max(0.0)) + 6, middle), HPos::Left, VPos::Center, LETTERS)?;
        }
        line(area, (x(0.0), 2), (x(0.0), height - 2))
    })
}

/// The least and the greatest value, with zero; never the same.
fn extent<'v>(values: impl Iterator<Item = &'v f64>) -> (f64, f64) {
    let (least, most) = values
        .filter(|value| value.is_finite())
        .fold((0.0f64, 0.0f64), |(least, most), value| (least.min(*value), most.max(*value)));
    if most > least { (least, most) } else { (0.0, 1.0) }
}

/// A number beside a bar, without decimals where it is large.
fn short(value: f64) -> String {
    if value.abs() >= 100.0 { grouped(&format!("{value:.0}")) } else { format!("{value:.2}") }
}

/// A name as long as its place.
fn cut(name: &str) -> String {
    const MOST: usize = 16;
    match name.chars().count() {
        count if count > MOST => name.chars().take(MOST - 1).chain(['…']).collect(),
        _ => name.to_owned(),
    }
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

fn draw(
    width: i32,
    height: i32,
    paint: impl FnOnce(&Area<'_>) -> Result<(), ReportError>,
) -> Result<String, ReportError> {
    let size = |pixels: i32| u32::try_from(pixels).unwrap_or(1);
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, (size(width), size(height))).into_drawing_area();
        paint(&area)?;
        area.present().map_err(failed)?;
    }
    Ok(svg)
}

fn failed(error: impl std::fmt::Display) -> ReportError {
    ReportError::Page(format!("a chart: {error}"))
}

fn bar(area: &Area<'_>, from: (i32, i32), to: (i32, i32), colour: RGBColor) -> Result<(), ReportError> {
    area.draw(&Rectangle::new([from, to], colour.filled())).map_err(failed)
}

fn line(area: &Area<'_>, from: (i32, i32), to: (i32, i32)) -> Result<(), ReportError> {
    area.draw(&PathElement::new([from, to], LINE.stroke_width(1))).map_err(failed)
}

fn text(
    area: &Area<'_>,
    text: &str,
    at: (i32, i32),
    across: HPos,
    down: VPos,
    size: i32,
) -> Result<(), ReportError> {
    let style =
        TextStyle::from((FontFamily::SansSerif, size).into_font()).color(&INK).pos(Pos::new(across, down));
    area.draw(&Text::new(text.to_owned(), at, style)).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_name_is_text_in_a_chart() {
        let rows = [("</text><script>".to_owned(), 3.0), ("\" onload=\"x".to_owned(), f64::NAN)];
        let svg = bars(&rows).unwrap();
        assert!(!svg.contains("<script"), "{svg}");
        assert!(svg.contains("&lt;/text&gt;"), "{svg}");
        assert!(!svg.contains("style="), "the policy of the pages forbids style attributes");
        assert_eq!(svg, bars(&rows).unwrap());
    }

    #[test]
    fn bars_are_as_long_as_their_values() {
        let svg = groups(
            &["2023".to_owned(), "2024".to_owned()],
            &[vec![Some(50.0), None], vec![Some(100.0), Some(0.0)]],
        );
        let svg = svg.unwrap();
        let heights: Vec<&str> = svg
            .split("<rect ")
            .skip(1)
            .filter_map(|rect| rect.split("height=\"").nth(1)?.split('"').next())
            .collect();
        assert_eq!(heights, ["102", "204", "0"], "{svg}");
    }
}
