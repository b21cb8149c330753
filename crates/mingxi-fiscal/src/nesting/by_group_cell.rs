//! Rows nested by a label cell that spans them: 一般公共预算资金 beside 小计, 财政拨款, 专项收入.

use crate::Headers;
use mingxi_model::text::squeeze;
use mingxi_model::{Column, ColumnRole, Grid, RowLabel, RowRole};

/// Under two label columns (group | item), a group's 小计 states the sum of the other rows of the group. The codes of the
/// items or a remark may stand between the two (单位名称 | 科目编码 | 科目名称; 单位名称 | 项目类别 | 项目名称).
pub(super) fn nest_by_group_cell(
    labels: &mut [RowLabel],
    grid: &Grid,
    columns: &[&Column],
    headers: &Headers,
) {
    let is_name = |role| matches!(role, ColumnRole::Name | ColumnRole::UnitName);
    let may_part = |role| matches!(role, ColumnRole::Code | ColumnRole::CodePart | ColumnRole::Text);
    let names: Vec<u32> = columns.iter().filter(|column| is_name(column.role)).map(|c| c.col).collect();
    let are_neighbours = |outer: u32, inner: u32| {
        columns.iter().filter(|column| (outer + 1..inner).contains(&column.col)).all(|c| may_part(c.role))
    };
    let mut pairs = names.windows(2).map(|pair| (pair[0], pair[1]));
    let Some((outer, inner)) = pairs.find(|(outer, inner)| are_neighbours(*outer, *inner)) else {
        return;
    };
    let is_sum = |row: u32| {
        let (group, item) = (grid.at(row, outer), grid.at(row, inner));
        (group.row, group.col) != (item.row, item.col)
            && !squeeze(&group.text).is_empty()
            && headers.total.is_match(&squeeze(&item.text))
    };
    let sums: Vec<(u32, u32, u32)> = labels
        .iter()
        .filter(|label| is_sum(label.row))
        .map(|label| {
            let group = grid.at(label.row, outer);
            let from = group.row;
            let mut to = group.row + group.row_span;
            // A group that prints its name again on every row, or only on the first.
            let goes_on = |row: u32| {
                let (own, item) = (squeeze(&grid.at(row, outer).text), squeeze(&grid.at(row, inner).text));
                !headers.total.is_match(&item)
                    && !item.is_empty()
                    && (own == squeeze(&group.text) || (own.is_empty() && label.row == from))
            };
            while to < grid.rows() && goes_on(to) {
                to += 1;
            }
            (label.row, from, to)
        })
        .collect();
    for (sum, from, to) in sums {
        let inside = |label: &RowLabel| (from..to).contains(&label.row) && label.row != sum;
        let has_rows = labels.iter().any(inside);
        for label in labels.iter_mut() {
            if label.row == sum {
                label.role = Some(if has_rows { RowRole::Group } else { RowRole::Leaf });
            } else if inside(label) && label.parent_row.is_none() {
                label.parent_row = Some(sum);
            }
        }
    }
}
