//! The filters of a stream, with a bound on what they may give.
//!
//! The engine's own filters are unbounded: a file of one megabyte could ask for a gigabyte.

use flate2::bufread::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use std::borrow::Cow;
use std::io::Read;

/// Filters that one stream may chain.
const CHAIN: usize = 6;

/// The bytes of a stream.
pub(super) struct Decoded<'a> {
    pub(super) bytes: Cow<'a, [u8]>,
    /// Whether the filters reached their end: neither damaged nor cut.
    pub(super) whole: bool,
}

/// Why a stream gave no bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FilterError {
    /// More bytes than allowed.
    TooLarge,
    /// A filter that is no filter of text (an image) or unknown.
    Unsupported,
}

/// The bytes of a stream after its filters, at most `limit` of them.
pub(super) fn decode<'a>(stream: &Stream<'a>, limit: usize) -> Result<Decoded<'a>, FilterError> {
    let mut bytes = stream.raw_data();
    let mut whole = true;
    let chain = chain(stream.dict())?;
    if chain.iter().any(|(name, _)| !is_known(name)) {
        return Err(FilterError::Unsupported);
    }
    for (name, params) in chain {
        let step = match name.as_slice() {
            b"FlateDecode" | b"Fl" => flate(&bytes, limit)?,
            b"LZWDecode" | b"LZW" => lzw(&bytes, params.get::<u8>(b"EarlyChange") != Some(0), limit)?,
            b"ASCIIHexDecode" | b"AHx" => ascii_hex(&bytes),
            b"ASCII85Decode" | b"A85" => ascii_85(&bytes),
            b"RunLengthDecode" | b"RL" => run_length(&bytes, limit)?,
            b"Crypt" => continue,
            _ => return Err(FilterError::Unsupported),
        };
        whole &= step.1;
        bytes = Cow::Owned(match name.as_slice() {
            b"FlateDecode" | b"Fl" | b"LZWDecode" | b"LZW" => undo_predictor(step.0, &params),
            _ => step.0,
        });
    }
    if bytes.len() > limit {
        return Err(FilterError::TooLarge);
    }
    Ok(Decoded { bytes, whole })
}

/// Whether a filter can be undone here: asked of all of a chain before the first is.
fn is_known(name: &[u8]) -> bool {
    matches!(
        name,
        b"FlateDecode"
            | b"Fl"
            | b"LZWDecode"
            | b"LZW"
            | b"ASCIIHexDecode"
            | b"AHx"
            | b"ASCII85Decode"
            | b"A85"
            | b"RunLengthDecode"
            | b"RL"
            | b"Crypt"
    )
}

fn chain<'a>(dict: &Dict<'a>) -> Result<Vec<(Vec<u8>, Dict<'a>)>, FilterError> {
    if let Some(name) = dict.get::<Name<'_>>(b"Filter") {
        let params = dict.get::<Dict<'a>>(b"DecodeParms").or_else(|| {
            let list = dict.get::<Array<'a>>(b"DecodeParms")?;
            list.iter::<Dict<'a>>().next()
        });
        return Ok(vec![(name.to_vec(), params.unwrap_or_default())]);
    }
    let Some(names) = dict.get::<Array<'a>>(b"Filter") else {
        return Ok(Vec::new());
    };
    let names: Vec<Vec<u8>> = names.iter::<Name<'_>>().take(CHAIN + 1).map(|name| name.to_vec()).collect();
    if names.len() > CHAIN {
        return Err(FilterError::Unsupported);
    }
    let params = match dict.get::<Object<'a>>(b"DecodeParms") {
        Some(Object::Array(list)) => list
            .iter::<Object<'a>>()
            .take(CHAIN)
            .map(|object| object.into_dict().unwrap_or_default())
            .collect(),
        Some(Object::Dict(one)) => vec![one],
        _ => Vec::new(),
    };
    let params = params.into_iter().chain(std::iter::repeat(Dict::empty()));
    Ok(names.into_iter().zip(params).collect())
}

fn flate(data: &[u8], limit: usize) -> Result<(Vec<u8>, bool), FilterError> {
    let (bytes, whole) = read_all(ZlibDecoder::new(data), data.len(), limit)?;
    if bytes.is_empty() && !whole {
        // Some writers leave the zlib header out.
        return read_all(DeflateDecoder::new(data), data.len(), limit);
    }
    Ok((bytes, whole))
}

