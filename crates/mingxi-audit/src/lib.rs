//! Accounting identities over what was read.
