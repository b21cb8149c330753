//! Reading a vocabulary's TOML: a mistake names its file and line.

use crate::VocabularyError;

/// Parses TOML into a file's raw form; a mistake carries its line.
pub(crate) fn parse_toml<T: serde::de::DeserializeOwned>(
    file: &str,
    text: &str,
) -> Result<T, VocabularyError> {
    toml::from_str(text).map_err(|error| {
        let line = error
            .span()
            .and_then(|span| text.get(..span.start))
            .map(|head| head.matches('\n').count() + 1);
        VocabularyError::new(file, line, error.message())
    })
}
