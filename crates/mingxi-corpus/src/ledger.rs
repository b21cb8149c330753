//! The money of one invented agency as atomic entries. Every form is a sum over them, so that row sums, code
//! hierarchies, balances and the agreement of tables hold by construction.

use crate::catalogue::government_code;
use crate::document::Unit;
use crate::place::AgencyKind;
use crate::rng::Rng;

/// Where money comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fund {
    /// 一般公共预算拨款.
    General,
    /// 一般公共预算拨款, carried over from the year before (上年结转).
    CarryOver,
    /// 政府性基金.
    GovernmentFund,
    /// 财政专户管理资金.
    SpecialAccount,
    /// 事业收入.
    Business,
    /// 其他收入.
    Other,
}

/// One amount that is not split any further.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Index of the budget unit.
    pub unit: usize,
    /// 项 code of the functional classification.
    pub functional: &'static str,
    /// 款 code of the department-economic classification.
    pub economic: &'static str,
    /// Its government-economic pair.
    pub government: &'static str,
    /// Index of the project; `None` for basic expenditure.
    pub project: Option<usize>,
    /// Source of the money.
    pub fund: Fund,
    /// In fen (0.01 yuan).
    pub amount: i64,
}

/// A budget unit (预算单位).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetUnit {
    /// 313002.
    pub code: String,
    /// The unit's name.
    pub name: String,
    /// 行政 rather than 事业.
    pub administrative: bool,
    /// Posts (编制).
    pub posts: i64,
    /// People in office.
    pub staff: i64,
    /// Retired people.
    pub retired: i64,
    /// Cars.
    pub cars: i64,
}

/// A project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// 项目名称.
    pub name: String,
    /// 项目编码.
    pub code: String,
    /// Index of its budget unit.
    pub unit: usize,
    /// 特定目标类 rather than 其他运转类.
    pub specific: bool,
}

/// All money of a disclosure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Budget units; the first is the agency itself.
    pub units: Vec<BudgetUnit>,
    /// Projects.
    pub projects: Vec<Project>,
    /// Atomic amounts.
    pub entries: Vec<Entry>,
}

impl Ledger {
    /// The sum over the entries that a condition names, in fen.
    pub fn sum(&self, condition: impl Fn(&Entry) -> bool) -> i64 {
        self.entries.iter().filter(|e| condition(e)).map(|e| e.amount).sum()
    }

    /// Codes of a classification that entries under a condition use, with all their parents, in order.
    /// `lengths` are the code lengths to list: 3, 5, 7 for 类, 款, 项.
    pub fn codes(
        &self,
        of: impl Fn(&Entry) -> &'static str,
        lengths: &[usize],
        condition: impl Fn(&Entry) -> bool,
    ) -> Vec<&'static str> {
        let mut codes: Vec<&'static str> = Vec::new();
        for entry in self.entries.iter().filter(|e| condition(e)) {
            let code = of(entry);
            codes.extend(lengths.iter().filter(|l| **l <= code.len()).map(|l| &code[..*l]));
        }
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}

impl Entry {
    /// Paid from the general public budget, this year's or carried over.
    pub fn is_general(&self) -> bool {
        matches!(self.fund, Fund::General | Fund::CarryOver)
    }

    /// Paid from any fiscal appropriation.
    pub fn is_appropriation(&self) -> bool {
        self.is_general() || self.fund == Fund::GovernmentFund
    }

    /// Basic expenditure.
    pub fn is_basic(&self) -> bool {
        self.project.is_none()
    }

    /// Basic expenditure on people: 人员经费.
    pub fn is_personnel(&self) -> bool {
        self.is_basic() && (self.economic.starts_with("301") || self.economic.starts_with("303"))
    }

    /// Basic expenditure on running costs: 公用经费.
    pub fn is_running(&self) -> bool {
        self.is_basic() && !self.is_personnel()
    }
}

/// What to invent.
#[derive(Debug, Clone, Copy)]
pub struct LedgerPlan {
    /// Number of budget units.
    pub units: usize,
    /// Most projects.
    pub projects: usize,
    /// The printed unit: amounts are multiples of its hundredth.
    pub unit: Unit,
    /// Whether money of the year before is carried over.
    pub carry_over: bool,
    /// Whether there is money outside the general public budget.
    pub other_funds: bool,
}

/// Invents the money of an agency.
pub fn invent(rng: &mut Rng, kind: &AgencyKind, region: &str, agency_code: &str, plan: LedgerPlan) -> Ledger {
    let mut ledger = Ledger::default();
    for index in 0..plan.units {
        let administrative = index == 0 && rng.chance(85);
        let name = match index {
            0 => format!("{region}{}", kind.name),
            _ => format!("{region}{}", kind.subordinates[(index - 1) % kind.subordinates.len()]),
        };
        let staff = rng.range(5, 60);
        ledger.units.push(BudgetUnit {
            code: format!("{agency_code}{:03}", index + 1),
            name,
            administrative,
            posts: staff + rng.range(0, 5),
            staff,
            retired: if rng.chance(60) { rng.range(1, 20) } else { 0 },
            cars: if rng.chance(50) { rng.range(1, 3) } else { 0 },
        });
        basic(rng, kind, &mut ledger, index, plan.unit);
    }
    projects(rng, kind, &mut ledger, plan);
    ledger.entries.retain(|e| e.amount != 0);
    ledger
}

