//! Codes of the classification beside the names of their items.

use mingxi_model::text::is_han;

/// Drops the number of a list that nothing parts from the name: 1机关事业单位职业年金缴费支出.
pub(crate) fn without_bare_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if text.len() - rest.len() <= 2 && rest.starts_with(is_han) { rest } else { text }
}

/// Cuts a code off the beginning: 2080505机关事业单位基本养老保险缴费支出, 204-公共安全支出, （2081101）行政运行.
pub(crate) fn leading_code(text: &str) -> (&str, Option<String>) {
    let enclosed = text.strip_prefix('(').and_then(|inner| inner.split_once(')'));
    if let Some((code, name)) = enclosed
        && matches!(code.len(), 3 | 5 | 7)
        && code.bytes().all(|b| b.is_ascii_digit())
        && name.starts_with(is_han)
    {
        return (name, Some(code.to_owned()));
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let joined = text[digits..].trim_start_matches(['-', '—', '–']);
    let dashed = joined.len() < text.len() - digits;
    let named = joined.starts_with(is_han) && !joined.starts_with('年');
    match digits {
        5 | 7 if named => (joined, Some(text[..digits].to_owned())),
        3 if named && dashed => (joined, Some(text[..digits].to_owned())),
        _ => (text, None),
    }
}

/// The code whose parts stand behind the names of their levels: 公共安全支出（204类）公安（02款）行政运行（01项）.
pub(crate) fn code_by_levels(text: &str) -> Option<String> {
    let mut code = String::new();
    let mut rest = text;
    for (level, digits) in [("类", 3), ("款", 2), ("项", 2)] {
        let found = rest.match_indices(level).find_map(|(at, _)| {
            let number = rest.get(at.checked_sub(digits)?..at)?;
            let opened = rest[..at - digits].ends_with('(') && number.bytes().all(|b| b.is_ascii_digit());
            opened.then_some((number, at + level.len()))
        });
        let Some((number, end)) = found else { break };
        code.push_str(number);
        rest = &rest[end..];
    }
    (!code.is_empty() && !rest.contains('(')).then_some(code)
}

/// Cuts a code in parentheses off the end: 行政运行(2101501).
pub(crate) fn split_code(text: &str) -> (&str, Option<String>) {
    let cut = text.strip_suffix(')').and_then(|inner| {
        let (head, code) = inner.rsplit_once('(')?;
        let digits = (3..=9).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit());
        digits.then_some((head, code))
    });
    match cut {
        Some((head, code)) => (head, Some(code.to_owned())),
        None => (text, None),
    }
}
