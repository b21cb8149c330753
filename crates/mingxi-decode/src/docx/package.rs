//! The zip container of an Office document (OPC, ECMA-376 part 2): parts, their kinds and relationships.

use super::encoding::part_text;
use super::xml::{Markup, Step};
use crate::allowance::{Allowance, exceeded, no_room};
use crate::{DecodeError, Limits};
use mingxi_model::ErrorKind;
use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// The most bytes of a part that only describes the package.
const DESCRIPTION_BYTES: u64 = 16 << 20;

/// An opened archive. Names are compared without case and with `/`, as Office does.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: BTreeMap<String, usize>,
    allowance: Allowance,
}

/// A part's bytes; `damage` says what was wrong with the rest where it could not all be inflated.
pub(crate) struct Inflated {
    pub(crate) bytes: Vec<u8>,
    pub(crate) damage: Option<String>,
}

/// What the main part of a package holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MainKind {
    Word,
    Excel,
    PowerPoint,
}

/// A relationship of a part to another one inside the package.
pub(crate) struct Relationship {
    /// The name by which the part refers to it.
    pub(crate) id: String,
    /// The last segment of the type's URI, the same in the strict and the transitional format.
    pub(crate) kind: String,
    /// The path of the target in the package.
    pub(crate) target: String,
}

/// How many members the directory at the end of an archive lists: the reader keeps one of several of the same name.
pub(crate) fn stated_members(bytes: &[u8]) -> Option<usize> {
    let tail = &bytes[bytes.len().saturating_sub(65_557)..];
    let end = tail.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let count = tail.get(end + 10..end + 12)?;
    Some(usize::from(u16::from_le_bytes([count[0], count[1]])))
}

/// Opens the zip container itself.
///
/// # Errors
/// `Truncated` where the directory at the end of the file is missing, `Corrupt` where it is damaged.
pub(crate) fn open_zip(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, DecodeError> {
    let tail = &bytes[bytes.len().saturating_sub(65_557)..];
    if !tail.windows(4).any(|window| window == b"PK\x05\x06") {
        return Err(DecodeError::new(
            ErrorKind::Truncated,
            "the file ends before its own directory (it is a zip archive cut short); download it again",
        ));
    }
    ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
        DecodeError::new(
            ErrorKind::Corrupt,
            format!("the archive's directory is damaged ({error}); download the file again"),
        )
    })
}

