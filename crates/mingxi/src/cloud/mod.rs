//! Inputs and outputs that are addresses of object stores: s3://bucket/folder, gs://, az://. They are read and written
//! with the feature `cloud`; file:// addresses are paths, with or without it.
//!
//! The engine knows files only. Documents are fetched before it runs, each into a copy that lies beside what runs keep,
//! and a publication is made in a local folder and then uploaded.

mod address;
#[cfg(feature = "cloud")]
mod fetch;
#[cfg(feature = "cloud")]
mod store;
#[cfg(feature = "cloud")]
mod upload;

pub use address::{Address, Places};

use crate::outcome::Failure;
use mingxi_engine::{Found, Shard, Stop};
use std::path::Path;
use std::time::Duration;

/// What documents are fetched with.
#[derive(Debug)]
#[cfg_attr(not(feature = "cloud"), expect(dead_code, reason = "only stores are fetched from"))]
pub struct Fetching<'a> {
    /// The folder that gets the copies.
    pub copies: &'a Path,
    /// The most bytes of a document; a larger one is not fetched.
    pub file_bytes: u64,
    /// How long one document may take.
    pub patience: Duration,
    /// Only the documents of this part of the run.
    pub shard: Option<Shard>,
    /// Asked, no further document is fetched.
    pub stop: &'a Stop,
}

/// Copies of documents, for as long as a run needs them: no other run fetches into or sweeps their folder meanwhile.
#[derive(Debug)]
pub struct Fetched {
    /// Every document with its address as its path; those that could not be fetched with the reason.
    pub found: Vec<Found>,
    /// The lock, where anything was fetched.
    #[cfg(feature = "cloud")]
    held: Option<std::fs::File>,
}

#[cfg(feature = "cloud")]
pub use with::{fetch, reach, upload};
#[cfg(not(feature = "cloud"))]
pub use without::{fetch, reach, upload};

#[cfg(feature = "cloud")]
mod with {
    use super::{
        Address, Failure, Fetched, Fetching, Path, Stop, fetch as fetching, store, upload as uploading,
    };

    /// Lists the addresses and fetches the documents below them that are not there from an earlier run.
    ///
    /// # Errors
    /// A store cannot be reached or lists too much, another run fetches, the copies cannot be written, or the run was
    /// asked to stop.
    pub fn fetch(addresses: &[Address], with: &Fetching<'_>) -> Result<Fetched, Failure> {
        store::runtime()?.block_on(fetching::fetch(addresses, with))
    }

    /// Looks whether a publication could be uploaded, before there is one.
    ///
    /// # Errors
    /// The store cannot be reached; or it has a publication and the local folder has none, so that `has_share` would be
    /// a share of nothing.
    pub fn reach(out: &Path, to: &Address, has_share: bool) -> Result<(), Failure> {
        store::runtime()?.block_on(uploading::reach(out, to, has_share))
    }

    /// Uploads the publication of a local output folder, and makes the address name it last of all.
    ///
    /// # Errors
    /// The store refuses or cannot be reached, another run published there meanwhile, or the run was asked to stop;
    /// the address names what it named before.
    pub fn upload(out: &Path, to: &Address, stop: &Stop) -> Result<(), Failure> {
        store::runtime()?.block_on(uploading::upload(out, to, stop))
    }
}

#[cfg(not(feature = "cloud"))]
mod without {
    use super::{Address, Failure, Fetched, Fetching, Path, Stop};

    fn missing(address: &Address) -> Failure {
        Failure::new(
            format!("{address} is the address of an object store, and this program was built without them"),
            "build it with `cargo build --release --features cloud`, or name files and folders",
        )
    }

    /// Refuses addresses.
    ///
    /// # Errors
    /// There is one.
    pub fn fetch(addresses: &[Address], _: &Fetching<'_>) -> Result<Fetched, Failure> {
        match addresses.first() {
            Some(address) => Err(missing(address)),
            None => Ok(Fetched { found: Vec::new() }),
        }
    }

    impl Fetched {
        /// Does nothing: there are no copies.
        pub fn sweep(self, _: &Path) {}
    }

    /// Refuses the address.
    ///
    /// # Errors
    /// Always.
    pub fn reach(_: &Path, to: &Address, _: bool) -> Result<(), Failure> {
        Err(missing(to))
    }

    /// Refuses the address.
    ///
    /// # Errors
    /// Always.
    pub fn upload(_: &Path, to: &Address, _: &Stop) -> Result<(), Failure> {
        Err(missing(to))
    }
}
