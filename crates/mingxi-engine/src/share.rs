//! Whether a folder has shrunk so much since the last publication that it is probably not whole.

use crate::batch::BatchError;
use crate::dataset::{Dataset, Published};
use std::path::Path;

/// What the last publication had.
#[derive(Debug)]
pub(crate) struct Share {
    share: f64,
    /// Documents whose bytes were there.
    found: u64,
    /// Documents that were read, at least in part.
    read: u64,
}

impl Share {
    /// The least share of the publication in `out`; without one, any number of documents will do.
    pub fn of(out: &Path, share: f64) -> Share {
        let mut last = Share { share, found: 0, read: 0 };
        let scanned = Published::open(out).and_then(|published| {
            published.scan(Dataset::Documents, &["status", "error_kind", "container_path"], |rows| {
                for row in 0..rows.len() {
                    // What lies in archives is not there before it is read.
                    let is_file = rows.text("container_path", row).is_none();
                    last.found += u64::from(is_file && rows.text("error_kind", row) != Some("unreadable"));
                    last.read += u64::from(rows.text("status", row) != Some("failed"));
                }
            })
        });
        if let Err(error) = scanned {
            tracing::debug!(%error, "there is no publication to compare the number of documents with");
        }
        last
    }

    /// Before anything is read.
    pub fn check_found(&self, now: usize) -> Result<(), BatchError> {
        self.check("were found", now as u64, self.found)
    }

    /// Before anything is published: files may be there and empty.
    pub fn check_read(&self, now: u64) -> Result<(), BatchError> {
        self.check("could be read", now, self.read)
    }

    fn check(&self, what: &'static str, now: u64, last: u64) -> Result<(), BatchError> {
        if (now as f64) < last as f64 * self.share {
            return Err(BatchError::TooFew { what, now, last, share: self.share });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_counts_documents_of_the_last_time() {
        let last = Share { share: 0.8, found: 10, read: 5 };
        assert!(last.check_found(8).is_ok());
        assert!(last.check_found(7).is_err());
        assert!(last.check_read(4).is_ok());
        let error = last.check_read(3).unwrap_err().to_string();
        assert!(error.starts_with("3 documents could be read, the last publication had 5"), "{error}");
        assert!(Share { share: 0.8, found: 0, read: 0 }.check_found(0).is_ok());
    }
}
