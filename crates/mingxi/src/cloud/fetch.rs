//! Documents of object stores as local copies.

use super::store::{Store, failure};
use super::{Address, Fetched, Fetching};
use crate::outcome::{Exit, Failure};
use futures_util::{StreamExt, TryStreamExt, stream};
use mingxi_engine::{Fault, Found};
use object_store::{GetOptions, ObjectMeta, ObjectStoreExt};
use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tokio::time::timeout;

/// Objects that are fetched at the same time.
const AT_ONCE: usize = 8;
/// The most objects below one address: a wrong one may name a store of billions.
const MOST_OBJECTS: usize = 10_000_000;
const LOCK: &str = ".lock";

pub async fn fetch(addresses: &[Address], with: &Fetching<'_>) -> Result<Fetched, Failure> {
    if addresses.is_empty() {
        return Ok(Fetched { found: Vec::new(), held: None });
    }
    fs::create_dir_all(with.copies).map_err(|error| copies_failure(with.copies, &error))?;
    let held = lock(with.copies)?;
    let mut found = Vec::new();
    for address in addresses {
        let store = Store::open(address)?;
        let listed = listed(address, &store).await?;
        if listed.is_empty() {
            let message =
                "the store has no object of this address nor any below it; check the spelling".to_owned();
            found.push(Found {
                path: PathBuf::from(address.as_str()),
                fault: Some(Fault::Missing(message)),
                fetched: None,
            });
        }
        let wanted = listed.iter().filter(|object| {
            with.shard.is_none_or(|shard| shard.has(Path::new(&store.address(&object.location))))
        });
        let documents = stream::iter(wanted)
            .map(|object| document(&store, object, with))
            .buffered(AT_ONCE)
            .take_while(|_| std::future::ready(!with.stop.is_asked()));
        found.extend(documents.collect::<Vec<Found>>().await);
        if with.stop.is_asked() {
            return Err(Failure::new(
                "the run was asked to end while documents were fetched; nothing was published",
                "run the same command again to go on",
            ));
        }
    }
    Ok(Fetched { found, held: Some(held) })
}

/// Nobody else fetches into the folder or sweeps it until the file is closed.
fn lock(copies: &Path) -> Result<File, Failure> {
    let path = copies.join(LOCK);
    let opened = File::options().create(true).write(true).truncate(false).open(&path);
    let file = opened.map_err(|error| copies_failure(copies, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            let busy = format!("another run fetches documents into {}", copies.display());
            Err(Failure::new(busy, "a scheduler should try again later").ending(Exit::Busy))
        }
        Err(TryLockError::Error(error)) => Err(copies_failure(copies, &error)),
    }
}

fn copies_failure(copies: &Path, error: &io::Error) -> Failure {
    Failure::new(
        format!("documents cannot be fetched into {}: {error}", copies.display()),
        "choose with -o or --work a folder that can be written, on a disk with room",
    )
}

/// The object of an address, or all below it, without hidden ones, lock files and publications: what a walk through
/// a folder takes.
async fn listed(address: &Address, store: &Store) -> Result<Vec<ObjectMeta>, Failure> {
    let refuse = |error: object_store::Error| failure(address, &error);
    if !store.key.as_ref().is_empty() {
        match store.objects.head(&store.key).await {
            Ok(object) => return Ok(vec![object]),
            Err(object_store::Error::NotFound { .. }) => {}
            Err(error) => return Err(refuse(error)),
        }
    }
    let prefix = (!store.key.as_ref().is_empty()).then_some(&store.key);
    let mut all = Vec::new();
    let mut objects = store.objects.list(prefix);
    while let Some(object) = objects.try_next().await.map_err(refuse)? {
        if all.len() == MOST_OBJECTS {
            return Err(Failure::new(
                format!("more than {MOST_OBJECTS} objects lie below {address}"),
                "name folders further down",
            ));
        }
        all.push(object);
    }
    let publications: BTreeSet<String> = all
        .iter()
        .filter_map(|object| Some(object.location.as_ref().strip_suffix("datapackage.json")?.to_owned()))
        .collect();
    let below = store.key.parts().count();
    all.retain(|object| {
        let key = object.location.as_ref();
        let is_hidden = object.location.parts().skip(below).any(|part| {
            let part = part.as_ref();
            part.starts_with('.') || part.starts_with("~$")
        });
        let is_published = publications.iter().any(|folder| key.starts_with(folder.as_str()));
        !is_hidden && !is_published
    });
    without_folders(store, all).await.map_err(refuse)
}

