//! The money tables of a disclosure, chosen and ordered by habit.

use super::{Habit, Work, captions, put};
use crate::forms::summary::Numbering;
use crate::forms::{economic, expenditure, lists, other, panels, revenue, summary, three_public};
use crate::ledger::{Entry, Fund};
use crate::rng::Rng;
use crate::sheet::Sheet;
use crate::titles::{self, SLOTS, Slot};

/// The nine tables every disclosure has, in one of the orders that occur.
pub fn main_tables(work: &mut Work, rng: &mut Rng) {
    let variant = match (work.wording, work.habit) {
        (Some(wording), _) => wording.titles,
        (None, Habit::Parts) => titles::PARTS,
        (None, Habit::Lists) => titles::BUDGET[2],
        (None, Habit::Final) => *rng.pick(titles::FINAL),
        (None, Habit::Serial) if rng.chance(50) => titles::BUDGET[0],
        (None, Habit::Serial | Habit::Plain) => *rng.pick(titles::BUDGET),
    };
    let mut order = SLOTS.to_vec();
    match rng.range(0, 3) {
        0 => order.rotate_left(3), // 财政拨款 first, the department's own totals last
        1 => {
            let last = order.pop(); // “三公” before the funds
            order.splice(6..6, last);
        }
        _ => {}
    }
    let mut forms = Vec::new();
    for slot in order {
        let at = SLOTS.iter().position(|s| *s == slot).unwrap_or(0);
        let title = titles::fill(variant[at], &work.book.agency, work.book.year, work.book.scope.word());
        forms.push((title, form(work, rng, slot)));
    }
    if work.habit == Habit::Lists {
        let titles: Vec<_> =
            forms.iter().map(|(title, sheet)| (title.clone(), sheet.lines.is_empty())).collect();
        let contents = lists::contents(&work.book, &titles);
        put(work, contents, "报表目录", &[], &[]);
    }
    for (i, (title, sheet)) in forms.into_iter().enumerate() {
        let captions = captions(work, i + 1);
        let notes: &[&str] = match (sheet.lines.is_empty(), work.habit) {
            (true, Habit::Final) => &["说明：本表无数据"],
            (true, _) => &["注：本年度没有此项收支，空表列示。"],
            (false, Habit::Parts) => &["备注: 本表按批复数填列"],
            _ => &[],
        };
        put(work, sheet, &title, &captions, notes);
    }
}

