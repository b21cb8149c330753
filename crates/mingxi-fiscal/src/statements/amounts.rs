//! Amounts and counts with their subjects.

use super::clauses::Clause;
use super::numbers::Quantity;
use super::passages::{Passage, is_numbered};
use super::state::State;
use super::subject::{
    Subject, before_year, counted, is_list_name, is_noun_phrase, of_counted, subject, with_phase,
    with_qualifier, with_topic,
};
use super::{Context, years};
use mingxi_model::{Amount, MoneyUnit};

pub(crate) fn with_amount(
    state: &mut State,
    passage: &Passage,
    clause: &Clause,
    amount: &Quantity,
    head: &str,
    context: &Context<'_>,
) {
    let vocabulary = context.vocabulary;
    let is_money = MoneyUnit::parse(&amount.unit).is_some();
    if with_respective(state, passage, clause, amount, head, context) {
        return;
    }
    state.in_use = false;
    // 主要用于经批准购置的0辆公务用车 stands between an amount and its change.
    let stands_between = vocabulary.change.between.iter().any(|word| head.starts_with(word.as_str()));
    let behind = passage.text(amount.end, clause.end);
    if is_money && stands_between && behind.starts_with('的') && behind.ends_with('%') {
        // 完成全年预算50.74万元的67.2%.
        state.tell_budget(context);
        return;
    }
    state.off_budget = None;
    let keeps = !is_money && stands_between;
    let previous = state.target.take();
    let count = state.count.take();
    state.percent_of = None;
    state.changed.clear();
    if let Some(subject) = behind_count(passage, clause, amount, context) {
        push_count(state, passage, clause, amount, subject, context);
        state.target = previous.filter(|_| keeps);
        return;
    }
    if keeps {
        state.target = previous;
        return;
    }
    let head_chars: Vec<char> = head.chars().collect();
    let other_year = years(&head_chars).any(|named| Some(&named) != context.year.as_ref());
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
    let mut named = subject(&printed, head, context);
    let is_bare = |subject: &Subject| vocabulary.subject.bare.contains(&subject.folded);
    let goes_on = is_money && matches!(clause.separator, ',' | '、');
    // 货物690万元、工程574万元、服务600万元: among its like, the word says enough.
    let is_like = goes_on && named.as_ref().is_some_and(|named| is_beside_its_like(named, state, context));
    let of_thing =
        named.as_ref().filter(|named| goes_on && vocabulary.subject.of_count.contains(&named.folded));
    let thing = count.and_then(|at| state.subjects.get(at));
    let joined = of_thing.zip(thing).map(|(noun, thing)| of_counted(thing, noun));
    let is_joined = joined.is_some();
    named = joined.or(named);
    if is_money && named.is_none() && (state.in_parts() && only_opens(head, context)) {
        named = behind_amount(passage, clause, amount, context);
    }
    if is_money && named.is_none() && only_plans(head, context) {
        // (1)因公出国(境)费2026年预算安排0万元.
        named = before_year(&printed, head, context);
    }
    let whole_amount = is_money && !is_like && !state.in_parts();
    let says_nothing = only_plans(head, context) || head.is_empty() && clause.separator == ':';
    if whole_amount && named.as_ref().is_none_or(is_bare) && (named.is_some() || says_nothing) {
        // 公务接待费：预算 / 15000元; 机关运行经费：2025年为 / 40万元.
        named = state.heading.clone().or(named);
    }
    if named.is_none() && whole_amount && only_plans(head, context) {
        // （一）因公出国（境）经费 / 2026年预算安排0.00万元.
        named = state.topic.clone();
    }
    // 公务用车购置0辆、0万元: the money of what was counted.
    let of_count = count
        .and_then(|at| state.subjects.get(at))
        .filter(|_| named.is_none() && is_money && head.is_empty() && clause.separator == '、');
    let is_known = of_count.is_some() || is_joined || is_like;
    named = named.or_else(|| of_count.cloned());
    let Some(mut subject) = named else {
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
        let is_numbered = is_numbered(&passage.folded[clause.start..clause.end]);
        let is_item = is_numbered || state.in_parts();
        let is_whole_clause = amount.end == clause.end;
        let names = || is_item && is_whole_clause && is_list_name(&subject, context);
        if !is_noun_phrase(&subject, context) && !is_known && !names() {
            return;
        }
        let at = state.push_amount(passage, clause, subject, amount, context);
        state.target = Some(at);
        state.keep_whole(at, is_numbered);
    } else if let Some(subject) = counted(&subject, &amount.unit, context) {
        push_count(state, passage, clause, amount, subject, context);
    }
}

/// An amount of several that stand in the order of their subjects: 基本支出预算和项目支出预算分别为866.47万元和711.86万元.
/// `false` if the amount is none of such.
fn with_respective(
    state: &mut State,
    passage: &Passage,
    clause: &Clause,
    amount: &Quantity,
    head: &str,
    context: &Context<'_>,
) -> bool {
    let is_next = amount.end == clause.end && matches!(head, "" | "和" | "及" | "以及");
    let subject = if is_next { state.respective.pop_front() } else { None };
    let subject = subject.or_else(|| {
        state.respective = respective(passage, clause, amount, head, context)?;
        state.respective.pop_front()
    });
    let Some(subject) = subject else {
        state.respective.clear();
        return false;
    };
    state.push_amount(passage, clause, subject, amount, context);
    state.target = None;
    state.count = None;
    state.percent_of = None;
    state.changed.clear();
    true
}

