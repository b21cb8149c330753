//! Forms of more than two panels: three parallel expenditure lists, and four code | name | amount panels.

use crate::book::{Book, Line, write_line};
use crate::catalogue::{ECONOMIC, FUNCTION_CLASSES};
use crate::ledger::{Entry, Fund};
use crate::sheet::{Label, Sheet};

/// 收支总表 or 财政拨款收支总表 with expenditure by function, by department-economic and by government-economic
/// class side by side.
pub fn three_lists(book: &Book, appropriation_only: bool) -> Sheet {
    let (kind, head): (_, &str) = match appropriation_only {
        true => ("fiscal_appropriation_summary", "财政拨款"),
        false => ("revenue_expenditure_summary", "部门预算"),
    };
    let mut sheet = Sheet::new(
        kind,
        book.number,
        &[
            "收入|<|支出|<|<|<|<|<",
            "项目|预算数|支出功能分类科目(按大类)|预算数|部门预算支出经济分类科目(按大类)|预算数|政府预算支出经济分类科目(按大类)|预算数",
        ],
    );
    let within = |e: &Entry| !appropriation_only || e.is_appropriation();
    let sum = |c: &dyn Fn(&Entry) -> bool| book.ledger.sum(|e| within(e) && c(e));
    let total = sum(&|_| true);
    let carried = sum(&|e| e.fund == Fund::CarryOver);
    let of = |fund: Fund| sum(&|e: &Entry| e.fund == fund);
    let revenue = if appropriation_only {
        vec![
            Line::new("一、", head, &[total - carried]),
            Line::new("1、", "一般公共预算拨款", &[of(Fund::General)]),
            Line::new("2、", "政府性基金拨款", &[of(Fund::GovernmentFund)]),
            Line::new("3、", "国有资本经营预算收入", &[0]),
        ]
    } else {
        vec![
            Line::new("一、", head, &[total - carried]),
            Line::new("1、", "财政拨款", &[of(Fund::General) + of(Fund::GovernmentFund)]),
            Line::new("(1)", "一般公共预算拨款", &[of(Fund::General)]),
            Line::new("(2)", "政府性基金拨款", &[of(Fund::GovernmentFund)]),
            Line::new("(3)", "国有资本经营预算收入", &[0]),
            Line::new("2、", "上级补助收入", &[0]),
            Line::new("3、", "事业收入", &[of(Fund::Business) + of(Fund::SpecialAccount)]),
            Line {
                printed: "其中：纳入财政专户管理的收费".to_owned(),
                name: "纳入财政专户管理的收费".to_owned(),
                amounts: vec![of(Fund::SpecialAccount)],
            },
            Line::new("4、", "事业单位经营收入", &[0]),
            Line::new("5、", "附属单位上缴收入", &[0]),
            Line::new("6、", "其他收入", &[of(Fund::Other)]),
        ]
    };
    let mut functional = vec![Line::new("一、", head, &[total])];
    functional.extend(FUNCTION_CLASSES.iter().enumerate().map(|(i, (code, name))| {
        Line::new(&format!("{}、", i + 1), name, &[sum(&|e| e.functional.starts_with(code))])
    }));
    let basic = |code: &str| sum(&|e: &Entry| e.is_basic() && e.economic.starts_with(code));
    let project = |code: &str| sum(&|e: &Entry| !e.is_basic() && e.economic.starts_with(code));
    let economic = vec![
        Line::new("一、", head, &[total]),
        Line::new("1、", "人员经费和公用经费支出", &[basic("")]),
        Line::new("(1)", "工资福利支出", &[basic("301")]),
        Line::new("(2)", "商品和服务支出", &[basic("302")]),
        Line::new("(3)", "对个人和家庭的补助", &[basic("303")]),
        Line::new("(4)", "资本性支出", &[basic("310")]),
        Line::new("2、", "专项业务经费支出", &[project("")]),
        Line::new("(1)", "工资福利支出", &[project("301")]),
        Line::new("(2)", "商品和服务支出", &[project("302")]),
        Line::new("(3)", "对个人和家庭补助", &[project("303")]),
        Line::new("(4)", "债务利息及费用支出", &[0]),
        Line::new("(5)", "资本性支出(基本建设)", &[0]),
        Line::new("(6)", "资本性支出", &[project("310")]),
        Line::new("(7)", "对企业补助(基本建设)", &[0]),
        Line::new("(8)", "对企业补助", &[0]),
        Line::new("(9)", "对社会保障基金补助", &[project("313")]),
        Line::new("(10)", "其他支出", &[0]),
        Line::new("3、", "上缴上级支出", &[0]),
        Line::new("4、", "事业单位经营支出", &[0]),
        Line::new("5、", "对附属单位补助支出", &[0]),
    ];
    let government = |code: &str| sum(&|e: &Entry| e.government.starts_with(code));
    let mut by_government = vec![Line::new("一、", head, &[total])];
    let names = [
        ("501", "机关工资福利支出"),
        ("502", "机关商品和服务支出"),
        ("503", "机关资本性支出（一）"),
        ("504", "机关资本性支出（二）"),
        ("505", "对事业单位经常性补助"),
        ("506", "对事业单位资本性补助"),
        ("507", "对企业补助"),
        ("508", "对企业资本性支出"),
        ("509", "对个人和家庭的补助"),
        ("510", "对社会保障基金补助"),
        ("599", "其他支出"),
    ];
    by_government.extend(
        names
            .iter()
            .enumerate()
            .map(|(i, (code, name))| Line::new(&format!("{}、", i + 1), name, &[government(code)])),
    );
    let tail = |revenue: Line, word: &str, amount: i64| {
        vec![
            revenue,
            Line::new("", word, &[amount]),
            Line::new("", word, &[amount]),
            Line::new("", word, &[amount]),
        ]
    };
    let mut rows: Vec<Vec<Line>> = (0..functional.len().max(economic.len()))
        .map(|i| {
            [&revenue, &functional, &economic, &by_government]
                .iter()
                .map(|list| list.get(i).cloned().unwrap_or_default())
                .collect()
        })
        .collect();
    rows.push(tail(Line::new("", "本年收入合计", &[total - carried]), "本年支出合计", total));
    rows.push(tail(Line::new("", "上年结转", &[carried]), "结转下年", 0));
    rows.push(tail(Line::new("", "收入总计", &[total]), "支出总计", total));
    for row in rows {
        sheet.row();
        for (panel, line) in row.iter().enumerate() {
            write_line(&mut sheet, panel * 2, 0, line);
        }
    }
    sheet
}

