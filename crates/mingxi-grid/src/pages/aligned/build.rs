//! A region's texts to the cells of a draft.

use super::super::draft::{Draft, DraftCell};
use super::super::rules::Line;
use super::super::settings::Settings;
use super::blocks::{Block, Placed, rows, wrap};
use super::columns::{Column, body_columns, overlapping};
use super::cut::cut;
use super::doubt::{Spot, cut_names, holds_two_numbers, lost_header_rows, run_together, spots};
use super::edges::{Edges, Style, edges, style};
use super::fit::{Frame, HeaderCell, cover_index};
use super::grid::{Placing, apply_spans, bands, fill_holes, left_bands, left_rows};
use super::header::headed_columns;
use super::heads::{merge_code_parts, merge_headless, merge_indented_parts};
use super::page_end;
use super::repeats;
use super::settled::{Settled, settle};
use super::thousands::{is_grouped, is_surely_grouped};
use super::three_rules::Guide;
use super::vertical::{has_loose_labels, vertical_spans};
use super::wide_lines;
use super::words::{self, above_rule, rejoin_headers};
use crate::Hints;
use crate::row_kind::{RowKind, header_rows};
use mingxi_model::text::squeeze;
use mingxi_model::{BBox, Doubt, Extraction, parse_number};

/// The most columns a table without rules may have; the widest disclosure has 30.
const MAX_COLUMNS: usize = 90;

/// The most rows the texts of a header may stand in, rows between rows counted.
const MAX_HEADER: usize = 14;

/// The rows of a region with their columns.
pub(super) struct Texts {
    rows: Vec<Vec<Block>>,
    kinds: Vec<RowKind>,
    /// How many rows are header.
    header: usize,
    /// How many of them are no numbers of columns.
    tree: usize,
    /// The header's texts from the top down, without the numbers of columns.
    head: Vec<Block>,
    columns: Vec<Column>,
    /// What the rows and columns leave open.
    spots: Vec<Spot>,
    /// The header goes on among the rows: no value is to be taken from them.
    is_lost: bool,
    /// Rules below groups of the header.
    partial: Vec<Line>,
}

/// The rows of a region with all that is known of them.
struct Layout {
    rows: Vec<Vec<Block>>,
    kinds: Vec<RowKind>,
    header: usize,
    head: Vec<Block>,
    columns: Vec<Column>,
    edges: Edges,
    /// The cells of the header's tree.
    cells: Vec<HeaderCell>,
    spots: Vec<Spot>,
    is_lost: bool,
}

impl Layout {
    fn frame(&self) -> Frame<'_> {
        Frame { columns: &self.columns, edges: &self.edges, partial: &[] }
    }
}

