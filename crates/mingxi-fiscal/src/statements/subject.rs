//! The noun phrase before an amount.

use super::Context;
use super::codes::{code_by_levels, leading_code, split_code, without_bare_number};
use super::passages::is_bullet;
use super::vocabulary::{StatementVocabulary, is_quote};
use mingxi_model::text::is_han;

/// Longest subject, in characters.
const LONGEST: usize = 60;
/// Longest name of an agency before a subject, in characters.
const NAME: usize = 24;

/// What an amount is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subject {
    /// As printed, numbering and words around it removed.
    pub(crate) printed: String,
    /// Folded, for comparison.
    pub(crate) folded: String,
    /// The code printed behind it.
    pub(crate) code: Option<String>,
}

/// Finds the subject in the text before an amount; printed and folded text have equally many characters.
/// `None` where no phrase stands there. Whether the phrase can be a subject is another question
/// ([`is_noun_phrase`]).
pub(crate) fn subject(printed: &str, folded: &str, context: &Context<'_>) -> Option<Subject> {
    let words = &context.vocabulary.subject;
    let mut rest = folded;
    let mut named = false;
    loop {
        let before = rest.len();
        rest = rest.trim_start_matches(|c: char| matches!(c, '、' | '.' | ')' | '-' | '的') || is_bullet(c));
        rest = without_numbering(rest);
        rest = without_plus(rest);
        rest = without_year(rest);
        let behind_year = rest.len();
        rest = without_agency(rest, context);
        rest = without_short_name(rest, context);
        named |= rest.len() < behind_year;
        // 涉及资金, 部门预算收入: without what leads it the noun says nothing.
        let kept = |after: &&str| !words.bare.iter().any(|word| word == *after);
        let led = words.leading.iter().find_map(|word| rest.strip_prefix(word.as_str()));
        let needs = ["涉及", "部门预算", "本级"].iter().any(|word| rest.starts_with(word));
        rest = led.filter(|after| kept(after) || !needs).unwrap_or(rest);
        rest = without_sum_words(rest);
        if rest.len() == before {
            break;
        }
    }
    loop {
        let before = rest.len();
        rest = words.trailing.iter().find_map(|word| rest.strip_suffix(word.as_str())).unwrap_or(rest);
        if rest.len() == before {
            break;
        }
    }
    let (rest, code) = split_code(rest);
    let (rest, code) = match code {
        None => leading_code(rest),
        code => (rest, code),
    };
    let rest = if code.is_some() { without_bare_number(rest) } else { rest };
    let code = code.or_else(|| code_by_levels(rest));
    let rest = without_holder(rest, context.vocabulary);
    let rest = unquoted(rest);
    let length = rest.chars().count();
    if !(2..=LONGEST).contains(&length) {
        return None;
    }
    // `rest` is a slice of `folded`, so its offset gives the characters to skip.
    let offset = rest.as_ptr() as usize - folded.as_ptr() as usize;
    let skipped = folded[..offset].chars().count();
    // X局本级预算5万元: by itself the word says nothing, behind the agency's name it says whose.
    let folded = if named && rest == "预算" { "部门预算" } else { rest };
    Some(Subject {
        printed: printed.chars().skip(skipped).take(length).collect(),
        folded: folded.to_owned(),
        code,
    })
}

/// Whether a phrase can be what an amount is of: it carries a code or ends like a noun of public finance, and
/// holds no word of an action, a condition or a comparison.
pub(crate) fn is_noun_phrase(subject: &Subject, context: &Context<'_>) -> bool {
    let vocabulary = context.vocabulary;
    let words = &vocabulary.subject;
    let compared = |text: &str| {
        let change = &vocabulary.change;
        change.begin.iter().any(|begin| {
            text.strip_prefix(begin.as_str())
                .is_some_and(|rest| change.base.iter().any(|base| rest.starts_with(base.as_str())))
        })
    };
    let text = subject.folded.as_str();
    // 科学技术支出(类)…科技成果转化与扩散(项) is an item of the classification, whatever its words.
    if words.topics.iter().any(|mark| text.ends_with(mark.as_str()) && !compared(text))
        && !text.contains(['。', ';', '%'])
    {
        return true;
    }
    if compared(text)
        || text.contains(['%', ',', '。', ';', ':'])
        || words
            .refused
            .iter()
            .any(|word| text.contains(word.as_str()) && !ends_with_known(text, word, vocabulary))
        || text.starts_with(|c: char| c.is_ascii_digit() || c == '的')
        || (subject.code.is_none() && words.bare.iter().any(|word| word == text))
    {
        return false;
    }
    let plain = without_parentheses(text);
    let plain = plain.trim_end_matches(is_quote);
    // 上级补助收入、上年结余、动用预算稳定调节基金等: a sum of what is listed.
    let plain = if plain.contains('、') { plain.trim_end_matches('等') } else { plain };
    subject.code.is_some()
        || words.endings.iter().any(|ending| plain.ends_with(ending.as_str()))
        || vocabulary.measure_code(text).is_some()
}

