"""A publication: what a run wrote."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Optional, Union

from . import _native
from ._bounds import PathLike
from ._dataset import NAMES, Dataset
from ._panel import Asked, panel

if TYPE_CHECKING:
    import pandas


def open(out: PathLike) -> Publication:
    """Opens the publication that ``out/latest`` names, or the one whose folder ``out`` is.

    A run that publishes meanwhile does not disturb: what was opened stays as it is for two more runs.

    Raises:
        PublicationError: There is none.
    """
    return Publication(out)


class Publication:
    """The datasets of a publication.

    >>> import mingxi, pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "预算.txt").write_bytes(mingxi.EXAMPLE)
    >>> publication = mingxi.extract(folder, folder / "out").open()
    >>> publication.documents.select("agency_name").to_dict()
    {'agency_name': ['石桥县水利局']}
    """

    def __init__(self, out: PathLike) -> None:
        self._native = _native.Publication(Path(out))

    @property
    def folder(self) -> Path:
        """Where it stands; its files are Parquet."""
        return self._native.folder

    def __getitem__(self, name: str) -> Dataset:
        """A dataset by its name."""
        return Dataset(name, self._native.rows(name))

    def keys(self) -> list[str]:
        """Names of the datasets."""
        return list(NAMES)

    @property
    def documents(self) -> Dataset:
        """One row per distinct content, also of those that could not be read."""
        return self["documents"]

    @property
    def tables(self) -> Dataset:
        """One row per table."""
        return self["tables"]

    @property
    def cells(self) -> Dataset:
        """Every cell of every table."""
        return self["cells"]

    @property
    def line_items(self) -> Dataset:
        """Every number of the fiscal tables (收支条目)."""
        return self["line_items"]

    @property
    def indicators(self) -> Dataset:
        """Performance indicators (绩效指标)."""
        return self["indicators"]

    @property
    def projects(self) -> Dataset:
        """Projects (项目)."""
        return self["projects"]

    @property
    def statements(self) -> Dataset:
        """Amounts that the prose states."""
        return self["statements"]

    @property
    def checks(self) -> Dataset:
        """Accounting identities (勾稽关系)."""
        return self["checks"]

    @property
    def diagnostics(self) -> Dataset:
        """What a person should know about how documents were read."""
        return self["diagnostics"]

    def panel(
        self,
        *,
        kind: str,
        measure: Union[str, Sequence[str]],
        code: Optional[str] = None,
        stage: Literal["budget", "final_accounts"] = "budget",
        phase: Optional[str] = None,
        flow: Optional[str] = None,
        scope: Optional[str] = None,
        value: Literal["amount_yuan", "check_status", "document_id"] = "amount_yuan",
    ) -> pandas.DataFrame:
        """What each agency states for each year: agencies are rows, years are columns, amounts ``decimal.Decimal``.

        Each disclosure counts once (``same_as``, ``superseded_by``). Of a code the outermost rows count, which is the sum
        of its leaves. Where the tables of an agency and year state several amounts, the cell is empty, an
        :class:`AmbiguousWarning` says so and ``frame.attrs["ambiguous"]`` has all of them; ``attrs["unplaced"]`` has the
        documents whose agency or year is not known.

        >>> import mingxi, pathlib, tempfile
        >>> folder = pathlib.Path(tempfile.mkdtemp())
        >>> for year in ("2023", "2024"):
        ...     text = mingxi.EXAMPLE.decode().replace("2024", year)
        ...     _ = (folder / f"{year}.txt").write_text(text, encoding="utf-8")
        >>> publication = mingxi.extract(folder, folder / "out").open()
        >>> panel = publication.panel(kind="general_budget_expenditure", measure="total", code="2130314")
        >>> panel.loc[(None, "石桥县水利局"), 2024]
        Decimal('240000.00')

        Args:
            kind: The form (``table_kind``).
            measure: The ``measure_code``; of several, the first that a table has.
            code: The code of an item; the total row if ``None``.
            stage: Budgets or final accounts.
            phase: ``approved`` for budgets and ``executed`` for final accounts unless said.
            flow: ``revenue`` or ``expenditure``, for forms with both.
            scope: ``unit`` or ``department`` documents only.
            value: What stands in the cells: the amount, the most serious ``check_status`` of the rows that it is from, or
                the document.
        """
        measures = (measure,) if isinstance(measure, str) else tuple(measure)
        phase = phase or ("approved" if stage == "budget" else "executed")
        return panel(self, Asked(kind, measures, code, stage, phase, flow, scope, value))

    def __repr__(self) -> str:
        return f"<mingxi.Publication {self.folder}: {len(self.documents)} documents>"
