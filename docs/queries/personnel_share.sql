-- How much of the basic expenditure (基本支出) goes to personnel (人员经费), in percent?
select agency_name, fiscal_year, stage,
  round(100 * sum(amount_yuan) filter (measure_code = 'basic_personnel') / sum(amount_yuan), 2)::decimal(5, 2) as percent
from 'out/latest/line_items/*.parquet'
where table_kind = 'general_budget_basic_expenditure_economic' and row_role = 'leaf'
  and measure_code in ('basic_personnel', 'basic_public')
group by all
order by all;
