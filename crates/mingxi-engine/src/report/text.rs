//! The summary for a person.

use super::Summary;
use crate::dataset::Publication;
use std::fmt::Write;
use std::time::Duration;

/// How many problems the text lists; `--json` and the documents dataset have all of them.
const LISTED: usize = 20;

/// The summary in words. Ends with a line break; has no colours.
pub fn text(summary: &Summary, publication: &Publication, elapsed: Duration) -> String {
    let mut page = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut page, summary, publication, elapsed);
    page
}

fn write(page: &mut String, s: &Summary, publication: &Publication, elapsed: Duration) -> std::fmt::Result {
    let documents = s.documents;
    let seconds = elapsed.as_secs_f64();
    writeln!(
        page,
        "{} in {seconds:.1} s -> {}",
        count(documents.total(), "document"),
        clean(&publication.latest.display().to_string())
    )?;
    let mut row = |label: &str, number: u64, detail: String| -> std::fmt::Result {
        let gap = if detail.is_empty() { "" } else { "  " };
        writeln!(page, "  {label:<13} {:>9}{gap}{detail}", grouped(number))
    };
    let mut endings = vec![format!("{} ok", grouped(documents.ok))];
    endings.extend((documents.partial > 0).then(|| format!("{} partial", grouped(documents.partial))));
    endings.extend((documents.failed > 0).then(|| format!("{} failed", grouped(documents.failed))));
    endings.extend((s.duplicate_paths > 0).then(|| count(s.duplicate_paths, "duplicate path")));
    endings.extend((s.kept > 0).then(|| format!("{} unchanged since an earlier run", grouped(s.kept))));
    row("documents", documents.total(), endings.join(", "))?;
    row("tables", s.table_count(), kinds(s))?;
    row("line items", s.line_items, proven(s))?;
    row("indicators", s.indicators, String::new())?;
    row("projects", s.projects, String::new())?;
    row("statements", s.statements, String::new())?;
    let checks = s.checks;
    row("checks held", checks.holds, format!("{} could not be evaluated", grouped(checks.unverifiable)))?;
    let where_broken = match s.documents_with_broken_checks {
        0 => String::new(),
        documents => format!("in {}", count(documents, "document")),
    };
    row("checks broken", checks.broken, where_broken)?;
    if s.warnings > 0 {
        row("warnings", s.warnings, "see the diagnostics dataset".to_owned())?;
    }
    write_broken(page, s)?;
    write_problems(page, s)
}

fn write_broken(page: &mut String, s: &Summary) -> std::fmt::Result {
    if s.broken_checks.is_empty() {
        return Ok(());
    }
    writeln!(page, "\nbroken checks (the printed numbers contradict each other, or were misread):")?;
    for check in &s.broken_checks {
        writeln!(page, "  {}\n    {}", clean(&check.source_path), clean(&check.message_en))?;
    }
    let named = s.broken_checks.len() as u64;
    if s.checks.broken > named {
        writeln!(page, "  ... and {} more in the checks dataset", grouped(s.checks.broken - named))?;
    }
    Ok(())
}

fn write_problems(page: &mut String, s: &Summary) -> std::fmt::Result {
    if s.problems.is_empty() {
        return Ok(());
    }
    writeln!(page, "\nnot read, or only in part:")?;
    for problem in s.problems.iter().take(LISTED) {
        let (path, message) = (clean(&problem.source_path), clean(&problem.message));
        writeln!(page, "  {path}\n    {} ({}): {message}", problem.status.as_str(), problem.kind)?;
    }
    if s.problems.len() > LISTED {
        let more = (s.problems.len() - LISTED) as u64;
        writeln!(page, "  ... and {} more in the documents dataset", grouped(more))?;
    }
    Ok(())
}

/// The most frequent kinds.
fn kinds(s: &Summary) -> String {
    let mut kinds: Vec<(&str, u64)> = s.tables.iter().map(|(kind, count)| (kind.as_str(), *count)).collect();
    kinds.sort_by_key(|(kind, count)| (std::cmp::Reverse(*count), *kind));
    let shown: Vec<String> =
        kinds.iter().take(3).map(|(kind, count)| format!("{} {kind}", grouped(*count))).collect();
    match kinds.len() {
        0..=3 => shown.join(", "),
        kinds => format!("{}, {} more kinds", shown.join(", "), kinds - 3),
    }
}

fn proven(s: &Summary) -> String {
    let Some(percent) = s.verified_percent() else {
        return String::new();
    };
    let mut parts = vec![format!("{percent:.1} % verified")];
    parts.extend((s.repaired > 0).then(|| format!("{} repaired", grouped(s.repaired))));
    parts.extend((s.conflict > 0).then(|| format!("{} in conflict", grouped(s.conflict))));
    parts.join(", ")
}

fn count(number: u64, thing: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {thing}{ending}", grouped(number))
}

/// Thousands apart: 12,345.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Text of an untrusted file or name on a terminal: control characters could command it.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{ByStatus, Problem};
    use mingxi_model::{ErrorKind, Status};
    use std::path::PathBuf;

    #[test]
    fn a_person_reads_what_failed_and_why() {
        let summary = Summary {
            documents: ByStatus { ok: 1_233, partial: 0, failed: 1 },
            problems: vec![Problem {
                source_path: "in/\u{1b}b.docx".to_owned(),
                status: Status::Failed,
                kind: ErrorKind::Truncated,
                message: "the file ends early".to_owned(),
            }],
            line_items: 3,
            verified: 2,
            ..Summary::default()
        };
        let publication = Publication {
            name: String::new(),
            path: PathBuf::new(),
            latest: PathBuf::from("out/latest"),
            unchanged: false,
            files: Vec::new(),
            left_behind: Vec::new(),
        };
        let page = text(&summary, &publication, Duration::from_millis(1_540));
        let lines: Vec<&str> = page.lines().collect();
        assert_eq!(lines[0], "1,234 documents in 1.5 s -> out/latest");
        assert_eq!(lines[1], "  documents         1,234  1,233 ok, 1 failed");
        assert_eq!(lines[3], "  line items            3  66.6 % verified");
        assert_eq!(
            lines[lines.len() - 2..],
            ["  in/\u{fffd}b.docx", "    failed (truncated): the file ends early"]
        );
    }
}
