//! Form XObjects and images, as far as they are read once for all their uses.

use super::geometry::{Matrix, Rect};
use hayro_syntax::page::Resources;

/// An XObject that has been looked at.
pub(super) enum XObject<'a> {
    Form(Form<'a>),
    Image {
        hidden: bool,
        /// It has no mask: nothing shines through.
        is_solid: bool,
    },
    /// Nothing that can be drawn.
    Nothing,
}

/// A form.
pub(super) struct Form<'a> {
    pub(super) content: Vec<u8>,
    pub(super) matrix: Matrix,
    pub(super) bbox: Option<Rect>,
    pub(super) resources: Option<Resources<'a>>,
    pub(super) hidden: bool,
}
