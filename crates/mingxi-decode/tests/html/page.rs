//! Pages of sites: what is of the site is left out, attachments are named.

use super::common::{codes, lines, read, shown};
use mingxi_model::{Severity, Step};

/// A page of a content management system around a text.
fn site(inner: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>云杉县财政局2024年部门预算公开_云杉县人民政府网</title></head><body>\
         <div class='top'><a href='/'>首页</a><a href='/zw'>政务公开</a><a href='/bs'>办事服务</a><a href='/hd'>互动交流</a></div>\
         <div class='crumb'>当前位置：<a href='/'>首页</a> &gt; <a href='/zw'>政务公开</a> &gt; <a href='/yjs'>预决算公开</a></div>\
         <table class='xxgk'><tr><td>索引号：</td><td>0001/2024-001</td><td>发布机构：</td><td>云杉县财政局</td></tr>\
         <tr><td>主题分类：</td><td>财政</td><td>发布日期：</td><td>2024-02-05</td></tr></table>\
         <h1>云杉县财政局2024年部门预算公开</h1><div class='article'>{inner}</div>\
         <div class='share'>分享到：<a href='javascript:;'>微信</a><a href='javascript:;'>微博</a></div>\
         <div id='foot'>主办单位：云杉县人民政府办公室 地址：中山路1号 <a href='https://beian.miit.gov.cn'>冀ICP备2024000001号</a> \
         网站标识码：1300000001</div></body></html>"
    )
}

#[test]
fn what_is_of_the_site_is_left_out() {
    let page = site("<p>一、部门概况</p><table><tr><td>项目<td>金额<tr><td>合计<td>3.00</table>");
    assert_eq!(
        shown(&page),
        [
            "索引号：0001/2024-001",
            "发布机构：云杉县财政局",
            "主题分类：财政",
            "发布日期：2024-02-05",
            "云杉县财政局2024年部门预算公开",
            "一、部门概况",
            "|项目|金额|",
            "|合计|3.00|"
        ]
    );
}

#[test]
fn a_page_that_only_links_names_its_attachments() {
    let page = site(
        "<p><a href='./P02024.xls'>附件：云杉县财政局2024年部门预算表.xls</a></p><table><tr><td>1</td><td><a href='b.pdf'>\
         云杉县财政局2024年预算说明</a></td></tr><tr><td>2</td><td><a href='c.doc'>绩效目标表</a></td></tr></table>",
    );
    let document = read(&page);
    assert!(lines(&document).iter().all(|line| !line.starts_with('|')), "{:?}", lines(&document));
    assert!(lines(&document).contains(&"云杉县财政局2024年部门预算公开".to_owned()));
    let said = document.diagnostics.iter().find(|said| said.code == "attachments").unwrap();
    assert_eq!((said.step, said.severity), (Step::Decode, Severity::Warning));
    assert!(said.message.contains("3 files") && said.message.contains("P02024.xls"), "{}", said.message);
}

#[test]
fn the_title_of_the_head_is_added_where_nothing_says_it() {
    let head = "<title>云杉县财政局2024年部门预算_云杉县人民政府网</title>";
    assert_eq!(shown(&format!("{head}<p>见附表。</p>")), ["云杉县财政局2024年部门预算", "见附表。"]);
    assert_eq!(shown(&format!("{head}<p>云杉县财政局 2024年部门预算</p>")), ["云杉县财政局 2024年部门预算"]);
}

#[test]
fn headings_lists_and_breaks_are_lines() {
    let document = read(
        "<h2>一、概况</h2>第一行<br>第二行<ol><li>甲<li>乙</ol><ul><li>丙</ul><p style='mso-outline-level:3'>丁</p>",
    );
    assert_eq!(lines(&document), ["一、概况", "第一行", "第二行", "1. 甲", "2. 乙", "丙", "丁"]);
    let headings: Vec<Option<u8>> = document
        .blocks
        .iter()
        .map(|block| match block {
            mingxi_model::Block::Paragraph(paragraph) => paragraph.heading,
            _ => None,
        })
        .collect();
    assert_eq!(headings, [Some(2), None, None, None, None, None, Some(3)]);
}

#[test]
fn pages_of_pictures_and_of_scripts_are_told() {
    let document = read("<p>云杉县2024年预算</p><img src=a.jpg><img src=b.jpg width=900 height=1200>");
    assert!(codes(&document).contains(&"needs_ocr"));
    let error =
        |page: &str| mingxi_decode::decode(page.as_bytes(), &mingxi_decode::Limits::default()).unwrap_err();
    assert!(
        error("<html><body><div id=app></div><script src=a.js></script></body></html>")
            .to_string()
            .contains("scripts")
    );
    assert!(error("<html><body><img src=a.png></body></html>").to_string().contains("pictures"));
}
