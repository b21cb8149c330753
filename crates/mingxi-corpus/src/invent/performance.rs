//! The performance forms of a disclosure, chosen by habit.

use super::{Habit, Work, put};
use crate::document::Block;
use crate::forms::{goals, self_evaluation};
use crate::indicators;
use crate::rng::Rng;

pub fn performance(work: &mut Work, rng: &mut Rng) {
    work.draft.blocks.push(Block::Heading("绩效情况".to_owned()));
    let projects = work.book.ledger.projects.len();
    let mut unit_goals = indicators::goals(rng, 12);
    let mut sets = Vec::new();
    for _ in 0..projects {
        let most = rng.range(4, 9) as usize;
        sets.push(indicators::goals(rng, most));
    }
    if let Some(wording) = work.wording {
        for goal in unit_goals.iter_mut().chain(sets.iter_mut().flatten()) {
            goal.operator = match goal.operator {
                "≥" => wording.signs[0],
                "≤" => wording.signs[1],
                "=" => wording.signs[2],
                other => other,
            };
        }
    }
    let unit_title = "整体绩效目标表".to_owned();
    match work.habit {
        Habit::Serial => {
            let sheet = goals::unit_split(&work.book, &unit_goals);
            put(work, sheet, "单位整体支出绩效指标", &[], &[]);
            for (p, set) in sets.iter().enumerate() {
                let name = work.book.ledger.projects[p].name.clone();
                let title = format!("{}、{name}绩效目标表", p + 1);
                let agency = format!("{}{}", work.book.agency_code, work.printed_agency);
                let captions = [agency, format!("单位：{}", work.book.number.unit.as_str())];
                let plan = *rng.pick(&[["25.00", "50.00", "75.00", "100.00"], ["", "", "", "100.00"]]);
                let block = goals::project_block(&work.book, p, "按计划完成年度任务，提高服务质量。", plan);
                put(work, block, &title, &captions, &[]);
                let table = goals::project_indicators(&work.book, p, set);
                put(work, table, "", &[], &[]);
            }
        }
        Habit::Lists => {
            for (p, set) in sets.iter().enumerate() {
                let sheet = goals::project_form(&work.book, p, "任务按期完成，群众满意。", set);
                put(work, sheet, "部门专项业务经费绩效目标表", &[], &[]);
            }
            let sheet = goals::unit_tasks(&work.book, &unit_goals);
            put(work, sheet, &format!("部门{unit_title}"), &[], &[]);
        }
        Habit::Parts => {
            let sheet = goals::unit_plain(&work.book, &unit_goals);
            put(work, sheet, &format!("部门(单位){unit_title}"), &[format!("({}年度)", work.book.year)], &[]);
            let sheet = goals::project_list(&work.book, &sets);
            let title = format!("{}年部门预算项目绩效目标表", work.book.year);
            put(work, sheet, &title, &[], &[]);
        }
        Habit::Plain => {
            for (p, set) in sets.iter().enumerate().take(2) {
                let sheet = goals::project_form(&work.book, p, "任务按期完成，群众满意。", set);
                put(work, sheet, "项目支出绩效目标表", &[], &[]);
            }
        }
        Habit::Final => {
            for (p, set) in sets.iter().enumerate() {
                let sheet = self_evaluation::form(&work.book, p, set, rng);
                let title = format!("{}项目支出绩效自评表", work.book.ledger.projects[p].name);
                put(work, sheet, &title, &[format!("({}年度)", work.book.year)], &[]);
            }
        }
    }
}
