//! The reference of the command line, docs/cli.md, from the arguments themselves.

use crate::args::Arguments;
use crate::environment::{EXIT_CODES, VARIABLES};
use clap::{Arg, Command, CommandFactory};
use std::fmt::Write;

/// The page as Markdown: every command with its arguments, the environment variables, the exit codes.
///
/// ```
/// let page = mingxi::reference();
/// assert!(page.contains("## mingxi extract") && page.contains("MINGXI_JOBS"));
/// ```
pub fn reference() -> String {
    let mut root = Arguments::command();
    root.build();
    let mut page = String::from(
        "# The command line (命令行)\n\nMade by `cargo reference` from the arguments in `crates/mingxi/src/args.rs`; do not \
         edit. `mingxi help COMMAND` prints the same.\n",
    );
    // Writing to a string does not fail.
    let _ = write!(page, "\nFor every command:\n\n{}", table(root.get_arguments()));
    commands(&mut page, &root, "mingxi");
    page.push_str("\n## Environment variables\n\n| variable | what it does |\n|---|---|\n");
    for (name, what) in VARIABLES {
        let _ = writeln!(page, "| `{name}` | {} |", cell(what));
    }
    page.push_str("\n## Exit codes\n\n| code | meaning |\n|---|---|\n");
    for (code, what) in EXIT_CODES {
        let _ = writeln!(page, "| {code} | {} |", cell(what));
    }
    page
}

fn commands(page: &mut String, parent: &Command, path: &str) {
    let is_shown = |command: &&Command| command.get_name() != "help" && !command.is_hide_set();
    for command in parent.get_subcommands().filter(is_shown) {
        let path = format!("{path} {}", command.get_name());
        let about = command.get_long_about().or(command.get_about());
        let about = about.map(ToString::to_string).unwrap_or_default();
        let usage = command.clone().render_usage().to_string();
        let usage = usage.trim_start_matches("Usage: ");
        // Lines that were indented for the screen would be code.
        let about = about.lines().map(str::trim_start).collect::<Vec<_>>().join("\n");
        let _ = write!(page, "\n## {path}\n\n{about}\n\n```text\n{usage}\n```\n");
        let own = command.get_arguments().filter(|argument| !argument.is_global_set());
        let rows = table(own);
        if !rows.is_empty() {
            let _ = write!(page, "\n{rows}");
        }
        if let Some(after) = command.get_after_help() {
            let _ = write!(page, "\n```text\n{}\n```\n", after.to_string().trim_end());
        }
        commands(page, command, &path);
    }
}

/// The arguments as a table; nothing if there are none.
fn table<'a>(arguments: impl Iterator<Item = &'a Arg>) -> String {
    let is_shown = |argument: &&Arg| {
        !matches!(argument.get_id().as_str(), "help" | "version") && !argument.is_hide_set()
    };
    let rows: String = arguments.filter(is_shown).map(row).collect();
    if rows.is_empty() { rows } else { format!("| argument | what it does |\n|---|---|\n{rows}") }
}

fn row(argument: &Arg) -> String {
    let value = argument.get_value_names().filter(|_| argument.get_action().takes_values());
    let value = value.map(|names| names.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
    let mut names: Vec<String> = argument.get_short().map(|short| format!("-{short}")).into_iter().collect();
    names.extend(argument.get_long().map(|long| format!("--{long}")));
    let name = match (names.is_empty(), value) {
        (true, value) => value.unwrap_or_default(),
        (false, Some(value)) => format!("{} {value}", names.join(", ")),
        (false, None) => names.join(", "),
    };
    let what = argument.get_long_help().or(argument.get_help()).map(ToString::to_string).unwrap_or_default();
    let mut what: Vec<String> = what.split("\n\n").map(sentence).collect();
    let values: Vec<String> = argument
        .get_possible_values()
        .iter()
        .filter(|value| argument.get_action().takes_values() && !value.is_hide_set())
        .map(|value| format!("`{}`", value.get_name()))
        .collect();
    if !values.is_empty() {
        what.push(format!("One of {}.", values.join(", ")));
    }
    let default: Vec<String> =
        argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    if argument.get_action().takes_values() && !default.is_empty() {
        what.push(format!("Default: `{}`.", default.join(",")));
    }
    if let Some(variable) = argument.get_env() {
        what.push(format!("Environment: `{}`.", variable.to_string_lossy()));
    }
    format!("| `{name}` | {} |\n", cell(&what.join(" ")))
}

/// A paragraph on one line, with a full stop at its end.
fn sentence(paragraph: &str) -> String {
    let line = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.ends_with(['.', ')', ']']) || line.is_empty() { line } else { format!("{line}.") }
}

/// Text that ends no cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn the_page_is_fresh() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/cli.md");
        let page = std::fs::read_to_string(path).unwrap_or_default();
        assert!(page == reference(), "docs/cli.md is stale: run `cargo reference` and commit it");
    }

    #[test]
    fn every_command_and_variable_is_in_it() {
        let page = reference();
        for command in Arguments::command().get_subcommands().filter(|command| !command.is_hide_set()) {
            assert!(
                page.contains(&format!("\n## mingxi {}\n", command.get_name())),
                "{}",
                command.get_name()
            );
        }
        for (variable, _) in VARIABLES {
            assert!(page.contains(&format!("| `{variable}` |")), "{variable}");
        }
    }
}
