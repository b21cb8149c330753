//! Tables: spans, frames, nesting, indentation.

use super::common::{read, shown};
use mingxi_model::{Block, Place};

#[test]
fn spans_are_laid_out_as_browsers_do() {
    let page = "<h4>收支总表</h4><table><thead><tr><td rowspan=2>科目<td colspan=2>预算数<tr><td>收入<td>支出</thead>\
                <tr><td>合计<td>1,234.50<td><tr><td>其他<td>0.00<td>3</table>";
    assert_eq!(
        shown(page),
        ["收支总表", "|科目 2x1|预算数 1x2|", "|收入|支出|", "|合计|1,234.50||", "|其他|0.00|3|"]
    );
}

#[test]
fn a_title_row_over_more_columns_than_there_are_ends_with_them() {
    let page = "<table><tr><td colspan=20>收支总表<tr><td>项目<td>金额<tr><td>合计<td>3</table>";
    assert_eq!(shown(page), ["|收支总表 1x2|", "|项目|金额|", "|合计|3|"]);
}

#[test]
fn a_frame_around_tables_is_no_table() {
    let page = "<table width=100%><tr><td><a href=a.html>首页</a> <a href=b.html>公开</a> <a href=c.html>办事</a></td></tr>\
                <tr><td><p>2024年部门预算</p><table><tr><td>项目<td>金额<tr><td>合计<td>3.00</table></td></tr></table>";
    assert_eq!(shown(page), ["2024年部门预算", "|项目|金额|", "|合计|3.00|"]);
}

#[test]
fn captions_beside_one_another_are_lines() {
    let page = "<table><tr><td>部门：云杉县财政局<td align=right>单位：万元</table>\
                <table><caption>收入总表</caption><tr><td>项目<td>金额<tr><td>合计<td>3.00</table>";
    assert_eq!(shown(page), ["部门：云杉县财政局", "单位：万元", "收入总表", "|项目|金额|", "|合计|3.00|"]);
    let page = "<div style='display:flex'><span>部门：云杉县财政局</span><span>单位：万元</span></div>";
    assert_eq!(shown(page), ["部门：云杉县财政局", "单位：万元"]);
}

#[test]
fn a_table_in_a_cell_follows_its_table() {
    let page = "<table><tr><td>指标<td>值<tr><td>一<td>1<tr><td>二<td>2<tr><td>说明文字很长很长很长很长<td>\
                <table><tr><td>甲<td>乙<tr><td>3<td>4</table></table>";
    assert_eq!(
        shown(page),
        ["|指标|值|", "|一|1|", "|二|2|", "|说明文字很长很长很长很长||", "|甲|乙|", "|3|4|"]
    );
}

#[test]
fn lines_of_a_cell_are_kept_and_white_space_is_not() {
    let page = "<table><tr><td>项 目\n  名称<td><p>第一行</p><p>第二<br>行</p><tr><td>&nbsp;&nbsp;其中<td>m<sup>2</sup>①<sup>1</sup></table>";
    assert_eq!(shown(page), ["|项 目名称|第一行/第二/行|", "|\u{a0}\u{a0}其中|m2①¹|"]);
}

#[test]
fn indentation_is_in_points_and_places_name_the_cell() {
    let page = "<style>.i2{padding-left:24px}</style><table><tr><td>项目<td>金额\
                <tr><td class=i2>其中<td align=right>3<tr><td><p style='text-indent:21pt'>教育</p><td>4<tr><th>合计<td>7</table>";
    let document = read(page);
    let Block::Native(table) = &document.blocks[0] else { unreachable!("one table") };
    let first: Vec<Option<f32>> =
        table.cells.iter().filter(|cell| cell.col == 0).map(|cell| cell.indent).collect();
    assert_eq!(first, [Some(0.0), Some(18.0), Some(21.0), None]);
    assert_eq!(table.cells[3].indent, None);
    assert_eq!(table.cells[3].place, Place::Part("body/table[1]/tr[2]/td[2]".into()));
}

#[test]
fn boxes_drawn_as_a_table_are_one() {
    let page = "<style>.t{display:table}.r{display:table-row}.r>div{display:table-cell}</style><div class=t>\
                <div class=r><div>项目</div><div>金额</div></div><div class=r><div>合计</div><div>3.00</div></div></div>";
    assert_eq!(shown(page), ["|项目|金额|", "|合计|3.00|"]);
}

#[test]
fn fields_of_a_form_hold_text() {
    let page = "<table><tr><td>项目<td>金额<tr><td>合计<td><input value='3.50' readonly></table>";
    assert_eq!(shown(page), ["|项目|金额|", "|合计|3.50|"]);
}

#[test]
fn rows_and_cells_laid_out_by_a_style_are_those_of_their_table() {
    let rows = "<table><tr><th>项目<th>金额</tr><tr class=x><td>合计<td>3.00</tr><tr class=y><td>4.00<td>其他</tr></table>";
    let style = "<style>tr{display:flex} td{display:block} .y{flex-direction:row-reverse}</style>";
    assert_eq!(shown(&format!("{style}{rows}")), ["|项目|金额|", "|合计|3.00|", "|其他|4.00|"]);
    let scrolled = "<style>tbody{display:block} tr{display:table}</style><table><tbody><tr><td>项目<td>金额<tr><td>合计<td>3.00</table>";
    assert_eq!(shown(scrolled), ["|项目|金额|", "|合计|3.00|"]);
    let hidden =
        "<table><tr><td>项目<td>金额<tr style='display:none'><td>旧<td>9.00<tr><td>合计<td>3.00</table>";
    assert_eq!(shown(hidden), ["|项目|金额|", "|合计|3.00|"]);
}
