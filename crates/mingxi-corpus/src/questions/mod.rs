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
pub use answers::Answers;
use anyhow::Context as _;
use std::path::Path;
use styles::{COUNTIES_OF_A_PROVINCE, STYLES, Style};

/// The years that every county discloses.
const YEARS: std::ops::RangeInclusive<i64> = 2019..=2023;

/// Writes the documents to `out/documents` and the answers to `out/answers/*.csv`.
///
/// # Errors
/// A file cannot be written.
pub fn write(out: &Path, seed: u64) -> anyhow::Result<()> {
    let documents = out.join("documents");
    std::fs::create_dir_all(&documents).with_context(|| format!("cannot make {}", documents.display()))?;
    let mut all = Answers::default();
    let mut number = 0;
    for (p, style) in STYLES.iter().enumerate() {
        for c in 0..COUNTIES_OF_A_PROVINCE {
            for year in YEARS {
                for stage in [Stage::Budget, Stage::FinalAccounts] {
                    let disclosure = disclosure(seed, number, style, c, year, stage, &mut all);
                    let format = style.formats[number as usize % style.formats.len()];
                    let name = format!("{number:03}_{p}_{year}.{}", format.extension());
                    let path = documents.join(name);
                    std::fs::write(&path, format.write(&disclosure)?)
                        .with_context(|| format!("cannot write {}", path.display()))?;
                    number += 1;
                }
            }
        }
    }
    all.write(&out.join("answers"))
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
