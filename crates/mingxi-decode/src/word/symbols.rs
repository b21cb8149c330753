//! Characters of symbol fonts (`w:sym`) as Unicode, as far as disclosures use them.

/// The character a font draws at a code; private codes (U+F0xx) stand for the font's own positions. `None`
/// for a drawing that no character stands for here.
pub(crate) fn symbol(font: &str, code: u32) -> Option<char> {
    let position = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    let table: &[(u32, char)] = match font.to_ascii_lowercase().as_str() {
        "wingdings" => &WINGDINGS,
        "wingdings 2" => &WINGDINGS_2,
        "symbol" => &SYMBOL,
        _ => return char::from_u32(code).filter(|c| !is_private(*c)),
    };
    let found = table.iter().find(|(at, _)| *at == position).map(|(_, c)| *c);
    found.or_else(|| char::from_u32(code).filter(|c| code > 0xff && !is_private(*c)))
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}')
}

const WINGDINGS: [(u32, char); 30] = [
    (0x6c, '●'),
    (0x6e, '■'),
    (0x6f, '□'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x74, '⧫'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x80, '⓪'),
    (0x81, '①'),
    (0x82, '②'),
    (0x83, '③'),
    (0x84, '④'),
    (0x85, '⑤'),
    (0x86, '⑥'),
    (0x87, '⑦'),
    (0x88, '⑧'),
    (0x89, '⑨'),
    (0x8a, '⑩'),
    (0x9f, '•'),
    (0xa1, '○'),
    (0xa7, '▪'),
    (0xa8, '◻'),
    (0xab, '★'),
    (0xd8, '➢'),
    (0xe0, '→'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfd, '☒'),
    (0xfe, '☑'),
];

const WINGDINGS_2: [(u32, char); 10] = [
    (0x4f, '✗'),
    (0x50, '✓'),
    (0x51, '☒'),
    (0x52, '☑'),
    (0x53, '☒'),
    (0x54, '☒'),
    (0x96, '•'),
    (0x97, '●'),
    (0x98, '●'),
    (0xa3, '□'),
];

const SYMBOL: [(u32, char); 25] = [
    (0x2d, '−'),
    (0x25, '%'),
    (0x2b, '+'),
    (0x3c, '<'),
    (0x3d, '='),
    (0x3e, '>'),
    (0x44, 'Δ'),
    (0x53, 'Σ'),
    (0x57, 'Ω'),
    (0x61, 'α'),
    (0x62, 'β'),
    (0x67, 'γ'),
    (0x6d, 'μ'),
    (0x70, 'π'),
    (0xa3, '≤'),
    (0xa5, '∞'),
    (0xae, '→'),
    (0xb0, '°'),
    (0xb1, '±'),
    (0xb3, '≥'),
    (0xb4, '×'),
    (0xb7, '•'),
    (0xb8, '÷'),
    (0xb9, '≠'),
    (0xbb, '≈'),
];

#[cfg(test)]
mod tests {
    use super::symbol;

    #[test]
    fn positions_of_symbol_fonts_become_characters() {
        assert_eq!(symbol("Wingdings", 0xf0fe), Some('☑'));
        assert_eq!(symbol("Wingdings 2", 0x52), Some('☑'));
        assert_eq!(symbol("Symbol", 0xf0b3), Some('≥'));
        assert_eq!(symbol("宋体", 0x2460), Some('①'));
        assert_eq!(symbol("宋体", 0xf0b3), None);
        assert_eq!(symbol("Wingdings", 0xf000), None);
    }
}
