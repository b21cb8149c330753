//! The format of a file, told from its bytes and never from its name.

use crate::DecodeError;
use crate::archive::{self, ArchiveKind};
use crate::charset::{OfficeXml, TextFile, office_xml, read_text};
use crate::docx::package::{MainKind, Package};
use crate::html;
use mingxi_model::ErrorKind;
use std::io::{Cursor, Read};

/// What a file's bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sniffed {
    /// An old Word file (Word 97 to 2003), in a compound file.
    Doc,
    /// A Word file (OOXML).
    Docx,
    /// A workbook of Office Open XML (.xlsx).
    Xlsx,
    /// A workbook of Excel 97 to 2003 (.xls).
    Xls,
    /// A PDF.
    Pdf,
    /// A Word document that is one XML file: of Word 2003, or a package written flat.
    WordXml,
    /// A workbook in the XML of Excel 2003.
    ExcelXml,
    /// Rich Text Format.
    Rtf,
    /// A web page.
    Html,
    /// A web page in a mail container (.mht).
    WebArchive,
    /// Plain text, decoded: UTF-8, NFC, line ends `\n`, no byte order mark.
    Text(TextFile),
    /// An archive, whose members are documents of their own.
    Archive(ArchiveKind),
    /// An OFD file.
    Ofd,
}

const EMPTY_ZIP: &[u8] = b"PK\x05\x06";
const SEVEN_ZIP: &[u8] = b"7z\xbc\xaf\x27\x1c";
const GZIP: &[u8] = b"\x1f\x8b\x08";
const ZIP: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// How workbooks began before they stood in compound files.
const OLD_WORKBOOKS: [&[u8]; 5] = [
    b"\x09\x00\x04\x00",
    b"\x09\x00\x06\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00\x00\x05",
];
/// PDF readers look for the header this far into a file.
const PDF_HEADER: usize = 1024;

/// Formats that are certainly no disclosure text, with what to say of them.
const OTHERS: [(&[u8], ErrorKind, &str); 11] = [
    (b"\x89PNG", ErrorKind::NeedsOcr, "the file is a picture (PNG); it needs text recognition (OCR) first"),
    (
        b"\xff\xd8\xff",
        ErrorKind::NeedsOcr,
        "the file is a picture (JPEG); it needs text recognition (OCR) first",
    ),
    (b"GIF8", ErrorKind::NeedsOcr, "the file is a picture (GIF); it needs text recognition (OCR) first"),
    (b"II*\0", ErrorKind::NeedsOcr, "the file is a picture (TIFF); it needs text recognition (OCR) first"),
    (b"MM\0*", ErrorKind::NeedsOcr, "the file is a picture (TIFF); it needs text recognition (OCR) first"),
    (b"Rar!", ErrorKind::UnsupportedFormat, "the file is a RAR archive; unpack it and give its files"),
    (b"BZh", ErrorKind::UnsupportedFormat, "the file is compressed (bzip2); unpack it and give its files"),
    (b"\xfd7zXZ", ErrorKind::UnsupportedFormat, "the file is compressed (xz); unpack it and give its files"),
    (b"MSCF", ErrorKind::UnsupportedFormat, "the file is a CAB archive; unpack it and give its files"),
    (b"MZ", ErrorKind::NotADocument, "the file is a program and no document"),
    (b"\x7fELF", ErrorKind::NotADocument, "the file is a program and no document"),
];

