//! The words of the title (表名).

use super::Asked;
use mingxi_model::text::squeeze;

pub(super) fn texts(asked: &Asked) -> Vec<String> {
    asked.title.map(squeeze).into_iter().collect()
}
