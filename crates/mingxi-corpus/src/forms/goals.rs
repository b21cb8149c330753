//! Performance goals (绩效目标) of projects and units.

use crate::book::Book;
use crate::indicators::{Goal, run_length};
use crate::ledger::Fund;
use crate::sheet::Sheet;
use crate::text::{money, yuan};
use crate::truth::IndicatorFact;

fn fact(project: &str, goal: &Goal, level1: &str) -> IndicatorFact {
    IndicatorFact {
        project: project.to_owned(),
        level1: level1.to_owned(),
        level2: goal.level2.to_owned(),
        level3: goal.level3.clone(),
        target: goal.target(),
        ..IndicatorFact::default()
    }
}

/// What a project's money is, in fen: all of it, and what of it is fiscal.
fn budget(book: &Book, p: usize) -> (i64, i64) {
    let all = book.ledger.sum(|e| e.project == Some(p));
    let other = |fund: Fund| matches!(fund, Fund::Business | Fund::Other | Fund::SpecialAccount);
    (all, all - book.ledger.sum(|e| e.project == Some(p) && other(e.fund)))
}

/// The header block of a project form: code, name, money, payment plan, goal.
pub fn project_block(book: &Book, p: usize, goal: &str, plan: [&str; 4]) -> Sheet {
    let project = &book.ledger.projects[p];
    let mut sheet = Sheet::form("performance_project", book.number, 7);
    let (all, fiscal) = budget(book, p);
    let other = if all == fiscal { String::new() } else { money(all - fiscal, book.number) };
    sheet.row().text(0, "项目编码").span(1, 1, 2, &project.code).text(3, "项目名称").span(
        4,
        1,
        3,
        &project.name,
    );
    sheet.row().span(0, 2, 1, "预算规模及资金用途").text(1, "预算数").text(2, &money(all, book.number));
    sheet.text(3, "其中：财政资金").text(4, &money(fiscal, book.number)).text(5, "其他资金").text(6, &other);
    sheet.row().span(1, 1, 6, &format!("用于{}的日常实施，按进度安排支出。", project.name));
    sheet.row().span(0, 2, 1, "资金支出计划（%）").text(1, "3月底").span(2, 1, 2, "6月底");
    sheet.span(4, 1, 2, "10月底").text(6, "12月底");
    sheet.row().text(1, plan[0]).span(2, 1, 2, plan[1]).span(4, 1, 2, plan[2]).text(6, plan[3]);
    sheet.row().text(0, "绩效目标").span(1, 1, 6, goal);
    let name = project.name.clone();
    sheet.project(&name, "project_code", project.code.clone());
    sheet.project(&name, "budget_yuan", yuan(all)).project(&name, "fiscal_funds_yuan", yuan(fiscal));
    if all != fiscal {
        sheet.project(&name, "other_funds_yuan", yuan(all - fiscal));
    }
    sheet
}

/// The indicator table that follows a project's header block.
pub fn project_indicators(book: &Book, p: usize, goals: &[Goal]) -> Sheet {
    let mut sheet = Sheet::new(
        "performance_project",
        book.number,
        &["一级指标|二级指标|三级指标|绩效指标描述|指标值|指标值确定依据"],
    );
    for (i, goal) in goals.iter().enumerate() {
        sheet.row();
        let run = run_length(goals, i, |g| g.level1);
        if run > 0 {
            sheet.span(0, run, 1, goal.level1);
        }
        sheet.text(1, goal.level2).text(2, &goal.level3).text(3, &goal.description);
        sheet.text(4, &goal.target()).text(5, goal.basis);
        sheet.indicator(2, fact(&book.ledger.projects[p].name, goal, goal.level1));
    }
    sheet
}

