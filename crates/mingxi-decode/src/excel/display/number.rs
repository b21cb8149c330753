//! A number laid out over the digits, points and words of a section.

use super::digits::Digits;
use super::format::{Piece, Section};
use super::numerals::Numerals;

/// What a section prints of a number, without its sign.
pub(super) fn number(section: &Section, value: f64) -> (String, bool) {
    let mut digits = Digits::of(value);
    let percents = section.pieces.iter().filter(|piece| **piece == Piece::Percent).count();
    digits.shift(2 * i32::try_from(percents).unwrap_or(0) - 3 * section.thousands);
    if section.has(|piece| matches!(piece, Piece::Exponent(_))) {
        return (scientific(section, digits), false);
    }
    digits.round(decimals_of(&section.pieces));
    let has_places = section.has(|piece| matches!(piece, Piece::Digit(_) | Piece::General));
    let is_nothing = has_places && digits.is_zero();
    let text = match section.numerals {
        None => lay_out(&section.pieces, &digits, section.is_grouped),
        Some(numerals) => in_numerals(section, &digits, numerals),
    };
    (text, is_nothing)
}

/// In Chinese numerals: the format General names places, the others give one digit after another. Words stay.
fn in_numerals(section: &Section, digits: &Digits, numerals: Numerals) -> String {
    let mut text = String::new();
    let parts = section.pieces.split_inclusive(|piece| matches!(piece, Piece::Words(_) | Piece::General));
    for part in parts {
        let Some((last, before)) = part.split_last() else { continue };
        text.push_str(&match last {
            Piece::General => numerals.by_places(&digits.general()),
            Piece::Words(words) if before.is_empty() => words.clone(),
            _ => return numerals.one_by_one(&lay_out(&section.pieces, digits, section.is_grouped)),
        });
    }
    text
}

fn is_digit(piece: &Piece) -> bool {
    matches!(piece, Piece::Digit(_))
}

/// How many decimals the pieces print; all of them where the number is printed as it is.
pub(super) fn decimals_of(pieces: &[Piece]) -> usize {
    if pieces.contains(&Piece::General) {
        return usize::from(u16::MAX);
    }
    pieces.iter().skip_while(|piece| **piece != Piece::Point).filter(|piece| is_digit(piece)).count()
}

fn lay_out(pieces: &[Piece], digits: &Digits, is_grouped: bool) -> String {
    let whole = digits.whole();
    let decimals = digits.decimals();
    let mut left =
        pieces.iter().take_while(|piece| **piece != Piece::Point).filter(|piece| is_digit(piece)).count();
    let has_places = left > 0;
    let (mut is_behind, mut next) = (false, 0);
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Words(words) => text.push_str(words),
            Piece::Blank => text.push(' '),
            Piece::Percent => text.push('%'),
            Piece::General => text.push_str(&digits.general()),
            Piece::Point if is_behind => text.push('.'),
            Piece::Point => {
                if !has_places {
                    whole.iter().for_each(|digit| text.push(char::from(b'0' + digit)));
                }
                is_behind = true;
                text.push('.');
            }
            Piece::Digit(kind) if is_behind => {
                let digit = decimals.get(next).map(|digit| char::from(b'0' + digit));
                next += 1;
                text.extend(digit.or_else(|| filler(*kind)));
            }
            Piece::Digit(kind) => {
                // The first place takes all digits that stand before it.
                let first = text_places(pieces, left);
                left -= 1;
                let from = if first { whole.len() } else { left + 1 };
                for place in (left..from.max(left + 1)).rev() {
                    let digit = whole.len().checked_sub(place + 1).and_then(|at| whole.get(at));
                    let printed = digit.map(|digit| char::from(b'0' + digit)).or_else(|| filler(*kind));
                    text.extend(printed);
                    let is_mark = is_grouped && place > 0 && place % 3 == 0;
                    if is_mark && printed.is_some_and(|c| c != ' ') {
                        text.push(',');
                    }
                }
            }
            Piece::Exponent(_) | Piece::Text | Piece::Clock(_) => {}
        }
    }
    text
}

/// Whether the place with so many places left, itself included, is the first one.
fn text_places(pieces: &[Piece], left: usize) -> bool {
    pieces.iter().take_while(|piece| **piece != Piece::Point).filter(|piece| is_digit(piece)).count() == left
}

/// What a place prints where the number has no digit.
fn filler(kind: char) -> Option<char> {
    match kind {
        '0' => Some('0'),
        '?' => Some(' '),
        _ => None,
    }
}

/// `1.23E+04`.
fn scientific(section: &Section, digits: Digits) -> String {
    let at = section.pieces.iter().position(|piece| matches!(piece, Piece::Exponent(_))).unwrap_or(0);
    let (mantissa, rest) = section.pieces.split_at(at);
    let places =
        mantissa.iter().take_while(|piece| **piece != Piece::Point).filter(|piece| is_digit(piece)).count();
    let step = i32::try_from(places.max(1)).unwrap_or(1);
    let decimals = decimals_of(mantissa);
    let mut exponent = digits.exponent().div_euclid(step) * step;
    let mut number = digits.clone();
    number.shift(-exponent);
    number.round(decimals);
    if number.exponent() >= step {
        exponent += step;
        number = digits;
        number.shift(-exponent);
        number.round(decimals);
    }
    let mut text = lay_out(mantissa, &number, section.is_grouped);
    let sign = match (exponent < 0, rest.first()) {
        (true, _) => "-",
        (false, Some(Piece::Exponent(true))) => "+",
        _ => "",
    };
    let count = rest.iter().skip(1).take_while(|piece| is_digit(piece)).count();
    text.push_str(&format!("E{sign}{:0count$}", exponent.abs()));
    let behind = rest.get(count + 1..).unwrap_or_default();
    text.push_str(&lay_out(behind, &Digits::of(0.0), false));
    text
}
