//! Pages that Office writes.

use super::common::{lines, shown};
use mingxi_decode::{Limits, decode};

#[test]
fn workbooks_saved_as_pages() {
    let page = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><style><!--table{mso-displayed-decimal-separator:\"\\.\";}\n\
                .xl24{mso-number-format:\"\\@\";padding-left:12px;mso-char-indent-count:1}--></style><!--[if gte mso 9]><xml>\
                <x:ExcelWorkbook></x:ExcelWorkbook></xml><![endif]--></head><body><table x:str>\
                <tr height=19><td class=xl24 x:str=\"'001\">001</td><td x:num=\"1234.5\">1,234.50</td></tr>\
                <tr><td>合计</td><td x:num=\"98765432.1\">########</td></tr><tr><td>数</td><td x:num=\"123000\">1.23E+05</td></tr>\
                <![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td><td></td></tr><![endif]></table>";
    assert_eq!(shown(page), ["|001|1,234.50|", "|合计|98765432.1|", "|数|123000|"]);
}

#[test]
fn documents_saved_as_pages() {
    let page = "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><body><div class=WordSection1>\
                <p class=MsoNormal><![if !supportLists]><span style='mso-list:Ignore'>一、<span>&nbsp;</span></span><![endif]>概况<o:p></o:p></p>\
                <p class=MsoNormal><!--[if supportFields]><span>TOC \\o</span><![endif]-->正\n文</p>\
                <div style='mso-element:footnote-list'><div style='mso-element:footnote'>注</div></div></div></body></html>";
    assert_eq!(shown(page), ["一、\u{a0}概况", "正文"]);
}

#[test]
fn web_archives_are_read() {
    let mht = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; \
               charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><frameset><frame src=3D\"s1.htm\">\
               </frameset></html>\r\n--b\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n<table><tr><td>项目<td>金额<tr><td>合计<td>3\
               </table>\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>第二页</p>\r\n--b--\r\n";
    let document = decode(mht.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(lines(&document), ["|项目|金额|", "|合计|3|", "第二页"]);
}