/// Tools that show a store as folders make objects without bytes for them, called `folder/`. They are listed without
/// the stroke, so that no object of the listed name is there.
async fn without_folders(
    store: &Store,
    all: Vec<ObjectMeta>,
) -> Result<Vec<ObjectMeta>, object_store::Error> {
    let mut objects = Vec::with_capacity(all.len());
    for object in all {
        if object.size == 0 {
            match store.objects.head(&object.location).await {
                Err(object_store::Error::NotFound { .. }) => continue,
                known => _ = known?,
            }
        }
        objects.push(object);
    }
    Ok(objects)
}

/// An object as a file of its address, with the copy or the reason why there is none.
async fn document(store: &Store, object: &ObjectMeta, with: &Fetching<'_>) -> Found {
    let path = PathBuf::from(store.address(&object.location));
    if object.size > with.file_bytes {
        return Found { path, fault: Some(Fault::too_large(object.size, with.file_bytes)), fetched: None };
    }
    let copy = with.copies.join(copy_name(&path, object));
    let is_there = fs::metadata(&copy).is_ok_and(|known| known.is_file() && known.len() == object.size);
    let fault = if is_there { None } else { fetch_one(store, object, &copy, with).await.err() };
    let fault = fault.map(Fault::Unreadable);
    Found { path, fetched: fault.is_none().then_some(copy), fault }
}

/// A name for a version of an object: a changed object has another copy.
fn copy_name(path: &Path, object: &ObjectMeta) -> String {
    let version = object.e_tag.as_deref().or(object.version.as_deref()).unwrap_or_default();
    let text =
        format!("{}\n{version}\n{}\n{}", path.display(), object.size, object.last_modified.to_rfc3339());
    mingxi_engine::hash_bytes(text.as_bytes())
}

async fn fetch_one(
    store: &Store,
    object: &ObjectMeta,
    copy: &Path,
    with: &Fetching<'_>,
) -> Result<(), String> {
    let part = copy.with_extension("part");
    let fetched = timeout(with.patience, write(store, object, &part)).await;
    let fetched = fetched.unwrap_or_else(|_| {
        Err(format!("fetching it took longer than {} seconds and was given up", with.patience.as_secs()))
    });
    let placed = fetched.and_then(|()| fs::rename(&part, copy).map_err(|error| cannot_keep(&error)));
    if placed.is_err() {
        let _ = fs::remove_file(&part);
    }
    placed
}

/// The bytes of the object that was listed, and no more than it has.
async fn write(store: &Store, object: &ObjectMeta, part: &Path) -> Result<(), String> {
    let lost = |error: object_store::Error| match error {
        object_store::Error::Precondition { .. } | object_store::Error::NotFound { .. } => {
            "it changed or went while it was fetched; run again".to_owned()
        }
        error => format!("it could not be fetched: {error}"),
    };
    let options = GetOptions { if_match: object.e_tag.clone(), ..GetOptions::default() };
    let got = store.objects.get_opts(&object.location, options).await.map_err(lost)?;
    let mut bytes = got.into_stream();
    let mut file = File::create(part).map_err(|error| cannot_keep(&error))?;
    let mut size = 0_u64;
    while let Some(chunk) = bytes.try_next().await.map_err(lost)? {
        size = size.saturating_add(chunk.len() as u64);
        if size > object.size {
            return Err("the store sent more bytes than it had announced".to_owned());
        }
        file.write_all(&chunk).map_err(|error| cannot_keep(&error))?;
    }
    if size < object.size {
        return Err(format!("the store sent {size} of {} bytes; run again", object.size));
    }
    file.sync_all().map_err(|error| cannot_keep(&error))
}

fn cannot_keep(error: &io::Error) -> String {
    format!("its copy could not be written: {error}")
}

impl Fetched {
    /// Removes the copies that this run had no use for.
    pub fn sweep(self, copies: &Path) {
        if self.held.is_none() {
            return;
        }
        let used: BTreeSet<&Path> = self.found.iter().filter_map(|one| one.fetched.as_deref()).collect();
        for entry in fs::read_dir(copies).into_iter().flatten().flatten() {
            let path = entry.path();
            let is_lock = path.file_name().is_some_and(|name| name == LOCK);
            if !is_lock && !used.contains(path.as_path()) && fs::remove_file(&path).is_err() {
                tracing::warn!(path = %path.display(), "a copy that is not needed could not be removed");
            }
        }
    }
}
