//! Invents one disclosure: subject, money, habit, forms and prose.

mod performance;
mod tables;

use crate::book::Book;
use crate::document::{Block, Disclosure, Scope, Stage, Unit};
use crate::draft::{Draft, Frame};
use crate::forms::lists;
use crate::ledger::LedgerPlan;
use crate::place;
use crate::prose;
use crate::rng::Rng;
use crate::sheet::Sheet;
use crate::text::NumberStyle;
use crate::titles::Titles;
use crate::write::pdf::{Layout, Look};

/// A provincial habit: which forms a disclosure is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Habit {
    /// Running numbers 序号 and a 栏次 row; goals as prose-titled blocks.
    Serial,
    /// Bare two-row headers.
    Plain,
    /// 类, 款, 项 in columns; pairs; one wide project list.
    Parts,
    /// Three parallel lists; pairs; units.
    Lists,
    /// Final accounts with 行次 and 公开 form numbers.
    Final,
}

impl Habit {
    /// Every habit.
    pub const ALL: [Habit; 5] = [Habit::Serial, Habit::Plain, Habit::Parts, Habit::Lists, Habit::Final];

    /// The name used on the command line and in file names.
    pub fn as_str(self) -> &'static str {
        match self {
            Habit::Serial => "serial",
            Habit::Plain => "plain",
            Habit::Parts => "parts",
            Habit::Lists => "lists",
            Habit::Final => "final",
        }
    }
}

