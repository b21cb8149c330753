//! Everything that is printed goes through here: data to stdout, the rest to stderr.

pub mod gaps;
mod grid;
pub mod picture;
pub mod table;
mod text;
pub mod why;

use crate::outcome::Failure;
use std::io::{self, Write};
pub use text::clean;

/// Writes data to stdout. A reader that went away (`| head`) is no error.
///
/// # Errors
/// Stdout cannot be written for another reason, such as a full disk.
pub fn data(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::new(
            format!("the result could not be written to stdout: {error}"),
            "if stdout goes to a file, see whether its disk is full",
        )),
        _ => Ok(()),
    }
}

/// Writes data and a line break to stdout.
///
/// # Errors
/// As [`data`].
pub fn line(text: &str) -> Result<(), Failure> {
    data(format!("{text}\n").as_bytes())
}

/// Tells on stderr why the command could not run.
pub fn failure(failure: &Failure) {
    let mut page = format!("error: {}\n", clean(&failure.message));
    if let Some(hint) = &failure.hint {
        page.push_str(&format!("hint: {}\n", clean(hint)));
    }
    // There is nowhere left to tell that stderr is gone.
    let _ = io::stderr().write_all(page.as_bytes());
}
