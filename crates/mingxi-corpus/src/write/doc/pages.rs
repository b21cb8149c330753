//! Pages of 512 bytes that say which properties hold from which byte of the text on.

use super::numbers::long;

const PAGE: usize = 512;

/// What the pages are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Characters,
    Paragraphs,
}

impl Of {
    /// Bytes of an entry beside its place.
    fn entry(self) -> usize {
        if self == Of::Characters { 1 } else { 13 }
    }

    /// Properties as they stand in a page: after their size.
    fn stored(self, properties: &[u8]) -> Vec<u8> {
        let size = |number: usize| u8::try_from(number).unwrap_or(u8::MAX);
        let mut stored = match self {
            Of::Characters => vec![size(properties.len())],
            // Half the size where that is odd with the byte before it, else a zero and half the size.
            Of::Paragraphs if properties.len() % 2 == 1 => vec![size(properties.len().div_ceil(2))],
            Of::Paragraphs => vec![0, size(properties.len() / 2)],
        };
        stored.extend(properties);
        stored.resize(stored.len().next_multiple_of(2), 0);
        stored
    }
}

/// Appends the pages of runs, given by their ends in bytes and their properties, to a stream, and gives the table that
/// lists them.
pub(super) fn pages(word: &mut Vec<u8>, first: usize, runs: &[(usize, Vec<u8>)], of: Of) -> Vec<u8> {
    word.resize(word.len().next_multiple_of(PAGE), 0);
    let (mut starts, mut numbers) = (Vec::new(), Vec::new());
    let mut start = first;
    let mut rest = runs;
    while !rest.is_empty() {
        let mut free = PAGE - 1 - 4;
        let mut count = 0;
        for (_, properties) in rest {
            let size = 4 + of.entry() + of.stored(properties).len();
            if size > free {
                break;
            }
            free -= size;
            count += 1;
        }
        // One that fits into no page is cut by its own size; none here is so long.
        let (own, others) = rest.split_at(count.max(1).min(rest.len()));
        starts.push(start);
        numbers.push(word.len() / PAGE);
        word.extend(page(start, own, of));
        start = own.last().map_or(start, |(end, _)| *end);
        rest = others;
    }
    starts.push(start);
    starts.into_iter().chain(numbers).flat_map(long).collect()
}

fn page(start: usize, runs: &[(usize, Vec<u8>)], of: Of) -> Vec<u8> {
    let mut page = vec![0; PAGE];
    let mut place = |at: usize, number: usize| page[4 * at..4 * at + 4].copy_from_slice(&long(number));
    place(0, start);
    for (index, (end, _)) in runs.iter().enumerate() {
        place(index + 1, *end);
    }
    let mut end = PAGE - 2;
    for (index, (_, properties)) in runs.iter().enumerate() {
        let stored = of.stored(properties);
        end -= stored.len();
        page[end..end + stored.len()].copy_from_slice(&stored);
        page[4 * (runs.len() + 1) + of.entry() * index] = u8::try_from(end / 2).unwrap_or(0);
    }
    page[PAGE - 1] = u8::try_from(runs.len()).unwrap_or(0);
    page
}
