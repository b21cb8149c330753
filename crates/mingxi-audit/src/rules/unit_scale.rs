//! One table's unit is wrong (单位相差一万倍).

use crate::context::Context;
use crate::rule::rule;
use mingxi_model::Check;
use rust_decimal::Decimal;

rule! {
    /// # Unit (单位一致)
    ///
    /// **States:** what two tables count alike is not 10,000 times as much in one as in the other. The rule
    /// takes over a broken `same_item` or `same_total` whose two sides differ by that factor, within the
    /// rounding of the printed numbers.
    ///
    /// **Why:** tables of one document print 元 or 万元, and a form copied from another year keeps the unit of
    /// its caption. All sums within the table hold, and every number is wrong.
    ///
    /// **Example:** 基本支出表 (单位：元) 合计 93.94 beside 一般公共预算支出表 (单位：万元) 基本支出 93.94.
    "unit_scale", "单位一致", is_equality: true, check
}

/// What a table in 元 and one in 万元 differ by.
const FACTOR: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

/// States nothing by itself: see [`named`].
fn check(_: &Context<'_>) -> Vec<Check> {
    Vec::new()
}

/// A broken comparison under this rule's name, if its sides differ by the factor.
pub(super) fn named(mut check: Check) -> Check {
    let (Some(expected), Some(actual), Some(tolerance)) = (check.expected, check.actual, check.tolerance)
    else {
        return check;
    };
    let is_factor = |small: Decimal, large: Decimal| {
        let scaled = small.checked_mul(FACTOR).and_then(|scaled| scaled.checked_sub(large));
        let allowed = tolerance.checked_mul(FACTOR);
        // A number within its own rounding of zero is no multiple of anything.
        small.abs() > tolerance
            && matches!((scaled, allowed), (Some(apart), Some(allowed)) if apart.abs() <= allowed)
    };
    if is_factor(expected, actual) || is_factor(actual, expected) {
        check.rule_id = RULE.id;
        check.rule_name = RULE.name_zh;
        check.message_zh.push_str("两数正好相差一万倍，可能有一张表的单位（元、万元）标错。");
        check.message_en.push_str(
            " One is 10,000 times the other: one of the tables probably prints the wrong unit (元, 万元).",
        );
    }
    check
}
