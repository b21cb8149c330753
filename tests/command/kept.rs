//! What earlier runs kept: nothing is read twice, nothing old is published, and it all may be damaged or deleted.

use crate::support::{Place, dump, files, noise, published, rows};
use std::fs;
use std::path::PathBuf;

fn place() -> Place {
    let place = Place::new();
    for (name, county) in [("a", "青禾县"), ("b", "云杉县"), ("c", "白桦县")] {
        place.write(&format!("in/{name}.txt"), dump(county, "300.00"));
    }
    place
}

/// The kept results.
fn results(place: &Place) -> Vec<PathBuf> {
    files(&place.path("out/.cache-mingxi/results"))
}

fn run(place: &Place, kept: u64) {
    let ended = place.run(&["extract", "in", "-o", "out", "--json"]).expect(0);
    assert_eq!(ended.json()["documents"]["kept"], kept);
}

#[test]
fn what_did_not_change_is_not_read_again() {
    let place = place();
    run(&place, 0);
    let first = published(&place.path("out"));
    run(&place, 3);
    assert!(first == published(&place.path("out")));

    place.write("in/b.txt", dump("云杉县", "301.00"));
    let ended = place.run(&["extract", "in", "-o", "out", "--json"]).expect(0);
    assert_eq!(ended.json()["documents"]["kept"], 2);
    assert_eq!(ended.json()["checks"]["broken"].as_u64().map(|n| n > 0), Some(true));
    assert_eq!(results(&place).len(), 4, "the old content is in the publication before");

    fs::remove_file(place.path("in/a.txt")).unwrap();
    place.run(&["extract", "in", "-o", "out", "--keep", "2"]).expect(0);
    assert_eq!(rows(&place.path("out"), "documents").len(), 2);
    assert_eq!(results(&place).len(), 3, "no publication has the first content of b any more");
    place.write("in/.hidden/a", "");
    fs::write(place.path("out/.cache-mingxi/results/ab.tmp"), "").unwrap();
    assert_eq!(
        place.run(&["cache", "gc", "out"]).expect(0).stdout(),
        "0 results removed (0 bytes), 3 kept\n"
    );
    assert!(place.run(&["cache", "gc", "out", "--all"]).expect(0).stdout().starts_with("3 results removed"));
    run(&place, 2);
    place.write("in/a.txt", dump("青禾县", "300.00"));
    run(&place, 0);
}

#[test]
fn a_run_without_news_reads_and_writes_nothing() {
    let place = place();
    place.write("in/noise.bin", noise(4096));
    let run = |kept: u64| {
        let ended = place.run(&["extract", "in", "-o", "out", "--json"]).expect(1).json();
        assert_eq!(ended["documents"]["kept"], kept);
        assert_eq!(ended["documents"]["total"], 4);
        ended
    };
    let first = run(0);
    // Without results, only what was noted of the last run can say what it came to.
    fs::remove_dir_all(place.path("out/.cache-mingxi/results")).unwrap();
    let again = run(4);
    for part in ["problems", "tables", "line_items", "checks", "warnings"] {
        assert_eq!(first[part], again[part], "{part}");
    }
    assert_eq!(again["publication"]["unchanged"], true);
    // A publication that somebody damaged is no publication.
    let part = place.path("out/latest/checks/part-0.parquet");
    fs::write(&part, "short").unwrap();
    run(0);
    assert!(fs::metadata(place.path("out/latest/checks/part-0.parquet")).unwrap().len() > 5);
    fs::rename(place.path("in/a.txt"), place.path("in/d.txt")).unwrap();
    run(3);
    assert!(rows(&place.path("out"), "documents").iter().any(|row| row["source_path"] == "in/d.txt"));
}

#[test]
fn a_file_that_moved_is_read_by_its_content_and_published_where_it_lies() {
    let place = place();
    run(&place, 0);
    fs::create_dir(place.path("in/2024")).unwrap();
    fs::rename(place.path("in/a.txt"), place.path("in/2024/a.txt")).unwrap();
    fs::copy(place.path("in/b.txt"), place.path("in/z.txt")).unwrap();
    run(&place, 3);
    let documents = rows(&place.path("out"), "documents");
    let mut paths: Vec<(&str, bool)> = documents
        .iter()
        .map(|row| (row["source_path"].as_str(), row["duplicate_paths"].contains("in/z.txt")))
        .collect();
    paths.sort_unstable();
    assert_eq!(paths, [("in/2024/a.txt", false), ("in/b.txt", true), ("in/c.txt", false)]);
}

#[test]
fn a_damaged_result_is_told_and_read_again() {
    let place = place();
    run(&place, 0);
    let first = published(&place.path("out"));
    let kept = results(&place);
    fs::remove_file(place.path("out/.cache-mingxi/last.json")).unwrap();
    fs::write(&kept[0], b"damaged").unwrap();
    let half = fs::read(&kept[1]).unwrap();
    fs::write(&kept[1], &half[..half.len() / 2]).unwrap();
    let ended = place.run(&["extract", "in", "-o", "out", "--json", "-v"]).expect(0);
    assert_eq!(ended.json()["documents"]["kept"], 1);
    assert_eq!(ended.stderr().matches("a kept result is damaged").count(), 2, "{}", ended.stderr());
    assert!(first == published(&place.path("out")));
    run(&place, 3);
}

#[test]
fn a_flipped_bit_and_the_result_of_another_document_are_told() {
    let place = place();
    run(&place, 0);
    let first = published(&place.path("out"));
    let kept = results(&place);
    let whole = fs::read(&kept[0]).unwrap();
    let places: Vec<usize> = (8..whole.len()).step_by(whole.len() / 12).collect();
    let mut told = 0;
    for at in places.iter().copied() {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x10;
        fs::write(&kept[0], flipped).unwrap();
        fs::remove_file(place.path("out/.cache-mingxi/last.json")).unwrap();
        let ended = place.run(&["extract", "in", "-o", "out", "-v"]).expect(0);
        told += usize::from(ended.stderr().contains("a kept result is damaged"));
        assert!(first == published(&place.path("out")), "byte {at}");
    }
    // A bit of a compressed frame may say nothing.
    assert!(told + 1 >= places.len(), "{told} of {} are told", places.len());
    fs::copy(&kept[1], &kept[0]).unwrap();
    fs::remove_file(place.path("out/.cache-mingxi/last.json")).unwrap();
    let ended = place.run(&["extract", "in", "-o", "out", "-v"]).expect(0);
    assert!(ended.stderr().contains("the result of another document"), "{}", ended.stderr());
    assert!(first == published(&place.path("out")));
}

#[test]
fn the_way_of_reading_leaves_no_trace() {
    let place = place();
    place.run(&["extract", "in", "-o", "out"]).expect(0);
    place.run(&["extract", "in", "-o", "alone", "--in-process", "--no-cache"]).expect(0);
    assert!(published(&place.path("out")) == published(&place.path("alone")));
    assert!(!place.path("alone/.cache-mingxi").exists());
    place.run(&["extract", "in", "-o", "out", "--in-process"]).expect(0);
    assert!(published(&place.path("out")) == published(&place.path("alone")));
}
