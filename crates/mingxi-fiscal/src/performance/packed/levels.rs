//! The levels that a part of a packed cell begins with: 产出指标-数量指标-, 【产出指标】, 数量指标：, 产出指标（50分）.

use crate::performance::target::is_quantity;
use crate::performance::vocabulary::PerformanceVocabulary;

/// The first and second level that hold for the parts that follow.
pub(super) type Levels = (Option<String>, Option<String>);

const OPENING: [char; 8] = ['【', '[', '（', '(', '〔', '《', '“', '<'];
const CLOSING: [char; 8] = ['】', ']', '）', ')', '〕', '》', '”', '>'];
/// What joins a level to the next one or to the name.
const JOINTS: [char; 16] =
    ['-', '－', '—', '–', '_', '/', '／', '、', '：', ':', '，', ',', '→', '·', '|', '＞'];

/// Takes the levels that a field begins with; `None` where nothing is left of it.
pub(super) fn take<'t>(
    field: &'t str,
    levels: &mut Levels,
    vocabulary: &PerformanceVocabulary,
) -> Option<&'t str> {
    let mut rest = field;
    for _ in 0..2 {
        let Some((word, after)) = leading(rest, vocabulary) else { break };
        // 服务对象满意度：≥88% is a name and its target, whatever level is called so.
        if after.starts_with(['≥', '≤', '≧', '≦', '=', '＝']) || is_quantity(after, vocabulary) {
            break;
        }
        // 成本指标 and 满意度指标 stand in both columns: below a first level they are second ones.
        let is_second = vocabulary.is_level2(&word)
            && (!vocabulary.is_level1(&word)
                || levels.0.is_some() && levels.1.is_none() && levels.0.as_ref() != Some(&word));
        match is_second {
            true => levels.1 = Some(word),
            false => *levels = (Some(word), None),
        }
        rest = after;
        if rest.is_empty() {
            return None;
        }
    }
    Some(rest)
}

/// Whether a text begins with a level that a joint, a bracket or a line parts from what follows.
pub(super) fn starts_with_level(text: &str, vocabulary: &PerformanceVocabulary) -> bool {
    let text = text.trim_start_matches([' ', '\n']);
    let bare = without_number(text.trim_start_matches(OPENING)).trim_start_matches([' ', '\n']);
    let end =
        bare.find(|c: char| JOINTS.contains(&c) || CLOSING.contains(&c) || matches!(c, '\n' | '；' | ';'));
    end.is_some_and(|end| vocabulary.level_word(&bare[..end]).is_some())
}

/// The level word that a text begins with, and what follows its brackets, points and joint.
fn leading<'t>(text: &'t str, vocabulary: &PerformanceVocabulary) -> Option<(String, &'t str)> {
    const WORD: &str = "指标";
    let inner = text.trim_start_matches(OPENING);
    let bare = without_number(inner);
    let behind = |at: usize, word: &str| Some((vocabulary.level_word(word)?, without_joint(&bare[at..])));
    let is_break = |c: char| JOINTS.contains(&c) || CLOSING.contains(&c) || OPENING.contains(&c);
    let parted = bare.find(is_break).and_then(|end| behind(end, &bare[..end]));
    let whole = || Some((vocabulary.level_word(bare)?, ""));
    // A level word and what follows it without a mark between them: 数量指标培训≥3次.
    let run_on = || {
        let end = bare.find(WORD)? + WORD.len();
        behind(end, &bare[..end]).filter(|(_, rest)| !rest.is_empty())
    };
    parted.or_else(whole).or_else(run_on)
}

/// What follows a level: without the bracket that closes it, its points (（50分）) and the joint.
fn without_joint(text: &str) -> &str {
    let rest = text.trim_start_matches(CLOSING);
    let points = rest.strip_prefix(['(', '（']).and_then(|inner| inner.split_once([')', '）']));
    let is_points = |inner: &str| {
        let number = inner.trim_end_matches(['分', '%', '％']);
        !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    };
    let rest = points.filter(|(inner, _)| is_points(inner)).map_or(rest, |(_, after)| after);
    rest.trim_start_matches(|c: char| JOINTS.contains(&c) || CLOSING.contains(&c))
}

/// A field without the number before it: 11-, （1）, 1.
pub(super) fn without_number(field: &str) -> &str {
    let inner = field.trim_start_matches(['(', '（']);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == inner.len() || inner.len() - rest.len() > 2 {
        return field;
    }
    let stripped = rest.strip_prefix(['-', '、', '.', '．', ')', '）']);
    stripped.filter(|rest| !rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(field)
}
