//! What the name of a total says it sums up.

use mingxi_model::text::squeeze;

/// The endings of a total's name.
const TOTAL_ENDINGS: &[&str] = &["合计", "总计", "共计", "小计", "总额"];

/// Words in a total's name that do not narrow down what it sums up: `财政拨款支出总计` is the total of the
/// whole list, `人员经费合计` is not.
const NEUTRAL_WORDS: &[&str] =
    &["收支", "收入", "支出", "财政拨款", "预算", "决算", "资金", "部门", "单位", "总", "全部"];

/// The word that limits a total to the year's own rows, without carry-over and balances.
const CURRENT_YEAR: &str = "本年";

/// What a total sums up, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TotalClass {
    /// 本年收入合计, 本年支出合计: all rows before it, without the carry-over rows that follow.
    CurrentYear,
    /// 人员经费合计, 小计: the rows since the total before it.
    Section,
    /// 合计, 总计, 收入总计, and totals without a name: everything that no other total has taken up.
    Grand,
}

/// Classifies a total's name.
pub(crate) fn total_class(name: Option<&str>) -> TotalClass {
    let Some(name) = name else {
        return TotalClass::Grand;
    };
    let name = squeeze(name);
    if name.contains(CURRENT_YEAR) {
        return TotalClass::CurrentYear;
    }
    let Some(mut rest) = TOTAL_ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).map(str::to_owned)
    else {
        return TotalClass::Grand;
    };
    if name.ends_with("小计") {
        return TotalClass::Section;
    }
    for word in NEUTRAL_WORDS {
        rest = rest.replace(word, "");
    }
    if rest.is_empty() { TotalClass::Grand } else { TotalClass::Section }
}

/// Whether a name is that of a sum.
pub(crate) fn is_total_name(name: Option<&str>) -> bool {
    name.is_some_and(|name| TOTAL_ENDINGS.iter().any(|ending| name.trim_end().ends_with(ending)))
}

/// Whether a name contains one of the words.
pub(crate) fn contains_any(name: &str, words: &[&str]) -> bool {
    words.iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_totals() {
        for (name, class) in [
            ("本年收入合计", TotalClass::CurrentYear),
            ("本年支出合计", TotalClass::CurrentYear),
            ("合 计", TotalClass::Grand),
            ("总计", TotalClass::Grand),
            ("收入总计", TotalClass::Grand),
            ("财政拨款支出总计", TotalClass::Grand),
            ("人员经费合计", TotalClass::Section),
            ("基本支出合计", TotalClass::Section),
            ("小计", TotalClass::Section),
        ] {
            assert_eq!(total_class(Some(name)), class, "{name}");
        }
        assert_eq!(total_class(None), TotalClass::Grand);
    }
}
