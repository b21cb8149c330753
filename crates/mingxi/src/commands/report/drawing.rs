//! Pages drawn by processes of this program, one for each document that needs any: a file that makes the drawing
//! engine crash, hang or ask for too much memory costs its own pictures.

use crate::commands::draw_pages::Answer;
use crate::program::Program;
use mingxi_engine::run::Asked;
use mingxi_report::{Drawn, NoPicture};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// The most bytes of the pictures of a document; a page has a tenth of a megabyte.
const MOST_BYTES: u64 = 1 << 30;
/// Pages drawn by one process, so that one of a thousand pages does not run out of time.
const PAGES: usize = 50;

/// How pages are drawn.
pub(super) struct Drawing {
    program: Program,
    /// The folder from which the inputs were named.
    folder: PathBuf,
    patience: Duration,
    mebibytes: u64,
}

type Pictures = Result<Vec<Result<Drawn, NoPicture>>, NoPicture>;

impl Drawing {
    /// For the documents of a publication.
    pub fn of(program: &Program, out: &Path, patience: Duration, mebibytes: u64) -> Drawing {
        // A publication that was merged has no report; its paths are then seen from here.
        let folder = Asked::of(out).map(|asked| PathBuf::from(asked.working_folder)).unwrap_or_default();
        Drawing { program: program.clone(), folder, patience, mebibytes }
    }

    /// Draws pages of a document; one answer for each, or why there is none at all.
    pub fn draw(&self, source_path: &str, id: &str, pages: &[u32]) -> Pictures {
        let from_run = self.folder.join(source_path);
        let path = if from_run.exists() { from_run } else { PathBuf::from(source_path) };
        let mut drawn = Vec::new();
        for part in pages.chunks(PAGES) {
            drawn.extend(self.draw_part(&path, id, part)?);
        }
        Ok(drawn)
    }

    fn draw_part(&self, path: &Path, id: &str, pages: &[u32]) -> Pictures {
        let numbers: Vec<String> = pages.iter().map(u32::to_string).collect();
        let mut child = Command::new(&self.program.path)
            .args(&self.program.arguments)
            .arg("draw-pages")
            .args(["--id", id, "--pages", &numbers.join(","), "--memory", &self.mebibytes.to_string(), "--"])
            .arg(path)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|_| NoPicture::Failed)?;
        let stdout = child.stdout.take();
        let (send, receive) = mpsc::channel();
        thread::spawn(move || {
            let mut bytes = Vec::new();
            let read = stdout.map(|stdout| stdout.take(MOST_BYTES).read_to_end(&mut bytes));
            // Nobody listens any more where the time was up.
            let _ = send.send(read.is_some_and(|read| read.is_ok()).then_some(bytes));
        });
        let bytes = receive.recv_timeout(self.patience).ok().flatten();
        if bytes.is_none() {
            // It may have ended by itself meanwhile.
            let _ = child.kill();
        }
        let ended = child.wait().is_ok_and(|status| status.success());
        bytes.filter(|_| ended).map_or(Err(NoPicture::Failed), |bytes| unpack(&bytes, pages.len()))
    }
}

/// The pictures in what the process printed.
fn unpack(bytes: &[u8], pages: usize) -> Pictures {
    let end = bytes.iter().position(|byte| *byte == b'\n').ok_or(NoPicture::Failed)?;
    let (head, mut rest) = bytes.split_at(end);
    rest = rest.get(1..).unwrap_or_default();
    let heads = match serde_json::from_slice(head) {
        Ok(Answer::Pages(heads)) if heads.len() == pages => heads,
        Ok(Answer::Gone) => return Err(NoPicture::Gone),
        Ok(Answer::Changed) => return Err(NoPicture::Changed),
        _ => return Err(NoPicture::Failed),
    };
    let mut out = Vec::new();
    for head in heads {
        let drawn = head.ok_or(NoPicture::Failed).and_then(|(length, width, height)| {
            let (png, after) = rest.split_at_checked(length).ok_or(NoPicture::Failed)?;
            rest = after;
            Ok(Drawn { png: png.to_vec(), width: width.into(), height: height.into() })
        });
        out.push(drawn);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_follow_their_sizes() {
        let answer = Answer::Pages(vec![Some((3, 10.0, 20.0)), None, Some((2, 1.0, 1.0))]);
        let mut bytes = serde_json::json!(answer).to_string().into_bytes();
        bytes.extend(b"\nabcde");
        let drawn = unpack(&bytes, 3).unwrap();
        assert_eq!(drawn[0], Ok(Drawn { png: b"abc".to_vec(), width: 10.0, height: 20.0 }));
        assert_eq!(drawn[1], Err(NoPicture::Failed));
        assert_eq!(drawn[2].as_ref().map(|drawn| drawn.png.clone()), Ok(b"de".to_vec()));
        assert_eq!(unpack(b"\"gone\"\n", 1), Err(NoPicture::Gone));
        for broken in [&b""[..], b"{}\n", b"\"pages\"\n", &bytes[..bytes.len() - 3]] {
            assert!(unpack(broken, 3).is_err() || broken.len() > 9, "{broken:?}");
        }
    }
}
