//! Parts that one sentence states (文字分项合计).

use crate::context::Context;
use crate::figure::{Figure, Source};
use crate::identity::{Claim, settle};
use crate::rule::rule;
use mingxi_model::text::squeeze;
use mingxi_model::{Check, Statement};

rule! {
    /// # Parts in prose (文字分项合计)
    ///
    /// **States:** where one sentence states a sum and all parts that it has by definition, the parts add up:
    /// 基本支出 = 人员经费 + 公用经费, “三公”经费 = 因公出国（境）费 + 公务用车购置及运行费 + 公务接待费, 公务用车购置及运行费 =
    /// 购置费 + 运行费, 政府采购 = 货物 + 工程 + 服务.
    ///
    /// **Why:** such sentences often stand where the document has no table of the same numbers, and are then
    /// their only proof.
    ///
    /// **Example:** `政府采购支出总额9.19万元，其中：货物支出4.69万元、工程支出0万元、服务支出4.50万元` holds.
    "prose_parts", "文字分项合计", is_equality: true, check
}

/// A sum and its parts, each as words that only its subject has, and words that it must not have.
struct Split {
    whole: &'static [&'static str],
    not: &'static [&'static str],
    parts: &'static [&'static [&'static str]],
}

const SPLITS: &[Split] = &[
    Split { whole: &["基本支出"], not: &[], parts: &[&["人员经费"], &["公用经费"]] },
    Split {
        whole: &["三公"],
        not: &["因公", "公务"],
        parts: &[&["因公出国"], &["公务用车购置及", "公务用车购置和"], &["公务接待"]],
    },
    Split {
        whole: &["公务用车购置及", "公务用车购置和"],
        not: &[],
        parts: &[&["公务用车购置费", "公务用车购置支出"], &["公务用车运"]],
    },
    Split {
        whole: &["政府采购"],
        not: &["货物", "工程", "服务", "中小企业", "小微企业"],
        parts: &[&["货物"], &["工程"], &["服务"]],
    },
];

/// Statements of one sentence that are looked at together.
const MOST: usize = 40;

fn check(context: &Context<'_>) -> Vec<Check> {
    let statements = &context.reading.statements;
    // A sentence may go on after a page's end, so that its amounts stand in several places.
    let same = |a: &Statement, b: &Statement| a.sentence == b.sentence;
    let mut checks = Vec::new();
    for sentence in statements.chunk_by(same).filter(|sentence| sentence.len() <= MOST) {
        for split in SPLITS {
            checks.extend(state(context, sentence, split));
        }
    }
    checks
}

fn state(context: &Context<'_>, sentence: &[Statement], split: &Split) -> Option<Check> {
    let is_whole = |statement: &&Statement| {
        let subject = subject(statement);
        has(&subject, split.whole) && !has(&subject, split.not)
    };
    let whole = only(sentence.iter().filter(is_whole))?;
    let behind = sentence.iter().position(|statement| std::ptr::eq(statement, whole))? + 1;
    let mut parts = Vec::new();
    for words in split.parts {
        let part = only(sentence[behind..].iter().filter(|statement| has(&subject(statement), words)))?;
        parts.push(figure(part)?);
    }
    settle(context, Claim::equal(&RULE, figure(whole)?, parts))
}

fn has(subject: &str, words: &[&str]) -> bool {
    words.iter().any(|word| subject.contains(word))
}

fn subject(statement: &Statement) -> String {
    squeeze(statement.subject.as_deref().unwrap_or_default())
}

fn only<'s>(mut found: impl Iterator<Item = &'s Statement>) -> Option<&'s Statement> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn figure(statement: &Statement) -> Option<Figure<'_>> {
    let amount = statement.amount.as_ref().filter(|amount| amount.yuan.is_some())?;
    Some(Figure::new(Source::Prose(statement), amount.clone()))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{audited, outcomes, said};
    use mingxi_model::Outcome::{self, Broken, Holds};
    use mingxi_model::Reading;

    fn sentence(parts: &[(&str, &str)]) -> Vec<Outcome> {
        let mut reading = Reading::default();
        for (subject, amount) in parts {
            let mut statement = said(subject, None, amount);
            statement.sentence = "一句话。".to_owned();
            reading.statements.push(statement);
        }
        outcomes(&audited(reading), RULE.id)
    }

    #[test]
    fn parts_by_definition_add_up() {
        let procurement = |services: &str| {
            sentence(&[
                ("政府采购支出总额", "9.19"),
                ("政府采购货物支出", "4.69"),
                ("政府采购工程支出", "0"),
                ("政府采购服务支出", services),
            ])
        };
        assert_eq!(procurement("4.50"), [Holds]);
        assert_eq!(procurement("5.40"), [Broken]);
    }

    #[test]
    fn a_missing_or_repeated_part_states_nothing() {
        assert_eq!(sentence(&[("基本支出", "9.00"), ("人员经费", "8.00")]), []);
        let twice = [("基本支出", "9.00"), ("人员经费", "8.00"), ("公用经费", "1.00"), ("公用经费", "1.00")];
        assert_eq!(sentence(&twice), []);
        assert_eq!(sentence(&twice[..3]), [Holds]);
    }
}
