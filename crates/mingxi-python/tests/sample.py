"""The package as somebody uses it who has types checked; every type below is stated, so that a wrong stub is seen."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Optional

import mingxi
import pandas as pd


def one(path: Path) -> list[str]:
    document: mingxi.Document = mingxi.read(path, timeout=60)
    year: Optional[int] = document.fiscal_year
    table: mingxi.Table = document.tables[0]
    first: Optional[str] = table.grid[0][0]
    picture: bytes = document.page_png(1, dpi=200)
    frame: pd.DataFrame = document.line_items.select("code", "amount_yuan").to_pandas()
    amounts: list[Decimal] = document.line_items.to_dict()["amount_yuan"]
    return [str(year), str(first), str(len(picture)), str(frame.shape), str(sum(amounts, Decimal(0)))]


def many(folder: Path, out: Path) -> pd.DataFrame:
    def tell(progress: mingxi.Progress) -> None:
        print(progress.done, progress.total, progress.path)

    try:
        summary: mingxi.Summary = mingxi.extract([folder, "more/*.pdf"], out, jobs=2, progress=tell, min_share=0.8)
    except mingxi.BusyError as error:
        kind: str = error.kind
        raise SystemExit(kind) from error
    problem: mingxi.Problem = summary.problems[0]
    publication: mingxi.Publication = mingxi.open(out)
    print(problem.kind, publication["checks"].schema[0].description)
    return publication.panel(kind="general_budget_expenditure", measure=["total", "current_year_expenditure"])
