//! Whatever goes wrong, the old publication stays and nothing of ours is left.

use super::fixtures::{full, of_agency};
use super::{Dataset, column, publish, read};
use crate::dataset::out_file::Space;
use crate::dataset::{DatasetError, Publication, Staging, publications, roll_back};
use crate::{Record, Stop};
use std::fs;
use std::path::Path;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn year(n: i16) -> Record {
    of_agency(&format!("d{n}"), Some(n), Some("131003"), Some("局"))
}

fn publish_with(out: &Path, space: Space, records: &[Record]) -> Result<Publication, DatasetError> {
    let staging = Staging::with_space(out, space)?;
    for record in records {
        staging.add(record)?;
    }
    staging.publish()
}

#[test]
fn a_full_disk_keeps_the_old_publication() {
    let out = tempfile::tempdir().unwrap();
    let old = publish(out.path(), &[year(2023)]);
    // Room for some of the staging files, all of them, some of the Parquet files, nearly all.
    let needed = {
        let scratch = tempfile::tempdir().unwrap();
        let mut room = 1 << 10;
        while publish_with(scratch.path(), Space::of(room), &[full("x")]).is_err() {
            room += 1 << 10;
        }
        room
    };
    // One step less than what was enough is not enough.
    for room in (0..needed - (1 << 10)).step_by((needed / 12) as usize) {
        let error = publish_with(out.path(), Space::of(room), &[full("x")]).unwrap_err();
        assert_eq!(error.kind(), "no_space", "room for {room} bytes: {error}");
        assert!(error.to_string().starts_with("the disk is full"), "{error}");
        assert_eq!(names(out.path()), [".mingxi.history", ".mingxi.lock", "latest", "publications"]);
        assert_eq!(names(&out.path().join("publications")), [old.name.as_str()]);
        let items = read(out.path(), Dataset::LineItems);
        assert_eq!(column(&items, "fiscal_year"), ["2023"]);
    }
    assert!(publish_with(out.path(), Space::of(needed), &[full("x")]).is_ok());
}

#[test]
fn a_document_that_was_not_stored_is_not_forgotten() {
    let out = tempfile::tempdir().unwrap();
    let staging = Staging::with_space(out.path(), Space::of(10)).unwrap();
    assert_eq!(staging.add(&year(2024)).unwrap_err().kind(), "no_space");
    assert_eq!(staging.publish().unwrap_err().kind(), "incomplete");
    assert_eq!(names(out.path()), [".mingxi.lock", "publications"]);
}

#[test]
fn an_output_that_is_a_file_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    fs::write(&out, "mine").unwrap();
    for path in [out.clone(), out.join("below")] {
        let error = Staging::create(&path).err().unwrap();
        assert_eq!(error.kind(), "not_a_folder", "{error}");
        assert!(error.path().starts_with(&out));
    }
    assert_eq!(fs::read_to_string(&out).unwrap(), "mine");
}

#[test]
fn a_latest_of_somebody_else_is_left_alone() {
    let out = tempfile::tempdir().unwrap();
    let latest = out.path().join("latest");

    fs::write(&latest, "mine").unwrap();
    assert_eq!(Staging::create(out.path()).err().unwrap().kind(), "foreign_latest");
    assert_eq!(fs::read_to_string(&latest).unwrap(), "mine");

    fs::remove_file(&latest).unwrap();
    fs::create_dir(&latest).unwrap();
    assert_eq!(Staging::create(out.path()).err().unwrap().kind(), "foreign_latest");
    assert!(latest.is_dir());
    assert_eq!(names(out.path()), [".mingxi.lock", "latest"]);
}

#[test]
#[cfg(unix)]
fn a_link_to_elsewhere_is_left_alone() {
    let out = tempfile::tempdir().unwrap();
    for target in ["/tmp", "publications/../..", "publications/mine", "elsewhere"] {
        let latest = out.path().join("latest");
        std::os::unix::fs::symlink(target, &latest).unwrap();
        assert_eq!(Staging::create(out.path()).err().unwrap().kind(), "foreign_latest", "{target}");
        fs::remove_file(&latest).unwrap();
    }
}

#[test]
#[cfg(unix)]
fn a_folder_without_permission_is_an_error() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    fs::create_dir(&out).unwrap();
    fs::set_permissions(&out, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(out.join("probe"), "").is_ok() {
        // The superuser may write everywhere: there is nothing to test.
        return;
    }
    let error = Staging::create(&out).err().unwrap();
    assert_eq!(error.kind(), "io");
    assert!(error.to_string().starts_with("could not write into"), "{error}");
}

#[test]
fn two_runs_do_not_mix() {
    let out = tempfile::tempdir().unwrap();
    let first = Staging::create(out.path()).unwrap();
    assert_eq!(Staging::create(out.path()).err().unwrap().kind(), "busy");
    first.add(&year(2024)).unwrap();
    first.publish().unwrap();
    assert!(Staging::create(out.path()).is_ok());
}

