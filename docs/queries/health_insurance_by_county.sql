-- What did each county spend on the residents' medical insurance fund (2101202), by year?
-- Leaves count nothing twice, also where a form lists several units.
select agency_name, fiscal_year, stage, sum(amount_yuan) as amount_yuan
from 'out/latest/line_items/*.parquet'
where table_kind = 'general_budget_expenditure' and code = '2101202' and row_role = 'leaf'
  and measure_code in ('total', 'current_year_expenditure')
group by all
order by all;
