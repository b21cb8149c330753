//! Members of closed lists by their names, for summaries that are kept between runs.

/// How reading ended.
pub(super) mod status {
    use mingxi_model::Status;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(status: &Status, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(status.as_str())
    }

    pub fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Status, D::Error> {
        let name = String::deserialize(from)?;
        let known = Status::ALL.iter().find(|status| status.as_str() == name);
        known.copied().ok_or_else(|| D::Error::custom("an unknown status"))
    }
}

/// Why a document is not `ok`.
pub(super) mod kind {
    use mingxi_model::ErrorKind;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(kind: &ErrorKind, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(kind.as_str())
    }

    pub fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<ErrorKind, D::Error> {
        let name = String::deserialize(from)?;
        let known = ErrorKind::ALL.iter().find(|kind| kind.as_str() == name);
        known.copied().ok_or_else(|| D::Error::custom("an unknown kind of error"))
    }
}
