import pandas as pd

documents = pd.read_parquet("out/latest/documents", columns=["document_id", "region_code", "same_as", "superseded_by"])
documents = documents[documents.same_as.isna() & documents.superseded_by.isna()]
items = pd.read_parquet("out/latest/line_items").drop(columns="region_code").merge(documents, on="document_id")
items = items[
    (items.table_kind == "general_budget_expenditure")
    & (items.code == "2080505")
    & (items.row_role == "leaf")
    & items.measure_code.isin(["total", "current_year_expenditure"])
    & (items.phase == items.stage.map({"budget": "approved", "final_accounts": "executed"}))
]
keys = ["document_id", "region_code", "agency_name", "fiscal_year", "stage"]
answer = items.groupby(keys, dropna=False).amount_yuan.sum().reset_index().drop(columns="document_id")
