//! Why a sentence that misses the tables may still be no contradiction.

use crate::amounts::half_digit;
use crate::context::Context;
use crate::identity::Doubt;
use mingxi_model::{Amount, Check, Statement};

pub(super) const OPEN_MEANING: Doubt = Doubt {
    zh: "文字未说明口径，表中同名项目按口径不同有不同金额",
    en: "the sentence leaves open whose money it means, and the tables print different amounts for each",
};

pub(super) const CUT_OFF: Doubt = Doubt {
    zh: "文字未按四舍五入列示，与表中数字相差不足末位一个单位",
    en: "the sentence misses the number of the table by less than its last digit, cut off or added up from rounded parts",
};

pub(super) const ONE_OF_SEVERAL: Doubt = Doubt {
    zh: "文中同一项目有多个不同金额，应分别属于不同科目或单位",
    en: "several sentences state different amounts for it, so that each is about one code or unit",
};

pub(super) const CARRIED: Doubt = Doubt {
    zh: "文字与表格相差结转或结余金额，口径可能不同",
    en: "the sentence differs from the table by an amount that is carried over, so that they may count differently",
};

pub(super) const OTHER_UNIT: Doubt = Doubt {
    zh: "部门文件中同一项目有与表格相符的表述，此处可能是所属单位的金额",
    en: "another sentence of this department's document agrees with the table, so that this one may be about one of its units",
};

/// Whether a sentence misses the number of the tables by less than its last digit: cut off instead of rounded, or
/// added up from rounded parts. That is careless, but no contradiction.
pub(super) fn is_cut_off(statement: &Statement, check: &Check) -> bool {
    let (Some(stated), Some(difference)) = (&statement.amount, check.difference) else {
        return false;
    };
    let last_digit = half_digit(stated).and_then(|half| half.checked_add(half));
    last_digit.is_some_and(|last_digit| difference.abs() < last_digit)
}

/// Whether some table prints the stated amount, so that the sentence may be about something that was not thought of.
pub(super) fn is_printed(context: &Context<'_>, statement: &Statement) -> bool {
    let near = |a: &Amount, b: &Amount| {
        let allowed = half_digit(a).zip(half_digit(b)).and_then(|(a, b)| a.checked_add(b));
        let apart = a.yuan.zip(b.yuan).and_then(|(a, b)| a.checked_sub(b));
        matches!((apart, allowed), (Some(apart), Some(allowed)) if apart.abs() <= allowed)
    };
    let stated = statement.amount.as_ref();
    stated.is_some_and(|stated| context.items().any(|item| near(&item.amount, stated)))
}
