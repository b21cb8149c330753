//! The classification that most codes of the rows belong to: 2 functional, 3 and 5 economic.

use super::Asked;
use mingxi_model::ColumnRole;
use mingxi_model::text::squeeze;

pub(super) fn texts(asked: &Asked) -> Vec<String> {
    let is_code = |col: u32| {
        let role = asked.columns.iter().find(|column| column.col == col).map(|column| column.role);
        match role {
            Some(role) => matches!(role, ColumnRole::Code | ColumnRole::CodePart | ColumnRole::Name),
            None => asked.columns.is_empty() && col < 2,
        }
    };
    let codes: Vec<String> = asked
        .grid
        .cells()
        .iter()
        .filter(|cell| cell.row >= asked.header_rows && is_code(cell.col))
        .filter_map(|cell| code_at_start(&squeeze(&cell.text)))
        .collect();
    // 类, 款 and 项 have three, five and seven digits; a unit's code has others.
    let most = |starts: &[char]| {
        let fitting = |code: &&String| code.starts_with(starts) && matches!(code.len(), 3 | 5 | 7);
        codes.iter().filter(fitting).count() * 2 > codes.len()
    };
    let seen = match () {
        () if most(&['2']) => "functional codes",
        () if most(&['3', '5']) => "economic codes",
        () => return Vec::new(),
    };
    vec![seen.to_owned()]
}

/// The digits of `30101`, `2014001-行政运行`, `[201]一般公共服务支出`, `301工资福利支出`.
fn code_at_start(text: &str) -> Option<String> {
    let inner = text.trim_start_matches(['[', '(']);
    let digits: String = inner.chars().take_while(char::is_ascii_digit).collect();
    let rest = &inner[digits.len()..];
    // An amount or a numbered name (2.公务接待费) is no code.
    let goes_on = !rest.starts_with(['.', ',', '、', '年']);
    ((3..=10).contains(&digits.len()) && goes_on).then_some(digits)
}
