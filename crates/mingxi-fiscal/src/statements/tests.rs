//! Sentences whose amounts a person can read off.

mod bases;
mod beside;
mod named;
mod turns;

use super::*;
use mingxi_model::Place;

fn read(lines: &[&str]) -> Vec<Statement> {
    let prose: Vec<Paragraph> = lines
        .iter()
        .zip(1..)
        .map(|(text, line)| Paragraph {
            text: (*text).to_owned(),
            heading: None,
            place: Place::Text { line },
            turns: Vec::new(),
        })
        .collect();
    statements(&prose, &DocumentFacts::default(), &StatementVocabulary::builtin().unwrap())
}

/// A statement in one line: subject|code|measure|amount|quantity|change|percent|direction|reason.
fn show(statement: &Statement) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let amount = |value: &Option<mingxi_model::Amount>| {
        value
            .as_ref()
            .map(|a| format!("{}{}", a.value, a.printed_unit.as_deref().unwrap_or_default()))
            .unwrap_or_default()
    };
    let quantity = statement
        .quantity
        .map(|q| format!("{q}{}", statement.quantity_unit.as_deref().unwrap_or_default()))
        .unwrap_or_default();
    [
        text(&statement.subject),
        text(&statement.code),
        text(&statement.measure_code),
        amount(&statement.amount),
        quantity,
        amount(&statement.change),
        statement.change_percent.map(|p| p.to_string()).unwrap_or_default(),
        statement.change_direction.map(|d| d.as_str().to_owned()).unwrap_or_default(),
        text(&statement.reason_text),
    ]
    .join("|")
}

