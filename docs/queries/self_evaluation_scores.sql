-- Which score does each project give itself (绩效自评 总分)?
select agency_name, fiscal_year, project_name, total_score::decimal(5, 2) as total_score
from 'out/latest/projects/*.parquet'
where total_score is not null
order by all;
