//! `mingxi extract`: what it publishes, prints and returns.

use crate::support::{Place, docx, dump, endings, published, rows};
use std::fs;

/// Fictional counties.
const COUNTIES: [&str; 5] = ["青禾县", "云溪县", "白石县", "南渡县", "松岭县"];

fn place_with_documents() -> Place {
    let place = Place::new();
    for (index, county) in COUNTIES.iter().enumerate() {
        place.write(&format!("in/{index}.txt"), dump(county, "300.00"));
        place.write(&format!("in/sub/{index}.docx"), docx(county, "300.00"));
    }
    place
}

#[test]
fn a_clean_run_exits_0_and_says_what_it_read() {
    let place = place_with_documents();
    let ended = place.run(&["extract", "in", "-o", "out"]).expect(0);
    let stdout = ended.stdout();
    assert!(stdout.starts_with("10 documents in "), "{stdout}");
    for word in ["tables", "line items", "indicators", "checks held", "checks broken", "10 ok"] {
        assert!(stdout.contains(word), "{word} is missing in:\n{stdout}");
    }
    assert_eq!(ended.stderr(), "", "nothing but errors goes to a piped stderr, and no progress bar");
    let documents = rows(&place.path("out"), "documents");
    assert_eq!(documents.len(), 10);
    assert!(documents.iter().all(|row| row["status"] == "ok"));
}

#[test]
fn the_numbers_of_dump_and_word_file_arrive() {
    let place = Place::new();
    place.write("a.txt", dump("青禾县", "300.00"));
    place.write("b.docx", docx("青禾县", "300.00"));
    place.run(&["extract", "a.txt", "b.docx", "-o", "out"]).expect(0);
    let items = rows(&place.path("out"), "line_items");
    let documents = rows(&place.path("out"), "documents");
    for document in &documents {
        let of = |code: &str, measure: &str| -> Vec<(String, String)> {
            items
                .iter()
                .filter(|item| item["document_id"] == document["document_id"])
                .filter(|item| item["code"] == code && item["measure_code"] == measure)
                .map(|item| (item["value_text"].clone(), item["check_status"].clone()))
                .collect()
        };
        let verified = |text: &str| vec![(text.to_owned(), "verified".to_owned())];
        assert_eq!(of("2101501", "basic"), verified("150.00"), "{}", document["file_name"]);
        assert_eq!(of("2101599", "project"), verified("50.00"), "{}", document["file_name"]);
        assert_eq!(of("2101501", "project"), [], "an empty cell is no line item");
        assert_eq!(document["fiscal_year"], "2024");
    }
    assert_eq!(documents.len(), 2);
}

#[test]
fn inputs_can_stand_in_a_list() {
    let place = place_with_documents();
    place.write("list.txt", "in/0.txt\n\nin/sub/1.docx\r\n");
    place.run(&["extract", "in/2.txt", "--inputs-from", "list.txt", "-o", "out"]).expect(0);
    let paths: Vec<String> =
        rows(&place.path("out"), "documents").iter().map(|row| row["source_path"].clone()).collect();
    let mut sorted = paths.clone();
    sorted.sort();
    assert_eq!(sorted, ["in/0.txt", "in/2.txt", "in/sub/1.docx"]);
    place.run(&["retry", "out"]).expect(0);
    assert_eq!(rows(&place.path("out"), "documents").len(), 3, "a retry knows what the list named");
    place.write("empty.txt", "\n");
    let ended = place.run(&["extract", "--inputs-from", "empty.txt", "-o", "other"]).expect(2);
    assert!(ended.stderr().contains("empty.txt names no file"), "{}", ended.stderr());
}

#[test]
fn a_second_run_and_another_number_of_jobs_give_the_same_bytes() {
    let place = place_with_documents();
    place.write("in/broken.docx", b"PK\x03\x04 and then nothing");
    place.run(&["extract", "in", "-o", "one", "--jobs", "1"]).expect(1);
    place.run(&["extract", "in", "-o", "four", "--jobs", "4"]).expect(1);
    let first = published(&place.path("one"));
    assert!(first.len() > 9, "nine datasets and their description");
    assert!(first == published(&place.path("four")), "jobs 1 and jobs 4 differ");
    place.run(&["extract", "in", "-o", "one"]).expect(1);
    assert!(first == published(&place.path("one")), "a second run differs");
}

