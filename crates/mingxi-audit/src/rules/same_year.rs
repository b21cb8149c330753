//! The year of every table (年度一致).

use crate::context::Context;
use crate::rule::rule;
use crate::words::{Language, title};
use mingxi_model::text::squeeze;
use mingxi_model::{Check, Outcome, Table, TableKind};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

rule! {
    /// # Year (年度一致)
    ///
    /// **States:** the tables of money of a document name one year in their titles or in a caption that is nothing but
    /// a year (2024年度, 预算年度：2024). A table is told apart only where at least three others and three in four
    /// of all agree. The numbers of this check are years.
    ///
    /// **Why:** a table of another year adds up by itself, and only its caption gives it away; more often the
    /// caption is the mistake.
    ///
    /// **Example:** nine tables of 2024年度 and one of 2023年度.
    "same_year", "年度一致", is_equality: true, check
}

/// How many tables must agree before another is told apart.
const AGREEING: usize = 3;

fn check(context: &Context<'_>) -> Vec<Check> {
    let dated: Vec<(&Table, i64)> = context
        .reading
        .tables
        .iter()
        .filter(states_year)
        .filter_map(|table| Some((table, year(table)?)))
        .collect();
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for (_, year) in &dated {
        *counts.entry(*year).or_default() += 1;
    }
    let Some((usual, count)) = counts.into_iter().max_by_key(|(_, count)| *count) else {
        return Vec::new();
    };
    if count < AGREEING || count * 4 < dated.len() * 3 {
        return Vec::new();
    }
    let odd = dated.into_iter().filter(|(_, year)| *year != usual);
    odd.map(|(table, year)| finding(table, year, usual)).collect()
}

/// Tables about money of one year. Evaluations look back, assets are counted at the end of the year before, and
/// the three public expenses are printed for two years.
fn states_year(table: &&Table) -> bool {
    use TableKind::{Assets, DisclosureStatistics, Institution, Procurement, ThreePublic};
    let of_other_time = [Assets, DisclosureStatistics, Institution, Procurement, ThreePublic];
    table.kind.has_line_items() && !of_other_time.contains(&table.kind)
}

/// The year of the title, else of a caption that says nothing else.
fn year(table: &Table) -> Option<i64> {
    let title = table.title.as_deref().map(squeeze).unwrap_or_default();
    year_at_start(&title).map(|(year, _)| year).or_else(|| {
        table.captions.iter().find_map(|caption| {
            let text = squeeze(caption);
            let bare =
                text.trim_start_matches("预算年度").trim_start_matches("年度").trim_start_matches([':', '(']);
            let (year, rest) = year_at_start(bare)?;
            matches!(rest.trim_end_matches(')'), "" | "年" | "年度").then_some(year)
        })
    })
}

fn year_at_start(text: &str) -> Option<(i64, &str)> {
    let digits = text.get(..4).filter(|digits| digits.starts_with("20"))?;
    let rest = &text[4..];
    let is_longer = rest.starts_with(|c: char| c.is_ascii_digit());
    Some((digits.parse().ok().filter(|_| !is_longer)?, rest))
}

fn finding(table: &Table, year: i64, usual: i64) -> Check {
    Check {
        rule_id: RULE.id,
        rule_name: RULE.name_zh,
        table_ids: vec![table.table_id],
        terms: Vec::new(),
        expected: Some(Decimal::from(usual)),
        actual: Some(Decimal::from(year)),
        difference: Some(Decimal::from(year - usual)),
        tolerance: Some(Decimal::ZERO),
        unit: Some("年".to_owned()),
        outcome: Outcome::Broken,
        message_zh: format!(
            "{}标注为{year}年，其余各表为{usual}年；请核对表头年份和表中数字。",
            title(table, Language::Chinese)
        ),
        message_en: format!(
            "{} is marked {year}, the other tables {usual}; compare its caption and its numbers with the source.",
            title(table, Language::English)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Form, audited, outcomes, unaudited};
    use mingxi_model::Outcome::{self, Broken};

    fn years(captions: &[&str]) -> Vec<Outcome> {
        let form = |_: &&str| Form::new("支出表", "元", &["name", "数"]).rows(&["甲|1"]);
        let mut reading = unaudited(captions.iter().map(form).collect());
        for (table, caption) in reading.tables.iter_mut().zip(captions) {
            table.captions.push((*caption).to_owned());
        }
        outcomes(&audited(reading), RULE.id)
    }

    #[test]
    fn one_table_of_another_year_is_told() {
        assert_eq!(years(&["2024年度", "预算年度：2024", "2024年", "2023年度"]), [Broken]);
        assert_eq!(years(&["2024年度", "2024年度", "2024年度", "2024年度"]), []);
    }

    #[test]
    fn where_few_tables_agree_none_is_told() {
        assert_eq!(years(&["2024年度", "2024年度", "2023年度"]), []);
        assert_eq!(years(&["2024年度", "2024年度", "2024年度", "2023年度", "2023年度"]), []);
        let others = ["2024年度", "2024年度", "2024年度", "填报日期：2025年1月", "2023年末实有"];
        assert_eq!(years(&others), []);
    }
}
