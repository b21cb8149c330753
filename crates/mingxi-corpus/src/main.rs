//! Writes the project's own corpus and generated documents.
fn main() {}
