//! The rules that belong to one table, and the texts of its rows.

use super::super::prose::{TextLine, text_lines};
use super::super::rules::{Line, Lines};
use super::super::settings::Settings;
use super::super::text::{Chunk, glyph_middle, is_seen};
use mingxi_model::text::{counts_columns, heads_code_part, is_han, squeeze};
use mingxi_model::{Glyph, Page, parse_value};

/// Ends of rules that differ less than this are those of one table, in points.
const SAME_END: f32 = 3.0;
/// The share of the page's width that the rules of a table have at least.
const WIDTH: f32 = 0.35;
/// Fewest rows of numbers that show that rules part the rows.
const ROWS: usize = 3;
/// The share of a table's rows that have numbers at least, in percent.
const NUMBERED: usize = 40;
/// Text larger than the usual by this is a title between two tables.
const TITLE: f32 = 1.15;
/// How much higher than usual a row without numbers between two tables is.
const HIGH: f32 = 3.0;
/// How far from the middle of the table a text in its middle may stand, in parts of the table's width.
const OFF_MIDDLE: f32 = 0.025;
/// A gap within a chunk at which the texts of two columns may meet, in em.
const MEET: f32 = 0.25;
/// A gap within a chunk at which an amount with decimals and a word meet, in em: a sheet that is made smaller for its page
/// leaves so much between the two.
const CLOSE: f32 = 0.12;
/// How far apart the characters of one word are set at most, in em.
const SET_APART: f32 = 5.0;
/// The share of a table's width that rules beside merged cells have at least, how many there are at least, and at how many
/// places they may begin.
const BESIDE: f32 = 0.5;
const SEVERAL: usize = 2;
const PLACES: usize = 16;
/// The most rules of one page that are looked at.
const MOST: usize = 2_000;

/// What stands between two rules of a table.
#[derive(Debug)]
pub(super) struct Band {
    pub(super) top: f32,
    pub(super) bottom: f32,
    /// Its texts, line by line, left to right.
    pub(super) chunks: Vec<Chunk>,
    /// Numbers or dashes stand in it.
    pub(super) is_numbered: bool,
    /// It numbers the columns.
    pub(super) counts: bool,
}

/// The rows of a table without upright rules on one page.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) from: f32,
    pub(super) to: f32,
    pub(super) bands: Vec<Band>,
    /// Rules below a part of the heads.
    pub(super) partial: Vec<Line>,
    /// Rules between its rows that leave cells at the left merged, from one place to its end.
    pub(super) beside: Vec<Line>,
    /// Rules of its length above it between which nothing stands side by side: that of a running head.
    pub(super) apart: Vec<Line>,
}

impl Run {
    /// How many rows stand above the first one of numbers, or above the row that announces it (收入).
    pub(super) fn heads(&self) -> usize {
        (0..self.bands.len()).find(|at| self.bands[*at].is_numbered || self.is_section(*at)).unwrap_or(0)
    }

    /// Whether a row holds one text in the middle of the table: it announces the rows below.
    pub(super) fn is_section(&self, at: usize) -> bool {
        let band = &self.bands[at];
        let [only] = band.chunks.as_slice() else { return false };
        let off = (only.bbox.x0 + only.bbox.x1 - self.from - self.to) / 2.0;
        at > 0 && !is_number(&only.text) && off.abs() < OFF_MIDDLE * (self.to - self.from)
    }

    /// Whether it goes on with the table before: it has its ends and begins with numbers or with the same heads.
    pub(super) fn continues(&self, before: &Run) -> bool {
        let near = |a: f32, b: f32| (a - b).abs() <= SAME_END;
        let texts = |run: &Run| -> Vec<String> {
            run.bands[..run.heads()]
                .iter()
                .flat_map(|band| &band.chunks)
                .map(|chunk| squeeze(&chunk.text))
                .collect()
        };
        near(self.from, before.from)
            && near(self.to, before.to)
            && (self.heads() == 0 || texts(self) == texts(before))
    }
}

/// Numbers, percentages, and dashes for nothing.
pub(super) fn is_number(text: &str) -> bool {
    let text = squeeze(text);
    parse_value(&text).is_some() || !text.is_empty() && text.chars().all(|c| "—-–/".contains(c))
}

/// The parts of a chunk in which a number and a text, or two words, stand close: the columns of a number at the right and
/// of a label at the left meet. The characters of a word that is set apart stay together.
fn pieces(chunk: &Chunk, settings: &Settings) -> Vec<Chunk> {
    let mut out = Vec::new();
    let mut rest = chunk.clone();
    let mut at = 1;
    while at < rest.marks.len() {
        let gap = rest.marks[at].x0 - rest.marks[at - 1].x1;
        if gap > MEET * rest.size || gap > CLOSE * rest.size && meets_word(&rest, at) {
            let (left, right) = rest.split(at, settings);
            let single =
                |chunk: &Chunk| chunk.marks.iter().filter(|mark| !mark.text.trim().is_empty()).count() == 1;
            let meet = is_number(&left.text) != is_number(&right.text);
            if meet || !single(&left) && !single(&right) {
                out.push(left);
                rest = right;
                at = 1;
                continue;
            }
        }
        at += 1;
    }
    out.push(rest);
    out
}

