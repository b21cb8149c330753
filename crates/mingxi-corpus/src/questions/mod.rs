//! `corpus questions`: thirty invented counties in ten provincial styles, five years each, budget and final
//! accounts; and the answers to five questions, computed from the invented money and never from a document.

mod answers;
mod styles;

use crate::book::Book;
use crate::document::{Disclosure, Scope, Stage};
use crate::invent::{Habit, Wording, assemble};
use crate::ledger::LedgerPlan;
use crate::place::{AGENCIES, Region};
use crate::rng::Rng;
use crate::text::NumberStyle;
use crate::write::Format;
pub use answers::Answers;
use anyhow::Context as _;
use std::path::Path;
use styles::{COUNTIES_OF_A_PROVINCE, STYLES, Style};

/// The first year that every county discloses.
const FIRST_YEAR: i64 = 2019;

/// How many years it discloses.
const YEARS: u64 = 5;

/// How many documents there are: a budget and final accounts a county and year.
pub const COUNT: u64 = STYLES.len() as u64 * COUNTIES_OF_A_PROVINCE as u64 * YEARS * 2;

/// Writes the documents to `out/documents` and the answers to `out/answers/*.csv`.
///
/// # Errors
/// A file cannot be written.
pub fn write(out: &Path, seed: u64) -> anyhow::Result<()> {
    let documents = out.join("documents");
    std::fs::create_dir_all(&documents).with_context(|| format!("cannot make {}", documents.display()))?;
    let mut answers = Answers::default();
    for number in 0..COUNT {
        let (name, disclosure, format) = document(seed, number, &mut answers);
        let path = documents.join(&name);
        std::fs::write(&path, format.write(&disclosure)?)
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    answers.write(&out.join("answers"))
}

/// The document of a number below [`COUNT`] with its file name and format; what it answers is added to
/// `answers`. An even number is a budget, the next one the final accounts of the same county and year.
pub fn document(seed: u64, number: u64, answers: &mut Answers) -> (String, Disclosure, Format) {
    let stage = if number.is_multiple_of(2) { Stage::Budget } else { Stage::FinalAccounts };
    let year = FIRST_YEAR + (number / 2 % YEARS) as i64;
    let place = (number / 2 / YEARS) as usize;
    let (p, county) = (place / COUNTIES_OF_A_PROVINCE, place % COUNTIES_OF_A_PROVINCE);
    let style = &STYLES[p];
    let disclosure = disclosure(seed, number, style, county, year, stage, answers);
    let format = style.formats[number as usize % style.formats.len()];
    (format!("{number:03}_{p}_{year}.{}", format.extension()), disclosure, format)
}

fn disclosure(
    seed: u64,
    number: u64,
    style: &Style,
    county: usize,
    year: i64,
    stage: Stage,
    answers: &mut Answers,
) -> Disclosure {
    let mut rng = Rng::for_item(seed, number);
    let kind = &AGENCIES[0];
    let name = style.counties[county];
    let region = Region {
        path: format!("{}{}{name}", style.province, style.city),
        short: if name.ends_with('区') { format!("{}{name}", style.city) } else { name.to_owned() },
        level: if name.ends_with('区') { "区" } else { "县" },
        code: None,
    };
    let (habit, titles) = match stage {
        Stage::Budget => (style.budget, style.titles),
        Stage::FinalAccounts => (Habit::Final, style.final_titles),
    };
    let scope = if habit == Habit::Lists || rng.chance(50) { Scope::Department } else { Scope::Unit };
    let plan = LedgerPlan {
        units: if scope == Scope::Unit { 1 } else { 3 },
        projects: kind.projects.len(),
        unit: style.unit,
        carry_over: rng.chance(50),
        other_funds: rng.chance(30),
    };
    let agency_code = format!("{}", 301 + county);
    let ledger = crate::ledger::invent(&mut rng, kind, &region.short, &agency_code, plan);
    let agency = format!("{}{}", region.short, kind.name);
    let printed = match scope {
        Scope::Department if habit == Habit::Lists => format!("{agency}（汇总）"),
        _ => agency.clone(),
    };
    let number = NumberStyle { unit: style.unit, separators: style.separators, zeros: style.zeros };
    let book = Book { kind, region, agency, agency_code, year, stage, scope, number, varies: true, ledger };
    answers.add_money(&book);
    let wording = Wording { titles, words: style.words, signs: style.signs };
    let disclosure = assemble(&mut rng, book, habit, printed, Some(wording));
    answers.add_performance(&disclosure);
    disclosure
}
