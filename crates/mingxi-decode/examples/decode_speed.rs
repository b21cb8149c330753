//! How many documents a second one core decodes: every file is read as often as fits in a second. Where the system says how
//! long the process was on a processor (Linux), that time counts, so that other work on the machine does not.
#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]

use mingxi_decode::{Limits, decode};
use mingxi_model::Block;
use std::time::Instant;

fn main() {
    for name in std::env::args().skip(1) {
        let bytes = std::fs::read(&name).unwrap();
        let clock = Clock::started();
        let (mut count, mut cells) = (0u32, 0);
        while clock.seconds() < 1.0 {
            let document = decode(&bytes, &Limits::default()).unwrap();
            let tables = document.blocks.iter().map(|block| match block {
                Block::Native(table) => table.cells.len(),
                _ => 0,
            });
            cells = tables.sum();
            count += 1;
        }
        let rate = f64::from(count) / clock.seconds();
        println!("{rate:8.0} documents/s  {cells:6} cells  {name}");
    }
}

struct Clock {
    start: Instant,
    busy: Option<f64>,
}

impl Clock {
    fn started() -> Clock {
        Clock { start: Instant::now(), busy: busy() }
    }

    fn seconds(&self) -> f64 {
        self.busy.zip(busy()).map_or_else(|| self.start.elapsed().as_secs_f64(), |(start, now)| now - start)
    }
}

/// Seconds that this process was on a processor.
fn busy() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    text.split_whitespace().next()?.parse::<f64>().ok().map(|nanoseconds| nanoseconds / 1e9)
}
