//! Forms read as a whole: fictional ones, and the gold documents where they are at hand.
mod gold;
