//! What a value cell may print beside one plain number. Every function takes the number as printed and the unit of its
//! table, and gives nothing where it does not apply.

use super::{Made, print_in, some_cells};
use crate::document::Disclosure;
use crate::rng::Rng;

/// What a cell prints instead of a plain number.
pub(super) enum Printed {
    /// The same number in another form.
    Same(String),
    /// The number with the other sign.
    Negative(String),
    /// Something that is not one number, or not the number that was meant.
    Unreadable(String),
}

type Print = fn(&str, &str) -> Option<Printed>;

/// Prints some cells in another way and states what is right of them.
pub(super) fn change(disclosure: &mut Disclosure, print: Print, made: &mut Made, rng: &mut Rng) {
    let mut gone = Vec::new();
    for place in some_cells(disclosure, rng) {
        let fact = disclosure.truth.lines[place].clone();
        let table = disclosure.truth.tables.iter().find(|table| table.table == fact.table);
        let unit = table.map(|table| table.unit.clone()).unwrap_or_default();
        let Some(printed) = print(&fact.text, &unit) else { continue };
        made.changed += 1;
        match printed {
            Printed::Same(text) => print_in(disclosure, &fact, &text),
            Printed::Negative(text) => {
                print_in(disclosure, &fact, &text);
                let line = &mut disclosure.truth.lines[place];
                (line.text, line.yuan) = (format!("-{}", line.text), format!("-{}", line.yuan));
            }
            Printed::Unreadable(text) => {
                print_in(disclosure, &fact, &text);
                made.unreadable.push(fact);
                gone.push(place);
            }
        }
    }
    for place in gone.into_iter().rev() {
        disclosure.truth.lines.remove(place);
    }
}

pub(super) fn suffix(text: &str, unit: &str) -> Option<Printed> {
    (!unit.is_empty()).then(|| Printed::Same(format!("{text}{unit}")))
}

pub(super) fn currency(text: &str, _: &str) -> Option<Printed> {
    Some(Printed::Same(format!("￥{text}")))
}

pub(super) fn blanks(text: &str, _: &str) -> Option<Printed> {
    let (whole, decimals) = text.split_once('.')?;
    let digits = whole.replace(',', "");
    let at = digits.len().checked_sub(3).filter(|at| (1..=3).contains(at))?;
    Some(Printed::Same(format!("{} {}.{decimals}", &digits[..at], &digits[at..])))
}

pub(super) fn full_width(text: &str, _: &str) -> Option<Printed> {
    let wide = |c: char| char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c);
    Some(Printed::Same(text.chars().map(wide).collect()))
}

pub(super) fn full_stop(text: &str, _: &str) -> Option<Printed> {
    text.contains('.').then(|| Printed::Same(format!("{text}.")))
}

pub(super) fn minus(text: &str, _: &str) -> Option<Printed> {
    Some(Printed::Negative(format!("\u{2212}{text}")))
}

pub(super) fn brackets(text: &str, _: &str) -> Option<Printed> {
    Some(Printed::Negative(format!("（{text}）")))
}

pub(super) fn triangle(text: &str, _: &str) -> Option<Printed> {
    Some(Printed::Negative(format!("△{text}")))
}

pub(super) fn raised_mark(text: &str, _: &str) -> Option<Printed> {
    Some(Printed::Same(format!("{text}²")))
}

pub(super) fn hashes(text: &str, _: &str) -> Option<Printed> {
    Some(Printed::Unreadable("#".repeat(text.len())))
}

pub(super) fn formula(_: &str, _: &str) -> Option<Printed> {
    Some(Printed::Unreadable("#REF!".to_owned()))
}

pub(super) fn exponent(text: &str, _: &str) -> Option<Printed> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let power = text.split('.').next()?.chars().filter(char::is_ascii_digit).count() - 1;
    Some(Printed::Unreadable(format!("{}.{}E+{power:02}", &digits[..1], &digits[1..2])))
}

pub(super) fn about(text: &str, _: &str) -> Option<Printed> {
    Some(Printed::Unreadable(format!("约{text}")))
}

pub(super) fn letter(text: &str, _: &str) -> Option<Printed> {
    let at = text.rfind(|c: char| c.is_ascii_digit())?;
    Some(Printed::Unreadable(format!("{}O{}", &text[..at], &text[at + 1..])))
}

pub(super) fn range(text: &str, _: &str) -> Option<Printed> {
    Some(Printed::Unreadable(format!("{text}-{text}")))
}

pub(super) fn two(text: &str, _: &str) -> Option<Printed> {
    Some(Printed::Unreadable(format!("{text} 12.00")))
}

pub(super) fn note_mark(text: &str, _: &str) -> Option<Printed> {
    Some(Printed::Unreadable(format!("{text}①")))
}

pub(super) fn words(_: &str, _: &str) -> Option<Printed> {
    Some(Printed::Unreadable("见附表".to_owned()))
}

pub(super) fn leading_zero(text: &str, _: &str) -> Option<Printed> {
    text.as_bytes()[1].is_ascii_digit().then(|| Printed::Unreadable(format!("0{}", &text[1..])))
}

/// The number without its last digit, as a cell's edge cuts it; without a nought it is the same number.
pub(super) fn cut(text: &str, _: &str) -> Option<Printed> {
    let (shown, lost) = text.split_at(text.len() - 1);
    let print = if lost == "0" { Printed::Same } else { Printed::Unreadable };
    text.contains('.').then(|| print(shown.to_owned()))
}
