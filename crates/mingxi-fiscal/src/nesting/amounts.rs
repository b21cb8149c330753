//! The numbers of a panel's rows, ready for many sums: fixed point in integers, column by column.

use mingxi_model::{Column, ColumnRole, Grid, RowLabel, parse_value};

/// Decimals of the fixed point; a printed number with more cannot be added up here.
const SCALE: u32 = 12;

/// One column of numbers that can be added up.
struct Values {
    /// The number of each row.
    of_row: Vec<Option<i128>>,
    /// Half a last digit of the column's finest number: what rounding may have changed in each term.
    half: i128,
}

/// The numbers of the rows of one panel.
pub(super) struct Amounts {
    columns: Vec<Values>,
}

/// What a row states in each column.
pub(super) type Stated = Vec<Option<i128>>;

/// How many columns agree with a sum and how many contradict it; columns without a number say nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Verdict {
    pub(super) agree: u32,
    pub(super) contradict: u32,
}

impl Verdict {
    /// Something agrees and nothing contradicts.
    pub(super) fn holds(self) -> bool {
        self.agree > 0 && self.contradict == 0
    }

    /// The agreeing columns in percent of those that say something; `None` where none does.
    pub(super) fn share(self) -> Option<u32> {
        let all = self.agree + self.contradict;
        (all > 0).then(|| 100 * self.agree / all)
    }
}

impl Amounts {
    /// Reads the panel's value columns; those of rates and prices have no sums, nor have pieces of unlike goods, which
    /// groups leave blank, where another column has the money.
    pub(super) fn new(grid: &Grid, labels: &[RowLabel], columns: &[&Column]) -> Amounts {
        let is = |column: &Column, code: &str| column.measure_code.as_deref() == Some(code);
        let has_money = columns.iter().any(|column| {
            column.role == ColumnRole::Value && !is(column, "quantity") && !is(column, "unit_price")
        });
        let is_summable = |column: &&&Column| {
            column.role == ColumnRole::Value
                && !is(column, "unit_price")
                && (!has_money || !is(column, "quantity"))
                && !column.unit.as_deref().is_some_and(|unit| unit.contains('%'))
        };
        let columns = columns.iter().filter(is_summable).map(|column| {
            let mut finest = 0;
            let of_row = labels.iter().map(|label| {
                let number = parse_value(&grid.starts_at(label.row, column.col)?.text_raw)?.0;
                let number = if number.scale() > SCALE { number.round_dp(SCALE) } else { number };
                finest = finest.max(number.scale());
                number.mantissa().checked_mul(10i128.pow(SCALE - number.scale()))
            });
            let of_row: Vec<Option<i128>> = of_row.collect();
            Values { of_row, half: 5 * 10i128.pow((SCALE - finest).saturating_sub(1)) }
        });
        Amounts { columns: columns.filter(|column| column.of_row.iter().any(Option::is_some)).collect() }
    }

    /// What a row states.
    pub(super) fn stated(&self, row: usize) -> Stated {
        self.columns.iter().map(|column| column.of_row[row]).collect()
    }

    /// What a row states beyond another one: 总计 beyond 本年合计.
    pub(super) fn beyond(&self, row: usize, other: usize) -> Stated {
        let difference =
            |column: &Values| Some(column.of_row[row]?.saturating_sub(column.of_row[other].unwrap_or(0)));
        self.columns.iter().map(difference).collect()
    }

    /// Whether rows make up a whole, column by column. A blank cell counts as zero.
    pub(super) fn verdict(&self, whole: &Stated, parts: impl Iterator<Item = usize> + Clone) -> Verdict {
        let mut verdict = Verdict::default();
        for (column, whole) in self.columns.iter().zip(whole) {
            let (mut sum, mut terms) = (0i128, 1i128);
            for value in parts.clone().filter_map(|part| column.of_row[part]) {
                sum = sum.saturating_add(value);
                terms += 1;
            }
            let stated = whole.unwrap_or(0);
            if stated == 0 && sum == 0 {
                continue;
            }
            let holds = stated.abs_diff(sum) <= (column.half * terms).unsigned_abs();
            verdict.agree += u32::from(holds);
            verdict.contradict += u32::from(!holds);
        }
        verdict
    }

    /// The column in which most of the rows have a number that is not zero, with its tolerance for each term.
    pub(super) fn fullest(&self, rows: &[usize]) -> Option<(usize, i128)> {
        let filled = |column: &Values| {
            rows.iter().filter(|row| column.of_row[**row].is_some_and(|value| value != 0)).count()
        };
        // Of equally full ones the first: the leading 合计.
        let best = (0..self.columns.len()).rev().max_by_key(|index| filled(&self.columns[*index]))?;
        Some((best, self.columns[best].half))
    }

    /// The number of a row in a column; a blank cell is zero.
    pub(super) fn value(&self, column: usize, row: usize) -> i128 {
        self.columns[column].of_row[row].unwrap_or(0)
    }

    /// Whether no row of others states more than a row does, in any column.
    pub(super) fn is_greatest(&self, row: usize, others: &[usize]) -> bool {
        (0..self.columns.len())
            .all(|column| others.iter().all(|other| self.value(column, *other) <= self.value(column, row)))
    }

    /// Whether a row has a number other than zero.
    pub(super) fn says_something(&self, row: usize) -> bool {
        self.columns.iter().any(|column| column.of_row[row].is_some_and(|value| value != 0))
    }

    /// Whether a row has any number.
    pub(super) fn is_filled(&self, row: usize) -> bool {
        self.columns.iter().any(|column| column.of_row[row].is_some())
    }
}
