//! Logs go to stderr, above the progress bar where there is one.

use crate::environment;
use crate::outcome::Failure;
use indicatif::MultiProgress;
use std::io::{self, IsTerminal, Write};
use tracing_subscriber::EnvFilter;

/// Starts logging at the level that `-v` asks for, else `RUST_LOG`, else errors only: what failed is told by
/// the summary.
///
/// # Errors
/// `RUST_LOG` is no filter.
pub fn start(verbose: u8, screen: &MultiProgress) -> Result<(), Failure> {
    let asked = match verbose {
        0 => environment::value(environment::LOG),
        1 => Some("info".to_owned()),
        2 => Some("debug".to_owned()),
        _ => Some("trace".to_owned()),
    };
    let filter = EnvFilter::try_new(asked.as_deref().unwrap_or("error")).map_err(|error| {
        Failure::new(
            format!("the log filter in {} is not valid: {error}", environment::LOG),
            "write a level (error, warn, info, debug, trace) or target=level, or unset the variable",
        )
    })?;
    let screen = screen.clone();
    let has_colours = io::stderr().is_terminal() && environment::value(environment::NO_COLOR).is_none();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(has_colours)
        .with_target(verbose > 1)
        .without_time()
        .with_writer(move || AboveBar(screen.clone()))
        .finish();
    // A second start would be a mistake of this program, and harmless: the first subscriber stays.
    let _ = tracing::subscriber::set_global_default(subscriber);
    Ok(())
}

/// Stderr, with the progress bar out of the way while something is written.
struct AboveBar(MultiProgress);

impl Write for AboveBar {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.suspend(|| io::stderr().write_all(bytes))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}
