//! A run in the text format of Prometheus, for the textfile collector of its node exporter.

use super::RunReport;
use std::fmt::Write;
use std::time::{SystemTime, UNIX_EPOCH};

/// The measures of a run that published.
pub fn metrics(report: &RunReport) -> String {
    let mut page = ending(true);
    let mut family = |name: &str, help: &str, label: &str, values: Vec<(&str, f64)>| {
        head(&mut page, name, help);
        for (value, number) in values {
            // Writing to a string does not fail.
            let _ = writeln!(page, "{name}{{{label}=\"{value}\"}} {number}");
        }
    };
    let counts = |map: &std::collections::BTreeMap<&'static str, u64>| -> Vec<(&str, f64)> {
        map.iter().map(|(name, count)| (*name, *count as f64)).collect()
    };
    let seconds = report.seconds.iter().map(|(phase, seconds)| (*phase, *seconds)).collect();
    family("mingxi_run_seconds", "Seconds of the last run, total and by phase.", "phase", seconds);
    let statuses = ["ok", "partial", "failed"];
    let by_status =
        counts(&report.documents).into_iter().filter(|(name, _)| statuses.contains(name)).collect();
    family(
        "mingxi_documents",
        "Documents of the publication by how reading them ended.",
        "status",
        by_status,
    );
    let work =
        counts(&report.documents).into_iter().filter(|(name, _)| ["read", "kept"].contains(name)).collect();
    family(
        "mingxi_documents_by_work",
        "Documents read by the last run, or kept from earlier ones.",
        "work",
        work,
    );
    let failures = report.failures.iter().map(|(kind, count)| (*kind, *count as f64)).collect();
    family("mingxi_failures", "Documents that are not ok, by reason.", "kind", failures);
    family("mingxi_rows", "Rows of the publication by dataset.", "dataset", counts(&report.rows));
    family(
        "mingxi_line_items",
        "Line items by what the checks say.",
        "check_status",
        counts(&report.line_items),
    );
    family("mingxi_checks", "Accounting identities by outcome.", "outcome", counts(&report.checks));
    if let Some(changes) = &report.changes {
        let of = [
            ("new", changes.new.count),
            ("changed", changes.changed.count),
            ("moved", changes.moved.count),
            ("gone", changes.gone.count),
        ];
        let values = of.iter().map(|(name, count)| (*name, *count as f64)).collect();
        family("mingxi_changes", "Paths that differ from the publication before.", "change", values);
    }
    page
}

/// The measures of a run that published nothing.
pub fn failed_metrics() -> String {
    ending(false)
}

fn ending(is_success: bool) -> String {
    let mut page = String::new();
    head(&mut page, "mingxi_run_success", "Whether the last run published.");
    let _ = writeln!(page, "mingxi_run_success {}", u8::from(is_success));
    head(&mut page, "mingxi_run_end_timestamp_seconds", "When the last run ended, in seconds since 1970.");
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let _ = writeln!(page, "mingxi_run_end_timestamp_seconds {now}");
    page
}

fn head(page: &mut String, name: &str, help: &str) {
    let _ = writeln!(page, "# HELP {name} {help}\n# TYPE {name} gauge");
}
