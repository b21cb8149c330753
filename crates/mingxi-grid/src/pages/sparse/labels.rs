//! Which lines of a column of labels belong to which row: a label may wrap beside one amount.

/// The most lines of one label.
const LONGEST: usize = 8;
/// How far from its row's amount a label may stand, in em.
const NEAR: f32 = 0.4;
/// How much closer together, in em.
const CLEARLY: f32 = 0.2;

/// Which of a label's lines stands at its row.
type Anchor = fn(&[f32]) -> f32;

/// Parts the lines of a column into as many labels as there are rows, each set to its row's amount by its middle, its
/// first or its last line, all alike. The number of the first line of each label; nothing where no such way fits, or
/// two of them equally well.
pub(super) fn starts(lines: &[f32], rows: &[f32], size: f32) -> Option<Vec<usize>> {
    let middle = |label: &[f32]| (label[0] + label[label.len() - 1]) / 2.0;
    let first = |label: &[f32]| label[0];
    let last = |label: &[f32]| label[label.len() - 1];
    let ways: [Anchor; 3] = [middle, last, first];
    // The lines of one label stand closer together than those of two.
    let height = |starts: &[usize]| -> f32 {
        let ends = starts.iter().skip(1).copied().chain([lines.len()]);
        starts.iter().zip(ends).map(|(start, end)| lines[end - 1] - lines[*start]).sum()
    };
    let found = ways.into_iter().filter_map(|anchor| parted(lines, rows, NEAR * size, anchor));
    let mut found: Vec<(f32, Vec<usize>)> = found.map(|starts| (height(&starts), starts)).collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found.dedup_by(|next, first| next.1 == first.1);
    let is_clear = found.get(1).is_none_or(|next| next.0 - found[0].0 > CLEARLY * size);
    found.into_iter().next().filter(|_| is_clear).map(|(_, starts)| starts)
}

/// The lines parted so that each label's anchor stands at its row.
fn parted(lines: &[f32], rows: &[f32], near: f32, anchor: Anchor) -> Option<Vec<usize>> {
    if lines.len() < rows.len() || lines.len() > LONGEST * rows.len() {
        return None;
    }
    // For each row: where the lines above it can end, and where they end before its label then.
    let mut ends: Vec<Vec<(usize, usize)>> = vec![vec![(0, 0)]];
    for row in rows {
        let before = ends.last()?;
        let mut next: Vec<(usize, usize)> = Vec::new();
        for (start, _) in before {
            for end in start + 1..=(start + LONGEST).min(lines.len()) {
                let is_near = (anchor(&lines[*start..end]) - row).abs() <= near;
                if is_near && !next.iter().any(|(other, _)| *other == end) {
                    next.push((end, *start));
                }
            }
        }
        ends.push(next);
    }
    let mut end = lines.len();
    let mut out = Vec::new();
    for step in ends[1..].iter().rev() {
        let (_, start) = step.iter().find(|(at, _)| *at == end)?;
        out.push(*start);
        end = *start;
    }
    out.reverse();
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::starts;

    #[test]
    fn a_wrapped_label_stands_around_its_amount() {
        assert_eq!(starts(&[10.0, 22.0, 40.0, 60.0], &[16.0, 40.0, 60.0], 10.0), Some(vec![0, 2, 3]));
    }

    #[test]
    fn amounts_at_the_last_or_the_first_line_of_their_labels() {
        assert_eq!(starts(&[10.0, 22.0, 40.0, 60.0], &[22.0, 40.0, 60.0], 10.0), Some(vec![0, 2, 3]));
        assert_eq!(starts(&[10.0, 28.0, 40.0, 60.0], &[10.0, 28.0, 60.0], 10.0), Some(vec![0, 1, 3]));
    }

    #[test]
    fn lines_of_prose_are_no_labels() {
        assert_eq!(starts(&[10.0, 22.0, 34.0, 46.0], &[10.0, 40.0, 70.0], 10.0), None);
    }
}
