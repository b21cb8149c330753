use super::*;
use std::path::Path;

fn content(id: &str, path: &str, levels: usize) -> Content {
    Content {
        document_id: id.to_owned(),
        places: vec![Place::file(path.into())],
        size: Some(1),
        error: None,
        levels,
        parked: None,
        fetched: None,
        container: None,
    }
}

fn member(path: &str, id: &str, size: u64) -> Listed {
    Listed { path: path.to_owned(), size, document_id: Some(id.to_owned()), failed: None }
}

fn inside(folder: &Path, bounds: ArchiveLimits, contents: &[Content]) -> Inside {
    Inside::new(Parking::create(folder.join("inside")).unwrap(), bounds, contents)
}

/// Places of each content that comes next, with the kind of its error.
fn told(next: &Next) -> Vec<String> {
    let told = next.contents.iter().map(|content| {
        let places: Vec<String> = content.places.iter().map(Place::shown).collect();
        let error = content.error.as_ref().map_or(String::new(), |(kind, _)| format!(" {}", kind.as_str()));
        places.join(" = ") + &error
    });
    told.collect()
}

#[test]
fn one_content_at_several_places_is_read_once() {
    let dir = tempfile::tempdir().unwrap();
    let (a, b, x) = (content("a", "a.zip", 3), content("b", "b.zip", 3), content("x", "x.txt", 3));
    let inside = inside(dir.path(), ArchiveLimits::default(), &[a.clone(), b.clone(), x]);
    inside.note(&b, &[member("2.txt", "y", 1), member("x.txt", "x", 1)], false);
    inside.note(&a, &[member("1.txt", "y", 1), member("in.zip", "c", 1)], false);
    let next = inside.next();
    assert_eq!(
        (told(&next), next.archives),
        (vec!["a.zip/1.txt = b.zip/2.txt".into(), "a.zip/in.zip".into()], 2)
    );
    let deep = &next.contents[1];
    assert_eq!((deep.levels, deep.file_name().as_str()), (2, "in.zip"));
    inside.note(deep, &[member("z.txt", "z", 1), member("y.txt", "y", 1)], false);
    assert_eq!(told(&inside.next()), ["a.zip/in.zip/z.txt"]);
    assert!(inside.next().contents.is_empty());
    let copies = inside.copies();
    assert_eq!(
        (&copies["x"], &copies["y"]),
        (&vec!["b.zip/x.txt".to_owned()], &vec!["a.zip/in.zip/y.txt".to_owned()])
    );
}

#[test]
fn an_archive_that_holds_itself_ends() {
    let dir = tempfile::tempdir().unwrap();
    let a = content("a", "a.zip", 3);
    let inside = inside(dir.path(), ArchiveLimits::default(), std::slice::from_ref(&a));
    inside.note(&a, &[member("r.zip", "a", 1), member("s.zip", "a", 1)], false);
    let next = told(&inside.next());
    assert_eq!(next.len(), 8, "{next:?}");
    assert_eq!(next[0], "a.zip/r.zip/r.zip/r.zip limit_exceeded");
    assert!(inside.next().contents.is_empty());
}

#[test]
fn what_a_file_holds_at_all_depths_is_bounded() {
    let dir = tempfile::tempdir().unwrap();
    let a = content("a", "a.zip", 3);
    let bounds = ArchiveLimits { unpacked_bytes: 10, members: 2, ..ArchiveLimits::default() };
    let inside = inside(dir.path(), bounds, std::slice::from_ref(&a));
    inside.note(&a, &[member("b.zip", "b", 3), member("c.pdf", "c", 3)], false);
    let next = inside.next();
    inside.note(&next.contents[0], &[member("x", "x", 4)], false);
    inside.note(&next.contents[1], &[member("y", "y", 4)], true);
    assert_eq!(told(&inside.next()), ["a.zip/b.zip/x", "a.zip/c.pdf/(files inside) limit_exceeded"]);
    let many: Vec<Listed> = (0..9).map(|n| member(&n.to_string(), &n.to_string(), 0)).collect();
    inside.note(&content("d", "d.zip", 3), &many, false);
    let next = told(&inside.next());
    assert_eq!((next.len(), next[0].as_str()), (9, "d.zip limit_exceeded"), "{next:?}");
}