impl<'a> Package<'a> {
    /// Opens the archive.
    ///
    /// # Errors
    /// `Truncated` where the directory at the end of the file is missing, `Corrupt` where it is damaged or names two
    /// members the same.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Package<'a>, DecodeError> {
        let (package, twice) = Package::open_any(bytes)?;
        twice.map_or(Ok(package), Err)
    }

    /// The same of an archive that may be no Office document, beside what would be wrong with it if it were one.
    ///
    /// # Errors
    /// As [`open_zip`].
    pub(crate) fn open_any(bytes: &'a [u8]) -> Result<(Package<'a>, Option<DecodeError>), DecodeError> {
        let archive = open_zip(bytes)?;
        let mut twice = None;
        if stated_members(bytes).is_some_and(|stated| stated > archive.len()) {
            let message = "the archive holds two members of one name, so that it is not said which counts; open the file \
                           in its program and save it anew";
            twice = Some(DecodeError::new(ErrorKind::Corrupt, message));
        }
        let mut names = BTreeMap::new();
        for index in 0..archive.len() {
            let Some(Ok(name)) = archive.name_for_index(index) else { continue };
            // Programs differ in which of two members they take.
            if names.insert(folded(&name), index).is_some() && twice.is_none() {
                let message = format!(
                    "the archive holds two members named {name}, so that it is not said which counts; open the file \
                     in its program and save it anew"
                );
                twice = Some(DecodeError::new(ErrorKind::Corrupt, message));
            }
        }
        Ok((Package { archive, names, allowance: Allowance::new(&Limits::default()) }, twice))
    }

    /// Lets its parts draw from a document's allowance.
    pub(crate) fn within(self, allowance: &Allowance) -> Package<'a> {
        Package { allowance: allowance.clone(), ..self }
    }

    /// Number of members.
    pub(crate) fn len(&self) -> usize {
        self.archive.len()
    }

    /// Whether a part of that name exists.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&folded(name))
    }

    /// Whether any member's name starts so.
    pub(crate) fn has_folder(&self, prefix: &str) -> bool {
        self.names.keys().any(|name| name.starts_with(prefix))
    }

    /// Whether a folder holds markup, as those of Office documents do.
    pub(crate) fn has_markup_in(&self, folder: &str) -> bool {
        self.names.keys().any(|name| name.starts_with(folder) && name.ends_with(".xml"))
    }

    /// Inflates a part, whatever its declared size says; `None` where there is no such part.
    ///
    /// # Errors
    /// The part is larger than `limit`, or all that were read than the document may be; it is encrypted, or packed in a way no Office program uses.
    pub(crate) fn read(&mut self, name: &str, limit: u64) -> Result<Option<Inflated>, DecodeError> {
        let Some(&index) = self.names.get(&folded(name)) else {
            return Ok(None);
        };
        let member = match self.archive.by_index(index) {
            Ok(member) => member,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(DecodeError::new(
                    ErrorKind::Encrypted,
                    "the archive is protected by a password; save the document without one",
                ));
            }
            Err(error) => {
                return Err(DecodeError::new(
                    ErrorKind::Corrupt,
                    format!("{name} cannot be unpacked ({error}); download the file again"),
                ));
            }
        };
        let mut bytes = Vec::new();
        let left = limit.min(self.allowance.bytes());
        let outcome = member.take(left.saturating_add(1)).read_to_end(&mut bytes);
        if bytes.len() as u64 > left {
            let what = if left == limit { "" } else { ", and all parts read before it to more than allowed" };
            return Err(exceeded(format!(
                "{name} unpacks to more than {left} bytes{what}; nothing of the document was read"
            )));
        }
        self.allowance.unpacked(bytes.len() as u64);
        if outcome.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::OutOfMemory) {
            return Err(no_room(name));
        }
        let damage =
            outcome.err().map(|error| format!("{name} is damaged ({error}); download the file again"));
        Ok(Some(Inflated { bytes, damage }))
    }

    /// The main part and what it holds: told by the package's relationships and content types, and by the
    /// usual folder where those are missing or damaged.
    pub(crate) fn main_part(&mut self) -> Option<(String, MainKind)> {
        let types = self.content_types();
        let related = self
            .relationships("")
            .into_iter()
            .find(|relationship| relationship.kind == "officeDocument")
            .map(|relationship| relationship.target)
            .filter(|target| self.has(target));
        let declared = || {
            let main = types.iter().find(|(part, kind)| kind.contains("main+xml") && self.has(part));
            main.map(|(part, _)| part.clone())
        };
        let usual = || {
            let paths = ["word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"];
            paths.into_iter().find(|path| self.has(path)).map(str::to_owned)
        };
        let path = related.or_else(declared).or_else(usual)?;
        let content_type =
            types.iter().find(|(part, _)| folded(part) == folded(&path)).map(|(_, kind)| kind.as_str());
        let kind = main_kind(&path, content_type.unwrap_or_default())?;
        Some((path, kind))
    }

    /// The relationships of a part (of the package itself for an empty path); none where they are missing or
    /// damaged, because the usual names then serve.
    pub(crate) fn relationships(&mut self, part: &str) -> Vec<Relationship> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let path = match folder {
            "" => format!("_rels/{file}.rels"),
            folder => format!("{folder}/_rels/{file}.rels"),
        };
        let rows = self.attributes(&path, "Relationship", ["Id", "Type", "Target", "TargetMode"]);
        rows.into_iter()
            .filter(|[.., mode]| mode != "External")
            .map(|[id, kind, target, _]| Relationship {
                id,
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: resolve(folder, &target),
            })
            .collect()
    }

    /// Part name and content type of every override.
    fn content_types(&mut self) -> Vec<(String, String)> {
        let rows = self.attributes("[Content_Types].xml", "Override", ["PartName", "ContentType"]);
        rows.into_iter().map(|[part, kind]| (resolve("", &part), kind)).collect()
    }

    /// Some attributes of every element of a name in a describing part, as far as it can be read.
    fn attributes<const N: usize>(
        &mut self,
        path: &str,
        element: &str,
        names: [&str; N],
    ) -> Vec<[String; N]> {
        let Ok(Some(part)) = self.read(path, DESCRIPTION_BYTES) else {
            return Vec::new();
        };
        let (text, _) = part_text(part.bytes);
        let mut markup = Markup::new(&text, path, 16);
        let mut rows = Vec::new();
        loop {
            match markup.step() {
                Ok(Step::Start(start)) if start.local() == element => {
                    rows.push(names.map(|name| start.value(name).unwrap_or_default().into_owned()));
                }
                Ok(Step::Eof) | Err(_) => return rows,
                Ok(_) => {}
            }
        }
    }
}

fn main_kind(path: &str, content_type: &str) -> Option<MainKind> {
    let kinds = [
        ("wordprocessingml", "ms-word", "word/", MainKind::Word),
        ("spreadsheetml", "ms-excel", "xl/", MainKind::Excel),
        ("presentationml", "ms-powerpoint", "ppt/", MainKind::PowerPoint),
    ];
    let by_type = kinds
        .iter()
        .find(|(open, macros, _, _)| content_type.contains(open) || content_type.contains(macros));
    let by_path = || kinds.iter().find(|(_, _, folder, _)| folded(path).starts_with(folder));
    by_type.or_else(by_path).map(|(_, _, _, kind)| *kind)
}

/// A target relative to a folder as a path in the package.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let (base, relative) = match target.strip_prefix('/') {
        Some(absolute) => ("", absolute),
        None => (folder, target.as_str()),
    };
    let mut segments: Vec<&str> = Vec::new();
    for segment in base.split('/').chain(relative.split('/')) {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            other => segments.push(other),
        }
    }
    segments.join("/")
}

fn folded(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}
