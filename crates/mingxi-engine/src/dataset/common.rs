//! Columns that several datasets have: whose document, where on the page.

use super::column::{Column, Get, Kind, Value};
use super::values;
use mingxi_model::{BBox, Place, TableKind};

/// The key of the document.
pub(crate) const fn document_id<R>() -> Column<R> {
    Column::new(
        "document_id",
        Kind::Text,
        |c, _| (&c.record.document_id).into(),
        "Key of the document: sha256 of its bytes, hexadecimal; joins to documents",
    )
    .required()
}

/// The agency, without scope suffixes.
pub(crate) const fn agency_name<R>() -> Column<R> {
    Column::new(
        "agency_name",
        Kind::Text,
        |c, _| (&c.record.reading.facts.agency_name).into(),
        "Agency that discloses (公开单位), without scope suffixes such as 本级, （汇总）, （机关）",
    )
    .os_type("administrative-classification:generic:label")
}

/// The division code.
pub(crate) const fn region_code<R>() -> Column<R> {
    Column::new(
        "region_code",
        Kind::Text,
        |c, _| (&c.record.reading.facts.region_code).into(),
        "Division code (行政区划代码) of GB/T 2260, 6 digits; city level padded with 00",
    )
    .os_type("geo-source:generic:code")
}

/// The year.
pub(crate) const fn fiscal_year<R>() -> Column<R> {
    Column::new(
        "fiscal_year",
        Kind::Int16,
        |c, _| c.record.reading.facts.fiscal_year.into(),
        "Year that the disclosure is about (预算年度), not the year of its publication",
    )
    .os_type("date:fiscal-year")
}

/// Budget or final accounts.
pub(crate) const fn stage<R>() -> Column<R> {
    Column::new(
        "stage",
        Kind::Text,
        |c, _| c.record.reading.facts.stage.map(|s| s.as_str()).into(),
        "Budget (预算) or final accounts (决算)",
    )
    .values(values::STAGE)
}

/// The form of the row's table.
pub(crate) const fn table_kind<R>(get: Get<R>) -> Column<R> {
    Column::new(
        "table_kind",
        Kind::Text,
        get,
        "Form of the table (表的种类), told from header and title",
    )
    .required()
    .values(values::TABLE_KIND)
}

/// The value of a table kind.
pub(crate) fn kind_name<'a>(kind: TableKind) -> Value<'a> {
    kind.as_str().into()
}

/// The page.
pub(crate) const fn page<R>(get: Get<R>) -> Column<R> {
    Column::new(
        "page",
        Kind::Int32,
        get,
        "Page (页码), from 1; null where the format has no pages",
    )
}

/// The place in a file without pages.
pub(crate) const fn locus<R>(get: Get<R>) -> Column<R> {
    Column::new(
        "locus",
        Kind::Text,
        get,
        "Place (位置) in a file without pages: body/tbl[3]/tr[4]/tc[2], Sheet1!C5, line 1532",
    )
}

/// An edge of the box on the page.
pub(crate) const fn edge<R>(name: &'static str, get: Get<R>, description: &'static str) -> Column<R> {
    Column::new(name, Kind::Float32, get, description).unit("pt")
}

/// Left edge.
pub(crate) const X0: &str =
    "Left edge (左边) on the page in PDF points, origin top left; null without positions";
/// Top edge.
pub(crate) const Y0: &str =
    "Top edge (上边) on the page in PDF points, origin top left; null without positions";
/// Right edge.
pub(crate) const X1: &str =
    "Right edge (右边) on the page in PDF points, origin top left; null without positions";
/// Bottom edge.
pub(crate) const Y1: &str =
    "Bottom edge (下边) on the page in PDF points, origin top left; null without positions";

/// An edge of a place's box.
pub(crate) fn side<'a>(place: &Option<Place>, edge: fn(BBox) -> f32) -> Value<'a> {
    place.as_ref().and_then(Place::bbox).map(edge).into()
}
