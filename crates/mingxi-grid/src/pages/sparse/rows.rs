//! Rows that no rule parts: a band between two rules in which columns of values print one number per line, side by
//! side, holds as many rows as lines.

use super::super::draft::{Draft, DraftCell};
use super::super::settings::Settings;
use super::super::text::is_broken;
use super::labels;
use super::pieces::Piece;
use mingxi_model::BBox;

/// How little room a full line leaves in its column: less than its next character and this, in points.
const SLACK: f32 = 4.0;

/// Parts bands that hold several rows. Says whether there were any.
pub(super) fn split(draft: &mut Draft, pieces: &[Piece], settings: &Settings) -> bool {
    let mut bands: Vec<Vec<&Piece>> = vec![Vec::new(); draft.rows];
    for piece in pieces {
        let cell = &draft.cells[piece.cell];
        if cell.row_span == 1 {
            bands[cell.row].push(piece);
        }
    }
    let read = |band: &Vec<&Piece>, least: usize| Band::new(draft, band, settings)?.cuts(least, settings);
    let mut cuts: Vec<Option<Cuts>> = bands.iter().map(|band| read(band, 2)).collect();
    if cuts.iter().all(Option::is_none) {
        return false;
    }
    // What some bands show beyond doubt, two lines of another one may show as well.
    for (cuts, band) in cuts.iter_mut().zip(&bands).filter(|(cuts, _)| cuts.is_none()) {
        *cuts = read(band, 1);
    }
    for (row, cuts) in cuts.into_iter().enumerate().rev() {
        if let Some(cuts) = cuts {
            insert(draft, row, &cuts);
        }
    }
    draft.cells.sort_by_key(|cell| (cell.row, cell.col));
    draft.first_cells = draft.cells.len();
    true
}

/// Where a band is cut.
struct Cuts {
    ys: Vec<f32>,
    /// Columns whose cell goes on over all rows of the band.
    whole: Vec<usize>,
}

/// The texts of a band, column by column.
struct Band<'p> {
    values: Vec<(usize, Vec<&'p Piece>)>,
    labels: Vec<Label<'p>>,
    /// The baselines of the numbers.
    rows: Vec<f32>,
    size: f32,
}

/// A column of texts that are no numbers.
struct Label<'p> {
    col: usize,
    lines: Vec<&'p Piece>,
    /// The right edge of its cell.
    right: f32,
    /// The middle of the band.
    middle: f32,
}

impl<'p> Band<'p> {
    fn new(draft: &Draft, pieces: &[&'p Piece], settings: &Settings) -> Option<Band<'p>> {
        let size = pieces.iter().map(|piece| piece.size).fold(0.0, f32::max);
        let first = pieces.first()?;
        let bbox = draft.cells[first.cell].bbox;
        if pieces.iter().all(|piece| piece.is_beside(first.baseline, settings)) {
            return None;
        }
        let mut columns: Vec<Vec<&Piece>> = vec![Vec::new(); draft.columns()];
        for piece in pieces {
            columns[piece.col].push(piece);
        }
        let (mut values, mut labels) = (Vec::new(), Vec::new());
        for (col, mut column) in columns.into_iter().enumerate().filter(|(_, column)| !column.is_empty()) {
            column.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.x0.total_cmp(&b.x0)));
            let is_one_each = column.windows(2).all(|pair| !pair[1].is_beside(pair[0].baseline, settings));
            if is_one_each && column.iter().all(|piece| piece.is_number) {
                values.push((col, column));
            } else {
                column.dedup_by(|next, line| next.is_beside(line.baseline, settings));
                let cell = &draft.cells[column[0].cell].bbox;
                let right = if cell.x1 > draft.xs[col + 1] { draft.xs[col + 1] } else { cell.x1 };
                labels.push(Label { col, lines: column, right, middle: (bbox.y0 + bbox.y1) / 2.0 });
            }
        }
        let is_broken = |(col, column): &(usize, Vec<&Piece>)| {
            let texts: Vec<String> = column.iter().map(|piece| piece.text.clone()).collect();
            let lines: Vec<(f32, f32)> =
                column.iter().map(|piece| (piece.x1 - piece.x0, piece.first)).collect();
            column.len() > 1 && is_broken(&texts, &lines, draft.xs[col + 1] - draft.xs[*col])
        };
        if values.iter().any(is_broken) {
            return None;
        }
        let rows =
            clusters(values.iter().flat_map(|(_, column)| column.iter().map(|p| p.baseline)), size, settings);
        Some(Band { values, labels, rows, size })
    }

