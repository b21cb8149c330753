//! The form of a table: its header decides the family, its title the kind within the family.

use crate::{Family, Kinds};
use mingxi_model::text::squeeze;
use mingxi_model::{Column, ColumnRole, Grid, KindEvidence, TableKind};
use regex::Regex;

/// What a table shows of itself, squeezed once.
pub(crate) struct Signs {
    title: Option<String>,
    /// Header paths, joined with `/`.
    paths: Vec<String>,
    cells: Vec<String>,
    codes: Vec<String>,
    panels: u32,
    header_rows: u32,
}

impl Signs {
    pub(crate) fn new(grid: &Grid, header_rows: u32, columns: &[Column], title: Option<&str>) -> Signs {
        let code_columns: Vec<u32> = columns
            .iter()
            .filter(|c| matches!(c.role, ColumnRole::Code | ColumnRole::CodePart))
            .map(|c| c.col)
            .collect();
        let codes = grid
            .cells()
            .iter()
            .filter(|cell| cell.row >= header_rows && code_columns.contains(&cell.col))
            .map(|cell| squeeze(&cell.text))
            .filter(|text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()))
            .collect();
        let mut values =
            columns.iter().filter(|c| c.role == ColumnRole::Value).map(|c| c.panel).collect::<Vec<_>>();
        values.dedup();
        Signs {
            title: title.map(squeeze),
            paths: columns.iter().map(Column::measure).filter(|path| !path.is_empty()).collect(),
            cells: grid.cells().iter().map(|cell| squeeze(&cell.text)).filter(|t| !t.is_empty()).collect(),
            codes,
            panels: values.len() as u32,
            header_rows,
        }
    }

    fn in_header(&self, pattern: &Regex) -> bool {
        self.paths.iter().any(|path| pattern.is_match(path))
    }

    fn in_cells(&self, pattern: &Regex) -> bool {
        self.cells.iter().any(|cell| pattern.is_match(cell))
    }

    fn in_title(&self, pattern: &Regex) -> bool {
        self.title.as_ref().is_some_and(|title| pattern.is_match(title))
    }

    /// Most codes begin so and are short enough to be of that classification.
    fn codes_begin(&self, start: &str, longest: usize) -> bool {
        let fitting =
            self.codes.iter().filter(|code| code.starts_with(start) && code.len() <= longest).count();
        fitting > 0 && fitting * 2 > self.codes.len()
    }
}

/// What was found.
pub(crate) struct Found {
    pub(crate) kind: TableKind,
    pub(crate) evidence: KindEvidence,
    /// A kind that the title names and the header excludes.
    pub(crate) excluded: Option<TableKind>,
}

/// Tells a table's kind.
pub(crate) fn kind(signs: &Signs, kinds: &Kinds) -> Found {
    let by_title = kinds.titles.iter().find(|(_, pattern)| signs.in_title(pattern)).map(|(kind, _)| *kind);
    let family = kinds.families.iter().find(|family| holds(family, signs));
    let Some(members) = family.and_then(|family| kinds.kinds.get(&family.name)) else {
        return match by_title {
            // Without a header nothing supports the title of a table of numbers.
            Some(kind) if signs.header_rows > 0 || !kind.has_line_items() => {
                Found { kind, evidence: KindEvidence::Title, excluded: None }
            }
            _ => Found { kind: TableKind::Other, evidence: KindEvidence::None, excluded: None },
        };
    };
    if let Some((kind, _)) = members.titles.iter().find(|(_, pattern)| signs.in_title(pattern)) {
        return Found { kind: *kind, evidence: KindEvidence::Both, excluded: None };
    }
    let by_header = members.header.iter().find(|(_, pattern)| signs.in_header(pattern));
    let by_cells = members.cells.iter().find(|(_, pattern)| signs.in_cells(pattern));
    let kind = by_header.or(by_cells).map_or(members.default, |(kind, _)| *kind);
    match by_title {
        Some(same) if same == kind => Found { kind, evidence: KindEvidence::Both, excluded: None },
        other => Found { kind, evidence: KindEvidence::Header, excluded: other },
    }
}

fn holds(family: &Family, signs: &Signs) -> bool {
    let enough = |patterns: &[Regex], count: usize, found: &dyn Fn(&Regex) -> bool| {
        patterns.is_empty() || patterns.iter().filter(|pattern| found(pattern)).count() >= count
    };
    let header = |pattern: &Regex| signs.in_header(pattern);
    let cells = |pattern: &Regex| signs.in_cells(pattern);
    let title = |pattern: &Regex| signs.in_title(pattern);
    family.header_all.iter().all(header)
        && enough(&family.header_any, family.count, &header)
        && !family.header_none.iter().any(header)
        && family.cells_all.iter().all(cells)
        && enough(&family.cells_any, 1, &cells)
        && !family.cells_none.iter().any(cells)
        && enough(&family.title_any, 1, &title)
        && !family.title_none.iter().any(title)
        && signs.panels >= family.panels
        && family.code.as_ref().is_none_or(|(start, longest)| signs.codes_begin(start, *longest))
}
