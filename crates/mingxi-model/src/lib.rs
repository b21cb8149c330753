//! The plain data that every stage of mingxi (明细) takes and gives.
//!
//! Nothing here reads a file, looks at a clock or knows a table form. A [`Document`] is what a decoder read
//! from one file's bytes; a [`Grid`] is a table whose cells tile it exactly; a [`Table`] is a grid whose
//! meaning is known; a [`Reading`] is all that one document says. The row types ([`LineItem`], [`Indicator`],
//! [`Project`], [`Statement`], [`Check`], [`Diagnostic`]) are the rows of the published datasets.

mod amount;
mod check;
mod diagnostic;
mod document;
mod facts;
mod flow;
mod grid;
mod kind;
mod lazy_regex;
mod page;
mod place;
mod reading;
mod rows;
mod table;
pub mod text;
mod why;

pub use amount::{Amount, MoneyUnit, parse_number, parse_value};
pub use check::{Check, CheckStatus, Outcome, Slip, Term};
pub use diagnostic::{Diagnostic, Severity, Step};
pub use document::{
    Block, Document, DumpCell, DumpDialect, DumpRow, DumpTable, ErrorKind, Format, NativeCell, NativeTable,
    Paragraph,
};
pub use facts::{DocumentFacts, Scope, Stage, Status};
pub use flow::{Doubt, FlowItem, OtherReading, RecoveredTable};
pub use grid::{Cell, Grid, GridError};
pub use kind::{Classification, CodeStatus, Flow, Fund, KindEvidence, Phase, RowRole, TableKind};
pub use lazy_regex::LazyRegex;
pub use page::{Fill, Glyph, Page, Rule};
pub use place::{BBox, Place};
pub use reading::Reading;
pub use rows::{
    ChangeDirection, Indicator, LineItem, Operator, PaymentShare, Project, Statement, TargetPart,
};
pub use table::{Column, ColumnRole, Extraction, RowLabel, Table};
pub use why::{Candidate, Evidence, Subject, Why};
