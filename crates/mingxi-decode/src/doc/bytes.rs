//! Numbers and parts of a stream: nothing beyond its end is ever read.

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

pub(super) fn i16_at(bytes: &[u8], at: usize) -> Option<i16> {
    u16_at(bytes, at).map(u16::cast_signed)
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

pub(super) fn i32_at(bytes: &[u8], at: usize) -> Option<i32> {
    u32_at(bytes, at).map(u32::cast_signed)
}

/// What is there of a part.
pub(super) fn part(bytes: &[u8], start: usize, length: usize) -> &[u8] {
    let rest = bytes.get(start..).unwrap_or_default();
    &rest[..rest.len().min(length)]
}

/// A table of positions and, between each two of them, a record (PLC, [MS-DOC] 2.2.2).
#[derive(Clone, Copy)]
pub(super) struct Plc<'a> {
    positions: &'a [u8],
    records: &'a [u8],
    size: usize,
}

impl<'a> Plc<'a> {
    /// A table of records of a size in bytes.
    pub(super) fn new(bytes: &'a [u8], size: usize) -> Plc<'a> {
        let count = bytes.len().saturating_sub(4) / (4 + size);
        let (positions, records) = bytes.split_at((count * 4 + 4).min(bytes.len()));
        Plc { positions, records, size }
    }

    /// How many records it has.
    pub(super) fn len(&self) -> usize {
        (self.positions.len() / 4).saturating_sub(1)
    }

    /// The number at an index: one more of them than records.
    pub(super) fn position(&self, index: usize) -> Option<u32> {
        u32_at(self.positions, index.checked_mul(4)?)
    }

    pub(super) fn record(&self, index: usize) -> Option<&'a [u8]> {
        let start = index.checked_mul(self.size)?;
        self.records.get(start..start.checked_add(self.size)?)
    }
}

#[cfg(test)]
mod tests {
    use super::Plc;

    #[test]
    fn positions_and_records() {
        let bytes = [1, 0, 0, 0, 5, 0, 0, 0, 9, 0, 0, 0, 0xaa, 0xbb, 0xcc, 0xdd];
        let plc = Plc::new(&bytes, 2);
        assert_eq!(plc.len(), 2);
        assert_eq!((plc.position(1), plc.position(2), plc.position(3)), (Some(5), Some(9), None));
        assert_eq!((plc.record(1), plc.record(2)), (Some(&[0xcc, 0xdd][..]), None));
        assert_eq!(Plc::new(&[], 8).len(), 0);
        assert_eq!(Plc::new(&bytes[..7], 0).len(), 0);
    }
}
