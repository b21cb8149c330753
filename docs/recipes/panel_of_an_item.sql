-- A panel: what each agency spent on an item (here 2080505, pension contributions), one row per agency, year and stage.
-- Leaves count nothing twice; files that repeat another one or were replaced are left out.
select any_value(d.region_code) as region_code, any_value(i.agency_name) as agency_name,
  any_value(i.fiscal_year) as fiscal_year, any_value(i.stage) as stage, sum(i.amount_yuan) as amount_yuan
from 'out/latest/line_items/*.parquet' i
join 'out/latest/documents/*.parquet' d using (document_id)
where d.same_as is null and d.superseded_by is null
  and i.table_kind = 'general_budget_expenditure' and i.code = '2080505' and i.row_role = 'leaf'
  and i.measure_code in ('total', 'current_year_expenditure')
  and i.phase = if(i.stage = 'budget', 'approved', 'executed')
group by i.document_id
order by all;
