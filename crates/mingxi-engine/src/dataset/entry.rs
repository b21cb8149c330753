//! What is kept in memory of each document on its way into a publication.

use super::definition::Dataset;
use super::editions::{self, Edition, Items, Relation};
use super::parcel::Parcel;
use super::rows::Rows;
use super::spill::Parked;
use arrow::array::RecordBatch;

/// A document whose rows are parked on the disk.
pub(super) struct Entry {
    pub fiscal_year: Option<i16>,
    pub region_code: Option<String>,
    pub agency_name: Option<String>,
    pub document_id: String,
    pub source_path: String,
    /// Where its rows are, each dataset's in their order.
    pub parked: Vec<(Dataset, Parked)>,
    edition: Edition,
    /// What it is to other documents; known after [`relate`].
    pub relation: Relation,
}

impl Entry {
    /// Of a packed document; `None` of a broken parcel.
    pub fn of(parcel: &Parcel, parked: Vec<(Dataset, Parked)>) -> Option<Entry> {
        let mut items = Items::default();
        parcel.rows(Dataset::LineItems).for_each(|rows| items.add(&rows));
        Entry::with_items(parcel, parked, items)
    }

    fn with_items(documents: &Parcel, parked: Vec<(Dataset, Parked)>, items: Items) -> Option<Entry> {
        let heading = documents.heading()?;
        Some(Entry {
            fiscal_year: heading.fiscal_year,
            region_code: heading.region_code.map(str::to_owned),
            agency_name: heading.agency_name.map(str::to_owned),
            document_id: heading.document_id.to_owned(),
            source_path: heading.source_path.to_owned(),
            parked,
            edition: Edition::of(&documents.rows(Dataset::Documents).next()?, items),
            relation: Relation::default(),
        })
    }
}

/// Rows of a document that are parked before all of them are known.
#[derive(Default)]
pub(crate) struct ParkedRows {
    parked: Vec<(Dataset, Parked)>,
    documents: Option<Parcel>,
    items: Items,
}

impl ParkedRows {
    /// Notes where a batch was parked.
    pub(super) fn add(&mut self, dataset: Dataset, parked: Parked, batch: RecordBatch) {
        self.parked.push((dataset, parked));
        match dataset {
            Dataset::LineItems => self.items.add(&Rows::of(&batch)),
            Dataset::Documents => self.documents = Parcel::from_batches(vec![(dataset, batch)]),
            _ => {}
        }
    }

    /// The document; `None` if its row of the documents dataset is not among the batches.
    pub(super) fn entry(self) -> Option<Entry> {
        Entry::with_items(&self.documents?, self.parked, self.items)
    }
}

/// Notes of every document what it is to the others.
pub(super) fn relate(entries: &mut [Entry]) {
    let told: Vec<(&str, &Edition)> =
        entries.iter().map(|entry| (entry.document_id.as_str(), &entry.edition)).collect();
    let relations = editions::relate(&told);
    entries.iter_mut().zip(relations).for_each(|(entry, relation)| entry.relation = relation);
}
