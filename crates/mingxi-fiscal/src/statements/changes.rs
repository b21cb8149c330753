//! Changes over the year, given to the statement that they are about.

use super::clauses::Clause;
use super::numbers::Quantity;
use super::passages::{Passage, is_numbered};
use super::state::State;
use super::subject::{Subject, canonical, is_noun_phrase, subject, without_parentheses};
use super::{Context, change};
use mingxi_model::{Amount, ChangeDirection, MoneyUnit, Statement};
use rust_decimal::Decimal;

/// How many statements back a change may name its subject.
const LOOK_BACK: usize = 40;

/// A change of nothing (增加0万元, 增长0%) is none.
/// A change below nothing goes the other way: 增加-21.40万元.
fn of_number(direction: ChangeDirection, value: Decimal) -> (ChangeDirection, Decimal) {
    let direction = match direction {
        _ if value.is_zero() => ChangeDirection::Flat,
        ChangeDirection::Increase if value.is_sign_negative() => ChangeDirection::Decrease,
        ChangeDirection::Decrease if value.is_sign_negative() => ChangeDirection::Increase,
        direction => direction,
    };
    (direction, value.abs())
}

/// Keeps 较上年增加 for the amount that follows in a clause of its own (，为5万元).
pub(crate) fn pending_change(state: &mut State, rest: &str, compared: bool, context: &Context<'_>) {
    if let Some((named, direction)) = change::verb(rest, &context.vocabulary.change)
        && compared
    {
        state.pending = Some((named.to_owned(), direction));
    }
}

/// 比2025年财政拨款“三公”经费年初预算 repeats the subject between the year and the base. Gives how many bytes the
/// comparison takes: all of them, where what it repeats is the statement before.
fn repeated_base(state: &State, before: &str, context: &Context<'_>) -> Option<usize> {
    let words = &context.vocabulary.change;
    let rest = words.begin.iter().find_map(|word| before.strip_prefix(word.as_str()))?;
    let rest = change::base(rest, words)?;
    let target = state.subjects.get(state.target?)?;
    let plain = |text: &str| {
        let mut text = canonical(text);
        while let Some(cut) = words.after.iter().find_map(|word| text.strip_suffix(word.as_str())) {
            text = cut.to_owned();
        }
        text
    };
    let (repeated, stated) = (plain(rest), plain(&target.folded));
    (!repeated.is_empty() && (stated.ends_with(&repeated) || repeated.ends_with(&stated)))
        .then_some(before.len())
}

/// A statement of something of which there is none (没有使用政府性基金预算拨款安排的支出), made for its change.
fn with_absent(
    state: &mut State,
    absent: &str,
    passage: &Passage,
    clause: &Clause,
    context: &Context<'_>,
) -> Option<usize> {
    // The words stand in the clause before.
    let length = absent.chars().count();
    let reach = clause.start.saturating_sub(length + 1);
    if passage.text(reach, reach + length) != absent {
        return None;
    }
    let subject = subject(&passage.as_printed(reach, reach + length), absent, context)?;
    is_noun_phrase(&subject, context).then(|| state.push(passage, clause, subject, context))
}

