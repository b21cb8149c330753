//! `cargo corpus`: generates documents and keeps the project's corpus.

use clap::{Parser, Subcommand};
use mingxi_corpus::generate::{Order, generate};
use mingxi_corpus::invent::Habit;
use mingxi_corpus::write::Format;
use std::path::PathBuf;

#[derive(Debug, Parser)]
#[command(
    name = "corpus",
    about = "Generates disclosures with known facts and keeps the project's corpus"
)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Generate invented disclosures and their facts (DIR/truth/*.csv)
    Gen {
        /// How many documents
        #[arg(long, default_value_t = 10)]
        count: u64,
        /// Documents of one seed are always the same
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Folder to write to
        #[arg(long)]
        out: PathBuf,
        /// Formats to choose from; all by default
        #[arg(long, value_enum, value_delimiter = ',')]
        formats: Vec<Format>,
        /// One habit only: serial, plain, parts, lists, final
        #[arg(long, value_parser = habit)]
        habit: Option<Habit>,
        /// Use real counties (with invented figures)
        #[arg(long)]
        real_regions: bool,
    },
    /// Write the hand-made cases: sources, facts and expectations (never goldens)
    Build {
        /// The corpus folder
        #[arg(long, default_value = "corpus")]
        corpus: PathBuf,
    },
}

fn habit(name: &str) -> Result<Habit, String> {
    Habit::ALL
        .into_iter()
        .find(|habit| habit.as_str() == name)
        .ok_or_else(|| format!("no habit is called `{name}`; there are serial, plain, parts, lists, final"))
}

fn main() -> anyhow::Result<()> {
    match Args::parse().command {
        Command::Gen {
            count,
            seed,
            out,
            formats,
            habit,
            real_regions,
        } => {
            let formats = if formats.is_empty() {
                Format::ALL.to_vec()
            } else {
                formats
            };
            generate(
                &Order {
                    count,
                    seed,
                    formats,
                    habit,
                    real_regions,
                },
                &out,
            )
        }
        Command::Build { corpus } => mingxi_corpus::cases::build(&corpus),
    }
}
