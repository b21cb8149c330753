//! The language of number formats (ECMA-376 18.8.31): sections, their conditions and what each prints.

use super::numerals::Numerals;

/// Longest format that is understood; programs allow 255 characters.
const LONGEST: usize = 512;

/// What a piece of a section prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words of its own.
    Words(String),
    /// The width of a character or of what fills a cell: a blank.
    Blank,
    /// A digit: `0` prints zeros, `#` nothing and `?` a blank where there is none.
    Digit(char),
    /// The decimal point.
    Point,
    /// `%`.
    Percent,
    /// `E+` or `E-`: whether a plus is printed.
    Exponent(bool),
    /// The number as the format General prints it.
    General,
    /// The cell's own text.
    Text,
    /// A part of a date or a time.
    Clock(Clock),
}

/// A part of a date or a time with the number of letters that ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    Year(usize),
    Month(usize),
    Day(usize),
    /// 星期一, or 一 where `aaa`.
    Weekday(usize),
    Hour(usize),
    Minute(usize),
    Second(usize),
    /// Decimals of a second.
    Fraction(usize),
    /// Hours, minutes or seconds that are counted on beyond a day, by their letter.
    Elapsed(char, usize),
    /// Morning or afternoon: in Chinese, or in Latin letters.
    Half(bool),
}

/// When a section applies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Condition {
    Less(f64),
    LessOrEqual(f64),
    Greater(f64),
    GreaterOrEqual(f64),
    Equal(f64),
    NotEqual(f64),
}

impl Condition {
    fn parse(text: &str) -> Option<Condition> {
        let number = |rest: &str| rest.trim().parse::<f64>().ok();
        if let Some(rest) = text.strip_prefix("<=") {
            return number(rest).map(Condition::LessOrEqual);
        }
        if let Some(rest) = text.strip_prefix(">=") {
            return number(rest).map(Condition::GreaterOrEqual);
        }
        if let Some(rest) = text.strip_prefix("<>") {
            return number(rest).map(Condition::NotEqual);
        }
        if let Some(rest) = text.strip_prefix('<') {
            return number(rest).map(Condition::Less);
        }
        if let Some(rest) = text.strip_prefix('>') {
            return number(rest).map(Condition::Greater);
        }
        number(text.strip_prefix('=')?).map(Condition::Equal)
    }

    pub(super) fn holds(self, value: f64) -> bool {
        match self {
            Condition::Less(bound) => value < bound,
            Condition::LessOrEqual(bound) => value <= bound,
            Condition::Greater(bound) => value > bound,
            Condition::GreaterOrEqual(bound) => value >= bound,
            Condition::Equal(bound) => value == bound,
            Condition::NotEqual(bound) => value != bound,
        }
    }

    /// Whether only negative numbers meet it, so that the section has their sign in its own hands.
    pub(super) fn is_of_negatives(self) -> bool {
        matches!(self, Condition::Less(bound) if bound <= 0.0)
            || matches!(self, Condition::LessOrEqual(bound) if bound < 0.0)
    }
}

/// One section of a format.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Section {
    pub(super) condition: Option<Condition>,
    pub(super) pieces: Vec<Piece>,
    /// It sets a colour, as of negative numbers in red.
    pub(super) is_coloured: bool,
    /// Thousands are parted by commas.
    pub(super) is_grouped: bool,
    /// By how many powers of a thousand the number is made smaller.
    pub(super) thousands: i32,
    /// Its digits are written in Chinese.
    pub(super) numerals: Option<Numerals>,
}

impl Section {
    pub(super) fn has(&self, is: impl Fn(&Piece) -> bool) -> bool {
        self.pieces.iter().any(is)
    }

    pub(super) fn is_clock(&self) -> bool {
        self.has(|piece| matches!(piece, Piece::Clock(_)))
    }
}

/// The sections of a format; none of one that cannot be understood.
pub(super) fn sections(format: &str) -> Vec<Section> {
    if format.chars().count() > LONGEST {
        return Vec::new();
    }
    let letters: Vec<char> = format.chars().collect();
    let mut sections = Vec::new();
    let mut at = 0;
    loop {
        let mut section = Section::default();
        let is_last = read_section(&letters, &mut at, &mut section);
        settle(&mut section);
        sections.push(section);
        if is_last {
            return sections;
        }
    }
}

/// Reads up to the next semicolon; whether the format ends there.
fn read_section(letters: &[char], at: &mut usize, section: &mut Section) -> bool {
    let mut commas = 0;
    while let Some(&letter) = letters.get(*at) {
        let rest = letters.get(*at..).unwrap_or_default();
        // Commas count by what stands around them: a thousands' mark between digits, a scale behind the last.
        if letter != ',' && commas > 0 {
            let is_between = matches!(letter, '0' | '#' | '?');
            if is_between {
                section.is_grouped = true
            } else {
                section.thousands += commas
            }
            commas = 0;
        }
        let mut taken = 1;
        match letter {
            ';' => {
                *at += 1;
                return false;
            }
            ',' if section.has(|piece| matches!(piece, Piece::Digit(_))) => commas += 1,
            '"' => {
                let words: String = rest.iter().skip(1).take_while(|c| **c != '"').collect();
                taken = words.chars().count() + 2;
                section.pieces.push(Piece::Words(words));
            }
            '\\' | '!' => {
                section.pieces.extend(rest.get(1).map(|c| Piece::Words(c.to_string())));
                taken = 2;
            }
            '_' => {
                section.pieces.push(Piece::Blank);
                taken = 2;
            }
            '*' => taken = 2,
            '[' => taken = bracket(rest, section),
            '0' | '#' | '?' => section.pieces.push(Piece::Digit(letter)),
            '.' => section.pieces.push(Piece::Point),
            '%' => section.pieces.push(Piece::Percent),
            '@' => section.pieces.push(Piece::Text),
            _ => taken = word(rest, section),
        }
        *at += taken;
    }
    section.thousands += commas;
    true
}

