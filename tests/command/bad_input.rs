//! Whatever is thrown at it: a row with a reason, or exit 2 with a hint; never a crash, never a lost document.

use crate::support::{Place, docx, dump, endings, noise, published, rows, word_file};
use std::fs;

#[test]
fn damaged_files_get_their_rows_and_the_others_finish() {
    let place = Place::new();
    let whole = docx("青禾县", "300.00");
    place.write("in/whole.docx", &whole);
    place.write("in/whole.txt", dump("云溪县", "300.00"));
    place.write("in/empty.docx", "");
    place.write("in/noise.docx", noise(20_000));
    place.write("in/cut.docx", &whole[..whole.len() / 2]);
    place.write("in/blank.txt", " \n\t\r\n");
    let ended = place.run(&["extract", "in", "-o", "out", "--json"]).expect(1);
    assert_eq!(ended.stderr(), "");
    let endings = endings(&place.path("out"));
    let of = |name: &str| endings.iter().find(|(file, _)| file == name).unwrap().1.clone();
    assert_eq!(endings.len(), 6);
    assert_eq!(of("whole.docx"), "ok");
    assert_eq!(of("whole.txt"), "ok");
    assert_eq!(of("empty.docx"), "failed empty");
    assert_eq!(of("blank.txt"), "failed empty");
    assert_eq!(of("noise.docx"), "failed not_a_document");
    assert!(["failed truncated", "failed corrupt", "partial truncated"].contains(&&*of("cut.docx")));
    for row in rows(&place.path("out"), "documents") {
        let has_reason = row["error_message"].chars().count() > 10;
        assert_eq!(has_reason, row["status"] != "ok", "{row:?}");
    }
}

#[test]
fn a_flipped_bit_never_crashes_and_never_loses_the_document() {
    let place = Place::new();
    let whole = docx("青禾县", "300.00");
    let count = 200;
    for index in 0..count {
        let mut bytes = whole.clone();
        let position = index * (bytes.len() - 1) / (count - 1);
        bytes[position] ^= 1 << (index % 8);
        place.write(&format!("in/{index:03}.docx"), bytes);
    }
    let ended = place.run(&["extract", "in", "-o", "out", "--json"]);
    assert!([0, 1].contains(&ended.code()), "{}", ended.stderr());
    let documents = rows(&place.path("out"), "documents");
    assert_eq!(documents.len(), count);
    for row in &documents {
        assert!(!["crashed", "timed_out", "internal"].contains(&&*row["error_kind"]), "{row:?}");
        assert_eq!(row["error_kind"].is_empty(), row["status"] == "ok", "{row:?}");
    }
}

#[test]
fn a_missing_input_is_a_row_beside_others_and_exit_2_alone() {
    let place = Place::new();
    place.write("a.txt", dump("青禾县", "300.00"));
    let ended = place.run(&["extract", "a.txt", "gone.docx", "no/*.docx", "-o", "out"]).expect(1);
    assert!(ended.stdout().contains("gone.docx"), "{}", ended.stdout());
    assert_eq!(
        endings(&place.path("out")),
        [
            ("*.docx".to_owned(), "failed unreadable".to_owned()),
            ("a.txt".to_owned(), "ok".to_owned()),
            ("gone.docx".to_owned(), "failed unreadable".to_owned()),
        ]
    );
    let before = published(&place.path("out"));
    let ended = place.run(&["extract", "gone.docx", "-o", "out"]).expect(2);
    assert!(ended.stderr().contains("hint: "), "{}", ended.stderr());
    assert_eq!(ended.stdout(), "");
    assert!(before == published(&place.path("out")), "a run that could not run changed what was published");
    fs::create_dir(place.path("hollow")).unwrap();
    place.run(&["extract", "hollow", "-o", "new"]).expect(2);
    assert!(!place.path("new").exists(), "a run that could not run left a folder");
}

