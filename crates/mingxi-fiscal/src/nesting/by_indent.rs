//! Rows nested by the indent of their labels: 10 points further in is one level deeper.
//!
//! Says nothing where the indents fall into many places: then the labels are centred.

use super::evidence::{Candidate, Rows, Source};
use super::tree::by_rank;

/// Two indents that differ by less (points) are one: fonts and renderers place a glyph that exactly.
const STEP: f32 = 2.5;
/// More places than a list of levels has.
const MOST: usize = 7;

/// One candidate for every label column whose texts begin at two places or more.
pub(super) fn candidates(rows: &Rows<'_>, list: &[usize]) -> Vec<Candidate> {
    let columns = rows.label_columns.iter();
    let ranks = columns.filter_map(|col| ranks(&rows.indents(list, *col)));
    ranks.map(|ranks| Candidate { source: Source::Indent, parents: by_rank(&ranks) }).collect()
}

/// The level of every indent; `None` if they show no levels.
fn ranks(indents: &[Option<f32>]) -> Option<Vec<Option<usize>>> {
    let mut sorted: Vec<f32> = indents.iter().flatten().copied().filter(|i| i.is_finite()).collect();
    sorted.sort_by(f32::total_cmp);
    let mut starts: Vec<f32> = Vec::new();
    let mut before: Option<f32> = None;
    for indent in &sorted {
        if before.is_none_or(|before| indent - before > STEP) {
            starts.push(*indent);
        }
        before = Some(*indent);
    }
    let most = MOST.min(sorted.len().div_ceil(2) + 1);
    if !(2..=most).contains(&starts.len()) || sorted.len() * 2 < indents.len() {
        return None;
    }
    let rank =
        |indent: &Option<f32>| indent.map(|i| starts.partition_point(|start| *start <= i).saturating_sub(1));
    Some(indents.iter().map(rank).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indents_fall_into_levels() {
        let indents = [5.4, 15.4, 25.4, 25.5, 15.3, 5.4].map(Some);
        assert_eq!(ranks(&indents), Some([0, 1, 2, 2, 1, 0].map(Some).to_vec()));
    }

    #[test]
    fn centred_and_equal_labels_show_no_levels() {
        assert_eq!(ranks(&[12.0, 30.0, 48.0, 20.0, 55.0, 40.0, 25.0, 34.0].map(Some)), None);
        assert_eq!(ranks(&[5.4, 5.5, 5.3].map(Some)), None);
        assert_eq!(ranks(&[Some(5.0), Some(15.0), None, None, None]), None);
    }
}
