//! Outlines of OFD: the abbreviated commands of a path.

use super::tree::number;
use crate::pdf::budget::{Budget, Stop};
use crate::pdf::geometry::Matrix;
use crate::pdf::path::Path;

/// Reads `M x y L x y Q … B … A … C`; what comes after a mistake is left out.
///
/// # Errors
/// A bound is reached.
pub(super) fn path(text: &str, place: Matrix, budget: &mut Budget) -> Result<Path, Stop> {
    let mut path = Path::default();
    let mut words = text.split(|c: char| c.is_ascii_whitespace() || c == ',').filter(|word| !word.is_empty());
    while let Some(command) = words.next() {
        budget.operators(1)?;
        let count = match command {
            "S" | "M" | "L" => 2,
            "Q" => 4,
            "B" => 6,
            "A" => 7,
            "C" => 0,
            _ => break,
        };
        let numbers: Vec<f64> = words.by_ref().take(count).map_while(number).collect();
        if numbers.len() < count {
            break;
        }
        let (x, y) = match numbers[..] {
            [.., x, y] => (x, y),
            _ => (0.0, 0.0),
        };
        match command {
            "S" | "M" => path.move_to(x, y, place),
            "L" => path.line_to(x, y, place),
            "C" => path.close(),
            _ => path.curve_to(x, y, place),
        }
    }
    Ok(path)
}
