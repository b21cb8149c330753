//! Changes that prose states (增减变化).

use crate::amounts::half_digit;
use crate::context::Context;
use crate::rule::rule;
use crate::words::clip;
use mingxi_model::{Amount, ChangeDirection, Check, Outcome, Statement};
use rust_decimal::Decimal;

rule! {
    /// # Changes in prose (增减变化)
    ///
    /// **States:** the percentage that a sentence states is the stated change divided by the amount of the
    /// year before, which is the stated amount less an increase or plus a decrease. Amount, change and
    /// percentage may each be off by half of their last digit. A percentage that ends in zeros and is right up to
    /// them is left open. The numbers of this check are percentages.
    ///
    /// **Why:** percentages are typed by hand and rarely checked: slipped points and percentages of the wrong
    /// base are among the most frequent mistakes of disclosures.
    ///
    /// **Example:** `67.33万元，比上年减少9.90万元，下降1.28%` is broken: 9.90 / (67.33 + 9.90) = 12.82 %.
    "prose_change", "增减变化计算", is_equality: true, check
}

/// Decimals to which a recomputed percentage is given.
const SHOWN: u32 = 2;

fn check(context: &Context<'_>) -> Vec<Check> {
    context.reading.statements.iter().filter_map(state).collect()
}

fn state(statement: &Statement) -> Option<Check> {
    let (amount, change) = (statement.amount.as_ref()?, statement.change.as_ref()?);
    let stated = statement.change_percent?;
    let direction = statement.change_direction?;
    let of = |amount: &Amount| Some((amount.yuan?, half_digit(amount)?));
    let ((amount, amount_slack), (change, change_slack)) = (of(amount)?, of(change)?);
    let percent = |change: Decimal, amount: Decimal| {
        let before = match direction {
            ChangeDirection::Increase => amount.checked_sub(change)?,
            ChangeDirection::Decrease => amount.checked_add(change)?,
            ChangeDirection::Flat => return None,
        };
        (before > Decimal::ZERO).then(|| change.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(before))?
    };
    let exact = percent(change, amount)?;
    let low = percent(change.checked_sub(change_slack)?, amount.checked_add(amount_slack)?)?;
    let high = percent(change.checked_add(change_slack)?, amount.checked_sub(amount_slack)?)?;
    let half = Decimal::try_new(5, stated.scale().checked_add(1)?).ok()?;
    let is_within = stated.checked_add(half)? >= low && stated.checked_sub(half)? <= high;
    let expected = exact.round_dp(SHOWN);
    let spread = if stated > exact { high.checked_sub(exact)? } else { exact.checked_sub(low)? };
    // What is shown is rounded outwards, so that it says the same as the exact numbers.
    let tolerance = half.checked_add(spread)?.checked_add((exact - expected).abs())?;
    let difference = stated.checked_sub(expected)?;
    let outcome = match () {
        () if is_within => Outcome::Holds,
        () if is_padded(stated, exact) => Outcome::Unverifiable,
        () => Outcome::Broken,
    };
    let (message_zh, message_en) = messages(statement, stated, expected, outcome);
    Some(Check {
        rule_id: RULE.id,
        rule_name: RULE.name_zh,
        table_ids: Vec::new(),
        terms: Vec::new(),
        expected: Some(expected),
        actual: Some(stated),
        difference: Some(difference),
        tolerance: Some(tolerance.round_dp_with_strategy(4, rust_decimal::RoundingStrategy::AwayFromZero)),
        unit: Some("%".to_owned()),
        outcome,
        message_zh,
        message_en,
    })
}

/// A percentage that ends in zeros may have been cut to the digits before them (26.30 for 26.34, 275.00 for 275.61):
/// careless, but no contradiction.
fn is_padded(stated: Decimal, exact: Decimal) -> bool {
    let plain = stated.normalize();
    plain.scale() < stated.scale() && (stated - exact).abs() < Decimal::new(1, plain.scale())
}

fn messages(statement: &Statement, stated: Decimal, expected: Decimal, outcome: Outcome) -> (String, String) {
    let sentence = clip(&statement.sentence);
    let subject = clip(statement.subject.as_deref().unwrap_or_default());
    let money = |amount: &Option<Amount>| {
        let amount = amount.as_ref();
        amount.map_or_else(String::new, |a| {
            format!("{}{}", a.value, a.printed_unit.as_deref().unwrap_or_default())
        })
    };
    let (amount, change) = (money(&statement.amount), money(&statement.change));
    let is_more = statement.change_direction == Some(ChangeDirection::Increase);
    let (word, verb) = if is_more { ("增加", "an increase") } else { ("减少", "a decrease") };
    match outcome {
        Outcome::Unverifiable => (
            format!(
                "正文“{subject}”{amount}，{word}{change}，{stated}% 似只保留到末位的零之前，应为 {expected}%。"
            ),
            format!(
                "the prose, \"{subject}\" {amount}, {verb} of {change}: {stated} % seems cut before its zeros, {expected} % is exact."
            ),
        ),
        Outcome::Holds => (
            format!("正文“{subject}”{amount}，{word}{change}，{stated}% 相符。"),
            format!("the prose, \"{subject}\" {amount}, {verb} of {change}: {stated} % agrees."),
        ),
        _ => (
            format!(
                "正文（“{sentence}”）“{subject}”为{amount}，比上年{word}{change}，应为 {expected}%，文中为 {stated}%；请核对原文。"
            ),
            format!(
                "the prose (\"{sentence}\"), \"{subject}\" is {amount} after {verb} of {change}, which is {expected} %, but it says {stated} %; compare the sentence with the source."
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::said;

    fn outcome(amount: &str, change: &str, percent: &str, direction: ChangeDirection) -> Option<Outcome> {
        let mut statement = said("基本支出", Some("basic"), amount);
        statement.change = Some(Amount::new(change.parse().unwrap(), Some("万元")));
        statement.change_percent = Some(percent.parse().unwrap());
        statement.change_direction = Some(direction);
        state(&statement).map(|check| check.outcome)
    }

    #[test]
    fn a_percentage_follows_from_amount_and_change() {
        use ChangeDirection::{Decrease, Flat, Increase};
        assert_eq!(outcome("1199.09", "476.69", "28.45", Decrease), Some(Outcome::Holds));
        assert_eq!(outcome("1199.09", "476.69", "28.44", Decrease), Some(Outcome::Broken), "28.446");
        assert_eq!(outcome("67.33", "9.90", "1.28", Decrease), Some(Outcome::Broken), "12.82");
        assert_eq!(outcome("88.22", "14.23", "19.23", Increase), Some(Outcome::Holds));
        assert_eq!(outcome("88.22", "14.23", "19", Increase), Some(Outcome::Holds), "rounded");
        assert_eq!(outcome("13.31", "4.76", "26.30", Decrease), Some(Outcome::Unverifiable), "26.34, cut");
        assert_eq!(outcome("13.31", "4.76", "26.20", Decrease), Some(Outcome::Broken), "26.34");
        assert_eq!(outcome("0.03", "0.01", "40", Increase), Some(Outcome::Holds), "0.03 may be 0.034");
        assert_eq!(outcome("5.00", "5.00", "100", Increase), None, "nothing the year before");
        assert_eq!(outcome("5.00", "1.00", "20", Flat), None);
    }
}
