//! `mingxi draw-pages`: the process that draws pages for `mingxi report`, so that no file can end the report.
//!
//! What it prints is a line of JSON, the [`Answer`], and then the pictures one after another.

use crate::args::DrawPages;
use crate::outcome::{Exit, Failure};
use crate::printer;
use mingxi_engine::{DrawError, printed_pages};
use serde::{Deserialize, Serialize};

/// What stands before the pictures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Of every page the bytes of its picture and its size in points, or nothing where it cannot be drawn.
    Pages(Vec<Option<(usize, f32, f32)>>),
    /// The file is not there.
    Gone,
    /// The file has other bytes.
    Changed,
    /// The file cannot be read.
    Failed,
}

/// Draws.
///
/// # Errors
/// Stdout cannot be written.
pub fn run(draw: &DrawPages) -> Result<Exit, Failure> {
    if !mingxi_engine::confine(draw.memory.get().saturating_mul(1 << 20)) {
        tracing::warn!("the memory of this process is not bounded");
    }
    let reader = super::vocab::reader(&[])?;
    let drawn = printed_pages(&draw.file, &draw.id, &draw.pages, &reader);
    let mut pictures = Vec::new();
    let answer = match drawn {
        Ok(pages) => Answer::Pages(
            pages
                .into_iter()
                .map(|page| {
                    let page = page.ok()?;
                    let head = (page.png.len(), page.width, page.height);
                    pictures.push(page.png);
                    Some(head)
                })
                .collect(),
        ),
        Err(DrawError::Gone) => Answer::Gone,
        Err(DrawError::Changed) => Answer::Changed,
        Err(_) => Answer::Failed,
    };
    printer::line(&serde_json::json!(answer).to_string())?;
    for picture in pictures {
        printer::data(&picture)?;
    }
    Ok(Exit::Clean)
}
