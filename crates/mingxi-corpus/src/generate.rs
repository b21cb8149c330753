//! `corpus gen`: many invented documents from one seed.

use crate::document::Disclosure;
use crate::invent::{Habit, disclosure};
use crate::rng::Rng;
use crate::write::Format;
use crate::write::pdf::{Layout, Look};
use anyhow::Context as _;
use std::path::Path;

/// What to generate.
#[derive(Debug, Clone)]
pub struct Order {
    /// How many documents.
    pub count: u64,
    /// The seed; document `n` of a seed is the same whatever the count.
    pub seed: u64,
    /// Formats, taken in turn.
    pub formats: Vec<Format>,
    /// One habit only.
    pub habit: Option<Habit>,
    /// Real regions with invented figures, to test region codes.
    pub real_regions: bool,
    /// One page layout only, for PDF files.
    pub layout: Option<Layout>,
}

/// The document of a number; its name begins with the number.
pub fn document(order: &Order, number: u64) -> (String, Disclosure, Format) {
    let mut rng = Rng::for_item(order.seed, number);
    let habit = order.habit.unwrap_or_else(|| *rng.pick(&Habit::ALL));
    let mut disclosure = disclosure(&mut rng, habit, order.real_regions);
    let format = *rng.pick(&order.formats);
    let mut name = format!("{number:05}_{}", habit.as_str());
    if format == Format::Pdf {
        disclosure.look = Look::of_seed(rng.next_u64(), order.layout);
        name = format!("{name}_{}", disclosure.look.layout.as_str());
    }
    (name, disclosure, format)
}

/// Writes documents to `out` and their facts to `out/truth`.
///
/// # Errors
/// A file cannot be written.
pub fn generate(order: &Order, out: &Path) -> anyhow::Result<()> {
    let truth = out.join("truth");
    std::fs::create_dir_all(&truth).with_context(|| format!("cannot make the folder {}", truth.display()))?;
    for number in 0..order.count {
        let (name, disclosure, format) = document(order, number);
        let path = out.join(format!("{name}.{}", format.extension()));
        std::fs::write(&path, format.write(&disclosure)?)
            .with_context(|| format!("cannot write {}", path.display()))?;
        let path = truth.join(format!("{name}.csv"));
        std::fs::write(&path, disclosure.truth.to_csv())
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}