fn check(text: &str, expected: &[&str]) {
    let shown: Vec<String> = read(&[text]).iter().map(show).collect();
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn an_amount_its_part_and_the_parts_change() {
    check(
        "本部门2023年预算收入1,199.09万元，其中：一般公共预算拨款1,199.09万元，较上年减少476.69万元，下降28.45%，\
         下降的主要原因是：一般公共预算减少；本部门2023年预算支出1,199.09万元。",
        &[
            "预算收入||total|1199.09万元|||||",
            "一般公共预算拨款||general_public_budget|1199.09万元||476.69万元|28.45|decrease|一般公共预算减少",
            "预算支出||total|1199.09万元|||||",
        ],
    );
}

#[test]
fn a_code_beside_the_name() {
    check(
        "(7) 行政运行（2101501）88.22万元，较上年增加14.23万元，增长19.23%，增长的主要原因是：单位有人员调整费用增加；",
        &["行政运行|2101501||88.22万元||14.23万元|19.23|increase|单位有人员调整费用增加"],
    );
}

#[test]
fn flat_and_its_reason() {
    check(
        "公务接待费1.00万元。与2024年预算持平，主要原因是根据实际业务需求开展。",
        &["公务接待费||reception|1.00万元||||flat|根据实际业务需求开展"],
    );
    check(
        "2023年，本部门当年一般公共预算“三公”经费预算支出5.40万元，较上年无增减。其中：",
        &["一般公共预算“三公”经费预算支出||three_public_total|5.40万元||||flat|"],
    );
}

#[test]
fn counts() {
    check(
        "截止上年底，本部门所属预算单位共有车辆3辆，单价20万元以上的设备0台（套）。",
        &["车辆||||3辆||||", "单价20万元以上的设备||||0台（套）||||"],
    );
    check(
        "公务用车保有量共0辆车。共接待0批次，0人次。",
        &["公务用车保有量||||0辆||||", "接待||||0批次||||", "接待||||0人次||||"],
    );
}

#[test]
fn a_change_names_its_subject() {
    check(
        "2023年度收入总计2,769.24万元，支出总计2,769.24万元。与上年相比，收入总计减少192.52万元，下降6.5%，\
         支出总计减少192.52万元，下降6.5%。主要原因是一是事业人员退休1名，基本支出减少72.03万元；二是项目类支出减少120.49万元。",
        &[
            "收入总计||total|2769.24万元||192.52万元|6.5|decrease|一是事业人员退休1名，基本支出减少72.03万元；二是项目类支出减少120.49万元",
            "支出总计||total|2769.24万元||192.52万元|6.5|decrease|一是事业人员退休1名，基本支出减少72.03万元；二是项目类支出减少120.49万元",
            "基本支出||basic|||72.03万元||decrease|",
            "项目类支出|||||120.49万元||decrease|",
        ],
    );
}

#[test]
fn a_list_of_parts() {
    check(
        "2020年支出预算34553.47万元，其中基本支出266.67万元，包括人员经费252.87万元和日常公用经费13.8万元；\
         项目支出34286.8万元，其中1、社会保障和就业支出8万元；（6）、其他卫生健康支出19.2万元。",
        &[
            "支出预算||total|34553.47万元|||||",
            "基本支出||basic|266.67万元|||||",
            "人员经费||basic_personnel|252.87万元|||||",
            "日常公用经费||basic_public|13.8万元|||||",
            "项目支出||project|34286.8万元|||||",
            "社会保障和就业支出|||8万元|||||",
            "其他卫生健康支出|||19.2万元|||||",
        ],
    );
}

#[test]
fn a_change_behind_several_parts_is_left_out() {
    for text in [
        "2023年预算收入100万元，其中：财政拨款收入60万元、其他收入40万元，较上年增加5万元，增长5%。",
        "2023年预算收入100万元，其中：财政拨款收入60万元、其他收入40万元。较上年增加5万元，增长50%。",
    ] {
        check(
            text,
            &[
                "预算收入||total|100万元|||||",
                "财政拨款收入||fiscal_appropriation|60万元|||||",
                "其他收入||other_revenue|40万元|||||",
            ],
        );
    }
}

/// The whole has its change in the sentence before, so that a change behind the last part is that part's.
#[test]
fn a_change_behind_the_parts_of_a_whole_that_has_its_own() {
    check(
        "（二）公务用车购置及运行费3.20万元，与2025年预算持平。其中：公务用车购置费0.00万元；公务用车运行费3.20万元，与2025年预算持平。",
        &[
            "公务用车购置及运行费||vehicles_total|3.20万元||||flat|",
            "公务用车购置费||vehicles_purchase|0.00万元|||||",
            "公务用车运行费||vehicles_operation|3.20万元||||flat|",
        ],
    );
}

#[test]
fn the_amount_of_the_year_before_in_a_clause_of_its_own() {
    check(
        "本部门当年机关运行经费预算安排663.08万元，较上年的637.77万元，增加25.31万元，主要原因是定额标准提高。本年度拟购置固定资产45.17万元。",
        &[
            "机关运行经费||agency_operation|663.08万元||25.31万元||increase|定额标准提高",
            "本年度拟购置固定资产|||45.17万元|||||",
        ],
    );
}

#[test]
fn an_executed_amount_belongs_to_its_head() {
    check(
        "机关事业单位基本养老保险年初预算44.89万元，支出决算41.77万元，完成年初预算的93.05%，用于单位职工的养老保险支出。\
         较上年决算增加2.69万元，增长6.9%，主要原因是基数增加。",
        &[
            "机关事业单位基本养老保险年初预算|||44.89万元|||||",
            "机关事业单位基本养老保险支出决算|||41.77万元||2.69万元|6.9|increase|基数增加",
        ],
    );
}

#[test]
fn what_is_unclear_is_no_statement() {
    for text in [
        "城乡居民每人每年补助标准640元。",
        "查处违规金额100万元。",
        "单价100万元（含）以上设备。",
        "上年预算收入5万元。",
        "会议费本年数小于上年预算数403.75万元。",
        "基本支出10 10万元。",
        "基本支出1-5万元。",
        "基本支出1,23万元。",
        "（计量单位：万元）2023年12月31日",
    ] {
        check(text, &[]);
    }
    // A deviation from the budget is no change over the year; its reason stands without one.
    check(
        "“三公”经费支出0.5万元，比年初预算减少0.45万元，决算数小于预算数的主要原因：无安排。",
        &["“三公”经费支出||three_public_total|0.5万元|||||无安排"],
    );
    // A reason that names its own subject is not about the amount before it.
    check(
        "国有资本经营预算拨款支出预算0万元，比2024年预算持平。财政拨款收入支出增加的主要原因是：项目增加。",
        &["国有资本经营预算拨款支出预算||state_capital|0万元||||flat|"],
    );
    // Public vehicles without a unit are no statement, and their 持平 belongs to nothing else.
    check(
        "公务用车购置及运行费预算支出183.6万元。其中：(1)公务用车购置为0，与上年持平。",
        &["公务用车购置及运行费预算支出||vehicles_total|183.6万元|||||"],
    );
}

#[test]
fn the_holder_is_no_part_of_the_subject() {
    check("2025年，上海市普陀区商务委员会收入预算37,151.47万元。", &["收入预算||total|37151.47万元|||||"]);
    check("截至2024年12月31日，某县财政局共有车辆2辆。", &["车辆||||2辆||||"]);
}

#[test]
fn amounts_of_another_year_are_left_out() {
    let found =
        read(&["2023年机关运行经费支出25.80万元。", "2023年说明。", "2022年机关运行经费支出36.85万元。"]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].measure_code.as_deref(), Some("agency_operation"));
}

