//! OFD: pages as those of a PDF, in several documents of one file.

use super::small::three_tables;
use super::{Case, expect_ok};
use crate::write::ofd;
use crate::write::pdf::{Layout, Look, set};

/// The cases.
///
/// # Errors
/// The writer failed.
pub fn cases() -> anyhow::Result<Vec<Case>> {
    let ruled = three_tables(2023);
    let bare = three_tables(2025);
    let pages = set(&bare.blocks, Look::plain(Layout::ThreeRules), "");
    let (first, rest) = pages.split_at(1);
    Ok(vec![
        Case {
            name: "ofd-ruled",
            purpose: "an OFD file with ruled tables; a stamp with a number lies over its first page",
            source: ("source.ofd", ofd::write(&ruled.blocks, Look::plain(Layout::Strokes), "")?),
            truth: Some(ruled.truth),
            expect: expect_ok(),
        },
        Case {
            name: "ofd-two-documents",
            purpose: "an OFD file of two documents, tables of three rules",
            source: ("source.ofd", ofd::pages(&[first.to_vec(), rest.to_vec()])?),
            truth: Some(bare.truth),
            expect: expect_ok(),
        },
    ])
}
