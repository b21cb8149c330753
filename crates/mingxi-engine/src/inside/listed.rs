//! What a parcel tells of the files inside its document.

use crate::content::hash_bytes;
use crate::worker::frame::Verdict;
use mingxi_decode::Member;
use mingxi_model::ErrorKind;
use serde::{Deserialize, Serialize};

/// A file inside another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Where it stands inside, with `/`.
    pub path: String,
    /// Its size in bytes; 0 without bytes.
    pub size: u64,
    /// sha256 of its bytes, hex; `None` where there are none.
    pub document_id: Option<String>,
    /// Why there are no bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) failed: Option<Verdict>,
}

impl Listed {
    /// Why there are no bytes.
    pub fn error(&self) -> Option<(ErrorKind, String)> {
        self.failed.as_ref().map(|failed| (failed.kind(), failed.message.clone()))
    }
}

/// What is told of members, and the bytes of those that have some.
pub(crate) fn list(members: Vec<Member>) -> (Vec<Listed>, Vec<Vec<u8>>) {
    let mut contents = Vec::new();
    let mut listed = Vec::new();
    for member in members {
        let path = member.path;
        listed.push(match member.content {
            Ok(bytes) => {
                let (size, document_id) = (bytes.len() as u64, Some(hash_bytes(&bytes)));
                contents.push(bytes);
                Listed { path, size, document_id, failed: None }
            }
            Err(error) => {
                let failed = Verdict { kind: error.kind().as_str().to_owned(), message: error.to_string() };
                Listed { path, size: 0, document_id: None, failed: Some(failed) }
            }
        });
    }
    (listed, contents)
}
