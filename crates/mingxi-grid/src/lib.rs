//! Blocks to tables whose cells tile exactly; knows no format and no fiscal word.
