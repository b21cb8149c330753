//! Old Word files (.doc, .wps): pieces of bytes, tracked changes, hidden text, a damaged container, and what is refused.

use super::small::{EXPENDITURE, add, expenditure, opening, summary, three_tables};
use super::{Case, expect_ok};
use crate::draft::Draft;
use crate::write::doc::file::File;
use crate::write::doc::{Merge, add_blocks, cell_text, row_end, write};
use encoding_rs::GBK;

/// A tracked change deleted the text; it is hidden; it is what its style is not.
const DELETED: [u8; 3] = [0x00, 0x08, 1];
const HIDDEN: [u8; 3] = [0x3c, 0x08, 1];
const NOT_AS_STYLE: [u8; 3] = [0x3c, 0x08, 0x81];
const IN_TABLE: [u8; 3] = [0x16, 0x24, 1];

/// The cases.
pub fn cases() -> anyhow::Result<Vec<Case>> {
    let draft = three_tables(2022);
    let whole = write(&draft.blocks)?;
    let mut bytes = File::new(Some(GBK));
    add_blocks(&mut bytes, &draft.blocks);
    let read = |name, purpose, file, bytes: Vec<u8>, expect: String| Case {
        name,
        purpose,
        source: (file, bytes),
        truth: Some(draft.truth.clone()),
        expect,
    };
    let refused = |name, purpose, bytes: Vec<u8>, kind: &str| Case {
        name,
        purpose,
        source: ("source.doc", bytes),
        truth: None,
        expect: format!("status = [\"failed\"]\nerror_kinds = [\"{kind}\"]\n"),
    };
    Ok(vec![
        read(
            "doc-bytes",
            "an old Word file whose text is stored in bytes of GBK",
            "source.wps",
            bytes.bytes()?,
            expect_ok(),
        ),
        read(
            "doc-long-table",
            "an old Word file whose allocation table is longer than the file",
            "source.doc",
            long_table(whole.clone()),
            expect_ok(),
        ),
        read("doc-plain", "an old Word file", "source.doc", whole.clone(), expect_ok()),
        tracked()?,
        refused(
            "fail-doc-password",
            "an old Word file with a password",
            patched(whole.clone(), 10, 0x53),
            "encrypted",
        ),
        refused("fail-doc-word95", "a file of Word 95", patched(whole, 0, 0xdc), "unsupported_format"),
    ])
}

/// The file with a byte of its first block, and of the one after it, replaced.
fn patched(mut bytes: Vec<u8>, at: usize, value: u8) -> Vec<u8> {
    let mark = [0xec, 0xa5, 0xc1, 0x00];
    if let Some(start) = bytes.windows(4).position(|window| window == mark) {
        // The flag of a password stands in the second byte of the flags.
        let at = if at == 10 { start + 11 } else { start + at };
        bytes[at] = value;
    }
    bytes
}

/// The allocation table goes on with chains of sectors that the file does not have.
fn long_table(mut bytes: Vec<u8>) -> Vec<u8> {
    let number = u32::from_le_bytes([bytes[76], bytes[77], bytes[78], bytes[79]]) as usize;
    let last = 512 * (number + 2);
    bytes[last - 4..last].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    bytes
}

fn tracked() -> anyhow::Result<Case> {
    let mut draft: Draft = opening(2022);
    add(&mut draft, "部门收支总表", summary());
    let mut file = File::new(None);
    add_blocks(&mut file, &draft.blocks);
    // The designer's facts of the second table; its Word form is written below with the changes tracked.
    add(&mut draft, "部门支出总表", expenditure("expenditure_summary"));
    for text in ["部门支出总表"].iter().chain(&super::small::CAPTIONS) {
        file.paragraph(text);
    }
    for text in ["支出功能分类科目", "合计", "基本支出", "项目支出"] {
        cell_text(&mut file, text, 0);
    }
    let first = |edge| (edge, Merge::First);
    row_end(&mut file, 0, &[(3_600, Merge::None), first(5_400), first(7_200), first(9_000)], &[]);
    for text in ["科目编码", "科目名称", "", "", ""] {
        cell_text(&mut file, text, 0);
    }
    let below = |edge| (edge, Merge::Below);
    let plain = |edge| (edge, Merge::None);
    row_end(&mut file, 0, &[plain(1_800), plain(3_605), below(5_410), below(7_200), below(8_995)], &[]);
    let columns = [1_800, 3_600, 5_400, 7_200, 9_000].map(plain);
    for (code, name, values) in EXPENDITURE {
        cell_text(&mut file, code, 0);
        // A note that is hidden, by itself and against its style.
        file.run("（见附件1）", &HIDDEN).run("（2022）", &NOT_AS_STYLE);
        cell_text(&mut file, name, 0);
        for value in *values {
            if (*code, *value) == ("2130305", "40.00") {
                // 40.00 was 45.00 before a reviewer changed it.
                file.run("45.00", &DELETED);
            }
            cell_text(&mut file, value, 0);
        }
        row_end(&mut file, 0, &columns, &[]);
        if *code == "2130314" {
            // A whole row that a reviewer deleted.
            for text in ["2130399", "其他水利支出", "5.00", "", "5.00"] {
                file.run(text, &DELETED).end(0x07, 0, &IN_TABLE, &DELETED);
            }
            row_end(&mut file, 0, &columns, &DELETED);
        }
    }
    file.paragraph("");
    Ok(Case {
        name: "doc-tracked",
        purpose: "tracked changes, hidden text and uneven edges in an old Word file",
        source: ("source.doc", file.bytes()?),
        truth: Some(draft.truth),
        expect: expect_ok(),
    })
}
