//! Ten invented provinces with habits of their own.

use crate::document::Unit;
use crate::invent::Habit;
use crate::titles::{BUDGET, FINAL, PARTS, Titles};
use crate::write::Format;

/// How many counties of a province disclose.
pub(super) const COUNTIES_OF_A_PROVINCE: usize = 3;

/// A province and its habits.
#[derive(Debug)]
pub(super) struct Style {
    /// Its name.
    pub province: &'static str,
    /// The city of its counties.
    pub city: &'static str,
    /// The counties; none of these names is in GB/T 2260 (checked against the 2023 list).
    pub counties: [&'static str; COUNTIES_OF_A_PROVINCE],
    /// Which forms its budgets are made of.
    pub budget: Habit,
    /// Titles of budgets.
    pub titles: Titles,
    /// Titles of final accounts.
    pub final_titles: Titles,
    /// The printed unit.
    pub unit: Unit,
    /// Thousands separators.
    pub separators: bool,
    /// 0.00 rather than an empty cell.
    pub zeros: bool,
    /// Formats, taken in turn.
    pub formats: &'static [Format],
    /// Header words of its own.
    pub words: &'static [(&'static str, &'static str)],
    /// What stands for ≥, ≤ and =.
    pub signs: [&'static str; 3],
}

const SIGNS: [&str; 3] = ["≥", "≤", "="];

/// The styles.
pub(super) const STYLES: &[Style] = &[
    Style {
        province: "云岭省",
        city: "清河源市",
        counties: ["东澜区", "云溪沟县", "石桐县"],
        budget: Habit::Serial,
        titles: BUDGET[0],
        final_titles: FINAL[0],
        unit: Unit::TenThousand,
        separators: false,
        zeros: false,
        formats: &[Format::Cells, Format::Docx],
        words: &[],
        signs: SIGNS,
    },
    Style {
        province: "江原省",
        city: "临沐市",
        counties: ["西泽坪区", "青枫县", "白芦县"],
        budget: Habit::Plain,
        titles: BUDGET[1],
        final_titles: FINAL[1],
        unit: Unit::Yuan,
        separators: true,
        zeros: true,
        formats: &[Format::Docx],
        words: &[("公用经费", "日常公用经费"), ("年初指标值", "年度指标值"), ("实际完成值", "全年完成值")],
        signs: ["不低于", "不超过", "="],
    },
    Style {
        province: "岚海省",
        city: "博澜市",
        counties: ["南岚区", "永棠县", "金桦县"],
        budget: Habit::Parts,
        titles: PARTS,
        final_titles: FINAL[2],
        unit: Unit::TenThousand,
        separators: true,
        zeros: false,
        formats: &[Format::Rows],
        words: &[("年初预算数", "年初预算数(A)"), ("全年执行数", "全年执行数(B)"), ("执行率", "执行率(B/A)")],
        signs: [">=", "<=", "="],
    },
    Style {
        province: "松川省",
        city: "永岚市",
        counties: ["新渚区", "平槐县", "安苇县"],
        budget: Habit::Lists,
        titles: BUDGET[2],
        final_titles: FINAL[0],
        unit: Unit::Yuan,
        separators: false,
        zeros: false,
        formats: &[Format::Rows, Format::Docx],
        words: &[
            ("资金总额:", "年度资金总额"),
            ("财政资金", "其中：当年财政拨款"),
            ("调整后指标值", "调整后目标值"),
        ],
        signs: ["大于等于", "小于等于", "等于"],
    },
    Style {
        province: "赤水原省",
        city: "丰沅市",
        counties: ["长菱县", "龙柚县", "宁橡县"],
        budget: Habit::Plain,
        titles: BUDGET[3],
        final_titles: FINAL[1],
        unit: Unit::TenThousand,
        separators: true,
        zeros: false,
        formats: &[Format::Docx, Format::Rows],
        words: &[("预算数", "本年预算数"), ("决算数", "本年决算数"), ("分值", "权重"), ("得分", "自评得分")],
        signs: SIGNS,
    },
    Style {
        province: "望湖省",
        city: "华棠市",
        counties: ["和桤县", "青禾坪县", "柏岭沟县"],
        budget: Habit::Serial,
        titles: BUDGET[4],
        final_titles: FINAL[2],
        unit: Unit::Yuan,
        separators: true,
        zeros: false,
        formats: &[Format::Docx, Format::Cells],
        words: &[("公务接待费", "公务接待费用"), ("三级指标", "指标名称"), ("指标值", "目标值")],
        signs: ["不少于", "不超过", "="],
    },
    Style {
        province: "白榆省",
        city: "景川市",
        counties: ["云杉坪县", "石楠沟县", "芦原县"],
        budget: Habit::Plain,
        titles: BUDGET[5],
        final_titles: FINAL[0],
        unit: Unit::TenThousand,
        separators: false,
        zeros: true,
        formats: &[Format::Cells],
        words: &[("科目编码", "科目代码"), ("实际完成值", "实际完成指标值"), ("总分", "自评总分")],
        signs: SIGNS,
    },
    Style {
        province: "丹岭省",
        city: "平澜市",
        counties: ["兰渚县", "橘洲沟县", "枫渡县"],
        budget: Habit::Lists,
        titles: BUDGET[1],
        final_titles: FINAL[2],
        unit: Unit::Yuan,
        separators: true,
        zeros: false,
        formats: &[Format::Docx],
        words: &[("偏差原因分析及改进措施", "未完成原因分析"), ("年度目标", "年度总体目标")],
        signs: [">=", "<=", "=="],
    },
    Style {
        province: "沧原省",
        city: "曲渚市",
        counties: ["杏坪沟县", "蓝桉县", "椿原县"],
        budget: Habit::Parts,
        titles: PARTS,
        final_titles: FINAL[1],
        unit: Unit::TenThousand,
        separators: false,
        zeros: false,
        formats: &[Format::Docx, Format::Rows],
        words: &[
            ("全年预算数", "全年预算数(A)"),
            ("实际完成值", "全年实际完成值"),
            ("资金结(转)余", "结转结余"),
        ],
        signs: ["大于或等于", "小于或等于", "="],
    },
    Style {
        province: "碧洲省",
        city: "岫川市",
        counties: ["榆坪沟县", "竹渚县", "菱塘县"],
        budget: Habit::Serial,
        titles: BUDGET[2],
        final_titles: FINAL[1],
        unit: Unit::TenThousand,
        separators: true,
        zeros: false,
        formats: &[Format::Rows, Format::Cells, Format::Docx],
        words: &[("人员经费", "人员支出"), ("公用经费", "公用支出"), ("年初指标值", "目标值")],
        signs: ["≧", "≦", "="],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn ten_provinces_of_thirty_counties() {
        let counties: BTreeSet<&str> = STYLES.iter().flat_map(|style| style.counties).collect();
        let provinces: BTreeSet<&str> = STYLES.iter().map(|style| style.province).collect();
        assert_eq!((provinces.len(), counties.len()), (10, 30));
    }
}
