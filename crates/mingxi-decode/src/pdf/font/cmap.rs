//! Character codes to CIDs, and CIDs to characters.

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode, load_embedded};
use std::rc::Rc;

/// How the codes of a composite font are cut from a string and what they select.
#[derive(Debug)]
pub(super) struct Encoding {
    cmap: CMap,
    kind: Kind,
    /// Code lengths and ranges that an embedded CMap declares.
    code_space: Vec<(usize, u32, u32)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Two bytes are the CID.
    Identity,
    /// GB 18030 and its subsets: one, two or four bytes.
    Gb,
    /// UTF-16 or UCS-2: the code is the character.
    Unicode,
    /// Shift-JIS, EUC, Big5, or a CMap of the file.
    Other,
}

impl Encoding {
    /// A predefined CMap, by its name (ISO 32000-2, 9.7.5.2).
    pub(super) fn named(name: &[u8]) -> Option<Encoding> {
        let plain = |cmap, kind| Some(Encoding { cmap, kind, code_space: Vec::new() });
        match CMapName::from_bytes(name) {
            CMapName::IdentityH => return plain(CMap::identity_h(), Kind::Identity),
            CMapName::IdentityV => return plain(CMap::identity_v(), Kind::Identity),
            _ => {}
        }
        let cmap = CMap::parse(load_embedded(CMapName::from_bytes(name))?, load_embedded)?;
        let kind = if name.starts_with(b"GB") {
            Kind::Gb
        } else if name.starts_with(b"Uni") {
            Kind::Unicode
        } else {
            Kind::Other
        };
        plain(cmap, kind)
    }

    /// A CMap of the file itself.
    pub(super) fn embedded(data: &[u8]) -> Option<Encoding> {
        let cmap = CMap::parse(data, load_embedded)?;
        Some(Encoding { cmap, kind: Kind::Other, code_space: code_space(data) })
    }

    pub(super) fn is_vertical(&self) -> bool {
        self.cmap.metadata().writing_mode == Some(WritingMode::Vertical)
    }

    pub(super) fn is_identity(&self) -> bool {
        self.kind == Kind::Identity
    }

    /// The character collection that the CMap selects from.
    pub(super) fn family(&self) -> Option<CidFamily> {
        let collection = self.cmap.metadata().character_collection.as_ref()?;
        Some(collection.family.clone()).filter(|family| *family != CidFamily::AdobeIdentity)
    }

    /// The next code of a string and its length in bytes. `bytes` is not empty.
    pub(super) fn next_code(&self, bytes: &[u8]) -> (u32, usize) {
        let take = |length: usize| {
            let length = length.min(bytes.len()).max(1);
            (bytes[..length].iter().fold(0, |code, byte| (code << 8) | u32::from(*byte)), length)
        };
        match self.kind {
            Kind::Identity => take(2),
            Kind::Gb => match bytes {
                [0x00..=0x80 | 0xff, ..] => take(1),
                [_, 0x30..=0x39, _, _, ..] => take(4),
                _ => take(2),
            },
            Kind::Unicode => match bytes {
                [0xd8..=0xdb, _, 0xdc..=0xdf, _, ..] => take(4),
                _ => take(2),
            },
            Kind::Other => {
                for length in 1..=bytes.len().min(4) {
                    let (code, _) = take(length);
                    if self.cmap.lookup_cid_code(code, length as u8).is_some() {
                        return (code, length);
                    }
                }
                for (length, low, high) in &self.code_space {
                    let (code, taken) = take(*length);
                    if taken == *length && (*low..=*high).contains(&code) {
                        return (code, taken);
                    }
                }
                take(self.code_space.iter().map(|range| range.0).min().unwrap_or(1))
            }
        }
    }

    /// The CID of a code.
    pub(super) fn cid(&self, code: u32, length: usize) -> Option<u32> {
        self.cmap.lookup_cid_code(code, length as u8)
    }

    /// The character of a code, where codes are characters.
    pub(super) fn unicode(&self, code: u32) -> Option<char> {
        if self.kind != Kind::Unicode {
            return None;
        }
        let units = [(code >> 16) as u16, code as u16];
        let units = if units[0] == 0 { &units[1..] } else { &units[..] };
        char::decode_utf16(units.iter().copied()).next()?.ok()
    }
}

/// The code space ranges of a CMap's text. Acrobat and the engine ignore them where a code is mapped; where it
/// is not they say how many bytes to step over.
fn code_space(data: &[u8]) -> Vec<(usize, u32, u32)> {
    let find = |from: usize, needle: &[u8]| {
        let rest = data.get(from..)?;
        rest.windows(needle.len()).position(|window| window == needle).map(|at| from + at)
    };
    let Some(begin) = find(0, b"begincodespacerange") else { return Vec::new() };
    let end = find(begin, b"endcodespacerange").unwrap_or(data.len());
    let tokens: Vec<&[u8]> = data[begin..end]
        .split(|byte| *byte == b'<')
        .skip(1)
        .filter_map(|part| part.split(|byte| *byte == b'>').next())
        .collect();
    let number = |hex: &[u8]| u32::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok();
    let pairs = tokens.chunks_exact(2).take(64);
    pairs
        .filter_map(|pair| {
            let length = pair[0].len().div_ceil(2);
            (1..=4).contains(&length).then_some(())?;
            Some((length, number(pair[0])?, number(pair[1])?))
        })
        .collect()
}

