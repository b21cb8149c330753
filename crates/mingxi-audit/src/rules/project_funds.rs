//! The money of a project form (项目资金).

use crate::context::Context;
use crate::forms::{Field, Form};
use crate::identity::{Claim, Doubt, settle};
use crate::rule::rule;
use mingxi_model::{Check, Outcome};

rule! {
    /// # Money of a project form (项目资金)
    ///
    /// **States:** 全年预算数 = 全年执行数 + 资金结余, and 项目资金总额 = 财政资金 + 其他资金. A form may name further
    /// sources that were not read, so that parts below the sum are left open; parts above it are broken. Words
    /// of the form that begin with 预算数 and an amount state the budget once more.
    ///
    /// **Why:** performance forms stand outside all tables of the budget, and their amounts are copied by hand
    /// from them.
    ///
    /// **Example:** `全年预算数 218.00 | 全年执行数 200.00 | 结余 18.00`.
    "project_funds", "项目资金合计", is_equality: true, check
}

const FURTHER_SOURCE: Doubt = Doubt {
    zh: "各项资金之和小于总额，表中可能还有其他来源",
    en: "the sources make up less than the sum, and the form may name others",
};

fn check(context: &Context<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    for form in context.forms() {
        checks.extend(in_words(context, form));
        checks.extend(claim(form, Field::Adjusted, &[Field::Executed, Field::Balance]).and_then(|claim| {
            let is_whole = form.amounts.contains_key(&Field::Balance);
            if is_whole { settle(context, claim) } else { None }
        }));
        let Some(check) = claim(form, Field::Budget, &[Field::Fiscal, Field::Other])
            .and_then(|claim| settle(context, claim))
        else {
            continue;
        };
        let is_short = check.outcome == Outcome::Broken
            && check.difference.is_some_and(|difference| !difference.is_sign_negative());
        if is_short {
            let doubted = claim(form, Field::Budget, &[Field::Fiscal, Field::Other])
                .map(|claim| Claim { doubt: Some(FURTHER_SOURCE), ..claim });
            checks.extend(doubted.and_then(|claim| settle(context, claim)));
        } else {
            checks.push(check);
        }
    }
    checks
}

/// The budget that the form's words state against the one that its cell states.
fn in_words(context: &Context<'_>, form: &Form<'_>) -> Vec<Check> {
    let Some(budget) = form.amounts.get(&Field::Budget) else {
        return Vec::new();
    };
    let words = form.words("预算数");
    words
        .into_iter()
        .filter_map(|stated| settle(context, Claim::equal(&RULE, stated, vec![budget.clone()])))
        .collect()
}

fn claim<'a>(form: &Form<'a>, whole: Field, parts: &[Field]) -> Option<Claim<'a>> {
    let stated = form.amounts.get(&whole)?.clone();
    let parts: Vec<_> = parts.iter().filter_map(|field| form.amounts.get(field).cloned()).collect();
    (!parts.is_empty()).then(|| Claim::equal(&RULE, stated, parts))
}
