import pandas as pd

items = pd.read_parquet("out/latest/line_items")
items = items[items.amount_yuan.notna()]
groups = items.groupby(["agency_name", "fiscal_year", "stage"], dropna=False).check_status
answer = groups.agg(
    amounts="size",
    verified_percent=lambda status: round(100 * (status == "verified").mean(), 1),
    in_doubt=lambda status: (status == "conflict").sum(),
).reset_index()
