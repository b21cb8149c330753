//! The documents of a publication.

use crate::model::Doc;
use mingxi_engine::dataset::{Dataset, DatasetError, Published};

/// All rows of the documents dataset, by region, agency, year and stage.
pub(crate) fn catalogue(published: &Published) -> Result<Vec<Doc>, DatasetError> {
    const COLUMNS: [&str; 24] = [
        "document_id",
        "source_path",
        "file_name",
        "format",
        "page_count",
        "status",
        "error_kind",
        "error_message",
        "title",
        "agency_name",
        "agency_type",
        "region_code",
        "province",
        "city",
        "county",
        "fiscal_year",
        "stage",
        "scope",
        "table_count",
        "line_item_count",
        "unpublished_number_count",
        "check_pass_count",
        "check_fail_count",
        "same_as",
    ];
    let mut columns = COLUMNS.to_vec();
    columns.push("superseded_by");
    let mut documents: Vec<(String, Doc)> = Vec::new();
    published.read(Dataset::Documents, &columns, |rows| {
        for row in 0..rows.len() {
            let text = |column: &str| rows.text(column, row).map(str::to_owned);
            let count = |column: &str| rows.int(column, row).unwrap_or_default();
            let doc = Doc {
                id: text("document_id").unwrap_or_default(),
                path: text("source_path").unwrap_or_default(),
                file_name: text("file_name").unwrap_or_default(),
                format: text("format"),
                pages: rows.int("page_count", row),
                status: text("status").unwrap_or_default(),
                error_kind: text("error_kind"),
                error_message: text("error_message"),
                title: text("title"),
                agency: text("agency_name"),
                agency_type: text("agency_type"),
                region: ["province", "city", "county"].into_iter().filter_map(text).collect(),
                year: rows.int("fiscal_year", row),
                stage: text("stage"),
                scope: text("scope"),
                tables: count("table_count"),
                items: count("line_item_count"),
                unpublished: count("unpublished_number_count"),
                pass: count("check_pass_count"),
                fail: count("check_fail_count"),
                same_as: text("same_as"),
                superseded_by: text("superseded_by"),
            };
            documents.push((text("region_code").unwrap_or_default(), doc));
        }
        Ok::<(), DatasetError>(())
    })?;
    let key = |(code, doc): &(String, Doc)| {
        let agency = doc.agency.clone();
        (code.clone(), doc.region.clone(), agency, doc.year, doc.stage.clone(), doc.id.clone())
    };
    documents.sort_by_cached_key(key);
    Ok(documents.into_iter().map(|(_, doc)| doc).collect())
}