/// 下降28.45% behind a change in money, or 较上年增长5% by itself. `false` if the clause is no such change.
pub(crate) fn with_percent(
    state: &mut State,
    passage: &Passage,
    clause: &Clause,
    percent: &Quantity,
    context: &Context<'_>,
) -> bool {
    let words = &context.vocabulary.change;
    let head = passage.text(clause.start, percent.start);
    // 较上年增加0.46万元（15.13%）: the way of the change is the amount's.
    if head.is_empty() && clause.separator == '(' {
        if let Some(at) = state.percent_of.take() {
            state.set_percent(at, percent.value);
        }
        return true;
    }
    let Some((before, direction)) = change::verb(&head, words) else {
        return false;
    };
    let (direction, value) = of_number(direction, percent.value);
    let compared = change::comparison(before, words);
    // 比上年增加8万元，同比增长2.38%: what is compared is named once more.
    let says_no_more = before.is_empty() || compared == Some(before.len());
    if let (Some(at), true) = (state.percent_of.take(), says_no_more) {
        let by_whole = state.by_whole.take() == Some(at);
        let statement = &mut state.statements[at];
        if by_whole && !is_share(statement, direction, value) {
            // The details between were not this amount's after all.
            (statement.change, statement.change_direction) = (None, None);
            state.changed.retain(|changed| *changed != at);
        } else if statement.change_direction == Some(direction) {
            state.set_percent(at, value);
        }
        return true;
    }
    let at_end = change::comparison_at_end(before, words).filter(|_| compared.is_none());
    if let Some(named) = at_end.map(|at| &before[..at]) {
        // 基本支出较上年增长4.90%: what was stated before, or what the next clause states (，为848.30万元).
        state.comparing = true;
        if let Some(at) = changed_statement(state, named, passage, clause, false, context) {
            state.set_direction(at, direction);
            state.set_percent(at, value);
        } else {
            let printed = passage.as_printed(clause.start, clause.start + named.chars().count());
            let named = subject(&printed, named, context).filter(|subject| is_noun_phrase(subject, context));
            state.share = named.map(|subject| (subject, direction, value));
        }
        state.target = None;
        return true;
    }
    if compared.is_none() && !(state.comparing && before.is_empty()) {
        return before.is_empty();
    }
    // 比上年增长9.0%，其中税收收入109.91万元，增长14.5%.
    state.comparing = true;
    let named = &before[compared.unwrap_or(0)..];
    if let Some(at) = changed_statement(state, named, passage, clause, false, context) {
        state.set_direction(at, direction);
        state.set_percent(at, value);
        state.money_of = Some((at, clause.end));
    }
    state.target = None;
    true
}

/// Whether a percentage is what the change of an amount makes of the year before's, within rounding.
fn is_share(statement: &Statement, direction: ChangeDirection, percent: Decimal) -> bool {
    let (Some(amount), Some(change)) = (&statement.amount, &statement.change) else { return true };
    let (Some(now), Some(change)) = (amount.yuan, change.yuan) else { return true };
    let before = match direction {
        ChangeDirection::Decrease => now.checked_add(change),
        _ => now.checked_sub(change),
    };
    let share = before.and_then(|before| change.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(before));
    let half_digit = Decimal::new(6, percent.scale().saturating_add(1).min(20));
    share.is_some_and(|share| (share - percent).abs() <= half_digit)
}

/// 与上年持平, X与上年持平, and X持平 in a list behind such a comparison.
pub(crate) fn with_flat(
    state: &mut State,
    passage: &Passage,
    clause: &Clause,
    before: &str,
    compared: bool,
    context: &Context<'_>,
) {
    let split = change::comparison_at_end(before, &context.vocabulary.change).filter(|_| !compared);
    let named = &before[..split.unwrap_or(before.len())];
    let sure = compared || split.is_some() || state.comparing;
    if sure
        && !named.contains(['与', '较', '比'])
        && let Some(target) = changed_statement(state, named, passage, clause, true, context)
    {
        state.set_direction(target, ChangeDirection::Flat);
    }
    state.comparing |= compared || split.is_some();
    state.target = None;
}

