//! Hand-made data for the tests of the pages.

use crate::model::{Check, Item, Spot, Status};

/// A number.
pub(crate) fn item(spot: Spot, kind: &str, role: &str, code: &str, yuan: &str) -> Item {
    Item {
        spot,
        kind: kind.to_owned(),
        flow: Some("expenditure".to_owned()),
        classification: None,
        code: None,
        name: None,
        role: Some(role.to_owned()),
        measure: "合计".to_owned(),
        measure_code: Some(code.to_owned()),
        item_code: Some(code.to_owned()),
        fund: None,
        phase: Some("approved".to_owned()),
        text: yuan.to_owned(),
        unit: Some("元".to_owned()),
        amount: yuan.parse().ok(),
        status: Status::Verified,
        suspect_rank: None,
        suspect_value: None,
        suspect_slip: None,
    }
}

/// An identity over cells.
pub(crate) fn check(rule: &str, terms: &[Spot], is_broken: bool) -> Check {
    Check {
        rule: rule.to_owned(),
        rule_name: rule.to_owned(),
        terms: terms.iter().map(|spot| (*spot, 1)).collect(),
        expected: None,
        actual: None,
        difference: None,
        tolerance: None,
        unit: None,
        is_broken,
        zh: String::new(),
        en: String::new(),
    }
}
