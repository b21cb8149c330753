//! `mingxi report`: a site whose links all resolve, in which no document can put markup, and that is the same every time.

use crate::support::{Place, dump, files};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Two counties, one with a contradiction, and a file that nobody can read.
fn published() -> Place {
    let place = Place::new();
    place.write("in/clean.txt", dump("青禾县", "300.00"));
    place.write("in/wrong.txt", dump("云溪县", "310.00"));
    place.write("in/broken.docx", b"PK\x03\x04 and then nothing");
    place.run(&["extract", "in", "-o", "out"]).expect(1);
    place
}

/// The pages of a site with their texts.
fn pages(site: &Path) -> Vec<(PathBuf, String)> {
    let files = files(site).into_iter().filter(|path| path.extension().is_some_and(|e| e == "html"));
    files.map(|path| (path.clone(), fs::read_to_string(&path).unwrap())).collect()
}

/// The values of an attribute, quoted or not.
fn values<'t>(page: &'t str, attribute: &str) -> Vec<&'t str> {
    let start = format!(" {attribute}=");
    let value = |rest: &'t str| match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().unwrap(),
        None => rest.split([' ', '>']).next().unwrap(),
    };
    page.split(start.as_str()).skip(1).map(value).collect()
}

/// The places of a page: its ids, and its cells, which have one only where counting along the row does not tell the column.
fn places(page: &str) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = values(page, "id").into_iter().map(str::to_owned).collect();
    for row in page.split("<tr id=r").skip(1) {
        let name = row.split('>').next().unwrap();
        let mut next = 0;
        for cell in row.split("</").next().unwrap().split("<t").skip(1) {
            let tag = cell.split('>').next().unwrap();
            let value = |name: &str| tag.split(' ').find_map(|part| part.strip_prefix(name));
            let column: i32 =
                value("id=c").map_or(next, |id| id.rsplit('.').next().unwrap().parse().unwrap());
            found.insert(format!("c{name}.{column}"));
            next = column + value("colspan=").map_or(1, |span| span.parse::<i32>().unwrap());
        }
    }
    found
}

#[test]
fn every_link_leads_to_a_page_and_every_fragment_to_a_place() {
    let place = published();
    let told = place.run(&["report", "out", "-o", "site"]).expect(0).stdout();
    assert!(told.starts_with("3 documents of 2 agencies"), "{told}");
    let site = place.path("site");
    let pages = pages(&site);
    assert!(pages.len() >= 3 + 3 + 2, "{} pages", pages.len());
    let mut followed = BTreeSet::new();
    for (path, page) in &pages {
        for link in values(page, "href").into_iter().chain(values(page, "src")) {
            let (file, fragment) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { path.clone() } else { path.parent().unwrap().join(file) };
            assert!(target.is_file(), "{link} in {}", path.display());
            if !fragment.is_empty() && !target.ends_with("compare.html") {
                let page = fs::read_to_string(&target).unwrap();
                assert!(places(&page).contains(fragment), "{link} in {}", path.display());
            }
            followed.insert(fs::canonicalize(target).unwrap());
        }
    }
    for (path, _) in &pages {
        assert!(followed.contains(&fs::canonicalize(path).unwrap()), "nothing leads to {}", path.display());
    }
}

#[test]
fn the_same_publication_is_the_same_site_and_replaces_the_old_one() {
    let place = published();
    for site in ["one", "two"] {
        place.run(&["report", "out", "-o", site]).expect(0);
    }
    let read = |site: &str| -> Vec<(PathBuf, Vec<u8>)> {
        let root = place.path(site);
        let name = |path: &Path| path.strip_prefix(&root).unwrap().to_owned();
        files(&root).into_iter().map(|path| (name(&path), fs::read(&path).unwrap())).collect()
    };
    let first = read("one");
    assert_eq!(first, read("two"));
    place.run(&["extract", "in/clean.txt", "-o", "out"]).expect(0);
    place.run(&["report", "out", "-o", "one"]).expect(0);
    assert!(read("one").len() < first.len(), "pages of documents that are gone are gone");
    place.write("thesis/chapter.txt", "text");
    let refused = place.run(&["report", "out", "-o", "thesis"]).expect(2).stderr();
    assert!(refused.contains("is no site that mingxi wrote"), "{refused}");
}