/// The statement that a change is about: the one it names (made if it may be), or the one directly before.
fn changed_statement(
    state: &mut State,
    named: &str,
    passage: &Passage,
    clause: &Clause,
    may_create: bool,
    context: &Context<'_>,
) -> Option<usize> {
    // 支出决算比上年增加: the phase of what was stated directly before.
    let is_phase = context.vocabulary.subject.elliptic.iter().any(|word| word == named);
    if named.is_empty() || is_phase && state.target.is_some() {
        if state.target.is_none()
            && let Some(absent) = state.absent.take()
        {
            return with_absent(state, &absent, passage, clause, context);
        }
        if state.target.is_none() && clause.separator == '。' {
            // (一)人员经费5万元，主要是…。较上年增加1万元: details stand between.
            let whole = state.whole.take();
            state.by_whole = whole.filter(|at| state.statements[*at].change_direction.is_none());
            return state.by_whole;
        }
        let target = state.target?;
        let goes_on = state.in_parts() && list_goes_on(passage, clause, context);
        let sure = state.attaches_in_parts(goes_on) && state.statements[target].change_direction.is_none();
        return sure.then_some(target);
    }
    let text = passage.text(clause.start, clause.end);
    let skipped = text.find(named)?;
    let start = clause.start + text[..skipped].chars().count();
    let printed = passage.as_printed(start, start + named.chars().count());
    let subject = subject(&printed, named, context)?;
    let recent = state.subjects.len().saturating_sub(LOOK_BACK)..state.subjects.len();
    let same = recent.clone().rev().find(|at| state.subjects[*at].folded == subject.folded);
    if let Some(at) = same {
        return state.statements[at].change_direction.is_none().then_some(at);
    }
    // 一般公共预算财政拨款支出 takes up 一般公共预算财政拨款决算支出.
    let like = recent.rev().find(|at| {
        canonical(&state.subjects[*at].folded) == canonical(&subject.folded)
            && state.statements[*at].change_direction.is_none()
            && state.statements[*at].amount.is_some()
    });
    if like.is_some() {
        return like;
    }
    if let Some((one, other)) = pair(state, &canonical(&subject.folded)) {
        state.twin = Some((one, other));
        return Some(one);
    }
    if let Some(only) = same_stem(state, &subject, context) {
        return Some(only);
    }
    if !may_create || !is_noun_phrase(&subject, context) {
        return None;
    }
    Some(state.push(passage, clause, subject, context))
}

/// The one amount without a change whose subject differs from the one named in its phase alone: “三公”经费预算 and
/// “三公”经费支出预算数.
fn same_stem(state: &State, named: &Subject, context: &Context<'_>) -> Option<usize> {
    const SHORTEST: usize = 3;
    let stem = |subject: &Subject| context.vocabulary.stem(&subject.folded);
    let wanted = stem(named);
    let first = state.subjects.len().saturating_sub(LOOK_BACK);
    let mut same = (first..state.subjects.len())
        .filter(|at| state.statements[*at].amount.is_some() && stem(&state.subjects[*at]) == wanted);
    let only = same.next().filter(|at| state.statements[*at].change_direction.is_none())?;
    (same.next().is_none() && wanted.chars().count() >= SHORTEST).then_some(only)
}

/// The amounts of revenue and expenditure that a text names together (收入、支出总计 after 收入总计918.16万元，支出总计
/// 918.16万元), the last one first. Both are equal and without a change.
fn pair(state: &State, named: &str) -> Option<(usize, usize)> {
    let (prefix, suffix) =
        ["收入、支出", "收入和支出", "收入支出", "收支"].iter().find_map(|both| named.split_once(both))?;
    let recent = state.subjects.len().saturating_sub(LOOK_BACK)..state.subjects.len();
    let find = |half: &str| {
        let names = |at: &usize| {
            let stated = canonical(&state.subjects[*at].folded);
            let rest = stated.strip_prefix(prefix).and_then(|rest| rest.strip_prefix(half));
            rest.is_some_and(|rest| rest == suffix || suffix.is_empty() && matches!(rest, "总计" | "合计"))
        };
        recent.clone().rev().find(names)
    };
    let (income, spending) = (find("收入")?, find("支出")?);
    let amount = |at: usize| state.statements[at].amount.as_ref().and_then(|amount| amount.yuan);
    let free = |at: usize| state.statements[at].change_direction.is_none();
    let equal = amount(income).is_some() && amount(income) == amount(spending);
    (equal && free(income) && free(spending)).then(|| (income.max(spending), income.min(spending)))
}

/// The statement without a change that a text before a comparison names: 收、支与2023年度相比 after 收、支总计均为….
pub(crate) fn stated_before(
    state: &mut State,
    named: &str,
    passage: &Passage,
    clause: &Clause,
    context: &Context<'_>,
) -> Option<usize> {
    let printed = passage.as_printed(clause.start, clause.start + named.chars().count());
    let named = canonical(&subject(&printed, named, context)?.folded);
    let names = |folded: &str| {
        let stated = canonical(folded);
        // Of the pair, the totals may stay unsaid.
        let of_pair =
            || ["总计", "合计"].iter().find_map(|end| stated.strip_suffix(end)) == Some(named.as_str());
        stated == named || named.contains('、') && of_pair()
    };
    let recent = state.subjects.len().saturating_sub(LOOK_BACK)..state.subjects.len();
    let found = recent.rev().find(|at| names(&state.subjects[*at].folded)).filter(|at| {
        state.statements[*at].change_direction.is_none() && state.statements[*at].amount.is_some()
    });
    found.or_else(|| {
        state.twin = pair(state, &named);
        state.twin.map(|(one, _)| one)
    })
}

