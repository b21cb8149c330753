//! The bounds within which a document is read.

/// Bounds on what one file may ask for. The defaults are far above any disclosure seen (the largest has 9 MB
/// and 400 pages) and far below what would trouble a laptop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file itself, in bytes. Default 256 MiB.
    pub file_bytes: u64,
    /// Size of one member of an archive after inflation, in bytes. Default 256 MiB.
    pub part_bytes: u64,
    /// Size of all members and streams after inflation, each counted once, in bytes. Default 512 MiB.
    pub unpacked_bytes: u64,
    /// Number of members of an archive. Default 10,000.
    pub parts: usize,
    /// Nesting of elements in a markup part. Default 256.
    pub depth: usize,
    /// Paragraphs and table cells of a document. Default 1,000,000.
    pub cells: usize,
    /// Places (rows x columns) of all its tables that state their spans. Default 2,000,000.
    pub places: u64,
    /// Columns of one table. Default 2,000: Word allows 63, a spreadsheet of a disclosure has 60.
    pub columns: u32,
    /// Characters of one paragraph or table cell. Default 100,000; the longest seen have 3,000.
    pub text_characters: usize,
    /// What a PDF file may ask for beyond that.
    pub pdf: PdfLimits,
    /// What an archive, or a PDF with attached files, may hold.
    pub archive: ArchiveLimits,
}

/// Bounds on what an archive may hold. A member is a document and may be as large as one ([`Limits::file_bytes`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArchiveLimits {
    /// Number of members. Default 2,000.
    pub members: usize,
    /// Size of all members together, those of archives inside it included, in bytes. Default 512 MiB.
    pub unpacked_bytes: u64,
    /// How many times its own size an archive may unpack to, beyond [`ArchiveLimits::free_bytes`]. Default 100:
    /// text and workbooks shrink to a twentieth.
    pub ratio: u64,
    /// Size up to which the ratio does not count, in bytes. Default 16 MiB.
    pub free_bytes: u64,
    /// How deep archives may stand inside archives. Default 3.
    pub depth: usize,
}

impl Default for ArchiveLimits {
    fn default() -> ArchiveLimits {
        ArchiveLimits {
            members: 2_000,
            unpacked_bytes: 512 << 20,
            ratio: 100,
            free_bytes: 16 << 20,
            depth: 3,
        }
    }
}

/// Bounds on what a PDF file may ask for. A dense page of a real disclosure has 8,000 glyphs and 40,000
/// operators. Where a bound of one page is reached the page is cut there and the reader goes on with the next;
/// where a bound of the whole file is reached the reader stops. Both make the document partial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PdfLimits {
    /// Number of pages. Default 20,000.
    pub pages: usize,
    /// Glyphs of one page. Default 200,000.
    pub page_glyphs: usize,
    /// Glyphs, rules, fills and images of all pages. Default 5,000,000 (about 500 MB).
    pub marks: usize,
    /// Operators that one page may run, those of its forms included at every use. Default 4,000,000.
    pub page_operators: u64,
    /// Operators that all pages may run. Default 40,000,000 (about ten seconds).
    pub operators: u64,
    /// Nesting of form XObjects. Default 24.
    pub form_depth: usize,
    /// Nesting of saved graphics states. Default 2,048.
    pub state_depth: usize,
    /// Size of one stream after its filters, in bytes. Default 64 MiB.
    pub stream_bytes: usize,
    /// Dictionaries, those in object streams included: what its page tree may be made of. Default 1,500,000
    /// (1.6 GB of pages): a tagged table of 800 pages has a million.
    pub dictionaries: usize,
    /// Longest side of a drawn page, in pixels. Default 2,000.
    pub picture_side: u16,
    /// Pixels of all images of a drawn page. Default 100,000,000.
    pub image_pixels: u64,
}

impl Default for PdfLimits {
    fn default() -> PdfLimits {
        PdfLimits {
            pages: 20_000,
            page_glyphs: 200_000,
            marks: 5_000_000,
            page_operators: 4_000_000,
            operators: 40_000_000,
            form_depth: 24,
            state_depth: 2_048,
            stream_bytes: 64 << 20,
            dictionaries: 1_500_000,
            picture_side: 2_000,
            image_pixels: 100_000_000,
        }
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file_bytes: 256 << 20,
            part_bytes: 256 << 20,
            unpacked_bytes: 512 << 20,
            parts: 10_000,
            depth: 256,
            cells: 1_000_000,
            places: 2_000_000,
            columns: 2_000,
            text_characters: 100_000,
            pdf: PdfLimits::default(),
            archive: ArchiveLimits::default(),
        }
    }
}
