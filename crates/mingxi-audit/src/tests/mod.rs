//! What holds over all rules together.

mod codes;
mod forms;
mod hostile;
mod mutation;
mod outcome;
mod short_list;