/// Whether an amount with decimals ends before a mark of a chunk that begins a word.
fn meets_word(chunk: &Chunk, at: usize) -> bool {
    let is_word = chunk.marks[at].text.chars().next().is_some_and(is_han);
    let before: String = chunk.marks[..at].iter().map(|mark| mark.text.as_str()).collect();
    is_word && before.contains('.') && parse_value(&squeeze(&before)).is_some()
}

/// The texts of a line in which words that are set apart (收　　入) are one; 类, 款 and 项 head columns of their own.
fn words(pieces: Vec<Chunk>) -> Vec<Chunk> {
    let is_single = |chunk: &Chunk| squeeze(&chunk.text).chars().count() == 1 && !is_number(&chunk.text);
    let mut out: Vec<(Chunk, bool)> = Vec::new();
    for chunk in pieces {
        let single = is_single(&chunk);
        match out.last_mut() {
            Some((word, true))
                if single
                    && !heads_code_part(&squeeze(&chunk.text))
                    && chunk.bbox.x0 - word.bbox.x1 < SET_APART * chunk.size =>
            {
                word.text.push_str(&chunk.text);
                word.bbox.x1 = chunk.bbox.x1;
                word.marks.extend(chunk.marks);
            }
            _ => out.push((chunk, single)),
        }
    }
    out.into_iter().map(|(chunk, _)| chunk).collect()
}

/// Whether a rule is as long as those of a table, and stands where they do.
fn has_ends(line: &Line, (from, to): (f32, f32)) -> bool {
    (line.from - from).abs() <= SAME_END && (line.to - to).abs() <= SAME_END
}

/// The banded tables of a page, top to bottom.
pub(super) fn of_page(page: &Page, lines: &Lines, settings: &Settings) -> Vec<Run> {
    let width = page.width;
    let mut full: Vec<&Line> =
        lines.horizontal.iter().filter(|line| line.to - line.from >= WIDTH * width).take(MOST).collect();
    full.sort_by(|a, b| a.pos.total_cmp(&b.pos));
    let mut runs = Vec::new();
    let mut taken = vec![false; full.len()];
    for first in 0..full.len() {
        if taken[first] {
            continue;
        }
        let (from, to) = (full[first].from, full[first].to);
        let members: Vec<usize> =
            (first..full.len()).filter(|at| !taken[*at] && has_ends(full[*at], (from, to))).collect();
        members.iter().for_each(|at| taken[*at] = true);
        let mut rules: Vec<f32> = members.iter().map(|at| full[*at].pos).collect();
        let beside = rules_beside(lines, &rules, (from, to));
        rules.extend(beside.iter().map(|line| line.pos));
        rules.sort_by(f32::total_cmp);
        // Most tables have sides of their own and need no closer look.
        let is_free = |pair: &&[f32]| {
            !lines.vertical.iter().any(|line| {
                line.pos > from - SAME_END
                    && line.pos < to + SAME_END
                    && line.from < pair[1] - SAME_END
                    && line.to > pair[0] + SAME_END
            })
        };
        if rules.windows(2).filter(is_free).count() >= ROWS {
            runs.extend(of_rules(page, lines, (&rules, &beside), (from, to), settings));
        }
    }
    runs.sort_by(|a: &Run, b: &Run| a.bands[0].top.total_cmp(&b.bands[0].top));
    runs
}

/// Rules beside merged cells: several that begin at one place and end with the table, between rules of its whole length;
/// and those like them where the page ends in such a cell.
fn rules_beside(lines: &Lines, rules: &[f32], (from, to): (f32, f32)) -> Vec<Line> {
    let (Some(top), Some(bottom)) = (rules.first(), rules.last()) else { return Vec::new() };
    let reaches_end = |line: &&Line| {
        (line.to - to).abs() <= SAME_END
            && line.from > from + SAME_END
            && line.to - line.from >= BESIDE * (to - from)
    };
    let found: Vec<Line> = lines.horizontal.iter().filter(reaches_end).take(MOST).copied().collect();
    let with = |first: &Line| -> Vec<Line> {
        found.iter().filter(|line| (line.from - first.from).abs() <= SAME_END).copied().collect()
    };
    let within =
        |beside: &Vec<Line>| beside.iter().filter(|line| line.pos > *top && line.pos < *bottom).count();
    let most = found.iter().take(PLACES).map(with).max_by_key(within);
    most.filter(|beside| within(beside) >= SEVERAL).unwrap_or_default()
}

