//! Several files of one disclosure: the same in another format (`same_as`), or a newer one (`superseded_by`).
//!
//! Only whoever sees all documents can tell, so that both columns are filled when a publication is written. Files are
//! compared within one agency, region, year and stage, and within one scope where both say theirs. Which of two is newer
//! is told by what they say of themselves and by nothing of the machine (a copied folder has other times of its files): a
//! date in the name, else a word for a correction. Where neither tells, neither is called outdated.

use super::rows::Rows;
use arrow::array::{ArrayRef, RecordBatch, StringArray};
use arrow::error::ArrowError;
use sha2::{Digest, Sha256};
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Words by which a file says that it replaces an earlier one.
const REVISED: [&str; 9] =
    ["更正", "修订", "修正", "勘误", "更新", "重新公开", "重新发布", "修改稿", "修改版"];

/// Formats, those first whose tables are the author's own and not recovered from a picture of them.
const FORMATS: [&str; 10] = ["docx", "doc", "wps", "xlsx", "xls", "rtf", "html", "ofd", "pdf", "txt"];

/// What tells one disclosure from another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Disclosure {
    agency: String,
    region: Option<String>,
    year: i64,
    stage: String,
}

/// The line items of a document, in any order: how many, and the sum of what stands for each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Items {
    count: usize,
    sum: u128,
}

impl Items {
    /// Adds rows of the line items. Header texts are left out, which differ between renderings of one form.
    pub fn add(&mut self, rows: &Rows<'_>) {
        for row in 0..rows.len() {
            let Some(yuan) = rows.decimal("amount_yuan", row) else {
                continue;
            };
            let mut hash = Sha256::new();
            let named = rows.text("code", row).or_else(|| rows.text("name", row));
            let texts = [rows.text("table_kind", row), named, rows.text("measure_code", row)];
            for text in texts {
                hash.update(text.unwrap_or_default());
                hash.update([0]);
            }
            hash.update(yuan.to_string());
            let digest: [u8; 32] = hash.finalize().into();
            let half = digest.first_chunk::<16>().copied().unwrap_or_default();
            self.sum = self.sum.wrapping_add(u128::from_be_bytes(half));
            self.count += 1;
        }
    }
}

/// What is compared of a document.
#[derive(Debug, Clone)]
pub(super) struct Edition {
    /// `None` where the document does not say whose it is and of when.
    disclosure: Option<Disclosure>,
    scope: Option<String>,
    items: Items,
    /// The better one of two equals: whole before partial, then by format.
    rank: (bool, usize),
    /// The last date in the file's name, year, month and day.
    dated: Option<u32>,
    is_revised: bool,
}

impl Edition {
    /// Of the row of a document and its line items.
    pub fn of(rows: &Rows<'_>, items: Items) -> Edition {
        let text = |column| rows.text(column, 0).map(str::to_owned);
        let disclosure = text("agency_name")
            .zip(rows.int("fiscal_year", 0))
            .zip(text("stage"))
            .map(|((agency, year), stage)| Disclosure { agency, region: text("region_code"), year, stage });
        let (name, title) = (text("file_name").unwrap_or_default(), text("title").unwrap_or_default());
        let format = text("format").unwrap_or_default();
        Edition {
            scope: text("scope"),
            disclosure: disclosure.filter(|_| rows.text("status", 0) != Some("failed")),
            items,
            rank: (
                rows.text("status", 0) != Some("ok"),
                FORMATS.iter().position(|known| *known == format).unwrap_or(FORMATS.len()),
            ),
            dated: date_in(&name),
            is_revised: REVISED.iter().any(|word| name.contains(word) || title.contains(word)),
        }
    }

    /// Whether this one says that it is newer (`Greater`) or older than another; `Equal` where nothing is said.
    fn age(&self, other: &Edition) -> Ordering {
        match (self.dated, other.dated) {
            (Some(own), Some(others)) if own != others => own.cmp(&others),
            _ => self.is_revised.cmp(&other.is_revised),
        }
    }
}

