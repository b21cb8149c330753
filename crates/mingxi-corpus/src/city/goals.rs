//! Performance goals as cities print them: one long table of all projects, whole-unit forms by activity, lists of
//! goals, indicators packed in one cell, vertical lists with weights.

use crate::book::Book;
use crate::indicators::{Goal, goals, run_length};
use crate::ledger::Fund;
use crate::rng::Rng;
use crate::sheet::Sheet;
use crate::text::{money, yuan};
use crate::truth::IndicatorFact;

const GOAL: &str = "按计划完成全年任务，保障各项工作正常开展，服务对象的满意度不低于上年。";

/// A project's money in fen: all of it, and what of it is fiscal.
fn budget(book: &Book, p: usize) -> (i64, i64) {
    let is_other = |fund: Fund| matches!(fund, Fund::Business | Fund::Other | Fund::SpecialAccount);
    let all = book.ledger.sum(|e| e.project == Some(p));
    (all, all - book.ledger.sum(|e| e.project == Some(p) && is_other(e.fund)))
}

fn fact(project: &str, goal: &Goal) -> IndicatorFact {
    IndicatorFact {
        project: project.to_owned(),
        level1: goal.level1.to_owned(),
        level2: goal.level2.to_owned(),
        level3: goal.level3.clone(),
        target: goal.target(),
        ..IndicatorFact::default()
    }
}

/// The sign of a goal as an operator's column prints it.
fn sign(goal: &Goal) -> &str {
    if goal.operator.is_empty() { "定性" } else { goal.operator }
}

/// One long table of all projects; the name, the money and the goal stand once beside a project's indicators.
pub fn long_list(book: &Book, rng: &mut Rng) -> Sheet {
    let mut sheet = Sheet::new(
        "performance_project",
        book.number,
        &[
            "项目名称|项目总额|其中：|<|绩效目标|一级指标|二级指标|三级指标|绩效指标性质|本年绩效指标值|绩效度量单位",
            "^|^|财政资金|其他资金|^|^|^|^|^|^|^",
        ],
    );
    let has_codes = rng.chance(60);
    for (p, project) in book.ledger.projects.iter().enumerate() {
        let most = rng.range(4, 8) as usize;
        let set = goals(rng, most);
        let (all, fiscal) = budget(book, p);
        let blank = |fen: i64| if fen == 0 { String::new() } else { money(fen, book.number) };
        let code = format!("440100{}T{:012}", book.year % 100, 3_700_000 + p * 113);
        let printed = if has_codes { format!("{code}-{}", project.name) } else { project.name.clone() };
        for (i, goal) in set.iter().enumerate() {
            sheet.row();
            if i == 0 {
                let texts =
                    [printed.as_str(), &money(all, book.number), &blank(fiscal), &blank(all - fiscal), GOAL];
                for (c, text) in texts.into_iter().enumerate() {
                    sheet.span(c, set.len(), 1, text);
                }
                sheet.project(&project.name, "budget_yuan", yuan(all));
                if fiscal != 0 {
                    sheet.project(&project.name, "fiscal_funds_yuan", yuan(fiscal));
                }
                if has_codes {
                    sheet.project(&project.name, "project_code", code.clone());
                }
            }
            sheet.text(5, goal.level1).text(6, goal.level2).text(7, &goal.level3);
            sheet.text(8, sign(goal)).text(9, &goal.value).text(10, goal.unit);
            sheet.indicator(7, fact(&project.name, goal));
        }
    }
    sheet
}

