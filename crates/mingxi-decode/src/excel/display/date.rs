//! Dates and times: days since the end of 1899 (or the first of 1904) as a format prints them.

use super::format::{Clock, Piece, Section};

/// The last day that has a date: the end of the year 9999.
const LAST: f64 = 2_958_466.0;
/// Days by which workbooks that count from 1904 are behind.
const SINCE_1904: f64 = 1462.0;
const WEEKDAYS: [&str; 7] = ["日", "一", "二", "三", "四", "五", "六"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// What a section prints of a moment; `None` of a number that has no date.
pub(super) fn date(section: &Section, value: f64, is_1904: bool) -> Option<String> {
    let value = if is_1904 { value + SINCE_1904 } else { value };
    if !(0.0..LAST).contains(&value) {
        return None;
    }
    let finest = section
        .pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Clock(Clock::Fraction(count)) => Some(*count),
            _ => None,
        })
        .max()
        .unwrap_or(0)
        .min(3);
    let per_second = 10u64.pow(u32::try_from(finest).unwrap_or(0));
    // A moment is no money: what rounding does below the printed second changes nothing.
    let ticks = (value * 86_400.0 * per_second as f64).round() as u64;
    let (seconds, fraction) = (ticks / per_second, ticks % per_second);
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = civil(days);
    let is_halved = section.has(|piece| matches!(piece, Piece::Clock(Clock::Half(_))));
    let hour = second / 3600;
    let mut text = String::new();
    for piece in &section.pieces {
        let clock = match piece {
            Piece::Words(words) => {
                text.push_str(words);
                continue;
            }
            Piece::Blank => {
                text.push(' ');
                continue;
            }
            Piece::Clock(clock) => *clock,
            _ => continue,
        };
        let padded = |value: u64, count: usize| match section.numerals {
            None => format!("{value:0count$}", count = count.min(9)),
            // 二〇二四年一月十五日: years digit by digit, the rest by their places and without 一 before 十.
            Some(numerals) if matches!(clock, Clock::Year(_)) => {
                numerals.one_by_one(&format!("{value:0count$}", count = count.min(9)))
            }
            Some(numerals) => {
                let text = numerals.by_places(&value.to_string());
                let one = numerals.one_by_one("1");
                let is_teen = (10..20).contains(&value);
                text.strip_prefix(&one).filter(|_| is_teen).map_or(text.clone(), str::to_owned)
            }
        };
        text.push_str(&match clock {
            Clock::Year(count) if count < 3 => padded(year % 100, 2),
            Clock::Year(_) => padded(year, 4),
            Clock::Month(count) if count > 2 => {
                let at = usize::try_from(month - 1).unwrap_or(0);
                MONTHS.get(at).copied().unwrap_or_default().to_owned()
            }
            Clock::Month(count) => padded(month, count),
            Clock::Day(count) => padded(day, count),
            Clock::Weekday(count) => {
                let name = WEEKDAYS.get(((days + 6) % 7) as usize).copied().unwrap_or_default();
                if count == 0 { name.to_owned() } else { format!("星期{name}") }
            }
            Clock::Hour(count) if is_halved => padded((hour + 11) % 12 + 1, count),
            Clock::Hour(count) => padded(hour, count),
            Clock::Minute(count) => padded(second / 60 % 60, count),
            Clock::Second(count) => padded(second % 60, count),
            Clock::Fraction(count) => format!(".{fraction:0width$}", width = count.min(3)),
            Clock::Elapsed('h', count) => padded(seconds / 3600, count),
            Clock::Elapsed('m', count) => padded(seconds / 60, count),
            Clock::Elapsed(_, count) => padded(seconds, count),
            Clock::Half(true) => if hour < 12 { "上午" } else { "下午" }.to_owned(),
            Clock::Half(false) => if hour < 12 { "AM" } else { "PM" }.to_owned(),
        });
    }
    Some(text)
}

/// Year, month and day. The calendar of spreadsheets has a 29 February 1900, which never was.
fn civil(days: u64) -> (u64, u64, u64) {
    if days == 60 {
        return (1900, 2, 29);
    }
    // Days since the first of March of the year 0, so that leap days end a year.
    let days = days + if days < 60 { 693_900 } else { 693_899 };
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, carried) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (era * 400 + year + carried, month, day)
}
