from collections import Counter

import pandas as pd

documents = pd.read_parquet("out/latest/documents", columns=["document_id", "source_path", "same_as"])
documents = documents[documents.same_as.isna()]
items = pd.read_parquet("out/latest/line_items").merge(documents, on="document_id")
items = items[(items.item_code == "three_public_total") & (items.table_kind == "three_public")]
checks = pd.read_parquet("out/latest/checks")
held = Counter(
    place
    for check in checks[checks.outcome == "holds"].itertuples()
    for place in {(check.document_id, t["table_id"], t["row"], t["col"]) for t in check.terms}
)
places = zip(items.document_id, items.table_id, items.row, items.col)
answer = items.assign(document=items.document_id.str[:12], identities=[held[place] for place in places])
answer = answer[
    ["source_path", "document", "page", "table_id", "row", "col", "value_text", "printed_unit", "amount_yuan",
     "check_status", "identities"]
]
