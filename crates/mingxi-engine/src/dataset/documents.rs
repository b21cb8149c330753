//! The documents dataset.

use super::column::{Column, Kind};
use super::common;
use super::definition::{Definition, Location, Order};
use super::summary::Summary;
use super::values;

type Col = Column<Summary>;

/// One row per distinct input content, also for those that failed.
pub(crate) static DOCUMENTS: Definition<Summary> = Definition {
    name: "documents",
    title: "Documents (公开文件)",
    description: "One row per distinct input content, also for those that could not be read",
    order: Order::Document,
    row_order: &[],
    primary_key: &["document_id"],
    locate: |_, _| Location::default(),
    columns: &[&[
        Col::new(
            "document_id",
            Kind::Text,
            |c, _| (&c.record.document_id).into(),
            "Key of the document (文件标识): sha256 of its bytes, hexadecimal; of its path where the bytes \
             could not be read",
        )
        .required(),
        Col::new(
            "source_path",
            Kind::Text,
            |c, _| (&c.record.source_path).into(),
            "Path (文件路径) under which the content was found; the first in sorted order",
        )
        .required(),
        Col::new(
            "duplicate_paths",
            Kind::Texts,
            |c, _| super::column::Value::Texts(&c.record.duplicate_paths),
            "Further paths of the same content (重复文件), sorted",
        )
        .required(),
        Col::new(
            "file_name",
            Kind::Text,
            |c, _| (&c.record.file_name).into(),
            "Last part of source_path (文件名)",
        )
        .required(),
        Col::new(
            "container_path",
            Kind::Text,
            |c, _| (&c.record.container_path).into(),
            "Path of the member inside an archive (压缩包内路径); null outside archives",
        ),
        Col::new(
            "format",
            Kind::Text,
            |c, _| c.record.format.map(|f| f.as_str()).into(),
            "Format (文件格式), told from the bytes and never from the extension; null if unknown",
        )
        .values(values::FORMAT),
        Col::new(
            "size_bytes",
            Kind::Int64,
            |c, _| c.record.size_bytes.into(),
            "Size of the content (文件大小); null where it could not be read",
        )
        .unit("byte"),
        Col::new(
            "page_count",
            Kind::Int32,
            |c, _| c.record.page_count.into(),
            "Number of pages (页数); null where the format has none",
        ),
        Col::new(
            "status",
            Kind::Text,
            |_, s| s.status.as_str().into(),
            "How the reading ended (读取结果); a document with an error is never ok",
        )
        .required()
        .values(values::STATUS),
        Col::new(
            "error_kind",
            Kind::Text,
            |_, s| s.error_kind.map(|k| k.as_str()).into(),
            "Why the document failed or is partial (错误类别); null if nothing is missing",
        )
        .values(values::ERROR_KIND),
        Col::new(
            "error_message",
            Kind::Text,
            |_, s| (&s.error_message).into(),
            "The same in a sentence (错误说明)",
        ),
        Col::new(
            "title",
            Kind::Text,
            |c, _| (&c.record.reading.facts.title).into(),
            "Title as printed (标题)",
        ),
        common::agency_name(),
        Col::new(
            "agency_name_as_printed",
            Kind::Text,
            |c, _| (&c.record.reading.facts.agency_name_as_printed).into(),
            "Agency as printed (单位名称原文)",
        ),
        Col::new(
            "agency_type",
            Kind::Text,
            |c, _| (&c.record.reading.facts.agency_type).into(),
            "Kind of agency (单位类型: 医疗保障局, 财政局 ...) from a vocabulary; null if unknown",
        ),
        Col::new(
            "agency_code",
            Kind::Text,
            |c, _| (&c.record.reading.facts.agency_code).into(),
            "Budget code of the agency as printed (单位代码)",
        )
        .os_type("administrative-classification:generic:code"),
        common::region_code(),
        Col::new(
            "region_name",
            Kind::Text,
            |c, _| (&c.record.reading.facts.region_name).into(),
            "Full path of the region (行政区划): 河北省廊坊市广阳区",
        )
        .os_type("geo-source:generic:title"),
        Col::new("province", Kind::Text, |c, _| (&c.record.reading.facts.province).into(), "Province (省级)")
            .os_type("geo-source:address:region:label"),
        Col::new(
            "city",
            Kind::Text,
            |c, _| (&c.record.reading.facts.city).into(),
            "Prefecture-level city (地级)",
        ),
        Col::new(
            "county",
            Kind::Text,
            |c, _| (&c.record.reading.facts.county).into(),
            "County, district or county-level city (县级)",
        )
        .os_type("geo-source:address:county:label"),
        common::fiscal_year(),
        common::stage(),
        Col::new(
            "scope",
            Kind::Text,
            |c, _| c.record.reading.facts.scope.map(|s| s.as_str()).into(),
            "One unit (单位, 本级) or a whole department (部门, 汇总); null if not said",
        )
        .values(values::SCOPE),
        Col::new(
            "table_count",
            Kind::Int32,
            |_, s| s.table_count.into(),
            "Number of recovered tables (表格数)",
        )
        .required(),
        Col::new(
            "line_item_count",
            Kind::Int32,
            |_, s| s.line_item_count.into(),
            "Number of rows in line_items (收支条目数)",
        )
        .required(),
        Col::new(
            "unpublished_number_count",
            Kind::Int32,
            |_, s| s.unpublished_number_count.into(),
            "Numbers like amounts in tables that give no line items (未入库数字数): they are in cells only, and \
             each such table has a warning",
        )
        .required(),
        Col::new(
            "indicator_count",
            Kind::Int32,
            |_, s| s.indicator_count.into(),
            "Number of rows in indicators (绩效指标数)",
        )
        .required(),
        Col::new(
            "check_pass_count",
            Kind::Int32,
            |_, s| s.check_pass_count.into(),
            "Number of accounting identities that hold (勾稽关系成立数)",
        )
        .required(),
        Col::new(
            "check_fail_count",
            Kind::Int32,
            |_, s| s.check_fail_count.into(),
            "Number of accounting identities that are broken (勾稽关系不成立数)",
        )
        .required(),
        Col::new(
            "needs_ocr",
            Kind::Bool,
            |_, s| s.needs_ocr.into(),
            "Pages are pictures or their text cannot be trusted (需要文字识别)",
        )
        .required(),
        // Both are told when all documents are known, see `editions`.
        Col::new(
            "same_as",
            Kind::Text,
            |_, _| super::column::Value::Null,
            "The preferred one of several documents (document_id) that hold the same disclosure with the same line \
             items, often in another format (同一公开的其他文件); null for that one, and where there is no other",
        ),
        Col::new(
            "superseded_by",
            Kind::Text,
            |_, _| super::column::Value::Null,
            "A document (document_id) of the same agency, year, stage and scope with other line items that says it is \
             newer, by a date in its file name or a word for a correction (被更新版本取代); null where nothing says so",
        ),
        Col::new(
            "extractor_version",
            Kind::Text,
            |_, _| super::VERSION.into(),
            "Version of mingxi that read the document (程序版本)",
        )
        .required(),
    ]],
};
