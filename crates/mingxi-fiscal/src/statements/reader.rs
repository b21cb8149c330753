//! Reads one passage clause by clause.

use super::clauses::{Clause, Passage, Quantity, clauses, is_numbered, quantities};
use super::reason::{change_inside, read_reason};
use super::state::State;
use super::subject::{
    Subject, before_year, canonical, counted, is_noun_phrase, subject, with_phase, with_qualifier,
    with_topic, without_parentheses,
};
use super::{Context, change, years};
use mingxi_model::{Amount, ChangeDirection, MoneyUnit, Statement};

/// How many statements back a change may name its subject.
const LOOK_BACK: usize = 40;

/// The statements of a passage. A passage that only names a topic (行政运行（项）) hands it to the next one.
pub(crate) fn read(passage: &Passage, topic: &mut Option<Subject>, context: &Context<'_>) -> Vec<Statement> {
    let quantities = quantities(passage, context.vocabulary);
    let mut state = State::default();
    state.topic = topic.take();
    let text: String = passage.folded.iter().collect();
    let states_flat = context.vocabulary.change.flat.iter().any(|word| text.contains(word.as_str()));
    if quantities.is_empty() && !states_flat {
        let ends = |c: &char| matches!(c, '。' | ':' | ';');
        let end = passage.folded.iter().position(ends).unwrap_or(passage.folded.len());
        *topic = read_topic(passage, 0, end, context);
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
    state.statements
}

fn step(state: &mut State, passage: &Passage, clause: &Clause, found: &[Quantity], context: &Context<'_>) {
    let text = passage.text(clause.start, clause.end);
    let words = &context.vocabulary.change;
    if change::reason(&text, words).is_some() {
        read_reason(state, passage, clause, &text, found, context);
        return;
    }
    state.enter(clause.separator);
    let numbered = is_numbered(&passage.folded[clause.start..clause.end]);
    if numbered || clause.start == 0 {
        let topic = read_topic(passage, clause.start, clause.end, context);
        if topic.is_some() || numbered {
            state.topic = topic;
        }
    }
    let amounts: Vec<&Quantity> = found
        .iter()
        .filter(|quantity| quantity.unit != "%")
        .filter(|quantity| {
            !change::is_threshold(&passage.text(quantity.end, quantity.end + 4), context.vocabulary)
        })
        .collect();
    match amounts.as_slice() {
        [] => without_amount(state, &text, found, passage, clause, context),
        [amount, rest @ ..] => {
            let head = passage.text(clause.start, amount.start);
            if let Some((amount, direction)) = against_base(passage, clause, &head, &amounts, context) {
                with_change(state, passage, clause, amount, &head, direction, true, context);
            } else if let Some((before, direction)) = change::verb(&head, words) {
                let sure = rest.is_empty() && amount.end == clause.end;
                with_change(state, passage, clause, amount, before, direction, sure, context);
            } else {
                with_amount(state, passage, clause, amount, &head, context);
                with_more(state, passage, clause, amount, rest, context);
            }
        }
    }
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

/// The item that a heading names: 1、一般公共服务支出（类）财政事务（款）行政运行（项）。
fn read_topic(passage: &Passage, start: usize, end: usize, context: &Context<'_>) -> Option<Subject> {
    let text = passage.text(start, end);
    let named = subject(&passage.as_printed(start, end), &text, context)?;
    let marked = context.vocabulary.subject.topics.iter().any(|mark| named.folded.ends_with(mark.as_str()));
    let whole = !named.folded.starts_with('(');
    (whole && (marked || named.code.is_some())).then_some(named)
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
    if let Some(before) = change::flat(rest, words) {
        with_flat(state, passage, clause, before, compared.is_some(), context);
        return;
    }
    if compared.is_some() && rest.is_empty() {
        state.comparing = true;
        return;
    }
    let is_parts = |word: &String| without_parentheses(text).ends_with(word.as_str());
    if words.parts.iter().any(is_parts) {
        state.open_parts(clause.separator);
        return;
    }
    if !words.between.iter().any(|word| text.starts_with(word.as_str())) {
        state.target = None;
    }
}

/// 下降28.45% behind a change in money, or 较上年增长5% by itself. `false` if the clause is no such change.
fn with_percent(
    state: &mut State,
    passage: &Passage,
    clause: &Clause,
    percent: &Quantity,
    context: &Context<'_>,
) -> bool {
    let words = &context.vocabulary.change;
    let head = passage.text(clause.start, percent.start);
    let Some((before, direction)) = change::verb(&head, words) else {
        return false;
    };
    if let (Some(at), true) = (state.percent_of.take(), before.is_empty()) {
        let statement = &mut state.statements[at];
        if statement.change_direction == Some(direction) {
            statement.change_percent = Some(percent.value);
        }
        return true;
    }
    let compared = change::comparison(before, words);
    if compared.is_none() && !(state.comparing && before.is_empty()) {
        return before.is_empty();
    }
    let named = &before[compared.unwrap_or(0)..];
    if let Some(at) = changed_statement(state, named, passage, clause, false, context) {
        state.set_direction(at, direction);
        state.statements[at].change_percent = Some(percent.value);
    }
    state.target = None;
    true
}

/// 与上年持平, X与上年持平, and X持平 in a list behind such a comparison.
fn with_flat(
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
    if named.is_empty() {
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
    if !may_create || !is_noun_phrase(&subject, context) {
        return None;
    }
    Some(state.push(passage, clause, subject, context))
}

/// Whether the list of parts goes on behind a clause with another part and its amount, rather than a new list.
fn list_goes_on(passage: &Passage, clause: &Clause, context: &Context<'_>) -> bool {
    const REACH: usize = 200;
    let text = passage.text(clause.end, clause.end + REACH);
    let sentence = text.split('。').next().unwrap_or_default();
    let Some(next) = sentence.split(';').nth(1) else {
        return false;
    };
    let next = without_parentheses(next);
    let lists = context.vocabulary.change.parts.iter().any(|word| next.contains(word.as_str()));
    let anew = lists || ["20", "本部门", "本单位"].iter().any(|start| next.starts_with(start));
    !anew && next.contains(|c: char| c.is_ascii_digit())
}

#[allow(clippy::too_many_arguments, reason = "one step of the reader, with its clause and amount")]
fn with_change(
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
    let at_start = change::comparison(before, words);
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
        state.statements[at].change = Some(Amount::new(amount.value, Some(&amount.unit)));
        state.percent_of = Some(at);
    }
}

fn with_amount(
    state: &mut State,
    passage: &Passage,
    clause: &Clause,
    amount: &Quantity,
    head: &str,
    context: &Context<'_>,
) {
    let vocabulary = context.vocabulary;
    let previous = state.target.take();
    let count = state.count.take();
    state.percent_of = None;
    state.changed.clear();
    let head_chars: Vec<char> = head.chars().collect();
    let other_year = years(&head_chars).any(|named| Some(&named) != context.year.as_ref());
    let behind = passage.text(amount.end, clause.end);
    if (other_year && !is_date_of_stock(head, context))
        || names_last_year(head, context)
        || behind.starts_with('的')
    {
        return;
    }
    let printed = passage.as_printed(clause.start, amount.start);
    if vocabulary.change.parts.iter().any(|word| head.starts_with(word.as_str())) && !state.in_parts() {
        state.target = previous;
        state.open_parts(clause.separator);
    }
    let is_money = MoneyUnit::parse(&amount.unit).is_some();
    let Some(mut subject) = subject(&printed, head, context) else {
        share_subject(state, passage, clause, amount, head, count, context);
        return;
    };
    let whole = previous.and_then(|at| state.subjects.get(at));
    if vocabulary.subject.elliptic.contains(&subject.folded) {
        let joined = whole
            .and_then(|head| with_phase(head, &subject, context))
            .or_else(|| before_year(&printed, head, context).map(|item| with_topic(&item, &subject)))
            .or_else(|| Some(with_topic(state.topic.as_ref()?, &subject)));
        let Some(joined) = joined else { return };
        subject = joined;
    } else if let Some(joined) = whole.filter(|_| is_money).and_then(|head| with_qualifier(head, &subject)) {
        subject = joined;
    }
    if is_money {
        if !is_noun_phrase(&subject, context) {
            return;
        }
        let at = state.push(passage, clause, subject, context);
        state.statements[at].amount = Some(Amount::new(amount.value, Some(&amount.unit)));
        state.target = Some(at);
    } else if let Some(subject) = counted(&subject, &amount.unit, context) {
        push_count(state, passage, clause, amount, subject, context);
    }
}

/// 截至2022年12月31日 tells when a stock was counted, in the disclosure of the year after.
fn is_date_of_stock(head: &str, context: &Context<'_>) -> bool {
    context.vocabulary.subject.stock_dates.iter().any(|word| head.starts_with(word.as_str()))
}

/// Whether an amount is the year before's. 上年结转 and 上年末 belong to this year.
fn names_last_year(head: &str, context: &Context<'_>) -> bool {
    let words = &context.vocabulary.subject;
    let stocks = words.stocks.iter().fold(head.to_owned(), |text, word| text.replace(word.as_str(), ""));
    context.vocabulary.change.base.iter().any(|base| stocks.contains(base.as_str()))
}

/// Further counts behind the first of a clause: 接待5批次20人次. Other amounts make what follows unsure.
fn with_more(
    state: &mut State,
    passage: &Passage,
    clause: &Clause,
    first: &Quantity,
    rest: &[&Quantity],
    context: &Context<'_>,
) {
    let mut end = first.end;
    for amount in rest {
        let count = state.count.take().filter(|_| amount.start == end);
        state.target = None;
        share_subject(state, passage, clause, amount, "", count, context);
        end = amount.end;
    }
}

/// A count without a subject shares the one of the count before it: 接待0批次，0人次.
fn share_subject(
    state: &mut State,
    passage: &Passage,
    clause: &Clause,
    amount: &Quantity,
    head: &str,
    count: Option<usize>,
    context: &Context<'_>,
) {
    let words = &context.vocabulary.subject;
    let bare = words.trailing.iter().chain(&words.leading).any(|word| word == head) || head.is_empty();
    let may = bare && context.vocabulary.sharing.contains(&amount.unit);
    if let Some(subject) = count.filter(|_| may).and_then(|at| state.subjects.get(at)).cloned() {
        push_count(state, passage, clause, amount, subject, context);
    }
}

fn push_count(
    state: &mut State,
    passage: &Passage,
    clause: &Clause,
    amount: &Quantity,
    subject: Subject,
    context: &Context<'_>,
) {
    let at = state.push(passage, clause, subject, context);
    let statement = &mut state.statements[at];
    statement.measure_code = None;
    statement.quantity = Some(amount.value);
    let digits = passage.text(amount.start, amount.end).chars().count() - amount.unit.chars().count();
    statement.quantity_unit = Some(passage.as_printed(amount.start + digits, amount.end));
    state.target = Some(at);
    state.count = Some(at);
}
