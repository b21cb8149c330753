//! Paragraphs over the end of a page, reasons for missing the budget, names behind other words.

use super::*;
use mingxi_model::BBox;

fn page(number: i32) -> Place {
    Place::Page { number, bbox: BBox { x0: 0.0, y0: 0.0, x1: 1.0, y1: 1.0 } }
}

#[test]
fn a_statement_stands_on_the_page_of_its_number() {
    let (first, second) =
        ("2026年支出预算90万元，其中：基本支出60万元；项目支出", "30万元，比上年增加1万元。");
    let prose = [Paragraph {
        text: format!("{first}{second}"),
        heading: None,
        place: page(3),
        turns: vec![(first.len(), page(4))],
    }];
    let found = statements(&prose, &DocumentFacts::default(), &StatementVocabulary::builtin().unwrap());
    let pages: Vec<_> = found.iter().map(|one| one.place.as_ref().and_then(Place::page)).collect();
    assert_eq!(pages, [Some(3), Some(3), Some(4)]);
}

#[test]
fn why_the_budget_was_missed() {
    check(
        "卫生健康支出年初预算数为80万元，决算数为96万元，完成年初预算的120%，主要原因是：年中追加补助。",
        &["卫生健康支出年初预算数|||80万元|||||", "卫生健康支出决算数|||96万元|||||年中追加补助"],
    );
    // What the change over the year is explained with is not the budget's.
    check(
        "“三公”经费支出决算8万元，完成预算的80%，比上年增加1万元，决算数小于预算数的主要原因是节约。",
        &["“三公”经费支出决算||three_public_total|8万元||1万元||increase|"],
    );
    // Of several parts, none is meant.
    check(
        "基本支出90万元，其中：人员经费60万元、公用经费30万元，完成预算的80%，主要原因是人员减少。",
        &[
            "基本支出||basic|90万元|||||",
            "人员经费||basic_personnel|60万元|||||",
            "公用经费||basic_public|30万元|||||",
        ],
    );
}

#[test]
fn a_name_behind_other_words_and_what_is_only_a_part() {
    for (subject, code) in [
        ("单位预算全口径安排“三公”经费支出预算", Some("three_public_total")),
        ("全市各处实际支出“三公经费”决算", Some("three_public_total")),
        ("其中国内公务接待费", None),
        ("因公出国（境）费、公务接待费", None),
    ] {
        let found = read(&[&format!("{subject}8万元。")]);
        assert_eq!(found.first().and_then(|one| one.measure_code.as_deref()), code, "{subject}");
    }
    check(
        "机关运行经费9万元，其中：会议费1万元，培训费2万元。会议费3万元。",
        &[
            "机关运行经费||agency_operation|9万元|||||",
            "会议费|||1万元|||||",
            "培训费|||2万元|||||",
            "会议费||meetings|3万元|||||",
        ],
    );
}

#[test]
fn a_change_told_from_its_base_or_in_an_item() {
    check(
        "2025年收入预算2.1亿元，由2024年的2.3亿元减少到本年的2.1亿元，减少2,000万元，降幅8.7%。2025年说明。2025年说明。",
        &["收入预算||total|2.1亿元||2000万元|8.7|decrease|"],
    );
    check(
        "其中，（1）因公出国（境）费0万元，同比增加0万元；（2）公务用车费3万元，与上年相等，其中公务用车购置费0万元，公务用车运行维护费3万元。",
        &[
            "因公出国（境）费||overseas|0万元||0万元||flat|",
            "公务用车费||vehicles_total|3万元||||flat|",
            "公务用车购置费||vehicles_purchase|0万元|||||",
            "公务用车运行维护费||vehicles_operation|3万元|||||",
        ],
    );
    check(
        "因公出国（境）费0万元，主要原因是本年无安排，与上年持平。",
        &["因公出国（境）费||overseas|0万元||||flat|本年无安排"],
    );
    check(
        "收入合计75万元，上年度相比，减少7万元，其减少原因为：项目减少。",
        &["收入合计||current_year_revenue|75万元||7万元||decrease|项目减少"],
    );
}

#[test]
fn ten_thousands_without_yuan() {
    check(
        "“三公”经费决算数合计为10.86万，其他说明。",
        &["“三公”经费决算数合计||three_public_total|10.86万元|||||"],
    );
    check("本年救助10万，服务人口12.5万人。", &[]);
}
