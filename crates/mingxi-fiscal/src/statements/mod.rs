//! Amounts that the prose states.