/// Whether a refused word is part of a noun that the vocabulary knows: 用事业基金弥补收支差额.
fn ends_with_known(text: &str, word: &str, vocabulary: &StatementVocabulary) -> bool {
    vocabulary.subject.endings.iter().any(|ending| {
        ending.contains(word)
            && text.strip_suffix(ending.as_str()).is_some_and(|before| !before.contains(word))
    })
}

/// Whether a phrase names an item of a list although it ends like no noun of public finance (口岸管理业务40,000.70万元;
/// 宣传报道23.18万元): short, without a word of a sentence, and right before its amount.
pub(crate) fn is_list_name(subject: &Subject, context: &Context<'_>) -> bool {
    const LONGEST_NAME: usize = 16;
    const SENTENCE: [&str; 16] =
        ["了", "将", "已", "对", "把", "被", "为", "使", "等", "按", "由", "从", "以", "向", "其中", "进行"];
    let words = &context.vocabulary.subject;
    let text = subject.folded.as_str();
    let length = text.chars().count();
    // 人民调解“以案定补”: what stands in quotes is a name, whatever its words.
    let unquoted_text: String = text.split(is_quote).step_by(2).collect();
    // 教育7043.8万元 is a class of the classification.
    if words.short_names.iter().any(|word| word == text) {
        return true;
    }
    (3..=LONGEST_NAME).contains(&length)
        && text.chars().all(|c| is_han(c) || matches!(c, '(' | ')') || is_quote(c))
        && !SENTENCE.iter().any(|word| unquoted_text.contains(word))
        && !words.refused.iter().any(|word| text.contains(word.as_str()))
        && !words.bare.iter().any(|word| word == text)
        && !context.vocabulary.change.base.iter().any(|word| text.contains(word.as_str()))
}

/// The subject as a thing counted in a unit, or `None` where it is nothing that is counted so.
pub(crate) fn counted(subject: &Subject, unit: &str, context: &Context<'_>) -> Option<Subject> {
    let vocabulary = context.vocabulary;
    let words = vocabulary.counts.get(unit)?;
    let subject = &behind_blanks(subject, unit);
    let verb = vocabulary.count_verbs.iter().find_map(|verb| subject.folded.strip_prefix(verb.as_str()));
    // 设备 begins like 设: a verb is one only before a whole thing.
    let fits = |text: &str| {
        words.exact.iter().any(|word| word == text)
            || words.endings.iter().any(|ending| text.ends_with(ending.as_str()))
                && !vocabulary.subject.bare.iter().any(|word| word == text)
    };
    let text =
        verb.filter(|rest| fits(rest) && !fits(&subject.folded) || words.endings.iter().any(|e| e == rest));
    let text = text.unwrap_or(&subject.folded);
    let skipped = subject.folded.chars().count() - text.chars().count();
    fits(text).then(|| Subject {
        printed: subject.printed.chars().skip(skipped).collect(),
        folded: text.to_owned(),
        code: subject.code.clone(),
    })
}

/// The last of several counted things whose numbers were left blank before it (机要通信用车辆、应急保障用车2辆).
fn behind_blanks(subject: &Subject, unit: &str) -> Subject {
    let blank = format!("{unit}、");
    let rest = subject.folded.rfind(&blank).map_or("", |at| &subject.folded[at + blank.len()..]);
    if rest.is_empty() {
        return subject.clone();
    }
    let skipped = subject.folded.chars().count() - rest.chars().count();
    Subject {
        printed: subject.printed.chars().skip(skipped).collect(),
        folded: rest.to_owned(),
        code: subject.code.clone(),
    }
}

/// The head that an elliptic phase (支出决算) belongs to: the subject before without its own phase.
pub(crate) fn with_phase(head: &Subject, phase: &Subject, context: &Context<'_>) -> Option<Subject> {
    let words = &context.vocabulary.subject;
    let stem = words.phases.iter().find_map(|end| head.folded.strip_suffix(end.as_str()))?;
    // 三公经费支出 + 支出决算 is 三公经费支出决算.
    let stem = stem.strip_suffix("支出").filter(|_| phase.folded.starts_with("支出")).unwrap_or(stem);
    let length = stem.chars().count();
    (length >= 2).then(|| Subject {
        printed: head.printed.chars().take(length).chain(phase.printed.chars()).collect(),
        folded: format!("{stem}{}", phase.folded),
        code: head.code.clone(),
    })
}

