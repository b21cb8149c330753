//! The openings of `corpus/facts/openings.txt` with the facts that a person read in them.

use super::*;
use mingxi_model::Place;

const OPENINGS: &str = include_str!("../../../../corpus/facts/openings.txt");

#[test]
fn openings_are_read_as_a_person_does() {
    let vocabulary = FactsVocabulary::builtin().unwrap();
    let blocks: Vec<&str> = OPENINGS.split("\n= ").skip(1).collect();
    assert!(blocks.len() >= 20);
    let mut wrong = Vec::new();
    for block in blocks {
        let (facts, text) = block.split_once('\n').unwrap();
        let want: Vec<&str> = facts.split('|').map(str::trim).collect();
        let prose: Vec<Paragraph> = text
            .lines()
            .zip(1..)
            .filter(|(line, _)| !line.trim().is_empty())
            .map(|(line, number)| Paragraph {
                text: line.to_owned(),
                heading: None,
                place: Place::Text { line: number },
                turns: Vec::new(),
            })
            .collect();
        let (found, _) = document_facts(&prose, &[], "1.pdf", &vocabulary);
        let got = [
            found.agency_name.unwrap_or_default(),
            found.agency_type.unwrap_or_default(),
            found.region_code.unwrap_or_default(),
            found.fiscal_year.map(|year| year.to_string()).unwrap_or_default(),
            found.stage.map(|stage| stage.as_str().to_owned()).unwrap_or_default(),
            found.scope.map(|scope| scope.as_str().to_owned()).unwrap_or_default(),
            found.title.unwrap_or_default(),
        ];
        // `?`: several readings are fair.
        if got.iter().zip(&want).any(|(got, want)| got != want && *want != "?") {
            wrong.push(format!("want {want:?}\n got {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Two voices that disagree are told.
#[test]
fn a_cover_that_the_suffix_contradicts_is_told() {
    let vocabulary = FactsVocabulary::builtin().unwrap();
    let place = |line| Place::Text { line };
    let prose: Vec<Paragraph> = ["泊头市民政局（汇总）", "2024年单位预算"]
        .into_iter()
        .zip(1..)
        .map(|(text, line)| Paragraph {
            text: text.to_owned(),
            heading: None,
            place: place(line),
            turns: Vec::new(),
        })
        .collect();
    let (found, notes) = document_facts(&prose, &[], "", &vocabulary);
    assert_eq!(found.scope, Some(Scope::Department));
    assert!(notes.iter().any(|note| note.code == "scope" && note.message.contains("though")), "{notes:#?}");
}

/// 完成县委…交办的任务 names no 成县.
#[test]
fn a_county_is_not_read_out_of_two_words() {
    let vocabulary = FactsVocabulary::builtin().unwrap();
    let texts = ["单位名称：白芦县水利局", "（八）完成县委、县政府交办的其他任务。"];
    let prose: Vec<Paragraph> = texts
        .into_iter()
        .zip(1..)
        .map(|(text, line)| Paragraph {
            text: text.to_owned(),
            heading: None,
            place: Place::Text { line },
            turns: Vec::new(),
        })
        .collect();
    let (found, _) = document_facts(&prose, &[], "", &vocabulary);
    assert_eq!((found.agency_name.as_deref(), found.region_code), (Some("白芦县水利局"), None));
}
