//! 收支总表 whose panels of expenditure have short heads: 支出功能分类, 部门预算支出经济分类, 政府预算支出经济分类.

use super::label::meaning;
use crate::book::Book;
use crate::catalogue::{ECONOMIC, FUNCTIONAL, name_of};
use crate::ledger::{Entry, Fund};
use crate::sheet::{Label, Says, Sheet};
use crate::truth::Meaning;

const GOVERNMENT_CLASSES: &[(&str, &str)] = &[
    ("501", "机关工资福利支出"),
    ("502", "机关商品和服务支出"),
    ("503", "机关资本性支出（一）"),
    ("505", "对事业单位经常性补助"),
    ("506", "对事业单位资本性补助"),
    ("509", "对个人和家庭的补助"),
    ("510", "对社会保障基金补助"),
];

/// Name, fund and amount of a row of one panel.
type Row = (String, &'static str, i64);

/// The form.
pub fn print(book: &Book) -> Sheet {
    let mut sheet = Sheet::new(
        "revenue_expenditure_summary",
        book.number,
        &[
            "收入|<|支出|<|<|<|<|<",
            "项目|预算数|支出功能分类|预算数|部门预算支出经济分类|预算数|政府预算支出经济分类|预算数",
        ],
    );
    let ledger = &book.ledger;
    let sources = [
        ("一般公共预算拨款收入", "general_public_budget", Fund::General),
        ("政府性基金预算拨款收入", "government_fund", Fund::GovernmentFund),
        ("财政专户管理资金收入", "special_account", Fund::SpecialAccount),
        ("事业收入", "business", Fund::Business),
        ("其他收入", "other", Fund::Other),
        ("上年结转", "carry_over", Fund::CarryOver),
    ];
    let revenue = sources.map(|(name, fund, of)| (name.to_owned(), fund, ledger.sum(|e| e.fund == of)));
    let by = |of: fn(&Entry) -> &'static str, names: &'static [(&'static str, &'static str)]| {
        let row = |code: &'static str| -> Row {
            (name_of(names, code).to_owned(), "", ledger.sum(|e| of(e).starts_with(code)))
        };
        ledger.codes(of, &[3], |_| true).into_iter().map(row).collect::<Vec<Row>>()
    };
    // The same money once more by another classification is a memo: all panels of expenditure have one measure, and
    // a sum over its leaves counts nothing twice.
    let panels: [(&str, &str, Vec<Row>); 4] = [
        ("revenue", "leaf", revenue.to_vec()),
        ("expenditure", "leaf", by(|e| e.functional, FUNCTIONAL)),
        ("expenditure", "memo", by(|e| e.economic, ECONOMIC)),
        ("expenditure", "memo", by(|e| e.government, GOVERNMENT_CLASSES)),
    ];
    let height = panels.iter().map(|(_, _, rows)| rows.len()).max().unwrap_or(0);
    for r in 0..height {
        sheet.row();
        for (p, (flow, role, rows)) in panels.iter().enumerate() {
            if let Some((name, fund, amount)) = rows.get(r) {
                sheet.text(2 * p, name);
                sheet.amount(2 * p + 1, *amount, &label(name, flow, role), says(fund));
            }
        }
    }
    sheet.row();
    for (p, (flow, _, rows)) in panels.iter().enumerate() {
        let name = if *flow == "revenue" { "收入总计" } else { "支出总计" };
        sheet.text(2 * p, name);
        let sum = rows.iter().map(|(_, _, amount)| amount).sum();
        sheet.amount(2 * p + 1, sum, &label(name, flow, "total"), says(""));
    }
    sheet
}

fn says(fund: &'static str) -> Says {
    Says { fund, measure_code: "amount" }
}

fn label(name: &str, flow: &str, role: &str) -> Label {
    let meaning =
        Meaning { role: role.to_owned(), flow: flow.to_owned(), level: "*".to_owned(), ..meaning() };
    Label { meaning: Some(meaning), ..Label::name(name) }
}
