//! The label columns of a list: their heads, and a row's code, name and unit as the manner prints them.

use super::custom::{Labels, Manner, Total, Units};
use super::tree::{Item, Keys, Rank, depth};
use crate::book::Book;
use crate::sheet::{Label, Sheet};
use crate::truth::Meaning;

/// A column's head, top to bottom.
pub type Head = Vec<String>;

/// The label columns of one list.
#[derive(Debug)]
pub struct LabelColumns {
    /// Their heads, left to right.
    pub heads: Vec<Head>,
    labels: Labels,
    units: Units,
    keys: Keys,
    parts: bool,
    /// What the changing columns printed last.
    printed: String,
    /// The unit whose name was printed last.
    unit: Option<usize>,
}

fn head(parts: &[&str]) -> Head {
    parts.iter().map(|part| (*part).to_owned()).collect()
}

impl LabelColumns {
    /// The columns for what a list lists, in a manner.
    pub fn new(keys: Keys, manner: &Manner) -> LabelColumns {
        let mut heads = Vec::new();
        if matches!(manner.units, Units::Column | Units::Own) {
            heads.extend([head(&["单位编码"]), head(&["单位名称"])]);
        }
        let is_pair = matches!(keys, Keys::Pairs | Keys::ClassedPairs);
        let parts = keys == Keys::ClassedPairs;
        match keys {
            Keys::Triples => {
                heads.extend([
                    head(&["功能分类科目"]),
                    head(&["政府预算经济分类科目"]),
                    head(&["部门预算经济分类科目"]),
                ]);
            }
            Keys::ClassedPairs => {
                for (name, code) in [
                    ("部门预算支出经济分类科目名称", "科目编码"),
                    ("政府预算支出经济分类科目名称", "科目编码"),
                ] {
                    heads.extend([head(&[code, "类"]), head(&[code, "款"]), head(&[name])]);
                }
            }
            Keys::Pairs => {
                heads.extend([head(&["部门预算支出经济分类科目"]), head(&["政府预算支出经济分类科目"])])
            }
            Keys::Functional | Keys::Economic => {
                let what = if keys == Keys::Functional {
                    "支出功能分类科目"
                } else {
                    "部门预算支出经济分类科目"
                };
                match manner.labels {
                    Labels::TwoColumns => {
                        heads.extend([head(&[what, "科目编码"]), head(&[what, "科目名称"])])
                    }
                    Labels::ChangedColumns => {
                        let parts: &[&str] =
                            if keys == Keys::Functional { &["类", "款", "项"] } else { &["类", "款"] };
                        heads.extend(parts.iter().map(|part| head(&["科目编码", part])));
                        heads.push(head(&["科目名称"]));
                    }
                    Labels::ChangedColumn => heads.extend([head(&["科目编码"]), head(&["科目名称"])]),
                    Labels::Brackets | Labels::Dashes => heads.push(head(&[what])),
                    Labels::IndentMark | Labels::IndentBlanks => heads.push(head(&["项目"])),
                }
            }
        }
        let labels = if is_pair || keys == Keys::Triples { Labels::Dashes } else { manner.labels };
        LabelColumns { heads, labels, units: manner.units, keys, parts, printed: String::new(), unit: None }
    }

    /// The column that names a row.
    fn name_column(&self) -> usize {
        let first = self.first();
        match (self.keys, self.labels) {
            (Keys::ClassedPairs, _) => first + 2,
            (Keys::Triples | Keys::Pairs, _) => first,
            (_, Labels::TwoColumns | Labels::ChangedColumn) => first + 1,
            (Keys::Functional, Labels::ChangedColumns) => first + 3,
            (_, Labels::ChangedColumns) => first + 2,
            _ => first,
        }
    }

    fn first(&self) -> usize {
        if matches!(self.units, Units::Column | Units::Own) { 2 } else { 0 }
    }

    /// Whether the codes of classes are printed.
    fn has_codes(&self) -> bool {
        !matches!(self.labels, Labels::IndentMark | Labels::IndentBlanks)
    }

    /// Prints the total's label into the current row.
    pub fn total(&self, sheet: &mut Sheet, total: Total) -> Label {
        let (printed, name) = match total {
            Total::First | Total::Last => ("合计", "合计"),
            Total::Blank => ("", ""),
            Total::Colon => ("总计：", "总计"),
        };
        sheet.text(self.name_column(), printed);
        let meaning = Meaning { role: "total".to_owned(), ..meaning() };
        Label { meaning: Some(meaning), ..Label::name(name) }
    }