/// The item that a phase belongs to: 行政运行（项） + 年初预算.
pub(crate) fn with_topic(topic: &Subject, phase: &Subject) -> Subject {
    Subject {
        printed: format!("{}{}", topic.printed, phase.printed),
        folded: format!("{}{}", topic.folded, phase.folded),
        code: topic.code.clone(),
    }
}

/// What the money of a counted thing is: 房屋（面积）1120平方米、价值2980000元 is 房屋价值.
pub(crate) fn of_counted(thing: &Subject, noun: &Subject) -> Subject {
    let folded = thing.folded.strip_suffix("面积").unwrap_or(&thing.folded);
    let length = folded.chars().count();
    Subject {
        printed: thing.printed.chars().take(length).chain(noun.printed.chars()).collect(),
        folded: format!("{folded}{}", noun.folded),
        code: thing.code.clone(),
    }
}

/// The other half of a pair whose first half alone is qualified: 财政拨款收入总计 ..., 支出总计 ... is
/// 财政拨款支出总计.
pub(crate) fn with_qualifier(head: &Subject, half: &Subject) -> Option<Subject> {
    let kind = half.folded.strip_prefix("支出")?;
    let qualifier = head.folded.strip_suffix(kind)?.strip_suffix("收入").filter(|rest| !rest.is_empty())?;
    let length = qualifier.chars().count();
    Some(Subject {
        printed: head.printed.chars().take(length).chain(half.printed.chars()).collect(),
        folded: format!("{qualifier}{}", half.folded),
        code: half.code.clone(),
    })
}

/// A folded subject without what its repetition may leave out or write otherwise.
pub(crate) fn canonical(folded: &str) -> String {
    let plain: String = folded.chars().filter(|c| !is_quote(*c)).collect();
    let plain = plain.replace("决算", "").replace("收、支", "收入、支出");
    plain.strip_prefix("本年").map(str::to_owned).unwrap_or(plain)
}

/// Drops the disclosing agency's name, or its end, from the beginning.
fn without_agency<'a>(text: &'a str, context: &Context<'_>) -> &'a str {
    const SHORTEST: usize = 3;
    let Some(agency) = context.agency.as_deref() else {
        return text;
    };
    agency
        .char_indices()
        .map(|(at, _)| &agency[at..])
        .take_while(|end| end.chars().count() >= SHORTEST)
        .find_map(|end| text.strip_prefix(end))
        .filter(|rest| !begins_with_unit(rest, context.vocabulary))
        .unwrap_or(text)
}

/// Whether the name of another unit goes on behind the agency's (某署工程管理中心预算).
fn begins_with_unit(text: &str, vocabulary: &StatementVocabulary) -> bool {
    const SHORTEST: usize = 4;
    const UNITS: [&str; 9] = ["中心", "支队", "大队", "分局", "学校", "医院", "研究所", "研究院", "服务站"];
    let reach = text.char_indices().nth(NAME).map_or(text.len(), |(at, _)| at);
    UNITS.iter().any(|unit| {
        text[..reach].rfind(unit).is_some_and(|at| {
            let rest = &text[at + unit.len()..];
            let is_name = text[..at].chars().all(is_han) && text[..at].chars().count() + 2 >= SHORTEST;
            is_name && vocabulary.subject.holders_end.iter().any(|word| rest.starts_with(word.as_str()))
        })
    })
}

/// Drops a short name that the text gave the agency (市国资委).
fn without_short_name<'a>(text: &'a str, context: &Context<'_>) -> &'a str {
    context.short_names.iter().find_map(|name| text.strip_prefix(name.as_str())).unwrap_or(text)
}

/// Drops who has or gets the thing: X局共有车辆, X局收入预算.
fn without_holder<'a>(text: &'a str, vocabulary: &StatementVocabulary) -> &'a str {
    let words = &vocabulary.subject;
    let counted = words.having.iter().find_map(|word| text.rsplit_once(word.as_str()));
    if let Some((_, thing)) = counted.filter(|(_, thing)| !thing.is_empty()) {
        return thing;
    }
    words
        .organisations
        .iter()
        .filter_map(|end| text.rsplit_once(end.as_str()))
        .map(|(_, rest)| rest)
        .find(|rest| {
            let bare = rest.trim_start_matches(is_quote);
            let holder = &text[..text.len() - rest.len()];
            let whole = holder.chars().count() <= NAME && !holder.contains(['的', '、', ',']);
            vocabulary.own_code(rest).is_some()
                || whole && words.after_agency.iter().any(|word| bare.starts_with(word.as_str()))
        })
        .unwrap_or(text)
}

