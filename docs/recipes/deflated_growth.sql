-- Real growth: the general public budget expenditure of an agency in the prices of 2024, and its growth over the year
-- before, in percent. The table of consumer prices holds the annual change in percent.
with prices as (
  select year, exp(sum(ln(1 + change_percent / 100)) over (order by year)) as level
  from 'recipes/data/consumer_prices.csv'
), totals as (
  select i.agency_name, i.fiscal_year, max(i.amount_yuan)::double as nominal
  from 'out/latest/line_items/*.parquet' i
  join 'out/latest/documents/*.parquet' d using (document_id)
  where d.same_as is null and d.superseded_by is null and i.stage = 'budget'
    and i.table_kind = 'general_budget_expenditure' and i.row_role = 'total'
    and i.measure_code in ('total', 'current_year_expenditure') and i.phase = 'approved'
  group by all
), real as (
  select agency_name, fiscal_year, nominal * (select level from prices where year = 2024) / level as yuan_2024
  from totals join prices on year = fiscal_year
)
select now.agency_name, now.fiscal_year, round(now.yuan_2024, 2) as yuan_2024,
  round(100 * (now.yuan_2024 / before.yuan_2024 - 1), 2) as growth_percent
from real now join real before
  on now.agency_name = before.agency_name and now.fiscal_year = before.fiscal_year + 1
order by all;
