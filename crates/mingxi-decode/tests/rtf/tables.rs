//! Tables: edges to spans, merges, nesting, indentation.

use super::common::{lines, read, shown};
use mingxi_model::{Block, Place};

#[test]
fn edges_become_spans() {
    let body = "before\\par\\trowd\\trleft-108\\clvmgf\\cellx900\\cellx3000\\pard\\intbl a\\cell b\\cell\\row\
                \\trowd\\trleft-113\\clvmrg\\cellx905\\cellx2000\\cellx2995\\pard\\intbl\\cell c\\cell d\\par e\\cell\\row\\pard after\\par";
    assert_eq!(shown(body), ["before", "|a 2x1|b 1x2|", "|c|d/e|", "after"]);
}

#[test]
fn rows_may_be_described_at_their_end_only() {
    let body = "\\pard\\intbl a\\cell b\\cell\\trowd\\cellx1000\\cellx2000\\row\\intbl c\\cell\\trowd\\cellx2000\\row\\pard";
    assert_eq!(shown(body), ["|a|b|", "|c 1x2|"]);
}

#[test]
fn merges_across_and_down() {
    let body = "\\trowd\\clmgf\\cellx1000\\clmrg\\cellx2000\\clvmgf\\cellx3000\\pard\\intbl a\\cell\\cell b\\cell\\row\
                \\trowd\\cellx1000\\cellx2000\\clvmrg\\cellx3000\\pard\\intbl c\\cell d\\cell\\cell\\row\\pard x\\par";
    assert_eq!(shown(body), ["|a 1x2|b 2x1|", "|c|d|", "x"]);
}

#[test]
fn a_table_in_a_cell_follows_its_table() {
    let body = "\\trowd\\cellx2000\\cellx4000\\pard\\intbl a\\cell\\pard\\intbl b\\par\\pard\\intbl\\itap2 c\\nestcell d\\nestcell\
                {\\*\\nesttableprops\\trowd\\cellx2500\\cellx3000\\nestrow}{\\nonesttables\\par}\\pard\\intbl\\itap2 e\\nestcell f\\nestcell\
                {\\*\\nesttableprops\\trowd\\cellx2500\\cellx3000\\nestrow}\\pard\\intbl\\itap1 g\\cell\\row\\pard x\\par";
    assert_eq!(shown(body), ["|a|b/g|", "|c|d|", "|e|f|", "x"]);
}

#[test]
fn indentation_and_places() {
    let document = read(
        "\\trowd\\cellx2000\\cellx4000\\pard\\intbl\\li420\\fi210 a\\cell\\pard\\intbl\\qr 1\\cell\\row\
         \\trowd\\cellx2000\\cellx4000\\pard\\intbl b\\cell 2\\cell\\row",
    );
    let Block::Native(table) = &document.blocks[0] else { unreachable!("a table") };
    let indents: Vec<Option<f32>> = table.cells.iter().map(|cell| cell.indent).collect();
    assert_eq!(indents, [Some(31.5), None, Some(0.0), Some(0.0)]);
    assert_eq!(table.cells[3].place, Place::Part("body/tbl[1]/tr[2]/tc[2]".into()));
}

#[test]
fn low_rows_and_white_text_on_white_are_not_seen_and_white_on_dark_is() {
    let document = read(
        "\\trowd\\clcbpat1\\cellx2000\\cellx4000\\pard\\intbl{\\cf2 head}\\cell{\\cf2 lost}\\cell\\row\
         \\trowd\\trrh-20\\cellx2000\\cellx4000\\pard\\intbl low\\cell 1\\cell\\row\
         \\trowd\\cellx2000\\cellx4000\\pard\\intbl b\\cell 2\\cell\\row",
    );
    assert_eq!(lines(&document), ["|head||", "|b|2|"]);
}
