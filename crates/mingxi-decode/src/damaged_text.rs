//! Text files whose bytes are of no one encoding: damaged by transfer, cut inside a character, or put together from
//! files of several encodings. They are read line by line, so that one wrong byte spoils its line and no more.

use crate::DecodeError;
use encoding_rs::GB18030;
use mingxi_model::ErrorKind;
use mingxi_model::text::is_han;

/// So many characters must be sound for one that is not, beyond the few of one damaged place.
const SOUND: usize = 9;
/// The characters that one damaged place may cost.
const PLACE: usize = 3;

/// A text file's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFile {
    /// The text: line ends `\n`, NFC; what is damaged reads U+FFFD.
    pub text: String,
    /// What is wrong with the bytes; the rest was read.
    pub damage: Option<(ErrorKind, String)>,
    /// In how many lines another encoding than that of the file stands.
    pub foreign_lines: usize,
}

/// What a line's bytes may be.
enum Line<'a> {
    /// ASCII, which is the same in all encodings, or valid UTF-8 that names Chinese words.
    Sound(&'a str),
    /// Chinese in GB18030, and no UTF-8.
    Foreign(String),
    /// Valid as UTF-8 without Chinese and as GB18030 alike.
    Either(&'a str, String),
    /// Neither.
    Damaged(&'a [u8]),
}

/// Reads the lines of a file each in the encoding that it is valid in; what is valid in none reads U+FFFD.
///
/// # Errors
/// More is damaged than a text can have and still be one.
pub(crate) fn by_lines(bytes: &[u8]) -> Result<TextFile, DecodeError> {
    let lines: Vec<Line<'_>> = bytes.split(|byte| *byte == b'\n').map(line).collect();
    let is_utf8 = |line: &&Line<'_>| match line {
        Line::Sound(text) => !text.is_ascii(),
        Line::Damaged(bytes) => is_like_utf8(bytes),
        Line::Foreign(_) | Line::Either(..) => false,
    };
    let utf8 = lines.iter().filter(is_utf8).count();
    let foreign = lines.iter().filter(|line| matches!(line, Line::Foreign(_))).count();
    let is_gb = foreign > utf8;
    let mut texts: Vec<String> = Vec::with_capacity(lines.len());
    for line in lines {
        texts.push(match line {
            Line::Sound(text) => text.to_owned(),
            Line::Foreign(text) => text,
            Line::Either(text, foreign) => {
                if is_gb {
                    foreign
                } else {
                    text.to_owned()
                }
            }
            Line::Damaged(bytes) if (is_gb || utf8 == 0) && !is_like_utf8(bytes) => {
                GB18030.decode_without_bom_handling(bytes).0.into_owned()
            }
            Line::Damaged(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        });
    }
    let is_read_as_gb = is_gb || utf8 == 0;
    if is_read_as_gb && !is_everyday(&texts.concat()) {
        return Err(not_a_document());
    }
    let foreign_lines = if is_gb { utf8 } else { foreign };
    Ok(TextFile { foreign_lines, ..told(texts.join("\n"))? })
}

/// A text in which U+FFFD stands for what is damaged, with what to say of it.
///
/// # Errors
/// More is damaged than a text can have and still be one.
pub(crate) fn told(text: String) -> Result<TextFile, DecodeError> {
    let bad = text.chars().filter(|c| *c == '\u{fffd}').count();
    let good = text.chars().filter(|c| !c.is_ascii()).count().saturating_sub(bad);
    if bad > PLACE + good / SOUND || bad * 2 > good {
        return Err(not_a_document());
    }
    let is_at_end = bad > 0 && text.trim_end_matches('\u{fffd}').chars().all(|c| c != '\u{fffd}');
    let hurt = text.lines().enumerate().filter(|(_, line)| line.contains('\u{fffd}'));
    let numbers: Vec<usize> = hurt.map(|(index, _)| index + 1).collect();
    let damage = match numbers[..] {
        [] => None,
        _ if is_at_end => Some((
            ErrorKind::Truncated,
            "the text ends inside a character; download the file again".to_owned(),
        )),
        [one] => {
            Some((ErrorKind::Corrupt, format!("line {one} of the text is damaged; download the file again")))
        }
        [first, ..] => {
            let count = numbers.len();
            let message = format!(
                "{count} lines of the text are damaged, the first is {first}; download the file again"
            );
            Some((ErrorKind::Corrupt, message))
        }
    };
    Ok(TextFile { text, damage, foreign_lines: 0 })
}

fn line(bytes: &[u8]) -> Line<'_> {
    let gb = || {
        let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
        let (mut usual, mut other) = (0usize, 0usize);
        for c in text.chars().filter(|c| !c.is_ascii()) {
            let is_usual = is_han(c)
                || matches!(c, '\u{2010}'..='\u{2049}' | '\u{3000}'..='\u{301f}' | '\u{ff01}'..='\u{ff5e}');
            *(if is_usual { &mut usual } else { &mut other }) += 1;
        }
        (usual >= other * SOUND).then(|| text.into_owned())
    };
    match std::str::from_utf8(bytes) {
        Ok(text) if text.is_ascii() || text.chars().any(is_han) => Line::Sound(text),
        Ok(text) => gb().map_or(Line::Sound(text), |foreign| Line::Either(text, foreign)),
        Err(_) if !is_like_utf8(bytes) => gb().map_or(Line::Damaged(bytes), Line::Foreign),
        Err(_) => Line::Damaged(bytes),
    }
}

/// Whether most Chinese characters of a text are of the first level of GB 2312, as in any text; bytes of something
/// else give rare ones.
pub(crate) fn is_everyday(text: &str) -> bool {
    let (mut everyday, mut all) = (0usize, 0usize);
    let mut buffer = [0; 4];
    for c in text.chars().filter(|c| is_han(*c)) {
        let (bytes, ..) = GB18030.encode(c.encode_utf8(&mut buffer));
        all += 1;
        everyday += usize::from(matches!(bytes[..], [0xb0..=0xd7, 0xa1..=0xfe]));
    }
    everyday * 2 >= all
}

/// Whether half of the bytes beyond ASCII are Chinese in UTF-8; some of GB18030's are by chance.
fn is_like_utf8(bytes: &[u8]) -> bool {
    let valid = bytes.utf8_chunks().flat_map(|chunk| chunk.valid().chars());
    let han: usize = valid.filter(|c| is_han(*c)).map(char::len_utf8).sum();
    han > 0 && han * 2 >= bytes.iter().filter(|byte| !byte.is_ascii()).count()
}

pub(crate) fn not_a_document() -> DecodeError {
    let message = "the bytes are neither text nor of a document format that is known";
    DecodeError::new(ErrorKind::NotADocument, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "云杉县教育局\n205\t教育支出\t1,131.48\n20502\t普通教育\t708.23\n合计\t\t423.25\n";

    /// The text with a byte changed at the beginning of a word.
    fn hurt(text: &[u8], word: &[u8], mask: u8) -> Vec<u8> {
        let at = text.windows(word.len()).position(|window| window == word).unwrap();
        let mut bytes = text.to_vec();
        bytes[at] ^= mask;
        bytes
    }

    fn gb(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    #[test]
    fn a_flipped_bit_spoils_its_line_only() {
        for mask in [0x80, 0x40, 0x20, 0x10] {
            let file = by_lines(&hurt(TEXT.as_bytes(), "普通".as_bytes(), mask)).unwrap();
            let lines: Vec<&str> = file.text.lines().collect();
            assert_eq!((lines[1], lines[3]), ("205\t教育支出\t1,131.48", "合计\t\t423.25"));
            assert!(lines[2].ends_with("教育\t708.23"), "{}", lines[2]);
        }
        let file = by_lines(&hurt(TEXT.as_bytes(), b"708.23", 0x80)).unwrap();
        assert!(file.text.contains("普通教育\t\u{fffd}08.23\n"), "{}", file.text);
        assert_eq!(file.damage.unwrap().1, "line 3 of the text is damaged; download the file again");
    }

    #[test]
    fn a_damaged_gb_file_stays_one() {
        let file = by_lines(&hurt(&gb(TEXT), b"708.23", 0x80)).unwrap();
        assert!(
            file.text.starts_with("云杉县教育局\n205\t教育支出\t1,131.48\n20502\t普通教育\t"),
            "{}",
            file.text
        );
        assert_eq!(file.foreign_lines, 0);
    }

    #[test]
    fn lines_of_two_encodings_are_each_read_in_their_own() {
        let bytes = [TEXT.as_bytes(), &gb("一、情况说明\n无政府采购预算。\n")].concat();
        let file = by_lines(&bytes).unwrap();
        assert_eq!(file.text, format!("{TEXT}一、情况说明\n无政府采购预算。\n"));
        assert_eq!((file.foreign_lines, file.damage), (2, None));
    }

    #[test]
    fn a_text_that_ends_inside_a_character_is_cut() {
        for bytes in [TEXT.trim_end().as_bytes().to_vec(), gb(TEXT.trim_end())] {
            let mut bytes = bytes;
            bytes.extend_from_slice(b"\n");
            bytes.extend_from_slice(&"注".as_bytes()[..1]);
            let file = by_lines(&bytes).unwrap();
            assert_eq!(file.damage.map(|(kind, _)| kind), Some(ErrorKind::Truncated));
        }
    }

    #[test]
    fn noise_is_no_text() {
        let noise: Vec<u8> =
            (0u32..3000).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8 | 0x80).collect();
        assert!(by_lines(&noise).is_err());
    }
}
