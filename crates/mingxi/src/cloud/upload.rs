//! A publication into an object store.
//!
//! ```text
//! ADDRESS/publications/0f3a.../   the files of a publication
//! ADDRESS/latest                  the text `publications/0f3a...`, replaced last of all in one step
//! ```

use super::Address;
use super::store::{Store, failure};
use crate::outcome::{Exit, Failure};
use futures_util::TryStreamExt;
use mingxi_engine::Stop;
use mingxi_engine::dataset::publications;
use object_store::path::Path as Key;
use object_store::{Error, ObjectStoreExt, PutMode, PutOptions, UpdateVersion, WriteMultipart};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Bytes of a part; stores want five mebibytes at least.
const PART: usize = 8 << 20;
/// Parts under way at the same time.
const PARTS: usize = 4;
const LATEST: &str = "latest";
const PUBLICATIONS: &str = "publications";
/// The report changes with every run, also where nothing was published.
const REPORT: &str = "run.json";

pub async fn reach(out: &Path, to: &Address, has_share: bool) -> Result<(), Failure> {
    let store = Store::open(to)?;
    let is_published = latest(&store).await.map_err(|error| failure(to, &error))?.is_some();
    if has_share && is_published && publications(out).is_err() {
        return Err(Failure::new(
            format!(
                "{to} has a publication and {} has none, so that --min-share has nothing to compare with",
                out.display()
            ),
            "name with --work the folder of the last run, or leave --min-share out this time",
        ));
    }
    Ok(())
}

pub async fn upload(out: &Path, to: &Address, stop: &Stop) -> Result<(), Failure> {
    let store = Store::open(to)?;
    let refuse = |error: Error| failure(to, &error);
    let kept = publications(out).map_err(|error| Failure::from_error(&error, None))?;
    let Some(current) = kept.iter().find(|kept| kept.is_current) else {
        return Err(Failure::new(format!("{} has no publication", out.display()), "run again"));
    };
    let before = latest(&store).await.map_err(refuse)?;
    let folder = at(&store.key, PUBLICATIONS);
    let place = at(&folder, &current.name);
    let there = sizes(&store, &place).await.map_err(refuse)?;
    for file in files(&current.path).map_err(|error| Failure::from_error(&error, None))? {
        if stop.is_asked() {
            return Err(Failure::new(
                format!("the run was asked to end while it uploaded; {to} names what it named before"),
                "run the same command again to go on",
            ));
        }
        let key = file.iter().fold(place.clone(), |key, part| at(&key, &part.to_string_lossy()));
        let path = current.path.join(&file);
        // Objects appear whole, and the folder is named by its content: one of this name and size is this one.
        let is_there = there.get(key.as_ref()) == fs::metadata(&path).ok().map(|known| known.len()).as_ref();
        if !is_there || file == Path::new(REPORT) {
            put(&store, &key, &path).await.map_err(|error| put_failure(to, &path, error))?;
        }
    }
    let is_named = before.as_ref().is_some_and(|latest| latest.name == current.name);
    if !is_named {
        switch(&store, &current.name, before.as_ref()).await.map_err(|error| match error {
            Error::Precondition { .. } | Error::AlreadyExists { .. } => Failure::new(
                format!("another run published into {to} meanwhile"),
                "a scheduler should try again later",
            )
            .ending(Exit::Busy),
            error => failure(to, &error),
        })?;
    }
    let mut keep: Vec<&str> = kept.iter().map(|kept| kept.name.as_str()).collect();
    keep.extend(before.as_ref().map(|latest| latest.name.as_str()));
    if let Err(error) = prune(&store, &folder, &keep).await {
        tracing::warn!(%error, "older publications could not be removed from the store; they only cost space");
    }
    Ok(())
}

/// What an address names.
struct Latest {
    name: String,
    version: UpdateVersion,
}

fn at(key: &Key, name: &str) -> Key {
    key.clone().join(name)
}