/// The subjects before 分别为, if as many amounts follow.
fn respective(
    passage: &Passage,
    clause: &Clause,
    amount: &Quantity,
    head: &str,
    context: &Context<'_>,
) -> Option<std::collections::VecDeque<Subject>> {
    let named = ["分别为", "分别是", "分别安排", "分别预算", "分别支出"]
        .iter()
        .find_map(|word| head.strip_suffix(word))?;
    MoneyUnit::parse(&amount.unit)?;
    let count = 1 + amounts_behind(&passage.folded[amount.end..], &amount.unit);
    let mut pieces: Vec<&str> = named.split('、').collect();
    if pieces.len() + 1 == count
        && let Some((before, last)) = pieces.last().and_then(|last| last.rsplit_once(['和', '及', '与']))
    {
        pieces.pop();
        pieces.extend([before, last]);
    }
    let mut subjects = std::collections::VecDeque::new();
    let mut start = clause.start;
    for piece in &pieces {
        let length = piece.chars().count();
        let subject = subject(&passage.as_printed(start, start + length), piece, context)?;
        subjects.push_back(Some(subject).filter(|subject| is_noun_phrase(subject, context))?);
        start += length + 1;
    }
    (count > 1 && subjects.len() == count).then_some(subjects)
}

/// How many amounts in a unit follow one another, with nothing but 、 and 和 between.
fn amounts_behind(text: &[char], unit: &str) -> usize {
    const MOST: usize = 40;
    let unit: Vec<char> = unit.chars().collect();
    let mut rest = text;
    let mut count = 0;
    while count < MOST {
        let Some((mark, after)) = rest.split_first() else { break };
        if !matches!(mark, '、' | '和' | '及' | ',') {
            break;
        }
        let digits = after.iter().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).count();
        match after[digits..].strip_prefix(unit.as_slice()) {
            Some(next) if digits > 0 => rest = next,
            _ => break,
        }
        count += 1;
    }
    count
}

/// The amount of what the clause before says the change of: 人员经费较上年增长4.90%，为848.30万元.
pub(crate) fn with_announced(
    state: &mut State,
    passage: &Passage,
    clause: &Clause,
    amount: &Quantity,
    head: &str,
    context: &Context<'_>,
) -> bool {
    let (created, share) = (state.created.take(), state.share.take());
    if !matches!(head, "为" | "达" | "达到" | "是")
        || MoneyUnit::parse(&amount.unit).is_none()
        || clause.separator != ','
    {
        return false;
    }
    let at = match (created, share) {
        (Some(at), _) => at,
        (None, Some((subject, direction, percent))) => {
            let at = state.push(passage, clause, subject, context);
            state.set_direction(at, direction);
            state.set_percent(at, percent);
            at
        }
        (None, None) => return false,
    };
    state.statements[at].amount = Some(Amount::new(amount.value, Some(&amount.unit)));
    state.statements[at].place = passage.place_of(amount.start);
    state.target = None;
    true
}

/// Whether the text before an amount is a year and 预算安排 with nothing named.
fn only_plans(head: &str, context: &Context<'_>) -> bool {
    let rest = super::subject::without_year(head);
    let words = &context.vocabulary.subject;
    let mut rest = rest.trim_start_matches(',');
    loop {
        let before = rest.len();
        for word in words.leading.iter().chain(&words.trailing) {
            rest = rest.strip_prefix(word.as_str()).unwrap_or(rest);
        }
        if rest.len() == before {
            break;
        }
    }
    rest.is_empty() && rest.len() < head.len()
}

/// Whether a head says no more than that a part follows: 其中.
fn only_opens(head: &str, context: &Context<'_>) -> bool {
    head.is_empty() || context.vocabulary.change.parts.iter().any(|word| word == head)
}

/// Whether the statement directly before is of something that is always told apart together with this.
fn is_beside_its_like(named: &Subject, state: &State, context: &Context<'_>) -> bool {
    let words = &context.vocabulary.subject.together;
    let before = state.subjects.last().zip(state.statements.last());
    words.contains(&named.folded)
        && before.is_some_and(|(subject, statement)| {
            statement.amount.is_some() && words.iter().any(|word| subject.folded.ends_with(word.as_str()))
        })
}

/// The subject behind an amount: 其中4.12亿元为城乡社区支出（类）.
fn behind_amount(
    passage: &Passage,
    clause: &Clause,
    amount: &Quantity,
    context: &Context<'_>,
) -> Option<Subject> {
    let text = passage.text(amount.end, clause.end);
    let named = text.strip_prefix('为')?;
    let subject = subject(&passage.as_printed(amount.end + 1, clause.end), named, context)?;
    is_noun_phrase(&subject, context).then_some(subject)
}

/// The counted thing behind its number: 购置的0辆公务用车, 共计3个一级项目.
fn behind_count(
    passage: &Passage,
    clause: &Clause,
    amount: &Quantity,
    context: &Context<'_>,
) -> Option<Subject> {
    const LONGEST: usize = 16;
    if MoneyUnit::parse(&amount.unit).is_some()
        || clause.end <= amount.end
        || clause.end - amount.end > LONGEST
    {
        return None;
    }
    let text = passage.text(amount.end, clause.end);
    let named = subject(&passage.as_printed(amount.end, clause.end), &text, context)?;
    counted(&named, &amount.unit, context).filter(|subject| subject.folded == text)
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
pub(crate) fn with_more(
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
    statement.place = passage.place_of(amount.start);
    statement.measure_code = None;
    statement.quantity = Some(amount.value);
    let digits = passage.text(amount.start, amount.end).chars().count() - amount.unit.chars().count();
    statement.quantity_unit = Some(passage.as_printed(amount.start + digits, amount.end));
    state.target = Some(at);
    state.count = Some(at);
}
