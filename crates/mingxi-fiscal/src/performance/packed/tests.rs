//! Packed cells with what a person read in them.
use super::*;

fn show(text: &str) -> Option<Vec<String>> {
    let words = PerformanceVocabulary::builtin().unwrap();
    let text_of = |t: &Option<String>| t.clone().unwrap_or_else(|| "-".to_owned());
    Some(
        parts(text, &words)?
            .iter()
            .map(|p| {
                format!(
                    "{} > {} > {}: {}",
                    text_of(&p.level1),
                    text_of(&p.level2),
                    p.name,
                    text_of(&p.target)
                )
            })
            .collect(),
    )
}

#[test]
fn numbered_entries_with_labels() {
    let text = "1、1-产出指标；11-数量指标；巡河次数；实施周期指标值: 每年≥20次；年度指标值:每年≥20次。2 、\
                1-产出指标；12-质量指标；河面洁净度；实施周期指标值:≥ 99.5%；年度指标值：≥98.5%。";
    assert_eq!(
        show(text).unwrap(),
        ["产出指标 > 数量指标 > 巡河次数: 每年≥20次", "产出指标 > 质量指标 > 河面洁净度: ≥98.5%"]
    );
}

#[test]
fn a_labelled_value_may_hold_semicolons() {
    let text = "1、1-产出指标；12-质量指标；抢修到场时间；实施周期指标值:城区≤1小时；乡镇≤2小时；年度指标值:\
                城区≤1小时；乡镇≤3小时。2、1-产出指标；12-质量指标；合格率；年度指标值:≥90%。";
    assert_eq!(
        show(text).unwrap(),
        ["产出指标 > 质量指标 > 抢修到场时间: 城区≤1小时；乡镇≤3小时", "产出指标 > 质量指标 > 合格率: ≥90%"]
    );
}

#[test]
fn a_name_may_be_a_levels_word() {
    let text = "1、3-满意度指标；31-服务对象满意度；服务对象满意度；年度指标值:≥95%。2、3-满意度指标；\
                31-服务对象满意度；.服务对象满意度；年度指标值:≥96%。";
    assert_eq!(
        show(text).unwrap(),
        [
            "满意度指标 > 服务对象满意度 > 服务对象满意度: ≥95%",
            "满意度指标 > 服务对象满意度 > .服务对象满意度: ≥96%"
        ]
    );
}

#[test]
fn levels_before_names_that_carry_their_targets() {
    assert_eq!(
        show("产出指标：数量指标：植树≥300棵；抚育林地40亩；质量指标：成活率不低于85%；满意度指标：村民满意度≥90%").unwrap(),
        [
            "产出指标 > 数量指标 > 植树: ≥300棵",
            "产出指标 > 数量指标 > 抚育林地: 40亩",
            "产出指标 > 质量指标 > 成活率: 不低于85%",
            "满意度指标 > - > 村民满意度: ≥90%"
        ]
    );
    assert_eq!(
        show("（1）数量指标：植树≥300棵，抚育≥2次。（2）时效指标：完成时间：11月底前").unwrap(),
        ["- > 数量指标 > 植树: ≥300棵", "- > 数量指标 > 抚育: ≥2次", "- > 时效指标 > 完成时间: 11月底前"]
    );
}

#[test]
fn what_is_not_clear_is_not_split() {
    assert_eq!(show("数量指标：植树；抚育林地"), None);
    assert_eq!(show("按计划完成全年任务，提高服务质量"), None);
    let words = PerformanceVocabulary::builtin().unwrap();
    assert!(!is_packed("1、完成河道清淤工程≥3公里；2、建立长效管护机制并完成各项指标≥90%", &words));
}

