//! “三公”经费表 in its four shapes.

use crate::book::Book;
use crate::ledger::Entry;
use crate::rng::Rng;
use crate::sheet::{Label, Sheet};

const KIND: &str = "three_public";

/// The amounts of one unit or of all, in fen.
#[derive(Debug, Clone, Copy, Default)]
struct Spending {
    overseas: i64,
    reception: i64,
    purchase: i64,
    operation: i64,
    meetings: i64,
    training: i64,
}

impl Spending {
    fn of(book: &Book, unit: Option<usize>) -> Spending {
        let sum = |code: &str| {
            let wanted = |e: &Entry| e.is_general() && e.economic == code && unit.is_none_or(|u| u == e.unit);
            book.ledger.sum(wanted)
        };
        Spending {
            overseas: sum("30212"),
            reception: sum("30217"),
            purchase: sum("31013"),
            operation: sum("30231"),
            meetings: sum("30215"),
            training: sum("30216"),
        }
    }

    fn vehicles(&self) -> i64 {
        self.purchase + self.operation
    }

    fn total(&self) -> i64 {
        self.overseas + self.reception + self.vehicles()
    }

    /// Each amount plus or minus another's.
    fn plus(self, other: Spending, sign: i64) -> Spending {
        Spending {
            overseas: self.overseas + sign * other.overseas,
            reception: self.reception + sign * other.reception,
            purchase: self.purchase + sign * other.purchase,
            operation: self.operation + sign * other.operation,
            meetings: self.meetings + sign * other.meetings,
            training: self.training + sign * other.training,
        }
    }

    /// Another year's amounts: each a little more or the same.
    fn varied(&self, rng: &mut Rng, step: i64) -> Spending {
        let mut vary = |amount: i64| match amount {
            0 => 0,
            a => a + if rng.chance(40) { 0 } else { rng.range(1, a / step / 5 + 1) * step },
        };
        Spending {
            overseas: vary(self.overseas),
            reception: vary(self.reception),
            purchase: vary(self.purchase),
            operation: vary(self.operation),
            meetings: vary(self.meetings),
            training: vary(self.training),
        }
    }
}

/// Items as rows, funds as columns.
pub fn by_rows(book: &Book) -> Sheet {
    let mut sheet = Sheet::new(
        KIND,
        book.number,
        &[
            "序号|项  目|资 金 性 质|<|<|<",
            "^|^|合计|一般公共预算财政拨款|政府性基金预算拨款|国有资本经营预算财政拨款",
            "#栏次|1|2|3|4|5",
        ],
    );
    let spending = Spending::of(book, None);
    let rows = [
        ("“三公”经费小计", "“三公”经费小计", spending.total()),
        ("一、因公出国（境）费", "因公出国（境）费", spending.overseas),
        ("二、公务用车购置及运维费", "公务用车购置及运维费", spending.vehicles()),
        ("    其中：公务用车购置费", "公务用车购置费", spending.purchase),
        ("          公务用车运行维护费", "公务用车运行维护费", spending.operation),
        ("三、公务接待费", "公务接待费", spending.reception),
    ];
    for (i, (printed, name, amount)) in rows.iter().enumerate() {
        let label = Label::name(name);
        sheet.row().text(0, &(i + 1).to_string()).text(1, printed);
        sheet.money(2, *amount, &label).money(3, *amount, &label);
    }
    sheet
}

/// Items as columns, one row.
pub fn by_columns(book: &Book) -> Sheet {
    let mut sheet = Sheet::new(
        KIND,
        book.number,
        &[
            "“三公”经费合计|因公出国(境)费|公务用车购置及运行费|<|<|公务接待费",
            "^|^|小计|公务用车购置费|公务用车运行费|^",
        ],
    );
    sheet.row();
    six(&mut sheet, 0, Spending::of(book, None));
    sheet
}

/// 合计, 出国, 小计, 购置, 运行, 接待 from a column on.
fn six(sheet: &mut Sheet, c: usize, s: Spending) {
    let amounts = [s.total(), s.overseas, s.vehicles(), s.purchase, s.operation, s.reception];
    for (i, amount) in amounts.iter().enumerate() {
        sheet.money(c + i, *amount, &Label::default());
    }
}

/// Budget beside final accounts, one row.
pub fn budget_and_final(book: &Book, rng: &mut Rng) -> Sheet {
    let mut sheet = Sheet::new(
        KIND,
        book.number,
        &[
            "预算数|<|<|<|<|<|决算数|<|<|<|<|<",
            "合计|因公出国（境）费|公务用车购置及运行维护费|<|<|公务接待费|合计|因公出国（境）费|公务用车购置及运行维护费|<|<|公务接待费",
            "^|^|小计|公务用车购置费|公务用车运行维护费|^|^|^|小计|公务用车购置费|公务用车运行维护费|^",
            "#1|2|3|4|5|6|7|8|9|10|11|12",
        ],
    );
    let spent = Spending::of(book, None);
    sheet.row();
    if spent.total() != 0 {
        six(&mut sheet, 0, spent.varied(rng, book.number.unit.step()));
        six(&mut sheet, 6, spent);
    }
    sheet
}

/// Blocks of last year, this year and the change, one row a unit, with meetings and training.
pub fn year_blocks(book: &Book, rng: &mut Rng) -> Sheet {
    let block = "一般公共预算拨款安排的“三公”经费预算|<|<|<|<|<|会议费|培训费";
    let inner = "小计|因公出国（境）费用|公务接待费|公务用车购置及运行维护费|<|<|^|^";
    let lowest = "^|^|^|小计|公务用车购置费|公务用车运行维护费|^|^";
    let years = ["上年", "当年", "增减变化情况"];
    let mut rows = [String::from("单位编码|单位名称"), "^|^".into(), "^|^".into(), "^|^".into()];
    for year in years {
        rows[0] += &format!("|{year}{}", "|<".repeat(8));
        rows[1] += &format!("|合计|{block}");
        rows[2] += &format!("|^|{inner}");
        rows[3] += &format!("|^|{lowest}");
    }
    let header: Vec<&str> = rows.iter().map(String::as_str).collect();
    let mut sheet = Sheet::new(KIND, book.number, &header);
    let current: Vec<Spending> = (0..book.ledger.units.len()).map(|u| Spending::of(book, Some(u))).collect();
    let prior: Vec<Spending> = current.iter().map(|s| s.varied(rng, book.number.unit.step())).collect();
    let total = |list: &[Spending]| list.iter().fold(Spending::default(), |a, b| a.plus(*b, 1));
    let write = |sheet: &mut Sheet, label: &Label, last: Spending, now: Spending| {
        for (b, s) in [last, now, now.plus(last, -1)].iter().enumerate() {
            let all = s.total() + s.meetings + s.training;
            let amounts = [
                all,
                s.total(),
                s.overseas,
                s.reception,
                s.vehicles(),
                s.purchase,
                s.operation,
                s.meetings,
                s.training,
            ];
            for (i, amount) in amounts.iter().enumerate() {
                sheet.money(2 + b * 9 + i, *amount, label);
            }
        }
    };
    sheet.row().text(1, "合计");
    write(&mut sheet, &Label::name("合计"), total(&prior), total(&current));
    for (u, unit) in book.ledger.units.iter().enumerate() {
        sheet.row().text(0, &unit.code).text(1, &unit.name);
        write(&mut sheet, &Label::coded(&unit.code, &unit.name), prior[u], current[u]);
    }
    sheet
}
