//! The words behind 主要原因是, and the changes that they state themselves.

use super::clauses::Clause;
use super::numbers::Quantity;
use super::passages::Passage;
use super::state::State;
use super::subject::{is_noun_phrase, subject};
use super::vocabulary::ChangeWords;
use super::{Context, change};
use mingxi_model::{Amount, MoneyUnit};

/// Longest reason, in characters.
const REASON: usize = 1_000;

/// Gives the reason that a clause begins, up to the end of the sentence, to the statements just changed.
/// Amounts inside a reason are no statements, but changes are.
pub(crate) fn read_reason(
    state: &mut State,
    passage: &Passage,
    clause: &Clause,
    text: &str,
    found: &[Quantity],
    context: &Context<'_>,
) {
    let words = &context.vocabulary.change;
    let Some((before, skipped)) = change::reason(text, words) else {
        return;
    };
    let mut start = clause.start + text[..skipped].chars().count();
    while passage.folded.get(start).is_some_and(|c| matches!(c, ':' | ',' | '是')) {
        start += 1;
    }
    let mut end = start;
    while let Some(c) = passage.folded.get(end) {
        let goes_on = *c == ';' && change::goes_on(&passage.text(end + 1, end + 4));
        if *c == '。' || (*c == ';' && !goes_on) {
            break;
        }
        end += 1;
    }
    start += later_reason(&passage.text(start, end), words);
    // The separator stays for the next clause, which thereby knows how the sentence ended.
    state.skip_until = end;
    // A reason with a subject of its own (财政拨款收入增加的主要原因) is not about the statement before it.
    let lead = text[..before].trim_end_matches('的');
    let own_change = lead.is_empty()
        || [&words.reason_lead, &words.increase, &words.decrease, &words.flat]
            .into_iter()
            .flatten()
            .any(|word| word.trim_end_matches('的') == lead);
    let named = if own_change { None } else { named_change(state, lead, context) };
    let own_change = own_change || named.is_some();
    let about_other = words.other_reason.iter().any(|word| lead.contains(word.as_str()));
    let reason = passage.as_printed(start, end.min(start + REASON));
    let mut changed = std::mem::take(&mut state.changed);
    let before = std::mem::take(&mut state.changed_before);
    if clause.separator == '。' {
        changed.extend(before.into_iter().filter(|at| state.statements[*at].reason_text.is_none()));
    } else {
        state.changed_before = before;
    }
    state.target = None;
    state.percent_of = None;
    state.count = None;
    state.reason_compares = false;
    if about_other || !own_change || reason.is_empty() || reason.ends_with('、') {
        return;
    }
    if let Some(at) = named {
        changed = vec![at];
    }
    state.reason_compares = !changed.is_empty();
    for at in changed {
        state.statements[at].reason_text = Some(reason.clone());
    }
    if start < clause.end {
        change_inside(state, passage, &Clause { start, ..clause.clone() }, found, context);
    }
}

/// The statement just changed that a reason names with its change: “三公”经费支出减少主要原因是….
fn named_change(state: &State, lead: &str, context: &Context<'_>) -> Option<usize> {
    let (named, direction) = change::verb(lead, &context.vocabulary.change)?;
    let named = subject(named, named, context)?;
    let stem = context.vocabulary.stem(&named.folded);
    let mut same = state.changed.iter().chain(&state.changed_before).copied().filter(|at| {
        context.vocabulary.stem(&state.subjects[*at].folded) == stem
            && state.statements[*at].change_direction == Some(direction)
    });
    let only = same.next()?;
    same.next().is_none().then_some(only)
}

/// How many characters stand before the reason itself where the text first says what the money is for: 用于出国（境），增加的
/// 主要原因是….
fn later_reason(text: &str, words: &ChangeWords) -> usize {
    let found = words.increase.iter().chain(&words.decrease).find_map(|way| {
        ["的主要原因是", "主要原因是", "的原因是"].iter().find_map(|mark| {
            let (before, after) = text.split_once(&format!(",{way}{mark}"))?;
            (!before.is_empty() && !after.is_empty()).then(|| text.len() - after.len())
        })
    });
    found.map_or(0, |at| text[..at].chars().count())
}

/// A change that a reason states: 基本支出减少72.03万元.
pub(crate) fn change_inside(
    state: &mut State,
    passage: &Passage,
    clause: &Clause,
    found: &[Quantity],
    context: &Context<'_>,
) {
    let [amount] = found else { return };
    let is_change = state.reason_compares
        && amount.start >= clause.start
        && amount.end == clause.end
        && MoneyUnit::parse(&amount.unit).is_some();
    if !is_change {
        return;
    }
    let head = passage.text(clause.start, amount.start);
    let Some((before, direction)) = change::verb(&head, &context.vocabulary.change) else {
        return;
    };
    let printed = passage.as_printed(clause.start, clause.start + before.chars().count());
    let Some(subject) = subject(&printed, before, context).filter(|subject| is_noun_phrase(subject, context))
    else {
        return;
    };
    let at = state.push(passage, clause, subject, context);
    state.statements[at].change_direction = Some(direction);
    state.statements[at].change = Some(Amount::new(amount.value, Some(&amount.unit)));
}
