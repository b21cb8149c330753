//! Whatever a grid holds, nothing is lost, nothing panics and the work stays bounded.

use super::{grid, table, words};
use crate::performance::{align, read};
use mingxi_model::{Cell, Grid, TableKind};

/// A small generator, so that failures repeat.
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

#[test]
fn random_forms_keep_every_text() {
    let texts = [
        "",
        "",
        "",
        "",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
        "得分",
        "产出指标",
        "数量指标",
        "栽树",
        "≥80棵",
        "10",
        "总分",
        "资金总额",
        "年初预算数",
        "全年执行数",
        "项目名称",
        "绩效目标",
        "预算编制数",
        "优",
        "长期,优",
        "——",
    ];
    let words = words();
    let mut state = 7;
    for _ in 0..400 {
        let (rows, columns) = (1 + next(&mut state) % 9, 1 + next(&mut state) % 9);
        let cells: Vec<Cell> = (0..rows * columns)
            .map(|i| {
                let text = texts[next(&mut state) % texts.len()];
                Cell::single((i / columns) as u32, (i % columns) as u32, text, None)
            })
            .collect();
        let before = Grid::new(rows as u32, columns as u32, cells).unwrap();
        let (after, diagnostics) = align(before.clone(), &words);
        let is_split = diagnostics.iter().any(|d| d.code == "fused_cell");
        assert!(diagnostics.iter().all(|d| d.code != "form_not_aligned"), "{diagnostics:?}");
        assert!(is_split || sorted(&before) == sorted(&after));
        let (again, _) = align(after.clone(), &words);
        assert_eq!(again, after, "a second pass changes nothing");
        for kind in [TableKind::PerformanceProject, TableKind::PerformanceProjectList] {
            read(&[table(1, kind, "甲绩效目标表", after.clone())], &words);
        }
    }
}

fn sorted(grid: &Grid) -> Vec<&str> {
    let mut texts: Vec<&str> =
        grid.cells().iter().map(|c| c.text.as_str()).filter(|t| !t.is_empty()).collect();
    texts.sort_unstable();
    texts
}

#[test]
fn a_huge_form_is_left_as_printed() {
    let mut rows = "一级指标|三级指标|指标值\n".to_owned();
    rows.push_str(&"|栽树|≥80棵\n".repeat(5_000));
    let before = grid(&rows);
    let (after, diagnostics) = align(before.clone(), &words());
    assert_eq!(before, after);
    assert_eq!(diagnostics[0].code, "form_too_large");
}
