-- The large projects: over one million yuan, with what is proven of their money.
select agency_name, fiscal_year, stage, project_name,
  coalesce(adjusted_yuan, budget_yuan) as yuan, check_status
from 'out/latest/projects/*.parquet'
join (select document_id from 'out/latest/documents/*.parquet' where same_as is null and superseded_by is null)
  using (document_id)
where coalesce(adjusted_yuan, budget_yuan) > 1000000
order by all;
