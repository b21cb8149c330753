-- Contradictions for a story: the largest sums of money that do not add up, with the sentence and the place of the cell
-- that is most likely wrong. Open the file there before you write about it.
with broken as (
  select document_id, rule_id, abs(difference) as difference, message_zh, unnest(terms) as term
  from 'out/latest/checks/*.parquet'
  where outcome = 'broken' and unit = '元'
)
select d.source_path, b.rule_id, b.difference, b.message_zh, i.page, i.table_id, i.row, i.col, i.value_text
from broken b
join 'out/latest/line_items/*.parquet' i
  on i.document_id = b.document_id and i.table_id = b.term.table_id and i.row = b.term.row and i.col = b.term.col
join 'out/latest/documents/*.parquet' d on d.document_id = b.document_id
where i.suspect_rank = 1 and d.same_as is null
order by b.difference desc, d.source_path, b.message_zh;
