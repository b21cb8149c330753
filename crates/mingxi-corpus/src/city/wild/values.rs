//! The value columns.

use super::choices::Split;
use crate::city::tree::Keys;
use crate::ledger::{Entry, Fund};
use crate::sheet::Says;

/// A value column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Its head, top to bottom.
    pub(super) head: &'static [&'static str],
    /// Which entries it sums.
    pub(super) when: fn(&Entry) -> bool,
    /// What it says.
    pub(super) says: Says,
    /// The share of the whole in percent instead.
    pub(super) is_share: bool,
}

fn column(
    head: &'static [&'static str],
    when: fn(&Entry) -> bool,
    fund: &'static str,
    measure_code: &'static str,
) -> Column {
    Column { head, when, says: Says { fund, measure_code }, is_share: false }
}

fn is_new(entry: &Entry) -> bool {
    entry.fund != Fund::CarryOver
}

fn is_project(entry: &Entry) -> bool {
    !entry.is_basic()
}

fn is_operating(entry: &Entry) -> bool {
    entry.project.is_some_and(|project| project % 2 == 0)
}

/// The columns of a list.
pub(super) fn values(split: Split, keys: Keys, fund: &'static str) -> Vec<Column> {
    if keys == Keys::Economic {
        return of_basic(split, fund);
    }
    let basic = column(&["基本支出"], Entry::is_basic, fund, "basic");
    let project = column(&["项目支出"], is_project, fund, "project");
    // What a form of one fund carries over is of that fund.
    let carried = if fund.is_empty() { "carry_over" } else { fund };
    match split {
        Split::Plain => vec![column(&["合计"], |_| true, fund, "total"), basic, project],
        Split::Single => vec![column(&["预算金额"], |_| true, fund, "amount")],
        Split::Behind => vec![basic, project, column(&["支出合计"], |_| true, fund, "total")],
        Split::TwoTotals => vec![
            column(&["基本支出", "合计"], Entry::is_basic, fund, "basic"),
            column(&["基本支出", "人员经费"], Entry::is_personnel, fund, "basic_personnel"),
            column(&["基本支出", "公用经费"], Entry::is_running, fund, "basic_public"),
            column(&["项目支出", "合计"], is_project, fund, "project"),
            column(&["项目支出", "其他运转类"], is_operating, fund, "project_operating"),
            column(
                &["项目支出", "特定目标类"],
                |e| is_project(e) && !is_operating(e),
                fund,
                "project_specific",
            ),
        ],
        Split::LeavesOut => vec![
            column(&["本年支出合计"], is_new, fund, "*"),
            column(&["基本支出"], |e| is_new(e) && e.is_basic(), fund, "basic"),
            column(&["项目支出"], |e| is_new(e) && is_project(e), fund, "project"),
            column(&["上年结转支出"], |e| !is_new(e), carried, "*"),
        ],
        Split::WithShare => vec![
            column(&["合计"], |_| true, fund, "total"),
            basic,
            Column { is_share: true, ..column(&["基本支出占比（%）"], Entry::is_basic, fund, "*") },
            project,
        ],
    }
}

/// The columns of a list of basic expenditure.
fn of_basic(split: Split, fund: &'static str) -> Vec<Column> {
    let all = |head| column(head, |_| true, fund, "*");
    let personnel = column(&["人员经费"], Entry::is_personnel, fund, "basic_personnel");
    let running = column(&["公用经费"], Entry::is_running, fund, "basic_public");
    match split {
        Split::Plain | Split::TwoTotals | Split::LeavesOut => vec![all(&["合计"]), personnel, running],
        Split::Single => vec![all(&["预算金额"])],
        Split::Behind => vec![personnel, running, all(&["基本支出合计"])],
        Split::WithShare => vec![
            all(&["合计"]),
            personnel,
            Column {
                is_share: true, ..column(&["人员经费占比（%）"], Entry::is_personnel, fund, "*")
            },
            running,
        ],
    }
}