fn read_all(mut reader: impl Read, hint: usize, limit: usize) -> Result<(Vec<u8>, bool), FilterError> {
    let mut out = vec![0; hint.saturating_mul(4).clamp(512, limit.clamp(512, 1 << 20))];
    let mut filled = 0;
    loop {
        if filled == out.len() {
            if filled > limit {
                return Err(FilterError::TooLarge);
            }
            out.resize((filled * 2).min(limit.saturating_add(1)).max(filled + 1), 0);
        }
        match reader.read(&mut out[filled..]) {
            Ok(0) => {
                out.truncate(filled);
                return Ok((out, true));
            }
            Ok(count) => filled += count,
            Err(_) => {
                out.truncate(filled);
                return Ok((out, false));
            }
        }
    }
}

/// What a zlib stream unpacks to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Inflated {
    /// Its bytes, at most a little more than was asked for.
    pub(super) bytes: usize,
    /// Dictionaries that begin in them, where they look like those of an object stream.
    pub(super) dictionaries: usize,
}

impl Inflated {
    /// Counts what lies in some bytes.
    pub(super) fn of(bytes: &[u8]) -> Inflated {
        let dictionaries = bytes.windows(2).filter(|pair| *pair == b"<<").count();
        Inflated { bytes: bytes.len(), dictionaries }
    }
}

/// Counts what a zlib stream gives, up to `limit` bytes and some more; nothing where it is none.
pub(super) fn inflated(data: &[u8], limit: usize) -> Inflated {
    let mut reader = ZlibDecoder::new(data);
    let mut chunk = [0; 1 << 15];
    let mut total = Inflated::default();
    let mut holds_objects = false;
    while let Ok(count) = reader.read(&mut chunk) {
        if total.bytes == 0 {
            holds_objects = begins_with_pairs(&chunk[..count]);
        }
        total.bytes += count;
        if holds_objects {
            total.dictionaries += Inflated::of(&chunk[..count]).dictionaries;
        }
        if count == 0 || total.bytes > limit {
            break;
        }
    }
    // Thousands of streams may begin within one that says nothing.
    let taken = usize::try_from(reader.total_in()).unwrap_or(usize::MAX);
    if taken > chunk.len() {
        total.bytes = total.bytes.max(taken);
    }
    total
}

/// Whether bytes begin like an object stream: numbers, and then no operator.
fn begins_with_pairs(bytes: &[u8]) -> bool {
    let behind = bytes.iter().find(|byte| !byte.is_ascii_digit() && !byte.is_ascii_whitespace());
    let is_number = bytes.trim_ascii_start().first().is_some_and(u8::is_ascii_digit);
    is_number && behind.is_none_or(|byte| !byte.is_ascii_alphabetic() && *byte != b'.' && *byte != b'-')
}

/// ISO 32000-2, 7.4.4.
fn lzw(data: &[u8], early: bool, limit: usize) -> Result<(Vec<u8>, bool), FilterError> {
    // Each entry is its prefix's place in the output, so that the table needs no copies.
    let mut table: Vec<(usize, usize)> = Vec::with_capacity(4096);
    let mut out: Vec<u8> = Vec::new();
    let (mut bits, mut held, mut width) = (0u32, 0u32, 9u32);
    let mut previous: Option<(usize, usize)> = None;
    for byte in data {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        if bits < width {
            continue;
        }
        bits -= width;
        let code = ((held >> bits) & ((1 << width) - 1)) as usize;
        held &= (1 << bits) - 1;
        match code {
            256 => {
                table.clear();
                width = 9;
                previous = None;
                continue;
            }
            257 => return Ok((out, true)),
            _ => {}
        }
        let start = out.len();
        if code < 256 {
            out.push(code as u8);
        } else if let Some((from, len)) = table.get(code - 258).copied() {
            for at in from..from + len {
                out.push(out[at]);
            }
        } else if let Some((from, len)) = previous.filter(|_| code - 258 == table.len()) {
            for at in from..from + len {
                out.push(out[at]);
            }
            out.push(out[start]);
        } else {
            return Ok((out, false));
        }
        if out.len() > limit {
            return Err(FilterError::TooLarge);
        }
        if let Some((from, len)) = previous.filter(|_| table.len() < 4096 - 258) {
            // The new entry is the previous string and the first byte after it.
            table.push((from, len + 1));
        }
        previous = Some((start, out.len() - start));
        let next = table.len() + 258 + usize::from(early) + 1;
        width = match next {
            0..=512 => 9,
            513..=1024 => 10,
            1025..=2048 => 11,
            _ => 12,
        };
    }
    Ok((out, true))
}

