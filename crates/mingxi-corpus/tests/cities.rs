//! Documents in the habits of cities: their figures add up as roles and parents say, their truth points at the cells
//! that print it, and the comparison notices every field that is read otherwise.

#![allow(clippy::unwrap_used)] // helpers of tests are tests

use mingxi_corpus::city::{CUSTOMS, named};
use mingxi_corpus::document::{Disclosure, Table};
use mingxi_corpus::expect::Expect;
use mingxi_corpus::fields::compare;
use mingxi_corpus::generate::{Cities, Order, city_document, document};
use mingxi_corpus::invent::Habit;
use mingxi_corpus::truth::{LineFact, Meaning, Truth};
use mingxi_corpus::verify::verify;
use mingxi_corpus::write::Format;
use mingxi_engine::{Reader, read_document};
use std::collections::{BTreeMap, BTreeSet};

fn order(cities: Cities) -> Order {
    Order { seed: 77, cities, ..Order::default() }
}

/// One document a habit, then mixtures.
fn documents() -> impl Iterator<Item = Disclosure> {
    (0..CUSTOMS.len() as u64 + 30).map(|number| city_document(&order(Cities::Only), number).1)
}

/// Yuan with two decimals as fen.
fn fen(fact: &LineFact) -> i64 {
    fact.yuan.replace('.', "").parse().unwrap()
}

fn meaning(fact: &LineFact) -> &Meaning {
    fact.meaning.as_ref().unwrap()
}

/// Code or name: how a row below names its parent.
fn label(fact: &LineFact) -> &str {
    if fact.code.is_empty() { &fact.name } else { &fact.code }
}

/// The row that contains a row: the nearest above with its parent's label.
fn parent_row(rows: &BTreeMap<usize, &LineFact>, row: usize) -> Option<usize> {
    let parent = &meaning(rows[&row]).parent;
    rows.range(..row).rev().find(|(_, above)| !parent.is_empty() && label(above) == parent).map(|(at, _)| *at)
}

#[test]
fn groups_are_the_sums_of_their_parts_and_leaves_of_the_total() {
    let mut evaluated = 0;
    for disclosure in documents() {
        let mut tables: BTreeMap<usize, Vec<&LineFact>> = BTreeMap::new();
        for fact in disclosure.truth.lines.iter().filter(|f| meaning(f).role != "*") {
            tables.entry(fact.table).or_default().push(fact);
        }
        for facts in tables.values() {
            let is_list = facts[0].kind != "revenue_expenditure_summary";
            let rows: BTreeMap<usize, &LineFact> = facts.iter().map(|fact| (fact.row, *fact)).collect();
            let columns: BTreeSet<usize> = facts.iter().map(|fact| fact.col).collect();
            for column in columns {
                let own: Vec<&&LineFact> = facts.iter().filter(|fact| fact.col == column).collect();
                // A panel that lists the money of another one again has memos where that has leaves.
                let has_leaves = own.iter().any(|fact| meaning(fact).role == "leaf");
                let part = if has_leaves { "leaf" } else { "memo" };
                let leaves = own.iter().filter(|fact| meaning(fact).role == part);
                let total = own.iter().find(|fact| meaning(fact).role == "total").unwrap();
                assert_eq!(leaves.map(|fact| fen(fact)).sum::<i64>(), fen(total), "{}", total.measure);
                evaluated += 1;
                for group in own.iter().filter(|fact| is_list && meaning(fact).role == "group") {
                    let parts = own.iter().filter(|f| parent_row(&rows, f.row) == Some(group.row));
                    let sum: i64 = parts.map(|fact| fen(fact)).sum();
                    assert_eq!(sum, fen(group), "{} {} {}", disclosure.style, group.code, group.name);
                    evaluated += 1;
                }
            }
        }
    }
    assert!(evaluated > 2_000, "{evaluated} sums");
}