/// The last date of eight digits, or of three numbers with signs between, in a file's name.
fn date_in(name: &str) -> Option<u32> {
    let numbers: Vec<&str> =
        name.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
    let valid = |year: &str, month: &str, day: &str| {
        let (year, month, day): (u32, u32, u32) =
            (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        let is_date = (2000..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        is_date.then_some((year * 100 + month) * 100 + day)
    };
    let joined = numbers.iter().filter(|number| number.len() == 8).filter_map(|number| {
        Some((number.get(..4)?, number.get(4..6)?, number.get(6..)?))
            .and_then(|(year, month, day)| valid(year, month, day))
    });
    let apart = numbers.windows(3).filter_map(|three| match three {
        [year, month, day] if year.len() == 4 => valid(year, month, day),
        _ => None,
    });
    joined.chain(apart).max()
}

/// What a document is to the others; document ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Relation {
    same_as: Option<String>,
    superseded_by: Option<String>,
}

impl Relation {
    /// The row of a document with what it is to the others.
    ///
    /// # Errors
    /// The batch is not of the documents dataset.
    pub fn noted(&self, batch: RecordBatch) -> Result<RecordBatch, ArrowError> {
        let schema = batch.schema();
        let mut columns = batch.columns().to_vec();
        for (name, id) in [("same_as", &self.same_as), ("superseded_by", &self.superseded_by)] {
            let values: ArrayRef = Arc::new(StringArray::from(vec![id.as_deref(); batch.num_rows()]));
            columns[schema.index_of(name)?] = values;
        }
        RecordBatch::try_new(schema, columns)
    }
}

/// What each document is to the others, in their order; with the ids of the documents.
pub(super) fn relate(editions: &[(&str, &Edition)]) -> Vec<Relation> {
    let mut of_one: BTreeMap<&Disclosure, Vec<usize>> = BTreeMap::new();
    for (index, (_, edition)) in editions.iter().enumerate() {
        if let Some(disclosure) = &edition.disclosure {
            of_one.entry(disclosure).or_default().push(index);
        }
    }
    let mut relations = vec![Relation::default(); editions.len()];
    for files in of_one.values().filter(|files| files.len() > 1) {
        let preferred = preferred(editions, files);
        let of = |index: usize| editions[index].1;
        let distinct: Vec<usize> = files.iter().copied().filter(|index| preferred[index] == *index).collect();
        let scopes: BTreeSet<&Option<String>> = distinct.iter().map(|index| &of(*index).scope).collect();
        let newest: BTreeMap<&Option<String>, Option<usize>> =
            scopes.into_iter().map(|scope| (scope, newest(editions, &distinct, scope))).collect();
        for &index in files {
            let id = |of: usize| Some(editions[of].0.to_owned());
            let own = preferred[&index];
            if own != index {
                relations[index].same_as = id(own);
            }
            let newest = newest.get(&of(own).scope).copied().flatten();
            relations[index].superseded_by = newest.filter(|newest| own != *newest).and_then(id);
        }
    }
    relations
}

/// The one of the files of a scope that says of itself that it is newer than all others.
fn newest(editions: &[(&str, &Edition)], files: &[usize], scope: &Option<String>) -> Option<usize> {
    let of = |index: usize| editions[index].1;
    let of_scope = || files.iter().copied().filter(|index| of(*index).scope == *scope);
    let is_newer = |one: usize, other: usize| of(one).age(of(other)) == Ordering::Greater;
    let newest = of_scope().reduce(|newest, next| if is_newer(next, newest) { next } else { newest })?;
    of_scope().all(|other| other == newest || is_newer(newest, other)).then_some(newest)
}

/// For each file of a disclosure the best one with the same line items: itself, where there is no better one. A file that
/// does not say its scope, as a workbook without a cover, is of that of the others, if they have one.
fn preferred(editions: &[(&str, &Edition)], files: &[usize]) -> BTreeMap<usize, usize> {
    let mut alike: BTreeMap<(usize, u128), Vec<usize>> = BTreeMap::new();
    for &index in files {
        let items = editions[index].1.items;
        if items.count > 0 {
            alike.entry((items.count, items.sum)).or_default().push(index);
        }
    }
    let order = |index: &usize| {
        let (id, edition) = editions[*index];
        // Of two files with the same content the newer one counts, and one that says more of itself.
        (edition.rank, Reverse(edition.dated), !edition.is_revised, edition.scope.is_none(), id)
    };
    let mut best: BTreeMap<usize, usize> = files.iter().map(|index| (*index, *index)).collect();
    for alike in alike.into_values() {
        let mut of_scope: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
        for index in alike {
            of_scope.entry(editions[index].1.scope.as_deref()).or_default().push(index);
        }
        if of_scope.len() == 2
            && let Some(unsaid) = of_scope.remove(&None)
        {
            of_scope.values_mut().for_each(|said| said.extend(&unsaid));
        }
        for one in of_scope.into_values() {
            if let Some(preferred) = one.iter().min_by_key(|index| order(index)).copied() {
                best.extend(one.into_iter().map(|index| (index, preferred)));
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edition(year: i64, sum: u128, name: &str) -> Edition {
        let disclosure = Disclosure {
            agency: "云杉县医疗保障局".to_owned(),
            region: Some("530122".to_owned()),
            year,
            stage: "budget".to_owned(),
        };
        let format = FORMATS.iter().position(|format| name.ends_with(format)).unwrap();
        Edition {
            disclosure: Some(disclosure),
            scope: None,
            items: Items { count: usize::from(sum > 0), sum },
            rank: (false, format),
            dated: date_in(name),
            is_revised: REVISED.iter().any(|word| name.contains(word)),
        }
    }

    /// Per file: what it is the same as, and what supersedes it, by the letters of the files.
    fn told(files: &[Edition]) -> Vec<String> {
        let ids: Vec<String> = ('a'..).take(files.len()).map(String::from).collect();
        let pairs: Vec<(&str, &Edition)> = ids.iter().map(String::as_str).zip(files).collect();
        let word = |id: &Option<String>| id.clone().unwrap_or_else(|| "-".to_owned());
        relate(&pairs)
            .iter()
            .map(|one| format!("{}{}", word(&one.same_as), word(&one.superseded_by)))
            .collect()
    }

    #[test]
    fn the_authors_own_tables_are_preferred_to_recovered_ones() {
        let files =
            [edition(2026, 7, "预算.pdf"), edition(2026, 7, "预算.docx"), edition(2025, 7, "去年.docx")];
        assert_eq!(told(&files), ["b-", "--", "--"]);
    }

    #[test]
    fn a_file_that_was_read_in_part_is_no_model() {
        let mut partial = edition(2026, 7, "预算.docx");
        partial.rank.0 = true;
        assert_eq!(told(&[partial, edition(2026, 7, "预算.pdf")]), ["b-", "--"]);
    }

    #[test]
    fn a_later_date_or_a_correction_supersedes() {
        let dated = [edition(2026, 1, "预算20260105.pdf"), edition(2026, 2, "预算2026-02-03.pdf")];
        assert_eq!(told(&dated), ["-b", "--"]);
        let corrected = [edition(2026, 1, "预算（更正）.pdf"), edition(2026, 2, "预算.pdf")];
        assert_eq!(told(&corrected), ["--", "-a"]);
    }

    #[test]
    fn what_is_the_same_as_an_outdated_file_is_outdated() {
        let files = [
            edition(2026, 1, "预算20260105.pdf"),
            edition(2026, 1, "预算20260105.docx"),
            edition(2026, 2, "预算20260203.pdf"),
        ];
        assert_eq!(told(&files), ["bc", "-c", "--"]);
    }

    #[test]
    fn without_a_sign_none_is_outdated() {
        assert_eq!(told(&[edition(2026, 1, "预算.pdf"), edition(2026, 2, "预算(1).pdf")]), ["--", "--"]);
        let three = [
            edition(2026, 1, "预算20260105.pdf"),
            edition(2026, 2, "预算20260203.pdf"),
            edition(2026, 3, "预算.pdf"),
        ];
        assert_eq!(told(&three), ["--", "--", "--"]);
    }

    #[test]
    fn a_file_that_says_no_scope_has_that_of_its_likes() {
        let scoped =
            |name: &str, scope: &str| Edition { scope: Some(scope.to_owned()), ..edition(2026, 7, name) };
        assert_eq!(told(&[edition(2026, 7, "预算.xls"), scoped("预算.pdf", "unit")]), ["--", "a-"]);
        let two =
            [edition(2026, 7, "预算.xls"), scoped("单位.pdf", "unit"), scoped("部门.pdf", "department")];
        assert_eq!(told(&two), ["--", "--", "--"]);
    }

    #[test]
    fn files_without_amounts_are_not_the_same() {
        assert_eq!(told(&[edition(2026, 0, "说明.docx"), edition(2026, 0, "目录.pdf")]), ["--", "--"]);
    }

    #[test]
    fn dates_stand_in_names_as_people_write_them() {
        assert_eq!(date_in("P020260215398.pdf"), None);
        assert_eq!(date_in("t20260215_398.pdf"), Some(20_260_215));
        assert_eq!(date_in("医保局2026年2月5日.docx"), Some(20_260_205));
        assert_eq!(date_in("2026年部门预算.pdf"), None);
        assert_eq!(date_in("20261399.pdf"), None);
    }
}
