//! `mingxi inspect FILE --page N --png OUT.png`: the pixels of the picture.

use crate::support::{Place, docx, pdf, pdf_over};
use std::io::BufReader;

/// Pixels per point of a small page.
const SCALE: usize = 4;
const GREY: [u8; 3] = [120, 120, 120];
const BLUE: [u8; 3] = [30, 80, 220];
/// Codes, names and amounts are told under heads that no vocabulary knows.
const BODY: [[u8; 3]; 3] = [[0, 150, 160], [20, 140, 60], [235, 120, 0]];

struct Image {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Image {
    fn read(place: &Place, name: &str) -> Image {
        let file = std::fs::File::open(place.path(name)).unwrap();
        let mut reader = png::Decoder::new(BufReader::new(file)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        Image { width: info.width as usize, height: info.height as usize, pixels }
    }

    /// The colour at a place in points, a few pixels further right and down.
    fn at(&self, x: usize, y: usize, further: usize) -> [u8; 3] {
        let from = ((y * SCALE + further) * self.width + x * SCALE + further) * 4;
        [self.pixels[from], self.pixels[from + 1], self.pixels[from + 2]]
    }

    /// Whether a frame of the overlay begins at a corner.
    fn has_corner(&self, x: usize, y: usize) -> bool {
        let colour = self.at(x, y, 0);
        ([GREY, BLUE].contains(&colour) || BODY.contains(&colour)) && self.at(x, y, 1) == colour
    }
}

#[test]
fn cells_are_drawn_where_they_stand() {
    let place = Place::new();
    place.write("a.pdf", pdf(""));
    let ended = place.run(&["inspect", "a.pdf", "--page", "1", "--png", "a.png"]).expect(0);
    assert!(ended.stdout().contains("10 cells here, 1 of them merged"), "{}", ended.stdout());
    let image = Image::read(&place, "a.png");
    assert_eq!((image.width, image.height), (400 * SCALE, 200 * SCALE));
    for (x, y) in [(50, 40), (50, 70), (150, 70), (250, 70), (50, 130), (250, 130)] {
        assert!(image.has_corner(x, y), "the cell at ({x}, {y}): {:?}", image.at(x, y, 0));
    }
    assert_eq!(image.at(10, 10, 0), [255; 3], "the page beside the table stays as it is");
    assert!(!image.has_corner(150, 55), "no frame runs through the merged cell");
}

#[test]
fn a_turned_and_cropped_page_and_its_cells_coincide() {
    let place = Place::new();
    place.write("a.pdf", pdf("/Rotate 90 /CropBox [40 20 380 180]"));
    place.run(&["inspect", "a.pdf", "--page", "1", "--png", "a.png"]).expect(0);
    let image = Image::read(&place, "a.png");
    assert_eq!((image.width, image.height), (160 * SCALE, 340 * SCALE));
    // The table's lower left corner (50, 40) is its upper left one after the turn, 10 and 20 points inside.
    for (x, y) in [(20, 10), (50, 10), (20, 110), (50, 210), (110, 10)] {
        assert!(image.has_corner(x, y), "the cell at ({x}, {y}): {:?}", image.at(x, y, 0));
    }
    // The rule of the page itself runs under the frames: half of its width lies outside the table.
    let above_the_table = image.at(70, 9, SCALE - 1);
    assert!(above_the_table[0] < 200, "{above_the_table:?}");
}

#[test]
fn what_cannot_be_drawn_is_told() {
    let place = Place::new();
    place.write("a.pdf", pdf(""));
    place.write("a.docx", docx("青禾县", "300.00"));
    place.write("cut.pdf", &pdf("")[..60]);
    for (file, page, sentence) in [
        ("a.pdf", "2", "no page 2"),
        ("a.docx", "1", "a docx file has no pages"),
        ("cut.pdf", "1", "ends too early"),
        ("gone.pdf", "1", "gone.pdf"),
    ] {
        let ended = place.run(&["inspect", file, "--page", page, "--png", "a.png"]).expect(2);
        assert!(ended.stderr().contains(sentence), "{file}: {}", ended.stderr());
        assert!(!place.path("a.png").exists());
    }
    let ended = place.run(&["inspect", "a.pdf", "--page", "1", "--png", "no/such/folder/a.png"]).expect(2);
    assert!(ended.stderr().contains("could not be written"), "{}", ended.stderr());
    place.run(&["inspect", "a.pdf", "--page", "1"]).expect(2);
    place.run(&["inspect", "a.pdf", "--page", "0", "--png", "a.png"]).expect(2);
}

#[test]
fn a_watermark_behind_the_table_is_in_no_cell() {
    let place = Place::new();
    place.write("a.pdf", pdf(""));
    let slanted = "q 0.85 g BT /F1 40 Tf 0.7 0.7 -0.7 0.7 120 50 Tm (Draft 2024) Tj ET Q";
    let large = "q 0.85 g BT /F1 80 Tf 80 70 Td (Draft) Tj ET Q";
    let cells = |name: &str| {
        let json = place.run(&["inspect", name, "--json"]).json();
        let cells = json["tables"][0]["cells"].as_array().unwrap().clone();
        cells.iter().map(|cell| cell["text"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let clean = cells("a.pdf");
    assert!(clean.contains(&"250.00".to_owned()), "{clean:?}");
    for (name, under) in [("slanted.pdf", slanted), ("large.pdf", large)] {
        place.write(name, pdf_over("", under));
        assert_eq!(cells(name), clean, "{name}");
        let page = place.run(&["inspect", name]).stdout();
        assert!(page.contains("watermark_left_out") && page.contains("Draft"), "{page}");
    }
}
