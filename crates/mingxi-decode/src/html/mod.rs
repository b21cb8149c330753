//! Web pages (.html, .mht), also those that Word, Excel and web systems write under other names.
//!
//! The markup is read by the rules of browsers, and what a browser shows is the document: hidden and struck text is
//! left out, spans are laid out as a browser does. Tables that only place things are told from tables of data by their
//! structure; menus, lists of links and the site's footer are no part of the document. Files that a page links to are
//! named.

mod counted;
mod declared;
mod dom;
mod encoding;
mod flow;
mod grid;
mod left_out;
mod line;
mod look;
mod mime;
mod parts;
mod placed;
mod remarks;
mod rows;
mod scan;
mod sheet;
mod sink;
mod tables;
mod title;

pub(crate) use encoding::is_page;
pub(crate) use mime::is_archive;

use crate::DecodeError;
use crate::allowance::{Allowance, exceeded};
use crate::charset::TextFile;
use crate::pdf::PdfPages;
use dom::ROOT;
use flow::{Page, Read};
use mingxi_model::{Block, Diagnostic, Document, ErrorKind, Format, Paragraph, Place, Severity, Step};
use remarks::Remarks;
use sheet::Sheet;
use sink::Excess;

/// Elements and texts of a page for each paragraph or cell that a document may have.
const NODES: usize = 4;
/// The most of them: 150 bytes each.
const MOST_NODES: usize = 3_000_000;
/// A page of so few characters and a picture is the picture.
const FEW: usize = 300;

/// Reads a page.
///
/// # Errors
/// The page holds nothing to read, or asks for more than a document may.
pub(crate) fn decode(bytes: &[u8], allowance: &Allowance) -> Result<Document, DecodeError> {
    let file = encoding::read(bytes, None)?;
    let one = page(&file.text, "body", allowance)?;
    finish(vec![(file, one)])
}

/// Reads the pages of an archive (.mht): the first, and where it shows nothing itself the others, which are the sheets of
/// a workbook.
///
/// # Errors
/// As of a page; also where the archive is damaged.
pub(crate) fn decode_archive(bytes: &[u8], allowance: &Allowance) -> Result<Document, DecodeError> {
    let parts = mime::pages(bytes, allowance)?;
    let mut read = Vec::new();
    for (number, part) in (1..).zip(parts) {
        let file = encoding::read(&part.bytes, part.charset.as_deref())?;
        let path = if number == 1 { "body".to_owned() } else { format!("part[{number}]/body") };
        let one = page(&file.text, &path, allowance)?;
        let is_enough = number == 1 && !one.read.blocks.is_empty();
        read.push((file, one));
        if is_enough {
            break;
        }
    }
    finish(read)
}

/// What was read of one page.
struct OnePage {
    read: Read,
    title: Option<String>,
    /// Its text is put together by scripts.
    has_scripts: bool,
    /// What it prints, where all its texts have places of their own.
    placed: Option<PdfPages>,
}

fn page(text: &str, path: &str, allowance: &Allowance) -> Result<OnePage, DecodeError> {
    if let Some(message) = scan::excess(text) {
        return Err(exceeded(message));
    }
    let limits = allowance.limits();
    // Browsers draw twice the depth that an Office file may have.
    let depth = limits.depth.saturating_mul(2);
    let nodes = limits.cells.saturating_mul(NODES).min(MOST_NODES);
    let (dom, excess) = sink::tree(text, nodes, depth);
    let order = dom.walk(ROOT, depth + 64);
    let mut sheet = Sheet::of_page(&dom, &order);
    let looks = look::looks(&dom, &order, &mut sheet);
    let stop = excess.map(|excess| {
        exceeded(match excess {
            Excess::Depth => {
                format!("the page nests elements deeper than {depth}; what follows was not read")
            }
            Excess::Nodes => format!("the page has more than {nodes} elements; what follows was not read"),
        })
    });
    let title = title::title(&dom, &order);
    if let Some(placed) = placed::pages(&dom, &order, &looks, &mut sheet, allowance) {
        let read = Read { blocks: Vec::new(), remarks: Remarks::default(), stop };
        return Ok(OnePage { read, title, has_scripts: false, placed: Some(placed) });
    }
    let parts = parts::parts(&dom, &looks, &order);
    let counts = counted::counted(&dom, &looks, &order, |table, counts| {
        rows::is_data(&dom, &looks, table, counts, parts[table as usize])
    });
    let mut positions = vec![0u32; dom.nodes.len()];
    let mut last_table = 0;
    for (position, id) in (0u32..).zip(&order) {
        positions[*id as usize] = position;
        if counts[*id as usize].is_data {
            last_table = position;
        }
    }
    let seen = Page {
        dom: &dom,
        looks: &looks,
        counts: &counts,
        positions: &positions,
        last_table,
        path,
        depth: depth + 64,
    };
    let mut read = flow::read(&seen, allowance);
    read.remarks.is_style_cut = sheet.is_exhausted();
    read.stop = stop.or(read.stop);
    let has_scripts = order.iter().any(|id| dom.tag(*id) == "script");
    Ok(OnePage { read, title, has_scripts, placed: None })
}