/// A project form of one table: name, department, money, goal, indicators with 指标内容.
pub fn project_form(book: &Book, p: usize, goal_text: &str, goals: &[Goal]) -> Sheet {
    let project = &book.ledger.projects[p];
    let mut sheet = Sheet::form("performance_project", book.number, 6);
    let (all, fiscal) = budget(book, p);
    let amount = |fen: i64| wan(fen);
    sheet.row().span(0, 1, 2, "项目名称").span(2, 1, 4, &project.name);
    sheet.row().span(0, 1, 2, "主管部门").span(2, 1, 4, &book.agency);
    sheet.row().span(0, 3, 2, "资金金额\n(万元)").span(2, 1, 2, "实施期资金总额:").span(
        4,
        1,
        2,
        &amount(all),
    );
    sheet.row().span(2, 1, 2, "其中: 财政拨款").span(4, 1, 2, &amount(fiscal));
    sheet.row().span(2, 1, 2, "其他资金");
    if all != fiscal {
        sheet.span(4, 1, 2, &amount(all - fiscal));
    } else {
        sheet.span(4, 1, 2, "");
    }
    sheet.row().text(0, "总体目标").span(1, 1, 5, goal_text);
    let name = project.name.clone();
    sheet.project(&name, "department", book.agency.clone());
    sheet.project(&name, "budget_yuan", yuan(all)).project(&name, "fiscal_funds_yuan", yuan(fiscal));
    if all != fiscal {
        sheet.project(&name, "other_funds_yuan", yuan(all - fiscal));
    }
    sheet.row().span(0, goals.len() + 1, 1, "年度绩效指标");
    sheet.text(1, "一级指标").text(2, "二级指标").text(3, "指标内容").text(4, "指标值").text(5, "备注");
    for (i, goal) in goals.iter().enumerate() {
        sheet.row();
        levels(&mut sheet, 1, goals, i);
        sheet.text(3, &goal.level3).text(4, &goal.target());
        sheet.indicator(3, fact(&name, goal, goal.level1));
    }
    sheet
}

/// Fen as 万元 with two decimals, or more where they are needed to be exact.
fn wan(fen: i64) -> String {
    let text = format!("{}.{:06}", fen / 1_000_000, fen % 1_000_000);
    let short = text.trim_end_matches('0');
    let decimals = short.len() - short.find('.').unwrap_or(0) - 1;
    format!("{short}{}", "0".repeat(2_usize.saturating_sub(decimals)))
}

/// 一级 and 二级指标 with their vertical merges, from a column on.
fn levels(sheet: &mut Sheet, c: usize, goals: &[Goal], i: usize) {
    let first = run_length(goals, i, |g| g.level1);
    if first > 0 {
        sheet.span(c, first, 1, goals[i].level1);
    }
    let second = run_length(goals, i, |g| (g.level1, g.level2));
    if second > 0 {
        sheet.span(c + 1, second, 1, goals[i].level2);
    }
}

/// 单位整体支出绩效指标 with 符号, 值 and 单位 in columns of their own.
pub fn unit_split(book: &Book, goals: &[Goal]) -> Sheet {
    let mut sheet = Sheet::new(
        "performance_unit",
        book.number,
        &[
            "一级指标|二级\n指标|三级指标|评（扣）分标准|绩效指标描述|指标值|<|<|指标值\n确定依据",
            "^|^|^|^|^|符号|值|单位|^",
        ],
    );
    for (i, goal) in goals.iter().enumerate() {
        sheet.row();
        let run = run_length(goals, i, |g| g.level1);
        if run > 0 {
            sheet.span(0, run, 1, goal.level1);
        }
        sheet
            .text(1, goal.level2)
            .text(2, &goal.level3)
            .text(3, "未达标按比例扣分")
            .text(4, &goal.description);
        if goal.operator.is_empty() {
            // A qualitative target prints 文字描述 as its operator and its words under 单位.
            sheet.text(5, "文字描述").text(7, &goal.value);
        } else {
            sheet.text(5, goal.operator).text(6, &goal.value).text(7, goal.unit);
        }
        sheet.text(8, goal.basis).indicator(2, fact("", goal, goal.level1));
    }
    sheet
}

