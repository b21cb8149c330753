//! Paths to distinct contents: the same bytes under several paths are one document.

use crate::cache::Files;
use crate::input::{Fault, Found, reason};
use crate::place::Place;
use mingxi_decode::Limits;
use mingxi_model::ErrorKind;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One distinct content, or one path without content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Content {
    /// sha256 of the bytes, hex; of the path where there are none.
    pub(crate) document_id: String,
    /// Where it lies, sorted; at least one place.
    pub(crate) places: Vec<Place>,
    /// Size in bytes, where it is known.
    pub(crate) size: Option<u64>,
    /// Why there are no bytes.
    pub(crate) error: Option<(ErrorKind, String)>,
    /// How many levels of archives are unpacked inside of it; an archive without any is not.
    pub(crate) levels: usize,
    /// Where the bytes of a document inside a file lie during the run.
    pub(crate) parked: Option<PathBuf>,
    /// Where the bytes lie of a document that was fetched from an address.
    pub(crate) fetched: Option<PathBuf>,
    /// The document that holds it.
    pub(crate) container: Option<Arc<Content>>,
}

impl Content {
    /// The first place, for people.
    pub(crate) fn shown(&self) -> String {
        self.places[0].shown()
    }

    /// The further places, as the datasets write them.
    pub(crate) fn duplicate_paths(&self) -> Vec<String> {
        let mut paths: Vec<String> = self.places[1..].iter().map(Place::shown).collect();
        paths.sort_by(|a, b| Path::new(a).cmp(Path::new(b)));
        paths
    }

    /// The last part of the first place.
    pub(crate) fn file_name(&self) -> String {
        self.places[0].name()
    }

    /// Where its bytes are.
    fn path(&self) -> &Path {
        self.parked.as_deref().or(self.fetched.as_deref()).unwrap_or(&self.places[0].file)
    }
}

/// Hashes every file (in parallel, in constant memory) and groups the paths by content. Sorted by first path.
///
/// A file that is too large is not even hashed: a sparse one may pretend to have a terabyte. What `files`
/// remembers of an unchanged file is not hashed again.
pub(crate) fn identify(found: Vec<Found>, limits: &Limits, files: Option<&Files>) -> Vec<Content> {
    let hashed: Vec<Content> = found.into_par_iter().map(|one| hash_one(one, limits, files)).collect();
    let mut groups: BTreeMap<String, Content> = BTreeMap::new();
    for one in hashed {
        match groups.get_mut(&one.document_id) {
            Some(group) => group.places.extend(one.places),
            None => {
                groups.insert(one.document_id.clone(), one);
            }
        }
    }
    let mut contents: Vec<Content> = groups.into_values().collect();
    for content in &mut contents {
        content.places.sort();
    }
    contents.sort_by(|a, b| a.places.cmp(&b.places));
    contents
}

fn hash_one(found: Found, limits: &Limits, files: Option<&Files>) -> Content {
    let limit = limits.file_bytes;
    let one = |document_id, size, error| Content {
        document_id,
        places: vec![Place::file(found.path.clone())],
        size,
        error,
        levels: limits.archive.depth,
        parked: None,
        fetched: found.fetched.clone(),
        container: None,
    };
    let hashed = match &found.fault {
        Some(fault) => Err(told(fault)),
        None => hash_file(found.fetched.as_deref().unwrap_or(&found.path), limit, files)
            .map_err(|error| (ErrorKind::Unreadable, reason(&error)))
            .and_then(|(id, size)| if size > limit { Err(too_large(size, limit)) } else { Ok((id, size)) }),
    };
    match hashed {
        Ok((document_id, size)) => one(document_id, Some(size), None),
        Err(error) => {
            let file = || found.path.metadata().ok().filter(Metadata::is_file).map(|metadata| metadata.len());
            let size = match found.fault {
                Some(Fault::TooLarge { size, .. }) => Some(size),
                _ => file(),
            };
            one(hash_path(&found.path), size, Some(error))
        }
    }
}

fn too_large(size: u64, limit: u64) -> (ErrorKind, String) {
    told(&Fault::too_large(size, limit))
}

fn told(fault: &Fault) -> (ErrorKind, String) {
    (fault.kind(), fault.message().to_owned())
}

/// The hash and the size of a file; of one that is longer than the limit, only a size above it.
fn hash_file(path: &Path, limit: u64, files: Option<&Files>) -> io::Result<(String, u64)> {
    if let Some(known) = files.and_then(|files| files.recall(path)) {
        return Ok(known);
    }
    let mut file = open_regular(path)?;
    let before = file.metadata()?;
    if before.len() > limit {
        return Ok((String::new(), before.len()));
    }
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    let mut size = 0;
    while size <= limit {
        let count = match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        size += count as u64;
        hasher.update(&buffer[..count]);
    }
    let digest = hex(&hasher.finalize());
    if let Some(files) = files {
        files.remember(path, &before, &digest);
    }
    Ok((digest, size))
}

