//! Old Word files as the program reads them; what is in them is written here by hand, modifier by modifier.

#![allow(clippy::unwrap_used)]

use encoding_rs::{GBK, WINDOWS_1252};
use mingxi_corpus::generate::{Order, document};
use mingxi_corpus::write::Format;
use mingxi_corpus::write::doc::file::{File, Style};
use mingxi_corpus::write::doc::{Merge, cell_text, definition, row_end};
use mingxi_decode::{Limits, decode};
use mingxi_model::{Block, Document, ErrorKind, NativeTable};

const PARAGRAPH: u16 = 0x0d;
const CELL: u16 = 0x07;
const IN_TABLE: [u8; 3] = [0x16, 0x24, 1];
const SPECIAL: [u8; 3] = [0x55, 0x08, 1];

#[track_caller]
fn read(file: &File) -> Document {
    decode(&file.bytes().unwrap(), &Limits::default()).unwrap()
}

#[track_caller]
fn texts(file: &File) -> Vec<String> {
    let texts = read(file).blocks.into_iter().map(|block| match block {
        Block::Paragraph(paragraph) => paragraph.text,
        Block::Native(table) => cells(&table).join("|"),
        Block::Dump(_) => unreachable!("no dump"),
    });
    texts.collect()
}

fn cells(table: &NativeTable) -> Vec<String> {
    let place =
        |start: u32, span: u32| if span == 1 { format!("{start}") } else { format!("{start}+{span}") };
    let text = |cell: &mingxi_model::NativeCell| {
        format!("{},{} {}", place(cell.row, cell.row_span), place(cell.col, cell.col_span), cell.text)
    };
    table.cells.iter().map(text).collect()
}

