//! What is known while a passage is read: the statements so far and what a change may belong to.

use super::Context;
use super::clauses::{Clause, is_inner_stop};
use super::numbers::Quantity;
use super::passages::Passage;
use super::subject::Subject;
use mingxi_model::{Amount, ChangeDirection, Statement};
use rust_decimal::Decimal;

/// Longest sentence repeated with a statement, in characters.
const SENTENCE: usize = 500;
/// So many characters at the beginning of two subjects tell that they are one item in two phases.
const SAME_HEAD: usize = 5;
/// Most parts in a list whose changes are told apart.
const LONGEST_LIST: usize = 100;

/// What is known while a passage is read.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) statements: Vec<Statement>,
    /// The subject of each statement.
    pub(crate) subjects: Vec<Subject>,
    /// The depth of parentheses of each statement.
    depths: Vec<usize>,
    /// The statement a change without a subject belongs to.
    pub(crate) target: Option<usize>,
    /// The amount that a sentence began with: what a comparison in a later sentence of its own is about, where
    /// details stand between.
    pub(crate) whole: Option<usize>,
    whole_is_numbered: bool,
    /// The amount that a change was given to although details stand between: its percentage has to fit.
    pub(crate) by_whole: Option<usize>,
    /// The statement whose change was read last, directly before.
    pub(crate) percent_of: Option<usize>,
    /// The statement whose change was read as a percentage alone, and where that clause ends: its money may follow.
    pub(crate) money_of: Option<(usize, usize)>,
    /// The count stated directly before, whose subject the next count may share.
    pub(crate) count: Option<usize>,
    /// A comparison with the year before was named in this sentence.
    pub(crate) comparing: bool,
    /// The list that the passage belongs to compares with the year before in every sentence.
    pub(crate) list_compares: bool,
    /// The measure of the whole whose parts the passages behind its colon tell.
    pub(crate) list_whole: Option<String>,
    /// A part was named by its whole.
    pub(crate) names_part: bool,
    /// One was named in the sentence before.
    pub(crate) was_comparing: bool,
    /// Statements changed since the last semicolon or amount: what a reason is about.
    pub(crate) changed: Vec<usize>,
    /// Statements changed before the last semicolon: a reason in a sentence of its own is about them too.
    pub(crate) changed_before: Vec<usize>,
    /// Inside 其中.
    parts: Option<Parts>,
    /// The first statement behind the last semicolon or sentence.
    segment: usize,
    /// The first statement of the sentence.
    sentence: usize,
    /// Open parentheses: what was known before each.
    saved: Vec<Saved>,
    depth: usize,
    /// What the item is about (行政运行（项）), where amounts name only their phase.
    pub(crate) topic: Option<Subject>,
    /// What the sentence is about by a head before its colon: 公务接待费：预算5万元.
    pub(crate) heading: Option<Subject>,
    /// A change whose amount stands in the next clause, and what it names.
    pub(crate) pending: Option<(String, ChangeDirection)>,
    /// What the clause before says there is none of.
    pub(crate) absent: Option<String>,
    /// The other half of a pair whose changes are stated together: (one, the other).
    pub(crate) twin: Option<(usize, usize)>,
    /// The last comparison was one with the budget: what follows without a base of its own is no change over the year.
    pub(crate) against_budget: bool,
    /// The amount whose distance from the budget was told directly before: a reason may follow.
    pub(crate) off_budget: Option<usize>,
    /// What the money is for is being told, which stands between an amount and its change.
    pub(crate) in_use: bool,
    /// The amount before the last semicolon, if it alone stood there: 支出决算为9.86万元；较上年增加….
    resumed: Option<usize>,
    /// The subjects whose amounts follow in their order: A、B分别为1万元和2万元.
    pub(crate) respective: std::collections::VecDeque<Subject>,
    /// A statement made for its change, whose amount may follow: 人员经费较上年增加5万元，为80万元.
    pub(crate) created: Option<usize>,
    /// The same where the change is a percentage alone.
    pub(crate) share: Option<(Subject, ChangeDirection, Decimal)>,
    /// Text up to here is a reason.
    pub(crate) skip_until: usize,
    /// The reason is one of a change over the year, so that the changes it states are too.
    pub(crate) reason_compares: bool,
}

