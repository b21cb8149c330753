//! Bounds on the process itself.

/// Bounds the address space of this process, so that a document that asks for too much ends the process instead
/// of the machine's peace; and lets the process end with the one that started it.
///
/// On Linux both hold. Elsewhere nothing is bounded, and the answer is `false`: the decoders' own limits are
/// what is left.
#[cfg(target_os = "linux")]
pub fn confine(memory_bytes: u64) -> bool {
    use rustix::process::{Resource, Rlimit, Signal, getrlimit, set_parent_process_death_signal, setrlimit};
    // A bound that stands already cannot be widened, and need not be.
    let inherited = getrlimit(Resource::As).maximum;
    let bytes = inherited.map_or(memory_bytes, |inherited| inherited.min(memory_bytes));
    let is_bound = setrlimit(Resource::As, Rlimit { current: Some(bytes), maximum: Some(bytes) }).is_ok();
    // A core file of a hostile document's process serves nobody and fills the disk.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    let _ = set_parent_process_death_signal(Some(Signal::KILL));
    is_bound
}

/// Bounds nothing on this system.
#[cfg(not(target_os = "linux"))]
pub fn confine(_memory_bytes: u64) -> bool {
    false
}
