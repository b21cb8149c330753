//! `cargo corpus`: generates documents and keeps the project's corpus.

use anyhow::Context as _;
use clap::{Args, Parser, Subcommand};
use mingxi_corpus::city::{self, CUSTOMS};
use mingxi_corpus::fields::Fields;
use mingxi_corpus::generate::{Cities, Order, generate};
use mingxi_corpus::invent::Habit;
use mingxi_corpus::mutate::{self, Plan};
use mingxi_corpus::verify::Verdict;
use mingxi_corpus::write::Format;
use mingxi_corpus::write::pdf::Layout;
use mingxi_corpus::{awkward, cases, harness, questions};
use mingxi_engine::Reader;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Parser)]
#[command(name = "corpus", about = "Generates disclosures with known facts and keeps the project's corpus")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the names of all habits
    Habits,
    /// Generate invented disclosures and their facts (DIR/truth/*.csv)
    Gen {
        #[command(flatten)]
        order: OrderArguments,
        /// Folder to write to
        #[arg(long)]
        out: PathBuf,
    },
    /// Read generated disclosures in memory and compare them with their facts: those of provinces, then as many
    /// of cities; exits with failure where something is wrong and unmarked
    Check {
        #[command(flatten)]
        order: OrderArguments,
        /// How many complaints to print a document
        #[arg(long, default_value_t = 3)]
        complaints: usize,
    },
    /// Make numbers wrong, one at a time, and count what the audit sees of it
    Mutate {
        #[command(flatten)]
        order: OrderArguments,
        /// Files to mutate as well
        #[arg(long, num_args = 1..)]
        files: Vec<PathBuf>,
        /// Changes of every kind in each of these files
        #[arg(long, default_value_t = 50)]
        per_file: u64,
        /// How many of the misses to print
        #[arg(long, default_value_t = 20)]
        misses: usize,
    },
    /// Write the hand-made cases: sources, facts and expectations (never goldens)
    Build {
        /// The corpus folder
        #[arg(long, default_value = "corpus")]
        corpus: PathBuf,
    },
    /// List the cases of habits that are not in the corpus yet, with how many things the program reads wrong in them
    Pending {
        /// Write their sources and facts to this folder as well
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Generate 300 disclosures of 30 counties in 10 provincial styles and the answers to five questions about
    /// them (DIR/documents, DIR/answers); scripts/sql_questions.sh compares the answers of plain SQL with them
    Questions {
        /// Folder to write to
        #[arg(long)]
        out: PathBuf,
        /// Documents of one seed are always the same
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Rewrite the goldens (`golden.txt`) with what the program reads now; review with git diff
    Accept {
        /// Only cases whose name contains this
        only: Option<String>,
        /// The corpus folder
        #[arg(long, default_value = "corpus")]
        corpus: PathBuf,
    },
}

#[derive(Debug, Args)]
struct OrderArguments {
    /// How many documents
    #[arg(long, default_value_t = 10)]
    count: u64,
    /// Documents of one seed are always the same
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Formats to choose from; docx, cells and rows by default
    #[arg(long, value_enum, value_delimiter = ',')]
    formats: Vec<Format>,
    /// One habit only, or a group of them: provinces, cities, mixed, wild. `corpus habits` lists their names
    #[arg(long, value_parser = asked)]
    habit: Option<Asked>,
    /// Replace the heads and titles of money tables by words that no vocabulary has seen
    #[arg(long)]
    invented_words: bool,
    /// One page layout only, for PDF files; any by default
    #[arg(long, value_enum)]
    layout: Option<Layout>,
    /// Use real counties (with invented figures) for documents of provinces
    #[arg(long)]
    real_regions: bool,
    /// Awkward inputs: cells that are not one plain number, wrapped units, hidden text, damaged files, every kind in
    /// turn; `check` then exits with failure where a number is wrong or lost and nothing says so
    #[arg(long)]
    awkward: bool,
}

impl OrderArguments {
    /// `cities` where no habit is asked for.
    fn order(self, cities: Cities) -> Order {
        let (habit, cities) = match self.habit {
            None => (None, cities),
            Some(Asked::Provinces(habit)) => (habit, Cities::Without),
            Some(Asked::Cities(cities)) => (None, cities),
        };
        let formats = if self.formats.is_empty() { Format::WITH_TABLES.to_vec() } else { self.formats };
        Order {
            count: self.count,
            seed: self.seed,
            formats,
            habit,
            real_regions: self.real_regions,
            layout: self.layout,
            cities,
            invented_words: self.invented_words,
            awkward: self.awkward,
        }
    }
}

/// What `--habit` asks for.
#[derive(Debug, Clone)]
enum Asked {
    /// Documents of provinces, in one habit or any.
    Provinces(Option<Habit>),
    /// Documents of cities.
    Cities(Cities),
}

fn asked(name: &str) -> Result<Asked, String> {
    let province = Habit::ALL.into_iter().find(|habit| habit.as_str() == name);
    match (name, province, city::named(name)) {
        ("provinces", ..) => Ok(Asked::Provinces(None)),
        ("cities", ..) => Ok(Asked::Cities(Cities::Only)),
        (city::MIXED, ..) => Ok(Asked::Cities(Cities::Mixed)),
        (city::WILD, ..) => Ok(Asked::Cities(Cities::Wild)),
        (_, Some(habit), _) => Ok(Asked::Provinces(Some(habit))),
        (_, _, Some(custom)) => Ok(Asked::Cities(Cities::One(custom))),
        _ => Err(format!("no habit is called `{name}`; `cargo corpus habits` lists them")),
    }
}

/// The names of all habits with what they print.
fn habits() -> anyhow::Result<()> {
    for habit in Habit::ALL {
        say(&format!("{:<18} a province", habit.as_str()))?;
    }
    for custom in CUSTOMS {
        say(&format!("{:<18} {}", custom.name, custom.prints))?;
    }
    say(
        "groups: provinces (any of the first five), cities (every other in turn, then mixtures), mixed, wild (manners nobody here has seen)",
    )
}

fn main() -> anyhow::Result<ExitCode> {
    match Arguments::parse().command {
        Command::Habits => habits()?,
        Command::Gen { order, out } => generate(&order.order(Cities::Without), &out)?,
        Command::Check { order, complaints } => return check(&order.order(Cities::Along), complaints),
        Command::Mutate { order, files, per_file, misses } => {
            return mutated(&Plan { order: order.order(Cities::Along), files, per_file }, misses);
        }
        Command::Questions { out, seed } => questions::write(&out, seed)?,
        Command::Pending { out } => pending(out.as_deref())?,
        Command::Build { corpus } => cases::build(&corpus)?,
        Command::Accept { only, corpus } => {
            for name in harness::accept(&corpus, only.as_deref())? {
                say(&format!("changed: {name}"))?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints a line; a reader that has gone (`| head`) is no error.
fn say(text: &str) -> anyhow::Result<()> {
    match writeln!(std::io::stdout(), "{text}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(error).context("cannot write to stdout")
        }
        _ => Ok(()),
    }
}

fn check_awkward(order: &Order, most: usize) -> anyhow::Result<ExitCode> {
    let kinds = awkward::check::check(order)?;
    say(&format!(
        "{:<18} {:>9} {:>8} {:>8} {:>8} {:>6} {:>7} {:>6}",
        "kind", "documents", "awkward", "numbers", "right", "wrong", "silent", "lost"
    ))?;
    let mut unmarked = 0;
    for (kind, tally) in &kinds {
        let awkward::check::Tally { documents, changed, numbers, right, wrong, silent, lost, examples } =
            tally;
        say(&format!(
            "{kind:<18} {documents:>9} {changed:>8} {numbers:>8} {right:>8} {wrong:>6} {silent:>7} {lost:>6}"
        ))?;
        for example in examples.iter().take(most) {
            say(&format!("    {example}"))?;
        }
        unmarked += silent + lost;
    }
    say(&format!("{unmarked} numbers wrong or lost without a word"))?;
    Ok(if unmarked == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn check(order: &Order, most: usize) -> anyhow::Result<ExitCode> {
    if order.awkward {
        return check_awkward(order, most);
    }
    let mut all = Verdict::default();
    let mut imperfect = 0;
    let mut lines = Vec::new();
    let mut documents = 0;
    let mut by_habit: BTreeMap<String, (usize, usize, Fields)> = BTreeMap::new();
    harness::check(order, |name, habit, verdict| {
        documents += 1;
        let own = by_habit.entry(habit.to_owned()).or_default();
        own.0 += 1;
        own.1 += verdict.unmarked();
        own.2.add(verdict.fields.clone());
        if !verdict.is_perfect() {
            imperfect += 1;
            lines.push(format!(
                "{name}: {} of {} facts, {} wrong, {} silent",
                verdict.found, verdict.facts, verdict.wrong, verdict.silent
            ));
            lines.extend(verdict.complaints.iter().take(most).map(|c| format!("    {c}")));
        }
        all.add(verdict.clone());
    })?;
    for line in &lines {
        say(line)?;
    }
    say(&format!(
        "{documents} documents, {imperfect} not perfect; {} facts, {} found, {} emitted; {} wrong numbers, {} of them \
         without a flag",
        all.facts, all.found, all.emitted, all.wrong, all.silent
    ))?;
    of_habits(&by_habit)?;
    of_fields(&all.fields)?;
    let (words, named) = all.words;
    if words > 0 {
        let Fields { numbers, published, .. } = all.fields;
        say(&format!(
            "{published} of {numbers} numbers under unknown words published; {named} of {words} unknown words named"
        ))?;
    }
    Ok(if all.unmarked() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A line a habit: how many of its numbers are published, and how many with every field right.
fn of_habits(by_habit: &BTreeMap<String, (usize, usize, Fields)>) -> anyhow::Result<()> {
    say(&format!(
        "{:<18} {:>9} {:>8} {:>9} {:>8} {:>9}",
        "habit", "documents", "numbers", "published", "right", "unmarked"
    ))?;
    for (habit, (documents, unmarked, fields)) in by_habit {
        let Fields { numbers, published, right, .. } = fields;
        let numbers = format!("{numbers:>8} {published:>9} {right:>8}");
        say(&format!("{habit:<18} {documents:>9} {numbers} {unmarked:>9}"))?;
    }
    Ok(())
}

/// A line a field, with examples of what is wrong.
fn of_fields(fields: &Fields) -> anyhow::Result<()> {
    for (name, count) in &fields.by_name {
        say(&format!(
            "field {name}: {} of {} wrong, {} unmarked",
            count.wrong, count.stated, count.unmarked
        ))?;
        for example in &count.examples {
            say(&format!("    {example}"))?;
        }
    }
    Ok(())
}

/// A line a case that waits; `out` is where they are written.
fn pending(out: Option<&Path>) -> anyhow::Result<()> {
    let folder = out.map_or_else(|| std::env::temp_dir().join("mingxi-corpus-pending"), Path::to_path_buf);
    let waiting = cases::pending()?;
    cases::write(&folder, &waiting)?;
    let reader = Reader::new()?;
    for case in harness::stored(&folder)?.iter().filter(|case| waiting.iter().any(|w| w.name == case.name)) {
        let verdict = case.verify(&case.read(&reader));
        let first = verdict.complaints.first().map(String::as_str).unwrap_or("ready");
        say(&format!("{}: {} complaints; {first}", case.name, verdict.complaints.len()))?;
    }
    Ok(())
}

/// Exits with failure where the audit falls short: under 99 % of what can be seen detected, under 90 % of it
/// ranked first, or an alarm on an untouched document.
fn mutated(plan: &Plan, misses: usize) -> anyhow::Result<ExitCode> {
    let mut lines = Vec::new();
    let tally = mutate::run(plan, |miss| {
        if lines.len() < misses {
            lines.push(told(&miss));
        }
    })?;
    for line in &lines {
        say(line)?;
    }
    say(&tally.to_string())?;
    let (detected, first) = tally.shares();
    let is_enough = detected >= 0.99 && first >= 0.90 && tally.alarms == 0;
    Ok(if is_enough { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A miss, with the cells that were suspected instead.
fn told(miss: &mutate::Miss<'_>) -> String {
    let first = miss.reading.line_items.iter().filter(|item| item.suspect_rank == Some(1));
    let first: Vec<String> =
        first.take(6).map(|item| format!("{}:({}, {})", item.table_id, item.row, item.col)).collect();
    let (name, slip, verdict, shown_by) = (miss.file_name, miss.slip, miss.verdict, &miss.shown_by);
    let mut text = format!("{name}: {slip}: {verdict:?}; shown by {shown_by:?}; first suspected {first:?}");
    let here = miss.reading.diagnostics.iter().filter(|remark| remark.table_id == Some(slip.table_id));
    for remark in here.take(4) {
        text.push_str(&format!("\n    {} {:?}: {}", remark.code, (remark.row, remark.col), remark.message));
    }
    text
}
