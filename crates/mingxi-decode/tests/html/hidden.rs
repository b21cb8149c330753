//! What a page does not show.

use super::common::{codes, read, shown};

const TABLE: &str = "<table><tr><td>项目<td>金额<tr><td>合计<td>3</table>";

#[test]
fn hidden_elements_are_left_out_and_told() {
    for hidden in [
        "<p style='display:none'>假 9</p>",
        "<p hidden>假 9</p>",
        "<style>.x{display:none}</style><p class=x>假 9</p>",
        "<div style='visibility:hidden'>假 9</div>",
        "<div style='height:0;overflow:hidden'>假 9</div>",
        "<div style='position:absolute;left:-9999px'>假 9</div>",
        "<span style='font-size:0'>假 9</span>",
        "<div style='opacity:0'>假 9</div>",
        "<p style='mso-hide:all'>假 9</p>",
    ] {
        let document = read(&format!("<p>真</p>{hidden}{TABLE}"));
        assert_eq!(super::common::lines(&document), ["真", "|项目|金额|", "|合计|3|"], "{hidden}");
        assert_eq!(codes(&document), ["hidden_text"], "{hidden}");
    }
}

#[test]
fn hidden_rows_and_cells_take_no_place() {
    let page = "<table><tr><td rowspan=2>甲<td>1<td style='display:none'>x<tr style='display:none'><td>y<tr><td>2\
                <tr><td>乙<td>3<tr height=0><td width=10><td width=20></table>";
    assert_eq!(shown(page), ["|甲 2x1|1|", "|2|", "|乙|3|"]);
    assert_eq!(codes(&read(page)), ["hidden_text"], "and they are told");
}

#[test]
fn struck_text_scripts_and_fields_are_no_text() {
    let page = "<p>预算<s>旧</s><del>删</del><span style='text-decoration:line-through'>划</span>数</p><script>x='<p>假</p>'</script>\
                <noscript>无</noscript><select><option>选</select><template><p>模</p></template><button>钮</button>";
    assert_eq!(shown(page), ["预算数"]);
}

#[test]
fn a_hidden_table_is_told() {
    let document = read(&format!("<p>x</p><div style='display:none'>{TABLE}</div>"));
    assert_eq!(codes(&document), ["hidden_text", "hidden_table"]);
}