/// A whole-unit form whose indicators are sorted by activity, level and name run together.
pub fn activities(book: &Book, rng: &mut Rng) -> Sheet {
    let mut sheet = Sheet::form("performance_unit", book.number, 7);
    let total = |basic: bool| money(book.ledger.sum(|e| e.is_basic() == basic), book.number);
    sheet.row().span(0, 1, 2, "部门名称").span(2, 1, 5, &book.agency);
    sheet.row().span(0, 2, 2, "总体资金情况").text(2, "预算支出总额").span(3, 1, 2, "基本支出").span(
        5,
        1,
        2,
        "项目支出",
    );
    sheet.row().text(2, &money(book.ledger.sum(|_| true), book.number));
    sheet.span(3, 1, 2, &total(true)).span(5, 1, 2, &total(false));
    let set = goals(rng, 9);
    sheet.row().span(0, set.len() + 2, 1, "整体绩效目标").text(1, "整体绩效目标").span(2, 1, 5, GOAL);
    sheet
        .row()
        .text(1, "活动")
        .span(2, 1, 2, "绩效指标")
        .text(4, "指标性质")
        .text(5, "指标值")
        .text(6, "度量单位");
    for goal in &set {
        let activity = if goal.level1 == "产出指标" { "业务管理" } else { "公共服务" };
        let name = format!("{}{}{}", goal.level1, goal.level2, goal.level3);
        sheet.row().text(1, activity).span(2, 1, 2, &name);
        sheet.text(4, sign(goal)).text(5, &goal.value).text(6, goal.unit).indicator(2, fact("", goal));
    }
    sheet
}

/// Projects with their goals, below totals of the budget units, and no indicators.
pub fn goal_list(book: &Book, _: &mut Rng) -> Sheet {
    let header = "项目名称（资金使用单位）|总计|财政拨款|其他资金|绩效目标";
    listed(book, &[header], |sheet, project| {
        sheet.text(4, &format!("实施{project}，{GOAL}"));
    })
}

/// As [`goal_list`], with all indicators of a project in one cell.
pub fn packed(book: &Book, rng: &mut Rng) -> Sheet {
    let header = "项目名称（资金使用单位）|总计|财政拨款|其他资金|绩效目标|绩效指标";
    let is_labelled = rng.chance(60);
    listed(book, &[header], |sheet, project| {
        let set = goals(rng, 6);
        let entries = set.iter().enumerate().map(|(i, goal)| {
            let (n, target) = (i + 1, goal.target());
            match is_labelled {
                true => format!(
                    "{n}、{}；{}；{}；实施周期指标值:{target}；年度指标值:{target}。",
                    goal.level1, goal.level2, goal.level3
                ),
                false => format!("（{n}）{}：{}：{}：{target}；", goal.level1, goal.level2, goal.level3),
            }
        });
        sheet.text(4, &format!("实施{project}，{GOAL}")).text(5, &entries.collect::<String>());
        for goal in &set {
            sheet.indicator(5, fact(project, goal));
        }
    })
}

fn listed(book: &Book, header: &[&str], mut tell: impl FnMut(&mut Sheet, &str)) -> Sheet {
    let mut sheet = Sheet::new("performance_project_list", book.number, header);
    let amounts = |sheet: &mut Sheet, (all, fiscal): (i64, i64)| {
        let blank = |fen: i64| if fen == 0 { String::new() } else { money(fen, book.number) };
        sheet.text(1, &money(all, book.number)).text(2, &blank(fiscal)).text(3, &blank(all - fiscal));
    };
    let of = |unit: Option<usize>| {
        let projects = (0..book.ledger.projects.len())
            .filter(|p| unit.is_none_or(|unit| book.ledger.projects[*p].unit == unit));
        projects.map(|p| budget(book, p)).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    };
    sheet.row().text(0, "合计");
    amounts(&mut sheet, of(None));
    for (u, unit) in book.ledger.units.iter().enumerate() {
        let own: Vec<usize> =
            (0..book.ledger.projects.len()).filter(|p| book.ledger.projects[*p].unit == u).collect();
        if own.is_empty() {
            continue;
        }
        sheet.row().text(0, &unit.name);
        amounts(&mut sheet, of(Some(u)));
        for p in own {
            let name = book.ledger.projects[p].name.clone();
            sheet.row().text(0, &name);
            amounts(&mut sheet, budget(book, p));
            tell(&mut sheet, &name);
            sheet.project(&name, "budget_yuan", yuan(budget(book, p).0));
        }
    }
    sheet
}

