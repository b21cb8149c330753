//! Columns that several datasets have: whose document, where on the page.

use super::column::{Column, Get, Kind, Value};
use super::values;
use mingxi_model::{BBox, Cell, Diagnostic, Indicator, LineItem, Place, Project, Statement, TableKind};

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
    Column::new("table_kind", Kind::Text, get, "Form of the table (表的种类), told from header and title")
        .required()
        .values(values::TABLE_KIND)
}

/// The value of a table kind.
pub(crate) fn kind_name<'a>(kind: TableKind) -> Value<'a> {
    kind.as_str().into()
}

/// The number of the row's table.
pub(crate) const fn table_id<R>(get: Get<R>) -> Column<R> {
    Column::new(
        "table_id",
        Kind::Int32,
        get,
        "Number of the table (表序号) in its document, from 1; joins to tables",
    )
    .required()
}

/// Whose disclosure the row is from.
pub(crate) const fn disclosure<R>() -> [Column<R>; 5] {
    [document_id(), agency_name(), region_code(), fiscal_year(), stage()]
}

/// A row that says where in the file it stands.
pub(crate) trait Placed {
    /// The place; `None` where the format tells none.
    fn place(&self) -> Option<&Place>;
}

macro_rules! placed {
    ($($row:ty),*) => {$(
        impl Placed for $row {
            fn place(&self) -> Option<&Place> {
                self.place.as_ref()
            }
        }
    )*};
}
placed!(Cell, Diagnostic, Indicator, LineItem, Project, Statement);

/// The page.
pub(crate) const fn page<R: Placed>() -> Column<R> {
    Column::new(
        "page",
        Kind::Int32,
        |_, r| r.place().and_then(Place::page).into(),
        "Page (页码), from 1; null where the format has no pages",
    )
}

/// The page and the box on it.
pub(crate) const fn page_and_box<R: Placed>() -> [Column<R>; 5] {
    [
        page(),
        Column::new(
            "x0",
            Kind::Float32,
            |_, r| edge(r, |b| b.x0),
            "Left edge (左边) on the page in PDF points, origin top left; null without positions",
        )
        .unit("pt"),
        Column::new(
            "y0",
            Kind::Float32,
            |_, r| edge(r, |b| b.y0),
            "Top edge (上边) on the page in PDF points, origin top left; null without positions",
        )
        .unit("pt"),
        Column::new(
            "x1",
            Kind::Float32,
            |_, r| edge(r, |b| b.x1),
            "Right edge (右边) on the page in PDF points, origin top left; null without positions",
        )
        .unit("pt"),
        Column::new(
            "y1",
            Kind::Float32,
            |_, r| edge(r, |b| b.y1),
            "Bottom edge (下边) on the page in PDF points, origin top left; null without positions",
        )
        .unit("pt"),
    ]
}

/// An edge of the box of a row's place.
fn edge<'a>(row: &impl Placed, edge: fn(BBox) -> f32) -> Value<'a> {
    row.place().and_then(Place::bbox).map(edge).into()
}

/// The place in a file without pages.
pub(crate) const fn locus<R: Placed>() -> Column<R> {
    Column::new(
        "locus",
        Kind::Text,
        |_, r| r.place().and_then(Place::locus).map_or(Value::Null, Value::Made),
        "Place (位置) in a file without pages: body/tbl[3]/tr[4]/tc[2], Sheet1!C5, line 1532",
    )
}