fn diagnostics(document: &Document) -> Vec<&str> {
    document.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn old_and_new_files_say_the_same() {
    let order = Order { seed: 31, ..Order::default() };
    for number in 0..12 {
        let disclosure = document(&order, number).1;
        let blocks = |format: Format| {
            let read = decode(&format.write(&disclosure).unwrap(), &Limits::default()).unwrap();
            assert_eq!((read.diagnostics.len(), read.partial), (0, None), "{number}");
            // The writer of the newer files states no outline levels.
            let plain = read.blocks.into_iter().map(|block| match block {
                Block::Paragraph(paragraph) => {
                    Block::Paragraph(mingxi_model::Paragraph { heading: None, ..paragraph })
                }
                other => other,
            });
            plain.collect::<Vec<_>>()
        };
        assert_eq!(blocks(Format::Doc), blocks(Format::Docx), "{number}");
    }
}

#[test]
fn text_of_bytes() {
    let mut file = File::new(Some(GBK));
    file.paragraph("支出总表（单位：万元）·2023年");
    assert_eq!(texts(&file), ["支出总表（单位：万元）·2023年"]);
    let mut file = File::new(Some(WINDOWS_1252));
    file.paragraph("10 × 20 € “x” 25°");
    assert_eq!(texts(&file), ["10 × 20 € “x” 25°"]);
}

#[test]
fn headings_and_numbered_paragraphs() {
    let mut file = File::new(None);
    // A list of two levels: 一、 and 1.1, the second list of it beginning at 5.
    let level = |format: u8, text: &str| {
        let mut bytes = vec![1, 0, 0, 0, format, 0];
        bytes.resize(28, 0);
        bytes[15] = 2;
        bytes.extend(u16::try_from(text.chars().count()).unwrap().to_le_bytes());
        bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let mut definitions = vec![1, 0, 9, 0, 0, 0, 0, 0, 0, 0];
    definitions.extend([0xff, 0x0f].repeat(9));
    definitions.extend([0, 0]);
    let stated = definitions.len();
    definitions.extend(level(39, "\u{0}、"));
    definitions.extend(level(0, "\u{0}.\u{1}"));
    definitions.extend((2..9).flat_map(|_| level(255, "")));
    let mut lists = vec![2, 0, 0, 0];
    for changes in [0, 1] {
        lists.extend([9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, changes, 0, 0, 0]);
    }
    lists.extend([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 5, 0, 0, 0, 0x10, 0, 0, 0]);
    let size = lists.len();
    file.tables.push((73, definitions, stated));
    file.tables.push((74, lists, size));
    // The second heading style is of the list.
    let mut heading = file.styles[2].clone().unwrap();
    heading.groups[0].extend([0x0b, 0x46, 1, 0]);
    file.styles[2] = Some(heading);
    let item = |list: u8, level: u8| [0x0b, 0x46, list, 0, 0x0a, 0x26, level];
    file.run("概况", &[]).end(PARAGRAPH, 2, &[], &[]);
    file.run("收入", &[]).end(PARAGRAPH, 0, &item(1, 1), &[]);
    file.run("支出", &[]).end(PARAGRAPH, 0, &item(1, 1), &[]);
    file.run("说明", &[]).end(PARAGRAPH, 2, &[], &[]);
    file.run("其他", &[]).end(PARAGRAPH, 0, &item(2, 0), &[]);
    // Taken out of the list.
    file.run("附", &[]).end(PARAGRAPH, 2, &[0x0b, 0x46, 0, 0], &[]);
    assert_eq!(texts(&file), ["一、概况", "一.1收入", "一.2支出", "二、说明", "五、其他", "附"]);
    let headings: Vec<Option<u8>> = read(&file)
        .blocks
        .iter()
        .map(|block| if let Block::Paragraph(paragraph) = block { paragraph.heading } else { None })
        .collect();
    assert_eq!(headings, [Some(2), None, None, Some(2), None, Some(2)]);
}

#[test]
fn what_is_not_printed_is_left_out() {
    let mut file = File::new(None);
    // Style 14 hides, style 13 is based on it.
    let style = |parent, group: &[u8]| {
        Some(Style { built_in: 0xffe, kind: 1, parent, groups: vec![vec![14, 0], group.to_vec()] })
    };
    file.styles[14] = style(0, &[0x3c, 0x08, 1]);
    file.styles[13] = style(14, &[]);
    // Character style 12 strikes through.
    file.styles[12] =
        Some(Style { built_in: 0xffe, kind: 2, parent: 0xfff, groups: vec![vec![0x37, 0x08, 1]] });
    file.run("留", &[]).run("删", &[0x00, 0x08, 1]).run("藏", &[0x3c, 0x08, 1]).run("下", &[0x3c, 0x08, 0]);
    file.end(PARAGRAPH, 0, &[], &[]);
    // In a hidden style only what is against it is seen.
    file.run("无", &[]).run("有", &[0x3c, 0x08, 0x81]).run("无", &[0x3c, 0x08, 0x80]).end(
        PARAGRAPH,
        13,
        &[],
        &[0x3c, 0x08, 0],
    );
    file.run("划", &[0x30, 0x4a, 12, 0]).run("不划", &[0x30, 0x4a, 12, 0, 0x37, 0x08, 0]);
    file.run("白", &[0x70, 0x68, 255, 255, 255, 0]).run("小", &[0x43, 0x4a, 2, 0]);
    file.end(PARAGRAPH, 0, &[], &[]);
    // A mark that a reviewer deleted joins two paragraphs.
    file.run("上", &[]).end(PARAGRAPH, 0, &[], &[0x00, 0x08, 1]).paragraph("下");
    assert_eq!(texts(&file), ["留下", "有", "不划", "上下"]);
    let document = read(&file);
    assert_eq!(diagnostics(&document), ["hidden_text", "tracked_deletions", "struck_text", "hidden_text"]);
}

#[test]
fn fields_symbols_and_breaks() {
    let mut file = File::new(None);
    file.run("第", &[]).run("\u{13}", &SPECIAL).run(" PAGE ", &[]).run("\u{14}", &SPECIAL).run("3", &[]);
    file.run("\u{15}", &SPECIAL).run("页", &[]).end(PARAGRAPH, 0, &[], &[]);
    file.run("(", &[0x55, 0x08, 1, 0x09, 0x6a, 1, 0, 0xfe, 0xf0]).run("是\u{b}否\u{1e}1\u{1f}", &[]);
    file.run("\u{2}\u{5}", &SPECIAL).end(PARAGRAPH, 0, &[], &[]);
    // The raised mark of a note, a page break in a paragraph.
    file.run("金额", &[]).run("2", &[0x48, 0x2a, 1]).run("\u{c}", &[]).end(PARAGRAPH, 0, &[], &[]);
    assert_eq!(texts(&file), ["第3页", "☑是\n否-1", "金额²"]);
}

#[test]
fn modifiers_of_pieces_hold_for_all_of_them() {
    let mut file = File::new(None);
    file.groups.push(vec![0x3c, 0x08, 1]);
    file.run("甲", &[])
        .piece(1)
        .run("乙", &[])
        .piece(0x5c << 1 | 1 << 8)
        .run("丙", &[])
        .piece(0)
        .paragraph("丁");
    assert_eq!(texts(&file), ["甲丁"]);
}

#[test]
fn merges_by_marks_and_by_edges() {
    let mut file = File::new(None);
    // 一 is over two columns by its edges, 三 by marks of the older and of the newer kind.
    for text in ["一", "二"] {
        cell_text(&mut file, text, 0);
    }
    row_end(&mut file, 0, &[(2_000, Merge::None), (3_000, Merge::First)], &[]);
    for marks in [[1_u8, 2], [2, 1]] {
        for text in ["三", "盖", "下"] {
            cell_text(&mut file, text, 0);
        }
        let mut row = definition(0, &[(1_010, Merge::None), (1_990, Merge::None), (3_000, Merge::Below)]);
        row[13] |= marks[0];
        row[33] |= marks[1];
        file.end(CELL, 0, &[&IN_TABLE[..], &[0x17, 0x24, 1], &row].concat(), &[]);
    }
    file.paragraph("");
    assert_eq!(texts(&file), ["0,0+2 一|0+3,2 二|1,0+2 三|2,0+2 三"]);
    // What merges cover is told: 盖 twice, 下 twice.
    assert_eq!(diagnostics(&read(&file)), ["covered_text"; 4]);
}

#[test]
fn a_row_of_many_cells_stands_in_the_data_stream() {
    let mut file = File::new(None);
    let columns: Vec<(usize, Merge)> = (1..=60).map(|column| (column * 150, Merge::None)).collect();
    for column in 0..60 {
        cell_text(&mut file, &format!("{column}"), 0);
    }
    row_end(&mut file, 0, &columns, &[]);
    file.paragraph("");
    assert!(!file.data.is_empty());
    let document = read(&file);
    let Block::Native(table) = &document.blocks[0] else { unreachable!("a table") };
    assert_eq!((table.rows, table.columns, table.cells[59].text.as_str()), (1, 60, "59"));
}

#[test]
fn tables_in_tables() {
    let mut file = File::new(None);
    let depth = |depth: u8| [0x16, 0x24, 1, 0x49, 0x66, depth, 0, 0, 0];
    let inner_cell = [&depth(2)[..], &[0x4b, 0x24, 1]].concat();
    let inner_row = [
        &depth(2)[..],
        &[0x4b, 0x24, 1, 0x4c, 0x24, 1],
        &definition(0, &[(500, Merge::None), (900, Merge::None)]),
    ]
    .concat();
    file.run("外", &[]).end(PARAGRAPH, 0, &depth(1), &[]);
    for text in ["内一", "内二"] {
        file.run(text, &[]).end(PARAGRAPH, 0, &inner_cell, &[]);
    }
    file.end(PARAGRAPH, 0, &inner_row, &[]);
    file.run("后", &[]).end(CELL, 0, &depth(1), &[]);
    cell_text(&mut file, "邻", 0);
    row_end(&mut file, 0, &[(2_000, Merge::None), (4_000, Merge::None)], &[]);
    file.paragraph("");
    assert_eq!(texts(&file), ["0,0 外\n后|0,1 邻", "0,0 内一|0,1 内二"]);
    let places: Vec<String> =
        read(&file)
            .blocks
            .iter()
            .map(|block| {
                if let Block::Native(table) = block {
                    table.cells[1].place.to_string()
                } else {
                    String::new()
                }
            })
            .collect();
    assert_eq!(places, ["body/tbl[1]/tr[1]/tc[2]", "body/tbl[1]/tr[1]/tc[1]/tbl[1]/tr[1]/tc[2]"]);
}

#[test]
fn hidden_rows_are_left_out() {
    let mut file = File::new(None);
    for (text, height) in [("见", [0_u8, 0]), ("不见", [0xf6, 0xff])] {
        cell_text(&mut file, text, 0);
        let row =
            [&IN_TABLE[..], &[0x17, 0x24, 1, 0x07, 0x94], &height, &definition(0, &[(900, Merge::None)])];
        file.end(CELL, 0, &row.concat(), &[]);
    }
    file.paragraph("");
    assert_eq!(texts(&file), ["0,0 见"]);
    assert_eq!(diagnostics(&read(&file)), ["hidden_rows"]);
}

#[test]
fn a_row_is_deleted_by_its_mark_or_by_those_of_its_cells() {
    let deleted: &[u8] = &[0x00, 0x08, 1];
    let mut file = File::new(None);
    for (cells, row) in [([deleted, &[]], &[][..]), ([deleted, deleted], &[]), ([&[], &[]], deleted)] {
        for of_mark in cells {
            file.run("留", &[]).end(CELL, 0, &IN_TABLE, of_mark);
        }
        row_end(&mut file, 0, &[(900, Merge::None), (1_800, Merge::None)], row);
    }
    file.paragraph("");
    assert_eq!(texts(&file), ["0,0 留|0,1 留"]);
    assert_eq!(diagnostics(&read(&file)), ["tracked_deletions"]);
}

#[test]
fn text_boxes_follow_their_anchor_and_headers_stand_beside() {
    let mut file = File::new(None);
    file.run("前", &[]).run("\u{8}", &SPECIAL).end(PARAGRAPH, 0, &[], &[]).paragraph("后");
    // Headers: six separators of notes, then the one of odd pages.
    file.begin(2).paragraph("单位：万元");
    file.begin(6).paragraph("框中").paragraph("无锚");
    let header: Vec<u8> = [0u32, 0, 0, 0, 0, 0, 0, 0, 6, 6].iter().flat_map(|at| at.to_le_bytes()).collect();
    let size = header.len();
    file.tables.push((11, header, size));
    // One anchor, at the second character, of shape 1030; two boxes, of it and of one that has no anchor.
    let mut anchors = [1u32.to_le_bytes(), 5u32.to_le_bytes()].concat();
    anchors.extend(1030u32.to_le_bytes());
    anchors.extend([0; 22]);
    file.tables.push((40, anchors, 34));
    let mut boxes: Vec<u8> = [0u32, 3, 6, 7].iter().flat_map(|at| at.to_le_bytes()).collect();
    for shape in [1030u32, 1031, 0] {
        boxes.extend([0; 14]);
        boxes.extend(shape.to_le_bytes());
        boxes.extend([0; 4]);
    }
    let size = boxes.len();
    file.tables.push((56, boxes, size));
    assert_eq!(texts(&file), ["前", "框中", "后", "无锚"]);
    let document = read(&file);
    assert_eq!(document.running.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), ["单位：万元"]);
    let Block::Paragraph(boxed) = &document.blocks[1] else { unreachable!("a paragraph") };
    assert_eq!(boxed.place.to_string(), "body/p[1]/txbx[1]/p[1]");
}

#[test]
fn refused_files_say_why() {
    let mut file = File::new(None);
    file.paragraph("x");
    let bytes = file.bytes().unwrap();
    let start = bytes.windows(2).position(|window| window == [0xec, 0xa5]).unwrap();
    let patched = |at: usize, value: u8| {
        let mut bytes = bytes.clone();
        bytes[start + at] = value;
        decode(&bytes, &Limits::default()).unwrap_err()
    };
    assert_eq!(patched(11, 0x53).kind(), ErrorKind::Encrypted);
    assert!(patched(11, 0x53).to_string().contains("password"));
    assert_eq!(patched(0, 0xdc).kind(), ErrorKind::UnsupportedFormat);
    assert!(patched(0, 0xdc).to_string().contains("Word 95"));
    assert_eq!(patched(0, 0x11).kind(), ErrorKind::Corrupt);
}

/// A file with a table, a list of runs, a box: something of everything.
fn fixture() -> Vec<u8> {
    let disclosure = document(&Order { seed: 5, ..Order::default() }, 1).1;
    Format::Doc.write(&disclosure).unwrap()
}

#[test]
fn a_damaged_container_is_read_as_far_as_it_goes() {
    let whole = fixture();
    let expected = decode(&whole, &Limits::default()).unwrap();
    let table = 512 * (1 + u32::from_le_bytes(whole[76..80].try_into().unwrap()) as usize);
    // The last sector is cut, by less than what nobody reads of it.
    let cut = decode(&whole[..whole.len() - 3], &Limits::default()).unwrap();
    assert_eq!(cut.blocks, expected.blocks);
    // The table is longer than the file.
    let mut long = whole.clone();
    let last = 512 * (1 + (whole.len() / 512 - 1) / 128).max(1) + table - 512;
    long[last - 4..last].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    let read = decode(&long, &Limits::default()).unwrap();
    assert_eq!(read.blocks, expected.blocks);
    // Every sector is followed by itself.
    let mut circle = whole.clone();
    for number in 0..128_u32 {
        let at = table + 4 * number as usize;
        circle[at..at + 4].copy_from_slice(&number.to_le_bytes());
    }
    let read = decode(&circle, &Limits::default());
    assert!(read.is_err() || read.is_ok_and(|document| document.partial.is_some()));
    // Half of the file.
    let half = decode(&whole[..whole.len() / 2], &Limits::default());
    assert!(half.is_err() || half.is_ok_and(|document| document.partial.is_some()));
}

#[test]
fn mutated_files_neither_panic_nor_hang() {
    let whole = fixture();
    let limits = Limits { cells: 20_000, places: 100_000, ..Limits::default() };
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(below).unwrap()).unwrap()
    };
    for _ in 0..600 {
        let mut bytes = whole.clone();
        for _ in 0..1 + next(24) {
            let at = next(bytes.len());
            bytes[at] = match next(4) {
                0 => 0,
                1 => 0xff,
                2 => bytes[at] ^ 1 << next(8),
                _ => u8::try_from(next(256)).unwrap(),
            };
        }
        bytes.truncate(bytes.len() - [0, 0, 0, next(whole.len())][next(4)]);
        // Whatever comes of it, it comes soon and in order.
        let _ = decode(&bytes, &limits);
    }
}