fn form(work: &Work, rng: &mut Rng, slot: Slot) -> Sheet {
    let book = &work.book;
    let fund = |e: &Entry| e.fund == Fund::GovernmentFund;
    match (slot, work.habit) {
        (Slot::Summary, Habit::Serial) => summary::revenue_expenditure(book, Numbering::Serial, "预算数"),
        (Slot::Summary, Habit::Plain) => {
            summary::revenue_expenditure(book, Numbering::None, rng.pick::<&str>(&["预算数", "金额"]))
        }
        (Slot::Summary, Habit::Parts) => summary::revenue_expenditure(book, Numbering::None, "金额"),
        (Slot::Summary, Habit::Lists) => panels::three_lists(book, false),
        (Slot::Summary, Habit::Final) => summary::revenue_expenditure(book, Numbering::RowNumber, "金额"),
        (Slot::Revenue, Habit::Serial) => revenue::by_code_serial(book),
        (Slot::Revenue, Habit::Plain) => revenue::by_code_plain(book),
        (Slot::Revenue, Habit::Parts) => revenue::by_unit_funds(book),
        (Slot::Revenue, Habit::Lists) => revenue::by_unit(book),
        (Slot::Revenue, Habit::Final) => revenue::by_code_final(book),
        (Slot::Expenditure, Habit::Serial) => expenditure::summary_serial(book),
        (Slot::Expenditure, Habit::Plain) => expenditure::summary_plain(book),
        (Slot::Expenditure, Habit::Parts) => expenditure::by_parts(book, "expenditure_summary", |_| true),
        (Slot::Expenditure, Habit::Lists) => expenditure::summary_by_unit(book),
        (Slot::Expenditure, Habit::Final) => expenditure::summary_final(book),
        (Slot::Appropriation, Habit::Serial) => summary::fiscal_appropriation(book, Numbering::Serial),
        (Slot::Appropriation, Habit::Plain) => summary::fiscal_appropriation(book, Numbering::None),
        (Slot::Appropriation, Habit::Parts) => summary::fiscal_appropriation_grouped(book),
        (Slot::Appropriation, Habit::Lists) => panels::three_lists(book, true),
        (Slot::Appropriation, Habit::Final) => summary::fiscal_appropriation(book, Numbering::RowNumber),
        (Slot::General, Habit::Lists) => expenditure::functional_costs(book, false),
        (Slot::General, _) => by_function(work, "general_budget_expenditure", Entry::is_general),
        (Slot::GovernmentFund, _) => by_function(work, "government_fund", fund),
        (Slot::StateCapital, _) => by_function(work, "state_capital", |_| false),
        (Slot::Basic, Habit::Serial) => economic::basic_serial(book),
        (Slot::Basic, Habit::Plain) => economic::basic_plain(book),
        (Slot::Basic, Habit::Parts) => economic::basic_pairs(book),
        (Slot::Basic, Habit::Lists) => economic::costs_pairs(book, true),
        (Slot::Basic, Habit::Final) => panels::basic_panels(book),
        (Slot::ThreePublic, Habit::Serial) => three_public::by_rows(book),
        (Slot::ThreePublic, Habit::Plain | Habit::Parts) => three_public::by_columns(book),
        (Slot::ThreePublic, Habit::Lists) => three_public::year_blocks(book, rng),
        (Slot::ThreePublic, Habit::Final) => three_public::budget_and_final(book, rng),
    }
}

/// Expenditure by function of one fund in the habit's own form.
fn by_function(work: &Work, kind: &'static str, within: fn(&Entry) -> bool) -> Sheet {
    match work.habit {
        Habit::Serial => expenditure::functional_serial(&work.book, kind, within),
        Habit::Plain | Habit::Lists => expenditure::functional_plain(&work.book, kind, within),
        Habit::Parts => expenditure::by_parts(&work.book, kind, within),
        Habit::Final => expenditure::functional_final(&work.book, kind, within),
    }
}

/// Tables that only some provinces print.
pub fn extra_tables(work: &mut Work, rng: &mut Rng) {
    let year = work.book.year;
    let goods = other::goods(&work.book, rng);
    let captions = captions(work, 10);
    let book = &work.book;
    let extra: Vec<(String, Sheet)> = match work.habit {
        Habit::Serial => vec![
            ("单位政府采购预算".into(), other::procurement(book, &goods)),
            ("单位固定资产占用情况表".into(), other::assets(book, rng)),
        ],
        Habit::Plain => vec![("政府采购预算表".into(), other::procurement(book, &goods))],
        Habit::Parts => vec![
            (format!("{year}年支出经济分类汇总表"), economic::all_funds(book)),
            (format!("{year}年项目支出预算表"), lists::projects_by_type(book)),
        ],
        Habit::Lists => vec![
            (
                "部门综合预算一般公共预算支出明细表（按支出经济分类科目）".into(),
                economic::costs_pairs(book, false),
            ),
            (
                "部门综合预算一般公共预算基本支出明细表（按支出功能分类科目）".into(),
                expenditure::functional_costs(book, true),
            ),
            ("部门综合预算专项业务经费支出表".into(), lists::projects_by_unit(book)),
        ],
        Habit::Final => vec![("部门决算公开相关信息统计表".into(), other::statistics(book, rng))],
    };
    for (title, sheet) in extra {
        put(work, sheet, &title, &captions, &[]);
    }
}