/// 部门整体支出绩效目标表: main tasks with their money, the goal, indicators.
pub fn unit_tasks(book: &Book, goals: &[Goal]) -> Sheet {
    let mut sheet = Sheet::form("performance_unit", book.number, 6);
    let total = book.ledger.sum(|_| true);
    let fiscal = |basic: bool| book.ledger.sum(|e| e.is_basic() == basic && e.is_appropriation());
    let all = |basic: bool| book.ledger.sum(|e| e.is_basic() == basic);
    sheet.row().span(0, 1, 2, "部门(单位)名称").span(2, 1, 4, &book.agency);
    sheet.row().span(0, 5, 1, "年度主要任务").span(1, 2, 1, "任务名称").span(2, 2, 2, "主要内容");
    sheet.span(4, 1, 2, "预算金额(万元)");
    sheet.row().text(4, "总额").text(5, "财政拨款");
    for (task, content, basic) in [("任务1", "保障单位正常运转", true), ("任务2", "实施年度专项工作", false)]
    {
        sheet.row().text(1, task).span(2, 1, 2, content);
        sheet.text(4, &wan(all(basic))).text(5, &wan(fiscal(basic)));
    }
    sheet.row().span(1, 1, 3, "金额合计").text(4, &wan(total)).text(5, &wan(fiscal(true) + fiscal(false)));
    let goal = format!("目标1：保障{}各项工作正常运转。\n目标2：按期完成年度专项工作。", book.agency);
    sheet.row().text(0, "年度总体目标").span(1, 1, 5, &goal);
    sheet.row().span(0, goals.len() + 1, 1, "年度绩效指标");
    sheet.text(1, "一级指标").text(2, "二级指标").span(3, 1, 2, "指标内容").text(5, "指标值");
    for (i, goal) in goals.iter().enumerate() {
        sheet.row();
        levels(&mut sheet, 1, goals, i);
        sheet.span(3, 1, 2, &goal.level3).text(5, &goal.target()).indicator(3, fact("", goal, goal.level1));
    }
    sheet
}

/// 整体绩效目标表: duties, tasks, money by source, then indicators with an explanation.
pub fn unit_plain(book: &Book, goals: &[Goal]) -> Sheet {
    let mut sheet = Sheet::form("performance_unit", book.number, 5);
    let sum = |f: &dyn Fn(Fund) -> bool| book.ledger.sum(|e| f(e.fund));
    let government = sum(&|f| matches!(f, Fund::General | Fund::CarryOver | Fund::GovernmentFund));
    let special = sum(&|f| f == Fund::SpecialAccount);
    let own = sum(&|f| matches!(f, Fund::Business | Fund::Other));
    let blank = |fen: i64| if fen == 0 { String::new() } else { wan(fen) };
    sheet.row().span(0, 1, 2, "部门(单位)名称").span(2, 1, 3, &book.agency);
    let duties = format!("(一) 做好{}基础工作；\n(二) 提高服务质量。", book.kind.field);
    sheet.row().span(0, 1, 2, "年度履职目标").span(2, 1, 3, &duties);
    sheet.row().span(0, 3, 1, "年度主要任务").text(1, "任务名称").span(2, 1, 3, "主要内容");
    sheet.row().text(1, "规范内部管理").span(2, 1, 3, "完善制度，按月分析预算执行情况");
    sheet.row().text(1, "提升服务能力").span(2, 1, 3, "优化办事流程，方便群众办事");
    sheet.row().span(0, 6, 1, "预算情况").span(1, 1, 2, "部门预算总额(万元)");
    sheet.span(3, 1, 2, &wan(book.ledger.sum(|_| true)));
    let rows = [
        ("1、资金来源：(1)政府预算资金", wan(government)),
        ("(2)财政专户管理资金", blank(special)),
        ("(3)单位资金", blank(own)),
        ("2、资金结构：(1)基本支出", wan(book.ledger.sum(|e| e.is_basic()))),
        ("(2)项目支出", blank(book.ledger.sum(|e| !e.is_basic()))),
    ];
    for (label, amount) in rows {
        sheet.row().span(1, 1, 2, label).span(3, 1, 2, &amount);
    }
    sheet.texts("一级指标|二级指标|三级指标|指标值|指标值说明");
    for (i, goal) in goals.iter().enumerate() {
        sheet.row();
        levels(&mut sheet, 0, goals, i);
        sheet.text(2, &goal.level3).text(3, &goal.target()).text(4, &goal.description);
        sheet.indicator(2, fact("", goal, goal.level1));
    }
    sheet
}

