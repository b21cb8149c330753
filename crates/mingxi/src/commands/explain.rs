//! `mingxi explain`.

use crate::args::Explain;
use crate::outcome::{Exit, Failure};
use crate::printer;
use mingxi_engine::report;

/// Prints the documentation of a rule, or the list of all rules.
///
/// # Errors
/// There is no such rule, or stdout cannot be written.
pub fn run(explain: &Explain) -> Result<Exit, Failure> {
    let Some(name) = &explain.rule else {
        let list: String =
            report::rules().map(|rule| format!("{:<16}  {}\n", rule.id, rule.name_zh)).collect();
        printer::data(list.as_bytes())?;
        return Ok(Exit::Clean);
    };
    let Some(rule) = report::rule(name) else {
        return Err(Failure::new(
            format!("there is no rule called {name}"),
            "`mingxi explain` without a name lists all rules",
        ));
    };
    printer::data(rule.text().as_bytes())?;
    Ok(Exit::Clean)
}