/// One indicator a line, as most lists print them: every notation of the levels, the numbers and the ends.
#[test]
fn levels_name_and_target_in_one_entry() {
    let meant = [
        "产出指标 > 数量指标 > 检查机构家次: ≥210家次",
        "产出指标 > 质量指标 > 追回率: ≥95%",
        "效益指标 > 社会效益指标 > 违规发生率: ≤3%",
    ];
    for text in [
        // By hyphens, one a line; the same where the lines were joined; with ends.
        "1.产出指标-数量指标-检查机构家次：≥210家次\n2.产出指标-质量指标-追回率：≥95%\n3.效益指标-社会效益指标-违规发生率：≤3%",
        "1.产出指标-数量指标-检查机构家次：≥210家次 2.产出指标-质量指标-追回率：≥95% 3.效益指标-社会效益指标-违规发生率：≤3%",
        "1.产出指标-数量指标-检查机构家次：≥210家次2.产出指标-质量指标-追回率：≥95%3.效益指标-社会效益指标-违规发生率：≤3%",
        "1.产出指标-数量指标-检查机构家次：≥210家次；2.产出指标-质量指标-追回率：≥95%；3.效益指标-社会效益指标-违规发生率：≤3%。",
        // By slashes, colons, dashes, brackets, nothing.
        "（1）产出指标/数量指标/检查机构家次≥210家次\n（2）产出指标/质量指标/追回率≥95%\n（3）效益指标/社会效益指标/违规发生率≤3%",
        "1、产出指标：数量指标：检查机构家次≥210家次；2、产出指标：质量指标：追回率≥95%；3、效益指标：社会效益指标：违规发生率≤3%",
        "①产出指标——数量指标——检查机构家次≥210家次②产出指标——质量指标——追回率≥95%③效益指标——社会效益指标——违规发生率≤3%",
        "【产出指标】【数量指标】检查机构家次≥210家次\n【产出指标】【质量指标】追回率≥95%\n【效益指标】【社会效益指标】违规发生率≤3%",
        "产出指标（数量指标）：检查机构家次≥210家次；产出指标（质量指标）：追回率≥95%；效益指标（社会效益指标）：违规发生率≤3%",
        "指标1：产出指标-数量指标-检查机构家次≥210家次\n指标2：产出指标-质量指标-追回率≥95%\n指标3：效益指标-社会效益指标-违规发生率≤3%",
        // Levels on lines of their own, numbered or not, with points.
        "产出指标\n数量指标\n检查机构家次≥210家次\n质量指标\n追回率≥95%\n效益指标\n社会效益指标\n违规发生率≤3%",
        "一、产出指标（50分）\n（一）数量指标\n1.检查机构家次≥210家次\n（二）质量指标\n1.追回率≥95%\n二、效益指标（30分）\n（一）社会效益指标\n1.违规发生率≤3%",
        "一、产出指标：（一）数量指标：检查机构家次≥210家次。（二）质量指标：追回率≥95%。二、效益指标：（一）社会效益指标：违规发生率≤3%。",
        // Lines that wrap within a name and within a number.
        "1.产出指标-数量指标-检查\n机构家次：≥2\n10家次\n2.产出指标-质量\n指标-追回率：≥95%\n3.效益指标-社会效益指标-违规发生率：≤3%",
        // A number right before the mark.
        "1.产出指标-数量指标-检查机构家次：≥210家次；2.产出指标-质量指标-追回率：≥95%；3.效益指标-社会效益指标-违规发生率：≤3%",
    ] {
        assert_eq!(show(text).as_deref(), Some(meant.map(str::to_owned).as_slice()), "{text}");
    }
    assert_eq!(
        show("1.产出指标-数量指标-检查≥2102.产出指标-质量指标-追回率≥95%").unwrap(),
        ["产出指标 > 数量指标 > 检查: ≥210", "产出指标 > 质量指标 > 追回率: ≥95%"]
    );
}

