//! The environment variables that the command reads, all of them.

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

/// The section of the help texts and the man page.
pub const HELP: &str = "\
Environment:
  MINGXI_JOBS     the same as --jobs
  MINGXI_TIMEOUT  the same as --timeout
  MINGXI_MEMORY   the same as --memory
  RUST_LOG        log filter (mingxi_engine=debug); -v on the command line wins
  NO_COLOR        set to anything: no colours

Exit codes:
  0  every document was read
  1  a document failed or was read only in part (--strict: or a check is broken), or what
     --fail-on names; less than --min-share was there, and nothing was published;
     audit: what --fail-on names was found
  2  nothing was done: wrong arguments, no input, output not writable, no publication
  75 another run writes into the output folder: try again later
  130, 143
     SIGINT or SIGTERM ended the run: nothing was published, the next run goes on";

/// A variable's value; `None` if it is unset, empty or no Unicode.
pub fn value(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_names_every_variable() {
        for name in [JOBS, TIMEOUT, MEMORY, LOG, NO_COLOR] {
            assert!(HELP.contains(name), "{name}");
        }
    }
}
