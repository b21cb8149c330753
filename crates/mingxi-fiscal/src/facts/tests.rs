//! Small fictional documents whose facts a person can read off, and the seeds where they are at hand.

use super::*;
use mingxi_model::{
    Block, Cell, Column, ColumnRole, Extraction, Grid, KindEvidence, Place, Stage, TableKind,
};

fn vocabulary() -> FactsVocabulary {
    FactsVocabulary::builtin().unwrap()
}

fn paragraphs(lines: &[&str]) -> Vec<Paragraph> {
    lines
        .iter()
        .zip(1..)
        .map(|(text, line)| Paragraph {
            text: (*text).to_owned(),
            heading: None,
            place: Place::Text { line },
            turns: Vec::new(),
        })
        .collect()
}

/// A table of rows of equal width with captions.
fn table(title: Option<&str>, captions: &[&str], rows: &[&[&str]]) -> Table {
    let columns = rows.first().map_or(0, |row| row.len());
    let cells = rows
        .iter()
        .zip(0..)
        .flat_map(|(row, r)| row.iter().zip(0..).map(move |(text, c)| Cell::single(r, c, text, None)))
        .collect();
    Table {
        table_id: 1,
        title: title.map(str::to_owned),
        form_number: None,
        kind: TableKind::Other,
        kind_evidence: KindEvidence::None,
        printed_unit: None,
        grid: Grid::new(rows.len() as u32, columns as u32, cells).unwrap(),
        header_rows: 0,
        captions: captions.iter().map(|caption| (*caption).to_owned()).collect(),
        notes: Vec::new(),
        extraction: Extraction::Dump,
        is_blank: false,
        columns: Vec::new(),
        labels: Vec::new(),
        doubts: Vec::new(),
        unpublished_numbers: 0,
        why: Vec::new(),
    }
}

fn facts(lines: &[&str]) -> DocumentFacts {
    document_facts(&paragraphs(lines), &[], "", &vocabulary()).0
}

fn region(agency: &str, context: &str) -> (Option<String>, Option<String>) {
    let label = format!("部门名称：{agency}");
    let found = facts(&[&label, &format!("{context}的各项工作按照规定执行，本句只为说明所在地区而写。")]);
    assert_eq!(found.agency_name.as_deref(), Some(agency));
    (found.region_code, found.region_name)
}

fn warnings(lines: &[&str], code: &str) -> usize {
    let (_, notes) = document_facts(&paragraphs(lines), &[], "", &vocabulary());
    notes.iter().filter(|n| n.code == code && n.severity == Severity::Warning).count()
}

#[test]
fn a_spaced_out_cover_is_joined() {
    let found = facts(&["长 治 市 潞 城 区 医 疗 保 障 局", "2 0 2 3 年 度 部 门 决 算 公 开", "目 录"]);
    assert_eq!(found.agency_name.as_deref(), Some("长治市潞城区医疗保障局"));
    assert_eq!(found.agency_type.as_deref(), Some("医疗保障局"));
    assert_eq!(found.fiscal_year, Some(2023));
    assert_eq!(found.stage, Some(Stage::FinalAccounts));
    assert_eq!(found.scope, Some(Scope::Department));
    assert_eq!(found.title.as_deref(), Some("长治市潞城区医疗保障局2023年度部门决算公开"));
    assert_eq!(found.region_code.as_deref(), Some("140406"));
    assert_eq!(found.region_name.as_deref(), Some("山西省长治市潞城区"));
    assert_eq!(found.city.as_deref(), Some("长治市"));
}

#[test]
fn a_code_before_the_name_and_a_suffix_behind_it_are_no_part_of_it() {
    let form = table(
        Some("单位预算收支总表"),
        &["571001廊坊市广阳区医疗保障局本级", "预算年度：2023", "单位：万元"],
        &[&["收入", "3698.72"]],
    );
    let (found, _) = document_facts(&[], &[form], "000.txt", &vocabulary());
    assert_eq!(found.agency_name.as_deref(), Some("廊坊市广阳区医疗保障局"));
    assert_eq!(found.agency_name_as_printed.as_deref(), Some("廊坊市广阳区医疗保障局本级"));
    assert_eq!(found.agency_code.as_deref(), Some("571001"));
    assert_eq!(found.scope, Some(Scope::Unit));
    assert_eq!(found.fiscal_year, Some(2023));
    assert_eq!(found.stage, Some(Stage::Budget));
    assert_eq!(found.region_code.as_deref(), Some("131003"));
    assert_eq!(found.region_name.as_deref(), Some("河北省廊坊市广阳区"));
    assert_eq!(found.title, None);
}

