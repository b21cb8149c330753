//! Tells the program what it was built from, so that results of another build are not taken for its own.

use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let crates = ["model", "decode", "grid", "fiscal", "audit", "engine"];
    let mut files = vec![root.join("Cargo.lock")];
    let mut folders: Vec<PathBuf> =
        crates.iter().map(|name| root.join(format!("crates/mingxi-{name}/src"))).collect();
    folders.push(root.join("schemas/vocab"));
    for folder in folders {
        println!("cargo:rerun-if-changed={}", folder.display());
        walk(&folder, &mut files);
    }
    println!("cargo:rerun-if-changed={}", root.join("Cargo.lock").display());
    files.sort();
    let mut hash = Sha256::new();
    for file in &files {
        let name = file.strip_prefix(&root).unwrap_or(file).to_string_lossy().replace('\\', "/");
        let content = fs::read(file).unwrap_or_default();
        hash.update(format!("{name} {}\n", content.len()));
        hash.update(&content);
    }
    let digest: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    println!("cargo:rustc-env=MINGXI_SOURCES={digest}");
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            walk(&path, files);
        } else {
            files.push(path);
        }
    }
}
