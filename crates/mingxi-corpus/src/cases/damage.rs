//! Sources that are damaged or contradict themselves, with what is expected of an honest reader.

use super::small::{AGENCY, STYLE, add, coded, expenditure, opening, summary};
use super::{Case, damage_once};
use crate::sheet::Sheet;
use crate::write::rows;

/// The cases.
pub fn cases() -> Vec<Case> {
    vec![proved_shift(), ambiguous_shift(), conflict()]
}

const WIDE: [&str; 2] =
    ["支出功能分类科目|<|合计|基本支出|项目支出|上缴上级支出|经营支出", "科目编码|科目名称|^|^|^|^|^"];

/// Expenditure with two columns that are empty everywhere, so that a shifted row has somewhere to go.
fn wide(rows: &[(&str, &str, &[&str])]) -> Sheet {
    let mut sheet = Sheet::new("expenditure_summary", STYLE, &WIDE);
    coded(&mut sheet, rows);
    sheet
}

fn proved_shift() -> Case {
    let mut draft = opening(2022);
    add(&mut draft, "部门收支总表", summary());
    add(&mut draft, "部门支出总表", wide(super::small::EXPENDITURE));
    add(&mut draft, "一般公共预算支出表", expenditure("general_budget_expenditure"));
    let text = rows::write(&draft.blocks);
    // 40.00 = 40.00 project money: one field too far right; the total row and 21303 prove the place.
    let text = damage_once(
        &text,
        "2130305\t水利工程建设\t40.00\t\t40.00\t\t\n",
        "2130305\t水利工程建设\t\t40.00\t\t40.00\t\n",
    );
    // 8.00 basic money: the same.
    let text =
        damage_once(&text, "221\t住房保障支出\t8.00\t8.00\t\t\t\n", "221\t住房保障支出\t\t8.00\t8.00\t\t\n");
    // The total row lost its empty first field: everything stands one field too far left.
    let text = damage_once(&text, "\t合计\t150.00\t90.00\t60.00\n", "合计\t150.00\t90.00\t60.00\t\n");
    let expect = "status = [\"ok\"]\n\n\
        # The shifted rows (as the true grid counts them) must be put back and marked.\n\
        [[repaired]]\ntable = 2\nrow = 9\n\n[[repaired]]\ntable = 2\nrow = 11\n\n[[repaired]]\ntable = 3\nrow = 2\n";
    Case {
        name: "shift-proved",
        purpose: "rows of a tab dump stand one field too far right or left; identities prove where they belong",
        source: ("source.txt", text.into_bytes()),
        truth: Some(draft.truth),
        expect: expect.to_owned(),
    }
}

fn ambiguous_shift() -> Case {
    let mut draft = opening(2022);
    let rows_: &[(&str, &str, &[&str])] = &[
        ("", "合计", &["46.00", "33.00", "13.00", "", ""]),
        ("213", "农林水支出", &["46.00", "33.00", "13.00", "", ""]),
        ("21303", "水利", &["46.00", "33.00", "13.00", "", ""]),
        ("2130301", "行政运行", &["30.00", "30.00", "", "", ""]),
        ("2130302", "一般行政管理事务", &["3.00", "3.00", "", "", ""]),
        ("2130306", "水利工程运行与维护", &["3.00", "", "3.00", "", ""]),
        ("2130314", "防汛", &["10.00", "", "10.00", "", ""]),
    ];
    add(&mut draft, "部门支出总表", wide(rows_));
    let text = rows::write(&draft.blocks);
    // Both 3.00 stand under 经营支出, which has no total: one belongs to 基本支出, the other to 项目支出, and
    // nothing says which.
    let text = damage_once(
        &text,
        "2130302\t一般行政管理事务\t3.00\t3.00\t\t\t\n",
        "2130302\t一般行政管理事务\t3.00\t\t\t\t3.00\n",
    );
    let text = damage_once(
        &text,
        "2130306\t水利工程运行与维护\t3.00\t\t3.00\t\t\n",
        "2130306\t水利工程运行与维护\t3.00\t\t\t\t3.00\n",
    );
    let expect = "status = [\"ok\"]\n\n\
        # Two placements satisfy everything that is known: the cells stay where they are and are flagged.\n\
        [[flagged]]\ntable = 1\nrow = 6\ncol = 3\nfound_col = 6\n\n\
        [[flagged]]\ntable = 1\nrow = 7\ncol = 4\nfound_col = 6\n";
    Case {
        name: "shift-ambiguous",
        purpose: "two displaced cells could each stand in two columns; they must be flagged, not guessed",
        source: ("source.txt", text.into_bytes()),
        truth: Some(draft.truth),
        expect: expect.to_owned(),
    }
}

fn conflict() -> Case {
    let mut draft = opening(2022);
    draft.paragraph(format!("2022年{AGENCY}支出合计152.00万元，其中基本支出90.00万元，项目支出62.00万元。"));
    // The source prints 21.00 where its own sums say 20.00: the printed value stays and is reported.
    let planted: Vec<(&str, &str, Vec<&str>)> = super::small::EXPENDITURE
        .iter()
        .map(|(code, name, values)| {
            let values = if *code == "2130314" { vec!["21.00", "", "21.00"] } else { values.to_vec() };
            (*code, *name, values)
        })
        .collect();
    let borrowed: Vec<(&str, &str, &[&str])> = planted.iter().map(|(c, n, v)| (*c, *n, &v[..])).collect();
    let header = ["支出功能分类科目|<|合计|基本支出|项目支出", "科目编码|科目名称|^|^|^"];
    let mut sheet = Sheet::new("expenditure_summary", STYLE, &header);
    coded(&mut sheet, &borrowed);
    add(&mut draft, "部门支出总表", sheet);
    add(&mut draft, "一般公共预算支出表", expenditure("general_budget_expenditure"));
    let expect = "status = [\"ok\"]\n\n\
        # 21303 (60.00 project) is not 40.00 + 21.00; the printed number stays.\n\
        [[conflict]]\ntable = 1\nrow = 10\ncol = 4\n";
    Case {
        name: "source-conflict",
        purpose: "the source contradicts itself: parts against total, prose against table; nothing is corrected",
        source: ("source.txt", rows::write(&draft.blocks).into_bytes()),
        truth: Some(draft.truth),
        expect: expect.to_owned(),
    }
}