/// Drops what says that several things are summed before what their sum is (二者合计本年支出); where nothing follows, the sum
/// itself is the subject (以上三项合计).
fn without_sum_words(text: &str) -> &str {
    let several = ["以上", "上述"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let Some(things) = several.strip_prefix(|c| "两二三四五六七八九".contains(c)) else {
        return text;
    };
    let Some(sum) = things.strip_prefix(['项', '者', '类']) else { return text };
    match ["合计", "共计", "总计"].iter().find_map(|word| sum.strip_prefix(word)) {
        Some(named) if named.chars().all(is_han) && named.chars().count() > 2 => named,
        Some(_) => several,
        None => text,
    }
}

/// Drops what adds an amount to those before it: 加上上年结转收入, 加上级补助收入.
fn without_plus(text: &str) -> &str {
    let Some(rest) = text.strip_prefix('加') else { return text };
    if rest.starts_with("上级") || rest.starts_with("上年") {
        return rest;
    }
    rest.strip_prefix('上').unwrap_or(text)
}

/// Drops `1、`, `(1)`, `（一）`, `一、`, `1.`, `一是`.
fn without_numbering(text: &str) -> &str {
    if let Some(rest) =
        text.strip_prefix(|c| "一二三四五六七八九".contains(c)).and_then(|rest| rest.strip_prefix('是'))
    {
        return rest;
    }
    if let Some(rest) = text.strip_prefix(|c| matches!(c, '①'..='⑳')) {
        return rest;
    }
    let inner = text.strip_prefix('(').unwrap_or(text);
    let digits = inner.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let count = inner.chars().count() - digits.chars().count();
    if !(1..=3).contains(&count) {
        return text;
    }
    if text.starts_with('(') {
        // (204)公共安全支出: three digits are a code.
        if count == 3 && inner.bytes().take(3).all(|b| b.is_ascii_digit()) {
            return text;
        }
        return digits.strip_prefix(')').unwrap_or(text);
    }
    let rest = digits.strip_prefix(['、', '.', ')']).unwrap_or(text);
    if rest.starts_with(|c: char| c.is_ascii_digit()) && digits.starts_with('.') {
        return text;
    }
    rest
}

/// Drops everything up to the last `20dd年` with 度, 初 or a date behind it.
pub(crate) fn without_year(text: &str) -> &str {
    let is_year = |(at, _): &(usize, &str)| {
        let head = &text[..*at];
        let digits = head.bytes().rev().take_while(u8::is_ascii_digit).count();
        digits == 4 && head[at - 4..].starts_with("20")
    };
    let Some((at, _)) = text.match_indices('年').rfind(is_year) else {
        // 2026度收入预算
        let found = text.match_indices('度').rfind(is_year);
        return found.map_or(text, |(at, word)| &text[at + word.len()..]);
    };
    let mut rest = &text[at + '年'.len_utf8()..];
    // 2023年末结转 is of the year's end, which belongs to the subject.
    if rest.starts_with(['末', '底', '终']) {
        return &text[at..];
    }
    rest = rest.strip_prefix('度').unwrap_or(rest);
    for end in ['月', '日'] {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if let Some(after) = rest[digits..].strip_prefix(end).filter(|_| digits > 0) {
            rest = after;
        }
    }
    rest
}

/// The item before the year of a phase: 2080505机关事业单位基本养老保险缴费支出 / 2023年预算数.
pub(crate) fn before_year(printed: &str, folded: &str, context: &Context<'_>) -> Option<Subject> {
    let rest = without_year(folded);
    let year = "20dd年".len();
    let end = folded.len().checked_sub(rest.len() + year)?;
    let end = if folded.get(end..end + 2) == Some("20") { end } else { end.checked_sub("度".len())? };
    let item = folded.get(..end).filter(|item| folded[item.len()..].starts_with("20"))?;
    let printed: String = printed.chars().take(item.chars().count()).collect();
    subject(&printed, item, context).filter(|subject| is_noun_phrase(subject, context))
}

/// Drops quotation marks that enclose the whole text or have lost their other half.
fn unquoted(text: &str) -> &str {
    let quotes = text.chars().filter(|c| is_quote(*c)).count();
    let inner = text.trim_matches(is_quote);
    let at_ends = quotes > 0 && inner.chars().all(|c| !is_quote(c));
    let (first, last) = (text.starts_with(is_quote), text.ends_with(is_quote));
    if at_ends && ((first && last) || quotes == 1) { inner } else { text }
}

/// The text without its parentheses: 社会保障和就业支出(类) ends with 支出.
pub(crate) fn without_parentheses(text: &str) -> String {
    let mut depth = 0usize;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}
