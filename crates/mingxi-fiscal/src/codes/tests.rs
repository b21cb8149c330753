//! Codes and names whose relation a person knows.

mod gold;
mod habits;
mod names;

use super::check::complaint;
use super::*;

fn said(code: &str, name: &str, year: i16) -> Option<(&'static str, String)> {
    complaint(code, name, Some(year), &CodeVocabulary::builtin().unwrap())
}

#[test]
fn a_name_of_another_code_names_both() {
    let (kind, message) = said("2101502", "行政运行", 2023).unwrap();
    assert_eq!(kind, "code_against_name");
    assert!(message.contains("2101502") && message.contains("2101501"), "{message}");
    let (kind, message) = said("30201", "邮电费", 2023).unwrap();
    assert_eq!(kind, "code_against_name");
    assert!(message.contains("办公费") && message.contains("30207"), "{message}");
    assert_eq!(said("50501", "商品和服务支出", 2023).unwrap().0, "code_against_name");
    assert_eq!(said("2210201", "购房补贴", 2023).unwrap().0, "code_against_name");
}

#[test]
fn a_code_of_another_vintage_is_told() {
    let (kind, message) = said("30311", "住房公积金", 2020).unwrap();
    assert_eq!(kind, "code_vintage");
    assert!(message.contains("until 2017") && message.contains("30113"), "{message}");
    let (kind, message) = said("30113", "住房公积金", 2017).unwrap();
    assert_eq!(kind, "code_vintage");
    assert!(message.contains("since 2018") && message.contains("30311"), "{message}");
    assert_eq!(said("30104", "其他社会保障缴费", 2023).unwrap().0, "code_vintage");
    assert_eq!(said("50101", "工资奖金津补贴", 2016).unwrap().0, "code_vintage");
    for (code, year) in [("30311", 2017), ("30113", 2018), ("30113", 2025)] {
        assert_eq!(said(code, "住房公积金", year), None, "{code} {year}");
    }
}

#[test]
fn variants_abbreviations_and_unknown_codes_raise_no_alarm() {
    for (code, name) in [
        ("2101101", "行政单位医疗"),
        ("2101102", "事业单位医疗"),
        ("21011", "行政事业单位医疗"),
        ("30108", "机关事业单位基本养老保险"),
        ("30213", "维修护费"),
        ("30212", "因公出国(境)费用"),
        ("30239", "其他交通费"),
        ("30307", "医疗费"),
        ("303", "对个人和家庭补助支出"),
        ("208", "社会保障和就业"),
        ("20805", "行政事业单位离退休"),
        ("2080501", "归口管理的行政单位离退休"),
        ("310", "其他资本性支出"),
        ("30902", "办公设备购置"),
        ("2012345", "行政运行"),
        ("2101506", "医保经办"),
        ("571001", "廊坊市广阳区医疗保障局"),
        ("30201", "办公"),
        ("301", ""),
        ("", "办公费"),
    ] {
        assert_eq!(said(code, name, 2023), None, "{code} {name}");
    }
    assert_eq!(complaint("30311", "住房公积金", None, &CodeVocabulary::builtin().unwrap()), None);
}

#[test]
fn a_mistake_in_the_file_is_refused_with_its_line() {
    for (line, reason) in [
        ("economic,30101,基本工资", "five fields"),
        ("functional,30101,基本工资,,", "no code of `functional`"),
        ("economic,30101,基本工资,18,", "no year"),
        ("economic,30101,,,", "empty name"),
        ("economic,30101,津贴,2018,", "both 基本工资 and 津贴"),
    ] {
        let text = format!("system,code,names,first_year,last_year\neconomic,30101,基本工资,,\n{line}\n");
        let error = CodeVocabulary::parse(&text).unwrap_err().to_string();
        assert!(error.contains("codes.csv line 3") && error.contains(reason), "{error}");
    }
}

#[test]
fn a_broken_code_is_suspected_and_the_likely_one_named() {
    let (kind, message) = said("71102", "事业单位医疗", 2023).unwrap();
    assert_eq!(kind, "code_suspected");
    assert!(message.contains("71102") && message.contains("2101102"), "{message}");
    let (kind, message) = said("03", "公务员医疗补助", 2023).unwrap();
    assert_eq!(kind, "code_suspected");
    assert!(message.contains("2101103"), "{message}");
    assert_eq!(said("01", "行政运行", 2023).unwrap().0, "code_incomplete");
    assert_eq!(said("01", "公共服务", 2023), None);
    assert_eq!(said("3010299", "津贴补贴", 2023), None);
}
