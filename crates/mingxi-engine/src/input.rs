//! The files that the inputs of a run name. Nothing a person names is lost: what cannot be opened is found
//! too, with its fault, and becomes a failed row of the documents dataset.

use mingxi_model::ErrorKind;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Component, Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// A file that an input names, or an input that names none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The path as the input spells it, without a leading `./`.
    pub path: PathBuf,
    /// Why nothing can be read there.
    pub fault: Option<Fault>,
    /// Where the bytes lie, if not at the path: the copy of a document that was fetched from an address.
    pub fetched: Option<PathBuf>,
}

impl Found {
    fn at(path: PathBuf, fault: Option<Fault>) -> Found {
        Found { path, fault, fetched: None }
    }
}

/// Why a path gives no bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// No file, folder or pattern match is there.
    Missing(String),
    /// Something is there that cannot be read.
    Unreadable(String),
    /// Something is there that is too large to be fetched.
    TooLarge {
        /// Its bytes.
        size: u64,
        /// The sentence for people.
        message: String,
    },
}

impl Fault {
    /// The sentence for people.
    pub fn message(&self) -> &str {
        match self {
            Fault::Missing(message) | Fault::Unreadable(message) | Fault::TooLarge { message, .. } => message,
        }
    }

    /// Of a file of `size` bytes where more than `limit` are not read.
    pub fn too_large(size: u64, limit: u64) -> Fault {
        let message =
            format!("the file has {size} bytes and files over {limit} bytes are not read; split it");
        Fault::TooLarge { size, message }
    }

    /// How the documents dataset lists it.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Fault::Missing(_) | Fault::Unreadable(_) => ErrorKind::Unreadable,
            Fault::TooLarge { .. } => ErrorKind::LimitExceeded,
        }
    }
}

/// Finds the files of all inputs: files, folders (with their sub-folders) and glob patterns. Sorted by path,
/// each path once.
///
/// A name that exists is taken literally even if it looks like a pattern. Inside a folder, hidden files (a
/// leading dot) and the lock files of office programs (`~$`) are passed over. A symbolic link that leads out of
/// the folder is not read, and told, unless `follow_links`: a download must not name files of the machine. With
/// it, a link to a folder is followed once, and never into the folder being walked, so that loops end.
/// `passed_over` are folders that are never entered: the run's own output.
pub fn collect(inputs: &[PathBuf], passed_over: &[PathBuf], follow_links: bool) -> Vec<Found> {
    let mut found = BTreeMap::new();
    let mut keep = |one: Found| {
        found.entry(one.path).or_insert(one.fault);
    };
    let passed_over: Vec<PathBuf> = passed_over.iter().filter_map(|p| p.canonicalize().ok()).collect();
    let rules = Rules { passed_over, follow_links };
    for input in inputs {
        let input = plain(input);
        match std::fs::symlink_metadata(&input) {
            Ok(_) => take(&input, &rules, &mut keep),
            Err(error) if error.kind() != io::ErrorKind::NotFound => keep(unreadable(input, &error)),
            Err(_) => match pattern(&input) {
                Some(pattern) => expand(&input, &pattern, &rules, &mut keep),
                None => keep(missing(
                    input,
                    "there is no file or folder of this name; check the spelling, or remove it from the inputs",
                )),
            },
        }
    }
    found.into_iter().map(|(path, fault)| Found::at(path, fault)).collect()
}

/// What is not entered.
struct Rules {
    passed_over: Vec<PathBuf>,
    follow_links: bool,
}

/// The one file of a path that is no pattern.
pub(crate) fn collect_one(path: &Path) -> Found {
    match std::fs::metadata(path) {
        Ok(metadata) => file(path.to_owned(), metadata.is_file()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            missing(path.to_owned(), "there is no file of this name")
        }
        Err(error) => unreadable(path.to_owned(), &error),
    }
}

/// Takes a path that exists: a file as it is, a folder with all that is in it.
fn take(path: &Path, rules: &Rules, keep: &mut impl FnMut(Found)) {
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() && is_publication(path) => keep(missing(
            path.to_owned(),
            "this is a publication of mingxi; name the documents that it was made from",
        )),
        Ok(metadata) if metadata.is_dir() => walk(path, rules, keep),
        Ok(metadata) => keep(file(path.to_owned(), metadata.is_file())),
        Err(error) => keep(unreadable(path.to_owned(), &error)),
    }
}

