-- How much of the money that an agency publishes is proven by an accounting identity, and how much is in doubt?
select agency_name, fiscal_year, stage, count(*) as amounts,
  round(100.0 * count(*) filter (check_status = 'verified') / count(*), 1)::double as verified_percent,
  count(*) filter (check_status = 'conflict') as in_doubt
from 'out/latest/line_items/*.parquet'
where amount_yuan is not null
group by all
order by all;
