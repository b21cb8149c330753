-- “三公”经费: what was budgeted against what was spent. The total stands in a column of its own, in a row of its
-- own, or as the first column of a table that holds nothing else; the first that a document has is taken.
with totals as (
  select agency_name, fiscal_year, stage,
    coalesce(
      max(amount_yuan) filter (measure_code = 'three_public_total' and (name is null or row_role = 'total')),
      max(amount_yuan) filter (measure_code = 'total' and row_role = 'total' and name like '%三公%'),
      max(amount_yuan) filter (measure_code = 'total' and name is null)
    ) as amount_yuan
  from 'out/latest/line_items/*.parquet'
  where table_kind = 'three_public' and phase = if(stage = 'budget', 'approved', 'executed')
  group by all
)
select b.agency_name, b.fiscal_year, b.amount_yuan as budget_yuan, f.amount_yuan as final_yuan
from totals b join totals f using (agency_name, fiscal_year)
where b.stage = 'budget' and f.stage = 'final_accounts' and b.amount_yuan is not null and f.amount_yuan is not null
order by all;
