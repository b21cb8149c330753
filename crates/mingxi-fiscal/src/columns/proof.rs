//! What the rows say of the header's sums: whether 其中 splits its sum in full, and which column only repeats a part.
//!
//! The structure of a header leaves some sums open (小计 | 其中：基本支出 | 项目支出 is a split in one county and a
//! selection in the next). The candidates are few, and the numbers of the rows decide among them.

use mingxi_model::{Amount, Column, Grid, parse_number};
use rust_decimal::Decimal;

/// Rows looked at; enough to tell, and bounded.
const ROWS: u32 = 2_000;

/// Replaces the parts of a sum by those that the rows prove, where the structure's own do not hold.
pub(crate) fn prove_sums(columns: &mut [Column], grid: &Grid, header_rows: u32) {
    for total in 0..columns.len() as u32 {
        let parts = columns[total as usize].sum_of.clone();
        let memos: Vec<u32> = columns.iter().filter(|c| c.part_of == Some(total)).map(|c| c.col).collect();
        if parts.is_empty() && memos.len() < 2 {
            continue;
        }
        let rows = Rows { grid, header_rows, total };
        let printed = rows.holding(&parts);
        if opens_with_zeros(columns, &rows, total, &parts, &memos) {
            let mut all: Vec<u32> = parts.iter().chain(&memos).copied().collect();
            all.sort_unstable();
            for memo in memos {
                columns[memo as usize].part_of = None;
            }
            columns[total as usize].sum_of = all;
            continue;
        }
        // A wrong number here and there changes no structure.
        if !parts.is_empty() && printed.is_mostly() {
            let singly = parts.iter().map(|part| vec![*part]);
            let narrow = without_beside(columns, total, &parts);
            let beside = narrow.map(|narrow| parts.iter().copied().filter(|p| !narrow.contains(p)).collect());
            if let Some(beside) = singly.chain(beside).find(|beside| rows.leave_out(&parts, beside)) {
                columns[total as usize].sum_of.retain(|part| !beside.contains(part));
            }
            continue;
        }
        let reached = |parts: &Vec<u32>| rows.holding(parts);
        let narrow = without_beside(columns, total, &parts);
        if let Some(narrow) = narrow.filter(|narrow| reached(narrow).is_nearly_always()) {
            columns[total as usize].sum_of = narrow;
            continue;
        }
        if let Some((first, rest)) = headed_by_sum(columns, &rows, &parts) {
            columns[total as usize].sum_of.retain(|part| !rest.contains(part));
            columns[first as usize].sum_of = rest;
            continue;
        }
        let better = candidates(columns, &parts, &memos)
            .into_iter()
            .filter(|parts| reached(parts).is_nearly_always())
            .max_by_key(|parts| reached(parts).held);
        let Some(better) = better else { continue };
        for memo in memos.iter().filter(|memo| better.contains(memo)) {
            columns[*memo as usize].part_of = None;
        }
        // What is left out repeats a part of the column before it, where both stand under one head; else of the sum.
        for left_out in parts.iter().filter(|part| !better.contains(part)) {
            let before = better.iter().copied().filter(|kept| kept < left_out).max();
            let before = before.filter(|before| has_head_of(columns, *before, *left_out));
            columns[*left_out as usize].part_of = before.or(Some(total));
        }
        columns[total as usize].sum_of = better;
    }
}

/// Whether 其中 opens a list whose numbers cannot tell a split from a selection, because all of the columns named so print
/// zeros: 小计 | 其中：基本支出 | 项目支出. It is a split where the list goes on behind them, or where the columns are the
/// two parts of all expenditure; as a split it claims nothing that the printed zeros do not say.
fn opens_with_zeros(columns: &[Column], rows: &Rows<'_>, total: u32, parts: &[u32], memos: &[u32]) -> bool {
    let (Some(first), Some(last)) = (memos.first(), memos.last()) else { return false };
    let printed = |col: &u32| rows.numbers(*col);
    let are_zero = memos.iter().all(|memo| {
        let (numbers, zeros) = printed(memo);
        numbers > 0 && numbers == zeros
    });
    let says = |code: &str| {
        let listed = parts.iter().chain(memos);
        listed.filter(|col| columns[**col as usize].measure_code.as_deref() == Some(code)).count() == 1
    };
    let goes_on = !parts.is_empty() && *first == total + 1 && parts.iter().all(|part| part > last);
    let are_all = parts.len() + memos.len() == 2 && says("basic") && says("project");
    let all: Vec<u32> = parts.iter().chain(memos).copied().collect();
    let (_, zeros) = printed(&total);
    let holding = rows.holding(&all);
    are_zero && (goes_on || are_all) && (holding.is_nearly_always() || (holding.rows == 0 && zeros > 0))
}

