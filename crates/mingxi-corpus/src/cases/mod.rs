//! The committed corpus: small documents made by hand, each for one thing that goes wrong in real files.
//!
//! A case is a folder `corpus/<name>/` with `source.<ext>`, the designer's facts `truth.csv` and what beyond
//! the facts is expected, `expect.toml`. Nothing here depends on what the program reads.

mod cities;
mod damage;
mod dumps;
mod excel;
mod failures;
mod forms;
mod habits;
mod layout;
mod old_word;
mod pages;
mod prose;
mod small;
mod web;
mod word;

use crate::truth::Truth;
use anyhow::Context as _;
use std::path::Path;

/// One case.
#[derive(Debug, Clone)]
pub struct Case {
    /// Folder name.
    pub name: &'static str,
    /// What it is for, one sentence.
    pub purpose: &'static str,
    /// File name and bytes of the source.
    pub source: (&'static str, Vec<u8>),
    /// The facts; `None` for files that are no documents.
    pub truth: Option<Truth>,
    /// The text of `expect.toml`.
    pub expect: String,
}

/// All cases, in the order of their names.
///
/// # Errors
/// A writer failed.
pub fn all() -> anyhow::Result<Vec<Case>> {
    let mut cases = Vec::new();
    cases.extend(habits::cases()?);
    cases.extend(cities::ready()?);
    cases.extend(pages::cases()?);
    cases.extend(dumps::cases());
    cases.extend(forms::cases()?);
    cases.extend(damage::cases());
    cases.extend(prose::cases());
    cases.extend(word::cases()?);
    cases.extend(old_word::cases()?);
    cases.extend(excel::cases()?);
    cases.extend(layout::cases()?);
    cases.extend(web::cases());
    cases.extend(failures::cases()?);
    cases.sort_by_key(|case| case.name);
    Ok(cases)
}

/// Cases that wait: the program does not yet read them as their facts say, so that they have no golden.
///
/// # Errors
/// A writer failed.
pub fn pending() -> anyhow::Result<Vec<Case>> {
    cities::pending()
}

/// Writes the corpus: sources, facts, expectations and a list of the cases. Goldens are left alone.
///
/// # Errors
/// A file cannot be written.
pub fn build(corpus: &Path) -> anyhow::Result<()> {
    let mut list = String::from(
        "# The corpus\n\n\
         Written by `cargo corpus build`; goldens (`golden.txt`) by `cargo corpus accept`. `truth.csv` is the\n\
         designer's and is never written from what the program reads. Places and figures are invented.\n\n\
         | case | what it is for |\n|---|---|\n",
    );
    let cases = all()?;
    for case in &cases {
        list.push_str(&format!("| {} | {} |\n", case.name, case.purpose));
    }
    write(corpus, &cases)?;
    std::fs::write(corpus.join("README.md"), list).context("cannot write the list of cases")
}

/// Writes sources, facts and expectations of cases.
///
/// # Errors
/// A file cannot be written.
pub fn write(corpus: &Path, cases: &[Case]) -> anyhow::Result<()> {
    for case in cases {
        let folder = corpus.join(case.name);
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let write = |name: &str, bytes: &[u8]| {
            let path = folder.join(name);
            std::fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))
        };
        write(case.source.0, &case.source.1)?;
        write("expect.toml", case.expect.as_bytes())?;
        if let Some(truth) = &case.truth {
            write("truth.csv", truth.to_csv().as_bytes())?;
        }
    }
    Ok(())
}

/// The expectation of a document that is read whole.
fn expect_ok() -> String {
    "status = [\"ok\"]\n".to_owned()
}

/// Replaces a passage that occurs exactly once.
fn damage_once(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "`{from}` must occur once");
    text.replacen(from, to, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn building_twice_gives_the_same_bytes_and_little() {
        let (first, second) = (all().unwrap(), all().unwrap());
        let mut size = 0;
        for (a, b) in first.iter().zip(&second) {
            assert!(a.source == b.source, "{}", a.name);
            size += a.source.1.len() + a.truth.as_ref().map_or(0, |t| t.to_csv().len());
        }
        assert!(first.len() >= 16, "{} cases", first.len());
        assert!(size < 1_300_000, "{size} bytes");
        assert!(first.windows(2).all(|pair| pair[0].name < pair[1].name));
    }
}
