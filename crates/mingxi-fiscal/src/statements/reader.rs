//! Reads one passage clause by clause.

use super::amounts::{with_amount, with_announced, with_more};
use super::changes::{pending_change, stated_before, with_change, with_flat, with_percent};
use super::clauses::{Clause, clauses};
use super::numbers::{Quantity, quantities};
use super::passages::{Passage, is_numbered};
use super::reason::{change_inside, read_reason};
use super::state::State;
use super::subject::{Subject, is_noun_phrase, subject, without_parentheses};
use super::{Context, change};
use mingxi_model::{Amount, ChangeDirection, Statement};

/// The statements of a passage. A passage that only names a topic (行政运行（项）) hands it to the next one.
pub(crate) fn read(passage: &Passage, carried: &mut Carried, context: &Context<'_>) -> Vec<Statement> {
    let quantities = quantities(passage, context.vocabulary);
    let mut state = State::default();
    state.topic = carried.topic.take();
    state.list_compares = std::mem::take(&mut carried.comparing) && is_numbered(&passage.folded);
    state.list_whole = carried.whole.take();
    let text: String = passage.folded.iter().collect();
    let states_flat = context.vocabulary.change.flat.iter().any(|word| text.contains(word.as_str()));
    if quantities.is_empty() && !states_flat {
        let ends = |c: &char| matches!(c, '。' | ':' | ';');
        let end = passage.folded.iter().position(ends).unwrap_or(passage.folded.len());
        carried.topic = read_topic(passage, 0, end, context);
        return Vec::new();
    }
    for clause in clauses(passage, &quantities) {
        let found = &quantities[clause.quantities.clone()];
        state.enter_depth(clause.depth);
        if clause.start < state.skip_until {
            change_inside(&mut state, passage, &clause, found, context);
        } else {
            step(&mut state, passage, &clause, found, context);
        }
    }
    // 比上年减少5万元，其中： / 1.收入预算减少3万元 / 2.支出预算减少2万元: the list compares as its head does.
    // A sentence that only leads to the list (具体如下：) may stand between.
    let last = passage.folded.iter().rposition(|c| *c == '。').unwrap_or(0);
    let only_leads = quantities.last().is_none_or(|quantity| quantity.end <= last);
    let compares = state.comparing || only_leads && state.was_comparing;
    carried.comparing = state.list_compares || (compares && passage.folded.last() == Some(&':'));
    carried.whole = if passage.folded.last() == Some(&':') {
        state
            .statements
            .iter()
            .rev()
            .find(|one| one.amount.is_some())
            .and_then(|one| one.measure_code.clone())
    } else {
        state.list_whole.take().filter(|_| state.names_part)
    };
    state.statements
}

/// What a passage hands to the next one.
#[derive(Default)]
pub(crate) struct Carried {
    /// The item that the next amounts are about.
    topic: Option<Subject>,
    /// The measure of the amount before the passage's colon: 基本支出611.38万元，其中：.
    whole: Option<String>,
    /// The passage compared with the year before and ends with a colon.
    comparing: bool,
}

fn step(state: &mut State, passage: &Passage, clause: &Clause, found: &[Quantity], context: &Context<'_>) {
    let text = passage.text(clause.start, clause.end);
    let words = &context.vocabulary.change;
    let explains =
        !state.changed.is_empty() && change::reason_start(&text, clause.separator == ',', words).is_some();
    if explains || words.reason.iter().any(|word| text.contains(word.as_str())) {
        read_reason(state, passage, clause, &text, found, context);
        return;
    }
    state.enter(clause.separator);
    state.resume(clause.separator, change::comparison(&text, words).is_some());
    if is_about_budget(state, passage, clause, &text, found, context) {
        return;
    }
    let numbered = is_numbered(&passage.folded[clause.start..clause.end]);
    if numbered || clause.start == 0 {
        let topic = read_topic(passage, clause.start, clause.end, context);
        if topic.is_some() && found.is_empty() {
            // A heading: what follows is not about the statement before it.
            state.target = None;
            state.whole = None;
        }
        if topic.is_some() || numbered {
            state.topic = topic;
        }
    }
    if found.is_empty() && passage.folded.get(clause.end) == Some(&':') {
        state.heading = read_heading(passage, clause, context);
    }
    if let Some(at) = from_base(state, passage, clause, found, context) {
        // 由2024年的120万元减少到本年的100万元, 减少20万元.
        state.comparing = true;
        state.target = Some(at);
        return;
    }
    let amounts: Vec<&Quantity> = found
        .iter()
        .filter(|quantity| quantity.unit != "%")
        .filter(|quantity| {
            !change::is_threshold(&passage.text(quantity.end, quantity.end + 4), context.vocabulary)
        })
        .collect();
    let pending = state.pending.take();
    match amounts.as_slice() {
        [] => without_amount(state, &text, found, passage, clause, context),
        [amount, rest @ ..] => {
            let head = passage.text(clause.start, amount.start);
            if rest.is_empty()
                && amount.end == clause.end
                && with_announced(state, passage, clause, amount, &head, context)
            {
                // 人员经费较上年增长4.90% / 为848.30万元.
            } else if let Some((named, direction)) = pending
                .filter(|_| change::only_introduces(&head) && rest.is_empty() && amount.end == clause.end)
            {
                // 较上年增加 / 为5万元.
                state.comparing = true;
                with_change(state, passage, clause, amount, &named, direction, true, context);
            } else if let Some((amount, direction)) = against_base(passage, clause, &head, &amounts, context)
            {
                with_change(state, passage, clause, amount, &head, direction, true, context);
            } else if let Some((before, direction)) = change::verb(&head, words) {
                let open = change::is_unstruck(&head) && !amount.value.is_zero();
                let sure = rest.is_empty() && amount.end == clause.end && !open;
                with_change(state, passage, clause, amount, before, direction, sure, context);
            } else if rest.is_empty()
                && (amount.end == clause.end || only_compares(&passage.text(amount.end, clause.end)))
                && !head.is_empty()
                && change::comparison(&head, words) == Some(head.len())
            {
                // 较上年的120万元 / 减少20万元: the base, no amount of its own.
                state.comparing = true;
            } else {
                with_amount(state, passage, clause, amount, &head, context);
                if let Some((last, before, direction)) = change_behind(passage, clause, amount, rest, context)
                {
                    with_change(state, passage, clause, last, &before, direction, true, context);
                } else {
                    with_more(state, passage, clause, amount, rest, context);
                }
            }
        }
    }
}