#[test]
fn a_sentence_cut_by_a_page_is_joined() {
    let found = read(&[
        "机关商品和服务支出（502）66.14万元，较上年减少88.21万元，下降57.15%，下降的主要原因",
        "是：项目费用减少；",
    ]);
    assert_eq!(
        found.iter().map(show).collect::<Vec<_>>(),
        ["机关商品和服务支出|502||66.14万元||88.21万元|57.15|decrease|项目费用减少"]
    );
    assert_eq!(found[0].place, Some(Place::Text { line: 1 }));
}

#[test]
fn the_sentence_is_kept_as_printed() {
    let found = read(&["总述。人员经费２.５０ 万元；公用经费1万元。其他。"]);
    assert_eq!(found[0].sentence, "人员经费２.５０万元；公用经费1万元。");
    assert_eq!(found[0].amount.as_ref().map(|a| a.value.to_string()).as_deref(), Some("2.50"));
    assert_eq!(
        found[0].amount.as_ref().and_then(|a| a.yuan).map(|y| y.to_string()).as_deref(),
        Some("25000.00")
    );
}

#[test]
fn hostile_prose_does_no_harm() {
    let many = "基本支出1万元，".repeat(20_000);
    let found = read(&[
        &many,
        &"(".repeat(50_000),
        &"（基本支出1万元".repeat(5_000),
        &")".repeat(5_000),
        "主要原因",
        "1万元",
        "99999999999999999999999999999999999999万元",
        "基本支出99999999999999999999999999999999999999万元",
    ]);
    assert!(found.len() >= 20_000);
    assert!(found.iter().all(|s| s.sentence.chars().count() <= 520));
}

#[test]
fn the_vocabulary_names_its_mistakes() {
    let text = include_str!("../../../../schemas/vocab/statements.toml");
    let wrong = StatementVocabulary::parse(&text.replace("\"千元\"", "\"斤\"")).unwrap_err();
    assert!(wrong.to_string().contains("斤"), "{wrong}");
    let wrong = StatementVocabulary::parse("[units]\nmoney = 3\n").unwrap_err();
    assert!(wrong.to_string().contains("line 2"), "{wrong}");
}

#[test]
fn counts_share_the_subject_of_the_count_before() {
    check(
        "公务接待费支出2万元，共接待5批次，40人次。国内接待费1万元，接待3批次20人次。出国团组共0个，0人次。",
        &[
            "公务接待费支出||reception|2万元|||||",
            "接待||||5批次||||",
            "接待||||40人次||||",
            "国内接待费|||1万元|||||",
            "接待||||3批次||||",
            "接待||||20人次||||",
            "出国团组||||0个||||",
            "出国团组||||0人次||||",
        ],
    );
    check(
        "实有人员60人，其中行政6人，事业54人；设局长1名，副局长2名。二级预算单位共有3个，从6个方面推进。",
        &[
            "实有人员||||60人||||",
            "行政||||6人||||",
            "事业||||54人||||",
            "局长||||1名||||",
            "副局长||||2名||||",
            "二级预算单位||||3个||||",
        ],
    );
    check("设备购置费3万元。", &["设备购置费|||3万元|||||"]);
}

