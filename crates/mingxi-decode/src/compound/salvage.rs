//! Streams of a compound file whose tables contradict the file: an allocation table longer than the file, chains that
//! meet or go in circles, a last sector that is cut. What is there is read; nothing is believed beyond it.

const HEADER: usize = 512;
/// Entries of the sector list that stand in the header, and where.
const LISTED: usize = 109;
const LISTED_AT: usize = 76;
const ENTRY: usize = 128;
const MINI_SECTOR: usize = 64;
/// Streams below this size live in the stream of small sectors.
const MINI_CUTOFF: u64 = 4096;
/// Sector numbers from here on are marks.
const MARKS: u32 = 0xffff_fffa;
/// No entry, in the directory's tree.
const NONE: u32 = 0xffff_ffff;

/// A file whose tables are taken as far as they make sense.
pub(super) struct Salvage<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
    /// Where the table itself stands.
    table_sectors: Vec<u32>,
    mini_table: Vec<u32>,
    mini: Vec<u8>,
    directory: Vec<Entry>,
}

/// An entry of the directory.
struct Entry {
    name: String,
    is_stream: bool,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: u64,
}

impl<'a> Salvage<'a> {
    /// The file, unless even its directory is out of reach.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Salvage<'a>> {
        let shift = if u16_at(bytes, 30)? == 12 { 12 } else { 9 };
        let mut file = Salvage {
            bytes,
            sector: 1 << shift,
            table: Vec::new(),
            table_sectors: Vec::new(),
            mini_table: Vec::new(),
            mini: Vec::new(),
            directory: Vec::new(),
        };
        (file.table, file.table_sectors) = file.read_table();
        let directory = file.chain(u32_at(bytes, 48)?, usize::MAX);
        let is_old = shift == 9;
        file.directory =
            directory.chunks_exact(ENTRY).map_while(|entry| Entry::read(entry, is_old)).collect();
        let root = file.directory.first()?;
        let mini = file.chain(root.start, usize::MAX);
        let mini_table = file.chain(u32_at(bytes, 60)?, usize::MAX);
        file.mini = mini;
        file.mini_table = numbers(&mini_table);
        Some(file)
    }

    /// At most so many bytes of a stream of the root storage, and whether it is shorter than its entry says.
    pub(super) fn read(&self, name: &str, limit: usize) -> Option<(Vec<u8>, bool)> {
        let entry = self.find(name)?;
        let wanted = usize::try_from(entry.size).unwrap_or(usize::MAX).min(limit);
        let bytes = if entry.size < MINI_CUTOFF {
            self.mini_chain(entry.start, wanted)
        } else {
            self.chain(entry.start, wanted)
        };
        let is_cut = bytes.len() < wanted;
        Some((bytes, is_cut))
    }

    /// Whether a sector belongs to two parts: two are followed by the same one, or streams, directory and tables go
    /// through the same ones.
    pub(super) fn is_crossed(&self) -> bool {
        let mut reached = vec![false; self.table.len()];
        let is_joined = self.table.iter().any(|next| {
            reached.get_mut(*next as usize).is_some_and(|is_reached| std::mem::replace(is_reached, true))
        });
        let start = |at: usize| u32_at(self.bytes, at).unwrap_or(NONE);
        let streams = self.directory.iter().enumerate().filter_map(|(number, entry)| {
            let is_own = number == 0 || entry.is_stream && entry.size >= MINI_CUTOFF;
            let count = usize::try_from(entry.size).unwrap_or(usize::MAX).div_ceil(self.sector);
            is_own.then_some((entry.start, count))
        });
        let chains = streams.chain([(start(48), usize::MAX), (start(60), usize::MAX)]);
        let mut taken = vec![false; self.sectors()];
        let mut is_taken =
            |sector: u32| taken.get_mut(sector as usize).is_some_and(|taken| std::mem::replace(taken, true));
        // The first meeting ends the search, so that no chain is followed twice.
        is_joined
            || self.table_sectors.iter().any(|sector| is_taken(*sector))
            || chains.into_iter().any(|(start, count)| {
                let next = |sector: &u32| self.table.get(*sector as usize).copied();
                let chain = std::iter::successors(Some(start), next).take(count);
                chain.take_while(|sector| *sector < MARKS).any(&mut is_taken)
            })
    }

    /// The stream of that name among the root's children.
    fn find(&self, name: &str) -> Option<&Entry> {
        let mut open = vec![self.directory.first()?.child];
        let mut seen = vec![false; self.directory.len()];
        while let Some(number) = open.pop() {
            let index = number as usize;
            let Some(entry) = self.directory.get(index).filter(|_| number != NONE) else { continue };
            if std::mem::replace(&mut seen[index], true) {
                continue;
            }
            if entry.is_stream && entry.name == name {
                return Some(entry);
            }
            open.extend([entry.left, entry.right]);
        }
        None
    }

    /// How many sectors the file has, a cut one at its end included.
    fn sectors(&self) -> usize {
        self.bytes.len().saturating_sub(self.sector).div_ceil(self.sector)
    }

    /// What is there of a sector.
    fn sector(&self, number: u32) -> &'a [u8] {
        let start = (number as usize).saturating_add(1).saturating_mul(self.sector);
        let rest = self.bytes.get(start..).unwrap_or_default();
        &rest[..rest.len().min(self.sector)]
    }

    /// The allocation table, no longer than the file, and the sectors it stands in.
    fn read_table(&self) -> (Vec<u32>, Vec<u32>) {
        let head = self.bytes.get(LISTED_AT..HEADER).unwrap_or_default();
        let mut list: Vec<u32> = numbers(head).into_iter().take(LISTED).collect();
        let mut next = u32_at(self.bytes, 68).unwrap_or(NONE);
        let per_sector = self.sector / 4;
        let most = self.sectors() / per_sector + 1;
        while list.len() < most + LISTED && next < MARKS {
            let mut more = numbers(self.sector(next));
            next = more.pop().unwrap_or(NONE);
            if more.is_empty() {
                break;
            }
            list.append(&mut more);
        }
        let (mut table, mut sectors) = (Vec::new(), Vec::new());
        for number in list.into_iter().filter(|number| *number < MARKS) {
            let mut part = numbers(self.sector(number));
            part.resize(per_sector, NONE);
            table.append(&mut part);
            sectors.push(number);
            if table.len() >= self.sectors() {
                break;
            }
        }
        table.truncate(self.sectors());
        (table, sectors)
    }

    /// The bytes of a chain of sectors, at most so many.
    fn chain(&self, start: u32, wanted: usize) -> Vec<u8> {
        follow(&self.table, self.sectors(), start, wanted, |number| self.sector(number))
    }

    fn mini_chain(&self, start: u32, wanted: usize) -> Vec<u8> {
        let count = self.mini.len().div_ceil(MINI_SECTOR);
        follow(&self.mini_table, count, start, wanted, |number| {
            let rest = self.mini.get((number as usize).saturating_mul(MINI_SECTOR)..).unwrap_or_default();
            &rest[..rest.len().min(MINI_SECTOR)]
        })
    }
}

