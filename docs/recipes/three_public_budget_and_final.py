import pandas as pd

items = pd.read_parquet("out/latest/line_items")
items = items[
    (items.table_kind == "three_public")
    & (items.phase == items.stage.map({"budget": "approved", "final_accounts": "executed"}))
]


def total(rows):
    """The total stands in a column, in a row, or as the first column of a table that holds nothing else."""
    total = rows.measure_code == "total"
    places = [
        (rows.measure_code == "three_public_total") & (rows.name.isna() | (rows.row_role == "total")),
        total & (rows.row_role == "total") & rows.name.str.contains("三公", na=False),
        total & rows.name.isna(),
    ]
    found = [rows.amount_yuan[place].dropna() for place in places]
    return next((amounts.max() for amounts in found if len(amounts)), None)


rows = [
    (*key, total(group.rename(columns={"name": "label"}).assign(name=group["name"])))
    for key, group in items.groupby(["agency_name", "fiscal_year", "stage"])
]
totals = pd.DataFrame(rows, columns=["agency_name", "fiscal_year", "stage", "yuan"]).dropna()
sides = [totals[totals.stage == stage].drop(columns="stage") for stage in ("budget", "final_accounts")]
answer = sides[0].merge(sides[1], on=["agency_name", "fiscal_year"])
answer.columns = ["agency_name", "fiscal_year", "budget_yuan", "final_yuan"]