/// Finds the rows and columns of a region; `None` where its texts form no columns. `guide` is what rules say of the
/// header.
pub(super) fn texts(placed: Vec<Placed>, guide: Guide, hints: &Hints, settings: &Settings) -> Option<Texts> {
    let mut rows = rows(wide_lines::join_labels(wrap(cut(placed, hints, settings), hints, settings)));
    page_end::join(&mut rows, hints);
    rejoin_headers(&mut rows, guide.header_end, hints);
    let above = above_rule(&rows, guide.header_end);
    wide_lines::join_heads(&mut rows[..above], &guide.partial);
    rows.retain(|row| !row.is_empty());
    let above = above_rule(&rows, guide.header_end);
    let mut kinds = words::kinds(&texts_of(&rows), above, hints);
    let header = header_rows(kinds.iter().copied());
    let count = rows.len();
    repeats::remove(&mut rows, header);
    if rows.len() < count {
        kinds = words::kinds(&texts_of(&rows), above, hints);
    }
    let tree = kinds[..header].iter().take_while(|kind| **kind != RowKind::Index).count();
    let mut columns = body_columns(&rows, header);
    let mut head = rows[..tree].concat();
    head.sort_by(|a, b| a.centre_y().total_cmp(&b.centre_y()).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    if tree > MAX_HEADER {
        return None;
    }
    if tree > 0 {
        if rows[..tree].iter().any(|row| row.len() > MAX_COLUMNS) || columns.len() > MAX_COLUMNS {
            return None;
        }
        columns = merge_indented_parts(columns, &rows, &head);
        columns = merge_code_parts(merge_headless(headed_columns(&head, columns)), &rows);
    }
    if columns.len() < 2 || columns.len() > MAX_COLUMNS {
        return None;
    }
    let is_lost = lost_header_rows(&rows, &kinds, header) > 0;
    let spots = spots(&rows, header, tree, &head, &columns, hints);
    Some(Texts { rows, kinds, header, tree, head, columns, spots, is_lost, partial: guide.partial })
}

fn texts_of(rows: &[Vec<Block>]) -> Vec<Vec<&str>> {
    rows.iter().map(|row| row.iter().map(|block| block.text.as_str()).collect()).collect()
}

impl Texts {
    /// What these texts show of the document's style.
    pub(super) fn style(&self) -> Style {
        style(&self.columns, &self.head, &self.rows, self.header)
    }
}

/// Builds the table of a region, with the other ways to read its header. `style` is that of the whole document,
/// for what the table itself leaves open.
pub(super) fn build(texts: Texts, style: &Style, hints: &Hints) -> Draft {
    let Texts { rows, kinds, header, tree, head, columns, mut spots, is_lost, partial } = texts;
    let edges = edges(&columns, &head, &rows, header, style);
    let Settled { cells, edges, others, misfits } = settle(&head, &columns, &partial, edges);
    spots.extend(run_together(&head, &cells, hints));
    spots.extend(cut_names(&head, &cells, hints));
    let misfit = |cell: HeaderCell| Spot {
        rows: None,
        cols: Some(cell.from..cell.to),
        reason: "a name stands in the middle of no columns",
    };
    spots.extend(misfits.into_iter().map(misfit));
    let mut layout = Layout { rows, kinds, header, head, columns, edges, cells, spots, is_lost };
    let mut out = draft(&layout, tree, hints);
    out.others = others
        .into_iter()
        .map(|cells| {
            layout.cells = cells;
            draft(&layout, tree, hints)
        })
        .collect();
    out
}

fn draft(layout: &Layout, tree: usize, hints: &Hints) -> Draft {
    let columns = layout.columns.len();
    let (mut cells, depth) = header_cells(layout);
    let mut spots = layout.spots.clone();
    spots.extend(numbers_over_several(layout, tree));
    spots.extend(doubtful_columns(layout, tree));
    // Grid rows: the header's depth, then one for each further row.
    let mut next = depth;
    for row in tree..layout.rows.len() {
        let is_index = row < layout.header && layout.kinds[row] == RowKind::Index;
        spots.extend(match is_index {
            true => index_cells(layout, row, next, &mut cells, hints),
            false => body_cells(layout, row, next, &mut cells, hints),
        });
        next += 1;
    }
    let spans = vertical_spans(&layout.rows[layout.header..], &layout.columns, tree > 0, hints);
    if tree > 0 && has_loose_labels(&layout.rows[layout.header..], &layout.columns, &spans, hints) {
        let reason = "labels may stand in the middle of their rows";
        spots.push(Spot { rows: None, cols: None, reason });
    }
    let total = apply_spans(&mut cells, &spans, depth + layout.header - tree, next);
    let bands = bands(&layout.rows, tree, depth);
    let bands = left_bands(bands, &spans, depth + layout.header - tree);
    let mut cells = fill_holes(cells, total, columns);
    let to_grid = left_rows(&spans, depth + layout.header - tree, next);
    let grid_row =
        |row: usize| to_grid.get(depth + row.saturating_sub(tree)).copied().unwrap_or(total) as u32;
    let mut doubts: Vec<Doubt> = spots
        .into_iter()
        .map(|spot| Doubt {
            rows: spot.rows.map_or(0..u32::MAX, |rows| grid_row(rows.start)..grid_row(rows.end)),
            cols: spot.cols.map_or(0..u32::MAX, |cols| cols.start as u32..cols.end as u32),
            reason: spot.reason.to_owned(),
        })
        .collect();
    let by_blanks = cells.iter().any(|cell| is_surely_grouped(&cell.text));
    let are_two = |text: &str| holds_two_numbers(text) && !(by_blanks && is_grouped(text));
    doubts.extend(cells.iter().filter(|cell| are_two(&cell.text)).map(|cell| Doubt {
        rows: cell.row as u32..(cell.row + cell.row_span) as u32,
        cols: cell.col as u32..(cell.col + cell.col_span) as u32,
        reason: "two cells may have been taken for one".to_owned(),
    }));
    cells.sort_by_key(|cell| (cell.row, cell.col));
    let xs = layout.edges.places();
    let cells: Vec<DraftCell> = cells
        .into_iter()
        .map(|cell| {
            let band = bands[cell.row];
            let rows = cell.row..(cell.row + cell.row_span).min(bands.len());
            // A span that reaches over a page break shows its first part.
            let last = rows.rev().find(|row| bands[*row].page == band.page).unwrap_or(cell.row);
            let bbox = BBox {
                x0: xs[cell.col],
                y0: band.top - band.shift,
                x1: xs[cell.col + cell.col_span],
                y1: bands[last].bottom - band.shift,
            };
            DraftCell {
                row: cell.row,
                col: cell.col,
                row_span: cell.row_span,
                col_span: cell.col_span,
                text: cell.text,
                whole: None,
                page: band.page,
                bbox,
                indent: cell.x0.map(|x0| x0 - bbox.x0),
                last_line: None,
            }
        })
        .collect();
    let (first, last) = (bands[0], bands[bands.len() - 1]);
    let bbox =
        BBox { x0: xs[0], y0: first.top - first.shift, x1: xs[columns], y1: first.bottom - first.shift };
    Draft {
        page: last.page,
        bbox,
        ys: bands.iter().map(|band| band.top).chain([last.bottom]).collect(),
        xs,
        rows: total,
        first_cells: cells.len(),
        cells,
        extraction: Extraction::Aligned,
        in_doubt: layout.is_lost && layout.columns.iter().any(|column| column.numbers > 0),
        doubts,
        others: Vec::new(),
        left: vec![true; total],
        right: vec![true; total],
        top: vec![true; columns],
        bottom: vec![true; columns],
    }
}

/// Columns with headers of their own over which one number of columns stands: a header was cut.
fn numbers_over_several(layout: &Layout, tree: usize) -> Vec<Spot> {
    let headed = |from: usize, to: usize| {
        layout.columns[from..to].iter().filter(|column| column.header.is_some()).count()
    };
    let is_number = |block: &Block| block.text.chars().all(|c| c.is_ascii_digit());
    let rows = (tree..layout.header).filter(|row| layout.kinds[*row] == RowKind::Index);
    rows.flat_map(|row| {
        let blocks = &layout.rows[row];
        let covers = cover_index(blocks, layout.frame());
        covers.into_iter().filter(|cell| is_number(&blocks[cell.block]) && headed(cell.from, cell.to) > 1)
    })
    .map(|cell| Spot {
        rows: None,
        cols: Some(cell.from..cell.to),
        reason: "one number of a column stands over several columns",
    })
    .collect()
}

/// Columns of amounts that have no header, or have one beside them that only a single amount supports.
fn doubtful_columns(layout: &Layout, tree: usize) -> Vec<Spot> {
    let is_doubtful = |(_, column): &(usize, &Column)| {
        let header = column.header.map(|index| layout.head[index].bbox);
        column.decimals
            && match header {
                Some(bbox) => {
                    column.rows.len() == 1 && (bbox.x1 < column.begins.0 || bbox.x0 > column.ends.1)
                }
                None => true,
            }
    };
    if tree == 0 {
        return Vec::new();
    }
    let spot = |(index, _): (usize, &Column)| Spot {
        rows: None,
        cols: Some(index..index + 1),
        reason: "no name stands right over this column",
    };
    layout.columns.iter().enumerate().filter(is_doubtful).map(spot).collect()
}

/// The cells of the header's tree and its depth: each column is headed by the texts that cover it, top down.
fn header_cells(layout: &Layout) -> (Vec<Placing>, usize) {
    let columns = layout.columns.len();
    let covers = &layout.cells;
    let mut stacks: Vec<Vec<usize>> = vec![Vec::new(); columns];
    for (index, cell) in covers.iter().enumerate() {
        for stack in &mut stacks[cell.from..cell.to] {
            stack.push(index);
        }
    }
    let depth = stacks.iter().map(Vec::len).max().unwrap_or(0);
    let mut cells = Vec::new();
    // A text stands as deep as it does in the deepest of its columns.
    let level: Vec<usize> = (0..covers.len())
        .map(|index| {
            stacks.iter().filter_map(|stack| stack.iter().position(|i| *i == index)).max().unwrap_or(0)
        })
        .collect();
    for (index, cell) in covers.iter().enumerate() {
        let is_lowest = stacks[cell.from..cell.to].iter().all(|stack| stack.last() == Some(&index));
        let below = stacks[cell.from..cell.to]
            .iter()
            .filter_map(|stack| stack.iter().find(|i| **i > index).map(|i| level[*i]))
            .min()
            .unwrap_or(depth);
        let bottom = if is_lowest { depth } else { below.max(level[index] + 1) };
        cells.push(Placing {
            row: level[index],
            col: cell.from,
            row_span: bottom - level[index],
            col_span: cell.to - cell.from,
            text: layout.head[cell.block].text.clone(),
            x0: Some(layout.head[cell.block].bbox.x0),
        });
    }
    (cells, depth)
}

/// The cells of a row that numbers the columns. Gives the texts that found no column.
fn index_cells(
    layout: &Layout,
    row: usize,
    grid_row: usize,
    cells: &mut Vec<Placing>,
    hints: &Hints,
) -> Vec<Spot> {
    let blocks = &layout.rows[row];
    let covers = cover_index(blocks, layout.frame());
    if covers.is_empty() {
        return body_cells(layout, row, grid_row, cells, hints);
    }
    cells.extend(covers.into_iter().map(|cell| Placing {
        row: grid_row,
        col: cell.from,
        row_span: 1,
        col_span: cell.to - cell.from,
        text: blocks[cell.block].text.clone(),
        x0: Some(blocks[cell.block].bbox.x0),
    }));
    Vec::new()
}

/// The cells of a body row. Gives the texts that share a column.
fn body_cells(
    layout: &Layout,
    row: usize,
    grid_row: usize,
    cells: &mut Vec<Placing>,
    hints: &Hints,
) -> Vec<Spot> {
    let mut end = 0;
    let mut unsure = Vec::new();
    let first = cells.len();
    for (index, block) in layout.rows[row].iter().enumerate() {
        let mut range = overlapping(&layout.columns, block.bbox.x0, block.bbox.x1);
        if range.len() > 1 {
            // A text over several columns stands in a merged cell, which goes on to the next text.
            let next =
                layout.rows[row].get(index + 1).map(|b| overlapping(&layout.columns, b.bbox.x0, b.bbox.x1));
            let next = next.map_or(layout.columns.len(), |next| next.start);
            // Where it only reaches into the next text's column, that column is the next text's.
            range.end = if next > range.start { next } else { range.end };
        } else if let Some(next) = layout.rows[row].get(index + 1)
            && parse_number(&next.text).is_some()
            && parse_number(&block.text).is_none()
        {
            // A label whose amount stands in a further panel is merged up to it: 公用经费合计 over three panels.
            let next = overlapping(&layout.columns, next.bbox.x0, next.bbox.x1).start;
            let between = layout.columns.get(range.end..next).unwrap_or_default();
            // A panel has amounts. Codes and names between them are those of a unit that stands beside its first row.
            let is_total = hints.total.is_match(&squeeze(&block.text));
            let is_panel = |column: &Column| column.is_numeric() && (column.decimals || is_total);
            if between.iter().any(is_panel) && between.last().is_some_and(|last| !last.is_numeric()) {
                range.end = next;
            }
        }
        let range = if range.is_empty() { nearest(&layout.edges.places(), block) } else { range };
        let from = range.start.max(end);
        if from >= range.end {
            // The column is taken: the texts are one cell after all.
            match cells[first..].last_mut() {
                Some(cell) if are_lines(&layout.rows[row][index - 1], block) => {
                    // The line that stands higher comes first, however far each is indented.
                    let is_below = layout.rows[row][index - 1].first < block.first;
                    let (upper, lower) =
                        if is_below { (&cell.text, &block.text) } else { (&block.text, &cell.text) };
                    cell.text = format!("{upper}\n{lower}");
                    continue;
                }
                Some(cell) => {
                    cell.text.push(' ');
                    cell.text.push_str(&block.text);
                    unsure.push(Spot {
                        rows: Some(row..row + 1),
                        cols: Some(cell.col..cell.col + cell.col_span),
                        reason: "two texts share a cell",
                    });
                    continue;
                }
                None => continue,
            }
        }
        end = range.end;
        cells.push(Placing {
            row: grid_row,
            col: from,
            row_span: 1,
            col_span: range.end - from,
            text: block.text.clone(),
            x0: Some(block.bbox.x0),
        });
    }
    unsure
}

/// Whether two texts of one cell are lines of a name: one below the other, and no numbers.
fn are_lines(a: &Block, b: &Block) -> bool {
    let is_number = |block: &Block| parse_number(&block.text).is_some();
    let apart = (a.first - b.first).abs().min((a.last - b.last).abs());
    apart > LINE * a.size.min(b.size) && !is_number(a) && !is_number(b)
}

/// How far apart the baselines of two lines are at least, in em.
const LINE: f32 = 0.8;

/// The column whose edges hold the middle of a block.
fn nearest(edges: &[f32], block: &Block) -> std::ops::Range<usize> {
    let upper = edges.partition_point(|edge| *edge <= block.centre_x());
    let col = upper.clamp(1, edges.len() - 1) - 1;
    col..col + 1
}
