//! Word files (.docx, ECMA-376 / ISO 29500, transitional and strict): a direct streaming reader.
//!
//! What Word prints is read, not what the file holds: tracked deletions, hidden text and field instructions
//! are left out, the labels of automatic lists are computed. Headers, footers, comments and notes are not
//! part of the text; the lines of headers are kept beside it, because one of them may state the unit of all tables.

mod attributes;
mod body;
pub(crate) mod encoding;
pub(crate) mod flat;
mod numbering;
mod open;
pub(crate) mod package;
mod properties;
mod references;
mod running;
mod styles;
pub(crate) mod xml;

use crate::DecodeError;
use crate::allowance::{Allowance, exceeded};
use crate::word::numbering::Numbering;
use crate::word::outcome::{LISTS_LOST, STYLES_LOST};
use crate::word::styles::Styles;
use mingxi_model::{Document, ErrorKind, Format};
use package::{MainKind, Package};

/// Reads a Word file.
///
/// # Errors
/// The archive or its main part is damaged before the first block, or larger than the limits. Damage further
/// on gives a [`Document`] whose `partial` says what is missing.
pub(crate) fn decode(bytes: &[u8], allowance: &Allowance) -> Result<Document, DecodeError> {
    let limits = allowance.limits();
    let mut package = Package::open(bytes)?.within(allowance);
    if package.len() > limits.parts {
        let message = format!("the archive has {} members; the limit is {}", package.len(), limits.parts);
        return Err(exceeded(message));
    }
    let Some((main, MainKind::Word)) = package.main_part() else {
        let message = "the archive holds no Word document; save it again from its program";
        return Err(DecodeError::new(ErrorKind::Corrupt, message));
    };
    let (text, damage) = part(&mut package, &main, limits.part_bytes)?;
    let (styles, style_damage) = match related(&mut package, &main, "styles", limits.part_bytes)? {
        None => (Styles::default(), None),
        Some((path, text, damage)) => {
            let (styles, stop) = styles::read(&text, &path, limits.depth);
            (styles, damage.map(corrupt).or(stop))
        }
    };
    let (numbering, list_damage) = match related(&mut package, &main, "numbering", limits.part_bytes)? {
        None => (Numbering::default(), None),
        Some((path, text, damage)) => {
            let (numbering, stop) = numbering::read(&text, &path, limits.depth);
            (numbering, damage.map(corrupt).or(stop))
        }
    };
    let mut read = body::read(&text, &main, &styles, &numbering, allowance);
    let damage = damage.map(corrupt);
    read.stop = match read.stop {
        // What cut the part short explains why its markup ends early.
        Some(stop) if stop.kind() == ErrorKind::Corrupt => Some(damage.unwrap_or(stop)),
        Some(stop) => Some(stop),
        None => damage,
    };
    let damages = [(style_damage, STYLES_LOST), (list_damage, LISTS_LOST)];
    let damages = damages.into_iter().filter_map(|(damage, what)| Some((damage?, what))).collect();
    let mut document = read.into_document(Format::Docx, damages)?;
    document.running = running::lines(&mut package, &main, limits);
    Ok(document)
}

fn corrupt(message: String) -> DecodeError {
    DecodeError::new(ErrorKind::Corrupt, message)
}

/// A part's text, as far as it could be unpacked and decoded, and what was wrong with the rest.
fn part(package: &mut Package<'_>, path: &str, bytes: u64) -> Result<(String, Option<String>), DecodeError> {
    let Some(inflated) = package.read(path, bytes)? else {
        let message = format!("the archive has no member {path}, which it says it has; download it again");
        return Err(DecodeError::new(ErrorKind::Corrupt, message));
    };
    let (text, damage) = encoding::part_text(inflated.bytes);
    let damage = damage.map(|damage| format!("{path} is damaged: {damage}; download the file again"));
    Ok((text, inflated.damage.or(damage)))
}

/// Path, text and damage of the part that stands in a relation to another one; the usual name serves where
/// no relation is stated.
fn related(
    package: &mut Package<'_>,
    of: &str,
    kind: &str,
    bytes: u64,
) -> Result<Option<(String, String, Option<String>)>, DecodeError> {
    let stated = package.relationships(of).into_iter().find(|relationship| relationship.kind == kind);
    let is_stated = stated.is_some();
    let folder = of.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = stated.map_or_else(|| format!("{folder}/{kind}.xml"), |relationship| relationship.target);
    if !package.has(&path) && !is_stated {
        return Ok(None);
    }
    match part(package, &path, bytes) {
        Ok((text, damage)) => Ok(Some((path, text, damage))),
        Err(error) if error.kind() == ErrorKind::Corrupt => {
            let damage = Some(error.to_string());
            Ok(Some((path, String::new(), damage)))
        }
        Err(error) => Err(error),
    }
}
