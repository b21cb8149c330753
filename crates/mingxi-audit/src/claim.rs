//! What an identity claims, before and after its numbers are known.

use crate::figure::{Figure, Source};
use crate::rule::RuleInfo;
use crate::view::Spot;
use rust_decimal::Decimal;

/// What an identity claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// The parts add up to the stated number.
    Equal,
    /// The parts add up to at most the stated number.
    AtMost,
}

/// Why an identity cannot be evaluated, in both languages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Doubt {
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

/// An identity over cells before it is evaluated.
pub(crate) struct Identity {
    /// The rule that states it.
    pub rule: &'static RuleInfo,
    /// What it claims.
    pub relation: Relation,
    /// Where the sum is stated.
    pub stated: Spot,
    /// Where the parts are.
    pub parts: Vec<Spot>,
    /// Why it cannot be evaluated, where the rule already knows.
    pub doubt: Option<Doubt>,
    /// That there is no part is what the rule is about.
    pub is_of_nothing: bool,
}

impl Identity {
    /// An identity that can be evaluated as far as its rule knows.
    pub fn new(rule: &'static RuleInfo, relation: Relation, stated: Spot, parts: Vec<Spot>) -> Identity {
        Identity { rule, relation, stated, parts, doubt: None, is_of_nothing: false }
    }

    /// The same identity, which claims that the sum of no parts is stated.
    pub fn of_nothing(mut self) -> Identity {
        self.is_of_nothing = true;
        self
    }

    /// The same identity, which cannot be evaluated for a reason (or can, for none).
    pub fn doubted(mut self, doubt: Option<Doubt>) -> Identity {
        self.doubt = doubt;
        self
    }
}

/// An identity whose numbers are known.
pub(crate) struct Claim<'a> {
    /// The rule that states it.
    pub rule: &'static RuleInfo,
    /// What it claims.
    pub relation: Relation,
    /// Where the sum is stated, also where it is blank.
    pub place: Source<'a>,
    /// The stated sum; `None` for a blank cell.
    pub stated: Option<Figure<'a>>,
    /// The printed parts.
    pub parts: Vec<Figure<'a>>,
    /// Why it cannot be evaluated.
    pub doubt: Option<Doubt>,
}

impl<'a> Claim<'a> {
    /// Parts that make up a number.
    pub fn equal(rule: &'static RuleInfo, stated: Figure<'a>, parts: Vec<Figure<'a>>) -> Claim<'a> {
        let relation = Relation::Equal;
        Claim { rule, relation, place: stated.source, stated: Some(stated), parts, doubt: None }
    }
}

/// The two sides of an identity, in yuan for money and in the printed unit otherwise.
pub(crate) struct Sums {
    /// The sum of the parts.
    pub expected: Decimal,
    /// The sum as stated.
    pub actual: Decimal,
    /// `actual - expected`.
    pub difference: Decimal,
    /// Half a last printed digit for every number.
    pub tolerance: Decimal,
}