    /// The cuts of a band of which `least` lines at least show several numbers, or a label and its number.
    fn cuts(&self, least: usize, settings: &Settings) -> Option<Cuts> {
        let is_amount = |text: &str| text.contains(['.', ',']);
        let has_amounts = self.values.iter().any(|(_, column)| column.iter().any(|p| is_amount(&p.text)));
        let is_shared = |row: &&f32| {
            let at_row =
                |(_, column): &&(usize, Vec<&Piece>)| column.iter().any(|p| p.is_beside(**row, settings));
            self.values.iter().filter(at_row).count() > 1
        };
        let shared = self.rows.iter().filter(is_shared).count();
        let is_list = |label: &Label| {
            let lines = label.lines.len();
            lines > least && lines == self.rows.len() && self.rows.iter().all(|row| label.has(*row, settings))
        };
        let is_told = shared >= least || self.labels.iter().any(is_list);
        if self.rows.len() < 2 || !has_amounts || !is_told {
            return None;
        }
        self.beside(settings).or_else(|| self.around(settings))
    }

    /// Rows whose labels have a line at every number: each further line of them is a row without numbers or goes on
    /// from a full line.
    fn beside(&self, settings: &Settings) -> Option<Cuts> {
        let (labels, whole): (Vec<&Label>, Vec<&Label>) =
            self.labels.iter().partition(|label| label.is_beside(&self.rows, settings));
        if !self.rows.iter().all(|row| labels.iter().any(|label| label.has(*row, settings))) {
            return None;
        }
        let lines = labels.iter().flat_map(|label| label.lines.iter().map(|piece| piece.baseline));
        let lines = clusters(self.rows.iter().copied().chain(lines), self.size, settings);
        let goes_on = |pair: &[f32]| {
            let owner = |y: f32| {
                let mut own = labels.iter().filter(|label| label.has(y, settings));
                let first = own.next();
                first.filter(|_| own.next().is_none())
            };
            let has_number =
                |y: f32| self.rows.iter().any(|row| (row - y).abs() <= settings.same_line * self.size);
            let (Some(upper), Some(lower)) = (owner(pair[0]), owner(pair[1])) else { return false };
            upper.col == lower.col
                && !(has_number(pair[0]) && has_number(pair[1]))
                && upper.is_full(pair[0], pair[1], settings)
        };
        let edges = lines.windows(2).filter(|pair| !goes_on(pair));
        let ys: Vec<f32> = edges.map(|pair| self.between(pair[0], pair[1])).collect();
        // Two numbers with full lines between them: to which of them those belong is not told here.
        let row = |number: &f32| ys.partition_point(|y| *y < number - 0.35 * self.size);
        if self.rows.windows(2).any(|pair| row(&pair[0]) == row(&pair[1])) {
            return None;
        }
        Some(Cuts { ys, whole: whole.iter().map(|label| label.col).collect() })
    }

    /// Rows whose labels wrap around their numbers.
    fn around(&self, settings: &Settings) -> Option<Cuts> {
        let mut ends: Vec<(f32, f32)> = self.rows.iter().map(|row| (*row, *row)).collect();
        let mut whole = Vec::new();
        let mut is_told = false;
        for label in &self.labels {
            let lines: Vec<f32> = label.lines.iter().map(|piece| piece.baseline).collect();
            if let Some(starts) = labels::starts(&lines, &self.rows, self.size) {
                let last = starts.iter().skip(1).copied().chain([lines.len()]).map(|end| lines[end - 1]);
                for ((top, bottom), (start, last)) in ends.iter_mut().zip(starts.iter().zip(last)) {
                    (*top, *bottom) = (top.min(lines[*start]), bottom.max(last));
                }
                is_told = true;
            } else if !label
                .lines
                .iter()
                .all(|piece| self.rows.iter().any(|row| piece.is_beside(*row, settings)))
            {
                whole.push(label.col);
            }
        }
        let is_apart = ends.windows(2).all(|pair| pair[1].0 - pair[0].1 > settings.same_line * self.size);
        let ys = ends.windows(2).map(|pair| self.between(pair[0].1, pair[1].0)).collect();
        (is_told && is_apart).then_some(Cuts { ys, whole })
    }

