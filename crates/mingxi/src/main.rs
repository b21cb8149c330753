//! The `mingxi` command.
fn main() {}
