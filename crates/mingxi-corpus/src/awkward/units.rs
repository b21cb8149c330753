//! How a caption may state the unit of its table: wrapped, with the currency, cut, on the title's line.

use crate::document::Table;

/// The caption that states the unit, taken out.
fn take(table: &mut Table, unit: &str) -> Option<usize> {
    let at = table.captions.iter().position(|caption| caption.contains("单位") && caption.ends_with(unit))?;
    (!table.framed_captions && !table.title.is_empty()).then(|| {
        table.captions.remove(at);
        at
    })
}

pub(super) fn wrapped(table: &mut Table, unit: &str) -> bool {
    let (Some(head), Some(at)) = (unit.strip_suffix('元').filter(|head| !head.is_empty()), take(table, unit))
    else {
        return false;
    };
    table.captions.insert(at, format!("单位：{head}"));
    table.captions.insert(at + 1, "元".to_owned());
    true
}

pub(super) fn with_currency(table: &mut Table, unit: &str) -> bool {
    let Some(at) = take(table, unit) else { return false };
    table.captions.insert(at, format!("金额单位：人民币{unit}"));
    true
}

pub(super) fn without_yuan(table: &mut Table, unit: &str) -> bool {
    let (Some(head), Some(at)) = (unit.strip_suffix('元').filter(|head| !head.is_empty()), take(table, unit))
    else {
        return false;
    };
    table.captions.insert(at, format!("单位：{head}"));
    true
}

pub(super) fn in_title(table: &mut Table, unit: &str) -> bool {
    if take(table, unit).is_none() {
        return false;
    }
    table.title.push_str(&format!("（单位：{unit}）"));
    true
}
