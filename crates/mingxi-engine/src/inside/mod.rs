//! Files inside files: the members of archives, the attachments of PDFs. Each is a document of its own.
//!
//! A run reads in rounds: the files, then what lies in them, then what lies in that. What a file holds is told by its
//! parcel ([`Listed`]), so that it is known of kept results too; the bytes lie in the run's own folder until they are
//! read ([`Parking`]). After each round [`Inside::next`] says, in an order that depends on nothing but the inputs,
//! which contents are new, which lie at further places, and which are more than one file may hold.

mod listed;
mod parking;
mod rounds;

pub use listed::Listed;
pub(crate) use listed::list;
pub(crate) use parking::Parking;
pub(crate) use rounds::{Inside, too_deep};