#[test]
fn an_output_path_that_is_a_file_is_left_alone() {
    let place = Place::new();
    place.write("a.txt", dump("青禾县", "300.00"));
    place.write("out", "precious");
    for out in ["out", "out/below"] {
        let ended = place.run(&["extract", "a.txt", "-o", out]).expect(2);
        assert!(ended.stderr().starts_with("error: "), "{}", ended.stderr());
        assert!(ended.stderr().contains("hint: "), "{}", ended.stderr());
    }
    assert_eq!(fs::read_to_string(place.path("out")).unwrap(), "precious");
}

#[test]
fn wrong_arguments_exit_2() {
    let place = Place::new();
    for arguments in [
        &["extract", "-o", "out"][..],
        &["extract", "a.txt"],
        &["extract", "a.txt", "-o", "out", "--jobs", "0"],
        &["frobnicate"],
        &[],
    ] {
        let ended = place.run(arguments).expect(2);
        assert!(ended.stderr().contains("--help"), "{arguments:?}: {}", ended.stderr());
    }
    place.run_with(&["man"], &[("RUST_LOG", "mingxi=loud=er")]).expect(2);
}

#[test]
fn hostile_markup_is_a_row() {
    let place = Place::new();
    let body = |text: &str| {
        format!(
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{text}\
             </w:body></w:document>"
        )
    };
    let deep = "<w:sdt>".repeat(100_000) + &"</w:sdt>".repeat(100_000);
    let lol = (1..10).fold("<!ENTITY l0 \"lol\">".to_owned(), |all, level| {
        all + &format!("<!ENTITY l{level} \"{}\">", format!("&l{};", level - 1).repeat(10))
    });
    let laughs = format!("<!DOCTYPE w:document [{lol}]>") + &body("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>");
    place.write("in/deep.docx", word_file(&body(&deep)));
    place.write("in/laughs.docx", word_file(&laughs));
    place.write("in/whole.docx", docx("青禾县", "300.00"));
    place.run(&["extract", "in", "-o", "out"]).expect(1);
    let endings = endings(&place.path("out"));
    assert_eq!(endings[0], ("deep.docx".to_owned(), "failed limit_exceeded".to_owned()));
    assert!(endings[1].1.starts_with("failed ") || endings[1].1.starts_with("partial "), "{endings:?}");
    assert!(!endings[1].1.ends_with("crashed"), "{endings:?}");
    assert_eq!(endings[2].1, "ok");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_stdout_is_told() {
    let place = Place::new();
    place.write("a.txt", dump("青禾县", "300.00"));
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = place.command(&["inspect", "a.txt"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("hint: "));
}

#[cfg(unix)]
#[test]
fn an_unreadable_folder_is_a_row() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.write("in/a.txt", dump("青禾县", "300.00"));
    place.write("in/closed/b.txt", dump("云溪县", "300.00"));
    let closed = place.path("in/closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let is_root = fs::read_dir(&closed).is_ok();
    let ended = place.run(&["extract", "in", "-o", "out"]);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    if is_root {
        eprintln!("skipped: this user may read every folder");
        return;
    }
    ended.expect(1);
    let expected = [("a.txt", "ok"), ("closed", "failed unreadable")];
    assert_eq!(endings(&place.path("out")), expected.map(|(name, end)| (name.to_owned(), end.to_owned())));
}

#[cfg(unix)]
#[test]
fn devices_and_links_to_nowhere_are_rows() {
    let place = Place::new();
    place.write("in/a.txt", dump("青禾县", "300.00"));
    std::os::unix::fs::symlink("/dev/zero", place.path("in/endless.txt")).unwrap();
    std::os::unix::fs::symlink("nowhere", place.path("in/lost.txt")).unwrap();
    std::os::unix::fs::symlink("..", place.path("in/loop")).unwrap();
    place.run(&["extract", "in", "-o", "out"]).expect(1);
    let expected = [("a.txt", "ok"), ("endless.txt", "failed unreadable"), ("lost.txt", "failed unreadable")];
    assert_eq!(endings(&place.path("out")), expected.map(|(name, end)| (name.to_owned(), end.to_owned())));
}
