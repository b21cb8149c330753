//! The weakest standard protection of PDF (RC4 with 40 bits, ISO 32000-1, 7.6): any reader opens it with an empty
//! password. MD5 (RFC 1321) and RC4 are written out because nothing else of the project needs them.

/// What a password is filled up with.
const PADDING: [u8; 32] = [
    0x28, 0xbf, 0x4e, 0x5e, 0x4e, 0x75, 0x8a, 0x41, 0x64, 0x00, 0x4e, 0x56, 0xff, 0xfa, 0x01, 0x08, 0x2e,
    0x2e, 0x00, 0xb6, 0xd0, 0x68, 0x3e, 0x80, 0x2f, 0x0c, 0xa9, 0xfe, 0x64, 0x53, 0x69, 0x7a,
];
/// Everything is allowed.
const PERMISSIONS: i32 = -4;

/// The key of a file with an empty user password.
#[derive(Debug, Clone)]
pub struct Lock {
    key: [u8; 5],
    id: [u8; 16],
    owner: Vec<u8>,
}

impl Lock {
    /// The lock of a file with this identifier.
    pub fn new(id: [u8; 16]) -> Lock {
        let owner = rc4(&md5(b"the owner's password, unused")[..5], &PADDING);
        let mut seed = PADDING.to_vec();
        seed.extend(&owner);
        seed.extend(PERMISSIONS.to_le_bytes());
        seed.extend(id);
        let mut key = [0; 5];
        key.copy_from_slice(&md5(&seed)[..5]);
        Lock { key, id, owner }
    }

    /// The encryption dictionary, itself not encrypted.
    pub fn dictionary(&self) -> String {
        let (owner, user) = (hex(&self.owner), hex(&rc4(&self.key, &PADDING)));
        format!("<< /Filter /Standard /V 1 /R 2 /Length 40 /O <{owner}> /U <{user}> /P {PERMISSIONS} >>")
    }

    /// The identifier as the trailer states it.
    pub fn id(&self) -> String {
        format!("[<{0}> <{0}>]", hex(&self.id))
    }

    /// The bytes of a stream or string of an object (generation 0).
    pub fn seal(&self, number: usize, bytes: &[u8]) -> Vec<u8> {
        let mut seed = self.key.to_vec();
        seed.extend(&(number as u32).to_le_bytes()[..3]);
        seed.extend([0, 0]);
        rc4(&md5(&seed)[..10], bytes)
    }
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn rc4(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut state: Vec<u8> = (0..=255).collect();
    let mut j = 0u8;
    for i in 0..256 {
        j = j.wrapping_add(state[i]).wrapping_add(key[i % key.len()]);
        state.swap(i, usize::from(j));
    }
    let (mut i, mut j) = (0u8, 0u8);
    let step = |byte: &u8| {
        i = i.wrapping_add(1);
        j = j.wrapping_add(state[usize::from(i)]);
        state.swap(usize::from(i), usize::from(j));
        byte ^ state[usize::from(state[usize::from(i)].wrapping_add(state[usize::from(j)]))]
    };
    bytes.iter().map(step).collect()
}

fn md5(message: &[u8]) -> [u8; 16] {
    const SHIFTS: [[u32; 4]; 4] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
    let constants: Vec<u32> = (1..=64).map(|i| (f64::from(i).sin().abs() * 4_294_967_296.0) as u32).collect();
    let mut padded = message.to_vec();
    padded.push(0x80);
    padded.resize(padded.len().next_multiple_of(64), 0);
    if padded.len() - message.len() < 9 {
        padded.resize(padded.len() + 64, 0);
    }
    let end = padded.len() - 8;
    padded[end..].copy_from_slice(&(message.len() as u64 * 8).to_le_bytes());
    let mut state = [0x6745_2301u32, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
    for block in padded.chunks(64) {
        let words: Vec<u32> = block
            .chunks(4)
            .map(|b| b.iter().rev().fold(0, |word, byte| (word << 8) | u32::from(*byte)))
            .collect();
        let [mut a, mut b, mut c, mut d] = state;
        for i in 0..64 {
            let (mix, word) = match i / 16 {
                0 => ((b & c) | (!b & d), i),
                1 => ((d & b) | (!d & c), (5 * i + 1) % 16),
                2 => (b ^ c ^ d, (3 * i + 5) % 16),
                _ => (c ^ (b | !d), 7 * i % 16),
            };
            let sum = a.wrapping_add(mix).wrapping_add(constants[i]).wrapping_add(words[word]);
            (a, d, c, b) = (d, c, b, b.wrapping_add(sum.rotate_left(SHIFTS[i / 16][i % 4])));
        }
        for (slot, add) in state.iter_mut().zip([a, b, c, d]) {
            *slot = slot.wrapping_add(add);
        }
    }
    let mut digest = [0; 16];
    for (part, word) in digest.chunks_mut(4).zip(state) {
        part.copy_from_slice(&word.to_le_bytes());
    }
    digest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_digests_come_out() {
        assert_eq!(hex(&md5(b"")), "d41d8cd98f00b204e9800998ecf8427e");
        assert_eq!(hex(&md5(b"message digest")), "f96b697d7cb7938d525a2f31aaf161d0");
        let long = "1234567890".repeat(8);
        assert_eq!(hex(&md5(long.as_bytes())), "57edf4a22be3c955ac49da2e2107b67a");
        assert_eq!(hex(&rc4(b"Key", b"Plaintext")), "bbf316e8d940af0ad3");
    }
}
