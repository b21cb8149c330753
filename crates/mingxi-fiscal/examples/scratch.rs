//! scratch
#![allow(clippy::print_stdout, clippy::unwrap_used)]
use std::io::Write;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let show = std::env::args().nth(2);
    let bytes = std::fs::read(&path).unwrap();
    let doc = mingxi_decode::decode(&bytes, &mingxi_decode::Limits::default()).unwrap();
    let v = mingxi_fiscal::Vocabulary::builtin().unwrap();
    let h = &v.headers;
    let hints = mingxi_grid::Hints {
        caption: h.caption.clone(),
        note: h.note.clone(),
        title: h.title.clone(),
        header: h.header.clone(),
        total: h.total.clone(),
        index: h.index.clone(),
        numbered: h.numbered.clone(),
    };
    let (flow, d) = mingxi_grid::recover(&doc, &hints);
    let r = mingxi_fiscal::recognise(&flow, &path, &v);
    let mut out = std::io::stdout().lock();
    if let Some(show) = show {
        writeln!(out, "{:?}", r.facts).unwrap();
        for x in d.iter().chain(&r.diagnostics) {
            writeln!(out, "DIAG {} {:?} {:?} {}", x.code, x.table_id, x.row, x.message).unwrap();
        }
        for t in &r.tables {
            writeln!(
                out,
                "== T{} {} [{}] title={:?} form={:?} unit={:?} hdr={} {}x{} blank={} caps={:?} notes={:?}",
                t.table_id,
                t.kind.as_str(),
                t.kind_evidence.as_str(),
                t.title,
                t.form_number,
                t.printed_unit,
                t.header_rows,
                t.grid.rows(),
                t.grid.columns(),
                t.is_blank,
                t.captions,
                t.notes.len()
            )
            .unwrap();
            for c in &t.columns {
                writeln!(
                    out,
                    "   c{} {:?} p{} {} m={:?} f={:?} ph={:?} u={:?} sum={:?} part={:?}",
                    c.col,
                    c.role,
                    c.panel,
                    c.measure(),
                    c.measure_code,
                    c.fund,
                    c.phase,
                    c.unit,
                    c.sum_of,
                    c.part_of
                )
                .unwrap();
            }
            let n: u32 = if show == "all" { 500 } else { t.header_rows + 2 };
            for r in 0..t.grid.rows().min(n) {
                let s: Vec<String> = t
                    .grid
                    .row(r)
                    .map(|c| {
                        if c.row == r {
                            if c.row_span * c.col_span > 1 {
                                format!(
                                    "{}<{}x{}>",
                                    c.text.chars().take(18).collect::<String>(),
                                    c.row_span,
                                    c.col_span
                                )
                            } else {
                                c.text.chars().take(18).collect()
                            }
                        } else {
                            "^".into()
                        }
                    })
                    .collect();
                let labels: Vec<String> = t
                    .labels
                    .iter()
                    .filter(|l| l.row == r)
                    .map(|l| format!("{:?}{:?}/{:?}", l.role, l.parent_row, l.depth))
                    .collect();
                writeln!(
                    out,
                    "     {r}: {}   {}",
                    s.join(" | "),
                    if show == "all" { labels.join(" ") } else { String::new() }
                )
                .unwrap();
            }
        }
    } else {
        for i in &r.line_items {
            writeln!(
                out,
                "L\t{}\t{}\t{}\t{}\t{}\t{}",
                i.table_kind.as_str(),
                i.code.clone().unwrap_or_default(),
                i.name.clone().unwrap_or_default(),
                i.measure,
                i.amount.yuan.map(|y| y.normalize().to_string()).unwrap_or_default(),
                i.table_id
            )
            .unwrap();
        }
        for i in &r.indicators {
            writeln!(
                out,
                "I\t{}\t{}\t{}\t{}",
                i.level1.clone().unwrap_or_default(),
                i.level2.clone().unwrap_or_default(),
                i.level3,
                i.target_text.clone().unwrap_or_default()
            )
            .unwrap();
        }
    }
}