/// Combinations of habits, those of real files and those that nobody here has seen in one: every number has its meaning.
#[test]
fn combined_habits_are_read_as_they_mean() {
    let reader = Reader::new().unwrap();
    for cities in [Cities::Mixed, Cities::Wild] {
        let mut numbers = 0;
        for number in 0..20 {
            let (name, disclosure, format) = city_document(&order(cities), number);
            let read = read_document(&format.write(&disclosure).unwrap(), &name, &reader);
            let verdict = verify(&read, Some(&disclosure.truth), &Expect::ok());
            numbers += verdict.fields.numbers;
            assert_eq!((verdict.wrong, verdict.unmarked()), (0, 0), "{name}: {:?}", verdict.complaints);
        }
        assert!(numbers > 2_000, "{numbers} numbers");
    }
}

#[test]
fn truth_points_at_the_cell_that_prints_it_and_cells_tile() {
    for disclosure in documents() {
        let tables: Vec<&Table> = disclosure.tables().collect();
        for fact in &disclosure.truth.lines {
            let table = tables[fact.table - 1];
            let cell = table.cells.iter().find(|c| (c.r, c.c) == (fact.row, fact.col)).unwrap();
            assert_eq!(cell.text, fact.text);
        }
        for table in tables {
            let covered: usize = table.cells.iter().map(|cell| cell.rs * cell.cs).sum();
            assert_eq!(covered, table.rows * table.cols, "{}", table.title);
        }
        assert_eq!(Truth::from_csv(&disclosure.truth.to_csv()).unwrap(), disclosure.truth);
    }
}

#[test]
fn every_habit_prints_what_it_says() {
    let printed = |name: &str| {
        let custom = named(name).unwrap();
        let disclosure = city_document(&order(Cities::One(custom)), 1).1;
        String::from_utf8(Format::Rows.write(&disclosure).unwrap()).unwrap()
    };
    for (name, passage) in [
        ("brackets", "[208]社会保障和就业支出\t"),
        ("dashes", "\n2080505-机关事业单位基本养老保险缴费支出\t"),
        ("changed-columns", "\n208\t\t\t社会保障和就业支出\t"),
        ("changed-columns", "\n\t05\t\t行政事业单位养老支出\t"),
        ("changed-column", "\n05\t机关事业单位基本养老保险缴费支出\t"),
        ("indent-mark", "\n    机关事业单位基本养老保险缴费支出\t"),
        ("indent-blanks", "\n\u{3000}\u{3000}机关事业单位基本养老保险缴费支出\t"),
        ("stars", "\n**\t**\t1=2+3\t2\t3\n"),
        ("letters", "\n甲\t乙\t1\t2\t3\n"),
        ("total-colon", "\n\t总计：\t"),
        ("split", "小计\t其中：基本支出\t项目支出"),
        ("memo", "支出总计\t其中：政府采购"),
        ("pair-parts", "\n301\t01\t基本工资\t50"),
        ("pair-dashes", "\n30101-基本工资\t50"),
        ("year-matrix", "\n增减变化\t"),
        ("short-panels", "支出功能分类\t预算数\t部门预算支出经济分类\t预算数\t政府预算支出经济分类\t预算数"),
    ] {
        let text = printed(name);
        assert!(text.contains(passage), "{name} lacks `{passage}`:\n{text}");
    }
    assert!(CUSTOMS.iter().all(|custom| custom.case == format!("city-{}", custom.name)));
}

#[test]
fn a_seed_gives_the_same_bytes() {
    for format in Format::ALL {
        let write = |number| format.write(&city_document(&order(Cities::Mixed), number).1).unwrap();
        assert_eq!(write(2), write(2));
        assert_ne!(write(2), write(3));
    }
}

/// Makes a fact state something else.
type Change = fn(&mut LineFact, &mut Meaning);

