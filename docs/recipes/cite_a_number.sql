-- Evidence: where does a number stand, and what proves it? Every total of the “三公” tables with its file, page, cell, text as
-- printed, and how many identities that hold contain it.
select d.source_path, d.document_id[:12] as document, i.page, i.table_id, i.row, i.col, i.value_text, i.printed_unit,
  i.amount_yuan, i.check_status, (
    select count(*) from 'out/latest/checks/*.parquet' c
    where c.document_id = i.document_id and c.outcome = 'holds'
      and len(list_filter(c.terms, lambda t: t.table_id = i.table_id and t.row = i.row and t.col = i.col)) > 0
  ) as identities
from 'out/latest/line_items/*.parquet' i join 'out/latest/documents/*.parquet' d using (document_id)
where i.item_code = 'three_public_total' and i.table_kind = 'three_public' and d.same_as is null
order by all;