/// A file; only regular files are read, because a pipe or a device may never end.
fn file(path: PathBuf, is_regular: bool) -> Found {
    let fault = (!is_regular).then(|| {
        Fault::Unreadable(
            "this is no regular file but a pipe, socket or device; save it as a file".to_owned(),
        )
    });
    Found::at(path, fault)
}

fn missing(path: PathBuf, message: &str) -> Found {
    Found::at(path, Some(Fault::Missing(message.to_owned())))
}

fn unreadable(path: PathBuf, error: &io::Error) -> Found {
    Found::at(path, Some(Fault::Unreadable(reason(error))))
}

/// What an IO error means for a person.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "permission to read it was denied; change its permissions and run again".to_owned()
        }
        io::ErrorKind::NotFound => {
            "it could not be found when it was opened; a symbolic link may lead nowhere".to_owned()
        }
        _ => format!("it could not be read: {error}"),
    }
}

fn walk(root: &Path, rules: &Rules, keep: &mut impl FnMut(Found)) {
    let root_target = root.canonicalize().ok();
    let mut followed = BTreeSet::new();
    let leading_out = RefCell::new(Vec::new());
    let entries =
        WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter().filter_entry(|entry| {
            if entry.depth() == 0 {
                return true;
            }
            let is_refused = !rules.follow_links && leads_out(entry, root_target.as_deref());
            if is_refused && !is_hidden(entry) {
                leading_out.borrow_mut().push(plain(entry.path()));
            }
            !is_refused && is_wanted(entry, root_target.as_deref(), &rules.passed_over, &mut followed)
        });
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => {
                let is_regular = entry.file_type().is_file();
                keep(file(plain(entry.path()), is_regular));
            }
            Err(error) if error.loop_ancestor().is_some() => {
                tracing::debug!(%error, "a symbolic link back to a folder above it was not followed");
            }
            Err(error) => {
                let path = plain(error.path().unwrap_or(root));
                let message = error.io_error().map_or_else(|| error.to_string(), reason);
                keep(Found::at(path, Some(Fault::Unreadable(message))));
            }
        }
    }
    for path in leading_out.into_inner() {
        let message = "this is a link that leads out of its folder; read what it names with --follow-links";
        keep(Found::at(path, Some(Fault::Unreadable(message.to_owned()))));
    }
}

/// Whether an entry is a link to something outside of the folder that is walked.
fn leads_out(entry: &DirEntry, root_target: Option<&Path>) -> bool {
    let Some(root) = root_target.filter(|_| entry.path_is_symlink()) else {
        return false;
    };
    entry.path().canonicalize().is_ok_and(|target| !target.starts_with(root) && !root.starts_with(&target))
}

/// Hidden files and the lock files of office programs.
fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.starts_with('.') || name.starts_with("~$")
}

/// Whether a walk takes or enters an entry below its root.
fn is_wanted(
    entry: &DirEntry,
    root_target: Option<&Path>,
    passed_over: &[PathBuf],
    followed: &mut BTreeSet<PathBuf>,
) -> bool {
    if is_hidden(entry) {
        tracing::debug!(path = %entry.path().display(), "hidden file or lock file passed over");
        return false;
    }
    if entry.file_type().is_dir() && is_publication(entry.path()) {
        tracing::debug!(path = %entry.path().display(), "a publication passed over");
        return false;
    }
    let must_compare = entry.path_is_symlink() || !passed_over.is_empty();
    if !entry.file_type().is_dir() || !must_compare {
        return true;
    }
    let Ok(target) = entry.path().canonicalize() else {
        return true;
    };
    if passed_over.contains(&target) {
        tracing::debug!(path = %entry.path().display(), "the output of this command passed over");
        return false;
    }
    if !entry.path_is_symlink() {
        return true;
    }
    let is_inside = root_target.is_some_and(|root| target.starts_with(root) || root.starts_with(&target));
    let is_new = !is_inside && followed.insert(target);
    if !is_new {
        tracing::debug!(path = %entry.path().display(), "link to a folder that is walked anyway passed over");
    }
    is_new
}

/// Whether a folder is what a run of this program published: its files are no disclosures, wherever they lie.
fn is_publication(path: &Path) -> bool {
    let has = |name: &str| path.join(name).is_dir();
    path.join("datapackage.json").is_file() && has("documents") && has("line_items") && has("diagnostics")
}

