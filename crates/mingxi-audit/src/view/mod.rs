//! One table as the rules see it: its panels, its rows, and what contains what.

mod adopt;
mod forest;
mod lists;
mod names;
mod panel;
mod place;
mod table;

pub(crate) use forest::{Node, NodeKind};
pub(crate) use names::{TotalClass, contains_any, total_class};
pub(crate) use panel::{Panel, is_summable};
pub(crate) use place::{Entry, Spot, is_blank};
pub(crate) use table::TableView;