#[test]
fn the_second_half_of_a_pair_keeps_the_fund_of_the_first() {
    check(
        "2023年度财政拨款收入总计60万元，支出总计60万元。与上年相比，财政拨款收入总计增加5万元，增长9.09%；\
         财政拨款支出总计增加5万元，增长9.09%。",
        &[
            "财政拨款收入总计||fiscal_appropriation|60万元||5万元|9.09|increase|",
            "财政拨款支出总计||fiscal_appropriation|60万元||5万元|9.09|increase|",
        ],
    );
    check(
        "2023年度收、支总计均为80.5万元。与2022年度相比，收、支总计各减少1.5万元，下降1.83%。",
        &["收、支总计||total|80.5万元||1.5万元|1.83|decrease|"],
    );
}

#[test]
fn a_reason_states_changes_of_its_own() {
    check(
        "机关运行经费支出30万元，比2022年减少8万元，下降21.05%，主要原因一是退休2名，办公费减少3.5万元；二是差旅费减少4.5万元。",
        &[
            "机关运行经费支出||agency_operation|30万元||8万元|21.05|decrease|一是退休2名，办公费减少3.5万元；二是差旅费减少4.5万元",
            "办公费|||||3.5万元||decrease|",
            "差旅费|||||4.5万元||decrease|",
        ],
    );
    // The reason of a deviation from the budget states no change over the year.
    check(
        "住房保障支出年初预算5万元，支出决算4万元，决算数小于年初预算数的主要原因是公积金减少1万元。",
        &["住房保障支出年初预算|||5万元|||||", "住房保障支出决算|||4万元|||||公积金减少1万元"],
    );
}

#[test]
fn an_item_heads_its_phases() {
    let expected = [
        "卫生健康支出（类）医疗保障管理事务（款）行政运行（项）年初预算|||60万元|||||",
        "卫生健康支出（类）医疗保障管理事务（款）行政运行（项）支出决算|||58.5万元|||||",
    ];
    check(
        "1、卫生健康支出（类）医疗保障管理事务（款）行政运行（项）。主要用于：人员经费。年初预算为 60 万元，支出决算为58.5万元。",
        &expected,
    );
    let found = read(&[
        "（1）卫生健康支出（类）医疗保障管理事务（款）行政运行（项）。",
        "年初预算为60万元，支出决算为58.5万元，完成年初预算的97.5%。",
        "年初预算为7万元。",
    ]);
    assert_eq!(found.iter().map(show).collect::<Vec<_>>(), expected);
    // Page and line breaks inside the heading and behind its use.
    let found = read(&[
        "1、卫生健康支出（类）医疗保障管理事务（款）行政运行",
        "（项）。主要用于：",
        "在职人员经费。年初预算为60万元，支出决算为58.5万元。",
    ]);
    assert_eq!(found.iter().map(show).collect::<Vec<_>>(), expected);
}

#[test]
fn changes_in_a_list_of_parts() {
    // The list goes on with changes of its other parts: each has its own.
    check(
        "公务用车购置及运行费9万元。其中：公务用车购置费4万元，比2022年增加1万元；公务用车运行费5万元，与2022年持平。",
        &[
            "公务用车购置及运行费||vehicles_total|9万元|||||",
            "公务用车购置费||vehicles_purchase|4万元||1万元||increase|",
            "公务用车运行费||vehicles_operation|5万元||||flat|",
        ],
    );
    // Behind parentheses the change is about what stands before them.
    check(
        "公务用车购置及运维费4万元（其中：公务用车购置费为1万元，公务用车运维费3万元)，与2022年相比持平；公务接待费2万元。",
        &[
            "公务用车购置及运维费||vehicles_total|4万元||||flat|",
            "公务用车购置费||vehicles_purchase|1万元|||||",
            "公务用车运维费||vehicles_operation|3万元|||||",
            "公务接待费||reception|2万元|||||",
        ],
    );
    check(
        "“三公”经费财政拨款支出决算数与2023年度持平。其中：公务接待费支出决算持平；公务用车运行维护费支出决算持平。",
        &[
            "“三公”经费财政拨款支出决算数||three_public_total|||||flat|",
            "公务接待费支出决算||reception|||||flat|",
            "公务用车运行维护费支出决算||vehicles_operation|||||flat|",
        ],
    );
}

