//! Rewrites docs/cli.md from the command's arguments.
//!
//! ```text
//! cargo reference
//! ```

use std::path::Path;

fn main() -> std::io::Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/cli.md");
    std::fs::write(path, mingxi::reference())
}
