//! Real files, where they are at hand.

use crate::{Limits, decode};
use std::path::PathBuf;

fn shared(folder: &str) -> Option<Vec<PathBuf>> {
    let Some(root) = std::env::var_os("MINGXI_SHARED") else {
        #[allow(clippy::print_stderr)]
        {
            eprintln!("skipped: MINGXI_SHARED is not set");
        }
        return None;
    };
    let files = std::fs::read_dir(PathBuf::from(root).join(folder)).unwrap();
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "pdf"));
    files.sort();
    Some(files)
}

#[test]
fn every_rendered_file_reads_wholly() {
    let Some(files) = shared("rendered") else { return };
    for file in files {
        let read = decode(&std::fs::read(&file).unwrap(), &Limits::default()).unwrap();
        assert_eq!(read.partial, None, "{}", file.display());
        assert_eq!(read.diagnostics, [], "{}", file.display());
        let text: String =
            read.pages.iter().flat_map(|page| &page.glyphs).map(|glyph| glyph.text.as_str()).collect();
        assert!(text.contains("合计") || text.contains("总计"), "{}", file.display());
        assert!(!text.chars().any(|c| ('\u{2e80}'..='\u{2fdf}').contains(&c)), "{}", file.display());
    }
}

#[test]
fn cut_files_say_so() {
    let Some(files) = shared("real/budget") else { return };
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        for percent in [10, 60, 97] {
            let cut = &bytes[..bytes.len() * percent / 100];
            match decode(cut, &Limits::default()) {
                Ok(read) => assert!(read.partial.is_some(), "{} at {percent} %", file.display()),
                Err(error) => assert!(!error.to_string().is_empty()),
            }
        }
    }
}