/// The words of one province: what it calls its tables and columns, and how it writes comparisons.
#[derive(Debug, Clone, Copy)]
pub struct Wording {
    /// Titles of the main tables.
    pub titles: Titles,
    /// Header words: the usual one and what is printed for it.
    pub words: &'static [(&'static str, &'static str)],
    /// What stands for ≥, ≤ and =.
    pub signs: [&'static str; 3],
}

/// A disclosure under construction.
struct Work {
    book: Book,
    habit: Habit,
    printed_agency: String,
    draft: Draft,
    bookmarks: bool,
    pages: Option<usize>,
    repeat_header: bool,
    wording: Option<Wording>,
}

/// Invents a disclosure from a generator; `real` asks for a real region (invented figures all the same).
pub fn disclosure(rng: &mut Rng, habit: Habit, real: bool) -> Disclosure {
    let kind = rng.pick(place::AGENCIES);
    let region = place::region(rng, real);
    let scope = if habit == Habit::Lists || rng.chance(50) { Scope::Department } else { Scope::Unit };
    let unit = match habit {
        Habit::Lists => Unit::Yuan,
        Habit::Plain if rng.chance(25) => Unit::Yuan,
        _ => Unit::TenThousand,
    };
    let plan = LedgerPlan {
        units: if scope == Scope::Unit {
            1
        } else {
            // No unit's name twice: the agency and at most each of its kinds of institutions.
            (rng.range(2, 4) as usize).min(kind.subordinates.len() + 1)
        },
        projects: rng.range(2, 6) as usize,
        unit,
        carry_over: rng.chance(50),
        other_funds: rng.chance(40),
    };
    let agency_code = rng.range(101, 689).to_string();
    let ledger = crate::ledger::invent(rng, kind, &region.short, &agency_code, plan);
    let number =
        NumberStyle { unit, separators: rng.chance(50), zeros: habit == Habit::Plain && rng.chance(20) };
    let agency = format!("{}{}", region.short, kind.name);
    let suffix = match (habit, scope) {
        (Habit::Lists, Scope::Department) => "（汇总）",
        (Habit::Serial, Scope::Unit) if rng.chance(50) => "本级",
        _ => "",
    };
    let stage = if habit == Habit::Final { Stage::FinalAccounts } else { Stage::Budget };
    let book = Book {
        kind,
        region,
        agency,
        agency_code,
        year: rng.range(2019, 2026),
        stage,
        scope,
        number,
        varies: false,
        ledger,
    };
    let printed_agency = format!("{}{suffix}", book.agency);
    assemble(rng, book, habit, printed_agency, None)
}

/// Makes the forms and the prose of a book; `wording` takes the place of the habit's own words.
pub fn assemble(
    rng: &mut Rng,
    book: Book,
    habit: Habit,
    printed_agency: String,
    wording: Option<Wording>,
) -> Disclosure {
    let mut work = Work {
        printed_agency,
        book,
        habit,
        draft: Draft::default(),
        bookmarks: rng.chance(40),
        pages: if rng.chance(50) { Some(rng.range(18, 40) as usize) } else { None },
        repeat_header: rng.chance(50),
        wording,
    };
    fill(&mut work, rng);
    finish(work)
}

fn finish(work: Work) -> Disclosure {
    let Work { book, habit, printed_agency, mut draft, .. } = work;
    draft.about("agency_name", &*book.agency);
    draft.about("agency_name_as_printed", printed_agency);
    draft.about("fiscal_year", book.year.to_string());
    draft.about("stage", book.stage.as_str());
    // An invented place has no code and stands in no list of regions: nothing to be found.
    if let Some(code) = book.region.code {
        draft.about("region_name", &*book.region.path);
        draft.about("region_code", code);
    }
    Disclosure {
        agency: book.agency,
        agency_code: Some(book.agency_code),
        region: book.region.path,
        region_code: book.region.code.map(str::to_owned),
        year: book.year,
        stage: book.stage,
        scope: book.scope,
        unit: book.number.unit,
        style: habit.as_str(),
        look: Look::plain(Layout::Strokes),
        blocks: draft.blocks,
        truth: draft.truth,
    }
}

fn fill(work: &mut Work, rng: &mut Rng) {
    let (year, word, stage) = (work.book.year, work.book.scope.word(), work.book.stage.word());
    let cover = format!("{}{year}年{word}{stage}公开", work.printed_agency);
    work.draft.blocks.push(Block::Heading(cover));
    let opening =
        format!("根据预算公开的有关规定，现将{}{year}年{word}{stage}公开如下。", work.book.region.path);
    work.draft.blocks.push(Block::Paragraph(opening));
    let duties = prose::duties(&work.book);
    work.draft.blocks.extend(duties);
    let units = match work.habit {
        Habit::Serial => Some(("单位机构设置情况", lists::institution(&work.book))),
        Habit::Lists => Some(("预算单位构成", lists::units(&work.book))),
        _ => None,
    };
    if let Some((title, sheet)) = units {
        put(work, sheet, title, &[], &[]);
    }
    let tables_first = rng.chance(50);
    let explanation = prose::explanation(&work.book);
    if !tables_first {
        work.draft.blocks.extend(explanation.clone());
    }
    tables::main_tables(work, rng);
    if tables_first {
        work.draft.blocks.extend(explanation);
    }
    tables::extra_tables(work, rng);
    performance::performance(work, rng);
    work.draft.blocks.extend(prose::glossary());
}

fn captions(work: &Work, number: usize) -> Vec<String> {
    let (agency, year, unit) = (&work.printed_agency, work.book.year, work.book.number.unit.as_str());
    let code = format!("{}001", work.book.agency_code);
    match work.habit {
        Habit::Serial => {
            vec![format!("{code}{agency}"), format!("预算年度：{year}"), format!("单位：{unit}")]
        }
        Habit::Plain => vec![format!("单位名称：{agency}"), format!("单位：{unit}")],
        Habit::Parts => vec![format!("部门(单位)名称: {agency}"), format!("单位: {unit}")],
        Habit::Lists => vec![format!("部门名称：{agency}"), format!("单位：{unit}")],
        Habit::Final => vec![
            format!("公开{number:02}表"),
            format!("部门名称：{agency}"),
            format!("{year}年度"),
            format!("金额单位：{unit}"),
        ],
    }
}

/// Puts a finished sheet into the document with the habit's frame.
fn put(work: &mut Work, mut sheet: Sheet, title: &str, captions: &[String], notes: &[&str]) {
    let number = work.draft.truth.tables.len() + 1;
    if let Some(wording) = &work.wording {
        sheet.reword(wording.words);
    }
    let bookmark = (work.bookmarks && !title.is_empty()).then(|| format!("tz_0001_{number:04}"));
    let frame = Frame {
        title: title.to_owned(),
        captions: captions.to_vec(),
        framed: work.habit == Habit::Serial && !captions.is_empty(),
        notes: notes.iter().map(|n| (*n).to_owned()).collect(),
        bookmark,
        page_breaks: sheet.page_breaks(work.pages),
        repeat_header: work.repeat_header,
    };
    work.draft.table(sheet, frame, work.book.number.unit);
}
