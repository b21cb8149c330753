//! Rewrites the files under `schemas/` that are made from the declarations of the datasets.
//!
//! ```text
//! cargo schemas
//! ```

use std::fs;
use std::io::{self, Write};
use std::path::Path;

fn main() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas");
    let mut out = io::stdout().lock();
    for (name, content) in mingxi_engine::dataset::schema_files() {
        let path = folder.join(name);
        let fresh = fs::read_to_string(&path).is_ok_and(|old| old == content);
        if !fresh {
            fs::write(&path, content)?;
        }
        let verb = if fresh { "unchanged" } else { "written" };
        writeln!(out, "schemas/{name}: {verb}")?;
    }
    Ok(())
}
