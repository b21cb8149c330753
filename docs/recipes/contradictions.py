import pandas as pd

checks = pd.read_parquet("out/latest/checks")
broken = checks[(checks.outcome == "broken") & (checks.unit == "元")].explode("terms").dropna(subset=["terms"])
for name in ("table_id", "row", "col"):
    broken[name] = [term[name] for term in broken.terms]
items = pd.read_parquet("out/latest/line_items")
suspects = items[items.suspect_rank == 1]
documents = pd.read_parquet("out/latest/documents")
documents = documents[documents.same_as.isna()]
found = broken.merge(suspects, on=["document_id", "table_id", "row", "col"], suffixes=("", "_item"))
found = found.merge(documents[["document_id", "source_path"]], on="document_id")
answer = found.assign(difference=found.difference.abs())[
    ["source_path", "rule_id", "difference", "message_zh", "page", "table_id", "row", "col", "value_text"]
]
