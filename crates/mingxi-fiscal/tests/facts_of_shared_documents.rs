//! What real disclosures say about themselves, read by a person; and no false alarm about their codes.
//!
//! The documents are not ours to keep: the folder of `MINGXI_SHARED` has them, without it the test skips.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod support;

use mingxi_fiscal::Vocabulary;
use mingxi_model::Reading;
use std::path::{Path, PathBuf};

/// Start of the file's name, then agency, code, region, year, stage, scope, title; a spreadsheet's pages hold no prose.
const FACTS: &str = "\
000.calc|廊坊市广阳区医疗保障局|571001|131003|2023|budget|unit|
000|廊坊市广阳区医疗保障局|571001|131003|2023|budget|unit|廊坊市广阳区医疗保障局本级2023年单位预算信息公开情况说明
001.calc|长治市潞城区医疗保障局|054001|140406|2023|final_accounts||
001|长治市潞城区医疗保障局|054001|140406|2023|final_accounts|department|长治市潞城区医疗保障局2023年度部门决算公开
002|西安市长安区医疗保障局|133|610116|2023|budget|department|西安市长安区医疗保障局（汇总）2023年部门预算公开说明
003|青龙满族自治县医疗保障局|450002|130321|2020|budget|department|青龙满族自治县医疗保障局2020年部门预算信息公开情况说明
004|安阳市社会医疗保险中心|313002|410500|2023|budget|unit|
jsrd_2017b|江苏省人大常委会办公厅||320000|2017|budget|department|江苏省人大常委会办公厅2017年度部门预算
jsswbgt_2018b|中共江苏省委办公厅||320000|2018|budget|department|江苏省2018年度省级部门预算公开报表
putuo_cz_2024f|上海市普陀区财政局||310107|2024|final_accounts|department|上海市普陀区财政局2024年度部门决算
putuo_sww_2025b|上海市普陀区商务委员会||310107|2025|budget|department|上海市普陀区2025年区级部门预算
";

fn read(path: &Path, vocabulary: &Vocabulary) -> Option<Reading> {
    let bytes = std::fs::read(path).unwrap();
    support::read_bytes(&bytes, &path.file_name().unwrap().to_string_lossy(), vocabulary)
}

#[test]
fn documents_say_what_they_are() {
    let Some(shared) = std::env::var_os("MINGXI_SHARED").map(PathBuf::from) else {
        eprintln!("skipped: MINGXI_SHARED is not set, the real disclosures are not at hand");
        return;
    };
    let vocabulary = Vocabulary::builtin().unwrap();
    let mut paths: Vec<PathBuf> = ["seeds", "real/budget", "rendered"]
        .iter()
        .filter_map(|folder| std::fs::read_dir(shared.join(folder)).ok())
        .flatten()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let (mut read_count, mut wrong) = (0, Vec::new());
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Some(want) =
            FACTS.lines().find(|line| name.starts_with(line.split('|').next().unwrap_or_default()))
        else {
            continue;
        };
        // A format that this version cannot read is no question of facts.
        let Some(reading) = read(&path, &vocabulary) else { continue };
        read_count += 1;
        let facts = &reading.facts;
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let got = [
            text(&facts.agency_name),
            text(&facts.agency_code),
            text(&facts.region_code),
            facts.fiscal_year.map(|year| year.to_string()).unwrap_or_default(),
            facts.stage.map(|stage| stage.as_str().to_owned()).unwrap_or_default(),
            facts.scope.map(|scope| scope.as_str().to_owned()).unwrap_or_default(),
            text(&facts.title),
        ]
        .join("|");
        // A workbook holds the forms alone: title and scope stand on the cover, which is not in it.
        let is_workbook = name.ends_with(".xls") || name.ends_with(".xlsx");
        let told = |facts: &str| {
            let fields = facts.split('|').take(if is_workbook { 5 } else { 7 });
            fields.collect::<Vec<_>>().join("|")
        };
        if Some(told(&got)) != want.split_once('|').map(|(_, facts)| told(facts)) {
            wrong.push(format!("{name}: {got}"));
        }
        let alarms = reading
            .diagnostics
            .iter()
            .filter(|d| d.code.starts_with("code_") || d.code == "unit_contradicted");
        wrong.extend(
            alarms.map(|alarm| format!("{name}: {} {:?} {:?}", alarm.message, alarm.table_id, alarm.row)),
        );
    }
    eprintln!("{read_count} documents read");
    assert!(read_count > 0 && wrong.is_empty(), "{wrong:#?}");
}
