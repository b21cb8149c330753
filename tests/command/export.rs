//! `mingxi export`: what it writes, prints and returns.

use crate::support::clean_and_wrong;
use std::fs;

#[test]
fn every_table_is_written_in_every_format() {
    let place = clean_and_wrong();
    let said = place.run(&["export", "out", "-o", "to", "--to", "xlsx,csv,dta"]).expect(0).stdout();
    for name in ["agency_years", "agency_year_items", "line_items", "cells", "diagnostics"] {
        for format in ["csv", "dta"] {
            assert!(place.path(&format!("to/{name}.{format}")).is_file(), "{name}.{format}");
            assert!(said.contains(&format!("{name}.{format}")), "{said}");
        }
    }
    assert!(place.path("to/overview.xlsx").is_file() && place.path("to/checks.xlsx").is_file());
    let readme = fs::read_to_string(place.path("to/README.txt")).unwrap();
    assert!(readme.contains("amount_yuan") && readme.contains("2 of 2 documents are selected"), "{readme}");
}

#[test]
fn options_are_those_of_the_export() {
    let place = clean_and_wrong();
    let arguments = ["export", "out", "-o", "to", "--to", "csv", "--table", "line_items", "--lang", "zh"];
    place.run(&[&arguments[..], &["--unit", "wan", "--stage", "budget"]].concat()).expect(0);
    let text = fs::read_to_string(place.path("to/line_items.csv")).unwrap();
    assert!(text.lines().next().unwrap().contains("金额（万元）"), "{text}");
    assert!(text.contains("有矛盾"), "{text}");
}

#[test]
fn a_request_that_cannot_be_met_says_why_and_writes_nothing() {
    let place = clean_and_wrong();
    let year = place.run(&["export", "out", "-o", "to", "--year", "last"]).expect(2).stderr();
    assert!(year.contains("last is no year"), "{year}");
    let kind = place.run(&["export", "out", "-o", "to", "--kind", "threepublic"]).expect(2).stderr();
    assert!(kind.contains("threepublic") && kind.contains("three_public"), "{kind}");
    let none = place.run(&["export", "out", "-o", "to", "--year", "1999"]).expect(2).stderr();
    assert!(none.contains("no document of out matches the filters"), "{none}");
    let nothing = place.run(&["export", "in", "-o", "to"]).expect(2).stderr();
    assert!(nothing.contains("no publication"), "{nothing}");
    assert!(!place.path("to").exists());
}
