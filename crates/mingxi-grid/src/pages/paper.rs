//! The sheets of paper as their text is read.

use super::upright::Turn;
use mingxi_model::Page;
use std::collections::BTreeMap;

/// Width and height of each page after it was turned.
#[derive(Debug)]
pub(super) struct Paper {
    sizes: BTreeMap<i32, (f32, f32)>,
}

/// The share of its page below which a table stands at the foot.
const FOOT: f32 = 0.7;

impl Paper {
    pub(super) fn new(pages: &[Page], turns: &[(i32, Turn)]) -> Paper {
        let size = |page: &Page| match turns.binary_search_by_key(&page.number, |(number, _)| *number) {
            Ok(at) => turns[at].1.turned_size(),
            Err(_) => (page.width, page.height),
        };
        Paper { sizes: pages.iter().map(|page| (page.number, size(page))).collect() }
    }

    /// Whether a page is higher than wide.
    pub(super) fn is_portrait(&self, page: i32) -> bool {
        self.sizes.get(&page).is_some_and(|(width, height)| height > width)
    }

    /// Whether what ends at a height stands at the foot of the page.
    pub(super) fn is_at_foot(&self, page: i32, bottom: f32) -> bool {
        self.sizes.get(&page).is_some_and(|(_, height)| bottom > FOOT * height)
    }
}
