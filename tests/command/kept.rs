//! What earlier runs kept: nothing is read twice, nothing old is published, and it all may be damaged or deleted.

use crate::support::{Place, dump, files, published, rows};
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
    assert_eq!(results(&place).len(), 3, "the result of the old content is swept");

    fs::remove_file(place.path("in/a.txt")).unwrap();
    run(&place, 2);
    assert_eq!(rows(&place.path("out"), "documents").len(), 2);
    assert_eq!(results(&place).len(), 2);
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
fn the_way_of_reading_leaves_no_trace() {
    let place = place();
    place.run(&["extract", "in", "-o", "out"]).expect(0);
    place.run(&["extract", "in", "-o", "alone", "--in-process", "--no-cache"]).expect(0);
    assert!(published(&place.path("out")) == published(&place.path("alone")));
    assert!(!place.path("alone/.cache-mingxi").exists());
    place.run(&["extract", "in", "-o", "out", "--in-process"]).expect(0);
    assert!(published(&place.path("out")) == published(&place.path("alone")));
}
