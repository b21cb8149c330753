//! The architecture's arrows, read from `cargo metadata`, and the size of files.

#![allow(clippy::unwrap_used)]

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Which of our crates each of our crates depends on, tests and examples left out.
fn arrows() -> BTreeMap<String, Vec<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(workspace())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let is_ours =
        |dependency: &&Value| dependency["kind"].is_null() && text(&dependency["name"]).starts_with("mingxi");
    metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().unwrap();
            let ours = dependencies.iter().filter(is_ours).map(|d| text(&d["name"])).collect();
            (text(&package["name"]), ours)
        })
        .collect()
}

#[test]
fn crates_form_a_star_around_the_model() {
    let arrows = arrows();
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("mingxi-model", &[][..]),
        ("mingxi-decode", &["mingxi-model"][..]),
        ("mingxi-grid", &["mingxi-model"][..]),
        ("mingxi-fiscal", &["mingxi-model"][..]),
        ("mingxi-audit", &["mingxi-model"][..]),
        (
            "mingxi-engine",
            &["mingxi-audit", "mingxi-decode", "mingxi-fiscal", "mingxi-grid", "mingxi-model"][..],
        ),
        ("mingxi-report", &["mingxi-engine", "mingxi-export"][..]),
        ("mingxi-export", &["mingxi-engine"][..]),
        ("mingxi", &["mingxi-engine", "mingxi-export", "mingxi-report"][..]),
        ("mingxi-corpus", &["mingxi-engine", "mingxi-model"][..]),
        ("mingxi-tests", &["mingxi"][..]),
        ("mingxi-benches", &[][..]),
    ]);
    for (name, dependencies) in &arrows {
        let allowed = allowed
            .get(name.as_str())
            .unwrap_or_else(|| panic!("give {name} a place here and in ARCHITECTURE.md"));
        for dependency in dependencies {
            assert!(allowed.contains(&dependency.as_str()), "{name} must not depend on {dependency}");
        }
    }
    assert_eq!(arrows.len(), allowed.len());
}

#[test]
fn arrow_and_parquet_stay_in_the_dataset_writer() {
    let mut strays = Vec::new();
    for_each_source(&workspace().join("crates"), &mut |path, text| {
        let inside = path.to_string_lossy().replace('\\', "/");
        let may = inside.contains("mingxi-engine/src/dataset/") || inside.contains("/tests/");
        if !may && (text.contains("use arrow::") || text.contains("use parquet::")) {
            strays.push(inside);
        }
    });
    assert_eq!(strays, Vec::<String>::new());
}

#[test]
fn files_hold_one_idea() {
    const LONGEST: usize = 700;
    let mut long = Vec::new();
    for_each_source(&workspace().join("crates"), &mut |path, text| {
        let lines = text.lines().count();
        if lines > LONGEST {
            long.push(format!("{}: {lines} lines", path.display()));
        }
    });
    assert_eq!(long, Vec::<String>::new());
}

fn for_each_source(folder: &Path, visit: &mut dyn FnMut(&Path, &str)) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            for_each_source(&path, visit);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            visit(&path, &std::fs::read_to_string(&path).unwrap());
        }
    }
}
