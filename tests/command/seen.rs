//! How a run is seen from outside: its report, its status, logs, measures, and what it would do.

use crate::support::{Place, dump, endings, noise, published};
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

fn place(documents: usize) -> Place {
    let place = Place::new();
    for number in 0..documents {
        place.write(&format!("in/{number:03}.txt"), dump(&format!("青禾{number}县"), "300.00"));
    }
    place
}

fn read_json(place: &Place, name: &str) -> Value {
    serde_json::from_slice(&fs::read(place.path(name)).unwrap()).unwrap()
}

#[test]
fn a_report_tells_what_changed_down_to_amounts() {
    let place = place(4);
    place.run(&["extract", "in", "-o", "out"]).expect(0);
    let first = read_json(&place, "out/latest/run.json");
    assert_eq!(first["changes"], Value::Null);
    assert_eq!(first["documents"]["read"], 4);
    assert_eq!(first["slowest"].as_array().unwrap().len(), 4);
    assert_eq!(first["asked"]["inputs"], json!(["in"]));

    place.write("in/000.txt", dump("青禾0县", "310.00"));
    fs::remove_file(place.path("in/001.txt")).unwrap();
    fs::rename(place.path("in/002.txt"), place.path("in/other.txt")).unwrap();
    place.write("in/noise.bin", noise(4096));
    place.run(&["extract", "in", "-o", "out"]).expect(1);
    let report = read_json(&place, "out/latest/run.json");
    let changes = &report["changes"];
    for (kind, path) in [
        ("changed", "in/000.txt"),
        ("gone", "in/001.txt"),
        ("moved", "in/other.txt"),
        ("new", "in/noise.bin"),
    ] {
        assert_eq!(changes[kind], json!({ "count": 1, "paths": [path] }), "{kind}");
    }
    let amounts = &changes["amounts"];
    assert_eq!(
        (&amounts["changed"], &amounts["added"], &amounts["removed"]),
        (&json!(1), &json!(0), &json!(0))
    );
    let amount = &amounts["first"][0];
    assert_eq!((&amount["before"], &amount["now"]), (&json!("3000000"), &json!("3100000")));
    assert_eq!((&amount["measure"], &amount["source_path"]), (&json!("合计"), &json!("in/000.txt")));
    assert_eq!(report["failures"], json!({ "not_a_document": 1 }));
    assert_eq!(report["problems"][0]["source_path"], "in/noise.bin");
    assert_eq!(report["previous"], first["publication"]);
    assert!(report["seconds"]["total"].as_f64().unwrap() > 0.0);
    let mode = fs::metadata(place.path("out/latest/run.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o600, 0o600);
    assert_eq!(mode & 0o044, fs::metadata(place.path("in/000.txt")).unwrap().permissions().mode() & 0o044);

    place.run(&["extract", "in", "-o", "out"]).expect(1);
    let same = read_json(&place, "out/latest/run.json");
    assert_eq!((&same["publication"], &same["documents"]["kept"]), (&report["publication"], &json!(4)));
    assert_eq!(same["changes"]["changed"]["count"], 0);
    let status = read_json(&place, "out/.mingxi.status.json");
    assert_eq!((&status["state"], &status["done"]), (&json!("done"), &json!(4)));
}

#[test]
fn a_dead_run_names_what_it_was_reading() {
    let place = place(120);
    for attempt in 0.. {
        assert!(attempt < 10, "no document was on record in ten runs");
        let mut command = place.command(&["extract", "in", "-o", "out", "--no-cache", "--jobs", "1"]);
        let mut process = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // A file that was made and not yet written names nothing.
        let is_on_record = || {
            let mut files = fs::read_dir(place.path("out/.mingxi.reading")).into_iter().flatten().flatten();
            files.any(|file| file.metadata().is_ok_and(|found| found.len() > 0))
        };
        while process.try_wait().unwrap().is_none() && !is_on_record() {
            sleep(Duration::from_millis(1));
        }
        process.kill().unwrap();
        process.wait().unwrap();
        if is_on_record() {
            break;
        }
    }
    assert_ne!(read_json(&place, "out/.mingxi.status.json")["state"], "done");
    let ended = place.run(&["extract", "in/000.txt", "-o", "out", "-v"]).expect(0);
    assert!(ended.stderr().contains("an earlier run ended while it was reading"), "{}", ended.stderr());
    let report = read_json(&place, "out/latest/run.json");
    let unfinished = report["unfinished_before"][0].as_str().unwrap();
    assert!(unfinished.starts_with("in/") && unfinished.ends_with(".txt"), "{unfinished}");
    place.run(&["extract", "in/000.txt", "-o", "out"]).expect(0);
    assert_eq!(read_json(&place, "out/latest/run.json")["unfinished_before"], json!([]));
}

#[cfg(target_os = "linux")]
#[test]
fn what_failed_for_want_of_memory_is_retried() {
    let place = place(2);
    place.run(&["retry", "out"]).expect(2);
    place.run(&["extract", "in", "-o", "out", "--memory", "24"]).expect(1);
    let failed = endings(&place.path("out"));
    assert!(failed.iter().all(|(_, ending)| ending == "failed out_of_memory"), "{failed:?}");
    place.run(&["extract", "in", "-o", "out", "--memory", "24"]).expect(1);
    assert_eq!(read_json(&place, "out/latest/run.json")["documents"]["kept"], 2);
    fs::create_dir(place.path("elsewhere")).unwrap();
    let mut command = place.command(&["retry", "../out"]);
    assert!(command.current_dir(place.path("elsewhere")).output().unwrap().status.success());
    assert!(endings(&place.path("out")).iter().all(|(_, ending)| ending == "ok"));
}

#[test]
fn what_ends_with_1_is_for_the_caller_to_say() {
    let place = Place::new();
    place.write("good.txt", dump("青禾县", "300.00"));
    place.write("broken.txt", dump("青禾县", "310.00"));
    place.write("noise.bin", noise(4096));
    let code = |input: &str, fail_on: &str| {
        place.run(&["extract", input, "good.txt", "-o", "out", "--fail-on", fail_on]).code()
    };
    assert_eq!(
        [code("noise.bin", "nothing"), code("noise.bin", "conflict"), code("noise.bin", "unread")],
        [0, 0, 1]
    );
    assert_eq!(
        [code("broken.txt", "nothing"), code("broken.txt", "conflict"), code("broken.txt", "unread")],
        [0, 1, 0]
    );
    assert_eq!([code("good.txt", "conflict,unread"), code("good.txt", "anything")], [0, 2]);
}

#[test]
fn a_folder_that_is_not_whole_replaces_nothing() {
    let place = place(5);
    place.run(&["extract", "in", "-o", "out", "--min-share", "0.8"]).expect(0);
    let before = published(&place.path("out"));
    fs::remove_file(place.path("in/003.txt")).unwrap();
    place.run(&["extract", "in", "-o", "other", "--min-share", "0.8"]).expect(0);
    place.write("in/004.txt", "");
    let ended = place.run(&["extract", "in", "-o", "out", "--min-share", "0.8"]).expect(1);
    assert!(
        ended.stderr().contains("3 documents could be read, the last publication had 5"),
        "{}",
        ended.stderr()
    );
    fs::remove_file(place.path("in/004.txt")).unwrap();
    let ended = place.run(&["extract", "in", "-o", "out", "--min-share", "0.8"]).expect(1);
    assert!(
        ended.stderr().contains("3 documents were found, the last publication had 5"),
        "{}",
        ended.stderr()
    );
    assert!(before == published(&place.path("out")));
    assert_eq!(read_json(&place, "out/.mingxi.status.json")["state"], "failed");
    place.run(&["extract", "in", "-o", "out", "--min-share", "1.5"]).expect(2);
    place.run(&["extract", "in", "-o", "out", "--min-share", "0.5"]).expect(0);
}

#[test]
fn a_dry_run_writes_nothing() {
    let place = place(2);
    let plan = place.run(&["extract", "in", "gone.txt", "-o", "out", "--dry-run", "--json"]).expect(0).json();
    assert_eq!(plan["to_read"], json!(["in/000.txt", "in/001.txt"]));
    assert_eq!(plan["unreadable"][0][0], "gone.txt");
    assert!(!place.path("out").exists());
    place.run(&["extract", "in", "-o", "out"]).expect(0);
    place.write("in/000.txt", dump("云溪县", "300.00"));
    let told = place.run(&["extract", "in", "-o", "out", "--dry-run"]).expect(0).stdout();
    assert!(told.starts_with("2 documents: 1 unchanged since an earlier run, 1 to be read"), "{told}");
    assert_eq!(read_json(&place, "out/latest/run.json")["documents"]["kept"], 0);
}

#[test]
fn logs_are_one_object_a_line_if_asked() {
    let place = place(1);
    place.write("in/noise.bin", noise(4096));
    let ended = place.run(&["extract", "in", "-o", "out", "-v", "--log-format", "json"]).expect(1);
    let lines: Vec<Value> = ended.stderr().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let failed = lines.iter().find(|line| line["kind"] == "not_a_document").unwrap();
    assert_eq!((&failed["level"], &failed["path"]), (&json!("WARN"), &json!("in/noise.bin")));
    assert!(failed["time"].as_str().unwrap().ends_with('Z') && failed["message"].is_string());
}

#[test]
fn measures_are_in_the_format_of_prometheus() {
    let place = place(2);
    place.write("in/noise.bin", noise(4096));
    place.run(&["extract", "in", "-o", "out", "--metrics", "m/mingxi.prom"]).expect(1);
    let text = fs::read_to_string(place.path("m/mingxi.prom")).unwrap();
    for line in [
        "mingxi_run_success 1",
        "mingxi_documents{status=\"ok\"} 2",
        "mingxi_failures{kind=\"not_a_document\"} 1",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} is missing in\n{text}");
    }
    for line in text.lines().filter(|line| !line.starts_with("# ")) {
        let (name, number) = line.rsplit_once(' ').unwrap();
        assert!(name.starts_with("mingxi_") && number.parse::<f64>().is_ok(), "{line}");
    }
    place.run(&["extract", "gone.txt", "-o", "out", "--metrics", "m/mingxi.prom"]).expect(2);
    let text = fs::read_to_string(place.path("m/mingxi.prom")).unwrap();
    assert!(text.contains("mingxi_run_success 0\n") && !text.contains("mingxi_documents"), "{text}");
    let left = fs::read_dir(place.path("m")).unwrap().count();
    assert_eq!(left, 1, "no temporary file is left for the collector");
    let refused = place.run(&["extract", "in", "-o", "other", "--metrics", "m"]).expect(2);
    assert!(refused.stderr().contains("written to m") && !place.path("other/latest").exists());
    place.run(&["extract", "in", "-o", "here", "--metrics", "here.prom"]).expect(1);
}
