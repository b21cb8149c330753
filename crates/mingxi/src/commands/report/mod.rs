//! `mingxi report`.

mod drawing;

use crate::args::{Images, Lang, Report};
use crate::outcome::{Exit, Failure};
use crate::printer;
use crate::program::Program;
use drawing::Drawing;
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use mingxi_report::{Language, Options, ReportError, Step};
use std::io::{self, IsTerminal};
use std::time::Duration;

/// Writes the site and prints where it stands.
///
/// # Errors
/// There is no publication, or the site cannot be written.
pub fn run(report: &Report, program: &Program, screen: &MultiProgress) -> Result<Exit, Failure> {
    let options = Options {
        language: match report.lang {
            Lang::Zh => Language::Chinese,
            Lang::En => Language::English,
        },
        images: match report.images {
            Images::Flagged => mingxi_report::Images::Flagged,
            Images::All => mingxi_report::Images::All,
            Images::None => mingxi_report::Images::None,
        },
    };
    let drawing =
        Drawing::of(program, &report.out, Duration::from_secs(report.timeout.get()), report.memory.get());
    let bar = bar(screen);
    let made = mingxi_report::report(
        &report.out,
        &report.output,
        options,
        &mut |path, id, pages| drawing.draw(path, id, pages),
        &mut |step| match step {
            Step::Found { documents } => bar.set_length(documents as u64),
            Step::Done => bar.inc(1),
            Step::Finishing => bar.set_message("regions, comparison, search"),
        },
    );
    bar.finish_and_clear();
    let made = made.map_err(|error| failure(&error))?;
    let megabytes = (made.bytes / 100_000) as f64 / 10.0;
    printer::line(&format!(
        "{} documents of {} agencies, {} pictures of pages -> {} ({} files, {megabytes} MB)",
        made.documents,
        made.agencies,
        made.pictures,
        report.output.join("index.html").display(),
        made.files,
    ))?;
    if made.without_picture > 0 {
        printer::line(&format!(
            "{} pages could not be drawn; their numbers say why, and everything else of them is there",
            made.without_picture
        ))?;
    }
    Ok(Exit::Clean)
}

fn failure(error: &ReportError) -> Failure {
    let hint = match error {
        ReportError::Occupied { .. } => {
            "name with -o a new folder, or one that an earlier `mingxi report` wrote"
        }
        ReportError::Write { .. } => "choose with -o a folder that can be written, on a disk with room",
        ReportError::Dataset(_) => "name the folder that `mingxi extract -o` wrote into",
        _ => "please report it",
    };
    Failure::from_error(error, Some(hint))
}

/// A bar on a terminal, nothing elsewhere.
fn bar(screen: &MultiProgress) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template("{bar:30} {pos}/{len} documents  {elapsed} elapsed, {eta} to go  {msg}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
    screen.add(ProgressBar::new(0).with_style(style))
}