#[test]
fn the_cover_of_a_summed_budget() {
    let found = facts(&[
        "西安市长安区医疗保障局（汇总）",
        "2023年部门预算公开说明",
        "第一部分 部门概况",
        "截止2022年12月31日，本部门人员编制73人。较2022年减少3人。",
    ]);
    assert_eq!(found.agency_name.as_deref(), Some("西安市长安区医疗保障局"));
    assert_eq!(found.agency_name_as_printed.as_deref(), Some("西安市长安区医疗保障局（汇总）"));
    assert_eq!(found.scope, Some(Scope::Department));
    assert_eq!(found.fiscal_year, Some(2023));
    assert_eq!(found.region_code.as_deref(), Some("610116"));
    assert_eq!(found.title.as_deref(), Some("西安市长安区医疗保障局（汇总）2023年部门预算公开说明"));
}

#[test]
fn the_label_may_stand_above_its_value() {
    let found =
        facts(&["## 2023年部门支出预算表", "部门(单位)名称:", "安阳市社会医疗保险中心", "单位: 万元"]);
    assert_eq!(found.agency_name.as_deref(), Some("安阳市社会医疗保险中心"));
    assert_eq!(found.agency_type.as_deref(), Some("医疗保险经办机构"));
    assert_eq!(found.region_code.as_deref(), Some("410500"));
    assert_eq!((found.city.as_deref(), found.county.as_deref()), (Some("安阳市"), None));
    assert_eq!(found.scope, None);
}

#[test]
fn a_caption_line_with_several_labels_is_cut() {
    let found = facts(&["部门：中共江苏省委办公厅 单位：万元", "江苏省2018年度省级部门预算公开"]);
    assert_eq!(found.agency_name.as_deref(), Some("中共江苏省委办公厅"));
    assert_eq!(found.region_code.as_deref(), Some("320000"));
    assert_eq!(found.fiscal_year, Some(2018));
    assert_eq!(
        facts(&["江苏省2018年度", "省级部门预算公开报表"]).title.as_deref(),
        Some("江苏省2018年度省级部门预算公开报表")
    );
}

#[test]
fn the_name_stands_in_the_title() {
    let found = facts(&["上海市普陀区财政局2024年度部门决算", "目录"]);
    assert_eq!(found.agency_name.as_deref(), Some("上海市普陀区财政局"));
    assert_eq!(found.agency_type.as_deref(), Some("财政局"));
    assert_eq!(found.region_name.as_deref(), Some("上海市普陀区"));
    assert_eq!(found.region_code.as_deref(), Some("310107"));
    assert_eq!((found.province.as_deref(), found.city.as_deref()), (Some("上海市"), None));
}

#[test]
fn codes_beside_the_name_in_cells() {
    let rows: &[&[&str]] = &[
        &["单位编码", "单位名称", "合计"],
        &["133", "西安市长安区医疗保障局", "300.00"],
        &["133001", "西安市长安区医疗保障局", "200.00"],
        &["133002", "西安市长安区医疗保险经办中心", "100.00"],
    ];
    let code = |agency: &str| {
        let lines = paragraphs(&[&format!("部门名称：{agency}")]);
        document_facts(&lines, &[table(None, &[], rows)], "", &vocabulary()).0.agency_code
    };
    assert_eq!(code("西安市长安区医疗保障局（汇总）").as_deref(), Some("133"));
    assert_eq!(code("西安市长安区医疗保障局本级").as_deref(), Some("133001"));
    assert_eq!(code("西安市长安区医疗保险经办中心").as_deref(), Some("133002"));
    assert_eq!(code("西安市雁塔区医疗保障局"), None);
}

#[test]
fn a_department_code_at_the_label_of_the_department_is_not_the_units() {
    let rows: &[&[&str]] =
        &[&["主管部门及代码", "0541 长治市潞城区医疗保障局", "预算单位", "054001-长治市潞城区医疗保障局"]];
    let lines = paragraphs(&["单位名称：长治市潞城区医疗保障局"]);
    let (found, _) = document_facts(&lines, &[table(None, &[], rows)], "", &vocabulary());
    assert_eq!(found.agency_code.as_deref(), Some("054001"));
}