/// A vertical list: a row an indicator, its share of the points in percent, before or after its value.
pub fn vertical(book: &Book, rng: &mut Rng) -> Sheet {
    let is_early = rng.chance(40);
    let header = match is_early {
        true => "项目|金额|目标|指标名称|权重（%）|指标性质|指标值|计量单位",
        false => "项目|金额|目标|指标名称|指标性质|指标值|计量单位|权重",
    };
    let mut sheet = Sheet::new("performance_project_list", book.number, &[header]);
    for (p, project) in book.ledger.projects.iter().enumerate() {
        let set = goals(rng, 4);
        let (all, _) = budget(book, p);
        for (i, goal) in set.iter().enumerate() {
            sheet.row();
            if i == 0 {
                sheet.span(0, set.len(), 1, &project.name).span(1, set.len(), 1, &money(all, book.number));
                sheet.span(2, set.len(), 1, GOAL);
                sheet.project(&project.name, "budget_yuan", yuan(all));
            }
            let share = if i + 1 == set.len() { 100 - 20 * i } else { 20 };
            let at = if is_early { [3, 5, 6, 7, 4] } else { [3, 4, 5, 6, 7] };
            sheet.text(at[0], &goal.level3).text(at[1], sign(goal)).text(at[2], &goal.value);
            sheet
                .text(at[3], goal.unit)
                .text(at[4], &if is_early { share.to_string() } else { format!("{share}%") });
            let own = fact(&project.name, goal);
            let own = IndicatorFact {
                level1: String::new(),
                level2: String::new(),
                weight: share.to_string(),
                ..own
            };
            sheet.indicator(3, own);
        }
    }
    sheet
}

/// A form of one project whose levels carry their numbers and points, and whose money is printed by level.
pub fn transfer(book: &Book, rng: &mut Rng) -> Sheet {
    let mut sheet = Sheet::form("performance_project", book.number, 6);
    let (name, set) = (book.ledger.projects[0].name.clone(), goals(rng, 8));
    let (all, _) = budget(book, 0);
    // A whole number of the printed steps.
    let central = all / 40_000 * 10_000;
    sheet.row().span(0, 1, 2, "转移支付名称").text(2, &name).text(3, "市级主管部门").span(
        4,
        1,
        2,
        &book.agency,
    );
    sheet.row().span(0, 3, 2, "资金情况").text(2, "年度金额：").span(3, 1, 3, &money(all, book.number));
    sheet.row().text(2, "其中：中央财政资金").span(3, 1, 3, &money(central, book.number));
    sheet.row().text(2, "市级财政资金").span(3, 1, 3, &money(all - central, book.number));
    sheet.row().span(0, 2, 1, "年度总体目标").span(1, 1, 5, "年度目标");
    sheet.row().span(1, 1, 5, GOAL);
    sheet
        .row()
        .span(0, set.len() + 1, 1, "绩效指标")
        .text(1, "一级指标")
        .text(2, "二级指标")
        .text(3, "三级指标");
    sheet.text(4, "指标值类型").text(5, "指标值");
    for (i, goal) in set.iter().enumerate() {
        sheet.row();
        let number = ["产出指标", "效益指标", "满意度指标"].iter().position(|word| *word == goal.level1);
        let number = number.map_or(4, |at| at + 1);
        let run = run_length(&set, i, |goal| goal.level1);
        if run > 0 {
            sheet.span(1, run, 1, &format!("{number}-{}（{}分）", goal.level1, number * 10));
        }
        sheet.text(2, goal.level2).text(3, &goal.level3).text(4, sign(goal));
        sheet.text(5, &format!("{}{}", goal.value, goal.unit)).indicator(3, fact(&name, goal));
    }
    sheet.project(&name, "budget_yuan", yuan(all)).project(&name, "fiscal_funds_yuan", yuan(all));
    sheet.project(&name, "department", book.agency.clone());
    sheet
}
