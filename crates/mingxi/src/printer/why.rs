//! What was weighed for the decisions about a table, for a person's eyes.

use super::text::clean;
use mingxi_engine::model::{Candidate, Subject, Table, Why};
use mingxi_engine::report::decisions;
use std::fmt::{self, Write};

/// The decisions about a table, or about one of its columns or rows.
pub fn table(table: &Table, subject: Option<Subject>) -> String {
    let mut page = String::new();
    // Writing to a string cannot fail.
    let _ = write_table(&mut page, table, subject);
    page
}

fn write_table(page: &mut String, table: &Table, subject: Option<Subject>) -> fmt::Result {
    let title = table.title.as_deref().unwrap_or("without a title");
    writeln!(page, "table {} · {}", table.table_id, clean(&title.replace('\n', " ")))?;
    let told = decisions(table, subject);
    if told.is_empty() {
        let about = subject.map_or_else(|| "the table".to_owned(), |subject| subject.to_string());
        writeln!(page, "  nothing was weighed for {about}")?;
    }
    for why in told {
        write_decision(page, why)?;
    }
    Ok(())
}

fn write_decision(page: &mut String, why: &Why) -> fmt::Result {
    let lead = why.margin().map_or_else(String::new, |margin| format!(", ahead by {margin}"));
    writeln!(page, "\n{} of {}: {}{lead}", why.claim, why.subject, why.chosen.reading)?;
    write_candidate(page, "chosen", &why.chosen)?;
    match &why.runner_up {
        Some(runner_up) => write_candidate(page, "runner-up", runner_up),
        None => Ok(()),
    }
}

fn write_candidate(page: &mut String, place: &str, candidate: &Candidate) -> fmt::Result {
    writeln!(page, "  {:+4}  {} ({place})", candidate.weight(), candidate.reading)?;
    for seen in &candidate.evidence {
        writeln!(page, "    {:+4}  {}", seen.weight, clean(&seen.what))?;
    }
    Ok(())
}
