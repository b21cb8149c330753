//! Signals that end a run: the first asks it to, the second ends the process at once.

use crate::outcome::Exit;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// What came since [`Signals::listen`].
pub struct Signals {
    asked: Arc<AtomicBool>,
    last: Arc<AtomicUsize>,
}

impl Signals {
    /// From now on SIGINT (also Ctrl-C) and SIGTERM are requests.
    ///
    /// # Errors
    /// The system refuses.
    pub fn listen() -> io::Result<Signals> {
        let signals = Signals { asked: Arc::default(), last: Arc::default() };
        for (signal, exit) in [(SIGINT, Exit::Interrupted), (SIGTERM, Exit::Terminated)] {
            // In this order: what ends the process must not see its own first signal.
            flag::register_conditional_shutdown(signal, exit as i32, Arc::clone(&signals.asked))?;
            flag::register_usize(signal, Arc::clone(&signals.last), exit as usize)?;
            flag::register(signal, Arc::clone(&signals.asked))?;
        }
        Ok(signals)
    }

    /// Set by the first signal.
    pub fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.asked)
    }

    /// How a run ends that one of them ended.
    pub fn exit(&self) -> Exit {
        if self.last.load(Ordering::Relaxed) == Exit::Interrupted as usize {
            Exit::Interrupted
        } else {
            Exit::Terminated
        }
    }
}
