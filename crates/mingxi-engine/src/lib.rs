//! One document end to end; batches; datasets; reports.