#[test]
fn the_comparison_notices_every_field() {
    let reader = Reader::new().unwrap();
    let plain = Order { seed: 5, habit: Some(Habit::Plain), ..Order::default() };
    let disclosure = document(&plain, 0).1;
    let read = read_document(&Format::Docx.write(&disclosure).unwrap(), "source.docx", &reader);
    let stated =
        disclosure.truth.lines.iter().position(|f| f.meaning.is_some() && f.code.len() == 5).unwrap();
    let changes: [(&str, Change); 14] = [
        ("kind", |fact, _| fact.kind = "assets".into()),
        ("code", |fact, _| fact.code = "29999".into()),
        ("name", |fact, _| fact.name.push('甲')),
        ("measure", |fact, _| fact.measure.push('乙')),
        ("secondary_code", |fact, _| fact.secondary_code = "50101".into()),
        ("level", |_, meaning| meaning.level = "3".into()),
        ("parent", |_, meaning| meaning.parent = "299".into()),
        ("role", |_, meaning| meaning.role = "memo".into()),
        ("fund", |_, meaning| meaning.fund = "affiliated".into()),
        ("phase", |_, meaning| meaning.phase = "change".into()),
        ("flow", |_, meaning| meaning.flow.clear()),
        ("unit_code", |_, meaning| meaning.unit_code = "101001".into()),
        ("measure_code", |_, meaning| meaning.measure_code = "amount".into()),
        ("economic_code", |_, meaning| meaning.economic_code = "30101".into()),
    ];
    let (sound, complaints) = compare(&read, &disclosure.truth, |_| false);
    assert_eq!((sound.right, complaints.len()), (sound.numbers, 0), "{complaints:?}");
    for (field, change) in changes {
        let mut truth = disclosure.truth.clone();
        let fact = &mut truth.lines[stated];
        let mut meaning = fact.meaning.take().unwrap();
        change(fact, &mut meaning);
        fact.meaning = Some(meaning);
        let (fields, complaints) = compare(&read, &truth, |_| false);
        let wrong: Vec<_> = fields.by_name.iter().filter(|(_, count)| count.wrong > 0).collect();
        assert_eq!(wrong.len(), 1, "{field}");
        assert_eq!((*wrong[0].0, wrong[0].1.wrong, wrong[0].1.unmarked), (field, 1, 1));
        assert_eq!(complaints.len(), 1);
        let verdict = verify(&read, Some(&truth), &Expect::ok());
        assert!(verdict.unmarked() > 0 && !verdict.is_perfect(), "{field}");
    }
}

#[test]
fn unknown_words_take_the_place_of_every_head_and_title() {
    let custom = named("brackets").unwrap();
    let known = city_document(&order(Cities::One(custom)), 4);
    let unknown = city_document(&Order { invented_words: true, ..order(Cities::One(custom)) }, 4);
    let (known, unknown) = (known.1, unknown.1);
    assert_eq!(known.truth.lines.len(), unknown.truth.lines.len());
    let mut words: BTreeMap<&str, &str> = BTreeMap::new();
    for (a, b) in known.truth.lines.iter().zip(&unknown.truth.lines) {
        assert_eq!((&a.code, &a.name, &a.text, a.row, a.col), (&b.code, &b.name, &b.text, b.row, b.col));
        assert_eq!((&meaning(a).parent, &meaning(a).role), (&meaning(b).parent, &meaning(b).role));
        assert_eq!((&*b.kind, &*meaning(b).fund), ("*", "*"));
        assert_eq!(*words.entry(&a.measure).or_insert(&b.measure), b.measure, "one word for one word");
    }
    let different: BTreeSet<&str> = words.values().copied().collect();
    assert_eq!(different.len(), words.len());
    for (a, b) in known.tables().zip(unknown.tables()) {
        assert_ne!(a.title, b.title);
        let heads = |table: &Table| -> Vec<String> {
            table.cells.iter().filter(|c| c.r < table.header_rows).map(|c| c.text.clone()).collect()
        };
        assert!(heads(a).iter().zip(heads(b)).all(|(old, new)| old.is_empty() || *old != new));
    }
    assert!(!unknown.truth.unknown_words.is_empty());
    // A reader that names nothing is told so.
    let reader = Reader::new().unwrap();
    let read = read_document(&Format::Docx.write(&known).unwrap(), "source.docx", &reader);
    let verdict = verify(&read, Some(&unknown.truth), &Expect::ok());
    assert_eq!(verdict.words, (unknown.truth.unknown_words.len(), 0));
    assert!(verdict.unmarked() > 0);
}
