"""Rows of a dataset, for pandas, Polars, Arrow, or plain Python."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Optional

from ._errors import MingxiError, OptionError

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from . import _native


@dataclass(frozen=True)
class Column:
    """What a column states; the same as in the data dictionary."""

    name: str
    """Its name."""
    type: str
    """``string``, ``int32``, ``decimal(18,2)`` ..."""
    nullable: bool
    """Whether a value may be missing."""
    unit: Optional[str]
    """The unit of its numbers, where it is always the same."""
    description: str
    """What it states, with the Chinese term."""
    values: tuple[str, ...]
    """Its listed values, where there are such."""


class Dataset:
    """Rows of one dataset, of a publication or of one document.

    The rows are read when they are asked for, as often as they are. Any library that knows the Arrow PyCapsule
    interface takes them as they are (``polars.DataFrame(rows)``, ``pyarrow.table(rows)``, a relation of DuckDB), money as
    exact decimals; pyarrow is not needed.

    >>> import mingxi
    >>> items = mingxi.read(mingxi.EXAMPLE, "预算.txt").line_items
    >>> len(items)
    7
    >>> for item in items.select("code", "name", "amount_yuan"):
    ...     if item["code"] == "2130314":
    ...         print(item)
    {'code': '2130314', 'name': '防汛', 'amount_yuan': Decimal('240000.00')}
    {'code': '2130314', 'name': '防汛', 'amount_yuan': Decimal('240000.00')}
    """

    def __init__(self, name: str, rows: _native.Rows) -> None:
        self._name = name
        self._rows = rows

    @property
    def name(self) -> str:
        """The name of the dataset."""
        return self._name

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.schema]

    @property
    def schema(self) -> list[Column]:
        """What the columns state.

        >>> import mingxi
        >>> items = mingxi.read(mingxi.EXAMPLE).line_items
        >>> [column.type for column in items.schema if column.name == "amount_yuan"]
        ['decimal(18,2)']
        """
        return [
            Column(name, kind, nullable, unit, description, tuple(values))
            for name, kind, nullable, unit, description, values in self._rows.columns()
        ]

    def _named(self) -> dict[str, Column]:
        return {column.name: column for column in self.schema}

    def select(self, *columns: str) -> Dataset:
        """The same rows with some columns, in the declared order whatever order they are named in.

        Of a publication, only these are read.

        Raises:
            OptionError: there is no such column.
        """
        return Dataset(self._name, self._rows.select(columns))

    def to_dict(self) -> dict[str, list[Any]]:
        """The values of every column as a list. Money and other printed numbers are ``decimal.Decimal``.

        >>> import mingxi
        >>> facts = mingxi.read(mingxi.EXAMPLE).documents.select("agency_name", "fiscal_year")
        >>> facts.to_dict()
        {'agency_name': ['石桥县水利局'], 'fiscal_year': [2024]}
        """
        return self._rows.lists([])

    def to_pandas(self, *, dtype_backend: Literal["numpy", "pyarrow"] = "numpy") -> pandas.DataFrame:
        """A pandas frame.

        Codes stay text, whole numbers that may be missing are of pandas' nullable types, money is ``decimal.Decimal`` in
        columns of objects, or, with ``dtype_backend="pyarrow"``, exact and fast decimals of Arrow (needs pyarrow).
        ``amount_yuan_f64`` is the amount as a double.
        """
        pd = _import("pandas")
        if dtype_backend == "pyarrow":
            exact: pandas.DataFrame = self.to_arrow().to_pandas(types_mapper=pd.ArrowDtype)
            return exact
        if dtype_backend != "numpy":
            raise OptionError(f"dtype_backend must be numpy or pyarrow, not {dtype_backend!r}", "option")
        lists = self.to_dict()
        # Before pandas 3, texts are objects, and `str` would make a text of a missing value.
        text = "str" if int(pd.__version__.split(".")[0]) >= 3 else object
        series = {name: pd.Series(lists[name], dtype=_dtype(column, text)) for name, column in self._named().items()}
        frame: pandas.DataFrame = pd.DataFrame(series, columns=list(series))
        return frame

    def to_polars(self) -> polars.DataFrame:
        """A Polars frame; money is ``Decimal(18, 2)``."""
        frame: polars.DataFrame = _import("polars").DataFrame(self)
        return frame

    def to_arrow(self) -> pyarrow.Table:
        """A table of pyarrow."""
        table: pyarrow.Table = _import("pyarrow").table(self)
        return table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The rows as an Arrow C stream, batch by batch. A schema that is asked for is not heeded, as is allowed."""
        return self._rows.stream()

    def __arrow_c_schema__(self) -> object:
        """The columns as an Arrow C schema."""
        return self._rows.schema()

    def __len__(self) -> int:
        return self._rows.count()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The rows one by one, as dictionaries. All of them are in memory meanwhile."""
        lists = self.to_dict()
        for values in zip(*lists.values()):
            yield dict(zip(lists, values))

    def __repr__(self) -> str:
        return f"<mingxi.Dataset {self._name}: {len(self)} rows>"


def _dtype(column: Column, text: Any) -> Any:
    kind = column.type
    if kind == "string":
        return text
    if kind == "boolean":
        return "boolean" if column.nullable else "bool"
    if kind.startswith("int"):
        return kind.replace("int", "Int") if column.nullable else kind
    if kind.startswith("float"):
        return kind
    return object


def _import(name: str) -> Any:
    """A library that somebody who asks for its frames has."""
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise MingxiError(f"{name} is not installed; install it with: pip install {name}", "not_installed") from error


def of_rows(rows: dict[str, _native.Rows]) -> dict[str, Dataset]:
    """Datasets by name."""
    return {name: Dataset(name, rows) for name, rows in rows.items()}


NAMES: Sequence[str] = (
    "documents",
    "tables",
    "cells",
    "line_items",
    "indicators",
    "projects",
    "statements",
    "checks",
    "diagnostics",
)
