import pandas as pd

items = pd.read_parquet("out/latest/line_items")
items = items[
    (items.table_kind == "general_budget_basic_expenditure_economic")
    & (items.row_role == "leaf")
    & items.measure_code.isin(["basic_personnel", "basic_public"])
]
keys = ["agency_name", "fiscal_year", "stage"]
all_basic = items.groupby(keys, dropna=False).amount_yuan.sum()
personnel = items[items.measure_code == "basic_personnel"].groupby(keys, dropna=False).amount_yuan.sum()
answer = (100 * personnel.reindex(all_basic.index).astype(float) / all_basic.astype(float)).round(2)
answer = answer.rename("percent").reset_index()
