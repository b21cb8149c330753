//! The label columns of a list: their heads and order, and a row's code, name and unit.

use super::choices::{Groups, Indent, Notation, Numbers, Place, Total, Units, Wild};
use crate::book::Book;
use crate::catalogue::{ECONOMIC, FUNCTIONAL, name_of};
use crate::city::label::meaning;
use crate::city::table::header_rows;
use crate::city::tree::{Item, Keys, Rank, depth};
use crate::rng::Rng;
use crate::sheet::{Label, Sheet};
use crate::truth::Meaning;

/// The columns of one list.
pub(super) struct Labels {
    wild: Wild,
    keys: Keys,
    /// The heads of all label columns, left to right, with `None` for the values.
    order: Vec<Slot>,
    values: usize,
    heads: Heads,
}

/// Words for the heads.
struct Heads {
    code: &'static str,
    name: &'static str,
    joined: &'static str,
    unit_code: &'static str,
    unit_name: &'static str,
}

/// A column or, for the values, several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Serial,
    UnitCode,
    UnitName,
    Group,
    Code,
    Part(usize),
    Name,
    Values,
    Remarks,
}

impl Labels {
    pub(super) fn new(keys: Keys, wild: &Wild, values: usize, rng: &mut Rng) -> Labels {
        let functional = keys == Keys::Functional;
        let heads = Heads {
            code: match functional {
                true => rng.pick::<&str>(&["科目编码", "科目代码", "功能分类科目编码", "支出功能分类编码"]),
                false => rng.pick::<&str>(&["科目编码", "经济分类科目编码", "部门预算经济分类编码"]),
            },
            name: match functional {
                true => rng.pick::<&str>(&["科目名称", "功能分类科目名称", "支出功能分类名称"]),
                false => rng.pick::<&str>(&["科目名称", "经济分类科目名称", "部门预算经济分类名称"]),
            },
            joined: match functional {
                true => rng.pick::<&str>(&["功能分类科目", "支出功能分类科目", "项目（按功能分类）"]),
                false => rng.pick::<&str>(&["经济分类科目", "部门预算支出经济分类科目"]),
            },
            unit_code: rng.pick::<&str>(&["单位编码", "单位代码", "预算单位编码"]),
            unit_name: rng.pick::<&str>(&["单位名称", "预算单位", "部门（单位）名称"]),
        };
        let mut labels: Vec<Slot> = Vec::new();
        if wild.groups == Groups::Merged {
            labels.push(Slot::Group);
        }
        match wild.notation {
            Notation::CodeName | Notation::Spaced | Notation::Hyphens => {
                labels.extend([Slot::Code, Slot::Name])
            }
            Notation::NameCode => labels.extend([Slot::Name, Slot::Code]),
            Notation::Parts => {
                labels.extend((0..if functional { 3 } else { 2 }).map(Slot::Part));
                labels.push(Slot::Name);
            }
            Notation::Colon | Notation::Slash | Notation::Behind | Notation::Lens | Notation::None => {
                labels.push(Slot::Name);
            }
        }
        let units: &[Slot] = match wild.units.width() {
            0 => &[],
            1 => &[Slot::UnitName],
            _ => &[Slot::UnitCode, Slot::UnitName],
        };
        let mut order = Vec::new();
        order.extend(wild.serial.then_some(Slot::Serial));
        match wild.place {
            Place::First => order.extend(units.iter().chain(&labels).chain(&[Slot::Values])),
            Place::BeforeValues => order.extend(labels.iter().chain(units).chain(&[Slot::Values])),
            Place::BehindValues => order.extend(labels.iter().chain(&[Slot::Values]).chain(units)),
        }
        order.extend(wild.remarks.then_some(Slot::Remarks));
        Labels { wild: *wild, keys, order, values, heads }
    }

