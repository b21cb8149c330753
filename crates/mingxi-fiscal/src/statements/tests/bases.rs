//! What a change is measured from: the year before, the budget, amounts between an amount and its change.

use super::{check, read, show};
use mingxi_model::Place;

#[test]
fn a_change_over_the_year_behind_one_from_the_budget() {
    check(
        "“三公”经费支出决算总额为7.20万元，比预算增加0万元，比去年增加1.80万元，增长33.33%，增加原因主要是公务用车维修增加。",
        &["“三公”经费支出决算总额||three_public_total|7.20万元||1.80万元|33.33|increase|公务用车维修增加"],
    );
    check(
        "公务接待费12万元，较上年减少3万元，下降20%，较年初预算数减少1万元，下降7.69%。",
        &["公务接待费||reception|12万元||3万元|20|decrease|"],
    );
    check("公务接待费12万元，较年初预算减少1万元，下降7.69%。", &["公务接待费||reception|12万元|||||"]);
}

#[test]
fn the_share_of_the_budget_stands_between() {
    check(
        "财政拨款“三公”经费支出决算为26万元，完成全年预算40万元的65%，比上年决算数减少2万元，下降7.14%。其中：因公出国（境）费支出决算为\
         6万元，完成全年预算6万元的100%，比上年决算数增加6万元，增长--（基数为0，不可比）；公务用车购置及运行维护费支出决算为20万元，完成全年\
         预算34万元的58.8%，比上年决算数减少8万元，下降28.57%，其中：公务用车购置支出决算为0万元，比上年决算数增加0万元，增长0%，公务用车运行维护\
         费支出决算为20万元，比上年决算数减少8万元，下降28.57%。",
        &[
            "财政拨款“三公”经费支出决算||three_public_total|26万元||2万元|7.14|decrease|",
            "因公出国（境）费支出决算||overseas|6万元||6万元||increase|",
            "公务用车购置及运行维护费支出决算||vehicles_total|20万元||8万元|28.57|decrease|",
            "公务用车购置支出决算||vehicles_purchase|0万元||0万元|0|flat|",
            "公务用车运行维护费支出决算||vehicles_operation|20万元||8万元|28.57|decrease|",
        ],
    );
    check(
        "一般公共预算收入实现220万元，为年初预算的110%，比上年增长10%，其中税收收入180万元，增长12.5%；非税收入40万元。",
        &[
            "一般公共预算收入||general_public_budget|220万元|||10|increase|",
            "税收收入|||180万元|||12.5|increase|",
            "非税收入|||40万元|||||",
        ],
    );
}

#[test]
fn a_comparison_behind_a_semicolon() {
    check(
        "公务接待费预算为4万元，支出决算为3万元，完成预算的75%；比上年度增加1万元，增长50%。",
        &["公务接待费预算||reception|4万元|||||", "公务接待费支出决算||reception|3万元||1万元|50|increase|"],
    );
    // Of two amounts, neither.
    check(
        "会议费支出2万元，培训费支出3万元；比上年增加1万元。",
        &["会议费支出||meetings|2万元|||||", "培训费支出||training|3万元|||||"],
    );
}

#[test]
fn what_the_money_is_for_stands_between() {
    check(
        "机关运行经费支出预算30万元，主要保障办公费、印刷费，保障正常履职，比上年增加2万元，增长7.14%。",
        &["机关运行经费支出预算||agency_operation|30万元||2万元|7.14|increase|"],
    );
}

#[test]
fn the_base_and_its_amount() {
    check(
        "“三公”经费支出40万元，比上年累计支出50万元减少10万元，下降20%，“三公”经费支出减少主要原因是压减接待。",
        &["“三公”经费支出||three_public_total|40万元||10万元|20|decrease|压减接待"],
    );
    check(
        "公务接待费6万元，与2023年预算数8万元相比，减少2万元，下降25%。",
        &["公务接待费||reception|6万元||2万元|25|decrease|"],
    );
    check(
        "公务用车购置费支出20万元，按同口径同比减少5万元，下降20%。",
        &["公务用车购置费支出||vehicles_purchase|20万元||5万元|20|decrease|"],
    );
}

#[test]
fn an_increase_below_nothing_is_a_decrease() {
    check(
        "基本支出130万元，比上年增加-20万元，增长-13.33%。",
        &["基本支出||basic|130万元||20万元|13.33|decrease|"],
    );
}

#[test]
fn both_halves_of_a_pair() {
    check(
        "收入总计90万元，支出总计90万元，与2023年度相比，收入、支出总计各减少10万元，下降10%。主要原因：项目减少。",
        &[
            "收入总计||total|90万元||10万元|10|decrease|项目减少",
            "支出总计||total|90万元||10万元|10|decrease|项目减少",
        ],
    );
    // Of unequal amounts, the pair is another thing.
    check(
        "收入总计90万元，支出总计80万元，与2023年度相比，收入、支出总计各减少10万元，下降10%。",
        &[
            "收入总计||total|90万元|||||",
            "支出总计||total|80万元|||||",
            "收入、支出总计||total|||10万元|10|decrease|",
        ],
    );
}

#[test]
fn an_amount_behind_its_change() {
    check(
        "人员经费较上年增长5%，为84万元；公用经费较上年减少2万元，为8万元。",
        &["人员经费||basic_personnel|84万元|||5|increase|", "公用经费||basic_public|8万元||2万元||decrease|"],
    );
}

