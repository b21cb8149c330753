//! What the colours of a drawn page mean.

use super::text::clean;
use mingxi_engine::{Picture, Role};
use std::path::Path;

/// The picture's size, the tables on the page, and how many boxes of each colour there are.
pub fn legend(picture: &Picture, page: u32, file: &Path) -> String {
    let name = clean(&file.display().to_string());
    let mut lines = vec![format!("{name} · page {page} · {} x {} pixels", picture.width, picture.height)];
    for table in &picture.tables {
        lines.push(format!(
            "table {} · {} · {} · {} cells here, {} of them merged (drawn with a second frame)",
            table.table_id,
            table.kind.as_str(),
            table.extraction.as_str(),
            table.cells,
            table.merged
        ));
        let goes_on = match (table.goes_on_from, table.goes_on_to) {
            (true, true) => Some("from the page before and on the next one"),
            (true, false) => Some("from the page before"),
            (false, true) => Some("on the next page"),
            (false, false) => None,
        };
        lines.extend(goes_on.map(|side| format!("  it goes on {side}")));
        lines.extend(table.proven.iter().map(|why| format!("  {}", clean(why))));
    }
    for role in Role::ALL {
        let (colour, what) = role.legend();
        if let Some(count) = picture.counts.get(&role) {
            lines.push(format!("  {colour:<7} {count:>5} {what}"));
        }
    }
    lines.push(String::new());
    lines.join("\n")
}