#[test]
fn places_are_told_by_the_name_and_the_document() {
    let code = |agency: &str, context: &str| region(agency, context).0;
    assert_eq!(code("青龙满族自治县医疗保障局", "").as_deref(), Some("130321"));
    assert_eq!(code("青龙县医疗保障局", "").as_deref(), Some("130321"));
    assert_eq!(code("长安区医疗保障局", "西安市").as_deref(), Some("610116"));
    assert_eq!(code("长安区医疗保障局", "石家庄市").as_deref(), Some("130102"));
    assert_eq!(code("石家庄市长安区医疗保障局", "西安市").as_deref(), Some("130102"));
    assert_eq!(code("长安区医疗保障局", "本地"), None);
    assert_eq!(code("长安区医疗保障局", "西安市和石家庄市"), None);
    assert_eq!(code("普陀区财政局", "舟山市").as_deref(), Some("330903"));
    assert_eq!(code("义乌市医疗保障局", "").as_deref(), Some("330782"));
    assert_eq!(code("济源市医疗保障局", "").as_deref(), Some("419001"));
    assert_eq!(code("东莞市医疗保障局", "").as_deref(), Some("441900"));
    assert_eq!(code("国家税务总局定州市税务局", "").as_deref(), Some("130682"));
    assert_eq!(code("广西环江毛南族自治县财政局", "").as_deref(), Some("451226"));
}

/// Agency, what the document names besides, GB/T 2260 code (empty: not to be told). Looked up by a person in
/// the list of divisions of 2023.
const PLACES: &str = "\
廊坊市广阳区医疗保障局||131003
广阳区医疗保障局||131003
河北省廊坊市广阳区医疗保障局||131003
廊坊市医疗保障局||131000
河北省医疗保障局||130000
中共廊坊市广阳区委员会||131003
国家税务总局廊坊市广阳区税务局||131003
青龙满族自治县人民政府办公室||130321
石家庄市桥西区财政局||130104
张家口市桥西区财政局||130703
桥西区财政局|张家口市|130703
桥西区财政局|本地|
邢台市桥西区财政局||
邢台市信都区财政局||130503
新华区财政局|沧州市|130902
新华区财政局|平顶山市|410402
新华区财政局|河北省|
石家庄市井陉矿区财政局||130107
定州市财政局||130682
大厂回族自治县财政局||131028
河北雄安新区财政局||
南京市鼓楼区财政局||320106
徐州市鼓楼区财政局||320302
鼓楼区财政局|开封市|410204
鼓楼区财政局|福州市和南京市|
北京市朝阳区财政局||110105
长春市朝阳区财政局||220104
朝阳区财政局|北京市|110105
朝阳市财政局||211300
朝阳县财政局||211321
辽宁省朝阳市朝阳县财政局||211321
吉林市财政局||220200
吉林省财政厅||220000
吉林省吉林市船营区财政局||220204
海南省财政厅||460000
海南州财政局||632500
青海省海南州共和县财政局||632521
河南省财政厅||410000
河南县财政局||632324
湘西州吉首市财政局||433101
昌吉市财政局||652301
巴音郭楞州库尔勒市财政局||652801
内蒙古自治区呼和浩特市新城区财政局||150102
新城区财政局|西安市|610102
广西南宁市西乡塘区财政局||450107
重庆市石柱土家族自治县财政局||500240
重庆市石柱县财政局||500240
上海市浦东新区财政局||310115
天津市滨海新区财政局||120116
普陀区财政局|上海市|310107
仙桃市财政局||429004
神农架林区财政局||429021
石河子市财政局||659001
儋州市财政局||460400
嘉峪关市财政局||620200
城区财政局||
晋城市城区财政局||140502
城区财政局|晋城市|140502
东区财政局||
攀枝花市东区财政局||510402
杭州市下城区财政局||
潞城市财政局||
赵县财政局||130133
西安市高新技术产业开发区财政局||610100
北京路街道办事处||
长沙县财政局||430121
长沙市财政局||430100
";

