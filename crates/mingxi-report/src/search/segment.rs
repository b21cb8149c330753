//! A segment of the index as scripts.

use super::{Entry, Kind, Segment, folded};
use crate::error::ReportError;
use crate::script;
use crate::site::SiteFolder;
use std::collections::BTreeMap;

/// Entries of a script of texts.
const BLOCK: usize = 250;
/// Entries for every script of pairs.
const PER_SHARD: usize = 400;
const MOST_SHARDS: u32 = 128;

/// Writes the scripts of a segment, whose entries are sorted by kind.
pub(super) fn write_segment(
    number: usize,
    entries: &[Entry],
    folder: &mut SiteFolder,
) -> Result<Segment, ReportError> {
    let shards = u32::try_from(entries.len() / PER_SHARD).unwrap_or(MOST_SHARDS).clamp(1, MOST_SHARDS);
    for (shard, pairs) in (0..).zip(shard_pairs(entries, shards)) {
        let lists: BTreeMap<String, String> =
            pairs.into_iter().map(|(pair, list)| (pair.iter().collect(), steps(&list))).collect();
        let data = (number, shard, lists);
        folder.write(&format!("s/{number}/p{shard}.js"), script::give("pairs", &data)?.as_bytes())?;
    }
    for (block, part) in entries.chunks(BLOCK).enumerate() {
        let texts: Vec<[&str; 3]> =
            part.iter().map(|entry| [entry.text.as_str(), &entry.beside, &entry.link]).collect();
        let data = (number, block, texts);
        folder.write(&format!("s/{number}/t{block}.js"), script::give("texts", &data)?.as_bytes())?;
    }
    let first = |kind: Kind| entries.partition_point(|entry| entry.kind < kind);
    let kinds = [Kind::Agency, Kind::Item, Kind::Project, Kind::Sentence].map(first);
    Ok(Segment { entries: entries.len(), shards, block: BLOCK, kinds })
}

/// The entries of every pair, by the script that holds the pair.
fn shard_pairs(entries: &[Entry], shards: u32) -> Vec<BTreeMap<[char; 2], Vec<u32>>> {
    let mut out = vec![BTreeMap::<[char; 2], Vec<u32>>::new(); shards as usize];
    for (number, entry) in (0u32..).zip(entries) {
        for pair in folded(&entry.text).windows(2) {
            let &[first, second] = pair else { continue };
            let list = out.get_mut(shard_of(first, second, shards) as usize);
            let list = list.map(|pairs| pairs.entry([first, second]).or_default());
            if let Some(list) = list.filter(|list| list.last() != Some(&number)) {
                list.push(number);
            }
        }
    }
    out
}

/// The script of a pair; `assets/search.js` computes the same.
fn shard_of(first: char, second: char, shards: u32) -> u32 {
    (u32::from(first) * 31 + u32::from(second)) % shards
}

/// Numbers as their steps, in base 36: short, and unpacked by one line of JavaScript.
fn steps(numbers: &[u32]) -> String {
    let mut before = 0;
    let mut out = String::new();
    for number in numbers {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&base36(number - before));
        before = *number;
    }
    out
}

fn base36(number: u32) -> String {
    let mut digits = Vec::new();
    let mut rest = number;
    loop {
        digits.push(char::from_digit(rest % 36, 36).unwrap_or('0'));
        rest /= 36;
        if rest == 0 {
            return digits.iter().rev().collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_name_their_entries_once() {
        let entry = |text: &str| Entry {
            kind: Kind::Item,
            text: text.to_owned(),
            beside: String::new(),
            link: String::new(),
        };
        let entries = [entry("医疗医疗"), entry("保障"), entry("医疗 保障")];
        let pairs = shard_pairs(&entries, 1);
        assert_eq!(pairs[0][&['医', '疗']], [0, 2]);
        assert_eq!(pairs[0][&['疗', '医']], [0]);
        assert_eq!(pairs[0][&['保', '障']], [1, 2]);
        assert_eq!(pairs[0][&['疗', '保']], [2], "blanks part no words");
    }

    #[test]
    fn numbers_are_steps_in_base_36() {
        assert_eq!(steps(&[0, 35, 36, 1332]), "0 z 1 100");
        assert_eq!(steps(&[]), "");
    }
}
