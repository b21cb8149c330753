//! Tables and vocabularies to kinds, headers, line items, indicators.