/// Puts what was read of pages together.
fn finish(pages: Vec<(TextFile, OnePage)>) -> Result<Document, DecodeError> {
    let mut blocks = Vec::new();
    let mut diagnostics = Vec::new();
    let mut partial: Option<(ErrorKind, String)> = None;
    let (mut first_title, mut pictures, mut has_scripts) = (None, 0, false);
    for (file, one) in pages {
        let OnePage { read, title, has_scripts: scripts, placed } = one;
        let stop = read.stop.map(|stop| (stop.kind(), stop.to_string()));
        if let Some(placed) = placed {
            let cut = stop.or(file.damage);
            return Ok(Document {
                partial: cut.or(placed.partial.clone()),
                ..crate::paginated(placed, Format::Html)
            });
        }
        partial = partial.or(stop).or(file.damage);
        first_title = first_title.or(title);
        has_scripts |= scripts;
        pictures += read.remarks.pictures;
        let has_table = read.blocks.iter().any(|block| matches!(block, Block::Native(_)));
        diagnostics.extend(read.remarks.into_diagnostics(has_table));
        blocks.extend(read.blocks);
    }
    add_title(first_title, &mut blocks);
    if blocks.is_empty() {
        return Err(match partial {
            Some((kind, message)) => DecodeError::new(kind, message),
            None if pictures > 0 => DecodeError::new(
                ErrorKind::NeedsOcr,
                "the page holds pictures and no text; it needs text recognition (OCR) first",
            ),
            None if has_scripts => DecodeError::new(
                ErrorKind::Empty,
                "the page holds no text: scripts put it together in a browser; save it from the browser as it is shown",
            ),
            None => DecodeError::new(ErrorKind::Empty, "the page holds no text and no table"),
        });
    }
    let has_table = blocks.iter().any(|block| matches!(block, Block::Native(_)));
    let has_files = diagnostics.iter().any(|said| said.code == "attachments");
    let characters: usize = blocks.iter().map(text_of).map(|text| text.chars().count()).sum();
    if pictures > 0 && !has_table && !has_files && characters < FEW {
        let message = format!(
            "the page holds {pictures} pictures, little text and no table; what they show needs text recognition (OCR)"
        );
        diagnostics.push(Diagnostic::new(Step::Decode, Severity::Error, "needs_ocr", message.clone()));
        partial = partial.or(Some((ErrorKind::NeedsOcr, message)));
    }
    Ok(Document {
        format: Format::Html,
        blocks,
        running: Vec::new(),
        pages: Vec::new(),
        page_count: None,
        diagnostics,
        partial,
    })
}

fn text_of(block: &Block) -> &str {
    match block {
        Block::Paragraph(paragraph) => &paragraph.text,
        _ => "",
    }
}

/// The title of the page as its first paragraph, where nothing of the page says it.
fn add_title(title: Option<String>, blocks: &mut Vec<Block>) {
    let Some(title) = title else { return };
    let squeezed = mingxi_model::text::squeeze(&title);
    let is_said = blocks.iter().any(|block| match block {
        Block::Paragraph(paragraph) => title::says(&paragraph.text, &squeezed),
        Block::Native(table) => table.cells.iter().any(|cell| title::says(&cell.text, &squeezed)),
        Block::Dump(_) => false,
    });
    if !is_said {
        let place = Place::Part("head/title".to_owned());
        blocks
            .insert(0, Block::Paragraph(Paragraph { text: title, heading: None, place, turns: Vec::new() }));
    }
}
