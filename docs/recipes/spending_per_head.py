import pandas as pd

population = pd.read_csv("recipes/data/population.csv", comment="#")
documents = pd.read_parquet("out/latest/documents")
documents = documents[documents.same_as.isna() & documents.superseded_by.isna()]
items = pd.read_parquet("out/latest/line_items")
items = items.merge(documents[["document_id", "agency_type"]], on="document_id")
items = items[
    (items.stage == "budget")
    & (items.table_kind == "general_budget_expenditure")
    & (items.row_role == "total")
    & items.measure_code.isin(["total", "current_year_expenditure"])
    & (items.phase == "approved")
    & items.agency_type.notna()
]
items = items.assign(place=[a.replace(t, "") for a, t in zip(items.agency_name, items.agency_type)])
totals = items.groupby(["place", "agency_type", "fiscal_year"]).amount_yuan.max().rename("yuan").reset_index()
answer = totals.merge(population, on="place")
answer["yuan_per_head"] = (answer.yuan.astype(float) / answer.inhabitants).round(2)
answer = answer[["place", "agency_type", "fiscal_year", "yuan", "yuan_per_head"]]
