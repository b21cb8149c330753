//! Documents that abort, hang, eat memory, overflow the stack, fork and flood, among good ones: no good one is
//! lost, every bad one is quarantined with its reason, and no process is left behind.
//!
//! The program of this test is also the worker: called as `chaos worker`, it does what a document says before it
//! reads it.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

use mingxi_engine::dataset::Dataset;
use mingxi_engine::model::{ErrorKind, Status};
use mingxi_engine::run::Asked;
use mingxi_engine::{
    Alone, AloneError, Batch, Limits, Progress, Reader, Stop, Workers, confine, extract, serve_after,
};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.get(1).is_some_and(|argument| argument == "worker") {
        return worker(arguments.get(2).map_or("", String::as_str));
    }
    if cfg!(not(target_os = "linux")) {
        println!("chaos: only Linux bounds the memory of a process; skipped");
        return ExitCode::SUCCESS;
    }
    bad_documents_cost_only_themselves();
    a_bad_document_alone_is_told();
    println!("chaos: ok");
    ExitCode::SUCCESS
}

/// A worker of this test. `mark` is in its arguments, so that its processes can be found.
fn worker(_mark: &str) -> ExitCode {
    confine(1 << 30);
    let mut reader = Reader::new().unwrap();
    reader.patience = Duration::from_secs(4);
    let mut input = io::stdin().lock();
    match serve_after(&Arc::new(reader), &mut input, io::stdout(), misbehave) {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// What a document asks for in its first line.
fn misbehave(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match text.lines().next().unwrap_or_default() {
        "abort" => std::process::abort(),
        "exit" => std::process::exit(3),
        "hang" => thread::sleep(Duration::from_secs(3600)),
        "freeze" => {
            let _ = Command::new("sh").args(["-c", &format!("kill -STOP {}", std::process::id())]).status();
        }
        "eat" => {
            let mut eaten = Vec::new();
            loop {
                eaten.push(vec![1u8; 16 << 20]);
            }
        }
        "overflow" => {
            println_nothing(overflow(1));
        }
        "fork" => {
            // A child that would outlive its parent and holds its pipes open.
            let _ = Command::new("sleep").arg("360017").spawn();
            std::process::abort();
        }
        "flood" => {
            let line = [b'x'; 1 << 16];
            for _ in 0..200 {
                let _ = io::stderr().write_all(&line);
            }
        }
        "babble" => {
            let _ = io::stdout().write_all(&[0xff; 64]);
            let _ = io::stdout().flush();
            thread::sleep(Duration::from_secs(3600));
        }
        _ => {}
    }
}

/// Uses a number, so that the call that made it is not left out.
fn println_nothing(number: u64) {
    if number == 0 {
        println!();
    }
}

#[allow(unconditional_recursion)]
fn overflow(depth: u64) -> u64 {
    let room = [depth; 512];
    std::hint::black_box(&room);
    overflow(depth + 1) + room[(depth % 512) as usize]
}

/// A form whose sums hold.
fn good(number: usize) -> String {
    format!(
        "支出总表\n单位：万元\n项目\t合计\t基本支出\t项目支出\n甲\t{}\t{number}\t1\n合计\t{}\t{number}\t1\n",
        number + 1,
        number + 1
    )
}

fn bad_documents_cost_only_themselves() {
    let dir = tempfile::tempdir().unwrap();
    let inputs = dir.path().join("in");
    fs::create_dir(&inputs).unwrap();
    let kinds = ["abort", "exit", "hang", "freeze", "eat", "overflow", "fork", "babble"];
    for number in 0..60 {
        fs::write(inputs.join(format!("good{number:02}.txt")), good(number)).unwrap();
    }
    for kind in kinds {
        fs::write(inputs.join(format!("{kind}.txt")), format!("{kind}\n{}", good(70))).unwrap();
    }
    fs::write(inputs.join("flood.txt"), format!("flood\n{}", good(80))).unwrap();

    let mark = format!("chaos-{}", std::process::id());
    let program = std::env::current_exe().unwrap();
    let workers = Workers {
        program,
        arguments: vec!["worker".into(), mark.clone().into()],
        silence: Duration::from_secs(2),
        bounds: String::new(),
    };
    let ended: Mutex<BTreeMap<String, Status>> = Mutex::default();
    let batch = Batch {
        fetched: Vec::new(),
        inputs: vec![inputs],
        out: dir.path().join("out"),
        jobs: NonZeroUsize::new(2),
        follow_links: false,
        shard: None,
        cache: None,
        workers: Some(workers),
        keep: 2,
        min_share: None,
        asked: Asked::default(),
        stop: Stop::default(),
    };
    let mut reader = Reader::new().unwrap();
    reader.patience = Duration::from_secs(4);
    let finished = extract(&batch, &Arc::new(reader), &|step| {
        if let Progress::Done { source_path, status, .. } = step {
            let name = Path::new(source_path).file_stem().unwrap().to_string_lossy().into_owned();
            ended.lock().unwrap().insert(name, status);
        }
    })
    .unwrap();

    let summary = finished.summary;
    assert_eq!(finished.run.failures.values().sum::<usize>(), kinds.len());
    let ended = ended.into_inner().unwrap();
    for (name, status) in &ended {
        let is_bad = kinds.contains(&name.as_str());
        assert_eq!(*status == Status::Failed, is_bad, "{name} ended as {status:?}");
    }
    assert_eq!(ended.len(), 60 + kinds.len() + 1);
    let reasons: BTreeMap<&str, &str> = summary
        .problems
        .iter()
        .map(|problem| {
            let name = Path::new(&problem.source_path).file_stem().unwrap().to_str().unwrap();
            (name, problem.kind.as_str())
        })
        .collect();
    let expected = BTreeMap::from([
        ("abort", "crashed"),
        ("babble", "crashed"),
        ("eat", "out_of_memory"),
        ("exit", "crashed"),
        ("fork", "crashed"),
        ("freeze", "timed_out"),
        ("hang", "timed_out"),
        ("overflow", "crashed"),
    ]);
    assert_eq!(reasons, expected);
    let message = |name: &str| {
        summary.problems.iter().find(|problem| problem.source_path.contains(name)).unwrap().message.clone()
    };
    assert!(message("freeze").contains("no sign of life"), "{}", message("freeze"));
    assert!(message("hang").contains("longer than 4 seconds"), "{}", message("hang"));
    assert_eq!(summary.line_items, 61 * 6);
    no_process_is_left(&mark);
}

/// Workers and what they started end with them.
fn no_process_is_left(mark: &str) {
    for _ in 0..50 {
        let left = processes(mark);
        if left.is_empty() {
            return;
        }
        thread::sleep(Duration::from_millis(100));
    }
    panic!("left behind: {:?}", processes(mark));
}

/// The command lines of processes that carry the mark, and of sleepers that lost their parent to us.
fn processes(mark: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    entries
        .filter_map(|entry| fs::read(entry.ok()?.path().join("cmdline")).ok())
        .map(|line| String::from_utf8_lossy(&line).replace('\0', " "))
        .filter(|line| line.contains(mark) || line.trim() == "sleep 360017")
        .collect()
}

fn a_bad_document_alone_is_told() {
    let workers = Workers {
        program: std::env::current_exe().unwrap(),
        arguments: vec!["worker".into(), "alone".into()],
        silence: Duration::from_secs(2),
        bounds: String::new(),
    };
    let stop = Stop::default();
    let (patience, limits) = (Duration::from_secs(4), Limits::default());
    let alone = Alone { workers: &workers, patience, limits, stop: &stop };
    let bytes = |kind: &str| format!("{kind}\n{}", good(70)).into_bytes();
    for (kind, told) in [
        ("abort", ErrorKind::Crashed),
        ("overflow", ErrorKind::Crashed),
        ("eat", ErrorKind::OutOfMemory),
        ("freeze", ErrorKind::TimedOut),
        ("babble", ErrorKind::Crashed),
    ] {
        for outcome in [
            alone.read(bytes(kind), "甲.txt", "乙/甲.txt").map(drop),
            alone.draw(bytes(kind), 1, 72).map(drop),
        ] {
            assert!(
                matches!(&outcome, Err(AloneError::Failed { kind, .. }) if *kind == told),
                "{kind}: {outcome:?}"
            );
        }
    }
    let read = alone.read(bytes("flood"), "甲.txt", "乙/甲.txt").unwrap();
    assert_eq!(read.rows(Dataset::LineItems).count().unwrap(), 6);
    assert_eq!(read.error(), None);
    let said = alone.draw(bytes("good"), 1, 72).unwrap_err().to_string();
    assert_eq!(said, "a txt file has no pages that could be drawn");
    let small = Alone { limits: Limits { file_bytes: 3, ..limits }, ..alone };
    let said = small.read(bytes("good"), "", "").unwrap_err();
    assert!(matches!(said, AloneError::Failed { kind: ErrorKind::LimitExceeded, .. }), "{said}");
    stop.ask();
    let alone = Alone { limits, ..small };
    assert!(matches!(alone.read(bytes("hang"), "", ""), Err(AloneError::Stopped)));
}
