//! The names of a file's fonts (SttbfFfn, [MS-DOC] 2.9.286): a symbol is a number and a font.

use super::bytes::{part, u16_at};

/// Bytes of a font before its name.
const HEAD: usize = 39;

/// The names, in the order of their numbers, as far as the table is whole.
pub(super) fn read(table: &[u8]) -> Vec<String> {
    let count = u16_at(table, 0).unwrap_or(0);
    let mut names = Vec::new();
    let mut at = 4;
    for _ in 0..count {
        let Some(size) = table.get(at).map(|size| usize::from(*size)) else { break };
        let entry = part(table, at + 1, size);
        let name = entry.get(HEAD..).unwrap_or_default();
        let units = name.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
        let units: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
        names.push(String::from_utf16_lossy(&units));
        at += 1 + size;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn names_of_fonts() {
        let mut table = vec![2, 0, 0, 0];
        for name in ["宋体\0SimSun\0", "Symbol\0"] {
            let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            table.push(u8::try_from(39 + units.len()).unwrap());
            table.extend([0; 39]);
            table.extend(units);
        }
        assert_eq!(read(&table), ["宋体", "Symbol"]);
        assert_eq!(read(&table[..60]), ["宋体"]);
        assert!(read(&[9, 0]).is_empty());
    }
}
