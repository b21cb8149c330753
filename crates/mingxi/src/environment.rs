//! The environment variables that the command reads, and its exit codes: what the help, the man page and docs/cli.md say
//! of them.

use std::env;

/// Number of documents read at the same time; the same as `--jobs`.
pub const JOBS: &str = "MINGXI_JOBS";
/// Seconds to wait for one document; the same as `--timeout`.
pub const TIMEOUT: &str = "MINGXI_TIMEOUT";
/// Mebibytes of memory that one document may take; the same as `--memory`.
pub const MEMORY: &str = "MINGXI_MEMORY";
/// Log filter in the syntax of tracing-subscriber; `-v` on the command line wins.
pub const LOG: &str = "RUST_LOG";
/// Set to anything: no colours, see <https://no-color.org>.
pub const NO_COLOR: &str = "NO_COLOR";

/// Every variable with what it does.
pub const VARIABLES: [(&str, &str); 5] = [
    (JOBS, "the same as --jobs"),
    (TIMEOUT, "the same as --timeout"),
    (MEMORY, "the same as --memory"),
    (LOG, "log filter (mingxi_engine=debug); -v on the command line wins"),
    (NO_COLOR, "set to anything: no colours"),
];

/// Every exit code with what it means.
pub const EXIT_CODES: [(&str, &str); 5] = [
    ("0", "every document was read"),
    (
        "1",
        "a document failed or was read only in part (--strict: or a check is broken), or what --fail-on names; less \
         than --min-share was there, and nothing was published; audit: what --fail-on names was found",
    ),
    ("2", "nothing was done: wrong arguments, no input, output not writable, no publication"),
    ("75", "another run writes into the output folder: try again later"),
    ("130, 143", "SIGINT or SIGTERM ended the run: nothing was published, the next run goes on"),
];

/// The section of the help texts and the man page.
pub fn help() -> String {
    let lines = |entries: &[(&str, &str)], width: usize| -> String {
        entries.iter().map(|(name, what)| format!("  {name:<width$}  {what}\n")).collect()
    };
    let text = format!("Environment:\n{}\nExit codes:\n{}", lines(&VARIABLES, 14), lines(&EXIT_CODES, 8));
    text.trim_end().to_owned()
}

/// A variable's value; `None` if it is unset, empty or no Unicode.
pub fn value(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
