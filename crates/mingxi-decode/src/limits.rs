//! The bounds within which a document is read.

/// Bounds on what one file may ask for. The defaults are far above any disclosure seen (the largest has 9 MB
/// and 400 pages) and far below what would trouble a laptop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file itself, in bytes. Default 256 MiB.
    pub file_bytes: u64,
    /// Size of one member of an archive after inflation, in bytes. Default 256 MiB.
    pub part_bytes: u64,
    /// Number of members of an archive. Default 10,000.
    pub parts: usize,
    /// Nesting of elements in a markup part. Default 256.
    pub depth: usize,
    /// Paragraphs and table cells of a document. Default 1,000,000.
    pub cells: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { file_bytes: 256 << 20, part_bytes: 256 << 20, parts: 10_000, depth: 256, cells: 1_000_000 }
    }
}
