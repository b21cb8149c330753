//! What a scheduler does to a run: signals, kills, two runs at once; and the way back to an earlier publication.

use crate::support::{Place, dump, files, published, rows};
use std::fs::{self, File};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Enough documents that a run can be met in the middle.
const MANY: usize = 150;

fn place_with(documents: usize) -> Place {
    let place = Place::new();
    for number in 0..documents {
        place.write(&format!("in/{number:03}.txt"), dump(&format!("青禾{number}县"), "300.00"));
    }
    place
}

fn start(place: &Place) -> Child {
    let mut command = place.command(&["extract", "in", "-o", "out", "--jobs", "1"]);
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Waits until so many results were kept.
fn wait_for_results(place: &Place, count: usize) {
    let folder = place.path("out/.cache-mingxi/results");
    let until = Instant::now() + Duration::from_secs(60);
    while !folder.exists() || files(&folder).len() < count {
        assert!(Instant::now() < until, "no document was read");
        sleep(Duration::from_millis(5));
    }
}

fn signal(process: &Child, name: &str) {
    // The shell has it built in; small systems have no program of that name.
    let command = format!("kill {name} {}", process.id());
    assert!(Command::new("sh").args(["-c", &command]).status().unwrap().success());
}

#[test]
fn a_signal_ends_a_run_without_a_publication_and_the_next_goes_on() {
    let place = place_with(MANY);
    for (name, code) in [("-TERM", 143), ("-INT", 130)] {
        let process = start(&place);
        wait_for_results(&place, if code == 143 { 1 } else { 20 });
        signal(&process, name);
        let ended = process.wait_with_output().unwrap();
        let stderr = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert_eq!(ended.status.code(), Some(code), "{stderr}");
        assert!(stderr.contains("nothing was published"), "{stderr}");
        assert!(!place.path("out/latest").exists());
        let left: Vec<_> = files(&place.path("out"))
            .into_iter()
            .filter(|p| p.to_string_lossy().contains("staging"))
            .collect();
        assert!(left.is_empty(), "{left:?}");
    }
    let read_before = files(&place.path("out/.cache-mingxi/results")).len() as u64;
    assert!(read_before < MANY as u64, "the run was over before its signal");
    let ended = place.run(&["extract", "in", "-o", "out", "--json"]).expect(0);
    assert_eq!(ended.json()["documents"]["kept"], read_before);
    place.run(&["extract", "in", "-o", "alone"]).expect(0);
    assert!(published(&place.path("out")) == published(&place.path("alone")));
}

#[test]
fn two_runs_on_one_output_exclude_each_other() {
    let place = place_with(2);
    place.run(&["extract", "in", "-o", "out"]).expect(0);
    place.run(&["extract", "in/000.txt", "-o", "out"]).expect(0);
    let before = published(&place.path("out"));
    let lock = File::options().write(true).open(place.path("out/.mingxi.lock")).unwrap();
    lock.lock().unwrap();
    let ended = place.run(&["extract", "in", "-o", "out"]).expect(75);
    assert!(ended.stderr().contains("another run"), "{}", ended.stderr());
    place.run(&["publish", "out", "--rollback"]).expect(75);
    place.run(&["publish", "out", "--list"]).expect(0);
    assert!(before == published(&place.path("out")));
    drop(lock);
    place.run(&["extract", "in", "-o", "out"]).expect(0);
}

#[test]
fn the_last_publications_are_kept_and_there_is_a_way_back() {
    let place = place_with(1);
    place.run(&["publish", "out"]).expect(2);
    let counted = || rows(&place.path("out"), "documents").len();
    for number in 1..5 {
        place.write(&format!("in/x{number}.txt"), dump(&format!("云溪{number}县"), "300.00"));
        place.run(&["extract", "in", "-o", "out", "--keep", "3"]).expect(0);
    }
    let listed = place.run(&["publish", "out", "--list"]).expect(0).stdout();
    let names: Vec<&str> = listed.lines().map(|line| &line[2..]).collect();
    let marks: Vec<&str> = listed.lines().map(|line| &line[..2]).collect();
    assert_eq!(marks, ["  ", "  ", "* "]);
    assert_eq!(counted(), 5);
    place.run(&["publish", "out", "--rollback"]).expect(0);
    assert_eq!(counted(), 4);
    place.run(&["publish", "out", "--to", names[2]]).expect(0);
    assert_eq!(counted(), 5);
    place.run(&["publish", "out", "--to", "0123456789abcdef"]).expect(2);
    place.run(&["publish", "out", "--rollback"]).expect(0);
    place.run(&["publish", "out", "--rollback"]).expect(0);
    assert_eq!(counted(), 3);
    place.run(&["publish", "out", "--rollback"]).expect(2);
    assert_eq!(counted(), 3);
    place.run(&["extract", "in", "-o", "out", "--keep", "1"]).expect(2);
}

/// `MINGXI_KILLS=200` kills more often.
#[test]
fn a_kill_at_any_moment_leaves_a_whole_publication_and_a_next_run_that_goes_on() {
    let kills: u64 = std::env::var("MINGXI_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(10);
    let place = place_with(30);
    place.run(&["extract", "in", "-o", "out"]).expect(0);
    for kill in 0..kills {
        place.write(&format!("in/{:03}.txt", kill % 30), dump(&format!("白石{kill}县"), "300.00"));
        let mut process = start(&place);
        sleep(Duration::from_millis((kill * 97) % 700));
        let _ = process.kill();
        process.wait().unwrap();
        for dataset in ["documents", "tables", "cells", "line_items", "checks"] {
            let documents: std::collections::BTreeSet<String> = rows(&place.path("out"), dataset)
                .into_iter()
                .map(|mut row| row.remove("document_id").unwrap())
                .collect();
            assert_eq!(documents.len(), 30, "{dataset} after kill {kill}");
        }
    }
    place.run(&["extract", "in", "-o", "out"]).expect(0);
    place.run(&["extract", "in", "-o", "alone"]).expect(0);
    assert!(published(&place.path("out")) == published(&place.path("alone")));
    let hidden: Vec<String> = fs::read_dir(place.path("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with(".staging") || name.starts_with(".latest"))
        .collect();
    assert_eq!(hidden, [""; 0], "what the killed runs left was swept");
}
