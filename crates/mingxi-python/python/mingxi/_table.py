"""A table as it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Optional

from ._dataset import _import

if TYPE_CHECKING:
    import pandas


class Table:
    """A table of a document: its cells tile the grid exactly, merged ones over several places.

    >>> import mingxi
    >>> table = mingxi.read(mingxi.EXAMPLE).tables[0]
    >>> table.title, table.kind, table.unit
    ('一般公共预算支出表', 'general_budget_expenditure', '万元')
    >>> for row in table.grid:
    ...     print(row)
    ['科目编码', '科目名称', '合计', '基本支出', '项目支出']
    ['', '合计', '55.00', '31.00', '24.00']
    ['2130301', '行政运行', '31.00', '31.00', '']
    ['2130314', '防汛', '24.00', '', '24.00']
    """

    def __init__(
        self, row: Mapping[str, Any], cells: list[dict[str, Any]], line_items: list[dict[str, Any]]
    ) -> None:
        self._row = row
        self._cells = cells
        self._line_items = line_items

    @property
    def facts(self) -> Mapping[str, Any]:
        """Its row of the ``tables`` dataset."""
        return self._row

    @property
    def number(self) -> int:
        """Its number in the document (表序号), from 1: ``table_id``."""
        return int(self._row["table_id"])

    @property
    def title(self) -> Optional[str]:
        """Its title as printed (表名)."""
        return self._text("title")

    @property
    def kind(self) -> str:
        """Its form (表的种类): ``table_kind``."""
        return str(self._row["table_kind"])

    @property
    def unit(self) -> Optional[str]:
        """The unit of its amounts as printed (计量单位)."""
        return self._text("printed_unit")

    @property
    def pages(self) -> Optional[tuple[int, int]]:
        """The first and the last page it stands on; ``None`` where the format has no pages."""
        first, last = self._row["page_first"], self._row["page_last"]
        return None if first is None or last is None else (int(first), int(last))

    @property
    def captions(self) -> list[str]:
        """Lines above the grid that belong to it."""
        return list(self._row["captions"])

    @property
    def notes(self) -> list[str]:
        """Lines below the grid that belong to it."""
        return list(self._row["notes"])

    @property
    def header_rows(self) -> int:
        """How many rows at the top are its header."""
        return int(self._row["header_row_count"])

    @property
    def cells(self) -> list[dict[str, Any]]:
        """Its rows of the ``cells`` dataset, with spans and places."""
        return self._cells

    @property
    def line_items(self) -> list[dict[str, Any]]:
        """Its rows of the ``line_items`` dataset."""
        return self._line_items

    @property
    def grid(self) -> list[list[Optional[str]]]:
        """Texts by row and column. A merged cell's text is in its first place, ``None`` in the others."""
        grid: list[list[Optional[str]]] = self._blank()
        for cell in self._cells:
            grid[cell["row"]][cell["col"]] = cell["text"]
        return grid

    def _spread(self) -> list[list[Optional[str]]]:
        """Texts by row and column, those of merged cells in all their places."""
        grid = self._blank()
        for cell in self._cells:
            for row in range(cell["row"], cell["row"] + cell["row_span"]):
                for col in range(cell["col"], cell["col"] + cell["col_span"]):
                    grid[row][col] = cell["text"]
        return grid

    def _blank(self) -> list[list[Optional[str]]]:
        columns = int(self._row["column_count"])
        return [[None] * columns for _ in range(int(self._row["row_count"]))]

    @property
    def header(self) -> list[str]:
        """The header path of every column, top to bottom, joined with ``/``.

        >>> import mingxi
        >>> mingxi.read(mingxi.EXAMPLE).tables[0].header
        ['科目编码', '科目名称', '合计', '基本支出', '项目支出']
        """
        rows = self._spread()[: self.header_rows]
        paths = []
        for texts in zip(*rows):
            path: list[str] = []
            for text in texts:
                if text and path[-1:] != [text]:
                    path.append(text)
            paths.append("/".join(path))
        return paths or [""] * int(self._row["column_count"])

    def to_pandas(self) -> pandas.DataFrame:
        """The rows below the header as a pandas frame of the printed texts; numbers are in ``line_items``."""
        frame: pandas.DataFrame = _import("pandas").DataFrame(
            self.grid[self.header_rows :], columns=self.header, dtype=object
        )
        return frame

    def _text(self, column: str) -> Optional[str]:
        value = self._row[column]
        return None if value is None else str(value)

    def __repr__(self) -> str:
        size = f"{self._row['row_count']} rows, {self._row['column_count']} columns"
        return f"<mingxi.Table {self.number} {self.title!r} ({self.kind}): {size}>"
