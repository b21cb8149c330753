//! Vocabulary files: merged, refused, grown from the headers that a dataset does not know.

use crate::support::{Place, rows};

const DUMP: &str = "青禾县水利局2024年部门预算公开\n\n部门支出总表\n部门名称：青禾县水利局\n单位：万元\n\
    科目编码\t科目名称\t合计\t基本支出\t项目支出\t以工代赈\n\
    \t合计\t9.00\t4.00\t5.00\t2.00\n\
    213\t农林水支出\t9.00\t4.00\t5.00\t2.00\n";

const WORDS: &str = "[[code]]\ncode = \"work_relief\"\nmeaning = \"以工代赈\"\n\
    [[measure]]\ncode = \"work_relief\"\nmatch = ['以工代赈']\n";

#[test]
fn an_unknown_header_is_told_and_an_extra_file_names_it() {
    let place = Place::new();
    place.write("a.txt", DUMP);
    place.write("b.txt", DUMP.replace("9.00", "8.00"));
    place.run(&["extract", "a.txt", "b.txt", "-o", "out"]);
    let codes = |out: &str| -> Vec<String> {
        let rows = rows(&place.path(out), "line_items");
        rows.iter()
            .filter(|row| row["measure"] == "以工代赈")
            .map(|row| row["measure_code"].clone())
            .collect()
    };
    assert_eq!(codes("out"), ["", "", "", ""]);
    let remarks = rows(&place.path("out"), "diagnostics");
    let told: Vec<_> = remarks.iter().filter(|row| row["code"] == "unknown_header").collect();
    assert_eq!(told.len(), 2, "once a column and document");
    assert!(told[0]["message"].contains("`以工代赈`"), "{:?}", told[0]);
    assert_eq!((&*told[0]["table_id"], &*told[0]["col"]), ("1", "5"));

    let text = place.run(&["vocab", "gaps", "out"]).expect(0);
    let line = text.stdout().lines().find(|line| line.contains("以工代赈")).unwrap().to_owned();
    let words: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(words, ["2", "4", "以工代赈", "expenditure_summary", "a.txt", "table", "1"]);
    let json = place.run(&["vocab", "gaps", "out/latest", "--json"]).expect(0).json();
    assert_eq!(json["unknown_headers"][0]["line_items"], 4);

    place.write("words.toml", WORDS);
    place.run(&["extract", "a.txt", "-o", "named", "--vocab", "words.toml"]);
    assert_eq!(codes("named"), ["work_relief", "work_relief"]);
    let remarks = rows(&place.path("named"), "diagnostics");
    assert!(
        remarks.iter().any(|row| row["code"] == "extra_vocabulary" && row["message"].contains("words.toml"))
    );
    let text = place.run(&["vocab", "gaps", "named"]).expect(0);
    assert!(text.stdout().contains("knows every header"), "{}", text.stdout());
    let shown = place.run(&["inspect", "a.txt", "--vocab", "words.toml"]);
    assert!(shown.stdout().contains("work"), "{}", shown.stdout());
}

#[test]
fn a_file_with_a_mistake_is_refused_before_any_work() {
    let place = Place::new();
    place.write("a.txt", DUMP);
    place.write("pattern.toml", "[[measure]]\ncode = \"basic\"\nmatch = ['(']\n");
    place.write("section.toml", "[[measures]]\n");
    place.write("bytes.toml", [0xff, 0xfe, 0x00]);
    place.write("huge.toml", vec![b'#'; (1 << 20) + 1]);
    for (file, expected) in [
        ("pattern.toml", "pattern.toml line 3: `(` is no regular expression"),
        ("section.toml", "section.toml line 1: unknown field `measures`"),
        ("bytes.toml", "no UTF-8"),
        ("huge.toml", "more than a megabyte"),
        ("gone.toml", "gone.toml cannot be read"),
    ] {
        for arguments in [
            &["extract", "a.txt", "-o", "out", "--vocab", file][..],
            &["inspect", "a.txt", "--vocab", file],
            &["vocab", "check", file],
        ] {
            let ended = place.run(arguments).expect(2);
            assert!(ended.stderr().contains(expected), "{arguments:?}: {}", ended.stderr());
            assert_eq!(ended.stdout(), "");
        }
    }
    assert!(!place.path("out").exists());
    place.run(&["vocab", "gaps", "out"]).expect(2);
}