/// The tables that rules of one length make, parted where a title stands between them.
fn of_rules(
    page: &Page,
    lines: &Lines,
    (rules, beside): (&[f32], &[Line]),
    (from, to): (f32, f32),
    settings: &Settings,
) -> Vec<Run> {
    let inside = |glyph: &&Glyph| {
        let middle = glyph_middle(glyph);
        is_seen(glyph, page)
            && middle > rules[0]
            && middle < rules[rules.len() - 1]
            && glyph.bbox.x1 > from - SAME_END
            && glyph.bbox.x0 < to + SAME_END
    };
    let glyphs: Vec<&Glyph> = page.glyphs.iter().filter(inside).collect();
    let texts = text_lines(&glyphs, page.number, settings);
    let mut bands: Vec<Band> = rules
        .windows(2)
        .map(|pair| Band {
            top: pair[0],
            bottom: pair[1],
            chunks: Vec::new(),
            is_numbered: false,
            counts: false,
        })
        .collect();
    for line in &texts {
        let middle = (line.bbox.y0 + line.bbox.y1) / 2.0;
        let at = rules.partition_point(|rule| *rule <= middle).saturating_sub(1);
        if let Some(band) = bands.get_mut(at) {
            let pieces = line.chunks.iter().flat_map(|chunk| pieces(chunk, settings)).collect();
            band.chunks.extend(words(pieces));
        }
    }
    for band in &mut bands {
        let texts: Vec<String> = band.chunks.iter().map(|chunk| squeeze(&chunk.text)).collect();
        band.counts = counts_columns(&texts);
        band.is_numbered = !band.counts && texts.iter().filter(|text| is_number(text)).count() > 1;
    }
    let usual = median(texts.iter().map(|line: &TextLine| line.size));
    let height = median(bands.iter().map(|band| band.bottom - band.top));
    let parts = |band: &Band| {
        let is_large = band.chunks.iter().any(|chunk| chunk.size > TITLE * usual);
        let is_high = band.bottom - band.top > HIGH * height && band.chunks.len() < 2;
        !band.is_numbered && (is_large || is_high)
    };
    let mut out = Vec::new();
    let mut current: Vec<Band> = Vec::new();
    // The rule above the first of them ends no table.
    let lone = bands.first().filter(|band| parts(band)).map(|band| band.top);
    for band in bands {
        if parts(&band) {
            out.extend(run(std::mem::take(&mut current), lines, beside, (from, to)));
        } else {
            current.push(band);
        }
    }
    out.extend(run(current, lines, beside, (from, to)));
    if let (Some(lone), Some(first)) = (lone, out.first_mut()) {
        let is_lone = |line: &&Line| line.pos == lone && (line.from - from).abs() <= SAME_END;
        first.apart.extend(lines.horizontal.iter().filter(is_lone));
    }
    out
}

/// The run of some bands, if their rules part rows: each of them has one line of numbers, and nothing upright is drawn.
fn run(mut bands: Vec<Band>, lines: &Lines, beside: &[Line], (from, to): (f32, f32)) -> Option<Run> {
    // What stands between the rule of a running head and the table is no row: heads stand side by side.
    let stands_alone = |band: &&Band| {
        let beside = |a: &Chunk, b: &Chunk| a.bbox.y0 < b.bbox.y1 && b.bbox.y0 < a.bbox.y1;
        band.chunks.windows(2).all(|pair| !beside(&pair[0], &pair[1]))
    };
    let above = bands.iter().take_while(stands_alone).count();
    let tops: Vec<f32> = bands.drain(..above).map(|band| band.top).collect();
    let (top, bottom) = (bands.first()?.top, bands.last()?.bottom);
    let numbered = bands.iter().filter(|band| band.is_numbered).count();
    let is_upright = |line: &&Line| {
        line.pos > from - SAME_END && line.pos < to + SAME_END && line.from < bottom && line.to > top
    };
    let is_row = |band: &Band| {
        let numbers: Vec<&Chunk> = band.chunks.iter().filter(|chunk| is_number(&chunk.text)).collect();
        numbers
            .iter()
            .all(|a| numbers.iter().all(|b| (a.baseline - b.baseline).abs() < 0.5 * a.size.max(b.size)))
    };
    if numbered < ROWS
        || numbered * 100 < NUMBERED * bands.len()
        || lines.vertical.iter().any(|line| is_upright(&line))
        || !bands.iter().filter(|band| band.is_numbered).all(is_row)
    {
        return None;
    }
    let inside = |line: &&Line| {
        line.from > from - SAME_END
            && line.to < to + SAME_END
            && line.pos > top + SAME_END
            && line.pos < bottom - SAME_END
    };
    let is_full = |line: &Line| has_ends(line, (from, to));
    let partial: Vec<Line> =
        lines.horizontal.iter().filter(inside).filter(|line| !is_full(line)).copied().collect();
    let apart =
        lines.horizontal.iter().filter(|line| is_full(line) && tops.contains(&line.pos)).copied().collect();
    let mut run = Run { from, to, bands, partial, beside: Vec::new(), apart };
    // A rule below a part of a row of numbers stands beside merged cells, or in a table of another kind.
    let head = run.bands.get(run.heads()).map_or(top, |band| band.top);
    let (heads, below): (Vec<Line>, Vec<Line>) = run.partial.iter().partition(|line| line.pos < head);
    let are_beside = below.iter().all(|line| beside.contains(line));
    (run.partial, run.beside) = (heads, below);
    run.beside.extend(beside.iter().filter(|line| line.pos == bottom));
    are_beside.then_some(run)
}

fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
