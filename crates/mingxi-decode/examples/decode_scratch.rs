#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]
use mingxi_model::Block;
fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        let start = std::time::Instant::now();
        let d = mingxi_decode::decode(&bytes, &mingxi_decode::Limits::default());
        println!("=== {path} {:?}", start.elapsed());
        if std::env::var_os("QUIET").is_some() { match d { Ok(d) => println!("{} blocks partial {:?}", d.blocks.len(), d.partial), Err(e) => println!("{:?} {e}", e.kind()) }; continue; }
        match d {
            Err(e) => println!("ERR {:?} {e}", e.kind()),
            Ok(d) => {
                println!("{:?} {:#?}", d.partial, d.diagnostics);
                for b in d.blocks { match b {
                    Block::Paragraph(p) => println!("P {} h{:?} {:?}", p.place, p.heading, p.text),
                    Block::Native(t) => { println!("T {} {}x{}", t.place, t.rows, t.columns); for c in t.cells { println!("   {},{} {}x{} {:?}", c.row, c.col, c.row_span, c.col_span, c.text); } }
                    Block::Dump(_) => println!("dump"),
                }}
            }
        }
    }
}
