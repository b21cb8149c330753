//! Logs go to stderr, above the progress bar where there is one.

use crate::args::LogFormat;
use crate::environment;
use crate::outcome::Failure;
use indicatif::MultiProgress;
use serde_json::{Map, Value, json};
use std::fmt;
use std::io::{self, IsTerminal, Write};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

/// Starts logging at the level that `-v` asks for, else `RUST_LOG`, else errors only: what failed is told by
/// the summary.
///
/// # Errors
/// `RUST_LOG` is no filter.
pub fn start(verbose: u8, format: LogFormat, screen: &MultiProgress) -> Result<(), Failure> {
    let asked = match verbose {
        0 => environment::value(environment::LOG),
        1 => Some("info".to_owned()),
        2 => Some("debug".to_owned()),
        _ => Some("trace".to_owned()),
    };
    let filter = EnvFilter::try_new(asked.as_deref().unwrap_or("error")).map_err(|error| {
        Failure::new(
            format!("the log filter in {} is not valid: {error}", environment::LOG),
            "write a level (error, warn, info, debug, trace) or target=level, or unset the variable",
        )
    })?;
    let screen = screen.clone();
    let has_colours = io::stderr().is_terminal() && environment::value(environment::NO_COLOR).is_none();
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(has_colours && format == LogFormat::Text)
        .with_target(verbose > 1)
        .without_time()
        .with_writer(move || AboveBar(screen.clone()));
    // A second start would be a mistake of this program, and harmless: the first subscriber stays.
    let _ = match format {
        LogFormat::Text => tracing::subscriber::set_global_default(lines.finish()),
        LogFormat::Json => tracing::subscriber::set_global_default(lines.event_format(JsonLines).finish()),
    };
    Ok(())
}

/// One JSON object a line: time, level, target, and the fields of the event with its message.
struct JsonLines;

impl<S: Subscriber + for<'a> LookupSpan<'a>, N: for<'w> FormatFields<'w> + 'static> FormatEvent<S, N>
    for JsonLines
{
    fn format_event(
        &self,
        _: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut fields = Fields(Map::new());
        event.record(&mut fields);
        fields.0.insert("time".to_owned(), json!(mingxi_engine::run::timestamp()));
        fields.0.insert("level".to_owned(), json!(event.metadata().level().as_str()));
        fields.0.insert("target".to_owned(), json!(event.metadata().target()));
        writeln!(writer, "{}", Value::Object(fields.0))
    }
}

/// The fields of an event.
struct Fields(Map<String, Value>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name().to_owned(), json!(format!("{value:?}")));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), json!(value));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.0.insert(field.name().to_owned(), json!(value));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.0.insert(field.name().to_owned(), json!(value));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.0.insert(field.name().to_owned(), json!(value));
    }
}

/// Stderr, with the progress bar out of the way while something is written.
struct AboveBar(MultiProgress);

impl Write for AboveBar {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.suspend(|| io::stderr().write_all(bytes))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}