#[test]
fn absurd_files_end_within_their_limits() {
    let limits = Limits { cells: 20_000, places: 100_000, ..Limits::default() };
    // Paragraphs by turns outside of tables and in the innermost of as many as fit.
    let mut deep = File::new(None);
    for _ in 0..1_500 {
        deep.end(PARAGRAPH, 0, &[], &[]).end(
            PARAGRAPH,
            0,
            &[0x16, 0x24, 1, 0x49, 0x66, 255, 255, 255, 127],
            &[],
        );
    }
    let read = decode(&deep.bytes().unwrap(), &limits);
    assert_eq!(read.unwrap().partial.map(|(kind, _)| kind), Some(ErrorKind::LimitExceeded));
    // Rows of 255 cells whose edges all differ.
    let mut wide = File::new(None);
    for row in 0..12 {
        let columns: Vec<(usize, Merge)> = (1..=250).map(|n| (n * 240 + row * 16, Merge::None)).collect();
        (0..250).for_each(|_| cell_text(&mut wide, "", 0));
        row_end(&mut wide, row * 16, &columns, &[]);
    }
    wide.paragraph("");
    let read = decode(&wide.bytes().unwrap(), &limits);
    assert_eq!(read.unwrap_err().kind(), ErrorKind::LimitExceeded);
    // A body longer than the file.
    let mut long = File::new(None);
    long.paragraph("支出");
    let mut bytes = long.bytes().unwrap();
    let start = bytes.windows(2).position(|window| window == [0xec, 0xa5]).unwrap();
    bytes[start + 0x4c..start + 0x50].copy_from_slice(&0x7fff_ffff_u32.to_le_bytes());
    let read = decode(&bytes, &limits).unwrap();
    assert_eq!(read.blocks.len(), 1);
}
