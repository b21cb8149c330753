//! A store behind an address.

use super::Address;
use crate::outcome::Failure;
use object_store::path::Path as Key;
use object_store::{ObjectStore, parse_url_opts};
use std::env;
use tokio::runtime::{Builder, Runtime};
use url::Url;

/// How long a connection and a single request may take. A request that fails is repeated, for three minutes at most.
const BOUNDS: [(&str, &str); 2] = [("connect_timeout", "10 seconds"), ("timeout", "60 seconds")];

/// What waits for stores; one thread is enough.
pub fn runtime() -> Result<Runtime, Failure> {
    let built = Builder::new_current_thread().enable_all().build();
    built.map_err(|error| Failure::from_error(&error, None))
}

/// A store and what the address names in it.
#[derive(Debug)]
pub struct Store {
    /// The store.
    pub objects: Box<dyn ObjectStore>,
    /// The object, or what the names of all objects below the address begin with.
    pub key: Key,
    /// `s3://bucket`.
    root: String,
}

impl Store {
    /// The store of an address. Credentials and the rest come from the environment, in the variables that the store's
    /// own tools have: `AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT`, `GOOGLE_APPLICATION_CREDENTIALS`,
    /// `AZURE_STORAGE_ACCOUNT_NAME` …
    ///
    /// # Errors
    /// The address or a variable has no meaning.
    pub fn open(address: &Address) -> Result<Store, Failure> {
        let refuse = |error: &dyn std::error::Error| {
            Failure::from_error(
                error,
                Some("write s3://bucket/folder, gs://bucket/folder or az://container/folder"),
            )
        };
        let url = Url::parse(address.as_str()).map_err(|error| refuse(&error))?;
        let bounds = BOUNDS.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let given = env::vars().map(|(name, value)| (name.to_ascii_lowercase(), value));
        let opened = parse_url_opts(&url, bounds.into_iter().chain(given));
        let (objects, key) = opened.map_err(|error| refuse(&error))?;
        let text = address.as_str();
        let bucket = text.find("://").map_or(0, |at| at + 3);
        let end = text[bucket..].find('/').map_or(text.len(), |at| bucket + at);
        Ok(Store { objects, key, root: text[..end].to_owned() })
    }

    /// The address of an object.
    pub fn address(&self, key: &Key) -> String {
        format!("{}/{key}", self.root)
    }
}

/// A store that refuses or cannot be reached.
pub fn failure(address: &Address, error: &object_store::Error) -> Failure {
    let mut failure = Failure::from_error(
        error,
        Some(
            "see whether the address is right, the store can be reached, and the environment has its credentials",
        ),
    );
    failure.message = format!("{address}: {}", failure.message);
    failure
}
