//! 项目支出绩效自评表: money and its execution, goals, indicators with weight and score, total.

use crate::book::Book;
use crate::indicators::Goal;
use crate::rng::Rng;
use crate::sheet::Sheet;
use crate::text::yuan;
use crate::truth::IndicatorFact;

/// Money of a self-evaluated project in fen.
#[derive(Debug, Clone, Copy)]
struct Execution {
    approved: i64,
    adjusted: i64,
    executed: i64,
}

/// Fen as 万元 without trailing zeros beyond the second decimal.
fn wan(fen: i64) -> String {
    format!("{}.{:02}", fen / 1_000_000, fen % 1_000_000 / 10_000)
}

/// Hundredths as a number with two decimals.
fn hundredths(n: i64) -> String {
    format!("{}.{:02}", n / 100, n % 100)
}

/// What became of an indicator.
struct Outcome {
    adjusted: String,
    done: String,
    missed: bool,
}

/// The adjusted target, the actual value, and whether it falls short. Without variation the target is met exactly.
fn outcome(book: &Book, goal: &Goal, rng: &mut Rng) -> Outcome {
    let met = |done: String| Outcome { adjusted: goal.target(), done, missed: false };
    if goal.operator.is_empty() {
        return met("达成预期指标".to_owned());
    }
    let Ok(target) = goal.value.parse::<i64>() else {
        return met(goal.target());
    };
    if !book.varies {
        return met(goal.target());
    }
    let is_least = ["≥", "≧", ">=", "不低于", "不少于", "大于等于", "大于或等于"].contains(&goal.operator);
    let is_most = ["≤", "≦", "<=", "不超过", "小于等于", "小于或等于"].contains(&goal.operator);
    let target = if is_least && rng.chance(20) { (target * 4 / 5).max(1) } else { target };
    let missed = rng.chance(25);
    let gap = (target / 10).max(1);
    let done = match (is_least, is_most, missed) {
        (true, _, true) | (false, false, true) => target - gap,
        (_, true, true) => target + gap,
        (true, _, false) => target + rng.range(0, gap - 1),
        (_, true, false) => target - rng.range(0, gap - 1),
        (false, false, false) => target,
    };
    Outcome {
        adjusted: format!("{}{target}{}", goal.operator, goal.unit),
        done: format!("{done}{}", goal.unit),
        missed,
    }
}

