//! Administrative divisions: which one an agency's name begins with.

use crate::VocabularyError;
use std::collections::{BTreeMap, BTreeSet};

const FILE: &str = "regions.csv";
/// Length of a district's name that tells nothing by itself (城区), in characters.
const GENERIC: usize = 2;

/// A division down to the county. Levels by code: `XX0000` province, `XXXX00` city, `XXXXXX` county.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// GB/T 2260 code, 6 digits.
    pub code: String,
    /// Full name.
    pub name: String,
}

impl Division {
    /// The digits of the code that this level fixes: 2, 4 or 6 of them.
    fn prefix(&self) -> &str {
        match self.level() {
            Level::Province => &self.code[..2],
            Level::City => &self.code[..4],
            Level::County => &self.code,
        }
    }

    /// The level, told by the code.
    pub fn level(&self) -> Level {
        if self.code.ends_with("0000") {
            Level::Province
        } else if self.code.ends_with("00") {
            Level::City
        } else {
            Level::County
        }
    }
}

/// The level of a division.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// 省, 自治区, 直辖市.
    Province,
    /// 地级市, 自治州, 地区, 盟.
    City,
    /// 县, 区, 县级市, 旗.
    County,
}

/// All divisions and the written forms of their names.
#[derive(Debug, Clone, Default)]
pub struct Regions {
    divisions: BTreeMap<String, Division>,
    /// Written form to codes, by the form's first character.
    forms: BTreeMap<char, Vec<(String, String)>>,
}

/// The division at the beginning of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionMatch {
    /// Codes of the deepest divisions that fit; several where the name alone does not tell them apart.
    pub codes: Vec<String>,
    /// How many bytes of the text the division's name takes.
    pub length: usize,
    /// The name is a district's of two characters by itself (东区, 城区), which other places use too.
    pub generic: bool,
}

impl Regions {
    /// Reads the list: `code,name` lines, `#` comments, a header line.
    ///
    /// # Errors
    /// A line is not `code,name` or repeats a code.
    pub fn parse(csv: &str) -> Result<Regions, VocabularyError> {
        let mut regions = Regions::default();
        for (index, line) in csv.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') || line == "code,name" {
                continue;
            }
            let fail = |reason: String| VocabularyError::new(FILE, Some(index + 1), reason);
            let Some((code, name)) = line.split_once(',') else {
                return Err(fail(format!("`{line}` is not `code,name`")));
            };
            if code.len() != 6 || !code.bytes().all(|b| b.is_ascii_digit()) || name.is_empty() {
                return Err(fail(format!("`{line}` has no 6-digit code or no name")));
            }
            let division = Division { code: code.to_owned(), name: name.to_owned() };
            if regions.divisions.insert(code.to_owned(), division).is_some() {
                return Err(fail(format!("code {code} stands twice")));
            }
            regions.add_form(name, code);
        }
        Ok(regions)
    }

    /// Adds written forms: `aliases` as given, and autonomous places without their ethnic groups (青龙县 for
    /// 青龙满族自治县) where no other place has that name.
    pub fn add_aliases(&mut self, aliases: &BTreeMap<String, String>, ethnic_groups: &[String]) {
        for (form, code) in aliases {
            self.add_form(form, code);
        }
        let taken: BTreeSet<String> = self.divisions.values().map(|d| d.name.clone()).collect();
        let short: Vec<(String, String)> = self
            .divisions
            .values()
            .filter_map(|d| Some((short_form(&d.name, ethnic_groups)?, d.code.clone())))
            .filter(|(form, _)| !taken.contains(form))
            .collect();
        for (form, code) in short {
            self.add_form(&form, &code);
        }
    }

    fn add_form(&mut self, form: &str, code: &str) {
        let Some(first) = form.chars().next() else {
            return;
        };
        let forms = self.forms.entry(first).or_default();
        forms.push((form.to_owned(), code.to_owned()));
    }

    /// A division by its code.
    pub fn get(&self, code: &str) -> Option<&Division> {
        self.divisions.get(code)
    }

    /// The province of a code.
    pub fn province_of(&self, code: &str) -> Option<&Division> {
        self.get(&format!("{}0000", code.get(..2)?))
    }

    /// The city of a code; `None` for provinces, for municipalities and for places under the province itself.
    pub fn city_of(&self, code: &str) -> Option<&Division> {
        self.get(&format!("{}00", code.get(..4)?)).filter(|d| d.level() == Level::City)
    }

    /// The longest chain province, city, county at the beginning of a squeezed text; any level may be left
    /// out.
    pub fn match_start(&self, text: &str) -> Option<RegionMatch> {
        let mut best: Option<RegionMatch> = None;
        // (codes' common prefix, bytes consumed); each step goes one level deeper, so the walk is short.
        let mut open: Vec<(&Division, usize)> = self.starting(text).collect();
        while let Some((division, length)) = open.pop() {
            let rest = text.get(length..).unwrap_or_default();
            open.extend(
                self.starting(rest)
                    .filter(|(deeper, _)| {
                        deeper.level() > division.level() && deeper.code.starts_with(division.prefix())
                    })
                    .map(|(deeper, more)| (deeper, length + more)),
            );
            match &mut best {
                Some(found) if found.length > length => {}
                Some(found) if found.length == length => {
                    if !found.codes.contains(&division.code) {
                        found.codes.push(division.code.clone());
                    }
                }
                _ => {
                    let name = text.get(..length).unwrap_or_default();
                    let generic = name.chars().count() == GENERIC && name.ends_with('区');
                    best = Some(RegionMatch { codes: vec![division.code.clone()], length, generic });
                }
            }
        }
        if let Some(found) = &mut best {
            found.codes.sort();
        }
        best
    }

    /// The province or city whose name without 省, 市 or 自治区 begins the text.
    pub fn match_short(&self, text: &str) -> Option<RegionMatch> {
        const SHORTEST: usize = 2;
        let mut best: Option<RegionMatch> = None;
        for division in self.divisions.values().filter(|division| division.level() != Level::County) {
            let Some(short) =
                ["省", "市", "自治区", "地区"].iter().find_map(|end| division.name.strip_suffix(end))
            else {
                continue;
            };
            if short.chars().count() < SHORTEST || !text.starts_with(short) {
                continue;
            }
            let code = division.code.clone();
            match &mut best {
                Some(found) if found.length > short.len() => {}
                Some(found) if found.length == short.len() => found.codes.push(code),
                _ => best = Some(RegionMatch { codes: vec![code], length: short.len(), generic: false }),
            }
        }
        best
    }

    /// The divisions a written form of which begins the text.
    fn starting<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (&'a Division, usize)> + 'a {
        text.chars()
            .next()
            .and_then(|first| self.forms.get(&first))
            .into_iter()
            .flatten()
            .filter(|(form, _)| text.starts_with(form.as_str()))
            .filter_map(|(form, code)| Some((self.divisions.get(code)?, form.len())))
    }
}

/// 青龙满族自治县 -> 青龙县, 迪庆藏族自治州 -> 迪庆州; `None` for names without 自治.
fn short_form(name: &str, ethnic_groups: &[String]) -> Option<String> {
    let (head, tail) = name.split_once("自治")?;
    let mut head = head;
    while let Some(rest) = ethnic_groups
        .iter()
        .filter_map(|group| head.strip_suffix(group.as_str()))
        .min_by_key(|rest| rest.len())
    {
        head = rest;
    }
    (head.chars().count() >= 2 && matches!(tail, "县" | "州" | "旗")).then(|| format!("{head}{tail}"))
}
