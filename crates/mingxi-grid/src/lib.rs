//! Blocks of a document to tables whose cells tile exactly. Knows no file format and no fiscal word: the few
//! words it needs are handed in as [`Hints`].
