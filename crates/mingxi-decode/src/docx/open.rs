//! What is open while the markup of a body is read.

/// What an open element is, and thereby what its children can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    /// Its children mean what they would mean without it.
    Plain,
    Table,
    Row,
    Cell,
    Paragraph,
    ParagraphProps,
    /// Properties of the paragraph's mark.
    MarkProps,
    ListProps,
    Run,
    RunProps,
    /// Text; whether white space at its ends counts.
    Text {
        keeps_space: bool,
    },
    TableProps,
    RowProps,
    CellProps,
    TextBox,
}