    /// The header in the notation of [`Sheet::new`].
    pub(super) fn header(&self, values: &[&[&str]]) -> Vec<String> {
        let mut heads: Vec<Vec<&str>> = Vec::new();
        for slot in &self.order {
            match slot {
                Slot::Serial => heads.push(vec!["序号"]),
                Slot::UnitCode => heads.push(vec![self.heads.unit_code]),
                Slot::UnitName => heads.push(vec![self.heads.unit_name]),
                Slot::Group => heads.push(vec!["类级科目"]),
                Slot::Code => heads.push(vec![self.heads.code]),
                Slot::Part(part) => heads.push(vec![self.heads.code, ["类", "款", "项"][*part]]),
                Slot::Name if self.has_own_code_column() => heads.push(vec![self.heads.name]),
                Slot::Name => heads.push(vec![self.heads.joined]),
                Slot::Values => heads.extend(values.iter().map(|head| head.to_vec())),
                Slot::Remarks => heads.push(vec!["备注"]),
            }
        }
        let mut rows = header_rows(&heads);
        let numbers: Option<Vec<String>> = match self.wild.numbers {
            Numbers::None => None,
            Numbers::Bracketed => Some((1..=heads.len()).map(|n| format!("（{n}）")).collect()),
            Numbers::Plain => Some((1..=heads.len()).map(|n| n.to_string()).collect()),
            // The character sets of the writers end with ⑩.
            Numbers::Circled => {
                let numbers: Vec<String> = "①②③④⑤⑥⑦⑧⑨⑩".chars().take(heads.len()).map(String::from).collect();
                (numbers.len() == heads.len()).then_some(numbers)
            }
            Numbers::Latin => {
                let first = self.value_column(0);
                let letters = (b'A'..=b'Z').take(first).map(|b| char::from(b).to_string());
                Some(letters.chain((1..=heads.len() - first).map(|n| n.to_string())).collect())
            }
        };
        rows.extend(numbers.map(|numbers| format!("#{}", numbers.join("|"))));
        rows
    }

    fn has_own_code_column(&self) -> bool {
        self.order.iter().any(|slot| matches!(slot, Slot::Code | Slot::Part(_)))
    }

    /// The column of a slot.
    fn column(&self, wanted: Slot) -> Option<usize> {
        let mut col = 0;
        for slot in &self.order {
            if *slot == wanted {
                return Some(col);
            }
            col += if *slot == Slot::Values { self.values } else { 1 };
        }
        None
    }

    /// The column of a value.
    pub(super) fn value_column(&self, index: usize) -> usize {
        self.column(Slot::Values).unwrap_or(0) + index
    }

    fn put(&self, sheet: &mut Sheet, slot: Slot, text: &str) {
        if let Some(col) = self.column(slot) {
            sheet.text(col, text);
        }
    }

    /// Prints the total's label into the current row.
    pub(super) fn total(&self, sheet: &mut Sheet, total: Total) -> Label {
        let (printed, name) = match total {
            Total::First | Total::Last => ("合计", "合计"),
            Total::Wide => ("合    计", "合计"),
            Total::Words => ("支出合计数", "支出合计数"),
            Total::BlankFirst | Total::BlankLast | Total::None => ("", ""),
        };
        self.put(sheet, Slot::Name, printed);
        let unit_code = "*".to_owned();
        let meaning = Meaning { role: "total".to_owned(), unit_code, ..meaning() };
        Label { meaning: Some(meaning), ..Label::name(name) }
    }

    /// Prints a row's labels into the current row and gives them as the truth states them.
    pub(super) fn row(&self, sheet: &mut Sheet, rows: &[Item], index: usize, book: &Book) -> Label {
        let item = &rows[index];
        self.put(sheet, Slot::Serial, &(index + 1).to_string());
        self.unit_cells(sheet, rows, index, book);
        self.group_cell(sheet, rows, index);
        let depth = depth(rows, index);
        let blanks = match self.wild.indent {
            Indent::WideBlanks => "\u{3000}".repeat(depth),
            Indent::Blanks => "    ".repeat(depth),
            Indent::None | Indent::Mark => String::new(),
        };
        let joined = |text: String| (format!("{blanks}{text}"), None);
        let (code, name) = (&item.code, &item.name);
        let (text, own) = match (item.rank, self.wild.notation) {
            (_, Notation::Colon) => joined(format!("{code}：{name}")),
            (_, Notation::Slash) => joined(format!("{code}/{name}")),
            (_, Notation::Behind) => joined(format!("{name}（{code}）")),
            (_, Notation::Lens) => joined(format!("【{code}】{name}")),
            (_, Notation::None | Notation::Parts) => joined(name.clone()),
            (Rank::Unit, _) => (format!("{blanks}{name}"), Some(code.clone())),
            (_, Notation::Spaced) => (format!("{blanks}{name}"), Some(parts(code).join(" "))),
            (_, Notation::Hyphens) => (format!("{blanks}{name}"), Some(parts(code).join("-"))),
            (_, Notation::CodeName | Notation::NameCode) => (format!("{blanks}{name}"), Some(code.clone())),
        };
        if let Some(own) = own {
            self.put(sheet, Slot::Code, &own);
        }
        if self.wild.notation == Notation::Parts {
            for (place, part) in parts(code).into_iter().enumerate() {
                self.put(sheet, Slot::Part(place), part);
            }
        }
        self.put(sheet, Slot::Name, &text);
        if self.wild.indent == Indent::Mark {
            sheet.indent(u8::try_from(depth).unwrap_or(u8::MAX));
        }
        self.label(rows, index, book)
    }

