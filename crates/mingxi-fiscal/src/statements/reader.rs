//! Reads one passage clause by clause.

use super::clauses::{Clause, Passage, Quantity, clauses, quantities};
use super::subject::{Subject, is_noun_phrase, subject, with_phase, without_parentheses};
use super::vocabulary::StatementVocabulary;
use super::{change, years};
use mingxi_model::{Amount, ChangeDirection, MoneyUnit, Statement};

/// Longest sentence repeated with a statement, in characters.
const SENTENCE: usize = 500;
/// Longest reason, in characters.
const REASON: usize = 1_000;
/// How many statements back a change may name its subject.
const LOOK_BACK: usize = 40;

/// What is known while a passage is read.
#[derive(Default)]
struct State {
    statements: Vec<Statement>,
    subjects: Vec<Subject>,
    /// The statement a change without a subject belongs to.
    target: Option<usize>,
    /// The statement whose change was read last, directly before.
    percent_of: Option<usize>,
    /// A comparison with the year before was named in this sentence.
    comparing: bool,
    /// Statements changed since the last semicolon or amount: what a reason is about.
    changed: Vec<usize>,
    /// Inside 其中: the whole, if known, and the first of its parts.
    parts: Option<(Option<usize>, usize)>,
    /// Text up to here is a reason.
    skip_until: usize,
}

/// The statements of a passage.
pub(crate) fn read(
    passage: &Passage,
    year: Option<&str>,
    vocabulary: &StatementVocabulary,
) -> Vec<Statement> {
    let quantities = quantities(passage, vocabulary);
    if quantities.is_empty() {
        return Vec::new();
    }
    let mut state = State::default();
    for clause in clauses(passage, &quantities) {
        if clause.start < state.skip_until {
            continue;
        }
        let found = &quantities[clause.quantities.clone()];
        step(&mut state, passage, &clause, found, year, vocabulary);
    }
    state.statements
}

fn step(
    state: &mut State,
    passage: &Passage,
    clause: &Clause,
    found: &[Quantity],
    year: Option<&str>,
    vocabulary: &StatementVocabulary,
) {
    let text = passage.text(clause.start, clause.end);
    let words = &vocabulary.change;
    if change::reason(&text, words).is_some() {
        read_reason(state, passage, clause, &text, vocabulary);
        return;
    }
    enter(state, clause.separator);
    let amounts: Vec<&Quantity> = found
        .iter()
        .filter(|quantity| quantity.unit != "%")
        .filter(|quantity| !change::is_threshold(&passage.text(quantity.end, quantity.end + 4), vocabulary))
        .collect();
    match amounts.as_slice() {
        [] => without_amount(state, &text, found, passage, clause, vocabulary),
        [amount, rest @ ..] => {
            let head = passage.text(clause.start, amount.start);
            if let Some((before, direction)) = change::verb(&head, words) {
                let sure = rest.is_empty() && amount.end == clause.end;
                with_change(state, passage, clause, amount, before, direction, sure, vocabulary);
            } else {
                with_amount(state, passage, clause, amount, &head, year, vocabulary);
                if !rest.is_empty() {
                    state.target = None;
                }
            }
        }
    }
}

/// Forgets what a separator ends.
fn enter(state: &mut State, separator: char) {
    match separator {
        '。' | '!' | '?' => {
            state.comparing = false;
            state.changed.clear();
            // Behind a list of parts, a change is rather about the whole.
            if state.parts.is_some() && !attaches_in_parts(state) {
                state.target = None;
            }
            state.parts = None;
            state.percent_of = None;
        }
        ';' => {
            state.changed.clear();
            state.target = None;
            state.percent_of = None;
        }
        _ => {}
    }
}