/// Whether the list of parts goes on behind a clause with another part and its amount, rather than a new list.
fn list_goes_on(passage: &Passage, clause: &Clause, context: &Context<'_>) -> bool {
    const REACH: usize = 200;
    if in_numbered_item(passage, clause, context) {
        return true;
    }
    let text = passage.text(clause.end, clause.end + REACH);
    let sentence = text.split('。').next().unwrap_or_default();
    let Some(next) = sentence.split(';').nth(1) else {
        return false;
    };
    let next = without_parentheses(next);
    // 主要用于 may open a list and may as well only say what a part is for.
    let words = &context.vocabulary.change;
    let opens = |word: &&String| !words.between.contains(word);
    let lists = words.parts.iter().filter(opens).any(|word| next.contains(word.as_str()));
    let anew = lists || ["20", "本部门", "本单位"].iter().any(|start| next.starts_with(start));
    !anew && next.contains(|c: char| c.is_ascii_digit())
}

/// Whether a change stands in an item of a list inside a sentence: (2)公务用车费3.60万元，与上年相等；.
fn in_numbered_item(passage: &Passage, clause: &Clause, context: &Context<'_>) -> bool {
    let text = &passage.folded[..clause.start];
    let start = text.iter().rposition(|c| matches!(c, '。' | ';' | ':')).map_or(0, |at| at + 1);
    let item: String = text[start..].iter().collect();
    let parts = &context.vocabulary.change.parts;
    let opened = parts.iter().find_map(|word| item.strip_prefix(word.as_str())).unwrap_or(&item);
    let is_list = start > 0 || opened.len() < item.len();
    let rest = opened.trim_start_matches(',');
    let numbered = is_numbered(&rest.chars().collect::<Vec<char>>());
    is_list && numbered && !parts.iter().any(|word| rest.contains(word.as_str()))
}

#[allow(clippy::too_many_arguments, reason = "one step of the reader, with its clause and amount")]
pub(crate) fn with_change(
    state: &mut State,
    passage: &Passage,
    clause: &Clause,
    amount: &Quantity,
    before: &str,
    direction: ChangeDirection,
    sure: bool,
    context: &Context<'_>,
) {
    let words = &context.vocabulary.change;
    let (direction, value) = of_number(direction, amount.value);
    // 比上年度下降5.0%，即减少33,800元: the same change once more, in money.
    if before == "即" {
        let again = state.money_of.take().filter(|(_, end)| end + 1 == clause.start && sure);
        if let Some((at, _)) = again.filter(|_| MoneyUnit::parse(&amount.unit).is_some()) {
            let statement = &mut state.statements[at];
            if statement.change_direction == Some(direction) {
                statement.change = Some(Amount::new(value, Some(&amount.unit)));
            }
        }
        return;
    }
    let at_start = repeated_base(state, before, context).or_else(|| change::comparison(before, words));
    // 收入预算较上年增加: the subject may stand before the comparison too.
    let at_end = change::comparison_at_end(before, words).filter(|_| at_start.is_none());
    let compared = at_start.or(at_end);
    let named = at_end.map_or(&before[at_start.unwrap_or(0)..], |at| &before[..at]);
    state.percent_of = None;
    state.count = None;
    let sure = sure && (compared.is_some() || state.comparing) && MoneyUnit::parse(&amount.unit).is_some();
    let target = if sure { changed_statement(state, named, passage, clause, true, context) } else { None };
    state.target = None;
    if compared.is_some() {
        state.comparing = true;
    }
    if let Some(at) = target {
        state.set_direction(at, direction);
        state.set_change(at, Amount::new(value, Some(&amount.unit)));
        state.percent_of = Some(at);
        state.created = Some(at).filter(|at| state.statements[*at].amount.is_none());
    }
}
