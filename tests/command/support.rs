//! Runs the binary, makes documents of fictional counties, and reads what was published.

use docx_rs::{Docx, Paragraph, Run, Table, TableCell, TableRow, VMergeType};
use parquet::file::reader::FileReader;
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::record::Field;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of its own for a test, gone afterwards.
pub struct Place(tempfile::TempDir);

impl Place {
    pub fn new() -> Place {
        Place(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, with the folders above it.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Runs `mingxi` in this folder, without the environment's own settings for it.
    pub fn run(&self, arguments: &[&str]) -> Ended {
        self.run_with(arguments, &[])
    }

    pub fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Ended {
        let output = self.command(arguments).envs(variables.iter().copied()).output().unwrap();
        Ended(output)
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mingxi-tested"));
        command.args(arguments).current_dir(self.0.path());
        for name in ["RUST_LOG", "MINGXI_JOBS", "MINGXI_TIMEOUT", "NO_COLOR"] {
            command.env_remove(name);
        }
        command
    }
}

/// How a run ended.
pub struct Ended(pub Output);

impl Ended {
    pub fn code(&self) -> i32 {
        self.0.status.code().unwrap()
    }

    pub fn stdout(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).unwrap()
    }

    pub fn stderr(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).unwrap()
    }

    /// The run, if it ended with this code; shows what it said otherwise.
    pub fn expect(self, code: i32) -> Ended {
        assert_eq!(self.code(), code, "stdout:\n{}\nstderr:\n{}", self.stdout(), self.stderr());
        self
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout()).unwrap()
    }
}

/// A row with every value as text; null is empty.
pub type Row = BTreeMap<String, String>;

/// The rows of a published dataset.
pub fn rows(out: &Path, dataset: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    for file in files(&out.join("latest").join(dataset)) {
        let reader = SerializedFileReader::new(fs::File::open(file).unwrap()).unwrap();
        for row in reader.get_row_iter(None).unwrap() {
            let row = row.unwrap();
            rows.push(row.get_column_iter().map(|(name, field)| (name.clone(), plain(field))).collect());
        }
    }
    rows
}

