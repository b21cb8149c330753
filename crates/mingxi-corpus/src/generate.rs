//! `corpus gen`: many invented documents from one seed.

use crate::awkward;
use crate::city::{self, CUSTOMS, Custom, MIXED, WILD};
use crate::document::Disclosure;
use crate::invent::{Habit, disclosure};
use crate::rng::Rng;
use crate::truth::Truth;
use crate::unknown;
use crate::write::Format;
use crate::write::pdf::{Layout, Look};
use anyhow::Context as _;
use std::path::Path;

/// Which documents print the habits of cities.
#[derive(Debug, Clone, Copy)]
pub enum Cities {
    /// None: provinces only.
    Without,
    /// As many as there are documents of provinces, after them.
    Along,
    /// All: every habit in turn, then mixtures.
    Only,
    /// All, every one a mixture.
    Mixed,
    /// All, every one in a manner that nobody here has seen.
    Wild,
    /// All, in one habit.
    One(&'static Custom),
}

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
    /// Documents that print the habits of cities.
    pub cities: Cities,
    /// Replace the heads and titles of money tables by words that no vocabulary has seen.
    pub invented_words: bool,
    /// Awkward documents instead: see [`crate::awkward`].
    pub awkward: bool,
}

impl Default for Order {
    fn default() -> Order {
        Order {
            count: 0,
            seed: 1,
            formats: Format::WITH_TABLES.to_vec(),
            habit: None,
            real_regions: false,
            layout: None,
            cities: Cities::Without,
            invented_words: false,
            awkward: false,
        }
    }
}

/// All documents of an order.
pub fn documents(order: &Order) -> impl Iterator<Item = (String, Disclosure, Format)> + '_ {
    let (provinces, cities) = match order.cities {
        Cities::Without => (order.count, 0),
        Cities::Along => (order.count, order.count),
        Cities::Only | Cities::Mixed | Cities::Wild | Cities::One(_) => (0, order.count),
    };
    let provinces = (0..provinces).map(|number| document(order, number));
    provinces.chain((0..cities).map(|number| city_document(order, number)))
}

/// The document of a number that prints a city's habits; its name is `c`, the number and the habit.
pub fn city_document(order: &Order, number: u64) -> (String, Disclosure, Format) {
    let mut rng = Rng::for_item(order.seed ^ 0x6369_7479, number);
    let custom = match order.cities {
        Cities::Mixed | Cities::Wild => None,
        Cities::One(custom) => Some(custom),
        _ => CUSTOMS.get(number as usize),
    };
    let (disclosure, habit) = match order.cities {
        Cities::Wild => (city::unseen(&mut rng), WILD),
        _ => (city::disclosure(&mut rng, custom), custom.map_or(MIXED, |custom| custom.name)),
    };
    let name = format!("c{number:05}_{habit}");
    finished(order, &mut rng, name, disclosure)
}

/// The document of a number; its name begins with the number.
pub fn document(order: &Order, number: u64) -> (String, Disclosure, Format) {
    let mut rng = Rng::for_item(order.seed, number);
    let habit = order.habit.unwrap_or_else(|| *rng.pick(&Habit::ALL));
    let disclosure = disclosure(&mut rng, habit, order.real_regions);
    finished(order, &mut rng, format!("{number:05}_{}", habit.as_str()), disclosure)
}

/// Chooses a format and a look, and replaces the words where that is asked for.
fn finished(
    order: &Order,
    rng: &mut Rng,
    mut name: String,
    mut disclosure: Disclosure,
) -> (String, Disclosure, Format) {
    let format = *rng.pick(&order.formats);
    if matches!(format, Format::Pdf | Format::Ofd) {
        disclosure.look = Look::of_seed(rng.next_u64(), order.layout);
        // Clipped text is not written in OFD.
        if format == Format::Ofd && disclosure.look.layout == Layout::Halves {
            disclosure.look.layout = Layout::Strokes;
        }
        name = format!("{name}_{}", disclosure.look.layout.as_str());
    }
    if order.invented_words {
        unknown::replace(&mut disclosure, rng);
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
    let write = |name: &str, bytes: Vec<u8>, facts: &Truth| -> anyhow::Result<()> {
        let path = out.join(name);
        std::fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
        let stem = name.split('.').next().unwrap_or(name);
        let path = truth.join(format!("{stem}.csv"));
        std::fs::write(&path, facts.to_csv()).with_context(|| format!("cannot write {}", path.display()))
    };
    if order.awkward {
        for made in awkward::documents(order) {
            let made = made?;
            write(&made.file_name, made.bytes, &made.truth)?;
        }
        return Ok(());
    }
    for (name, disclosure, format) in documents(order) {
        write(&format!("{name}.{}", format.extension()), format.write(&disclosure)?, &disclosure.truth)?;
    }
    Ok(())
}
