//! The words behind 主要原因是, and the changes that they state themselves.

use super::clauses::Clause;
use super::numbers::Quantity;
use super::passages::Passage;
use super::state::State;
use super::subject::{is_noun_phrase, subject};
use super::vocabulary::ChangeWords;
use super::{Context, change};
use mingxi_model::{Amount, ChangeDirection, MoneyUnit};

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
    // 其增加原因为.
    let lead = lead.strip_prefix('其').filter(|rest| !rest.is_empty()).unwrap_or(lead);
    let own_change = lead.is_empty()
        || [&words.reason_lead, &words.increase, &words.decrease, &words.flat]
            .into_iter()
            .flatten()
            .any(|word| word.trim_end_matches('的') == lead);
    let named = if own_change { None } else { named_change(state, lead, context) };
    let own_change = own_change || named.is_some();
    let about_other = words.other_reason.iter().any(|word| lead.contains(word.as_str()));
    let mut reason = passage.as_printed(start, end.min(start + REASON));
    let mut changed = std::mem::take(&mut state.changed);
    let before = std::mem::take(&mut state.changed_before);
    if let Some(at) = flat_behind(state, passage, start, end, context).filter(|_| own_change && !about_other)
    {
        // 0万元，主要原因是本年无安排，与上年持平.
        state.statements[at.0].change_direction = Some(ChangeDirection::Flat);
        reason = passage.as_printed(start, at.1.min(start + REASON));
        changed = vec![at.0];
    }
    if about_other && state.off_budget.is_none() {
        state.tell_budget(context);
    }
    let off_budget = state.off_budget.take().filter(|at| {
        let statement = &state.statements[*at];
        statement.change_direction.is_none() && statement.reason_text.is_none()
    });
    if clause.separator == '。' {
        changed.extend(before.into_iter().filter(|at| state.statements[*at].reason_text.is_none()));
    } else {
        state.changed_before = before;
    }
    state.target = None;
    state.percent_of = None;
    state.count = None;
    state.reason_compares = false;
    let is_reason = !reason.is_empty() && !reason.ends_with('、');
    if let Some(at) = off_budget.filter(|_| is_reason && (about_other || own_change && changed.is_empty())) {
        // 完成年初预算的116.1%，主要原因是….
        state.statements[at].reason_text = Some(reason);
        return;
    }
    if about_other || !own_change || !is_reason {
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

/// The amount before a reason that ends by saying that it is the year before's, and where the reason itself ends.
fn flat_behind(
    state: &State,
    passage: &Passage,
    start: usize,
    end: usize,
    context: &Context<'_>,
) -> Option<(usize, usize)> {
    let words = &context.vocabulary.change;
    let at = state.target.filter(|at| {
        let statement = &state.statements[*at];
        statement.amount.is_some() && statement.change_direction.is_none() && !state.in_parts()
    })?;
    let reason = passage.folded.get(start..end)?;
    let comma = reason.iter().rposition(|c| *c == ',').filter(|comma| *comma > 0)?;
    let tail: String = reason[comma + 1..].iter().collect();
    let compared = change::comparison(&tail, words)?;
    (change::flat(&tail[compared..], words) == Some("")).then_some((at, start + comma))
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