#[test]
fn percentages_without_money_and_other_units_of_money() {
    check("基本支出1.2亿元，较上年增长5%。", &["基本支出||basic|1.2亿元|||5|increase|"]);
    check(
        "项目支出305,000.50元，比上年减少1,000.00元，降幅0.33%。",
        &["项目支出||project|305000.50元||1000.00元|0.33|decrease|"],
    );
    check("基本支出3万元（下降5%）。", &["基本支出||basic|3万元|||||"]);
}

#[test]
fn the_balance_of_last_year_is_this_years() {
    check(
        "2023年预算收入50万元，其中：其他来源收入2万元，上年结转3万元。上年末固定资产金额为10.5万元。2022年预算收入45万元。",
        &[
            "预算收入||total|50万元|||||",
            "其他来源收入||other_revenue|2万元|||||",
            "上年结转||opening_balance|3万元|||||",
            "上年末固定资产金额|||10.5万元|||||",
        ],
    );
}

#[test]
fn the_agency_is_no_part_of_the_subject() {
    let facts = DocumentFacts {
        agency_name: Some("廊坊市广阳区医疗保障局".to_owned()),
        fiscal_year: Some(2023),
        ..DocumentFacts::default()
    };
    let text = "2022年和2022年。2023年，廊坊市广阳区医疗保障局本级安排政府采购预算2.00万元。区医疗保障局行政编制6名。";
    let prose = [Paragraph {
        text: text.to_owned(),
        heading: None,
        place: Place::Text { line: 1 },
        turns: Vec::new(),
    }];
    let found = statements(&prose, &facts, &StatementVocabulary::builtin().unwrap());
    assert_eq!(
        found.iter().map(show).collect::<Vec<_>>(),
        ["政府采购预算||procurement|2.00万元|||||", "行政编制||||6名||||"]
    );
}

#[test]
fn a_fund_before_a_subject_keeps_its_measure() {
    let vocabulary = StatementVocabulary::builtin().unwrap();
    for (subject, code) in [
        ("一般公共预算财政拨款基本支出", Some("basic")),
        ("财政拨款基本支出预算", Some("basic")),
        ("政府性基金预算项目支出", Some("project")),
        ("“三公”经费财政拨款支出决算", Some("three_public_total")),
        ("一般公共预算机关运行经费预算支出", Some("agency_operation")),
        ("一般公共预算收入", Some("general_public_budget")),
        ("财政拨款收入总计", Some("fiscal_appropriation")),
        // The totals of a fund are not the document's.
        ("一般公共预算收入总计", None),
        ("政府性基金预算支出总计", None),
    ] {
        assert_eq!(vocabulary.measure_code(subject), code, "{subject}");
    }
}

#[test]
fn changes_against_a_base_and_behind_a_subject() {
    check(
        "2023年收入预算为1,000万元，比2022年预算800万元增加200万元，增长25%。支出预算较上年增加20万元，增长5%。2023年说明。",
        &["收入预算||total|1000万元||200万元|25|increase|", "支出预算||total|||20万元|5|increase|"],
    );
    check(
        "2023年“三公”经费预算数为8万元。2023年“三公”经费预算数比上年减少1万元，主要原因是厉行节约。",
        &["“三公”经费预算数||three_public_total|8万元||1万元||decrease|厉行节约"],
    );
    check(
        "2080505机关事业单位基本养老保险缴费支出2023年预算数为35.2万元，比上年执行数增加1.2万元，增长3.53%。",
        &["机关事业单位基本养老保险缴费支出预算数|2080505||35.2万元||1.2万元|3.53|increase|"],
    );
}

#[test]
fn a_heading_is_the_subject_of_what_follows() {
    let shown = |lines: &[&str]| -> Vec<String> { read(lines).iter().map(show).collect() };
    assert_eq!(
        shown(&[
            "（一）因公出国（境）费用。2026年预算数50.33万元，主要用于考察。",
            "（二）公务接待费。2026年预算数1.92万元。"
        ]),
        ["因公出国（境）费用预算数||overseas|50.33万元|||||", "公务接待费预算数||reception|1.92万元|||||"]
    );
    assert_eq!(
        shown(&["（一）因公出国（境）经费", "2026年预算安排0.00万元，与上年持平。"]),
        ["因公出国（境）经费||overseas|0.00万元||||flat|"]
    );
}

