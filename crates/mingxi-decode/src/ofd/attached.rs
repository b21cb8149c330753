//! Files that an OFD file carries beside its pages (附件): documents of their own where that is wanted, else named.

use super::file::{File, folder_of, resolve};
use crate::DecodeError;
use crate::allowance::exceeded;
use crate::archive::{Member, Room, member_path};
use crate::pdf::budget::Budget;
use mingxi_model::{Diagnostic, ErrorKind, Severity, Step};

/// The most attached files that are told apart.
const FILES: usize = 1000;
/// The most that are named.
const NAMED: usize = 5;

/// What a file carries.
#[derive(Debug, Default)]
pub(super) struct Attached {
    names: Vec<String>,
    /// Their contents, where there is room for them.
    pub(super) members: Vec<Member>,
    /// Why not all of them could be taken.
    lost: Option<DecodeError>,
    is_taken: bool,
}

/// Reads the lists of attached files that the file's documents name, and the files themselves where there is room.
pub(super) fn read(file: &mut File<'_>, mut room: Option<Room>, budget: &mut Budget) -> Attached {
    let mut attached = Attached { is_taken: room.is_some(), ..Attached::default() };
    for list in std::mem::take(&mut file.attachments) {
        let node = match file.part(&list, budget) {
            Ok((node, damage)) => {
                attached.lost = attached.lost.take().or(damage);
                node
            }
            Err(error) => {
                attached.lost.get_or_insert(error);
                continue;
            }
        };
        for entry in node.children_named("Attachment") {
            let Some(place) = entry.text_of("FileLoc") else { continue };
            if attached.names.len() >= FILES {
                return attached;
            }
            let name = full_name(entry.value("Name").unwrap_or_default(), entry.value("Format"), place);
            attached.names.push(name.clone());
            if let (Some(room), Some(path), None) = (&mut room, member_path(&name), &attached.lost) {
                let content = content(file, &resolve(folder_of(&list), place), room.bytes());
                let bytes = match &content {
                    Ok(bytes) => bytes.len() as u64,
                    // So much was unpacked before it was found to be too large.
                    Err(error) if error.kind() == ErrorKind::LimitExceeded => room.bytes(),
                    Err(_) => 0,
                };
                match room.member().and_then(|()| room.take(bytes, &path)) {
                    Ok(()) => attached.members.push(Member { path, content }),
                    Err(error) => attached.lost = Some(error),
                }
            }
        }
    }
    attached
}

/// The bytes of an attached file.
fn content(file: &mut File<'_>, path: &str, limit: u64) -> Result<Vec<u8>, DecodeError> {
    let corrupt = |message: String| DecodeError::new(ErrorKind::Corrupt, message);
    let inflated = file.bytes(path, limit).map_err(|error| match error.kind() {
        ErrorKind::LimitExceeded => {
            exceeded(format!("the attached file unpacks to more than {limit} bytes and is not read"))
        }
        _ => error,
    })?;
    let inflated = inflated.ok_or_else(|| {
        corrupt("the file is named as an attachment and is not there; download it again".to_owned())
    })?;
    match inflated.damage {
        Some(damage) => Err(corrupt(damage)),
        None => Ok(inflated.bytes),
    }
}

/// The name of an attached file with its ending, which stands in the name, beside it, or in that of the part alone.
fn full_name(name: &str, format: Option<&str>, place: &str) -> String {
    let stored = place.rsplit('/').next().unwrap_or(place);
    if name.is_empty() {
        return stored.to_owned();
    }
    let format =
        format.map(|format| format.trim().trim_start_matches('.')).filter(|format| !format.is_empty());
    let ending = format.or_else(|| stored.rsplit_once('.').map(|(_, ending)| ending));
    match ending {
        Some(ending) if !name.to_lowercase().ends_with(&format!(".{}", ending.to_lowercase())) => {
            format!("{name}.{ending}")
        }
        _ => name.to_owned(),
    }
}

impl Attached {
    /// What is to be said of them; an error where some are lost.
    pub(super) fn remark(&self) -> Option<Diagnostic> {
        let names: Vec<&str> = self.names.iter().take(NAMED).map(String::as_str).collect();
        let more = if self.names.len() > names.len() { ", …" } else { "" };
        let list = format!("{} attached files ({}{more})", self.names.len(), names.join(", "));
        let (severity, message) = match &self.lost {
            Some(error) => (Severity::Error, format!("of {list} not all were read: {error}")),
            None if self.names.is_empty() => return None,
            None if self.is_taken => {
                (Severity::Info, format!("the file holds {list}; each is a document of its own"))
            }
            None => {
                let what = "which were not read; where they hold tables, save them and read each";
                (Severity::Warning, format!("the file holds {list}, {what}"))
            }
        };
        Some(Diagnostic::new(Step::Decode, severity, "attached_files", message))
    }

    /// Why not all of them could be taken.
    pub(super) fn lost(&self) -> Option<(ErrorKind, String)> {
        self.lost.as_ref().map(|error| (error.kind(), error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::full_name;

    #[test]
    fn names_get_their_ending() {
        assert_eq!(full_name("附表", Some("xlsx"), "a.xlsx"), "附表.xlsx");
        assert_eq!(full_name("附表.XLSX", Some("xlsx"), "a.xlsx"), "附表.XLSX");
        assert_eq!(full_name("附表", None, "Attachs/a.doc"), "附表.doc");
        assert_eq!(full_name("", None, "Attachs/a.doc"), "a.doc");
    }
}
