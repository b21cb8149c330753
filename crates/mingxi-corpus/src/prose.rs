//! Running text of a disclosure, in this project's own words, with the figures of its tables.

use crate::book::Book;
use crate::document::{Block, Stage};
use crate::ledger::{Entry, Fund};
use crate::text::{NumberStyle, money};

fn heading(text: impl Into<String>) -> Block {
    Block::Heading(text.into())
}

fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph(text.into())
}

/// Prose always prints 万元 with two decimals where that is exact, otherwise the document's unit.
fn said(book: &Book, fen: i64) -> String {
    let style = NumberStyle { zeros: true, ..book.number };
    format!("{}{}", money(fen, style), style.unit.as_str())
}

/// Duties of the agency.
pub fn duties(book: &Book) -> Vec<Block> {
    let (field, level) = (book.kind.field, book.region.level);
    vec![
        heading("第一部分 概况"),
        heading("一、主要职责"),
        paragraph(format!("（一）贯彻{field}方面的法律法规和政策，拟订全{level}{field}工作计划并组织实施。")),
        paragraph(format!("（二）管理本系统资金和资产，监督{field}领域资金使用。")),
        paragraph(format!("（三）承担{field}公共服务、信息统计和宣传培训工作。")),
        paragraph(format!("（四）完成{level}委、{level}政府交办的其他任务。")),
    ]
}

/// What the money is, in words.
pub fn explanation(book: &Book) -> Vec<Block> {
    let sum = |c: fn(&Entry) -> bool| book.ledger.sum(c);
    let (year, word, stage) = (book.year, book.scope.word(), book.stage.word());
    let total = sum(|_| true);
    let carried = sum(|e| e.fund == Fund::CarryOver);
    let (basic, project) = (sum(Entry::is_basic), sum(|e| !e.is_basic()));
    let running = sum(|e| e.is_general() && e.is_running());
    let cars = sum(|e| e.is_general() && e.economic == "30231");
    let reception = sum(|e| e.is_general() && e.economic == "30217");
    let plan = if book.stage == Stage::Budget { "安排" } else { "支出" };
    vec![
        heading(format!("第二部分 {year}年{word}{stage}情况说明")),
        heading("一、收入情况"),
        paragraph(format!(
            "{year}年本{word}收入总计{}，其中本年收入{}，上年结转{}。",
            said(book, total),
            said(book, total - carried),
            said(book, carried)
        )),
        heading("二、支出情况"),
        paragraph(format!(
            "{year}年本{word}支出合计{}，其中：基本支出{}，项目支出{}。",
            said(book, total),
            said(book, basic),
            said(book, project)
        )),
        heading("三、“三公”经费情况"),
        paragraph(format!(
            "{year}年一般公共预算“三公”经费{plan}{}，其中：公务用车运行维护费{}，公务接待费{}，无因公出国（境）费。",
            said(book, cars + reception),
            said(book, cars),
            said(book, reception)
        )),
        heading("四、机关运行经费"),
        paragraph(format!(
            "{year}年本{word}公用经费{plan}{}，用于办公、水电、差旅等日常开支。",
            said(book, running)
        )),
    ]
}

/// Terms.
pub fn glossary() -> Vec<Block> {
    vec![
        heading("名词解释"),
        paragraph("1、基本支出：保障机构正常运转所需的人员支出和公用支出。"),
        paragraph("2、项目支出：完成特定任务所需、在基本支出之外安排的支出。"),
        paragraph("3、“三公”经费：用财政拨款安排的因公出国（境）费、公务用车购置及运行费和公务接待费。"),
    ]
}
