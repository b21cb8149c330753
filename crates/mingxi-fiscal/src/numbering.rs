//! List numbering in front of labels: 一、 （一） 1、 (1) ① 其中：.

/// The style of a label's numbering, from the outermost to the innermost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Numbering {
    /// 一、
    Chinese,
    /// （一）
    ChineseBracketed,
    /// 1、 1.
    Arabic,
    /// (1)
    ArabicBracketed,
    /// ①
    Circled,
    /// 其中：
    OfWhich,
}

impl Numbering {
    /// 1 for the outermost style; 0 is kept for rows without numbering.
    pub(crate) fn rank(self) -> u8 {
        match self {
            Numbering::Chinese => 1,
            Numbering::ChineseBracketed => 2,
            Numbering::Arabic => 3,
            Numbering::ArabicBracketed => 4,
            Numbering::Circled => 5,
            Numbering::OfWhich => 6,
        }
    }
}

const CHINESE: &str = "一二三四五六七八九十百";

/// Takes all numbering off a squeezed label; gives the label and its innermost style.
pub(crate) fn strip_numbering(label: &str) -> (String, Option<Numbering>) {
    let mut rest = label;
    let mut style = None;
    while let Some((found, after)) = leading_number(rest) {
        if after.is_empty() {
            break;
        }
        style = style.max(Some(found));
        rest = after;
    }
    (rest.to_owned(), style)
}

/// The numbering that stands behind 其中： in a label: （1） in 其中：（1）公务用车购置费.
pub(crate) fn numbering_behind_of_which(label: &str) -> Option<Numbering> {
    let (first, rest) = leading_number(label)?;
    if first != Numbering::OfWhich {
        return None;
    }
    leading_number(rest).map(|(style, _)| style)
}

/// The first numbering of a label and its number: 2 for 二、 and for （2）. 其中： is looked through and has none.
pub(crate) fn ordinal(label: &str) -> Option<(Numbering, u32)> {
    let (style, rest) = leading_number(label)?;
    if style == Numbering::OfWhich {
        let inner = leading_number(rest).filter(|(style, _)| *style != Numbering::OfWhich);
        return inner.and_then(|_| ordinal(rest));
    }
    let printed = label[..label.len() - rest.len()].trim_matches(|c| "()（）、.．".contains(c));
    let number = match style {
        Numbering::Arabic | Numbering::ArabicBracketed => printed.parse().ok()?,
        Numbering::Circled => printed.chars().next().map(|c| c as u32 - '①' as u32 + 1)?,
        _ => chinese_number(printed)?,
    };
    Some((style, number))
}

/// 二十三 is 23.
fn chinese_number(text: &str) -> Option<u32> {
    let digit = |c: char| CHINESE.chars().position(|known| known == c).map(|at| at as u32 + 1);
    let (mut number, mut last) = (0u32, 0u32);
    for c in text.chars() {
        match c {
            '十' | '百' => {
                number = number.checked_add(last.max(1).checked_mul(if c == '十' { 10 } else { 100 })?)?;
                last = 0;
            }
            _ => last = digit(c)?,
        }
    }
    number.checked_add(last)
}

/// The numbering at the start of a label and what follows it.
fn leading_number(text: &str) -> Option<(Numbering, &str)> {
    if let Some(rest) = text.strip_prefix("其中:").or_else(|| text.strip_prefix("其中：")) {
        return Some((Numbering::OfWhich, rest));
    }
    let separators = ['、', '.', '．'];
    let chinese = text.trim_start_matches(|c| CHINESE.contains(c));
    if chinese.len() < text.len()
        && let Some(rest) = chinese.strip_prefix(separators)
    {
        return Some((Numbering::Chinese, rest));
    }
    if let Some(inner) = text.strip_prefix(['(', '（']) {
        let han = inner.trim_start_matches(|c| CHINESE.contains(c));
        if han.len() < inner.len()
            && let Some(rest) = han.strip_prefix([')', '）'])
        {
            return Some((Numbering::ChineseBracketed, rest));
        }
        let digits = inner.trim_start_matches(|c: char| c.is_ascii_digit());
        if digits.len() < inner.len()
            && let Some(rest) = digits.strip_prefix([')', '）'])
        {
            return Some((Numbering::ArabicBracketed, rest));
        }
    }
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let count = text.len() - digits.len();
    if (1..=2).contains(&count)
        && let Some(rest) = digits.strip_prefix(separators)
        && !rest.starts_with(|c: char| c.is_ascii_digit())
    {
        return Some((Numbering::Arabic, rest));
    }
    text.chars()
        .next()
        .filter(|c| ('①'..='⑳').contains(c))
        .map(|c| (Numbering::Circled, &text[c.len_utf8()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read() {
        let cases = [
            ("一、本年支出", Some((Numbering::Chinese, 1))),
            ("二十三、其他支出", Some((Numbering::Chinese, 23))),
            ("十、卫生", Some((Numbering::Chinese, 10))),
            ("(三)专户", Some((Numbering::ChineseBracketed, 3))),
            ("12.其他", Some((Numbering::Arabic, 12))),
            ("其中:(1)购置费", Some((Numbering::ArabicBracketed, 1))),
            ("③其他", Some((Numbering::Circled, 3))),
            ("其中:购置费", None),
            ("其中:其中:(1)购置费", None),
        ];
        for (label, number) in cases {
            assert_eq!(ordinal(label), number, "{label}");
        }
    }

    #[test]
    fn numbering_is_taken_off() {
        let cases = [
            ("一、一般公共预算拨款收入", "一般公共预算拨款收入", Some(Numbering::Chinese)),
            ("(一)一般公共预算拨款", "一般公共预算拨款", Some(Numbering::ChineseBracketed)),
            ("1、财政拨款", "财政拨款", Some(Numbering::Arabic)),
            ("(10)其他支出", "其他支出", Some(Numbering::ArabicBracketed)),
            ("其中:财政拨款", "财政拨款", Some(Numbering::OfWhich)),
            ("十一、节能环保", "节能环保", Some(Numbering::Chinese)),
            ("30.5万元以上", "30.5万元以上", None),
            ("一般公共服务支出", "一般公共服务支出", None),
            ("一、", "一、", None),
        ];
        for (label, name, style) in cases {
            assert_eq!(strip_numbering(label), (name.to_owned(), style), "{label}");
        }
    }
}
