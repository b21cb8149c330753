//! `mingxi inspect`, `completions`, `man`, `--version`.

use crate::support::{Place, docx, dump, noise};

#[test]
fn inspect_draws_the_grid_with_its_spans() {
    let place = Place::new();
    place.write("a.docx", docx("青禾县", "300.00"));
    let page = place.run(&["inspect", "a.docx"]).expect(0).stdout();
    for line in [
        "table 1 · expenditure_summary",
        "native · 10 rows x 5 columns, 2 header",
        "│科目编码│科目名称",
        "│本年支出",
        "╪",
        "│ 2101501│行政运行",
        "role",
        "basic",
    ] {
        assert!(page.contains(line), "{line} is missing in:\n{page}");
    }
    let header: Vec<&str> = page.lines().filter(|line| line.contains("本年支出")).collect();
    assert_eq!(header[0].matches('│').count(), 4, "three cells, the last over three columns:\n{page}");
}

#[test]
fn inspect_marks_what_contradicts_itself() {
    let place = Place::new();
    place.write("a.txt", dump("青禾县", "310.00"));
    let page = place.run(&["inspect", "a.txt"]).expect(0).stdout();
    assert!(page.contains("310.00 !"), "{page}");
}

#[test]
fn inspect_takes_one_table() {
    let place = Place::new();
    place.write("a.txt", dump("青禾县", "300.00"));
    let json = place.run(&["inspect", "a.txt", "--table", "1", "--json"]).expect(0).json();
    assert_eq!(json["tables"][0]["table_id"], 1);
    let cells = json["tables"][0]["cells"].as_array().unwrap();
    let places: u64 = cells
        .iter()
        .map(|cell| cell["row_span"].as_u64().unwrap() * cell["col_span"].as_u64().unwrap())
        .sum();
    let size = |name: &str| json["tables"][0][name].as_u64().unwrap();
    assert_eq!(places, size("row_count") * size("column_count"), "the cells tile the grid");
    let ended = place.run(&["inspect", "a.txt", "--table", "9"]).expect(2);
    assert!(ended.stderr().contains("hint: "), "{}", ended.stderr());
}

#[test]
fn inspect_tells_what_was_weighed() {
    let place = Place::new();
    place.write("a.txt", dump("青禾县", "300.00"));
    let page = place.run(&["inspect", "a.txt", "--table", "1", "--why"]).expect(0).stdout();
    for line in ["kind of table: expenditure_summary, ahead by ", "(chosen)", "(runner-up)", "title `"] {
        assert!(page.contains(line), "{line} is missing in:\n{page}");
    }
    let json = place.run(&["inspect", "a.txt", "--table", "1", "--why", "--json"]).expect(0).json();
    let kind = &json["decisions"][0];
    assert_eq!(kind["chosen"]["reading"], "expenditure_summary");
    let weights = kind["chosen"]["evidence"].as_array().unwrap().iter();
    let sum: i64 = weights.map(|seen| seen["weight"].as_i64().unwrap()).sum();
    assert_eq!(kind["chosen"]["weight"].as_i64(), Some(sum));
    place.run(&["inspect", "a.txt", "--why"]).expect(2);
}

#[test]
fn inspect_tells_why_a_file_cannot_be_read() {
    let place = Place::new();
    place.write("noise", noise(5000));
    let ended = place.run(&["inspect", "noise"]).expect(1);
    assert!(ended.stdout().contains("not_a_document"), "{}", ended.stdout());
    place.run(&["inspect", "gone"]).expect(2);
    place.run(&["inspect", "."]).expect(2);
}

#[test]
fn a_document_cannot_command_the_terminal() {
    let place = Place::new();
    place.write("a.txt", dump("青\u{1b}[2J禾县", "300.00"));
    let ended = place.run(&["inspect", "a.txt"]);
    assert!(!ended.stdout().contains('\u{1b}'), "{}", ended.stdout());
}

#[test]
fn shells_and_manuals_are_served() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(place.run(&["completions", shell]).expect(0).stdout().contains("extract"));
    }
    let man = place.run(&["man"]).expect(0).stdout();
    assert!(man.contains(".TH mingxi 1") && man.contains("MINGXI_JOBS"), "{man}");
    let version = place.run(&["--version"]).expect(0).stdout();
    assert_eq!(version, format!("mingxi {}\n", env!("CARGO_PKG_VERSION")));
    for command in ["extract", "inspect", "completions", "man"] {
        assert!(place.run(&[command, "--help"]).expect(0).stdout().contains("xample"), "{command}");
    }
}
