//! Where a content lies: at the path of a file, or inside of one.

use std::path::{Path, PathBuf};

/// A file, or a file inside a file. In order, files come first, then what lies in them, then what lies deeper.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    depth: usize,
    /// The path of the file.
    pub file: PathBuf,
    /// The way inside of it, with `/`; empty for the file itself.
    member: String,
}

impl Place {
    /// A file.
    pub fn file(path: PathBuf) -> Place {
        Place { depth: 0, file: path, member: String::new() }
    }

    /// What a publication calls it.
    pub fn published(source_path: &str, container_path: Option<&str>) -> Place {
        let member = container_path.unwrap_or_default().to_owned();
        Place { depth: usize::from(!member.is_empty()), file: PathBuf::from(source_path), member }
    }

    /// A file inside of this one.
    pub fn inside(&self, path: &str) -> Place {
        let member = if self.member.is_empty() { path.to_owned() } else { format!("{}/{path}", self.member) };
        Place { depth: self.depth + 1, file: self.file.clone(), member }
    }

    /// The path of the file, with `/` on every system.
    pub fn source_path(&self) -> String {
        text(&self.file)
    }

    /// The way inside the file; `None` for the file itself.
    pub fn container_path(&self) -> Option<&str> {
        (!self.member.is_empty()).then_some(self.member.as_str())
    }

    /// Both, for people and for lists of paths.
    pub fn shown(&self) -> String {
        shown(&self.source_path(), self.container_path())
    }

    /// The last part.
    pub fn name(&self) -> String {
        match self.container_path() {
            Some(member) => member.rsplit('/').next().unwrap_or(member).to_owned(),
            None => self
                .file
                .file_name()
                .map_or_else(|| self.source_path(), |name| name.to_string_lossy().into_owned()),
        }
    }
}

/// A path and the way inside of it as one.
pub(crate) fn shown(source_path: &str, container_path: Option<&str>) -> String {
    match container_path {
        Some(member) => format!("{source_path}/{member}"),
        None => source_path.to_owned(),
    }
}

/// A path with `/` on every system.
fn text(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        text.into_owned()
    } else {
        text.replace(std::path::MAIN_SEPARATOR, "/")
    }
}