async fn latest(store: &Store) -> Result<Option<Latest>, Error> {
    let got = match store.objects.get(&at(&store.key, LATEST)).await {
        Ok(got) => got,
        Err(Error::NotFound { .. }) => return Ok(None),
        Err(error) => return Err(error),
    };
    let version = UpdateVersion { e_tag: got.meta.e_tag.clone(), version: got.meta.version.clone() };
    // Nothing of ours is longer; what is, is not read.
    let text = if got.meta.size < 1024 { got.bytes().await? } else { Default::default() };
    let text = String::from_utf8_lossy(&text);
    let name = text.trim().strip_prefix(PUBLICATIONS).unwrap_or_default().trim_start_matches('/').to_owned();
    Ok(Some(Latest { name, version }))
}

/// The sizes of the objects that an earlier upload of the same publication left.
async fn sizes(store: &Store, place: &Key) -> Result<BTreeMap<String, u64>, Error> {
    let objects = store.objects.list(Some(place));
    objects.map_ok(|object| (object.location.as_ref().to_owned(), object.size)).try_collect().await
}

/// The files of a folder, the report last: where it is, all is.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(inner) = open.pop() {
        for entry in fs::read_dir(folder.join(&inner))? {
            let entry = entry?;
            let path = inner.join(entry.file_name());
            if entry.file_type()?.is_dir() { open.push(path) } else { files.push(path) }
        }
    }
    files.sort_by_key(|path| (path == Path::new(REPORT), path.clone()));
    Ok(files)
}

enum PutError {
    Local(io::Error),
    Store(Error),
}

fn put_failure(to: &Address, path: &Path, error: PutError) -> Failure {
    match error {
        PutError::Local(error) => {
            Failure::new(format!("{} cannot be read: {error}", path.display()), "run again")
        }
        PutError::Store(error) => failure(to, &error),
    }
}

/// Uploads a file, a large one part by part.
async fn put(store: &Store, key: &Key, path: &Path) -> Result<(), PutError> {
    let mut file = File::open(path).map_err(PutError::Local)?;
    let mut part = Vec::new();
    let mut next = |part: &mut Vec<u8>| {
        part.clear();
        file.by_ref().take(PART as u64).read_to_end(part).map_err(PutError::Local)
    };
    if next(&mut part)? < PART {
        return store.objects.put(key, part.into()).await.map(|_| ()).map_err(PutError::Store);
    }
    let begun = store.objects.put_multipart(key).await.map_err(PutError::Store)?;
    let mut upload = WriteMultipart::new_with_chunk_size(begun, PART);
    while !part.is_empty() {
        upload.write(&part);
        let sent = upload.wait_for_capacity(PARTS).await.map_err(PutError::Store);
        if let Err(error) = sent.and_then(|()| next(&mut part).map(|_| ())) {
            // Parts of an upload that nobody finishes cost money.
            let _ = upload.abort().await;
            return Err(error);
        }
    }
    upload.finish().await.map(|_| ()).map_err(PutError::Store)
}

/// Makes the address name a publication, unless another run did so since it was looked at.
async fn switch(store: &Store, name: &str, before: Option<&Latest>) -> Result<(), Error> {
    let key = at(&store.key, LATEST);
    let text = format!("{PUBLICATIONS}/{name}\n");
    let mode = before.map_or(PutMode::Create, |latest| PutMode::Update(latest.version.clone()));
    match store.objects.put_opts(&key, text.clone().into(), PutOptions::from(mode)).await {
        Err(Error::NotImplemented { .. }) => {
            tracing::warn!("this store cannot tell whether another run published meanwhile");
            store.objects.put(&key, text.into()).await.map(|_| ())
        }
        put => put.map(|_| ()),
    }
}

/// Removes publications that are not kept. Other objects are left alone.
async fn prune(store: &Store, folder: &Key, keep: &[&str]) -> Result<(), Error> {
    for place in store.objects.list_with_delimiter(Some(folder)).await?.common_prefixes {
        let name = place.filename().unwrap_or_default();
        let is_ours = name.len() >= 16 && name.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
        if !is_ours || keep.contains(&name) {
            continue;
        }
        let objects: Vec<_> = store.objects.list(Some(&place)).try_collect().await?;
        for object in objects {
            store.objects.delete(&object.location).await?;
        }
    }
    Ok(())
}