fn plain(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Status and error kind of every document by file name.
pub fn endings(out: &Path) -> Vec<(String, String)> {
    let mut endings: Vec<(String, String)> = rows(out, "documents")
        .into_iter()
        .map(|row| {
            (row["file_name"].clone(), format!("{} {}", row["status"], row["error_kind"]).trim().to_owned())
        })
        .collect();
    endings.sort();
    endings
}

/// All files below a folder, sorted.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// Every published file's path below `latest` and its bytes; without the report of the run, which has a clock in it.
pub fn published(out: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let latest = out.join("latest");
    let read = |path: PathBuf| (path.strip_prefix(&latest).unwrap().to_owned(), fs::read(&path).unwrap());
    files(&latest).into_iter().filter(|path| !path.ends_with("run.json")).map(read).collect()
}

/// A budget of a fictional county as a tab-separated dump. `total` is the printed 合计, right if it is 300.00.
pub fn dump(county: &str, total: &str) -> String {
    format!(
        "{county}医疗保障局2024年部门预算\n\n支出总表\n\n部门：{county}医疗保障局\t\t\t\t单位：万元\n\
         科目编码\t科目名称\t合计\t基本支出\t项目支出\n\
         \t合计\t{total}\t250.00\t50.00\n\
         208\t社会保障和就业支出\t100.00\t100.00\t\n\
         20805\t行政事业单位养老支出\t100.00\t100.00\t\n\
         2080505\t机关事业单位基本养老保险缴费支出\t100.00\t100.00\t\n\
         210\t卫生健康支出\t200.00\t150.00\t50.00\n\
         21015\t医疗保障管理事务\t200.00\t150.00\t50.00\n\
         2101501\t行政运行\t150.00\t150.00\t\n\
         2101599\t其他医疗保障管理事务支出\t50.00\t\t50.00\n"
    )
}

/// A place with the publication of a clean document and one whose total is wrong.
pub fn clean_and_wrong() -> Place {
    let place = Place::new();
    place.write("in/clean.txt", dump("青禾县", "300.00"));
    place.write("in/wrong.txt", dump("云溪县", "310.00"));
    place.run(&["extract", "in", "-o", "out"]).expect(0);
    place
}

/// The same budget as a Word file, with a header of two rows and merged cells.
pub fn docx(county: &str, total: &str) -> Vec<u8> {
    let paragraph = |text: &str| Paragraph::new().add_run(Run::new().add_text(text));
    let cell = |text: &str| TableCell::new().add_paragraph(paragraph(text));
    let mut table_rows = vec![
        TableRow::new(vec![
            cell("科目编码").vertical_merge(VMergeType::Restart),
            cell("科目名称").vertical_merge(VMergeType::Restart),
            cell("本年支出").grid_span(3),
        ]),
        TableRow::new(vec![
            cell("").vertical_merge(VMergeType::Continue),
            cell("").vertical_merge(VMergeType::Continue),
            cell("合计"),
            cell("基本支出"),
            cell("项目支出"),
        ]),
    ];
    let body = [
        ["", "合计", total, "250.00", "50.00"],
        ["208", "社会保障和就业支出", "100.00", "100.00", ""],
        ["20805", "行政事业单位养老支出", "100.00", "100.00", ""],
        ["2080505", "机关事业单位基本养老保险缴费支出", "100.00", "100.00", ""],
        ["210", "卫生健康支出", "200.00", "150.00", "50.00"],
        ["21015", "医疗保障管理事务", "200.00", "150.00", "50.00"],
        ["2101501", "行政运行", "150.00", "150.00", ""],
        ["2101599", "其他医疗保障管理事务支出", "50.00", "", "50.00"],
    ];
    table_rows.extend(body.map(|texts| TableRow::new(texts.map(cell).into())));
    let mut bytes = Cursor::new(Vec::new());
    Docx::new()
        .add_paragraph(paragraph(&format!("{county}医疗保障局2024年部门预算")))
        .add_paragraph(paragraph("支出总表"))
        .add_paragraph(paragraph("单位：万元"))
        .add_table(Table::new(table_rows).set_grid(vec![1500, 4000, 1500, 1500, 1500]))
        .build()
        .pack(&mut bytes)
        .unwrap();
    bytes.into_inner()
}

/// A PDF of one page of 400 by 200 points: a ruled table from (50, 40) to (350, 160), three columns of 100 and
/// four rows of 30 points, whose first row is one merged cell. `entries` go into the page's dictionary.
pub fn pdf(entries: &str) -> Vec<u8> {
    pdf_over(entries, "")
}

/// The same over some further content.
pub fn pdf_over(entries: &str, under: &str) -> Vec<u8> {
    let mut content = format!("{under} 0.5 w 0 g\n");
    for y in [40, 70, 100, 130, 160] {
        content.push_str(&format!("50 {y} m 350 {y} l S\n"));
    }
    for (x, top) in [(50, 160), (150, 130), (250, 130), (350, 160)] {
        content.push_str(&format!("{x} 40 m {x} {top} l S\n"));
    }
    for (x, y, text) in [
        (180, 140, "Budget"),
        (60, 110, "Code"),
        (160, 110, "Name"),
        (260, 110, "Amount"),
        (60, 80, "2080505"),
        (160, 80, "Pension"),
        (260, 80, "100.00"),
        (60, 50, "2101501"),
        (160, 50, "Health"),
        (260, 50, "250.00"),
    ] {
        content.push_str(&format!("BT /F1 10 Tf {x} {y} Td ({text}) Tj ET\n"));
    }
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 400 200] >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /Contents 4 0 R {entries} /Resources << /Font << /F1 << /Type /Font \
             /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >> >>"
        ),
        format!("<< /Length {} >>\nstream\n{content}endstream", content.len()),
    ];
    let mut out = String::from("%PDF-1.7\n");
    let mut offsets = String::new();
    for (number, object) in objects.iter().enumerate() {
        offsets.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", number + 1));
    }
    let start = out.len();
    out.push_str(&format!("xref\n0 5\n0000000000 65535 f \n{offsets}"));
    out.push_str(&format!("trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"));
    out.into_bytes()
}

/// The smallest package around a document part.
pub fn word_file(document: &str) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let mut package = zip::ZipWriter::new(&mut bytes);
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.\
        wordprocessingml.document.main+xml\"/></Types>";
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/\
        officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    for (name, text) in
        [("[Content_Types].xml", types), ("_rels/.rels", relations), ("word/document.xml", document)]
    {
        package.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        package.write_all(text.as_bytes()).unwrap();
    }
    package.finish().unwrap();
    bytes.into_inner()
}

/// Bytes without meaning, the same in every run (xorshift).
pub fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    (0..length)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        })
        .collect()
}