#[test]
fn the_subject_once_more_in_other_words() {
    check(
        "2025年“三公”经费预算为4万元，2025年“三公”经费支出预算数比2024年减少1万元，下降20%。",
        &["“三公”经费预算||three_public_total|4万元||1万元|20|decrease|"],
    );
}

#[test]
fn amounts_in_the_order_of_their_subjects() {
    check(
        "基本支出预算和项目支出预算分别为60万元和40万元。",
        &["基本支出预算||basic|60万元|||||", "项目支出预算||project|40万元|||||"],
    );
    check(
        "教育支出、卫生健康支出、住房保障支出分别安排70万元、20万元、10万元。",
        &["教育支出|||70万元|||||", "卫生健康支出|||20万元|||||", "住房保障支出|||10万元|||||"],
    );
    // One amount too few.
    check("教育支出、卫生健康支出、住房保障支出分别安排70万元、20万元。", &[]);
}

#[test]
fn an_item_before_its_year_and_behind_a_bullet() {
    check("（1）因公出国（境）费2026年预算安排0万元。", &["因公出国（境）费||overseas|0万元|||||"]);
    check("● 一般公共预算收入：80万元；", &["一般公共预算收入||general_public_budget|80万元|||||"]);
    check(
        "会议费：2025年预算2万元，比上年增加1万元，增长100%；培训费：2025年预算3万元。",
        &["会议费||meetings|2万元||1万元|100|increase|", "培训费||training|3万元|||||"],
    );
}

#[test]
fn sums_of_what_is_listed() {
    check(
        "加上上年结转、动用预算稳定调节基金等30万元，收入总计90万元。加上级补助收入5万元。",
        &[
            "上年结转、动用预算稳定调节基金等|||30万元|||||",
            "收入总计||total|90万元|||||",
            "上级补助收入||superior_subsidy|5万元|||||",
        ],
    );
}

#[test]
fn a_number_and_its_unit_on_two_lines() {
    let found = read(&[
        "支出包括：文化旅游体育与传媒支出850.30元、社会保障和就业支出116433.12",
        "元、卫生健康支出43897.73元、住房保障支出74784.48元。",
    ]);
    let shown: Vec<String> = found.iter().map(show).collect();
    assert_eq!(
        shown,
        [
            "文化旅游体育与传媒支出|||850.30元|||||",
            "社会保障和就业支出|||116433.12元|||||",
            "卫生健康支出|||43897.73元|||||",
            "住房保障支出|||74784.48元|||||",
        ]
    );
    let lines: Vec<_> = found.iter().map(|statement| statement.place.clone()).collect();
    let line = |line| Some(Place::Text { line });
    assert_eq!(lines, [line(1), line(1), line(2), line(2)]);
}

#[test]
fn a_blank_behind_the_comma_of_thousands() {
    check("公务用车运行维护费1, 537.4万元。", &["公务用车运行维护费||vehicles_operation|1537.4万元|||||"]);
    check("见表1, 537.4万元。", &[]);
}

#[test]
fn who_holds_it_and_how_it_is_paid_do_not_change_the_measure() {
    for (subject, code) in [
        ("镇本级“三公”经费", "three_public_total"),
        ("全县“三公”经费支出合计", "three_public_total"),
        ("一般公共预算财政拨款开支“三公”经费", "three_public_total"),
        ("各部门使用当年财政拨款安排的“三公”经费决算总额", "three_public_total"),
        ("因公出国（境）决算支出", "overseas"),
        ("公务用车运行费用", "vehicles_operation"),
        ("收入预算总额", "total"),
        ("收入总计、支出总计", "total"),
    ] {
        let found = read(&[&format!("{subject}8万元。")]);
        assert_eq!(found.first().and_then(|one| one.measure_code.as_deref()), Some(code), "{subject}");
    }
}

#[test]
fn lines_of_a_text_wrapped_at_one_width() {
    let found = read(&[
        "出决算中，因公出国（境）费支出决算0万元；公务用车购置及运行",
        "费支出决算3万元；公务接待费支出决算2万元，均比上年减少，详见",
        "后附各表及各项说明，本单位按要求公开，具体数额以公开表为准。",
        "2020年度一般公共预算财政拨款安排的全部各项“三公”经费支",
        "出决算总额为5万元，比去年增加1万元，增长25%。",
    ]);
    let shown: Vec<String> = found.iter().skip(3).map(show).collect();
    assert_eq!(
        shown,
        [
            "一般公共预算财政拨款安排的全部各项“三公”经费支出决算总额||three_public_total|5万元||1万元|25|increase|"
        ]
    );
}

#[test]
fn parts_of_a_whole_in_lines_of_their_own() {
    let lines = [
        "本年一般公共预算基本支出90万元，其中：",
        "（一）工资福利支出70万元，较上年增加5万元，增长7.69%。",
        "（二）商品和服务支出20万元，较上年减少5万元，下降20%。",
        "二、其他说明。",
        "商品和服务支出8万元。",
    ];
    let codes: Vec<_> = read(&lines).into_iter().map(|one| one.measure_code).collect();
    let code = |text: &str| Some(text.to_owned());
    assert_eq!(codes, [code("basic"), code("basic_wages"), code("basic_goods_services"), None]);
}

#[test]
fn words_around_an_amount_and_its_base() {
    check(
        "2025年收入预算总额为60万元，较上年预算安排增加10万元。",
        &["收入预算总额||total|60万元||10万元||increase|"],
    );
    check("（四）住房保障支出类科目70万元。", &["住房保障支出|||70万元|||||"]);
    check("“三公”经费年初预算安排5万元。", &["“三公”经费||three_public_total|5万元|||||"]);
}
