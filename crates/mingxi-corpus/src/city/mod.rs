//! Disclosures as cities print them: the same invented money in other habits, each selectable by its name and all
//! of them mixed by seed. The truth states of every number also its row's level, parent and role, its fund, phase,
//! flow and unit.

mod custom;
mod forms;
mod label;
mod others;
mod panels;
mod table;
mod tree;
mod wild;
mod year_matrix;

pub use custom::{CUSTOMS, Custom, Manner, named};
pub use forms::Form;

use crate::book::Book;
use crate::document::{Disclosure, Scope, Stage, Unit};
use crate::draft::{Draft, Frame};
use crate::ledger::{Fund, LedgerPlan};
use crate::place;
use crate::rng::Rng;
use crate::sheet::Sheet;
use crate::text::NumberStyle;
use crate::write::pdf::{Layout, Look};

/// The name of documents that mix habits.
pub const MIXED: &str = "mixed";
/// The name of documents whose lists mix habits that nobody here has seen in a file.
pub const WILD: &str = "wild";

/// Invents a disclosure in one habit, with its first form alone.
pub fn small(rng: &mut Rng, custom: &'static Custom) -> Disclosure {
    let book = book(rng, custom.name == "carry-over");
    printed(rng, book, &custom.manner, &custom.forms[..1], custom.name)
}

/// Invents a disclosure of lists in a manner that nobody here has seen.
pub fn unseen(rng: &mut Rng) -> Disclosure {
    let wild = wild::Wild::any(rng);
    let book = book(rng, false);
    let sheets = wild::LISTS.iter().map(|list| (list.title, wild::print(&book, &wild, list, rng))).collect();
    bound(book, sheets, WILD)
}

/// Invents a disclosure in one habit, or in a mixture of them.
pub fn disclosure(rng: &mut Rng, custom: Option<&'static Custom>) -> Disclosure {
    let manner = custom.map_or_else(|| Manner::any(rng), |custom| custom.manner);
    let mut forms = custom.map_or_else(|| Form::ALL.to_vec(), |custom| custom.forms.to_vec());
    if custom.is_none() {
        // One of the three shapes of 支出总表, and one form in four left out.
        let keep = *rng.pick(&[Form::Expenditure, Form::FundColumns, Form::Triples]);
        forms.retain(|form| form.title() != keep.title() || *form == keep);
        forms.retain(|_| rng.chance(75));
    }
    let book = book(rng, custom.is_some_and(|custom| custom.name == "carry-over"));
    printed(rng, book, &manner, &forms, custom.map_or(MIXED, |custom| custom.name))
}

fn printed(rng: &mut Rng, book: Book, manner: &Manner, forms: &[Form], style: &'static str) -> Disclosure {
    let sheets = forms.iter().map(|form| (form.title(), form.print(&book, manner, rng))).collect();
    bound(book, sheets, style)
}

/// A disclosure of titled tables.
fn bound(book: Book, sheets: Vec<(&'static str, Sheet)>, style: &'static str) -> Disclosure {
    let mut draft = Draft::default();
    draft.heading(format!("{}{}年部门预算公开", book.agency, book.year));
    draft.paragraph(format!("根据预算公开的有关规定，现将{}{}年部门预算公开如下。", book.agency, book.year));
    for (title, sheet) in sheets {
        let frame = Frame {
            title: format!("{}年{title}", book.year),
            captions: vec![
                format!("部门名称：{}", book.agency),
                format!("单位：{}", book.number.unit.as_str()),
            ],
            ..Frame::default()
        };
        draft.table(sheet, frame, book.number.unit);
    }
    draft.about("agency_name", &*book.agency);
    draft.about("fiscal_year", book.year.to_string());
    draft.about("stage", book.stage.as_str());
    Disclosure {
        agency: book.agency,
        agency_code: Some(book.agency_code),
        region: book.region.path,
        region_code: None,
        year: book.year,
        stage: book.stage,
        scope: book.scope,
        unit: book.number.unit,
        style,
        look: Look::plain(Layout::Strokes),
        blocks: draft.blocks,
        truth: draft.truth,
    }
}

/// A department of two to three units with money of several funds.
fn book(rng: &mut Rng, carries: bool) -> Book {
    let kind = rng.pick(place::AGENCIES);
    let region = place::region(rng, false);
    let unit = if rng.chance(30) { Unit::Yuan } else { Unit::TenThousand };
    let plan = LedgerPlan {
        units: (rng.range(2, 3) as usize).min(kind.subordinates.len() + 1),
        projects: rng.range(2, 4) as usize,
        unit,
        carry_over: rng.chance(60),
        other_funds: rng.chance(60),
    };
    let agency_code = rng.range(101, 689).to_string();
    let mut ledger = crate::ledger::invent(rng, kind, &region.short, &agency_code, plan);
    if carries {
        for entry in ledger.entries.iter_mut().filter(|entry| entry.project == Some(0)) {
            entry.fund = Fund::CarryOver;
        }
    }
    Book {
        kind,
        agency: format!("{}{}", region.short, kind.name),
        region,
        agency_code,
        year: rng.range(2019, 2026),
        stage: Stage::Budget,
        scope: Scope::Department,
        number: NumberStyle { unit, separators: rng.chance(50), zeros: false },
        varies: false,
        ledger,
    }
}