/// A clause that states no amount: a percentage, 持平, a comparison, 其中.
fn without_amount(
    state: &mut State,
    text: &str,
    found: &[Quantity],
    passage: &Passage,
    clause: &Clause,
    vocabulary: &StatementVocabulary,
) {
    let words = &vocabulary.change;
    if let [percent] = found
        && percent.unit == "%"
        && percent.end == clause.end
    {
        let head = passage.text(clause.start, percent.start);
        if let Some((_, direction)) = change::verb(&head, words).filter(|(before, _)| before.is_empty()) {
            let target = state.percent_of.take().and_then(|at| state.statements.get_mut(at));
            if let Some(statement) = target.filter(|s| s.change_direction == Some(direction)) {
                statement.change_percent = Some(percent.value);
            }
            return;
        }
    }
    state.percent_of = None;
    let compared = change::comparison(text, words);
    let rest = &text[compared.unwrap_or(0)..];
    if let Some(before) = change::flat(rest, words) {
        if (compared.is_some() || state.comparing)
            && let Some(target) = changed_statement(state, before, passage, clause, false, vocabulary)
        {
            set_direction(state, target, ChangeDirection::Flat);
        }
        state.target = None;
        return;
    }
    if compared.is_some() && rest.is_empty() {
        state.comparing = true;
        return;
    }
    let is_parts = |word: &String| without_parentheses(text).ends_with(word.as_str());
    if words.parts.iter().any(is_parts) {
        open_parts(state);
        return;
    }
    if !words.between.iter().any(|word| text.starts_with(word.as_str())) {
        state.target = None;
    }
}

fn open_parts(state: &mut State) {
    let whole = state.statements.len().checked_sub(1).filter(|at| state.target == Some(*at));
    state.parts = Some((whole, state.statements.len()));
    state.target = None;
}

/// Whether a change belongs to the last part of a list and not to the whole: the only part equals the whole,
/// or every part before has a change of its own.
fn attaches_in_parts(state: &State) -> bool {
    let Some((whole, first)) = state.parts else {
        return true;
    };
    let parts = &state.statements[first.min(state.statements.len())..];
    match parts {
        [] => false,
        [only] => whole.is_some_and(|at| {
            state.statements[at].amount.as_ref().map(|a| a.value) == only.amount.as_ref().map(|a| a.value)
        }),
        [before @ .., _] => before.iter().all(|part| part.change_direction.is_some()),
    }
}

/// The statement that a change is about: the one it names (made if it may be), or the one directly before.
fn changed_statement(
    state: &mut State,
    named: &str,
    passage: &Passage,
    clause: &Clause,
    may_create: bool,
    vocabulary: &StatementVocabulary,
) -> Option<usize> {
    if named.is_empty() {
        let target = state.target?;
        let sure = attaches_in_parts(state) && state.statements[target].change_direction.is_none();
        return sure.then_some(target);
    }
    let text = passage.text(clause.start, clause.end);
    let skipped = text.find(named)?;
    let start = clause.start + text[..skipped].chars().count();
    let printed = passage.as_printed(start, start + named.chars().count());
    let subject = subject(&printed, named, vocabulary)?;
    let recent = state.subjects.len().saturating_sub(LOOK_BACK);
    let same = (recent..state.subjects.len()).rev().find(|at| state.subjects[*at].folded == subject.folded);
    if let Some(at) = same {
        return state.statements[at].change_direction.is_none().then_some(at);
    }
    if !may_create || !is_noun_phrase(&subject, vocabulary) {
        return None;
    }
    Some(push(state, passage, clause, subject, vocabulary))
}