/// Opens a file without waiting: what was a file when it was found may be a pipe now, whose opening never ends.
fn open_regular(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        let flags = rustix::fs::OFlags::NONBLOCK.bits();
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags.cast_signed());
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::other("it is no regular file any more"))
    }
}

/// sha256 of bytes in hex.
pub fn hash_bytes(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The id of a path whose bytes are out of reach. The prefix keeps it apart from a file that holds its name.
fn hash_path(path: &Path) -> String {
    hash_of(path.as_os_str().as_encoded_bytes())
}

/// The same of a place inside a file.
pub(crate) fn hash_text(place: &str) -> String {
    hash_of(place.as_bytes())
}

fn hash_of(place: &[u8]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(b"path:");
    hasher.update(place);
    hex(&hasher.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Reads a file again for its decoder, at most `limit` bytes.
///
/// # Errors
/// The file cannot be read, has grown beyond the limit, or is no longer the content that was identified.
pub(crate) fn load(content: &Content, limit: u64) -> Result<Vec<u8>, (ErrorKind, String)> {
    if let Some(error) = &content.error {
        return Err(error.clone());
    }
    if let Some(size) = content.size.filter(|size| *size > limit) {
        return Err(too_large(size, limit));
    }
    let mut bytes = Vec::new();
    let path = content.path();
    open_regular(path)
        .and_then(|file| file.take(limit.saturating_add(1)).read_to_end(&mut bytes))
        .map_err(|error| (ErrorKind::Unreadable, reason(&error)))?;
    if hash_bytes(&bytes) != content.document_id {
        let message = "the file changed while the run was reading it; run again when it is complete";
        return Err((ErrorKind::Unreadable, message.to_owned()));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn bounded(bytes: u64) -> Limits {
        Limits { file_bytes: bytes, ..Limits::default() }
    }

    fn found(path: PathBuf) -> Found {
        Found { path, fault: None, fetched: None }
    }

    #[test]
    fn one_content_under_several_paths_is_one() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        for (name, text) in [("b", "same"), ("a", "same"), ("c", "other"), ("e", ""), ("d", "")] {
            fs::write(at(name), text).unwrap();
        }
        let missing =
            Found { path: at("gone"), fault: Some(Fault::Missing("no such file".into())), fetched: None };
        let mut all: Vec<Found> = ["b", "a", "c", "e", "d"].map(|name| found(at(name))).into();
        all.push(missing);
        let contents = identify(all, &bounded(100), None);
        let paths: Vec<Vec<PathBuf>> = contents
            .iter()
            .map(|content| content.places.iter().map(|place| place.file.clone()).collect())
            .collect();
        assert_eq!(paths, [vec![at("a"), at("b")], vec![at("c")], vec![at("d"), at("e")], vec![at("gone")]]);
        assert_eq!(
            contents[2].document_id,
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(contents[3].error, Some((ErrorKind::Unreadable, "no such file".into())));
    }

    #[test]
    fn what_changed_or_is_too_large_is_not_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        fs::write(&path, "first").unwrap();
        let content = identify(vec![found(path.clone())], &bounded(100), None).remove(0);
        assert_eq!(load(&content, 5), Ok(b"first".to_vec()));
        assert_eq!(load(&content, 4).unwrap_err().0, ErrorKind::LimitExceeded);
        fs::write(&path, "later").unwrap();
        assert_eq!(load(&content, 5).unwrap_err().0, ErrorKind::Unreadable);
    }

    #[test]
    fn a_fetched_document_is_read_from_its_copy_and_called_by_its_address() {
        let dir = tempfile::tempdir().unwrap();
        let copy = dir.path().join("0f3a");
        fs::write(&copy, "first").unwrap();
        let address = PathBuf::from("s3://bucket/预算/a.pdf");
        let large = Found {
            path: PathBuf::from("s3://bucket/large.pdf"),
            fault: Some(Fault::too_large(101, 100)),
            fetched: None,
        };
        let fetched = Found { path: address, fault: None, fetched: Some(copy) };
        let contents = identify(vec![fetched, large], &bounded(100), None);
        assert_eq!(load(&contents[1], 100), Ok(b"first".to_vec()));
        assert_eq!(
            (contents[1].shown().as_str(), contents[1].file_name().as_str()),
            ("s3://bucket/预算/a.pdf", "a.pdf")
        );
        assert_eq!(
            (contents[0].size, contents[0].error.as_ref().unwrap().0),
            (Some(101), ErrorKind::LimitExceeded)
        );
    }

    #[test]
    fn a_file_of_a_terabyte_is_not_hashed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sparse.pdf");
        File::create(&path).unwrap().set_len(1 << 40).unwrap();
        let content = identify(vec![found(path)], &bounded(100), None).remove(0);
        assert_eq!(content.size, Some(1 << 40));
        assert_eq!(content.error.unwrap().0, ErrorKind::LimitExceeded);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_that_became_a_pipe_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("pipe.pdf");
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        let content = identify(vec![found(path)], &bounded(100), None).remove(0);
        assert_eq!(content.error.unwrap().0, ErrorKind::Unreadable);
    }
}
