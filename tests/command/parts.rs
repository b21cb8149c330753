//! Parts of the inputs on several machines come to the same as one run.

use crate::support::{Place, docx, dump, noise, published, rows};

#[test]
fn merged_parts_have_the_bytes_of_one_run() {
    let place = Place::new();
    for number in 0..12 {
        place.write(&format!("in/{number:02}.txt"), dump(&format!("青禾{number}县"), "300.00"));
        place.write(&format!("in/sub/{number:02}.docx"), docx(&format!("云溪{number}县"), "310.00"));
    }
    // The same content in several parts, under several names, and what cannot be read.
    for name in ["in/00.copy.txt", "in/a b.txt", "in/sub/x.txt", "in/z.txt"] {
        place.write(name, dump("青禾0县", "300.00"));
    }
    for number in 0..4 {
        place.write(&format!("in/noise{number}.bin"), noise(1000 + number));
    }
    place.run(&["extract", "in", "-o", "one"]).expect(1);
    for count in [1, 3] {
        let parts: Vec<String> = (0..count).map(|index| format!("part{index}of{count}")).collect();
        for (index, part) in parts.iter().enumerate() {
            let code =
                place.run(&["extract", "in", "-o", part, "--shard", &format!("{index}/{count}")]).code();
            assert!(code < 2, "{part} ended with {code}");
        }
        let found: usize = parts.iter().map(|part| rows(&place.path(part), "documents").len()).sum();
        assert!(found >= 28 && (count == 1 || found > 28), "{found} documents in {count} parts");
        let out = format!("merged{count}");
        let mut arguments = vec!["merge", "-o", &out];
        arguments.extend(parts.iter().rev().map(String::as_str));
        place.run(&arguments).expect(0);
        assert!(published(&place.path("one")) == published(&place.path(&out)), "{count} parts");
    }
}

#[test]
fn a_part_without_documents_is_one() {
    let place = Place::new();
    place.write("a.txt", dump("青禾县", "300.00"));
    place.run(&["extract", "a.txt", "-o", "one"]).expect(0);
    for shard in ["0/2", "1/2"] {
        place.run(&["extract", "a.txt", "-o", &shard.replace('/', "of"), "--shard", shard]).expect(0);
    }
    place.run(&["merge", "0of2", "1of2", "-o", "out"]).expect(0);
    assert!(published(&place.path("one")) == published(&place.path("out")));
}

#[test]
fn a_part_that_is_missing_or_named_twice_publishes_nothing() {
    let place = Place::new();
    place.write("a.txt", dump("青禾县", "300.00"));
    place.write("b.txt", dump("云溪县", "310.00"));
    for shard in ["0/3", "1/3", "2/3"] {
        place
            .run(&["extract", "a.txt", "b.txt", "-o", &shard.replace('/', "of"), "--shard", shard])
            .expect(0);
    }
    place.run(&["extract", "a.txt", "-o", "0of2", "--shard", "0/2"]).expect(0);
    assert!(place.run(&["merge", "0of3", "2of3", "-o", "out"]).expect(2).stderr().contains("1/3"));
    assert!(
        place
            .run(&["merge", "0of3", "1of3", "2of3", "2of3", "-o", "out"])
            .expect(2)
            .stderr()
            .contains("2of3")
    );
    place.run(&["merge", "0of3", "1of3", "2of3", "0of2", "-o", "out"]).expect(2);
    place.run(&["merge", "0of3", "1of3", "2of3", "-o", "0of3"]).expect(2);
    assert!(!place.path("out").exists());
    place.run(&["merge", "0of3", "2of3", "-o", "out", "--allow-missing"]).expect(0);
    // What is asked again is the same part.
    place.run(&["retry", "1of3"]).expect(0);
    place.run(&["merge", "0of3", "1of3", "2of3", "-o", "all"]).expect(0);
    assert_eq!(rows(&place.path("all"), "documents").len(), 2);
}

#[test]
fn what_is_no_part_is_refused() {
    let place = Place::new();
    place.write("a.txt", dump("青禾县", "300.00"));
    place.run(&["extract", "a.txt", "-o", "one"]).expect(0);
    place.run(&["merge", "one", "nothing", "-o", "out"]).expect(2);
    assert!(!place.path("out").exists());
    for shard in ["2/2", "0/0", "1", "-1/2", "x/y"] {
        place.run(&["extract", "a.txt", "-o", "out", "--shard", shard]).expect(2);
    }
}