/// A list of parts: its whole, if known, and its first statement.
#[derive(Clone, Copy)]
struct Parts {
    whole: Option<usize>,
    /// The statement before the list, whose parts may have short names.
    before: Option<usize>,
    /// Whether the whole has its own change already, so that a further one is a part's.
    is_changed: bool,
    /// The list begins a sentence of its own.
    begins_sentence: bool,
    first: usize,
    depth: usize,
}

struct Saved {
    depth: usize,
    target: Option<usize>,
    changed: Vec<usize>,
    parts: Option<Parts>,
    segment: usize,
}

impl State {
    /// Opens and closes parentheses: behind them, a change belongs to what stood before them.
    pub(crate) fn enter_depth(&mut self, depth: usize) {
        if depth > self.depth {
            self.saved.push(Saved {
                depth: self.depth,
                target: self.target,
                changed: self.changed.clone(),
                parts: self.parts,
                segment: self.segment,
            });
        }
        while let Some(saved) = self.saved.pop_if(|saved| saved.depth >= depth && depth < self.depth) {
            self.target = saved.target;
            // A reason behind the parentheses is not about what stood in them.
            self.changed = saved.changed;
            self.parts = saved.parts;
            self.segment = saved.segment;
            self.percent_of = None;
        }
        self.depth = depth;
    }

    /// Forgets what a separator ends.
    pub(crate) fn enter(&mut self, separator: char) {
        match separator {
            '。' | '!' | '?' => {
                self.pending = None;
                self.absent = None;
                self.heading = None;
                self.was_comparing = std::mem::replace(&mut self.comparing, self.list_compares);
                self.changed.clear();
                self.changed_before.clear();
                // Behind a list of parts, a change is rather about the whole.
                if let Some(parts) = &mut self.parts {
                    parts.is_changed &= parts.begins_sentence;
                }
                if self.parts.is_some() && !self.attaches_in_parts(false) {
                    self.target = None;
                }
                self.resumed = None;
                self.forget_details();
                // What is carried over, named behind another amount, is not what the next sentence is about.
                let amounts = self.statements.iter().skip(self.sentence).filter(|one| one.amount.is_some());
                let is_stock = |subject: &Subject| subject.folded.starts_with("上年结");
                if amounts.count() > 1 && self.subjects.last().is_some_and(is_stock) {
                    self.target = None;
                }
                self.sentence = self.statements.len();
                self.parts = None;
                self.saved.clear();
                self.percent_of = None;
                self.count = None;
                self.segment = self.statements.len();
            }
            ';' => {
                self.resumed = self.target.filter(|at| self.stands_alone(*at));
                self.forget_details();
                self.changed_before.append(&mut self.changed);
                self.target = None;
                self.percent_of = None;
                self.count = None;
                self.segment = self.statements.len();
            }
            _ => {}
        }
    }

    /// Ends what belongs to a stretch between stronger separators.
    fn forget_details(&mut self) {
        self.twin = None;
        self.against_budget = false;
        self.in_use = false;
        self.respective.clear();
        self.created = None;
        self.share = None;
    }

    /// Goes back to the amount before a semicolon where the text behind it begins with a comparison.
    pub(crate) fn resume(&mut self, separator: char, compares: bool) {
        let resumed = self.resumed.take();
        if separator == ';' && compares && self.target.is_none() {
            self.target = resumed;
        }
    }

    /// Whether a statement is the only amount since the last separator, but for another phase of the same item.
    fn stands_alone(&self, at: usize) -> bool {
        let before = self.segment.min(at)..at;
        let head = |at: usize| self.subjects[at].folded.chars().take(SAME_HEAD).collect::<String>();
        self.parts.is_none()
            && self.depth == 0
            && self.statements[at].change_direction.is_none()
            && before.len() <= 1
            && before.into_iter().all(|other| head(other) == head(at))
    }

