//! How many documents a second one core decodes: every file is read as often as fits in a second.
#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]

use mingxi_decode::{Limits, decode};
use mingxi_model::Block;
use std::time::Instant;

fn main() {
    for name in std::env::args().skip(1) {
        let bytes = std::fs::read(&name).unwrap();
        let (start, mut count, mut cells) = (Instant::now(), 0u32, 0);
        while start.elapsed().as_secs_f64() < 1.0 {
            let document = decode(&bytes, &Limits::default()).unwrap();
            let tables = document.blocks.iter().map(|block| match block {
                Block::Native(table) => table.cells.len(),
                _ => 0,
            });
            cells = tables.sum();
            count += 1;
        }
        let rate = f64::from(count) / start.elapsed().as_secs_f64();
        println!("{rate:8.0} documents/s  {cells:6} cells  {name}");
    }
}
