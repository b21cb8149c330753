//! Headers that repeat one block of columns (上年 | 当年 | 增减): the groups above belong to the blocks.

use super::by_position::Field;
use mingxi_model::text::squeeze;

/// The fewest columns of a block.
const MIN_PERIOD: usize = 4;

/// Puts the group headers of a repeated block back over their blocks.
///
/// A dump may lose blanks in the upper header rows only, so that the groups drift off their blocks. Where the
/// lowest header texts repeat k times with one period and an upper row holds at least k groups there, its
/// groups are the blocks' and start where they start. A further copy of a text that stands in another header
/// row is an echo of the lost merge and is dropped.
pub(super) fn align_periods(header: &mut [Vec<Field>]) {
    let Some((first, period, repeats)) = find_period(header) else {
        return;
    };
    for row in 0..header.len() {
        let starts: Vec<usize> =
            (first..header[row].len()).filter(|col| !header[row][*col].is_empty()).collect();
        let block_starts: Vec<usize> = (0..repeats).map(|k| first + k * period).collect();
        let fits = starts.len() >= repeats && starts.len() <= repeats + 1 && starts != block_starts;
        let extra_is_echo =
            starts.len() == repeats || starts.last().is_some_and(|last| is_echo(header, row, *last));
        if !(fits && extra_is_echo) {
            continue;
        }
        let fields: Vec<Field> = starts.iter().map(|col| std::mem::take(&mut header[row][*col])).collect();
        for ((target, from), mut field) in block_starts.iter().zip(&starts).zip(fields) {
            if from != target {
                field.repair = Some(format!(
                    "stood in column {from}; moved to column {target}, where its block of {period} columns begins"
                ));
            }
            header[row][*target] = field;
        }
    }
}

/// Whether the text at a place stands elsewhere in the header too.
fn is_echo(header: &[Vec<Field>], row: usize, col: usize) -> bool {
    let text = squeeze(&header[row][col].text);
    header.iter().enumerate().any(|(r, fields)| {
        fields.iter().enumerate().any(|(c, field)| (r, c) != (row, col) && squeeze(&field.text) == text)
    })
}

/// The first column, the period and the number of repeats of the lowest header texts.
fn find_period(header: &[Vec<Field>]) -> Option<(usize, usize, usize)> {
    let columns = header.first()?.len();
    let lowest: Vec<Vec<String>> = (0..columns)
        .map(|col| {
            header.iter().skip(1).map(|row| squeeze(&row[col].text)).filter(|t| !t.is_empty()).collect()
        })
        .collect();
    let own: Vec<Option<&String>> = lowest.iter().map(|texts| texts.last()).collect();
    let first = own.iter().position(Option::is_some)?;
    let last = own.iter().rposition(Option::is_some)?;
    let used = last + 1 - first;
    // The smallest period only: a block of two or three columns (项目 | 金额) is a panel, not a repetition.
    let period = (1..=used / 2).find(|period| {
        used % period == 0 && (0..used - period).all(|k| own[first + k] == own[first + k + period])
    })?;
    (period >= MIN_PERIOD).then_some((first, period, used / period))
}
