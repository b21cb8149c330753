import pandas as pd

prices = pd.read_csv("recipes/data/consumer_prices.csv", comment="#").set_index("year").sort_index()
level = (1 + prices.change_percent / 100).cumprod()
documents = pd.read_parquet("out/latest/documents", columns=["document_id", "same_as", "superseded_by"])
documents = documents[documents.same_as.isna() & documents.superseded_by.isna()]
items = pd.read_parquet("out/latest/line_items").merge(documents, on="document_id")
items = items[
    (items.stage == "budget")
    & (items.table_kind == "general_budget_expenditure")
    & (items.row_role == "total")
    & items.measure_code.isin(["total", "current_year_expenditure"])
    & (items.phase == "approved")
]
totals = items.groupby(["agency_name", "fiscal_year"]).amount_yuan_f64.max().reset_index()
totals = totals[totals.fiscal_year.isin(level.index)]
totals["yuan_2024"] = totals.amount_yuan_f64 * level[2024] / totals.fiscal_year.map(level)
before = totals.assign(fiscal_year=totals.fiscal_year + 1)
answer = totals.merge(before, on=["agency_name", "fiscal_year"], suffixes=("", "_before"))
answer["growth_percent"] = (100 * (answer.yuan_2024 / answer.yuan_2024_before - 1)).round(2)
answer = answer.assign(yuan_2024=answer.yuan_2024.round(2))
answer = answer[["agency_name", "fiscal_year", "yuan_2024", "growth_percent"]]
