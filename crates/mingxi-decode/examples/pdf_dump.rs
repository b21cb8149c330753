//! Writes what the PDF decoder sees of a file, one JSON object a page, for comparison with other programs.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used, missing_docs)]

use mingxi_decode::{Limits, decode};
use std::io::Write;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let first = arguments.next().unwrap();
    if first == "--time" {
        let (mut pages, mut glyphs) = (0, 0);
        let files: Vec<Vec<u8>> = arguments.map(|name| std::fs::read(name).unwrap()).collect();
        let start = std::time::Instant::now();
        for bytes in &files {
            if let Ok(read) = decode(bytes, &Limits::default()) {
                pages += read.pages.len();
                glyphs += read.pages.iter().map(|page| page.glyphs.len()).sum::<usize>();
            }
        }
        let seconds = start.elapsed().as_secs_f64();
        println!("{pages} pages, {glyphs} glyphs, {seconds:.3} s, {:.0} pages/s", pages as f64 / seconds);
        return;
    }
    let bytes = std::fs::read(&first).unwrap();
    let out = std::io::stdout();
    let mut out = std::io::BufWriter::new(out.lock());
    match decode(&bytes, &Limits::default()) {
        Err(error) => {
            println!("{}", serde_json::json!({"error": error.kind().as_str(), "message": error.to_string()}))
        }
        Ok(read) => {
            let said: Vec<_> =
                read.diagnostics.iter().map(|d| format!("{}: {}", d.code, d.message)).collect();
            let partial = read.partial.map(|(kind, message)| format!("{}: {message}", kind.as_str()));
            writeln!(out, "{}", serde_json::json!({"diagnostics": said, "partial": partial})).unwrap();
            for page in &read.pages {
                let b = |b: &mingxi_model::BBox| [b.x0, b.y0, b.x1, b.y1];
                let glyphs: Vec<_> = page
                    .glyphs
                    .iter()
                    .map(|g| {
                        serde_json::json!([
                            g.text,
                            b(&g.bbox),
                            g.baseline,
                            g.size,
                            g.rotation,
                            g.clipped,
                            g.clip.as_ref().map(b)
                        ])
                    })
                    .collect();
                let rules: Vec<_> = page
                    .rules
                    .iter()
                    .map(|r| serde_json::json!([b(&r.bbox), r.horizontal, r.visible]))
                    .collect();
                let fills: Vec<_> =
                    page.fills.iter().map(|f| serde_json::json!([b(&f.bbox), f.lightness])).collect();
                let images: Vec<_> = page.images.iter().map(b).collect();
                let page = serde_json::json!({
                    "number": page.number, "width": page.width, "height": page.height, "glyphs": glyphs,
                    "rules": rules, "fills": fills, "images": images, "unmapped": page.unmapped_glyphs,
                });
                writeln!(out, "{page}").unwrap();
            }
        }
    }
}