#[test]
fn the_same_document_twice_is_refused() {
    let out = tempfile::tempdir().unwrap();
    let staging = Staging::create(out.path()).unwrap();
    staging.add(&year(2024)).unwrap();
    staging.add(&year(2024)).unwrap();
    assert_eq!(staging.publish().unwrap_err().kind(), "duplicate_document");
    assert!(!out.path().join("latest").exists());
}

#[test]
fn as_many_publications_are_kept_as_asked_for_and_older_ones_are_swept() {
    let out = tempfile::tempdir().unwrap();
    let publications = out.path().join("publications");
    let publish = |out: &Path, records: &[Record]| {
        let staging = Staging::create(out).unwrap().keeping(2);
        records.iter().for_each(|record| staging.add(record).unwrap());
        staging.publish().unwrap()
    };
    publish(out.path(), &[year(2021)]);
    let second = publish(out.path(), &[year(2022)]);
    // What somebody else put there, and what a crash left.
    fs::create_dir(publications.join("mine")).unwrap();
    fs::create_dir(out.path().join(".staging-mingxi-aB3xY9")).unwrap();
    fs::create_dir(out.path().join(".staging-mine")).unwrap();
    let third = publish(out.path(), &[year(2023)]);
    let mut expected = vec![second.name, third.name.clone(), "mine".to_owned()];
    expected.sort();
    assert_eq!(names(&publications), expected);
    assert_eq!(
        names(out.path()),
        [".mingxi.history", ".mingxi.lock", ".staging-mine", "latest", "publications"]
    );
    let target = fs::read_link(out.path().join("latest")).unwrap();
    assert_eq!(target, Path::new("publications").join(third.name));
}

#[test]
fn there_is_a_way_back_and_forth() {
    let out = tempfile::tempdir().unwrap();
    let out = out.path();
    assert_eq!(roll_back(&out.join("none"), None).unwrap_err().kind(), "no_publication");
    let named = [2021, 2022, 2023, 2024].map(|n| publish(out, &[year(n)]).name);
    let listed = || -> Vec<(String, bool)> {
        publications(out).unwrap().into_iter().map(|kept| (kept.name, kept.is_current)).collect()
    };
    let expected = |current: usize| -> Vec<(String, bool)> {
        (1..4).map(|n| (named[n].clone(), n == current)).collect()
    };
    assert_eq!(listed(), expected(3), "the last three");
    assert_eq!(roll_back(out, None).unwrap().name, named[2]);
    assert_eq!(column(&read(out, Dataset::Documents), "fiscal_year"), ["2023"]);
    assert_eq!(roll_back(out, None).unwrap().name, named[1]);
    assert_eq!(roll_back(out, None).unwrap_err().kind(), "no_earlier");
    assert_eq!(listed(), expected(1));
    assert_eq!(roll_back(out, Some(&named[3])).unwrap().name, named[3]);
    assert_eq!(roll_back(out, Some(&named[0])).unwrap_err().kind(), "no_earlier");
    roll_back(out, None).unwrap();
    let next = publish(out, &[year(2025)]).name;
    let names: Vec<String> = listed().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, [named[1].clone(), named[2].clone(), next], "what was rolled back goes first");
}

#[test]
fn a_lost_list_of_publications_costs_only_the_way_back() {
    let out = tempfile::tempdir().unwrap();
    publish(out.path(), &[year(2021)]);
    let second = publish(out.path(), &[year(2022)]);
    fs::write(out.path().join(".mingxi.history"), b"../../etc\n\xff").unwrap();
    let kept = publications(out.path()).unwrap();
    assert_eq!(kept.iter().map(|kept| &kept.name).collect::<Vec<_>>(), [&second.name]);
    publish(out.path(), &[year(2023)]);
    assert_eq!(roll_back(out.path(), None).unwrap().name, second.name);
}

#[test]
fn a_run_that_is_asked_to_stop_publishes_nothing() {
    let out = tempfile::tempdir().unwrap();
    publish(out.path(), &[year(2021)]);
    let stop = Stop::default();
    let staging = Staging::create(out.path()).unwrap().stopping_on(stop.clone());
    staging.add(&year(2022)).unwrap();
    stop.ask();
    assert_eq!(staging.publish().unwrap_err().kind(), "stopped");
    assert_eq!(column(&read(out.path(), Dataset::Documents), "fiscal_year"), ["2021"]);
    assert_eq!(names(&out.path().join("publications")).len(), 1);
}

#[test]
fn a_changed_publication_is_not_taken_for_ours() {
    let out = tempfile::tempdir().unwrap();
    let first = publish(out.path(), &[year(2024)]);
    fs::write(first.path.join("line_items/part-0.parquet"), "spoiled").unwrap();
    let second = publish(out.path(), &[year(2024)]);
    assert_eq!(second.name, format!("{}-1", first.name));
    assert_eq!(read(out.path(), Dataset::LineItems).num_rows(), 1);
}
