-- Joined with a population table: expenditure of the general public budget per inhabitant. Join real places by
-- region_code; the invented counties of the corpus have none, so that their names are used here.
with totals as (
  select replace(i.agency_name, d.agency_type, '') as place, d.agency_type, i.fiscal_year, max(i.amount_yuan) as yuan
  from 'out/latest/line_items/*.parquet' i
  join 'out/latest/documents/*.parquet' d using (document_id)
  where d.same_as is null and d.superseded_by is null and i.stage = 'budget'
    and i.table_kind = 'general_budget_expenditure' and i.row_role = 'total'
    and i.measure_code in ('total', 'current_year_expenditure') and i.phase = 'approved'
  group by all
)
select place, agency_type, fiscal_year, yuan, round(yuan::double / inhabitants, 2) as yuan_per_head
from totals join 'recipes/data/population.csv' using (place)
order by all;