/// An amount between two bounds in yuan, a multiple of what the unit prints.
fn amount(rng: &mut Rng, unit: Unit, low_yuan: i64, high_yuan: i64) -> i64 {
    let step = match unit {
        Unit::Yuan if rng.chance(80) => 100,
        unit => unit.step(),
    };
    rng.range(low_yuan * 100 / step, high_yuan * 100 / step) * step
}

fn basic(rng: &mut Rng, kind: &AgencyKind, ledger: &mut Ledger, index: usize, unit: Unit) {
    let BudgetUnit { administrative, staff, retired, cars, .. } = ledger.units[index];
    let running = if administrative { kind.administration } else { kind.institution };
    let (retirement, medical) = if administrative { ("2080501", "2101101") } else { ("2080502", "2101102") };
    let mut add = |rng: &mut Rng, functional, economic: &'static str, per_head: (i64, i64), heads: i64| {
        let value = amount(rng, unit, per_head.0 * heads, per_head.1 * heads);
        ledger.entries.push(Entry {
            unit: index,
            functional,
            economic,
            government: government_code(economic, administrative),
            project: None,
            fund: Fund::General,
            amount: value,
        });
    };
    add(rng, running, "30101", (28_000, 45_000), staff);
    add(rng, running, "30102", (12_000, 30_000), staff);
    add(rng, running, if administrative { "30103" } else { "30107" }, (8_000, 26_000), staff);
    add(rng, "2080505", "30108", (7_000, 12_000), staff);
    if rng.chance(50) {
        add(rng, "2080506", "30109", (3_000, 6_000), staff);
    }
    add(rng, medical, "30110", (3_000, 6_000), staff);
    if administrative && rng.chance(40) {
        add(rng, "2101103", "30111", (1_000, 2_500), staff);
    }
    let other = if rng.chance(50) { "2089999" } else { running };
    add(rng, other, "30112", (100, 600), staff);
    add(rng, "2210201", "30113", (6_000, 11_000), staff);
    if retired > 0 {
        add(rng, retirement, "30302", (1_000, 30_000), retired);
    }
    if rng.chance(50) {
        add(rng, running, "30309", (100, 400), 1);
    }
    for economic in
        ["30201", "30202", "30205", "30206", "30207", "30211", "30213", "30215", "30216", "30217", "30226"]
    {
        if rng.chance(60) {
            add(rng, running, economic, (200, 2_500), staff);
        }
    }
    add(rng, running, "30228", (600, 1_800), staff);
    if cars > 0 {
        add(rng, running, "30231", (15_000, 30_000), cars);
    }
    if administrative {
        add(rng, running, "30239", (3_000, 7_000), staff);
    }
    if rng.chance(60) {
        add(rng, running, "30299", (100, 1_500), staff);
    }
    if rng.chance(20) {
        add(rng, running, "31002", (500, 1_500), staff);
    }
}

fn projects(rng: &mut Rng, kind: &AgencyKind, ledger: &mut Ledger, plan: LedgerPlan) {
    let mut menu: Vec<usize> = (0..kind.projects.len()).collect();
    rng.shuffle(&mut menu);
    menu.truncate(plan.projects.max(1));
    menu.sort_unstable();
    for choice in menu {
        let (name, functional, economics, size) = kind.projects[choice];
        let unit = rng.range(0, plan.units as i64 - 1) as usize;
        let index = ledger.projects.len();
        let code = format!("{}{:04}{:05}", ledger.units[unit].code, 2000 + choice, rng.range(10, 99_999));
        ledger.projects.push(Project { name: name.to_owned(), code, unit, specific: size > 0 });
        let bounds = [(5_000, 90_000), (80_000, 2_000_000), (3_000_000, 60_000_000)][size as usize];
        let fund = match () {
            () if plan.other_funds && rng.chance(20) => {
                *rng.pick(&[Fund::SpecialAccount, Fund::Business, Fund::Other])
            }
            () if plan.carry_over && rng.chance(30) => Fund::CarryOver,
            () => Fund::General,
        };
        for economic in economics {
            ledger.entries.push(Entry {
                unit,
                functional,
                economic,
                government: government_code(economic, ledger.units[unit].administrative),
                project: Some(index),
                fund,
                amount: amount(rng, plan.unit, bounds.0, bounds.1),
            });
        }
    }
    if plan.other_funds && rng.chance(60) {
        let index = ledger.projects.len();
        let code = format!("{}2999{:05}", ledger.units[0].code, rng.range(10, 99_999));
        ledger.projects.push(Project {
            name: "公益金资助福利设施项目".to_owned(),
            code,
            unit: 0,
            specific: true,
        });
        ledger.entries.push(Entry {
            unit: 0,
            functional: "2296002",
            economic: "31002",
            government: government_code("31002", ledger.units[0].administrative),
            project: Some(index),
            fund: Fund::GovernmentFund,
            amount: amount(rng, plan.unit, 50_000, 900_000),
        });
    }
}
