//! The place an agency belongs to: the division its name begins with, told apart by the rest of the document.

use super::evidence::{Line, LineKind};
use super::period::stage_of;
use super::regions::{Level, RegionMatch, Regions};
use super::vocabulary::FactsVocabulary;

/// How much of the document is searched for a city's name, in lines.
const SEARCHED_LINES: usize = 20_000;

/// What is known of an agency's place; `None` is not known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Place {
    /// GB/T 2260 code.
    pub(crate) code: Option<String>,
    /// Full path.
    pub(crate) name: Option<String>,
    /// Province.
    pub(crate) province: Option<String>,
    /// City; `None` in municipalities and for places under the province itself.
    pub(crate) city: Option<String>,
    /// County.
    pub(crate) county: Option<String>,
    /// How it was found, or why not, for people.
    pub(crate) remark: String,
    /// Whether the place is as sure and as deep as the name allows.
    pub(crate) sure: bool,
}

/// The place of an agency (folded bare name), or of the document's title where the name has none.
pub(crate) fn place(agency: Option<&str>, lines: &[Line], vocabulary: &FactsVocabulary) -> Place {
    let regions = &vocabulary.regions;
    if let Some(agency) = agency {
        let name = vocabulary.without_prefix(agency);
        if let Some(found) = regions.match_start(name) {
            let rest = &name[found.length..];
            return decide(&found, rest, lines, vocabulary, "the agency's name");
        }
    }
    // A name without a place (区医疗保障局): the cover or the file's name may print it.
    let titles = lines.iter().filter(|line| matches!(line.kind, LineKind::Opening | LineKind::FileName));
    for line in titles {
        // Where no agency is named, only a line that names a disclosure can be its title.
        if agency.is_none() && line.kind == LineKind::Opening && stage_of(&line.folded, vocabulary).is_none()
        {
            continue;
        }
        if let Some(found) = regions.match_start(&line.folded) {
            let counties = found.codes.iter().filter_map(|code| regions.get(code));
            if counties.clone().all(|d| d.level() == Level::County) {
                let rest = &line.folded[found.length..];
                return decide(&found, rest, lines, vocabulary, line.origin.what);
            }
        }
    }
    Place {
        remark: "neither the agency's name nor the title begins with a known place; region fields stay empty"
            .to_owned(),
        ..Place::default()
    }
}

fn decide(
    found: &RegionMatch,
    rest: &str,
    lines: &[Line],
    vocabulary: &FactsVocabulary,
    source: &str,
) -> Place {
    let regions = &vocabulary.regions;
    // 东区, 城区 alone are also what a town calls its parts: the city must be named for them.
    let generic = found.generic;
    let code = match found.codes.as_slice() {
        [only] if !generic => only.clone(),
        several => match by_context(several, lines, regions) {
            Some(code) => code,
            None => return undecided(several, regions),
        },
    };
    let mut place = describe(&code, regions);
    place.remark = format!("{} ({code}) from {source}", place.name.as_deref().unwrap_or_default());
    place.sure = true;
    if found.codes.len() > 1 || generic {
        place.remark.push_str(", told apart by the city that the document names");
    }
    if place.county.is_some() {
        return place;
    }
    if let Some(zone) = zone(rest, vocabulary) {
        place.remark = format!(
            "“{zone}” is a zone without a GB/T 2260 code: the region is {}, the county stays empty",
            place.name.as_deref().unwrap_or_default()
        );
        place.sure = false;
    } else if let Some(unknown) = unknown_county(rest, vocabulary) {
        place.remark = format!(
            "“{unknown}” is not in the list of divisions (vintage 2023): region code and county stay empty; \
             if it was renamed or merged, add it to the list"
        );
        place.code = None;
        place.name = None;
        place.sure = false;
    }
    place
}

/// The one candidate whose city (or province, where it has no city) the document names.
fn by_context(codes: &[String], lines: &[Line], regions: &Regions) -> Option<String> {
    let named = |code: &String| {
        let above = regions.city_of(code).or_else(|| regions.province_of(code));
        above.is_some_and(|division| {
            lines.iter().take(SEARCHED_LINES).any(|line| line.folded.contains(division.name.as_str()))
        })
    };
    let mut fitting = codes.iter().filter(|code| named(code));
    match (fitting.next(), fitting.next()) {
        (Some(code), None) => Some(code.clone()),
        _ => None,
    }
}

fn undecided(codes: &[String], regions: &Regions) -> Place {
    let paths: Vec<String> =
        codes.iter().map(|code| describe(code, regions).name.unwrap_or_default()).collect();
    let provinces: Vec<&str> = codes.iter().filter_map(|code| code.get(..2)).collect();
    let one_province = provinces.windows(2).all(|pair| pair[0] == pair[1]);
    let province = codes.first().filter(|_| one_province).and_then(|code| regions.province_of(code));
    Place {
        province: province.map(|division| division.name.clone()),
        remark: format!(
            "the name fits {} and the document does not tell which; region fields stay empty",
            paths.join(", ")
        ),
        ..Place::default()
    }
}

/// The names of a code's levels.
fn describe(code: &str, regions: &Regions) -> Place {
    let name_of = |division: Option<&super::regions::Division>| division.map(|d| d.name.clone());
    let province = name_of(regions.province_of(code));
    let city = name_of(regions.city_of(code));
    let county = name_of(regions.get(code).filter(|d| d.level() == Level::County));
    let path: String = [&province, &city, &county].into_iter().flatten().map(String::as_str).collect();
    Place { code: Some(code.to_owned()), name: Some(path), province, city, county, ..Place::default() }
}

/// The zone that follows the city in a name: 高新区, 经济技术开发区.
fn zone<'a>(rest: &'a str, vocabulary: &FactsVocabulary) -> Option<&'a str> {
    vocabulary
        .zones
        .iter()
        .filter_map(|zone| Some(rest.find(zone.as_str())? + zone.len()))
        .min()
        .filter(|end| rest[..*end].chars().count() <= 14)
        .map(|end| &rest[..end])
}

/// A place of county level behind the city or province that the list does not know.
fn unknown_county<'a>(rest: &'a str, vocabulary: &FactsVocabulary) -> Option<&'a str> {
    let (at, end) = rest
        .char_indices()
        .enumerate()
        .skip(1)
        .take(7)
        .find(|(_, (_, c))| matches!(c, '区' | '县' | '旗' | '市'))
        .map(|(at, (byte, c))| (at, byte + c.len_utf8()))?;
    let token = &rest[..end];
    // 下城区 ends like 城区 and was a district: only in longer words does the end alone tell (城镇社区).
    let long = token.chars().count() > 3;
    let other = vocabulary
        .not_counties
        .iter()
        .any(|word| token == word.as_str() || (long && token.ends_with(word.as_str())));
    (at >= 1 && !other).then_some(token)
}
