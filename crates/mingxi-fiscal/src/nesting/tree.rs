//! Nestings of a list of rows: for every row the place in the list of the row that contains it.

/// The parent of every row of a list, as a place in the list; `None` for the outermost rows.
pub(super) type Parents = Vec<Option<usize>>;

/// The nearest row above of a smaller rank contains a row. Rows without a rank stand as deep as the one before.
pub(super) fn by_rank(ranks: &[Option<usize>]) -> Parents {
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut last = 0;
    let mut parents = Vec::with_capacity(ranks.len());
    for (place, rank) in ranks.iter().enumerate() {
        let rank = rank.unwrap_or(last);
        last = rank;
        while open.last().is_some_and(|(upper, _)| *upper >= rank) {
            open.pop();
        }
        parents.push(open.last().map(|(_, above)| *above));
        open.push((rank, place));
    }
    parents
}

/// The rows that each row contains, and the outermost ones.
pub(super) fn children(parents: &Parents) -> (Vec<usize>, Vec<Vec<usize>>) {
    let (mut outermost, mut below) = (Vec::new(), vec![Vec::new(); parents.len()]);
    for (place, parent) in parents.iter().enumerate() {
        match parent {
            Some(parent) => below[*parent].push(place),
            None => outermost.push(place),
        }
    }
    (outermost, below)
}

/// Whether nothing contains anything.
pub(super) fn is_flat(parents: &Parents) -> bool {
    parents.iter().all(Option::is_none)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_nest_under_the_nearest_smaller_one() {
        let ranks = [Some(0), Some(2), None, Some(1), Some(0)];
        let parents = by_rank(&ranks);
        assert_eq!(parents, [None, Some(0), Some(0), Some(0), None]);
        assert_eq!(children(&parents).0, [0, 4]);
        assert_eq!(children(&parents).1[0], [1, 2, 3]);
    }
}
