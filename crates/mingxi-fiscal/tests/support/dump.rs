//! Tables written down in a test.

use crate::support::read_bytes;
use mingxi_fiscal::Vocabulary;
use mingxi_model::Reading;

/// Reads a text dump with `|` between the fields of a row.
pub fn read_dump(dump: &str, file_name: &str) -> Reading {
    let text: String = dump.lines().map(|line| format!("{}\n", line.trim().replace('|', "\t"))).collect();
    read_bytes(text.as_bytes(), file_name, &Vocabulary::builtin().unwrap()).unwrap()
}
