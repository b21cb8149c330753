//! All that the rules look at: the tables, and what is found out about them when a rule first asks.

pub(crate) use crate::tables::Only;
pub(crate) use crate::view::{
    Entry, Node, NodeKind, Panel, Spot, TableView, TotalClass, contains_any, is_summable, total_class,
};

use crate::counted::Counted;
use crate::forms::{Form, forms};
use crate::tables::Tables;
use mingxi_model::Reading;
use std::cell::OnceCell;
use std::ops::Deref;

/// All that the rules look at, read-only.
pub(crate) struct Context<'a> {
    all: Tables<'a>,
    counted: OnceCell<Counted>,
    forms: OnceCell<Vec<Form<'a>>>,
}

impl<'a> Deref for Context<'a> {
    type Target = Tables<'a>;

    fn deref(&self) -> &Tables<'a> {
        &self.all
    }
}

impl<'a> Context<'a> {
    /// Indexes what was read.
    pub fn new(reading: &'a Reading) -> Context<'a> {
        Context { all: Tables::new(reading), counted: OnceCell::new(), forms: OnceCell::new() }
    }

    /// What every cell counts.
    pub fn counted(&self) -> &Counted {
        self.counted.get_or_init(|| Counted::new(self))
    }

    /// The projects with their forms.
    pub fn forms(&self) -> &[Form<'a>] {
        // A list of project expenditure is what the forms are compared with.
        let of_forms = || forms(self.reading).into_iter().filter(|form| form.table.kind.is_performance());
        self.forms.get_or_init(|| of_forms().collect())
    }
}
