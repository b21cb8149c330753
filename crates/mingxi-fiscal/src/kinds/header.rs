//! The header's words: over labels they name what is listed, over amounts what is counted. A form of procurement
//! lists 采购品目; a summary that has one column 其中：政府采购 is none.

use super::Asked;
use crate::codes::{CodeSystem, name_key};
use mingxi_model::{Column, ColumnRole};

/// What amounts by classes of the economic classification (基本工资 | 津贴补贴 | 办公费) are called among the heads.
const BY_ECONOMIC_CLASS: &str = "by economic class";
/// Fewest columns of such classes that tell.
const CLASSES: usize = 3;
/// Digits of a 款: 类 such as 工资福利支出 part the amounts of any form.
const DIGITS: usize = 5;

/// Header paths over codes, names and remarks.
pub(super) fn over_labels(asked: &Asked) -> Vec<String> {
    paths(asked, |role| role != ColumnRole::Value)
}

/// Header paths over amounts.
pub(super) fn over_values(asked: &Asked) -> Vec<String> {
    let mut texts = paths(asked, |role| role == ColumnRole::Value);
    if texts.iter().filter(|path| names_economic_class(path, asked)).count() >= CLASSES {
        texts.push(BY_ECONOMIC_CLASS.to_owned());
    }
    texts
}

/// Whether the lowest head of a path is the name of a 款 of the economic classification, and of no 类 (工资福利支出 is 505's
/// first 款 as well) and no functional class.
fn names_economic_class(path: &str, asked: &Asked) -> bool {
    let leaf = path.rsplit('/').next().unwrap_or(path);
    let codes: Vec<&str> = asked.codes.codes_named(&name_key(leaf)).collect();
    !codes.is_empty()
        && codes.iter().all(|code| CodeSystem::of(code) != Some(CodeSystem::Functional))
        && codes.iter().all(|code| code.len() >= DIGITS)
}

fn paths(asked: &Asked, is_asked: impl Fn(ColumnRole) -> bool) -> Vec<String> {
    let own = asked.columns.iter().filter(|column| is_asked(column.role));
    own.map(Column::measure).filter(|path| !path.is_empty()).collect()
}
