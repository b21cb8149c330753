//! Inputs that stand in a file or come on stdin (`--inputs-from`).

use crate::outcome::Failure;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Most bytes of a list: a million paths of the longest kind that systems have.
const MOST_BYTES: u64 = 4 << 30;

/// Reads a list of inputs; `-` is stdin.
///
/// # Errors
/// The list cannot be read, is too long, or names nothing.
pub fn read(list: &Path) -> Result<Vec<PathBuf>, Failure> {
    let is_stdin = list == Path::new("-");
    let read = || -> io::Result<Vec<u8>> {
        let source: Box<dyn Read> =
            if is_stdin { Box::new(io::stdin()) } else { Box::new(File::open(list)?) };
        let mut bytes = Vec::new();
        source.take(MOST_BYTES).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let name = if is_stdin { "stdin".to_owned() } else { list.display().to_string() };
    let bytes = read().map_err(|error| {
        Failure::new(
            format!("the list of inputs {name} could not be read: {error}"),
            "name with --inputs-from a file with one path a line, or - for stdin",
        )
    })?;
    let inputs = names(&bytes);
    if inputs.is_empty() {
        return Err(Failure::new(
            format!("the list of inputs {name} names no file"),
            "write one path a line, or part the paths by NUL characters",
        ));
    }
    Ok(inputs)
}

/// The names in a list: parted by NUL where there is one, else by line ends.
fn names(bytes: &[u8]) -> Vec<PathBuf> {
    let by_nul = bytes.contains(&0);
    let names = bytes.split(|byte| if by_nul { *byte == 0 } else { *byte == b'\n' });
    let plain = names.map(|name| if by_nul { name } else { name.strip_suffix(b"\r").unwrap_or(name) });
    plain.filter(|name| !name.is_empty()).map(path).collect()
}

#[cfg(unix)]
fn path(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(name))
}

#[cfg(not(unix))]
fn path(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(list: &str) -> Vec<String> {
        names(list.as_bytes()).iter().map(|path| path.display().to_string()).collect()
    }

    #[test]
    fn lines_are_names() {
        assert_eq!(texts("预算/a.pdf\r\n\n b.docx\nc.txt"), ["预算/a.pdf", " b.docx", "c.txt"]);
    }

    #[test]
    fn between_nul_characters_line_ends_are_part_of_a_name() {
        assert_eq!(texts("a\nb.pdf\0c.pdf\0"), ["a\nb.pdf", "c.pdf"]);
    }
}
