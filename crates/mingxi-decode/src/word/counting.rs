//! Numbers in the formats lists count in (ECMA-376 17.18.59), 一 to 甲 to ①.

/// A list's number in a named format. A format that is unknown, or that does not reach so far, gives Arabic
/// digits, as Word does; bullets and `none` give nothing.
pub(crate) fn format_number(value: i64, format: &str, custom: &str) -> String {
    let written = match format {
        "none" | "bullet" => Some(String::new()),
        "decimalZero" => Some(format!("{value:02}")),
        "upperRoman" => roman(value),
        "lowerRoman" => roman(value).map(|text| text.to_lowercase()),
        "upperLetter" => letters(value),
        "lowerLetter" => letters(value).map(|text| text.to_lowercase()),
        "ordinal" => Some(ordinal(value)),
        "hex" => Some(format!("{value:X}")),
        "numberInDash" => Some(format!("- {value} -")),
        "decimalFullWidth" | "decimalFullWidth2" => Some(digits(value, "０１２３４５６７８９")),
        "chineseCounting" | "taiwaneseCounting" => {
            counted(value, &CHINESE).filter(|_| value < 100).or_else(|| {
                // Above 99 these two write digit by digit.
                Some(digits(value, "○一二三四五六七八九"))
            })
        }
        "chineseCountingThousand" | "taiwaneseCountingThousand" => counted(value, &CHINESE),
        "japaneseCounting" | "koreanCounting" => counted(value, &JAPANESE),
        "chineseLegalSimplified" => counted(value, &LEGAL_SIMPLIFIED),
        "ideographLegalTraditional" => counted(value, &LEGAL_TRADITIONAL),
        "ideographDigital" | "japaneseDigitalTenThousand" => Some(digits(value, "〇一二三四五六七八九")),
        "taiwaneseDigital" => Some(digits(value, "○一二三四五六七八九")),
        "ideographTraditional" => nth(value, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => nth(value, "子丑寅卯辰巳午未申酉戌亥"),
        "ideographZodiacTraditional" => sexagenary(value),
        "ideographEnclosedCircle" => nth(value, "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            [(0, '①', 20), (20, '㉑', 15), (35, '㊱', 15)]
                .into_iter()
                .find_map(|(before, first, count)| enclosed(value.saturating_sub(before), first, count))
        }
        "decimalEnclosedFullstop" => enclosed(value, '⒈', 20),
        "decimalEnclosedParen" => enclosed(value, '⑴', 20),
        "custom" => zero_padded(value, custom),
        _ => None,
    };
    written.unwrap_or_else(|| value.to_string())
}

/// How a language writes numbers in words.
struct Words {
    digits: &'static str,
    units: [&'static str; 4],
    ten_thousand: &'static str,
    /// 十二 rather than 一十二.
    drops_leading_one: bool,
    /// 百 rather than 一百.
    drops_every_one: bool,
    /// 一百零一: a gap is written.
    writes_zero: bool,
}

const CHINESE: Words = Words {
    digits: "零一二三四五六七八九",
    units: ["", "十", "百", "千"],
    ten_thousand: "万",
    drops_leading_one: true,
    drops_every_one: false,
    writes_zero: true,
};
const JAPANESE: Words =
    Words { digits: "〇一二三四五六七八九", drops_every_one: true, writes_zero: false, ..CHINESE };
const LEGAL_SIMPLIFIED: Words = Words {
    digits: "零壹贰叁肆伍陆柒捌玖",
    units: ["", "拾", "佰", "仟"],
    ten_thousand: "萬",
    drops_leading_one: false,
    ..CHINESE
};
const LEGAL_TRADITIONAL: Words = Words { digits: "零壹貳參肆伍陸柒捌玖", ..LEGAL_SIMPLIFIED };

fn counted(value: i64, words: &Words) -> Option<String> {
    let digit = |digit: i64| words.digits.chars().nth(usize::try_from(digit).ok()?);
    if value == 0 {
        return digit(0).map(String::from);
    }
    if !(1..100_000_000).contains(&value) {
        return None;
    }
    let mut text = String::new();
    let (high, low) = (value / 10_000, value % 10_000);
    let mut gap = false;
    for (part, unit) in [(high, words.ten_thousand), (low, "")] {
        let mut written = false;
        for place in (0..4usize).rev() {
            let current = part / 10_i64.pow(place as u32) % 10;
            if current == 0 {
                gap = !text.is_empty();
                continue;
            }
            if gap && words.writes_zero {
                text.push(digit(0)?);
            }
            gap = false;
            let leading = text.is_empty() && place == 1 && words.drops_leading_one;
            if !(current == 1 && place > 0 && (leading || words.drops_every_one)) {
                text.push(digit(current)?);
            }
            text.push_str(words.units[place]);
            written = true;
        }
        if written {
            text.push_str(unit);
        }
    }
    Some(text)
}

/// The digits of a number, one character each.
fn digits(value: i64, alphabet: &str) -> String {
    let letter = |c: char| c.to_digit(10).and_then(|digit| alphabet.chars().nth(digit as usize)).unwrap_or(c);
    value.to_string().chars().map(letter).collect()
}

fn nth(value: i64, alphabet: &str) -> Option<String> {
    let index = usize::try_from(value.checked_sub(1)?).ok()?;
    alphabet.chars().nth(index).map(String::from)
}

fn sexagenary(value: i64) -> Option<String> {
    let index = value.checked_sub(1).filter(|index| (0..60).contains(index))?;
    Some(nth(index % 10 + 1, "甲乙丙丁戊己庚辛壬癸")? + &nth(index % 12 + 1, "子丑寅卯辰巳午未申酉戌亥")?)
}

fn enclosed(value: i64, first: char, count: i64) -> Option<String> {
    if !(1..=count).contains(&value) {
        return None;
    }
    char::from_u32(first as u32 + u32::try_from(value - 1).ok()?).map(String::from)
}

fn roman(value: i64) -> Option<String> {
    const STEPS: [(i64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = Some(value).filter(|value| (1..=32_767).contains(value))?;
    let mut text = String::new();
    for (step, letters) in STEPS {
        while rest >= step {
            text.push_str(letters);
            rest -= step;
        }
    }
    Some(text)
}

/// A to Z, AA to ZZ, AAA ...: Word repeats the letter.
fn letters(value: i64) -> Option<String> {
    let index = value.checked_sub(1).filter(|index| (0..780).contains(index))?;
    let letter = char::from(b'A' + u8::try_from(index % 26).ok()?);
    Some(letter.to_string().repeat(usize::try_from(index / 26).ok()? + 1))
}

fn ordinal(value: i64) -> String {
    let suffix = match (value % 10, value % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{value}{suffix}")
}

/// A custom format states its width by an example: `001, 002, 003, ...`.
fn zero_padded(value: i64, example: &str) -> Option<String> {
    let width = example.split(',').next()?.trim().len();
    (2..=10).contains(&width).then(|| format!("{value:0width$}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(format: &str, expected: &[(i64, &str)]) {
        for (value, text) in expected {
            assert_eq!(format_number(*value, format, ""), *text, "{format} {value}");
        }
    }

    #[test]
    fn chinese_numerals() {
        check(
            "chineseCountingThousand",
            &[
                (1, "一"),
                (10, "十"),
                (12, "十二"),
                (20, "二十"),
                (101, "一百零一"),
                (110, "一百一十"),
                (1001, "一千零一"),
                (1010, "一千零一十"),
                (10_000, "一万"),
                (10_203, "一万零二百零三"),
                (100_000, "十万"),
            ],
        );
        check("chineseCounting", &[(11, "十一"), (99, "九十九"), (100, "一○○"), (123, "一二三")]);
        check("japaneseCounting", &[(1, "一"), (10, "十"), (21, "二十一"), (100, "百"), (111, "百十一")]);
        check("chineseLegalSimplified", &[(1, "壹"), (10, "壹拾"), (12, "壹拾贰")]);
        check("ideographDigital", &[(10, "一〇")]);
        check("ideographTraditional", &[(1, "甲"), (10, "癸"), (11, "11")]);
        check("ideographZodiacTraditional", &[(1, "甲子"), (60, "癸亥"), (61, "61")]);
    }

    #[test]
    fn other_numerals() {
        check("upperRoman", &[(4, "IV"), (1999, "MCMXCIX"), (0, "0")]);
        check("lowerLetter", &[(1, "a"), (26, "z"), (27, "aa"), (53, "aaa"), (781, "781")]);
        check(
            "decimalEnclosedCircle",
            &[(1, "①"), (20, "⑳"), (21, "㉑"), (36, "㊱"), (50, "㊿"), (51, "51")],
        );
        check("decimalEnclosedParen", &[(1, "⑴"), (20, "⒇"), (21, "21")]);
        check("decimalZero", &[(1, "01"), (10, "10")]);
        check("ordinal", &[(1, "1st"), (12, "12th"), (23, "23rd")]);
        check("decimal", &[(i64::MIN, "-9223372036854775808"), (i64::MAX, "9223372036854775807")]);
        assert_eq!(format_number(7, "custom", "001, 002, 003, ..."), "007");
    }

    #[test]
    fn extreme_values_are_written_in_digits() {
        for format in ["upperRoman", "upperLetter", "chineseCountingThousand", "decimalEnclosedCircle", "hex"]
        {
            for value in [i64::MIN, -1, i64::MAX] {
                assert!(format_number(value, format, "").len() < 30, "{format}");
            }
        }
    }
}
