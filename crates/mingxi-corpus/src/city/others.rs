//! 政府购买服务 and 会议费、培训费: small forms of their own.

use super::label::meaning;
use crate::book::Book;
use crate::ledger::Entry;
use crate::sheet::{Label, Says, Sheet};
use crate::truth::Meaning;

const AMOUNT: Says = Says { fund: "*", measure_code: "amount" };

/// What is bought as a service, by the guiding list (指导性目录).
const SERVICES: &[(&str, &str)] =
    &[("30213", "设施维护服务"), ("30226", "劳务辅助服务"), ("30227", "技术咨询服务")];

fn label(name: &str, role: &str) -> Label {
    let meaning = Meaning { role: role.to_owned(), level: "*".to_owned(), ..meaning() };
    Label { meaning: Some(meaning), ..Label::name(name) }
}

/// 政府购买服务: projects with the services bought for them.
pub fn service_purchase(book: &Book) -> Sheet {
    let mut sheet = Sheet::new("service_purchase", book.number, &["购买服务项目名称|指导性目录|金额"]);
    let is_service = |e: &Entry| SERVICES.iter().any(|(code, _)| *code == e.economic) && !e.is_basic();
    sheet.row().span(0, 1, 2, "合计");
    sheet.amount(2, book.ledger.sum(is_service), &label("合计", "total"), AMOUNT);
    for (p, project) in book.ledger.projects.iter().enumerate() {
        for (code, service) in SERVICES {
            let sum = book.ledger.sum(|e| e.project == Some(p) && e.economic == *code);
            if sum != 0 {
                sheet.row().text(0, &project.name).text(1, service);
                // Which of the two texts names the row is left open: the project or the service.
                sheet.amount(2, sum, &label("*", "leaf"), AMOUNT);
            }
        }
    }
    sheet
}

/// 会议费, 培训费: a row a unit.
pub fn meetings(book: &Book) -> Sheet {
    let sheet = Sheet::new("meetings_training", book.number, &["单位编码|单位名称|合计|会议费|培训费"]);
    let columns: [Classes; 3] =
        [(&["30215", "30216"], "*"), (&["30215"], "meetings"), (&["30216"], "training")];
    by_unit(book, sheet, &columns)
}

/// “三公”经费合计 and its parts beside 会议费, 培训费, which are no parts of it: a row a unit.
pub fn beside(book: &Book) -> Sheet {
    let lead = "单位编码|单位名称|“三公”经费合计|因公出国（境）费|公务接待费";
    let header = format!("{lead}|公务用车购置费|公务用车运行维护费|会议费|培训费");
    let columns: [Classes; 7] = [
        (&["30212", "30217", "31013", "30231"], "three_public_total"),
        (&["30212"], "overseas"),
        (&["30217"], "reception"),
        (&["31013"], "vehicles_purchase"),
        (&["30231"], "vehicles_operation"),
        (&["30215"], "meetings"),
        (&["30216"], "training"),
    ];
    by_unit(book, Sheet::new("three_public", book.number, &[&header]), &columns)
}

/// The economic classes that a column sums, and its stable name.
type Classes = (&'static [&'static str], &'static str);

/// A total row and a row a unit; each column sums some economic classes.
fn by_unit(book: &Book, mut sheet: Sheet, columns: &[Classes]) -> Sheet {
    let of = |codes: &[&str], unit: Option<usize>| {
        let is_own = |e: &Entry| unit.is_none_or(|u| u == e.unit);
        book.ledger.sum(|e| e.is_general() && codes.contains(&e.economic) && is_own(e))
    };
    let write = |sheet: &mut Sheet, label: &Label, unit: Option<usize>| {
        for (i, (codes, measure_code)) in columns.iter().enumerate() {
            sheet.amount(2 + i, of(codes, unit), label, Says { fund: "*", measure_code });
        }
    };
    let open = |label: Label| {
        let meaning = label.meaning.map(|m| Meaning { unit_code: "*".to_owned(), ..m });
        Label { meaning, ..label }
    };
    write(sheet.row().text(1, "合计"), &open(label("合计", "total")), None);
    for (u, unit) in book.ledger.units.iter().enumerate() {
        let label = Label { code: unit.code.clone(), ..label(&unit.name, "leaf") };
        write(sheet.row().text(0, &unit.code).text(1, &unit.name), &open(label), Some(u));
    }
    sheet
}