#[test]
fn one_content_under_two_names_is_one_document() {
    let place = Place::new();
    let text = dump("青禾县", "300.00");
    place.write("b.txt", &text);
    place.write("a.txt", &text);
    let ended = place.run(&["extract", "b.txt", "./a.txt", "-o", "out", "--json"]).expect(0);
    assert_eq!(ended.json()["documents"]["duplicate_paths"], 1);
    let documents = rows(&place.path("out"), "documents");
    assert_eq!(documents.len(), 1);
    assert_eq!(documents[0]["source_path"], "a.txt");
    assert!(documents[0]["duplicate_paths"].contains("b.txt"));
}

#[test]
fn patterns_and_the_output_inside_the_input_are_understood() {
    let place = place_with_documents();
    place.run(&["extract", "in/*.txt", "-o", "in/out"]).expect(0);
    let first = published(&place.path("in/out"));
    assert_eq!(rows(&place.path("in/out"), "documents").len(), 5);
    let ended = place.run(&["extract", "in", "-o", "in/out", "--json"]).expect(0);
    assert_eq!(ended.json()["documents"]["total"], 10, "the first run's files are no input");
    assert!(first != published(&place.path("in/out")));
}

#[test]
fn json_has_the_same_counts_as_the_datasets() {
    let place = place_with_documents();
    place.write("in/empty.txt", "");
    let ended = place.run(&["extract", "in", "-o", "out", "--json"]).expect(1);
    let summary = ended.json();
    let out = place.path("out");
    assert_eq!(summary["documents"]["total"], 11);
    assert_eq!(summary["documents"]["failed"], 1);
    assert_eq!(summary["problems"][0]["error_kind"], "empty");
    assert_eq!(summary["line_items"]["total"], rows(&out, "line_items").len());
    assert_eq!(summary["tables"]["total"], rows(&out, "tables").len());
    let holds = rows(&out, "checks").iter().filter(|check| check["outcome"] == "holds").count();
    assert_eq!(summary["checks"]["holds"], holds);
    assert!(holds > 0);
    assert_eq!(ended.stdout().lines().count(), 1, "one object on one line");
}

#[test]
fn strict_counts_a_broken_check() {
    let place = Place::new();
    place.write("a.txt", dump("青禾县", "310.00"));
    let ended = place.run(&["extract", "a.txt", "-o", "out"]).expect(0);
    assert!(ended.stdout().contains("broken checks ("), "{}", ended.stdout());
    place.run(&["extract", "a.txt", "-o", "out", "--strict"]).expect(1);
    let items = rows(&place.path("out"), "line_items");
    let wrong = items.iter().find(|item| item["value_text"] == "310.00").unwrap();
    assert_eq!(wrong["check_status"], "conflict");
    place.write("a.txt", dump("青禾县", "300.00"));
    place.run(&["extract", "a.txt", "-o", "out", "--strict"]).expect(0);
}

#[test]
fn logs_go_to_stderr_and_only_when_asked_for() {
    let place = Place::new();
    place.write("a.txt", dump("青禾县", "300.00"));
    place.write("b.bin", crate::support::noise(4096));
    let logs = |arguments: &[&str], variables: &[(&str, &str)]| {
        let all = [&["extract", "a.txt", "b.bin", "-o", "out", "--json", "--no-cache"], arguments].concat();
        let ended = place.run_with(&all, variables).expect(1);
        ended.json();
        ended.stderr()
    };
    assert_eq!(logs(&[], &[]), "");
    assert!(logs(&["-v"], &[]).contains("not_a_document"));
    assert!(logs(&["-vv"], &[]).contains("reading"));
    assert!(logs(&[], &[("RUST_LOG", "warn")]).contains("not_a_document"));
    assert!(!logs(&["-vv"], &[("NO_COLOR", "1")]).contains('\u{1b}'));
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let place = place_with_documents();
    let mut child = place
        .command(&["extract", "in", "-o", "out"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(endings(&place.path("out")).len(), 10);
}

#[test]
fn jobs_come_from_the_environment_too() {
    let place = Place::new();
    fs::write(place.path("a.txt"), dump("青禾县", "300.00")).unwrap();
    place.run_with(&["extract", "a.txt", "-o", "out"], &[("MINGXI_JOBS", "2")]).expect(0);
    place.run_with(&["extract", "a.txt", "-o", "out"], &[("MINGXI_JOBS", "none")]).expect(2);
}
