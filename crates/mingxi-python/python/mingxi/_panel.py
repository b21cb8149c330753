"""Agencies by years."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Optional

from ._dataset import _import
from ._errors import AmbiguousWarning, OptionError

if TYPE_CHECKING:
    import pandas

    from ._publication import Publication

_SERIOUS = ("verified", "unverified", "repaired", "conflict")
_COLUMNS = (
    "document_id",
    "table_id",
    "row",
    "parent_row",
    "table_kind",
    "row_role",
    "code",
    "measure_code",
    "phase",
    "flow",
    "amount_yuan",
    "check_status",
)
# The agency's region and name, and the year.
Place = tuple[Optional[str], str, int]


@dataclass(frozen=True)
class Asked:
    """What a panel is of."""

    kind: str
    measures: tuple[str, ...]
    code: Optional[str]
    stage: str
    phase: str
    flow: Optional[str]
    scope: Optional[str]
    value: str


@dataclass(frozen=True)
class Stated:
    """What one table states."""

    amount: Decimal
    check_status: str
    document_id: str


def panel(publication: Publication, asked: Asked) -> pandas.DataFrame:
    """The panel as a frame."""
    pd = _import("pandas")
    if asked.value not in ("amount_yuan", "check_status", "document_id"):
        raise OptionError(f"value must be amount_yuan, check_status or document_id, not {asked.value!r}", "option")
    places, unplaced = _places(publication, asked)
    stated: dict[Place, list[Stated]] = {}
    without_place = set()
    for table in _by_table(publication, asked):
        one = _of_table(table, asked)
        if one is None:
            continue
        if one.document_id in unplaced:
            without_place.add(one.document_id)
        elif one.document_id in places:
            stated.setdefault(places[one.document_id], []).append(one)
    ambiguous = [
        {"region_code": place[0], "agency_name": place[1], "fiscal_year": place[2], "stated": found}
        for place, found in sorted(stated.items(), key=lambda item: _order(item[0]))
        if len({one.amount for one in found}) > 1
    ]
    _warn(ambiguous, without_place)
    agencies = sorted({place[:2] for place in stated}, key=lambda agency: _order((*agency, 0)))
    years = sorted({place[2] for place in stated})
    rows = [[_cell(stated.get((*agency, year), []), asked.value) for year in years] for agency in agencies]
    index = pd.MultiIndex.from_tuples(agencies, names=["region_code", "agency_name"])
    columns = pd.Index(years, name="fiscal_year", dtype="int64")
    frame: pandas.DataFrame = pd.DataFrame(rows, index=index, columns=columns, dtype=object)
    frame.attrs.update(ambiguous=ambiguous, unplaced=sorted(without_place))
    return frame


def _order(place: Place) -> tuple[str, str, int]:
    return (place[0] or "", *place[1:])


def _places(publication: Publication, asked: Asked) -> tuple[dict[str, Place], set[str]]:
    """Where the documents that count have their place, and those that have none."""
    columns = ("document_id", "region_code", "agency_name", "fiscal_year", "stage", "scope", "same_as", "superseded_by")
    places: dict[str, Place] = {}
    unplaced = set()
    for row in publication.documents.select(*columns):
        counts = row["same_as"] is None and row["superseded_by"] is None and row["stage"] in (asked.stage, None)
        if not counts or (asked.scope is not None and row["scope"] != asked.scope):
            continue
        if row["stage"] is None or row["agency_name"] is None or row["fiscal_year"] is None:
            unplaced.add(row["document_id"])
        else:
            places[row["document_id"]] = (row["region_code"], row["agency_name"], row["fiscal_year"])
    return places, unplaced


def _by_table(publication: Publication, asked: Asked) -> list[list[dict[str, Any]]]:
    """The rows of every table of the kind."""
    rows = publication.line_items.select(*_COLUMNS)._rows.lists([("table_kind", [asked.kind])])
    tables: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for values in zip(*rows.values()):
        row = dict(zip(rows, values))
        tables.setdefault((row["document_id"], row["table_id"]), []).append(row)
    return list(tables.values())


def _of_table(table: list[dict[str, Any]], asked: Asked) -> Optional[Stated]:
    """What a table states of what is asked; ``None`` if nothing."""
    above = {row["row"]: row["parent_row"] for row in table}
    asked_rows = [
        row
        for row in table
        if (row["row_role"] == "total" if asked.code is None else row["code"] == asked.code)
        and row["phase"] == asked.phase
        and row["amount_yuan"] is not None
        and asked.flow in (None, row["flow"])
    ]
    for measure in asked.measures:
        rows = {row["row"]: row for row in asked_rows if row["measure_code"] == measure}
        outermost = [row for number, row in rows.items() if not _is_inside(number, rows, above)]
        if outermost:
            amounts = [row["amount_yuan"] for row in outermost]
            # A total is printed again where a table goes on.
            amount = sum(amounts if asked.code is not None else dict.fromkeys(amounts), Decimal(0))
            status = max((row["check_status"] for row in outermost), key=_SERIOUS.index)
            return Stated(amount, status, outermost[0]["document_id"])
    return None


def _is_inside(number: int, rows: dict[int, Any], above: dict[int, Optional[int]]) -> bool:
    """Whether a row is inside of another one of these rows."""
    seen = {number}
    parent = above.get(number)
    while parent is not None and parent not in seen:
        if parent in rows:
            return True
        seen.add(parent)
        parent = above.get(parent)
    return False


def _cell(found: list[Stated], value: str) -> Any:
    if len({one.amount for one in found}) != 1:
        return None
    if value == "check_status":
        return max((one.check_status for one in found), key=_SERIOUS.index)
    return found[0].amount if value == "amount_yuan" else found[0].document_id


def _warn(ambiguous: list[dict[str, Any]], unplaced: set[str]) -> None:
    if ambiguous:
        shown = "; ".join(
            f"{one['agency_name']} {one['fiscal_year']}: "
            + ", ".join(sorted({str(stated.amount) for stated in one["stated"]}))
            for one in ambiguous[:5]
        )
        message = f"{len(ambiguous)} cells of the panel are empty because several amounts are stated ({shown})"
        warnings.warn(message, AmbiguousWarning, stacklevel=4)
    if unplaced:
        message = f"{len(unplaced)} documents state amounts, but their agency, year or stage is not known"
        warnings.warn(message, AmbiguousWarning, stacklevel=4)
