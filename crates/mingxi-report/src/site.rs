//! The folder of a site: written beside the old one, which it replaces in one step.

use crate::error::ReportError;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A file that only sites have.
const MARK: &str = "assets/mingxi-site.txt";

/// A site that is being written.
pub(crate) struct SiteFolder {
    target: PathBuf,
    work: TempDir,
    files: u64,
    bytes: u64,
}

impl SiteFolder {
    /// A folder beside the target.
    ///
    /// # Errors
    /// At the target stands something else than a site, or nothing can be written beside it.
    pub fn create(target: &Path) -> Result<SiteFolder, ReportError> {
        let target = std::path::absolute(target).map_err(|error| ReportError::write(target, error))?;
        let is_empty = fs::read_dir(&target).map(|mut entries| entries.next().is_none());
        if target.exists() && !target.join(MARK).exists() && !is_empty.unwrap_or(false) {
            return Err(ReportError::Occupied { path: target });
        }
        let parent = target.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(|error| ReportError::write(parent, error))?;
        let work = tempfile::Builder::new()
            .prefix(".mingxi-site-")
            .tempdir_in(parent)
            .map_err(|error| ReportError::write(parent, error))?;
        let mut folder = SiteFolder { target, work, files: 0, bytes: 0 };
        folder.write(MARK, b"A report of mingxi, replaced as a whole by the next one.\n")?;
        Ok(folder)
    }

    /// Writes a file; its name is of this program.
    pub fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), ReportError> {
        let path = self.work.path().join(name);
        let parent = path.parent().unwrap_or(self.work.path());
        fs::create_dir_all(parent)
            .and_then(|()| fs::write(&path, bytes))
            .map_err(|error| ReportError::write(&path, error))?;
        self.files += 1;
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    /// Puts the site at its place and gives the numbers of its files and bytes.
    pub fn finish(self) -> Result<(u64, u64), ReportError> {
        let SiteFolder { target, work, files, bytes } = self;
        let at = |error| ReportError::write(&target, error);
        readable(work.path()).map_err(at)?;
        let done = work.keep();
        let old = done.with_extension("old");
        let has_old = target.exists();
        if has_old {
            fs::rename(&target, &old).map_err(at)?;
        }
        if let Err(error) = fs::rename(&done, &target) {
            if has_old {
                // The old site goes back; what failed is told either way.
                let _ = fs::rename(&old, &target);
            }
            let _ = fs::remove_dir_all(&done);
            return Err(at(error));
        }
        if has_old {
            fs::remove_dir_all(&old).map_err(at)?;
        }
        Ok((files, bytes))
    }
}

/// A temporary folder is its owner's alone; a site is for others to read.
#[cfg(unix)]
fn readable(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn readable(_: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_replaces_a_site_and_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        let target = root.path().join("site");
        for text in ["one", "two"] {
            let mut folder = SiteFolder::create(&target).unwrap();
            folder.write("d/x.html", text.as_bytes()).unwrap();
            assert_eq!(folder.finish().unwrap().0, 2);
            assert_eq!(fs::read_to_string(target.join("d/x.html")).unwrap(), text);
        }
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1, "nothing is left beside it");
        let other = root.path().join("other");
        fs::create_dir(&other).unwrap();
        assert!(SiteFolder::create(&other).is_ok(), "an empty folder will do");
        fs::write(other.join("thesis.txt"), "x").unwrap();
        assert!(matches!(SiteFolder::create(&other), Err(ReportError::Occupied { .. })));
    }
}