/// The bytes of a chain, at most so many. It ends where it comes to a sector for the second time, or to one that the file
/// does not have.
fn follow<'s>(
    table: &[u32],
    sectors: usize,
    start: u32,
    wanted: usize,
    sector: impl Fn(u32) -> &'s [u8],
) -> Vec<u8> {
    let mut seen = vec![false; sectors];
    let mut bytes = Vec::new();
    let mut next = start;
    while next < MARKS && bytes.len() < wanted {
        if seen.get_mut(next as usize).is_none_or(|is_seen| std::mem::replace(is_seen, true)) {
            break;
        }
        bytes.extend_from_slice(sector(next));
        next = table.get(next as usize).copied().unwrap_or(NONE);
    }
    bytes.truncate(wanted);
    bytes
}

impl Entry {
    fn read(bytes: &[u8], is_old: bool) -> Option<Entry> {
        let length = usize::from(u16_at(bytes, 64)?).saturating_sub(2) / 2;
        let units: Vec<u16> = bytes
            .chunks_exact(2)
            .take(length.min(31))
            .map(|unit| u16::from_le_bytes([unit[0], unit[1]]))
            .collect();
        let size = u64::from(u32_at(bytes, 120)?);
        let high = if is_old { 0 } else { u64::from(u32_at(bytes, 124)?) };
        Some(Entry {
            name: String::from_utf16_lossy(&units),
            is_stream: bytes.get(66) == Some(&2),
            left: u32_at(bytes, 68)?,
            right: u32_at(bytes, 72)?,
            child: u32_at(bytes, 76)?,
            start: u32_at(bytes, 116)?,
            size: size | high << 32,
        })
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|part| u32::from_le_bytes([part[0], part[1], part[2], part[3]])).collect()
}

