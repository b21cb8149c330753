//! The project a form's title names.

use super::vocabulary::PerformanceVocabulary;
use mingxi_model::text::squeeze;

/// The project's name in a title such as 3、老旧路灯改造资金绩效目标表: numbering and the form's own words off.
///
/// `None` for a title without one of the form's names, and for one that names no project (部门项目支出绩效
/// 自评表, 某局2023年度绩效自评表).
pub(super) fn project_name_of_title(title: &str, vocabulary: &PerformanceVocabulary) -> Option<String> {
    let title = squeeze_keeping_width(title);
    let title = without_trailing_year(&title);
    let name = vocabulary.title_suffixes.iter().find_map(|suffix| title.strip_suffix(suffix.as_str()))?;
    let name = without_numbering(name);
    let is_agency = vocabulary.agencies.iter().any(|word| without_years(name).ends_with(word.as_str()));
    (!is_agency && !is_generic(name, vocabulary)).then(|| name.to_owned())
}

/// White space out; the width of brackets and digits as printed, because this becomes a published name.
fn squeeze_keeping_width(text: &str) -> String {
    text.chars().filter(|c| !mingxi_model::text::is_space(*c)).collect()
}

/// `...绩效目标表（2023年度）` without the year.
fn without_trailing_year(title: &str) -> String {
    let folded = squeeze(title);
    let open = folded.char_indices().rfind(|(_, c)| *c == '(');
    let is_year = open.is_some_and(|(at, _)| {
        let inner = folded[at..].trim_start_matches('(');
        inner.ends_with(')') && inner.trim_end_matches(')').trim_end_matches("度").ends_with('年')
    });
    match (is_year, title.rfind(['(', '（'])) {
        (true, Some(at)) => title[..at].to_owned(),
        _ => title.to_owned(),
    }
}

/// The text without `1、`, `（一）`, `12.` at its start. `2020城乡...` is no numbering: nothing separates it.
fn without_numbering(text: &str) -> &str {
    let inner = text.strip_prefix(['(', '（']);
    let digits = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let rest = inner.unwrap_or(text).trim_start_matches(digits);
    let numbered = rest.len() < inner.unwrap_or(text).len();
    let stripped = match inner {
        Some(_) => rest.strip_prefix([')', '）']),
        None => rest.strip_prefix(['、', '．', '.']),
    };
    stripped.filter(|_| numbered).unwrap_or(text)
}

fn without_years(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_ascii_digit())
        .collect::<String>()
        .trim_end_matches("年度")
        .trim_end_matches('年')
        .to_owned()
}

fn is_generic(name: &str, vocabulary: &PerformanceVocabulary) -> bool {
    let mut rest: String =
        squeeze(name).chars().filter(|c| !c.is_ascii_digit() && !"()[]".contains(*c)).collect();
    for word in &vocabulary.generic {
        rest = rest.replace(word.as_str(), "");
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(title: &str) -> Option<String> {
        project_name_of_title(title, &PerformanceVocabulary::builtin().unwrap())
    }

    #[test]
    fn titles_that_name_a_project() {
        assert_eq!(name("3、老旧路灯改造资金[区级]绩效目标表").as_deref(), Some("老旧路灯改造资金[区级]"));
        assert_eq!(name("河道清淤项目支出绩效自评表").as_deref(), Some("河道清淤"));
        assert_eq!(name("10、2020河道清淤绩效目标表").as_deref(), Some("2020河道清淤"));
        assert_eq!(
            name("5、关于下达补助的通知（青财[2019]1号）绩效目标表").as_deref(),
            Some("关于下达补助的通知（青财[2019]1号）")
        );
        assert_eq!(name("河道清淤绩效目标表（2023年度）").as_deref(), Some("河道清淤"));
    }

    #[test]
    fn titles_that_name_none() {
        for title in [
            "部门专项业务经费绩效目标表",
            "2023年部门预算项目绩效目标表",
            "项目支出绩效自评表",
            "青石县水务局2023年度绩效自评表",
            "支出总表",
            "",
        ] {
            assert_eq!(name(title), None, "{title}");
        }
    }
}