    /// Begins a list of parts. Directly behind a sentence, its comparison goes on.
    pub(crate) fn open_parts(&mut self, separator: char) {
        let whole = self.statements.len().checked_sub(1).filter(|at| self.target == Some(*at));
        // A与上年持平。其中：B; C与上年持平.
        let is_changed = self.statements.last().is_some_and(|last| last.change_direction.is_some());
        let begins_sentence = separator == '。';
        let before = self.statements.len().checked_sub(1);
        self.parts = Some(Parts {
            whole,
            before,
            is_changed,
            begins_sentence,
            first: self.statements.len(),
            depth: self.depth,
        });
        self.segment = self.statements.len();
        self.target = None;
        self.changed.clear();
        self.changed_before.clear();
        self.comparing |= separator == '。' && self.was_comparing;
    }

    /// Keeps an amount that begins its sentence as what the passage is about; behind a numbered one, others are
    /// its details.
    pub(crate) fn keep_whole(&mut self, at: usize, is_numbered: bool) {
        let is_first = self.statements.len() == self.sentence + 1;
        let is_detail = self.whole_is_numbered && !is_numbered;
        if is_first && self.depth == 0 && self.parts.is_none() && !is_detail {
            self.whole = Some(at);
            self.whole_is_numbered = is_numbered;
        }
    }

    /// Gives a part the measure that its short name has inside its whole (公务用车购置及运行费…，其中购置费0万元).
    pub(crate) fn name_part(&mut self, at: usize, context: &Context<'_>) {
        let whole = self.parts.filter(|_| self.in_parts()).and_then(|parts| parts.before);
        let code = whole.and_then(|whole| self.statements[whole].measure_code.as_deref());
        let Some(code) = code.or(self.list_whole.as_deref()) else {
            return;
        };
        let vocabulary = context.vocabulary;
        let part = vocabulary.part_code(code, &self.subjects[at].folded).map(str::to_owned);
        // The 培训费 inside of 机关运行经费 is not what the agency spends on training.
        let is_fraction = vocabulary.fractions.contains(code);
        self.names_part |= part.is_some() || is_fraction && self.in_parts();
        let statement = &mut self.statements[at];
        if is_fraction {
            statement.measure_code = None;
        }
        statement.measure_code = statement.measure_code.take().or(part);
    }

    /// Keeps the amount directly before as one whose distance from the budget is told: 完成年初预算的116.1%.
    pub(crate) fn tell_budget(&mut self, context: &Context<'_>) {
        let phases = &context.vocabulary.subject.elliptic;
        let is_budget = |at: &usize| {
            let subject = &self.subjects[*at].folded;
            let budgets = phases.iter().filter(|phase| phase.contains("预算"));
            budgets.into_iter().any(|phase| subject.ends_with(phase.as_str()))
        };
        let is_detail = |at: &usize| self.depths[*at] != self.depth;
        let first = self.sentence.min(self.statements.len());
        let last = (first..self.statements.len()).rev().find(|at| self.statements[*at].amount.is_some());
        let alone = !self.in_parts() || last.is_some_and(|at| self.segment >= at);
        self.off_budget = last.filter(|at| alone && !is_budget(at) && !is_detail(at));
    }

    /// Whether a list of parts is open.
    pub(crate) fn in_parts(&self) -> bool {
        self.parts.is_some_and(|parts| parts.depth == self.depth)
    }

