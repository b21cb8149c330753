//! `mingxi audit` and `mingxi explain`: what they print and return.

use crate::support::{Place, clean_and_wrong};

#[test]
fn findings_are_printed_by_document_in_both_languages() {
    let place = clean_and_wrong();
    let english = place.run(&["audit", "out"]).expect(0).stdout();
    assert!(english.contains("wrong.txt") && !english.contains("clean.txt"), "{english}");
    assert!(english.contains("310.00") && english.contains("2 documents, 1 with broken checks"), "{english}");
    let chinese = place.run(&["audit", "out", "--lang", "zh"]).expect(0).stdout();
    assert!(chinese.contains("共 2 份文件，1 份有不符") && chinese.contains("云溪县"), "{chinese}");
}

#[test]
fn exit_codes_can_be_trusted() {
    let place = clean_and_wrong();
    place.run(&["audit", "out", "--fail-on", "conflict"]).expect(1);
    place.run(&["audit", "out", "--fail-on", "unread"]).expect(0);
    place.run(&["audit", "out/latest", "--fail-on", "unread,conflict"]).expect(1);
    let nothing = place.run(&["audit", "in", "--fail-on", "conflict"]).expect(2);
    assert!(nothing.stderr().contains("no publication"), "{}", nothing.stderr());
    assert_eq!(nothing.stdout(), "");
    place.write("in/broken.docx", b"PK\x03\x04 and then nothing");
    place.run(&["extract", "in/broken.docx", "in/clean.txt", "-o", "two"]).expect(1);
    place.run(&["audit", "two", "--fail-on", "conflict"]).expect(0);
    place.run(&["audit", "two", "--fail-on", "unread"]).expect(1);
}

#[test]
fn json_and_csv_name_every_cell() {
    let place = clean_and_wrong();
    let json = place.run(&["audit", "out", "--format", "json"]).expect(0).json();
    let documents = json["documents"].as_array().unwrap();
    assert_eq!(documents.len(), 2);
    let wrong = documents.iter().find(|d| d["checks"]["broken"] != 0).unwrap();
    assert_eq!(wrong["agency_name"].as_str().map(|name| name.contains("云溪县")), Some(true));
    let finding = &wrong["findings"][0];
    let cells = finding["cells"].as_array().unwrap();
    let stated = cells.iter().find(|cell| cell["coefficient"] == -1).unwrap();
    assert_eq!(stated["value_text"], "310.00");
    assert!(
        stated["row_name"].is_string() && stated["column"].is_string() && stated["table_title"].is_string()
    );
    let csv = place.run(&["audit", "out", "--format", "csv"]).expect(0).stdout();
    let all: usize =
        wrong["findings"].as_array().unwrap().iter().map(|f| f["cells"].as_array().unwrap().len()).sum();
    assert_eq!(csv.lines().count(), 1 + all, "{csv}");
    assert!(csv.starts_with("source_path,document_id,"), "{csv}");
}

#[test]
fn rules_are_explained() {
    let place = Place::new();
    let list = place.run(&["explain"]).expect(0).stdout();
    assert!(list.lines().count() > 15 && list.contains("row_sum"), "{list}");
    let one = place.run(&["explain", "row_sum"]).expect(0).stdout();
    assert!(one.starts_with("# Row sum") && one.contains("**States:**"), "{one}");
    place.run(&["explain", "no_such_rule"]).expect(2);
}
