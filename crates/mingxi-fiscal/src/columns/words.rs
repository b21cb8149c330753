//! What a header text says once the words around its measure are left out: 2031年机关运行经费预算数 is 机关运行经费.

use crate::Measures;
use mingxi_model::MoneyUnit;

/// The most readings of one text.
const MOST: usize = 24;

/// A header text without 其中: and without the unit of its money: 上级补助收入(万元).
pub(crate) fn bare(text: &str) -> &str {
    let text = text.strip_prefix("其中:").unwrap_or(text);
    let parted = text.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    parted
        .filter(|(head, unit)| !head.is_empty() && MoneyUnit::parse(unit).is_some())
        .map_or(text, |(head, _)| head)
}

/// The readings of a text: itself, then with one word less at its front or back at a time, the longest first.
pub(crate) fn readings(text: &str, measures: &Measures) -> Vec<String> {
    let mut readings = vec![bare(text).to_owned()];
    let mut next = 0;
    while next < readings.len() && readings.len() < MOST {
        let text = readings[next].clone();
        next += 1;
        let shorter = |found: Option<regex::Match<'_>>, at_front: bool| {
            let found = found.filter(|found| !found.is_empty())?;
            let rest = if at_front { &text[found.end()..] } else { &text[..found.start()] };
            (!rest.is_empty()).then(|| rest.to_owned())
        };
        let front = shorter(measures.front.find(&text), true);
        let back = shorter(measures.back.find(&text), false);
        for reading in front.into_iter().chain(back) {
            if !readings.contains(&reading) {
                readings.push(reading);
            }
        }
    }
    readings[1..].sort_by_key(|reading| std::cmp::Reverse(reading.len()));
    readings
}

#[cfg(test)]
mod tests {
    use crate::Vocabulary;
    use crate::columns::measure_code;

    fn code(path: &[&str]) -> String {
        let path: Vec<String> = path.iter().map(|text| (*text).to_owned()).collect();
        measure_code(&path, &Vocabulary::builtin().unwrap().measures).unwrap_or_default()
    }

    #[test]
    fn measures_under_other_words() {
        assert_eq!(code(&["本年财政拨款基本支出", "合计"]), "basic");
        assert_eq!(code(&["2031年机关运行经费预算数"]), "agency_operation");
        assert_eq!(code(&["“三公”经费财政拨款预算总额"]), "three_public_total");
        assert_eq!(code(&["预算数", "项目支出", "项目支出总数"]), "project");
        assert_eq!(code(&["财政专户拨款"]), "special_account");
        assert_eq!(code(&["人员类"]), "basic_personnel");
        assert_eq!(code(&["支出", "预算"]), "amount");
        assert_eq!(code(&["当年预算"]), "amount");
        assert_eq!(code(&["编制预算"]), "amount");
        assert_eq!(code(&["上年结余、结转"]), "opening_balance");
        assert_eq!(code(&["本级财政拨款"]), "fiscal_appropriation");
        assert_eq!(code(&["经费拨款"]), "fiscal_appropriation");
    }

    #[test]
    fn a_fund_below_a_measure_leaves_it_the_measure() {
        assert_eq!(code(&["公务接待费", "一般公共预算"]), "reception");
        assert_eq!(code(&["财政拨款", "一般公共预算"]), "general_public_budget");
        assert_eq!(code(&["上年结转", "一般公共预算"]), "general_public_budget");
    }

    #[test]
    fn words_of_another_thing_are_none() {
        assert_eq!(code(&["甲乙丙目"]), "");
        assert_eq!(code(&["绩效目标"]), "");
    }
}
