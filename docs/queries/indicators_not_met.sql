-- Which performance indicators were not met? The adjusted target counts where there is one.
with judged as (
  select *, coalesce(adjusted_operator, operator) as comparison,
    coalesce(adjusted_target_value, target_value) as target,
    if(adjusted_target_value is null, target_unit, adjusted_target_unit) as unit
  from 'out/latest/indicators/*.parquet'
  where table_kind = 'performance_self_evaluation'
)
select agency_name, fiscal_year, project_name, level3
from judged
where unit is not distinct from actual_unit
  and not case comparison
    when 'ge' then actual_value >= target
    when 'gt' then actual_value > target
    when 'le' then actual_value <= target
    when 'lt' then actual_value < target
    when 'eq' then actual_value = target
  end
order by all;