/// CIDs of a character collection to characters.
#[derive(Debug, Clone)]
pub(super) struct Collection(Rc<CMap>);

impl Collection {
    /// The map of one of Adobe's collections; nothing for `Identity` and private ones.
    pub(super) fn of(family: &CidFamily) -> Option<Collection> {
        let data = load_embedded(family.ucs2_cmap()?)?;
        Some(Collection(Rc::new(CMap::parse(data, load_embedded)?)))
    }

    pub(super) fn text(&self, cid: u32) -> Option<String> {
        text(&self.0, cid)
    }
}

/// The digits that have to follow each other before another one among them is doubted: in a subset whose glyphs are
/// numbered as they are first used, so many do not meet by chance.
const IN_ORDER: usize = 6;

/// A ToUnicode map.
#[derive(Debug)]
pub(super) struct ToUnicode(CMap);

impl ToUnicode {
    pub(super) fn new(data: &[u8]) -> Option<ToUnicode> {
        CMap::parse(data, load_embedded).map(ToUnicode)
    }

    pub(super) fn text(&self, code: u32) -> Option<String> {
        text(&self.0, code)
    }

    /// Whether a code is named as another digit than its place says among the digits 0 to 9, whose glyphs follow each
    /// other in the fonts of office programs: a map that exchanges two digits keeps the others in their order.
    pub(super) fn exchanges(&self, code: u32) -> bool {
        let digit = |code: u32| digit(&self.text(code)?);
        let Some(named) = digit(code) else { return false };
        let zeros = code.saturating_sub(9)..=code;
        let in_order = |zero: u32| (0..10).filter(|place| digit(zero + place) == Some(*place)).count();
        zeros.filter(|zero| code - zero != named).any(|zero| in_order(zero) >= IN_ORDER)
    }
}

/// The digit that a text is.
fn digit(text: &str) -> Option<u32> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())?.to_digit(10)
}

fn text(cmap: &CMap, code: u32) -> Option<String> {
    match cmap.lookup_bf_string(code)? {
        BfString::Char(c) => Some(c.to_string()),
        BfString::String(text) => Some(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(encoding: &Encoding, bytes: &[u8]) -> String {
        let collection = Collection::of(&encoding.family().unwrap()).unwrap();
        let (mut at, mut out) = (0, String::new());
        while at < bytes.len() {
            let (code, length) = encoding.next_code(&bytes[at..]);
            let cid = encoding.cid(code, length).unwrap_or(0);
            out.push_str(&collection.text(cid).unwrap_or_else(|| "?".to_owned()));
            at += length;
        }
        out
    }

    #[test]
    fn predefined_gb_maps_read_their_own_encoding() {
        let text = "预算12.50万元（合计）";
        let (gbk, _, _) = encoding_rs::GBK.encode(text);
        for name in ["GB-EUC-H", "GBK-EUC-H", "GBKp-EUC-H", "GBK2K-H", "GBpc-EUC-H", "GBK-EUC-V"] {
            assert_eq!(read(&Encoding::named(name.as_bytes()).unwrap(), &gbk), text, "{name}");
        }
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for name in ["UniGB-UCS2-H", "UniGB-UTF16-H", "UniGB-UCS2-V"] {
            assert_eq!(read(&Encoding::named(name.as_bytes()).unwrap(), &utf16), text, "{name}");
        }
    }

    #[test]
    fn a_map_that_exchanges_two_digits_is_noticed() {
        let map = |digits: &str| {
            let lines: String = digits
                .chars()
                .zip(0x13..)
                .map(|(digit, code)| format!("<{code:04x}> <003{digit}>\n"))
                .collect();
            ToUnicode::new(format!("10 beginbfchar\n{lines}endbfchar").as_bytes()).unwrap()
        };
        let exchanged = map("0123459786");
        let doubted: Vec<u32> = (0x13..0x1d).filter(|code| exchanged.exchanges(*code)).collect();
        assert_eq!(doubted, [0x13 + 6, 0x13 + 9]);
        let by_use = map("2026154397");
        assert!((0x13..0x1d).all(|code| !by_use.exchanges(code) && !map("0123456789").exchanges(code)));
    }

    #[test]
    fn unknown_codes_step_over_whole_characters() {
        let gbk = Encoding::named(b"GBK-EUC-H").unwrap();
        assert_eq!(gbk.next_code(&[0xff, 0x41]), (0xff, 1));
        assert_eq!(gbk.next_code(&[0xfe, 0xfe, 0x31]), (0xfefe, 2));
        assert_eq!(gbk.next_code(&[0xb0]), (0xb0, 1));
        let own = b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n1 begincidrange <0041> <0042> 5 endcidrange";
        let own = Encoding::embedded(own).unwrap();
        assert_eq!(own.next_code(&[0x12, 0x34, 0x00]), (0x1234, 2));
        assert_eq!(own.cid(0x42, 2), Some(6));
    }
}
