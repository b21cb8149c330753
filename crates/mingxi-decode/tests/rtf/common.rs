//! Files that can be read, and their blocks as text.

pub use crate::shown::{codes, lines};
use mingxi_decode::{Limits, decode};
use mingxi_model::{Document, Format};

/// A file of that body, which is one of the code page 936.
#[track_caller]
pub fn read(body: &str) -> Document {
    let file = format!(
        "{{\\rtf1\\ansi\\ansicpg936\\deff0{{\\fonttbl{{\\f0\\fcharset134 SimSun;}}{{\\f1\\fcharset0 Arial;}}{{\\f2\\fcharset2 \
         Wingdings;}}}}{{\\colortbl;\\red0\\green0\\blue0;\\red255\\green255\\blue255;}}{body}}}"
    );
    let document = decode(file.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(document.format, Format::Rtf);
    document
}

/// What [`lines`] shows of it.
#[track_caller]
pub fn shown(body: &str) -> Vec<String> {
    lines(&read(body))
}
