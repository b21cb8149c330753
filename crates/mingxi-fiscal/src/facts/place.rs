//! The place an agency belongs to: the division its name begins with, told apart by the rest of the document.

use super::evidence::{Line, LineKind, year_end};
use super::names::{coded, name_of};
use super::period::stage_of;
use super::regions::{Level, RegionMatch, Regions};
use super::vocabulary::FactsVocabulary;
use mingxi_model::Table;
use mingxi_model::text::{is_han, squeeze};
use std::collections::BTreeMap;

/// How much of the document is searched for a city's name, in lines.
const SEARCHED_LINES: usize = 20_000;

/// A place's name that any two characters before 县委 may happen to be, in characters.
const SHORT_PLACE: usize = 2;
/// Longest place before 人民政府, in characters.
const LONGEST_PLACE: usize = 24;

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

/// The place of an agency (folded bare name): its own words first, then the superior's, the title's, a printed
/// division code, the government or site that the text names.
pub(crate) fn place(
    agency: Option<&str>,
    lines: &[Line],
    tables: &[Table],
    vocabulary: &FactsVocabulary,
) -> Place {
    let by_name = |name: &str, source: &str| {
        let name = vocabulary.without_prefix(name);
        let found = vocabulary.regions.match_start(name)?;
        Some(decide(&found, &name[found.length..], lines, vocabulary, source))
    };
    let own = agency.and_then(|agency| by_name(agency, "the agency's name"));
    let superior =
        || superiors(tables, vocabulary).iter().find_map(|name| by_name(name, "the superior's name"));
    if let Some(mut own) = own {
        contradict(&mut own, superior());
        return own;
    }
    // A name without a place (区医疗保障局): others may print it.
    let others = superior()
        .or_else(|| by_title(agency, lines, vocabulary))
        .or_else(|| by_code(lines, tables, vocabulary))
        .or_else(|| agency.and_then(|agency| by_short_name(agency, lines, vocabulary)))
        .or_else(|| by_government(lines, vocabulary));
    others.unwrap_or_else(|| Place {
        remark: "neither the agency's name nor the title begins with a known place; region fields stay empty"
            .to_owned(),
        ..Place::default()
    })
}

/// Tells where the superior is of another province or city than the agency's own name says.
fn contradict(own: &mut Place, superior: Option<Place>) {
    let Some(superior) = superior.filter(|place| place.sure) else { return };
    let differs = |a: &Option<String>, b: &Option<String>| a.is_some() && b.is_some() && a != b;
    if differs(&own.province, &superior.province) || differs(&own.city, &superior.city) {
        own.sure = false;
        own.remark.push_str(&format!(
            ", though its superior's is {}",
            superior.name.as_deref().unwrap_or_default()
        ));
    }
}

/// Folded names of the agencies above, as forms print them.
fn superiors(tables: &[Table], vocabulary: &FactsVocabulary) -> Vec<String> {
    const ENOUGH: usize = 20;
    super::agency::neighbours(tables)
        .filter(|(_, label, _)| vocabulary.superior_labels.contains(&squeeze(label)))
        .filter_map(|(_, _, value)| {
            let printed = super::agency::without_space(value);
            let folded = super::evidence::fold(&printed);
            let name = coded(&printed, &folded, vocabulary)
                .map(|(_, name)| name)
                .or_else(|| name_of(&printed, &folded, vocabulary))?;
            Some(name.folded)
        })
        .take(ENOUGH)
        .collect()
}

fn by_title(agency: Option<&str>, lines: &[Line], vocabulary: &FactsVocabulary) -> Option<Place> {
    let regions = &vocabulary.regions;
    let titles = lines.iter().filter(|line| matches!(line.kind, LineKind::Opening | LineKind::FileName));
    for line in titles {
        // Where no agency is named, only a line that names a disclosure can be its title.
        if agency.is_none() && line.kind == LineKind::Opening && stage_of(&line.folded, vocabulary).is_none()
        {
            continue;
        }
        let start = year_end(&line.folded, 0).unwrap_or(0);
        let text = vocabulary.without_prefix(&line.folded[start..]);
        if let Some(found) = regions.match_start(text) {
            let counties = found.codes.iter().filter_map(|code| regions.get(code));
            let whole = line.kind == LineKind::Opening
                && vocabulary.governments.iter().any(|word| text[found.length..].starts_with(word.as_str()));
            let superior = agency.is_some()
                && line.kind == LineKind::Opening
                && name_of(text, text, vocabulary).is_some();
            if whole || superior || counties.clone().all(|d| d.level() == Level::County) {
                return Some(decide(&found, &text[found.length..], lines, vocabulary, line.origin.what));
            }
        }
    }
    None
}

/// 烟台经济技术开发区, 北京城市副中心: a name that begins with a city's or province's without its 市.
fn by_short_name(agency: &str, lines: &[Line], vocabulary: &FactsVocabulary) -> Option<Place> {
    let regions = &vocabulary.regions;
    let found = regions.match_short(vocabulary.without_prefix(agency))?;
    let rest = &vocabulary.without_prefix(agency)[found.length..];
    // 北京路街道 is a road's: only a zone or 城市 shows that the city is meant.
    let of_city = zone(rest, vocabulary).is_some() || rest.starts_with("城市");
    let is_city = |code: &String| {
        let level = regions.get(code).map(super::regions::Division::level);
        level == Some(Level::City) || ["11", "12", "31", "50"].iter().any(|head| code.starts_with(head))
    };
    if !of_city || !found.codes.iter().all(is_city) {
        return None;
    }
    Some(decide(&found, rest, lines, vocabulary, "the agency's name, which leaves out 市 or 省"))
}