/// The input as a glob pattern, if it has a wildcard.
fn pattern(input: &Path) -> Option<String> {
    let text = input.to_str()?;
    text.contains(['*', '?', '[']).then(|| text.to_owned())
}

fn expand(input: &Path, pattern: &str, rules: &Rules, keep: &mut impl FnMut(Found)) {
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::default() };
    let paths = match glob::glob_with(pattern, options) {
        Ok(paths) => paths,
        Err(error) => {
            let message =
                format!("there is no file of this name, and as a pattern it has a mistake: {error}");
            return keep(missing(input.to_owned(), &message));
        }
    };
    let mut has_match = false;
    for path in paths {
        has_match = true;
        match path {
            Ok(path) => take(&plain(&path), rules, keep),
            Err(error) => keep(unreadable(plain(error.path()), error.error())),
        }
    }
    if !has_match {
        keep(missing(input.to_owned(), "no file matches this pattern; check the folder and the wildcards"));
    }
}

/// The path without `.` components, so that `./a` and `a` are one.
fn plain(path: &Path) -> PathBuf {
    let plain: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    if plain.as_os_str().is_empty() { path.to_owned() } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn names(found: &[Found], root: &Path) -> Vec<String> {
        found
            .iter()
            .map(|one| {
                let path = one.path.strip_prefix(root).unwrap_or(&one.path).display().to_string();
                match &one.fault {
                    None => path,
                    Some(Fault::Missing(_)) => format!("{path} missing"),
                    Some(_) => format!("{path} unreadable"),
                }
            })
            .collect()
    }

    fn folder() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for path in ["b/2.txt", "b/.hidden", "b/~$2.docx", ".git/x", "a.txt", "[2024].txt", "out/latest/d"] {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        dir
    }

    #[test]
    fn folders_are_walked_in_order_without_hidden_files_and_own_output() {
        let dir = folder();
        let found =
            collect(&[dir.path().to_owned(), dir.path().join("a.txt")], &[dir.path().join("out")], false);
        assert_eq!(names(&found, dir.path()), ["[2024].txt", "a.txt", "b/2.txt"]);
    }

    #[test]
    fn publications_are_no_inputs() {
        let dir = folder();
        for name in ["documents/part-0.parquet", "line_items/x", "diagnostics/x", "datapackage.json"] {
            let path = dir.path().join("b/copy of latest").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let inside = dir.path().join("b");
        assert_eq!(names(&collect(std::slice::from_ref(&inside), &[], false), &inside), ["2.txt"]);
        let copy = inside.join("copy of latest");
        assert_eq!(
            names(&collect(std::slice::from_ref(&copy), &[], false), &inside),
            ["copy of latest missing"]
        );
    }

    #[test]
    fn patterns_expand_and_literal_names_win() {
        let dir = folder();
        let inputs =
            ["[2024].txt", "b/*", "no/*.txt", "gone.txt", "x[.txt"].map(|name| dir.path().join(name));
        assert_eq!(
            names(&collect(&inputs, &[], false), dir.path()),
            ["[2024].txt", "b/2.txt", "b/~$2.docx", "gone.txt missing", "no/*.txt missing", "x[.txt missing"]
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_end_and_broken_links_are_told() {
        use std::os::unix::fs::symlink;
        let dir = folder();
        let other = tempfile::tempdir().unwrap();
        fs::write(other.path().join("far.txt"), "x").unwrap();
        symlink(other.path(), other.path().join("self")).unwrap();
        let inside = dir.path().join("b");
        symlink(dir.path(), inside.join("loop")).unwrap();
        symlink(other.path(), inside.join("once")).unwrap();
        symlink(other.path(), inside.join("twice")).unwrap();
        symlink("nowhere", inside.join("broken.txt")).unwrap();
        let all = |follow| names(&collect(std::slice::from_ref(&inside), &[], follow), &inside);
        assert_eq!(all(true), ["2.txt", "broken.txt unreadable", "once/far.txt"]);
        assert_eq!(all(false), ["2.txt", "broken.txt unreadable", "once unreadable", "twice unreadable"]);
    }

    #[test]
    fn spellings_of_one_path_are_one() {
        assert_eq!(plain(Path::new("./a/./b")), Path::new("a/b"));
        assert_eq!(plain(Path::new(".")), Path::new("."));
    }
}