/// 基本支出决算明细表 (公开06表): four panels of code, name and amount, personnel left of running costs.
pub fn basic_panels(book: &Book) -> Sheet {
    let mut sheet = Sheet::new(
        "general_budget_basic_expenditure_economic",
        book.number,
        &[
            "人员经费|<|<|公用经费|<|<|<|<|<|<|<|<",
            "科目代码|科目名称|决算数|科目代码|科目名称|决算数|科目代码|科目名称|决算数|科目代码|科目名称|决算数",
        ],
    );
    let basic =
        |code: &str| book.ledger.sum(|e| e.is_basic() && e.is_general() && e.economic.starts_with(code));
    let listed = |classes: &[&str]| -> Vec<(&str, &str)> {
        let wanted = |code: &str| classes.iter().any(|class| code.starts_with(class));
        ECONOMIC.iter().copied().filter(|(code, _)| wanted(code)).collect()
    };
    let people = [listed(&["301"]), listed(&["303"])].concat();
    let running = listed(&["302", "310"]);
    let height = people.len().max(running.len().div_ceil(3));
    let mut panels: Vec<Vec<(&str, &str)>> = vec![people];
    panels.extend(running.chunks(height).map(<[_]>::to_vec));
    panels.resize_with(4, Vec::new);
    for i in 0..height {
        sheet.row();
        for (p, panel) in panels.iter().enumerate() {
            if let Some((code, name)) = panel.get(i) {
                sheet.text(p * 3, code).text(p * 3 + 1, name);
                sheet.money(p * 3 + 2, basic(code), &Label::coded(code, name));
            }
        }
    }
    let personnel = book.ledger.sum(|e| e.is_general() && e.is_personnel());
    let costs = book.ledger.sum(|e| e.is_general() && e.is_running());
    sheet.row().span(0, 1, 2, "人员经费合计").money(2, personnel, &Label::name("人员经费合计"));
    sheet.span(3, 1, 8, "公用经费合计").money(11, costs, &Label::name("公用经费合计"));
    sheet
}