pub(super) fn ascii_hex(data: &[u8]) -> (Vec<u8>, bool) {
    let mut out = Vec::with_capacity(data.len() / 2);
    let mut high = None;
    for byte in data {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'f' => byte - b'a' + 10,
            b'A'..=b'F' => byte - b'A' + 10,
            b'>' => break,
            _ => continue,
        };
        match high.take() {
            None => high = Some(digit),
            Some(first) => out.push(first << 4 | digit),
        }
    }
    out.extend(high.map(|first| first << 4));
    (out, true)
}

pub(super) fn ascii_85(data: &[u8]) -> (Vec<u8>, bool) {
    let mut out = Vec::with_capacity(data.len() / 5 * 4);
    let (mut group, mut count) = (0u32, 0usize);
    for byte in data {
        match byte {
            b'~' => break,
            b'z' if count == 0 => out.extend([0; 4]),
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                count += 1;
                if count == 5 {
                    out.extend(group.to_be_bytes());
                    (group, count) = (0, 0);
                }
            }
            _ => {}
        }
    }
    if count > 1 {
        for _ in count..5 {
            group = group.wrapping_mul(85).wrapping_add(84);
        }
        out.extend(&group.to_be_bytes()[..count - 1]);
    }
    (out, true)
}

fn run_length(data: &[u8], limit: usize) -> Result<(Vec<u8>, bool), FilterError> {
    let mut out = Vec::new();
    let mut rest = data;
    while let [length, tail @ ..] = rest {
        rest = match *length {
            128 => return Ok((out, true)),
            length @ 0..=127 => {
                let run = (usize::from(length) + 1).min(tail.len());
                out.extend(&tail[..run]);
                &tail[run..]
            }
            length => {
                let Some((byte, tail)) = tail.split_first() else { break };
                out.extend(std::iter::repeat_n(*byte, 257 - usize::from(length)));
                tail
            }
        };
        if out.len() > limit {
            return Err(FilterError::TooLarge);
        }
    }
    Ok((out, true))
}

/// Undoes the row predictors (ISO 32000-2, 7.4.4.4). The TIFF predictor is known for eight-bit samples only,
/// which suffices: text streams have none, and images are not decoded.
fn undo_predictor(data: Vec<u8>, params: &Dict<'_>) -> Vec<u8> {
    let predictor = params.get::<u8>(b"Predictor").unwrap_or(1);
    if predictor < 2 {
        return data;
    }
    let samples = |key: &[u8], default: usize| params.get::<usize>(key).unwrap_or(default).clamp(1, 1 << 16);
    let colours = samples(b"Colors", 1).min(32);
    let pixel = (colours * samples(b"BitsPerComponent", 8).min(16)).div_ceil(8);
    let row = (colours * samples(b"BitsPerComponent", 8).min(16) * samples(b"Columns", 1)).div_ceil(8);
    if predictor == 2 {
        let mut data = data;
        for line in data.chunks_mut(row) {
            for at in pixel..line.len() {
                line[at] = line[at].wrapping_add(line[at - pixel]);
            }
        }
        return data;
    }
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    for line in data.chunks(row + 1) {
        let Some((kind, line)) = line.split_first() else { break };
        let start = out.len();
        for (at, byte) in line.iter().enumerate() {
            let left = if at >= pixel { out[start + at - pixel] } else { 0 };
            let up = if start >= row { out[start + at - row] } else { 0 };
            let corner = if at >= pixel && start >= row { out[start + at - row - pixel] } else { 0 };
            let guess = match kind {
                1 => left,
                2 => up,
                3 => ((u16::from(left) + u16::from(up)) / 2) as u8,
                4 => paeth(left, up, corner),
                _ => 0,
            };
            out.push(byte.wrapping_add(guess));
        }
    }
    out
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(up) - i16::from(corner);
    let distance = |value: u8| (estimate - i16::from(value)).abs();
    if distance(left) <= distance(up) && distance(left) <= distance(corner) {
        left
    } else if distance(up) <= distance(corner) {
        up
    } else {
        corner
    }
}
