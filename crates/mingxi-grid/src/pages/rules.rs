//! Rules as drawn to the straight lines a reader sees: dots, dashes, double lines and pieces joined.

use super::settings::Settings;
use mingxi_model::{Page, Rule};

/// A straight line: horizontal lines have a y as `pos` and xs as `from` and `to`, vertical ones the reverse.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    pub(super) pos: f32,
    pub(super) from: f32,
    pub(super) to: f32,
}

/// The page's visible lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Lines {
    pub(super) horizontal: Vec<Line>,
    pub(super) vertical: Vec<Line>,
}

/// Joins the visible rules of a page to lines.
pub(super) fn lines(page: &Page, settings: &Settings) -> Lines {
    let mut horizontal = Vec::new();
    let mut vertical = Vec::new();
    for rule in page.rules.iter().filter(|rule| rule.visible) {
        let Some(rule) = clip(rule, page) else { continue };
        let (width, height) = (rule.bbox.x1 - rule.bbox.x0, rule.bbox.y1 - rule.bbox.y0);
        let is_dot =
            width.max(height) < settings.join && width.max(height) < 2.0 * width.min(height).max(0.2);
        if rule.horizontal || is_dot {
            horizontal.push(Line {
                pos: middle(rule.bbox.y0, rule.bbox.y1),
                from: rule.bbox.x0,
                to: rule.bbox.x1,
            });
        }
        if !rule.horizontal || is_dot {
            vertical.push(Line {
                pos: middle(rule.bbox.x0, rule.bbox.x1),
                from: rule.bbox.y0,
                to: rule.bbox.y1,
            });
        }
    }
    Lines { horizontal: join(horizontal, settings), vertical: join(vertical, settings) }
}

fn middle(a: f32, b: f32) -> f32 {
    a + (b - a) / 2.0
}

/// The part of a rule on its page; `None` if there is none or if its numbers are no numbers.
fn clip(rule: &Rule, page: &Page) -> Option<Rule> {
    let mut clipped = *rule;
    let b = &mut clipped.bbox;
    if ![b.x0, b.y0, b.x1, b.y1].iter().all(|v| v.is_finite()) {
        return None;
    }
    // Half a rule's width may stand off the page and the rule still be seen.
    b.x0 = b.x0.max(-1.0);
    b.y0 = b.y0.max(-1.0);
    b.x1 = b.x1.min(page.width + 1.0);
    b.y1 = b.y1.min(page.height + 1.0);
    (b.x0 <= b.x1 && b.y0 <= b.y1).then_some(clipped)
}

/// Snaps parallel lines that lie close together to one position and joins what touches there.
fn join(mut lines: Vec<Line>, settings: &Settings) -> Vec<Line> {
    lines.sort_by(|a, b| a.pos.total_cmp(&b.pos));
    let mut out = Vec::new();
    let mut start = 0;
    while start < lines.len() {
        let mut end = start + 1;
        while end < lines.len() && lines[end].pos - lines[start].pos <= settings.snap {
            end += 1;
        }
        join_snapped(&mut lines[start..end], settings, &mut out);
        start = end;
    }
    out.retain(|line| line.to - line.from >= settings.shortest);
    out
}

/// Joins lines of one position.
fn join_snapped(lines: &mut [Line], settings: &Settings, out: &mut Vec<Line>) {
    lines.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.pos.total_cmp(&b.pos)));
    let length: f32 = lines.iter().map(|line| (line.to - line.from).max(0.01)).sum();
    let weighted: f32 = lines.iter().map(|line| line.pos * (line.to - line.from).max(0.01)).sum();
    let pos = weighted / length;
    let mut current: Option<Line> = None;
    for line in lines.iter() {
        match &mut current {
            Some(joined) if line.from <= joined.to + settings.join => joined.to = joined.to.max(line.to),
            _ => out.extend(current.replace(Line { pos, ..*line })),
        }
    }
    out.extend(current);
}