/// A division code that a caption or form prints: 行政区划代码：131003.
fn by_code(lines: &[Line], tables: &[Table], vocabulary: &FactsVocabulary) -> Option<Place> {
    let printed = lines
        .iter()
        .filter(|line| line.kind != LineKind::Prose)
        .find_map(|line| super::agency::labelled(line, &vocabulary.region_labels))
        .map(|(_, value)| value);
    let in_cells = || {
        super::agency::neighbours(tables)
            .find(|(_, label, _)| vocabulary.region_labels.contains(&squeeze(label)))
            .map(|(_, _, value)| squeeze(value))
    };
    let value = printed.or_else(in_cells)?;
    let code: String = value.chars().take_while(char::is_ascii_digit).take(6).collect();
    vocabulary.regions.get(&code)?;
    let mut place = describe(&code, &vocabulary.regions);
    place.remark = format!("{} by the printed code {code}", place.name.as_deref().unwrap_or_default());
    place.sure = true;
    Some(place)
}

/// The only place whose government, party or site the text names.
fn by_government(lines: &[Line], vocabulary: &FactsVocabulary) -> Option<Place> {
    let regions = &vocabulary.regions;
    let mut found: BTreeMap<String, RegionMatch> = BTreeMap::new();
    for line in lines.iter().take(SEARCHED_LINES) {
        for word in &vocabulary.governments {
            let Some(end) = line.folded.find(word.as_str()) else { continue };
            // 县委, 市委 end the place's own name.
            let end = match word.strip_suffix('委') {
                Some(level) => end + level.len(),
                None => end,
            };
            let mut head = &line.folded[..end];
            // 与云南省、安徽省人民政府: the word stands for the places of a list, each of them.
            while let Some((before, place)) = place_at_end(head, lines, regions) {
                if !place.generic {
                    found.insert(place.codes.join(" "), place);
                }
                let Some(listed) = before.strip_suffix(['、', '和', '与', '及']) else { break };
                head = listed;
            }
        }
    }
    let deepest = found.values().max_by_key(|place| place.codes.first().map(|code| depth(code, regions)))?;
    let inside = |place: &RegionMatch| {
        place.codes.iter().any(|code| {
            deepest.codes.iter().any(|deep| {
                [regions.province_of(deep), regions.city_of(deep), regions.get(deep)]
                    .into_iter()
                    .flatten()
                    .any(|above| above.code == *code)
            })
        })
    };
    found
        .values()
        .all(inside)
        .then(|| decide(deepest, "", lines, vocabulary, "the government or site that the text names"))
}

/// The longest place that a text ends with, and what stands before it.
fn place_at_end<'t>(text: &'t str, lines: &[Line], regions: &Regions) -> Option<(&'t str, RegionMatch)> {
    let starts = text.char_indices().rev().take(LONGEST_PLACE).map(|(at, _)| at);
    starts
        .filter_map(|at| Some((at, regions.match_start(&text[at..])?)))
        .filter(|(at, place)| place.length == text.len() - at)
        // 完成县委交办的任务 is not about 成县, 《预算法》和县财政局 not about 和县: a name of two characters must begin a
        // phrase and have its city or province named as well.
        .filter(|(at, place)| {
            let before = text[..*at].chars().next_back();
            text[*at..].chars().count() > SHORT_PLACE
                || !before.is_some_and(is_han) && by_context(&place.codes, lines, regions).is_some()
        })
        .min_by_key(|(at, _)| *at)
        .map(|(at, place)| (&text[..at], place))
}

fn depth(code: &str, regions: &Regions) -> Option<Level> {
    regions.get(code).map(super::regions::Division::level)
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
    if let Some(district) = district_inside(&code, rest, regions) {
        let mut place = describe(&district, regions);
        let name = place.name.as_deref().unwrap_or_default();
        place.remark =
            format!("{name} ({district}) from {source}, which names the district behind its office");
        place.sure = true;
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

/// The district of a city that a name has behind the city's office: 武汉市公安局武昌区交通大队.
fn district_inside(city: &str, rest: &str, regions: &Regions) -> Option<String> {
    let is_of_city = |code: &&String| {
        regions.city_of(code).or_else(|| regions.province_of(code)).is_some_and(|d| d.code == city)
    };
    rest.char_indices().skip(2).find_map(|(at, _)| {
        let found = regions.match_start(&rest[at..])?;
        let name = &rest[at..at + found.length];
        let is_whole = name.chars().count() > 2 && name.ends_with(['区', '县', '市', '旗']);
        let own = found.codes.iter().find(is_of_city)?;
        let is_county = regions.get(own).is_some_and(|division| division.level() == Level::County);
        (is_whole && is_county).then(|| own.clone())
    })
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