#[test]
fn sixty_agencies_are_placed_or_left_open() {
    let mut wrong = Vec::new();
    for line in PLACES.lines() {
        let fields: Vec<&str> = line.split('|').collect();
        let got = region(fields[0], fields[1]).0.unwrap_or_default();
        if got != fields[2] {
            wrong.push(format!("{line} but {got}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_place_that_is_not_sure_is_told() {
    for agency in ["长治市乌有县财政局", "城区财政局", "桥西区财政局", "西安市高新技术产业开发区财政局"]
    {
        assert_eq!(warnings(&[&format!("部门名称：{agency}")], "region"), 1, "{agency}");
    }
}

#[test]
fn a_document_without_a_cover_has_its_title_inside() {
    let form = table(Some("单位预算收支总表"), &["571001廊坊市广阳区医疗保障局本级"], &[&["收入", "1.00"]]);
    let prose = paragraphs(&["单位预算收支总表", "廊坊市广阳区医疗保障局本级2023年单位预算信息公开情况说明"]);
    let (found, _) = document_facts(&prose, &[form], "a.txt", &vocabulary());
    assert_eq!(found.title.as_deref(), Some("廊坊市广阳区医疗保障局本级2023年单位预算信息公开情况说明"));
    assert_eq!((found.fiscal_year, found.scope), (Some(2023), Some(Scope::Unit)));
}

#[test]
fn a_units_code_tells_the_scope_where_titles_do_not() {
    let scope = |code: &str| {
        let lines = paragraphs(&["部门名称：安阳市社会医疗保险中心"]);
        let rows: &[&[&str]] = &[&["单位代码", "单位名称"], &[code, "安阳市社会医疗保险中心"]];
        document_facts(&lines, &[table(None, &[], rows)], "", &vocabulary()).0.scope
    };
    assert_eq!(scope("313002"), Some(Scope::Unit));
    // The department's own office and the department may be the same document.
    assert_eq!(scope("313001"), None);
    assert_eq!(scope("313"), None);
}

/// Forms of the department's own office in the department's document.
#[test]
fn a_suffix_behind_a_units_code_is_weaker_than_the_cover() {
    let lines = paragraphs(&["云杉市统计局2026年部门预算公开", "目录"]);
    let rows: &[&[&str]] = &[&["项目名称", "经济普查"]];
    let forms =
        [table(None, &["368001 云杉市统计局本级"], rows), table(None, &["368001 云杉市统计局本级"], rows)];
    assert_eq!(document_facts(&lines, &forms, "", &vocabulary()).0.scope, Some(Scope::Department));
}

/// Opening lines, file name, then what a person reads: agency, year, stage, scope, title.
#[test]
fn covers_and_file_names_are_read_as_a_person_does() {
    let cases: &[(&[&str], &str, [&str; 5])] = &[
        (
            &["2023年度", "泊头市医疗保障局部门决算", "目录"],
            "a.pdf",
            ["泊头市医疗保障局", "2023", "final_accounts", "department", "2023年度泊头市医疗保障局部门决算"],
        ),
        (
            &["泊头市医疗保障局", "2024年单位预算公开", "目录", "与2023年相比，收入预算增加5万元。"],
            "a.pdf",
            ["泊头市医疗保障局", "2024", "budget", "unit", "泊头市医疗保障局2024年单位预算公开"],
        ),
        (
            &["泊头市医疗保障局2022年度部门决算公开说明", "2022年初部门预算已经批复。", "2023年8月"],
            "a.docx",
            [
                "泊头市医疗保障局",
                "2022",
                "final_accounts",
                "department",
                "泊头市医疗保障局2022年度部门决算公开说明",
            ],
        ),
        (
            &["部门收支总表", "单位：万元"],
            "泊头市医疗保障局2021年部门预算.pdf",
            ["泊头市医疗保障局", "2021", "budget", "", ""],
        ),
        (
            &["泊头市医疗保障局（本级）", "二〇二三年单位预算", "目录"],
            "2022年.pdf",
            ["泊头市医疗保障局", "2023", "budget", "unit", "泊头市医疗保障局（本级）二〇二三年单位预算"],
        ),
        (
            &["关于泊头市医疗保障局2023年预算执行情况和2024年预算草案的报告"],
            "a.pdf",
            [
                "泊头市医疗保障局",
                "",
                "budget",
                "",
                "关于泊头市医疗保障局2023年预算执行情况和2024年预算草案的报告",
            ],
        ),
    ];
    let mut wrong = Vec::new();
    for (lines, file, want) in cases {
        let (found, _) = document_facts(&paragraphs(lines), &[], file, &vocabulary());
        let got = [
            found.agency_name.clone().unwrap_or_default(),
            found.fiscal_year.map(|year| year.to_string()).unwrap_or_default(),
            found.stage.map(|stage| stage.as_str().to_owned()).unwrap_or_default(),
            found.scope.map(|scope| scope.as_str().to_owned()).unwrap_or_default(),
            found.title.clone().unwrap_or_default(),
        ];
        if got != *want {
            wrong.push(format!("{lines:?} {file}: {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn full_paths_name_every_level() {
    assert_eq!(region("青龙满族自治县医疗保障局", "").1.as_deref(), Some("河北省秦皇岛市青龙满族自治县"));
    assert_eq!(region("济源市医疗保障局", "").1.as_deref(), Some("河南省济源市"));
}

#[test]
fn zones_have_a_city_and_unknown_counties_no_code() {
    let zone = facts(&["部门名称：西安市高新技术产业开发区医疗保障局"]);
    assert_eq!(zone.region_code.as_deref(), Some("610100"));
    assert_eq!(zone.county, None);
    let renamed = facts(&["部门名称：长治市乌有县医疗保障局"]);
    assert_eq!((renamed.region_code, renamed.city.as_deref()), (None, Some("长治市")));
    assert_eq!(facts(&["部门名称：安阳市城市管理局"]).region_code.as_deref(), Some("410500"));
    assert_eq!(facts(&["部门名称：安阳市社区服务中心"]).region_code.as_deref(), Some("410500"));
}

#[test]
fn contradictions_are_reported_and_never_guessed() {
    let years = ["2022年部门收支预算表", "2023年部门支出预算表"];
    assert_eq!(facts(&years).fiscal_year, None);
    assert_eq!(warnings(&years, "fiscal_year"), 1);
    let stray =
        ["2023年部门收支预算表", "2023年部门支出预算表", "2023年项目支出预算表", "2022年部门支出预算表"];
    assert_eq!(facts(&stray).fiscal_year, Some(2023));
    assert_eq!(warnings(&stray, "fiscal_year"), 1);
    let agencies = ["单位名称：廊坊市广阳区财政局", "单位名称：廊坊市安次区财政局"];
    assert_eq!(facts(&agencies).agency_name, None);
    assert_eq!(warnings(&agencies, "agency_name"), 1);
}

#[test]
fn years_of_comparison_and_of_transfers_do_not_vote() {
    let found = facts(&[
        "预算年度：2020",
        "关于提前下达2019年省级财政医疗救助补助预算的通知绩效目标表",
        "较2018年部门预算减少",
        "截至2021年末资产表",
    ]);
    assert_eq!(found.fiscal_year, Some(2020));
}

#[test]
fn chinese_numerals_and_file_names_give_the_year() {
    assert_eq!(facts(&["二〇二三年度部门决算"]).fiscal_year, Some(2023));
    let (found, _) = document_facts(&[], &[], "某市某局25年预算.pdf", &vocabulary());
    assert_eq!((found.fiscal_year, found.stage), (Some(2025), Some(Stage::Budget)));
    assert_eq!(found.agency_name, None);
}

#[test]
fn the_heads_of_columns_give_the_year_where_nothing_else_does() {
    let year = |title: Option<&str>, heads: &[&str]| {
        let form = with_heads(title, heads);
        document_facts(&[], &[form], "", &vocabulary()).0.fiscal_year
    };
    assert_eq!(year(None, &["2024年度决算数", "2025年度决算数", "增减变化"]), Some(2025));
    assert_eq!(year(Some("2024年部门决算表"), &["2024年度决算数", "2025年度决算数"]), Some(2024));
    // Years that name no budget or final accounts say nothing of the document's.
    assert_eq!(year(None, &["2025年末", "2026年目标值"]), None);
}

/// A table whose columns of amounts have these heads.
fn with_heads(title: Option<&str>, heads: &[&str]) -> Table {
    let column = |(head, col): (&&str, u32)| Column {
        col,
        path: vec![(*head).to_owned()],
        role: ColumnRole::Value,
        panel: 0,
        measure_code: None,
        flow: None,
        fund: None,
        phase: None,
        unit: None,
        sum_of: Vec::new(),
        part_of: None,
    };
    Table { columns: heads.iter().zip(0..).map(column).collect(), ..table(title, &[], &[heads]) }
}

#[test]
fn nothing_gives_nothing_and_says_so() {
    let (found, notes) = document_facts(&[], &[], "", &vocabulary());
    assert_eq!(found, DocumentFacts::default());
    for code in ["agency_name", "fiscal_year", "stage", "region"] {
        assert!(notes.iter().any(|n| n.code == code && n.severity == Severity::Warning), "{code}");
    }
}

#[test]
fn a_name_without_its_city_is_the_same_agency() {
    let lines = ["部门名称：普陀区财政局", "单位名称：上海市普陀区财政局", "部门名称：普陀区财政局"];
    let found = facts(&lines);
    assert_eq!(found.agency_name.as_deref(), Some("上海市普陀区财政局"));
    assert_eq!(warnings(&lines, "agency_name"), 0);
}

#[test]
fn hostile_lines_do_no_harm() {
    let long = "广".repeat(200_000);
    let numeral = |n: u32| -> String {
        n.to_string()
            .chars()
            .filter_map(|c| "〇一二三四五六七八九".chars().nth(c as usize - '0' as usize))
            .collect()
    };
    let many: Vec<String> =
        (0..20_000).map(|n| format!("单位名称：廊坊市广阳区第{}财政局", numeral(n))).collect();
    let mut lines: Vec<&str> = many.iter().map(String::as_str).collect();
    lines.extend([long.as_str(), "年年年2023", "年", "2023", "：", "部门：", "é2年", "20é年", "2023年"]);
    facts(&lines);
}

#[test]
fn vocabularies_name_their_mistakes() {
    let agencies = include_str!("../../../../schemas/vocab/agencies.toml");
    let wrong = FactsVocabulary::parse(agencies, "code,name\n130000,河北省\n13,x\n").unwrap_err();
    assert!(wrong.to_string().starts_with("regions.csv line 3"), "{wrong}");
    let wrong = FactsVocabulary::parse("[names]\nendings = 3\n", "").unwrap_err();
    assert!(wrong.to_string().contains("agencies.toml"), "{wrong}");
}

/// The seeds: with plain paragraphs and cells, before any grid is recovered.
#[test]
fn the_seeds_say_what_they_are() {
    let Ok(shared) = std::env::var("MINGXI_SHARED") else {
        skipped();
        return;
    };
    let expected = [
        ("000", "廊坊市广阳区医疗保障局", Some("571001"), 2023, Stage::Budget, "131003"),
        ("001", "长治市潞城区医疗保障局", Some("054001"), 2023, Stage::FinalAccounts, "140406"),
        ("002", "西安市长安区医疗保障局", None, 2023, Stage::Budget, "610116"),
        ("003", "青龙满族自治县医疗保障局", Some("450002"), 2020, Stage::Budget, "130321"),
        ("004", "安阳市社会医疗保险中心", None, 2023, Stage::Budget, "410500"),
    ];
    for entry in std::fs::read_dir(format!("{shared}/seeds")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Some(want) = expected.iter().find(|want| name.starts_with(want.0)) else {
            continue;
        };
        let bytes = std::fs::read(&path).unwrap();
        let document = mingxi_decode::decode(&bytes, &mingxi_decode::Limits::default()).unwrap();
        let (found, notes) = document_facts(&flat(document.blocks), &[], &name, &vocabulary());
        let got =
            (found.agency_name.as_deref(), found.fiscal_year, found.stage, found.region_code.as_deref());
        assert_eq!(got, (Some(want.1), Some(want.3), Some(want.4), Some(want.5)), "{name}: {notes:#?}");
        if let Some(code) = want.2.filter(|_| found.agency_code.is_some()) {
            assert_eq!(found.agency_code.as_deref(), Some(code), "{name}");
        }
    }
}

#[allow(clippy::print_stderr, reason = "a skipped test says so")]
fn skipped() {
    eprintln!("skipped: MINGXI_SHARED is not set");
}

/// Paragraphs and every cell of the dump tables, each as a paragraph.
fn flat(blocks: Vec<Block>) -> Vec<Paragraph> {
    let mut out = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => out.push(paragraph),
            Block::Dump(table) => {
                out.extend(table.rows.into_iter().flat_map(|row| row.cells).map(|cell| Paragraph {
                    text: cell.text,
                    heading: None,
                    place: Place::Text { line: cell.line },
                    turns: Vec::new(),
                }))
            }
            Block::Native(_) => {}
        }
    }
    out
}