#[test]
fn changes_of_nothing_are_flat() {
    check(
        "2026年因公出国（境）经费0万元，较上年增加（减少）0万元（0%）；公务接待费1万元，较上年减少2.04万元（67.11%）。",
        &[
            "因公出国（境）经费||overseas|0万元||0万元|0|flat|",
            "公务接待费||reception|1万元||2.04万元|67.11|decrease|",
        ],
    );
    check("2026年会议费预算5万元，等于上年预算数。", &["会议费预算||meetings|5万元||||flat|"]);
    check("2026年培训费预算5万元，与上年相比未发生变化。", &["培训费预算||training|5万元||||flat|"]);
    check(
        "本部门2026年没有使用政府性基金预算拨款安排的支出，与上年持平。",
        &["政府性基金预算拨款安排的支出|||||||flat|"],
    );
    check("2026年会议费预算5万元，较上年增加（减少）3万元。", &["会议费预算||meetings|5万元|||||"]);
}

#[test]
fn the_change_behind_wei_and_without_a_comma() {
    check("2026年会议费预算5万元，较上年增加，为2万元。", &["会议费预算||meetings|5万元||2万元||increase|"]);
    check(
        "2026年一般公共预算收入19.57万元比2025年初预算数20.85万元减少1.28万元。",
        &["一般公共预算收入||general_public_budget|19.57万元||1.28万元||decrease|"],
    );
    check(
        "2026年财政拨款“三公”经费预算77.67万元，比2025年财政拨款“三公”经费年初预算增加6.77万元，增长9.55%。",
        &["财政拨款“三公”经费预算||three_public_total|77.67万元||6.77万元|9.55|increase|"],
    );
}

#[test]
fn codes_by_levels_and_before_a_dash() {
    check(
        "公共安全支出（204类）公安（02款）行政运行（01项）12.5万元。",
        &["公共安全支出（204类）公安（02款）行政运行（01项）|2040201||12.5万元|||||"],
    );
    check("（一）204-公共安全支出1994.64万元。", &["公共安全支出|204||1994.64万元|||||"]);
    check(
        "科学技术支出（类）技术研究与开发（款）科技成果转化与扩散（项）28.00万元。",
        &["科学技术支出（类）技术研究与开发（款）科技成果转化与扩散（项）|||28.00万元|||||"],
    );
}

#[test]
fn counted_things_behind_their_numbers_and_over_torn_lines() {
    check("共计3个一级项目，涉及资金2,131.61万元。", &["一级项目||||3个||||", "涉及资金|||2131.61万元|||||"]);
    check("购置3个方面的设备。", &[]);
    let shown: Vec<String> = read(&[
        "本单位共有车辆1辆，其中，副部（省）级及以上领导用车0辆、主要负责人用车0辆、应急保障用车0",
        "辆、执法执勤用车0辆、特种专业技术用车0辆、离退休干部用车",
        "- 20 -",
        "0辆，其他用车1辆。",
    ])
    .iter()
    .map(show)
    .collect();
    assert_eq!(
        shown,
        [
            "车辆||||1辆||||",
            "副部（省）级及以上领导用车||||0辆||||",
            "主要负责人用车||||0辆||||",
            "应急保障用车||||0辆||||",
            "执法执勤用车||||0辆||||",
            "特种专业技术用车||||0辆||||",
            "离退休干部用车||||0辆||||",
            "其他用车||||1辆||||",
        ]
    );
}

#[test]
fn blanks_of_a_form_and_lists_that_only_change() {
    check("2026年收入预算____100____万元。", &["收入预算||total|100万元|||||"]);
    let shown: Vec<String> = read(&[
        "2026年收支预算16,375.67万元，比上年减少98,780.12万元，其中：",
        "1.收入预算减少98,780.12万元。",
        "2.支出预算减少98,780.12万元，其中基本支出增加71.22万元，项目支出减少98,851.34万元。",
    ])
    .iter()
    .map(show)
    .collect();
    assert_eq!(
        shown,
        [
            "收支预算||total|16375.67万元||98780.12万元||decrease|",
            "收入预算||total|||98780.12万元||decrease|",
            "支出预算||total|||98780.12万元||decrease|",
            "基本支出||basic|||71.22万元||increase|",
            "项目支出||project|||98851.34万元||decrease|",
        ]
    );
}