fn set_direction(state: &mut State, at: usize, direction: ChangeDirection) {
    state.statements[at].change_direction = Some(direction);
    state.changed.push(at);
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
    vocabulary: &StatementVocabulary,
) {
    let compared = change::comparison(before, &vocabulary.change);
    let named = &before[compared.unwrap_or(0)..];
    state.percent_of = None;
    let sure = sure && (compared.is_some() || state.comparing) && MoneyUnit::parse(&amount.unit).is_some();
    let target = if sure { changed_statement(state, named, passage, clause, true, vocabulary) } else { None };
    state.target = None;
    if compared.is_some() {
        state.comparing = true;
    }
    if let Some(at) = target {
        set_direction(state, at, direction);
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
    year: Option<&str>,
    vocabulary: &StatementVocabulary,
) {
    let previous = state.target.take();
    state.percent_of = None;
    state.changed.clear();
    let head_chars: Vec<char> = head.chars().collect();
    let other_year = years(&head_chars).any(|named| Some(named.as_str()) != year);
    let behind = passage.text(amount.end, clause.end);
    if other_year
        || vocabulary.change.base.iter().any(|base| head.contains(base.as_str()))
        || behind.starts_with('的')
    {
        return;
    }
    let printed = passage.as_printed(clause.start, amount.start);
    if vocabulary.change.parts.iter().any(|word| head.starts_with(word.as_str())) && state.parts.is_none() {
        state.target = previous;
        open_parts(state);
    }
    let Some(mut subject) = subject(&printed, head, vocabulary) else {
        return;
    };
    if vocabulary.subject.elliptic.contains(&subject.folded) {
        let whole = previous.and_then(|at| state.subjects.get(at));
        let Some(joined) = whole.and_then(|head| with_phase(head, &subject, vocabulary)) else {
            return;
        };
        subject = joined;
    }
    let at = if MoneyUnit::parse(&amount.unit).is_some() {
        if !is_noun_phrase(&subject, vocabulary) {
            return;
        }
        let at = push(state, passage, clause, subject, vocabulary);
        state.statements[at].amount = Some(Amount::new(amount.value, Some(&amount.unit)));
        at
    } else {
        let Some(endings) = vocabulary.counts.get(&amount.unit) else {
            return;
        };
        if !endings.iter().any(|ending| subject.folded.ends_with(ending.as_str())) {
            return;
        }
        let at = push(state, passage, clause, subject, vocabulary);
        let statement = &mut state.statements[at];
        statement.measure_code = None;
        statement.quantity = Some(amount.value);
        let digits = passage.text(amount.start, amount.end).chars().count() - amount.unit.chars().count();
        statement.quantity_unit = Some(passage.as_printed(amount.start + digits, amount.end));
        at
    };
    state.target = Some(at);
}

/// A new statement with its subject and sentence.
fn push(
    state: &mut State,
    passage: &Passage,
    clause: &Clause,
    subject: Subject,
    vocabulary: &StatementVocabulary,
) -> usize {
    state.statements.push(Statement {
        sentence: sentence(passage, clause),
        subject: Some(subject.printed.clone()),
        code: subject.code.clone(),
        measure_code: vocabulary.measure_code(&subject.folded).map(str::to_owned),
        amount: None,
        quantity: None,
        quantity_unit: None,
        change: None,
        change_percent: None,
        change_direction: None,
        reason_text: None,
        place: Some(passage.place.clone()),
    });
    state.subjects.push(subject);
    state.statements.len() - 1
}

/// The sentence around a clause; of a very long one the part between semicolons, or what stands nearest.
fn sentence(passage: &Passage, clause: &Clause) -> String {
    let text = &passage.folded;
    let window = clause.start.saturating_sub(SENTENCE)..(clause.end + SENTENCE).min(text.len());
    let around = |ends: &[char]| {
        let before = text[window.start..clause.start].iter().rposition(|c| ends.contains(c));
        let start = before.map_or(window.start, |at| window.start + at + 1);
        let after = text[clause.end..window.end].iter().position(|c| ends.contains(c));
        let end = after.map_or(window.end, |at| clause.end + at + 1);
        (start, end)
    };
    let (mut start, mut end) = around(&['。']);
    if end - start > SENTENCE {
        (start, end) = around(&['。', ';']);
    }
    if end - start > SENTENCE {
        (start, end) = (clause.start, (clause.end + 1).min(text.len()).min(clause.start + SENTENCE));
    }
    passage.as_printed(start, end)
}

/// The words behind 主要原因是, up to the end of the sentence; they may name amounts, which are no statements.
fn read_reason(
    state: &mut State,
    passage: &Passage,
    clause: &Clause,
    text: &str,
    vocabulary: &StatementVocabulary,
) {
    let words = &vocabulary.change;
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
    // The separator stays for the next clause, which thereby knows how the sentence ended.
    state.skip_until = end;
    // A reason with a subject of its own (财政拨款收入增加的主要原因) is not about the statement before it.
    let lead = text[..before].trim_end_matches('的');
    let own_change = lead.is_empty()
        || [&words.reason_lead, &words.increase, &words.decrease, &words.flat]
            .into_iter()
            .flatten()
            .any(|word| word.trim_end_matches('的') == lead);
    let about_other = words.other_reason.iter().any(|word| lead.contains(word.as_str()));
    let reason = passage.as_printed(start, end.min(start + REASON));
    let changed = std::mem::take(&mut state.changed);
    state.target = None;
    state.percent_of = None;
    if about_other || !own_change || reason.is_empty() || reason.ends_with('、') {
        return;
    }
    for at in changed {
        state.statements[at].reason_text = Some(reason.clone());
    }
}