#[test]
fn what_a_document_says_is_never_markup() {
    let hostile = "\"><img src=x onerror=alert(1)><script>alert(2)</script>";
    let place = Place::new();
    let text = dump("青禾县", "310.00").replace("行政运行", &format!("行政运行{hostile}"));
    assert!(text.contains("<script>"), "the dump has such a row");
    place.write("in/a.txt", &text);
    place.run(&["extract", "in", "-o", "out"]).expect(0);
    place.run(&["report", "out", "-o", "site"]).expect(0);
    let mut shown = 0;
    for (path, page) in pages(&place.path("site")) {
        assert!(!page.contains("<img") && !page.contains("<script>"), "{}", path.display());
        assert!(page.contains("default-src 'none'"), "{}", path.display());
        assert!(!page.contains(" style=") && !page.contains("javascript:"), "{}", path.display());
        shown += usize::from(page.contains("&lt;script&gt;") || page.contains("&#60;script&#62;"));
    }
    assert!(shown > 0, "the text itself is there");
    for path in files(&place.path("site")) {
        let name = path.strip_prefix(place.path("site")).unwrap().to_string_lossy().into_owned();
        assert!(name.is_ascii(), "{name}");
        if name.ends_with(".js") && !name.starts_with("assets") {
            let script = fs::read_to_string(&path).unwrap();
            assert!(!script.contains(['<', '>', '&', '\u{2028}']) && script.lines().count() == 1, "{name}");
        }
    }
}

#[test]
fn both_languages_are_written() {
    let place = published();
    place.run(&["report", "out", "-o", "site", "--lang", "en", "--images", "none"]).expect(0);
    let page = fs::read_to_string(place.path("site/index.html")).unwrap();
    assert!(page.contains("<html lang=\"en\">") && page.contains("Coverage"), "{page}");
    let texts = fs::read_to_string(place.path("site/assets/text.js")).unwrap();
    assert!(texts.starts_with("var MX={texts:{") && texts.contains("覆盖范围"));
    assert!(place.run(&["report", "in", "-o", "x"]).expect(2).stderr().contains("no publication"));
}

#[test]
fn pages_are_drawn_from_the_file_that_was_read() {
    let place = Place::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus/pdf-merged-heads/source.pdf");
    place.write("in/a.pdf", fs::read(source).unwrap());
    place.run(&["extract", "in", "-o", "out"]).expect(0);
    let evidence = |site: &str| {
        let files = files(&place.path(site).join("d"));
        let script = files.into_iter().find(|path| path.extension().is_some_and(|e| e == "js")).unwrap();
        fs::read_to_string(script).unwrap()
    };
    place.run(&["report", "out", "-o", "all", "--images", "all"]).expect(0);
    let pictures = files(&place.path("all/p"));
    assert!(!pictures.is_empty() && fs::read(&pictures[0]).unwrap().starts_with(b"\x89PNG"));
    assert!(evidence("all").contains("\"pages\":{\"1\":["), "{}", evidence("all"));
    place.run(&["report", "out", "-o", "none", "--images", "none"]).expect(0);
    assert!(!place.path("none/p").exists() && evidence("none").contains("picture.unasked"));
    place.write("in/a.pdf", b"%PDF-1.4 something else");
    place.run(&["report", "out", "-o", "changed", "--images", "all"]).expect(0);
    assert!(evidence("changed").contains("picture.changed"));
    fs::remove_file(place.path("in/a.pdf")).unwrap();
    let told = place.run(&["report", "out", "-o", "gone", "--images", "all"]).expect(0).stdout();
    assert!(told.contains("could not be drawn") && evidence("gone").contains("picture.gone"), "{told}");
}