    fn unit_cells(&self, sheet: &mut Sheet, rows: &[Item], index: usize, book: &Book) {
        let item = &rows[index];
        let Some(unit) = item.unit.and_then(|u| book.ledger.units.get(u)) else { return };
        let begins = index == 0 || rows[index - 1].unit != item.unit;
        match self.wild.units {
            Units::Every | Units::EveryName => {
                self.put(sheet, Slot::UnitCode, &unit.code);
                self.put(sheet, Slot::UnitName, &unit.name);
            }
            Units::Sparse if begins => {
                self.put(sheet, Slot::UnitCode, &unit.code);
                self.put(sheet, Slot::UnitName, &unit.name);
            }
            Units::Merged if begins => {
                let height = rows[index..].iter().take_while(|other| other.unit == item.unit).count();
                for (slot, text) in [(Slot::UnitCode, &unit.code), (Slot::UnitName, &unit.name)] {
                    if let Some(col) = self.column(slot) {
                        sheet.span(col, height, 1, text);
                    }
                }
            }
            _ => {}
        }
    }

    /// The name of the class, merged over its rows.
    fn group_cell(&self, sheet: &mut Sheet, rows: &[Item], index: usize) {
        let Some(col) = self.column(Slot::Group) else { return };
        let class = |item: &Item| (item.unit, item.code.get(..3).unwrap_or_default().to_owned());
        let own = class(&rows[index]);
        if index > 0 && class(&rows[index - 1]) == own {
            return;
        }
        let height = rows[index..].iter().take_while(|other| class(other) == own).count();
        let names = if self.keys == Keys::Functional { FUNCTIONAL } else { ECONOMIC };
        sheet.span(col, height, 1, name_of(names, &own.1));
    }

    fn label(&self, rows: &[Item], index: usize, book: &Book) -> Label {
        let item = &rows[index];
        let has_codes = self.wild.notation != Notation::None;
        let shown = |item: &Item| if has_codes { item.code.clone() } else { String::new() };
        let parent = item
            .parent
            .map(|above| if has_codes { rows[above].code.clone() } else { rows[above].name.clone() });
        let level = match item.rank {
            Rank::Class(level) if has_codes => level.to_string(),
            Rank::Class(_) if self.wild.groups == Groups::All => (class_depth(rows, index) + 1).to_string(),
            _ => "*".to_owned(),
        };
        let unit_code = match (self.wild.units, item.rank) {
            (Units::None | Units::EveryName, _) => String::new(),
            (_, Rank::Unit) => "*".to_owned(),
            _ => item.unit.and_then(|u| book.ledger.units.get(u)).map(|u| u.code.clone()).unwrap_or_default(),
        };
        Label {
            code: shown(item),
            name: item.name.clone(),
            secondary_code: String::new(),
            meaning: Some(Meaning {
                level,
                parent: parent.unwrap_or_default(),
                role: if item.is_group { "group" } else { "leaf" }.to_owned(),
                unit_code,
                ..meaning()
            }),
        }
    }
}

/// 208, 05, 01.
fn parts(code: &str) -> Vec<&str> {
    if code.len() == 6 {
        return vec![code];
    }
    [(0, 3), (3, 5), (5, 7)].into_iter().filter_map(|(from, to)| code.get(from..to)).collect()
}

/// How many classes contain a class.
fn class_depth(rows: &[Item], index: usize) -> usize {
    let unit = |mut at: usize| loop {
        match rows[at].parent {
            Some(above) => at = above,
            None => return usize::from(rows[at].rank == Rank::Unit),
        }
    };
    depth(rows, index) - unit(index)
}
