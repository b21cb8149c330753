//! Notations of printed targets with what a person read in them.

use super::{Gap, is_quantity, parse_target};
use crate::performance::PerformanceVocabulary;

fn words() -> PerformanceVocabulary {
    PerformanceVocabulary::builtin().unwrap()
}

/// `ge 95 %` for a value, `text` for words, `text [ge 12 | ge 10]` with the values of a list.
fn show(text: &str) -> String {
    let Some(target) = parse_target(text, &words()) else {
        return "-".to_owned();
    };
    let one = |operator: &str, value: &str, unit: &Option<String>| {
        format!("{operator} {value} {}", unit.as_deref().unwrap_or_default()).trim_end().to_owned()
    };
    let parts: Vec<String> =
        target.parts.iter().map(|p| one(p.operator.as_str(), &p.value.to_string(), &p.unit)).collect();
    match (target.value, target.gap == Gap::Torn) {
        (Some(value), _) => one(target.operator.as_str(), &value.to_string(), &target.unit),
        (None, true) => "torn".to_owned(),
        (None, false) if parts.is_empty() => target.operator.as_str().to_owned(),
        (None, false) => format!("{} [{}]", target.operator.as_str(), parts.join(" | ")),
    }
}

fn assert_all(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, meant)| show(text) != *meant)
        .map(|(text, meant)| format!("{text}: {} instead of {meant}", show(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every notation of the disclosures at hand, one or two of each; all of them were read by a person.
#[test]
fn notations_of_real_disclosures() {
    assert_all(&[
        // A comparison, a number, a unit.
        ("≥95%", "ge 95 %"),
        ("≥ 95%", "ge 95 %"),
        ("≥95 %", "ge 95 %"),
        ("≤1%", "le 1 %"),
        ("=100%", "eq 100 %"),
        ("=10人", "eq 10 人"),
        ("=350", "eq 350"),
        ("≥90", "ge 90"),
        ("≤2600", "le 2600"),
        ("≤2.42万元", "le 2.42 万元"),
        ("≤30工作日", "le 30 工作日"),
        ("≤1307190人次", "le 1307190 人次"),
        ("≥58.2万人", "ge 58.2 万人"),
        ("≥2万人次", "ge 2 万人次"),
        ("≥150万", "ge 150 万"),
        ("≥60例", "ge 60 例"),
        ("≥1年", "ge 1 年"),
        ("大于等于15次", "ge 15 次"),
        ("大于等于1年", "ge 1 年"),
        ("全年≥2次", "ge 2 次"),
        // A number alone is what has to be reached.
        ("100%", "eq 100 %"),
        ("100%;", "eq 100 %"),
        ("16.4万;", "eq 16.4 万"),
        ("128元/人", "eq 128 元/人"),
        ("155000", "eq 155000"),
        ("461.61平方米", "eq 461.61 平方米"),
        ("900m ² ;", "eq 900 m²"),
        ("68.8 万人", "eq 68.8 万人"),
        ("9万 度", "eq 9 万度"),
        ("9万", "eq 9 万"),
        ("33家;", "eq 33 家"),
        ("合计75.73万元", "eq 75.73 万元"),
        // Several values, one for each thing that the indicator names.
        ("≥12；≥10", "text [ge 12 | ge 10]"),
        ("100%；100%", "text [eq 100 % | eq 100 %]"),
        ("≤100%；≤100%；≥90%；100%", "text [le 100 % | le 100 % | ge 90 % | eq 100 %]"),
        ("合计83人；67人，6人，10人；", "text [eq 83 人 | eq 67 人 | eq 6 人 | eq 10 人]"),
        (
            "合计：1123.36万元；分项：962.57万元；160.79万元。",
            "text [eq 1123.36 万元 | eq 962.57 万元 | eq 160.79 万元]",
        ),
        // Times.
        ("2023年", "text"),
        ("2023年度；", "text"),
        ("2023年1-12月", "text"),
        ("2023年1月-12月", "text"),
        ("2022年10-12月", "text"),
        ("2023年11月15日-2024年3月15日", "text"),
        // Words.
        ("无限制次数", "text"),
        ("及时", "text"),
        ("逐年提高", "text"),
        ("达成预期指标", "text"),
        ("逐年持续,逐年持续", "text"),
        ("匹配、一致、合理", "text"),
        ("国家规定时限", "text"),
        ("一站式结", "text"),
        (" 　", "-"),
    ]);
}

#[test]
fn notations_of_other_provinces() {
    assert_all(&[
        ("９万度", "eq 9 万度"),
        ("1,400,000元", "eq 1400000 元"),
        ("＞＝85％", "ge 85 %"),
        ("﹤3次", "lt 3 次"),
        ("90%以上", "ge 90 %"),
        ("90%及以上（含90%）", "ge 90 %"),
        ("2.42万元以内", "le 2.42 万元"),
        ("控制在3%以内", "le 3 %"),
        ("不低于60%", "ge 60 %"),
        ("不得低于60%", "ge 60 %"),
        ("不超过30工作日", "le 30 工作日"),
        ("5个工作日内", "le 5 个工作日"),
        ("30日内", "le 30 日"),
        ("达到98%", "eq 98 %"),
        ("每年不少于2次", "ge 2 次"),
        ("≤12月", "le 12 月"),
        ("3年", "eq 3 年"),
        ("3年以上", "ge 3 年"),
        ("参保率≥95%", "ge 95 %"),
        ("1.≥95%；2.≥90%", "text [ge 95 % | ge 90 %]"),
        ("培训≥12次；检查≥10次", "text [ge 12 次 | ge 10 次]"),
        ("≥90% ≥95%", "text [ge 90 % | ge 95 %]"),
        ("≥90%且≤100%", "text [ge 90 % | le 100 %]"),
        ("90%-95%", "text [ge 90 % | le 95 %]"),
        ("3至5次", "text [ge 3 次 | le 5 次]"),
        ("3～5个工作日", "text [ge 3 个工作日 | le 5 个工作日]"),
        ("1.5万元；2.5万元", "text [eq 1.5 万元 | eq 2.5 万元]"),
        ("100%、98%", "text [eq 100 % | eq 98 %]"),
    ]);
}

/// Where a number would say something else than the document, there is none.
#[test]
fn what_one_number_cannot_say() {
    assert_all(&[
        ("12月底前", "text"),
        ("≤6月底", "text"),
        ("10月中旬", "text"),
        ("2023年内", "text"),
        ("≥2023年", "text"),
        ("第4季度", "text"),
        ("4季度", "text"),
        ("17时", "text"),
        ("2023-12", "text"),
        ("10-12", "text"),
        ("1.5.2", "text"),
        ("=有效", "text"),
        ("=≥90%", "text"),
        ("95%±1%", "text"),
        ("30余人", "text"),
        ("95%左右", "text"),
        ("约95%", "text"),
        ("≥30人以内", "text"),
        ("每月≥2次", "text"),
        ("不≥2次", "text"),
        ("95%-90%", "text"),
        ("≥12次；及时", "text"),
        ("按每人50元补助", "text"),
        // A wrapped number and two numbers look alike.
        ("100 100%", "torn"),
        // Of two values both would have their sign.
        ("≥155 612人", "ge 155612 人"),
        ("≥1,30 7人", "ge 1307 人"),
        // The values of two rows that were read as one.
        ("≤ =30 0分钟", "torn"),
        ("≥12 5个", "torn"),
        ("3698.7 2万元", "eq 3698.72 万元"),
    ]);
}

/// The look that tells a shifted row is of a bare value only: a sentence with a value in it is no target.
#[test]
fn a_sentence_is_no_sign_of_a_target() {
    assert!(is_quantity("≥95%", &words()) && is_quantity("12次；", &words()));
    assert!(!is_quantity("参保率≥95%", &words()) && !is_quantity("≥12；≥10", &words()));
}

#[test]
fn units_of_several_words_and_what_is_counted() {
    let show = |text: &str| {
        let target = parse_target(text, &PerformanceVocabulary::builtin().unwrap()).unwrap();
        let value = target.value.map(|value| value.to_string()).unwrap_or_default();
        format!("{} {value} {}", target.operator.as_str(), target.unit.unwrap_or_default())
    };
    assert_eq!(show("≥4个、所"), "ge 4 个、所");
    assert_eq!(show("≤14元/m2/月"), "le 14 元/m2/月");
    assert_eq!(show("≤1次/48小时"), "le 1 次/48小时");
    assert_eq!(show("13个行政事业单位"), "eq 13 个");
    assert_eq!(show("5个村"), "eq 5 个村");
    assert_eq!(show("全年12个月均按月发放"), "text  ");
}
