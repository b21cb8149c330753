//! Which of a row's names names it, where it prints several: 支出类别 | 项目名称 | 2101505-医疗保障政策管理.
//!
//! A name that belongs to the row's code is that of its class; any other is that of a thing: a project, a good, a level
//! of a catalogue. The deepest thing names the row, else its class does.

use super::CodeVocabulary;
use super::cells::Cells;
use super::joined::{ColumnShape, read_joined};
use super::notation::{Shape, shape};
use super::vocabulary::key;
use crate::numbering::strip_numbering;

/// A cell of a column of names.
#[derive(Debug, Clone, Default)]
pub(super) struct NameCell {
    /// Squeezed.
    pub(super) text: String,
    pub(super) printed: String,
    pub(super) shape: ColumnShape,
    /// It stands right beside the row's code.
    pub(super) beside_code: bool,
    /// The row's code stands somewhere before it.
    pub(super) code_before: bool,
    /// The head of its column says that it names a thing.
    pub(super) names_item: bool,
    /// The head of its column says that it names a class (功能科目名称).
    pub(super) names_class: bool,
    /// The head of its column says that it names what is bought; see [`heads_good`].
    pub(super) names_good: bool,
}

/// A name with what it is of.
struct Name {
    text: String,
    printed: String,
    is_class: bool,
    /// It came with the row's code or stands behind it.
    has_code: bool,
    /// Its column names classes, and it is the name of one.
    names_class: bool,
    names_item: bool,
    names_good: bool,
}

/// Words of heads over what is bought.
const GOODS: [&str; 5] = ["品目", "采购物品", "采购标的", "采购内容", "货物名称"];

/// Whether the head of a column of names says that it names what is bought.
pub(super) fn heads_good(head: &str) -> bool {
    GOODS.iter().any(|word| head.contains(word))
}

/// Words for the sum of what another column names: 货物 | 小计 is the row of 货物.
const SUMS: [&str; 3] = ["小计", "合计", "总计"];

/// Gives a row its code, as far as a name comes with it, and its name.
pub(super) fn name_row(row: &mut Cells, cells: Vec<NameCell>, codes: &CodeVocabulary) {
    let mut names: Vec<Name> = Vec::new();
    let mut levels = 0;
    for cell in cells {
        if SUMS.contains(&cell.text.as_str()) && names.iter().any(|name| !SUMS.contains(&name.text.as_str()))
        {
            continue;
        }
        let own = &mut row.own.cells;
        // A good's place in the catalogue gives way to the code of a class.
        let printed_code = own.is_printed() && shape(&own.whole) != Shape::Catalogue;
        let (bare, numbering) = strip_numbering(&cell.text);
        let bare = if numbering.is_some() { bare } else { cell.text.clone() };
        let mut name = Name {
            text: cell.text,
            printed: cell.printed,
            // Beside the code of a catalogue stands the good itself.
            is_class: cell.beside_code && !cell.names_good && shape(&own.whole) != Shape::Catalogue,
            has_code: cell.code_before,
            names_class: cell.names_class && codes.codes_named(&key(&bare)).next().is_some(),
            names_item: cell.names_item,
            names_good: cell.names_good,
        };
        match read_joined(&bare, cell.shape, codes) {
            // 01-公共服务 | 0101-公共安全服务: a level of a classification inside the one before.
            Some(joined) if !cell.beside_code && goes_on(&own.whole, joined.code) => {
                joined.code.clone_into(&mut own.whole);
                joined.name.clone_into(&mut name.text);
                name.is_class = shape(joined.code) == Shape::Classification;
                name.has_code = true;
                levels += 1;
                names.pop();
            }
            Some(joined) if !printed_code => {
                joined.code.clone_into(&mut own.whole);
                joined.name.clone_into(&mut name.text);
                name.is_class = shape(joined.code) == Shape::Classification;
                name.has_code = true;
            }
            Some(joined) if joined.code == own.whole || shape(joined.code) == Shape::Catalogue => {
                joined.name.clone_into(&mut name.text);
            }
            // 01-公共服务 | 0101-公共安全服务 | 治安巡逻: the lowest level of a catalogue has no code.
            _ if levels > 0 && codes.entries(&own.whole).is_empty() => own.whole.clear(),
            _ => {}
        }
        names.push(name);
    }
    // A row without any code may name its class all the same: 二级项目 | 功能科目名称.
    if !names.iter().any(|name| name.is_class || name.has_code) {
        for name in names.iter_mut().filter(|name| name.names_class && !name.names_good) {
            name.is_class = true;
        }
    }
    // Of several classes (类级科目 | 科目名称 | 科目编码) the one that the code is of is the row's.
    let of_code = |name: &&Name| name.is_class && codes.agree(&row.own.cells.whole, &name.text);
    let class = names
        .iter()
        .find(of_code)
        .or_else(|| names.iter().find(|name| name.is_class))
        .or_else(|| names.iter().find(|name| name.has_code));
    if let Some(class) = class {
        row.class_name.clone_from(&class.text);
        row.class_printed.clone_from(&class.printed);
    }
    // A class that stands behind a word of another kind (基本支出 | 30101-基本工资) is the deeper one.
    let last_class = names.iter().rposition(|name| name.is_class);
    let deepest = || {
        names.iter().enumerate().rev().find(|(at, name)| {
            let class_is_deeper = || last_class.is_some_and(|class| *at < class && names[class].has_code);
            !name.is_class && (name.names_item || !class_is_deeper())
        })
    };
    // What is bought names a row of procurement, also before the project that it is bought for.
    let good = names.iter().rfind(|name| name.names_good && !name.is_class);
    let chosen = good.or_else(|| deepest().map(|(_, name)| name)).or(last_class.map(|class| &names[class]));
    if let Some(name) = chosen {
        row.own.name.clone_from(&name.text);
        row.printed.clone_from(&name.printed);
    }
}

/// Whether a code goes on where another one ends: 0101 after 01.
fn goes_on(upper: &str, code: &str) -> bool {
    !upper.is_empty() && code.len() > upper.len() && code.starts_with(upper)
}
