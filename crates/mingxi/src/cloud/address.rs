//! Addresses apart from paths.

use crate::outcome::Failure;
use std::fmt;
use std::path::{Path, PathBuf};

/// Schemes of object stores.
const SCHEMES: [&str; 3] = ["s3", "gs", "az"];

/// The address of an object or of all objects below a folder of a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// Its text: `s3://bucket/folder`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where a run reads and publishes.
#[derive(Debug, PartialEq, Eq)]
pub struct Places {
    /// Files, folders and patterns.
    pub inputs: Vec<PathBuf>,
    /// Addresses.
    pub addresses: Vec<Address>,
    /// The local folder that gets the publication.
    pub out: PathBuf,
    /// Where the publication goes from there.
    pub upload: Option<Address>,
}

impl Places {
    /// Tells addresses from paths; a file:// address is a path.
    ///
    /// # Errors
    /// An address is none, the output is an address and no local folder is named to publish into first, or one is
    /// named without need.
    pub fn of(inputs: &[PathBuf], out: &Path, work: Option<&Path>) -> Result<Places, Failure> {
        let (mut paths, mut addresses) = (Vec::new(), Vec::new());
        for input in inputs {
            match told(input)? {
                Told::Path(path) => paths.push(path),
                Told::Address(address) => addresses.push(address),
            }
        }
        let (out, upload) = match (told(out)?, work) {
            (Told::Path(out), None) => (out, None),
            (Told::Address(address), Some(work)) => (work.to_owned(), Some(address)),
            (Told::Address(address), None) => {
                return Err(Failure::new(
                    format!("{address} is an address, and a publication is made in a local folder first"),
                    "name that folder with --work; the next run needs it too",
                ));
            }
            (Told::Path(out), Some(_)) => {
                return Err(Failure::new(
                    format!("{} is a local folder, so that --work has no meaning", out.display()),
                    "leave --work out",
                ));
            }
        };
        Ok(Places { inputs: paths, addresses, out, upload })
    }
}

enum Told {
    Path(PathBuf),
    Address(Address),
}

fn told(input: &Path) -> Result<Told, Failure> {
    let Some((scheme, rest)) = input.to_str().and_then(|text| text.split_once("://")) else {
        return Ok(Told::Path(input.to_owned()));
    };
    let scheme = scheme.to_ascii_lowercase();
    if scheme == "file" {
        return path_of(rest).map(Told::Path).ok_or_else(|| {
            Failure::new(
                format!("{} is no address of a local file", input.display()),
                "write file:///folder/name, with %20 for a blank and so on, or the plain path",
            )
        });
    }
    if !SCHEMES.contains(&scheme.as_str()) {
        return Ok(Told::Path(input.to_owned()));
    }
    if rest.split('/').next().is_none_or(str::is_empty) {
        return Err(Failure::new(format!("{} names no bucket", input.display()), "write s3://bucket/folder"));
    }
    Ok(Told::Address(Address(format!("{scheme}://{}", rest.trim_end_matches('/')))))
}

/// The path of a file:// address behind its scheme; `None` if it is on another host or no path.
fn path_of(rest: &str) -> Option<PathBuf> {
    let path = rest.strip_prefix("localhost").unwrap_or(rest);
    if !path.starts_with('/') {
        return None;
    }
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let (high, low) = (digit(rest.next())?, digit(rest.next())?);
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    named(bytes)
}

#[cfg(unix)]
fn named(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    Some(PathBuf::from(std::ffi::OsString::from_vec(bytes)))
}

/// `/C:/folder` is a path of a drive.
#[cfg(not(unix))]
fn named(bytes: Vec<u8>) -> Option<PathBuf> {
    let text = String::from_utf8(bytes).ok()?;
    let has_drive = text.as_bytes().get(2) == Some(&b':');
    Some(PathBuf::from(if has_drive { &text[1..] } else { &text }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(inputs: &[&str], out: &str, work: Option<&str>) -> Result<Places, String> {
        let inputs: Vec<PathBuf> = inputs.iter().map(PathBuf::from).collect();
        Places::of(&inputs, Path::new(out), work.map(Path::new)).map_err(|failure| failure.message)
    }

    #[cfg(unix)]
    #[test]
    fn addresses_are_told_from_paths() {
        let places = of(
            &[
                "in",
                "S3://bucket/预算/",
                "file:///data/a%20b/%E9%A2%84.pdf",
                "az://box/x",
                "odd://name",
                "gs://b",
            ],
            "file://localhost/out",
            None,
        );
        assert_eq!(
            places,
            Ok(Places {
                inputs: ["in", "/data/a b/预.pdf", "odd://name"].map(PathBuf::from).into(),
                addresses: ["s3://bucket/预算", "az://box/x", "gs://b"]
                    .map(|text| Address(text.to_owned()))
                    .into(),
                out: PathBuf::from("/out"),
                upload: None,
            })
        );
        let places = of(&["in"], "s3://bucket/out", Some("work")).unwrap();
        assert_eq!(places.out, PathBuf::from("work"));
        assert_eq!(places.upload, Some(Address("s3://bucket/out".to_owned())));
    }

    #[test]
    fn what_is_no_place_is_refused() {
        for (inputs, out, work) in [
            (["in"], "s3://bucket/out", None),
            (["in"], "out", Some("work")),
            (["s3:///folder"], "out", None),
            (["file://host/folder"], "out", None),
            (["file:///a%2"], "out", None),
            (["file:///a%zz"], "out", None),
        ] {
            assert!(of(&inputs, out, work).is_err(), "{inputs:?} {out}");
        }
    }
}
