//! Files that ask for much with little.

use super::common::{lines, read};
use mingxi_decode::{Limits, decode};
use mingxi_model::ErrorKind;

fn partial(body: &str) -> ErrorKind {
    read(body).partial.unwrap().0
}

#[test]
fn depth_is_bounded() {
    assert_eq!(partial(&format!("x\\par{}", "{".repeat(100_000))), ErrorKind::LimitExceeded);
    assert_eq!(partial("x\\par\\pard\\intbl\\itap1000000 y\\cell"), ErrorKind::LimitExceeded);
    let boxes = "{\\shp{\\*\\shpinst{\\shptxt a".repeat(1_000);
    assert_eq!(partial(&format!("x\\par {boxes}")), ErrorKind::LimitExceeded);
}

#[test]
fn cells_and_columns_are_bounded() {
    let row = format!("\\trowd{}\\pard\\intbl{}\\row", "\\cellx1".repeat(100_000), "x\\cell".repeat(10));
    let _ = read(&format!("x\\par{row}"));
    let wide: String = (0..5_000).map(|n| format!("\\cellx{}", n * 100)).collect();
    let cells = "x\\cell ".repeat(5_000);
    assert_eq!(
        partial(&format!("x\\par\\trowd{wide}\\pard\\intbl {cells}\\row\\pard y\\par")),
        ErrorKind::LimitExceeded
    );
    let limits = Limits { cells: 50, ..Limits::default() };
    let file = format!("{{\\rtf1 {}}}", "x\\par ".repeat(500));
    assert_eq!(decode(file.as_bytes(), &limits).unwrap().partial.unwrap().0, ErrorKind::LimitExceeded);
}

#[test]
fn numbers_without_sense_do_no_harm() {
    let body = "\\uc-5\\u99999999 a\\li99999999\\fi-99999999\\trowd\\trleft-2147483648\\cellx2147483647\\cellx-2147483648\\pard\\intbl\
                b\\cell c\\cell\\row\\pard\\f-3\\cf-9\\fs-1 d\\outlinelevel-7\\par\\bin99999999 e\\par";
    assert!(!lines(&read(body)).is_empty());
}

#[test]
fn ends_without_beginnings_are_read() {
    let _ = read("x\\row\\cell\\nestrow\\nestcell\\row\\row y\\par\\cell");
    let file = b"{\\rtf1 a\\par}}}}b\\par}";
    assert_eq!(lines(&decode(file, &Limits::default()).unwrap()), ["a"]);
}

/// Every byte in turn lost, doubled or changed: nothing panics or hangs.
#[test]
fn damaged_files_are_read_or_refused() {
    let file = b"{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 \\'cb\\'ce;}}{\\colortbl;\\red1;}{\\stylesheet{\\s1\\outlinelevel0 h;}}\
        {\\header h\\par}\\s1\\uc1\\u39044\\'d4 a\\par{\\listtext 1.\\tab}\\trowd\\clvmgf\\cellx100\\clmgf\\cellx200\\intbl\\itap2 x\\nestcell\
        {\\*\\nesttableprops\\trowd\\cellx50\\nestrow}\\itap1{\\shp{\\*\\shpinst{\\shptxt b\\par}}}y\\cell z\\cell\\row\\pard{\\field{\\*\\fldinst I}\
        {\\fldrslt r}}{\\pict\\picwgoal9 ff}\\bin2 ab\\par}";
    for at in 0..file.len() {
        for damage in 0..5u8 {
            let mut damaged = file.to_vec();
            match damage {
                0 => {
                    damaged.remove(at);
                }
                1 => damaged.insert(at, file[at]),
                2 => damaged[at] = b'{',
                3 => damaged[at] = b'}',
                _ => damaged[at] ^= 0x15,
            }
            let _ = decode(&damaged, &Limits::default());
        }
    }
}
