//! Files that are written complete or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes a file with the folders above it; a reader sees the old content or the new one, also after a crash.
///
/// # Errors
/// What the system says; the old content stands then.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    // Temporary files are for their owner only; what is published is for whom the umask says.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_data()?;
    file.persist(path)?;
    Ok(())
}

/// Whether [`write_whole`] could write a file there now: its folder takes files, and no folder is in its place.
///
/// # Errors
/// What the system says.
pub(crate) fn may_write(path: &Path) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    tempfile::NamedTempFile::new_in(folder).map(drop)
}