/// 项目绩效一览: projects with money and up to three indicators a dimension, side by side.
pub fn project_list(book: &Book, goals: &[Vec<Goal>]) -> Sheet {
    let mut sheet = Sheet::new(
        "performance_project_list",
        book.number,
        &[
            "单位编码（项目编码）|项目单位（项目名称）|项目金额（万元）|<|<|<|绩效目标|<|<|<|<|<|<|<",
            "^|^|资金总额|政府预算资金|财政专户管理资金|单位资金|成本指标|<|产出指标|<|效益指标|<|满意度指标|<",
            "^|^|^|^|^|^|三级指标|指标值|三级指标|指标值|三级指标|指标值|三级指标|指标值",
        ],
    );
    let blank = |fen: i64| if fen == 0 { String::new() } else { wan(fen) };
    let money = |p: Option<usize>, unit: Option<usize>| -> [String; 4] {
        let sum = |f: &dyn Fn(Fund) -> bool| {
            book.ledger.sum(|e| {
                e.project.is_some_and(|q| p.is_none_or(|p| p == q))
                    && unit.is_none_or(|u| u == e.unit)
                    && f(e.fund)
            })
        };
        let special = sum(&|f| f == Fund::SpecialAccount);
        let own = sum(&|f| matches!(f, Fund::Business | Fund::Other));
        let all = sum(&|_| true);
        [wan(all), blank(all - special - own), blank(special), blank(own)]
    };
    let row = |sheet: &mut Sheet, height: usize, values: &[String; 4]| {
        for (i, value) in values.iter().enumerate() {
            sheet.span(2 + i, height, 1, value);
        }
    };
    sheet.row();
    row(&mut sheet, 1, &money(None, None));
    for (u, unit) in book.ledger.units.iter().enumerate() {
        if !book.ledger.projects.iter().any(|p| p.unit == u) {
            continue;
        }
        sheet.row().text(0, &unit.code).text(1, &unit.name);
        row(&mut sheet, 1, &money(None, Some(u)));
        for (p, project) in book.ledger.projects.iter().enumerate().filter(|(_, p)| p.unit == u) {
            let dimension = |g: &Goal| match g.level2 {
                "成本指标" => 0,
                _ if g.level1 == "产出指标" => 1,
                _ if g.level1 == "效益指标" => 2,
                _ => 3,
            };
            let lists: [Vec<&Goal>; 4] =
                std::array::from_fn(|d| goals[p].iter().filter(|g| dimension(g) == d).collect());
            let height = lists.iter().map(Vec::len).max().unwrap_or(1).max(1);
            for i in 0..height {
                sheet.row();
                if i == 0 {
                    sheet.span(0, height, 1, &project.code).span(1, height, 1, &project.name);
                    row(&mut sheet, height, &money(Some(p), None));
                    let (all, fiscal) = budget(book, p);
                    sheet.project(&project.name, "project_code", project.code.clone());
                    sheet.project(&project.name, "budget_yuan", yuan(all));
                    if fiscal != 0 {
                        sheet.project(&project.name, "fiscal_funds_yuan", yuan(fiscal));
                    }
                }
                for (d, list) in lists.iter().enumerate() {
                    let Some(goal) = list.get(i) else { continue };
                    let c = 6 + d * 2;
                    sheet.text(c, &goal.level3).text(c + 1, &goal.target());
                    let level1 = ["成本指标", "产出指标", "效益指标", "满意度指标"][d];
                    let mut fact = fact(&project.name, goal, level1);
                    fact.level2.clear();
                    sheet.indicator(c, fact);
                }
            }
        }
    }
    sheet
}