/// Whether two columns stand under one head.
fn has_head_of(columns: &[Column], one: u32, two: u32) -> bool {
    let head = |col: u32| columns[col as usize].path.split_last().map(|(_, head)| head);
    head(one).is_some_and(|own| !own.is_empty() && head(two) == Some(own))
}

/// The parts of “三公”经费合计 without the costs that forms list beside the three (会议费, 培训费), where the structure
/// counts them in.
fn without_beside(columns: &[Column], total: u32, parts: &[u32]) -> Option<Vec<u32>> {
    const BESIDE: [&str; 3] = ["meetings", "training", "agency_operation"];
    let measure = |col: u32| columns[col as usize].measure_code.as_deref();
    if measure(total) != Some("three_public_total") {
        return None;
    }
    let is_own = |part: &u32| measure(*part).is_none_or(|measure| !BESIDE.contains(&measure));
    let own: Vec<u32> = parts.iter().copied().filter(is_own).collect();
    (!own.is_empty() && own.len() < parts.len()).then_some(own)
}

/// A part that the columns behind it under its head make up, whatever it is called (全年数 | 已提前安排 | 本次下达), with those
/// columns: the sum holds without them.
fn headed_by_sum(columns: &[Column], rows: &Rows<'_>, parts: &[u32]) -> Option<(u32, Vec<u32>)> {
    (0..parts.len()).find_map(|index| {
        let first = parts[index];
        let is_first = index == 0 || !has_head_of(columns, parts[index - 1], first);
        let under = parts[index + 1..].iter().copied().take_while(|part| has_head_of(columns, first, *part));
        let rest: Vec<u32> = if is_first { under.collect() } else { Vec::new() };
        let others: Vec<u32> = parts.iter().copied().filter(|part| !rest.contains(part)).collect();
        let own = Rows { total: first, ..*rows }.holding(&rest);
        let holds = rest.len() > 1 && own.rows > 1 && own.is_nearly_always();
        (holds && rows.holding(&others).is_nearly_always()).then_some((first, rest))
    })
}

/// Other parts that the sum may have: with the columns named 其中, or without one that stands behind a sibling
/// under the same head, or without a whole head's columns at the end.
fn candidates(columns: &[Column], parts: &[u32], memos: &[u32]) -> Vec<Vec<u32>> {
    let mut out = Vec::new();
    if !memos.is_empty() {
        let mut all: Vec<u32> = parts.iter().chain(memos).copied().collect();
        all.sort_unstable();
        if all.len() > 1 {
            out.push(all);
        }
    }
    let head = |col: u32| columns[col as usize].path.split_last().map(|(_, head)| head.to_vec());
    for (index, part) in parts.iter().enumerate().skip(1) {
        let before = parts[index - 1];
        let repeats_sibling = head(*part).is_some_and(|own| !own.is_empty() && head(before) == Some(own));
        let is_last_head = index + 1 == parts.len() && head(*part).is_some_and(|own| !own.is_empty());
        if (repeats_sibling || is_last_head) && parts.len() > 2 {
            out.push(parts.iter().copied().filter(|other| other != part).collect());
        }
    }
    out
}

/// How many of the rows with a total that is not zero hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Holding {
    held: usize,
    rows: usize,
}

impl Holding {
    fn is_mostly(self) -> bool {
        self.held * 2 > self.rows || self.rows == 0
    }

    /// All of a few rows, nine in ten of many.
    fn is_nearly_always(self) -> bool {
        self.held > 0 && self.held * 10 >= self.rows * 9
    }
}

struct Rows<'a> {
    grid: &'a Grid,
    header_rows: u32,
    total: u32,
}

