//! What holds over all rules together.

mod hostile;
mod mutation;
mod outcome;
