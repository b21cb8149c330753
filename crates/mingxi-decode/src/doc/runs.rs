//! Which properties hold from which byte of the text on: pages of 512 bytes (FKP, [MS-DOC] 2.9.33 and 2.9.175).

use super::bytes::{Plc, part, u32_at};

const PAGE: usize = 512;
/// Size of an entry of a page of paragraphs: an offset and twelve bytes of a height that nobody reads.
const PARAGRAPH_ENTRY: usize = 13;

/// What the pages are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Characters,
    Paragraphs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    start: u32,
    end: u32,
    /// Where its properties stand in the stream, and how many bytes they are.
    at: u32,
    length: u16,
}

/// Runs of text with their properties, by the byte at which they begin.
pub(super) struct Runs<'a> {
    word: &'a [u8],
    runs: Vec<Run>,
}

impl<'a> Runs<'a> {
    /// Reads the pages that a table lists; none twice, so that a short file cannot list them without end.
    pub(super) fn read(word: &'a [u8], table: &[u8], of: Of) -> Runs<'a> {
        let plc = Plc::new(table, 4);
        let mut runs = Vec::new();
        for index in 0..plc.len().min(word.len() / PAGE + 1) {
            let Some(number) = plc.record(index).and_then(|record| u32_at(record, 0)) else { break };
            let start = (number as usize & 0x003f_ffff) * PAGE;
            let page = part(word, start, PAGE);
            if page.len() == PAGE {
                read_page(page, start, of, &mut runs);
            }
        }
        // A damaged table may list its pages in any order.
        if !runs.is_sorted_by_key(|run| run.start) {
            runs.sort_by_key(|run| run.start);
        }
        Runs { word, runs }
    }

    /// The properties at a byte of the text, and the byte at which others may begin.
    pub(super) fn at(&self, byte: usize) -> (&'a [u8], usize) {
        let byte = u32::try_from(byte).unwrap_or(u32::MAX);
        let next = self.runs.partition_point(|run| run.start <= byte);
        let following = self.runs.get(next).map_or(usize::MAX, |run| run.start as usize);
        match next.checked_sub(1).and_then(|index| self.runs.get(index)).filter(|run| byte < run.end) {
            Some(run) => {
                let properties = part(self.word, run.at as usize, usize::from(run.length));
                (properties, (run.end as usize).min(following))
            }
            None => (&[], following),
        }
    }
}

fn read_page(page: &[u8], start: usize, of: Of, runs: &mut Vec<Run>) {
    let count = usize::from(page[PAGE - 1]);
    let entry = if of == Of::Characters { 1 } else { PARAGRAPH_ENTRY };
    if (count + 1) * 4 + count * entry > PAGE - 1 {
        return;
    }
    for index in 0..count {
        let (Some(from), Some(to)) = (u32_at(page, index * 4), u32_at(page, index * 4 + 4)) else { return };
        let offset = usize::from(page[(count + 1) * 4 + index * entry]) * 2;
        let (skipped, length) = match (offset, of) {
            (0, _) => (0, 0),
            (_, Of::Characters) => (1, usize::from(page[offset])),
            // Half the size, one byte less; a zero says that the size itself follows.
            (_, Of::Paragraphs) if page[offset] == 0 => {
                (2, page.get(offset + 1).map_or(0, |half| usize::from(*half) * 2))
            }
            (_, Of::Paragraphs) => (1, usize::from(page[offset]) * 2 - 1),
        };
        let at = offset + skipped;
        let length = length.min(PAGE.saturating_sub(at));
        let place = u32::try_from(start + at).ok().zip(u16::try_from(length).ok());
        if let (true, Some((at, length))) = (from < to, place) {
            runs.push(Run { start: from, end: to, at, length });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Of, Runs};

    #[test]
    fn runs_of_two_kinds() {
        let mut word = vec![0; 1536];
        // Characters: 100 to 110 plain, 110 to 130 with two bytes of properties at 2 * 200.
        for (at, value) in [(512, 100), (516, 110), (520, 130)] {
            word[at] = value;
        }
        (word[524], word[525], word[512 + 400], word[512 + 511]) = (0, 200, 2, 2);
        word[512 + 401..512 + 403].copy_from_slice(&[0xab, 0xcd]);
        let table = [100, 0, 0, 0, 130, 0, 0, 0, 1, 0, 0, 0];
        let runs = Runs::read(&word, &table, Of::Characters);
        assert_eq!(runs.at(99), (&[][..], 100));
        assert_eq!(runs.at(105), (&[][..], 110));
        assert_eq!(runs.at(110), (&[0xab, 0xcd][..], 130));
        assert_eq!(runs.at(130), (&[][..], usize::MAX));
        // Paragraphs: one of five bytes, one whose size stands apart.
        for (at, value) in [(1024, 10), (1028, 20), (1032, 40), (1036, 100), (1049, 110), (1024 + 200, 3)] {
            word[at] = value;
        }
        (word[1024 + 220], word[1024 + 221], word[1024 + 511]) = (0, 2, 2);
        word[1024 + 201] = 0x11;
        word[1024 + 222] = 0x22;
        let table = [10, 0, 0, 0, 40, 0, 0, 0, 2, 0, 0, 0];
        let runs = Runs::read(&word, &table, Of::Paragraphs);
        assert_eq!(runs.at(15), (&[0x11, 0, 0, 0, 0][..], 20));
        assert_eq!(runs.at(39), (&[0x22, 0, 0, 0][..], 40));
    }
}