impl Rows<'_> {
    /// In how many rows the parts sum up to the total; a blank counts as zero.
    fn holding(&self, parts: &[u32]) -> Holding {
        let last = self.grid.rows().min(self.header_rows.saturating_add(ROWS));
        let mut holding = Holding { held: 0, rows: 0 };
        for row in (self.header_rows..last).filter(|row| !self.grid.is_header_row(*row)) {
            let Some(total) = self.number(row, self.total) else { continue };
            let numbers: Vec<Amount> = parts.iter().filter_map(|col| self.number(row, *col)).collect();
            let sum: Decimal = numbers.iter().map(|number| number.value).sum();
            let tolerance: Decimal = numbers.iter().chain([&total]).map(Amount::half_digit).sum();
            if total.value.is_zero() && sum.is_zero() {
                continue;
            }
            holding.rows += 1;
            holding.held += usize::from((sum - total.value).abs() <= tolerance);
        }
        holding
    }

    /// How many numbers a column prints, and how many of them are zero.
    fn numbers(&self, col: u32) -> (usize, usize) {
        let last = self.grid.rows().min(self.header_rows.saturating_add(ROWS));
        let body = (self.header_rows..last).filter(|row| !self.grid.is_header_row(*row));
        let numbers: Vec<Amount> = body.filter_map(|row| self.number(row, col)).collect();
        (numbers.len(), numbers.iter().filter(|number| number.value.is_zero()).count())
    }

    /// Whether the total counts some columns in nowhere: of several rows that have a number there, none sums up with them
    /// and nearly all do without (本年支出合计 | 基本支出 | 项目支出 | 上年结转).
    fn leave_out(&self, parts: &[u32], beside: &[u32]) -> bool {
        let last = self.grid.rows().min(self.header_rows.saturating_add(ROWS));
        let (mut rows, mut with, mut without) = (0, 0, 0);
        let sum = |numbers: &[Amount]| -> Decimal { numbers.iter().map(|number| number.value).sum() };
        for row in (self.header_rows..last).filter(|row| !self.grid.is_header_row(*row)) {
            let numbers = |cols: &[u32]| -> Vec<Amount> {
                cols.iter().filter_map(|col| self.number(row, *col)).collect()
            };
            let own = sum(&numbers(beside));
            if own.is_zero() {
                continue;
            }
            let (total, numbers) = (self.number(row, self.total), numbers(parts));
            let tolerance: Decimal = numbers.iter().chain(&total).map(Amount::half_digit).sum();
            let stated = total.map_or(Decimal::ZERO, |total| total.value);
            rows += 1;
            with += usize::from((sum(&numbers) - stated).abs() <= tolerance);
            without += usize::from((sum(&numbers) - own - stated).abs() <= tolerance);
        }
        parts.len() > beside.len() + 1 && rows > 1 && with == 0 && without * 10 >= rows * 9
    }

    fn number(&self, row: u32, col: u32) -> Option<Amount> {
        let cell = self.grid.starts_at(row, col)?;
        parse_number(&cell.text_raw).map(|value| Amount::new(value, None))
    }
}

#[cfg(test)]
mod tests {
    use crate::Vocabulary;
    use crate::columns::columns;
    use crate::sums::fill_sums;
    use mingxi_model::{Cell, Column, Grid};

    fn read(rows: &[&str], header_rows: u32) -> Vec<Column> {
        let width = rows[0].split('|').count() as u32;
        let cells = rows.iter().zip(0..).flat_map(|(row, r)| {
            row.split('|').zip(0..).map(move |(text, c)| Cell::single(r, c, text.trim(), None))
        });
        let grid = Grid::new(rows.len() as u32, width, cells.collect()).unwrap();
        let vocabulary = Vocabulary::builtin().unwrap();
        let mut columns = columns(&grid, header_rows, &vocabulary.headers, &vocabulary.measures);
        fill_sums(&mut columns, &vocabulary.headers, &vocabulary.measures);
        super::prove_sums(&mut columns, &grid, header_rows);
        columns
    }

    #[test]
    fn of_which_may_open_a_full_split() {
        let full = read(&["项目|小计|其中：基本支出|项目支出", "甲|3.00|1.00|2.00", "乙|5.00|5.00|"], 1);
        assert_eq!((full[1].sum_of.as_slice(), full[2].part_of), ([2, 3].as_slice(), None));
        let memo = read(&["项目|合计|基本支出|项目支出|其中：政府采购", "甲|3.00|1.00|2.00|2.00"], 1);
        assert_eq!((memo[1].sum_of.as_slice(), memo[4].part_of), ([2, 3].as_slice(), Some(1)));
    }

