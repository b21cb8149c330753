//! Pairs of code and name in the documents of MINGXI_SHARED, which people have read. Skipped with a message
//! where they are absent.
// The message is for the person who runs the tests.
#![allow(clippy::print_stderr)]

use crate::codes::notation::split_joined;
use crate::codes::status::code_status;
use crate::codes::{CodeVocabulary, check::complaint};
use mingxi_model::CodeStatus;
use mingxi_model::text::squeeze;
use serde_json::Value;
use std::collections::BTreeMap;

#[test]
fn no_pair_of_the_gold_documents_is_called_a_conflict() {
    let Some(folder) = std::env::var_os("MINGXI_SHARED").map(std::path::PathBuf::from) else {
        eprintln!("skipped: MINGXI_SHARED names no folder with gold/");
        return;
    };
    let codes = CodeVocabulary::builtin().unwrap();
    let mut pairs = 0;
    let mut verified = 0;
    let mut conflicts = Vec::new();
    for file in std::fs::read_dir(folder.join("gold")).unwrap().filter_map(Result::ok) {
        let doc: Value = serde_json::from_str(&std::fs::read_to_string(file.path()).unwrap()).unwrap();
        for block in doc["blocks"].as_array().unwrap().iter().filter(|block| block["type"] == "table") {
            for (code, name) in pairs_of(block) {
                pairs += 1;
                let status = code_status(&code, Some(&name), &codes);
                verified += u32::from(status == Some(CodeStatus::Verified));
                let said = complaint(&code, &name, None, &codes);
                if status == Some(CodeStatus::Conflict) || said.is_some() {
                    conflicts.push(format!("{} {code} {name}", file.file_name().display()));
                }
            }
        }
    }
    assert!(pairs > 500, "{pairs} pairs only");
    assert!(conflicts.is_empty(), "{conflicts:#?}");
    assert!(verified * 10 > pairs * 9, "{verified} of {pairs} are verified");
}

/// Whole codes beside their names, and both in one cell.
fn pairs_of(block: &Value) -> Vec<(String, String)> {
    let is_code = |text: &str| {
        matches!(text.len(), 3 | 5 | 7) && text.starts_with(['2', '3', '5']) && text.parse::<u32>().is_ok()
    };
    let mut texts: BTreeMap<(u64, u64), String> = BTreeMap::new();
    for cell in block["cells"].as_array().into_iter().flatten() {
        let (Some(row), Some(col)) = (cell["r"].as_u64(), cell["c"].as_u64()) else { continue };
        texts.insert((row, col), squeeze(cell["t"].as_str().unwrap_or_default()));
    }
    let is_name = |text: &str| text.chars().any(char::is_alphabetic);
    let beside = texts.iter().filter_map(|((row, col), code)| {
        let name = texts.get(&(*row, col + 1)).filter(|name| is_name(name))?;
        is_code(code).then(|| (code.clone(), name.clone()))
    });
    let joined = texts.values().filter_map(|text| {
        let joined = split_joined(text).filter(|joined| is_code(joined.code))?;
        Some((joined.code.to_owned(), joined.name.to_owned()))
    });
    beside.chain(joined).collect()
}