/// Whether a clause compares with the budget (比年初预算增加5万元), or goes on with such a comparison (，增长2.2%): no change
/// over the year, and one may still follow.
fn is_about_budget(
    state: &mut State,
    passage: &Passage,
    clause: &Clause,
    text: &str,
    found: &[Quantity],
    context: &Context<'_>,
) -> bool {
    if change::is_against_budget(text, context) {
        state.against_budget = true;
        state.percent_of = None;
        state.tell_budget(context);
        return true;
    }
    let goes_on = state.against_budget
        && found.first().is_some_and(|quantity| {
            let head = passage.text(clause.start, quantity.start);
            change::verb(&head, &context.vocabulary.change).is_some_and(|(before, _)| before.is_empty())
        });
    state.against_budget = goes_on;
    goes_on
}

/// Whether the text behind the base of a comparison says no more than that: 与2024年预算数8.00万元相比.
fn only_compares(behind: &str) -> bool {
    ["相比", "比较", "对比", "相比较", "比"].contains(&behind)
}

/// The amount that a clause repeats with the one of the year before: 由2024年的120万元减少到本年的100万元.
fn from_base(
    state: &State,
    passage: &Passage,
    clause: &Clause,
    found: &[Quantity],
    context: &Context<'_>,
) -> Option<usize> {
    let words = &context.vocabulary.change;
    let [base, now] = found else { return None };
    let head = passage.text(clause.start, base.start);
    let before = change::base(head.strip_prefix(['由', '从'])?, words)?;
    let between = passage.text(base.end, now.start);
    let mut rest = words.increase.iter().chain(&words.decrease).find_map(|way| between.strip_prefix(way))?;
    rest = rest.strip_prefix(['到', '至', '为'])?;
    rest = ["本年", "当年", "今年"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    rest = change::base(rest, words).unwrap_or(rest);
    let says_no_more = |text: &str| text.is_empty() || text == "的";
    let yuan = Amount::new(now.value, Some(&now.unit)).yuan?;
    let last = state.statements.iter().rposition(|one| one.amount.is_some())?;
    let statement = &state.statements[last];
    let same = statement.amount.as_ref().and_then(|amount| amount.yuan) == Some(yuan);
    let sure = now.end == clause.end && says_no_more(before) && says_no_more(rest);
    (sure && same && statement.change_direction.is_none()).then_some(last)
}

/// A change behind the amount it is measured from: 比2022年预算800万元 / 增加200万元.
fn against_base<'a>(
    passage: &Passage,
    clause: &Clause,
    head: &str,
    amounts: &[&'a Quantity],
    context: &Context<'_>,
) -> Option<(&'a Quantity, ChangeDirection)> {
    let words = &context.vocabulary.change;
    let [base, amount] = amounts else { return None };
    let compared = change::comparison(head, words) == Some(head.len());
    let between = passage.text(base.end, amount.start);
    let (before, direction) = change::verb(&between, words)?;
    (compared && before.is_empty() && amount.end == clause.end).then_some((*amount, direction))
}

/// A change in the clause of its amount, without a comma: 收入100万元比上年120万元减少20万元.
fn change_behind<'a>(
    passage: &Passage,
    clause: &Clause,
    first: &Quantity,
    rest: &[&'a Quantity],
    context: &Context<'_>,
) -> Option<(&'a Quantity, String, ChangeDirection)> {
    let words = &context.vocabulary.change;
    let (base, last) = match rest {
        [last] => (None, *last),
        [base, last] => (Some(*base), *last),
        _ => return None,
    };
    let text = passage.text(first.end, base.map_or(last.start, |base| base.start));
    let compared = match base {
        None => change::verb(&text, words)?.0.to_owned(),
        Some(_) => text,
    };
    let between = base.map(|base| passage.text(base.end, last.start));
    let (before, direction) =
        change::verb(between.as_deref().unwrap_or(&passage.text(first.end, last.start)), words)
            .map(|(before, direction)| (before.to_owned(), direction))?;
    let whole = change::comparison(&compared, words) == Some(compared.len());
    let bare = base.is_none() || before.is_empty();
    (whole && bare && last.end == clause.end).then_some((last, compared, direction))
}

/// The item that a heading names: 1、一般公共服务支出（类）财政事务（款）行政运行（项）。
fn read_topic(passage: &Passage, start: usize, end: usize, context: &Context<'_>) -> Option<Subject> {
    let text = passage.text(start, end);
    let named = subject(&passage.as_printed(start, end), &text, context)?;
    let marked = context.vocabulary.subject.topics.iter().any(|mark| named.folded.ends_with(mark.as_str()));
    let whole = !named.folded.starts_with('(');
    let heads = || is_heading(passage, start, end) && is_noun_phrase(&named, context);
    (whole && (marked || named.code.is_some() || heads())).then_some(named)
}

/// What stands before a colon at the beginning of a sentence, if it is a measure that the vocabulary knows.
fn read_heading(passage: &Passage, clause: &Clause, context: &Context<'_>) -> Option<Subject> {
    let text = passage.text(clause.start, clause.end);
    let begins = clause.start == 0 || matches!(clause.separator, '。' | ';');
    let named = subject(&passage.as_printed(clause.start, clause.end), &text, context)?;
    // 会议费：2025年预算1.50万元.
    let is_expense = || named.folded.ends_with('费') && is_noun_phrase(&named, context);
    let is_known = context.vocabulary.measure_code(&named.folded).is_some() || is_expense();
    (begins && clause.depth == 0 && is_known).then_some(named)
}

/// Whether a stretch of text is a heading: numbered, short and by itself ((一)因公出国（境）费用。).
fn is_heading(passage: &Passage, start: usize, end: usize) -> bool {
    const LONGEST: usize = 30;
    let alone = passage.folded.get(end).is_none_or(|c| matches!(c, '。' | ':'));
    alone && end - start <= LONGEST && is_numbered(&passage.folded[start..end])
}

/// A clause that states no amount: a percentage, 持平, a comparison, 其中.
fn without_amount(
    state: &mut State,
    text: &str,
    found: &[Quantity],
    passage: &Passage,
    clause: &Clause,
    context: &Context<'_>,
) {
    let words = &context.vocabulary.change;
    state.count = None;
    if let [percent] = found
        && percent.unit == "%"
        && percent.end == clause.end
        && with_percent(state, passage, clause, percent, context)
    {
        return;
    }
    state.percent_of = None;
    let compared = change::comparison(text, words);
    let rest = &text[compared.unwrap_or(0)..];
    if let Some(named) = change::without_any(text, words) {
        // 没有使用政府性基金预算拨款安排的支出 / 与上年持平.
        state.absent = Some(named.to_owned());
        state.target = None;
        return;
    }
    if change::same_as_before(text, words) {
        with_flat(state, passage, clause, "", true, context);
        return;
    }
    if let Some(before) = change::flat(rest, words) {
        with_flat(state, passage, clause, before, compared.is_some(), context);
        return;
    }
    pending_change(state, rest, compared.is_some(), context);
    if state.pending.is_some() {
        return;
    }
    if compared.is_some() && rest.is_empty() {
        state.comparing = true;
        return;
    }
    let before = change::comparison_at_end(text, words).map(|at| &text[..at]);
    if let Some(at) = before.and_then(|named| stated_before(state, named, passage, clause, context)) {
        // 收、支与2023年度相比 / 减少62万元.
        state.comparing = true;
        state.target = Some(at);
        return;
    }
    let is_parts = |word: &String| without_parentheses(text).ends_with(word.as_str());
    if words.parts.iter().any(is_parts) {
        state.open_parts(clause.separator);
        return;
    }
    if words.between.iter().any(|word| text.starts_with(word.as_str())) {
        if words.execution.iter().any(|word| text.starts_with(word.as_str())) && !found.is_empty() {
            state.tell_budget(context);
        }
        // 主要保障机构正常运转, 保障正常履职, ...
        state.in_use |= found.is_empty();
    } else if !state.in_use {
        state.target = None;
    }
}