    #[test]
    fn zeros_under_of_which_are_parts_where_the_list_goes_on() {
        let heads = "项目|小计|其中：基本支出|项目支出";
        let zeros = read(&[heads, "甲|2.00|0.00|2.00", "乙|5.00|0.00|5.00"], 1);
        assert_eq!((zeros[1].sum_of.as_slice(), zeros[2].part_of), ([2, 3].as_slice(), None));
        let all = read(&[heads, "合计|0.00|0.00|0.00"], 1);
        assert_eq!((all[1].sum_of.as_slice(), all[2].part_of), ([2, 3].as_slice(), None));
        let of_two = read(&["项目|小计|其中：基本支出|其中：项目支出", "合计|0.00|0.00|0.00"], 1);
        assert_eq!((of_two[1].sum_of.as_slice(), of_two[2].part_of), ([2, 3].as_slice(), None));
        let last = read(&["项目|合计|基本支出|项目支出|其中：政府采购", "甲|3.00|1.00|2.00|0.00"], 1);
        assert_eq!((last[1].sum_of.as_slice(), last[4].part_of), ([2, 3].as_slice(), Some(1)));
    }

    #[test]
    fn meetings_beside_the_three_public_expenses_are_none_of_their_total() {
        let heads =
            "“三公”经费合计|因公出国（境）费|公务用车购置费|公务用车运行维护费|公务接待费|会议费|培训费";
        let columns = read(&[heads, "15.00|0.00|0.00|0.00|15.00|10.05|22.10"], 1);
        assert_eq!((columns[0].sum_of.as_slice(), columns[5].part_of), ([1, 2, 3, 4].as_slice(), None));
        let wide = read(&[heads, "47.15|0.00|0.00|0.00|15.00|10.05|22.10"], 1);
        assert_eq!(wide[0].sum_of, [1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn a_sum_may_leave_out_a_column() {
        let heads = "项目|本年支出合计|基本支出|项目支出|上年结转支出";
        let rows = [heads, "甲|3.00|1.00|2.00|", "乙|5.00|5.00||", "丙||||4.00", "合计|8.00|6.00|2.00|4.00"];
        assert_eq!(read(&rows, 1)[1].sum_of, [2, 3]);
        let rows = [
            heads,
            "甲|3.00|1.00|2.00|",
            "丙|4.00|||4.00",
            "丁|8.00|3.00||5.00",
            "合计|99.00|4.00|2.00|9.00",
        ];
        assert_eq!(read(&rows, 1)[1].sum_of, [2, 3, 4], "one wrong total changes nothing");
    }

    #[test]
    fn a_column_that_repeats_a_part_is_none_of_the_sum() {
        let rows = [
            "项目|合计|基本支出|项目支出|项目支出",
            "||| 项目支出总数|扣除基建后",
            "甲|3.00|1.00|2.00|1.50",
            "乙|7.00|1.00|6.00|6.00",
        ];
        let columns = read(&rows, 2);
        assert_eq!((columns[1].sum_of.as_slice(), columns[4].part_of), ([2, 3].as_slice(), Some(3)));
    }

    #[test]
    fn what_is_bought_is_no_further_part() {
        let rows = ["项目|支出总计|基本支出|项目支出|2026年政府采购项目", "甲|3.00|1.00|2.00|2.00"];
        let columns = read(&rows, 1);
        assert_eq!((columns[1].sum_of.as_slice(), columns[4].part_of), ([2, 3].as_slice(), Some(1)));
        assert_eq!(columns[4].measure_code.as_deref(), Some("procurement"));
        assert_eq!(columns[1].measure_code.as_deref(), Some("total"));
    }

    #[test]
    fn the_first_column_under_a_head_may_be_the_sum_of_the_others() {
        let rows = [
            "项目|合计|公共预算|公共预算|公共预算|政府性基金",
            "||全年数|提前安排|本次下达|",
            "甲|5.00|5.00|2.00|3.00|",
            "乙|7.00|6.00|2.00|4.00|1.00",
        ];
        let columns = read(&rows, 2);
        assert_eq!(columns[1].sum_of, [2, 5]);
        assert_eq!(columns[2].sum_of, [3, 4]);
    }

    #[test]
    fn a_wrong_number_changes_no_structure() {
        let columns = read(&["项目|合计|基本支出|项目支出", "甲|3.00|1.00|2.00", "乙|9.00|1.00|2.00"], 1);
        assert_eq!(columns[1].sum_of, [2, 3]);
    }
}
