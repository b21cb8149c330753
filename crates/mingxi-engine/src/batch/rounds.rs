//! Contents are read, then what is inside of them, and so on.

use super::asked::Batch;
use super::told::{BatchError, Progress};
use crate::content::Content;
use crate::gathering::Gathering;
use crate::inside::Inside;
use crate::pool;
use crate::read::Reader;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

/// What reading needs.
pub(super) struct Work<'w> {
    pub batch: &'w Batch,
    pub reader: &'w Arc<Reader>,
    pub pool: &'w rayon::ThreadPool,
    pub gathering: &'w Gathering<'w>,
}

impl Work<'_> {
    /// Reads contents, then what is inside of them, and so on; the number of documents.
    pub fn all_rounds(&self, mut contents: Vec<Content>) -> Result<usize, BatchError> {
        let gathering = self.gathering;
        let mut documents = contents.len();
        while !contents.is_empty() && !self.batch.stop.is_asked() {
            let parked: Vec<PathBuf> = contents.iter().filter_map(|content| content.parked.clone()).collect();
            let unread = self.pool.install(|| gathering.take_kept(contents))?;
            self.unpack_again(&unread)?;
            self.read(unread, false)?;
            gathering.inside.clear(&parked);
            let next = gathering.inside.next();
            documents = (documents + next.contents.len()).saturating_sub(next.archives);
            gathering.board.found(documents);
            (gathering.progress)(Progress::Found { documents });
            contents = next.contents;
        }
        Ok(documents)
    }

    /// Unpacks the bytes that contents need and that were not unpacked, because what holds them was not read again.
    fn unpack_again(&self, contents: &[Content]) -> Result<(), BatchError> {
        let containers = Inside::containers_of(contents);
        if containers.is_empty() {
            return Ok(());
        }
        self.unpack_again(&containers)?;
        self.read(containers, true)
    }

    /// Reads contents; or only unpacks what is inside of them.
    fn read(&self, contents: Vec<Content>, only_unpacks: bool) -> Result<(), BatchError> {
        let gathering = self.gathering;
        let Some(workers) = &self.batch.workers else {
            if only_unpacks {
                self.pool.install(|| gathering.unpack_all(contents, self.reader));
                return Ok(());
            }
            return Ok(self.pool.install(|| gathering.read_all(contents, self.reader))?);
        };
        let task = pool::Task {
            jobs: NonZeroUsize::new(self.pool.current_num_threads()).unwrap_or(NonZeroUsize::MIN),
            patience: self.reader.patience,
            file_bytes: self.reader.limits.file_bytes,
            stop: &self.batch.stop,
            board: &gathering.board,
            park: &|content, bytes| gathering.inside.park(content, bytes),
        };
        pool::read_all(workers, &task, contents, &|content, outcome| match only_unpacks {
            true => Ok(()),
            false => gathering.unpack(&content, outcome).map_err(BatchError::from),
        })
    }
}
