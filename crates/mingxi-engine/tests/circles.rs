//! Every room reads from top to bottom: no modules of one folder use each other in a circle. Told by the paths in the
//! sources (`use crate::x`, `super::x`), tests left out.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Rooms whose modules still use each other. The list only shrinks: no room is added, and one that reads from top to
/// bottom is taken out.
const KNOWN: [&str; 14] = [
    "mingxi-corpus",
    "mingxi-corpus::city",
    "mingxi-engine",
    "mingxi-engine::dataset",
    "mingxi-engine::picture",
    "mingxi-fiscal::codes",
    "mingxi-fiscal::facts",
    "mingxi-fiscal::nesting",
    "mingxi-fiscal::performance",
    "mingxi-fiscal::performance::roles",
    "mingxi-grid::dump",
    "mingxi-grid::pages",
    "mingxi-grid::pages::aligned",
    "mingxi-grid::pages::continued",
];

/// A module by the folders and names that lead to it.
type Name = Vec<String>;

/// The modules of a crate with their sources.
fn modules(root: &Path) -> BTreeMap<Name, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![(root.to_owned(), Name::new())];
    while let Some((folder, name)) = open.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            let inner = [&name[..], std::slice::from_ref(&stem)].concat();
            if stem == "tests" || stem == "testing" {
                continue;
            } else if path.is_dir() {
                open.push((path, inner));
            } else if path.extension().is_some_and(|end| end == "rs") {
                let is_root = matches!(stem.as_str(), "mod" | "lib" | "main");
                let text = std::fs::read_to_string(&path).unwrap();
                found.insert(if is_root { name.clone() } else { inner }, without_tests(&text));
            }
        }
    }
    found
}

/// A source without its comments and its unit tests.
fn without_tests(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The paths that a source names, from the words `crate` and `super` on, with the lists of `use` written out.
fn paths(code: &str) -> Vec<Name> {
    let mut found = Vec::new();
    for word in ["crate::", "super::"] {
        for (at, _) in code.match_indices(word) {
            // `super::super::x` is found at its first word.
            if code[..at].ends_with("super::")
                || code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
            {
                continue;
            }
            written_out(&code[at..], &[], &mut found);
        }
    }
    found
}

/// Reads one path, or a list of paths in braces behind a common beginning; gives the length read.
fn written_out(text: &str, before: &[String], found: &mut Vec<Name>) -> usize {
    let mut name = before.to_vec();
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        if length > 0 {
            name.push(rest[..length].to_owned());
            at += length;
        }
        let rest = &text[at..];
        if rest.starts_with("::") {
            at += 2;
        } else if rest.starts_with('{') && length == 0 {
            at += 1;
            loop {
                let blank = text[at..].len() - text[at..].trim_start_matches([' ', '\n', ',']).len();
                at += blank;
                if text[at..].is_empty() || text[at..].starts_with('}') {
                    return at + 1;
                }
                let read = written_out(&text[at..], &name, found);
                // `name as other`, `*`: the rest of the entry is no path.
                let end = text[at + read..].find([',', '}']).unwrap_or(text[at + read..].len());
                at += read + end;
            }
        } else {
            found.push(name);
            return at;
        }
    }
}

/// The module that a path in a module leads to: the longest beginning of it that is one.
fn target(path: &[String], from: &[String], all: &BTreeMap<Name, String>) -> Name {
    let mut name = if path[0] == "crate" { Name::new() } else { from.to_vec() };
    for word in path {
        match word.as_str() {
            "crate" => {}
            "super" => _ = name.pop(),
            _ => name.push(word.clone()),
        }
    }
    while !all.contains_key(&name) && name.pop().is_some() {}
    name
}

/// For every room, which of its modules uses which other.
fn uses(all: &BTreeMap<Name, String>) -> BTreeMap<Name, BTreeMap<String, BTreeSet<String>>> {
    let mut rooms: BTreeMap<Name, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for (from, code) in all {
        for path in paths(code) {
            let to = target(&path, from, all);
            let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
            if let (Some(user), Some(used)) = (from.get(common), to.get(common)) {
                let room = rooms.entry(from[..common].to_vec()).or_default();
                room.entry(user.clone()).or_default().insert(used.clone());
            }
        }
    }
    rooms
}

/// The modules from which one leads back to itself.
fn in_circles(room: &BTreeMap<String, BTreeSet<String>>) -> Vec<&str> {
    let leads_back = |start: &String| {
        let mut seen = BTreeSet::new();
        let mut open = vec![start];
        while let Some(user) = open.pop() {
            for used in room.get(user).into_iter().flatten() {
                if used == start {
                    return true;
                }
                if seen.insert(used) {
                    open.push(used);
                }
            }
        }
        false
    };
    room.keys().filter(|name| leads_back(name)).map(String::as_str).collect()
}

#[test]
fn rooms_read_from_top_to_bottom() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(crates).unwrap() {
        let path = entry.unwrap().path();
        let package = path.file_name().unwrap().to_string_lossy().into_owned();
        for (room, uses) in uses(&modules(&path.join("src"))) {
            let modules = in_circles(&uses);
            if !modules.is_empty() {
                let name = [std::slice::from_ref(&package), &room[..]].concat().join("::");
                found.insert(name, modules.join(", "));
            }
        }
    }
    let new: Vec<_> = found.iter().filter(|(room, _)| !KNOWN.contains(&room.as_str())).collect();
    assert!(new.is_empty(), "modules use each other in circles: {new:#?}");
    let gone: Vec<_> = KNOWN.iter().filter(|room| !found.contains_key(**room)).collect();
    assert!(gone.is_empty(), "these rooms read from top to bottom now; take them out of KNOWN: {gone:?}");
}

#[test]
fn paths_are_found_in_lists_and_alone() {
    let found = paths("use crate::{a::{B, c}, d as e};\nlet x = super::super::f::G::new(); mycrate::h");
    let found: Vec<String> = found.iter().map(|path| path.join("::")).collect();
    assert_eq!(found, ["crate::a::B", "crate::a::c", "crate::d", "super::super::f::G::new"]);
    let circle: BTreeMap<String, BTreeSet<String>> = [("a", "b"), ("b", "a"), ("c", "a")]
        .map(|(user, used)| (user.to_owned(), BTreeSet::from([used.to_owned()])))
        .into();
    assert_eq!(in_circles(&circle), ["a", "b"]);
}
