//! Numbers in Chinese numerals (`[DBNum1]` 一百二十, `[DBNum2]` 壹佰贰拾, `[DBNum3]` １百２十).

/// The numerals that a section asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numerals {
    /// 一百二十.
    Small,
    /// 壹佰贰拾, as cheques are written.
    Legal,
    /// １百２十.
    Wide,
}

/// The most digits of a whole number that are named by their places: more stand one by one.
const PLACES: usize = 12;

impl Numerals {
    /// By the number behind the word.
    pub(super) fn of(number: &str) -> Option<Numerals> {
        match number {
            "1" => Some(Numerals::Small),
            "2" => Some(Numerals::Legal),
            "3" => Some(Numerals::Wide),
            _ => None,
        }
    }

    fn alphabet(self) -> &'static str {
        match self {
            Numerals::Small => "〇一二三四五六七八九",
            Numerals::Legal => "零壹贰叁肆伍陆柒捌玖",
            Numerals::Wide => "０１２３４５６７８９",
        }
    }

    /// Tens, hundreds, thousands.
    fn steps(self) -> [&'static str; 4] {
        match self {
            Numerals::Legal => ["", "拾", "佰", "仟"],
            Numerals::Small | Numerals::Wide => ["", "十", "百", "千"],
        }
    }

    /// One digit after another: 2024 as 二〇二四. What is no digit stays.
    pub(super) fn one_by_one(self, text: &str) -> String {
        let letter = |c: char| c.to_digit(10).and_then(|digit| self.alphabet().chars().nth(digit as usize));
        text.chars().map(|c| letter(c).unwrap_or(c)).collect()
    }

    /// A number by its places, its decimals one by one: 120.5 as 一百二十.五, 15 as 一十五.
    pub(super) fn by_places(self, text: &str) -> String {
        let (whole, decimals) =
            text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
        let is_whole = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
        if !is_whole || whole.len() > PLACES {
            return self.one_by_one(text);
        }
        let mut written = self.whole(whole);
        if let Some(decimals) = decimals {
            written.push('.');
            written.push_str(&self.one_by_one(decimals));
        }
        written
    }

    fn whole(self, digits: &str) -> String {
        let zero = self.one_by_one("0");
        let (mut text, mut gap) = (String::new(), false);
        for (at, digit) in digits.char_indices() {
            let left = digits.len() - 1 - at;
            if digit == '0' {
                gap = !text.is_empty();
            } else {
                if gap {
                    text.push_str(&zero);
                }
                gap = false;
                text.push_str(&self.one_by_one(digit.encode_utf8(&mut [0; 4])));
                text.push_str(self.steps()[left % 4]);
            }
            // A group of four has its own name where one of its digits is no zero.
            let group = digits.get(at.saturating_sub(3 - left % 4)..=at).unwrap_or_default();
            if left.is_multiple_of(4) && group.bytes().rev().take(4).any(|byte| byte != b'0') {
                text.push_str(["", "万", "亿"][left / 4 % 3]);
            }
        }
        if text.is_empty() { zero } else { text }
    }
}

#[cfg(test)]
mod tests {
    use super::Numerals::{Legal, Small, Wide};

    #[test]
    fn numbers_by_their_places() {
        for (number, written) in [
            ("0", "〇"),
            ("5", "五"),
            ("10", "一十"),
            ("15", "一十五"),
            ("105", "一百〇五"),
            ("1005", "一千〇五"),
            ("1050", "一千〇五十"),
            ("10000", "一万"),
            ("10005", "一万〇五"),
            ("120.5", "一百二十.五"),
            ("123456789", "一亿二千三百四十五万六千七百八十九"),
            ("100000000", "一亿"),
            ("12E+20", "一二E+二〇"),
        ] {
            assert_eq!(Small.by_places(number), written);
        }
        assert_eq!(Legal.by_places("1203"), "壹仟贰佰零叁");
        assert_eq!(Wide.by_places("120"), "１百２十");
        assert_eq!(Small.one_by_one("2024.5"), "二〇二四.五");
    }
}