#[cfg(test)]
mod tests {
    use super::Salvage;
    use std::io::{Cursor, Write};

    /// A file with one large and one small stream.
    fn file() -> Vec<u8> {
        let mut file =
            cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
        file.create_stream("/WordDocument").unwrap().write_all(&[7; 5000]).unwrap();
        file.create_stream("/1Table").unwrap().write_all(b"small").unwrap();
        file.flush().unwrap();
        file.into_inner().into_inner()
    }

    #[test]
    fn streams_of_a_sound_file() {
        let bytes = file();
        let salvage = Salvage::open(&bytes).unwrap();
        assert_eq!(salvage.read("WordDocument", 9000), Some((vec![7; 5000], false)));
        assert_eq!(salvage.read("1Table", 9000), Some((b"small".to_vec(), false)));
        assert_eq!(salvage.read("0Table", 9000), None);
    }

    #[test]
    fn sectors_of_two_streams_are_told() {
        let mut bytes = file();
        let is_crossed = |bytes: &[u8]| Salvage::open(bytes).unwrap().is_crossed();
        assert!(!is_crossed(&bytes));
        let table_at = 512 * (1 + u32::from_le_bytes(bytes[76..80].try_into().unwrap()) as usize);
        let chained: Vec<usize> =
            (0..20).map(|number| table_at + 4 * number).filter(|at| bytes[*at + 3] == 0).collect();
        let first: [u8; 4] = bytes[chained[0]..chained[0] + 4].try_into().unwrap();
        bytes[chained[1]..chained[1] + 4].copy_from_slice(&first);
        assert!(is_crossed(&bytes));
    }

    #[test]
    fn a_stream_that_runs_through_another_one_is_told() {
        let mut bytes = file();
        let table_at = 512 * (1 + u32::from_le_bytes(bytes[76..80].try_into().unwrap()) as usize);
        // Every sector is followed by the one behind it: no two by the same one, and yet chains meet.
        for number in 0..20_u32 {
            let at = table_at + 4 * number as usize;
            bytes[at..at + 4].copy_from_slice(&(number + 1).to_le_bytes());
        }
        assert!(Salvage::open(&bytes).unwrap().is_crossed());
    }

    #[test]
    fn a_circle_ends_and_a_cut_file_gives_what_is_there() {
        let bytes = file();
        let table_at = 512 * (1 + u32::from_le_bytes(bytes[76..80].try_into().unwrap()) as usize);
        let mut circle = bytes.clone();
        // Every sector is followed by itself.
        for number in 0..128_u32 {
            let at = table_at + 4 * number as usize;
            circle[at..at + 4].copy_from_slice(&number.to_le_bytes());
        }
        let read = Salvage::open(&circle).and_then(|salvage| salvage.read("WordDocument", 9000));
        assert_eq!(read, Some((vec![7; 512], true)));
        for cut in 0..bytes.len() {
            let read = Salvage::open(&bytes[..cut]).and_then(|salvage| salvage.read("WordDocument", 9000));
            assert!(read.is_none_or(|(bytes, is_cut)| bytes.len() == 5000 || is_cut));
        }
    }
}
