//! `mingxi audit`.

use crate::args::{Audit, AuditFormat, FailOn, Lang};
use crate::outcome::{Exit, Failure};
use crate::printer;
use mingxi_engine::report::{self, Language};

/// Prints the findings of a publication.
///
/// # Errors
/// There is no publication, it cannot be read, or stdout cannot be written.
pub fn run(arguments: &Audit) -> Result<Exit, Failure> {
    let audit = report::audit(&arguments.out, arguments.unverifiable)
        .map_err(|error| Failure::from_error(&error, None))?;
    let language = match arguments.lang {
        Lang::Zh => Language::Chinese,
        Lang::En => Language::English,
    };
    match arguments.format {
        AuditFormat::Text => printer::data(report::audit_text(&audit, language).as_bytes())?,
        AuditFormat::Json => printer::line(&format!("{:#}", report::audit_json(&audit)))?,
        AuditFormat::Csv => printer::data(report::audit_csv(&audit, language).as_bytes())?,
    }
    let is_found = arguments.fail_on.iter().any(|what| match what {
        FailOn::Conflict => audit.broken() > 0,
        FailOn::Unread => audit.unread() > 0,
        FailOn::Nothing => false,
    });
    Ok(if is_found { Exit::Findings } else { Exit::Clean })
}
