//! The records of a BIFF8 stream ([MS-XLS]): a number, a length, that many bytes.

/// Numbers of records.
pub(super) mod kind {
    pub(in crate::excel::xls) const FORMULA: u16 = 0x0006;
    pub(in crate::excel::xls) const EOF: u16 = 0x000a;
    pub(in crate::excel::xls) const DATE_1904: u16 = 0x0022;
    pub(in crate::excel::xls) const FILE_PASS: u16 = 0x002f;
    pub(in crate::excel::xls) const CONTINUE: u16 = 0x003c;
    pub(in crate::excel::xls) const COLUMN_INFO: u16 = 0x007d;
    pub(in crate::excel::xls) const BOUND_SHEET: u16 = 0x0085;
    pub(in crate::excel::xls) const MULTIPLE_RK: u16 = 0x00bd;
    pub(in crate::excel::xls) const MULTIPLE_BLANK: u16 = 0x00be;
    pub(in crate::excel::xls) const RICH_STRING: u16 = 0x00d6;
    pub(in crate::excel::xls) const EXTENDED_FORMAT: u16 = 0x00e0;
    pub(in crate::excel::xls) const MERGED_CELLS: u16 = 0x00e5;
    pub(in crate::excel::xls) const DRAWING_GROUP: u16 = 0x00eb;
    pub(in crate::excel::xls) const SHARED_STRINGS: u16 = 0x00fc;
    pub(in crate::excel::xls) const SHARED_STRING: u16 = 0x00fd;
    pub(in crate::excel::xls) const BLANK: u16 = 0x0201;
    pub(in crate::excel::xls) const NUMBER: u16 = 0x0203;
    pub(in crate::excel::xls) const LABEL: u16 = 0x0204;
    pub(in crate::excel::xls) const LOGICAL_OR_ERROR: u16 = 0x0205;
    pub(in crate::excel::xls) const STRING: u16 = 0x0207;
    pub(in crate::excel::xls) const ROW: u16 = 0x0208;
    pub(in crate::excel::xls) const WINDOW: u16 = 0x023e;
    pub(in crate::excel::xls) const RK: u16 = 0x027e;
    pub(in crate::excel::xls) const FORMAT: u16 = 0x041e;
    pub(in crate::excel::xls) const SHARED_FORMULA: u16 = 0x04bc;
    pub(in crate::excel::xls) const BEGINNING: u16 = 0x0809;
}

/// A record.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
}

impl Record<'_> {
    /// Two bytes as a number.
    pub(super) fn u16(&self, at: usize) -> Option<u16> {
        let bytes = self.data.get(at..at.checked_add(2)?)?;
        Some(u16::from_le_bytes(bytes.try_into().ok()?))
    }

    /// Four bytes as a number.
    pub(super) fn u32(&self, at: usize) -> Option<u32> {
        let bytes = self.data.get(at..at.checked_add(4)?)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    }

    /// Eight bytes as a double.
    pub(super) fn f64(&self, at: usize) -> Option<f64> {
        let bytes = self.data.get(at..at.checked_add(8)?)?;
        Some(f64::from_le_bytes(bytes.try_into().ok()?))
    }
}

/// The records of a stream, one after the other.
#[derive(Clone, Copy)]
pub(super) struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    pub(super) fn of(stream: &'a [u8]) -> Records<'a> {
        Records { stream, at: 0 }
    }

    /// The next record without taking it.
    pub(super) fn peek(&self) -> Option<Record<'a>> {
        let head = self.stream.get(self.at..self.at.checked_add(4)?)?;
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let data = self.stream.get(self.at + 4..self.at + 4 + length)?;
        Some(Record { kind: u16::from_le_bytes([head[0], head[1]]), data })
    }

    /// The bytes of a record with those that continue it.
    pub(super) fn continued(&mut self, first: Record<'a>) -> Vec<&'a [u8]> {
        let mut pieces = vec![first.data];
        while let Some(next) = self.peek().filter(|next| next.kind == kind::CONTINUE) {
            pieces.push(next.data);
            self.at += 4 + next.data.len();
        }
        pieces
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let record = self.peek()?;
        self.at += 4 + record.data.len();
        Some(record)
    }
}
