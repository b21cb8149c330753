//! The title of a page as its head states it, without the name of the site.

use super::dom::{Dom, Id};
use mingxi_model::text::{is_han, normalise, squeeze};

/// The longest text that is a title, in characters.
const LONGEST: usize = 120;
/// How the names of sites end.
const SITES: [&str; 6] = ["网", "网站", "门户", "平台", "人民政府", "首页"];

/// The title of the page; `None` where it states none in Chinese.
pub(super) fn title(dom: &Dom, order: &[Id]) -> Option<String> {
    let stated = order.iter().find(|id| {
        dom.tag(**id) == "meta"
            && dom.attribute(**id, "name").is_some_and(|name| name.eq_ignore_ascii_case("ArticleTitle"))
    });
    let stated = stated.and_then(|id| dom.attribute(*id, "content")).map(str::to_owned);
    let whole = stated.filter(|text| !text.trim().is_empty()).or_else(|| {
        let title = order.iter().find(|id| dom.tag(**id) == "title")?;
        Some(dom.children(*title).filter_map(|child| dom.text(child)).collect())
    })?;
    let parts = whole.split(['_', '|', '-', '–', '—', '－']).map(normalise);
    let title =
        parts.filter(|part| !part.is_empty()).find(|part| !SITES.iter().any(|end| part.ends_with(end)))?;
    (title.chars().any(is_han) && title.chars().count() <= LONGEST).then_some(title)
}

/// Whether a text of the document says what the title says.
pub(super) fn says(text: &str, title: &str) -> bool {
    squeeze(text).contains(title)
}

#[cfg(test)]
mod tests {
    use super::super::sink::tree;
    use super::*;

    fn titled(head: &str) -> Option<String> {
        let (dom, _) = tree(&format!("<html><head>{head}</head><body>x</body></html>"), 1000, 100);
        let order = dom.walk(0, 100);
        title(&dom, &order)
    }

    #[test]
    fn the_name_of_the_site_is_no_title() {
        assert_eq!(
            titled("<title>云杉县财政局2024年部门预算_云杉县人民政府</title>").unwrap(),
            "云杉县财政局2024年部门预算"
        );
        assert_eq!(
            titled("<title>云杉县政府网 - 云杉县财政局2024年部门预算</title>").unwrap(),
            "云杉县财政局2024年部门预算"
        );
        assert_eq!(
            titled("<title>x</title><meta name=ArticleTitle content='2024年部门预算'>").unwrap(),
            "2024年部门预算"
        );
        assert_eq!(titled("<title>Sheet1</title>"), None);
    }
}
