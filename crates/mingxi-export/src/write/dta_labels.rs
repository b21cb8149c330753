//! Value labels of a Stata file.
//!
//! The dta crate writes sets of labels but makes them only from a file, so that an empty file with the sets is made in
//! memory and read back.

use dta::stata::dta::byte_order::ByteOrder;
use dta::stata::dta::dta_error::Result;
use dta::stata::dta::dta_reader::DtaReader;
use dta::stata::dta::dta_writer::DtaWriter;
use dta::stata::dta::header::Header;
use dta::stata::dta::release::Release;
use dta::stata::dta::schema::Schema;
use dta::stata::dta::value_label::ValueLabelSet;
use dta::stata::dta::variable::Variable;
use dta::stata::dta::variable_type::VariableType;
use std::io::Cursor;

/// Where a file has its labels.
const END: &[u8] = b"</value_labels>";
/// Bytes of a set's name: 32 letters of UTF-8 and a zero.
const NAME_BYTES: usize = 129;

/// The number of a value and the text of its label.
pub(crate) type Label = (i32, String);

/// Sets of labels, by name.
///
/// # Errors
/// The crate refuses what it wrote: a mistake of this program.
pub(crate) fn sets(sets: &[(String, Vec<Label>)]) -> Result<Vec<ValueLabelSet>> {
    let header = Header::builder(Release::V118, ByteOrder::LittleEndian).build();
    let schema =
        Schema::builder().add_variable(Variable::builder(VariableType::Byte, "v").format("%8.0g")).build()?;
    let empty = DtaWriter::new()
        .from_writer(Cursor::new(Vec::new()))
        .write_header(header)?
        .write_schema(schema)?
        .into_record_writer()?
        .into_long_string_writer()?
        .into_value_label_writer()?
        .finish()?
        .into_inner();
    let end = empty.windows(END.len()).position(|window| window == END).unwrap_or(empty.len());
    let (before, after) = empty.split_at(end);
    let mut file = before.to_vec();
    for (name, labels) in sets {
        file.extend(block(name, labels));
    }
    file.extend(after);
    let mut characteristics = DtaReader::new().from_reader(Cursor::new(file)).read_header()?.read_schema()?;
    characteristics.skip_to_end()?;
    let mut records = characteristics.into_record_reader()?;
    records.skip_to_end()?;
    let mut strings = records.into_long_string_reader()?;
    strings.skip_to_end()?;
    let mut reader = strings.into_value_label_reader()?;
    let mut made = Vec::new();
    while let Some(set) = reader.read_value_label_set()? {
        made.push(set);
    }
    Ok(made)
}

/// A set as format 118 has it: its length, its name, how many labels, where each text begins, the numbers, the texts.
fn block(name: &str, labels: &[Label]) -> Vec<u8> {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes();
    let mut texts = Vec::new();
    let mut starts = Vec::new();
    for (_, label) in labels {
        starts.extend(number(texts.len()));
        texts.extend(label.bytes());
        texts.push(0);
    }
    let mut table = Vec::new();
    table.extend(number(labels.len()));
    table.extend(number(texts.len()));
    table.extend(starts);
    table.extend(labels.iter().flat_map(|(value, _)| value.to_le_bytes()));
    table.extend(texts);
    let mut named: Vec<u8> = name.bytes().take(NAME_BYTES - 1).collect();
    named.resize(NAME_BYTES + 3, 0);
    [b"<lbl>".as_slice(), &number(table.len()), &named, &table, b"</lbl>"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_come_back_as_they_were_given() {
        let stage = vec![(1, "预算".to_owned()), (2, "决算".to_owned())];
        let made =
            sets(&[("stage".to_owned(), stage), ("flow".to_owned(), vec![(7, "收入".to_owned())])]).unwrap();
        assert_eq!(made.len(), 2);
        assert_eq!((made[0].name(), made[0].label_for(2)), ("stage", Some("决算")));
        assert_eq!((made[1].name(), made[1].label_for(7)), ("flow", Some("收入")));
    }
}