    /// Whether a change belongs to the last part of a list and not to the whole: the list goes on behind it
    /// with changes of other parts, the only part equals the whole, the parts before have changes of their own where
    /// they are not zero, or so has the whole in the sentence before.
    pub(crate) fn attaches_in_parts(&self, goes_on: bool) -> bool {
        let Some(parts) = self.parts else {
            return true;
        };
        if self.statements.len() - parts.first.min(self.statements.len()) > LONGEST_LIST {
            return false;
        }
        // Counts between the amounts (购置的0辆公务用车) are no parts of the whole.
        let is_part = |at: &usize| self.depths[*at] == parts.depth && self.statements[*at].quantity.is_none();
        let own: Vec<&Statement> =
            (parts.first..self.statements.len()).filter(is_part).map(|at| &self.statements[at]).collect();
        let in_segment = self.segment.max(parts.first)..self.statements.len();
        if goes_on && in_segment.filter(is_part).count() == 1 {
            return true;
        }
        let value = |statement: &Statement| statement.amount.as_ref().map(|amount| amount.value);
        match own.as_slice() {
            [] => false,
            _ if parts.is_changed => true,
            [only] => parts.whole.is_some_and(|at| value(&self.statements[at]) == value(only)),
            [before @ .., _] => {
                let changed = |part: &&Statement| part.change_direction.is_some();
                let zero = |part: &&Statement| value(part).is_some_and(|value| value.is_zero());
                before.iter().any(changed) && before.iter().all(|part| changed(part) || zero(part))
            }
        }
    }

    /// Says which way a statement changed.
    pub(crate) fn set_direction(&mut self, at: usize, direction: ChangeDirection) {
        for at in self.with_twin(at) {
            self.statements[at].change_direction = Some(direction);
            self.changed.push(at);
        }
    }

    /// Says by how much a statement changed.
    pub(crate) fn set_change(&mut self, at: usize, change: Amount) {
        for at in self.with_twin(at) {
            self.statements[at].change = Some(change.clone());
        }
    }

    /// Says by how many percent a statement changed.
    pub(crate) fn set_percent(&mut self, at: usize, percent: Decimal) {
        for at in self.with_twin(at) {
            self.statements[at].change_percent = Some(percent);
        }
    }

    /// A statement and the other half of its pair.
    fn with_twin(&self, at: usize) -> impl Iterator<Item = usize> + use<> {
        let other = self.twin.filter(|(one, _)| *one == at).map(|(_, other)| other);
        std::iter::once(at).chain(other)
    }

    /// Adds a statement of an amount of money; a part is named by its whole.
    pub(crate) fn push_amount(
        &mut self,
        passage: &Passage,
        clause: &Clause,
        subject: Subject,
        amount: &Quantity,
        context: &Context<'_>,
    ) -> usize {
        let at = self.push(passage, clause, subject, context);
        self.statements[at].amount = Some(Amount::new(amount.value, Some(&amount.unit)));
        self.statements[at].place = passage.place_of(amount.start);
        self.name_part(at, context);
        at
    }

    /// Adds a statement with its subject and sentence; returns its index.
    pub(crate) fn push(
        &mut self,
        passage: &Passage,
        clause: &Clause,
        subject: Subject,
        context: &Context<'_>,
    ) -> usize {
        self.statements.push(Statement {
            sentence: sentence(passage, clause),
            subject: Some(subject.printed.clone()),
            code: subject.code.clone(),
            measure_code: context.vocabulary.measure_code(&subject.folded).map(str::to_owned),
            amount: None,
            quantity: None,
            quantity_unit: None,
            change: None,
            change_percent: None,
            change_direction: None,
            reason_text: None,
            place: passage.place_of(clause.end.saturating_sub(1)),
        });
        self.subjects.push(subject);
        self.depths.push(self.depth);
        self.statements.len() - 1
    }
}

/// The sentence around a clause; of a very long one the part between semicolons, or what stands nearest.
fn sentence(passage: &Passage, clause: &Clause) -> String {
    let text = &passage.folded;
    let window = clause.start.saturating_sub(SENTENCE)..(clause.end + SENTENCE).min(text.len());
    let around = |ends: &[char]| {
        let is_end = |at: usize| ends.contains(&text[at]) && !is_inner_stop(text, at);
        let before = (window.start..clause.start).rev().find(|at| is_end(*at)).map(|at| at - window.start);
        let start = before.map_or(window.start, |at| window.start + at + 1);
        let after = (clause.end..window.end).find(|at| is_end(*at)).map(|at| at - clause.end);
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