    /// The edge between a row that ends with one baseline and the row that begins with another.
    fn between(&self, upper: f32, lower: f32) -> f32 {
        (upper + lower) / 2.0 - 0.35 * self.size
    }
}

impl Label<'_> {
    fn has(&self, row: f32, settings: &Settings) -> bool {
        self.lines.iter().any(|piece| piece.is_beside(row, settings))
    }

    /// Whether the column has a line at each number between its first and its last line. A single text in the middle
    /// of the band is one for all its rows.
    fn is_beside(&self, rows: &[f32], settings: &Settings) -> bool {
        let (Some(first), Some(last)) = (self.lines.first(), self.lines.last()) else { return false };
        let is_middle = self.lines.len() == 1
            && rows.len() > 2
            && (first.baseline - 0.35 * first.size - self.middle).abs() < 0.5 * first.size;
        let reach = settings.same_line * first.size;
        let mut inside = rows
            .iter()
            .filter(|row| (first.baseline - reach..=last.baseline + reach).contains(*row))
            .peekable();
        !is_middle && inside.peek().is_some() && inside.all(|row| self.has(*row, settings))
    }

    /// Whether the line at `upper` has no room for the first character of the line at `lower`.
    fn is_full(&self, upper: f32, lower: f32, settings: &Settings) -> bool {
        let at = |y: f32| self.lines.iter().find(|piece| piece.is_beside(y, settings));
        let (Some(upper), Some(lower)) = (at(upper), at(lower)) else { return false };
        upper.x1 + lower.first + SLACK > self.right
    }
}

/// Baselines that are one, top to bottom.
fn clusters(baselines: impl Iterator<Item = f32>, size: f32, settings: &Settings) -> Vec<f32> {
    let mut all: Vec<f32> = baselines.collect();
    all.sort_by(f32::total_cmp);
    all.dedup_by(|next, first| *next - *first <= settings.same_line * size);
    all
}

/// Cuts a row at `cuts`; cells that reach into it from above or on below it grow.
fn insert(draft: &mut Draft, row: usize, cuts: &Cuts) {
    let more = cuts.ys.len();
    let Some(bounds) = draft.ys.get(row..row + 2) else { return };
    let edges: Vec<f32> = [bounds[0]].into_iter().chain(cuts.ys.iter().copied()).chain([bounds[1]]).collect();
    let mut parts: Vec<DraftCell> = Vec::new();
    for cell in &mut draft.cells {
        let is_whole = (cell.col..cell.col + cell.col_span).all(|col| cuts.whole.contains(&col));
        if cell.row > row {
            cell.row += more;
        } else if cell.row + cell.row_span > row && (cell.row_span > 1 || is_whole) {
            cell.row_span += more;
        } else if cell.row == row {
            for (at, edge) in edges.windows(2).enumerate().skip(1) {
                let bbox = BBox { y0: edge[0], y1: edge[1], ..cell.bbox };
                parts.push(DraftCell { row: row + at, bbox, ..cell.clone() });
            }
            cell.bbox.y1 = edges[1];
        }
    }
    draft.cells.extend(parts);
    draft.ys.splice(row + 1..row + 1, cuts.ys.iter().copied());
    draft.rows += more;
    for sides in [&mut draft.left, &mut draft.right] {
        let side = sides.get(row).copied().unwrap_or(true);
        let at = row.min(sides.len());
        sides.splice(at..at, std::iter::repeat_n(side, more));
    }
}
