//! The bytes of a text as characters: by the character set of its font, or by the file's own code page.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
    WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
};

/// The encoding of a code page (`\ansicpg`).
pub(super) fn of_page(page: i32) -> &'static Encoding {
    match page {
        936 | 54936 => GBK,
        950 => BIG5,
        932 => SHIFT_JIS,
        949 => EUC_KR,
        874 => WINDOWS_874,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        _ => WINDOWS_1252,
    }
}

/// The encoding of a font's character set (`\fcharset`); `None` where that is the file's own.
pub(super) fn of_charset(charset: i32) -> Option<&'static Encoding> {
    Some(match charset {
        134 => GBK,
        136 => BIG5,
        128 => SHIFT_JIS,
        129 | 130 => EUC_KR,
        161 => WINDOWS_1253,
        162 => WINDOWS_1254,
        163 => WINDOWS_1258,
        177 => WINDOWS_1255,
        178 => WINDOWS_1256,
        186 => WINDOWS_1257,
        204 => WINDOWS_1251,
        222 => WINDOWS_874,
        238 => WINDOWS_1250,
        _ => return None,
    })
}

/// Whether characters of an encoding have two bytes.
pub(super) fn is_wide(encoding: &'static Encoding) -> bool {
    [GBK, BIG5, SHIFT_JIS, EUC_KR].contains(&encoding)
}

/// Bytes as text: in the font's encoding, where they are none of it in the file's.
pub(super) fn decoded(bytes: &[u8], font: Option<&'static Encoding>, file: &'static Encoding) -> String {
    let first = font.unwrap_or(file);
    let whole = |encoding: &'static Encoding| {
        encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
    };
    whole(first)
        .or_else(|| whole(file))
        .or_else(|| whole(WINDOWS_1252).filter(|_| !is_wide(first)))
        .unwrap_or_else(|| first.decode_without_bom_handling(bytes).0.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_decides_and_the_file_where_it_is_silent() {
        let bytes = [0xd4, 0xa4, 0xcb, 0xe3];
        assert_eq!(decoded(&bytes, Some(GBK), WINDOWS_1252), "预算");
        assert_eq!(decoded(&bytes, None, GBK), "预算");
        assert_eq!(decoded(b"\x93x\x94", None, WINDOWS_1252), "“x”");
        assert_eq!(of_charset(0), None);
        assert_eq!(of_page(936), GBK);
    }
}
