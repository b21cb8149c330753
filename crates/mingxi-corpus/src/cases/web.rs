//! Web pages and Rich Text Format: a page of a site around the document, a page that declares another encoding than it
//! has, a page in a mail container, edges that are a little off.

use super::small::three_tables;
use super::{Case, expect_ok};
use crate::write::{html, rtf};
use encoding_rs::GB18030;

/// The cases.
pub fn cases() -> Vec<Case> {
    let draft = three_tables(2024);
    let body = html::write(&draft.blocks);
    let plain =
        format!("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>\n{body}</body></html>\n");
    let case = |name, purpose, file, bytes: Vec<u8>| Case {
        name,
        purpose,
        source: (file, bytes),
        truth: Some(draft.truth.clone()),
        expect: expect_ok(),
    };
    vec![
        case("html-plain", "a web page", "source.html", plain.clone().into_bytes()),
        case(
            "html-site",
            "a page of a site in GB18030 that declares UTF-8: layout tables, menus, a footer, hidden text",
            "source.html",
            GB18030.encode(&site(&body)).0.into_owned(),
        ),
        case("html-archive", "a web page in a mail container", "source.mht", archive(&plain).into_bytes()),
        case("rtf-plain", "Rich Text Format", "source.rtf", rtf::write(&draft.blocks).into_bytes()),
    ]
}

/// The page of a site around a document.
fn site(body: &str) -> String {
    let links: String = ["首页", "政务公开", "办事服务", "互动交流"]
        .iter()
        .map(|name| format!("<li><a href=\"/{name}/index.html\">{name}</a></li>"))
        .collect();
    format!(
        "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"><style>.none{{display:none}}</style>\n\
         </head><body><div class=\"header\"><ul class=\"nav\">{links}</ul></div>\n<table width=\"980\"><tr><td>当前位置：\
         <a href=\"/\">首页</a> &gt; <a href=\"/zw\">政务公开</a> &gt; <a href=\"/yjs\">预决算</a></td></tr>\n<tr><td><table><tr>\
         <td width=\"200\"><ul>{links}</ul></td><td><div class=\"none\">2019年 9,999.99</div>\n<div id=\"zoom\">{body}</div></td></tr>\
         </table></td></tr></table>\n<div class=\"footer\">主办单位：云杉县人民政府办公室 网站标识码：1300000000 \
         <a href=\"https://beian.miit.gov.cn\">ICP备00000000号</a></div></body></html>\n"
    )
}

/// The page in a mail container, its bytes written out where they are no ASCII.
fn archive(page: &str) -> String {
    let mut packed = String::new();
    for line in page.lines() {
        for byte in line.bytes() {
            match byte {
                b'=' => packed.push_str("=3D"),
                b' '..=b'~' => packed.push(char::from(byte)),
                other => packed.push_str(&format!("={other:02X}")),
            }
            // A line ends softly long before the longest that is allowed.
            if packed.rsplit('\n').next().map_or(0, str::len) > 70 {
                packed.push_str("=\r\n");
            }
        }
        packed.push_str("\r\n");
    }
    format!(
        "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\t\
         boundary=\"----part\"\r\n\r\n------part\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\
         Content-Location: http://example.org/\r\n\r\n{packed}\r\n------part--\r\n"
    )
}