/// What stands in square brackets: a condition, a colour, a currency, a time that counts on. Gives its length.
fn bracket(rest: &[char], section: &mut Section) -> usize {
    let inner: String = rest.iter().skip(1).take_while(|c| **c != ']').collect();
    let length = inner.chars().count() + 2;
    if let Some(currency) = inner.strip_prefix('$') {
        let sign = currency.split('-').next().unwrap_or_default();
        section.pieces.push(Piece::Words(sign.to_owned()));
    } else if let Some(condition) = Condition::parse(&inner) {
        section.condition = Some(condition);
    } else if let Some(letter) = inner.chars().next().map(|c| c.to_ascii_lowercase())
        && matches!(letter, 'h' | 'm' | 's')
        && inner.chars().all(|c| c.to_ascii_lowercase() == letter)
    {
        section.pieces.push(Piece::Clock(Clock::Elapsed(letter, inner.len())));
    } else if let Some(kind) = after(&inner, "dbnum") {
        section.numerals = Numerals::of(kind);
    } else if after(&inner, "natnum").is_none() {
        section.is_coloured = true;
    }
    length
}

/// What follows a word in brackets, in letters of either case.
fn after<'t>(inner: &'t str, word: &str) -> Option<&'t str> {
    let head = inner.get(..word.len())?;
    head.eq_ignore_ascii_case(word).then(|| &inner[word.len()..])
}

/// A word of the language, a part of a date, or a letter that prints itself. Gives its length.
fn word(rest: &[char], section: &mut Section) -> usize {
    const WORDS: [(&str, Piece); 7] = [
        ("general", Piece::General),
        ("g/通用格式", Piece::General),
        ("上午/下午", Piece::Clock(Clock::Half(true))),
        ("am/pm", Piece::Clock(Clock::Half(false))),
        ("a/p", Piece::Clock(Clock::Half(false))),
        ("e+", Piece::Exponent(true)),
        ("e-", Piece::Exponent(false)),
    ];
    let begins = |word: &str| {
        let mut letters = rest.iter().map(char::to_ascii_lowercase);
        word.chars().all(|c| letters.next() == Some(c))
    };
    let has_digits = section.has(|piece| matches!(piece, Piece::Digit(_)));
    for (name, piece) in WORDS {
        if begins(name) && (has_digits || !matches!(piece, Piece::Exponent(_))) {
            section.pieces.push(piece);
            return name.chars().count();
        }
    }
    let first = rest.first().copied().unwrap_or(' ');
    let letter = first.to_ascii_lowercase();
    let count = rest.iter().take_while(|c| c.to_ascii_lowercase() == letter).count();
    let clock = match letter {
        'y' | 'e' => Clock::Year(if letter == 'e' { 4 } else { count }),
        'm' => Clock::Month(count),
        'd' if count > 2 => Clock::Weekday(count),
        'd' => Clock::Day(count),
        'a' if count > 2 => Clock::Weekday(count - 3),
        'h' => Clock::Hour(count),
        's' => Clock::Second(count),
        _ => {
            section.pieces.push(Piece::Words(first.to_string()));
            return 1;
        }
    };
    section.pieces.push(Piece::Clock(clock));
    count
}

/// Tells minutes from months, and the decimals of seconds from digits.
fn settle(section: &mut Section) {
    if !section.is_clock() {
        return;
    }
    let places: Vec<usize> = (0..section.pieces.len())
        .filter(|at| matches!(section.pieces.get(*at), Some(Piece::Clock(_))))
        .collect();
    let clock = |pieces: &[Piece], at: usize| match pieces.get(at) {
        Some(Piece::Clock(clock)) => Some(*clock),
        _ => None,
    };
    for (order, at) in places.iter().enumerate() {
        let Some(Clock::Month(count)) = clock(&section.pieces, *at) else { continue };
        let before = order.checked_sub(1).and_then(|order| clock(&section.pieces, *places.get(order)?));
        let after = places.get(order + 1).and_then(|next| clock(&section.pieces, *next));
        let is_minute = matches!(before, Some(Clock::Hour(_) | Clock::Elapsed('h', _)))
            || matches!(after, Some(Clock::Second(_)));
        if is_minute && let Some(piece) = section.pieces.get_mut(*at) {
            *piece = Piece::Clock(Clock::Minute(count));
        }
    }
    let mut settled = Vec::with_capacity(section.pieces.len());
    let mut pieces = std::mem::take(&mut section.pieces).into_iter().peekable();
    while let Some(piece) = pieces.next() {
        let mut decimals = 0;
        while piece == Piece::Point && pieces.next_if(|next| matches!(next, Piece::Digit(_))).is_some() {
            decimals += 1;
        }
        settled.push(match piece {
            Piece::Point if decimals > 0 => Piece::Clock(Clock::Fraction(decimals)),
            Piece::Point => Piece::Words(".".to_owned()),
            Piece::Digit(digit) => Piece::Words(digit.to_string()),
            other => other,
        });
    }
    section.pieces = settled;
}
