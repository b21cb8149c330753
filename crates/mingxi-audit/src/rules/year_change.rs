//! The change from the year before (增减变化).

use crate::context::{Context, Spot};
use crate::identity::{Identity, Relation, judge};
use crate::rule::rule;
use mingxi_model::{Check, LineItem, Phase};
use std::collections::BTreeMap;

rule! {
    /// # Change from the year before (增减变化)
    ///
    /// **States:** 本年 = 上年 + 增减变化, where a form prints the three below one another in a column (2025年, 2026年,
    /// 增减变化), or side by side in a row under the same heads.
    ///
    /// **Why:** each of the three is typed or computed by itself, and a wrong one shows nowhere else.
    ///
    /// **Example:** `2025年 33.00`, `2026年 66.00`, `增减变化金额 33.00`.
    "year_change", "增减变化", is_equality: true, check
}

/// The three numbers of one thing.
#[derive(Default)]
struct Years {
    before: Option<Spot>,
    own: Option<Spot>,
    change: Option<Spot>,
    /// A number stands twice for one of them.
    is_unclear: bool,
}

impl Years {
    fn add(&mut self, phase: Option<Phase>, spot: Spot) {
        let place = match phase {
            Some(Phase::PriorYear) => &mut self.before,
            Some(Phase::Change) => &mut self.change,
            _ => &mut self.own,
        };
        self.is_unclear |= place.replace(spot).is_some();
    }

    fn settle(self, context: &Context<'_>) -> Option<Check> {
        let (Some(before), Some(own), Some(change)) = (self.before, self.own, self.change) else {
            return None;
        };
        if self.is_unclear {
            return None;
        }
        judge(context, Identity::new(&RULE, Relation::Equal, own, vec![before, change]))
    }
}

fn check(context: &Context<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    for (table, view) in context.tables.iter().enumerate() {
        let spot = |item: &LineItem| {
            Some(Spot { table, row: u32::try_from(item.row).ok()?, col: u32::try_from(item.col).ok()? })
        };
        let items = || context.items().filter(|item| item.table_id == view.table.table_id);
        if !items().any(|item| item.phase == Some(Phase::Change)) {
            continue;
        }
        let mut columns: BTreeMap<i32, Vec<&LineItem>> = BTreeMap::new();
        let mut rows: BTreeMap<(i32, Vec<&str>), Years> = BTreeMap::new();
        for item in items() {
            columns.entry(item.col).or_default().push(item);
            let is_percent = item.amount.printed_unit.as_deref() == Some("%");
            if let Some(spot) = spot(item).filter(|_| !is_percent) {
                let heads: Vec<&str> = item.measure.split('/').collect();
                // The head that names the year is the outermost or the lowest.
                for rest in [&heads[1..], &heads[..heads.len() - 1]].iter().filter(|rest| !rest.is_empty()) {
                    rows.entry((item.row, rest.to_vec())).or_default().add(item.phase, spot);
                }
            }
        }
        for items in columns.values() {
            for three in items.windows(3) {
                let follow = three.windows(2).all(|pair| pair[1].row == pair[0].row + 1);
                let phases = three.iter().map(|item| item.phase).collect::<Vec<_>>();
                let by_row = matches!(phases[..], [Some(Phase::PriorYear), own, Some(Phase::Change)]
                    if !matches!(own, Some(Phase::PriorYear | Phase::Change)));
                if follow && by_row {
                    let mut years = Years::default();
                    three.iter().filter_map(|item| Some((item.phase, spot(item)?))).for_each(
                        |(phase, spot)| {
                            years.add(phase, spot);
                        },
                    );
                    checks.extend(years.settle(context));
                }
            }
        }
        checks.extend(rows.into_values().filter_map(|years| years.settle(context)));
    }
    checks
}
