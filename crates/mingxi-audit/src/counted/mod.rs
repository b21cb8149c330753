//! What a number counts (口径): flow, money, portion, subject and phase.
//!
//! Two numbers of one document with the same key are the same fact, printed twice: rules compare them across
//! tables and with the prose. A cell gets a key only where form, header and label leave no doubt; everything
//! else has none and is not compared.

mod column;
mod row;

pub(crate) use column::ITEMS;

use crate::tables::Tables;
use crate::view::Spot;
use mingxi_model::{Flow, Fund, Phase, Stage};
use std::collections::{BTreeMap, BTreeSet};

/// Whose money is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Money {
    /// All of the agency's.
    All,
    /// 财政拨款: general budget, government funds, state capital.
    Appropriation,
    /// One fund.
    Only(Fund),
}

/// Which part of the money is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Portion {
    /// All of it.
    All,
    /// 本年收入: without what was carried over.
    YearsOwn,
    /// 基本支出.
    Basic,
    /// 人员经费.
    Personnel,
    /// 公用经费.
    Public,
    /// 工资福利支出 in 基本支出.
    BasicWages,
    /// 对个人和家庭的补助 in 基本支出.
    BasicIndividuals,
    /// 商品和服务支出 in 基本支出.
    BasicGoods,
    /// 项目支出.
    Project,
    /// 其他运转类.
    ProjectOperating,
    /// 特定目标类.
    ProjectSpecific,
    /// 经营支出.
    Operating,
}

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Subject {
    /// The whole table.
    Total,
    /// A code of the functional classification.
    Functional(String),
    /// A code of the department-economic classification.
    Economic(String),
    /// A budget unit by its code.
    Unit(String),
    /// One of the three public expenses and what is listed with them, by measure code.
    Item(String),
    /// A project by its name.
    Project(String),
}

/// What a number counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    /// What is counted.
    pub subject: Subject,
    /// Revenue or expenditure.
    pub flow: Flow,
    /// Whose money.
    pub money: Money,
    /// Which part of it.
    pub portion: Portion,
    /// Budget or execution.
    pub phase: Option<Phase>,
}

/// The cells of one list of one table that together count what a key says.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    /// Index of the table.
    pub table: usize,
    /// Index of the list in its table.
    pub list: usize,
    /// The cells, several where the list prints the subject once for every unit or pair.
    pub spots: Vec<Spot>,
}

/// All cells whose meaning is known, by what they count.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    /// Groups by key, in the order of tables and lists.
    pub groups: BTreeMap<Key, Vec<Group>>,
    /// Amounts that are carried over or set aside, in yuan and without zeros: what tables may leave out.
    pub carried: BTreeSet<rust_decimal::Decimal>,
}

impl Counted {
    /// Finds out what every cell counts.
    pub fn new(tables: &Tables<'_>) -> Counted {
        let phase = tables.reading.facts.stage.map(|stage| match stage {
            Stage::Budget => Phase::Approved,
            Stage::FinalAccounts => Phase::Executed,
        });
        let names = row::functional_names(tables);
        let mut counted = Counted::default();
        for table in 0..tables.tables.len() {
            let columns = column::scopes(&tables.tables[table], phase);
            for list in 0..tables.tables[table].lists.len() {
                let cells = row::cells(tables, table, list, &columns, &names);
                for (key, spots) in cells {
                    counted.groups.entry(key).or_default().push(Group { table, list, spots });
                }
            }
        }
        counted.carried = row::carried(tables);
        counted
    }

    /// The groups of a key.
    pub fn of(&self, key: &Key) -> &[Group] {
        self.groups.get(key).map_or(&[], Vec::as_slice)
    }
}