    /// Prints a row's label into the current row and gives it as the truth states it.
    pub fn row(&mut self, sheet: &mut Sheet, rows: &[Item], index: usize, book: &Book) -> Label {
        let item = &rows[index];
        self.unit_cells(sheet, item, book);
        let name = self.name_column();
        if item.rank == Rank::Unit {
            self.printed.clear();
            if self.units == Units::Glued {
                sheet.text(name, &format!("{}{}", item.code, item.name));
            }
        } else {
            let depth = u8::try_from(depth(rows, index)).unwrap_or(u8::MAX);
            self.class(sheet, item, depth);
        }
        self.label(rows, index, book)
    }

    fn unit_cells(&mut self, sheet: &mut Sheet, item: &Item, book: &Book) {
        match self.units {
            Units::Own if item.rank == Rank::Unit => {
                sheet.text(0, &item.code).text(1, &item.name);
            }
            Units::Column if item.unit != self.unit => {
                if let Some(unit) = item.unit.and_then(|u| book.ledger.units.get(u)) {
                    sheet.text(0, &unit.code).text(1, &unit.name);
                }
                self.printed.clear();
                self.unit = item.unit;
            }
            _ => {}
        }
    }

    fn class(&mut self, sheet: &mut Sheet, item: &Item, depth: u8) {
        let (first, name) = (self.first(), self.name_column());
        let dashed = |(code, name): (&str, &str)| format!("{code}-{name}");
        match self.keys {
            Keys::Triples | Keys::Pairs => {
                sheet.text(first, &dashed((&item.code, &item.name)));
                for (i, pair) in item.government.iter().chain(&item.department).enumerate() {
                    sheet.text(first + 1 + i, &dashed(*pair));
                }
                return;
            }
            Keys::ClassedPairs => {
                sheet.text(first, &item.code[..3]).text(first + 1, &item.code[3..]).text(name, &item.name);
                if let Some((code, government)) = item.government {
                    sheet.text(first + 3, &code[..3]).text(first + 4, &code[3..]).text(first + 5, government);
                }
                return;
            }
            Keys::Functional | Keys::Economic => {}
        }
        match self.labels {
            Labels::TwoColumns => {
                sheet.text(first, &item.code).text(name, &item.name);
            }
            Labels::Brackets => {
                sheet.text(name, &format!("[{}]{}", item.code, item.name));
            }
            Labels::Dashes => {
                sheet.text(name, &dashed((&item.code, &item.name)));
            }
            Labels::ChangedColumn => {
                let part = if item.code.len() > 3 { &item.code[item.code.len() - 2..] } else { &item.code };
                sheet.text(first, part).text(name, &item.name);
            }
            Labels::ChangedColumns => {
                for (i, (from, to)) in [(0, 3), (3, 5), (5, 7)].into_iter().enumerate() {
                    if item.code.len() >= to && self.printed.get(..to) != Some(&item.code[..to]) {
                        sheet.text(first + i, &item.code[from..to]);
                    }
                }
                sheet.text(name, &item.name);
                self.printed.clone_from(&item.code);
            }
            Labels::IndentMark => {
                sheet.text(name, &item.name).indent(depth);
            }
            Labels::IndentBlanks => {
                sheet.text(name, &format!("{}{}", "\u{3000}".repeat(usize::from(depth)), item.name));
            }
        }
    }

    fn label(&self, rows: &[Item], index: usize, book: &Book) -> Label {
        let item = &rows[index];
        let code_of = |item: &Item| if self.shows_code(item) { item.code.clone() } else { String::new() };
        let parent = item.parent.map(|above| {
            let above = &rows[above];
            if self.shows_code(above) { above.code.clone() } else { above.name.clone() }
        });
        let level = match item.rank {
            Rank::Class(level) => level.to_string(),
            // A department's row has three digits as a class has.
            Rank::Unit => "*".to_owned(),
        };
        let unit_code = match (item.rank, self.units) {
            (_, Units::None) => String::new(),
            (Rank::Unit, _) => "*".to_owned(),
            _ => item.unit.and_then(|u| book.ledger.units.get(u)).map(|u| u.code.clone()).unwrap_or_default(),
        };
        Label {
            code: code_of(item),
            name: item.name.clone(),
            secondary_code: item.government.map(|(code, _)| code.to_owned()).unwrap_or_default(),
            meaning: Some(Meaning {
                level,
                parent: parent.unwrap_or_default(),
                role: if item.is_group { "group" } else { "leaf" }.to_owned(),
                unit_code,
                economic_code: item.department.map(|(code, _)| code.to_owned()).unwrap_or_default(),
                ..meaning()
            }),
        }
    }

    fn shows_code(&self, item: &Item) -> bool {
        item.rank == Rank::Unit || self.has_codes() || self.parts
    }
}

/// What all numbers of a budget's expenditure lists have in common.
pub fn meaning() -> Meaning {
    Meaning { phase: "approved".to_owned(), flow: "expenditure".to_owned(), ..Meaning::default() }
}
