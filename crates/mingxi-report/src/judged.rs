//! Whether indicators (绩效指标) were met, where target and result are numbers of one unit.

use crate::model::Indicator;

/// What came of the indicators of a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Judged {
    /// Met.
    pub met: usize,
    /// Not met, in the order of the document.
    pub missed: Vec<Indicator>,
    /// Neither can be told: words, other units, no result.
    pub open: usize,
}

/// Judges indicators.
pub(crate) fn judge(indicators: &[Indicator]) -> Judged {
    let mut judged = Judged::default();
    for indicator in indicators {
        match is_met(indicator) {
            Some(true) => judged.met += 1,
            Some(false) => judged.missed.push(indicator.clone()),
            None => judged.open += 1,
        }
    }
    judged
}

fn is_met(indicator: &Indicator) -> Option<bool> {
    let (target, actual) = (indicator.target?, indicator.actual?);
    if indicator.target_unit != indicator.actual_unit {
        return None;
    }
    Some(match indicator.operator.as_deref()? {
        "ge" => actual >= target,
        "gt" => actual > target,
        "le" => actual <= target,
        "lt" => actual < target,
        "eq" => actual == target,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    #[test]
    fn only_numbers_of_one_unit_are_judged() {
        let of = |operator: &str, target: i64, actual: i64, unit: &str| Indicator {
            operator: Some(operator.to_owned()),
            target: Some(Decimal::from(target)),
            actual: Some(Decimal::from(actual)),
            target_unit: Some("%".to_owned()),
            actual_unit: Some(unit.to_owned()),
            ..Indicator::default()
        };
        let all =
            [of("ge", 95, 96, "%"), of("le", 95, 96, "%"), of("ge", 95, 90, "人"), of("text", 1, 1, "%")];
        let judged = judge(&all);
        assert_eq!((judged.met, judged.missed.len(), judged.open), (1, 1, 2));
    }
}