/// The form of one project.
pub fn form(book: &Book, p: usize, goals: &[Goal], rng: &mut Rng) -> Sheet {
    let project = &book.ledger.projects[p];
    let name = project.name.clone();
    let unit = &book.ledger.units[project.unit];
    let mut sheet = Sheet::form("performance_self_evaluation", book.number, 10);
    // The form prints 万元 with two decimals whatever the document's unit is.
    let step = 10_000;
    let executed = (book.ledger.sum(|e| e.project == Some(p)) / step).max(1) * step;
    let adjusted = executed + if rng.chance(50) { 0 } else { rng.range(0, executed / step / 10) * step };
    let approved = if rng.chance(60) { adjusted } else { executed };
    let money = Execution { approved, adjusted, executed };
    let rate = (executed * 20_000 + adjusted) / (2 * adjusted); // hundredths of a percent, rounded
    let execution_score = rate / 10; // hundredths of a point, of 10 points

    sheet.row().span(0, 1, 2, "项目名称").span(2, 1, 8, &name);
    sheet.row().span(0, 1, 2, "主管部门及代码");
    sheet.span(2, 1, 3, &format!("{} {}", book.agency_code, book.agency)).span(5, 1, 2, "预算单位");
    sheet.span(7, 1, 3, &format!("{}-{}", unit.code, unit.name));
    sheet.row().span(0, 4, 1, "项目资金预算安排及执行进度(万元)").span(1, 2, 1, "").span(
        2,
        1,
        2,
        "年初预算数",
    );
    for (c, head) in ["全年预算数", "全年执行数", "资金结(转)余", "执行率", "得分", "偏差原因分析及改进措施"]
        .iter()
        .enumerate()
    {
        sheet.span(4 + c, 2, 1, head);
    }
    sheet.row().text(2, "目标申报数").text(3, "预算编制数");
    for label in ["资金总额:", "财政资金"] {
        sheet.row().text(1, label).text(2, &wan(money.approved)).text(3, &wan(money.approved));
        sheet.text(4, &wan(money.adjusted)).text(5, &wan(money.executed));
        sheet.text(6, &wan(money.adjusted - money.executed)).text(7, &hundredths(rate));
        sheet.text(8, &hundredths(execution_score));
    }
    sheet.row().span(0, 2, 1, "项目年度绩效目标").span(1, 1, 4, "年度目标").span(5, 1, 5, "实际完成情况");
    let goal = format!("按计划完成{name}，资金使用规范。");
    let actual = format!("{name}已按计划实施，执行率为{}%。", hundredths(rate));
    sheet.row().span(1, 1, 4, &goal).span(5, 1, 5, &actual);

    sheet.row().span(0, goals.len() + 1, 1, "绩效指标");
    let heads =
        ["一级指标", "二级指标", "三级指标", "年初指标值", "调整后指标值", "实际完成值", "分值", "得分"];
    for (c, head) in heads.iter().enumerate() {
        sheet.text(1 + c, head);
    }
    sheet.text(9, "偏差原因分析及改进措施");
    let mut points = 90;
    let mut total = execution_score;
    for (i, goal) in goals.iter().enumerate() {
        let weight = if i + 1 == goals.len() { points } else { points / (goals.len() - i) as i64 };
        points -= weight;
        let score = if rng.chance(75) { weight } else { weight - rng.range(1, 2).min(weight) };
        total += score * 100;
        let Outcome { adjusted, done, missed } = outcome(book, goal, rng);
        sheet.row();
        let run = crate::indicators::run_length(goals, i, |g| g.level1);
        if run > 0 {
            sheet.span(1, run, 1, goal.level1);
        }
        let run = crate::indicators::run_length(goals, i, |g| (g.level1, g.level2));
        if run > 0 {
            sheet.span(2, run, 1, goal.level2);
        }
        sheet.text(3, &goal.level3).text(4, &goal.target()).text(5, &adjusted).text(6, &done);
        sheet.text(7, &weight.to_string()).text(8, &score.to_string());
        if score < weight {
            sheet.text(9, "进度略有滞后，下年提前安排。");
        }
        sheet.indicator(
            3,
            IndicatorFact {
                project: name.clone(),
                level1: goal.level1.to_owned(),
                level2: goal.level2.to_owned(),
                level3: goal.level3.clone(),
                target: goal.target(),
                actual: done,
                weight: weight.to_string(),
                score: score.to_string(),
                missed,
                ..IndicatorFact::default()
            },
        );
    }
    let grade = if total >= 9_000 { "优" } else { "良" };
    sheet.row().span(0, 1, 8, "总分").text(8, &hundredths(total)).text(9, grade);
    sheet.row().span(0, 3, 1, "项目绩效分析").span(1, 1, 2, "主要经验做法");
    sheet.span(3, 1, 7, "建立台账，按月核对资金和进度，发现问题及时整改。");
    sheet.row().span(1, 1, 2, "存在的主要问题及原因分析").span(
        3,
        1,
        7,
        "部分环节衔接不够顺畅，资料报送不够及时。",
    );
    sheet.row().span(1, 1, 2, "下一步改进措施及管理建议").span(3, 1, 7, "加强培训，细化时间表，落实责任人。");

    sheet.project(&name, "budget_yuan", yuan(money.approved));
    sheet.project(&name, "fiscal_funds_yuan", yuan(money.approved));
    sheet.project(&name, "approved_yuan", yuan(money.approved));
    sheet.project(&name, "adjusted_yuan", yuan(money.adjusted));
    sheet.project(&name, "executed_yuan", yuan(money.executed));
    sheet.project(&name, "balance_yuan", yuan(money.adjusted - money.executed));
    sheet.project(&name, "execution_rate", hundredths(rate));
    sheet.project(&name, "total_score", hundredths(total)).project(&name, "grade", grade.to_owned());
    sheet
}
