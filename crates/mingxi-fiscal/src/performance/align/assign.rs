//! The cheapest order-preserving assignment of a row's fields to columns.

/// The most columns for which rows are aligned: forms have about a dozen.
pub(super) const MAX_COLUMNS: usize = 32;

/// What one lost or extra blank costs. A dump shifts the rest of a row by whole fields, so the price is of
/// every change of the shift, not of every moved field.
const BLANK: u32 = 2;

/// Room for the number of moved fields below a price.
const SCALE: u32 = 64;

/// Where a row's fields go and what that costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Assignment {
    /// The column of every field.
    pub columns: Vec<usize>,
    /// Mismatched types, missing neighbours and changes of the shift.
    pub cost: u32,
    /// Whether another assignment costs as little and moves as few fields.
    pub is_tied: bool,
}

/// Prices of placing fields: `field(i, c)` of field `i` in column `c`, `gap(a, b)` of leaving the columns
/// between `a` and `b` empty (`None` is the row's edge).
pub(super) struct Prices<'p> {
    /// Number of columns.
    pub columns: usize,
    /// The price of a field in a column.
    pub field: &'p dyn Fn(usize, usize) -> u32,
    /// The price of what is left out between two used columns.
    pub gap: &'p dyn Fn(Option<usize>, Option<usize>) -> u32,
}

/// The price of one assignment without its changes of shift: how well the types fit.
pub(super) fn type_cost(columns: &[usize], prices: &Prices) -> u32 {
    let fields: u32 = columns.iter().enumerate().map(|(i, c)| (prices.field)(i, *c)).sum();
    let mut gaps = 0;
    let mut previous = None;
    for column in columns {
        gaps += (prices.gap)(previous, Some(*column));
        previous = Some(*column);
    }
    fields + gaps + (prices.gap)(previous, None)
}

/// The price of one assignment with its changes of shift.
pub(super) fn full_cost(printed: &[usize], columns: &[usize], prices: &Prices) -> u32 {
    let mut shift = 0;
    let mut changes = 0;
    for (from, to) in printed.iter().zip(columns) {
        let own = *to as i64 - *from as i64;
        changes += (own - shift).unsigned_abs() as u32;
        shift = own;
    }
    type_cost(columns, prices) + BLANK * changes
}

/// The cheapest assignment of fields that stand in `printed` columns; `None` for no field or too many columns.
pub(super) fn cheapest(printed: &[usize], prices: &Prices) -> Option<Assignment> {
    let (fields, columns) = (printed.len(), prices.columns);
    if fields == 0 || fields > columns || columns > MAX_COLUMNS {
        return None;
    }
    // Where a row of equal columns lost its blank cannot be seen; as few fields as possible are moved. So every
    // price is followed by the number of moved fields.
    let weigh = |price: u32, i: usize, c: usize| price * SCALE + u32::from(c != printed[i]);
    // best[i][c]: price of fields 0..=i with field i in column c, how many ways, and the column before.
    let mut best = vec![vec![(u32::MAX, 0u32, 0usize); columns]; fields];
    for i in 0..fields {
        for c in i..columns - (fields - 1 - i) {
            let shift = c as i64 - printed[i] as i64;
            let own = (prices.field)(i, c);
            if i == 0 {
                let price = own + (prices.gap)(None, Some(c)) + BLANK * shift.unsigned_abs() as u32;
                best[0][c] = (weigh(price, 0, c), 1, 0);
                continue;
            }
            for before in i - 1..c {
                let (so_far, ways, _) = best[i - 1][before];
                if so_far == u32::MAX {
                    continue;
                }
                let change = (shift - (before as i64 - printed[i - 1] as i64)).unsigned_abs() as u32;
                let price = own + (prices.gap)(Some(before), Some(c)) + BLANK * change;
                let cost = so_far + weigh(price, i, c);
                let slot = &mut best[i][c];
                if cost < slot.0 {
                    *slot = (cost, ways, before);
                } else if cost == slot.0 {
                    slot.1 = slot.1.saturating_add(ways);
                }
            }
        }
    }
    let finish = |c: usize| {
        let (cost, ways, _) = best[fields - 1][c];
        (cost != u32::MAX).then(|| (cost + SCALE * (prices.gap)(Some(c), None), ways, c))
    };
    let ends: Vec<(u32, u32, usize)> = (0..columns).filter_map(finish).collect();
    let cost = ends.iter().map(|end| end.0).min()?;
    let ways: u32 = ends.iter().filter(|end| end.0 == cost).map(|end| end.1).sum();
    let mut c = ends.iter().find(|end| end.0 == cost)?.2;
    let mut out = vec![0; fields];
    for i in (0..fields).rev() {
        out[i] = c;
        c = best[i][c].2;
    }
    Some(Assignment { columns: out, cost: cost / SCALE, is_tied: ways > 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fields are letters, columns take one letter each: a mismatch costs 10.
    fn solve(printed: &[usize], fields: &str, columns: &str) -> Option<Assignment> {
        let fields: Vec<char> = fields.chars().collect();
        let columns: Vec<char> = columns.chars().collect();
        let field = |i: usize, c: usize| if fields[i] == columns[c] { 0 } else { 10 };
        let prices = Prices { columns: columns.len(), field: &field, gap: &|_, _| 0 };
        cheapest(printed, &prices)
    }

    #[test]
    fn a_lost_blank_is_put_back_once() {
        let found = solve(&[0, 1, 2], "bcd", "abcd").unwrap();
        assert_eq!((found.columns, found.cost, found.is_tied), (vec![1, 2, 3], 2, false));
    }

    #[test]
    fn two_equal_places_are_a_tie() {
        let found = solve(&[1], "x", "xyx").unwrap();
        assert!(found.is_tied);
    }

    #[test]
    fn of_equal_columns_the_fewest_fields_move() {
        let found = solve(&[0, 1, 2], "aab", "aaab").unwrap();
        assert_eq!((found.columns, found.is_tied), (vec![0, 1, 3], false));
    }

    #[test]
    fn a_right_row_stays() {
        let found = solve(&[0, 2], "ac", "abc").unwrap();
        assert_eq!((found.columns, found.cost), (vec![0, 2], 0));
    }

    #[test]
    fn hostile_widths_are_refused() {
        let prices = Prices { columns: 10_000, field: &|_, _| 0, gap: &|_, _| 0 };
        assert_eq!(cheapest(&[0, 1], &prices), None);
        assert_eq!(solve(&[], "", "abc"), None);
    }
}
