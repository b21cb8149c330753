//! Performance indicators in this project's own words.

use crate::rng::Rng;

/// An indicator with its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// 一级指标.
    pub level1: &'static str,
    /// 二级指标.
    pub level2: &'static str,
    /// 三级指标.
    pub level3: String,
    /// ≥, ≤, = or empty for words.
    pub operator: &'static str,
    /// The number or the words.
    pub value: String,
    /// The unit; empty for words.
    pub unit: &'static str,
    /// 绩效指标描述.
    pub description: String,
    /// 指标值确定依据.
    pub basis: &'static str,
}

impl Goal {
    /// The target as one cell prints it.
    pub fn target(&self) -> String {
        format!("{}{}{}", self.operator, self.value, self.unit)
    }
}

type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    i64,
    i64,
    &'static str,
    &'static str,
);

// level1, level2, level3, operator, unit, least and most value, description, basis
const NUMBERS: &[Row] = &[
    (
        "产出指标",
        "数量指标",
        "受益群众人数",
        "≥",
        "人",
        200,
        90_000,
        "全年实际享受政策的人数",
        "上年业务台账",
    ),
    ("产出指标", "数量指标", "业务培训场次", "≥", "次", 2, 12, "面向基层经办人员的培训", "年度工作计划"),
    ("产出指标", "数量指标", "现场检查家数", "≥", "家", 10, 200, "实地检查的机构数量", "年度工作计划"),
    ("产出指标", "质量指标", "资金使用合规率", "=", "%", 100, 100, "合规支出占全部支出的比例", "财务制度"),
    ("产出指标", "质量指标", "验收合格率", "≥", "%", 90, 99, "一次验收合格的批次占比", "合同约定"),
    ("产出指标", "质量指标", "数据差错率", "≤", "%", 1, 5, "抽查中发现差错的记录占比", "历史数据"),
    ("产出指标", "时效指标", "任务按期完成率", "=", "%", 100, 100, "按期完成的任务占比", "年度工作计划"),
    ("产出指标", "时效指标", "资金拨付时限", "≤", "个工作日", 5, 30, "从审核通过到拨付的时间", "服务承诺"),
    ("产出指标", "成本指标", "人均补助标准", "=", "元", 50, 900, "每人每年的补助", "补助文件"),
    ("效益指标", "社会效益指标", "政策知晓率", "≥", "%", 75, 95, "抽样访问中知道政策的人占比", "问卷调查"),
    (
        "满意度指标",
        "服务对象满意度指标",
        "服务对象满意度",
        "≥",
        "%",
        85,
        98,
        "表示满意的受访者占比",
        "问卷调查",
    ),
    ("满意度指标", "服务对象满意度指标", "基层单位满意度", "≥", "%", 85, 98, "基层单位的评价", "问卷调查"),
];

const WORDS: &[(&str, &str, &str, &str, &str, &str)] = &[
    ("产出指标", "时效指标", "资金下达及时性", "及时", "是否按规定时间下达", "资金管理办法"),
    ("效益指标", "经济效益指标", "减轻群众支出负担", "有效减轻", "个人负担的变化", "业务统计"),
    ("效益指标", "社会效益指标", "公共服务便利程度", "有所提升", "办事环节和跑动次数的变化", "业务统计"),
    ("效益指标", "可持续影响指标", "工作机制健全程度", "逐步完善", "制度是否形成并持续执行", "制度文件"),
];

const ORDER: &[&str] = &[
    "数量指标",
    "质量指标",
    "时效指标",
    "成本指标",
    "经济效益指标",
    "社会效益指标",
    "可持续影响指标",
    "服务对象满意度指标",
];

/// A handful of indicators, in the order of 一级 and 二级, at least one of each 一级.
pub fn goals(rng: &mut Rng, most: usize) -> Vec<Goal> {
    let mut all: Vec<Goal> = Vec::new();
    for (level1, level2, level3, operator, unit, low, high, description, basis) in NUMBERS {
        all.push(Goal {
            level1,
            level2,
            level3: (*level3).to_owned(),
            operator,
            value: rng.range(*low, *high).to_string(),
            unit,
            description: (*description).to_owned(),
            basis,
        });
    }
    for (level1, level2, level3, words, description, basis) in WORDS {
        all.push(Goal {
            level1,
            level2,
            level3: (*level3).to_owned(),
            operator: "",
            value: (*words).to_owned(),
            unit: "",
            description: (*description).to_owned(),
            basis,
        });
    }
    rng.shuffle(&mut all);
    let mut chosen: Vec<Goal> = Vec::new();
    for level1 in ["产出指标", "效益指标", "满意度指标"] {
        let first = all.iter().position(|g| g.level1 == level1);
        chosen.extend(first.map(|i| all.remove(i)));
    }
    let missing = most.saturating_sub(chosen.len());
    chosen.extend(all.into_iter().take(missing));
    chosen.sort_by_key(|g| ORDER.iter().position(|level2| *level2 == g.level2));
    chosen
}

/// How many rows from `i` on share a key, if `i` begins a run; 0 inside a run.
pub fn run_length<K: PartialEq>(goals: &[Goal], i: usize, key: impl Fn(&Goal) -> K) -> usize {
    if i > 0 && key(&goals[i]) == key(&goals[i - 1]) {
        return 0;
    }
    goals[i..].iter().take_while(|g| key(g) == key(&goals[i])).count()
}