#[test]
fn a_change_behind_several_amounts_is_nobodys() {
    check(
        "免除查验作业服务费7,083.34万元，上年结转564.09万元，用于移位仓储工作。较2025年年初预算增加3,567.18万元，增幅53.1%。",
        &["免除查验作业服务费|||7083.34万元|||||", "上年结转||opening_balance|564.09万元|||||"],
    );
}

#[test]
fn a_change_behind_details_belongs_to_what_the_passage_is_about() {
    check(
        "（一）人员经费820.50万元，主要是工资福利支出。按编制内实有人数测算。较上年增加20.50万元，增长2.56%。",
        &["人员经费||basic_personnel|820.50万元||20.50万元|2.56|increase|"],
    );
    // A percentage that does not fit shows that it is somebody else's.
    check(
        "（一）人员经费820.50万元，主要是工资福利支出。按编制内实有人数测算。较上年增加20.50万元，增长52.5%。",
        &["人员经费||basic_personnel|820.50万元|||||"],
    );
}

/// In a sentence of its own a change is the whole's where its percentage says so.
#[test]
fn a_change_behind_parts_is_the_wholes_if_it_fits() {
    check(
        "2023年预算收入100万元，其中：财政拨款收入60万元、其他收入40万元。较上年增加5万元，增长5%。",
        &[
            "预算收入||total|100万元||5万元|5|increase|",
            "财政拨款收入||fiscal_appropriation|60万元|||||",
            "其他收入||other_revenue|40万元|||||",
        ],
    );
}

#[test]
fn counts_in_words_and_money_behind_a_count() {
    check(
        "公务用车购置及运行维护费2.10万元，其中：公务用车购置0辆、0万元；公务用车保有量二辆。",
        &[
            "公务用车购置及运行维护费||vehicles_total|2.10万元|||||",
            "公务用车购置||||0辆||||",
            "公务用车购置||vehicles_purchase|0万元|||||",
            "公务用车保有量||||2辆||||",
        ],
    );
    check(
        "国内公务接待五批次、一百零三人次。",
        &["国内公务接待||||5批次||||", "国内公务接待||||103人次||||"],
    );
    check("第三批次资金已下达。", &[]);
    check("国有资本经营预算拨款支出预算为0。", &["国有资本经营预算拨款支出预算||state_capital|0元|||||"]);
}

#[test]
fn items_of_a_list_need_no_known_ending() {
    check(
        "1.监督检查业务40.50万元；2.政策宣传23.18万元；3.完成植树造林5万元。",
        &["监督检查业务|||40.50万元|||||", "政策宣传|||23.18万元|||||"],
    );
    check("政策宣传23.18万元。", &[]);
    check(
        "其中：①行政运行（2101501）310.20万元；2机关事业单位职业年金缴费支出（2080506）235.30万元。",
        &["行政运行|2101501||310.20万元|||||", "机关事业单位职业年金缴费支出|2080506||235.30万元|||||"],
    );
    check("“社会保障和就业支出”科目71.20万元。", &["社会保障和就业支出|||71.20万元|||||"]);
}

#[test]
fn a_base_with_its_amount_and_the_year_without_its_word() {
    check(
        "会议费3.20万元，较上年的4.00万元减少0.80万元，降幅20.00%。",
        &["会议费||meetings|3.20万元||0.80万元|20.00|decrease|"],
    );
    check("2023度收入预算980.10万元。", &["收入预算||total|980.10万元|||||"]);
    check(
        "公务接待费支出决算1.20万元，支出决算比上年增加0.20万元，增长20%。",
        &["公务接待费支出决算||reception|1.20万元||0.20万元|20|increase|"],
    );
    check(
        "一般公共预算拨款支出900万元（其中基本支出600万元，项目支出300万元。）比上年增加100万元，增长12.5%。",
        &[
            "一般公共预算拨款支出||general_public_budget|900万元||100万元|12.5|increase|",
            "基本支出||basic|600万元|||||",
            "项目支出||project|300万元|||||",
        ],
    );
}