/// Tells the format of a file from its bytes; text is decoded on the way.
///
/// # Errors
/// The bytes are empty, of no document format, encrypted, cut short or damaged.
pub fn sniff(bytes: &[u8]) -> Result<Sniffed, DecodeError> {
    if bytes.is_empty() {
        return Err(DecodeError::new(
            ErrorKind::Empty,
            "the file has no content (0 bytes); download it again",
        ));
    }
    if bytes.starts_with(ZIP) {
        return zip_kind(bytes);
    }
    if bytes.starts_with(OLE) {
        return ole_kind(bytes);
    }
    let archives =
        [(EMPTY_ZIP, ArchiveKind::Zip), (SEVEN_ZIP, ArchiveKind::SevenZip), (GZIP, ArchiveKind::Gzip)];
    if let Some((_, kind)) = archives.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Ok(Sniffed::Archive(*kind));
    }
    let head = &bytes[..bytes.len().min(PDF_HEADER)];
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Ok(Sniffed::Pdf);
    }
    if head.trim_ascii_start().starts_with(b"{\\rtf") {
        return Ok(Sniffed::Rtf);
    }
    if OLD_WORKBOOKS.iter().any(|beginning| head.starts_with(beginning)) {
        let message = "the workbook is of Excel 95 or older; open it in Excel or WPS and save it as .xlsx";
        return Err(DecodeError::new(ErrorKind::UnsupportedFormat, message));
    }
    if archive::is_tar(bytes) {
        return Ok(Sniffed::Archive(ArchiveKind::Tar));
    }
    // Two letters alone may begin a text; what follows them in a program cannot.
    let is_binary = head.contains(&0);
    let other = OTHERS.iter().find(|(magic, _, _)| {
        head.starts_with(magic) && (is_binary || magic.iter().any(|byte| !byte.is_ascii_graphic()))
    });
    if let Some((_, kind, message)) = other {
        return Err(DecodeError::new(*kind, *message));
    }
    if html::is_archive(bytes) {
        return Ok(Sniffed::WebArchive);
    }
    if html::is_page(bytes) {
        return Ok(Sniffed::Html);
    }
    let text = read_text(bytes)?;
    Ok(match office_xml(&text.text)? {
        Some(OfficeXml::Word) => Sniffed::WordXml,
        Some(OfficeXml::Excel) => Sniffed::ExcelXml,
        None => Sniffed::Text(text),
    })
}

fn zip_kind(bytes: &[u8]) -> Result<Sniffed, DecodeError> {
    let (mut package, twice) = Package::open_any(bytes)?;
    let office = |kind| twice.clone().map_or(Ok(kind), Err);
    let unsupported = |message: &str| Err(DecodeError::new(ErrorKind::UnsupportedFormat, message));
    match package.main_part() {
        Some((_, MainKind::Word)) => return office(Sniffed::Docx),
        Some((path, MainKind::Excel)) if path.ends_with(".bin") => {
            return unsupported(
                "the file is a binary workbook (.xlsb); open it in Excel and save it as .xlsx",
            );
        }
        Some((_, MainKind::Excel)) => return office(Sniffed::Xlsx),
        Some((_, MainKind::PowerPoint)) => {
            return unsupported("the file is a PowerPoint presentation; give the document it was made from");
        }
        None => {}
    }
    if package.has("OFD.xml") {
        return office(Sniffed::Ofd);
    }
    if package.has("[Content_Types].xml") || package.has_markup_in("word/") || package.has_markup_in("xl/") {
        return Err(DecodeError::new(
            ErrorKind::Corrupt,
            "the file is an Office document without its main part; save it again from its program",
        ));
    }
    if package.has("mimetype") && package.has("content.xml") {
        return unsupported("the file is an OpenDocument file; save it as .docx");
    }
    Ok(Sniffed::Archive(ArchiveKind::Zip))
}

/// Compound files (OLE2): Word 97, Excel 97, and whatever Office encrypts.
fn ole_kind(bytes: &[u8]) -> Result<Sniffed, DecodeError> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok();
    let mut has = |name: &str| match &mut file {
        Some(file) => file.is_stream(format!("/{name}")),
        // The directory cannot be opened; its names are stored in UTF-16.
        None => {
            let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            bytes.windows(wide.len()).any(|window| window == wide)
        }
    };
    if has("EncryptedPackage") {
        return Err(encrypted());
    }
    let (is_word, is_excel) = (has("WordDocument"), has("Workbook") || has("Book"));
    if is_word {
        let flags = file.as_mut().and_then(word_flags);
        // Bit 8 of the file information block's flags: the text is encrypted or obfuscated.
        if flags.is_some_and(|flags| flags & 0x0100 != 0) {
            return Err(encrypted());
        }
        return Ok(Sniffed::Doc);
    }
    if is_excel {
        return Ok(Sniffed::Xls);
    }
    if file.is_none() {
        let message = "the file is an old Office file whose directory is damaged; download it again";
        return Err(DecodeError::new(ErrorKind::Corrupt, message));
    }
    let message = "the file is a compound file, but neither of Word nor of Excel";
    Err(DecodeError::new(ErrorKind::UnsupportedFormat, message))
}

fn encrypted() -> DecodeError {
    DecodeError::new(
        ErrorKind::Encrypted,
        "the document is protected by a password; open it with the password and save it without one",
    )
}

/// The flags of a Word file's information block.
fn word_flags(file: &mut cfb::CompoundFile<Cursor<&[u8]>>) -> Option<u16> {
    let mut head = [0; 12];
    file.open_stream("/WordDocument").ok()?.read_exact(&mut head).ok()?;
    Some(u16::from_le_bytes([head[10], head[11]]))
}