#[test]
fn names_and_targets_without_levels() {
    assert_eq!(
        show("指标1：培训人次≥300人次\n指标2：合格率≥95%").unwrap(),
        ["- > - > 培训人次: ≥300人次", "- > - > 合格率: ≥95%"]
    );
    assert_eq!(
        show("培训场次≥3场\n培训人数：300-500人\n合格率达到95%以上\n完成时间2026年12月底前").unwrap(),
        [
            "- > - > 培训场次: ≥3场",
            "- > - > 培训人数: 300-500人",
            "- > - > 合格率: 达到95%以上",
            "- > - > 完成时间: 2026年12月底前"
        ]
    );
    assert_eq!(
        show("1.城乡最低生活保障人数≥300人；2.增长率（≤5%）；3.补贴标准：每人每月600元；4.覆盖率10%~20%")
            .unwrap(),
        [
            "- > - > 城乡最低生活保障人数: ≥300人",
            "- > - > 增长率: ≤5%",
            "- > - > 补贴标准: 每人每月600元",
            "- > - > 覆盖率: 10%~20%"
        ]
    );
    assert_eq!(
        show("数量指标：培训≥10个；督查≥20个。质量指标：合格率100%、及格率≥98%").unwrap(),
        [
            "- > 数量指标 > 培训: ≥10个",
            "- > 数量指标 > 督查: ≥20个",
            "- > 质量指标 > 合格率: 100%",
            "- > 质量指标 > 及格率: ≥98%"
        ]
    );
}

/// What goes on in the middle of a name or target is another indicator: then nothing is split, and it is told.
#[test]
fn a_second_indicator_is_not_swallowed() {
    assert_eq!(show("产出指标-数量指标-检查≥210家次且产出指标-质量指标-追回率≥95%"), None);
    assert_eq!(show("数量指标：检查机构≥210家次及追回率≥95%；质量指标：合格率≥98%"), None);
    let words = PerformanceVocabulary::builtin().unwrap();
    assert!(looks_packed("产出指标-数量指标-检查≥210家次且产出指标-质量指标-追回率≥95%", &words));
    assert!(!looks_packed("按照指标要求完成≥3次，各项考核指标≥95%", &words));
}

/// Labelled entries whose lines wrap anywhere: behind the number, within a level, between sign and number.
#[test]
fn labelled_entries_that_wrap() {
    let text = "1、1-产出指标；11-数量指标；会议保障次数；实施周期指标值:\n每年≥20场；年度指标值:每年≥20场。2、1-产出指标；11-数量指\n标；汇聚数据量；实施周期指标值:≥10亿条；年度指标值:≥10亿条。3\n、1-\n产出指标；12-质量指标；场地正常运行；实施周期指标值:≥\n99.5%；年度指标值:≥99.5%。4、4-成本指标；41-经济成本\n指标；控制率=实际费用/概算*100%；实施\n周期指标值:≤100%；年度指标值:≤100%。";
    assert_eq!(
        show(text).unwrap(),
        [
            "产出指标 > 数量指标 > 会议保障次数: 每年≥20场",
            "产出指标 > 数量指标 > 汇聚数据量: ≥10亿条",
            "产出指标 > 质量指标 > 场地正常运行: ≥99.5%",
            "成本指标 > 经济成本指标 > 控制率=实际费用/概算*100%: ≤100%",
        ]
    );
}

#[test]
fn numbers_before_marks_that_wraps_bring_together() {
    assert_eq!(show("1.培训≥3\n2.合格率≥95%").unwrap(), ["- > - > 培训: ≥3", "- > - > 合格率: ≥95%"]);
    assert_eq!(show("1.培训≥32.合格率≥95%"), None);
    assert_eq!(show("产出指标：数量指标：检查≥210家次质量指标追回率≥95%；时效指标：及时率≥98%"), None);
}

/// A name may compare words; only a comparison with a number begins another indicator.
#[test]
fn a_name_that_compares_words() {
    let text = "1、4-成本指标；41-经济成本指标；支出≤相关标准；年度指标值:≤27万元。2、2-效益指标；22-社会效益；满意度；年度指标值:≥80分。";
    assert_eq!(
        show(text).unwrap(),
        ["成本指标 > 经济成本指标 > 支出≤相关标准: ≤27万元", "效益指标 > 社会效益 > 满意度: ≥80分"]
    );
}

/// A name that is a level's word too stays a name before its target.
#[test]
fn a_name_called_like_a_level() {
    let text = "（1）产出指标：数量指标：检查家数：≥151家；（2）满意度指标：服务对象满意度指标：服务对象满意度：≥88%；";
    assert_eq!(
        show(text).unwrap(),
        ["产出指标 > 数量指标 > 检查家数: ≥151家", "满意度指标 > 服务对象满意度指标 > 服务对象满意度: ≥88%"]
    );
}
