//! Long work beside a Python that goes on: other threads run, and Ctrl-C is heard.

use crate::errors;
use mingxi_engine::Stop;
use pyo3::prelude::*;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// How often signals are looked for while the work goes on.
const GLANCE: Duration = Duration::from_millis(50);

/// Does some work on a thread of its own, without holding the interpreter. `look` is called with the interpreter again
/// and again while it lasts, and once at its end.
///
/// # Errors
/// A signal handler raised (as Ctrl-C does), or `look` said so: the work is then asked to stop and waited for.
pub(crate) fn attended<T: Send>(
    py: Python<'_>,
    stop: &Stop,
    work: impl FnOnce() -> T + Send,
    mut look: impl FnMut(Python<'_>) -> PyResult<()> + Send,
) -> PyResult<T> {
    let mut glance = move || Python::attach(|py| py.check_signals().and_then(|()| look(py)));
    let (outcome, raised) = py.detach(move || {
        thread::scope(|scope| {
            let (done, is_done) = mpsc::channel::<()>();
            let worker = scope.spawn(move || {
                let outcome = work();
                drop(done);
                outcome
            });
            let mut raised = None;
            while is_done.recv_timeout(GLANCE) == Err(mpsc::RecvTimeoutError::Timeout) {
                if raised.is_none()
                    && let Err(error) = glance()
                {
                    raised = Some(error);
                    stop.ask();
                }
            }
            (worker.join(), raised.or_else(|| glance().err()))
        })
    });
    match (outcome, raised) {
        (_, Some(raised)) => Err(raised),
        (Ok(outcome), None) => Ok(outcome),
        (Err(_), None) => Err(errors::internal(py, "a thread of mingxi crashed; please report it")),
    }
}
